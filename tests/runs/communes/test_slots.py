"""Slots written into communes.csv: the missing ones only, in the file's own format."""

from __future__ import annotations

import pytest

from generator.errors import DataError, OutputError
from generator.files import UNFINISHED
from generator.inputs.communes import Commune, Slot
from generator.inputs.sources import read_sources
from generator.progress import Silence
from generator.project import VERSIONS, Project
from generator.runs.communes.slots import SlotsRequest, run
from generator.safekeeping.versions import changing
from tests.cases import cases
from tests.conftest import MakeProject
from tests.edits import replace


def plan_slots(project: Project, *, dry_run: bool) -> list[tuple[Commune, Slot]]:
    """Propose slots, and write them unless it is a dry run."""
    return list(run(project, SlotsRequest(dry_run), Silence()).slots)


HAVELUY = "M1;1;jeudi;après-midi;Mairie"


def without_slot(row: str) -> str:
    """Return a row whose slot is empty: its five cells stand before the last one."""
    *cells, population = row.split(";")
    return ";".join([*cells[:-5], *([""] * 5), population])


def test_only_the_missing_slot_is_written(small_project: Project) -> None:
    """One row changes, by its four cells and its place; the others stay as they are."""
    before = small_project.communes.read_bytes().decode()
    replace(small_project.communes, HAVELUY, ";;;;")
    ((commune, slot),) = plan_slots(small_project, dry_run=False)
    assert commune.nom == "Haveluy"
    assert slot.when == ("M1", 1, "mardi", "après-midi")
    after = small_project.communes.read_bytes().decode()
    assert after == before.replace(HAVELUY, "M1;1;mardi;après-midi;Mairie")
    assert sorted(path.name for path in small_project.root.iterdir()) == ["communes.csv", "templates", VERSIONS]


def test_all_communes_get_slots_that_pass_the_check(project: MakeProject) -> None:
    """The whole campaign from nothing: afterwards no commune lacks a slot and none conflicts; twice the same."""
    made = project()
    header, *rows = made.communes.read_text(encoding="utf-8").splitlines()
    blank = "\n".join([header, *(without_slot(row) for row in rows)]) + "\n"
    made.communes.write_text(blank, encoding="utf-8")
    proposal = plan_slots(made, dry_run=False)
    assert len(proposal) == len(rows)
    assert not any(problem.column in ("mediateur", "semaine", "jour") for problem in read_sources(made).problems)
    first = made.communes.read_bytes()
    assert plan_slots(made, dry_run=False) == []
    assert made.communes.read_bytes() == first
    made.communes.write_text(blank, encoding="utf-8")
    plan_slots(made, dry_run=False)
    assert made.communes.read_bytes() == first


def test_a_dry_run_writes_nothing(small_project: Project) -> None:
    """The proposal is the one that would be written."""
    replace(small_project.communes, HAVELUY, ";;;;")
    before = small_project.communes.read_bytes()
    shown = plan_slots(small_project, dry_run=True)
    assert small_project.communes.read_bytes() == before
    assert plan_slots(small_project, dry_run=False) == shown


@cases("encoding", "cp1252", "utf-8-sig", "utf-8")
@cases("end", "\r\n", "\n")
def test_the_file_s_format_is_kept_byte_for_byte(small_project: Project, encoding: str, end: str) -> None:
    """Quotes, doubled quotes, stray spaces, empty lines, a missing last line end, encoding and mark."""
    text = small_project.communes.read_text(encoding="utf-8").rstrip("\n")
    text = text.replace("La Sentinelle", '"La Sentinelle" ', 0).replace("\n59564", "\n\n59564")
    text = text.replace(";Rœulx;", ';"Rœulx ";').replace("Place Gilbert-Henry", '"12; place ""Gilbert-Henry"""')
    text = text.replace(HAVELUY, '"";"";"";"";').replace("\n", end)
    small_project.communes.write_bytes(text.encode(encoding))
    plan_slots(small_project, dry_run=False)
    expected = text.replace('"";"";"";"";', '"M1";"1";"mardi";"après-midi";Mairie')
    assert small_project.communes.read_bytes() == expected.encode(encoding)


def test_columns_that_the_file_lacks_are_added(small_project: Project) -> None:
    """A communes.csv without slot columns gets them after its own; a place settled already is kept."""
    lines = [line.rsplit(";", 6)[0] for line in small_project.communes.read_text(encoding="utf-8").splitlines()]
    rows = [f"{lines[0]};lieu", *(f"{line};Médiathèque" for line in lines[1:2]), *(f"{line};" for line in lines[2:])]
    small_project.communes.write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert len(plan_slots(small_project, dry_run=False)) == 3
    written = small_project.communes.read_text(encoding="utf-8").splitlines()
    assert written[0] == rows[0] + ";mediateur;semaine;jour;demi_journee"
    assert written[1] == rows[1] + ";M1;1;mardi;après-midi"
    assert written[2] == rows[2] + "Mairie;M2;1;mardi;après-midi"


