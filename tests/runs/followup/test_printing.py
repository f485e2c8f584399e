"""What is printed beside the dossiers, by command: each a PDF that passes verification, with all that it is for."""

from __future__ import annotations

import dataclasses
import re

import pytest
from pypdf import PdfReader

from generator.cli import run as run_command
from generator.dossiers.nextaction import Action
from generator.errors import UsageError
from generator.progress import Silence
from generator.project import Project
from generator.register.journal import today_in_france
from generator.runs.followup.printing import SHEETS, PrintReport, PrintRequest, run
from generator.runs.followup.status import StatusRequest, run as status
from generator.runs.followup.statustable import asked
from generator.runs.making.verify import VerifyRequest, run as verify
from tests.edits import replace
from tests.law.samples import plain
from tests.pdf.conformance import failures
from tests.runs.conftest import run as build
from tests.runs.making.test_campaign import pdf_text

PERIOD = "novembre 2025 – avril 2026"
#: Words that each holds, of the communes of the project of signed dossiers.
WORDS = {
    "etiquettes": ("Mairie d’Haveluy", "59255 HAVELUY"),
    "affiches": ("Médiateur numérique", "Haveluy", "07/"),
    "evaluations": (
        "Haveluy – MED_NUM-2025-002",
        "novembre 2025 – avril 2026",
        "après-midi, Médiateur numérique n° 1, Mairie",
        "Permanences tenues",
        "Autre créneau souhaité",
    ),
    "recepisses": ("délibération n° 2025-02-10", "conseil municipal d’Haveluy", "Empreinte (SHA-256)"),
    "registre": ("Registre des conventions et avenants, 2025", "MED_NUM-2025-002", "12/05/2025"),
}


def made(project: Project, sheet: str, *communes: str) -> PrintReport:
    """Print a sheet of 2025."""
    return run(project, PrintRequest(sheet, communes, 2025, "embedded", PERIOD), Silence())


@pytest.mark.parametrize("sheet", sorted(WORDS))
def test_each_sheet_holds_what_it_is_for(signed_project: Project, sheet: str) -> None:
    """In the output, archivable and accessible; made again it is the same, byte for byte."""
    report = made(signed_project, sheet)
    assert report.pdf == signed_project.output / "imprimes" / f"{sheet}.pdf"
    said = plain(pdf_text(report.pdf))
    assert [words for words in WORDS[sheet] if words not in said] == []
    assert failures(report.pdf) == []
    before = report.pdf.read_bytes()
    assert made(signed_project, sheet).pdf.read_bytes() == before


def test_a_poster_of_many_months_is_parted(small_project: Project) -> None:
    """Three years and two months: as many on each page, so that a commune is a line and none is left out."""
    replace(small_project.campaign / "campaign.toml", "terme = 2026-06-30", "terme = 2028-06-30")
    pages = [plain(page.extract_text()) for page in PdfReader(made(small_project, "affiches", "haveluy").pdf).pages]
    assert [len(re.findall(r"\b\d\d/20\d\d\b", page)) for page in pages] == [13, 13, 12]
    assert all(re.search(r"^Haveluy 1er jeudi, après-midi( \d+(er)?( \*)?)+$", page, re.MULTILINE) for page in pages)


def test_the_form_of_a_campaign_without_planning_counts_no_half_days(signed_project: Project) -> None:
    """Nor does it tell of the slot that its commune has in another one."""
    settings = signed_project.campaign / "campaign.toml"
    said = settings.read_text(encoding="utf-8")
    settings.write_text(said[: said.index("[planning]")] + said[said.index("[suites]") :], encoding="utf-8")
    form = plain(pdf_text(made(signed_project, "evaluations", "haveluy").pdf))
    assert "Observations" in form
    assert [words for words in ("Créneau", "créneau", "Permanences", "Ateliers", "Mairie") if words in form] == []


def test_calls_say_what_is_missing_of_whom(small_project: Project) -> None:
    """Once a dossier left, its commune is to be called; the verification of the output knows the sheet."""
    replace(small_project.campaign / "campaign.toml", "terme = 2026-06-30", "terme = 2040-06-30")
    build(small_project, communes=("59292",))
    for words in (["mail", "haveluy"], ["mail", "--sent", f"{today_in_france()}", "--yes"]):
        assert run_command([*words, "--project", str(small_project.root)]) == 0
    said = plain(pdf_text(made(small_project, "appels", "haveluy").pdf))
    assert "Ce qui manque à chaque commune" in said
    assert "03 27 44 20 99 · mairie@haveluy.fr · Monsieur Jean-Paul RYCKELYNCK" in said
    assert "Il manque : la délibération du conseil municipal." in said
    assert "Sentinelle" not in said
    assert set(SHEETS) == {*WORDS, "appels"}
    assert verify(small_project, VerifyRequest(jobs=1), Silence()).faulty == ()


def test_calls_tell_what_is_asked_from_what_is_to_do(signed_project: Project) -> None:
    """A thing is missing, an act of the service is to be done; whose avenant it is about is told."""
    (dossier,) = status(signed_project, StatusRequest(("haveluy",)), Silence()).dossiers
    transmit = Action("transmit", "obtenir l’accusé de réception de la préfecture")
    prepare = Action("prepare", "avenant n° 2 : préparer le courriel", rank=2)
    told = {
        (transmit,): "Il manque : l’accusé de réception de la préfecture.",
        (dataclasses.replace(transmit, rank=2),): "Il manque : l’accusé de réception de la préfecture (avenant n° 2).",
        (transmit, prepare): "Il manque : l’accusé de réception de la préfecture. "
        "À faire : avenant n° 2 : préparer le courriel.",
    }
    assert {actions: asked(dataclasses.replace(dossier, actions=actions)) for actions in told} == told


def test_an_empty_sheet_is_none(signed_project: Project) -> None:
    """Nothing to print is said, and makes no file."""
    with pytest.raises(UsageError, match="il n’y a rien à imprimer"):
        made(signed_project, "appels")
    assert not (signed_project.output / "imprimes").exists()


def test_the_command_says_where_the_sheet_is(signed_project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """And knows no other sheet."""
    words = ["print", "etiquettes", "--engine", "embedded", "--project", str(signed_project.root)]
    assert run_command(words) == 0
    assert "imprimes/etiquettes.pdf (1 page)" in capsys.readouterr().out
    assert run_command(["print", "tracts", "--project", str(signed_project.root)]) == 2
