"""The commands that look and write nothing in the project: check, preview, verify, diff; what they show."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from generator import clock
from generator.console import terminal
from generator.console.invocation import Invocation
from generator.console.options import ENGINE, FILE, FOLDER, jobs_option, project_options, refuse_beside
from generator.console.streams import put
from generator.console.summary import teller, verification_lines
from generator.console.terminal import print_json, say, show_error, show_problems
from generator.console.usage import FrenchHelp
from generator.dossiers.comparison import Segment
from generator.dossiers.outcomes import spoken
from generator.errors import ConventionsError
from generator.language.agreement import plural
from generator.progress import Silence
from generator.project import Project
from generator.runs.making import check as check_run, diff as diff_run, preview as preview_run, verify as verify_run
from generator.runs.making.check import CheckRequest
from generator.runs.making.coverages import coverage_lines, coverage_summary
from generator.runs.making.diff import DiffReport, DiffRequest
from generator.runs.making.differences import by_heading, others_of, places_of, shortened, total_of
from generator.runs.making.preview import PreviewReport, PreviewRequest
from generator.runs.making.verify import VerifyRequest
from generator.runs.receiving import examine as examine_run
from generator.runs.receiving.examine import ExamineRequest


@click.command(cls=FrenchHelp)
@click.option("--coverage", is_flag=True, help="Dit dans quels dossiers est chaque passage conditionnel des modèles.")
@click.option(
    "--sitting",
    type=FILE,
    metavar="FICHIER",
    help="Ne vérifie que la délibération de ce fichier : convocation, quorum, pouvoirs, vote, transmission.",
)
@click.option("--legal", is_flag=True, help="Rappelle les clauses que des juristes pourraient discuter.")
@project_options
def check(here: Invocation, coverage: bool, sitting: Path | None, legal: bool) -> None:
    """Vérifie communes.csv, la campagne et ses modèles, sans rien écrire."""
    if sitting:
        refuse_beside("--sitting", "--coverage", "--legal")
    project = here.opened()
    if sitting:
        _check_sitting(here, project, sitting)
        return
    report = check_run.run(project, CheckRequest(coverage, legal), Silence())
    if here.as_json:
        print_json(report.as_json())
        return
    show_problems(report.problems)
    teller(silent=False)(report.movements)
    if report.coverage is not None:
        for line in coverage_lines(report.coverage):
            say(line)
        say(coverage_summary(report.coverage))
    if legal:
        show_problems(report.legal)
        count = plural(len(report.legal), "clause à relire", "clauses à relire")
        say(f"{count} avec le service juridique (clauses.toml) : ce sont des avis, rien n’est refusé pour eux.")
    say(f"Aucune erreur : les dossiers peuvent être fabriqués avec « conventions build ». {report.proof}")


def _check_sitting(here: Invocation, project: Project, path: Path) -> None:
    """Say what the law finds in the deliberations of a file."""
    report = examine_run.run(project, ExamineRequest(path), Silence())
    irregular = plural(report.irregularities, "irrégularité", "irrégularités")
    doubtful = plural(len(report.problems) - report.irregularities, "point à vérifier", "points à vérifier")
    here.show(report, [f"{report.file} : {irregular}, {doubtful}."])


@click.command(cls=FrenchHelp)
@click.argument("template", metavar="MODÈLE")
@click.argument("commune", default="", metavar="[COMMUNE]")
@click.option(
    "--engine",
    type=ENGINE,
    default="embedded",
    help="Moteur PDF ; par défaut le moteur intégré, le plus rapide ; auto est celui des fabrications.",
)
@click.option("--watch", is_flag=True, help="Refait l’aperçu à chaque enregistrement du modèle, jusqu’à Ctrl-C.")
@click.option("--no-open", is_flag=True, help="N’ouvre pas le PDF.")
@project_options
def preview(here: Invocation, template: str, commune: str, engine: str, watch: bool, no_open: bool) -> None:
    """Montre un document d’une commune, en DOCX, PDF et images, sans rien écrire dans le projet.

    MODÈLE est un type de document (convention) ou le nom d’un modèle (convention.docx) ; COMMUNE est par défaut la
    première qui participe. Un avenant, une lettre ou un rapport d’évaluation qui n’existe pas encore est montré par un
    exemple. Les fichiers vont dans un dossier temporaire, qui reste.
    """
    if watch:
        refuse_beside("--watch", "--json")
    project, request = here.opened(), PreviewRequest(template, commune, engine)
    if watch:
        _show_previews(preview_run.watch(project, request, Silence()), opening=not no_open)
        return
    shown = preview_run.run(project, request, Silence())
    if here.as_json:
        print_json(shown.as_json())
    else:
        _tell_preview(shown)
    if not no_open:
        terminal.open_file(shown.pdf)


def _show_previews(previews: Iterator[PreviewReport | ConventionsError], *, opening: bool) -> None:
    """Show each preview, opening the first, and each error, until Ctrl-C."""
    try:
        for shown in previews:
            if isinstance(shown, ConventionsError):
                show_error(shown)
            else:
                _tell_preview(shown)
                opening = opening and not terminal.open_file(shown.pdf)
            now = f"{clock.now():%H:%M:%S}"
            say(f"Vu à {now}. En attente d’un enregistrement (Ctrl-C pour finir)…", error=True)
    except KeyboardInterrupt:
        say("Fin de l’aperçu.", error=True)


def _tell_preview(shown: PreviewReport) -> None:
    show_problems(shown.problems)
    number = f"numéro provisoire {shown.number}" if shown.provisional else shown.number
    told = ", ".join(filter(None, (shown.commune, spoken(shown.kind), number)))
    say(f"{told} : {plural(len(shown.pages), 'page', 'pages')}")
    if shown.example:
        say("  (Exemple : ce qui change, les dates et les chiffres y sont supposés, pour montrer le modèle.)")
    if shown.engine != shown.sent:
        say("  (Moteur intégré. Les pages qui sont envoyées sont celles de LibreOffice : une page peut y commencer")
        say("  quelques lignes plus haut ou plus bas ; --engine libreoffice les montre.)")
    for path in (shown.docx, shown.pdf, *shown.pages):
        put(f"  {path}")


@click.command(cls=FrenchHelp)
@click.argument("folder", type=FOLDER, required=False, metavar="[DOSSIER]")
@jobs_option
@project_options
def verify(here: Invocation, folder: Path | None, jobs: int | None) -> None:
    """Contrôle tous les fichiers de output/, ou de DOSSIER : manifeste, normes, balises, polices, texte, numéros."""
    report = here.watch(verify_run.run, here.opened(folder), VerifyRequest(jobs))
    many = plural(len(report.files), "fichier contrôlé", "fichiers contrôlés")
    here.show(report, (*verification_lines(report.faulty), f"{many}, {len(report.faulty)} avec des défauts."))


@click.command(cls=FrenchHelp)
@click.argument("communes", nargs=-1, metavar="[COMMUNE]…")
@click.option("--only", multiple=True, metavar="TYPE", help="Ne compare que ce type : convention, planning…")
@click.option("--output", type=FOLDER, metavar="DOSSIER", help="À quoi comparer ; par défaut output/.")
@project_options
def diff(here: Invocation, output: Path | None, communes: tuple[str, ...], only: tuple[str, ...]) -> None:
    """Montre ce qui changerait dans les documents, mot à mot, sans rien écrire.

    Compare les DOCX de output/ à ceux que « conventions build » ferait maintenant : un modèle ou une donnée a changé.
    Ce qui est pareil pour plusieurs communes est montré une fois.
    """
    project = here.opened(output)
    report = here.watch(diff_run.run, project, DiffRequest(communes, only))
    if here.as_json:
        print_json(report.as_json())
        return
    teller(silent=False)(report.movements)
    for line in show_differences(report, str(project.output), colour=terminal.takes_colour()):
        say(line)


_WIDTH = 100


def show_differences(report: DiffReport, output: str, *, colour: bool) -> Iterator[str]:
    """Yield the lines of a report; without ``colour``, words that go and come are [-struck-] and {+added+}."""
    if report.empty:
        new = plural(len(report.in_state("new")), "document", "documents")
        yield f"{output} : rien à comparer, aucun document n’y a encore été fait ; « conventions build » ferait {new}."
        return
    for heading, groups in by_heading(report).items():
        yield from ("", *_wrapped(heading))
        for group in groups:
            yield f"  {places_of(group)}"
            yield f"    {_line(group.shown.change.segments, colour)}"
    for line in others_of(report):
        yield from ("", *_wrapped(line))
    yield from ("", total_of(report, output))


def _line(segments: Sequence[Segment], colour: bool) -> str:
    return "".join(_shown(segment, colour) for segment in shortened(segments))


def _shown(segment: Segment, colour: bool) -> str:
    """Mark the words of one segment."""
    if segment.mark == "=":
        return segment.text
    if segment.mark == "-":
        return click.style(segment.text, fg="red", strikethrough=True) if colour else f"[-{segment.text}-]"
    return click.style(segment.text, fg="green", underline=True) if colour else f"{{+{segment.text}+}}"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, subsequent_indent="    ", break_on_hyphens=False)
