"""What numbers the points of minutes: an act's own number, a rank, or only the word « objet »; and their titles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.intake.figures import in_words
from generator.intake.letters import Text, fold
from generator.intake.shapes import ASIDE, CODE, CODED_TITLE, RANKS, SHAPES, shape_of
from generator.language.calendar import MONTHS

#: An operative part is numbered too: its items begin with a verb.
_VERB = re.compile(
    r"(?:d'|de |du montant|que |qu'|a compter|(?:approuve|autorise|decide|adopte|accepte|dit|precise|charge|fixe|donne|"
    r"prend|valide|rappelle|mandate|sollicite|designe|nomme|confirme|emet|impute|habilite|s'engage|demande a)\b|"
    r"[a-z]{2,}(?:er|ir|(?<!tu)re) (?:le|la|les|l'|un|une|des|au|aux|ce|cette|monsieur|madame|son|sa)\b)"
)
#: A sentence of the debate, which is numbered too, begins so: « 1) Il propose de … », « 2019-93 Le maire dit ».
_SAID = re.compile(
    r"[ \t:.|\"'-]{0,4}(?:(?:ils?|elles?|on|nous|je|c'est|cela|ceci) |vu (?:l|que)|considerant\b|"
    r"a l'unanimite\b|a la majorite\b|pren(?:d|nent) acte\b|adoptee?s?\b|approuvee?s?\b|"
    r"(?:monsieur|madame|m\.|mme) l[ea] (?:maire|president)|le conseil (?:municipal|communautaire)\b)"
)
_RANKED = ("rank", "deep", "roman")
#: A day of the year that begins a line, « du 31.12.2025 », is no act's number.
_DAY = re.compile(r"(?:du )?[0-3]?\d([/.])[01]?\d\1(?:19|20)\d\d")
#: The number of a sitting, which is its day: « 20250603 – Conseil municipal du 3 juin 2025 ».
_SITTING = re.compile(r"(?:n ?° ?)?20\d\d[01]\d[0-3]\d\W{0,3}conseil\b")
#: A year of two figures, a month and a number of three: « 25-06/041 – ».
_MONTHLY = re.compile(r"\d\d[-/.](?:0[1-9]|1[0-2])[-/._]\d{3}")
_OWN = ("act", "code")
#: Ranks after which the act's own number may stand: « 3 – N° 2018-024 - Exercice 2017 … ».
_ORDERED = (*_RANKED, "word", "letter")
_OWN_NUMBER = re.compile(
    rf"(?:(?:(?:deliberation|delib\.?|dcm)[ \t]{{0,3}})?n\s?°[ \t]?(?={CODE})|(?=[a-z]{{1,5}}[-_]?(?:19|20)\d\d))"
    rf"(?P<code>[a-z]{{1,5}}[-_]?(?:19|20)\d\d ?[-_/] ?\d{{1,4}}|{CODE})[ \t]{{0,3}}[:-]{{1,2}}[ \t]{{0,3}}(?=\S)"
)
#: What may stand before a numbering: « - Délibération n° 12 », « • 1. ».
BULLET = re.compile(r"[-+°•*·▪§●○◦‣◆♦□❑❒➢►➤➔→⇒■❖✓✔✗✘][ \t]{1,8}(?=\S)")
#: What opens an act's reasons, or decides: no title goes on over it.
SENTENCE = re.compile(
    r"(?:vu|considerant|le conseil|l'assemblee|monsieur|madame|m(?=\.)|mme|mr|l[ea] (?:maire|president|rapporteur)|"
    r"rapporteur|apres|il est|sur (?:le rapport|proposition)|entendu|vote(?! d(?:e|u|es)\b)|dans le cadre|afin|suite a|"
    r"oui|ayant|la parole|ils?|elles?|nous|"
    r"cel(?:ui|le|les)(?:-ci)?|ceux|nomenclature|"
    r"ce(?:t|s|ci)\b[^\n]{0,24} (?:expose|entendu|explications)\w*|"
    r"a l'unanimite|a la majorite|compte tenu|conformement)\b"
)
#: What a sentence begins with, and a title may go on with in small letters.
_LED = re.compile(r"(?:dans le cadre|afin|suite a|sur |compte tenu|conformement)\b")
#: What heads an act, and is no title.
HEADING = re.compile(
    r"(?:extraits?|deliberations? du (?:conseil|registre)|registre|conseil|seance|proces[- ]verbal|republique|"
    r"departement|commune|ville|mairie)\b|(?:deliberations?|informations?)\W*$"
)
#: What classes an act, or labels what its heading and its opening hold: no title.
LABEL = re.compile(
    r"(?:nomenclature|matieres?|domaines?|classification|rapporteure?|annexes?|pieces? jointes?|service|etaient|"
    r"presents?|absents?|dates?|nombre|secretaire|votants|convocation)\b[^\n]{0,30}:"
)
#: A title that ends so goes on.
UNENDED = re.compile(
    r"(?:\b(?:de|du|des|la|le|les|l|d|et|ou|a|au|aux|en|un|une|pour|par|avec|sur|sous|dans|entre|m|mme)\b[.']?|"
    r"\bn ?°|\w ?[-–]|\((?:[^()]*\([^()]*\))*[^()]*)$"
)
#: What the council does, on the line of a title, or over its end.
_COUNCIL = re.compile(r"\s?:\s+(?=(?:le\s+conseil|l'assemblee|apres en avoir)\b)")
_NO_TITLE = re.compile(
    r"avoir delibere|\bcomme suit\b|^\W*(?:nomenclature\b|article \d|"
    r"(?:(?:visas?|considerants?|expose des motifs)(?: et)?\W*)+$|"
    rf"(?:{'|'.join(map(fold, MONTHS))})(?: \d{{4}})?\W*$)"
)
#: The heads of two columns alike: « Article Sommes Article Sommes »; the amounts of a row.
_TWICE = re.compile(r"(.{8,}?) \1")
_AMOUNT = re.compile(r"\d,\d\d(?: ?€|\b)")
#: One of a list of people: « 2. Mr Marc WATTIEZ ».
_SOMEBODY = re.compile(r"(?:M\.|Mr|Mme|Mlle|Monsieur|Madame)\s(?:[A-ZÀ-Þ][\w’'-]*\.?\s?){1,4}")
#: A matter of the national nomenclature of acts (contrôle de légalité), beside a number: the title stands beneath.
_MATTER = re.compile(
    r"[ \t:-]*(?:\d(?:[.-]\d{1,2}){0,2}[ \t:.-]+)?"
    r"(?:commande publique|urbanisme|domaine et patrimoine|fonction publique(?: territoriale)?|"
    r"institutions? et vie politique|libertes publiques et pouvoirs? de police|finances locales|"
    r"(?:autres )?domaines de competences?(?: par themes?)?|fonctionnement des assemblees|"
    r"decisions budgetaires|documents d'urbanisme|marches publics)[ \t.:-]*"
)
#: Who reports on a point, beside its title: « VOIRIE, rapporteur M. X ».
_REPORTER = re.compile(r"\s?[,;:(–-]\s?rapporteure?s?\b")
#: What stands right of a title, of no part of it: the day of the sitting, the matter of the nomenclature.
BESIDE = re.compile(
    rf"(?m)[ \t]{{3,}}(?:\d{{1,2}}(?:er)? (?:{'|'.join(MONTHS)}) \d{{4}}|\d\.\d(?:\.\d)?[ \t][^\n]*)[ \t]*$",
    re.IGNORECASE,
)
_CELL, _CELLS = re.compile(r"\S {3,}\S.*:"), re.compile(r"\S {6,}\S|\S {3,}\S.* {3,}\S")
_NEXT_WORDS = 14
_ASIDE = re.compile(ASIDE)
#: A title above its number has no more lines.
_ABOVE = 4
_LONGEST, _FULL = 300, 100


@dataclass(frozen=True, slots=True)
class Point:
    """One point of minutes, which begins at ``start``.

    Its title stands between ``title`` and ``stop``, and is ``whole`` when what ends it was seen; ``number`` is the
    act's own number, "" when the point has only a rank; it is ``alone`` when no other confirms that it is a point.
    """

    start: int
    title: int
    stop: int
    number: str = ""
    whole: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A line that looks like a point's heading: the shape of its numbering, what it compares by, and the point."""

    shape: tuple[str, ...]
    order: tuple[int, ...]
    point: Point


