"""Texts compared whatever sign stands for their apostrophes, quotes and spaces: a cell and a tag never say which."""

from __future__ import annotations

from typing import Any

from jinja2 import nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from generator.language.typography import NBSP, NNBSP
from generator.rendering.tags import straight

#: Jinja's tests that compare, in every spelling.
COMPARING = ("==", "eq", "equalto", "!=", "ne", "in")
_TEXTUAL = frozenset({"eq", "ne", "in", "notin"})
_SPACES = str.maketrans({NBSP: " ", NNBSP: " "})


def comparable(value: Any) -> Any:
    """Return a text, or each text of a list, with the signs that comparisons know; any other value as it is."""
    if isinstance(value, Markup):
        value = value.unescape()
    if isinstance(value, str):
        return straight(value).translate(_SPACES)
    if isinstance(value, list | tuple):
        return [comparable(one) for one in value]
    return value


class Compared(NodeTransformer):
    """Makes what ``==``, ``!=``, ``in`` and ``not in`` compare comparable."""

    def visit_Compare(self, node: nodes.Compare) -> nodes.Compare:  # noqa: N802 - Jinja calls it so
        self.generic_visit(node)
        if all(operand.op in _TEXTUAL for operand in node.ops):
            node.expr = _made_comparable(node.expr)
            for operand in node.ops:
                operand.expr = _made_comparable(operand.expr)
        return node


def _made_comparable(node: nodes.Expr) -> nodes.Expr:
    if isinstance(node, nodes.Const) and not isinstance(node.value, str):
        return node
    function = nodes.ImportedName(f"{__name__}.{comparable.__name__}", lineno=node.lineno)
    return nodes.Call(function, [node], [], None, None, lineno=node.lineno)
