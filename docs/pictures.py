"""Make the pictures of docs/guide.md from real pages: the dossier of one commune and the recueil, with LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from generator.build import build
from generator.interface import Silence
from generator.project import open_project
from generator.workspace import BuildRequest

REPOSITORY = Path(__file__).parents[1]
PICTURES = REPOSITORY / "docs" / "images"
FOLDER = "59292-haveluy"
#: Each picture: the file, and the page of it.
PAGES = {
    "bordereau": (f"{FOLDER}/MED_NUM-2025-017-bordereau.pdf", 1),
    "deliberation": (f"{FOLDER}/MED_NUM-2025-017-deliberation.pdf", 1),
    "convention": (f"{FOLDER}/MED_NUM-2025-017-pack.pdf", 5),
    "signatures": (f"{FOLDER}/MED_NUM-2025-017-pack.pdf", 9),
    "planning": (f"{FOLDER}/MED_NUM-2025-017-pack.pdf", 10),
    "sommaire": ("recueil.pdf", 1),
}


def main() -> None:
    """Build a copy of the project, with a register of its own, and print the pages as PNG."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(REPOSITORY / "templates", Path(folder, "templates"))
        shutil.copy(REPOSITORY / "communes.csv", folder)
        project = open_project(Path(folder))
        build(project, BuildRequest(engine="libreoffice"), Silence())
        for name, (path, page) in PAGES.items():
            subprocess.run(
                ["pdftoppm", "-r", "55", "-png", "-singlefile", "-f", str(page), "-l", str(page),
                 project.output / path, PICTURES / name],
                check=True,
            )  # fmt: skip


if __name__ == "__main__":
    main()
