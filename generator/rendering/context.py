"""What a template can name: the data of one dossier, in groups of fields."""

from __future__ import annotations

import dataclasses
import datetime
import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from jinja2 import StrictUndefined

from generator.inputs.campaign import Campaign
from generator.inputs.communes import SLOT_COLUMNS, Commune
from generator.inputs.pieces import Piece
from generator.language.dates import date_longue
from generator.law.acts import Act, executory_on
from generator.law.signing import authorises_avenants
from generator.law.sittings import convocation_delay
from generator.rendering.planning import make_planning

#: The groups that only the documents of an avenant have: a Blank in the others, since all templates share their words.
AVENANT_GROUPS = ("avenant", "base", "evaluation", "deliberation_initiale")


class Fields:
    """A group of named values, which remembers those that were read: ``label`` is what a template writes first."""

    def __init__(self, label: str, values: Mapping[str, Any]) -> None:
        self.__dict__.update(values)
        self._label = label
        self._read: set[str] = set()

    def __getattribute__(self, name: str) -> Any:
        """Return a value and note that it was read."""
        if not name.startswith("_"):
            self._read.add(name)
        return super().__getattribute__(name)

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
        near = [key for key in known if set(key.split("_")) == set(str(name).split("_"))]
        near = near or difflib.get_close_matches(str(name), known, 1, 0.6)
        hint = f" ; vouliez-vous {group!r}.{near[0]} ?" if near else f" ; {group!r} contient {', '.join(known)}"
        return f"{group!r}.{name} : inconnu{hint}"


class Blank(Unknown):
    """A value left empty: false in a condition, and an error when it is printed, never a silent blank."""

    __slots__ = ()

    def __bool__(self) -> bool:  # type: ignore[override]  # unlike an unknown name, a blank may be asked for
        """Return False: ``{% if commune.courriel %}`` is the way to ask."""
        return False


@dataclass(frozen=True, slots=True)
class CouncilDeliberation:
    """The municipal council's deliberation, as templates see it once it is recorded."""

    numero: str
    date: datetime.date
    transmise_le: datetime.date | None
    publiee_le: datetime.date | None
    executoire_le: datetime.date | None
    autorise_avenants: bool

    @classmethod
    def of(cls, act: Act) -> CouncilDeliberation:
        """Return what templates may say of a recorded act, whose number and date are known."""
        if act.decided_on is None:
            raise ValueError("un acte enregistré a toujours sa date")
        return cls(
            act.number,
            act.decided_on,
            act.transmitted_on,
            act.published_on,
            executory_on(act),
            authorises_avenants(act),
        )


def make_context(
    commune: Commune,
    campaign: Campaign,
    number: str,
    act: Act | None = None,
    amendment: Mapping[str, Any] = MappingProxyType({}),
) -> dict[str, Any]:
    """Return what all templates of one dossier can name; ``for_piece`` and the renderer's logo complete it.

    ``act`` is the deliberation by which the municipal council authorises the mayor to sign, once it is recorded;
    ``amendment`` the models of ``AVENANT_GROUPS``, in the documents of an avenant.
    """
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
        "deliberation": as_seen("deliberation", CouncilDeliberation.of(act) if act else None),
        "conseil": Fields("conseil", {"delai_convocation": convocation_delay(commune.population_municipale)}),
        "creneau": as_seen("creneau", slot),
        "planning": as_seen("planning", planning),
        **{name: as_seen(name, amendment.get(name)) if amendment else _absent(name) for name in AVENANT_GROUPS},
    }


def for_piece(
    context: Mapping[str, Any], piece: Piece, campaign: Campaign, pack: Sequence[Piece] | None = None
) -> dict[str, Any]:
    """Return the context of one document of the dossier: ``pieces`` are the others of the pack, in its order.

    ``pack`` is what it holds, by default that of the campaign's conventions.
    """
    pack = campaign.pack(voted=bool(context["deliberation"])) if pack is None else pack
    others = [Fields("piece", {"titre": other.titre}) for other in pack if other is not piece]
    values = {name: value for name, value in vars(context["commune"]).items() if not name.startswith("_")}
    return {**context, "commune": Fields("commune", values), "pieces": others}


def completed(piece: Piece, act: Act | None) -> dict[str, str]:
    """Return what the content controls of a document are completed with, by tag, once the deliberation is recorded.

    The draft of the deliberation stays as it was sent: it is for the commune to complete.
    """
    if act is None or act.decided_on is None or piece.projet:
        return {}
    return {"deliberation.numero": act.number, "deliberation.date": date_longue(act.decided_on)}


def columns_read(context: Mapping[str, Any]) -> frozenset[str]:
    """Return the columns of communes.csv that a document rendered from ``context`` may depend on."""
    read: set[str] = context["commune"]._read
    indirect = {"appel_maire": {"civilite_maire", "titre_maire"}}
    return frozenset(read.union(SLOT_COLUMNS, *(indirect[name] for name in read & indirect.keys())))


def _commune(commune: Commune) -> Fields:
    """Return the columns of the commune's row, the known ones as read and the others as text."""
    known = {field.name for field in dataclasses.fields(commune)} - {"row", "line", "slot", "participe"}
    values = {name: as_seen(f"commune.{name}", cell) for name, cell in commune.row.items()}
    values |= {name: as_seen(f"commune.{name}", getattr(commune, name)) for name in known}
    return Fields("commune", values)


def _group(label: str, model: Any) -> Fields:
    fields = dataclasses.fields(model)
    return Fields(label, {field.name: as_seen(f"{label}.{field.name}", getattr(model, field.name)) for field in fields})


def _absent(name: str) -> Blank:
    """Return what a group of the avenants is in the documents of a convention."""
    return Blank(
        hint=f"{name} n’existe que dans les documents d’un avenant : retirez cette balise, ou testez-la dans le modèle "
        f"avec {{% if {name} %}}"
    )


def as_seen(label: str, value: Any) -> Any:
    """Return ``value`` as templates see it: models as groups, tuples as lists, nothing as a Blank."""
    if value is None or value == "":
        return Blank(
            hint=f"{label} est vide : complétez la donnée, ou testez-la dans le modèle avec {{% if {label} %}}"
        )
    if dataclasses.is_dataclass(value):
        return _group(label, value)
    if isinstance(value, tuple):
        return [as_seen(label, item) for item in value]
    return value
