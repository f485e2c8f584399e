"""The lists of those present, excused, absent and represented: where each begins in an act, and where it ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from generator.intake.figures import FIGURES, NUMBER
from generator.intake.letters import Text, worn
from generator.intake.mandates import GIVEN, is_mandate
from generator.intake.names import CAPITAL, CAPITALS, CIVILITY, GIVEN_NAME, PERSON
from generator.intake.rollends import STOP, end_of_roll, sentences

_WHO = (
    r"(?:(?:les |mmes et mm\.? |m(?:ess)?ieurs |mesdames |et |nombre de )*(?:membres?|conseillers?|elus|"
    r"conseillers municipaux)\s+)?"
)
_ON_A_LINE = r"(?:^|(?<=[.;] ))[ \t>*•-]{0,4}(?:les )?"
_CIVILITIES = rf"(?:{CIVILITY}(?:\s*(?:et|,|/)?\s+)?){{1,4}}(?:les (?:conseillers|membres)(?: municipaux)?)?"
_COUNT = rf"(?:\s{{0,2}}[(\[]?\s?(?P<count>{FIGURES}|[0-9]{{1,3}}(?=\s?/))(?:\s?(?:/|sur)\s?[0-9]{{1,3}})?\s?[)\]]?)?"
_ENDED = (
    rf"(?:\s{{1,2}}(?:les )?(?:conseillers|membres)(?: municipaux)?(?: suivants)?|\s{{1,2}}{_CIVILITIES}|"
    r"\s(?:sont|etaient))?\s{0,2}"
)
_ALONE = (
    r"(?:\w{0,2} (?:non|excuses?|representes?|donne|ayant|pouvoirs?|procurations?|avec|sans|et|a|"
    r"\|)){0,4}\w{0,2}"
)
_BE = r"(?:etaient|etait|sont|est|furent|ont ete)"
_IS = rf"(?:{_BE}\s+)?"
#: At the beginning of a line or of a sentence with or without a colon; anywhere else with one, and names after it.
_PRESENT = re.compile(
    rf"(?m)(?:{_ON_A_LINE}{_IS}|\b{_BE}\s+|\b){_WHO}(?<!personnes )(?<!auditeurs ){worn('present')}(?:e?s|\(e\)s?)?"
    rf"(?:,?\s+(?:a la seance|a distance|en visio ?-?\s?conference|en ligne|en seance|"
    rf"a l'ouverture(?: de la seance)?|ou representes?))?(?:\s?\([a-z][^)\n]{{3,40}}\))?"
    rf"{_COUNT}{_ENDED}(?::\s{{0,3}}[(\[]?\s?(?P<again>{FIGURES})\s?[)\]]?\s?(?::|$|\n|(?={CIVILITY}\s))|"
    rf"[:;](?![ \t]?{NUMBER}(?!\s?[.)-]\s?[a-z]|\s[a-z][^\n:]*\n\s*2\s))|"
    rf"(?<=s)$|(?=[ \t](?:{CIVILITY})\s+[a-z]))"
)
_TIED = (
    rf"(?:delegue (?:leur|son) droit de vote[^:\n]{{0,100}}|delegation(?=s? de vote)|"
    rf"{worn('absent')}|{worn('excuse')}|{worn('represente')}|"
    rf"{worn('pouvoir')}|{worn('procuration')}|mandat(?=s\b))"
)
_OTHERS = re.compile(
    rf"(?m)(?:{_ON_A_LINE}(?P<label>{_IS}{_WHO}(?:(?:a|ont|avait|avaient|ayant)\s+(?:donne|remis)\w{{0,2}}\s+)?"
    rf"(?:non )?{_TIED}"
    rf"(?:[^:\n]{{0,110}}?(?=\s{{0,2}}(?:{_CIVILITIES}\s{{0,2}})?[:;])|"
    rf"(?:\w{{0,3}}(?: et)? {_TIED})?\w{{0,3}}(?=[ \t]{CIVILITY}\s+[a-z])|{_ALONE}(?=\s{{0,4}}$)))"
    rf"|\b(?P<inner>{_IS}{_WHO}(?:non )?{_TIED}(?:\w{{0,3}}(?:,| et| ou)?\s(?:{_TIED}|non|par|ayant|avec|sans|"
    rf"donne|remis|un))*\w{{0,3}}(?=\s{{0,2}}:)))"
    rf"{_COUNT}{_ENDED}(?:[:;]|$|(?=[ \t](?:{CIVILITY})\s+[a-z]))(?:[ \t]*[(\[]?(?P<again>{FIGURES})[)\]]?[ "
    rf"\t]*(?=\n|:|$|{CIVILITY}\s))?:?"
)
#: Those present by another name.
_OTHERWISE = re.compile(r"(?m)^[ \t]*(?:En présence de|Assistaient à la (?:réunion|séance)) ?:")
#: « Excusés : conformément à l’article …, ont donné pouvoir de voter en leur nom : ».
_OF_THE_LAW = re.compile(
    r"(?m)^[ \t]*(?i:(?:absents? )?(?:excusés?|excuses?|absents?)) ?: ?(?i:conformément|en application)[^:]{5,200}?"
    r",\s*(?i:ont donné (?:pouvoir|procuration|mandat))[^:]{0,80}:"
)
#: « Étaient présents : les 28 conseillers municipaux suivants : ».
_ADDRESSED = re.compile(
    r"(?P<state>(?i:présents?|presents?|absents?|excusée?s?|excuses?))[ \t]?:\s?(?i:les?|l[’'])?[ \t]?"
    r"(?P<count>\d{0,3})[ \t]?(?i:conseiller\w{0,2}|membres?|élue?s?|déléguée?s?)"
    r"(?: (?i:municipa\w+|communautaires?|suivante?s?))*[ \t]?:"
)
#: « … il y avait 23 titulaires présents, à savoir : », « le nombre de ceux qui ont donné pouvoir était de 3 : ».
_TOLD = re.compile(
    r"(?m)^[^\n:;]{0,140}\b(?P<state>(?i:présents|absents|excusés|représentés|pouvoirs?|procurations?))"
    r"(?P<after>[ \t,]{1,3}(?i:à savoir|(?:était|étaient|est|sont)(?: de| au nombre de)? ?\d{1,3}|"
    r"dont les noms suivent))"
    rf"[ \t]*:[ \t]*\n(?={PERSON.pattern}|\s*(?i:M\.|Mmes?|MM\.|Monsieur|Madame)\s)"
)
#: « représenté par son suppléant M. X »: no mandate, and no member of the council.
_SUBSTITUTED = re.compile(
    r"(?i),?\s+(?:excusée? et )?(?:représentée?|suppléée?|remplacée?) par (?:son|sa) suppléante?\b,?\s*"
    r"(?:(?:M\.|Mme|Monsieur|Madame)\s+)?[^,;\n()]*"
)
_PAIR = r"[ \t]*[A-ZÀ-Þ][^\n\d,:;]{3,45} à [A-ZÀ-Þ][^\n\d,:;]{3,45}"
#: A count of the margin between two mandates of a list: « Élus présents : 17 ».
_MARGIN = re.compile(
    rf"(?m)^(?P<pair>{_PAIR}|[^\n:]*pouvoirs?[ \t]*:)[ \t]*\n(?:[ \t]*\n)*[^\n:]{{3,40}}:[ \t]*\d{{1,3}}[ \t]*\n"
    rf"(?=(?:[ \t]*\n)*{_PAIR}[ \t]*$)"
)
_NUMBERED = (
    rf"(?:[0-9]{{1,3}} ?/ ?[0-9]{{1,3}}(?=\s)|[(\[]?[ \t]?(?!neant|aucun){NUMBER}[ \t]?[)\]]?(?: ?\({NUMBER}\))?)[ \t]*"
)
_COUNTED = re.compile(
    rf"[ \t]*{_NUMBERED}(?:(?=\([^\W\d_])|(?P<more>[|,;-]|\.(?!\s?[^\W\d_]))|:|\n|$)|\s*{_NUMBERED}(?:\n|$)"
)
#: The rank of the first name of a list, which the second rank tells from a count.
_FIRST = re.compile(r"\s*1\s?[.)-]?\s?[^\W\d_][^\d:]{2,60}\s2\s?[.)-]?\s?[^\W\d_]")
#: What brackets hold belongs together, even over the end of a line.
_BRACKETS = re.compile(r"\([^()]{1,160}\)")
#: A label without a colon, before names: « Présents Luc MARTIN, … », « Excusés S. ROUX ».
_BARE = re.compile(
    r"(?<![\w’'-])(?i:(?:(?:étaient|etaient) )?(?:présents?|absents?|excusés?|excuses?|représentés?)"
    r"(?: (?:(?:non |et )*(?:excusés?|excuses?|représentés?)|(?:ayant donné|par) (?:pouvoir|procuration)))*)"
    rf"(?:[ \t][-–—])?(?=[ \t]{{1,2}}(?:(?:{CAPITAL}\.-?){{1,2}} ?{CAPITAL}|"
    rf"{GIVEN_NAME} {CAPITALS}[ ,;]|{CAPITALS} {GIVEN_NAME}[ ,;]))"
)
#: « Procurations Mme X a donné … », on the line of another list.
_BARE_TIED = re.compile(
    r"(?<![\w’'-])(?<!donné )(?<!avec )(?:Procurations?|PROCURATIONS?|Pouvoirs?|POUVOIRS?)"
    r"(?=[ \t]{1,2}(?:M(?:M|r|rs|me|mes)?\.?|Monsieur|Madame|Messieurs|Mesdames)[ \t][^\W\d_a-zà-ÿ])"
)
#: The number of the point that follows a list on its line.
_NEXT_POINT = re.compile(r"(?:(?<=[.;])|\n)\s*\d{1,2}\s?[.)/-]{0,2}\s*$")


@dataclass(frozen=True, slots=True)
class Roll:
    """One list: of those ``present`` or not, ``tied`` when its label speaks of mandates.

    ``label`` is its label as it is written, ``block`` what stands under it, ``count`` the number beside the label.
    """

    present: bool
    tied: bool
    label: str
    block: str
    count: int | None = None


def rolls(opening: str) -> tuple[list[Roll], list[str]]:
    """Return the lists of an act's opening in order, and the lines outside of them by which mandates are given."""
    opening = _SUBSTITUTED.sub("", opening)
    opening = _ADDRESSED.sub(r"\g<state> \g<count> :", opening)
    opening = _TOLD.sub(_labelled, opening)
    opening = _OF_THE_LAW.sub("Excusés ayant donné pouvoir :\n", opening)
    while (without := _MARGIN.sub(r"\g<pair>\n", opening)) != opening:
        opening = without
    whole = _OTHERWISE.sub("Présents :", _BRACKETS.sub(lambda match: match[0].replace("\n", " "), opening))
    text = Text(_side_by_side(_BARE_TIED.sub(r"\g<0> :", _BARE.sub(r"\g<0> :", whole))))
    end = len(text.text)
    found = sorted([*text.find(_PRESENT), *text.find(_OTHERS)], key=lambda match: match.start())
    labels = [label for rank, label in enumerate(found) if not rank or label.start() >= found[rank - 1].end()]
    lists, outside, place = [], [], 0
    for label, following in pairwise([*labels, None]):
        assert label is not None  # the last of a pair alone is None
        limit = following.start() if following else end
        stop = end_of_roll(text, label.end(), limit)
        lists.append(_roll(text, label, stop))
        outside += _mandates(text, place, label.start())
        place = stop
    return lists, [*outside, *_mandates(text, place, end)]


