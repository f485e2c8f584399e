"""What tells in minutes that a council decided."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.minutes.numberings import Point
from generator.papers.letters import Text


def deciding_majority(word: str) -> str:
    """Return the pattern of a majority that decides, and not the one that those present are of those in office."""
    return rf"(?<!form[ae]nt la )\b{word}\b(?! (?:absolue )?des (?:\w+ )?membres en)"


MAJORITY = deciding_majority("majorite")
#: « Votants 11 – Pour 11 », the headings of a table of votes.
COUNTED = r"\bvotants ?:? ?\d{1,3}\b[^\n]{0,30}\bpour ?:? ?\d|\bpour[ \t|]{1,8}contre[ \t|]{1,8}abst"
_IT = r"(?:(?:ce|le) point|cette (?:question|affaire|deliberation))"
_PUT_OFF = r"(?:retire|reporte|ajourne|renvoye|differe)"
#: « Ce point est reporté », « Monsieur le Maire retire cette question »: nothing is voted.
WITHDRAWN = rf"(?:\b{_PUT_OFF} {_IT}\b|\b{_IT} (?:est|a ete) {_PUT_OFF}e?\b)"
DECIDED = re.compile(
    r"delibere|\bproclamee?s?\b|\bavis (?:de)?favorable\b|"
    rf"pren(?:d|nent) acte|unanimite|{MAJORITY}|voix|vote\b|decide|adopte|rejet|pour ?: ?\d|\d votes?\b|\d pour\b"
    r"|\bconseil (?:municipal|communautaire)[\s,:-]{1,8}"
    r"(?:approuve|autorise|accepte|fixe|valide|designe|sollicite|emet|donne)\b"
    rf"|{WITHDRAWN}|{COUNTED}"
    r"|\b(?:approuvent|acceptent|enterinent?|confirment|valident|donnent (?:leur|un) (?:accord|avis))\b"
)
VOTED = re.compile(
    r"delibere\b|\bproclamee?s?\b|\bapres deliberation\b|pren(?:d|nent) acte|unanim|"
    rf"{MAJORITY}|\d voix|\bvoix (?:pour|contre)|"
    r"\b(?:pour|contre|abstentions?) ?[:=] ?\d|"
    r"\bpour \d{1,3} contre\b|^[ \t]*(?:pour|contre)[ \t]+\d{1,3}(?=[ \t]*(?:$|[,;/-]))|"
    r"\bvotes? ?:|\badoptee?s?\b|\b(?:est|sont) acceptee?s?\b|rejete|"
    rf"{COUNTED}|"
    r"\bpris acte\b|^[ \t]*decide[ \t]?:[ \t]*$|"
    r"\d votes?\b|\d (?:pour|contre|abstentions?)(?=\W*$|[,;.]| -)|\bensemble d[ue][^.;\n]{0,30} vote(?:nt)? pour\b",
    re.MULTILINE,
)
#: A vote that ends what was said of a point.
CLOSED = re.compile(
    r"\bdelibere\b|\bproclamee?s?\b|\bapres deliberation\b|unanim|\d voix\b|"
    r"\badoptee?s? (?:a|par)\b|pren(?:d|nent) acte|^[ \t]*pour[ \t]+\d{1,3}\b|\bpour ?: ?\d",
    re.MULTILINE,
)


def votes(text: Text, run: Sequence[Point], end: int, voted: re.Pattern[str]) -> int:
    """Return how many points of a run are voted, or decided."""
    places = [*(point.start for point in run[1:]), end][: len(run)]
    return sum(
        voted.search(text.folded, point.stop, place) is not None for point, place in zip(run, places, strict=True)
    )
