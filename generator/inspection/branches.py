"""The branches of a template, each with a mark that tells when a document passes it.

Jinja reads a source, a mark is put in every branch of what it read, and Jinja compiles and runs that: no second
reading of the language, nothing guessed.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any, Literal, NamedTuple

from jinja2 import Environment, nodes
from lxml import etree

from generator.rendering.tags import read_tags
from generator.word.package import open_package
from generator.word.parts import read_flows
from generator.word.properties import read_properties
from generator.word.styles import Styles

BranchKind = Literal["if", "else", "for", "empty"]
_PASSED = "_branche_prise"
_SHOWN = 120
_STEERING = ("if", "elif", "else", "for", "endif", "endfor")


class _Root(NamedTuple):
    """The root of a part in the template, and what the part is called where the places in it cannot be told."""

    name: str
    place: str


#: By the first element of what Jinja reads, "" for the properties, which it reads as plain text.
_ROOTS = {
    "body": _Root("document", "corps du document"),
    "hdr": _Root("hdr", "en-tête"),
    "ftr": _Root("ftr", "pied de page"),
    "footnotes": _Root("footnotes", "notes"),
    "": _Root("coreProperties", "propriétés du document"),
}


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
    """Marks the branches of one template and tells which were passed; ``mark`` is for a Renderer.

    Raises UnreadableError when the template is not a DOCX.
    """

    def __init__(self, template: bytes) -> None:
        package = open_package(template)
        self._parts = [
            _Part(
                etree.QName(package.parts[flow.part]).localname,
                [
                    _Tag(_squeezed(tag.code), str(tag.paragraph.place))
                    for tag in read_tags(flow, [])
                    if tag.opener != "{#"
                ],
            )
            for flow in (*read_flows(package, Styles(package)), *read_properties(package))
        ]
        self.branches: list[Branch] = []
        self._passed: set[int] = set()

    def mark(self, tree: nodes.Template, source: str) -> None:
        """Put a mark in every branch of a source that Jinja read; ``branches`` lists them from then on."""
        environment = tree.environment
        assert environment is not None, "the parser sets it"
        environment.globals[_PASSED] = self._pass
        _Marker(self.branches, _placed(list(_tags(environment, source)), source, self._parts)).visit(tree)

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


@dataclass(frozen=True, slots=True)
class _Part:
    """The tags of one part of the template, with their places; ``root`` is the name of its root element."""

    root: str
    tags: list[_Tag]


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


def _tags(environment: Environment, source: str) -> Iterator[_Tag]:
    """Yield the tags of a source that Jinja runs, comments and raw stretches left out."""
    words: list[str] = []
    choices = 0
    for _, kind, value in environment.lex(source):
        if kind in ("block_begin", "variable_begin"):
            words, choices = [], 0
        elif kind in ("block_end", "variable_end"):
            yield _Tag(_squeezed("".join(words)), "", choices)
        else:
            choices += kind == "name" and value == "else" and any(word.strip() for word in words)
            words.append(value)


def _placed(tags: list[_Tag], source: str, parts: Sequence[_Part]) -> list[_Tag]:
    """Return the tags with their places, those of the part of the template that says the same in the same order.

    A tag that only docxtpl wrote, or that only a reader sees, leaves the others their places.
    """
    found = re.search(r"<w:(body|hdr|ftr|footnotes)\b", source)
    root = _ROOTS[found[1] if found else ""]
    codes = [tag.code for tag in tags]
    matchers = [
        (SequenceMatcher(None, codes, [tag.code for tag in part.tags], autojunk=False), part)
        for part in parts
        if part.root == root.name
    ]
    placed = [replace(tag, place=root.place) for tag in tags]
    if matchers:
        matcher, part = max(matchers, key=lambda pair: pair[0].ratio())
        for start, same, size in matcher.get_matching_blocks():
            for offset in range(size):
                placed[start + offset] = replace(tags[start + offset], place=part.tags[same + offset].place)
    return placed


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
