"""What goes wrong on the way stops no more than it must, and leaves nothing half done."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document

import generator.runs.making.build
from generator.errors import EngineError, RegisterError, TemplateError
from generator.files import write_whole
from generator.pdf.conversion import Conversion, ConversionJob, EngineInfo
from generator.pdf.engine import Engine, select_engine
from generator.progress import Silence, Stage
from generator.project import Project
from generator.register.integrity import check_register
from generator.register.standings import read_standings
from generator.runs.making.build import BuildRequest, run as build
from generator.runs.making.check import CheckRequest, run as check
from generator.runs.making.preview import PreviewRequest, run as preview
from generator.stages.preparation import ATTEMPTS
from generator.workers import FOREIGN, Limits
from tests.cases import cases
from tests.runs.conftest import REPOSITORY, contents, edit, made, run

Small = Callable[..., Project]


class DamagingEngine:
    """The real embedded engine, handed one DOCX that is no longer one: the real thing can't be told to fail."""

    def __init__(self, victim: int) -> None:
        self._engine: Engine = select_engine("embedded")
        self._victim = victim

    @property
    def info(self) -> EngineInfo:
        """The real engine's."""
        return self._engine.info

    def convert(self, jobs: Iterable[ConversionJob], **options: Any) -> Iterator[Conversion]:
        """Damage one file, then let the real engine work."""
        jobs = list(jobs)
        damaged = [
            replace(job, docx=b"PK\x03\x04 not a document" if number == self._victim else job.docx)
            for number, job in enumerate(jobs)
        ]
        given = dict(zip(map(id, damaged), jobs, strict=True))
        for conversion in self._engine.convert(damaged, **options):
            yield replace(conversion, job=given[id(conversion.job)])


