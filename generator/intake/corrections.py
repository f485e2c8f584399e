"""Fields that a person corrects, because the program read them badly or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from generator.errors import DataError, UsageError
from generator.inputs.communes import Commune, find_commune
from generator.intake.fields import FIELDS, Field, ReadDeliberation
from generator.intake.zones import READERS


def correct(deliberation: ReadDeliberation, values: Mapping[str, str], communes: Sequence[Commune]) -> ReadDeliberation:
    """Return a deliberation with the fields that a person wrote: they are certain; an empty text is a missing one.

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
    return replace(deliberation, fields=fields)


def _commune(text: str, communes: Sequence[Commune]) -> str | None:
    try:
        return find_commune(text, communes).insee
    except UsageError as error:
        raise DataError(str(error)) from error
