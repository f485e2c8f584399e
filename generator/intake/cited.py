"""Votes that an act only tells of: another body's, the council's own on another day, or on what came before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.papers.letters import Text

#: What stands in brackets is no longer, in characters.
_LONGEST_BRACKET = 120
_VOTED = re.compile(r"unanim|\bvoix\b|\bmajorite\b|\b(?:pour|contre|abstentions?)\b")
_BODY = re.compile(
    r"\b(?:commissions?|comites?|bureau|clect|jury|assemblee generale|"
    r"conseils? (?:d'ecole|d'administration|syndical|d'exploitation|departemental|regional|metropolitain|citoyen|"
    r"de developpement)|(?:du|par le) conseil (?:communautaire|de communaute))\b"
)
_TOLD = re.compile(
    r"\bavis\b|\bs'(?:est|etait) prononce|"
    r"\b(?:a|ont|avait|avaient|ete) (?:\w+ )?(?:adopte|approuve|valide|vote|retenu|emis|donne|rendu)"
)
#: « Sur avis favorable de la commission, à l’unanimité, approuve »: the council is who votes.
_ADVISED = re.compile(r"\b(?:sur|apres|suivant|conformement a)(?: l')? ?(?:avis|proposition)\b")
#: What is put to the vote before the act itself: an amendment, a motion to put it off.
_INCIDENT = re.compile(
    r"\b(?:(?P<delay>(?:proposition|demande|motion) (?:de |d')(?:report|ajournement|renvoi|retrait))|"
    r"(?:sous-)?amendements?)\b(?:[^.;]|(?<=\bm)\.){0,80}?"
    r"\b(?:mise?s? (?:aux voix|au vote)|recueill|(?:est|sont) (?:adopt|rejet|approuv|repouss))"
)
_LOST = re.compile(r"\brejete|\bn'est pas (?:adopte|retenu)|\brepousse")
#: How far after a vote its result stands, in characters.
_SOON = 60
_REASON = re.compile(r"\W*(?:vu|considerant|visa)\b")
_EARLIER = re.compile(r"\bpar (?:sa |la |une )?deliberation\b[^.;]*\b(?:avait|a|ont)\s\w")
#: From here on it is the council that decides, now.
_OWN = re.compile(
    r"\bapres (?:en )?(?:avoir )?deliber|\bdecide\b|\bdelibere\b|"
    r"\bl[ea] (?:conseil(?: municipal| communautaire)?|assemblee),? "
    r"(?:a l'|a la|par|apres|approuve|adopte|accepte|emet)"
)


#: A line that begins so decides, after reasons that no sign ends.
_OWN_LINE = re.compile(
    r"\n[ \t•*-]{0,6}(?:a (?:la majorite|l'unanimite)|par \d{1,3} voix|approuve|decide|adopte|autorise|accepte)\b|"
    r"\n[ \t•*-]{0,6}(?:votes?\b[^\n:]{0,30}:|resultats? d[^\n:]{0,30}:|votants\b|pour ?[:=]|mise? aux voix\b)"
)


def cited_votes(text: Text) -> Iterator[tuple[int, int]]:
    """Give the places of the sentences, or of their beginnings, that tell of a vote which is not the act's."""
    for start, end in text.sentences():
        sentence = text.flowing[start:end]
        ends = _decides_on_a_line(text, start, end)
        sentence = sentence[:ends]
        own = _OWN.search(sentence)
        told = sentence[: own.start()] if own else sentence
        incident = _INCIDENT.search(told)
        if incident and incident["delay"] and not _LOST.search(text.flowing, start, end + _SOON):
            incident = None  # which puts the act off
        if _VOTED.search(told) and (incident or _is_cited(told, decides=own is not None or ends < end - start)):
            yield start, _bracket_end(text.flowing, start, start + len(told))


def _bracket_end(flowing: str, start: int, end: int) -> int:
    """Return where the last bracket of a sentence ends, which semicolons may cut: « (pour : 21 ; contre : 0) »."""
    opened = flowing.rfind("(", start, end)
    closed = flowing.find(")", opened, opened + _LONGEST_BRACKET) if opened >= 0 else -1
    return max(end, closed + 1)


def _decides_on_a_line(text: Text, start: int, end: int) -> int:
    """Return where the line begins, from the beginning of a sentence, on which the council decides; else its length."""
    line = _OWN_LINE.search(text.folded[start:end])
    begins = line is not None and text.text[start + line.start() : end].lstrip(" \t\n•*-")[0].isupper()
    return line.start() if line and begins else end - start


def _is_cited(told: str, *, decides: bool) -> bool:
    if _REASON.match(told):
        return True
    if not decides and _EARLIER.search(told):
        return True
    return _BODY.search(told) is not None and _TOLD.search(told) is not None and not _ADVISED.search(told)
