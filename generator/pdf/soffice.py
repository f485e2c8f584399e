"""LibreOffice as a program: whether it is there, and runs of it, each on a private profile and with a time limit."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from generator.errors import EngineError
from generator.files import scratch_folder
from generator.pdf.profile import FONTS, faster, seed
from generator.progress import LOGGER

_USUAL_PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
)
_HOW_TO_INSTALL = (
    "Installez-le (Debian, Ubuntu : sudo apt install libreoffice-writer-nogui ; "
    "ailleurs : libreoffice.org), "
    "ou choisissez le moteur intégré (--engine embedded)."
)
_PROBE_SECONDS = 30
#: Seconds between two looks at whether the run is to stop.
_LOOK = 0.2
#: Where Linux keeps files in the memory; bytes that must be free there, of which a run takes a twentieth for itself;
#: and bytes of documents that are too many for it.
_MEMORY, _ENOUGH, _TOO_MANY = Path("/dev/shm"), 1 << 28, 1 << 25

#: Runs a program in a gibibyte, beside a watch that ends its whole group with us, even killed: our pipe then closes.
_WATCHED = (
    "/bin/sh",
    "-c",
    'ulimit -Sd 1048576; exec 3<&0; (read -r _ <&3; kill -9 0) & exec "$@" </dev/null 3<&-',
    "sh",
)

_EXPORT: dict[str, tuple[str, str]] = {
    "SelectPdfVersion": ("long", "2"),  # PDF/A-2; what makes it level A are the tags
    "PDFUACompliance": ("boolean", "true"),
    "UseTaggedPDF": ("boolean", "true"),
    "ExportBookmarks": ("boolean", "true"),
    "ExportFormFields": ("boolean", "false"),  # content controls are printed as the text they hold
    "ExportNotes": ("boolean", "false"),
    "ExportNotesInMargin": ("boolean", "false"),
}


@dataclass(frozen=True, slots=True)
class Soffice:
    """An installed LibreOffice; ``patience`` is the seconds granted to a start with a document, and to each after."""

    path: Path
    version: str
    patience: float = 90.0

    def print_into(
        self, folder: Path, documents: Sequence[Path], check: Callable[[], None], begun: Path | None = None
    ) -> bool:
        """Print ``documents`` as PDF of the same names in ``folder``, or as many of them as could be.

        What waits for the scratch folder ``begun`` prints them. Whatever happens, no process is left: one that takes
        too long is ended with its children, and so is one under way when ``check``, which is asked again and again,
        raises. Tells whether it ended by itself.
        """
        printed, limit = 0, time.monotonic() + self.patience
        with ExitStack() as stack:
            profile = (begun and _waiting.pop(begun, None)) or stack.enter_context(self._profile(folder))
            LOGGER.info("%s: %d documents", self.path, len(documents))
            asked = f"pdf:writer_pdf_Export:{json.dumps(export_filter(), separators=(',', ':'))}"
            options = ["--convert-to", asked, "--outdir", str(folder), *map(str, documents)]
            process = stack.enter_context(self._started(profile, options))
            waiter = threading.Thread(target=process.wait, daemon=True)
            waiter.start()
            while waiter.is_alive() and time.monotonic() < limit:
                check()
                waiter.join(_LOOK)
                if (made := len(list(folder.glob("*.pdf")))) > printed:
                    printed, limit = made, time.monotonic() + self.patience
            return not waiter.is_alive()

    @contextmanager
    def waiting(self, scratch: Path) -> Iterator[None]:
        """Start the program for ``scratch`` before there is anything to print.

        The next run that is said to have it begun, in this process, gives it its documents; if it ended, that run
        starts anew.
        Windows, where a program that nobody uses would not end with its start, has none.
        """
        if scratch in _waiting or os.name != "posix":
            yield
            return
        with self._profile(quick_place(scratch)) as profile, self._started(profile, ["--nodefault"]):
            _waiting[scratch] = profile
            try:
                yield
            finally:
                _waiting.pop(scratch, None)

    @contextmanager
    def _profile(self, folder: Path | None) -> Iterator[Path]:
        """Give a fresh profile in ``folder``, with the fonts of its runs, and rid of what they leave at the end."""
        with scratch_folder(folder) as profile:
            seed(profile, self.version)
            yield profile

    @contextmanager
    def _started(self, profile: Path, options: Sequence[str]) -> Iterator[subprocess.Popen[bytes]]:
        """Start the program, with its children in a group that ends with the block, or with this process.

        One that finds another at work on its profile hands it what it is asked, and ends once that is done.
        """
        command = [
            str(self.path),
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--norestore",
            "--nologo",
            *options,
        ]
        posix = os.name == "posix"
        ours, theirs = os.pipe()
        try:
            process = subprocess.Popen(
                [*_WATCHED, *command] if posix else command,
                # What an ended run leaves goes with the folder.
                env=faster({**os.environ, "TMPDIR": str(profile), "FONTCONFIG_FILE": str(profile / FONTS)}),
                stdin=ours if posix else subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            try:
                yield process
            finally:
                _end(process)
        finally:
            os.close(ours)
            os.close(theirs)


#: The profiles on which the program waits for documents of this process, by the scratch folder of their run.
_waiting: dict[Path, Path] = {}


def quick_place(scratch: Path | None, size: int = 0) -> Path | None:
    """Return where the program is to print ``size`` bytes: in the memory where there is room, otherwise in ``scratch``.

    It makes a dozen files a document and a hundred a start, and waits until the disk has them.
    """
    with suppress(OSError):
        roomy = size < _TOO_MANY and shutil.disk_usage(_MEMORY).free > _ENOUGH
        return _MEMORY if roomy and os.access(_MEMORY, os.W_OK | os.X_OK) else scratch
    return scratch


def export_filter() -> dict[str, dict[str, str]]:
    """Return what the export is asked for, as LibreOffice takes it: tags, PDF/A, no notes."""
    return {name: {"type": kind, "value": value} for name, (kind, value) in _EXPORT.items()}


def find_soffice() -> Soffice:
    """Return the LibreOffice of this machine; raises EngineError when Writer is missing or does not answer."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    places = ([found] if found else []) + [place for place in _USUAL_PLACES if Path(place).exists()]
    if not places:
        raise EngineError(f"LibreOffice est introuvable. {_HOW_TO_INSTALL}")
    path = Path(places[0])
    program = path.resolve().parent
    if (program / "soffice.bin").exists() and not any(program.glob("*swlo*")):
        raise EngineError(f"LibreOffice est installé sans son traitement de texte, Writer. {_HOW_TO_INSTALL}")
    try:
        answer = subprocess.run(
            [str(path), "--version"], capture_output=True, timeout=_PROBE_SECONDS, check=False
        ).stdout.decode(errors="replace")
    except (OSError, subprocess.TimeoutExpired) as error:
        raise EngineError(f"LibreOffice ({path}) ne répond pas. {_HOW_TO_INSTALL}") from error
    version = re.search(r"\d+(?:\.\d+)+", answer)
    if version is None:
        raise EngineError(f"LibreOffice ({path}) ne dit pas sa version. {_HOW_TO_INSTALL}")
    return Soffice(path, version.group())


def _end(process: subprocess.Popen[bytes]) -> None:
    """End ``process`` with its children, and with what watches it; it may have ended already."""
    if os.name == "posix":
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
