"""Lists whose numbers would be lost, or differ from one engine to the other, are told; the others are left alone."""

from __future__ import annotations

from collections.abc import Sequence

from tests.cases import cases
from tests.inspection.spoiling import Spoiled, run
from tests.inspection.test_format import BOX

LISTS = "word/numbering.xml"
#: « 0001, 0002… » as newer versions of Word write it, with what older ones are to take instead.
TWICE = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice '
    'Requires="w14"><w:numFmt w:val="custom" w:format="0001, 0002, 0003, ..."/></mc:Choice><mc:Fallback>'
    '<w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
)
ALIKE = "cette liste ne s’imprime pas de même partout"


def level(at: int = 0, form: str = "decimal", text: str = "%1.", more: str = "", dress: str = "") -> str:
    """Return the definition of a level of a list."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="720" w:hanging="720"/></w:pPr><w:rPr>{dress}</w:rPr></w:lvl>'
    )


def listed(levels: str, items: Sequence[int] = (0, 0), name: int = 78) -> Spoiled:
    """Return the convention with a list of such levels in article 4, its paragraphs on the levels ``items``."""
    spoiled = Spoiled("convention")
    spoiled.parts[LISTS] = spoiled.parts[LISTS].replace(
        b"<w:num ", f'<w:abstractNum w:abstractNumId="98">{levels}</w:abstractNum><w:num '.encode(), 1
    )
    spoiled.replace("</w:numbering>", '<w:num w:numId="78"><w:abstractNumId w:val="98"/></w:num></w:numbering>', LISTS)
    paragraphs = (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{name}"/></w:numPr></w:pPr>{run("Élément")}</w:p>'
        for at in items
    )
    return spoiled.after("Leur bureau sera situé", "".join(paragraphs))


@cases(
    "levels, items, at, said",
    (level(), (0, 3), 7, "le niveau 4 de cette liste n’est pas défini : LibreOffice écrirait un numéro à sa place"),
    ("", (0,), 6, "le niveau 1 de cette liste n’est pas défini"),
    ('<w:numStyleLink w:val="MaListe"/>', (0,), 6, "le niveau 1 de cette liste n’est pas défini"),
    ('<w:lvl w:ilvl="0"/>', (0,), 6, f"{ALIKE} : son premier numéro n’est pas défini"),
    (level().replace('<w:start w:val="1"/>', ""), (0,), 6, f"{ALIKE} : son premier numéro n’est pas défini"),
    (level(form="ordinal"), (0,), 6, f"{ALIKE} : ses numéros ne sont ni des chiffres, ni des lettres, ni des puces"),
    (level(form="bullet"), (0,), 6, f"{ALIKE} : sa puce est un numéro (« %1. »)"),
    (level() + level(1, text="%1.%2", more="<w:isLgl/>"), (0, 1), 7, f"{ALIKE} : elle écrit en chiffres"),
    (level() + level(1, more='<w:lvlRestart w:val="0"/>'), (0, 1), 7, f"{ALIKE} : elle ne reprend pas au début"),
    (level(text="%1-%1"), (0,), 6, f"{ALIKE} : elle cite deux fois le même numéro (« %1-%1 »)"),
    (
        level().replace('<w:numFmt w:val="decimal"/>', TWICE),
        (0,),
        6,
        f"{ALIKE} : ses numéros sont écrits deux fois, pour les nouveaux Word et pour les anciens",
    ),
    (level(text="%1.%3"), (0,), 6, f"{ALIKE} : elle cite le numéro d’un niveau du dessous"),
    (level() + level(1, text="%1.%2"), (1, 0), 6, "cette liste commence par un niveau du dessous"),
    (level(form="lowerLetter", dress="<w:caps/>"), (0,), 6, f"{ALIKE} : ses numéros sont masqués ou en majuscules"),
    (level(dress="<w:vanish/>"), (0,), 6, f"{ALIKE} : ses numéros sont masqués ou en majuscules"),
)
def test_a_list_that_engines_do_not_number_alike_is_told_once(
    levels: str, items: tuple[int, ...], at: int, said: str
) -> None:
    """With its place and what to do in Word; both engines were seen to differ from what Word shows."""
    (problem,) = listed(levels, items).problems()
    assert problem.level == "error"
    assert said in problem.message
    assert problem.place == f"article 4, {at}e paragraphe"
    assert problem.remedy.startswith("Accueil")


@cases(
    "levels, items, name",
    (level() + level(1, text="%1.%2"), (0, 1, 0, 1), 78),
    (level(form="upperRoman", text="Article %1 –"), (0, 0), 78),
    (level(text="") + level(1, "bullet", "•"), (0, 1), 78),
    (level(more='<w:lvlRestart w:val="0"/>'), (0, 0), 78),
    (level(dress='<w:caps w:val="0"/>'), (0,), 78),
    (level(), (0, 9), 78),
    (level(), (0,), 0),
    (level(), (0,), 99),
)
def test_other_lists_are_left_alone(levels: str, items: tuple[int, ...], name: int) -> None:
    """Levels that cite those above, bullets, no list at all, a list that the file lacks: no engine writes a number."""
    assert listed(levels, items, name).problems() == []


@cases("form, told", ("decimal", 1), ("bullet", 0))
def test_a_number_in_a_text_box_is_told(form: str, told: int) -> None:
    """One engine leaves it out, the other counts it before the text; a bullet is the same everywhere."""
    spoiled = listed(level(form=form, text="•" if form == "bullet" else "%1."), ())
    item = f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="78"/></w:numPr></w:pPr>{run("Élément")}</w:p>'
    spoiled.after("Leur bureau sera situé", BOX.format(kind="anchor", inside=item))
    found = [problem for problem in spoiled.problems() if "une liste numérotée est dans une zone" in problem.message]
    assert [problem.place for problem in found] == ["zone de texte 1"] * told
