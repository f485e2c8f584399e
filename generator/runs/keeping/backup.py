"""A backup: all that is precious in one dated archive, checked once it is written; the passphrase in a file."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from generator import clock
from generator.actor import actor
from generator.errors import DataError, RegisterError, UsageError
from generator.files import read_regular, scratch_folder, take_name
from generator.inputs.encodings import Reading, read_letters
from generator.progress import Clock, Progress, Stage
from generator.project import OUTPUT, find_root, real, refuse_own, refuse_unfinished
from generator.refusals import reading, refuse_no_file, writing
from generator.register.database import snapshot_register
from generator.register.integrity import check_register
from generator.register.journal import FRANCE, now
from generator.runs.report import Done
from generator.safekeeping.archive import read_archive, write_archive
from generator.safekeeping.encryption import decrypt, encrypt
from generator.safekeeping.precious import DATABASE, belongs

#: Where backups go by default, in the project.
FOLDER = "sauvegardes"
_STAMP, _NAME = "%Y-%m-%d-%H%M%S", re.compile(r"sauvegarde-.*-(\d{4}-\d{2}-\d{2}-\d{6})\.zip(?:\.age)?")


@dataclass(frozen=True, slots=True)
class BackupRequest:
    """Where to: a file that does not exist, or a folder, by default ``sauvegardes/``.

    ``into`` tells that it is a folder, to be made if it is not there. ``passphrase`` gives what encrypts it, and is
    only called when it can be written; None encrypts nothing.
    """

    target: Path | None = None
    passphrase: Callable[[], str] | None = None
    into: bool = False


@dataclass(frozen=True, slots=True)
class BackupReport(Done):
    """The archive, and how many files it holds; ``problems`` are those of the register that it keeps."""

    TOLD = ("path", "files", "bytes", "encrypted", "problems")
    FAILS = RegisterError

    path: Path
    files: int
    bytes: int
    encrypted: bool


def run(start: Path, request: BackupRequest, progress: Progress) -> BackupReport:
    """Write a backup of the project of ``start``, and read it again, each file against its sum.

    Raises UsageError, OutputError, RegisterError.
    """
    root = find_root(real(start))
    if root is None:
        raise UsageError(f"{real(start)} : aucun projet ici ni au-dessus ; nommez-le (--project).")
    refuse_unfinished(root)
    target = _target(root, request)
    clock, register = Clock(progress), root / DATABASE
    passphrase = request.passphrase().strip() if request.passphrase else ""
    if request.passphrase and not passphrase:
        raise UsageError("La phrase secrète est vide ; choisissez-en une, et gardez-la ailleurs que la sauvegarde.")
    with clock.stage(Stage.SAVING):
        problems = check_register(register) if register.is_file() else ()
        database = snapshot_register(register)
        with writing(target):
            files = _write(target, root, database, passphrase)
    return BackupReport(target, files, target.stat().st_size, bool(passphrase), problems=problems)


@dataclass(frozen=True, slots=True)
class Known:
    """A backup of the project's folder ``sauvegardes/``: when it was made, as its name says, in the machine's time."""

    path: Path
    made_at: datetime.datetime
    bytes: int

    @property
    def encrypted(self) -> bool:
        """Tell whether it takes a passphrase to be read."""
        return self.path.suffix == ".age"


def known_backups(root: Path) -> tuple[Known, ...]:
    """Return the backups of ``sauvegardes/``, the newest first; those that went elsewhere are not known."""
    found = []
    for path in (root / FOLDER).glob("sauvegarde-*"):
        name = _NAME.fullmatch(path.name)
        if name and path.is_file():
            with suppress(ValueError):
                made_at = datetime.datetime.strptime(name[1], _STAMP).replace(tzinfo=FRANCE)
                found.append(Known(path, made_at, path.stat().st_size))
    return tuple(sorted(found, key=lambda one: (one.made_at, one.path.name), reverse=True))


def _target(root: Path, request: BackupRequest) -> Path:
    """Return the archive to write: the one named, or a dated one in the folder named."""
    folder = root / FOLDER
    named = real(request.target) if request.target else folder
    suffix = ".zip.age" if request.passphrase else ".zip"
    if request.into or named.is_dir() or named == folder:
        moment = clock.now().astimezone(FRANCE)  # whatever the zone of the machine: a clerk reads the name
        named /= f"sauvegarde-{root.name}-{moment.strftime(_STAMP)}{suffix}"
    if named.exists():
        raise _taken(named)
    refuse_own(named, root)
    if named.is_relative_to(real(root / OUTPUT)):
        raise UsageError(f"{named} : {OUTPUT}/ se supprime sans crainte, une sauvegarde non ; nommez un autre endroit.")
    if named.parent == root and belongs(named.name):
        raise UsageError(f"{named} : ce nom est celui d’un fichier du projet ; donnez-lui un nom en {suffix}.")
    return named


def _write(target: Path, root: Path, database: bytes | None, passphrase: str) -> int:
    """Write the archive under its name once it was read again; return how many files it holds."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with scratch_folder(target.parent) as scratch:
        plain = scratch / "sauvegarde.zip"
        made = write_archive(plain, root, database, now(), actor().name)
        found = read_archive(plain)
        if passphrase:
            data = plain.read_bytes()
            sealed = encrypt(data, passphrase)
            if decrypt(sealed, passphrase) != data:
                raise DataError(f"{target} : le chiffrement n’a pas rendu la sauvegarde ; recommencez.")
            plain.write_bytes(sealed)
        if found != made:
            raise DataError(f"{target} : la sauvegarde relue n’est pas celle qui a été écrite ; recommencez.")
        with plain.open("rb+") as file:
            os.fsync(file.fileno())
        try:
            take_name(plain, target)
        except FileExistsError as error:  # another backup, of the same second
            raise _taken(target) from error
    return len(made.files)


def _taken(target: Path) -> UsageError:
    return UsageError(f"{target} : ce fichier existe déjà ; une sauvegarde n’en remplace pas une autre.")


_MOST_BYTES = 10_000


def read_passphrase(path: Path, *, anew: bool = False) -> str:
    """Return the passphrase of a file, in UTF-8, UTF-16 or « ANSI », marks and line ends left out.

    One that is chosen ``anew`` is on one line, as whoever types it has it. Raises UsageError when the file is missing,
    empty or leaves a doubt, OutputError when it cannot be read.
    """
    refuse_no_file(path)
    with reading(path, "vérifiez les droits"):
        data = read_regular(path, _MOST_BYTES)
    letters = _read(data)
    if letters is None or letters.doubtful:
        raise UsageError(
            f"{path} : ce fichier ne dit pas sûrement quelle est la phrase secrète ; enregistrez-le en texte, en UTF-8 "
            "(Bloc-notes : Enregistrer sous, Encodage)."
        )
    found = re.sub(r"\r\n?", "\n", letters.text).strip("\ufeff").strip()
    if not found:
        raise UsageError(f"{path} : ce fichier est vide ; écrivez-y la phrase secrète.")
    if anew and "\n" in found:
        raise UsageError(f"{path} : la phrase secrète tient plusieurs lignes ; écrivez-la sur une seule.")
    return found


def _read(data: bytes) -> Reading | None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return read_letters(data)
    return read_letters(data) if "\x00" in text else Reading(text, "utf-8")
