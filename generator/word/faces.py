"""The faces in which the text of a DOCX asks to be printed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from generator.word.package import WORD, open_package
from generator.word.packaging import dated, parts_of, rewritten
from generator.word.parts import MARGINS, read_flows
from generator.word.styles import Styles, first_face, value

#: The face of a text of which nothing says the face (ISO/IEC 29500-1, 17.3.2.26, leaves it to the program; Word's own).
_UNSAID = frozenset({"Times New Roman"})
_THEME, _TEXT = "word/theme/theme1.xml", r"word/(?:theme/theme1|\w+)\.xml"
#: What says the faces of a text, « w:asciiTheme="majorHAnsi" », and those of the theme.
_SAYING = re.compile(rb"<w:rFonts\b[^<>]*")
_THEMED = re.compile(rb'\s*\bw:(ascii|hAnsi)Theme="(major|minor)(?:HAnsi|Ascii)"')
_OF_THEME = re.compile(rb'<a:(major|minor)Font>\s*<a:latin\b[^<>]*\btypeface="([^"]+)"')
#: A list of faces, as an attribute says it: the first one, then those that may stand for it.
_LIST = re.compile(rb'(w:(?:ascii|hAnsi|cs|eastAsia)=")([^";&]+);[^"&]*(?=")')


@dataclass(frozen=True, slots=True)
class Faces:
    """The faces of a document: each of ``body`` prints a text of it; ``others`` are named elsewhere, used or not.

    Those are the faces of headers and footers, which may stand on no page, of lists and of styles. A text has two faces
    where its accented letters have another one.
    """

    body: frozenset[frozenset[str]]
    others: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """Every face, wherever it is."""
        return self.others.union(*self.body)


def with_named_faces(docx: bytes) -> bytes:
    """Return a document that names each face, and one where LibreOffice named several; most do already.

    LibreOffice keeps such lists of what is pasted from a page of the Web, and no other program knows them. A face of
    the theme stands before one that is named at its side (ISO/IEC 29500-1, 17.3.2.26) or below: the embedded engine
    prints the latter. Raises what reading a damaged archive does.
    """
    parts = parts_of(docx, _TEXT)
    theme = dict(_OF_THEME.findall(parts.get(_THEME, b"")))

    def said(fonts: re.Match[bytes]) -> bytes:
        found = fonts[0]
        for script, kind in _THEMED.findall(found):
            if kind in theme:
                found = re.sub(rb'\s*\bw:%b(?:Theme)?="[^"]*"' % script, b"", found)
                found = found.replace(b"<w:rFonts", b'<w:rFonts w:%b="%b"' % (script, theme[kind]), 1)
        return _LIST.sub(rb"\1\2", found)

    named = {name: _SAYING.sub(said, data) for name, data in parts.items()}
    changed = {name: data for name, data in named.items() if data != parts[name]}
    return dated(docx, changed) if changed else docx


def with_stand_ins(docx: bytes, faces: Mapping[str, str]) -> bytes:
    """Return a document that asks for other faces in the place of some, by name; most name none of these.

    Raises what reading a damaged archive does.
    """

    def printed(part: bytes) -> bytes:
        for one, ours in faces.items():
            part = part.replace(b'="%b"' % one.encode(), b'="%b"' % ours.encode())
        return part

    return rewritten(docx, _TEXT, printed, packed=False)


def read_faces(docx: bytes) -> Faces:
    """Return the faces of a document. Raises UnreadableError."""
    package = open_package(docx)
    styles = Styles(package)
    body: set[frozenset[str]] = set()
    others: set[str] = set(styles.theme.values())
    for flow in read_flows(package, styles, placed=False):
        for paragraph in flow.paragraphs:
            for piece in paragraph.pieces:
                own = piece.run.find(WORD + "rPr")
                if not (piece.element.text or "").strip() or (
                    own is not None and own.find(WORD + "vanish") is not None
                ):
                    continue
                faces = styles.fonts(piece.run, paragraph.element) or _UNSAID
                if flow.kind in MARGINS:
                    others |= faces
                else:
                    body.add(faces)
    for kind in ("numbering", "styles"):
        found = package.related(kind)
        for fonts in found[1].iter(WORD + "rFonts") if found else ():
            others |= {first_face(value(fonts, name)) for name in ("ascii", "hAnsi")}
    return Faces(frozenset(body), frozenset(others - {""}))
