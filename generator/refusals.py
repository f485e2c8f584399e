"""Why the system refuses a file, in French, and the errors made of it."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.errors import ConventionsError, OutputError, UsageError

#: The usual reasons of the system, which speaks the language of the machine.
_REASONS = {
    errno.ENOENT: "fichier ou dossier introuvable",
    errno.EACCES: "accès refusé",
    errno.EPERM: "accès refusé",
    errno.EROFS: "disque en lecture seule",
    errno.ENOSPC: "disque plein",
    errno.EDQUOT: "quota de disque atteint",
    errno.EFBIG: "fichier trop volumineux",
    errno.EISDIR: "c’est un dossier",
    errno.ENOTDIR: "un fichier est à la place d’un dossier",
    errno.ENOTEMPTY: "le dossier n’est pas vide",
    errno.EEXIST: "ce nom est pris",
    errno.EINVAL: "ce n’est pas un fichier ordinaire",
    errno.ELOOP: "un lien mène à lui-même",
    errno.ENAMETOOLONG: "nom trop long",
    errno.EBUSY: "fichier employé par un autre programme",
    errno.EMFILE: "trop de fichiers ouverts",
    errno.ENFILE: "trop de fichiers ouverts",
    errno.ENOMEM: "mémoire insuffisante",
    errno.EIO: "le disque est en panne",
    errno.EPIPE: "le programme qui lisait s’est arrêté",
    errno.EBADF: "la sortie est fermée",
    errno.ENODEV: "le disque n’est plus là",
    errno.ENXIO: "le disque n’est plus là",
    errno.ESTALE: "le lecteur réseau ne répond plus",
    errno.ETIMEDOUT: "le lecteur réseau ne répond plus",
    errno.ENOTCONN: "le lecteur réseau ne répond plus",
    errno.EHOSTDOWN: "le lecteur réseau ne répond plus",
    errno.EHOSTUNREACH: "le lecteur réseau ne répond plus",
    errno.EOPNOTSUPP: "ce disque ne le permet pas",
    errno.EAGAIN: "fichier employé par un autre programme",
    errno.ETXTBSY: "fichier employé par un autre programme",
    errno.ENOLCK: "ce disque n’a pas de verrous",
    errno.ENOSYS: "ce disque ne le permet pas",
    errno.EXDEV: "ce sont deux disques",
    errno.EMLINK: "trop de liens vers ce fichier",
    errno.EILSEQ: "ce disque n’admet pas ce nom",
    errno.ENOEXEC: "ce n’est pas un programme de cette machine",
    errno.EADDRINUSE: "un autre programme l’emploie",
    errno.EADDRNOTAVAIL: "cette machine n’a pas cette adresse",
}
#: Those that some systems do not know, by their names.
_REASONS |= {
    getattr(errno, name): told
    for name, told in {
        "EUCLEAN": "le disque est abîmé",
        "EBADMSG": "le disque est abîmé",
        "EREMOTEIO": "le disque est en panne",
        "ENOMEDIUM": "le disque n’est plus là",
        "ENOKEY": "le dossier est chiffré et fermé",
    }.items()
    if hasattr(errno, name)
}
#: What to do about a file that is not written, and about one that another program may hold.
_REMEDY = "vérifiez les droits, puis recommencez"
IN_USE = "fermez ce fichier s’il est ouvert, vérifiez les droits, puis recommencez"


def why(error: OSError) -> str:
    """Say in French why the system refuses a file."""
    name = errno.errorcode.get(error.errno or 0)
    return _REASONS.get(error.errno or 0) or (f"erreur {name} du système" if name else str(error.strerror or error))


def not_written(error: OSError, remedy: str = _REMEDY) -> str:
    """Say in French that nothing can be written, why, and what to do: the remedy, unless the disk is full."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        remedy = "libérez de la place, puis recommencez"
    return f"écriture impossible ({why(error)}) ; {remedy}"


def refuse_no_file(path: Path) -> None:
    """Raise UsageError for what somebody named and is no file, with what it is."""
    if not path.is_file():
        other = "c’est un dossier" if path.is_dir() else "ce n’est pas un fichier ordinaire"
        told = other if path.exists() else "fichier introuvable"
        raise UsageError(f"{path} : {told} ; vérifiez son nom et son dossier.")


@contextmanager
def writing(
    path: Path | str, remedy: str = _REMEDY, *, kept: str = "", raises: type[ConventionsError] = OutputError
) -> Iterator[None]:
    """Raise ``raises``, naming ``path``, for what the system refuses within; ``kept`` says that nothing was done."""
    try:
        yield
    except OSError as error:
        raise raises(f"{path} : {kept and f'{kept} ; '}{not_written(error, remedy)}.") from error


@contextmanager
def reading(path: Path, remedy: str, *, raises: type[ConventionsError] = OutputError) -> Iterator[None]:
    """Raise ``raises``, naming ``path``, for what the system does not let be read within."""
    try:
        yield
    except OSError as error:
        raise raises(f"{path} : lecture impossible ({why(error)}) ; {remedy}.") from error


@contextmanager
def removing() -> Iterator[None]:
    """Raise OutputError, naming the file, for one that the system does not let go within."""
    try:
        yield
    except OSError as error:
        raise OutputError(
            f"{error.filename} : suppression impossible ({why(error)}) ; fermez ce fichier et recommencez."
        ) from error
