"""How a table's letters were written, judged by the letters that French uses.

Only UTF-8 and UTF-16 say what they are. Of the encodings of one byte a letter, the one that office software wrote
(Windows « ANSI », MS-DOS, Macintosh, ISO-8859-15) is that in which every word could be French, when no other could
be: « Val‚rie » is no word, « Valérie » is one. Where two readings could be, neither is chosen.
"""

from __future__ import annotations

import codecs
import itertools
import re
from dataclasses import dataclass, replace
from enum import IntEnum

#: Excel's « CSV », LibreOffice's choice beside it, Excel's « CSV (MS-DOS) » and « CSV (Macintosh) ».
_ONE_BYTE = ("cp1252", "iso8859-15", "cp850", "mac_roman")
#: What wrote the letters of the languages east of ours, which are other letters of French encodings.
_EASTERN = ("cp1250", "iso8859-2", "cp1254")
#: What begins another alphabet in a text of seven bits (ISO/IEC 2022).
_ESCAPE = b"\x1b"
_BYTES_OF_WORD = re.compile(rb'[^\s;,"]*[\x80-\xff][^\s;,"]*')
_LETTERS_OR_SIGN = re.compile(r"[^\W\d_ªº²³¹½¼¾]+|.", re.DOTALL)
_LOWER = frozenset("àâçéèêëîïôùûüÿœ")
#: Of names: some are as usual in France as others are rare.
_NEIGHBOURS = frozenset("ñö")
_FOREIGN = frozenset("áíóúãõäåøìòßšžýæ")
#: Which capitals with a sign begin a French word: Île, and not « Îuilly ».
_BEGIN = re.compile(r"[àâçéèêœ]|î(?=l)")
#: Where these letters do not stand in French: « fàte », « voilê », « estù », « RENÈ », « Chëteau », « êcole ».
_MISPLACED = re.compile(
    r"(?<!a)à(?=.)|[âêè]$|ù|ç(?![aou])|û(?=[aeiouy])|iô|(?<![aeiouy])[ëï](?!$)(?<!^.)|^ê(?!t[re])|^â(?![gm]e|gé|ne|pr|[ct]re)"
)
_OPENING, _CLOSING = frozenset("«‘“"), frozenset("»”")
#: « Ã© », « Ã¨ »: letters of UTF-8 among those of one byte each.
_OF_UTF8 = re.compile("Ã[^a-zA-Z ]")
#: What no French text has beside a letter.
_STRANGE = frozenset("‚ƒ„ˆ‰‹›†‡˜¤¦¨¸¯¬¶¡¿¢¥´¹ª½¼¾£®©™")


class Likelihood(IntEnum):
    """Whether a word can be French as it is read; between the first two and the last two lies the doubt."""

    FRENCH = 0
    POSSIBLE = 1
    UNLIKELY = 2
    WRONG = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as text: ``encoding`` and ``mark`` write it back; ``other`` is another reading that is as good.

    ``doubtful`` says that it is not known to be right: it has words that cannot be, or ``other`` ones.
    """

    text: str
    encoding: str
    mark: bytes = b""
    doubtful: bool = False
    other: str | None = None


def read_letters(data: bytes) -> Reading | None:
    """Return the bytes of a file as text, None when they are no text."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return _attempt(data[2:], encoding, mark)
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        # A French text in UTF-16 has a zero in nearly every other byte.
        if data and data[start::2].count(0) > 0.4 * len(data):
            return _attempt(data, encoding)
    if b"\x00" in data or _ESCAPE in data:
        return None
    if data.startswith(codecs.BOM_UTF8):
        judged = _attempt(data, "utf-8-sig") or _by_evidence(data[3:])
        return replace(judged, mark=codecs.BOM_UTF8) if judged and judged.encoding != "utf-8-sig" else judged
    found = _attempt(data, "utf-8")
    if found and not all("\u0250" <= sign < "\u2000" for sign in found.text if not sign.isascii()):
        return found
    # No letter with a sign, or none but of other scripts: « ’É » of a Macintosh is an Armenian letter in UTF-8.
    judged = None if data.isascii() else _by_evidence(data)
    return found if found and (judged is None or judged.doubtful) else judged


def likelihood(text: str) -> Likelihood:
    """Tell how likely a text without spaces is French, by its letters with signs, its quotes and its dashes."""
    found = Likelihood.WRONG if _OF_UTF8.search(text) else Likelihood.FRENCH
    for match in _LETTERS_OR_SIGN.finditer(text):
        part = match[0]
        if not part.isascii():
            before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
            judge = _of_word if part[0].isalpha() and part not in "ªº" else _of_sign
            found = max(found, judge(part, before, after))
    return found


def _attempt(data: bytes, encoding: str, mark: bytes = b"") -> Reading | None:
    try:
        text = data.decode(encoding)
    except UnicodeError:
        return None
    return None if "\x00" in text else Reading(text, encoding, mark)


def _by_evidence(data: bytes) -> Reading | None:
    words = set(_BYTES_OF_WORD.findall(data))
    readings: dict[str, tuple[Reading, Likelihood, bool]] = {}
    for encoding in _ONE_BYTE:
        reading = _attempt(data, encoding)
        if reading and reading.text not in readings:
            found = [likelihood(word.decode(encoding)) for word in words]
            mostly = found.count(Likelihood.FRENCH) > max(1, 3 * (len(found) - found.count(Likelihood.FRENCH)))
            readings[reading.text] = reading, max(found), mostly
    ranked = sorted(readings.values(), key=lambda one: one[1])
    if not ranked:
        return None
    (best, level, mostly), *others = ranked
    against = min((other[1] for other in others), default=Likelihood.WRONG)
    if level == Likelihood.WRONG:
        return Reading(best.text, best.encoding, doubtful=True)
    if against - level >= 2 or (against == Likelihood.WRONG and mostly):
        return best
    other = others[0][0].text if others else None
    if against == Likelihood.WRONG and best.encoding == _ONE_BYTE[0]:
        other = _eastern(data, best)
        if other is None:
            return best
    return Reading(best.text, best.encoding, doubtful=True, other=other)


