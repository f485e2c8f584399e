"""Make the pictures of documents in docs/guide.md: real pages printed with LibreOffice, of a campaign being lived.

The dossier of Haveluy is sent, voted, completed, signed and amended in a copy of the project.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
if str(REPOSITORY) not in sys.path:
    sys.path.insert(0, str(REPOSITORY))  # what a town hall writes in its deliberation is that of the tests

from generator.cli import run  # noqa: E402  # after the path
from generator.project import Project, open_project  # noqa: E402
from generator.word.controls import fill_controls  # noqa: E402
from tests.runs.killing import COMPLETED  # noqa: E402

PICTURES = REPOSITORY / "docs" / "images"
FOLDER = "59292-haveluy"
AVENANT = f"{FOLDER}/avenant-1/MED_NUM-2026-001"
#: Each picture of a first build: the file, and the page of it.
DRAFTS = {
    "bordereau": (f"{FOLDER}/MED_NUM-2025-017-bordereau.pdf", 1),
    "deliberation": (f"{FOLDER}/MED_NUM-2025-017-deliberation.pdf", 1),
    "convention": (f"{FOLDER}/MED_NUM-2025-017-pack.pdf", 5),
    "signatures": (f"{FOLDER}/MED_NUM-2025-017-pack.pdf", 9),
    "planning": (f"{FOLDER}/MED_NUM-2025-017-pack.pdf", 10),
    "sommaire": ("recueil.pdf", 1),
}
#: The same after an evaluation.
AMENDED = {
    "avenant": (f"{AVENANT}-avenant.pdf", 2),
    "modifications": (f"{AVENANT}-modifications.pdf", 3),
    "rapport": ("evaluation-mai-2025-octobre-2025.pdf", 2),
}
#: What a row of the evaluation leaves empty when nothing changes.
CHANGES = ("mediateur", "semaine", "jour", "demi_journee", "lieu", "date_effet")


def main() -> None:
    """Live the campaign and take its pictures."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(REPOSITORY / "templates", Path(folder, "templates"))
        shutil.copy(REPOSITORY / "communes.csv", folder)
        project = open_project(Path(folder))
        _type(project, "build")
        _photograph(project, DRAFTS)
        _type(project, "mail", "59292")
        _type(project, "mail", "59292", "--sent", "2025-03-10", "--yes")
        _return(project)
        _type(project, "build", "59292", "--no-verify")
        _type(project, "sign", "59292", "--date", "2025-05-12", "--notified", "2025-05-19", "--yes")
        revision = REPOSITORY / "docs/examples/exemple-revision-2026-05.toml"
        _type(project, "amend", str(_evaluation(Path(folder))), "--no-verify", "--revision", str(revision))
        _photograph(project, AMENDED)


def _photograph(project: Project, pages: Mapping[str, tuple[str, int]]) -> None:
    for name, (path, page) in pages.items():
        subprocess.run(
            [
                "pdftoppm",
                "-r",
                "55",
                "-png",
                "-singlefile",
                "-f",
                str(page),
                "-l",
                str(page),
                project.output / path,
                PICTURES / name,
            ],
            check=True,
        )


def _type(project: Project, *arguments: str) -> None:
    """Run a command as a person types it."""
    if run([*arguments, "--project", str(project.root)]):
        raise SystemExit(f"{' '.join(arguments)} : ne passe pas")


def _return(project: Project) -> None:
    """Record the deliberation of Haveluy, completed in the draft that it received."""
    (draft,) = project.output.glob("59292-*/*-deliberation.docx")
    returned = project.root / "retour.docx"
    returned.write_bytes(fill_controls(draft.read_bytes(), COMPLETED))
    _type(project, "intake", str(returned), "--yes")


def _evaluation(folder: Path) -> Path:
    """Return the example evaluation, where only Haveluy's slot changes, the day of effect of the example revision."""
    with (REPOSITORY / "docs/examples/exemple-evaluation-2025-11.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    for row in rows:
        row |= {"date_effet": "2026-06-01"} if row["insee"] == "59292" else dict.fromkeys(CHANGES, "")
    path = folder / "evaluation.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    return path


if __name__ == "__main__":
    main()
