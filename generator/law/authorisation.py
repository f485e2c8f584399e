"""What a council must have decided for the mayor to sign: it authorises him, or he has no power to."""

from __future__ import annotations

from collections.abc import Iterator

from generator.law.acts import Act
from generator.law.findings import Finding, error

_POWER = "CGCT, art. L. 2121-29 et L. 2122-21"


def examine_authorisation(act: Act) -> Iterator[Finding]:
    """Find a deliberation that does not authorise the signature: one that takes note, adjourns, withdraws, refuses.

    One whose operative part was not read authorises nothing either, until a person says that it does.
    """
    if act.authorises_signature is None:
        yield error(
            "autorisation",
            _POWER,
            "aucune autorisation de signer n’a été lue dans ce que le conseil a décidé ; vérifiez-le dans l’acte.",
        )
    elif not act.authorises_signature:
        yield error(
            "autorisation",
            _POWER,
            "le conseil n’autorise pas le maire à signer (il prend acte, ajourne, retire ou refuse) ; demandez à la"
            " commune une délibération qui l’y autorise.",
        )
