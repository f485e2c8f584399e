"""French typography: apostrophes, ellipses and the spaces at which a line may not break."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from generator.language.calendar import MONTHS

NBSP = "\u00a0"
NNBSP = "\u202f"

#: Seen by nobody, kept by a copy and paste, and fatal in a code or in XML; as a set of a regular expression.
UNSEEN = (
    "[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\U000e0000-\U000e007f]"
)
_INVISIBLE = re.compile(UNSEEN)
#: Letters that a PDF file draws as one, and that a copy and paste keeps so: « ﬁ ».
_LIGATURES = re.compile("[\ufb00-\ufb06]")
_IN_TWO = str.maketrans({"œ": "oe", "Œ": "Oe", "æ": "ae", "Æ": "Ae"})
_SPACE = f"[ {NBSP}{NNBSP}]"
_ADDRESS = r"(?:https?|ftp)://\S+|www\.\S+|[\w.%+'-]+@[\w.-]+"
_CHARACTERS = re.compile(rf"(?P<address>{_ADDRESS})|'|(?<!\.)\.\.\.(?!\.)", re.IGNORECASE)

# A number in groups of three digits; not the end of a longer series (phone, SIRET, date), not three groups of
# exactly three (SIREN), not a postal code before the capital of its town.
_THOUSANDS = (
    rf"(?<![\w+.,/-])(?<![0-9]{_SPACE})"
    rf"(?![0-9]{{3}}{_SPACE}[0-9]{{3}}{_SPACE}[0-9]{{3}}(?!{_SPACE}?[0-9]))"
    rf"(?![0-9]{{2}}{_SPACE}[0-9]{{3}}{_SPACE}[A-ZÀ-ÖØ-Þ])"
    rf"[1-9][0-9]{{0,2}}(?:{_SPACE}[0-9]{{3}})+(?!{_SPACE}?[0-9])"
)

_INNER = re.compile(r"«\s*|\s*»")


def quoted(text: str) -> str:
    """Return a text as it stands within quotation marks: its own are those of the second rank, “ ”."""
    return _INNER.sub(lambda mark: "“" if "«" in mark[0] else "”", text)


def _joined(match: re.Match[str]) -> str:
    return re.sub(f"{_SPACE}+", NBSP, match[0])


# Each pattern matches the spaces it is about, with what is needed around them.
_SPACES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r" {2,}", " "),
        (rf"«{_SPACE}+", _joined),
        (rf"{_SPACE}+[:»€%]", _joined),
        (rf"{_SPACE}+([;!?])", rf"{NNBSP}\1"),
        (rf"\b[Nn]°{_SPACE}+(?=\S)", _joined),
        (rf"\b[Nn]os{_SPACE}+(?=[0-9])", _joined),
        (rf"\b(?:Monsieur|Madame|Messieurs|Mesdames|MM?\.|Mmes?){_SPACE}+(?=\w)", _joined),
        (rf"\b(?:1er|[0-3]?[0-9]){_SPACE}+(?=(?i:{'|'.join(MONTHS)})\b)", _joined),
        (rf"\b(?:[Aa]rticles?|[Aa]rt\.|[Pp]ages?|p\.){_SPACE}+(?=[0-9]|(?:LO|[LRDA])\.)", _joined),
        (rf"\b(?:LO|[LRDA])\.{_SPACE}+(?=[0-9])", _joined),
        (rf"\b[0-9]{{1,2}}{_SPACE}+h(?:{_SPACE}+[0-9]{{2}})?\b", _joined),
        (_THOUSANDS, _joined),
    )
)


def seen(text: str) -> str:
    """Return ``text`` without the signs that nobody sees, its letters plain, their accents in one piece with them."""
    if text.isascii():
        return text
    plain = _LIGATURES.sub(lambda sign: unicodedata.normalize("NFKC", sign[0]), text)
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", plain))


def unaccented(text: str) -> str:
    """Return ``text`` as names are compared: without accents, its joined letters (« œ », « ﬁ ») in two."""
    if text.isascii():
        return text
    spread = unicodedata.normalize("NFKD", seen(text).translate(_IN_TWO))
    return "".join(sign for sign in spread if not unicodedata.combining(sign))


def typographie(text: str) -> str:
    """Return ``text`` with French typography; applied twice it changes nothing more.

    - ``'`` becomes ’ and three dots become …, except in e-mail addresses and URLs, which stay as they are.
    - A space that exists becomes a no-break space (U+00A0) before ``: » € %``, after ``«``, between a
      civility and what follows, between n°, nos, article, page, L., R. or D. and its number, between day
      and month, around the h of an hour, and between thousands (but not in a postal code, telephone number,
      SIREN or SIRET); a narrow one (U+202F) before ``; ! ?``. None is ever added: ``12:30`` stays so.
    - Runs of ordinary spaces become one; white space at both ends goes. Line breaks inside are kept.

    Spaces of U+00A0 and U+202F written by hand in such places are made the right one too. Source: Lexique des
    règles typographiques en usage à l'Imprimerie nationale.
    """
    return no_breaks(_CHARACTERS.sub(_character, text.strip(" \t\r\n")))


def on_one_line(text: str) -> str:
    """Return ``text`` with French typography, each run of white space in it one space: so passages are compared."""
    return " ".join(typographie(text).split())


def no_breaks(text: str) -> str:
    """Return ``text`` with the no-break spaces of French typography alone: all else stays, white space at its ends."""
    for pattern, replacement in _SPACES:
        text = pattern.sub(replacement, text)
    return text


def spaced(text: str) -> str:
    """Return a message with French no-break spaces; apostrophes stay, for a message may name a file."""
    text = re.sub(r" (?=[:»€%](?:\s|$|[.,;)]))", NBSP, text)
    text = re.sub(r" (?=[;!?](?:\s|$))", NNBSP, text)
    return re.sub(r"(?<=«) ", NBSP, text)


def _character(match: re.Match[str]) -> str:
    return match["address"] or {"'": "’", "...": "…"}[match[0]]
