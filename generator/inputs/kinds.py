"""The kinds of document that the program itself knows, each with its one name in files, campaigns and register."""

from __future__ import annotations

import re

CONVENTION = "convention"
AVENANT = "avenant"
PLANNING = "planning"
#: The convention with its avenants, and what they change in it and in the planning: made of other documents.
CONSOLIDATED = "convention-consolidee"
REDLINE = "modifications"
PLANNING_REDLINE = "modifications-planning"
#: The report of an evaluation; its files bear the period too.
EVALUATION = "evaluation"
#: What follows a signature: the letters, of which those of renewals bear the year too.
NOTIFICATION = "notification"
CERTIFICATE = "certificat"
RENEWAL = "reconduction"
ENDING = "fin"
#: A PDF that somebody else made, joined to a pack as it is; its kind says the name of its file too.
ANNEXE = "annexe"
#: The letter of a merger, which bears the first year of the commune nouvelle.
MERGER = "fusion"
#: What is bound of other documents.
PACK = "pack"
RECUEIL = "recueil"
RECUEIL_AVENANTS = "recueil-avenants"
ORIGINALS = "originaux"

#: What the program makes of an avenant without a template.
DERIVED = (CONSOLIDATED, REDLINE, PLANNING_REDLINE)
#: What these were called when the first conventions were signed.
_FORMER = {"consolidated": CONSOLIDATED, "redline": REDLINE, "redline-planning": PLANNING_REDLINE}
#: What a campaign cannot call its own documents.
RESERVED = (PACK, RECUEIL, RECUEIL_AVENANTS, ORIGINALS, EVALUATION, NOTIFICATION, CERTIFICATE, RENEWAL, ENDING, MERGER)


#: A recueil that is too thick for one file goes on in others.
_FURTHER = re.compile(f"({RECUEIL_AVENANTS}|{RECUEIL})-([0-9]+)")

#: How a person says those that a file's name cannot, by the word that the name has.
_SPOKEN = {
    PACK: "dossier relié",
    "deliberation": "délibération",
    "consolidee": "consolidée",
    "evaluation": "évaluation",
    "fusion": "commune nouvelle",
    "certificat": "certificat de notification",
}


def spoken(kind: str) -> str:
    """Return how a person says a kind: « délibération (avenant) » for « deliberation-avenant », « planning (2026) »."""
    words = [_SPOKEN.get(word, word) for word in kind.split("-")]
    if kind == CONSOLIDATED:
        return " ".join(words)
    return words[0] + (f" ({' '.join(words[1:])})" if words[1:] else "")


def volume_kind(kind: str, rank: int) -> str:
    """Return the kind of a volume of a recueil: « recueil » for the first one, then « recueil-2 »."""
    return kind if rank == 1 else f"{kind}-{rank}"


def volume_of(kind: str) -> tuple[str, int]:
    """Return of which kind a volume is, and its rank: what is no further volume is the first of its own kind."""
    further = _FURTHER.fullmatch(kind)
    return (further[1], int(further[2])) if further else (kind, 1)


def kind_named(name: str) -> str:
    """Return the kind that bears a name, or bore it when what is read was written."""
    return _FORMER.get(name, name)
