"""A file that came back from a commune, read as text whatever it is: DOCX, ODT, PDF, scan, photograph or plain text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Literal, NoReturn

from PIL import Image

from generator.errors import DataError, EngineError, Problem, UnreadableError
from generator.files import MOST_BYTES, read_regular
from generator.papers.docxtext import read_comments, read_word
from generator.papers.foreign import distrusted, refuse_foreign
from generator.papers.former import print_former, print_pictures
from generator.papers.odttext import read_annotations, read_open_document
from generator.papers.pasted import holds_pages
from generator.papers.photographs import count_pictures, open_picture
from generator.papers.phrases import place_of
from generator.papers.plaintext import read_plain_text
from generator.papers.portable import Portable, PortablePage, draw_page, open_portable
from generator.papers.rapidocr import find_rapidocr
from generator.papers.scans import Recognised, read_scans
from generator.papers.spots import Box, Sheet, boxes_of
from generator.papers.tesseract import find_tesseract
from generator.pdf.signatures import ElectronicSignature, read_signatures
from generator.progress import tell_nobody
from generator.refusals import why
from generator.register.originals import Source
from generator.word.controls import Control, read_controls
from generator.workers import FOREIGN, Workers

Medium = Literal["docx", "odt", "pdf", "scan", "text"]

_MOST_PAGES = 300
MOST_LETTERS = 3_000_000
#: Recognising a page takes seconds.
MOST_SCANS = 60
#: A page that pictures cover by this share is a scan, unless it bears more seen words than stamps and signatures do,
#: or enough hidden ones: what a recognition laid under it before.
_COVERED, _WORDS_OF_STAMPS, _WORDS_BENEATH = 0.4, 80, 20
_ARCHIVES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # zip, as DOCX are; OLE, as former or protected ones are
_SAVE = "enregistrez-le au format DOCX ou PDF"
_ONLY_THE_ACT = "ne donnez que les pages de l’acte, numérisées en 300 points par pouce"


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of a file that came back, with the bytes that it was read from.

    ``pages`` holds one text a page, lines as laid out (a DOCX is one page); ``controls`` the completed content controls
    of the program's own DOCX by tag, empty when the file is not one or has lost them; ``placeholders`` the tags of the
    controls that still show their placeholder, or nothing. The medium is « scan » as soon as one page was recognised.
    ``signatures`` are those of a PDF that was signed electronically, which is kept byte for byte. ``second`` holds the
    pages of a scan as a second reader reads them; it is empty where there is none, or where it did not read each.
    ``sheets`` are the pages that were recognised, by rank; ``leaves`` are the files that hold the pages, each with the
    number of the page in it, where they are not those of ``data``. ``garbled`` tells of a text whose encoding is not
    known, so that its letters with signs are not sure. ``beneath`` tells that ``second`` is, of some pages, the text
    that another program laid under their picture. ``notes`` are what somebody wrote beside the text: notes on the pages
    of a PDF, comments of a document. ``unsure`` are the words of a scan that its first reader takes for doubtful.
    ``made`` tells that this program made the file.
    """

    name: str
    data: bytes = field(repr=False)
    medium: Medium
    pages: tuple[str, ...]
    controls: Mapping[str, str]
    placeholders: frozenset[str]
    signatures: tuple[ElectronicSignature, ...] = ()
    second: tuple[str, ...] = ()
    sheets: Mapping[int, Sheet] = field(default_factory=dict, repr=False)
    leaves: tuple[tuple[bytes, int], ...] = field(default=(), repr=False)
    garbled: bool = False
    beneath: bool = False
    notes: tuple[str, ...] = ()
    unsure: frozenset[str] = frozenset()
    made: bool = False

    def leaf(self, rank: int) -> tuple[bytes, int]:
        """Return the file that holds a page, and the number of the page in it, from 1."""
        return self.leaves[rank] if self.leaves else (self.data, rank + 1)

    def boxes(self, rank: int, phrase: str, label: str) -> tuple[Box, ...]:
        """Return where a phrase that was read stands on the picture of a page that was recognised; nothing else."""
        sheet = self.sheets.get(rank, Sheet())
        read = [(self.pages[rank], sheet.spots), *((self.second[rank], sheet.again) for _ in self.second[:1])]
        found = (boxes_of(spots, place) for text, spots in read if (place := place_of(phrase, text, label)))
        return next(filter(None, found), ())

    @property
    def read_once(self) -> bool:
        """Tell whether letters were recognised, by one reader alone: what it reads deserves more doubt."""
        return self.medium == "scan" and not self.second


def read_bytes(path: Path) -> bytes:
    """Return the content of a file; raises DataError when it is missing, larger than what is read, or no file."""
    try:
        _refuse_huge(path.name, path.stat().st_size)
        return read_regular(path, MOST_BYTES)
    except FileNotFoundError as error:
        raise unreadable(path.name, "fichier introuvable", "vérifiez son nom et son dossier") from error
    except OSError as error:
        message = f"lecture impossible ({why(error)})"
        raise unreadable(path.name, message, "donnez un fichier que vous avez le droit de lire") from error


