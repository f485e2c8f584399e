"""Paragraphs of which a condition can leave nothing but their line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jinja2 import Environment, TemplateSyntaxError, nodes

from generator.errors import Problem
from generator.word.package import WORD
from generator.word.paragraphs import Flow, Paragraph

_SHOWN = (WORD + "drawing", WORD + "pict", WORD + "object", WORD + "sdt")


def check_hollow(flow: Flow, environment: Environment) -> Iterator[Problem]:
    """Find the paragraphs of a text that print words in some documents, an empty line in others.

    One that is alone in its cell has to be there.
    """
    for paragraph in flow.paragraphs:
        start = paragraph.text.find("{%")
        if start < 0 or _is_alone(paragraph) or next(paragraph.element.iter(*_SHOWN), None) is not None:
            continue
        try:
            tree = environment.parse(paragraph.text)
        except TemplateSyntaxError:  # {%p, or a block that ends elsewhere: told by those who read them
            continue
        if _may_be_empty(tree.body):
            code = paragraph.text[start + 2 :].partition("%}")[0].strip()
            yield paragraph.problem(
                "warning",
                f"{{% {code} %}} peut ne rien laisser dans ce paragraphe : il en resterait une ligne vide",
                f"mettez les balises chacune seule dans son paragraphe, avec un p : {{%p {code} %}}",
                start,
            )


def _is_alone(paragraph: Paragraph) -> bool:
    cell = paragraph.cell
    return cell is not None and len(cell.findall(WORD + "p")) == 1


def _may_be_empty(body: Sequence[nodes.Node]) -> bool:
    """Tell whether some way through the nodes prints nothing."""
    tests = [node.test for node in body if isinstance(node, nodes.If) and not _may_be_empty(node.body)]
    if any(isinstance(test, nodes.Not) and test.node in tests for test in tests):
        return False
    return all(map(_is_empty, body))


def _is_empty(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Output):
        return all(isinstance(one, nodes.TemplateData) and not one.data.strip() for one in node.nodes)
    if isinstance(node, nodes.If):
        arms = [node.body, *(arm.body for arm in node.elif_), node.else_]
        return any(map(_may_be_empty, arms))
    return isinstance(node, nodes.For | nodes.Assign | nodes.ExprStmt)
