"""Pictures, tables and columns that the two engines print otherwise are told before anything is made."""

from __future__ import annotations

from typing import Any

from tests.cases import cases
from tests.inspection.spoiling import Spoiled, paragraph, run, table

_WHERE = "Une demi-journée de médiation numérique"
_DRAWING = (
    '<w:p><w:r><w:drawing><wp:{kind} xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '{wrap}<wp:extent cx="900000" cy="900000"/><wp:docPr id="9" name="Carte" descr="La carte des permanences"/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData '
    'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill>'
    '<a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="rIdCarte"/>'
    '{crop}</pic:blipFill><pic:spPr><a:xfrm rot="{turn}"/></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    "</wp:{kind}></w:drawing></w:r></w:p>"
)
_LINK = (
    '<Relationship Id="rIdCarte" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
    'Target="media/carte.{}"/></Relationships>'
)


_BESIDE, _ALONE = '<wp:wrapSquare wrapText="bothSides"/>', "<wp:wrapTopAndBottom/>"
#: Where the embedded engine prints a picture on the text, and where both keep the text away: how, from where, how low.
_MOVED = (
    *((_ALONE, "paragraph", 20.0), (_ALONE, "paragraph", -15.0), (_ALONE, "page", 60.0), (_ALONE, "margin", 40.0)),
    *((_BESIDE, "paragraph", -15.0), (_BESIDE, "page", 60.0)),
)
_CLEAR = (
    *((_ALONE, "paragraph", 0.5), (_ALONE, "line", 0.0), (_ALONE, "margin", 0.0), (_ALONE, "bottomMargin", 9.0)),
    *((_BESIDE, "paragraph", 20.0), (_BESIDE, "page", 12.0)),
)


def _placed(wrap: str, origin: str, millimetres: float) -> str:
    """Return how the text goes round a picture, and how low it stands."""
    offset = f"<wp:posOffset>{millimetres * 36_000:.0f}</wp:posOffset>"
    return f'<wp:positionV relativeFrom="{origin}">{offset}</wp:positionV>{wrap}'


#: How a PNG begins, up to the bits of each sample.
_PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(8)


def _drawn(
    *, file: str = "png", kind: str = "inline", wrap: str = "", crop: str = "", turn: str = "0", data: bytes = b""
) -> Spoiled:
    """Put a picture into the planning."""
    spoiled = Spoiled("planning").after(_WHERE, _DRAWING.format(kind=kind, wrap=wrap, crop=crop, turn=turn))
    spoiled.parts[f"word/media/carte.{file}"] = data
    return spoiled.replace("</Relationships>", _LINK.format(file), "word/_rels/document.xml.rels")


@cases(
    "change, told",
    ({"file": "tiff"}, "au format TIFF"),
    *(({"file": kind}, f"au format {kind.upper()}") for kind in ("gif", "bmp", "svg", "emf", "wmf", "webp")),
    ({"data": _PNG + b"\x10"}, "au format PNG à 16 bits par couleur"),
    ({"crop": '<a:srcRect l="50000"/>'}, "est rognée"),
    ({"turn": "5400000"}, "est tournée"),
    ({"kind": "anchor", "wrap": "<wp:wrapNone/>"}, "posée sur le texte"),
    *(({"kind": "anchor", "wrap": _placed(*place)}, "à la hauteur de son paragraphe") for place in _MOVED),
)
def test_a_picture_that_would_come_out_otherwise_is_told_at_its_paragraph(change: dict[str, Any], told: str) -> None:
    """With what to do; the one that lies over the text is only a doubt: it may hide nothing."""
    (problem,) = [one for one in _drawn(**change).problems() if "image" in one.message]
    assert told in problem.message
    assert "paragraphe" in problem.place
    assert problem.remedy
    assert problem.level == ("error" if "est" in told or "format" in told else "warning")


@cases(
    "change",
    *({}, {"file": "jpg"}, {"data": _PNG + b"\x08"}, {"crop": "<a:srcRect/>"}, {"kind": "anchor"}),
    *({"kind": "anchor", "wrap": _placed(*place)} for place in _CLEAR),
)
def test_other_pictures_are_accepted(change: dict[str, Any]) -> None:
    """Whole, upright, beside the text."""
    assert not [one for one in _drawn(**change).problems() if "image" in one.message]