def _eastern(data: bytes, read: Reading) -> str | None:
    """Return a text as an office east of ours may have written it, when an unlikely word is another one then."""
    words = read.text.split()
    for encoding in _EASTERN:
        other = _attempt(data, encoding)
        if other and any(
            one != word and likelihood(word) == Likelihood.UNLIKELY
            for word, one in zip(words, other.text.split(), strict=True)
        ):
            return other.text
    return None


def _of_word(word: str, before: str, after: str) -> Likelihood:
    signed = [sign for sign in word if not sign.isascii()]
    if not all(sign.lower() in _LOWER | _NEIGHBOURS | _FOREIGN for sign in signed):
        return Likelihood.WRONG
    shape = _of_shape(word, signed)
    plain = word.lower()
    if shape or any(sign in _FOREIGN for sign in plain):
        return max(shape, Likelihood.UNLIKELY)
    if before.isdigit() and not plain[0].isascii():
        return Likelihood.FRENCH if plain[0] in "èé" else Likelihood.UNLIKELY
    if len(word) == 1:
        initial = word.isupper() and after in (".", "-")
        return Likelihood.FRENCH if initial or plain in "àô" else Likelihood.UNLIKELY
    if (_MISPLACED.search(plain) and plain != "où") or (
        not plain[0].isascii() and word[0].isupper() and not _BEGIN.match(plain)
    ):
        return Likelihood.UNLIKELY
    return Likelihood.POSSIBLE if any(sign in _NEIGHBOURS for sign in plain) else Likelihood.FRENCH


def _of_shape(word: str, signed: list[str]) -> Likelihood:
    """Tell whether capitals stand where they do in a word: « ValÚrie » and « SaintûAmand » are none."""
    if word.islower() or word.isupper() or (word[0].isupper() and word[1:].islower()):
        return Likelihood.FRENCH
    others = [sign for sign in word if sign.isascii()]
    if all(map(str.isupper, others)) and all(map(str.islower, signed)):
        return Likelihood.UNLIKELY  # « RENé », of who has no key for the capital
    for first, second in itertools.pairwise(word):
        if first.islower() and second.isupper() and not (first.isascii() and second.isascii()):
            return Likelihood.WRONG
    return Likelihood.UNLIKELY


def _of_sign(sign: str, before: str, after: str) -> Likelihood:
    beside = before.isalpha() or after.isalpha()
    if sign in _OPENING or sign in _CLOSING:
        outside, inside = (before, after) if sign in _OPENING else (after, before)
        if outside.isalnum():
            return Likelihood.WRONG
        return Likelihood.UNLIKELY if sign in "«»" and inside.isalnum() else Likelihood.FRENCH
    if sign in _STRANGE:
        return _of_strange(sign, before, after)
    cut = after.isalnum() or after == "-" or before.isupper()
    between = before.isalpha() and after.isalpha()
    rules = {
        "’": Likelihood.FRENCH if before else Likelihood.UNLIKELY,
        "–": Likelihood.POSSIBLE if beside else Likelihood.FRENCH,
        "—": Likelihood.POSSIBLE if beside else Likelihood.FRENCH,
        "…": Likelihood.UNLIKELY if cut else Likelihood.FRENCH if before else Likelihood.POSSIBLE,
        "€": Likelihood.UNLIKELY if after.isalpha() or (before.isalpha() and before not in "kKM") else 0,
        "°": Likelihood.FRENCH if before.isdigit() or before in ("n", "N") else Likelihood.UNLIKELY,
        "º": Likelihood.FRENCH if before.isdigit() or before in ("n", "N") else Likelihood.UNLIKELY,
        "²": Likelihood.FRENCH if before.isalpha() and not after.isalpha() else Likelihood.WRONG,
        "³": Likelihood.FRENCH if before.isalpha() and not after.isalpha() else Likelihood.WRONG,
        "\u00a0": Likelihood.POSSIBLE if between else Likelihood.FRENCH,
        "·": Likelihood.FRENCH if between and before.islower() else Likelihood.UNLIKELY,
        "\u00ad": Likelihood.FRENCH if between else Likelihood.UNLIKELY,
        "•": Likelihood.WRONG if before.isalnum() else Likelihood.FRENCH,
        "§": Likelihood.WRONG if before.isalpha() else Likelihood.FRENCH,
    }
    found = rules.get(sign, Likelihood.UNLIKELY if sign in "±×÷µ" and not before.isalpha() else Likelihood.WRONG)
    return Likelihood(found)


def _of_strange(sign: str, before: str, after: str) -> Likelihood:
    if before.isalpha() and sign in "®©™" and not after.isalpha():
        return Likelihood.FRENCH
    if sign in "½¼¾" and not (before.isalpha() or after.isalpha()):
        return Likelihood.FRENCH
    if sign in "‚„‹£" and not before:
        return Likelihood.WRONG if sign == "£" and after.isalpha() else Likelihood.UNLIKELY
    return Likelihood.UNLIKELY if before.isdigit() and sign in "‰¹ª£" else Likelihood.WRONG
