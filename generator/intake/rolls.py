"""The lists of those present, excused, absent and represented: where each begins in an act, and where it ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from generator.intake.mandates import GIVEN, is_mandate
from generator.intake.relabelled import called_present, relabelled
from generator.intake.rollends import STOP, end_of_roll, sentences
from generator.intake.unwrapped import whole_names
from generator.minutes.cells import row_cells
from generator.minutes.figures import FIGURES, NUMBER
from generator.minutes.names import CIVIL, CIVILITY, PERSON
from generator.papers.letters import Text, fold, worn

_WHO = (
    r"(?:(?:les |mmes et mm\.? |m(?:ess)?ieurs |mesdames |et |nombre de ){0,6}(?:membres?|conseillers?|delegues?|elus|"
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
    r"(?:\w{0,2} (?:non|excuses?|representes?|donne|ayant|pouvoirs?|procurations?|avec|sans|et|ou|a|"
    r"\|)){0,4}\w{0,2}"
)
_BE = r"(?:etaient|etait|sont|est|furent|ont ete)"
_IS = rf"(?:{_BE}\s+)?"
#: At the beginning of a line or of a sentence with or without a colon; anywhere else with one, and names after it.
_PRESENT = re.compile(
    rf"(?m)(?:{_ON_A_LINE}{_IS}|\b{_BE}\s+|\b){_WHO}(?<!personnes )(?<!auditeurs )(?<!egalement )(?<!aussi )"
    rf"{worn('present')}(?:e?s|\(e\)s?)?"
    rf"(?:,?\s+(?:(?:titulaires?|suppleants?)(?:\s?(?:/|et)\s?(?:titulaires?|suppleants?))?|"
    rf"a la seance|a distance|en visio ?-?\s?conference|en ligne|en seance|"
    rf"a l'ouverture(?: de la seance)?|ou representes?|outre [^:\n]{{2,40}}))?(?:\s?\([a-z][^)\n]{{3,40}}\))?"
    rf"{_COUNT}{_ENDED}(?::\s{{0,3}}[(\[]?\s?(?P<again>{FIGURES})\s?[)\]]?\s?(?::|$|\n|(?={CIVILITY}\s))|"
    rf"[:;](?![ \t]?{NUMBER}(?!\s?[.)-]\s?[a-z]|[ \t][a-z]\.|\s[a-z][^\n:]*\n\s*2\s))|"
    rf"(?<=[s)])$|(?=[ \t](?:{CIVILITY})\s+[a-z]))"
)
_TIED = (
    rf"(?:delegue (?:leur|son) droit de vote[^:\n]{{0,100}}|delegation(?=s? de vote)|"
    rf"{worn('absent')}|{worn('excuse')}|{worn('represente')}|"
    rf"{worn('pouvoir')}|{worn('procuration')}|mandat(?=s\b))"
)
_OTHERS = re.compile(
    rf"(?m)(?:{_ON_A_LINE}(?P<label>{_IS}{_WHO}(?:(?:a|ont|avait|avaient|ayant)\s+(?:donne|remis|vote)\w{{0,2}}\s+"
    rf"(?:par )?)?"
    rf"(?:non )?{_TIED}"
    rf"(?:[^:\n]{{0,110}}?(?=\s{{0,2}}(?:{_CIVILITIES}\s{{0,2}})?[:;])|"
    rf"(?:\w{{0,3}}(?: et)? {_TIED})?\w{{0,3}}(?=[ \t]{CIVILITY}\s+[a-z])|"
    rf"{_ALONE}(?=\s{{0,4}}(?:\(\d{{1,3}}\)[ \t]*)?$)))"
    rf"|\b(?P<inner>{_IS}{_WHO}(?:non )?{_TIED}(?:\w{{0,3}}(?:,| et| ou)?\s(?:{_TIED}|non|par|ayant|avec|sans|"
    rf"donne|remis|un))*\w{{0,3}}(?:\s?\((?=au sens|art|l\.)[^)\n]{{3,100}}\))?(?=\s{{0,2}}:)))"
    rf"{_COUNT}{_ENDED}(?:[:;]|$|(?=[ \t](?:{CIVILITY})\s+[a-z]))(?:[ \t]*[(\[]?(?P<again>{FIGURES})[)\]]?[ "
    rf"\t]*(?=\n|:|$|{CIVILITY}\s))?:?"
)
_NUMBERED = (
    rf"(?:[0-9]{{1,3}} ?/ ?[0-9]{{1,3}}(?=\s)|[(\[]?[ \t]?(?!neant|aucun){NUMBER}[ \t]?[)\]]?(?: ?\({NUMBER}\))?)[ \t]*"
)
_COUNTED = re.compile(
    rf"[ \t]*{_NUMBERED}(?:(?=\([^\W\d_])|(?P<more>[|,;-]|\.(?!\s?[^\W\d_]))|:|\n|$)|\s*{_NUMBERED}(?:\n|$)"
)
#: A number in brackets inside a label: « Absents (2) ayant donné pouvoir ».
_INSIDE = re.compile(r"[(\[]\s?(\d{1,3})\s?(?:[)\]]|dont\b)")
#: A number before the first name: « Pouvoirs : 1 DURAND Luc à … ».
_BEFORE_NAMES = re.compile(rf"\A\s*\d{{1,2}}\s+(?={PERSON.pattern}|(?:{CIVIL}|M)\s)")
#: The rank of the first name of a list, which the second rank tells from a count.
_FIRST = re.compile(r"\s*1\s?[.)-]?\s?[^\W\d_][^\d:]{2,60}\s2\s?[.)-]?\s?[^\W\d_]")
#: A label of those who gave no mandate too.
_OR_ABSENT = re.compile(r"\b(?:non|sans|pas|ou|n')\b|[,/|]|(?<=absents )et\b|(?<=excuses )et\b")
#: Those who hold the mandates stand first, and those who gave them after « par ».
_GIVEN_TO = re.compile(r"\b(?:donn|confi|remis)\w*\W{0,2}e?s? a\s*$")
_BY = re.compile(r"\s(?:par|de la part de)\s")
#: A whole list in brackets: « Absents : 2 (M. X, Mme Y) ».
_IN_BRACKETS = re.compile(r"\s*\((?P<names>[^()]{4,600})\)[\s.,;]*")
#: What a vote is told with, before « présents », in so many characters.
_VOTES = re.compile(r"\b(?:unanimite|majorite|voix|suffrages|votes?)\b[^.\n:]{0,24}\bdes?\s+(?:\w+\s+)?$")
_VOTES_BEFORE = 60
#: What goes on from « présents » at the end of a line in a sentence.
_SENTENCE = re.compile(r"(?<!:)\s*\n\s*(?:sur|dans|lors|avec|sous|chez|en)\s")
#: A cell may begin so many characters before the heading of its column.
_SLACK = 8
#: What a council empowers its mayor to do is no member's mandate.
_TO_SIGN = re.compile(r"\bpouvoirs? (?:a|au) [^.;\n]{2,60}? (?:pour|de|afin de|a l'effet de) (?:l[ae]s? |l'|y )?sign")
#: The number of the point that follows a list on its line.
_NEXT_POINT = re.compile(r"(?:(?<=[.;])|\n)\s*\d{1,2}\s?[.)/-]{0,2}\s*$")


@dataclass(frozen=True, slots=True)
class Roll:
    """One list: of those ``present`` or not, ``tied`` when its label speaks of mandates, ``given`` when of no others.

    It is ``turned`` when those who hold the mandates stand first: « Procurations données à : Y par X ».
    ``label`` is its label as it is written, ``block`` what stands under it, ``count`` the number beside the label.
    """

    present: bool
    tied: bool
    label: str
    block: str
    count: int | None = None
    given: bool = False
    turned: bool = False


def rolls(opening: str) -> tuple[list[Roll], list[str]]:
    """Return the lists of an act's opening in order, and the lines outside of them by which mandates are given."""
    opening = relabelled(opening)
    found = _rolls(opening)
    if any(roll.present and roll.block.strip() for roll in found[0]):
        return found
    return _rolls(called_present(opening))


