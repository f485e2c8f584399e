"""Lists of the deliberations that a council examined: each row is read, and nothing of it is certain."""

from __future__ import annotations

import datetime

from generator.minutes.actlists import is_list
from tests.cases import cases
from tests.intake.minutes import CLOSING, OPENING, OURS, read

HEAD = "COMMUNE DE MAULDE\nLISTE DES DÉLIBÉRATIONS EXAMINÉES\nSéance du conseil municipal du 3 juin 2025\n"
ROWS = [("2025-11", "Voirie communale", "Rejetée"), ("2025-12", "Convention numérique", "Adoptée à l’unanimité")]


def _told(table: str) -> list[tuple[object, ...]]:
    return [tuple(act.fields[name].value for name in ("numero", "objet", "dispositif")) for act in read(HEAD + table)]


@cases(
    "table",
    "| N° | Objet | Résultat |\n|---|---|---|\n| 2025-11 | Voirie communale | Rejetée |\n"
    "| 2025-12 | Convention numérique | Adoptée à l’unanimité |\nAffichée le 5 juin 2025\n",
    "N°           Objet                  Décision\n2025-11      Voirie communale       Rejetée\n"
    "2025-12      Convention             Adoptée à\n             numérique              l’unanimité\n",
    "N°\tTitre\tVote\n2025-11\tVoirie communale\tRejetée\n2025-12\tConvention numérique\tAdoptée à l’unanimité\n",
    "2025-11 : Voirie communale – Rejetée\n2025-12 : Convention numérique – Adoptée à l’unanimité\nLe Maire,\n",
    "2025-10   Désignation d’un délégué   Adoptée\n2025-11   Voirie communale   Rejetée\n"
    "2025-12   Convention numérique   Adoptée à l’unanimité\n",
    "Délibération n° 2025-11\nVoirie communale\nRejetée\nDélibération n° 2025-12\nConvention\nnumérique\n"
    "Adoptée à l’unanimité\n",
)
def test_a_list_is_read_row_by_row(table: str) -> None:
    """In a table with rules, with columns, with tabs, or in lines: number, object and result."""
    assert _told(table)[-2:] == ROWS


def test_a_list_that_lost_its_lines_is_read() -> None:
    """Its numbers follow each other."""
    rows = " ".join(" ".join(row) for row in ROWS)
    (first, second) = read(" ".join(f"{HEAD} {rows}".split()))
    assert [act.fields["objet"].value for act in (first, second)] == ["Voirie communale", "Convention numérique"]


def test_a_list_without_numbers_or_results_is_read() -> None:
    """A rank is no number of an act; votes stand in columns of their own."""
    assert _told("- Voirie communale : rejetée\n- Convention numérique : adoptée\n")[0][:2] == (
        None,
        "Voirie communale",
    )
    assert _told("2025-11 Voirie communale\n2025-12 Convention numérique\n")[1] == ("2025-12", ROWS[1][1], None)
    acts = read(f"{HEAD}N° ordre | Objet | Pour | Contre\n1 | Voirie communale | 1 | 2\n2 | Convention | 3 | 0\n")
    told = [tuple(act.fields[name].value for name in ("numero", "objet", "pour", "contre")) for act in acts]
    assert told == [(None, "Voirie communale", 1, 2), (None, "Convention", 3, 0)]


def test_rows_have_a_day_of_their_own_or_nothing_but_a_title() -> None:
    """A list of several sittings tells the day in a column; another list has only titles."""
    heads = "COMMUNE DE MAULDE\nListe des délibérations du conseil municipal\nDate | N° | Objet | Décision\n"
    (act,) = read(f"{heads}03/06/2025 | 2025-12 | Convention numérique | Adoptée\n")
    assert (act.fields["seance_date"].value, act.fields["objet"].value) == (datetime.date(2025, 6, 3), ROWS[1][1])
    assert [title for _, title, _ in _told("• Voirie communale\n• Convention numérique\n")] == [ROWS[0][1], ROWS[1][1]]


def test_nothing_of_a_list_is_certain() -> None:
    """It is not the deliberation itself: whether the mayor may sign stands nowhere in it."""
    acts = read(f"{HEAD}2025-11 : Voirie communale – Rejetée\n2025-12 : Convention – Adoptée à l’unanimité\n")
    assert len(acts) == 2
    for act in acts:
        assert {field.confidence for field in act.fields.values()} == {"doubtful", "missing"}
        assert act.fields["autorise_signature"].value is None
        assert act.fields["seance_date"].value == datetime.date(2025, 6, 3)
        assert "n’est pas la délibération elle-même" in act.fields["objet"].why


@cases(
    "text",
    f"{OPENING}\nObjet : Convention\n{OURS}{CLOSING}",
    f"PROCÈS-VERBAL\nListe des délibérations\n1. Convention\n{OPENING}\n1. Convention\n{OURS}{CLOSING}",
    "PROCÈS-VERBAL\nListe des délibérations\n2025-12 Convention\n",
    "EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS\nListe des délibérations\nObjet : Convention\n",
)
def test_an_act_and_minutes_are_no_list(text: str) -> None:
    """Where the council deliberates, the text is an act or minutes, whatever list it begins with."""
    assert not is_list((text,))
