"""Two evaluations in a row: what was signed is the basis, and nobody else has a new file.

They are held in communes for each kind of change that either makes (two that swap, one that takes the slot of another,
another place or mediator, a cost, twice in a row) and one that only the new article concerns; with ``WHOLE=1`` in the
environment, in all 46.
"""

from __future__ import annotations

import datetime
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from generator.avenants.tracking import resolve
from generator.cli import run as command
from generator.errors import OutputError
from generator.progress import Silence
from generator.project import Project, open_project
from generator.register.database import open_register
from generator.register.deliberations import record_act
from generator.register.integrity import check_register
from generator.register.originals import Source
from generator.runs.life.amend import AmendRequest, run as amend
from generator.runs.life.sign import SignRequest, run as sign
from generator.runs.making.build import BuildRequest
from generator.word.controls import fill_controls
from tests.avenants.acts import find_article
from tests.cases import cases
from tests.inputs.sheets import rows as sheet, xlsx
from tests.register.conftest import ACT, SITTING
from tests.runs.amending import (
    ABSCON,
    EMBEDDED,
    ESCAUDAIN,
    FIRST,
    HAVELUY,
    LECELLES,
    REVISION,
    SECOND,
    TODAY,
    WALLERS,
    amended,
    built,
    changed_slots,
    codes,
    docx_of,
    dossiers,
    edited,
    evaluate,
    folder_of,
    pair as pair,  # a fixture
    row_of,
    rows_of,
    sign_avenants,
    signed_campaign,
    signed_pair as signed_pair,  # another one
    standings_of,
    vote_and_sign,
    words,
)
from tests.runs.conftest import contents, copy_project, edit, run
from tests.runs.killing import COMPLETED


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Have the communes vote and sign; no test may change it."""
    return signed_campaign(tmp_path_factory.mktemp("signed"), codes())


@pytest.fixture
def project(signed: Project, tmp_path: Path) -> Project:
    """Return a copy of the signed campaign."""
    return open_project(shutil.copytree(signed.root, tmp_path / "projet"))


def test_two_evaluations_in_a_row(project: Project, tmp_path: Path) -> None:
    """Slots change; then an article changes for all, with three more slots, one of which costs something.

    Every former wording is what was signed, unaffected communes have no new file, and running again changes no byte.
    """
    all_of_them = codes()
    initial, next_ = (rows_of(evaluation, tmp_path, *all_of_them) for evaluation in (FIRST, SECOND))
    conventions = {path: data for path, data in contents(project.output).items() if path.startswith("59")}
    first = evaluate(project, initial)
    assert amended(first) == changed_slots(initial)
    assert built(first.build) == {(insee, 1) for insee in amended(first)}
    check_slots(project, amended(first))
    once = contents(project.output)
    assert {path: once[path] for path in conventions} == conventions
    assert built(evaluate(project, initial).build) == set()
    assert contents(project.output) == once

    sign_avenants(project, datetime.date(2025, 12, 15))
    assert amended(evaluate(project, initial)) == set()
    assert dossiers(contents(project.output)) == dossiers(once)
    edit(project, "Monsieur;Jean-Paul;RYCKELYNCK", "Madame;Mariette;MAYEUX")

    second = evaluate(project, next_, REVISION)
    assert amended(second) == set(all_of_them)
    ranks = {insee: 2 if insee in amended(first) else 1 for insee in amended(second)}
    assert built(second.build) == set(ranks.items())
    for insee, rank in ranks.items():
        check_article(project, insee, rank)
    twice = contents(project.output)
    assert {path: twice[path] for path in dossiers(once)} == dossiers(once)
    assert built(evaluate(project, next_, REVISION).build) == set()
    assert contents(project.output) == twice

    vote_on_the_costly_one(project, tmp_path)
    sign_avenants(project, datetime.date(2026, 5, 20))
    standings = standings_of(project)
    assert {standing.state for standing in standings.documents} == {"signed"}
    assert len(standings.documents) == 2 * len(all_of_them) + len(amended(first))
    assert len({standing.number for standing in standings.documents}) == len(standings.documents)
    assert built(run(project)) == set()
    assert check_register(project.register) == ()


def check_slots(project: Project, insees: set[str]) -> None:
    """Check the former and the new slot of each avenant against the planning signed and the planning annexed."""
    for insee in insees:
        former, new = docx_of(project, insee, "planning"), docx_of(project, insee, "planning", 1)
        tracked = docx_of(project, insee, "modifications-planning", 1)
        assert words(resolve(tracked, "former")) == words(former)
        assert words(resolve(tracked, "new")) == words(new)
        avenant = "\n".join(words(docx_of(project, insee, "avenant", 1)))
        for planning in (former, new):
            when = next(text for text in words(planning) if text.startswith("Créneau")).split("\t")[-1].split(" | ")[-1]
            assert when.split(", l")[0].removeprefix("Créneau").strip() in avenant
        consolidated = docx_of(project, insee, "convention-consolidee", 1)
        former_articles = [text for text in words(docx_of(project, insee, "convention")) if text.startswith("Article")]
        assert [text for text in words(consolidated) if text.startswith("Article")] == former_articles


def check_article(project: Project, insee: str, rank: int) -> None:
    """Check that article 4 was what was signed, and is what the revision says; and who signs."""
    signed = (
        docx_of(project, insee, "convention")
        if rank == 1
        else docx_of(project, insee, "convention-consolidee", rank - 1)
    )
    consolidated, tracked = (
        docx_of(project, insee, "convention-consolidee", rank),
        docx_of(project, insee, "modifications", rank),
    )
    assert words(resolve(tracked, "new")) == words(consolidated)
    assert words(resolve(tracked, "former")) == words(signed)
    former = [" ".join(alinea.text.split()) for alinea in find_article(signed, "4").alineas]
    new = [" ".join(alinea.text.split()) for alinea in find_article(consolidated, "4").alineas]
    assert former != new
    assert former[:-1] == new[:-1]
    avenant = "\n".join(words(docx_of(project, insee, "avenant", rank)))
    gone, come = "l’évaluation des six premiers mois de fonctionnement", "chaque évaluation prévue à l’article 6"
    assert (gone in former[-1], come in new[-1]) == (True, True)
    assert f"les mots « {gone} » sont remplacés par les mots « {come} »" in avenant
    if insee == HAVELUY:
        assert "Mariette MAYEUX" in avenant
        assert "RYCKELYNCK" not in avenant


def vote_on_the_costly_one(project: Project, tmp_path: Path) -> None:
    """Complete the draft of the deliberation of the one avenant that has a financial effect, and take it in."""
    (waiting,) = [
        one for one in standings_of(project).documents if one.rank and one.state != "signed" and one.financial
    ]
    assert waiting.insee == ESCAUDAIN
    assert waiting.state == "draft"
    draft = docx_of(project, ESCAUDAIN, "deliberation-avenant", waiting.rank)
    returned = tmp_path / "avenant.docx"
    values = {
        "seance.date": "22 avril 2026",
        "seance.convocation": "10 avril 2026",
        "seance.affichage": "10 avril 2026",
    }
    values |= {
        "transmission.date": "23 avril 2026",
        "publication.date": "24 avril 2026",
        "deliberation.numero": "26-31",
    }
    returned.write_bytes(fill_controls(draft, COMPLETED | values))
    assert command(["intake", str(returned), "--yes", "--project", str(project.root)]) == 0
    run(project)
    (standing,) = [one for one in standings_of(project).documents if one.number == waiting.number]
    assert standing.state == "complete"
    avenant = "\n".join(words(docx_of(project, ESCAUDAIN, "avenant", waiting.rank)))
    assert "26-31" in avenant


def test_a_corrected_row_remakes_one_avenant_and_a_withdrawn_one_is_cancelled(tmp_path: Path) -> None:
    """Numbers stay; a cancelled number is never given again, and its rank is free for the next."""
    project = copy_project(tmp_path / "projet", (HAVELUY, ABSCON, WALLERS))
    run(project)
    vote_and_sign(project)
    evaluation = rows_of(FIRST, tmp_path, HAVELUY, ABSCON, WALLERS)
    assert amended(evaluate(project, evaluation)) == {HAVELUY, WALLERS}
    before = {one.insee: one.number for one in standings_of(project).documents if one.rank}
    count = row_of(FIRST, WALLERS).split(";")
    more = ";".join([*count[:3], str(int(count[3]) + 1), *count[4:]])
    corrections = tmp_path / "corrections"
    corrections.mkdir()
    corrected = evaluate(project, edited(evaluation, corrections, (";".join(count), more)))
    assert built(corrected.build) == {(WALLERS, 1)}
    assert {one.insee: one.number for one in standings_of(project).documents if one.rank} == before
    reasons = {one.reason for one in corrected.build.outcomes if one.state == "built" and one.kind == "avenant"}
    assert any("évaluation, accompagnements : " in reason for reason in reasons)

    without = ";".join([*count[:8], *([""] * (len(count) - 9)), "non"])
    withdrawn = evaluate(project, edited(evaluation, corrections, (";".join(count), without)))
    assert amended(withdrawn) == {HAVELUY}
    assert built(withdrawn.build) == set()
    assert not folder_of(project, WALLERS, 1).exists()
    cancelled = [one for one in standings_of(project).documents if one.state == "cancelled"]
    assert [one.number for one in cancelled] == [before[WALLERS]]

    evaluate(project, evaluation)
    (again,) = standings_of(project).avenants(WALLERS)
    assert again.rank == 1
    assert again.number not in before.values()
    assert check_register(project.register) == ()


def test_an_unsigned_avenant_makes_the_next_evaluation_wait(pair: Project, tmp_path: Path) -> None:
    """One avenant at a time: Haveluy's of the first evaluation is to be signed before the second changes anything."""
    project = pair
    first = evaluate(project, rows_of(FIRST, tmp_path, HAVELUY, ABSCON))
    assert amended(first) == {HAVELUY}
    second = evaluate(project, rows_of(SECOND, tmp_path, HAVELUY, ABSCON), REVISION)
    assert {one.commune.insee: one.verdict for one in second.decisions} == {HAVELUY: "waiting", ABSCON: "amended"}


