"""What would keep the PDF from being read by everyone (PDF/UA-1) or archived (PDF/A-2)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from generator.errors import Level, Problem
from generator.inspection.opened import Opened
from generator.inspection.tables import check_tables
from generator.word.fields import read_fields
from generator.word.package import FALLBACK, OLD_SHAPE, PLACING, SHAPE, WORD, Package
from generator.word.paragraphs import Flow, Paragraph
from generator.word.parts import MARGINS
from generator.word.properties import place_of, property_of
from generator.word.styles import Styles, value

_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_BODY = "corps du document"
_FILE_NAMES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emf", ".wmf", ".svg")


def check_accessibility(template: Opened) -> Iterator[Problem]:
    """Find what breaks PDF/UA-1 or PDF/A-2 (errors), and what only makes the document less good (warnings)."""
    styles = template.styles
    yield from _check_properties(template.package, styles)
    yield from _check_headings(template.body, styles)
    for text in template.texts:
        for paragraph in text.paragraphs:
            yield from _check_border(paragraph, styles)
            yield from _check_links(paragraph, styles)
            yield from _check_images(paragraph, text)
    yield from check_tables(template)


def _check_properties(package: Package, styles: Styles) -> Iterator[Problem]:
    """PDF/UA-1, 7.1: a title; 7.2: a language."""
    if not property_of(package, "title"):
        yield Problem(
            "warning",
            "le document n’a pas de titre, que lisent les lecteurs d’écran : son numéro et la commune en tiennent lieu",
            "dans Word : Fichier, Informations, Titre ; par exemple « Convention {{ numero }} – {{ commune.nom }} »",
            place=place_of("title"),
        )
    language = property_of(package, "language") or styles.language()
    remedy = (
        "dans Word : sélectionnez tout (Ctrl+A), puis Révision, Langue, Définir la langue de vérification, Français"
    )
    if not language:
        yield Problem("error", "la langue du document n’est pas indiquée", remedy, place=place_of("language"))
    elif not language.lower().startswith("fr"):
        message = f"la langue du document est « {language} » : un lecteur d’écran lirait le français avec cet accent"
        yield Problem("warning", message, remedy, place=place_of("language"))


def _check_headings(body: Flow, styles: Styles) -> Iterator[Problem]:
    """PDF/UA-1, 7.4.2: headings begin at level 1 and skip no level on the way down."""
    before = 0
    for paragraph in body.paragraphs:
        level = styles.level(paragraph.element)
        if not level:
            continue
        if level > before + 1 and not paragraph.text.strip():
            message = f"un paragraphe vide a le style d’un titre de niveau {level}, qui n’est pas à sa place"
            yield paragraph.problem(message, "supprimez-le, ou donnez-lui le style Normal")
        elif level > before + 1:
            message = f"un titre de niveau {level} vient après un titre de niveau {before}"
            if not before:
                message = f"le premier titre du document est de niveau {level}, et non de niveau 1"
            yield paragraph.problem(message, f"donnez-lui le style « Titre {before + 1} »")
        before = level
    if not before:
        yield Problem(
            "warning",
            "le document n’a aucun titre : on ne peut pas y naviguer",
            "donnez le style « Titre 1 » au titre du document et « Titre 2 » à ceux des articles",
            place="début du document",
        )


def _check_border(paragraph: Paragraph, styles: Styles) -> Iterator[Problem]:
    """LibreOffice draws a paragraph's border outside all tags, in headers and footers too (PDF/UA-1, 7.1)."""
    borders = styles.paragraph_property(paragraph.element, "pBdr")
    if borders is not None and any(value(side) not in ("", "none", "nil") for side in borders):
        yield paragraph.problem(
            "le paragraphe a une bordure, que le PDF accessible n’admet pas",
            "retirez-la (Accueil, Bordures, Aucune bordure), ou changez le style du paragraphe",
        )


def _check_links(paragraph: Paragraph, styles: Styles) -> Iterator[Problem]:
    """LibreOffice leaves out a link whose text has not the character style of links (PDF/UA-1, 7.18.5)."""
    linked = [run for link in paragraph.element.iter(WORD + "hyperlink") for run in link.iter(WORD + "r")]
    fields = (field for field in read_fields(paragraph.element) if field.kind == "HYPERLINK")
    shown = dict.fromkeys(text.getparent() for field in fields for text in field.texts)
    for run in [*linked, *(run for run in shown if run is not None)]:
        text = "".join(node.text or "" for node in run.findall(WORD + "t"))
        if text.strip() and not styles.is_link(run) and _owner(run) is paragraph.element:
            yield paragraph.problem(
                f"le lien « {text.strip()} » n’a pas le style des liens et serait perdu dans le PDF",
                "sélectionnez-le et donnez-lui le style de caractère « Lien hypertexte »",
                max(0, paragraph.text.find(text)),
            )
            return


def _check_images(paragraph: Paragraph, flow: Flow) -> Iterator[Problem]:
    """PDF/UA-1, 7.3: what shows something says what it shows; in a header, it is an artifact and only better so."""
    level: Level = "warning" if flow.kind in MARGINS else "error"
    for described, text in _images(paragraph.element):
        if _owner(described) is not paragraph.element:
            continue
        remedy = "clic droit sur l’image, Texte de remplacement : dites en une phrase ce qu’elle montre"
        if not text.strip():
            yield paragraph.problem("une image n’a pas de texte de remplacement", remedy, level=level)
        elif text.lower().strip().endswith(_FILE_NAMES):
            yield paragraph.problem(
                f"le texte de remplacement « {text} » est un nom de fichier", remedy, level="warning"
            )


def _images(paragraph: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Yield what a paragraph shows besides text, with its description; a shape that bears text needs none."""
    for properties in paragraph.iter(PLACING + "docPr"):
        drawing = properties.getparent()
        bears_text = drawing is not None and next(drawing.iter(SHAPE + "txbx"), None) is not None
        decorative = any(mark.get("val") in ("1", "true") for mark in properties.iter(_DECORATIVE))
        if not bears_text and not decorative:
            yield properties, properties.get("descr", "")
    for image in paragraph.iter(OLD_SHAPE + "imagedata"):
        shape = image.getparent()
        yield image, "" if shape is None else shape.get("alt", "")


def _owner(element: etree._Element) -> etree._Element | None:
    """Return the paragraph an element is in, None for the copy that Word keeps for old programs."""
    for parent in element.iterancestors():
        if parent.tag == FALLBACK:
            return None
        if parent.tag == WORD + "p":
            return parent
    return None
