"""What can be known of a use before any document is made: a filter's input, a comparison that is never true."""

from __future__ import annotations

import datetime
import types
from collections.abc import Mapping, Sequence

from jinja2 import nodes

from generator.inspection.shapes import SAID, VALUES, Shape
from generator.language.filters import FILTERS, needed
from generator.rendering.filterwords import FILTERS_EXPLAINED, written

#: What a value of each kind looks like, to try the filters on.
SAMPLES: Mapping[str, object] = {
    "text": "autorisé",
    "number": 2,
    "date": datetime.date(2025, 2, 24),
    "time": datetime.time(14),
    "list": [],
    "group": None,
}
#: What a text of the data may be for the filters that read more than words in one.
_READ = {"euros": "1 234,50", "euros_lettres": "1 234,50"}
#: What has the name of a commune and its article is taken by the filters of places.
_COMMUNE = types.SimpleNamespace(nom="Haveluy", tncc=1)
#: What stands for an argument that only the data tell.
_CIVILITY = "Monsieur"

Fault = tuple[str, str]


def filter_fault(name: str, constant: object, shape: Shape | None, arguments: Sequence[object]) -> Fault | None:
    """Try one of the program's filters on what it will be given, as far as that is known.

    ``constant`` is the text or number written in the tag, else None; an argument is None when only the data tell it.
    Returns (what is wrong, what to do), or None.
    """
    if constant is None and (shape is None or shape.kind not in SAMPLES):
        return None
    value = constant if constant is not None or shape is None else _sample(shape, name)
    needs = needed(name, value)
    if needs:
        what = f"« {constant} »" if constant is not None else (shape.name if shape else "") or "cette valeur"
        given = f", et {what} est {SAID[shape.kind]}" if constant is None and shape else f", pas {what}"
        return f"le filtre « {name} » demande {needs}{given}", f"ôtez |{name}{_instead(name, value)}"
    if None in arguments and name != "accord":
        return None
    try:
        FILTERS[name](value, *(_CIVILITY if argument is None else argument for argument in arguments))
    except ValueError as error:
        return str(error), written(name)
    return None


def comparison_fault(left: Shape, value: object) -> Fault | None:
    """Find a comparison with a value that a name never has: its clause would vanish in silence.

    Returns (what is wrong, what to do), or None.
    """
    if left.kind == "number" and isinstance(value, str):
        remedy = f"retirez les guillemets : {value}" if value.isdigit() else "comparez avec un nombre"
        return f"{left.name} est un nombre, jamais égal au texte « {value} »", remedy
    if left.kind == "text" and isinstance(value, int) and not isinstance(value, bool):
        return f"{left.name} est un texte, jamais égal au nombre {value}", f'ajoutez des guillemets : "{value}"'
    if value not in VALUES.get(left.name, (value,)):
        allowed = ", ".join(f'"{item}"' for item in VALUES[left.name])
        return f"{left.name} ne vaut jamais « {value} »", f"écrivez l’une de ses valeurs : {allowed}"
    return None


def path(node: nodes.Node) -> str:
    """Return « commune.nom » for the expression that says it, "" for any other."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        before = path(node.node)
        return f"{before}.{node.attr}" if before else ""
    return ""


def _instead(name: str, value: object) -> str:
    """Say what to write in the place of a filter; a text needs none, unless it says a number, as a cell may."""
    if isinstance(value, str):
        counts = needed(name, value) == needed("nombre", value)
        amount = "euros_lettres" if name.endswith("lettres") else "euros"
        return f", ou écrivez |int|{name} pour un nombre entier, |{amount} pour un montant" if counts else ""
    fitting = [item.name for item in FILTERS_EXPLAINED if not needed(item.name, value)]
    return f", ou employez |{' ou |'.join(fitting)}" if fitting else ""


def _sample(shape: Shape, name: str) -> object:
    """Return a value such as the filter ``name`` could be given."""
    if {"nom", "tncc"} <= shape.fields.keys():
        return _COMMUNE
    return _READ.get(name, SAMPLES[shape.kind]) if shape.kind == "text" else SAMPLES[shape.kind]
