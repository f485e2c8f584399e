"""The numbers and bullets of a document's lists, put into its text as its print shows them."""

from __future__ import annotations

from lxml import etree

from generator.word.namespaces import FALLBACK
from generator.word.numbering import Lists
from generator.word.package import WORD, Package
from generator.word.styles import Styles
from generator.word.wordtext import GONE, text_element, text_of

#: The sign that stands for any bullet, whatever its font draws.
_BULLET = "•"


def write_labels(package: Package) -> None:
    """Put before each paragraph of a list what Word prints there; nothing where all of its text is deleted."""
    lists = Lists(package, Styles(package))
    if not lists.levels:
        return
    paragraphs = [one for one in package.document.iter(WORD + "p") if not _is_gone(one)]
    for paragraph, label in zip(paragraphs, list(lists.labels(paragraphs)), strict=True):
        told = _BULLET if lists.is_bulleted(paragraph) else label.strip()
        if not told or not text_of(paragraph).strip():
            continue
        run = etree.Element(WORD + "r")
        run.append(text_element(f"{told} "))
        paragraph.insert(1 if paragraph.find(WORD + "pPr") is not None else 0, run)


def _is_gone(paragraph: etree._Element) -> bool:
    """Tell whether a paragraph is deleted, or only says again what another form of a text box says."""
    deleted = any(paragraph.find(f"{WORD}pPr/{WORD}rPr/{gone}") is not None for gone in GONE)
    return deleted or next(paragraph.iterancestors(FALLBACK), None) is not None
