"""The deliberations of one file, each with its opening, its decision and its signatures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate

from generator.intake.letters import Text, worn

_START = re.compile(
    rf"(?m)^[^\n]{{0,30}}\b(?:{worn('extrait d')}(?:u|es)[^\n]{{0,40}}\b(?:{worn('registre')}|deliberations|"
    rf"proces)|(?:republique francaise))"
)
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
_OBJECT = re.compile(rf"(?m)^[ \t]{{0,20}}{worn('objet')}[ \t]{{0,3}}(?::|$)")
_BODY = re.compile(
    rf"(?m)^[ \t]{{0,8}}(?:{worn('vu')} (?:l|le|la|les|l'\w+)\b|considerant\b|"
    rf"{worn('le conseil municipal')},?\s{{1,3}}(?:apres|oui\b|entendu|vu\b|decide|delibere|sur|considerant|a l'|"
    rf"a la)|"
    r"(?:monsieur|madame|m\.|mme) (?:[a-z'-]+ ){0,5}(?:expose|rappelle|informe|propose|presente|explique|indique|"
    r"rapporte|donne lecture|soumet)|"
    r"(?:le|la) (?:maire|rapporteur|president)e? (?:expose|rappelle|informe|propose|presente|explique|indique)|"
    r"sur (?:le rapport|proposition)|"
    r"apres (?:en avoir|deliber)|entendu\b|il est (?:propose|rappele|expose))"
)
_DECIDED = re.compile(r"delibere|unanimite|majorite|voix|vote\b|decide|adopte|rejet|pour ?: ?\d")
#: A zone of the program's own draft that the commune left as it was: « [nombre] ».
_TO_FILL = re.compile(r"\[(?:nombre|noms? |date |heure|année|numéro|prénom|l’unanimité ou)[^\[\]]{0,120}\]")
#: What tells that an act is complete when another begins.
_VOTED = re.compile(r"delibere\b|unanimite|majorite|\bvoix\b|\bdecide|\badopte|rejet|pour ?: ?\d")
_CLOSING = re.compile(
    rf"(?m)(?:{worn('pour extrait')}|pour copie|pour expedition|{worn('fait et delibere')}|"
    rf"{worn('fait en seance')}|ainsi fait|suivent les signatures|ont signe|"
    r"^\s{0,8}fait a\b|^\s{0,8}signatures?\b)"
)
_ANNEX = re.compile(
    r"(?m)^[^\w\n]{0,6}(?:convention (?:relative|de|d'|entre|cadre|portant)|avenant n|annexe\b|"
    r"entre les soussignes|il est convenu|planning)"
)


@dataclass(frozen=True, slots=True)
class Extract:
    """One deliberation: ``body`` is where its reasons begin, ``closing`` its signatures, ``annex`` what is joined.

    The three are places in ``text``, in that order; ``closing`` and ``annex`` are the end when there is none.
    """

    text: Text
    body: int
    closing: int
    annex: int


def extracts(pages: tuple[str, ...]) -> tuple[Extract, ...]:
    """Return the deliberations of a file in order: acts that begin anew, or several acts of one sitting's minutes.

    A text that holds no deliberation is returned as one extract, in which little will be found.
    """
    found: list[Extract] = []
    for region in _regions(tuple(_readable(page) for page in pages)):
        found += [_extract(text) for text in _acts(region)]
    return tuple(found)


def _readable(page: str) -> str:
    """Return a page without long runs of one sign, which would be slow to read, nor the draft's zones left to fill."""
    page = _TO_FILL.sub("", page).replace("[", " ").replace("]", " ")
    lines = (re.sub(r"([^\w\n])\1{9,}", r"\1\1\1\1", line.rstrip())[:20_000] for line in page.splitlines())
    return re.sub(r"\n{4,}", "\n\n\n", "\n".join(lines))


def _regions(pages: tuple[str, ...]) -> list[str]:
    """Cut a file where an act begins anew with its heading; what has no decision belongs to what precedes."""
    whole = Text("\n\n".join(pages))
    tops = list(accumulate((len(page) + 2 for page in pages), initial=0))
    starts = [0]
    for match in whole.find(_START):
        start = _heading_start(whole.folded, match.start())
        top = max(top for top in tops if top <= start)
        if start - top < _STAMP and not _DECIDED.search(whole.folded, top, start):
            start = top
        has_decision = _VOTED.search(whole.folded, starts[-1], start) is not None
        if has_decision and start > starts[-1]:
            starts.append(start)
    texts = [whole.text[start:end] for start, end in zip(starts, [*starts[1:], len(whole.text)], strict=True)]
    kept: list[str] = []
    for text in texts:
        folded = Text(text)
        same = kept and _number(Text(kept[-1])) == _number(folded) and _number(folded)
        if kept and (same or not folded.first(_DECIDED)):
            kept[-1] += text
        else:
            kept.append(text)
    return kept


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


def _acts(region: str) -> list[str]:
    """Cut the minutes of a sitting into its acts, each with the opening and the signatures that they share."""
    text = Text(region)
    annex = text.first(_ANNEX, _last_decision(text.folded))
    end = annex.start() if annex else len(region)
    marks = list(text.find(_NUMBERED, 0, end))
    numbers = {match["number"] for match in marks}
    if len(numbers) == 1 and len(marks) > 1:  # the same act, whose heading is repeated on its next sheet
        return [region]
    if len(numbers) < 2:
        marks = list(text.find(_OBJECT, 0, end))
    marks = [
        mark
        for rank, mark in enumerate(marks)
        if _DECIDED.search(text.folded, mark.end(), marks[rank + 1].start() if rank + 1 < len(marks) else end)
    ]
    if len(marks) < 2:
        return [region]
    closing = text.first(_CLOSING, marks[-1].end())
    shared = region[closing.start() :] if closing else ""
    ends = [*(mark.start() for mark in marks[1:]), closing.start() if closing else len(region)]
    opening = region[: marks[0].start()]
    return [f"{opening}{region[mark.start() : end]}\n{shared}" for mark, end in zip(marks, ends, strict=True)]


def _last_decision(folded: str) -> int:
    """Return where the first vote ends: what is joined to an act comes after it."""
    match = re.search(r"unanimite|majorite|voix|\bdecide|adopte\b", folded)
    return match.end() if match else 0


def _extract(content: str) -> Extract:
    text = Text(content)
    end = len(content)
    body = text.first(_BODY)
    decided = _DECIDED.search(text.folded, body.start() if body else 0)
    closing = text.first(_CLOSING, decided.start() if decided else 0)
    closes = closing.start() if closing else end
    begins = min(body.start() if body else end, closes)
    annex = text.first(_ANNEX, closes if closing else _last_decision(text.folded))
    return Extract(text, begins, min(closes, annex.start() if annex else end), annex.start() if annex else end)
