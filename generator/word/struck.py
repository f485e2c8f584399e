"""What a document strikes through: it is there to be seen, and no longer said."""

from __future__ import annotations

from lxml import etree

from generator.word.package import WORD, Package
from generator.word.styles import Styles, is_on, value

_STRIKES = (WORD + "strike", WORD + "dstrike")


def drop_struck(package: Package) -> None:
    """Take the text that is struck through out of all parts, whether its run says so or one of its styles."""
    if not any(next(part.iter(*_STRIKES), None) is not None for part in package.parts.values()):
        return
    styles = Styles(package)
    for part in package.parts.values():
        for paragraph in part.iter(WORD + "p"):
            style = value(paragraph.find(f"{WORD}pPr/{WORD}pStyle"))
            for run in list(paragraph.iter(WORD + "r")):
                if _is_struck(run, styles, style):
                    for child in [child for child in run if child.tag == WORD + "t"]:
                        run.remove(child)


def _is_struck(run: etree._Element, styles: Styles, paragraph: str) -> bool:
    """Tell whether a run is struck through: what is said nearest to it counts."""
    own = value(run.find(f"{WORD}rPr/{WORD}rStyle"))
    said = [run, *(styles.chain(own, "character") if own else ()), *styles.chain(paragraph, "paragraph")]
    found = (one.find(f"{WORD}rPr") for one in said)
    marks = [mark for properties in found if properties is not None for mark in properties if mark.tag in _STRIKES]
    return any(is_on(next((mark for mark in marks if mark.tag == strike), None)) for strike in _STRIKES)
