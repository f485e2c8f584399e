"""A proof of every template: some documents of each are printed by each engine, for what only printing tells.

They are the longest one, and those that together pass every branch that any document passes. What was printed whole
and right is remembered by its bytes: by this process, and beside what builds remember, where a build has left
something. No other version of the program or of an engine believes it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter, itemgetter

import page as validator

from generator.dossiers.fingerprints import program_sha256
from generator.errors import EngineError, MisprintError, Problem
from generator.files import scratch_folder
from generator.inputs.sources import Sources
from generator.pdf.conformity import verify_pdf
from generator.pdf.conversion import Conversion, ConversionJob, EngineInfo
from generator.pdf.embedded import EmbeddedEngine
from generator.pdf.engine import Engine
from generator.pdf.faces import OURS, travels
from generator.pdf.libreoffice import LibreOfficeEngine
from generator.pdf.printedtext import plain
from generator.pdf.trial import printed_as
from generator.project import MADE, Project
from generator.stages.attempts import Specimen, Trials
from generator.stages.memory import recall, remember
from generator.stages.printing import job_of
from generator.word.faces import read_faces
from generator.word.package import open_package
from generator.word.parts import read_flows
from generator.word.shown import doubled_words, read_shown
from generator.word.styles import Styles
from generator.workers import FOREIGN, Workers

#: The engines, in the words of a clerk.
NAMES = {"embedded": "moteur intégré", "libreoffice": "LibreOffice"}
_SIMPLER = "écrivez ce passage plus simplement : un paragraphe, sans zone de texte, note ni section"
#: What keeps its capital within a sentence.
_PROPER = ("LibreOffice", "PDF")
#: What to do about what the verification finds, by its rule.
_REMEDIES = {
    "page-box": "réduisez l’image ou le tableau qui dépasse, ou laissez ses lignes se couper d’une page à l’autre",
    "double-space": "retirez l’une des deux",
    "stamp-zone": "donnez 3 cm à la marge du haut (Mise en page, Marges), et laissez libre la droite de l’en-tête",
    "upright": "remettez-le à l’horizontale (Disposition, Orientation du texte)",
    "empty-page": "retirez le saut de page ou les paragraphes vides qui la font",
    "leftover": "écrivez ce qui doit être à sa place",
    "not-embedded": "prenez une police qui voyage avec le programme (Carlito, Liberation Sans, Liberation Serif)",
}
#: What ends the key of a document whose print depends on the faces of this machine: it is not remembered.
_HERE = " here"
#: The keys of what this process saw printed right.
_SOUND: set[str] = set()


@dataclass(frozen=True, slots=True)
class Proofs:
    """What printing tells of the templates: its problems, and the names of the engines that printed some of each."""

    problems: tuple[Problem, ...]
    engines: tuple[str, ...]


def prove(project: Project, trials: Trials, specimens: Sequence[Specimen], workers: Workers) -> Proofs:
    """Print the documents that stand for all, but those that are known to come out right.

    An error is a document that an engine does not print whole and right. An engine that does not even print a line of
    text is out of order: a warning says so, and no template is at fault. Raises Cancelled.
    """
    path = project.root / MADE / f"epreuves-{project.campaign.name}.json"
    by = [program_sha256(), validator.__version__]
    known = _SOUND | (recall(path, by, frozenset) or frozenset())
    standing, engines = _covering(specimens), list(_engines())
    keys = {(engine, one): key for engine in engines for one, key in _keys(engine.info, standing, trials.sources)}
    unknown = {one for (_, one), key in keys.items() if key not in known}
    again = trials.render_again(unknown, workers)
    jobs = {one: job_of(one.file, document.piece, document.docx) for one, document in again}
    doubled = dict(_doubled(jobs))
    problems: list[Problem] = list({problem.file: problem for problem in doubled.values()}.values())
    kept, right = set[str](), list[str]()
    for engine in engines:
        due = {jobs[one]: one for one in standing if keys[engine, one] not in known}
        faulty = dict(_faults(engine, due, trials.sources.campaign.date, workers))
        problems += {problem.file: problem for one, problem in reversed(faulty.items())}.values()
        kept |= {keys[engine, one] for one in standing if one not in faulty and one not in doubled}
        if all(problem.level == "error" for problem in faulty.values()):
            right.append(engine.info.name)
    kept = {key for key in kept if not key.endswith(_HERE)}
    _SOUND.update(kept)
    if path.parent.is_dir():
        remember(path, by, sorted(kept))
    return Proofs(tuple(problems), tuple(right))


def _covering(specimens: Sequence[Specimen]) -> list[Specimen]:
    """Return, of each template, the longest document, then those that pass the most of the branches still missing."""
    chosen = []
    for file in dict.fromkeys(specimen.file for specimen in specimens):
        own = [specimen for specimen in specimens if specimen.file == file]
        best, left = max(own, key=attrgetter("size")), frozenset[int]().union(*(one.passed for one in own))
        while best not in chosen:
            chosen.append(best)
            left -= best.passed
            best = max(own, key=lambda one: len(one.passed & left)) if left else best
    return chosen


def _keys(engine: EngineInfo, specimens: Sequence[Specimen], sources: Sources) -> Iterator[tuple[Specimen, str]]:
    """Yield each document with what its print depends on."""
    templates = {piece.template.name: sources.templates[piece.kind] for piece in sources.campaign.templated}
    here = {name: "" if _is_ours(template) else _HERE for name, template in templates.items()}
    for one in specimens:
        yield one, f"{engine.name} {engine.version} {one.file} {one.sha256}{here[one.file]}"


def _doubled(jobs: Mapping[Specimen, ConversionJob]) -> Iterator[tuple[Specimen, Problem]]:
    """Yield the documents that say words twice in a row, each with a warning: the template and its tag write them."""
    remedy = "retirez-le du texte du modèle si une balise l’écrit déjà"
    for one, job in jobs.items():
        if found := doubled_words(read_shown(open_package(job.docx))):
            message = f"« {found[0]} » : c’est écrit deux fois de suite (près de « {found[1]} »)"
            yield one, Problem("warning", message, remedy, one.file, commune=one.commune)


def _faults(
    engine: Engine, due: Mapping[ConversionJob, Specimen], date: datetime.datetime, workers: Workers
) -> Iterator[tuple[Specimen, Problem]]:
    """Yield the documents that an engine does not print right, each with what is wrong."""
    name = NAMES[engine.info.name]
    printed = engine.convert(list(due), workers=workers, date=date) if due else iter(())
    for conversion, failed in workers.imap(_fault, printed, limits=FOREIGN):
        specimen = due[conversion.job]
        if conversion.error and not printed_as(OURS[0], engine.info.name):
            message = f"{name} n’imprime rien sur ce poste : ce modèle n’a pas été essayé avec lui"
            remedy = "réparez-le, ou fabriquez avec l’autre moteur (--engine)"
            yield specimen, Problem("warning", message, remedy, specimen.file)
        elif failed:
            message = f"{name}{f', pour {specimen.commune}' if specimen.commune else ''} : {failed.message}"
            yield specimen, replace(failed, message=message, file=specimen.file)


def _engines() -> Iterator[Engine]:
    for probe in (EmbeddedEngine.probe, LibreOfficeEngine.probe):
        try:
            yield probe()
        except EngineError:
            continue  # what is not there prints nothing


def _fault(conversion: Conversion) -> Problem | None:
    """Return why a document was not printed, or what the verification would say of it, None when it finds no fault.

    The inspection told of faces that are those of a machine.
    """
    if isinstance(conversion.cause, MisprintError) and conversion.cause.words:
        return _problem(conversion.error, _SIMPLER, _section(conversion.cause.words, conversion.job.docx))
    if conversion.cause:
        return _problem(conversion.cause.fault, conversion.cause.remedy)
    with scratch_folder() as folder:
        path = folder / "essai.pdf"
        path.write_bytes(conversion.pdf)
        if _is_ours(conversion.job.docx):
            path.with_suffix(".docx").write_bytes(conversion.job.docx)
        failures, _ = verify_pdf(path)
    if not failures:
        return None
    return _problem(failures[0].fault, failures[0].remedy or _REMEDIES.get(failures[0].rule, ""))


def _problem(message: str, remedy: str, place: str = "") -> Problem:
    """Return an error whose message and remedy go on with a sentence; without a remedy of its own, that of all."""
    told, remedy = (text if text.startswith(_PROPER) else text[:1].lower() + text[1:] for text in (message, remedy))
    return Problem("error", told.rstrip("."), remedy.rstrip(".") or _SIMPLER, place=place)


def _section(words: str, docx: bytes) -> str:
    """Return where the words stand that are not printed: « article 4 », « tableau 1 »."""
    wanted, package = plain(words), open_package(docx)
    flows = read_flows(package, Styles(package))
    told = [(plain(paragraph.text), paragraph.place) for flow in flows for paragraph in flow.paragraphs]
    held = [(len(text), place.section) for text, place in told if text and wanted.startswith(text)]
    return max(held, key=itemgetter(0))[1] if held else ""


def _is_ours(docx: bytes) -> bool:
    """Tell whether a document asks for faces that travel with the program alone, and not for those of a machine."""
    return all(map(travels, read_faces(docx).all))
