"""What the prefecture answers to an act that was sent to it: the messages of ACTES that come back, by their codes.

Source: exchange protocol of ACTES (ministère de l'Intérieur), version 1.1.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.language.dates import date_longue
from generator.law.actnumbers import numbers_agree
from generator.law.acts import Act
from generator.law.findings import Finding, Rule

_EXECUTORY = "CGCT, art. L. 2131-1 et L. 2131-6"
#: The code of the receipt, which tells that the prefect has the act, and since when.
RECEIPT = "1-2"
#: The code of what takes the transmission back: the prefect does not have the act any more.
_CANCELLED = "6-2"
#: No message: a person says that what was asked is settled, by a judgment, on paper.
SETTLED = "settled"
#: The messages that come from the prefecture about one act, and what they are called in a sentence.
TITLES = {
    RECEIPT: "un accusé de réception de la préfecture",
    "1-3": "un avis d’anomalie de la préfecture, qui n’a pas reçu l’acte",
    "2-1": "un courrier simple de la préfecture",
    "3-1": "une demande de pièces complémentaires de la préfecture",
    "3-5": "un accusé de réception des pièces complémentaires",
    "4-1": "une lettre d’observations de la préfecture",
    "4-5": "un accusé de réception de la réponse à la lettre d’observations",
    "5-1": "un déféré de l’acte au tribunal administratif",
    _CANCELLED: "un accusé de réception de l’annulation de la transmission",
}
#: Those that ask for something, until it is settled.
REMEDIES = {
    "1-3": "la commune corrige sa transmission et l’envoie de nouveau ; demandez-lui l’accusé de réception",
    "3-1": "voyez avec la commune quelles pièces elle envoie, et quand",
    "4-1": "voyez avec la commune et le service juridique ce que demande la préfecture, avant d’aller plus loin",
    "5-1": "voyez avec le service juridique ce qui peut encore être signé ou exécuté ; une fois jugé, notez-le"
    " (conventions intake COMMUNE --settled DATE)",
    _CANCELLED: "demandez à la commune si elle retransmet sa délibération ou la retire (conventions intake --withdraw)",
}
#: What settles each: an act that was answered had been received, no message settles a referral to the court, and
#: nobody but the prefecture says that it has again what was taken back.
_SETTLED = {
    "1-3": TITLES.keys() - {"1-3"} | {SETTLED},
    "3-1": {"3-5", _CANCELLED, SETTLED},
    "4-1": {"4-5", _CANCELLED, SETTLED},
    "5-1": {SETTLED},
    _CANCELLED: {RECEIPT},
}
#: What begins anew the prefect's delay to go to court.
RESTARTING = ("3-5", "4-5", SETTLED)
#: The gravest first.
_GRAVITY = ("5-1", _CANCELLED, "1-3", "4-1", "3-1")


@dataclass(frozen=True, slots=True)
class Answer:
    """One message of the prefecture about one act, as its system wrote it.

    ``identifier`` is "" in an anomaly, for the act was not received; ``siren`` is then read from the file's name, or
    "". ``number`` is the one under which the act was sent, ``answered_on`` the day of the receipt, of the letter or of
    the anomaly; ``object`` and ``matter`` (« 8.4 ») are those that the commune gave, "" where the message has none.
    """

    code: str
    identifier: str
    siren: str
    number: str
    decided_on: datetime.date | None
    answered_on: datetime.date
    object: str = ""
    matter: str = ""
    detail: str = ""

    @property
    def title(self) -> str:
        """What it is, as a sentence says it."""
        return TITLES[self.code]

    @property
    def remedy(self) -> str:
        """What it asks for, "" when it asks for nothing."""
        return REMEDIES.get(self.code, "")

    @property
    def by_hand(self) -> bool:
        """Tell whether it is no message, but what a person said."""
        return self.code == SETTLED

    @property
    def named(self) -> str:
        """The act that it is about: its identifier, else its number."""
        return self.identifier or f"n° {self.number}"

    def is_about(self, act: Act) -> bool:
        """Tell whether it is about an act: its identifier, else its day and its number, as far as they are known."""
        if act.identifier and act.identifier == self.identifier:
            return True
        return self._same_day(act) and numbers_agree(act.number, self.number)

    def may_be_about(self, act: Act) -> bool:
        """Tell whether it is about an act, or nothing that is sure tells so: another day, or another identifier."""
        return self.is_about(act) or (self._same_day(act) and not (act.identifier and self.identifier))

    def _same_day(self, act: Act) -> bool:
        return None in (act.decided_on, self.decided_on) or act.decided_on == self.decided_on


def settlement(day: datetime.date) -> Answer:
    """Return what a person says by calling settled, since a day, what the prefecture asked."""
    return Answer(SETTLED, "", "", "", None, day)


def impossible(answer: Answer, today: datetime.date) -> str:
    """Say what is impossible in the days of an answer, "" when nothing is."""
    if answer.answered_on > today:
        return f"il porte une date à venir, le {date_longue(answer.answered_on)}"
    if answer.decided_on and answer.answered_on < answer.decided_on:
        given, decided = date_longue(answer.answered_on), date_longue(answer.decided_on)
        return f"il est du {given}, avant la séance du {decided}"
    return ""


def unsettled(answers: Iterable[Answer]) -> Answer | None:
    """Return the gravest of what the prefecture asks of one act and is not settled, None when all is.

    The ``answers`` are in the order of their days.
    """
    asked: dict[str, Answer] = {}
    for answer in answers:
        asked = {code: one for code, one in asked.items() if answer.code not in _SETTLED[code]}
        if answer.remedy:
            asked[answer.code] = answer
    return next((asked[code] for code in _GRAVITY if code in asked), None)


def examine_answer(answer: Answer | None, act: Act | None, signed_on: datetime.date) -> Iterator[Finding]:
    """Find what the prefecture asks of an act, and is not settled, says against a signature by it.

    A signature after the transmission was taken back, and before another one, is an error: the same as without any.
    What came after the signature is no matter of the signature.
    """
    if answer is None or signed_on < answer.answered_on:
        return
    sent = act.transmitted_on if act else None
    if answer.code == _CANCELLED and sent is not None and sent > answer.answered_on:
        return
    lost = answer.code == _CANCELLED and (sent is None or sent < answer.answered_on)
    rule = Rule("préfecture", _EXECUTORY)
    yield (rule.error if lost else rule.warning)(
        f"{answer.title}, du {date_longue(answer.answered_on)}, précède la signature de la commune ; {answer.remedy}."
    )
