"""A PDF opened whatever its state, and what its pages hold: text with its places, pictures, or both."""

from __future__ import annotations

import io
import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import inf

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from pikepdf import Array
from PIL import Image

from generator.errors import UnreadableError
from generator.papers.glyphs import PrintedWord, printed_words
from generator.papers.lines import lay_out
from generator.papers.notes import draw_looks, said
from generator.papers.photographs import GRAINY, PAGE_HEIGHT, grain
from generator.papers.textrows import Word
from generator.pdf.lengths import INCH
from generator.pdf.metadata import is_described
from generator.pdf.opening import is_for_others
from generator.pdf.pdfium import TURN

# What pikepdf goes round, such as metadata that are none, concerns no reader: without a handler it would be printed.
logging.getLogger("pikepdf").addHandler(logging.NullHandler())

_ASK = "demandez-le de nouveau à la commune, ou numérisez l’acte"
_UNPROTECTED = "demandez une version sans protection, ou imprimez-le en PDF"
_PRINTED = "ouvrez-le dans Acrobat Reader et imprimez-le en PDF, ou numérisez l’acte"
_RESOLUTION = 300
#: The bounds of a picture are rounded: so much less, a picture is not drawn a point wider than it is, which blurs it.
_NOT_MORE = 1 - 1e-6
#: Longer than A3: a scanner that took pixels for points.
_LONG = 1200
_DAMAGE = (pikepdf.PdfError, pypdfium2.PdfiumError, AttributeError, KeyError, IndexError, TypeError, ValueError)
#: An A3 page at 600 points per inch has 70 million points.
_MOST_PIXELS = 100_000_000
#: A sheet so much wider than high may be two pages: each has so many words, and this share of it is its margin.
_OPEN, _WORDS_OF_PAGE, _MARGIN = 1.2, 60, 0.05
_VOWELS = frozenset("aeiouyàâäéèêëîïôöùûüœæ")
_LITTLE_WORDS = frozenset(("à", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "par", "pour"))
_LONG_TEXT = 80
_MOST_LETTERS = 50_000
_MOST_STRANGE, _FEWEST_VOWELS, _MOST_VOWELS = 0.1, 0.28, 0.62
#: A number, or a part of a word, whose letters a font does not tell; alone such a sign is a bullet. So many are many.
_UNTOLD, _MANY = re.compile(r"\ufffd{2}|\w\ufffd|\ufffd\w"), 3


@dataclass(frozen=True, slots=True)
class PortablePage:
    """One page: its text laid out, how many words of it are seen and how many hidden under a picture.

    ``printed`` is the text of those that are seen. ``picture`` is the share of the page, 0 to 1, that pictures cover;
    ``blank`` tells that nothing is drawn, and ``readable`` that the text is made of words.
    """

    text: str
    printed: str
    seen: int
    hidden: int
    picture: float
    blank: bool
    readable: bool


class Portable:
    """An open PDF, whose pages may be read and drawn from several threads; ``notes`` stand beside their text.

    ``made`` tells that this program made it, and that nobody wrote on it since.
    """

    def __init__(self, document: pypdfium2.PdfDocument, data: bytes, notes: tuple[str, ...], *, made: bool) -> None:
        self._document = document
        self._data = data
        self.notes = notes
        self.made = made

    def __len__(self) -> int:
        with TURN:
            return len(self._document)

    def read(self, index: int) -> PortablePage:
        """Return what a page holds. Raises UnreadableError when it is damaged."""
        with TURN, _damage_told(index + 1):
            return _read(self._document[index], index + 1)

    def draw(self, index: int, number: int = 0) -> Image.Image:
        """Return the picture of a page, grey, at 300 points per inch unless its size makes no sense.

        A grainy picture of fewer points is drawn as it is: enlarged, its grain could not be told from letters.
        ``number`` is how the page is called when it cannot be drawn, its own by default.
        """
        number = number or index + 1
        with TURN, _damage_told(number):
            page = self._document[index]
            _refuse_huge_pictures(page, number)
            longest = max(page.get_size())
            scale = PAGE_HEIGHT / longest if longest > _LONG else _RESOLUTION / INCH
            own = _own_scale(page)
            if own < scale and grain(coarse := _drawn(page, own)) >= GRAINY:
                return coarse
            return _drawn(page, scale)

    def page(self, index: int) -> bytes:
        """Return a PDF of one page alone, to be drawn elsewhere. Raises UnreadableError when it is damaged."""
        try:
            with pikepdf.open(io.BytesIO(self._data), suppress_warnings=True) as pdf, pikepdf.new() as alone:
                alone.pages.append(pdf.pages[index])
                stream = io.BytesIO()
                alone.save(stream)
                return stream.getvalue()
        except _DAMAGE as error:
            raise UnreadableError(f"page {index + 1} : elle est abîmée", _ASK) from error


