"""The instructions of a content stream that show something, told by their spelling.

A parser makes an object of each operand of each instruction, numbers between letters too: that takes most of the time.
What is not spelt as expected (an inline image, a comment, a bracket within a text) is parsed.
"""

from __future__ import annotations

import re
from functools import lru_cache

import pikepdf
from pikepdf import Stream

from generator.pdf.marks import content_of, plain_name

#: Those that show a text; all that are told, which show an object, choose a font, or begin or end a marked content too
#: (ISO 32000-1, 8 and 9).
SHOWING = frozenset((b"Tj", b"TJ", b"'", b'"'))
_TOLD = SHOWING.union((b"Tf", b"BMC", b"BDC", b"EMC", b"Do"))
#: What begins an image within the stream, or looks like an operator and is none.
_UNUSUAL = frozenset((b"BI", b"true", b"false", b"null"))

_WORD = rb"(?<![-+.\d])[A-Za-z'\"][A-Za-z0-9*]*+(?![^\s/<\[(])"
_OTHER = rb"(?!(?:" + rb"|".join(sorted(_TOLD | _UNUSUAL)) + rb")(?![A-Za-z0-9*]))" + _WORD
_NAME = rb"/[^\s/<>\[\](){}%]*+"
_STRING = rb"\([^()\\\r]*+(?:\\[^\r][^()\\\r]*+)*\)|<[0-9A-Fa-f\s]*+>"
_NUMBERS = rb"[-+.\d\s]*+"
_ITEMS = _NUMBERS + rb"(?:(?:" + _STRING + rb"|" + _NAME + rb")" + _NUMBERS + rb")*"
_LIST = rb"\[" + _ITEMS + rb"\]"
_DICTIONARY = rb"<<" + _ITEMS + rb"(?:" + _LIST + _ITEMS + rb")*>>"
_OPERANDS = _ITEMS + rb"(?:(?:" + _LIST + rb"|" + _DICTIONARY + rb")" + _ITEMS + rb")*"
#: An instruction, after those that have numbers alone and are not told.
_INSTRUCTION = re.compile(rb"((?:" + _NUMBERS + _OTHER + rb")*)(" + _OPERANDS + rb")(" + _WORD + rb"|$)", re.DOTALL)
_STRINGS = re.compile(_STRING, re.DOTALL)
_FIRST_NAME = re.compile(rb"\s*/(" + _NAME[1:] + rb")")
#: What a backslash stands for in a text, with what follows it (ISO 32000-1, 7.3.4.2); before all else, for nothing.
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_ESCAPED = dict(zip(b"nrtbf\n", (b"\n", b"\r", b"\t", b"\b", b"\f", b""), strict=True))


def read_instructions(holder: pikepdf.Object) -> list[tuple[bytes, bytes]]:
    """Return the instructions of a page or a form that show something, each as its operands, as spelt, and operator.

    « BI » stands for an image within the stream.
    """
    content = content_of(holder)
    found = _INSTRUCTION.findall(content)
    if b"".join(map(b"".join, found)) != content or not _UNUSUAL.isdisjoint({operator for _, _, operator in found}):
        return _parsed(holder)
    return [(operands, operator) for _, operands, operator in found if operator in _TOLD]


@lru_cache(maxsize=4096)
def name_in(operands: bytes) -> str:
    """Return the first operand, which is a name, with its slash; "" when it is none."""
    name = _FIRST_NAME.match(operands)
    return "/" + plain_name(name[1]) if name else ""


class Strings(dict[bytes, bytes]):
    """The bytes of strings by their spelling: most are single letters, met again and again."""

    def shown(self, operands: bytes) -> bytes:
        """Return the bytes of all strings among operands."""
        return b"".join([self[spelt] for spelt in _STRINGS.findall(operands)])

    def __missing__(self, spelt: bytes) -> bytes:
        inner = spelt[1:-1]
        if spelt[:1] == b"<":
            digits = b"".join(inner.split()).decode()
            meant = bytes.fromhex(digits + "0" * (len(digits) % 2))
        else:
            meant = _ESCAPE.sub(_meant, inner)
        self[spelt] = meant
        return meant


def _meant(escape: re.Match[bytes]) -> bytes:
    code = escape[1]
    return bytes([int(code, 8) & 255]) if code.isdigit() and code < b"8" else _ESCAPED.get(code[0], code)


def _parsed(holder: pikepdf.Object) -> list[tuple[bytes, bytes]]:
    """Return the same of a content that is spelt in another way: its operands are spelt anew."""
    stream = holder if isinstance(holder, Stream) else pikepdf.Page(holder)
    wanted = b" ".join((*sorted(_TOLD), b"BI ID EI")).decode()  # an image within the stream is these three together
    return [
        (b"", b"BI")
        if isinstance(one, pikepdf.ContentStreamInlineImage)
        else (b" ".join(map(_spelt, one.operands)), bytes(one.operator))
        for one in pikepdf.parse_content_stream(stream, wanted)
    ]


def _spelt(operand: object) -> bytes:
    return operand.unparse() if isinstance(operand, pikepdf.Object) else repr(operand).encode()
