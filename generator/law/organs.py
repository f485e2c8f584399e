"""Who stands where acts say « conseil municipal » and « maire »: a special delegation, the Conseil de Paris.

The council of a commune nouvelle, and those of Lyon and Marseille, are conseils municipaux as any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.law.findings import Finding, warning

#: Articles L. 2121-35 to L. 2121-38: it does the council's duties, and its president the mayor's, within limits.
DELEGATION = "CGCT, art. L. 2121-35 et L. 2121-38"
_DELEGATION = re.compile(r"\bd[ée]l[ée]gation sp[ée]ciale\b", re.IGNORECASE)
_PARIS = "75056"


def is_of_delegation(title: str) -> bool:
    """Tell whether a title is that of a member of a special delegation."""
    return _DELEGATION.search(title) is not None


def is_paris(insee: str) -> bool:
    """Tell whether a commune is Paris, whose assembly is the Conseil de Paris (article L. 2512-1)."""
    return insee == _PARIS


def examine_organ(text: str) -> Iterator[Finding]:
    """Find that a special delegation may have taken the act that a text holds."""
    if is_of_delegation(text):
        yield warning(
            "organe",
            DELEGATION,
            "ce fichier parle d’une délégation spéciale, qui tient lieu du conseil pour les seuls actes de pure"
            " administration conservatoire et urgente, sans engager les finances au-delà de l’exercice en cours ; si"
            " c’est elle qui a délibéré, n’enregistrez cet acte que s’il en est un : sinon, attendez le vote du conseil"
            " reconstitué.",
        )
