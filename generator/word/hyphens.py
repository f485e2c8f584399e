"""Numbers that hold a hyphen, « L. 2121-12 », « MED_NUM-2025-017 », kept on one line where a program would cut them."""

from __future__ import annotations

import re

from lxml import etree

from generator.word.numbering import dress
from generator.word.package import WORD, open_package
from generator.word.packaging import dated, serialized
from generator.word.styles import Styles

#: The no-break hyphen (Unicode, UAX 14, class GL).
NO_BREAK_HYPHEN = "\u2011"
_IN_NUMBER = re.compile(r"(?:(?<=[0-9]{4})|(?<=[A-Z_]))-(?=[0-9])")


def with_whole_numbers(docx: bytes) -> bytes:
    """Return a DOCX in whose text a line never breaks at the hyphen of a number; the same input gives the same bytes.

    Its bullets are signs of the text's face. It is for printing alone: who searches the DOCX for « 2121-12 » looks for
    an ordinary hyphen. Headings stay, since they become bookmarks, which keep the sign. Raises UnreadableError when
    the file is no DOCX.
    """
    package = open_package(docx)
    styles = Styles(package)
    changed = {name: serialized(part) for name, part in dress(package).items()}
    changed |= {name: serialized(part) for name, part in package.parts.items() if _is_changed(part, styles)}
    return dated(docx, changed, packed=False) if changed else docx


def _is_changed(part: etree._Element, styles: Styles) -> bool:
    """Make the numbers of a part whole; tell whether there were any."""
    found = False
    for text in part.iter(WORD + "t"):
        said = _IN_NUMBER.sub(NO_BREAK_HYPHEN, text.text or "")
        if said == text.text:
            continue
        paragraph = next(text.iterancestors(WORD + "p"), None)
        if paragraph is not None and not styles.level(paragraph):
            text.text, found = said, True
    return found
