"""The letters that a PDF shows, read through its fonts' Unicode maps, held against what its DOCX says.

No order between what is set apart, no spaces, no layout: so it is several times faster than a text extractor, and every
page of every document can be checked, to the letter.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf

from generator.pdf.instructions import SHOWING, Strings, name_in, read_instructions
from generator.pdf.trees import listed
from generator.word.paragraphs import excerpt
from generator.word.shown import PAGE, PAGES, Shown

_HEX = rb"<([0-9A-Fa-f\s]*)>"
_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_PAIR = re.compile(_HEX + rb"\s*" + _HEX)
_RANGE = re.compile(_HEX + rb"\s*" + _HEX + rb"\s*(?:" + _HEX + rb"|\[(.*?)\])", re.DOTALL)
#: Punctuation that is read, and that neither the cutting of lines nor the leaders of tabs print.
_READ = frozenset("%‰&@#§/()[]*")


@dataclass(slots=True)
class PrintedPage:
    """The texts of a page in the order of its drawing: those of the document, and those of its margins (artifacts)."""

    body: list[str] = field(default_factory=list)
    margins: list[str] = field(default_factory=list)
    pictures: int = 0

    @property
    def blank(self) -> bool:
        """Tell whether nothing is printed between the margins."""
        return not self.pictures and not "".join(self.body).strip()


def differences(pages: list[PrintedPage], shown: Shown) -> list[str]:
    """Return what is wrong between the pages of a PDF and what its DOCX shows, in French; nothing when they agree.

    Every letter is counted. Rows that are the heads of tables may come again on each page.
    """
    wanted = "".join(map(plain, shown.body)) + plain(shown.computed)
    expected = Counter(wanted)
    heads = [Counter(plain(head)) for head in shown.heads]
    found = Counter(_letters(pages))
    extra = _without(heads, found - expected)
    said = []
    if missing := expected - found:
        named = excerpt(lost(pages, shown)) or "".join(sorted(missing.elements()))[:40]
        said.append(f"il y manque « {named} »")
    if extra:
        known = "".join(map(plain, (*shown.body, shown.computed)))
        strange = "".join(part for page in pages for part in page.body if plain(part) and plain(part) not in known)
        said.append(f"il y a en trop « {excerpt(strange) or ''.join(sorted(extra.elements()))[:40]} »")
    said += _margins(pages, shown, heads)
    return said


def lost(pages: list[PrintedPage], shown: Shown) -> str:
    """Return the first text of a DOCX that the pages of its PDF do not show in one piece, "" when they show all."""
    printed = _letters(pages)
    return next((text for text in shown.body if not _holds(printed, text)), "")


def _letters(pages: list[PrintedPage]) -> str:
    return "".join(plain("".join(page.body)) for page in pages)


def _margins(pages: list[PrintedPage], shown: Shown, heads: list[Counter[str]]) -> Iterator[str]:
    sides = [header + footer for header in sorted(shown.headers) for footer in sorted(shown.footers)]
    for number, page in enumerate(pages, 1):
        found = Counter(plain("".join(page.margins)))
        allowed = (Counter(plain(_numbered(side, number, len(pages)))) for side in sides)
        if not any(not side - found and not _without(heads, found - side) for side in allowed):
            said = excerpt("".join(page.margins)) or "rien"
            yield f"page {number}, l’en-tête ou le pied de page porte « {said} »"
            return


def _numbered(margin: str, page: int, pages: int) -> str:
    return margin.replace(PAGE, str(page)).replace(PAGES, str(pages))


def _without(heads: list[Counter[str]], letters: Counter[str]) -> Counter[str]:
    """Return letters without as many heads of tables as are among them."""
    for head in heads:
        while head and head <= letters:
            letters = letters - head
    return letters


def _holds(printed: str, text: str) -> bool:
    """Tell whether a text is printed: whole, or word by word where a page ends in it."""
    return plain(text) in printed or all(plain(word) in printed for word in text.split())


def plain(text: str) -> str:
    """Return the letters, figures and signs of a text: what capitals, ends of lines and ligatures cannot change."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_SIGNS)


