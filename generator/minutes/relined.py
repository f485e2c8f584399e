"""Lines that a transcription ran together: put back where a heading, a point or a sentence of the council begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.minutes.names import CAPITAL, CIVIL
from generator.papers.letters import fold

#: No line of a page has so many characters: the lines of several are lost in it.
_LONG = 150
#: What heads an act, wherever it stands.
_HEADINGS = re.compile(
    r"(?<=\s)(?:EXTRAITS? D(?:U|ES)\b|Extraits? d(?:u|es) (?:registre|proc)|R[EÉ]PUBLIQUE FRAN[CÇ]|"
    r"République française)"
)
#: What begins a point by a word: « Délibération n° 12 », « Objet : », unless it is spoken of.
_WORDS = re.compile(
    r"(?<!\b[Ll]a )(?<!\b[Ll]es )(?<!\b[Dd]e )(?<!\b[Pp]ar )(?<!\b[Ss]a )(?<!\bcette )(?<!\bune )(?<!\bdes )(?:(?<=\s)|"
    r"^)"
    r"(?:(?:D[EÉ]LIB[EÉ]RATION|Délibération|DCM|Délib\.)\s?(?:[Nn]\s?°|[Nn]uméro|(?=[A-Z]{0,4}\d))\s?(?=[\w./-]*\d)"
    r"[\w./-]+|(?:OBJET|Objet|SUJET|Sujet)\s?:|(?<!onvention )(?<!arché )N\s?°\s?(?:\d{1,4}[-/](?:19|20)\d\d|"
    r"(?:19|20)\d\d[-/]\d{1,4})(?=\s[A-ZÀ-Þ«])|[Nn]\s?°\s?\d{6} \d{2,3}(?=\s[–-]\s[A-ZÀ-Þ«])|"
    r"(?:[Nn]\s?°\s?)?(?:(?<=[.;!?»)\]]\s)|(?<=n°\s)(?<!onvention n°\s)|(?<=n°)(?<!onvention n°))"
    r"(?:[A-Z]{1,5}[-_. ]?)?(?:(?:19|20)\d\d[-/_.][\w/.-]*\d|\d{1,4}[-/](?:19|20)\d\d)(?=\s?[:–-]?\s[A-ZÀ-Þ«\"]))"
    r"[ \t]{0,2}[:–—-]?"
)
#: What numbers a point: « 2. Voirie », « 2.1. Voirie », « II – VOIRIE », « Question n° 2 : ».
_RANKED = re.compile(
    r"(?:(?<=\s)|^)(?<![Aa]rticle )(?<![Aa]rt\. )(?P<word>(?:Question|QUESTION|Point|POINT|Affaire|Sujet|Dossier|"
    r"Rapport)"
    r"\s(?:[Nn]\s?°\s?)?)?(?P<rank>\d{1,2}|[IVX]{1,5})(?P<deep>(?:[.-]\d{1,2})?)"
    rf"(?P<sep>\s?(?:°\s?\)?|\))\s?[:.–—-]?|\s?[.:/]\s?[–—-]?|\s?[–—-])\s?(?=[«\"]?\s?{CAPITAL})"
)
#: An act's number before its title, without any word: it needs another that follows it.
_CODE = re.compile(
    r"(?:(?<=\s)|(?<=°))(?P<code>[A-Z]{0,5}[-_.]?\d{1,8}(?:[-/_.]\d{1,4}){1,3})(?P<sep>\s?[:–-]?)\s(?=[A-ZÀ-Þ«\"])"
)
#: A bullet after a sentence or a vote, with a title.
_BULLET = re.compile(
    r"(?:(?<=[.!?;:»)] )|(?<=unanimité ))(?:[•➢➤] (?=[A-ZÀ-Þ«][^.;:]{8,120}\. [A-ZÀ-Þ])|"
    r"[•➢➤–-] (?=[A-ZÀ-Þ«][^.;:]{8,120} ?: ?(?i:le conseil|l[’']assemblée|(?:adopt|approuv|accept|rejet)ée?s?\b)))"
)
_DAY = re.compile(r"[0-3]?\d([-/.])[01]?\d\1(?:20)?\d\d")
#: The acts of one sitting that are not read between two others are not more.
_STEP = 4
#: A number that begins a line is its title's, whatever spaces it has: « 2019 – 054 – 03.12 – ».
_FIRST = re.compile(
    r"\s*(?:[Nn]\s?°\s?(?=[\w./-]*\d)[\w./-]+|(?:19|20)\d\d\s?[-–/]\s?\d{1,4}(?:\s?[-–/]\s?\d{1,2}(?:\.\d{1,2})?)?|\d{1,2}\s?[.)]|\d{1,2}\s[-–])"
    r"\s?[:–-]?\s(?=[A-ZÀ-Þ«])"
)
#: Who speaks, reasons or decides: no title goes on over it.
_SPEAKS = (
    r"(?:expose|rappelle|informe|propose|présente|explique|indique|rapporte|donne|soumet|précise|demande|fait|invite|"
    r"souligne|annonce|rend|signale)"
)
_OPENS = re.compile(
    r"(?<=\s)(?<!\b[àa]\s)(?<!\bde\s)(?<!\bpar\s)(?<!\bpour\s)(?<!\bavec\s)"
    rf"(?:{CIVIL} (?:[Ll]e|[Ll]a) (?:[Mm]aire|[Pp]résident)|"
    rf"{CIVIL} [^.,;:]{{3,50}}?,? (?:[a-zéè’ ]{{3,40}}, )?{_SPEAKS}\b|"
    rf"L[ea] (?:[Mm]aire|[Pp]résidente?|[Rr]apporteur) {_SPEAKS}\b|LE CONSEIL|Le [Cc]onseil\b|L’assemblée\b|"
    r"L'assemblée\b|V[Uu] (?:l|que|L)|V[Uu],|C[Oo][Nn][Ss][Ii][Dd][EÉeé][Rr][Aa][Nn][Tt]\b|Après (?:en |avoir|lecture|"
    r"délib|exposé)|"
    r"Entendu\b|Il est (?:proposé|rappelé|exposé)|Sur (?:proposition|le rapport)|Rapporteur ?:|"
    r"Suite à|Dans le cadre|Afin de|Conformément|Compte tenu|Ayant entendu)"
)
#: A sentence that begins without a sign before it: « … communaux 2019 Les tarifs sont … ».
_BEGINS = re.compile(
    r"(?<=[^\W_] )(?:Les?|La|Il|Elle|Ces?|Cette|Une?|Dans|Par|Suite|Lors|Depuis|Pour|Considérant) [a-zà-ÿ]{2}"
)
#: The labels of an opening: they begin with a capital, and what they label follows.
_LABELS = re.compile(
    r"(?<=\s)(?:(?:[ÉE]taient|[ÉE]TAIENT|[ÉE]tait) (?i:présents?|presents?|absents?|excusés?|excuses?|représentés?)\b|"
    r"Avai(?:en)?t (?:donné|remis)\b|"
    r"(?:(?:Membres|Conseillers|MEMBRES|CONSEILLERS) )?(?:PR[EÉ]SENTS?|Présents?|ABSENTS?|Absents?|EXCUS[EÉ]S?|"
    r"Excusés?|"
    r"POUVOIRS?|Pouvoirs?|PROCURATIONS?|Procurations?|REPR[EÉ]SENT[EÉ]S?|Représentés?)(?: [^\W\d_]+){0,4}\s?:|"
    r"(?:SECR[EÉ]TAIRE|Secrétaire)(?: (?i:de (?:la )?séance))?\s?:|Assistai(?:en)?t\b|Présence hors\b|"
    r"(?:ORDRE DU JOUR|Ordre du jour)\b|Dates? (?:de|d[’']) ?(?:la )?(?:convocation|affichage|séance)|"
    r"Nombre de (?:conseillers|membres|présents|votants|procurations|pouvoirs)\b)"
)
#: A word after which none of them begins anything.
_INSIDE = frozenset(
    re.findall(
        r"\w+",
        "les des de du et ou sont etaient etait membres conseillers absents presents excuses non elus "
        "nombre dont municipaux la avec sans le au l absent ",
    )
)
_SENTENCE = re.compile(r"(?<=[^\W\d_]{3})\.\s(?=[«\"]?\s?[^\W\d_a-zà-ÿ])")
#: A title in capitals that nothing numbers, and the sentence beneath it.
_UNTOLD = re.compile(
    r"(?<=\s)(?=[A-ZÀ-ÞŒ])(?=(?:[^\w\n]{0,40}[A-ZÀ-ÞŒ]{2,}){3})[A-ZÀ-ÞŒ][A-ZÀ-ÞŒ0-9 «»\"’'(),/–—-]{16,200} "
    r"(?=(?:L[ea]s?|Des|Une?|Ils?|Elles?|Monsieur|Madame|M\.|Mme|Dans|Par|Suite|Afin|Pour|Vu|Considérant) [a-zà-ÿ])"
)
#: A title is no longer, in characters.
_TITLE = 220


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Rank:
    """A rank at its place: the shape of its numbering, its number and the one under it, 0 when it has none."""

    shape: tuple[str, str, bool]
    number: int
    under: int
    span: tuple[int, int]

    @classmethod
    def of(cls, match: re.Match[str]) -> _Rank:
        word, separator = fold(match["word"] or ""), re.sub(r"\s", "", match["sep"])
        shape = (word, separator, match["rank"].isdigit())
        return cls(shape, _value(match["rank"]), int(re.sub(r"\D", "", match["deep"]) or 0), match.span())

    def follows(self, other: _Rank) -> bool:
        return (self.number, self.under) in (
            (other.number + 1, 0),
            (other.number, other.under + 1),
            (other.number + 1, 1),
        )


def relined(text: str) -> tuple[str, bool]:
    """Return a text with the line ends that its headings, points and sentences tell where a line has lost them.

    The second value tells whether a heading or a point was found so: what is read beside it is not sure.
    """
    lines, found = [], False
    for line in text.split("\n"):
        told = len(line) > _LONG
        cut, headed = _cut(line) if told else (line, False)
        lines.append(cut)
        found = found or headed
    return "\n".join(lines), found


def _cut(line: str) -> tuple[str, bool]:
    heads = {match.start() for match in _HEADINGS.finditer(line)}
    marks = sorted({*_words(line), *_ranks(line), *_codes(line)}, key=lambda mark: (mark.start, -mark.end))
    marks = [mark for mark in marks if not any(one.start < mark.start < one.end for one in marks)]
    if (first := _FIRST.match(line)) and not (marks and marks[0].start < first.end()):
        marks.insert(0, _Mark(*first.span()))
    heads |= {mark.start for mark in marks}
    places = set(heads)
    for mark, following in zip(marks, [*(mark.start for mark in marks), len(line)][1:], strict=True):
        ends = set(_title_ends(line, mark.end, following))
        heads |= ends  # where a title ends is not sure either
        places |= ends
    if not any(re.search(r"\w", line[mark.start : mark.end]) for mark in marks):  # no title has a number
        untold = list(_UNTOLD.finditer(line))
        heads |= {match.start() for match in untold}
        places |= {place for match in untold for place in match.span()}
    places |= {match.start() for match in _LABELS.finditer(line) if _begins(line[: match.start()])}
    places |= {match.start() for match in _OPENS.finditer(line) if re.search(r"[.;:!?»]\s$", line[: match.start()])}
    return "\n".join(_parts(line, sorted(places))), any(line[:head].strip() for head in heads)


def _begins(before: str) -> bool:
    """Tell whether a label can begin after that text: its last word does not lead to it."""
    words = re.findall(r"\w+", fold(before[-30:]))
    return not words or words[-1] not in _INSIDE or before.rstrip().endswith((".", ";", ":", ")"))


def _parts(line: str, places: Sequence[int]) -> Iterator[str]:
    for start, end in zip([0, *places], [*places, len(line)], strict=True):
        if line[start:end].strip():
            yield line[start:end].strip()


def _words(line: str) -> Iterator[_Mark]:
    yield from (_Mark(*match.span()) for pattern in (_WORDS, _BULLET) for match in pattern.finditer(line))
    for match in _CODE.finditer(line):  # « 2020/11 COMMISSION DES IMPÔTS », « 028/18 : DISSOLUTION DU SYNDICAT »
        told = re.search(r"\b(?:19|20)\d\d\b|^[A-Z]", match["code"]) is not None or ":" in match["sep"]
        if told and _is_capitals(line[match.end() :]) and not _DAY.fullmatch(match["code"]):
            named = re.search(r"(?i:(?:n\s?°|délibération|deliberation|dcm|acte)\s?)+$", line[: match.start()])
            yield _Mark(named.start() if named else match.start(), match.end())


def _ranks(line: str) -> Iterator[_Mark]:
    """Give the ranks that follow each other: one alone is a figure of a sentence."""
    runs: dict[tuple[str, str, bool], list[_Rank]] = {}
    first: dict[tuple[str, str, bool], _Rank] = {}
    for match in _RANKED.finditer(line):
        rank = _Rank.of(match)
        ended = bool(match["word"]) or _is_ended(line[: match.start()]) or _is_capitals(line[match.end() :])
        run = runs.setdefault(rank.shape, [])
        if not ended and rank.number == 1:
            first[rank.shape] = rank
        elif ended or (run and rank.follows(run[-1])):
            opening = first.pop(rank.shape, None)
            run += [opening] if opening and rank.follows(opening) else []
            run.append(rank)
    for run in runs.values():
        for before, rank, after in zip([None, *run], run, [*run[1:], None], strict=False):
            alone = (
                len(run) == 1
                and rank.number == 1
                and _is_capitals(line[rank.span[1] :])
                and _is_ended(line[: rank.span[0]])
            )
            if alone or (before and rank.follows(before)) or (after and after.follows(rank)):
                yield _Mark(*rank.span)


def _codes(line: str) -> Iterator[_Mark]:
    """Give the numbers of acts that follow each other: « 028/18 : … 029/18 : … »."""
    codes = (match for match in _CODE.finditer(line) if not _DAY.fullmatch(match["code"]))
    found = [(match, tuple(map(int, re.findall(r"\d+", match["code"])))) for match in codes]
    kept: dict[int, _Mark] = {}
    for (one, values), (other, following) in pairwise(found):
        alike = re.sub(r"\d+", "", one["code"]) == re.sub(r"\d+", "", other["code"]) and one["sep"] == other["sep"]
        steps = [after - before for before, after in zip(values, following, strict=False) if after != before]
        if alike and len(values) == len(following) and len(steps) == 1 and 0 < steps[0] <= _STEP:
            kept |= {match.start(): _Mark(*match.span()) for match in (one, other)}
    yield from kept.values()


def _is_ended(before: str) -> bool:
    return not before.strip() or re.search(r"[.;:!?»)\]]\s*$", before) is not None


def _value(rank: str) -> int:
    if rank.isdigit():
        return int(rank)
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in rank]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def _is_capitals(text: str) -> bool:
    """Tell whether a text begins with two words in capitals."""
    words = [word for word in re.findall(r"[^\W\d_]+", text[:60]) if len(word) > 2][:2]
    return len(words) == 2 and all(word.isupper() for word in words)


def _title_ends(line: str, start: int, limit: int) -> Iterator[int]:
    """Give where the title that begins there ends, when something tells it: a sentence, who speaks, small letters."""
    end = min(limit, start + _TITLE)
    ends = [match.end() for match in _SENTENCE.finditer(line, start, end)][:1]
    ends += [match.start() for pattern in (_OPENS, _BEGINS) for match in [*pattern.finditer(line, start + 8, end)][:1]]
    if _is_capitals(line[start:]):
        ends += [match.start() for match in re.compile(r"(?<=\s)[^\W\d_][a-zà-ÿ]{2}").finditer(line, start + 8, end)][
            :1
        ]
    if ends:
        yield min(ends)
