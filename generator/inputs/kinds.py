"""The kinds of document that the program itself knows, each with its one name in files, campaigns and register."""

from __future__ import annotations

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
RESERVED = (PACK, RECUEIL, RECUEIL_AVENANTS, ORIGINALS, EVALUATION, NOTIFICATION, CERTIFICATE, RENEWAL, ENDING)


def kind_named(name: str) -> str:
    """Return the kind that bears a name, or bore it when what is read was written."""
    return _FORMER.get(name, name)
