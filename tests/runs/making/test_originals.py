"""The originals to sign: of what is complete, with room for a date, kept until others take their place."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pypdf import PdfReader

from generator.console.summary import summarise
from generator.errors import UsageError
from generator.project import Project
from generator.register.database import open_register
from generator.register.deliberations import record_act
from generator.register.originals import Source
from generator.register.standings import read_standings
from generator.runs.making.buildreport import BuildReport
from generator.word.controls import read_controls
from tests.register.conftest import ACT, SITTING
from tests.runs.conftest import edit, made, run


@pytest.fixture
def voted(small: Callable[..., Project]) -> Project:
    """Haveluy's council has voted and transmitted, that of Hélesmes has not."""
    project = small("59292", "59297")
    run(project)
    standing = read_standings(project.register, project.campaign.name).convention("59292")
    assert standing is not None
    with open_register(project.register, writing=True) as connection:
        record_act(connection, project.register, standing.number, ACT, SITTING, Source("d.txt", b"x"), replace=False)
    return project


def lines(report: BuildReport, project: Project, *, dry_run: bool = False) -> Iterator[str]:
    """Return what is said of originals."""
    return (line for line in summarise(report, project, dry_run=dry_run) if "riginaux" in line or "incomplete" in line)


def test_only_complete_dossiers_are_printed(voted: Project) -> None:
    """The other is named with the reason; on paper its date is to be written by hand, in Word it is a zone."""
    report = run(voted, originals=2)
    path = voted.output / "originaux.pdf"
    assert list(lines(report, voted)) == [
        "  Fait — 1 dossier relié, le recueil et les originaux à signer",
        "  Sans originaux — Hélesmes : aucune délibération n’autorise encore à signer",
        "  (--even-incomplete les imprime quand même.)",
        f"Originaux à signer : {path}",
    ]
    assert [item["commune"] for item in report.as_json()["left_out"]] == ["Hélesmes"]
    text = "\n".join(page.extract_text() for page in PdfReader(path).pages)
    assert text.count("original 1/2 — 1/") == 1
    assert text.count("originaux, le " + "…" * 18) == 2
    assert "[" not in text
    (convention,) = (voted.output / "59292-haveluy").glob("*-convention.docx")
    assert read_controls(convention.read_bytes())["signature.date"].text == "[date de la signature]"
    assert report.manifest.outdated == ()


def test_originals_stay_until_they_are_replaced(voted: Project) -> None:
    """Whatever is built since; those of a dossier that changed are told at each build, and so is their replacement."""
    run(voted, originals=2)
    path = voted.output / "originaux.pdf"
    printed = path.read_bytes()
    assert not any("Dépassés" in line for line in lines(run(voted, duplex=True), voted))
    edit(voted, "Jean-Paul;RYCKELYNCK", "Jeanne;RYCKELYNCK")
    for _ in range(2):
        report = run(voted)
        assert path.read_bytes() == printed
        assert any(line.startswith("  Dépassés — MED_NUM-2025-001 : refaits") for line in lines(report, voted))
    forecast = run(voted, originals=2, dry_run=True)
    assert "  Les originaux à signer remplaceraient ceux du fichier précédent." in lines(forecast, voted, dry_run=True)
    assert path.read_bytes() == printed
    report = run(voted, originals=2)
    assert "  Les originaux à signer remplacent ceux du fichier précédent." in lines(report, voted)
    assert report.manifest.outdated == ()
    path.unlink()
    assert run(voted).manifest.originals is None


def test_with_nothing_to_sign_yet_no_file_is_made(voted: Project) -> None:
    """Nor is the one that is there touched; even so they can be had."""
    assert ("", "originaux") not in made(run(voted, originals=2, communes=("helesmes",)))
    assert not (voted.output / "originaux.pdf").exists()
    report = run(voted, originals=1, communes=("helesmes",), even_incomplete=True)
    assert (made(report), report.left_out) == ({("", "originaux")}, ())


def test_incomplete_dossiers_are_asked_for_with_a_number_of_copies(small: Callable[..., Project]) -> None:
    """Alone, the option would do nothing."""
    with pytest.raises(UsageError, match="--originals N"):
        run(small("59292"), even_incomplete=True)
