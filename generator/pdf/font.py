"""The font of what the program itself prints on pages: a subset of Liberation Sans, embedded with its Unicode map.

The subset is the same in every file (Latin letters, typographic signs), so that a recueil of stamped packs keeps one.
"""

from __future__ import annotations

import base64
import io
import json
import zlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from generator.pdf.faces import FOLDER

_USUAL = frozenset(
    "".join(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x180)]))
    + "\u2010\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u202f€"
)
#: Tables of what letters do beside others, which the program's own lines ask for nowhere.
_NOT_PRINTED = {"GSUB", "GPOS", "GDEF", "kern", "FFTM"}
_STAND_IN = "?"
_PER_EM = 1000  # glyph space units of PDF fonts


class Weight(Enum):
    """Regular or bold."""

    REGULAR = "Regular"
    BOLD = "Bold"


@dataclass(frozen=True, slots=True)
class _Program:
    """A font program cut down to its characters; lengths in thousandths of the size."""

    data: bytes
    glyphs: dict[str, int]
    advances: tuple[int, ...]
    box: tuple[int, ...]
    ascent: int
    descent: int
    capitals: int


@dataclass(frozen=True, slots=True)
class Font:
    """The font within one file: ``reference`` goes into the resources of the pages that use it."""

    reference: pikepdf.Object
    _program: _Program

    def codes(self, text: str) -> str:
        """Return ``text`` as the hexadecimal string that the ``Tj`` operator shows."""
        return "".join(f"{self._glyph(character):04X}" for character in text)

    def width(self, text: str, size: float) -> float:
        """Return the width of ``text`` at ``size``, in points."""
        return sum(self._program.advances[self._glyph(character)] for character in text) * size / _PER_EM

    def _glyph(self, character: str) -> int:
        glyphs = self._program.glyphs
        return glyphs[character] if character in glyphs else glyphs[_STAND_IN]


def embed_font(pdf: pikepdf.Pdf, weight: Weight, texts: Iterable[str]) -> Font:
    """Embed Liberation Sans in ``pdf`` with every character of ``texts``; one that it lacks is shown as « ? »."""
    characters = _USUAL.union(*texts)
    program = _usual(weight) if characters == _USUAL else _subset(weight, characters)
    name = Name(f"/CNVNTS+LiberationSans-{weight.value}")
    stream = _deflated(pdf, program.data)
    stream.Length1 = len(program.data)
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=32,  # nonsymbolic
        FontBBox=Array(program.box),
        ItalicAngle=0,
        Ascent=program.ascent,
        Descent=program.descent,
        CapHeight=program.capitals,
        StemV=140 if weight is Weight.BOLD else 80,
        FontFile2=stream,
    )
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        CIDToGIDMap=Name.Identity,
        W=Array([0, Array(program.advances)]),
    )
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=name,
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(descendant)]),
        ToUnicode=_deflated(pdf, _unicode_map(program.glyphs)),
    )
    return Font(pdf.make_indirect(font), program)


def _deflated(pdf: pikepdf.Pdf, data: bytes) -> pikepdf.Object:
    """Return a stream already in the form in which it is written, so that it equals the one of a written file."""
    stream = pdf.make_stream(b"")
    stream.write(zlib.compress(data, 9), filter=Name.FlateDecode)
    return stream


def usual_subset(weight: Weight) -> str:
    """Return the subset of the usual characters as the program keeps it in a file, since to cut it takes a while."""
    told = asdict(_subset(weight, _USUAL))
    return json.dumps(told | {"data": base64.b64encode(told["data"]).decode()}, ensure_ascii=False) + "\n"


@cache
def _usual(weight: Weight) -> _Program:
    told = json.loads(usual_file(weight).read_text(encoding="utf-8"))
    numbers = {name: tuple(told[name]) for name in ("advances", "box")}
    return _Program(**told | numbers | {"data": base64.b64decode(told["data"])})


def usual_file(weight: Weight) -> Path:
    """Return where the subset of the usual characters is kept."""
    return FOLDER / f"LiberationSans-{weight.value}.json"


@lru_cache(maxsize=64)
def _subset(weight: Weight, characters: frozenset[str]) -> _Program:
    # Here, not above: the library takes a tenth of a second to load, and most commands print nothing.
    from fontTools import subset  # type: ignore[import-untyped]  # publishes no types
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # publishes no types

    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = []
    font = TTFont(FOLDER / f"LiberationSans-{weight.value}.ttf", recalcTimestamp=False)
    for table in _NOT_PRINTED.intersection(font.keys()):  # taken out unread: to cut them down is most of the work
        del font[table]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=sorted(map(ord, characters)))
    subsetter.subset(font)
    written = io.BytesIO()
    font.save(written)
    scale = _PER_EM / font["head"].unitsPerEm
    head = font["head"]
    return _Program(
        data=written.getvalue(),
        glyphs={chr(code): font.getGlyphID(name) for code, name in sorted(font.getBestCmap().items())},
        advances=tuple(round(font["hmtx"][name][0] * scale) for name in font.getGlyphOrder()),
        box=tuple(round(value * scale) for value in (head.xMin, head.yMin, head.xMax, head.yMax)),
        ascent=round(font["hhea"].ascent * scale),
        descent=round(font["hhea"].descent * scale),
        capitals=round(font["OS/2"].sCapHeight * scale),
    )


def _unicode_map(glyphs: dict[str, int]) -> bytes:
    """Return a /ToUnicode CMap; a block holds at most 100 lines (Adobe Technical Note 5014)."""
    lines = [
        f"<{glyph:04X}> <{character.encode('utf-16-be').hex().upper()}>"
        for character, glyph in sorted(glyphs.items(), key=lambda item: item[1])
    ]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    body = "\n".join("\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"]) for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{body}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")