class _Signs(dict[int, str]):
    """What is read of a sign, by its code: itself, or nothing; told once of each."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        self[code] = sign if sign.isalnum() or sign in _READ or unicodedata.category(sign)[0] == "S" else ""
        return self[code]


_SIGNS = _Signs()


class Codes(dict[int, str]):
    """The letters of a font by their codes; a code without one shows none."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self.encoding = encoding
        self._told: dict[bytes, str] = {}

    def __missing__(self, code: int) -> str:
        return ""

    def letters(self, data: bytes) -> str:
        """Return the letters of a shown string: decoded to codes as if they were characters, then translated."""
        return data.decode(self.encoding, "ignore").translate(self)

    def drawn(self, operand: pikepdf.Object) -> str:
        """Return the letters of what ``Tj`` or ``TJ`` draws."""
        return self.letters(b"".join(bytes(part) for part in listed(operand) if isinstance(part, pikepdf.String)))

    def told(self, operands: bytes, strings: Strings) -> str:
        """Return the letters of all strings among operands; every other word of a document comes again in it."""
        if operands not in self._told:
            self._told[operands] = self.letters(strings.shown(operands))
        return self._told[operands]


def read_printed(pdf: pikepdf.Pdf) -> list[PrintedPage]:
    """Return the texts of each page."""
    known = Fonts()
    return [_read_page(page, known) for page in pdf.pages]


def _read_page(page: pikepdf.Page, known: Fonts) -> PrintedPage:
    read = PrintedPage()
    _read(page.obj, page.resources, read, known, False)
    return read


def _read(holder: pikepdf.Object, resources: pikepdf.Object, read: PrintedPage, known: Fonts, aside: bool) -> None:
    """Read a page or a form that it draws; ``aside`` tells that all of it is an artifact."""
    fonts = resources.get("/Font", pikepdf.Dictionary())
    codes, chosen = Codes("latin-1"), dict[str, Codes]()
    marks: list[bool] = []
    for operands, operator in read_instructions(holder):
        if operator in SHOWING:
            (read.margins if aside else read.body).append(codes.told(operands, known.strings))
        elif operator == b"EMC":
            aside = marks.pop() if marks else aside
        elif operator == b"Tf":
            name = name_in(operands)
            if name not in chosen and (font := fonts.get(name)) is not None:
                chosen[name] = known.codes(font)
            codes = chosen.get(name, codes)
        elif operator == b"BI":
            read.pictures += not aside
        elif operator == b"Do":
            form = resources.get("/XObject", pikepdf.Dictionary()).get(name_in(operands))
            if form is not None and form.get("/Subtype") == "/Form":
                _read(form, form.get("/Resources", resources), read, known, aside)
            elif not aside:
                read.pictures += 1
        else:
            marks.append(aside)
            aside = aside or name_in(operands) == "/Artifact"


class Fonts:
    """What was read of the fonts of one file: their letters, and the bytes of the strings that they draw."""

    def __init__(self) -> None:
        self.strings = Strings()
        self._codes: dict[tuple[int, int], Codes] = {}

    def codes(self, font: pikepdf.Object) -> Codes:
        """Return the letters of a font by their codes."""
        if not font.is_indirect or font.objgen not in self._codes:
            self._codes[font.objgen] = read_codes(font)
        return self._codes[font.objgen]


def read_codes(font: pikepdf.Object) -> Codes:
    """Read a font's /ToUnicode CMap (ISO 32000-1, 9.10.3); composite fonts have codes of two bytes."""
    codes = Codes("utf-16-be" if font.get("/Subtype") == "/Type0" else "latin-1")
    stream = font.get("/ToUnicode")
    if not isinstance(stream, pikepdf.Stream):
        return codes
    for kind, section in _SECTION.findall(stream.read_bytes()):
        if kind == b"bfchar":
            codes.update((int(code, 16), _text(value)) for code, value in _PAIR.findall(section))
            continue
        for first, last, start, texts in _RANGE.findall(section):
            span = range(int(first, 16), int(last, 16) + 1)
            if texts:
                codes.update(zip(span, map(_text, re.findall(_HEX, texts)), strict=False))
            elif text := _text(start):
                codes.update((code, text[:-1] + chr(ord(text[-1]) + n)) for n, code in enumerate(span))
    return codes


def _text(digits: bytes) -> str:
    return bytes.fromhex(digits.decode("ascii")).decode("utf-16-be", "replace")
