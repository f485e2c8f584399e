"""A template opened as a package of XML parts, or the reason why it cannot be."""

from __future__ import annotations

import io
import lzma
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from generator.errors import UnreadableError
from generator.word.packaging import parsed

#: What names a part or an address, by the identifier of a link of the part that holds it.
RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
#: One thing in two forms, and the form that only old programs show.
TWO_FORMS = COMPATIBILITY + "AlternateContent"
FALLBACK = COMPATIBILITY + "Fallback"
#: What is drawn; where it is placed in the text; pictures; shapes that bear text; shapes as older versions wrote them.
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PLACING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
SHAPE = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
OLD_SHAPE = "{urn:schemas-microsoft-com:vml}"
#: The properties of a file (Dublin Core).
DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"


WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "http://purl.oclc.org/ooxml/"
#: The names of the strict form (ISO/IEC 29500-1) that are read, and the usual ones (29500-4).
_USUAL = tuple(
    (f"{_STRICT}{name}".encode(), f"http://schemas.openxmlformats.org/{usual}".encode())
    for name, usual in (
        ("wordprocessingml/main", "wordprocessingml/2006/main"),
        ("officeDocument/relationships", "officeDocument/2006/relationships"),
    )
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: By the stream that each of the former formats keeps its content in, what else than a document of Word it is.
_FORMER = (
    ("WordDocument", ""),
    ("PowerPoint Document", "une présentation d’un ancien format (.ppt)"),
    ("Workbook", "un classeur d’un ancien format (.xls)"),
    ("Book\0", "un classeur d’un ancien format (.xls)"),
)
#: By its first part, what else a package is.
_PACKAGES = (
    ("xl/workbook.xml", "un classeur Excel"),
    ("xl/workbook.bin", "un classeur Excel"),
    ("ppt/presentation.xml", "une présentation"),
    ("FixedDocSeq.fdseq", "un document XPS"),
    ("FixedDocumentSequence.fdseq", "un document XPS"),
)
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
#: A template of Word, and both with macros.
_OTHERS = (
    _MAIN.replace("document.main", "template.main"),
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)
_SAVE = "ouvrez-le dans Word et choisissez Enregistrer sous, « Document Word (*.docx) »"
_CHOOSE = "mettez à sa place le document Word (*.docx) ; un autre format s’ouvre dans Word, puis Enregistrer sous"
_KINDS = "[Content_Types].xml"
_REPAIR = "ouvrez-le dans Word, qui proposera de le réparer, puis enregistrez-le ; sinon reprenez une copie antérieure"


_XML = (".xml", ".rels")
#: What a document may hold once unpacked, in bytes: all of it, and its parts of XML, of which each byte takes twenty.
_MOST_BYTES, _MOST_TEXT, _MOST_PARTS = 300_000_000, 30_000_000, 5000
#: What reading a ZIP that was damaged raises, whatever its parts are packed with.
DAMAGED_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,
    ValueError,
    EOFError,
    KeyError,
    NotImplementedError,
    RuntimeError,
)


class OtherKindError(UnreadableError):
    """A file that is no document of Word: whoever asked for one knows what to do."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A link from the main part to another: ``kind`` is the last word of its type, ``target`` a part's name."""

    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class Package:
    """The XML parts of a DOCX by name, and the links of its main part by identifier.

    ``missing`` are the links of all parts that lead to none: (the part, what it leads to).
    """

    parts: Mapping[str, etree._Element]
    main: str
    relations: Mapping[str, Relation]
    missing: tuple[tuple[str, str], ...] = ()

    @property
    def document(self) -> etree._Element:
        """The main part."""
        return self.parts[self.main]

    def related(self, kind: str) -> tuple[str, etree._Element] | None:
        """Return the name and the root of the part that the main part uses as ``kind``: « styles », « footnotes »."""
        for relation in self.relations.values():
            if relation.kind == kind and relation.target in self.parts:
                return relation.target, self.parts[relation.target]
        return None

    def links(self, part: str) -> Iterator[etree._Element]:
        """Yield the links of a part to other parts and elsewhere, as its own part of links has them."""
        folder, name = posixpath.split(part)
        found = self.parts.get(f"{folder}/_rels/{name}.rels")
        yield from found if found is not None else ()

    def reference(self, element: etree._Element) -> str:
        """Return the name of the part that an element's ``r:id`` leads to, "" when it leads to none."""
        relation = self.relations.get(element.get(f"{RELATIONSHIP}id", ""))
        return relation.target if relation and relation.target in self.parts else ""


