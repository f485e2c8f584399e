"""A text of LibreOffice (OpenDocument, zipped or flat): its text in the order of reading."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from lxml import etree

from generator.errors import UnreadableError
from generator.papers.odtlists import write_labels
from generator.word.packaging import parsed

_KIND = b"application/vnd.oasis.opendocument."
_TEXTS = (_KIND + b"text",)
_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_OFFICE, _TEXT, _TABLE, _STYLE = (_OASIS % name for name in ("office", "text", "table", "style"))
#: What the text of a document may hold once unpacked, in bytes: its tree takes twenty times as much memory.
_MOST_BYTES = 20_000_000
_PARAGRAPHS = (_TEXT + "p", _TEXT + "h")
_ANNOTATION = _OFFICE + "annotation"
_SILENT = (_TEXT + "tracked-changes", _ANNOTATION, _TEXT + "sequence-decls", _TEXT + "note-citation")
_CELLS = (_TABLE + "table-cell",)
#: How a style strikes a text through or hides it, and from how many others it goes on at most.
_THROUGH, _DISPLAY = (_STYLE + "text-line-through-style", _STYLE + "text-line-through-type"), _TEXT + "display"
_DEEPEST = 20
#: What is not printed where it says so: a text, the whole paragraph that it stands in, a section.
_HIDING = (_TEXT + "hidden-text", _TEXT + "hidden-paragraph", _TEXT + "section")
_TOO_LARGE = ("il est trop volumineux une fois décompressé", "demandez un PDF")
_REPAIR = "ouvrez-le dans LibreOffice, qui proposera de le réparer, ou demandez-le de nouveau à la commune"
_DAMAGE = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, EOFError, OSError, NotImplementedError, RuntimeError)


def read_open_document(data: bytes) -> str | None:
    """Return the text of an ODT: headers, body with its tables and frames, notes, footers; None when it is none.

    Numbers and bullets of lists stand before their paragraphs. What is struck through or hidden is left out, as what
    was deleted: nobody decided it, or nobody saw it.
    Raises UnreadableError when it is a spreadsheet or a presentation, damaged, protected or too large.
    """
    roots = _roots(data)
    return None if roots is None else _whole(*roots)


def read_annotations(data: bytes) -> tuple[str, ...]:
    """Return the comments in the margin of an ODT, which are no text of it; raises UnreadableError as it does."""
    content, _ = _roots(data) or (etree.Element(_OFFICE + "document"), None)
    found = (" ".join(" ".join(_lines(one)).split()) for one in content.iter(_ANNOTATION))
    return tuple(filter(None, found))


def _roots(data: bytes) -> tuple[etree._Element, etree._Element] | None:
    """Return what holds the text of an ODT and what holds its styles, one element of a flat one; None for others."""
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and _KIND + b"text" in data[:10_000]:
        if len(data) > _MOST_BYTES:
            raise UnreadableError(*_TOO_LARGE)
        root = _parsed(data.strip())
        return (root, root) if root.tag == _OFFICE + "document" else None
    return None


def _zipped(data: bytes) -> tuple[etree._Element, etree._Element] | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            kind = archive.open("mimetype").read(100) if "mimetype" in archive.namelist() else b""
            if not kind.startswith(_KIND):
                return None
            if not kind.startswith(_TEXTS):
                message = "c’est un tableur, une présentation ou un dessin, pas un texte"
                raise UnreadableError(message, "demandez l’acte au format DOCX, ODT ou PDF")
            if b"encryption-data" in archive.read("META-INF/manifest.xml"):
                raise UnreadableError("il est protégé par un mot de passe", "demandez une version sans protection")
            names = ["content.xml", *(name for name in archive.namelist() if name == "styles.xml")]
            if sum(archive.getinfo(name).file_size for name in names) > _MOST_BYTES:
                raise UnreadableError(*_TOO_LARGE)
            parts = [archive.read(name) for name in names]
    except _DAMAGE as error:
        if _KIND not in data[:200]:
            return None  # a damaged archive of another kind
        raise UnreadableError("le fichier est abîmé ou incomplet", _REPAIR) from error
    return _parsed(parts[0]), _parsed(parts[-1])


def _parsed(part: bytes) -> etree._Element:
    try:
        return parsed(part)
    except etree.XMLSyntaxError as error:
        raise UnreadableError("le fichier est abîmé ou incomplet", _REPAIR) from error


def _whole(content: etree._Element, styles: etree._Element) -> str:
    _drop_unread(content, styles)
    margins = {name: list(styles.iter(_STYLE + name)) for name in ("header", "footer")}
    body = content.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is not None:
        write_labels((content, styles), body)
    parts = [*margins["header"], *([] if body is None else [body]), *margins["footer"]]
    return "\n".join(line for part in parts for line in _lines(part))


def _drop_unread(*roots: etree._Element) -> None:
    """Take the text out whose style strikes it through or hides it, and what is hidden by itself."""
    known = (style for root in roots for style in root.iter(_STYLE + "style"))
    styles = {(style.get(_STYLE + "family", ""), style.get(_STYLE + "name", "")): style for style in known}
    unread = {key for key in styles if _strikes(key, styles) or "none" in _said(key, styles, _DISPLAY)}
    for element in [element for root in roots for element in root.iter(_TEXT + "span", *_PARAGRAPHS, *_HIDING)]:
        family = "paragraph" if element.tag in _PARAGRAPHS else "text"
        if (family, element.get(_TEXT + "style-name", "")) in unread or _is_hidden(element):
            parent = element.getparent()
            whole = parent if parent is not None and element.tag == _TEXT + "hidden-paragraph" else element
            tail = whole.tail
            whole.clear()
            whole.tail = tail


def _is_hidden(element: etree._Element) -> bool:
    return element.tag in _HIDING and (element.get(_TEXT + "is-hidden") == "true" or element.get(_DISPLAY) == "none")


def _strikes(key: tuple[str, str], styles: Mapping[tuple[str, str], etree._Element]) -> bool:
    return any(line != "none" for line in _said(key, styles, *_THROUGH))


def _said(key: tuple[str, str], styles: Mapping[tuple[str, str], etree._Element], *names: str) -> list[str]:
    """Return what a style says of a text by these names, itself or by the nearest that it goes on from."""
    for _ in range(_DEEPEST):
        if key not in styles:
            break
        style = styles[key]
        said = [properties.get(name) for properties in style.iter(_STYLE + "text-properties") for name in names]
        if told := [one for one in said if one is not None]:
            return told
        key = key[0], style.get(_STYLE + "parent-style-name", "")
    return []


def _lines(container: etree._Element) -> Iterator[str]:
    """Yield a line a paragraph, a line a table row with a tab between its cells."""
    for child in container:
        if child.tag in _PARAGRAPHS:
            aside: list[etree._Element] = []
            yield from "".join(_pieces(child, aside)).split("\n")
            for other in aside:
                yield from _lines(other)
        elif child.tag == _TABLE + "table-row":
            yield "\t".join("\n".join(_lines(cell)) for cell in child.iterchildren(*_CELLS))
        elif child.tag not in _SILENT:
            yield from _lines(child)


def _pieces(element: etree._Element, aside: list[etree._Element]) -> Iterator[str]:
    """Yield the text of a paragraph, what Word calls a run's; frames and notes are put ``aside``."""
    yield _flat(element.text)
    for child in element:
        if child.tag == _TEXT + "s":
            yield " " * min(1000, int(child.get(_TEXT + "c") or 1))
        elif child.tag == _TEXT + "tab":
            yield "\t"
        elif child.tag == _TEXT + "line-break":
            yield "\n"
        elif child.tag == _TEXT + "note":
            aside.append(child)
        elif next(child.iter(*_PARAGRAPHS), None) is not None:
            if child.tag not in _SILENT:
                aside.append(child)
        elif child.tag not in _SILENT:
            yield from _pieces(child, aside)
        yield _flat(child.tail)


def _flat(text: str | None) -> str:
    """Return a text as OpenDocument means it: its line ends and runs of spaces are one space."""
    words = (text or "").replace("\n", " ").replace("\t", " ")
    while "  " in words:
        words = words.replace("  ", " ")
    return words
