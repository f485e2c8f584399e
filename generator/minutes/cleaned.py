"""A page without what typing or a transcription adds to words: garbled letters, spaced headings, zones to fill."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from itertools import pairwise

from generator.minutes.crosses import listed
from generator.minutes.names import CIVIL

#: « ﬁ », « ﬂ »: letters that a font draws as one, « ﬀ » to « ﬆ ».
_LIGATURES = {sign: unicodedata.normalize("NFKC", chr(sign)) for sign in range(0xFB00, 0xFB07)}
#: A zone of the program's own draft that the commune left as it was: « [nombre] ».
_TO_FILL = re.compile(r"\[(?:nombre|noms? |date |heure|année|numéro|prénom|l’unanimité ou)[^\[\]]{0,120}\]")
#: An act's number after its title: « Convention de médiation numérique [2025-032] ».
_CODED = re.compile(r"(?m)(?<=\S )\[((?:[A-Z]{1,5}[-_])?(?:20\d\d[-/_.][\w/.-]*\d|\d{1,4}[-/]20\d\d))\](?=[ \t]*$)")
#: A heading whose letters stand apart: « A B S E N T S ».
_SPACED = re.compile(
    r"(?<![^\W_])(?:[^\W\d_a-zà-ÿ] ){3,}[^\W\d_a-zà-ÿ](?:  +(?:[^\W_a-zà-ÿ] )+[^\W_a-zà-ÿ])*(?![^\W_])"
)
#: The same in small letters, of which a word has more: « P r é s e n t s ».
_SPACED_SMALL = re.compile(r"(?<![^\W_])(?:[^\W\d_] ){4,}[^\W\d_](?:  +(?:[^\W\d_] )+[^\W\d_])*(?![^\W_])")
#: A label that touches the civility after it: « PrésentsMme DUPONT », « Secrétaire de séanceM. DUPONT ».
_GLUED = re.compile(
    r"(?i:\b(?:présente?s?|presents|absente?s?|excusée?s?|excuses|secrétaire|s[ée]ance|pouvoirs?|procurations?))"
    rf"(?={CIVIL}\s)"
)
#: Offices and names whose cells touch, or whose space a reader lost: « LELEULe secrétaire », « Maire,Le secrétaire »,
#: « LELEULudovic », « CaroleAIGUIER ».
_OFFICES_TOGETHER = re.compile(r"(?<=[A-ZÀ-ÖØ-Þ]{3}|[a-zà-ÿ]{2},)(?=L[ea] (?i:maire|secr[ée]taire|pr[ée]sident))")
_NAMES_TOGETHER = re.compile(
    r"(?<=[A-ZÀ-ÖØ-Þ]{3})(?=[A-ZÀ-ÖØ-Þ][a-zà-ÿ]{2})|(?<=[^\W\d_][a-zà-ÿ]{2})(?=[A-ZÀ-ÖØ-Þ]{3})"
)
#: Lines of tables drawn with the signs made for it.
_DRAWN_LINES = str.maketrans("│┃║─━═┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬", "|||---++++++++++++++++++")
#: « Absent(e)s », « Excusé(es) », « Présents(es) », « Présent(s/es) », « présent·e·s », « élu.e.s »: endings for all.
_ENDINGS = re.compile(
    r"(?<=[^\W\d_]{3})(?:s?\((?:s|e|es|s/es)(?:\)\}|\}\)|[})])s?|[·•]e[·•]?s|\.e\.s|-e-s|·s)(?![\w(])"
)
#: A civility that touches the name after it, or whose letters stand apart: « MmeDUPONT », « M.DUPONT », « M me ».
_TOUCHING = re.compile(
    r"(?<!\w)((?:Mmes?|MM|Mlles?)\.?|M\.)(?=[A-ZÀ-ÖØ-Þ][^\W\d_]{2})|(?<!\w)M (mes?|lles?|r)(?= [A-ZÀ-ÖØ-Þ])"
)
#: A civility or an initial whose point stands apart: « M . DUPONT », « J . DUPONT ».
_POINTED = re.compile(r"(?<![\w’'.-])([A-Z]|MM|Mmes?|Mlles?) \. ?(?=[A-ZÀ-ÖØ-Þ])")
#: « PrÃ©sents », « PrĂ©sents »: UTF-8 that a transcription read as something else.
_GARBLED = re.compile(r"[ÃĂ][\u0080-\u024f\u2000-\u2122 ]")
_LEAST_GARBLED = 4
#: The number of a page on its line: « Page 2/6 », « p. 3 sur 9 ».
_PAGE = re.compile(r"(?im)^[ \t]*(?:page|p\.)[ \t]*\d{1,3}(?:[ \t]*(?:/|sur)[ \t]*\d{1,3})?[ \t]*$")
#: A rule that lost its line end: « ------2025-12 Voirie ».
_RULED = re.compile(r"(?m)^[ \t]*([-_=*])\1{5,}[ \t]*(?=[^\W_])")
#: A line of a table that is drawn with signs: « +-----+-----+ », « |---|---| ».
_FRAME = re.compile(r"(?m)^(?=[^\n]*-)[ \t]*[+|][-+|=: \t]*[+|][ \t]*\n")
#: A bracket that a scanner closed with another sign: « (pouvoir à Mme X} ».
_UNCLOSED = re.compile(r"\(([^(){}\n]*(?:\n[^(){}\n]+)?)\}")
#: A bullet that a scanner read as a letter: no line begins with « e », « v », « Y_ » and a capital.
_LETTERED = re.compile(r"(?m)(?:^[ \t]*|(?<=[.!?;»)é] ))(?:[ev]|[YVv*’]?_) (?=[A-ZÀ-Þ][^\W\d_])")
_LEAST_LETTERED = 2
#: A bullet drawn by a font of symbols, whose place in Unicode says nothing.
_DRAWN = re.compile(r"(?m)^([ \t]*)[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff][ \t]*(?=\S)")
#: So many sentences that go on after a blank line are no accident.
_LEAST_BROKEN = 5
#: What parts columns on a line, and what stands before one.
_COLUMNS, _MARGIN = re.compile(r"\S(?:[ \t]{3,}|\t)\S|\|"), re.compile(r"(?m)^[ \t]+")
_SINGLE, _DOUBLE = re.compile(r"(?<=\S) (?=\S)"), re.compile(r"(?<=\S)  (?=\S)")
#: « à l’unaminité », « à l’unamimité »: its letters in another order.
_UNANIMITY = re.compile(r"(?i)\bun(?:amini|amimi|anini|anmi|amni|annimi|anami|ainimi|amanimi|ami)t(?=é|e\b)")
#: Points that lead from a side of a vote to its number: « POUR ........ 09 ».
_LED = re.compile(r"(?i)\b(pour|contre|abstentions?)[ \t]*(?:\.{2,}|…+|_{3,})[ \t]*(?=\d)")
#: Points that lead from a label to its colon, or stand for it: « Secrétaire ........ : », « Présents ..... M. X ».
_LEADERS = re.compile(
    r"(?m)(?<=[^\W_])[ \t]?(?:\.{3,}|…+|_{3,})[ \t]*:|"
    r"^([ \t]*[^\W\d_][^\n.:…_]{2,40}?)[ \t]?(?:\.{4,}|…{2,})[ \t]*(?=[^\W\d_])"
)
#: Signs that stand on both sides of a title: « *** Voirie *** ».
_ADORNED = re.compile(r"(?m)^[ \t]*([*=~#-])\1+[ \t]+(?=\w)([^\n]*?\S)[ \t]+\1{2,}[ \t]*$")
#: Signs by which a text without layout marks a title: « ## Voirie », « **1. Voirie** ».
_MARKED = re.compile(
    r"(?m)^[ \t]*(?:#{1,4}[ \t]+(?=\w)|(?P<sign>\*\*|__?)(?=[\w«]))(?P<title>[^\n*_#]{3,160}?)(?(sign)(?P=sign))[ \t]*$"
)
#: The label of the object that begins a line, torn or misread: « 0bjet : », « Ob jet : », « OBJ ET - », « Objet. ».
_OBJECT = re.compile(
    r"(?m)^([ \t]{0,20})(?:[Oo0Q]|\(\)) ?[bBhH8] ?[jJiIlL] ?[eEcC] ?[tTlLf]"
    r"(?:[ \t]{0,4}[:;]|\.(?= [A-ZÀ-Þ«])|[ \t]?[-–](?= ))"
)
#: « Étai(ent) absent(s) ».
_WERE = re.compile(r"(?i)\b([ée]tai)\((?:ent\)|en\)t)")


def cleaned(page: str) -> str:
    """Return a page without long runs of one sign, which would be slow to read, nor the draft's zones left to fill.

    Each letter is one sign, and each sign one letter: no accent stands apart, no two letters are drawn as one.
    """
    page = _unspaced(unicodedata.normalize("NFC", page).translate(_LIGATURES).translate(_DRAWN_LINES))
    if len(_GARBLED.findall(page)) >= _LEAST_GARBLED:
        page = _GARBLED.sub(_ungarbled, page)
    if len(_LETTERED.findall(page)) >= _LEAST_LETTERED:
        page = _LETTERED.sub("• ", page)
    page = _DRAWN.sub(r"\1• ", page)
    page = _UNCLOSED.sub(r"(\1)", page)
    page = _CODED.sub(r"(n° \1)", _TO_FILL.sub("", listed(page))).replace("[", " ").replace("]", " ")
    for spaced in (_SPACED, _SPACED_SMALL):
        page = spaced.sub(lambda match: re.sub(r" {2,}", " ", re.sub(r"(?<=\S) (?=\S)", "", match[0])), page)
    page = _GLUED.sub(r"\g<0> : ", re.sub(r"(?<=\b[ldLD]['’]) (?=[a-zà-ÿ]{5})", "", page))
    page = _NAMES_TOGETHER.sub(" ", _OFFICES_TOGETHER.sub("   ", page))
    page = _TOUCHING.sub(lambda match: f"M{match[2]}" if match[2] else f"{match[1]} ", page)
    page = _POINTED.sub(r"\1. ", page)
    page = re.sub(r"(?<=[A-ZÀ-ÖØ-Þ]{2})(par)(?= M(?:me|lle|onsieur|adame)?\b)", r" \1", page)
    page = re.sub(r"(?<=\s)_{1,2}(?=[nN]\s?°|\s)", " ", page)
    page = _OBJECT.sub(r"\1Objet :", page)
    page = _MARKED.sub(r"\n\g<title>\n", page)
    page = _ADORNED.sub(r"\n\2\n", page)
    page = _LED.sub(r"\1 : ", _UNANIMITY.sub("unanimit", page))
    page = _LEADERS.sub(r"\1 : ", _FRAME.sub("", page))
    page = _RULED.sub("\n", _PAGE.sub("", _ENDINGS.sub("s", _WERE.sub(r"\1ent", page))))
    page = _DOUBLE.sub(" ", page) if len(_DOUBLE.findall(page)) > 2 * len(_SINGLE.findall(page)) else page
    lines = (re.sub(r"([^\w\n])\1{9,}", r"\1\1\1\1", _closed(line.rstrip()))[:20_000] for line in page.splitlines())
    return re.sub(r"\n{4,}", "\n\n\n", _flush("\n".join(lines)))


def _ungarbled(match: re.Match[str]) -> str:
    """Return a letter whose two bytes were read as two, of Western or of Central Europe; else what stands there."""
    for encoding in ("cp1252", "cp1250"):
        with suppress(UnicodeError):
            return match[0].replace(" ", "\u00a0").encode(encoding).decode("utf-8")
    return match[0]


def _unspaced(page: str) -> str:
    """Return a page typed with a blank line between its lines without them: sentences go on after these."""
    lines = [line.strip() for line in page.split("\n")]
    apart = [line for above, line in pairwise(lines) if line and not above]
    together = sum(1 for above, line in pairwise(lines) if line and above)
    broken = sum(line[0].islower() for line in apart)
    spaced = broken >= _LEAST_BROKEN and broken * 5 > len(apart) > 5 * together
    return re.sub(r"\n[ \t]*\n", "\n", page) if spaced else page


def _flush(page: str) -> str:
    """Return a page whose passages without columns begin at the margin."""
    passages = re.split(r"(\n[ \t]*\n)", page)
    return "".join(one if _COLUMNS.search(one) else _MARGIN.sub("", one) for one in passages)


def _closed(line: str) -> str:
    """Return a justified line, whose words stand two spaces apart, with one space between them."""
    gaps = re.findall(r"(?<=\S)[ \u00a0]+(?=\S)", line)
    wide = sum(len(gap) == 2 for gap in gaps)
    stretched = wide > 2 and wide > 2 * (len(gaps) - wide) and max(map(len, gaps)) == 2
    return _DOUBLE.sub(" ", line) if stretched else line
