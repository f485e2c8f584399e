"""Make the pictures of docs/guide.md: real pages printed with LibreOffice, and real screens, of a campaign being lived.

The dossiers of some communes are sent, voted, completed, signed and amended in a copy of the project, on chosen days.
"""

from __future__ import annotations

import contextlib
import csv
import datetime
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from unittest.mock import patch

from PIL import Image, ImageDraw, ImageFont

from generator.cli import run
from generator.console.statuses import TITLES, status_lines
from generator.console.terminal import say, show_table
from generator.progress import Silence
from generator.project import Project, open_project
from generator.runs.build import BuildRequest, build
from generator.runs.status import StatusRequest
from generator.runs.status import run as read_status
from generator.word.controls import fill_controls

REPOSITORY = Path(__file__).parents[1]
PICTURES = REPOSITORY / "docs" / "images"
DELIBERATION = REPOSITORY / "tests" / "resources" / "deliberations" / "haveluy.txt"
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
#: What a town hall writes in the draft of its deliberation.
COMPLETED = {
    "seance.heure": "18 h 30",
    "seance.en_exercice": "3",
    "seance.presents": "3",
    "seance.votants": "3",
    "seance.noms_presents": "MURCIA B., MAYEUX M., LEBBADER D.",
    "seance.pouvoirs": "néant",
    "seance.noms_absents": "néant",
    "seance.secretaire": "MAYEUX M.",
    "signature.secretaire": "Mariette MAYEUX",
    "vote.resultat": "l’unanimité",
    "vote.pour": "3",
    "vote.contre": "0",
    "vote.abstentions": "0",
}
APRIL = {
    "seance.date": "2 avril 2025",
    "seance.convocation": "27 mars 2025",
    "seance.affichage": "27 mars 2025",
    "transmission.date": "7 avril 2025",
    "publication.date": "8 avril 2025",
}
NOVEMBER = {
    "seance.date": "12 novembre 2025",
    "seance.convocation": "5 novembre 2025",
    "seance.affichage": "5 novembre 2025",
    "transmission.date": "14 novembre 2025",
    "publication.date": "14 novembre 2025",
}
#: Communes of the status table: all states are there.
SHOWN = ("59292", "59564", "59504", "59172", "59038", "59302", "59064")
#: What a row of the evaluation leaves empty when nothing changes.
CHANGES = ("mediateur", "semaine", "jour", "demi_journee", "lieu", "date_effet")
COLUMNS = 132
FONT_SIZE, MARGIN = 13, 12


class Keyboard(io.StringIO):
    """What a person types at a screen, which shows it."""

    def isatty(self) -> bool:
        return True

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]  # a text stream gives text
        line = super().readline()
        sys.stdout.write(line)
        return line


class Screen(io.StringIO):
    """What a terminal shows."""

    def isatty(self) -> bool:
        return True


def main() -> None:
    """Live the campaign and take its pictures."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(REPOSITORY / "templates", Path(folder, "templates"))
        shutil.copy(REPOSITORY / "communes.csv", folder)
        project = open_project(Path(folder))
        build(project, BuildRequest(engine="libreoffice"), Silence())
        _photograph(project, DRAFTS)
        _send(project, "2025-03-10", "59292", "59564", "59302")
        _draw(_intake_screen(project), "saisie")
        _return(project, "59564", "12", APRIL)
        _type(project, "build", "59292", "59564", "--no-verify")
        _type(project, "sign", "59292", "--date", "2025-05-12")
        _type(project, "sign", "59564", "--date", "2025-05-19")
        _type(
            project,
            "amend",
            str(_evaluation(Path(folder))),
            "--no-verify",
            "--revision",
            str(REPOSITORY / "docs/examples/exemple-revision-2026-05.toml"),
        )
        _photograph(project, AMENDED)
        _send(project, "2025-10-20", "59504", "59172", "59038")
        _return(project, "59504", "2025-31", NOVEMBER)
        _type(project, "build", "59504", "--no-verify")
        _return(project, "59172", "44", NOVEMBER)
        _draw(_status_screen(project), "etat")


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


def _type(project: Project, *arguments: str, answers: str = "") -> str:
    """Run a command as at a terminal, with what the person answers; return the screen."""
    screen = Screen()
    with contextlib.redirect_stdout(screen), contextlib.redirect_stderr(screen), patch("sys.stdin", Keyboard(answers)):
        code = run([*arguments, "--project", str(project.root)])
    if code:
        raise SystemExit(screen.getvalue())
    return screen.getvalue()


def _send(project: Project, day: str, *communes: str) -> None:
    """Prepare the e-mails of some communes, on a chosen day."""
    with patch("generator.register.journal.now", return_value=f"{day}T09:00:00+00:00"):
        _type(project, "mail", *communes)


def _return(project: Project, insee: str, number: str, dates: Mapping[str, str]) -> None:
    """Record the deliberation of a commune, completed in the draft that it received."""
    (draft,) = project.output.glob(f"{insee}-*/*-deliberation.docx")
    returned = project.root / "retour.docx"
    returned.write_bytes(fill_controls(draft.read_bytes(), {**COMPLETED, **dates, "deliberation.numero": number}))
    _type(project, "intake", str(returned), "--yes")


def _intake_screen(project: Project) -> str:
    """Return the screen of somebody who keeps what is doubtful and records: Enter, then « o »."""
    shown = _type(project, "intake", str(DELIBERATION), answers="\no\n")
    return f"$ .venv/bin/conventions intake retours/haveluy.pdf\n{shown}".replace(DELIBERATION.name, "haveluy.pdf")


def _status_screen(project: Project) -> str:
    dossiers = read_status(project, StatusRequest(SHOWN, today=datetime.date(2025, 11, 20)), Silence()).dossiers
    screen = Screen()
    with contextlib.redirect_stdout(screen), patch.dict(os.environ, COLUMNS=str(COLUMNS + 24)):
        show_table(TITLES, [dossier.as_row() for dossier in dossiers])
        for line in status_lines(dossiers):
            say(line)
    return f"$ .venv/bin/conventions status\n{screen.getvalue()}"


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


def _draw(screen: str, name: str) -> None:
    """Draw a screen as a picture, in black on white, without its colours."""
    lines = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", screen).rstrip().split("\n")
    width = max(len(line) for line in lines if line.startswith("│"))
    text = "\n".join(line[start : start + width] for line in lines for start in range(0, max(len(line), 1), width))
    font = ImageFont.truetype("DejaVuSansMono.ttf", FONT_SIZE)
    _, _, right, bottom = ImageDraw.Draw(Image.new("L", (1, 1))).multiline_textbbox((0, 0), text, font, spacing=0)
    picture = Image.new("L", (round(right) + 2 * MARGIN, round(bottom) + 2 * MARGIN), 255)
    ImageDraw.Draw(picture).multiline_text((MARGIN, MARGIN), text, 0, font, spacing=0)
    picture.quantize(16).save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    os.environ["COLUMNS"] = str(COLUMNS)
    main()
