"""Revisions: a prorogation, articles reworded in Word, and whom each concerns."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from docx import Document

from generator.cli import run as command
from generator.console.making import told_apart
from generator.errors import DataError, UsageError
from generator.progress import Silence
from generator.project import Project
from generator.register.database import open_register
from generator.register.integrity import check_register
from generator.runs.life.amend import AmendReport, AmendRequest, run as amend
from tests.avenants.acts import find_article
from tests.runs.amending import (
    ABSCON,
    EMBEDDED,
    EXAMPLES,
    FIRST,
    HAVELUY,
    SECOND,
    amended,
    built,
    docx_of,
    edited,
    evaluate,
    folder_of,
    pair as pair,  # a fixture
    rows_of,
    sign_avenants,
    signed_pair as signed_pair,  # another one
    standings_of,
    words,
)
from tests.runs.conftest import contents, edit, run

PROROGATION = EXAMPLES / "exemple-prorogation-2027.toml"


def revise(project: Project, revision: Path, *communes: str, **options: object) -> AmendReport:
    """Run ``amend`` on a revision alone."""
    request = AmendRequest(None, revision, EMBEDDED, communes, **options)  # type: ignore[arg-type]  # the tests' own values
    return amend(project, request, Silence())


def avenants_of(project: Project) -> dict[str, tuple[str, str]]:
    """Return the state and the number of each avenant that was not cancelled, by code."""
    found = {insee: standings_of(project).avenants(insee) for insee in (HAVELUY, ABSCON)}
    return {insee: (last[-1].state, last[-1].number) for insee, last in found.items() if last}


def test_a_prorogation_needs_no_evaluation(pair: Project) -> None:
    """It says nothing of one, has its deliberation, no report is made, and running it again changes nothing."""
    first = revise(pair, PROROGATION)
    assert amended(first) == {HAVELUY, ABSCON}
    avenant = "\n".join(words(docx_of(pair, HAVELUY, "avenant", 1)))
    assert "l’évaluation" not in avenant
    assert "Le terme de la convention, fixé au 30 juin 2026, est porté au 30 juin 2027." in avenant
    assert "les mots « 30 juin 2026 » sont remplacés par les mots « 30 juin 2027 »" in avenant
    assert docx_of(pair, HAVELUY, "deliberation-avenant", 1)
    assert not list(pair.output.glob("evaluation-*"))
    once = contents(pair.output)
    assert built(revise(pair, PROROGATION).build) == set()
    assert contents(pair.output) == once
    assert built(run(pair)) == set()
    assert check_register(pair.register) == ()


def test_only_the_communes_named_get_an_avenant(pair: Project) -> None:
    """The others are left as they are, whatever the same revision gave them before."""
    assert amended(revise(pair, PROROGATION, "haveluy")) == {HAVELUY}
    assert list(avenants_of(pair)) == [HAVELUY]
    before = avenants_of(pair)[HAVELUY]
    assert amended(revise(pair, PROROGATION, "abscon")) == {ABSCON}
    assert avenants_of(pair)[HAVELUY] == before
    with pytest.raises(DataError, match="dans la révision") as caught:
        revise(pair, edited(PROROGATION, pair.root, ("motif", 'communes = ["Abscon"]\nmotif')), "haveluy")
    assert caught.value.problems[0].message == "rien n’est demandé pour cette commune"


def test_a_row_with_an_error_is_not_called_a_commune_without_row(pair: Project, tmp_path: Path) -> None:
    """Its error alone is told."""
    path = edited(rows_of(FIRST, tmp_path, HAVELUY), tmp_path, (";M2;", ";M9;"))
    with pytest.raises(DataError) as caught:
        amend(pair, AmendRequest(path, None, EMBEDDED, (HAVELUY,)), Silence())
    errors = [one.message for one in caught.value.problems if one.level == "error"]
    assert len(errors) == 1
    assert "M9" in errors[0]


def test_a_corrected_revision_cancels_only_what_it_had_asked_for(pair: Project, tmp_path: Path) -> None:
    """What an evaluation or another revision gave stays."""
    evaluate(pair, rows_of(FIRST, tmp_path, HAVELUY, ABSCON))
    slot = avenants_of(pair)[HAVELUY]
    report = revise(pair, PROROGATION)
    assert {one.commune.insee: one.verdict for one in report.decisions} == {HAVELUY: "waiting", ABSCON: "amended"}
    number = avenants_of(pair)[ABSCON]
    later = edited(PROROGATION, tmp_path, ("2027-06-30\n", "2028-06-30\n"))
    assert amended(revise(pair, later)) == {ABSCON}
    assert avenants_of(pair) == {HAVELUY: slot, ABSCON: number}
    assert "30 juin 2028" in "\n".join(words(docx_of(pair, ABSCON, "avenant", 1)))
    report = revise(pair, edited(PROROGATION, tmp_path, ("motif", 'communes = ["Haveluy"]\nmotif')))
    told = {one.commune.insee: one.reason for one in report.decisions}
    assert told[ABSCON] == f"pas concernée par la révision : l’avenant n° 1 ({number[1]}) est annulé"
    assert avenants_of(pair) == {HAVELUY: slot}


def test_a_convention_reworded_in_word_is_an_avenant_for_all(pair: Project, tmp_path: Path) -> None:
    """One clause is changed in one commune's copy; the file is kept, and asked again nothing changes."""
    signed = Document(str(next(folder_of(pair, HAVELUY).glob("*-convention.docx"))))
    paragraph = next(one for one in signed.paragraphs if one.text.startswith("Toute modification des termes"))
    paragraph.runs[0].text = paragraph.text.replace("écrit et signé", "écrit, daté et signé")
    for run_ in paragraph.runs[1:]:
        run_.text = ""
    path = tmp_path / "modifiée.docx"
    signed.save(str(path))
    with pytest.raises(UsageError, match=r"sa date d’effet \(--effect\)"):
        revise(pair, path)
    asked = {"effect": datetime.date(2026, 3, 1), "why": "Dater les avenants."}
    first = revise(pair, path, **asked)
    assert amended(first) == {HAVELUY, ABSCON}
    (remedy,) = [one.remedy for one in first.problems if "il est prudent que le conseil délibère" in one.remedy]
    assert "demandez le vote des conseils (--vote)" in remedy
    assert not list(folder_of(pair, HAVELUY).glob("avenant-1/*-deliberation-avenant.docx"))
    for insee in (HAVELUY, ABSCON):
        avenant = "\n".join(words(docx_of(pair, insee, "avenant", 1)))
        assert "Après le mot « écrit », sont insérés les mots « , daté »." in avenant
        assert "Motif : Dater les avenants." in avenant
        assert "daté" in find_article(docx_of(pair, insee, "convention-consolidee", 1), "8").alineas[0].text
    assert built(revise(pair, path, **asked).build) == set()
    with open_register(pair.register) as connection:
        kept = [row["source"] for row in connection.execute("SELECT source FROM revisions")]
    assert kept == ["modifiée.docx"]
    assert check_register(pair.register) == ()
    voted = revise(pair, path, **asked, vote=True)
    assert not [one for one in voted.problems if "il est prudent que le conseil délibère" in one.remedy]
    assert docx_of(pair, HAVELUY, "deliberation-avenant", 1)


