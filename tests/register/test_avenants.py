"""Avenants in the register: a number each, corrected while unsigned, cancelled without being forgotten."""

from __future__ import annotations

import datetime
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from generator.errors import RefusedError
from generator.inputs.campaign import Numbering
from generator.inputs.communes import Slot
from generator.register.avenantcontent import ArticleWording, AvenantContent, AvenantFigures
from generator.register.avenants import AvenantChange, AvenantRecord
from generator.register.database import open_register
from generator.register.deliberations import record_act
from generator.register.evaluations import read_evaluations
from generator.register.integrity import check_register
from generator.register.ledger import AvenantRequest, Entries, Ledger, commit, reserve
from generator.register.originals import Source
from generator.register.standings import Standings, read_standings
from tests.cases import cases
from tests.register.conftest import ACT, NUMBER, SITTING

NUMBERING = Numbering("MED_NUM-{year}-{seq:03d}", 2025)
CONTENT = AvenantContent(
    AvenantFigures(28, 0, 5, 6, "été 2025", "Exemple"),
    Slot("M1", 1, "mardi", "matin", "Mairie"),
    datetime.date(2026, 1, 1),
    None,
    "Un motif",
    (ArticleWording("4", (("Un alinéa", 0), ("un item", 1)), ""),),
)
WANTED = AvenantRecord(NUMBER, "été 2025", False, CONTENT)
ASKED = AvenantChange("59292", NUMBER, "été 2025", 2026, WANTED)


def amend(register: Path, *changes: AvenantChange, keep: bool = True) -> Ledger:
    """Record an evaluation that asks for these changes, or only reserve what that gives."""
    request = AvenantRequest(changes, "été 2025", Source("evaluation.csv", b"insee"))
    wanted = (register, Entries("mediation", NUMBERING, ["59292"], request))
    reserved = reserve(*wanted)
    assert not keep or commit(*wanted, reserved, lambda: None) == reserved
    return reserved


def standings(register: Path) -> Standings:
    """Return where everything stands."""
    return read_standings(register, "mediation")


def test_an_avenant_has_its_rank_and_a_number_of_its_year(numbered: Path) -> None:
    """The first of its convention, in the sequence of the year in which it takes effect."""
    amend(numbered, ASKED)
    (avenant,) = standings(numbered).avenants("59292")
    assert (avenant.rank, avenant.number, avenant.state) == (1, "MED_NUM-2026-001", "draft")
    assert avenant.record == WANTED


def test_what_is_reserved_is_given_to_nobody(numbered: Path) -> None:
    """What would be given is seen, and nothing of it is kept."""
    (avenant,) = amend(numbered, ASKED, keep=False).standings.avenants("59292")
    assert avenant.number == "MED_NUM-2026-001"
    assert standings(numbered).avenants("59292") == ()
    assert not (numbered.parent / "originals").exists()


def test_asking_again_changes_nothing_and_a_correction_keeps_the_number(numbered: Path) -> None:
    """Same content, same row; another content, the same number with a line in the journal."""
    amend(numbered, ASKED)
    before = standings(numbered)
    amend(numbered, ASKED)
    assert standings(numbered) == before
    corrected = replace(WANTED, content=replace(CONTENT, effect=datetime.date(2026, 2, 1)))
    amend(numbered, replace(ASKED, wanted=corrected))
    (avenant,) = standings(numbered).avenants("59292")
    assert (avenant.number, avenant.record) == ("MED_NUM-2026-001", corrected)


def test_a_cancelled_number_is_never_given_again(numbered: Path) -> None:
    """Nothing wanted any more: cancelled; wanted again: the same rank, another number."""
    amend(numbered, ASKED)
    amend(numbered, replace(ASKED, wanted=None))
    assert standings(numbered).avenants("59292") == ()
    amend(numbered, ASKED)
    (avenant,) = standings(numbered).avenants("59292")
    assert (avenant.rank, avenant.number) == (1, "MED_NUM-2026-002")
    states = {one.number: one.state for one in standings(numbered).documents}
    assert states["MED_NUM-2026-001"] == "cancelled"
    assert check_register(numbered) == ()


def test_what_was_voted_is_not_changed(numbered: Path) -> None:
    """The council has voted on this text: the next change is for the next avenant."""
    costly = replace(WANTED, financial=True)
    amend(numbered, replace(ASKED, wanted=costly))
    with open_register(numbered, writing=True) as connection:
        record_act(connection, numbered, "MED_NUM-2026-001", ACT, SITTING, Source("d.txt", b"x"), replace=False)
    with pytest.raises(RefusedError, match="déjà délibéré"):
        amend(numbered, replace(ASKED, wanted=None))
    (avenant,) = standings(numbered).avenants("59292")
    assert (avenant.state, avenant.record) == ("voted", costly)


def test_another_period_waits_for_the_signature(numbered: Path) -> None:
    """One avenant at a time: the pending one of another period is named."""
    amend(numbered, ASKED)
    later = replace(ASKED, period="hiver 2026", wanted=replace(WANTED, period="hiver 2026"))
    with pytest.raises(RefusedError, match=r"MED_NUM-2026-001 \(été 2025\)"):
        amend(numbered, later)


@cases("statement", "DELETE FROM amendments", "DELETE FROM evaluations")
def test_the_file_itself_refuses_to_lose_an_avenant(numbered: Path, statement: str) -> None:
    """Whatever program opens the register."""
    amend(numbered, ASKED)
    with closing(sqlite3.connect(numbered)) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement)


def test_the_files_that_asked_are_kept(numbered: Path) -> None:
    """The evaluation with the facts of its report, the revision on the occasion it served; the same again once only."""
    evaluation, revision = Source("evaluation.csv", b"insee"), Source("revision.toml", b"motif")
    both = AvenantRequest((), "été 2025", evaluation, revision, '{"faits": 1}')
    alone = AvenantRequest((), "révision revision", None, Source("revision.toml", b"motif = 1"))
    for request in (both, both, alone, alone):
        wanted = (numbered, Entries("mediation", NUMBERING, ["59292"], request))
        reserved = reserve(*wanted)
        assert commit(*wanted, reserved, lambda: None) == reserved
    (kept,) = read_evaluations(numbered, "mediation")
    assert (kept.period, kept.facts) == ("été 2025", '{"faits": 1}')
    with open_register(numbered) as connection:
        rows = [tuple(row) for row in connection.execute("SELECT occasion, source FROM revisions ORDER BY id")]
    assert rows == [("été 2025", "revision.toml"), ("révision revision", "revision.toml")]
    assert check_register(numbered) == ()


def test_new_facts_of_an_evaluation_are_kept_beside_its_file(numbered: Path) -> None:
    """The last ones are those of its report."""
    for facts in ('{"mois": 1}', '{"mois": 2}'):
        request = AvenantRequest((), "été 2025", Source("evaluation.csv", b"insee"), None, facts)
        wanted = (numbered, Entries("mediation", NUMBERING, ["59292"], request))
        commit(*wanted, reserve(*wanted), lambda: None)
    assert [kept.facts for kept in read_evaluations(numbered, "mediation")] == ['{"mois": 2}']
