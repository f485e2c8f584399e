"""What every name of a template stands for: a group, a list, a text, a date… and the name that was meant."""

from __future__ import annotations

import dataclasses
import datetime
import difflib
import re
import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from generator.inputs.campaign import Convention
from generator.inputs.communes import HALF_DAYS, Commune, Slot
from generator.inputs.epci import Epci
from generator.language.calendar import WEEKDAYS
from generator.language.typography import unaccented
from generator.law.endingfacts import CAUSES
from generator.law.signatories import Person
from generator.rendering.council import Council, CouncilDeliberation
from generator.rendering.groups import Assessment, AvenantGroup, Report, SignedConvention
from generator.rendering.lettergroups import EndingGroup, ReminderGroup, RenewalGroup, ResendGroup, SignatureGroup
from generator.rendering.planning import Planning
from generator.rendering.vocabulary import REPORT_VARIABLES, VARIABLES

#: The models that templates see, by the name they have there.
_MODELS = {
    "commune": Commune,
    "epci": Epci,
    "signataire": Person,
    "convention": Convention,
    "conseil": Council,
    "deliberation": CouncilDeliberation,
    "creneau": Slot,
    "planning": Planning,
    "avenant": AvenantGroup,
    "base": SignedConvention,
    "evaluation": Assessment,
    "deliberation_initiale": CouncilDeliberation,
    "signature": SignatureGroup,
    "reconduction": RenewalGroup,
    "fin": EndingGroup,
    "renvoi": ResendGroup,
    "relance": ReminderGroup,
    "rapport": Report,
}
_KINDS = {str: "text", int: "number", bool: "flag", datetime.date: "date", datetime.time: "time"}
#: How messages call each kind.
SAID = {
    "text": "un texte",
    "number": "un nombre",
    "date": "une date",
    "time": "une heure",
    "flag": "vrai ou faux",
    "group": "un groupe de valeurs",
    "list": "une liste",
    "image": "une image",
}
_CIVILITIES = ("Monsieur", "Madame")
_WITH_SLOT = ("commune", "creneau", "avenant.creneau_ancien", "avenant.creneau_nouveau")
#: What people write for the last word of a name.
_SYNONYMS = {
    **dict.fromkeys(("email", "e_mail", "mail", "mel", "adresse_mail"), "courriel"),
    **dict.fromkeys(("maire", "le_nom_du_maire"), "nom_maire"),
    **dict.fromkeys(("cp", "postal"), "code_postal"),
    **dict.fromkeys(("tel", "phone"), "telephone"),
    **dict.fromkeys(("habitants", "nombre_habitants", "nb_habitants"), "population_municipale"),
    **dict.fromkeys(("date_fin", "fin", "echeance"), "terme"),
}
#: The only values that a name can have.
VALUES = {
    "commune.civilite_maire": _CIVILITIES,
    "epci.president.civilite": _CIVILITIES,
    "fin.cause": CAUSES,
    "fin.auteur": ("commune", "epci"),
    "epci.signataire.civilite": _CIVILITIES,
    "signataire.civilite": _CIVILITIES,
    **{f"{group}.jour": WEEKDAYS for group in _WITH_SLOT},
    **{f"{group}.demi_journee": tuple(HALF_DAYS.values()) for group in _WITH_SLOT},
}


@dataclass(slots=True)
class Shape:
    """A value of a template: ``name`` as templates write it, its kind, its fields, and what a list is made of."""

    name: str
    kind: str
    fields: dict[str, Shape] = field(default_factory=dict)
    item: Shape | None = None

    def named(self, name: str) -> Shape:
        """Return the same value under another name, that of a loop's variable."""
        fields = {key: shape.named(f"{name}.{key}") for key, shape in self.fields.items()}
        return Shape(name, self.kind, fields, self.item)


TEXT = Shape("", "text")
NUMBER = Shape("", "number")
LOOP = Shape("loop", "group")
LOOP.fields = {
    **dict.fromkeys(("index", "index0", "revindex", "revindex0", "length", "depth", "depth0"), NUMBER),
    **dict.fromkeys(("first", "last", "cycle", "changed", "previtem", "nextitem"), Shape("", "")),
}


@lru_cache(maxsize=4)
def known_shapes(columns: frozenset[str]) -> Mapping[str, Shape]:
    """Return what all templates can name; ``columns`` are those of communes.csv, which add to ``commune``."""
    root = Shape("", "group")
    for variable in (*VARIABLES, *REPORT_VARIABLES):
        _add(root, variable.name)
    commune = root.fields["commune"]
    for column in columns:
        commune.fields.setdefault(column, Shape(f"commune.{column}", "text"))
    return root.fields