def draw_page(data: bytes, number: int) -> Image.Image:
    """Return the picture of a PDF of one page, the ``number``-th of where it comes from, as ``Portable.draw`` does."""
    with open_portable(data, 1) as document:
        return document.draw(0, number)


@contextmanager
def open_portable(data: bytes, most: int) -> Iterator[Portable]:
    """Open a PDF. Raises UnreadableError when it asks for a password, is cut or damaged, has no page or over ``most``.

    A file that is only locked against changes is read. What stands in notes and form fields becomes part of the pages.
    """
    normalised, notes, made = _normalised(data, most)
    with TURN, _damage_told(0):
        document = pypdfium2.PdfDocument(normalised)
    try:
        yield Portable(document, normalised, notes, made=made)
    finally:
        with TURN:
            document.close()


def _normalised(data: bytes, most: int) -> tuple[bytes, tuple[str, ...], bool]:
    """Return a PDF as it is read, what the notes on its pages say beside them, and whether it was made here."""
    # qpdf repairs a wrong table of places well, but of a file that is cut it keeps what pages it finds, silently.
    whole = b"%%EOF" in data.rstrip(b"\0 \r\n\t")[-2048:]  # some programs fill the last block of a file with nothing
    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=whole, suppress_warnings=True) as pdf:
            if len(pdf.pages) == 0:
                raise UnreadableError("il n’a aucune page", _ASK)
            if len(pdf.pages) > most:
                raise UnreadableError(f"il a {len(pdf.pages)} pages, plus de {most}", "ne donnez que celles de l’acte")
            form = pdf.Root.get("/AcroForm")
            if form is not None and "/XFA" in form and not len(form.get("/Fields", Array())):
                raise UnreadableError("c’est un formulaire (XFA) que seul Adobe Acrobat affiche", _PRINTED)
            notes = tuple(said(pdf))
            drawn = (annotation for page in pdf.pages for annotation in page.get("/Annots", ()))
            made = is_described(pdf) and all(annotation.get("/Subtype") == "/Link" for annotation in drawn)
            if any("/Annots" in page for page in pdf.pages):
                draw_looks(pdf)
                pdf.generate_appearance_streams()
                pdf.flatten_annotations("all")
                for page in pdf.pages:
                    if "/Annots" in page:  # what shows nothing is left, as an unseen signature is
                        del page.Annots
            stream = io.BytesIO()
            pdf.save(stream, fix_metadata_version=False)  # metadata may be damaged, and nobody reads them
            return stream.getvalue(), notes, made
    except pikepdf.PasswordError as error:
        raise UnreadableError("il est protégé par un mot de passe", _UNPROTECTED) from error
    except _DAMAGE as error:
        if is_for_others(error):
            raise UnreadableError("il est chiffré pour d’autres lecteurs, par un certificat", _UNPROTECTED) from error
        raise UnreadableError("le PDF est abîmé ou incomplet", _ASK) from error


@contextmanager
def _damage_told(number: int) -> Iterator[None]:
    """Say which page is damaged; of number 0, the whole file."""
    try:
        yield
    except (pypdfium2.PdfiumError, ValueError, OSError) as error:
        told = f"page {number} : elle est abîmée" if number else "le PDF est abîmé ou incomplet"
        raise UnreadableError(told, _ASK) from error


def _drawn(page: pypdfium2.PdfPage, scale: float) -> Image.Image:
    picture: Image.Image = page.render(scale=scale, grayscale=True).to_pil()
    return picture.convert("L")