def test_a_convention_that_is_not_signed_is_made_again(tmp_path: Path) -> None:
    """No avenant for it: its new slot goes into communes.csv, and its convention is made with it."""
    fresh = copy_project(tmp_path / "autre", (HAVELUY, ABSCON))
    run(fresh)
    report = evaluate(fresh, rows_of(FIRST, tmp_path, ABSCON, HAVELUY))
    verdicts = {one.commune.insee: one.verdict for one in report.decisions}
    assert verdicts[HAVELUY] == "unsigned"
    assert "Médiathèque" in fresh.communes.read_text(encoding="utf-8")
    assert (HAVELUY, 0) in built(report.build)
    assert not standings_of(fresh).avenants(HAVELUY)


def test_communes_saved_while_an_evaluation_is_read_are_kept(tmp_path: Path) -> None:
    """A clerk saves communes.csv while documents are written: nothing is lost, no number is given, and it is told."""
    fresh = copy_project(tmp_path / "autre", (HAVELUY, ABSCON))
    run(fresh)
    before, saved = standings_of(fresh), fresh.communes.read_bytes().replace(b"RYCKELYNCK", b"SUCCESSEUR")

    def save(_: object) -> None:
        fresh.communes.write_bytes(saved)

    asked = AmendRequest(rows_of(FIRST, tmp_path, ABSCON, HAVELUY), None, replace(EMBEDDED, tells=save))
    with pytest.raises(OutputError, match="enregistré entre-temps"):
        amend(fresh, asked, Silence())
    assert fresh.communes.read_bytes() == saved
    assert standings_of(fresh) == before


