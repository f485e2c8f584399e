"""A deliberation completed by the prefecture's receipt: what its system wrote is certain."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace

from generator.inputs.communes import Commune
from generator.intake.fields import Field, ReadDeliberation, Value
from generator.intake.objects import may_be_alike
from generator.law.actnumbers import numbers_agree
from generator.law.answers import RECEIPT, Answer

_CANCELLED = "6-2"


def receipt_of(
    deliberation: ReadDeliberation, commune: Commune | None, answers: Sequence[Answer], *, ours: bool
) -> Answer | None:
    """Return the last receipt that is this act's, None when none is, or its transmission was cancelled since.

    It is, when the commune is the same, nothing that is certain contradicts its date, and its number is made of the
    act's; of an act that is ``ours`` the date and the object are enough where the number is not certain. Of receipts
    of several acts those are taken whose object is the act's, and none when they are still several.
    """
    found = [
        one
        for one in answers
        if one.code == RECEIPT
        and not any(_takes_back(other, one) for other in answers)
        and commune is not None
        and one.siren == commune.siren
        and _is_its(deliberation, one, ours=ours)
    ]
    if len({one.identifier for one in found}) > 1:
        found = [one for one in found if _may_have_its_object(deliberation, one)]
    return found[-1] if len({one.identifier for one in found}) == 1 else None


def _takes_back(answer: Answer, receipt: Answer) -> bool:
    """Tell whether the transmission that a receipt is of was cancelled, and not made again since."""
    cancels = answer.code == _CANCELLED and answer.identifier == receipt.identifier
    return cancels and answer.answered_on >= receipt.answered_on


def _is_its(deliberation: ReadDeliberation, answer: Answer, *, ours: bool) -> bool:
    day, number = deliberation.fields["seance_date"], deliberation.fields["numero"]
    if day.confidence == "certain" and day.value != answer.decided_on:
        return False
    if number.value is not None and numbers_agree(str(number.value), answer.number):
        return True
    if not ours or number.confidence == "certain" or day.value != answer.decided_on:
        return False
    return _may_have_its_object(deliberation, answer)


def _may_have_its_object(deliberation: ReadDeliberation, answer: Answer) -> bool:
    return may_be_alike(str(deliberation.fields["objet"].value or ""), answer.object)


def acknowledged(deliberation: ReadDeliberation, answer: Answer) -> ReadDeliberation:
    """Return a deliberation with what its receipt says.

    What is missing or doubtful becomes certain; what was read plainly and is not the same becomes doubtful, with both.
    """
    said = f"accusé de réception de la préfecture, {answer.answered_on:%d/%m/%Y}"
    given: dict[str, str | datetime.date | None] = {
        "identifiant": answer.identifier,
        "recu_le": answer.answered_on,
        "seance_date": answer.decided_on,
    }
    fields = {name: _confirmed(deliberation, name, value, said) for name, value in given.items()}
    return replace(
        deliberation, fields={**deliberation.fields, **fields, "numero": _number(deliberation, answer, said)}
    )


def _confirmed(deliberation: ReadDeliberation, name: str, value: Value, said: str) -> Field:
    field = deliberation.fields[name]
    if field.value == value:
        return replace(field, confidence="certain", unsure="", doubts=())
    if field.confidence != "certain":
        return Field(value, "certain", said)
    read = replace(deliberation, fields={name: Field(value)}).shown(name)
    why = f"l’acte dit « {deliberation.shown(name)} », l’accusé de réception de la préfecture « {read} »"
    return Field(value, "doubtful", field.read, why)


def _number(deliberation: ReadDeliberation, answer: Answer, said: str) -> Field:
    """Return the act's own number: the one of the transmission has the same figures, and not always the same signs."""
    field = deliberation.fields["numero"]
    if field.value is None:
        return Field(
            answer.number, "doubtful", said, "c’est le numéro de la transmission ; l’acte peut l’écrire autrement"
        )
    if re.sub(r"[^0-9]", "", str(field.value)) == re.sub(r"[^0-9]", "", answer.number):
        return replace(field, confidence="certain", unsure="", doubts=())
    return field