def _rolls(opening: str) -> tuple[list[Roll], list[str]]:
    text = Text(whole_names(_side_by_side(opening)))
    end = len(text.text)
    told = (match for match in (*text.find(_PRESENT), *text.find(_OTHERS)) if not _is_told(text, match))
    found = sorted(told, key=lambda match: match.start())
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


def _is_told(text: Text, label: re.Match[str]) -> bool:
    """Tell whether no list begins: « à l’unanimité des membres présents : », « sont présentes / sur le territoire »."""
    before = text.folded[max(0, label.start() - _VOTES_BEFORE) : label.start()]
    return _VOTES.search(before) is not None or _SENTENCE.match(text.folded, label.end()) is not None


def _roll(text: Text, label: re.Match[str], stop: int) -> Roll:
    named = next((label[name] for name in ("label", "inner") if label.groupdict().get(name)), None)
    inside = _INSIDE.search(named or "")
    count = label["count"] or label["again"] or (inside[1] if inside else None)
    tied = bool(named and re.search("pouv|procur|mandat|represent|deleg", named))
    block = _NEXT_POINT.sub("", _without_count(text.text[label.end() : stop]))
    return Roll(
        named is None,
        tied,
        text.read(label.start(), min(label.end() + 12, stop)),
        _without_brackets(block),
        int(count) if count and count.isdigit() else None,
        given=tied and not _OR_ABSENT.search(named or ""),
        turned=tied and _GIVEN_TO.search(named or "") is not None and _BY.search(fold(block)) is not None,
    )


