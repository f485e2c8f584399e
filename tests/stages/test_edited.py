"""Documents of the output that a person edited: never overwritten in silence, compared, and told where to keep it."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import pytest
from docx import Document

from generator.avenants.redline import words_of
from generator.avenants.tracking import resolve
from generator.avenants.twofold import DATA, HAND
from generator.errors import OutputError
from generator.progress import Silence
from generator.project import EDITED, MADE, Project
from generator.runs.making import build, verify
from generator.runs.making.build import BuildRequest
from generator.runs.making.buildreport import BuildReport
from generator.runs.making.verify import VerifyRequest
from tests.cases import cases
from tests.edits import replace

TODAY = datetime.date(2026, 11, 26)
FOLDER = "2026-11-26-haveluy-MED_NUM-2025-001-convention"


def run(project: Project, *, force: bool = False, dry_run: bool = False) -> BuildReport:
    """Build Haveluy's convention."""
    request = BuildRequest(("Haveluy",), ("convention",), "embedded", 1, force, dry_run, verify=False, today=TODAY)
    return build.run(project, request, Silence())


def docx_of(project: Project) -> Path:
    """Return Haveluy's convention in the output."""
    return next(project.output.glob("59292-haveluy/*-convention.docx"))


def edit(path: Path, old: str, new: str) -> bytes:
    """Change words as a person does in Word, and return the file."""
    document = Document(str(path))
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs if old in run.text]
    assert runs
    for one in runs:
        one.text = one.text.replace(old, new)
    document.save(str(path))
    return path.read_bytes()


@pytest.fixture
def built(small_project: Project) -> Project:
    """Return a project whose output has Haveluy's convention."""
    run(small_project)
    return small_project


@cases("force", False, True)
def test_an_edited_document_is_kept_with_what_was_made(built: Project, *, force: bool) -> None:
    """The hand's version and the program's, byte for byte, and the way from one to the other; ``--force`` too."""
    made = docx_of(built).read_bytes()
    hand = edit(docx_of(built), "deux mois", "trois mois")
    foreseen = run(built, force=force, dry_run=True)
    assert any("seront gardées" in problem.message for problem in foreseen.problems)
    assert not (built.root / EDITED).exists()
    assert docx_of(built).read_bytes() == hand
    report = run(built, force=force)
    assert docx_of(built).read_bytes() == made
    folder = built.root / EDITED / FOLDER
    assert (folder / "version-modifiee.docx").read_bytes() == hand
    assert (folder / "version-du-programme.docx").read_bytes() == made
    comparison = (folder / "comparaison.docx").read_bytes()
    assert words_of(resolve(comparison, "new")) == words_of(hand)
    assert words_of(resolve(comparison, "former")) == words_of(made)
    (told,) = [problem for problem in report.problems if EDITED in problem.message]
    assert "« trois » : modèle convention.docx, article" in told.remedy
    again = edit(docx_of(built), "deux mois", "quatre mois")
    run(built)
    assert (built.root / EDITED / f"{FOLDER}-2" / "version-modifiee.docx").read_bytes() == again


def test_what_the_hand_and_the_data_changed_have_two_authors(built: Project) -> None:
    """In one file when no paragraph has both: each author's changes alone give the version of that author."""
    made = docx_of(built).read_bytes()
    hand = edit(docx_of(built), "deux mois", "trois mois")
    replace(built.communes, "Monsieur;Jean-Paul;RYCKELYNCK", "Madame;Mariette;MAYEUX")
    run(built)
    now, folder = docx_of(built).read_bytes(), built.root / EDITED / FOLDER
    both = (folder / "comparaison.docx").read_bytes()
    assert (folder / "version-du-programme.docx").read_bytes() == made
    assert words_of(resolve(resolve(both, "former", DATA), "new")) == words_of(hand)
    assert words_of(resolve(resolve(both, "former", HAND), "new")) == words_of(now)


def test_two_changes_of_one_paragraph_have_a_file_each(built: Project) -> None:
    """One file would show a sentence that nobody wrote; a value of the data is told with its column."""
    edit(docx_of(built), "RYCKELYNCK", "DUBOIS")
    replace(built.communes, "Monsieur;Jean-Paul;RYCKELYNCK", "Madame;Mariette;MAYEUX")
    report = run(built)
    names = {path.name for path in (built.root / EDITED / FOLDER).iterdir()} - {
        "version-modifiee.docx",
        "version-du-programme.docx",
    }
    assert names == {"comparaison-main.docx", "comparaison-donnees.docx"}
    assert any("« DUBOIS » : communes.csv, colonne nom_maire" in problem.remedy for problem in report.problems)


def test_what_the_program_wrote_is_no_edit(built: Project) -> None:
    """A build that was killed before its manifest leaves files that differ from it; and copies are no strangers."""
    before = built.manifest.read_bytes()
    replace(built.communes, "Monsieur;Jean-Paul;RYCKELYNCK", "Madame;Mariette;MAYEUX")
    run(built)
    built.manifest.write_bytes(before)
    replace(built.communes, "Madame;Mariette;MAYEUX", "Monsieur;Jean-Paul;RYCKELYNCK")
    run(built)
    assert not (built.root / EDITED).exists()
    assert len(list((built.root / MADE).glob("*.docx"))) == 1
    assert verify.run(built, VerifyRequest(1), Silence()).faulty == ()


def test_an_edited_document_that_leaves_the_output_is_kept(built: Project) -> None:
    """A commune that no longer takes part: its files go, the hand's work stays."""
    path = docx_of(built)
    hand = edit(path, "deux mois", "trois mois")
    lines = built.communes.read_text(encoding="utf-8").splitlines(keepends=True)
    built.communes.write_text("".join(line for line in lines if not line.startswith("59292")), encoding="utf-8")
    build.run(built, BuildRequest((), ("convention",), "embedded", 1, verify=False, today=TODAY), Silence())
    assert not path.exists()
    assert (built.root / EDITED / FOLDER / "version-modifiee.docx").read_bytes() == hand


def test_a_file_that_is_no_document_any_more_is_kept_without_a_comparison(built: Project) -> None:
    """What cannot be read cannot be compared, and is kept all the same."""
    docx_of(built).write_bytes(b"abc")
    run(built)
    kept = built.root / EDITED / FOLDER
    assert {path.name for path in kept.iterdir()} == {"version-modifiee.docx", "version-du-programme.docx"}
    assert (kept / "version-modifiee.docx").read_bytes() == b"abc"


def test_what_cannot_be_read_is_not_written_over(built: Project) -> None:
    """It may be an edit, of a colleague whose files are closed to others: here a pipe, which is not waited for."""
    docx_of(built).unlink()
    os.mkfifo(built.output / "59292-haveluy" / "MED_NUM-2025-001-convention.docx")
    with pytest.raises(OutputError, match="rien n’est refait"):
        run(built, force=True)
    assert docx_of(built).is_fifo()
