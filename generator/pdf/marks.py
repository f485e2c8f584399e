"""The marked contents of a content stream, found without parsing what they show.

Most operators of a page draw letters and lines. Only those that begin a marked content with an identifier (``BDC``,
ISO 32000-1, 14.6) matter to tags, and they can be told by their spelling. Where the spelling of one does not suffice,
the whole stream is parsed; a text that spells a whole mark would be one too many, which the check of tags tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from generator.pdf.trees import listed

_NAME = rb"/([^\s/<>\[\]()%{}]+)\s*"
_MARK = re.compile(_NAME + rb"(?:<<((?:[^<>]|<[0-9A-Fa-f\s]*>)*)>>\s*|" + _NAME + rb")BDC\b")
_USUAL_MARK = re.compile(_NAME + rb"<<\s*/MCID\s+(\d+)\s*>>\s*BDC\b")
#: What an element of the structure holds when it holds marked contents alone, as qpdf spells it.
_OWN = re.compile(rb"\[ (?:(?:\d+|<< /MCID \d+ (?:/Pg \d+ \d+ R )?/Type /MCR >>) )+\]")
_OWN_CONTENT = re.compile(rb"<< /MCID (\d+) (?:/Pg (\d+) (\d+) R )?/Type /MCR >>|(\d+)")
_CODE = re.compile(rb"#([0-9A-Fa-f]{2})")
_IDENTIFIER = re.compile(rb"/MCID\s+(\d+)(?![\d.])")


class Mark(NamedTuple):
    """A marked content: its tag, as it is spelt after the slash, and its identifier (MCID)."""

    tag: bytes
    number: int


def read_marks(holder: pikepdf.Object) -> list[Mark]:
    """Return the marked contents of a page or a form XObject that have an identifier, in their order."""
    properties = holder.get("/Resources", Dictionary()).get("/Properties", Dictionary())
    found = _spelt(content_of(holder), properties)
    return list(_parsed(holder, properties)) if found is None else found


def own_contents(kids: pikepdf.Object | None) -> list[tuple[int, tuple[int, int] | None]] | None:
    """Return the identifiers of the marked contents that an element holds, each with the page that it names if any.

    None when it holds anything else too, or when their spelling does not suffice.
    """
    spelt = kids.unparse() if isinstance(kids, Array) else b""
    if not _OWN.fullmatch(spelt):
        return None
    return [
        (int(number or alone), (int(page), int(generation)) if page else None)
        for number, page, generation, alone in _OWN_CONTENT.findall(spelt)
    ]


def content_of(holder: pikepdf.Object) -> bytes:
    """Return the content of a page or of a form, its streams parted by a line end as a reader takes them."""
    if isinstance(holder, Stream):
        return holder.read_bytes()
    return b"\n".join(stream.read_bytes() for stream in streams_of(holder))


def streams_of(page: pikepdf.Object) -> list[pikepdf.Object]:
    """Return the content streams of a page."""
    return listed(page.get("/Contents"))


def _spelt(content: bytes, properties: pikepdf.Object) -> list[Mark] | None:
    """Find the marks by their spelling; None when that cannot be trusted."""
    awaited = content.count(b"BDC")
    usual = _USUAL_MARK.findall(content)
    if len(usual) == awaited:
        return [Mark(tag, int(number)) for tag, number in usual]
    found = _MARK.findall(content)
    if len(found) != awaited:
        return None
    marks = []
    for tag, given, name in found:
        number = _IDENTIFIER.search(given) if given else None
        if number:
            marks.append(Mark(tag, int(number[1])))
        elif name:
            holder = properties.get("/" + plain_name(name), Dictionary())
            if "/MCID" in holder:
                marks.append(Mark(tag, int(holder.MCID)))
        elif b"/MCID" in given:
            return None
    return marks


def _parsed(holder: pikepdf.Object, properties: pikepdf.Object) -> Iterator[Mark]:
    stream = holder if isinstance(holder, Stream) else pikepdf.Page(holder)
    for instruction in pikepdf.parse_content_stream(stream, "BDC"):
        tag, given = instruction.operands
        if isinstance(given, Name):
            given = properties.get(str(given), Dictionary())
        if "/MCID" in given:
            yield Mark(tag.unparse()[1:], int(given.MCID))


def plain_name(name: bytes) -> str:
    """Return a name as it is meant: « #20 » in it stands for a byte."""
    if b"#" in name:
        name = _CODE.sub(lambda code: bytes([int(code[1], 16)]), name)
    return name.decode("utf-8", "replace")