def marks(text: Text, end: int) -> Iterator[Mark]:
    """Give every line of a text that looks like a point's heading, in order; a line may look like several."""
    lines = list(re.compile(r"[^\n]+").finditer(text.folded, 0, end))
    for index, line in enumerate(lines):
        indent = len(line[0]) - len(line[0].lstrip(" \t"))
        if indent > 40 or not line[0].strip():
            continue
        bullet = BULLET.match(text.folded, line.start() + indent, line.end())
        place = bullet.end() if bullet else line.start() + indent
        for kind, pattern in SHAPES:
            match = pattern.match(text.folded, place, line.end())
            if match is None or not _is_numbering(kind, match, text.text):
                continue
            if kind == "object" and heads_a_table(text, match.start()):
                continue
            aside = _ASIDE.fullmatch(text.folded, match.end(), line.end())
            title, stop, whole = _title(text, aside.end() if aside else match.end(), index, lines)
            if beside := _COUNCIL.search(text.folded, title, stop + _NEXT_WORDS):  # « Voirie : le conseil … »
                stop, whole = min(stop, max(title, beside.start())), False
            if reporter := _REPORTER.search(text.folded, title + 1, stop + _NEXT_WORDS):
                stop, whole = reporter.start(), True
            if kind != "object" and _SAID.match(text.folded, title):  # its title is lost, or stands above
                title = stop = match.end()
            if kind in _OWN or (whole and kind == "rank"):  # « 2025-12 Voirie, »: its number tells the title
                stop = title + len(text.text[title:stop].rstrip(" ,"))
            small = kind == "rank" and match["sep"] != "" and text.text[title : title + 1].islower()
            if kind != "object" and not is_title(text, title, stop, kind, small=small):
                continue
            groups = match.groupdict()
            number = _joined(text.read(*match.span("code"))).strip(" .-/") if groups.get("code") else ""
            own = _OWN_NUMBER.match(text.folded, title, stop)
            if kind in _ORDERED and own and is_title(text, own.end(), stop, kind):
                number, title = _joined(text.read(*own.span("code"))).strip(" .-/"), own.end()
            shape = (
                "small" if small else kind,
                re.sub(r"\s", "", match["sep"]),
                *(shape_of(number),) * (kind == "code"),
            )
            whole = whole and (kind != "rank" or match["sep"] != "")  # a page's number stands alone on its line too
            rank = groups.get("rank") or number
            order = (ord(rank) - ord("a") + 1,) if kind == "part" else _order(rank)
            yield Mark(shape, order, Point(min(place, title), title, stop, number, whole))
        if bullet and not (index and lines[index - 1][0].rstrip().endswith((":", ";", ","))):
            title, stop, whole = _title(text, place, index, lines)
            if is_title(text, title, stop, "title") and not _SAID.match(text.folded, title):
                yield Mark(("sign", bullet[0][0]), (), Point(bullet.start(), title, stop, "", whole))
        coded = CODED_TITLE.fullmatch(text.folded, place, line.end())
        if coded and is_title(text, *coded.span("title"), "coded"):
            number = text.read(*coded.span("code"))
            yield Mark(("coded",), _order(number), Point(place, place, coded.end("title"), number, whole=True))


