"""A proof of every template: one document of each is printed by each engine, for what only printing tells.

What was printed whole and right is remembered by the template and its data: by this process, and beside what builds
remember, where a build has left something. No other version of the program or of an engine believes it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import page as validator

from generator.avenants.facts import Facts
from generator.avenants.report import render_report
from generator.avenants.samples import sample_avenants, sample_evaluation, sample_sequels
from generator.dossiers.fingerprints import program_sha256, sha256, sha256_of, snapshot
from generator.errors import EngineError, Problem
from generator.inputs.sources import Sources
from generator.pdf.conformity import verify_pdf
from generator.pdf.conversion import Conversion, ConversionJob, EngineInfo
from generator.pdf.embedded import EmbeddedEngine
from generator.pdf.engine import Engine
from generator.pdf.faces import OURS, travels
from generator.pdf.libreoffice import LibreOfficeEngine
from generator.pdf.trial import printed_as
from generator.project import MADE, Project
from generator.rendering.context import for_piece, make_context
from generator.rendering.rendering import renderer_of
from generator.rendering.templates import Templates
from generator.stages.memory import recall, remember
from generator.stages.printing import job_of
from generator.word.faces import read_faces
from generator.workers import Workers

#: The engines, in the words of a clerk.
NAMES = {"embedded": "moteur intégré", "libreoffice": "LibreOffice"}
#: Communes in the report of an evaluation, which has a page of each: one of them has no figures.
_FEW = 3
#: What ends the key of a template whose print depends on the faces of this machine: it is not remembered.
_HERE = " here"
#: The keys of what this process saw printed right.
_SOUND: set[str] = set()


@dataclass(frozen=True, slots=True)
class Proofs:
    """What printing tells of the templates: its problems, and the names of the engines that printed a document each."""

    problems: tuple[Problem, ...]
    engines: tuple[str, ...]


def prove(project: Project, sources: Sources, workers: Workers) -> Proofs:
    """Print a document of each template for the first commune, but those that are known to come out right.

    An error is a document that an engine does not print whole and right. An engine that does not even print a line of
    text is out of order: a warning says so, and no template is at fault. Raises Cancelled.
    """
    path = project.root / MADE / f"epreuves-{project.campaign.name}.json"
    by = [program_sha256(), validator.__version__]
    known = _SOUND | (recall(path, by, frozenset) or frozenset())
    keys = {(engine, name): key for engine in _engines() for name, key in _keys(engine.info, sources).items()}
    documents = _documents(sources, {name for (_, name), key in keys.items() if key not in known})
    problems: list[Problem] = []
    kept, engines = set[str](), list[str]()
    for engine in dict.fromkeys(engine for engine, _ in keys):
        due = [job for name, job in documents.items() if keys[engine, name] not in known]
        faulty = {problem.file: problem for problem in _faults(engine, due, sources, workers)}
        problems += faulty.values()
        kept |= {key for (one, name), key in keys.items() if one == engine and name not in faulty}
        if all(problem.level == "error" for problem in faulty.values()):
            engines.append(engine.info.name)
    kept = {key for key in kept if not key.endswith(_HERE)}
    _SOUND.update(kept)
    if path.parent.is_dir():
        remember(path, by, sorted(kept))
    return Proofs(tuple(problems), tuple(engines))


def _keys(engine: EngineInfo, sources: Sources) -> dict[str, str]:
    """Return what the print of each template depends on, by its name."""
    campaign, logo = sources.campaign, sha256(sources.logo or b"")
    data = sha256_of([snapshot(campaign), *map(snapshot, sources.participants[:_FEW]), logo])
    templates = {piece.template.name: sources.templates[piece.kind] for piece in campaign.templated}
    return {
        name: f"{engine.name} {engine.version} {name} {data} {sha256(template)}{'' if _is_ours(template) else _HERE}"
        for name, template in templates.items()
    }


def _documents(sources: Sources, names: set[str]) -> dict[str, ConversionJob]:
    """Return the first document of each template named: of a convention, an avenant, a letter or the report."""
    if not names:
        return {}
    campaign, first = sources.campaign, sources.participants[0]
    context = make_context(first, campaign, campaign.numbering.number(1))
    pack = campaign.pack(voted=False, note_de_synthese=True, names=first.names)
    asked = [(context, piece, pack) for piece in campaign.documents(note_de_synthese=True) if piece.templated]
    for sample in sample_avenants(first, campaign):
        asked += [(sample.context, piece, sample.pack) for piece in sample.pieces]
    asked += [(named, piece, (piece,)) for named, piece in sample_sequels(first, campaign)]
    renderer, jobs = renderer_of(Templates.of(sources)), dict[str, ConversionJob]()
    for named, piece, held in asked:
        if piece.template.name in names - jobs.keys():
            docx = renderer.render(piece.kind, for_piece(named, piece, campaign, held), first.nom)
            jobs[piece.template.name] = job_of(piece.template.name, piece, docx)
    if campaign.rapport and campaign.rapport.template.name in names:
        few = sources.participants[:_FEW]
        evaluation, changes = sample_evaluation(few, campaign)
        docx = render_report(renderer, Facts.of(campaign), evaluation, few, changes)
        jobs[campaign.rapport.template.name] = job_of(campaign.rapport.template.name, campaign.rapport, docx)
    return jobs


def _faults(engine: Engine, jobs: Sequence[ConversionJob], sources: Sources, workers: Workers) -> Iterator[Problem]:
    """Yield what is wrong with the documents that an engine does not print right."""
    name = NAMES[engine.info.name]
    for conversion in engine.convert(jobs, workers=workers, date=sources.campaign.date) if jobs else ():
        job = conversion.job
        if conversion.error and not printed_as(OURS[0], engine.info.name):
            message = f"{name} n’imprime rien sur ce poste : ce modèle n’a pas été essayé avec lui"
            remedy = "réparez-le, ou fabriquez avec l’autre moteur (--engine)"
            yield Problem("warning", message, remedy, job.name)
        elif said := conversion.error or _failures(conversion):
            message = f"{name}, pour {sources.participants[0].nom} : {said}"
            remedy = "écrivez ce passage plus simplement : un paragraphe, sans zone de texte, note ni section"
            yield Problem("error", message.rstrip("."), remedy, job.name)


def _engines() -> Iterator[Engine]:
    for probe in (EmbeddedEngine.probe, LibreOfficeEngine.probe):
        try:
            yield probe()
        except EngineError:
            continue  # what is not there prints nothing


def _failures(conversion: Conversion) -> str:
    """Return what the verification would say of a printed document, "" when it would find no fault.

    The inspection told of faces that are those of a machine.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "essai.pdf"
        path.write_bytes(conversion.pdf)
        if _is_ours(conversion.job.docx):
            path.with_suffix(".docx").write_bytes(conversion.job.docx)
        failures, _ = verify_pdf(path)
    return " ; ".join(failure.message for failure in failures[:2])


def _is_ours(docx: bytes) -> bool:
    """Tell whether a document asks for faces that travel with the program alone, and not for those of a machine."""
    return all(map(travels, read_faces(docx).all))
