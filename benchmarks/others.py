"""The other ways to make the same documents: the usual one, and LibreOffice alone.

``python -m benchmarks.others TARGET FOLDER…`` makes the dossiers of some folders in the usual way. Carbone is the npm
package, put into a temporary folder for the measure; on Debian it needs ``python3-uno`` to speak with LibreOffice.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from docxtpl import DocxTemplate
from pypdf import PdfWriter

from generator.pdf.soffice import export_filter

CARBONE = "3.8.2"
#: With Debian's LibreOffice, which Carbone looks for on the PATH, and the Python that can speak with it.
DEBIAN = ("env", f"PATH=/usr/lib/libreoffice/program:/usr/bin:{os.environ['PATH']}")


def dossiers(root: Path) -> list[list[Path]]:
    """Return the DOCX of each dossier of a project that was built."""
    folders = sorted(path for path in root.glob("output/*/*") if path.is_dir())
    return [found for folder in folders if (found := sorted(folder.glob("*.docx")))]


def bare(documents: Sequence[Path], folder: Path) -> list[str]:
    """Return the command that prints documents in one run of LibreOffice, with tags and as PDF/A."""
    shutil.rmtree(folder, ignore_errors=True)
    return [
        "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nologo",
        "--convert-to",
        f"pdf:writer_pdf_Export:{json.dumps(export_filter(), separators=(',', ':'))}",
        "--outdir",
        str(folder / "pdf"),
        *map(str, documents),
    ]


def install_carbone(folder: Path) -> str:
    """Put Carbone into a folder; return why it cannot be measured here, or nothing."""
    install = ("npm", "install", "--silent", "--prefix", str(folder), f"carbone@{CARBONE}")
    for needed, command in (("npm", install), ("python3-uno", ("python3", "-c", "import uno"))):
        if subprocess.run([*DEBIAN, *command], capture_output=True, check=False).returncode:
            return f"{needed} is missing or does not answer"
    return ""


def carbone(documents: Sequence[Path], folder: Path) -> list[str]:
    """Return the command that prints documents through the Carbone of a folder."""
    script = Path(__file__).with_name("carbone.cjs")
    module = folder / "node_modules" / "carbone"
    return [*DEBIAN, "node", str(script), str(module), str(folder / "pdf"), *map(str, documents)]


def usual(folders: Sequence[Path], target: Path) -> None:
    """Make dossiers as most scripts do: each document through docxtpl, a soffice for each, and pages appended.

    The templates are the finished documents: nothing is left to fill in, which costs docxtpl no less.
    """
    target.mkdir(parents=True, exist_ok=True)
    printed = []
    for folder in folders:
        pack = PdfWriter()
        for path in sorted(folder.glob("*.docx")):
            template = DocxTemplate(path)
            template.render({})
            template.save(target / path.name)
            subprocess.run(
                ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(target), str(target / path.name)],
                check=True,
                capture_output=True,
            )
            printed.append((target / path.name).with_suffix(".pdf"))
            pack.append(printed[-1])
        pack.write(target / f"{folder.name}.pdf")
    recueil = PdfWriter()
    for pdf in printed:
        recueil.append(pdf)
    recueil.write(target / "recueil.pdf")


if __name__ == "__main__":
    usual([Path(name) for name in sys.argv[2:]], Path(sys.argv[1]))