def heads_a_table(text: Text, label: int) -> bool:
    """Tell whether a label there heads a column: wide spaces part it from others, or the cells of the next line."""
    lines = [line.strip() for line in text.text[label : label + _LONGEST].split("\n") if line.strip()][:2]
    alone = bool(lines) and re.fullmatch(r"\w+\W*", lines[0]) is not None
    return bool(lines) and (_CELL.search(lines[0]) is not None or (alone and _CELLS.search(lines[-1]) is not None))


def _joined(code: str) -> str:
    """Return a number without the spaces around its signs: « 2025 – 12 »."""
    return re.sub(r"\s*([-/])\s*", r"\1", code.replace("–", "-"))


def _is_numbering(kind: str, match: re.Match[str], written: str) -> bool:
    """Tell a numbering from what only looks like one: a date, small letters, a code without a year."""
    if kind == "numeral":
        return written[match.start("rank") : match.end("rank") + 12].isupper()
    if kind == "part":
        return written[match.start("rank")].islower()
    if kind in ("roman", "letter"):
        return written[match.start("rank") : match.end("rank")].isupper()
    if kind in _OWN and (_DAY.fullmatch(match["code"]) or _SITTING.match(match.string, match.start())):
        return False
    if kind == "code":
        parts = re.findall(r"\d+", match["code"])
        year = any(re.fullmatch(r"(?:19|20)\d\d(?:\d{4})?", part) for part in parts) or (
            match["sep"] != "" and _MONTHLY.fullmatch(match["code"]) is not None
        )
        return year or (len(parts) > 1 and match["sep"] == ":") or bool(re.match(r"[a-z]", match["code"]))
    return kind != "ordinal" or bool(_order(match["rank"]))