def read_source(name: str, data: bytes, workers: Workers, told: Callable[[str], None] = tell_nobody) -> SourceText:
    """Return the text of a file, whose kind is found in its content, never in its name; workers share its scans.

    It is read in another process, whatever it is: nothing that it holds takes more than ``FOREIGN``, nor a page of a
    scan. ``told`` is told of each page that was recognised.
    Raises DataError when it cannot be read, with what it is and what to do, EngineError when it is a scan and
    Tesseract is missing or fails, Cancelled when the run is to stop.
    """
    _refuse_huge(name, len(data))
    if not data.strip(b"\0 \r\n\t"):
        raise unreadable(name, "le fichier est vide", "demandez-le de nouveau à la commune")
    try:
        printed = print_former(data, workers.check) or data
        found = _contents(printed, workers)
        if found.pasted:
            printed = print_pictures(data, found.medium, workers.check)
            found = _contents(printed, workers)
        pages, second, sheets = _recognised(found, workers, told)
    except UnreadableError as error:
        raise unreadable(name, error.message, error.remedy) from error
    if sum(map(len, pages)) > MOST_LETTERS:
        raise unreadable(name, "il porte plus de texte qu’un acte et ses annexes", _ONLY_THE_ACT)
    if not any(page.strip() for page in (*pages, *second)):
        raise unreadable(name, "aucun texte n’y est lisible", "numérisez l’acte de nouveau, ou saisissez-le")
    controls = found.controls
    blank = {tag for tag, control in controls.items() if control.placeholder or not control.text.strip()}
    return SourceText(
        name,
        data,
        found.medium,
        pages,
        {tag: control.text for tag, control in controls.items() if tag not in blank},
        frozenset(blank),
        found.signatures,
        second,
        sheets,
        () if printed is data else tuple((printed, number) for number in range(1, len(pages) + 1)),
        found.garbled,
        bool(second and found.beneath),
        found.notes,
        frozenset().union(*(sheet.unsure for sheet in sheets.values())),
        found.made,
    )


def joined(whole: Source, sources: Sequence[SourceText]) -> SourceText:
    """Return the pages of several files of one whole as those of the whole, one file as it is."""
    if len(sources) == 1:
        return sources[0]
    pages = tuple(page for source in sources for page in source.pages)
    again = tuple(page for source in sources for page in source.second or source.pages)
    second = () if any(source.read_once for source in sources) else again
    leaves = tuple(source.leaf(rank) for source in sources for rank in range(len(source.pages)))
    notes = tuple(note for source in sources for note in source.notes)
    every = [source.sheets.get(rank, Sheet()) for source in sources for rank in range(len(source.pages))]
    sheets = dict(enumerate(every))
    return SourceText(
        whole.name,
        whole.data,
        "scan",
        pages,
        {},
        frozenset(),
        second=second,
        sheets=sheets,
        leaves=leaves,
        notes=notes,
        unsure=frozenset().union(*(source.unsure for source in sources)),
    )


@dataclass(frozen=True, slots=True)
class _Beneath:
    """A page that another program recognised before: how its picture is drawn, and what is seen on it besides."""

    draw: Callable[[], Image.Image]
    seen: str


@dataclass(frozen=True, slots=True)
class _Contents:
    """What a file holds: a text a page, and of those that are to be recognised how their pictures are drawn.

    ``beneath`` are the pages whose text, which ``pages`` has, another program recognised and laid under their picture;
    ``recognised`` tells that there are more of them than are recognised again. ``garbled`` and ``notes`` are as in
    the text; ``pasted`` tells of a document of Word or of LibreOffice that holds pictures of pages.
    """

    medium: Medium
    pages: tuple[str, ...]
    scans: Mapping[int, Callable[[], Image.Image]] = field(default_factory=dict)
    controls: Mapping[str, Control] = field(default_factory=dict)
    signatures: tuple[ElectronicSignature, ...] = ()
    recognised: bool = False
    beneath: Mapping[int, _Beneath] = field(default_factory=dict)
    garbled: bool = False
    pasted: bool = False
    notes: tuple[str, ...] = ()
    made: bool = False


def _contents(data: bytes, workers: Workers) -> _Contents:
    ((_, found),) = workers.imap(read_contents, [data], lost=too_much, worth=1, limits=FOREIGN)
    return found


def read_contents(data: bytes) -> _Contents:
    """Return what a file holds, in whichever process this runs. Raises UnreadableError, MemoryError."""
    with distrusted():
        return _read(data)


