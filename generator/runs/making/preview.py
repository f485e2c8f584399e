"""A preview: one document of one commune, as Word, PDF and pictures, outside the project."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event
from typing import NoReturn

import watchfiles

from generator.errors import Cancelled, ConventionsError, OutputError, Problem, TemplateError, count_errors
from generator.files import write_whole
from generator.inputs.pieces import Piece
from generator.inputs.remembered import read_again, saved
from generator.inputs.sources import Sources
from generator.inspection.annexes import examined
from generator.inspection.templates import inspect_templates
from generator.pdf.engine import Engine, select_engine, usual_engine
from generator.pdf.pictures import draw_pages
from generator.progress import Progress
from generator.project import Project
from generator.refusals import why
from generator.rendering.rendering import renderer_of
from generator.rendering.templates import Templates
from generator.runs.making.subject import Subject, select_piece, subject_of
from generator.runs.report import Done
from generator.stages.printing import job_of
from generator.workers import FOREIGN, LocalWorkers

_FOLDER_PREFIX = "conventions-apercu-"
#: A save is several writes: wait until nothing has moved for so many milliseconds.
_QUIET = 50
#: Where the system tells nothing (a network folder), look at the files at least this often, in milliseconds.
_LOOK = 500


@dataclass(frozen=True, slots=True)
class PreviewReport(Done):
    """A document in files: ``pages`` are its pictures in order; ``provisional`` tells that it has no number yet.

    ``example`` tells that it shows a made-up avenant, signature or evaluation; that has no ``commune`` nor ``number``.
    ``problems`` are what a check would say of its template. ``engine`` printed it, ``sent`` prints what is sent: where
    they differ, a page may begin elsewhere.
    """

    TOLD = ("commune", "kind", "number", "provisional", "example", "docx", "pdf", "pages", "problems", "engine", "sent")

    commune: str
    kind: str
    number: str
    provisional: bool
    example: bool
    docx: Path
    pdf: Path
    pages: tuple[Path, ...]
    engine: str
    sent: str


@dataclass(frozen=True, slots=True)
class PreviewRequest:
    """What to show: ``template`` is a kind of document or a template's file name; ``commune`` "" is the first.

    The embedded engine prints it at once; ``auto`` is what a build prints with. ``folder`` is where, by default a new
    one among the system's temporary files, which stays.
    """

    template: str
    commune: str = ""
    engine: str = "embedded"
    folder: Path | None = None


def run(project: Project, request: PreviewRequest, progress: Progress) -> PreviewReport:
    """Render one document, over what an earlier preview left in the same folder; the project is only read.

    Raises UsageError for an unknown template or commune, OutputError for a file that cannot be read or written,
    DataError, TemplateError, EngineError, RegisterError, Cancelled.
    """
    return _preview(project, request, select_engine(request.engine), _folder(request), progress)


def watch(
    project: Project, request: PreviewRequest, progress: Progress, stop: Event | None = None
) -> Iterator[PreviewReport | ConventionsError]:
    """Yield a preview now and each time that the campaign's files or communes.csv are saved, until ``stop``.

    What cannot be rendered is yielded as the error; the files then stay those of the last preview that could.
    """
    engine, folder = select_engine(request.engine), _folder(request)
    seen = saved(project)
    yield _attempt(project, request, engine, folder, progress)
    # A change during a rendering is seen after it: the files are compared with what they were before.
    for _ in watchfiles.watch(
        project.campaign,
        project.root,
        step=_QUIET,
        rust_timeout=_LOOK,
        yield_on_timeout=True,
        stop_event=stop,
        recursive=False,
        watch_filter=None,
    ):
        now = saved(project)
        if now != seen:
            seen = now
            yield _attempt(project, request, engine, folder, progress)


def _folder(request: PreviewRequest) -> Path:
    """Return the folder asked for, or a new one among the system's temporary files; it stays."""
    return request.folder or Path(tempfile.mkdtemp(prefix=_FOLDER_PREFIX))


def _attempt(
    project: Project, request: PreviewRequest, engine: Engine, folder: Path, progress: Progress
) -> PreviewReport | ConventionsError:
    try:
        return _preview(project, request, engine, folder, progress)
    except Cancelled:
        raise
    except ConventionsError as error:
        return error


@contextmanager
def _told() -> Iterator[None]:
    """Raise OutputError for a file between its removal and its return, as an office suite saves, or held open."""
    try:
        yield
    except OSError as error:
        raise OutputError(
            f"{error.filename} : lecture ou écriture impossible ({why(error)}) ; fermez-le et recommencez."
        ) from error


def _preview(
    project: Project, request: PreviewRequest, engine: Engine, folder: Path, progress: Progress
) -> PreviewReport:
    """Render and print one document, in a blink in a process that stays: only what changed is read again."""
    with _told():
        sources = examined(read_again(project))
    campaign = sources.campaign
    piece = select_piece(campaign, request.template)
    subject = subject_of(project, sources, piece, request.commune)
    docx, problems = _render(sources, piece, subject, request.engine, progress.check)
    progress.check()
    with LocalWorkers(1, progress.check) as workers:
        (conversion,) = engine.convert(
            [job_of(f"{subject.stem}.docx", piece, docx)], workers=workers, date=campaign.date
        )
    if conversion.cause:
        raise conversion.cause
    with _told():
        pages = _write(folder, subject.stem, docx, conversion.pdf)
    return PreviewReport(
        subject.commune,
        piece.kind,
        subject.number,
        subject.provisional,
        subject.example,
        folder / f"{subject.stem}.docx",
        folder / f"{subject.stem}.pdf",
        pages,
        engine.info.name,
        usual_engine(),
        problems=problems,
    )


def _write(folder: Path, name: str, docx: bytes, pdf: bytes) -> tuple[Path, ...]:
    """Write a document and its pictures, over those of an earlier preview; return the pictures."""
    pictures = {f"{name}-page-{rank:02d}.png": picture for rank, picture in enumerate(draw_pages(pdf), 1)}
    # A viewer that has the files open never sees half of one.
    for file, data in {f"{name}.docx": docx, f"{name}.pdf": pdf, **pictures}.items():
        write_whole(folder / file, data)
    pages = tuple(folder / picture for picture in pictures)
    for old in set(folder.glob(f"{name}-page-*.png")) - set(pages):
        old.unlink()
    return pages


def _render(
    sources: Sources, piece: Piece, subject: Subject, engine: str, check: Callable[[], None]
) -> tuple[bytes, tuple[Problem, ...]]:
    """Return the DOCX and what the inspection finds in the template, which does not prevent showing it.

    Only this template is looked at, so that a fault of another one hides nothing. Raises TemplateError.
    """
    campaign, name = sources.campaign, piece.template.name
    template = sources.templates[piece.kind]
    found = tuple(inspect_templates({name: template}, sources.columns, engine))
    try:
        templates = Templates(((piece.kind, name, template),), campaign.date, sources.logo, campaign.logo_texte)
        write, lost = partial(_rendered, templates), partial(_given_up, templates)
        with LocalWorkers(1, check) as workers:
            ((_, docx),) = workers.imap(write, [subject], lost=lost, worth=templates.worth, limits=FOREIGN)
        return docx, found
    except TemplateError as error:
        explained = found if count_errors(found) else (*found, *error.problems)
        raise TemplateError(f"{name} : l’aperçu n’a pas pu être fait.", explained) from error


def _rendered(templates: Templates, subject: Subject) -> bytes:
    """Render a document, in whichever process."""
    return subject.write(renderer_of(templates))


def _given_up(templates: Templates, subject: Subject) -> NoReturn:
    raise templates.given_up(subject.commune)