def nearest(name: str, group: Shape | None, shapes: Mapping[str, Shape]) -> str:
    """Return the existing name nearest to an unknown one, "" when none is near.

    ``group`` is what comes before the dot; without one, ``name`` is the first word of an expression.
    """
    own = {key: f"{group.name}.{key}" for key in group.fields} if group else {key: key for key in shapes}
    before, _, after = name.partition("_")
    if group is None and after and before in shapes and (found := nearest(after, shapes[before], shapes)):
        return found
    same = [path for key, path in own.items() if _folded(key) in (_folded(name), _SYNONYMS.get(_folded(name)))]
    if same:
        return same[0]
    if found := _near(name, own, 0.8):
        return found
    elsewhere: dict[str, list[str]] = {}
    for leaf in (*_leaves(shapes.values()), *_groups(shapes.values())):
        if leaf.kind and "." in leaf.name and "[" not in leaf.name:
            elsewhere.setdefault(leaf.name.rpartition(".")[2], []).append(leaf.name)
    # A word that several groups have says nothing of the group that was meant, unless none was named.
    alone = {word: paths[0] for word, paths in elsewhere.items() if not group or len(paths) == 1}
    return alone.get(_SYNONYMS.get(_folded(name), "")) or _near(name, alone, 0.8, begun=False) or _near(name, own)


def is_named(said: object, shapes: Mapping[str, Shape]) -> bool:
    """Tell whether a text is the whole name of a value, « commune.nom »."""
    shape: Shape | None = Shape("", "group", dict(shapes)) if isinstance(said, str) and "." in said else None
    for word in str(said).strip().split("."):
        shape = shape.fields.get(word) if shape else None
    return shape is not None


def near_word(word: str, known: Iterable[str]) -> str:
    """Return the nearest of some words, "" when none is near."""
    return _near(word, {name: name for name in known})


def _near(name: str, known: Mapping[str, str], cutoff: float = 0.6, *, begun: bool = True) -> str:
    """Return what the nearest name leads to, "" for none; « date » is near « date_longue » when it may be ``begun``."""
    first = list(known)[::-1]  # of two names alike, the first is offered
    folded = {_folded(key): key for key in first}
    words = {frozenset(_folded(key).split("_")): key for key in first}
    asked = _folded(name)
    for found in (folded.get(asked), words.get(frozenset(asked.split("_")))):
        if found:
            return known[found]
    longer = [path for key, path in known.items() if begun and key.startswith(f"{asked}_")]
    if longer:
        return longer[0]
    close = difflib.get_close_matches(asked, folded, 1, cutoff)
    return known[folded[close[0]]] if close else ""


def _folded(name: str) -> str:
    return re.sub(r"[\s_-]+", "_", unaccented(name)).lower()


def _leaves(shapes: Iterable[Shape]) -> Iterator[Shape]:
    for shape in shapes:
        if shape.fields:
            yield from _leaves(shape.fields.values())
        else:
            yield shape


def _groups(shapes: Iterable[Shape]) -> Iterator[Shape]:
    for shape in shapes:
        if shape.fields:
            yield shape
            yield from _groups(shape.fields.values())


def _add(root: Shape, path: str) -> None:
    """Add a variable of the vocabulary: « commune.nom », « planning.seances[].date »."""
    shape = root
    walked: list[str] = []
    for word in path.split("."):
        name = word.removesuffix("[]")
        walked.append(name)
        here = ".".join(walked)
        shape.kind = shape.kind if shape.kind in ("group", "list") else "group"
        shape = shape.fields.setdefault(name, Shape(here, _kind(here)))
        if word.endswith("[]"):
            shape.kind = "list"
            shape.item = shape.item or Shape(f"{here}[]", "group")
            shape = shape.item


def _kind(path: str) -> str:
    """Return the kind of a value, from the model it comes from; a column that no model knows is a text."""
    if path in ("logo", "graphiques.image"):
        return "image"
    first, *rest = path.split(".")
    annotation: Any = _MODELS.get(first, str)
    for name in rest:
        annotation = _hints(annotation).get(name, str)
        if isinstance(annotation, types.UnionType):  # « int | None »: an optional value
            annotation = next(kind for kind in typing.get_args(annotation) if kind is not type(None))
        if typing.get_origin(annotation) is tuple:
            annotation = typing.get_args(annotation)[0]
    return _KINDS.get(annotation, "group")


@cache
def _hints(model: Any) -> Mapping[str, Any]:
    """Return the types of a model's fields, none of what is no model; it is asked for each field."""
    return typing.get_type_hints(model) if dataclasses.is_dataclass(model) else {}
