"""A backup restored: shown first, everything checked before anything is replaced, no number ever given twice."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path

from generator import clock
from generator.errors import DataError, OutputError, Problem, RefusedError, RegisterError, UsageError
from generator.files import scratch_folder
from generator.inputs.communerows import read_communes
from generator.locks import LOCK_FILES, Busy, held
from generator.progress import Clock, Progress, Stage
from generator.project import ASIDE, OUTPUT, RESTORING, VERSIONS, find_root, real
from generator.refusals import not_written, refuse_no_file
from generator.register.integrity import check_register
from generator.register.journal import FRANCE, day_of
from generator.runs.keeping.restorereport import RestoreReport
from generator.runs.report import accept
from generator.safekeeping.archive import Archive, read_archive
from generator.safekeeping.carryover import Loss, carry_over, compare_registers
from generator.safekeeping.encryption import decrypt, is_encrypted
from generator.safekeeping.precious import DATABASE, MIRRORED
from generator.safekeeping.replacement import NEW, Replacement, begin, finish

_LOCK_SECONDS = 30


@dataclass(frozen=True, slots=True)
class RestoreRequest:
    """Which backup, None to finish a restoration that was interrupted.

    ``passphrase`` is asked of an encrypted one, ``confirms`` before anything is replaced.
    """

    source: Path | None
    passphrase: Callable[[], str]
    confirms: Callable[[RestoreReport], bool] = accept


def run(start: Path, request: RestoreRequest, progress: Progress) -> RestoreReport:
    """Restore a backup into the project of ``start``, or begin one in an empty folder.

    What it replaces is kept aside. Raises UsageError, DataError for a file that is no sound backup, RefusedError when
    acts were numbered and signed since, RegisterError, OutputError; nothing is replaced then.
    """
    start = real(start)
    root = _root(start)
    clock = Clock(progress)
    try:
        if (root / RESTORING).exists():
            if request.source is not None:
                raise UsageError(
                    f"{root} : une restauration a été interrompue ; finissez-la d’abord (conventions restore, sans "
                    f"FICHIER), puis restaurez {request.source}."
                )
            with _alone(root):  # whoever began it may still be at work
                aside = finish(root) if (root / RESTORING).exists() else ""
            return RestoreReport(None, "", 0, (), Loss(), {}, aside=aside, restored=True, finished=True)
        if request.source is None:
            raise UsageError("Il manque FICHIER : la sauvegarde à restaurer.")
        with _begun(root), scratch_folder(root) as scratch:
            staged = scratch / "restauration"
            (staged / NEW).mkdir(parents=True)
            with clock.stage(Stage.READING):
                archive = read_archive(_opened(request.source, request, scratch), staged / NEW, named=request.source)
                report = _foreseen(root, staged / NEW, archive, request.source)
            if not request.confirms(report):
                return report
            with clock.stage(Stage.RECORDING):
                return _restore(root, staged, archive, report)
    except OSError as error:
        told = not_written(error)
        if (root / RESTORING).exists():
            told = f"{told} ; une restauration a été interrompue ; finissez-la : conventions restore"
        raise OutputError(f"{error.filename or root} : {told}.") from error


@contextmanager
def _begun(root: Path) -> Iterator[None]:
    """Make the folder of a project and those above it; those that are still empty in the end go again."""
    made = [folder for folder in (root, *root.parents) if not folder.exists()]
    root.mkdir(parents=True, exist_ok=True)
    try:
        yield
    finally:
        with suppress(OSError):  # it holds a project now
            for folder in made:
                folder.rmdir()


def _root(start: Path) -> Path:
    """Return where to restore: an empty folder named, the project of another."""
    empty = start.is_dir() and not any(start.iterdir())
    if empty or not start.exists() or (start / RESTORING).exists():
        return start
    found = find_root(start) if start.is_dir() else None
    if found is None:
        raise UsageError(f"{start} : ce dossier n’est ni un projet ni vide ; nommez-en un autre (--project).")
    return found


def _opened(source: Path, request: RestoreRequest, scratch: Path) -> Path:
    """Return the archive as a ZIP, decrypted if need be. Raises UsageError."""
    refuse_no_file(source)
    with source.open("rb") as file:
        if not is_encrypted(file.read(64)):
            return source
    plain = scratch / "sauvegarde.zip"
    plain.write_bytes(decrypt(source.read_bytes(), request.passphrase()))
    return plain


@contextmanager
def _naming(register: Path, source: Path | None) -> Iterator[None]:
    """Name the backup in what its register raises, which lies in a scratch folder."""
    try:
        yield
    except RegisterError as error:
        raise RegisterError(str(error).replace(str(register), f"{source}, {DATABASE}")) from error


def _foreseen(root: Path, new: Path, archive: Archive, source: Path | None) -> RestoreReport:
    """Return what the restoration would do. Raises RegisterError, RefusedError."""
    with _naming(new / DATABASE, source):
        problems = [replace(one, file=f"{source}, {one.file}") for one in check_register(new / DATABASE)]
        loss, unread = _loss(root, new)
        problems += unread
    if loss.signed:
        raise RefusedError(
            f"{', '.join(loss.signed)} : signature postérieure à cette sauvegarde, qui ne la connaît pas ; prenez une "
            "sauvegarde plus récente : un acte signé ne s’annule pas.",
            problems,
        )
    changed = [*_replaced(root, new, archive), *_leaving(root, archive)]
    return RestoreReport(
        day_of(archive.made_at),
        archive.author,
        len(archive.files),
        tuple(changed),
        loss,
        _names(new) | _names(root),
        problems=tuple(problems),
    )


def _loss(root: Path, new: Path) -> tuple[Loss, list[Problem]]:
    """Return what the restored register would not know; a present one that can't be read is told, and gone round."""
    outputs = [path.parent for path in sorted((root / OUTPUT).glob("*/manifest.json"))]
    try:
        return compare_registers(root / DATABASE, new / DATABASE, outputs), []
    except RegisterError as error:
        what = str(error).rstrip(".")
        remedy = "vérifiez qu’aucun autre numéro n’a été donné depuis la sauvegarde"
        message = f"le registre présent ne se lit pas ({what}) ; seuls les numéros de output/ sont connus"
        nowhere = new / "absent" / "register.sqlite"
        return compare_registers(nowhere, new / DATABASE, outputs), [Problem("warning", message, remedy, DATABASE)]