def test_amend_says_who_and_why(project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command lists each avenant with its change, then who has none and why."""
    evaluation = rows_of(FIRST, tmp_path, *codes())
    assert command(["amend", str(evaluation), "--dry-run", "--project", str(project.root)]) == 0
    said = capsys.readouterr().out
    assert "Avenant — Haveluy" in said
    assert "Sans avenant — " in said
    assert f"{len(changed_slots(evaluation))} communes sur {len(codes())} concernées par un avenant." in said
    assert not list(project.output.glob("*/avenant-1"))


def test_amend_in_json_has_the_manifest_besides(
    pair: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was decided for each commune, and every document that was made of it."""
    evaluation = rows_of(FIRST, tmp_path, HAVELUY, ABSCON)
    arguments = ["amend", str(evaluation), "--engine", "embedded", "--jobs", "1", "--no-verify", "--json"]
    capsys.readouterr()
    assert command([*arguments, "--project", str(pair.root)]) == 0
    report = json.loads(capsys.readouterr().out)
    assert [one["verdict"] for one in report["decisions"]].count("amended") == 1
    assert {one["kind"] for one in report["documents"] if one["rank"] == 1} >= {
        "avenant",
        "convention-consolidee",
        "pack",
    }


def test_an_unknown_article_refuses_everything(pair: Project, tmp_path: Path) -> None:
    """The signed text decides which articles exist; nothing is written."""
    revision = tmp_path / "revision.toml"
    revision.write_text(
        REVISION.read_text(encoding="utf-8").replace('article = "4"', 'article = "14"'), encoding="utf-8"
    )
    before = contents(pair.output)
    arguments = [
        "amend",
        str(rows_of(FIRST, tmp_path, HAVELUY, ABSCON)),
        "--revision",
        str(revision),
        "--project",
        str(pair.root),
    ]
    assert command(arguments) == 3
    assert contents(pair.output) == before
    assert not any(one.rank for one in standings_of(pair).documents)


def test_sending_an_avenant(pair: Project, tmp_path: Path) -> None:
    """``mail`` sends the pending avenant of a signed convention."""
    project = pair
    evaluate(project, rows_of(FIRST, tmp_path, HAVELUY, ABSCON))
    assert command(["mail", "Haveluy", "--project", str(project.root)]) == 0
    (draft,) = (project.output / "courriels").glob("*-haveluy.eml")
    (avenant,) = standings_of(project).avenants(HAVELUY)
    assert draft.name == f"{avenant.number}-haveluy.eml"
    assert [(one.purpose, one.sent_on) for one in avenant.mailings] == [("signature", None)]


@cases("engine", "embedded", "libreoffice")
def test_everything_of_an_evaluation_passes_verification(engine: str, tmp_path: Path) -> None:
    """On both engines: avenants, redlines, consolidated texts, report and recueil; and deleted, they come back."""
    project = copy_project(tmp_path / "projet", (HAVELUY, ABSCON, ESCAUDAIN))
    run(project, engine=engine)
    vote_and_sign(project)
    evaluation = rows_of(SECOND, tmp_path, ABSCON, ESCAUDAIN, HAVELUY)
    report = amend(project, AmendRequest(evaluation, REVISION, BuildRequest(engine=engine)), Silence())
    assert amended(report) == {HAVELUY, ABSCON, ESCAUDAIN}
    assert report.build.faulty == ()
    assert (project.output / "recueil-avenants.pdf").is_file()
    assert len(list(project.output.glob("evaluation-*.pdf"))) == 1
    before = contents(project.output)
    shutil.rmtree(project.output)
    run(project, engine=engine)
    assert contents(project.output) == before


def test_an_exchange_with_a_commune_that_has_not_signed(tmp_path: Path) -> None:
    """Lecelles, unsigned, takes the slot that Haveluy leaves by avenant: communes.csv follows, and nothing is blocked.

    Haveluy's signed planning is not said to have changed; withdrawn, its slot comes back to communes.csv.
    """
    project = copy_project(tmp_path / "projet", (HAVELUY, LECELLES))
    run(project)
    for standing in standings_of(project).documents:
        if standing.insee == HAVELUY:
            with open_register(project.register, writing=True) as connection:
                record_act(
                    connection, project.register, standing.number, ACT, SITTING, Source("d.txt", b"x"), replace=False
                )
    run(project)
    sign(
        project,
        SignRequest(HAVELUY, datetime.date(2025, 5, 12), notified_on=datetime.date(2025, 5, 12), today=TODAY),
        Silence(),
    )
    header, *_ = FIRST.read_text(encoding="utf-8").splitlines()
    evaluation = tmp_path / "evaluation.csv"
    rows = {insee: row_of(FIRST, insee) for insee in (HAVELUY, LECELLES)}
    evaluation.write_text("\n".join([header, *rows.values()]) + "\n", encoding="utf-8")
    before = project.communes.read_text(encoding="utf-8")
    report = evaluate(project, evaluation)
    assert {one.commune.insee: one.verdict for one in report.decisions} == {HAVELUY: "amended", LECELLES: "unsigned"}
    again = run(project)
    assert built(again) == set()
    frozen = [one for one in again.outcomes if one.state == "frozen"]
    assert [one.reason for one in frozen if "aurait changé" in one.reason] == []

    cells = rows[HAVELUY].split(";")
    kept = ";".join([*cells[:8], *([""] * (len(cells) - 9)), "non"])
    back = rows[LECELLES].split(";")
    home = row_of(tmp_path / "projet" / "communes.csv", LECELLES)
    assert home != next(line for line in before.splitlines() if line.startswith(LECELLES))
    first_slot = next(line for line in before.splitlines() if line.startswith(LECELLES)).split(";")[-6:-1]
    returned = ";".join([*back[:8], *first_slot, *back[13:]])
    evaluation.write_text("\n".join([header, kept, returned]) + "\n", encoding="utf-8")
    evaluate(project, evaluation)
    assert project.communes.read_text(encoding="utf-8") == before
    assert standings_of(project).avenants(HAVELUY) == ()

    cells_of_each = [line.split(";") for line in (header, *rows.values())]
    workbook = xlsx(tmp_path / "evaluation.xlsx", {"Suivi": sheet(cells_of_each)})
    report = evaluate(project, workbook)
    assert {one.commune.insee: one.verdict for one in report.decisions} == {HAVELUY: "amended", LECELLES: "unsigned"}
    assert built(run(project)) == set()  # the kept workbook is read again for the report of the period
