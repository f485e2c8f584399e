"""The sides of a vote, by the words of acts."""

from __future__ import annotations

from generator.papers.letters import worn

#: The sides of a vote, and by which words acts call them.
SIDES = {
    "pour": rf"(?:{worn('pour')}|(?:votes?|voix) favorables?|favorables(?= ?[:=] ?\d))",
    "contre": rf"(?:(?!centre){worn('contre')}(?!-)|(?:votes?|voix) defavorables?|defavorables(?= ?[:=] ?\d))",
    "abstentions": rf"(?:{worn('abstention')}s?|abst\b\.?)",
    "ne_prennent_pas_part": r"(?:ne pren\w+ pas part(?: au vote)?|n'(?:ont|a|ayant) pas pris part(?: au vote)?|"
    r"non[ -]participations?|nppv)",
}