def _own_scale(page: pypdfium2.PdfPage) -> float:
    """Return the points a unit of the page of the largest picture on it; infinite without one."""
    largest, scale = 0.0, inf
    for item in page.get_objects([pdfium.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = item.get_bounds()
        if (right - left) * (top - bottom) > largest:
            largest = (right - left) * (top - bottom)
            scale = max(item.get_px_size()) / max(right - left, top - bottom) * _NOT_MORE
    return scale


def _refuse_huge_pictures(page: pypdfium2.PdfPage, number: int) -> None:
    """Refuse a page whose pictures pdfium would leave out in silence, for want of memory."""
    for item in page.get_objects([pdfium.FPDF_PAGEOBJ_IMAGE]):
        width, height = item.get_px_size()
        if width * height > _MOST_PIXELS:
            raise UnreadableError(
                f"page {number} : elle porte une image démesurée ({width} × {height} points)",
                "numérisez l’acte en 300 points par pouce",
            )


def is_readable(text: str) -> bool:
    """Tell whether a text is made of French words.

    A font without its table of characters gives symbols, or letters that stand for others: then few are vowels, or
    none of the little words of French is there. One may lack figures alone.
    """
    if len(_UNTOLD.findall(text)) >= _MANY:
        return False
    signs = [sign for sign in text if not sign.isspace()]
    letters = [sign for sign in text.lower() if sign.isalpha()]
    strange = sum(unicodedata.category(sign).startswith("C") or sign == "\ufffd" for sign in signs) / max(1, len(signs))
    if not letters:  # a page number
        return strange <= _MOST_STRANGE
    vowels = sum(letter in _VOWELS for letter in letters) / len(letters)
    words = re.findall(r"[^\W\d_]+", text.lower())
    french = len(words) < _LONG_TEXT or not _LITTLE_WORDS.isdisjoint(words)
    return strange <= _MOST_STRANGE and _FEWEST_VOWELS <= vowels <= _MOST_VOWELS and french


def _read(page: pypdfium2.PdfPage, number: int) -> PortablePage:
    printed = page.get_textpage()
    if printed.count_chars() > _MOST_LETTERS:
        raise UnreadableError(f"page {number} : elle porte plus de texte qu’il n’en tient sur une feuille", _ASK)
    words = list(printed_words(printed))
    width, height = page.get_size()
    middle = width / 2 if width > _OPEN * height and page.get_rotation() == 0 else 0.0
    text, seen = _text(words, middle), [word for word in words if not word.hidden]
    hidden = len(words) - len(seen)
    blank = next(page.get_objects(max_depth=1), None) is None
    return PortablePage(
        text, _text(seen, middle) if hidden else text, len(seen), hidden, _pictured(page), blank, is_readable(text)
    )


def _text(words: Sequence[PrintedWord], middle: float) -> str:
    """Return words laid out, those of each turn apart, and of a sheet of two pages those left of its ``middle`` first.

    ``middle`` is 0 for a sheet that is not wide enough for two.
    """
    turns = Counter(word.turn for word in words).most_common()
    pages = [half for turn, _ in turns for half in _halves([one.word for one in words if one.turn == turn], middle)]
    return "\n\n".join(map(lay_out, pages))


def _halves(words: Sequence[Word], middle: float) -> tuple[Sequence[Word], ...]:
    """Return the words of two pages that stand side by side, the margins of both between them; else all of them."""
    left = [word for word in words if word.right < middle * (1 - _MARGIN)]
    right = [word for word in words if word.left > middle * (1 + _MARGIN)]
    two = min(len(left), len(right)) >= _WORDS_OF_PAGE and len(left) + len(right) == len(words)
    return (left, right) if two else (words,)


def _pictured(page: pypdfium2.PdfPage) -> float:
    """Return the share of a page that pictures cover: one, or the strips that some scanners make."""
    width, height = page.get_size()
    covered = 0.0
    for item in page.get_objects(max_depth=1):
        if item.type == pdfium.FPDF_PAGEOBJ_IMAGE or _holds_picture(page, item):
            left, bottom, right, top = item.get_bounds()
            covered += max(0.0, right - left) * max(0.0, top - bottom)
    return float(min(1.0, covered / (width * height))) if width * height else 0.0


def _holds_picture(page: pypdfium2.PdfPage, item: pypdfium2.PdfObject) -> bool:
    images = [pdfium.FPDF_PAGEOBJ_IMAGE]
    return item.type == pdfium.FPDF_PAGEOBJ_FORM and next(page.get_objects(images, form=item), None) is not None
