"""The articles of a convention in force as texts that a person edits, and the revision that the edited ones make."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.avenants.articles import Alinea, read_articles
from generator.avenants.inforce import in_force
from generator.avenants.limits import days_told
from generator.dossiers.comparison import Segment, compare_words
from generator.dossiers.members import members_of, select_participants
from generator.dossiers.mergers import read_known
from generator.errors import Problem, UsageError
from generator.files import read_regular, scratch_folder, write_whole
from generator.inputs.problems import refuse_errors
from generator.inputs.revision import read_revision
from generator.inputs.sources import Sources
from generator.inputs.tomledit import as_toml
from generator.progress import Progress
from generator.project import Project
from generator.refusals import writing
from generator.register.journal import today_in_france
from generator.register.standings import Standings
from generator.runs.reasons import as_read
from generator.runs.report import Done
from generator.safekeeping.versions import keep_version

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,80}")


@dataclass(frozen=True, slots=True)
class Wording:
    """One article: ``text`` is as a person edits it, a blank line between paragraphs, « - » before items of a list."""

    number: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class WordingsRequest:
    """Whose convention: that of a commune, of the first one that has one in force when none is named."""

    commune: str = ""


@dataclass(frozen=True, slots=True)
class WordingsReport(Done):
    """The articles in force of a convention."""

    commune: str
    insee: str
    number: str
    wordings: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class Rewriting:
    """A revision as the page asks for it: ``texts`` are the articles by number, those that did not change too.

    ``communes`` are named as on a command line, all when none is; ``of`` is the commune whose articles were edited.
    ``name`` is how its file is called, without the suffix.
    """

    name: str
    effect: datetime.date
    why: str
    texts: Mapping[str, str]
    of: str = ""
    communes: tuple[str, ...] = ()
    term: datetime.date | None = None
    votes: bool = False


@dataclass(frozen=True, slots=True)
class Rewritten:
    """An article that changes, with its words before and after."""

    wording: Wording
    text: str
    segments: tuple[Segment, ...]


def run(project: Project, request: WordingsRequest, progress: Progress) -> WordingsReport:
    """Return the articles in force. Raises UsageError when no convention is in force, DataError, RegisterError."""
    sources, standings = read_known(project)
    progress.check()
    named = (request.commune,) if request.commune else ()
    for commune in select_participants(members_of(sources, standings), named):
        force = in_force(project, sources.campaign, standings, commune.insee)
        if force:
            wordings = tuple(
                Wording(article.number, article.heading, as_typed(article.alineas))
                for article in read_articles(force.text)
            )
            return WordingsReport(commune.nom, commune.insee, force.convention.number, wordings)
    raise UsageError(
        "Aucune convention n’est encore signée et notifiée : il n’y a rien à modifier par avenant. Corrigez le modèle "
        "de la convention, puis refaites les dossiers."
    )


def as_typed(alineas: Sequence[Alinea]) -> str:
    """Return an article as a person types it."""
    lines: list[str] = []
    for alinea in alineas:
        if lines and not (alinea.level and lines[-1].lstrip().startswith("- ")):
            lines.append("")
        lines.append(f"{'  ' * (alinea.level - 1)}- {alinea.text}" if alinea.level else alinea.text)
    return "\n".join(lines)


def check_days(
    project: Project, effect: datetime.date, term: datetime.date | None, communes: Sequence[str]
) -> tuple[Problem, ...]:
    """Return what is wrong with a day of effect and a new term, for the conventions in force of the communes named.

    All are meant when none is. Raises UsageError for a name that is none, DataError, RegisterError.
    """
    sources, standings = read_known(project)
    chosen = select_participants(members_of(sources, standings), communes)
    found = ((one, in_force(project, sources.campaign, standings, one.insee)) for one in chosen)
    return tuple(days_told(((one, force) for one, force in found if force), effect, term, today_in_france()))


def rewritten(project: Project, rewriting: Rewriting, progress: Progress) -> tuple[Rewritten, ...]:
    """Return the articles that change."""
    return tuple(_changed(run(project, WordingsRequest(rewriting.of), progress), rewriting))


def write_revision(project: Project, rewriting: Rewriting, progress: Progress) -> Path:
    """Write a revision into its folder, in the place of an earlier one of its name, which is kept; return where it is.

    Raises DataError with all that is wrong with it, UsageError when nothing changes, OutputError: nothing is written
    then.
    """
    if not _NAME.fullmatch(rewriting.name):
        raise UsageError(f"« {rewriting.name} » ne peut pas nommer une révision : lettres, chiffres et tirets.")
    changes = rewritten(project, rewriting, progress)
    if not changes and rewriting.term is None:
        raise UsageError("Rien ne change : modifiez un article, ou donnez un nouveau terme.")
    written = "\n".join(_lines(rewriting, changes)) + "\n"
    sources, standings = read_known(project)
    _check(written, f"{rewriting.name}.toml", sources, standings)
    path = project.revisions / f"{rewriting.name}.toml"
    with writing(path):
        if path.is_file():
            keep_version(project.root, {path: read_regular(path)})
        write_whole(path, written.encode())
    return path


def _changed(report: WordingsReport, rewriting: Rewriting) -> Iterator[Rewritten]:
    for wording in report.wordings:
        text = as_read(rewriting.texts.get(wording.number, wording.text))
        if text.split() != as_read(wording.text).split():
            yield Rewritten(wording, text, compare_words(wording.text, text))


def _check(written: str, name: str, sources: Sources, standings: Standings) -> None:
    """Refuse a revision that the amend run would refuse for its form. Raises DataError."""
    with scratch_folder() as folder:
        path = folder / name
        path.write_text(written, encoding="utf-8")
        participants = select_participants(members_of(sources, standings))
        _, problems = read_revision(path, participants)
    refuse_errors(problems, "dans la révision")


def _lines(rewriting: Rewriting, changes: Sequence[Rewritten]) -> Iterator[str]:
    yield "# Révision écrite sur la page. Relancer « Évaluer et modifier » avec ce fichier refait ce qu’il demande."
    yield f"motif = {as_toml(' '.join(as_read(rewriting.why).split()))}"
    yield f"date_effet = {rewriting.effect.isoformat()}"
    if rewriting.term:
        yield f"nouveau_terme = {rewriting.term.isoformat()}"
    if rewriting.votes:
        yield "deliberation = true"
    if rewriting.communes:
        yield f"communes = {as_toml(list(rewriting.communes))}"
    for change in changes:
        yield from ("", "[[articles]]", f"article = {as_toml(change.wording.number)}")
        inside = change.text.replace("\\", "\\\\").replace('"', '\\"')
        yield f'texte = """\n{inside}\n"""'
