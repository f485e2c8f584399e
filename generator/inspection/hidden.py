"""Words and tags where nobody looks: hidden or white text, tags in the addresses of links and other such places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from lxml import etree

from generator.errors import Problem
from generator.inspection.grounds import (
    ground_of,
    has_grounds,
    is_alike,
    is_dark,
    is_on_print,
    is_on_screen,
    is_printed,
    is_white,
)
from generator.inspection.opened import Opened
from generator.word.package import WORD
from generator.word.paragraphs import Paragraph, Piece
from generator.word.properties import PARTS
from generator.word.styles import Styles, is_on, number, value

_HIDDEN = ("vanish", "specVanish")
#: The beginnings of tags, and what Word makes of them in the address of a link.
MARKS = ("{{", "{%", "{#", "%7B%7B", "%7B%25", "%7b%7b", "%7b%25")
#: What shows a header that is not that of all pages, by its type.
_SHOWN_BY = {"first": "« Première page différente »", "even": "« Pages paires et impaires différentes »"}
#: The smallest size that is read, in half-points.
_SMALLEST = 8
_HOLDS = " or ".join(f"contains(., '{mark}')" for mark in MARKS)
_W = {"w": WORD.strip("{}")}


def check_hidden(template: Opened) -> Iterator[Problem]:
    """Find the text that a reader of the paper does not see but that a commune can read in the DOCX."""
    styles, parts = template.styles, template.package.parts.values()
    suspect = any(map(has_grounds, parts)) or any(map(_may_hide, parts))
    for flow in template.texts:
        for paragraph in flow.paragraphs if suspect else ():
            shown = (piece for piece in paragraph.pieces if (piece.element.text or "").strip())
            found = ((_unseen(paragraph, piece, styles), piece.start) for piece in shown)
            wrong, at = next(((said, start) for said, start in found if said), (None, 0))
            if wrong:
                yield paragraph.problem(*wrong, at)
            elif is_on(paragraph.element.find(f"{WORD}pPr/{WORD}rPr/{WORD}vanish")):
                yield paragraph.problem(
                    "la marque de fin d’un paragraphe est masquée : il rejoindrait le suivant",
                    "affichez les marques (¶), sélectionnez le paragraphe ; Police : décochez « Masqué »",
                )
        for row in template.root(flow).iter(WORD + "tr"):
            if is_on(row.find(f"{WORD}trPr/{WORD}hidden")):
                yield flow.problem(
                    row, "une ligne de tableau est masquée", "affichez les marques (¶), puis supprimez-la"
                )


def check_unused(template: Opened) -> Iterator[Problem]:
    """Find headers and footers that bear words and that no page shows: of first pages, or of even ones."""
    package = template.package
    settings = package.related("settings")
    even = settings is not None and is_on(settings[1].find(WORD + "evenAndOddHeaders"))
    shown = {"first": any(map(is_on, package.document.iter(WORD + "titlePg"))), "even": even}
    used = {flow.part: flow for flow in template.texts}
    for reference in package.document.iter(WORD + "headerReference", WORD + "footerReference"):
        flow, kind = used.get(package.reference(reference)), value(reference, "type")
        text = next((" ".join(one.text.split()) for one in flow.paragraphs if one.text.strip()), "") if flow else ""
        if flow and text and not shown.get(kind, True):
            yield Problem(
                "warning",
                f"{flow.place} : aucune page ne montre ce texte ({_SHOWN_BY[kind]} n’est pas coché), mais les communes "
                f"pourraient le lire (« {text[:40]} »)",
                "cochez-le (En-tête et pied de page), effacez ce texte, puis décochez-le",
                place=flow.place,
            )


def _may_hide(part: etree._Element) -> bool:
    """Tell whether a part has what hides a text: few templates have, and most of the work is spared."""
    named = (WORD + "color", WORD + "sz", *(WORD + name for name in _HIDDEN))
    for element in part.iter(*named):
        said = value(element)
        if element.tag == WORD + "color":
            if is_white(element):
                return True
        elif element.tag != WORD + "sz" or number(said) < _SMALLEST:
            return True
    return False


def _unseen(paragraph: Paragraph, piece: Piece, styles: Styles) -> tuple[str, str] | None:
    text = (piece.element.text or "").strip()[:40]
    tabled = list(_tabled(paragraph, styles))
    for name in _HIDDEN:
        said = styles.run_property(piece.run, paragraph.element, name)
        if is_on(said) or (said is None and any(is_on(one.find(WORD + name)) for one in tabled)):
            return (
                f"du texte masqué reste dans le modèle (« {text} ») : les communes pourraient le lire",
                "affichez les marques (¶) ; supprimez ce texte, ou décochez « Masqué » dans Police",
            )
    colour = styles.run_property(piece.run, paragraph.element, "color")
    white = [] if colour is not None else [one for one in tabled if is_white(one.find(WORD + "color"))]
    if any(not _is_backed(one) for one in white) and not is_on_print(paragraph, piece, styles):
        return (
            f"le style du tableau écrit en blanc sur un fond que le moteur intégré n’imprime pas (« {text} »)",
            "Création de tableau : choisissez un autre style, ou donnez une trame de fond aux cellules",
        )
    in_style = any(next(one.iter(WORD + "shd"), None) is not None for one in _table_style(paragraph, styles))
    if is_white(colour) and not in_style and not is_on_print(paragraph, piece, styles):
        if is_on_screen(paragraph, piece, styles):
            return (
                f"du texte est écrit en blanc sur un fond que le moteur intégré n’imprime pas (« {text} »)",
                "donnez au paragraphe ou à la cellule une trame d’une couleur, sans motif (Bordures et trame), ou au "
                "texte la couleur automatique",
            )
        return (
            f"du texte est écrit en blanc sur blanc (« {text} ») : on ne le voit pas, mais il reste lisible",
            "supprimez-le, ou choisissez la couleur automatique",
        )
    coloured = value(colour) not in ("", "auto") or any(one.find(WORD + "color") is not None for one in tabled)
    ground = ground_of(paragraph, piece, styles)
    if not coloured and is_dark(ground):
        return (
            f"du texte sans couleur est sur un fond foncé (« {text} ») : le moteur intégré l’écrit en noir",
            "donnez-lui une couleur : blanc, par exemple",
        )
    if is_alike(value(colour), ground):
        return (
            f"du texte a la couleur de son fond (« {text} ») : on ne le voit pas, mais il reste lisible",
            "supprimez-le, ou choisissez une autre couleur",
        )
    if styles.size(piece.run, paragraph.element) < _SMALLEST:
        return (
            f"du texte est trop petit pour être lu (« {text} »)",
            f"donnez-lui au moins {_SMALLEST // 2} points, ou supprimez-le",
        )
    return None


def _tabled(paragraph: Paragraph, styles: Styles) -> Iterator[etree._Element]:
    """Yield what the style of a table says of letters, of all its cells or of some."""
    for style in _table_style(paragraph, styles):
        yield from style.iter(WORD + "rPr")


def _is_backed(letters: etree._Element) -> bool:
    """Tell whether what a table's style says of the letters of some cells comes with a ground for those cells."""
    part = letters.getparent()
    return part is not None and part.tag == WORD + "tblStylePr" and any(map(is_printed, part.iter(WORD + "shd")))