def _without_brackets(block: str) -> str:
    """Return a list that stands in brackets without them."""
    match = _IN_BRACKETS.fullmatch(block)
    return match["names"] if match and re.match(rf"{CIVILITY}\s|[a-z][\w'-]+ [a-z]", fold(match["names"])) else block


def _without_count(block: str) -> str:
    """Return a list without the number that may stand before it: nothing when another label follows the number."""
    match = _COUNTED.match(fold(block))
    if _FIRST.match(block):
        return block
    if match is None:
        return _BEFORE_NAMES.sub("", block, count=1)
    return "" if match["more"] and not PERSON.match(block, match.end()) else block[match.end() :]


def _mandates(text: Text, start: int, end: int) -> list[str]:
    """Return the lines that give a mandate and nothing else: « - M. X procuration à M. Y »."""
    lines = re.compile(r"[^\n]+").finditer(text.text, start, max(start, end))
    told = (sentence for line in lines for _, sentence in sentences(line))
    return [
        sentence
        for sentence in told
        if (len(sentence) < 160 or GIVEN.search(fold(sentence[:60])))
        and is_mandate(fold(sentence))
        and _begins_with_a_name(sentence)
        and not _TO_SIGN.search(fold(sentence))
    ]


def _begins_with_a_name(line: str) -> bool:
    folded = fold(line).lstrip(" \t-–•*")
    written = line.lstrip(" \t-–•*")
    if folded.startswith(("assist", "nombre")):  # « Assistaient à la séance, sans pouvoir de vote : … »
        return False
    return re.match(rf"{CIVILITY}\s", folded) is not None or re.match(r"[^\W\d_a-zà-ÿ]", written) is not None


def _side_by_side(opening: str) -> str:
    """Return an opening whose lists in columns stand one under the other."""
    lines = opening.split("\n")
    laid: list[str] = []
    index = 0
    while index < len(lines):
        ruled = "|" in lines[index] or "\t" in lines[index]
        heads = list(row_cells(lines[index], ruled=ruled))
        if len(heads) < 2 or not all(_heads(cell) for _, cell in heads):
            laid.append(lines[index])
            index += 1
            continue
        sides = [[cell] for _, cell in heads]
        slack = 0 if ruled else _SLACK
        index += 1
        while index < len(lines) and lines[index].strip() and not STOP.match(fold(lines[index])):
            for place, cell in row_cells(lines[index], ruled=ruled):
                under = sum(start - slack < place + ruled for start, _ in heads)
                sides[max(0, under - 1)].append(cell)
            index += 1
        laid += [line for side in sides for line in side]
    return "\n".join(laid)


def _heads(cell: str) -> bool:
    folded = fold(cell)
    return any(
        match.start() == 0 and match.end() >= len(folded) - 1
        for match in (*_PRESENT.finditer(folded), *_OTHERS.finditer(folded))
    )
