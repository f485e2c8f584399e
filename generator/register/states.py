"""The states of a document, and how they are said in French wherever a person reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

DossierState = Literal["draft", "sent", "voted", "complete", "signed", "cancelled"]

#: How each state is said.
STATES: Mapping[str, str] = {
    "draft": "projet",
    "sent": "envoyé",
    "voted": "voté",
    "complete": "complet",
    "signed": "signé",
    "cancelled": "annulé",
    "ended": "terminé",
}
