"""communes.csv changed cell by cell: what is written, what is refused, what a change would do."""

from __future__ import annotations

import datetime
import json

from generator.clock import go_by, go_on
from generator.errors import count_errors
from generator.progress import Silence
from generator.project import VERSIONS, Project
from generator.register.standings import read_standings
from generator.runs.communes import edit
from generator.runs.communes.edit import EditReport, EditRequest
from generator.runs.communes.rowchanges import RowChange
from generator.runs.making import build
from generator.runs.making.build import BuildRequest
from generator.runs.report import accept
from tests.conftest import MakeProject

_NOW = datetime.datetime(2026, 3, 2, 9, 0, tzinfo=datetime.UTC)


def change(project: Project, code: str, /, **cells: str) -> RowChange:
    """Return a change of a row as somebody sees it now."""
    row = next(one for one in edit.run(project, EditRequest(), Silence()).rows if one.cells["insee"] == code)
    return RowChange(row.line, {name: row.cells.get(name, "") for name in ("insee", "nom", *cells)}, cells)


def written(project: Project, *changes: RowChange, now: datetime.datetime = _NOW) -> EditReport:
    """Write changes."""
    before = go_by(lambda: now)
    try:
        return edit.run(project, EditRequest(changes, dry_run=False), Silence())
    finally:
        go_on(before)


def test_a_file_keeps_its_letters_its_separators_and_its_line_ends(small_project: Project) -> None:
    """What Excel wrote in Windows-1252 with commas and quotes stays so, but for the cell."""
    text = small_project.communes.read_text(encoding="utf-8").replace(",", " ").replace(";", ",")
    text = text.replace("\n", "\r\n").replace("Haveluy", '"Haveluy"').replace("Rœulx", "Rœulx ")
    small_project.communes.write_bytes(text.encode("cp1252"))
    written(small_project, change(small_project, "59292", prenom_maire="Hélène"))
    former = text.split("\r\n")[1].split(",")[13]
    assert small_project.communes.read_bytes() == text.replace(f",{former},", ",Hélène,").encode("cp1252")


def test_rows_that_others_moved_are_found_by_their_code(small_project: Project) -> None:
    """A row sorted elsewhere meanwhile is still the one that was seen."""
    asked = change(small_project, "59292", nom_maire="DUVAL")
    header, *rows = small_project.communes.read_text(encoding="utf-8").splitlines()
    small_project.communes.write_text("\n".join([header, *reversed(rows)]), encoding="utf-8")
    assert written(small_project, asked).written
    last = small_project.communes.read_text(encoding="utf-8").splitlines()[-1]
    assert last.startswith("59292")
    assert ";DUVAL;" in last


def test_a_cell_of_the_campaigns_file_is_written_there(small_project: Project) -> None:
    """What the campaign says otherwise changes in its own file; emptied, it says so."""
    small_project.own_communes.write_text("insee;courriel\n59292;ailleurs@exemple.fr\n", encoding="utf-8")
    shared = small_project.communes.read_bytes()
    asked = change(small_project, "59292", courriel="")
    assert asked.seen["courriel"] == "ailleurs@exemple.fr"
    written(small_project, asked)
    assert small_project.own_communes.read_text(encoding="utf-8") == "insee;courriel\n59292;-\n"
    assert small_project.communes.read_bytes() == shared


def test_data_with_errors_are_read_and_mended(small_project: Project) -> None:
    """A wrong code is no obstacle to writing: it is told, and so is that it is gone."""
    broken = written(small_project, change(small_project, "59292", siren="1"))
    assert broken.written
    assert count_errors(broken.problems) == 1
    mended = written(small_project, change(small_project, "59292", siren="215902925"))
    assert count_errors(mended.problems) == 0


def test_thirty_versions_are_kept(small_project: Project) -> None:
    """The oldest goes; the newest is what stood before the last change."""
    for rank in range(33):
        now = _NOW + datetime.timedelta(minutes=rank)
        assert written(small_project, change(small_project, "59292", lieu=f"Salle {rank}"), now=now).written
    kept = sorted((small_project.root / VERSIONS).glob("*/communes.csv"))
    assert len(kept) == 30
    assert "Salle 31" in kept[-1].read_text(encoding="utf-8")
    assert "Salle 2;" in kept[0].read_text(encoding="utf-8")


def test_a_number_that_would_go_to_another_code_is_asked_about(small_project: Project) -> None:
    """Nothing is written unless somebody confirms, with the number before their eyes."""
    build.run(small_project, BuildRequest(only=("bordereau",), engine="embedded", verify=False), Silence())
    before, asked = small_project.communes.read_bytes(), change(small_project, "59292", insee="59229")
    seen: list[EditReport] = []

    def refuse(report: EditReport) -> bool:
        seen.append(report)
        return False

    report = edit.run(small_project, EditRequest((asked,), dry_run=False, confirms=refuse), Silence())
    assert not report.written
    assert small_project.communes.read_bytes() == before
    number = read_standings(small_project.register, small_project.campaign.name).documents[0].number
    assert any(number in movement.reason for movement in seen[0].movements)
    confirmed = edit.run(small_project, EditRequest((asked,), dry_run=False, confirms=accept), Silence())
    assert confirmed.written


def test_a_change_of_a_signed_dossier_remakes_nothing_of_it(signed_project: Project) -> None:
    """Its documents stay; the forecast says which would have changed."""
    asked = change(signed_project, "59205", nom_maire="DUVAL")
    report = edit.run(signed_project, EditRequest((asked,), forecast=True), Silence())
    assert report.remade
    (one,) = report.remade
    assert one.commune == "Escaudain"
    assert "convention" in one.signed


def test_a_cell_that_no_document_says_remakes_nothing(small_built: Project) -> None:
    """Whatever engine printed the output; a name that documents say remakes them, and them alone."""
    manifest = json.loads(small_built.manifest.read_text(encoding="utf-8"))
    for record in manifest["documents"]:
        record["engine_sha256"] = "0" * 64
    small_built.manifest.write_text(json.dumps(manifest), encoding="utf-8")
    for cells, kinds in (({"telephone": "03 27 00 00 01"}, []), ({"nom_maire": "DUVAL"}, ["convention"])):
        asked = change(small_built, "59292", **cells)
        found = edit.run(small_built, EditRequest((asked,), forecast=True), Silence()).remade
        assert [kind for one in found or () for kind in one.documents if kind == "convention"] == kinds
        assert bool(found) == bool(kinds)


def test_rows_are_added_and_removed(project: MakeProject) -> None:
    """A row that goes takes its line with it; one that comes stands last."""
    few = project("59292", "59504")
    removed = change(few, "59504")
    new = {"insee": "59564", "nom": "La Sentinelle"}
    report = edit.run(few, EditRequest(added=(new,), removed=(removed,), dry_run=False), Silence())
    assert report.written
    assert [row.cells["insee"] for row in report.rows] == ["59292", "59564"]