def _restore(root: Path, staged: Path, archive: Archive, report: RestoreReport) -> RestoreReport:
    """Put the files in place, with the numbers given since carried over, alone at work in the project."""
    moment = clock.now()
    with _alone(root):
        new = staged / NEW
        loss, _ = _loss(root, new)  # again: others could write until now
        if loss.signed:
            raise RefusedError(f"{', '.join(loss.signed)} : signature à l’instant ; rien n’est restauré.")
        files = {file.path for file in archive.files if not _same(root, new, file.path)}
        if loss.given or (new / DATABASE).is_file():  # a backup of before the first build has no register
            carry_over(new / DATABASE, loss, f"sauvegarde du {report.made_on:%d/%m/%Y} restaurée")
            files.add(DATABASE)
        report = replace(report, loss=loss)
        begin(root, staged, Replacement(_free_name(root, moment), tuple(sorted(files)), tuple(_leaving(root, archive))))
        return replace(report, aside=finish(root), restored=True)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Be the only one at work in the project. Raises RegisterError."""
    with ExitStack() as stack:
        try:
            for folder in (*sorted((root / OUTPUT).glob("*/")), (root / DATABASE).parent, root / VERSIONS):
                if folder.is_dir():
                    stack.enter_context(held(folder, _LOCK_SECONDS))
        except Busy as busy:
            raise RegisterError(f"{root} : {busy} y travaille encore ; attendez la fin et recommencez.") from busy
        yield


def _free_name(root: Path, moment: datetime.datetime) -> str:
    """Return the name of a new folder to keep aside in: an hour of France comes twice where a clock goes back."""
    name = f"{moment.astimezone(FRANCE):%Y-%m-%d-%H%M%S}"
    names = chain([name], (f"{name}-{number}" for number in count(2)))
    return next(free for free in names if not (root / ASIDE / free).exists())


def _same(root: Path, new: Path, path: str) -> bool:
    """Tell whether the project has a file as the backup has it."""
    return (root / path).is_file() and (root / path).read_bytes() == (new / path).read_bytes()


def _replaced(root: Path, new: Path, archive: Archive) -> Iterator[str]:
    """Yield the files of the project that the backup has otherwise, the register apart: it is told by its numbers."""
    for file in archive.files:
        if file.path != DATABASE and (root / file.path).is_file() and not _same(root, new, file.path):
            yield file.path


def _leaving(root: Path, archive: Archive) -> Iterator[str]:
    """Yield what goes without a successor: what mirrored folders hold besides, and the output, made anew by a build."""
    known = {file.path for file in archive.files}
    for folder in MIRRORED:
        for path in sorted((root / folder).rglob("*")):
            name = path.relative_to(root).as_posix()
            if path.is_file() and name not in known and path.name not in LOCK_FILES:
                yield name
    for manifest in sorted((root / OUTPUT).glob("*/manifest.json")):
        for path in sorted(manifest.parent.iterdir()):
            if path.name not in LOCK_FILES:
                yield path.relative_to(root).as_posix()


def _names(root: Path) -> dict[str, str]:
    try:
        return {one.insee: one.nom for one in read_communes(root / "communes.csv").communes}
    except DataError:
        return {}
