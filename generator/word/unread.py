"""What is in a document and not read: what is struck through, no longer said, and what is hidden, which nobody saw."""

from __future__ import annotations

from lxml import etree

from generator.word.package import WORD, Package
from generator.word.styles import Styles, is_on

_MARKS = ("strike", "dstrike", "vanish")


def drop_unread(package: Package) -> None:
    """Take the text that is struck through or hidden out of all parts, whether its run says so or one of its styles."""
    marks = [WORD + name for name in _MARKS]
    if not any(next(part.iter(*marks), None) is not None for part in package.parts.values()):
        return
    styles = Styles(package)
    for part in package.parts.values():
        for run in list(part.iter(WORD + "r")):
            if _is_unread(run, styles):
                for child in run.findall(WORD + "t"):
                    run.remove(child)


def _is_unread(run: etree._Element, styles: Styles) -> bool:
    """Tell whether a run of a paragraph is struck through or hidden: what is said nearest to it counts."""
    paragraph = next(run.iterancestors(WORD + "p"), None)
    return paragraph is not None and any(is_on(styles.run_property(run, paragraph, name)) for name in _MARKS)
