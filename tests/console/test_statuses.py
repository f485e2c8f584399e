"""The morning's list at a terminal: a command of it can be typed as it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from types import SimpleNamespace
from typing import cast

from generator.console.statuses import command_for, todo_rows
from generator.dossiers.nextaction import Action
from generator.runs.followup.dossierstatus import DossierStatus
from tests.cases import cases


@cases(
    "command, communes, said",
    ("conventions mail --sent DATE COMMUNE", 2, "conventions mail --sent DATE c0 c1"),
    ("conventions mail --remind COMMUNE", 40, "conventions mail --remind"),
    ("conventions renew COMMUNE", 40, "conventions renew"),
    ("conventions build", 3, "conventions build"),
    ("", 3, ""),
    (
        "conventions sign COMMUNE --avenant 1 --notified DATE",
        3,
        "conventions sign c0 --avenant 1 --notified DATE ; de même pour les autres",
    ),
)
def test_a_command_names_the_communes_that_it_is_for(command: str, communes: int, said: str) -> None:
    """Or nobody where they are many, for it is then for all of them; a signature is recorded for one at a time."""
    assert command_for(command, [f"c{rank}" for rank in range(communes)]) == said


def test_a_commune_is_listed_once_whatever_waits_for_it() -> None:
    """Two letters to send are one line and one command: « conventions mail haveluy »."""
    waits = Action("send", "envoyer la lettre", None, "conventions mail COMMUNE")
    commune, known = SimpleNamespace(insee="59292", called="Haveluy"), SimpleNamespace(number="")
    haveluy = SimpleNamespace(commune=commune, slug="haveluy", known=known, actions=(waits, waits))
    (row,) = todo_rows(cast("Sequence[DossierStatus]", [haveluy]), date(2025, 5, 12))
    assert row == ("", "envoyer la lettre", "Haveluy", "", "conventions mail haveluy")
