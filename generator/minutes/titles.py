"""Titles that nothing numbers: lines that stand alone, each above the reasons of an act."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from generator.minutes.headlines import SENTENCE, UNENDED, is_quoting, is_title, tells_result
from generator.minutes.names import CAPITAL, CAPITALS, CIVIL, GIVEN_NAME, PERSON
from generator.minutes.numberings import BULLET, Point
from generator.papers.letters import Text, in_capitals

#: A title without any number stands alone on its line, and no label is one.
_ALONE = re.compile(
    rf"(?P<bullet>{BULLET.pattern}|[•*·-]|o(?=[ \t]))?[ \t]{{0,3}}\"?[ \t]?"
    r"(?P<title>[a-z](?:[^\n:;]{2,50} ?(?P<colon>:) (?:[^\n:;]{2,60} ?: )?(?=[a-z]{3}))?"
    r"[^\n:;]{4,110}[^\n:;,.\"* ])"
    r"(?P<end>[ \t]?[:\"*]?|(?<=\w{3}\))\.|(?<=\w{4})\.(?=$))"
)
#: A sentence that stands under a title: it has words enough, and ends.
_TOLD = re.compile(r"(?:\S+ ){5,}\S+|.*(?:unanim|\bvoix\b|\bvote\b|\badopte|\bvotants\b|\bscrutin\b)")
_LABEL = re.compile(
    r"(?:messieurs|mesdames|mmes|mm\.?|lesquels|formant|etai(?:en)?t|present(?:e?s)?|absente?s?|excusee?s?|"
    r"pouvoirs?|procurations?|titulaires?|suppleante?s?|secretaire|nombre|votants|date|seance|ordre du|"
    r"conseillers|membres|pour|contre|abstentions?|vote(?! d(?:e|u|es)\b)|"
    r"fait|le |la |les |signatures?|extrait|delibere|deliberations? du (?:conseil|registre)|republique|commune|mairie|"
    r"ville|departement|adopte|approuve|decide|accord (?:a|de|du)|avis favorable|exposes?|"
    r"ce(?:t|tte|s)?|dans|depuis|lors|en effet|ainsi|par ailleurs|chaque|aussi|enfin|toutefois|cependant|de plus|"
    r"par consequent|en consequence|arrivees?|departs? d[eu]|"
    r"preambule|contexte|motifs|rappel|debats?|discussions?|resultats?|vote de l'assemblee)\b|"
    r"(?:decisions?(?: du conseil(?: municipal)?)?|comptes?[- ]rendus?|deliberations?)$"
)
#: One or several people of a list: « Mathilde DUPONT (procuration à …) », « Anne Petit – Paul Grand – Luc Blanc ».
_ONE_OF_A_LIST = re.compile(
    rf"{PERSON.pattern}\s*\(.*\)[ ,;.]*$|"
    rf"(?:[\s–,;-]*{GIVEN_NAME}(?: (?:{GIVEN_NAME}|{CAPITALS})){{1,2}}\s*[–,;-]){{2,}}|"
    rf"(?:{GIVEN_NAME}, ?)?(?:{CIVIL} )?{CAPITALS} {GIVEN_NAME},(?: {CIVIL})? ?{CAPITALS} {GIVEN_NAME}\b|"
    rf"[\s–-]*{CAPITALS}\s?[–,;-]\s?(?:{CIVIL}|(?:{CAPITAL}\.-?)+) ?{CAPITALS}|"
    r".*\b(?:représentée?|procuration|pouvoir) (?:par|à)\b"
)
#: The cells of a row: « TOTAL      1 250,00 ».
_CELLS = re.compile(r"\S {3,}[\d(€+-]")
#: What is said in a debate, or told in a sentence: no title speaks of who says it, nor has such a verb.
_SAID = re.compile(
    r"\b(?:je|nous|(?<!-)vous|on|c'est|j'(?:ai|y|en)|merci)\b|"
    r"(?<!grand )\b(?<!-)(?:est|sont|etai(?:en)?t|sera|seront|serait|ont|avai(?:en)?t|"
    r"peut|peuvent|doit|doivent|a ete)\b"
)
#: A title, and on its line what the council does.
_BESIDE = re.compile(
    r"(?m)^[ \t•*-]{0,6}(?P<title>[a-z][^\n:;.]{3,110}?)[ \t]?:[ \t]{1,3}"
    r"(?=(?:le\s+conseil|l'assemblee|les (?:elus|membres|conseillers)|apres|a l'unanimite|monsieur l|madame l)\b|"
    r"l[ea] (?:maire|president)e? [a-z])"
)
#: A line that tells a vote and nothing else: « Pour : 4 – Contre : 0 ».
_VOTE = re.compile(
    r"(?:(?:resultat du )?votes? ?:? ?)?(?:(?:pour|contre|abst\w*) ?[:=] ?\d{1,3}|"
    r"\d{1,3} (?:voix )?(?:pour|contre|abst\w*))"
    r"(?:[ ,;/|-]|et|voix|\d|pour|contre|abst\w*|[:=])*[.]?"
)
#: What begins a sentence under a title of several lines.
_ARTICLE = re.compile(r"[ \t]*(?:L(?:es?|a) |L[’'])")
#: A line of so many characters may go on in the next.
_FULL = 40
#: A full stop above a line is no further from it, in characters, blank ones all.
_ABOVE = 200
#: How titles are told, the surest first: what one line alone may be told by, what several, and what helps only others.
ONE = ("labelled", "capitals", "apart")
SEVERAL = (*ONE, "told", "ended", "inline")
_KINDS = (*SEVERAL, "stopped")


def titles(text: Text, start: int, end: int) -> dict[str, list[Point]]:
    """Return the titles of a text, in order, by what tells them: a line may be told in several ways.

    ``labelled`` begin with a word in capitals and a colon; ``capitals`` stand above a sentence of the council,
    ``apart`` too after a blank line, ``stopped`` after a full stop; ``told`` above any sentence, ``ended`` too after
    either; ``inline`` has what the council does beside it.
    """
    runs: dict[str, list[Point]] = {kind: [] for kind in _KINDS}
    runs["inline"] = list(_inline(text, start, end))
    opening = re.compile(r"\n\s*(?=\S)").search(text.text, start)
    top = opening.end() if opening else end
    for first, last, following in _headings(text, start, end):
        match = _ALONE.fullmatch(first[0].strip() if last is first else first[0].strip().rstrip(","))
        if match is None or (match["end"] == "." and not match["bullet"]):
            continue
        apart = is_apart(text, first.start()) or _VOTE.fullmatch(_above(text, first.start())) is not None
        place = first.start() + first[0].index(first[0].strip())
        begins = place + match.start("title")
        if not all(may_head(text, begins, line.end()) for line in (first, last)):
            continue
        stop = begins + len(match["title"]) if last is first else last.start() + len(last[0].rstrip(" :"))
        if is_quoting(text.text[begins:stop]) and (quoted := text.text.find("»", stop, last.end())) > 0:
            stop = quoted + 1
        if not is_title(text, begins, stop, "title"):
            continue
        beneath = following[0].strip(" \t-•*")
        opens = SENTENCE.match(beneath) is not None or tells_result(beneath)
        point = Point(place, begins, stop, whole=opens)
        labelled = _has_label(text.text[begins:stop])
        capitals = labelled or in_capitals(text.text[begins:stop])
        if match["colon"] and not opens and not labelled:  # a label, and what it labels
            continue
        if opens and capitals:
            runs["capitals"].append(point)
        elif opens and apart:
            runs["apart"].append(point)
        goes_on = text.text[following.start() : following.end()].strip()[0].islower()
        told = not goes_on and _TOLD.match(following[0].strip()) is not None
        before = text.text[max(start, first.start() - _ABOVE) : first.start()].rstrip(" \t")
        ended = before.endswith((".", ".\n")) or place <= top
        if labelled:
            runs["labelled"].append(point)
        if opens and ended:
            runs["stopped"].append(point)
        if (opens or told) and (apart or ended):
            runs["ended"].append(replace(point, whole=apart and opens))
        if (apart or match["bullet"] or match["end"].strip() or capitals) and (opens or told):
            runs["told"].append(replace(point, whole=False))
    return runs


def may_head(text: Text, start: int, stop: int) -> bool:
    """Tell a title from a label, a sentence, somebody of a list, the cells of a table."""
    title = text.folded[start:stop]
    if _LABEL.match(title) or SENTENCE.match(title) or _SAID.search(title) or title.count(")") > title.count("("):
        return False
    return not (_ONE_OF_A_LIST.match(text.text, start, stop) or _CELLS.search(title))


def _inline(text: Text, start: int, end: int) -> Iterator[Point]:
    """Give the titles of lines on which the council goes on: « Voirie : le conseil municipal retient … »."""
    for match in text.find(_BESIDE, start, end):
        begins, stop = match.span("title")
        labelled = _LABEL.match(match["title"]) or SENTENCE.match(match["title"])
        if not labelled and is_title(text, begins, stop, "title"):
            yield Point(begins, begins, stop)


def _headings(text: Text, start: int, end: int) -> Iterator[tuple[re.Match[str], re.Match[str], re.Match[str]]]:
    """Give each line with the last of those that it goes on over, capitals under capitals, and the line beneath."""
    lines = [line for line in re.compile(r"[^\n]+").finditer(text.folded, start, end) if line[0].strip()]
    rank = 0
    while rank < len(lines) - 1:
        last = _last(text, lines, rank)
        beneath = last + 1
        while beneath < len(lines) and _is_part(text, lines[beneath]):
            beneath += 1
        if beneath < len(lines):
            yield lines[rank], lines[last], lines[beneath]
        rank = last + 1


def _is_part(text: Text, line: re.Match[str]) -> bool:
    """Tell whether a line under a title lists a part of it, in small letters: « • section de fonctionnement »."""
    bullet = BULLET.match(line[0].lstrip(" \t"))
    return bullet is not None and text.text[line.start() : line.end()].lstrip(" \t")[bullet.end() :][:1].islower()


def _last(text: Text, lines: Sequence[re.Match[str]], rank: int) -> int:
    """Return the last line of a title: in capitals it is too long for one, or it ends where no title does.

    Other titles go on in small letters after « et », « de la », or are all that a paragraph says before who speaks.
    """
    rank = _opening(text, lines, rank)
    while rank + 1 < len(lines):
        line, following = lines[rank], lines[rank + 1]
        capitals = all(in_capitals(text.text[one.start() : one.end()]) for one in (line, following))
        unended = UNENDED.search(line[0].rstrip()) is not None
        small = (
            following[0].strip()[:1].isalpha() and text.text[following.start() : following.end()].strip()[0].islower()
        )
        full = len(line[0]) > _FULL or unended
        labelled = _has_label(text.text[line.start() : line.end()])
        goes_on = (capitals and full) or (small and (unended or (labelled and full)))
        if not goes_on or line.end() + 1 != following.start() or SENTENCE.match(following[0].strip()):
            break
        rank += 1
    return rank


def _has_label(title: str) -> bool:
    """Tell whether a title begins with what it is about, in capitals: « URBANISME : Révision du plan »."""
    label, _, rest = title.partition(":")
    return bool(rest.strip()) and in_capitals(label) and not re.search(r"\d", label)


def _opening(text: Text, lines: Sequence[re.Match[str]], rank: int) -> int:
    """Return the last of the lines, at most three, that open a paragraph above its first sentence, without an end."""
    after = is_apart(text, lines[rank].start()) or (rank and lines[rank - 1][0].rstrip().endswith("."))
    first = lines[rank][0].strip()
    if not after or SENTENCE.match(first) or _VOTE.fullmatch(first):
        return rank
    for last, (line, following) in enumerate(pairwise(lines[rank : rank + 4]), rank):
        parted = line.end() + 1 != following.start()
        if parted and last > rank and SENTENCE.match(following[0].strip()):
            return last
        listed = BULLET.match(following[0].lstrip(" \t"))
        if parted or listed or line[0].rstrip().endswith((".", ";", ":")):
            break
        if SENTENCE.match(following[0].strip()) or _ARTICLE.match(text.text, following.start()):
            return last
    return rank


def _above(text: Text, place: int) -> str:
    """Return the folded line above the one that begins there."""
    return text.folded[:place].rstrip(" \t").removesuffix("\n").rsplit("\n", 1)[-1].strip()


def is_apart(text: Text, place: int) -> bool:
    """Tell whether a line that begins there stands after a blank one, or is the first."""
    end = text.text.rfind("\n", 0, place)
    if text.text[end + 1 : place].strip(" \t"):
        return False
    above = text.text.rfind("\n", 0, max(end, 0)) + 1
    return not text.text[above : max(end, 0)].strip(" \t")
