"""What the council decided: the operative part of a deliberation, and what it authorises the mayor to sign."""

from __future__ import annotations

import re

from generator.intake.extracts import Extract
from generator.intake.fields import Field
from generator.intake.letters import worn

#: The verbs by which a council decides, at the beginning of a line.
_VERB = (
    rf"(?:{worn('decide')}|{worn('approuve')}|{worn('autorise')}|{worn('valide')}|{worn('adopte')}|{worn('prend')} "
    rf"{worn('acte')}|{worn('ajourne')}|{worn('sursoit')}|{worn('retire')}|{worn('rejette')}|{worn('refuse')}|"
    rf"{worn('charge')}|{worn('habilite')}|{worn('donne')}|{worn('accepte')}|{worn('emet')}|{worn('mandate')})"
)
_OPENING = re.compile(
    rf"{worn('apres en avoir')} (?:{worn('delibere')}|debattu)|{worn('apres avoir')} {worn('delibere')}|"
    rf"{worn('apres deliberation')}"
)
_FIRST_VERB = re.compile(
    r"(?m)^[^\w\n]{0,8}(?:\d{1,2}[.)°-] ?|article \d{1,2}(?:er)? ?[:.-] ?)?"
    rf"(?:{worn('le conseil municipal')},? )?(?:de |d')?{_VERB}"
)
_ALLOWS = (
    rf"(?:{worn('autoris')}\w{{1,5}}|habilit\w{{1,5}}|mandat\w{{1,5}}|charg\w{{1,4}}|"
    r"don(?:ne|ner|nent) (?:tous? )?(?:pouvoirs?|mandat|delegation|autorisation|competence))"
)
_SIGNS = rf"(?:{worn('signer')}|{worn('signature')}|conclure|ratifier|passer)"
#: Within one sentence or one item of a list.
_SENTENCE = r"(?:(?!\n\s*(?:[-•*>v]|\d{1,2}[.)])|\. )[\s\S]){0,320}?"
_AUTHORISES = re.compile(rf"\b{_ALLOWS}\b{_SENTENCE}\b(?P<what>la {_SIGNS}|{_SIGNS})")
_REFUSES = re.compile(
    rf"\bn'(?:autoris|approuv|habilit)\w{{1,5}} (?:pas|point)|\b{worn('refuse')}\w{{0,2}}\b|\b{worn('rejette')}\b|"
    r"\brejet de\b|\bs'oppose\b|\bavis defavorable\b|\bdesapprouve"
)
_POSTPONES = re.compile(
    rf"\b{worn('ajourn')}\w{{1,5}}|\b{worn('sursoi')}t\b|\bsurseoir\b|\b{worn('report')}(?:e|er) "
    rf"(?:l[ae']|cette|ce|sa|son|l'examen)|\b{worn('retir')}(?:e|er) (?:l[ae]|cette|ce|de l'ordre)"
)
_NOTES = re.compile(rf"\b{worn('prend')}\w{{0,3}} {worn('acte')}\b")
_AVENANTS = re.compile(
    rf"\b{worn('avenant')}s?\b{_SENTENCE}{worn('sans incidence')} {worn('financ')}\w+|"
    rf"\b{worn('avenant')}s?\b[^.]{{0,60}}sans (?:effet|consequence|impact) financ\w+"
)
_LONGEST = 4000


def operative(extract: Extract) -> dict[str, Field]:
    """Return the fields of what was decided: its text, and whether it authorises to sign, avenants too.

    An authorisation is certain when it is read plainly and nothing of what was decided is against it; what only takes
    note, adjourns, withdraws or refuses authorises nothing.
    """
    start = _start(extract)
    if start is None:
        return {}
    end = min(max(extract.closing, start), extract.annex if extract.annex > start else len(extract.text.text))
    text = " ".join(extract.text.text[start:end].split())[:_LONGEST]
    decided = extract.text.folded[start:end]
    if not text:
        return {}
    against = next((why for pattern, why in _AGAINST if pattern.search(decided)), "")
    allows = _AUTHORISES.search(decided)
    signing = _signing(allows, against, extract, start)
    avenants = _AVENANTS.search(decided) if allows else None
    fields = {"dispositif": Field(text, "certain", text), "autorise_signature": signing}
    if avenants and signing.value:
        read = extract.text.read(start + avenants.start(), start + avenants.end())
        fields["autorise_avenants"] = Field(True, signing.confidence, read, signing.why)
    return fields


_AGAINST = (
    (_REFUSES, "le conseil paraît refuser"),
    (_POSTPONES, "le conseil paraît ajourner ou retirer cette question"),
    (_NOTES, "le conseil prend acte"),
)


def _signing(allows: re.Match[str] | None, against: str, extract: Extract, start: int) -> Field:
    if allows is None:
        return Field(False, "certain", "", against) if against else Field()
    read = extract.text.read(start + allows.start(), start + allows.end())
    if against:
        refused = against == _AGAINST[0][1]
        return Field(not refused, "doubtful", read, f"{against}, et une autorisation est lue")
    return Field(True, "certain", read)


def _start(extract: Extract) -> int | None:
    """Return where the decision begins: after « après en avoir délibéré », else at the first verb of decision."""
    limit = extract.annex
    openings = list(extract.text.find(_OPENING, 0, limit))
    if openings:
        return openings[-1].end()
    verb = extract.text.first(_FIRST_VERB, extract.body, limit)
    return verb.start() if verb else None