def _read(data: bytes) -> _Contents:
    open_document = read_open_document(data)
    if open_document is not None:
        notes = read_annotations(data)
        return _Contents("odt", (open_document,), pasted=holds_pages(data, open_document), notes=notes)
    refuse_foreign(data)
    if b"%PDF-" in data[:1024]:
        with open_portable(data, _MOST_PAGES) as document:
            return replace(_read_portable(document), signatures=read_signatures(data))
    if data.startswith(_ARCHIVES):
        text = read_word(data)
        controls = read_controls(data, only_read=True)
        notes = read_comments(data)
        return _Contents("docx", (text,), controls=controls, pasted=holds_pages(data, text), notes=notes)
    pictures = count_pictures(data)
    if pictures:
        _refuse_many(pictures)
        scans = {index: partial(open_picture, data, index) for index in range(pictures)}
        return _Contents("scan", ("",) * pictures, scans)
    plain = read_plain_text(data)
    if plain is None:
        raise UnreadableError("le format du fichier n’est pas reconnu", _SAVE)
    pages, sure = plain
    return _Contents("text", pages, garbled=not sure)


def _read_portable(document: Portable) -> _Contents:
    pages = [document.read(index) for index in range(len(document))]
    scanned = [index for index, page in enumerate(pages) if _is_scan(page)]
    _refuse_many(len(scanned))
    texts = [page.text if index not in scanned or page.readable else "" for index, page in enumerate(pages)]

    def drawing(index: int) -> Callable[[], Image.Image]:
        return partial(draw_page, document.page(index), index + 1)

    laid = [index for index, page in enumerate(pages) if index not in scanned and _is_laid(page)]
    checked = laid if len(scanned) + len(laid) <= MOST_SCANS else []
    return _Contents(
        "scan" if scanned or laid else "pdf",
        tuple(texts),
        {index: drawing(index) for index in scanned},
        recognised=len(checked) < len(laid),
        beneath={index: _Beneath(drawing(index), pages[index].printed) for index in checked},
        notes=tuple(note for note in document.notes if note not in " ".join(" ".join(texts).split())),
        made=document.made,
    )


def _refuse_many(scans: int) -> None:
    if scans > MOST_SCANS:
        raise UnreadableError(f"il a {scans} pages numérisées, plus de {MOST_SCANS}", _ONLY_THE_ACT)


def _recognised(
    found: _Contents, workers: Workers, told: Callable[[str], None]
) -> tuple[tuple[str, ...], tuple[str, ...], dict[int, Sheet]]:
    """Return the text of each page, what is seen on a scan before what is recognised in it; and by the second reader.

    The second reading of a page that another program recognised is that program's. It is empty unless each page that
    was ever recognised was read twice. Where the words of those stand on their pictures is the last.
    """
    texts, again = list(found.pages), list(found.pages)
    sheets: dict[int, Sheet] = {}
    once = found.recognised
    if found.scans:
        both = read_scans(list(found.scans.values()), find_tesseract(), find_rapidocr(), workers, told)
        once = once or any(page.second is None for page in both)
        for index, page in zip(found.scans, both, strict=True):
            sheets[index] = page.sheet.below(texts[index])
            for pages, text in ((texts, page.text), (again, page.second or "")):
                pages[index] = _below(pages[index], text)
    checked = _checked(found.beneath, workers, told)
    for index, page in checked.items():
        seen = found.beneath[index].seen
        sheets[index], texts[index] = page.sheet.below(seen), _below(seen, page.text)
    once = once or len(checked) < len(found.beneath) or not (found.scans or checked)
    return tuple(texts), () if once else tuple(again), sheets


def _below(seen: str, recognised: str) -> str:
    return "\n\n".join(filter(None, (seen, recognised)))


def _checked(beneath: Mapping[int, _Beneath], workers: Workers, told: Callable[[str], None]) -> dict[int, Recognised]:
    """Return what is read on the pictures of pages that another program recognised; nothing where none can be read."""
    if not beneath:
        return {}
    try:
        read = read_scans([page.draw for page in beneath.values()], find_tesseract(), None, workers, told)
    except (EngineError, UnreadableError):  # what the other program recognised is there, and is one reading
        return {}
    return dict(zip(beneath, read, strict=True))


def too_much(data: bytes) -> NoReturn:
    """Raise UnreadableError for a file that takes more than what is given to it."""
    raise UnreadableError("sa lecture demande trop de temps ou de mémoire : il est abîmé ou démesuré", _ONLY_THE_ACT)


def _is_scan(page: PortablePage) -> bool:
    if page.blank:
        return False
    if not page.text or not page.readable:
        return True
    return page.picture >= _COVERED and page.seen < _WORDS_OF_STAMPS and page.hidden < _WORDS_BENEATH


def _is_laid(page: PortablePage) -> bool:
    return page.hidden >= _WORDS_BENEATH or page.hidden > page.seen


def _refuse_huge(name: str, size: int) -> None:
    if size > MOST_BYTES:
        raise unreadable(name, f"il dépasse {MOST_BYTES // 1_000_000} Mo", _ONLY_THE_ACT)


def unreadable(name: str, message: str, remedy: str) -> DataError:
    """Return the error of a file that cannot be read."""
    return DataError.of(Problem("error", message, remedy, name))
