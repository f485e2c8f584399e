"""Communes that vote, sign and are evaluated: what the tests of avenants share."""

from __future__ import annotations

import datetime
import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest

from generator.errors import EngineError
from generator.inputs.kinds import CERTIFICATE
from generator.progress import Silence
from generator.project import Project, open_project
from generator.register.database import open_register
from generator.register.deliberations import record_act
from generator.register.originals import Source
from generator.register.standings import Standings, read_standings
from generator.runs.life import sign as signature
from generator.runs.life.amend import AmendReport, AmendRequest, run as amend
from generator.runs.life.sign import SignRequest, run as sign
from generator.runs.making.build import BuildRequest
from generator.runs.making.buildreport import BuildReport
from generator.word.passages import read_passages
from tests.register.conftest import ACT, SITTING
from tests.runs.conftest import REPOSITORY, copy_project, run

TODAY = datetime.date(2026, 11, 23)
EXAMPLES = REPOSITORY / "docs" / "examples"
FIRST, SECOND = EXAMPLES / "exemple-evaluation-2025-11.csv", EXAMPLES / "exemple-evaluation-2026-05.csv"
REVISION = EXAMPLES / "exemple-revision-2026-05.toml"
HAVELUY, ESCAUDAIN, ABSCON, WALLERS, LECELLES = "59292", "59205", "59002", "59632", "59335"
EMBEDDED = BuildRequest(engine="embedded", jobs=1, verify=False)
CONCERNED = {HAVELUY, ESCAUDAIN, ABSCON, LECELLES, "59064", "59100", "59172", "59491"}
RAISMES, DESIGNATED = "59491", "Madame Mariette MAYEUX, première adjointe"


def standings_of(project: Project) -> Standings:
    """Return where everything stands."""
    return read_standings(project.register, project.campaign.name)


def sign_all(project: Project, requests: Iterable[SignRequest]) -> None:
    """Sign dossiers one after the other, and make the letters that follow only then, all in one build."""
    with patch.object(signature, "make_letters", side_effect=EngineError("Le moteur est en panne.")):
        for request in requests:
            assert sign(project, request, Silence()).trouble
    run(project)


def vote_and_sign(project: Project) -> None:
    """Have every council vote, every convention signed and the letters that notify them made."""
    day = datetime.date(2025, 5, 12)
    for standing in standings_of(project).documents:
        source = Source("d.txt", standing.insee.encode())
        with open_register(project.register, writing=True) as connection:
            act = replace(ACT, designated=DESIGNATED) if standing.insee == RAISMES else ACT
            record_act(connection, project.register, standing.number, act, SITTING, source, replace=False)
    run(project)
    conventions = standings_of(project).documents
    sign_all(project, (SignRequest(one.insee, day, notified_on=day, today=TODAY) for one in conventions))


def sign_avenants(project: Project, day: datetime.date) -> None:
    """Sign every avenant that is complete."""
    complete = [one for one in standings_of(project).documents if one.rank and one.state == "complete"]
    sign_all(project, (SignRequest(one.insee, day, notified_on=day, avenant=one.rank, today=TODAY) for one in complete))


def evaluate(project: Project, evaluation: Path, revision: Path | None = None) -> AmendReport:
    """Run ``amend`` on the embedded engine, without verification."""
    return amend(project, AmendRequest(evaluation, revision, EMBEDDED), Silence())


def edited(source: Path, folder: Path, *edits: tuple[str, str]) -> Path:
    """Return a copy of an evaluation with some texts replaced, each of which it must hold."""
    text = source.read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    (folder / source.name).write_text(text, encoding="utf-8")
    return folder / source.name


def row_of(evaluation: Path, insee: str) -> str:
    """Return the line of a commune."""
    return next(line for line in evaluation.read_text(encoding="utf-8").splitlines() if line.startswith(insee))


def codes() -> list[str]:
    """Return the codes of the communes of the campaign that two evaluations are held in."""
    _, *rows = (REPOSITORY / "communes.csv").read_text(encoding="utf-8").splitlines()
    return [code for code in (row.split(";")[0] for row in rows) if code in CONCERNED or os.environ.get("WHOLE")]


def rows_of(evaluation: Path, folder: Path, *insees: str) -> Path:
    """Return a copy of an evaluation with the rows of some communes only."""
    header, *_ = evaluation.read_text(encoding="utf-8").splitlines()
    path = folder / evaluation.name
    path.write_text("\n".join([header, *(row_of(evaluation, insee) for insee in insees)]) + "\n", encoding="utf-8")
    return path


def dossiers(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files of dossiers, without the certificates of notification: a signature adds one."""
    return {path: data for path, data in files.items() if path.startswith("59") and CERTIFICATE not in path}


def changed_slots(evaluation: Path) -> set[str]:
    """Return the codes of the communes whose row fills a slot column: what a reader of the file sees."""
    header, *rows = (line.split(";") for line in evaluation.read_text(encoding="utf-8-sig").splitlines() if line)
    columns = [header.index(name) for name in ("mediateur", "semaine", "jour", "demi_journee", "lieu")]
    return {row[header.index("insee")] for row in rows if any(row[column] for column in columns)}


def amended(report: AmendReport) -> set[str]:
    """Return the codes of the communes that get an avenant."""
    return {decision.commune.insee for decision in report.decisions if decision.verdict == "amended"}


def folder_of(project: Project, insee: str, rank: int = 0) -> Path:
    """Return the folder of a convention's or of an avenant's dossier."""
    (folder,) = project.output.glob(f"{insee}-*")
    return folder / f"avenant-{rank}" if rank else folder


def docx_of(project: Project, insee: str, kind: str, rank: int = 0) -> bytes:
    """Return one DOCX of a dossier."""
    (path,) = folder_of(project, insee, rank).glob(f"*[0-9]-{kind}.docx")
    return path.read_bytes()


def words(docx: bytes) -> list[str]:
    """Return the paragraphs and rows of a document, without the placeholder of the day of signature."""
    passages = [passage for passage in read_passages(docx) if passage.story != "propriétés du document"]
    return [passage.text.replace("[date de la signature]", "12 mai 2025") for passage in passages]


def built(report: BuildReport) -> set[tuple[str, int]]:
    """Return the communes and ranks of the documents that a build made."""
    made = (one for one in report.outcomes if one.state == "built")
    return {(one.insee, one.record.rank) for one in made if one.record and one.insee}


def signed_campaign(folder: Path, communes: Sequence[str]) -> Project:
    """Build the communes in a new folder, have them vote and sign."""
    project = copy_project(folder / "projet", communes)
    run(project)
    vote_and_sign(project)
    return project


@pytest.fixture(scope="module")
def signed_pair(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Have two communes vote and sign; no test may change them."""
    return signed_campaign(tmp_path_factory.mktemp("pair"), (HAVELUY, ABSCON))


@pytest.fixture
def pair(signed_pair: Project, tmp_path: Path) -> Project:
    """Return a copy of two communes that have signed, on the embedded engine."""
    return open_project(shutil.copytree(signed_pair.root, tmp_path / "projet"))
