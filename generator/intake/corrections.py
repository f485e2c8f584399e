"""Fields that a person corrects, because the program read them badly or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from generator.errors import DataError, UsageError
from generator.inputs.communes import Commune, find_commune
from generator.intake.contradictions import contradicted_again
from generator.intake.fields import FIELDS, Field, ReadDeliberation
from generator.intake.operative import authorised
from generator.intake.zones import READERS

#: Fields, and the commune that they name.
_Act = tuple[Mapping[str, Field], Commune | None]


def correct(deliberation: ReadDeliberation, values: Mapping[str, str], communes: Sequence[Commune]) -> ReadDeliberation:
    """Return a deliberation with the fields that a person wrote: they are certain; an empty text is a missing one.

    The other fields are held against them again: what only a wrong one contradicted is no more doubtful. What the
    decision authorises is read again in the words that a person wrote for it.

    Raises DataError naming the field whose text is not understood.
    """
    fields = dict(deliberation.fields)
    for name, text in values.items():
        if not text.strip():
            fields[name] = Field()
            continue
        value = _commune(text, communes) if name == "commune" else READERS[name](text)
        if value is None:
            raise DataError(f"{FIELDS[name]} : « {text} » n’est pas compris ; récrivez-le.")
        fields[name] = Field(value, "certain", text)
    if not values:
        return deliberation
    written, known = deliberation.written | values.keys(), {one.insee: one for one in communes}
    whose, formerly = (known.get(str(given["commune"].value)) for given in (fields, deliberation.fields))
    again = _authorised_again((fields, whose), (deliberation.fields, formerly))
    fields |= {name: field for name, field in again.items() if name not in written}
    now, before = (fields, whose), (deliberation.fields, formerly)
    checked = contradicted_again(now, before, deliberation.counted, written)
    return replace(deliberation, fields=checked, written=written)


def _authorised_again(corrected: _Act, earlier: _Act) -> dict[str, Field]:
    """Return what a decision authorises, nothing when its words are the same and its object made no difference."""
    (now, whose), (before, whose_before) = corrected, earlier
    (said, subject), (formerly, other) = (
        tuple(" ".join(str(fields[name].value or "").split()) for name in ("dispositif", "objet"))
        for fields in (now, before)
    )
    if not said:
        return dict.fromkeys(("autorise_signature", "autorise_avenants"), Field()) if formerly else {}
    anew, told = authorised(str(now["dispositif"].value), subject, whose), authorised(said, other, whose_before)
    if said != formerly:
        return anew
    return {name: field for name, field in anew.items() if _told(told[name]) == _told(before[name]) != _told(field)}


def _told(field: Field) -> tuple[object, str, str]:
    return field.value, field.confidence, field.why


def _commune(text: str, communes: Sequence[Commune]) -> str | None:
    try:
        return find_commune(text, communes).insee
    except UsageError as error:
        raise DataError(str(error)) from error
