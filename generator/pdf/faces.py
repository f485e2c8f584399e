"""Faces of letters: those that travel with the program, those of the same widths, and by what names PDFs have them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

#: The fonts of the faces that travel with the program, for every engine to print with.
FOLDER = Path(__file__).with_name("fonts")
#: Those faces; each comes first among the faces of its widths, one of which may stand for another.
OURS = ("Carlito", "Liberation Sans", "Liberation Serif", "Liberation Mono")
_TWINS = (
    ("Carlito", "Calibri"),
    ("Liberation Sans", "Arial", "Helvetica"),
    ("Liberation Serif", "Times New Roman", "Times"),
    ("Liberation Mono", "Courier New", "Courier"),
    ("Caladea", "Cambria"),
)
#: What Word writes a new document in where nobody chose: no free face has these widths, and ours stand for them.
STAND_INS = dict.fromkeys(("Aptos", "Aptos Display", "Calibri Light"), OURS[0])
#: The fonts of signs without letters, in lower case; bullets are printed in whichever of them is there.
SYMBOLS = (
    "symbol",
    "wingdings",
    "wingdings 2",
    "wingdings 3",
    "webdings",
    "zapf dingbats",
    "zapfdingbats",
    "marlett",
    "opensymbol",
)
#: What may follow the name of a face in that of its font: « PS-BoldItalicMT ».
_STYLE = r"(?:ps)?(?:mt)?(?:extra|semi|demi|regular|roman|book|thin|light|medium|bold|black|italic|oblique)*(?:mt)?"
#: Signs beyond the Latin letters that every face that travels has.
_USUAL = frozenset("‘’“”–—…•€")
_LATIN = 0x180


def twins(face: str) -> tuple[str, ...]:
    """Return a face and those of the same widths."""
    return next((group for group in _TWINS if face.lower() in map(str.lower, group)), (face,))


def travels(face: str) -> bool:
    """Tell whether a face is printed alike on every machine: in one that travels with the program."""
    return _printed(face) in OURS


def stand_in(face: str) -> str:
    """Return the face of other widths that is printed for another one, "" for none."""
    return STAND_INS.get(face, "")


def _printed(face: str) -> str:
    return stand_in(face) or twins(face)[0]


def lacking(face: str, text: str) -> str:
    """Return the signs of a text that a face that travels does not have; spaces and marks of cutting are no signs."""
    if not text or ord(max(text)) < _LATIN:
        return ""
    unusual = {sign for sign in text if ord(sign) >= _LATIN} - _USUAL
    shown = sorted(sign for sign in unusual if unicodedata.category(sign)[0] not in "CZ")
    return "".join(sign for sign in shown if ord(sign) not in _signs(_printed(face)))


@cache
def _signs(face: str) -> frozenset[int]:
    # Here, not above: few texts have such signs, and the library takes a noticeable time to load.
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # publishes no types

    with TTFont(FOLDER / f"{face.replace(' ', '')}-Regular.ttf", lazy=True) as font:
        return frozenset(font.getBestCmap())


def shows(printed: str, face: str) -> bool:
    """Tell whether the font named ``printed`` in a PDF is one of a face, of one of the same widths or its stand-in."""
    faces = filter(None, (*twins(face), stand_in(face)))
    return any(re.fullmatch(re.escape(_key(one)) + _STYLE, _key(printed)) for one in faces)


def is_symbols(printed: str) -> bool:
    """Tell whether the font named ``printed`` in a PDF is one of signs without letters."""
    return any(_key(printed).startswith(_key(face)) for face in SYMBOLS)


def named(printed: Iterable[str]) -> list[str]:
    """Return how fonts named in a PDF are told: the face, each once, « Liberation Sans »."""
    known = {_key(face): face for group in _TWINS for face in group}
    bases = (name.partition("-")[0].partition(",")[0] for name in printed)
    return sorted({known.get(_key(base), base) for base in bases})


def _key(name: str) -> str:
    return re.sub(r"[ ,_-]", "", name).lower()
