"""Tags put in the one form that the template library understands, by the grammar of the inspection."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from generator.language.typography import seen
from generator.rendering.faults import check_lone_tags
from generator.rendering.tags import Tag, read_tags
from generator.word.addresses import PartWalker
from generator.word.package import FALLBACK, WORD
from generator.word.paragraphs import Flow
from generator.word.styles import value

_BLANKS = re.compile(r"[\t\r\n]+")


def canonical(xml: str) -> str:
    """Return the XML of a part with each tag in one stretch of text, without the signs and comments that nobody sees.

    Tabs and ends of lines in a text are the spaces that Word makes of them: the embedded engine draws a box for each.
    The grid to which East Asian pages set their lines and signs (ISO/IEC 29500-1, 17.6.5) goes: no two programs follow
    it alike, and one cuts words.

    A paragraph, a row or a cell that goes away with its tag is replaced by it here: whatever the tag says, « % » and
    « } » too. Raises TagError for a text beside such a tag.
    """
    root = etree.fromstring(xml.encode())
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    copies = root.iter(FALLBACK)  # what Word keeps of text boxes for old programs: no other walk goes there
    flows = [Flow("", "body", "", tuple(PartWalker("").paragraphs(part))) for part in (root, *copies)]
    tags = [tag for flow in flows for tag in _live(read_tags(flow, []))]
    for tag in sorted(tags, key=lambda tag: tag.start, reverse=True):
        _write(tag)
    check_lone_tags(root)
    for tag in tags:
        _hoist(tag)
    for text in root.iter(WORD + "t"):
        text.text = _BLANKS.sub(" ", seen(text.text or ""))
    for grid in [one for one in root.iter(WORD + "docGrid") if value(one, "type") not in ("", "default")]:
        section = grid.getparent()
        assert section is not None  # it is a property of one
        section.remove(grid)
    return etree.tostring(root, encoding="unicode")


def _live(tags: Iterable[Tag]) -> Iterable[Tag]:
    """Yield the tags that are read: what ``raw`` prints as it is stays as it is, and so do comments."""
    raw = False
    for tag in tags:
        raw = raw and tag.keyword != "endraw"
        whole = tag.paragraph.text.startswith(tag.text, tag.start)  # or else guessed from what is left of it
        if whole and not raw and tag.opener != "{#":
            yield tag
        raw = raw or tag.keyword == "raw"


def _write(tag: Tag) -> None:
    """Put a tag in the stretch of text where it begins, and take what it had in the others away."""
    end = tag.start + len(tag.text)
    text = f"{tag.opener}{tag.scope} {tag.code} {'}}' if tag.opener == '{{' else '%}'}"
    for piece in tag.paragraph.pieces:
        own = piece.element.text or ""
        first, last = max(0, tag.start - piece.start), end - piece.start
        if last <= 0 or not own or first >= len(own):
            continue
        piece.element.text = own[:first] + text + own[last:]
        text = ""


def _hoist(tag: Tag) -> None:
    """Put a tag in the place of what goes away with it."""
    held = tag.held
    parent = None if held is None else held.getparent()
    if held is None or parent is None or tag.opener != "{%":
        return
    text = f"{{% {tag.code} %}}{held.tail or ''}"
    before = held.getprevious()
    if before is None:
        parent.text = (parent.text or "") + text
    else:
        before.tail = (before.tail or "") + text
    held.tail = None
    parent.remove(held)
