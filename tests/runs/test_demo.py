"""The demonstration: made up from end to end, and said so on each page."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from generator.dossiers.manifest import Manifest
from generator.errors import UsageError
from generator.progress import Silence
from generator.project import Project
from generator.runs.demo import DemoRequest, run
from generator.runs.followup.dossier import DossierRequest, run as read_dossier
from generator.runs.followup.status import StatusRequest, run as read_status


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Make the demonstration in the folder of another project, as the README does; no test may change it."""
    outer = tmp_path_factory.mktemp("demo")
    (outer / "templates").mkdir()
    (outer / "communes.csv").touch()
    return run(outer / "projet", DemoRequest(jobs=1), Silence()).project


def test_it_is_a_project_of_its_own_in_the_folder_of_another(demo: Project) -> None:
    """Nothing is written beside it."""
    assert demo.root.name == "projet"
    assert list((demo.root.parent / "templates").iterdir()) == []


def test_dossiers_are_at_every_stage(demo: Project) -> None:
    """A campaign in mid-life: prepared, sent and late, voted, complete, signed, with avenants, one to be sent again."""
    dossiers = read_status(demo, StatusRequest(), Silence()).dossiers
    assert {one.state for one in dossiers} == {"prepared", "sent", "voted", "complete", "signed"}
    assert sum(one.late for one in dossiers) == 2
    assert [one.commune.nom for one in dossiers if one.resend] == ["Hameau-Exemple"]
    assert [one.commune.nom for one in dossiers if one.avenants] == ["Villexemple", "Alizay-Exemple"]
    assert all(one.commune.insee.startswith("989") for one in dossiers)
    assert {path.name for path in (demo.root / "retours").iterdir()} >= {"a-lire.docx", "deliberation-01.docx"}


def test_each_page_says_that_it_is_an_example(demo: Project) -> None:
    """No page can be taken for that of an act, and each number begins with DEMO."""
    manifest = Manifest.read(demo.manifest)
    assert manifest is not None
    packs = [record for record in manifest.documents if record.kind == "pack"]
    assert len(packs) == 14
    for record in packs:
        assert record.number.startswith("DEMO-")
        with pypdfium2.PdfDocument(demo.output / record.files[-1].path) as pdf:
            pages = [page.get_textpage().get_text_range() for page in pdf]
        assert [rank for rank, text in enumerate(pages, 1) if "Exemple sans valeur" not in text] == [], record.number


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    """The demonstration begins in an empty folder, or makes it."""
    (tmp_path / "notes.txt").write_text("à garder")
    with pytest.raises(UsageError, match="n’est pas vide"):
        run(tmp_path, DemoRequest(), Silence())
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_what_was_done_is_told_on_its_day(demo: Project) -> None:
    """The steps of a life come in the order in which they are lived, though all were made at once."""
    (first, *_) = read_status(demo, StatusRequest(), Silence()).dossiers
    report = read_dossier(demo, DossierRequest(first), Silence())
    steps = [one.what for one in report.steps if one.reached]
    assert steps[:8] == ["numéro donné", "envoyé", "voté", "transmis", "publié", "complet", "signé", "notifié"]
    assert len({event.happened_at for event in report.events}) > 5
