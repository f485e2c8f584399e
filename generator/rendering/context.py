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

from generator.inputs.campaign import Campaign, Person
from generator.inputs.communes import SLOT_COLUMNS, Commune
from generator.inputs.pieces import Piece
from generator.language.dates import date_longue
from generator.law.acts import Act, executory_on
from generator.law.populations import publishes_online
from generator.law.sittings import convocation_delay
from generator.rendering.planning import make_planning

#: The content controls that the program completes itself, wherever a document has them.
COMPLETED = ("deliberation.numero", "deliberation.date")
#: The columns of communes.csv behind the values that are computed of several of them.
BEHIND: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "commune.appel_maire": frozenset({"civilite_maire", "titre_maire"}),
        "commune.le_maire": frozenset({"civilite_maire", "titre_maire"}),
        "conseil.delai_convocation": frozenset({"population_conseil", "population_municipale"}),
        "conseil.note_de_synthese": frozenset({"population_conseil", "population_municipale"}),
        "conseil.publication_electronique": frozenset({"population_conseil", "population_municipale"}),
        "conseil.a_designer": frozenset({"prenom_maire", "nom_maire"}),
    }
)
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

    @classmethod
    def of(cls, act: Act) -> CouncilDeliberation:
        """Return what templates may say of a recorded act, whose number and date are known."""
        if act.decided_on is None:
            raise ValueError("un acte enregistré a toujours sa date")
        return cls(act.number, act.decided_on, act.transmitted_on, act.published_on, executory_on(act))


@dataclass(frozen=True, slots=True)
class Council:
    """What the law asks of the municipal council for this act, as templates see it.

    ``a_designer``: it must designate who represents the commune, whose mayor the act would set against themselves.
    """

    delai_convocation: int
    note_de_synthese: bool
    publication_electronique: bool
    a_designer: bool

    @classmethod
    def of(cls, commune: Commune, president: Person) -> Council:
        """Return what is asked of the council of a commune that contracts with the EPCI of ``president``."""
        return cls(
            convocation_delay(commune.council_population),
            commune.note_de_synthese,
            publishes_online(commune.council_population),
            _is_same_person(commune, president),
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
        "conseil": as_seen("conseil", Council.of(commune, campaign.epci.president)),
        "creneau": as_seen("creneau", slot),
        "planning": as_seen("planning", planning),
        "voies_de_recours": as_seen("voies_de_recours", campaign.voies_de_recours),
        **{name: as_seen(name, amendment.get(name)) if amendment else _absent(name) for name in AVENANT_GROUPS},
    }


def for_piece(
    context: Mapping[str, Any], piece: Piece, campaign: Campaign, pack: Sequence[Piece] | None = None
) -> dict[str, Any]:
    """Return the context of one document of the dossier: ``pieces`` are the others of the pack, in its order.

    ``pack`` is what it holds, by default that of the campaign's conventions.
    """
    if pack is None:
        note = vars(context["conseil"])["note_de_synthese"]
        pack = campaign.pack(voted=bool(context["deliberation"]), note_de_synthese=note)
    others = [Fields("piece", {"titre": other.titre}) for other in pack if other is not piece]
    return {**context, **{name: _unread(context[name]) for name in ("commune", "conseil")}, "pieces": others}


def completed(piece: Piece, act: Act | None) -> dict[str, str]:
    """Return what the content controls of a document are completed with, by tag, once the deliberation is recorded.

    The draft of the deliberation stays as it was sent: it is for the commune to complete.
    """
    if act is None or act.decided_on is None or piece.projet:
        return {}
    return dict(zip(COMPLETED, (act.number, date_longue(act.decided_on)), strict=True))


def columns_read(context: Mapping[str, Any]) -> frozenset[str]:
    """Return the columns of communes.csv that a document rendered from ``context`` may depend on."""
    read: set[str] = context["commune"]._read
    named = {f"{group}.{name}" for group in ("commune", "conseil") for name in context[group]._read}
    return frozenset(read.union(SLOT_COLUMNS, *(BEHIND[name] for name in named & BEHIND.keys())))


def _unread(group: Fields) -> Fields:
    """Return the same group, of which nothing was read yet."""
    return Fields(group._label, {name: value for name, value in vars(group).items() if not name.startswith("_")})


def _is_same_person(commune: Commune, president: Person) -> bool:
    """Tell whether the mayor is the President.

    The council then designates another of its members to represent the commune (CGCT, article L. 2122-26).
    """
    mayor = commune.prenom_maire, commune.nom_maire
    return [name.casefold() for name in mayor] == [president.prenom.casefold(), president.nom.casefold()]


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
