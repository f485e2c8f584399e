"""The deliberations of one file, each with its opening, its decision and its signatures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from generator.minutes.actlists import is_list, listed_points
from generator.minutes.agenda import points
from generator.minutes.cells import celled
from generator.minutes.cleaned import cleaned
from generator.minutes.decisions import COUNTED, DECIDED, MAJORITY
from generator.minutes.hyphenated import rejoined
from generator.minutes.labelled import labelled
from generator.minutes.margins import without_margins
from generator.minutes.numberings import Point
from generator.minutes.procedure import is_procedure, procedures
from generator.minutes.relined import relined
from generator.minutes.results import parted
from generator.minutes.runningheads import without_running_heads
from generator.minutes.shapes import shape_of
from generator.minutes.signed import Office, Signature, signed, signed_at_end
from generator.papers.letters import Text, worn

_START = re.compile(
    rf"(?m)^[^\n]{{0,30}}\b(?:{worn('extrait d')}(?:u|es)[^\n]{{0,40}}\b(?:{worn('registre')}|deliberations|"
    rf"proces)|(?:republique francaise))"
)
#: What follows the heading of an act, and not the same line at the head of each of its pages.
_OPENING = re.compile(
    r"(?m)\bl ?'? ?an (?:deux|2|mil)|\betaient\b|\bpresents? ?:|en exercice|\bconvo(?:cation|que)|sous la presidence|"
    r"^[ \t]{0,20}(?:objet|deliberation n)"
)
#: The words that open a sitting.
_SOLEMN = re.compile(r"(?m)^[ \t]*l ?'? ?an (?:deux|2)")
_HEADING = re.compile(
    r"republique|liberte|depart|arrondissement|canton|ville|commune|mairie|envoye en|re[cg]u en|publie le|"
    r"affiche le|id ?:"
)
#: A prefecture's stamp above an act's heading, at the top of its page, is not longer, in characters.
_STAMP = 400
_NUMBERED = re.compile(
    r"(?m)^[ \t]{0,20}(?:(?:deliberation|acte)s?[ \t]{0,3}(?:n\s?[°o*'\"]?|"
    r"numero)?[ \t]{0,3}[:.]?[ \t]{0,3}(?=[a-z0-9/_.-]{0,18}\d)"
    r"|n\s?[°*][ \t]{0,3}(?:de (?:la )?deliberation[ \t]{0,3})?[:.]?[ \t]{0,3}(?=[a-z0-9/_.-]{0,18}\d))"
    r"(?P<number>[a-z0-9][a-z0-9/_.-]{0,24})"
    r"(?!\s{0,3}(?:du\b|en date|adoptee|portant|par\b))"
)
_BODY = re.compile(
    rf"(?m)^[ \t]{{0,8}}(?:{worn('vu')} (?:l|le|la|les|l'\w+)\b|considerant\b|"
    rf"{worn('le conseil municipal')},?\s{{1,3}}(?:apres|oui\b|entendu|vu\b|decide|delibere|sur|considerant|a l'|"
    rf"a la)|"
    r"(?:monsieur|madame|m\.|mme) (?:[a-z'-]+,? ){0,9}(?:expose|rappelle|informe|propose|presente|explique|indique|"
    r"rapporte|donne lecture|soumet)|"
    r"(?:le|la) (?:maire|rapporteur|president)e? (?:expose|rappelle|informe|propose|presente|explique|indique)|"
    r"sur (?:l[ea] )?(?:rapport|proposition)\b|"
    r"mesdames,? (?:et )?messieurs,[ \t]*$|(?:delibere|decide)[ \t]?:?[ \t]*$|"
    r"apres (?:en avoir|deliber)|(?:ayant )?(?:entendu|oui)\b|il est (?:propose|rappele|expose)|"
    r"[^\n:]{3,60} rapporte ?:)"
)
#: What tells that an act is complete when another begins.
_VOTED = re.compile(
    rf"delibere\b|unanimite|{MAJORITY}|\bvoix\b|\bdecide|\badopte|rejet|pour ?: ?\d|\d pour\b|\bvotes? ?: ?\d|"
    r"\bpren(?:d|nent) acte\b"
)
_CLOSING = re.compile(
    rf"(?m)(?:{worn('pour extrait')}|pour copie|pour expedition|{worn('fait et delibere')}|"
    rf"{worn('fait en seance')}|ainsi fait|suivent les signatures|"
    r"ont signe(?= (?:au|le|les|tous|avec)\b|\s*(?:[.:]|$))|"
    r"^\s{0,8}fait a\b|^\s{0,8}signatures?\b)"
)
_ANNEX = re.compile(
    r"(?m)^[^\w\n]{0,6}(?:convention (?:relative|de|d'|entre|cadre|portant)|avenant n|annexe\b|"
    r"entre les soussignes|il est convenu|planning)"
)
#: What a contract says soon after its title, in characters, and an act does not.
_CONTRACT = re.compile(
    r"entre les soussignes|d'une part|ci-apres (?:de(?:nomme|signe)|appele)|il est (?:arrete et )?convenu"
)
#: How soon after its title a contract says that it is one, in characters.
_SOON = 2_500
#: The label above an act's own object, so near in characters, which may read as the title of a contract.
_CALLED = re.compile(r"\bobjet(?: de la deliberation)?\s{0,3}:?\s{0,3}\Z")
_NEAR = 60
#: A council decides here: what is joined to an act does not.
_RESOLVED = re.compile(
    r"avoir delibere|a l'unanimite|\d (?:voix|votes?)\b|\b(?:pour|contre) ?[:=] ?\d|\d pour\b|\bpour \d{1,3} contre\b|"
    r"\bvotes? ?:|\bunanimes?\b|(?m:^)[ \t]*(?:unanimite|adoptee?s?)\b|"
    r"(?m:^)[ \t]*pour[ \t]*\s\d{1,3}[ \t]*(?:$|[,;/-])|"
    rf"\bvote(?:nt)? pour\b|{COUNTED}"
)


@dataclass(frozen=True, slots=True)
class Extract:
    """One deliberation: ``body`` is where its reasons begin, ``closing`` its signatures, ``annex`` what is joined.

    The three are places in ``text``, in that order; ``closing`` and ``annex`` are the end when there is none.
    ``matter`` is the same text without the votes by which the council opened its sitting. ``point`` is the heading
    of an act that was cut out of minutes, with its places in ``text``; ``skipped`` is what they say between their
    opening and it. ``run_on`` tells that lines were lost in which it was found, ``listed`` that it is only told of in
    a list of deliberations.
    """

    text: Text
    matter: Text
    body: int
    closing: int
    annex: int
    point: Point | None = None
    run_on: bool = False
    listed: bool = False
    skipped: str = ""


def signature(extract: Extract, office: Office) -> Signature | None:
    """Return who signed an act in an office: after its formula, else at its end."""
    if extract.closing < extract.annex:
        return signed(extract.text.text, office, extract.closing, extract.annex)
    return signed_at_end(extract.text.text, office, extract.body, extract.annex)


def extracts(pages: tuple[str, ...]) -> tuple[Extract, ...]:
    """Return the deliberations of a file in order: acts that begin anew, or several acts of one sitting's minutes.

    A text that holds no deliberation is returned as one extract, in which little will be found.
    """
    listed = is_list(pages)
    if listed and (rows := listed_points(pages)):
        return tuple(replace(_extract(Text(text), Text(text), point), listed=True) for text, point in rows)
    found: list[Extract] = []
    lined = [
        relined(labelled(without_margins(cleaned(celled(page))))) for page in rejoined(without_running_heads(pages))
    ]
    for region in _regions(tuple(parted(text) for text, _ in lined)):
        found += _acts(region)
    run_on = any(headed for _, headed in lined)
    return tuple(replace(extract, run_on=run_on, listed=listed) for extract in found)


def _regions(pages: tuple[str, ...]) -> list[str]:
    """Cut a file where an act begins anew with its heading; what has no decision belongs to what precedes."""
    whole = Text("\n\n".join(pages))
    tops = list(accumulate((len(page) + 2 for page in pages), initial=0))
    starts = [0]
    heads = list(whole.find(_START))
    lines = [_line(whole, match.end()) for match in heads]
    for rank, match in enumerate(heads):
        following = heads[rank + 1].start() if rank + 1 < len(heads) else None
        if lines[rank] in lines[:rank] and not whole.first(_OPENING, match.end(), following):
            continue
        start = _heading_start(whole.folded, match.start())
        top = max(top for top in tops if top <= start)
        if start - top < _STAMP and not DECIDED.search(whole.folded, top, start):
            start = top
        has_decision = _VOTED.search(whole.folded, starts[-1], start) is not None
        if has_decision and start > starts[-1]:
            starts.append(start)
    texts = [whole.text[start:end] for start, end in zip(starts, [*starts[1:], len(whole.text)], strict=True)]
    kept: list[str] = []
    for text in texts:
        folded = Text(text)
        same = kept and _number(Text(kept[-1])) == _number(folded) and _number(folded)
        if kept and (same or not folded.first(DECIDED)):
            kept[-1] += text
        else:
            kept.append(text)
    return kept


def _line(text: Text, place: int) -> str:
    """Return the line around a place."""
    return text.folded[text.folded.rfind("\n", 0, place) + 1 :].split("\n", 1)[0].strip()


def _heading_start(folded: str, start: int) -> int:
    """Return where the heading above a line begins: « République française », « Ville d’Haveluy », a stamp."""
    while start > 0:
        previous = folded.rfind("\n", 0, start - 1) + 1
        line = folded[previous : start - 1]
        if line.strip() and not (len(line) < 90 and _HEADING.search(line)):
            return start
        start = previous
    return 0


def _number(text: Text) -> str:
    match = text.first(_NUMBERED)
    return match["number"] if match else ""


def _acts(region: str) -> Iterator[Extract]:
    """Cut the minutes of a sitting into its acts, each with the opening and the signatures that they share."""
    text = Text(region)
    matter = text.without(procedures(text))
    annex = _annex(matter, _last_decision(matter.folded))
    told = points(matter, annex, text)
    if annex < len(matter.text):  # what is joined to one act stands before the next ones
        later = points(matter, len(matter.text), text)
        alike = {shape_of(point.number) for point, _ in told or later if point.number}
        after = [point for point, _ in later if point.start > annex and shape_of(point.number) in alike]
        told = later if len(after) > (0 if told else 1) else told
    cut = [(point, end) for point, end in told if not _is_procedural(text, point)]
    if not cut:
        yield _extract(text, matter)
        return
    closing = text.first(_CLOSING, cut[-1][0].stop)
    foot = None if closing else signed_at_end(region, "mayor", cut[-1][0].stop, annex)
    shared = closing.start() if closing else foot.start if foot else len(region)
    opening = cut[0][0].start
    for point, end in cut:
        begins, ends = point.start, min(end, max(shared, point.stop))
        content = f"{region[:opening]}{region[begins:ends]}\n{region[shared:]}"
        own = f"{matter.text[:opening]}{matter.text[begins:ends]}\n{region[shared:]}"
        moved = opening - begins
        heading = replace(point, start=opening, title=point.title + moved, stop=point.stop + moved)
        yield replace(_extract(Text(content), Text(own), heading), skipped=text.folded[opening:begins])


def _is_procedural(text: Text, point: Point) -> bool:
    """Tell whether a point is one of procedure: by its title, or by its line where its title is its vote."""
    line = text.folded[point.start :].split("\n", 1)[0]
    return is_procedure(text.folded[point.title : point.stop] if point.stop > point.title else line)


def _annex(matter: Text, start: int) -> int:
    """Return where what is joined begins: a contract, or a title after which the council decides nothing any more."""
    for match in matter.find(_ANNEX, start):
        if _CALLED.search(matter.folded, max(0, match.start() - _NEAR), match.start()):
            continue
        contract = matter.first(_CONTRACT, match.start(), min(match.end() + _SOON, len(matter.text)))
        resolved = matter.first(_RESOLVED, match.end())
        if resolved is None or (contract is not None and contract.start() < resolved.start()):
            return match.start()
    return len(matter.text)


def _last_decision(folded: str) -> int:
    """Return where the first vote ends: what is joined to an act comes after it."""
    match = re.search(r"unanimite|majorite|voix|\bdecide|adopte\b", folded)
    return match.end() if match else 0


def _extract(text: Text, matter: Text, point: Point | None = None) -> Extract:
    end = len(text.text)
    first = point.stop if point else 0
    body = matter.first(_BODY, first)
    solemn = matter.first(_SOLEMN, first, body.start()) if point and body else None  # a heading may tell the vote above
    if point and body and _VOTED.search(matter.folded, solemn.start() if solemn else first, body.start()):
        body = None  # what is said after the vote
    decided = DECIDED.search(matter.folded, body.start() if body else first)
    closing = text.first(_CLOSING, decided.start() if decided else first)
    closes = closing.start() if closing else end
    opens = first and matter.first(_OPENING, first, decided.start() if decided else closes)  # its number heads the act
    begins = min(body.start() if body else end if opens else first or end, closes)
    annex = _annex(matter, closes if closing else max(first, _last_decision(matter.folded)))
    return Extract(text, matter, begins, min(closes, annex), annex, point)