def _labelled(told: re.Match[str]) -> str:
    """Return the label that a sentence is: « le nombre des absents était de 3 : »."""
    state = Text(told["state"]).folded
    label = "Absents ayant donné pouvoir" if state.startswith(("pouvoir", "procur")) else told["state"].capitalize()
    count = re.search(r"\b\d{1,3}(?=\D*$)", told["after"])
    return f"{label} {count[0] if count else ''} :\n"


def _roll(text: Text, label: re.Match[str], stop: int) -> Roll:
    named = next((label[name] for name in ("label", "inner") if label.groupdict().get(name)), None)
    count = label["count"] or label["again"]
    tied = bool(named and re.search("pouv|procur|mandat|represent|deleg", named))
    return Roll(
        named is None,
        tied,
        text.read(label.start(), min(label.end() + 12, stop)),
        _NEXT_POINT.sub("", _without_count(text.text[label.end() : stop])),
        int(count) if count and count.isdigit() else None,
    )


def _without_count(block: str) -> str:
    """Return a list without the number that may stand before it: nothing when another label follows the number."""
    match = _COUNTED.match(Text(block).folded)
    if match is None or _FIRST.match(block):
        return block
    return "" if match["more"] else block[match.end() :]


def _mandates(text: Text, start: int, end: int) -> list[str]:
    """Return the lines that give a mandate and nothing else: « - M. X procuration à M. Y »."""
    lines = re.compile(r"[^\n]+").finditer(text.text, start, max(start, end))
    told = (sentence for line in lines for _, sentence in sentences(line))
    return [
        sentence
        for sentence in told
        if (len(sentence) < 160 or GIVEN.search(Text(sentence[:60]).folded))
        and not sentence.lstrip().startswith("Nombre")
        and is_mandate(Text(sentence).folded)
        and _begins_with_a_name(sentence)
    ]


