"""What a template can name: the data of one dossier, in groups of fields."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Mapping
from typing import Any

from jinja2 import StrictUndefined

from generator.documents.planning import make_planning
from generator.inputs.campaign import Campaign
from generator.inputs.communes import Commune
from generator.law.sittings import convocation_delay


class Fields:
    """A group of named values: ``label`` is what a template writes before the dot."""

    def __init__(self, label: str, values: Mapping[str, Any]) -> None:
        self.__dict__.update(values)
        self._label = label

    def __repr__(self) -> str:
        """Return the label, which is what messages show."""
        return self._label


class Unknown(StrictUndefined):
    """A name that does not exist: any use of it fails with a message in French that offers the nearest name."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        name = self._undefined_name or ""
        group = self._undefined_obj
        if not isinstance(group, Fields):
            return self._undefined_hint or f"{name} : inconnu"
        known = [key for key in vars(group) if not key.startswith("_")]
        near = difflib.get_close_matches(str(name), known, 1, 0.5) or [
            key for key in known if set(key.split("_")) == set(str(name).split("_"))
        ]
        hint = f" ; vouliez-vous {group!r}.{near[0]} ?" if near else f" ; {group!r} contient {', '.join(known)}"
        return f"{group!r}.{name} : inconnu{hint}"


class Blank(Unknown):
    """A value left empty: false in a condition, and an error when it is printed, never a silent blank."""

    __slots__ = ()

    def __bool__(self) -> bool:
        """Return False: ``{% if commune.courriel %}`` is the way to ask."""
        return False


def make_context(commune: Commune, campaign: Campaign, number: str) -> dict[str, Any]:
    """Return all a template can name for one dossier; the logo, which needs the template, is added at rendering."""
    planning, slot = None, None
    if campaign.planning:
        planning = make_planning(commune, campaign.planning, campaign.convention.terme)
        if commune.slot:
            mediator = campaign.planning.mediateurs[commune.slot.mediateur]
            slot = dataclasses.replace(commune.slot, mediateur=mediator)
    return {
        "commune": _commune(commune),
        "epci": _group("epci", campaign.epci),
        "convention": _group("convention", campaign.convention),
        "numero": number,
        "conseil": Fields("conseil", {"delai_convocation": convocation_delay(commune.population_municipale)}),
        "creneau": _value("creneau", slot),
        "planning": _value("planning", planning),
        "pieces": [Fields("piece", {"titre": piece.titre}) for piece in campaign.pieces],
    }


def _commune(commune: Commune) -> Fields:
    """Return the columns of the commune's row, the known ones as read and the others as text."""
    known = {field.name for field in dataclasses.fields(commune)} - {"row", "line", "slot", "participe"}
    values = {name: _value(f"commune.{name}", cell) for name, cell in commune.row.items()}
    values |= {name: _value(f"commune.{name}", getattr(commune, name)) for name in known}
    return Fields("commune", values)


def _group(label: str, model: Any) -> Fields:
    fields = dataclasses.fields(model)
    return Fields(label, {field.name: _value(f"{label}.{field.name}", getattr(model, field.name)) for field in fields})


def _value(label: str, value: Any) -> Any:
    """Return ``value`` as templates see it: models as groups, tuples as lists, nothing as a Blank."""
    if value is None or value == "":
        return Blank(
            hint=f"{label} est vide : complétez la donnée, ou testez-la dans le modèle avec {{% if {label} %}}"
        )
    if dataclasses.is_dataclass(value):
        return _group(label, value)
    if isinstance(value, tuple):
        return [_value(label, item) for item in value]
    return value