def test_a_commune_that_does_not_take_part_gets_none(small_project: Project) -> None:
    """Its row stays empty."""
    text = small_project.communes.read_text(encoding="utf-8").replace(HAVELUY, ";;;;")
    header, haveluy, *rows = text.splitlines()
    lines = [f"{header};participe", f"{haveluy};non", *(f"{row};" for row in rows)]
    small_project.communes.write_text("\n".join(lines), encoding="utf-8")
    assert plan_slots(small_project, dry_run=False) == []
    assert small_project.communes.read_text(encoding="utf-8").splitlines() == lines


def test_too_few_slots_write_nothing(small_project: Project) -> None:
    """All or nothing, and who is left is named."""
    text = small_project.communes.read_text(encoding="utf-8").splitlines()
    rows = [text[0], *(without_slot(row) for row in text[1:])]
    small_project.communes.write_text("\n".join(rows), encoding="utf-8")
    path = small_project.campaign / "campaign.toml"
    toml = path.read_text(encoding="utf-8")
    start, end = toml.index("demi_journees = ["), toml.index("matin = 09")
    path.write_text(toml[:start] + 'demi_journees = ["mardi matin"]\n' + toml[end:], encoding="utf-8")
    replace(path, 'M2 = "Médiateur numérique n° 2"\n', "")
    assert len(plan_slots(small_project, dry_run=True)) == 3
    more = "\n".join(
        f"5917{n};{siren};Commune {n};0;59220;Nord;Valenciennes;900;900;;;;Madame;Prénom;NOM;;;;;;;"
        for n, siren in ((2, "215901729"), (9, "215901794"))
    )
    small_project.communes.write_text("\n".join([*rows, more]), encoding="utf-8")
    before = small_project.communes.read_bytes()
    with pytest.raises(DataError, match=r"1 commune.*Commune 9"):
        plan_slots(small_project, dry_run=False)
    assert small_project.communes.read_bytes() == before


def test_errors_in_the_data_come_first(small_project: Project) -> None:
    """Slots are not proposed on data that hold errors."""
    replace(small_project.communes, HAVELUY, "M9;1;jeudi;après-midi;Mairie")
    with pytest.raises(DataError, match="1 erreur dans les données"):
        plan_slots(small_project, dry_run=False)


def test_a_campaign_without_planning_has_no_slots(small_project: Project) -> None:
    """It is told which section is missing."""
    path = small_project.campaign / "campaign.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("[planning]")], encoding="utf-8")
    with pytest.raises(DataError, match=r"\[planning\]"):
        plan_slots(small_project, dry_run=True)


def test_a_letter_that_the_file_cannot_hold_is_told(small_project: Project) -> None:
    """A mediator's key of the campaign that Windows-1252 lacks: the file stays, the message says how to save it."""
    replace(small_project.communes, HAVELUY, ";;;;")
    path = small_project.campaign / "campaign.toml"
    replace(path, 'M1 = "Médiateur', '"M₀" = "Remplaçant"\nM1 = "Médiateur')
    text = small_project.communes.read_text(encoding="utf-8")
    small_project.communes.write_bytes(text.encode("cp1252"))
    with pytest.raises(DataError, match=r"« ₀ ».*CSV UTF-8"):
        plan_slots(small_project, dry_run=False)
    assert small_project.communes.read_bytes() == text.encode("cp1252")


def test_a_clerk_who_writes_the_data_is_waited_for(small_project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who takes too long is named."""
    replace(small_project.communes, HAVELUY, ";;;;")
    monkeypatch.setattr("generator.safekeeping.versions._PATIENCE", 0.1)
    with (
        changing(small_project.root, small_project.communes),
        pytest.raises(OutputError, match="y écrit ; recommencez dans un instant"),
    ):
        plan_slots(small_project, dry_run=False)
    plan_slots(small_project, dry_run=False)


def test_a_file_that_cannot_be_written_is_told(small_project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Something else stands where the new file is prepared: exit 2, and communes.csv is whole."""
    replace(small_project.communes, HAVELUY, ";;;;")
    before = small_project.communes.read_bytes()
    monkeypatch.setattr("generator.files.secrets.token_hex", lambda _: "pris")
    (small_project.root / f"{UNFINISHED}pris").touch()
    with pytest.raises(OutputError, match="écriture impossible"):
        plan_slots(small_project, dry_run=False)
    assert small_project.communes.read_bytes() == before