def open_package(data: bytes, *, only_read: bool = False) -> Package:
    """Read every XML part of a DOCX. Raises UnreadableError when it is anything else, or damaged.

    One with macros, a template of Word or the strict form is opened when it is ``only_read``, never printed nor filled.
    """
    _refuse_other_formats(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if _KINDS not in names:
                raise OtherKindError(_kind_of_archive(archive, names), _CHOOSE)
            if other := next((kind for name, kind in _PACKAGES if name in names), ""):
                raise OtherKindError(f"c’est {other}, pas un document Word", _CHOOSE)
            if not only_read and any(name.lower().endswith("vbaproject.bin") for name in names):
                raise UnreadableError("il contient des macros", _SAVE + " : les macros n’y seront plus")
            _refuse_bombs(archive)
            contents = {name: content for name in names if (content := _content(archive, name)) is not None}
    except DAMAGED_ARCHIVE as error:
        raise UnreadableError("le fichier est abîmé ou incomplet", _REPAIR) from error
    if only_read:
        contents = {name: _as_usual(content) for name, content in contents.items()}
    parts = {name: _parse(name, content) for name, content in contents.items()}
    for name, part in parts.items():
        needed = ("ContentType",) if name == _KINDS else ("Id", "Type", "Target") if name.endswith(".rels") else ()
        if any(item.get(key) is None for item in part if isinstance(item.tag, str) for key in needed):
            raise UnreadableError(f"le fichier est abîmé (partie {name})", _REPAIR)
    main = _main_part(parts, only_read=only_read)
    return Package(parts, main, _relations(parts, main), tuple(_missing(parts, frozenset(names))))


def _as_usual(content: bytes) -> bytes:
    for strict, usual in _USUAL:
        content = content.replace(strict, usual)
    return content


def _content(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """Return a part of XML, None for another one, whose checksum is verified all the same."""
    try:
        if name.endswith(_XML):
            return archive.read(name)
        with archive.open(name) as part:
            while part.read(1 << 20):
                pass
    except zipfile.BadZipFile as error:
        raise UnreadableError(f"le fichier est abîmé (partie {name})", _REPAIR) from error
    return None


def _refuse_bombs(archive: zipfile.ZipFile) -> None:
    """Refuse what would fill the memory once unpacked; a ZIP never gives more than it says."""
    entries = archive.infolist()
    whole = sum(entry.file_size for entry in entries)
    text = sum(entry.file_size for entry in entries if entry.filename.endswith(_XML))
    if whole > _MOST_BYTES or text > _MOST_TEXT or len(entries) > _MOST_PARTS:
        raise UnreadableError("il est trop volumineux une fois décompressé", "allégez-le : un acte n’a que son texte")


def _refuse_other_formats(data: bytes) -> None:
    if not data:
        raise UnreadableError("le fichier est vide", "reprenez une copie antérieure, ou refaites le modèle dans Word")
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            message = "il est protégé par un mot de passe"
            raise UnreadableError(
                message, "dans Word : Fichier, Informations, Protéger le document, puis effacez le mot de passe"
            )
        unknown = "un fichier d’Outlook ou d’un ancien format d’Office (.doc, .xls), abîmé ou incomplet"
        kind = next((kind for stream, kind in _FORMER if stream.encode("utf-16-le") in data), unknown)
        if kind:
            raise OtherKindError(f"c’est {kind}, pas un document Word", _CHOOSE)
        raise UnreadableError("il est à l’ancien format de Word (.doc), même si son nom finit par .docx", _SAVE)
    for start, kind in ((b"%PDF", "un PDF"), (b"{\\rtf", "un texte RTF"), (b"<", "une page web ou du XML")):
        if data.lstrip().startswith(start):
            raise OtherKindError(f"c’est {kind}, pas un document Word", _CHOOSE)
    if not data.startswith(b"PK"):
        raise OtherKindError("ce n’est pas un document Word", _CHOOSE)


def _kind_of_archive(archive: zipfile.ZipFile, names: list[str]) -> str:
    if "mimetype" in names and b"opendocument" in archive.open("mimetype").read(100):
        return "c’est un document LibreOffice (OpenDocument), pas un document Word"
    return "ce n’est pas un document Word"


def _parse(name: str, content: bytes) -> etree._Element:
    try:
        part = parsed(content)
    except etree.XMLSyntaxError as error:
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        raise UnreadableError(f"le fichier est abîmé (partie {name}, ligne {error.lineno})", _REPAIR) from error
    if part.getroottree().docinfo.internalDTD is not None:  # ISO/IEC 29500-2 forbids it
        raise UnreadableError(f"le fichier définit ses propres mots (partie {name}), ce que Word n’admet pas", _CHOOSE)
    return part


def _main_part(parts: Mapping[str, etree._Element], *, only_read: bool) -> str:
    """Return the name of the main part (ISO/IEC 29500-2, 9.3: found by the package's relationships)."""
    links = parts.get("_rels/.rels")
    main = next(
        (
            link.get("Target", "").lstrip("/")
            for link in (links if links is not None else ())
            if link.get("Type", "").endswith("/officeDocument")
        ),
        "",
    )
    if main not in parts:
        raise UnreadableError("le fichier est abîmé : le texte du document n’y est pas", _REPAIR)
    kinds = {item.get("PartName", "").lstrip("/"): item.get("ContentType", "") for item in parts[_KINDS]}
    usual = {item.get("Extension", "").lower(): item.get("ContentType", "") for item in parts[_KINDS]}
    kind = kinds.get(main) or usual.get(main.rpartition(".")[2].lower(), "")
    if only_read and kind in _OTHERS:
        kind = _MAIN
    if "macroEnabled" in kind:
        raise UnreadableError("il est enregistré comme document à macros (.docm)", _SAVE)
    if "template" in kind:
        raise UnreadableError("il est enregistré comme modèle de Word (.dotx), pas comme document", _SAVE)
    if kind != _MAIN:
        what = "un classeur Excel" if "spreadsheet" in kind else "une présentation" if "presentation" in kind else ""
        raise OtherKindError(
            f"c’est {what}, pas un document Word" if what else "ce n’est pas un document Word", _CHOOSE
        )
    if _STRICT in (parts[main].tag or ""):
        message = "il est enregistré au format « Document Open XML strict »"
        raise UnreadableError(message, _SAVE)
    if parts[main].find(WORD + "body") is None:
        raise UnreadableError("le fichier est abîmé : le texte du document n’y est pas", _REPAIR)
    return main


def _missing(parts: Mapping[str, etree._Element], names: frozenset[str]) -> Iterator[tuple[str, str]]:
    for name, links in parts.items():
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        source = posixpath.join(folder, posixpath.basename(name).removesuffix(".rels"))
        for link in links:
            target = target_of(folder, link)
            if link.get("TargetMode") != "External" and target not in names:
                yield source, target


def target_of(folder: str, link: etree._Element) -> str:
    """Return the name of the part that a link of a folder's part leads to."""
    return posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/")


def _relations(parts: Mapping[str, etree._Element], main: str) -> dict[str, Relation]:
    folder, name = posixpath.split(main)
    links = parts.get(posixpath.join(folder, "_rels", f"{name}.rels"))
    return {
        link.get("Id", ""): Relation(link.get("Type", "").rpartition("/")[2], target_of(folder, link))
        for link in (links if links is not None else ())
        if link.get("TargetMode") != "External"
    }