def _begins_with_a_name(line: str) -> bool:
    folded = Text(line).folded.lstrip(" \t-–•*")
    written = line.lstrip(" \t-–•*")
    return re.match(rf"{CIVILITY}\s", folded) is not None or re.match(r"[^\W\d_a-zà-ÿ]", written) is not None


def _side_by_side(opening: str) -> str:
    """Return an opening whose lists in two columns stand one under the other."""
    lines = opening.split("\n")
    laid: list[str] = []
    index = 0
    while index < len(lines):
        cells = _cells(lines[index])
        if len(cells) < 2 or not all(_heads(cell) for _, cell in cells[:2]):
            laid.append(lines[index])
            index += 1
            continue
        middle = cells[1][0]
        sides: tuple[list[str], list[str]] = ([cells[0][1]], [cells[1][1]])
        index += 1
        while index < len(lines) and lines[index].strip() and not STOP.match(Text(lines[index]).folded):
            for place, cell in _cells(lines[index]):
                sides[place > middle - 8].append(cell)
            index += 1
        laid += [*sides[0], *sides[1]]
    return "\n".join(laid)


def _cells(line: str) -> list[tuple[int, str]]:
    return [(match.start(), match[0].strip()) for match in re.finditer(r"[^\s|](?:(?! {3,}|\t|\|).)*", line)]


def _heads(cell: str) -> bool:
    folded = Text(cell).folded
    return any(
        match.start() == 0 and match.end() >= len(folded) - 1
        for match in (*_PRESENT.finditer(folded), *_OTHERS.finditer(folded))
    )
