"""Who took no part in a vote, and whether it was secret."""

from __future__ import annotations

import re

from generator.intake.councillors import entries
from generator.intake.extracts import Extract
from generator.intake.fields import Field

_ASIDE = re.compile(
    r"(?P<names>(?:(?:mm?\.|mmes?|monsieur|madame|messieurs|mesdames) )[^\n;:]{3,120}?),?"
    r"(?: \(?interesse\w*\)?,?)? (?:ne pren\w+ pas|n'(?:a|ont|ayant) pas pris) part\b"
    r"|[;(.]\s?(?P<bare>[a-z][\w'-]+ [a-z][\w'-]+(?: et [a-z][\w'-]+ [a-z][\w'-]+)?),? "
    r"n'(?:a|ont|ayant) pas pris part\b"
    r"|(?:ne pren\w+ pas|n'(?:a|ont) pas pris) part(?: au vote)? ?: ?"
    r"(?P<after>(?:(?:mm?\.|mmes?|monsieur|madame) )[^\n;:]{3,120})"
)
_SECRET = re.compile(r"\b(?:scrutin|vote|bulletins?) (?:a bulletins? )?secrets?\b")
_NOT_SECRET = re.compile(r"\bne pas [^\n.;]{0,60}$")


def aside(extract: Extract) -> Field:
    """Return the members whom an act names as taking no part in the vote."""
    start = extract.body if extract.body < extract.closing else 0
    match = extract.text.first(_ASIDE, start, min(extract.annex, extract.closing))
    if match is None:
        return Field()
    found = entries(extract.text.read(*match.span(next(name for name in ("names", "bare", "after") if match[name]))))
    names = tuple(entry.name for entry in found)
    read = extract.text.read(*match.span())
    if not names:
        return Field()
    sure = not match["bare"] and all(entry.clean and not entry.holder for entry in found)
    return Field(names, "certain" if sure else "doubtful", read, "" if sure else "ces noms ne sont pas sûrs")


def secret_ballot(extract: Extract) -> Field:
    """Tell that the council voted in secret; missing when the act does not say so."""
    start = extract.body if extract.body < extract.closing else 0
    for match in extract.text.find(_SECRET, start, min(extract.annex, extract.closing)):
        if not _NOT_SECRET.search(extract.text.folded[max(0, match.start() - 80) : match.start()]):
            return Field(True, "certain", extract.text.read(*match.span()))
    return Field()
