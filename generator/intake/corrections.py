"""Fields that a person corrects, because the program read them badly or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from generator.errors import DataError, UsageError
from generator.inputs.communes import Commune, find_commune
from generator.intake.contradictions import contradicted_again
from generator.intake.fields import FIELDS, Field, ReadDeliberation
from generator.intake.zones import READERS


def correct(deliberation: ReadDeliberation, values: Mapping[str, str], communes: Sequence[Commune]) -> ReadDeliberation:
    """Return a deliberation with the fields that a person wrote: they are certain; an empty text is a missing one.

    The other fields are held against them again: what only a wrong one contradicted is no more doubtful.

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
    now, before = ((given, known.get(str(given["commune"].value))) for given in (fields, deliberation.fields))
    checked = contradicted_again(now, before, deliberation.counted, written)
    return replace(deliberation, fields=checked, written=written)


def _commune(text: str, communes: Sequence[Commune]) -> str | None:
    try:
        return find_commune(text, communes).insee
    except UsageError as error:
        raise DataError(str(error)) from error
