"""Votes of councillors whom an act names without counting them: « Abstention : M. X et Mme Y »."""

from __future__ import annotations

import re

from generator.intake.councillors import entries
from generator.intake.fields import Field
from generator.minutes.figures import NUMBER
from generator.minutes.names import CIVILITY, PERSON, clean_name
from generator.minutes.sides import SIDES
from generator.papers.letters import Text, fold

#: What stands for a label: « S’abstiennent : Mme X ».
_VERBS = {"abstentions": "|s'abst(?:ien(?:t|nent)|enant)|s'est abstenue?|se sont abstenue?s"}
_NAMED = {
    side: re.compile(
        rf"\b(?:{label}(?: ?\(s\))?{_VERBS.get(side, '')})(?: ?: ?| de (?={CIVILITY}\s))"
        rf"(?P<names>(?!\s)(?!{NUMBER})[^\n:]{{5,200}}(?:\n(?![^\n]{{0,40}}:)[^\n:]{{5,120}})?)"
    )
    for side, label in SIDES.items()
    if side != "pour"
}
#: « Contre : / », « Abstention : – ».
_NOBODY = {side: re.compile(rf"\b{label}(?: ?\(s\))? ?: ?[/-](?=\s*(?:[,;.\n-]|$))") for side, label in SIDES.items()}
#: « M. X, Mme Y et M. Z ont voté contre », « Mme Y s’est abstenue ».
_SAID = {
    side: re.compile(
        rf"(?:^|[.:;,\n(])\s{{0,3}}"
        rf"(?P<names>(?:(?!\b(?:contre|pour|vot|s'abst|s'est|se sont))"
        rf"[^.:;\n()\d]|(?<=\bm)\.|(?<=\bmm)\.){{4,160}}?),? {verb}",
        re.MULTILINE,
    )
    for side, verb in (
        ("contre", r"(?:(?:a|ont) votee?s?|vote(?:nt)?) contre\b"),
        ("abstentions", r"(?:s'abst(?:ient|iennent|enant)|s'est abstenue?|se sont abstenu(?:e?s)?)\b"),
        ("ne_prennent_pas_part", r"(?!.)"),
    )
}


def named(text: Text, side: str, start: int, end: int) -> Field:
    """Count the councillors whom an act names without counting them: « Abstention : M. X et Mme Y »."""
    if side not in _NAMED:
        return Field()
    said = text.first(_SAID[side], start, end)
    if said is not None:
        people = entries(text.text[slice(*said.span("names"))])
        if people and all(entry.clean for entry in people):
            return Field(len(people), "doubtful", text.read(*said.span()), "compté d’après les noms")
    nobody = text.first(_NOBODY[side], start, end)
    if nobody is not None:
        return Field(0, "doubtful", text.read(*nobody.span()), "un trait est lu à la place du nombre")
    match = text.first(_NAMED[side], start, end)
    if match is None:
        return Field()
    read = text.read(*match.span())
    begins, stop = match.span("names")
    if re.match(r"(?:neant|aucun)", match["names"]):
        return Field(0, "certain", read)
    found = entries(re.split(r"(?<=[^\W\d_]{3})\.\s|[;)]", _listed(text.text[begins:stop]))[0])
    if not found or not all(entry.clean or clean_name(entry.name) == "" for entry in found):
        return Field(None, "doubtful", read, "les conseillers sont nommés sans être comptés")
    return Field(len(found), "doubtful", read, "compté d’après les noms")


def _listed(names: str) -> str:
    """Return names with the line after theirs only when they go on in it."""
    line, _, following = names.partition("\n")
    goes_on = re.search(r"(?:[,–-]|\bet)\s*$", line) or PERSON.match(following)
    return names if goes_on or re.match(rf"\s*{CIVILITY}\s", fold(following)) else line