def test_a_text_box_away_from_its_paragraph_is_told() -> None:
    """As a picture is; one that the text goes round is not, nor one that its writer laid over the text."""
    box = _DRAWING.replace("{crop}", "").replace("</a:graphicData>", f"{paragraph(run('Un texte'))}</a:graphicData>")
    for wrap, told in ((_placed(*_MOVED[0]), True), (_placed(*_CLEAR[0]), False), ("<wp:wrapNone/>", False)):
        found = Spoiled("planning").after(_WHERE, box.format(kind="anchor", wrap=wrap, turn="0")).problems()
        assert any("une zone de texte n’est pas à la hauteur" in one.message for one in found) is told


def test_text_in_columns_is_told() -> None:
    """Which the embedded engine prints in one; a section of one column is as any other."""
    section = '<w:p><w:pPr><w:sectPr><w:type w:val="continuous"/><w:cols w:num="{}"/></w:sectPr></w:pPr></w:p>'
    told = [
        [
            one
            for one in Spoiled("planning").after(_WHERE, section.format(count)).problems()
            if "colonnes" in one.message
        ]
        for count in (2, 1)
    ]
    assert list(map(len, told)) == [1, 0]


@cases(
    "between, touch",
    ("", True),
    (paragraph(run("{%p if commune.note %}")), True),
    (paragraph(run("{%p else %}")), False),
    (paragraph(), False),
    (paragraph(run("Suite")), False),
)
def test_tables_that_touch_are_told(between: str, *, touch: bool) -> None:
    """Once the tags between them are gone; those of two branches never meet."""
    one, after = table(paragraph(run("Jour")), paragraph(run("mardi"))), paragraph(run("Ensuite"))
    told = [
        problem
        for problem in Spoiled("planning").after(_WHERE, f"{one}{between}{one}{after}").problems()
        if "se touchent" in problem.message
    ]
    assert bool(told) is touch


def test_a_link_to_no_bookmark_is_told() -> None:
    """It leads nowhere."""
    link = '<w:p><w:hyperlink w:anchor="{}"><w:r><w:t>voir</w:t></w:r></w:hyperlink></w:p>'
    messages = [one.message for one in Spoiled("planning").after(_WHERE, link.format("_Ref123")).problems()]
    assert any("signet qui n’existe pas (« _Ref123 »)" in message for message in messages)
    mark = '<w:bookmarkStart w:id="77" w:name="_Ref123"/><w:bookmarkEnd w:id="77"/>'
    found = Spoiled("planning").after(_WHERE, link.format("_Ref123") + paragraph(mark, run("là"))).problems()
    assert not [one for one in found if "signet" in one.message]


@cases(
    "width, form, wide",
    (9000, "", False),
    (11000, "", True),
    (11000, '<w:jc w:val="center"/>', False),
    (9000, '<w:tblInd w:w="2500"/>', True),
)
def test_a_table_wider_than_the_page_is_told(width: int, form: str, *, wide: bool) -> None:
    """From the margin to the edge of the page there are 10 772 twentieths of a point."""
    one = table(paragraph(run("Jour")), paragraph(run("mardi"))).replace('w:w="4000"', f'w:w="{width}"')
    one = one.replace("<w:tblPr/>", f"<w:tblPr>{form}</w:tblPr>")
    found = Spoiled("planning").after(_WHERE, one + paragraph()).problems()
    told = [(problem.place, problem.level) for problem in found if "plus large que la page" in problem.message]
    assert told == ([("tableau 1, ligne 1, colonne 1", "error")] if wide else [])


def test_a_linked_picture_is_told_at_its_place() -> None:
    """It is a file of one computer, which nobody fetches."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    link = f'<Relationship Id="rIdX" Type="{kind}" Target="file:///C:/logo.png" TargetMode="External"/>'
    shown = (
        '<w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r:link="rIdX"/>'
        "</w:drawing></w:r>"
    )
    spoiled = Spoiled("convention").after("Leur bureau sera situé", paragraph(run("Plan"), shown))
    spoiled.replace("</Relationships>", f"{link}</Relationships>", "word/_rels/document.xml.rels")
    (told,) = [problem for problem in spoiled.problems() if "rien chercher ailleurs" in problem.message]
    assert told.message.startswith("image liée (file:///C:/logo.png)")
    assert told.place == "article 4, 6e paragraphe"