def _table_style(paragraph: Paragraph, styles: Styles) -> tuple[etree._Element, ...]:
    table = next((parent for parent in paragraph.element.iterancestors() if parent.tag == WORD + "tbl"), None)
    return () if table is None else styles.chain(value(table.find(f"{WORD}tblPr/{WORD}tblStyle")), "table")


def check_places(template: Opened) -> Iterator[Problem]:
    """Find tags in addresses of links, names of controls, alternative texts… which nobody reads and nothing fills."""
    read = {flow.part: flow for flow in template.texts}
    for name, root in template.package.parts.items():
        if name in PARTS or name.startswith(("word/charts/", "word/diagrams/")):
            continue  # properties are read as texts, and the others told apart
        for element, text in _written(root):
            flow = read.get(name)
            shown = " ".join(text.split())[:60]
            if name.endswith(".rels"):
                yield Problem(
                    "error",
                    f"une balise est dans l’adresse d’un lien, où elle n’est pas remplie (« {shown} »)",
                    "retirez le lien (clic droit, Supprimer le lien hypertexte) : le texte suffit",
                    place=_linked(template, name, element),
                )
            elif flow is not None:
                yield flow.problem(
                    element,
                    f"une balise est {_where(element)}, où elle n’est ni lue ni contrôlée (« {shown} »)",
                    "écrivez-la dans le texte d’un paragraphe",
                )
            else:
                yield Problem(
                    "error",
                    f"une balise est dans une partie du fichier qui n’est pas remplie (« {shown} »)",
                    "écrivez-la dans le texte d’un paragraphe",
                    place=name,
                )


def _written(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Yield the attributes and the texts of a part that hold a tag, but those that are read."""
    for element in cast("list[etree._Element]", root.xpath(f"//*[@*[{_HOLDS}]]")):
        yield from ((element, str(text)) for text in element.attrib.values() if any(mark in text for mark in MARKS))
    for element in cast("list[etree._Element]", root.xpath(f"//*[not(self::w:t) and text()[{_HOLDS}]]", namespaces=_W)):
        yield element, element.text or ""


def _where(element: etree._Element) -> str:
    """Say where in the file an element keeps what no reader sees."""
    name = etree.QName(element).localname
    if name in ("docPr", "cNvPr"):
        return "dans le texte de remplacement d’une image"
    if name in ("tag", "alias", "listItem", "placeholder", "docPart"):
        return "dans les propriétés d’un contrôle de contenu"
    if name in ("instrText", "fldSimple"):
        return "dans le code d’un champ"
    if name == "hyperlink":
        return "dans l’adresse d’un lien"
    if name in ("bookmarkStart", "bookmarkEnd"):
        return "dans le nom d’un signet"
    return "dans une propriété de mise en forme"


def _linked(template: Opened, name: str, relation: etree._Element) -> str:
    """Return the place of the text that leads to a link's address."""
    part = name.replace("_rels/", "").removesuffix(".rels")
    identifier = relation.get("Id", "")
    for flow in template.texts:
        if flow.part == part:
            for link in template.root(flow).iter(WORD + "hyperlink"):
                if identifier in link.attrib.values():
                    return flow.where(link)
            return flow.place
    return name
