"""Names and values that exist, used where they say nothing: what is wrong with each, and what to write."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from jinja2 import nodes

from generator.inspection.conditions import operand_fault
from generator.inspection.shapes import SAID, Shape
from generator.inspection.uses import Fault, comparison_fault, path
from generator.language.filters import FILTERS
from generator.rendering.filterwords import written
from generator.rendering.tags import Tag

#: What to do about a condition that is printed.
ASK = "demandez-le avec {% if … %}, puis écrivez le texte de chaque cas"
_ADVICE = {
    "date": "ajoutez un filtre : |date_longue ou |date_jour",
    "time": "ajoutez le filtre |heure",
    "image": "écrivez-la seule : {{ logo }}",
    "flag": ASK,
}
_FORMS = {"commune": "écrivez commune.nom, ou ajoutez un filtre : commune|de, commune|a, commune|le"}


def misplaced_name(name: str, loops: Mapping[str, Tag]) -> Fault | None:
    """Find a name of a loop (each with the tag that opens it) out of it, or of a filter where a variable is asked."""
    if name in loops:
        loop = loops[name]
        message = f"{name} : inconnu ici, en dehors de sa boucle ({loop.paragraph.place})"
        return message, f"placez la balise entre {loop.shown} et {{% endfor %}}"
    if name == "loop":
        return "loop : inconnu ici, en dehors d’une boucle", "placez la balise entre {% for … %} et {% endfor %}"
    if name in FILTERS:
        message = f"{name} : inconnu comme variable ; c’est un filtre, qui s’écrit après une barre"
        return message, written(name)
    return None


def unprintable(shape: Shape) -> Fault | None:
    """Find a value that becomes a text although it has no spelling of its own."""
    if shape.kind in ("text", "number", "") or not shape.name:
        return None
    advice = _ADVICE.get(shape.kind) or _FORMS.get(shape.name)
    if advice is None and shape.kind == "list":
        advice = f"parcourez-la : {{% for element in {shape.name} %}} … {{% endfor %}}"
    elif advice is None:
        advice = f"nommez l’une de ses valeurs : {', '.join(f'{shape.name}.{name}' for name in shape.fields)}"
    return f"{shape.name} est {SAID[shape.kind]} et ne peut pas être écrit tel quel", advice


def not_a_list(shape: Shape, shapes: Mapping[str, Shape]) -> Fault | None:
    """Find a value that « for » goes through although it is no list."""
    if shape.kind in ("list", "") or not shape.name:
        return None
    message = f"{shape.name} ne se parcourt pas avec « for » : c’est {SAID[shape.kind]}"
    return message, f"parcourez une liste : {' ou '.join(_lists(shapes))}"


def joined_by_comma(printed: nodes.Tuple, known: Collection[str]) -> Fault:
    """Say what to write for what a comma joins: a name that was cut, or several values."""
    paths = [path(item) for item in printed.items]
    tags = ", ".join(f"{{{{ {one or '…'} }}}}" for one in paths)
    remedy = f"écrivez une balise pour chaque valeur : {tags}"
    if all(paths) and not any(one.partition(".")[0] in known for one in paths[1:]):
        remedy = f"écrivez un point : {{{{ {'.'.join(paths)} }}}}"
    return "une virgule est entre deux noms", remedy


def never_true(left: Shape | None, first: nodes.Expr, right: Shape | None, operand: nodes.Operand) -> Iterator[Fault]:
    """Find why a comparison can never be true: a clause would vanish in silence."""
    faults = (comparison_fault(*compared) for compared in _compared(left, first, right, operand))
    yield from filter(None, (operand_fault(first, operand), *faults))


def _compared(
    left: Shape | None, first: nodes.Expr, right: Shape | None, operand: nodes.Operand
) -> Iterator[tuple[Shape, object]]:
    """Yield what is compared with a value that is written, and that value: on either side, or each of a list."""
    second = operand.expr
    if operand.op in ("in", "notin") and left is not None and isinstance(second, nodes.List | nodes.Tuple):
        yield from ((left, one.value) for one in second.items if isinstance(one, nodes.Const) and one.value)
    elif operand.op in ("eq", "ne"):
        if left is not None and isinstance(second, nodes.Const):
            yield left, second.value
        elif right is not None and isinstance(first, nodes.Const):
            yield right, first.value


def _lists(shapes: Mapping[str, Shape]) -> list[str]:
    found = []
    for shape in shapes.values():
        if shape.kind == "list":
            found.append(shape.name)
        found += _lists(shape.fields)
    return found
