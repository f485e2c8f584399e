"""A heading whose text can vanish is told; one that always has a text, or vanishes with it, is not."""

from __future__ import annotations

from tests.cases import cases
from tests.inspection.spoiling import Spoiled, paragraph, run, table

TITLE, NEXT = paragraph(run("Essai"), style="Heading2"), paragraph(run("Suite"), style="Heading2")
SUB = paragraph(run("Partie"), style="Heading3")
TEXT, OTHER = paragraph(run("Un texte.")), paragraph(run("Un autre texte."))
IF, ELSE, END = (paragraph(run(f"{{%p {code} %}}")) for code in ("if commune.lieu", "else", "endif"))
NOT = paragraph(run("{%p if not commune.lieu %}"))
EACH, LAST = paragraph(run("{%p for piece in pieces %}")), paragraph(run("{%p endfor %}"))


@cases(
    "parts, told",
    ((TITLE, IF, TEXT, END, NEXT, TEXT), True),
    ((TITLE, IF, TEXT, ELSE, END, NEXT, TEXT), True),
    ((TITLE, IF, EACH, TEXT, LAST, END, NEXT, TEXT), True),
    ((TITLE, IF, IF, TEXT, END, END, NEXT, TEXT), True),
    ((TITLE, IF, table(TEXT, OTHER), END, NEXT, TEXT), True),
    ((TITLE, IF, TEXT, NEXT, TEXT, END, NEXT, TEXT), True),
    ((TITLE, IF, TEXT, ELSE, OTHER, END, NEXT, TEXT), False),
    ((TITLE, IF, TEXT, END, NOT, OTHER, END, NEXT, TEXT), False),
    ((TITLE, IF, TEXT, END, OTHER, NEXT, TEXT), False),
    ((IF, TITLE, TEXT, END, NEXT, TEXT), False),
    ((IF, TITLE, END, IF, TEXT, END, NEXT, TEXT), False),
    ((TITLE, EACH, TEXT, LAST, NEXT, TEXT), False),
    ((TITLE, SUB, TEXT, NEXT, TEXT), False),
    ((TITLE, NEXT, TEXT), False),
)
def test_a_heading_that_can_be_left_bare_is_told(parts: tuple[str, ...], told: bool) -> None:
    """An article would have its title and nothing else."""
    found = Spoiled("planning").after("ce planning pourra être revu", "".join(parts)).problems()
    assert [one.level for one in found if "resterait seul" in one.message] == ["warning"] * told