def _order(rank: str) -> tuple[int, ...]:
    """Return what numbers compare by; empty when it has no order."""
    if re.search(r"\d", rank):
        return tuple(map(int, re.findall(r"\d+", rank)))
    if spelt := in_words(rank):
        return (spelt.value,)
    words = rank.replace("premiere", "premier").replace("seconde", "deuxieme").replace("second", "deuxieme")
    if words in RANKS:
        return (RANKS.index(words),)
    if re.fullmatch(r"[a-h]", rank) and rank not in "ivxl":
        return (ord(rank) - ord("a") + 1,)
    values = [{"i": 1, "v": 5, "x": 10, "l": 50}.get(letter, 0) for letter in rank.lower()]
    if not values or 0 in values:
        return ()
    return (sum(-value if value < after else value for value, after in pairwise([*values, 0])),)


def _title(text: Text, start: int, index: int, lines: Sequence[re.Match[str]]) -> tuple[int, int, bool]:
    """Return where a point's title begins and ends, and whether its end was seen.

    It stands beside its number, else on the next line, and may go on over the lines that follow.
    """
    last = index
    matter = _MATTER.fullmatch(text.folded, start, lines[index].end()) is not None
    if matter and (last + 1 >= len(lines) or not _may_follow(text, lines[last + 1])):
        matter = False
    if matter or start >= lines[index].end():
        last = index + 1
        if last >= len(lines):
            return start, start, False
        start = _after_rank(text, lines[last], _RANKED)
        told = lines[last][0].rstrip().endswith(".") or LABEL.match(text.folded, start, lines[last].end())
        if told or SENTENCE.match(text.folded, start, lines[last].end()):  # the title stands above, or there is none
            return _above(text, index, lines)
    stop = lines[last].end()
    for place, (line, following) in enumerate(pairwise(lines[last : last + 5]), last):
        between = text.text[line.end() : following.start()]
        written = BESIDE.sub("", text.text[line.start() : line.end()]).rstrip().lower()
        beginning = following[0].strip()
        small = text.text[following.start() : following.end()].lstrip(' \t«"')[:1].islower()
        unended = UNENDED.search(written) is not None or is_quoting(text.text[start : line.end()])
        goes_on = small and (unended or beginning.endswith(":"))
        led = small or _is_led(text, lines[place + 1 : place + 3])
        ended = (between.count("\n") > 1 and not goes_on) or written.endswith("." if led else (":", "."))
        if ended or (SENTENCE.match(beginning) and not (small and _LED.match(beginning))) or len(written) > 140:
            return start, line.end(), True
        capitals = text.text[line.start() : line.end()].isupper()
        if text.text[following.start() : following.end()].isupper() != capitals and capitals:
            return start, line.end(), True
        if any(pattern.match(beginning) for kind, pattern in SHAPES if kind in ("act", "object", "word")):
            return start, line.end(), True
        if not capitals and not small and not unended and not (led and written.endswith(":")):
            return start, line.end(), False
        stop = following.end()
    return start, stop, False