def test_a_new_president_does_not_rewrite_a_past_evaluation(pair: Project, tmp_path: Path) -> None:
    """Nor a new mayor, a new name or a new slot: its report stays, byte for byte."""
    evaluate(pair, rows_of(FIRST, tmp_path, HAVELUY, ABSCON))
    sign_avenants(pair, datetime.date(2025, 12, 15))
    run(pair)
    (report,) = pair.output.glob("evaluation-*.docx")
    before = report.read_bytes(), report.with_suffix(".pdf").read_bytes()
    toml = pair.campaign / "campaign.toml"
    text = toml.read_text(encoding="utf-8")
    changed = text.replace('titre = "Président"', 'titre = "Premier vice-président"').replace(
        "2025-02-24", "2026-04-27"
    )
    assert changed != text
    toml.write_text(changed.replace('nom_court = "La Porte du Hainaut"', 'nom_court = "Le Hainaut"'), encoding="utf-8")
    edit(pair, "Haveluy;", "Haveluy-le-Neuf;")
    outcomes = [one for one in run(pair).outcomes if one.group == "report"]
    assert [one.state for one in outcomes] == ["unchanged"]
    assert (report.read_bytes(), report.with_suffix(".pdf").read_bytes()) == before


def test_the_command_line_tells_files_from_communes(pair: Project) -> None:
    """A .csv is the evaluation; a revision has its option; nothing at all is refused."""
    assert told_apart([str(FIRST), "haveluy", "La Sentinelle"]) == (FIRST, ("haveluy", "La Sentinelle"))
    assert told_apart(["haveluy"]) == (None, ("haveluy",))
    for arguments, said in (
        (["absente.csv"], "absente.csv : fichier introuvable"),
        ([str(FIRST), str(SECOND)], "une seule évaluation à la fois"),
        ([str(PROROGATION)], "ce fichier est une révision .*--revision"),
    ):
        with pytest.raises(UsageError, match=said):
            told_apart(arguments)
    for request, said in (
        (AmendRequest(), "Donnez une évaluation"),
        (AmendRequest(None, PROROGATION, effect=datetime.date(2026, 1, 1)), "vont avec une révision faite dans Word"),
        (AmendRequest(None, PROROGATION, vote=True), "dans une autre, écrivez deliberation = true"),
    ):
        with pytest.raises(UsageError, match=said):
            amend(pair, request, Silence())
    assert command(["amend", "--revision", str(PROROGATION), "haveluy", "--dry-run", "--project", str(pair.root)]) == 0
