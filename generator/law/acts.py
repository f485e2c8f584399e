"""Acts of local authorities: their identifier in the ACTES system, and when they are executory.

Sources: CGCT, articles L. 2131-1 and L. 2131-2; exchange protocol of ACTES (ministère de l'Intérieur).
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from generator.law.actnumbers import numbers_agree

AUTHORITY = "CGCT, art. L. 2121-29 et L. 2122-21"
PROTOCOL = "protocole d’échange ACTES"
_IDENTIFIER = re.compile(
    r"(?P<department>[0-9]{3}|02[AB])-(?P<siren>[0-9]{9})-(?P<date>[0-9]{8})-(?P<number>[A-Za-z0-9_-]+)-(?P<nature>[A-Z]{2})"
)


@dataclass(frozen=True, slots=True)
class Act:
    """A deliberation as an act sent to the prefect; ``identifier`` is the ACTES one, empty when not known.

    ``siren`` is the commune's; ``object`` is on one line, as it would be sent. ``operative`` is what the council
    decided, in its words (dispositif); ``authorises_signature`` and ``authorises_avenants`` (those without financial
    effect) are None when that was never read. ``designated`` is whom the council designates to represent the commune
    (article L. 2122-26).
    """

    siren: str
    number: str
    decided_on: datetime.date | None = None
    object: str = ""
    sent_on: datetime.date | None = None
    received_on: datetime.date | None = None
    published_on: datetime.date | None = None
    identifier: str = ""
    operative: str = ""
    authorises_signature: bool | None = None
    authorises_avenants: bool | None = None
    designated: str = ""

    @property
    def transmitted_on(self) -> datetime.date | None:
        """The day the prefect had it: that of the receipt, else that of the sending."""
        return self.received_on or self.sent_on

    def is_that(self, number: str, day: str) -> bool:
        """Tell whether it is the deliberation of a number, however each is written, and of an ISO day."""
        return str(self.decided_on) == day and numbers_agree(number, self.number)


@dataclass(frozen=True, slots=True)
class Identifier:
    """What an ACTES identifier is made of; ``department`` has three characters, ``date`` is the decision's."""

    department: str
    siren: str
    date: datetime.date
    number: str
    nature: str

    def __str__(self) -> str:
        """Return the identifier as the prefecture's receipt prints it."""
        date = self.date.isoformat().replace("-", "")
        return f"{self.department}-{self.siren}-{date}-{self.number}-{self.nature}"


def parse_identifier(text: str) -> Identifier | None:
    """Return the parts of ``text``, or None when it has not the form of an identifier.

    Form only: « 059-215902925-20250402-DELIB20250210-DE ». The SIREN's key, the number's characters and the
    nature are for ``examine_act`` to judge.
    """
    match = _IDENTIFIER.fullmatch(text.strip())
    if not match:
        return None
    year, month, day = int(match["date"][:4]), int(match["date"][4:6]), int(match["date"][6:])
    try:
        date = datetime.date(year, month, day)
    except ValueError:
        return None
    return Identifier(match["department"], match["siren"], date, match["number"], match["nature"])


def executory_on(act: Act) -> datetime.date | None:
    """Return the day when the act became executory, or None when that is not known.

    It is the later of its receipt by the prefect and of its publication (article L. 2131-1).
    """
    if act.received_on is None or act.published_on is None:
        return None
    return max(act.received_on, act.published_on)
