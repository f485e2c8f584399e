"""The templates of a campaign: which there are, what each says and what is wrong in it, another one in its place."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

from generator.dossiers.fingerprints import sha256
from generator.errors import OutputError, Problem, RefusedError, TemplateError, UnreadableError, UsageError
from generator.files import read_regular, write_whole
from generator.inputs.campaignfile import read_campaign
from generator.inputs.logo import logo_fault
from generator.inspection.strays import check_written
from generator.progress import Progress
from generator.project import Project, real
from generator.refusals import why
from generator.runs.campaigns.following import CAMPAIGN, unwritten
from generator.runs.campaigns.templatetext import LETTERS, TemplatePassage, read_text
from generator.runs.report import Done
from generator.safekeeping.versions import Version, changing, content_of, find_version, keep_version, versions_of
from generator.word.passages import read_passages
from generator.workers import FOREIGN, LocalWorkers

_SETTINGS = "Réglages de la campagne"


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """A file of the campaign's folder; ``titles`` are the documents that it makes, ``kinds`` their kinds."""

    name: str
    titles: tuple[str, ...]
    kinds: tuple[str, ...]
    bytes: int

    @property
    def previewed(self) -> str:
        """The kind of which a preview shows a document, "" for none."""
        return next(iter(self.kinds), "")


@dataclass(frozen=True, slots=True)
class PiecesReport(Done):
    """The files of the campaign; of the one asked for, its ``passages``, ``seal`` and earlier ``versions``.

    ``unwritten`` are the keys of campaign.toml that are left to write, ``left`` the places of templates, told when no
    file is asked for: they keep anything from being made. ``data`` is the file's content. ``problems`` are those of
    campaign.toml, or of the file that stand in none of its passages.
    """

    files: tuple[TemplateFile, ...]
    unwritten: tuple[str, ...]
    file: TemplateFile | None = None
    passages: tuple[TemplatePassage, ...] = ()
    seal: str = ""
    data: bytes = b""
    versions: tuple[Version, ...] = ()
    written: bool = False
    left: tuple[Problem, ...] = ()

    @property
    def faults(self) -> int:
        """How many problems the file has."""
        return len(self.problems) + sum(len(one.problems) for one in self.passages)


@dataclass(frozen=True, slots=True)
class PiecesRequest:
    """The ``file`` to look at, "" for none; ``data`` is to take its place, if it still has the ``seal`` that was seen.

    ``version`` names an earlier one to come back to instead.
    """

    file: str = ""
    data: bytes | None = None
    seal: str = ""
    version: str = ""
    engine: str = "embedded"


def run(project: Project, request: PiecesRequest, progress: Progress) -> PiecesReport:
    """Look at the templates, whatever errors the data have; replace one, whose former version is kept.

    Raises DataError when campaign.toml cannot be read, TemplateError for a file that is no Word document, RefusedError
    for one that somebody changed meanwhile, UsageError, OutputError.
    """
    settings = project.campaign / CAMPAIGN
    try:
        listed = _listed(project)
        if not request.file:
            words = {one.name: read_regular(project.campaign / one.name) for one in listed.files if one.kinds}
            return replace(listed, left=tuple(check_written(words)))
        known = {one.name: one for one in listed.files}
        if request.file not in known:
            raise unlisted(request.file)
        path, written = project.campaign / request.file, False
        progress.check()
        if request.data is not None or request.version:
            written = _replaced(project, path, request, progress)
        data = read_regular(path)
    except OSError as error:
        raise OutputError(f"{error.filename or settings} : lecture ou écriture impossible ({why(error)}).") from error
    passages, problems = read_text(project, request.file, data, request.engine)
    return replace(
        listed,
        file=known[request.file],
        passages=passages,
        problems=problems,
        seal=sha256(data),
        data=data,
        versions=versions_of(project.root, path.relative_to(project.root).as_posix()),
        written=written,
    )


def unlisted(file: str) -> UsageError:
    """Return the error of a file that is none of the campaign's."""
    return UsageError(f"{file} : ce n’est pas un fichier de la campagne ; choisissez-en un de la liste.")


def files_of(project: Project) -> tuple[str, ...]:
    """Return the names of the campaign's files. Raises DataError."""
    return tuple(one.name for one in _listed(project).files)


def _listed(project: Project) -> PiecesReport:
    campaign, problems = read_campaign(project.campaign)
    found: dict[Path, list[tuple[str, str]]] = {}
    for piece in campaign.templated:
        found.setdefault(piece.template, []).append((piece.titre or piece.kind, piece.kind))
    for name, title in LETTERS.items():
        if (project.campaign / name).is_file():
            found[project.campaign / name] = [(title, "")]
    for piece in campaign.annexes:
        found.setdefault(piece.template, []).append((piece.titre, ""))
    if campaign.logo:
        found[campaign.logo] = [("Logo", "")]
    found[project.campaign / CAMPAIGN] = [(_SETTINGS, "")]
    files = tuple(
        TemplateFile(
            path.relative_to(project.campaign).as_posix(),
            tuple(dict.fromkeys(title for title, _ in made)),
            tuple(dict.fromkeys(kind for _, kind in made if kind)),
            path.stat().st_size,
        )
        for path, made in found.items()
        if path.is_file() and path.is_relative_to(project.campaign)
    )
    text = (project.campaign / CAMPAIGN).read_text("utf-8-sig")
    return PiecesReport(files, unwritten(text), problems=problems)


def _replaced(project: Project, path: Path, request: PiecesRequest, progress: Progress) -> bool:
    """Write another content in the place of a file; tell whether it differs."""
    with changing(project.root, path):
        before, name = read_regular(path), path.relative_to(project.root).as_posix()
        data = request.data
        if request.version:
            data = content_of(project.root, find_version(project.root, request.version, name))[path]
        if data is None or data == before:
            return False
        if request.seal != sha256(before):
            raise RefusedError(
                f"{path.name} : quelqu’un l’a changé entre-temps ; rien n’a été écrit. Reprenez-le tel "
                "qu’il est maintenant, et reportez-y vos changements."
            )
        with LocalWorkers(1, progress.check) as workers:  # whoever made it, it is read apart from the server
            ((_, refusal),) = workers.imap(_refusal, [(path.name, data)], worth=1, limits=FOREIGN)
        if refusal:
            raise TemplateError(f"{path.name} : {refusal} ; rien n’a été écrit.")
        keep_version(project.root, {path: before})
        write_whole(real(path), data)
        return True


def _refusal(given: tuple[str, bytes]) -> str:
    """Say why a content is not what its name says, "" when it is."""
    name, data = given
    try:
        if name.endswith(".docx"):
            read_passages(data)
        elif name.endswith(".txt"):
            data.decode("utf-8-sig")
        elif name.endswith(".toml"):
            tomllib.loads(data.decode("utf-8-sig"))
        elif name.endswith(".pdf"):
            return "" if data.startswith(b"%PDF-") else "ce n’est pas un PDF"
        elif fault := logo_fault(name, data):
            return fault[0]
    except UnreadableError as error:
        return str(error)
    except UnicodeDecodeError:
        return "ce texte n’est pas en UTF-8, enregistrez-le ainsi"
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        return f"écriture TOML incorrecte{f', ligne {line[1]}' if line else ''}"
    except (ValueError, RecursionError):  # more figures than Python reads, brackets without end
        return "écriture TOML incorrecte"
    return ""
