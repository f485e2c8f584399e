"""What a loop repeats and should not: content controls, calls of notes, lists that were to begin again at 1."""

from __future__ import annotations

from collections.abc import Iterator

from generator.errors import Problem
from generator.inspection.blocks import Statement
from generator.inspection.opened import Opened
from generator.rendering.context import COMPLETED
from generator.word.package import WORD
from generator.word.paragraphs import Flow, Paragraph
from generator.word.styles import value

#: The first and the last place of a loop: (rank of a stretch of text, character).
_Span = tuple[tuple[int, int], tuple[int, int]]


def check_loops(template: Opened, flow: Flow, statements: list[Statement]) -> Iterator[Problem]:
    """Find what stands between ``{% for %}`` and ``{% endfor %}`` and cannot be there twice."""
    spans = list(_spans(statements))
    if not spans:
        return
    ranks = {id(piece.element): piece.rank for paragraph in flow.paragraphs for piece in paragraph.pieces}
    for control in template.root(flow).iter(WORD + "sdt"):
        rank = next((ranks[id(text)] for text in control.iter(WORD + "t") if id(text) in ranks), 0)
        tag = value(control.find(f"{WORD}sdtPr/{WORD}tag"))
        if tag and tag not in COMPLETED and _around(rank, spans):
            yield flow.problem(
                control,
                f"le contrôle de contenu « {tag} » est dans une boucle : plusieurs zones auraient la même balise",
                "sortez-le de la boucle, ou laissez à sa place un blanc à remplir à la main",
            )
    counted: dict[_Span, int] = {}
    for paragraph in flow.paragraphs:
        call = next(paragraph.element.iter(WORD + "footnoteReference"), None)
        numbered = paragraph.text.strip() and not _is_tag(paragraph) and template.lists.is_numbered(paragraph.element)
        if not paragraph.pieces or (call is None and not numbered):
            continue  # asked first: a template may have thousands of loops
        around = _around(paragraph.pieces[0].rank, spans)
        if not around:
            continue
        if call is not None:
            yield paragraph.problem(
                "un appel de note est dans une boucle : la note serait perdue ou répétée", "sortez-le"
            )
        if numbered:
            inner = max(around)
            counted[inner] = counted.get(inner, 0) + 1
            if counted[inner] == (1 if len(around) > 1 else 2):
                yield paragraph.problem(
                    "cette liste numérotée est dans une boucle : ses numéros continuent d’un tour à l’autre (3, 4…)",
                    "pour qu’elle reprenne à 1, écrivez le numéro avec {{ loop.index }}, ou prenez une liste à puces",
                    level="warning",
                )


def _spans(statements: list[Statement]) -> Iterator[_Span]:
    opened: list[tuple[int, int]] = []
    for statement in statements:
        word = statement.code.partition(" ")[0]
        if word == "for" and statement.tag.opener == "{%":
            opened.append(statement.tag.rank)
        elif word == "endfor" and opened:
            yield opened.pop(), statement.tag.rank


def _around(rank: int, spans: list[_Span]) -> list[_Span]:
    """Return the loops around a stretch of text."""
    return [span for span in spans if span[0] < (rank, 0) < span[1]] if rank else []


def _is_tag(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph goes away with the tag that it holds."""
    return paragraph.text.strip().startswith(("{%p", "{%tr", "{%tc"))