def test_one_document_that_cannot_be_printed_fails_alone(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its pack and the recueil are missing and say so; the other commune is complete; the next build mends it."""
    project = small("59292", "59297")
    monkeypatch.setattr(generator.runs.making.build, "select_engine", lambda choice: DamagingEngine(0))
    report = run(project)
    assert [outcome.name for outcome in report.failed] == ["Haveluy, bordereau", "Haveluy, dossier relié", "recueil"]
    assert report.failed[1].reason == "il manque : Haveluy, bordereau"
    assert report.failed[0].reason
    assert not list((project.output / "59292-haveluy").glob("*bordereau*"))
    assert (project.output / "59297-helesmes" / "MED_NUM-2025-002-pack.pdf").is_file()
    assert not project.recueil.exists()
    monkeypatch.undo()
    assert made(run(project)) == {("Haveluy", "bordereau"), ("Haveluy", "pack"), ("", "recueil")}


def test_an_outdated_document_does_not_stay_beside_new_ones(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    """When a changed document cannot be printed, its old version, its pack and the recueil leave the output."""
    project = small("59292", "59297")
    run(project)
    edit(project, "Jean-Paul;RYCKELYNCK", "Jeanne;RYCKELYNCK")
    monkeypatch.setattr(generator.runs.making.build, "select_engine", lambda choice: DamagingEngine(0))
    report = run(project)
    assert [outcome.kind for outcome in report.failed] == ["bordereau", "pack", "recueil"]
    left = sorted(path.name for path in (project.output / "59292-haveluy").iterdir())
    assert left == [
        f"MED_NUM-2025-001-{kind}.{suffix}"
        for kind in ("convention", "deliberation", "planning")
        for suffix in ("docx", "pdf")
    ]
    assert not project.recueil.exists()


def test_no_engine_is_an_error_before_anything_is_made(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without LibreOffice on the machine, asking for it fails with what to install."""
    project = small("59292")
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(EngineError, match="LibreOffice"):
        run(project, engine="libreoffice")
    assert not project.register.exists()
    assert not project.output.exists()


def test_a_damaged_register_is_told_and_kept(small: Small) -> None:
    """Nothing is written over a register that cannot be read."""
    project = small("59292")
    project.register.parent.mkdir()
    project.register.write_bytes(b"not a database, but somebody's numbers" * 100)
    with pytest.raises(RegisterError, match="endommagé"):
        run(project)
    assert project.register.read_bytes() == b"not a database, but somebody's numbers" * 100
    assert contents(project.output) == {}


def test_a_lost_register_does_not_number_again(small: Small) -> None:
    """When the register is gone but the output is there, no number is given a second time."""
    project = small("59292", "59297")
    run(project)
    header, haveluy, helesmes = project.communes.read_text(encoding="utf-8").splitlines(keepends=True)
    project.communes.write_text(header + helesmes + haveluy, encoding="utf-8")
    project.register.unlink()
    before = contents(project.output)
    with pytest.raises(RegisterError, match=r"001 \(Haveluy .* est donné à une autre commune \(Hélesmes\)"):
        run(project)
    assert contents(project.output) == before


def test_a_killed_build_leaves_only_whole_files(small: Small) -> None:
    """Killed at any moment, what is in the output is whole, and the next build ends as if nothing had happened."""
    project = small()
    whole = project.root.parent / "whole"
    subprocess.run([*command(project), "--output", str(whole)], check=True, capture_output=True)
    expected = contents(whole / "mediation-numerique")
    for moment in (0.2, 0.5, 0.8, 1.1, 1.4):
        process = subprocess.Popen(command(project), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(moment)
        process.send_signal(signal.SIGKILL)
        process.wait()
        for path, data in contents(project.output).items():
            if not path.startswith(".en-cours-"):
                assert data == expected[path], (moment, path)
    run(project)
    assert contents(project.output) == expected


def test_two_builds_at_once_take_turns(small: Small) -> None:
    """Two processes on the same output both end well, and the second finds nothing left to do."""
    project = small("59292", "59297")
    processes = [subprocess.Popen(command(project), stderr=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(2)]
    outputs = [process.communicate(timeout=120)[0].decode() for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    assert sorted("11 inchangés" in output for output in outputs) == [False, True]


def command(project: Project) -> list[str]:
    """Return the command that builds a project in a process of its own."""
    return [sys.executable, "-m", "generator", "build", "--project", str(project.root), "--engine", "embedded"]


def test_the_command_runs_from_any_folder_of_the_project(small: Small) -> None:
    """The project is found upwards, as git does."""
    project = small("59292")
    result = subprocess.run(
        [sys.executable, "-m", "generator", "build", "--engine", "embedded"],
        cwd=project.campaign,
        env={"PYTHONPATH": str(REPOSITORY), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert "MED_NUM-2025-001" in result.stdout
    assert Path(project.recueil).is_file()


GIVE = """
import sys
from pathlib import Path
from generator.inputs.campaign import Numbering
from generator.register.ledger import Entries, commit, reserve
wanted = (Path(sys.argv[1]), Entries(sys.argv[2], Numbering("MED_NUM-{year}-{seq:03d}", 2025), [sys.argv[3]]))
print(commit(*wanted, reserve(*wanted), lambda: None).numbers[sys.argv[3]])
"""


class Overtaking(Silence):
    """Has another process take a number of the campaign, for each of these communes, whenever drafts begin."""

    def __init__(self, project: Project, *communes: str) -> None:
        super().__init__()
        self.drafted = 0
        self._project = project
        self._communes = list(communes)

    def stage(self, stage: Stage, steps: int) -> None:
        """Let the other process take its number and end."""
        if stage is Stage.DRAFTING:
            self.drafted += 1
            if self._communes:
                arguments = [str(self._project.register), self._project.campaign.name, self._communes.pop(0)]
                subprocess.run([sys.executable, "-c", GIVE, *arguments], cwd=REPOSITORY, check=True)


def test_a_build_that_was_overtaken_plans_again(small: Small) -> None:
    """Another process took the first number while drafts were made: the documents bear those that were given then."""
    project = small("59292", "59297")
    progress = Overtaking(project, "59564")
    report = build(project, BuildRequest(engine="embedded", verify=False), progress)
    assert progress.drafted == 2
    numbers = {outcome.insee: outcome.number for outcome in report.outcomes if outcome.kind == "convention"}
    assert numbers == {"59292": "MED_NUM-2025-002", "59297": "MED_NUM-2025-003"}
    assert check_register(project.register) == ()


def test_a_build_that_is_overtaken_every_time_gives_up(small: Small) -> None:
    """It says that the register is busy, and has neither given a number nor made a file."""
    project = small("59292")
    others = [f"59{number}" for number in range(600, 600 + ATTEMPTS)]
    with pytest.raises(RegisterError, match="sans cesse"):
        build(project, BuildRequest(engine="embedded", verify=False), Overtaking(project, *others))
    assert {one.insee for one in read_standings(project.register, project.campaign.name).documents} == set(others)
    assert contents(project.output) == {}


@cases("outside", True, False)
def test_a_manifest_deletes_nothing_but_what_was_made(small_built: Project, outside: bool) -> None:
    """One that names the register, a template, a file by its whole path or a clerk's own in the output: all stay."""
    mine = small_built.output / "59292-haveluy" / "notes.pdf"
    victims = [small_built.register, small_built.campaign / "courriel.txt", small_built.communes, mine]
    write_whole(mine, b"x")
    before = {path: path.read_bytes() for path in victims}
    data = json.loads(small_built.manifest.read_text(encoding="utf-8"))
    paths = ["../../register/register.sqlite", "../../templates/mediation-numerique/courriel.txt", str(victims[2])]
    document = next(one for one in data["documents"] if one["insee"] == "59292" and one["kind"] == "planning")
    named = paths if outside else ["59292-haveluy/notes.pdf", "59292-haveluy"]
    document["files"] += [{"path": path, "sha256": "0" * 64, "bytes": 1, "pages": None} for path in named]
    document["kind"] = "ancien"
    small_built.manifest.write_text(json.dumps(data), encoding="utf-8")
    assert not run(small_built).failed
    assert {path: path.read_bytes() for path in victims} == before


@cases("tag", "{{ 9 ** (9 ** 9) }}", "{{ 'x' * 1000000000000 }}")
def test_a_tag_that_would_never_end_is_told(small: Small, monkeypatch: pytest.MonkeyPatch, tag: str) -> None:
    """By check, by a build and by a preview, with the template's name; no process is left at work on it."""
    for module in ("generator.stages.attempts", "generator.stages.writing", "generator.runs.making.preview"):
        monkeypatch.setattr(f"{module}.FOREIGN", Limits(2.0, FOREIGN.bytes))
    project = small("59292")
    template = project.campaign / "bordereau.docx"
    document = Document(str(template))
    document.add_paragraph(tag)
    document.save(str(template))
    requests: list[Callable[[], object]] = [
        lambda: check(project, CheckRequest(jobs=1), Silence()),
        lambda: run(project),
        lambda: preview(project, PreviewRequest("bordereau", "haveluy", engine="embedded"), Silence()),
    ]
    for request in requests:
        with pytest.raises(TemplateError) as raised:
            request()
        assert any("bordereau.docx" in problem.file for problem in raised.value.problems)
        assert any("trop de temps ou de mémoire" in problem.message for problem in raised.value.problems)
