"""The states of a document, and how they are said in French wherever a person reads them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Literal

#: « prepared » is a draft whose e-mail is prepared and has not left: mailings say so, the column never does.
DossierState = Literal["draft", "prepared", "sent", "voted", "complete", "signed", "cancelled"]

#: How each state is said.
STATES: Mapping[str, str] = {
    "draft": "projet",
    "prepared": "préparé",
    "sent": "envoyé",
    "voted": "voté",
    "complete": "complet",
    "signed": "signé",
    "cancelled": "annulé",
    "ended": "terminé",
}


def state_of(connection: sqlite3.Connection, number: str) -> DossierState:
    """Return the state of a document of the register."""
    row = connection.execute("SELECT state FROM documents WHERE number = ?", (number,)).fetchone()
    state: DossierState = row["state"]
    return state


def set_state(connection: sqlite3.Connection, number: str, state: DossierState) -> None:
    """Write the state of a document, in the caller's transaction."""
    connection.execute("UPDATE documents SET state = ? WHERE number = ?", (state, number))
