"""Pages that an act lacks, or that came in another order: told by their numbers, or by where it begins and ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from generator.intake.fields import ReadDeliberation
from generator.papers.letters import fold

#: « Page 2 sur 3 » at the end of a line, « 2/3 » alone on one; in a folded line.
_NUMBER = re.compile(
    r"(?:.*\b(?P<word>page|feuillet) ?)?[-–]? ?(?P<rank>\d{1,3}) ?(?:/|sur) ?(?P<total>\d{1,3}) ?[-–]?"
)
#: How many lines of a page, at its top and at its foot, may bear its number.
_LINES = 3
#: What stands at the beginning of an act, and what at its end.
_OPENING = re.compile(r"\bl'an deux mille|\b(?:etaient|sont) presents?\b|\bsous la presidence de\b")
_CLOSING = re.compile(
    r"\bfait et delibere\b|\bpour extrait (?:certifie )?conforme\b|\bau registre (?:sont|suivent) les sign"
)
#: What the end of an act tells, and what stands over its signatures, whoever's name is under it.
_ENDING = ("dispositif", "pour", "unanimite", "signataires")
_SIGNED = re.compile(
    rf"(?m)^[ \t]*l[ea] (?:maire|president|secretaire)\b[^\n]{{0,20}}?,?[ \t]*(?:$| {{3}})|{_CLOSING.pattern}"
)
_ASK = "vérifiez que l’acte est entier"


def misplaced(pages: Sequence[str]) -> str:
    """Return in French what tells that pages are missing or stand in another order, "" when nothing does.

    Pages that bear the numbers of a larger whole, of which they are an extract, are not missing any.
    """
    told = [page for page in pages if page.strip()]
    numbers = [number for page in told if (number := _number(page))]
    ranks = [rank for rank, _ in numbers]
    totals = {total for _, total in numbers}
    if len(numbers) == len(told) and len(totals) == 1 and len(set(ranks)) == len(ranks):
        (total,) = totals
        if any(after < rank for rank, after in pairwise(ranks)):
            return f"les pages du fichier ne se suivent pas (elles sont numérotées {_listed(ranks)}) ; {_ASK}"
        missing = [rank for rank in range(1, total + 1) if rank not in ranks]
        if missing and (ranks[0] == 1 or len(missing) == 1):
            return f"le fichier n’a pas toutes les pages (manque : {_listed(missing)} sur {total}) ; {_ASK}"
    begins = [place for place, page in enumerate(told) if _OPENING.search(fold(page))]
    ends = [place for place, page in enumerate(told) if _CLOSING.search(fold(page))]
    if begins and ends and max(ends) < min(begins):
        return f"la fin de l’acte précède son début : les pages du fichier sont à l’envers, peut-être ; {_ASK}"
    return ""


def unended(deliberation: ReadDeliberation, pages: Sequence[str]) -> str:
    """Return in French that an act whose opening is read on these pages seems to lack its end, "" when it does not."""
    fields = deliberation.fields
    if fields["presents"].value is None and not fields["noms_presents"].value:
        return ""
    if any(fields[name].value is not None for name in _ENDING) or any(_SIGNED.search(fold(page)) for page in pages):
        return ""
    return f"ni décision, ni vote, ni signature n’y sont lus : la dernière page manque, peut-être ; {_ASK}"


def _number(page: str) -> tuple[int, int] | None:
    """Return the number that a page bears, and of how many; None when it bears none."""
    lines = [" ".join(line.split()) for line in page.split("\n") if line.strip()]
    for line in (*lines[:_LINES], *reversed(lines[-_LINES:])):
        match = _NUMBER.fullmatch(fold(line))
        if match and 1 <= int(match["rank"]) <= int(match["total"]):
            return int(match["rank"]), int(match["total"])
    return None


def _listed(ranks: Sequence[int]) -> str:
    return ", ".join(map(str, ranks))
