"""The branches of a template, each with a mark that tells when a document passes it.

Jinja reads a source, a mark is put in every branch of what it read, and Jinja compiles and runs that: no second
reading of the language, nothing guessed.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from jinja2 import Environment, nodes

from generator.rendering.tagerrors import locate

BranchKind = Literal["if", "else", "for", "empty"]
_PASSED = "_branche_prise"
_SHOWN = 120
_STEERING = ("if", "elif", "else", "for", "endif", "endfor")


@dataclass(frozen=True, slots=True)
class Branch:
    """One way through a condition or a loop.

    ``kind``: « if » (elif too), « else » (written or not), « for », « empty » for a loop over nothing.
    ``condition`` is what is tested, or the loop, as the template says it. ``text`` is what the branch prints,
    « … » standing for values, "" when it prints nothing.
    """

    kind: BranchKind
    condition: str
    place: str
    text: str

    @property
    def label(self) -> str:
        """When a document passes the branch, in words: « si creneau », « sauf si creneau »."""
        words = {"if": "si ", "else": "sauf si ", "for": "boucle ", "empty": "boucle vide : "}
        return words[self.kind] + self.condition


class Recorder:
    """Marks the branches of one template and tells which were passed; ``mark`` is for a Renderer."""

    def __init__(self, template: bytes) -> None:
        self._template = template
        self.branches: list[Branch] = []
        self._passed: set[int] = set()

    def mark(self, tree: nodes.Template, source: str, part: str) -> None:
        """Put a mark in every branch of a part's source that Jinja read; ``branches`` lists them from then on."""
        environment = tree.environment
        assert environment is not None, "the parser sets it"
        environment.globals[_PASSED] = self._pass
        _Marker(self.branches, list(self._tags(environment, source, part))).visit(tree)

    def _tags(self, environment: Environment, source: str, part: str) -> Iterator[_Tag]:
        """Yield the tags of a source that Jinja runs, comments and raw stretches left out."""
        words: list[str] = []
        choices, opener, said = 0, "", Counter[tuple[str, str]]()
        for _, kind, value in environment.lex(source):
            if kind in ("block_begin", "variable_begin"):
                words, choices, opener = [], 0, value[:2]
            elif kind in ("block_end", "variable_end"):
                code = _squeezed("".join(words))
                place = locate(self._template, opener, code, said[opener, code], part)
                said[opener, code] += 1
                yield _Tag(code, place or "corps du document", choices)
            else:
                choices += kind == "name" and value == "else" and any(word.strip() for word in words)
                words.append(value)

    def passed(self) -> frozenset[int]:
        """Return the indices in ``branches`` of those passed since the last call."""
        passed, self._passed = frozenset(self._passed), set()
        return passed

    def _pass(self, index: int, value: Any = None) -> Any:
        self._passed.add(index)
        return value


@dataclass(frozen=True, slots=True)
class _Tag:
    """A tag: what it says, where a reader of Word finds it, and how many « a if b else c » are in it."""

    code: str
    place: str
    choices: int = 0

    @property
    def keyword(self) -> str:
        """The first word."""
        return self.code.partition(" ")[0]

    @property
    def condition(self) -> str:
        """What follows « if » or « elif »; a loop as it is."""
        return self.code if self.keyword == "for" else self.code.partition(" ")[2]