def _may_follow(text: Text, line: re.Match[str]) -> bool:
    """Tell whether a line can be the title under a rubric: it begins with a capital, and tells nothing."""
    written = text.text[line.start() : line.end()].strip()
    return written[:1].isupper() and not SENTENCE.match(line[0].strip()) and not LABEL.match(line[0].strip())


def _is_led(text: Text, lines: Sequence[re.Match[str]]) -> bool:
    """Tell whether the first line can go on with a title that a colon ends: who speaks stands under it."""
    if len(lines) < 2 or not _may_follow(text, lines[0]):
        return False
    open_ended = len(lines[0][0]) < _FULL and not lines[0][0].rstrip().endswith((".", ";", ",", ":"))
    return open_ended and SENTENCE.match(lines[1][0].strip()) is not None


def is_quoting(title: str) -> bool:
    """Tell whether a title ends within a quotation: « Marché « Réalisation du bulletin »."""
    return title.count("«") > title.count("»")


def _above(text: Text, index: int, lines: Sequence[re.Match[str]]) -> tuple[int, int, bool]:
    """Return what stands above a number that is alone on its line, when it can be its title; else no title."""
    end = lines[index].end()
    first = start = index
    while first and index - first < _ABOVE and text.text[lines[first - 1].end() : lines[first].start()] == "\n":
        first -= 1
        start = _after_rank(text, lines[first], _ORDERED)
        if start > lines[first].start() or not text.text[start : lines[first].end()].lstrip(' \t«"')[:1].islower():
            break
    line, last = lines[first], lines[index - 1]
    heads = SENTENCE.match(line[0].strip()) or HEADING.match(line[0].strip())
    stop = last.start() + len(last[0].rstrip(" -:"))
    if first < index and not heads and is_title(text, start, stop, "title"):
        return start, stop, True
    return end, end, False


def _after_rank(text: Text, line: re.Match[str], kinds: Sequence[str]) -> int:
    """Return where a line goes on after the rank of one of ``kinds`` that begins it; where it begins without one."""
    ranks = (pattern.match(text.folded, line.start(), line.end()) for kind, pattern in SHAPES if kind in kinds)
    return next((match.end() for match in ranks if match), line.start())


def is_title(text: Text, start: int, stop: int, kind: str, *, small: bool = False) -> bool:
    """Tell whether what stands there can be a point's title: it begins with a capital and decides nothing.

    A ``small`` one has no capital.
    """
    written = text.text[start:stop].strip(" \t:.-–")
    if not written:
        return kind in ("act", "code", "word")
    if len(re.findall(r"[^\W\d_]", written)) < 3 or stop - start > _LONGEST or written.endswith((";", ",")):
        return False
    folded = " ".join(text.folded[start:stop].split())
    if _NO_TITLE.search(folded) or _TWICE.fullmatch(folded) or len(_AMOUNT.findall(folded)) > 1:
        return False
    if _SOMEBODY.fullmatch(written):
        return False
    first = next((letter for letter in written if letter.isalpha()), "")
    return first.isupper() is not small and _VERB.match(text.folded[start:stop].strip(" \"'-")) is None
