"""Who took no part in a vote, and whether it was secret."""

from __future__ import annotations

import re

from generator.intake.councillors import entries
from generator.intake.fields import Field
from generator.minutes.extracts import Extract

#: « ne prend pas part au vote », « ne prend part ni au débat ni au vote », « n’a pas participé au vote ».
_TAKES_NONE = (
    r"(?:ne pren\w+ (?:pas part|part ni)\b|n'(?:a|ont|ayant) pas pris part\b|"
    r"(?:ne particip(?:e|ent|ant) (?:pas|ni)|n'(?:a|ont|ayant) (?:pas particip\w+|particip\w+ ni)) [^.;:\n]{0,40}?"
    r"\b(?:vote|scrutin)\b)"
)
_ASIDE = re.compile(
    r"(?P<names>(?:(?:mm?\.|mmes?|monsieur|madame|messieurs|mesdames)\s)"
    r"(?:(?!\b(?:est|a|ont|que|qui|se|rappelle|expose|propose|informe|demande|quitte|interesse\w*|dont)\b)[^;:]){3,200}?),?"
    r"(?: \(?(?:(?:etant )?interesse\w*|dont|ayant quitte)\b[^;:\n]{0,140}?\)?,?| qui|"
    r"\s(?:se retire|quitte|sort)[^;:.\n]{0,60}\set)?\s"
    rf"{_TAKES_NONE}"
    r"|[;(.]\s?(?P<bare>[a-z][\w'-]+ [a-z][\w'-]+(?: et [a-z][\w'-]+ [a-z][\w'-]+)?),? "
    r"n'(?:a|ont|ayant) pas pris part\b"
    rf"|{_TAKES_NONE}(?: au vote)? ?: ?"
    r"(?P<after>(?:(?:mm?\.|mmes?|monsieur|madame) )[^\n;:]{3,120})"
)
#: « M. X, agent de la communauté d’agglomération », « Mme Y, présidente de l’association ».
_WHAT_THEY_ARE = re.compile(
    r"(?i),\s(?=(?:agent|salarié|membre|président|vice-président|trésori|secrétaire|gérant|propriétaire|parent|conjoint|époux|"
    r"épouse|frère|sœur|employé|directeur|directrice|délégué|vice)\w*\s)[^,;]*"
)
_SECRET = re.compile(r"\b(?:scrutin|vote|bulletins?) (?:a bulletins? )?secrets?\b")
#: A vote by show of hands after what the law asks stands so near, in characters.
_SOON = 900
_NOT_SECRET = re.compile(r"\bne pas [^\n.;]{0,60}$")


def aside(extract: Extract) -> Field:
    """Return the members whom an act names as taking no part in the vote."""
    start = extract.point.stop if extract.point else 0
    match = extract.text.first(_ASIDE, start, min(extract.annex, extract.closing))
    if match is None:
        return Field()
    told = extract.text.read(*match.span(next(name for name in ("names", "bare", "after") if match[name])))
    found = entries(_WHAT_THEY_ARE.sub("", told))
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
        before, after = (
            extract.text.folded[max(0, match.start() - 80) : match.start()],
            extract.text.folded[match.end() :],
        )
        if not _NOT_SECRET.search(before) and "main levee" not in after[:_SOON]:
            return Field(True, "certain", extract.text.read(*match.span()))
    return Field()
