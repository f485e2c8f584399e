"""Conditions that are always true, or never: a comma, a text alone after « or », a name between quotes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from jinja2 import nodes

from generator.inspection.uses import Fault, path

_ONE_OF = {"eq": "in", "ne": "not in"}
_NAME = re.compile(r"([^\W\d]\w*)(\.[^\W\d]\w*)*")


def condition_fault(test: nodes.Node, known: Collection[str]) -> Fault | None:
    """Find what makes a condition the same for all documents; ``known`` are the names that expressions begin with.

    ``true``, ``false`` and ``none`` are said on purpose. Returns (what is wrong, what to do), or None.
    """
    if isinstance(test, nodes.Not):
        return condition_fault(test.node, known)
    if isinstance(test, nodes.Tuple) and test.items:
        return "une virgule rend la condition toujours vraie", _without_comma(test)
    if isinstance(test, nodes.Const) and not isinstance(test.value, bool | None):
        return _of_constant(test, [], known)
    if isinstance(test, nodes.And | nodes.Or):
        operands = list(_operands(test))
        for operand in operands:
            if isinstance(operand, nodes.Const) and not isinstance(operand.value, bool | None):
                return _of_constant(operand, operands, known)
            fault = condition_fault(operand, known)
            if fault:
                return fault
    return None


def operand_fault(compared: nodes.Expr, operand: nodes.Operand) -> Fault | None:
    """Find a value compared with several at once: « == ("samedi" or "dimanche") », « == ["samedi", "dimanche"] »."""
    values = list(_operands(operand.expr) if isinstance(operand.expr, nodes.Or | nodes.And) else _items(operand.expr))
    word = _ONE_OF.get(operand.op)
    if word is None or not values or not all(isinstance(value, nodes.Const) for value in values):
        return None
    message = "une valeur n’est jamais égale à plusieurs à la fois"
    return message, f"écrivez {path(compared) or '…'} {word} [{_shown(values)}]"


def _items(node: nodes.Expr) -> list[nodes.Expr]:
    return node.items if isinstance(node, nodes.Tuple | nodes.List) else []


def _operands(node: nodes.Expr) -> Iterator[nodes.Expr]:
    """Yield what « and », or « or », joins, in order."""
    if isinstance(node, nodes.And | nodes.Or):
        yield from _operands(node.left)
        yield from _operands(node.right)
    else:
        yield node


def _of_constant(constant: nodes.Const, operands: Sequence[nodes.Expr], known: Collection[str]) -> Fault:
    """Say what is wrong with a text or a number that stands for a condition, among others."""
    shown = _shown([constant])
    message = f"{shown} seul est toujours {'vrai' if constant.value else 'faux'}, quelles que soient les données"
    name = _NAME.fullmatch(constant.value) if isinstance(constant.value, str) else None
    if name and name[1] in known:
        return message, f"ôtez les guillemets : {constant.value}"
    return message, _one_of(operands) or f"écrivez la comparaison entière, par exemple commune.jour == {shown}"


def _without_comma(test: nodes.Tuple) -> str:
    first, *rest = test.items
    last = first.ops[-1].expr if isinstance(first, nodes.Compare) else None
    numbers = [one.value for one in (last, *rest) if isinstance(one, nodes.Const) and isinstance(one.value, int)]
    if len(numbers) == len(test.items) == 2:
        return f"écrivez le nombre avec un point : {numbers[0]}.{numbers[1]}"
    return _one_of(test.items) or "reliez les deux conditions par and ou par or"


def _one_of(operands: Sequence[nodes.Expr]) -> str:
    """Return how to compare a value with several, when all but the first stand alone; "" when it is something else."""
    compared = [one for one in operands if isinstance(one, nodes.Compare)]
    word = _ONE_OF.get(compared[0].ops[0].op) if compared else None
    if not word or not path(compared[0].expr):
        return ""
    values = [*(operand.expr for one in compared for operand in one.ops), *operands]
    alone = [value for value in values if isinstance(value, nodes.Const)]
    return f"écrivez {path(compared[0].expr)} {word} [{_shown(alone)}]"


def _shown(constants: Sequence[nodes.Expr]) -> str:
    """Return constants as templates write them."""
    values = [constant.value for constant in constants if isinstance(constant, nodes.Const)]
    return ", ".join(f'"{value}"' if isinstance(value, str) else str(value) for value in values)