class _Marker:
    """Walks one tree in the order of its tags, so that each branch is known by its own tag."""

    def __init__(self, branches: list[Branch], tags: Sequence[_Tag]) -> None:
        self._branches = branches
        self._steering = iter([tag for tag in tags if tag.keyword in _STEERING])
        self._choices = iter([tag for tag in tags for _ in range(tag.choices)])

    def visit(self, node: nodes.Node) -> None:
        """Mark all branches of a node and of what it holds."""
        if isinstance(node, nodes.If):
            self._condition(node)
        elif isinstance(node, nodes.For):
            self._loop(node)
        else:
            self._visit_all(node.iter_child_nodes())
            if isinstance(node, nodes.CondExpr):
                self._choice(node)

    def _visit_all(self, found: Iterator[nodes.Node] | list[nodes.Node]) -> None:
        for node in list(found):
            self.visit(node)

    def _condition(self, node: nodes.If) -> None:
        conditions = []
        tag = opening = next(self._steering)
        for arm in (node, *node.elif_):
            self.visit(arm.test)
            conditions.append(tag.condition)
            index = self._add("if", tag.condition, tag.place, arm.body)
            self._visit_all(arm.body)
            arm.body.insert(0, _marked(index, arm))
            tag = next(self._steering)
        written = tag.keyword == "else"
        index = self._add("else", " ou ".join(conditions), (tag if written else opening).place, node.else_)
        self._visit_all(node.else_)
        node.else_.insert(0, _marked(index, node))
        if written:
            next(self._steering)  # endif

    def _loop(self, node: nodes.For) -> None:
        tag = next(self._steering)
        self._visit_all([part for part in (node.iter, node.test) if part is not None])
        index = self._add("for", tag.condition, tag.place, node.body)
        self._visit_all(node.body)
        node.body.insert(0, _marked(index, node))
        end = next(self._steering)
        index = self._add("empty", tag.condition, (end if end.keyword == "else" else tag).place, node.else_)
        self._visit_all(node.else_)
        node.else_.insert(0, _marked(index, node))
        if end.keyword == "else":
            next(self._steering)  # endfor

    def _choice(self, node: nodes.CondExpr) -> None:
        """Mark ``{{ a if b else c }}``, whose branches are values; without an else it has no second one."""
        if node.expr2 is None:
            return
        tag = next(self._choices)
        condition = tag.code if tag.choices > 1 else tag.code.partition(" if ")[2].rpartition(" else ")[0]
        node.expr1 = _marked_value(self._add("if", condition, tag.place, [node.expr1]), node.expr1)
        node.expr2 = _marked_value(self._add("else", condition, tag.place, [node.expr2]), node.expr2)

    def _add(self, kind: BranchKind, condition: str, place: str, body: Sequence[nodes.Node]) -> int:
        self._branches.append(Branch(kind, condition, place, _text(body)))
        return len(self._branches) - 1


def _call(index: int, arguments: list[nodes.Expr], at: nodes.Node) -> nodes.Call:
    known = nodes.Name(_PASSED, "load", lineno=at.lineno)
    return nodes.Call(known, [nodes.Const(index), *arguments], [], None, None, lineno=at.lineno)


def _marked(index: int, at: nodes.Node) -> nodes.Stmt:
    """Return a statement that prints nothing and says that it was passed."""
    return nodes.ExprStmt(_call(index, [], at), lineno=at.lineno)


def _marked_value(index: int, value: nodes.Expr) -> nodes.Expr:
    """Return an expression of the same value that says that it was computed."""
    return _call(index, [value], value)


def _squeezed(code: str) -> str:
    """Return what a tag says with single spaces, as Word shows it and not as XML writes it."""
    return " ".join(html.unescape(code).split())


def _text(body: Sequence[nodes.Node]) -> str:
    """Return what a branch prints, short: its own words, « … » for values."""
    xml = "".join(_printed(body))
    words = html.unescape(re.sub(r"<[^>]*>", "", re.sub(r"</w:p>|<w:(?:br|tab)/>", " ", xml)))
    text = " ".join(words.split())
    return text if len(text) <= _SHOWN else text[:_SHOWN].rsplit(" ", 1)[0] + "…"


def _printed(body: Sequence[nodes.Node]) -> Iterator[str]:
    for node in body:
        if isinstance(node, nodes.TemplateData):
            yield node.data
        elif isinstance(node, nodes.Const):
            yield str(node.value)
        elif isinstance(node, nodes.Expr):
            yield "…"
        elif isinstance(node, nodes.If):
            yield from _printed(node.body)
        else:
            yield from _printed(list(node.iter_child_nodes(exclude=("target", "iter", "test", "else_"))))
