"""The main job: from communes.csv and the templates to numbered dossiers, packs and the recueil."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from generator.avenants.planned import plan_dossiers
from generator.dossiers.manifest import Manifest
from generator.dossiers.plan import Plan, select_kinds
from generator.dossiers.records import DocumentRecord, Inputs
from generator.errors import DataError, Problem, RegisterError
from generator.inputs.kinds import ORIGINALS, PACK, RECUEIL
from generator.inputs.sources import Sources, select_communes
from generator.pdf.engine import Engine, select_engine
from generator.project import MAILS, Project
from generator.register.ledger import AvenantRequest, allocation
from generator.register.standings import Completion, Standings, mark_complete
from generator.runs.verify import VerifiedFile, verify_files
from generator.stages.assessments import make_reports
from generator.stages.drafts import make_drafts
from generator.stages.packs import assemble_packs, bind_avenants, bind_recueil
from generator.stages.printing import engine_sha256, print_documents
from generator.stages.printset import print_originals, to_be_signed
from generator.stages.reading import read_inspected
from generator.stages.signed import freeze
from generator.stages.workspace import BuildRequest, Clock, Outcome, Progress, Workspace, open_workspace
from generator.stages.writing import Writer


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: one outcome per document, pack and recueil; ``timings`` in seconds by stage.

    ``faulty`` are the files it made that do not pass verification.
    """

    manifest: Manifest
    outcomes: tuple[Outcome, ...]
    problems: tuple[Problem, ...]
    faulty: tuple[VerifiedFile, ...]
    timings: dict[str, float]

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """What could not be made."""
        return tuple(outcome for outcome in self.outcomes if outcome.state == "failed")

    def as_json(self) -> dict[str, Any]:
        """Return the manifest with the state and the reason of each document, the problems and the timings."""
        told = {(outcome.number, outcome.kind): outcome for outcome in self.outcomes}
        result = self.manifest.as_json()
        for item in result["documents"]:
            _tell(item, told.pop((item["number"], item["kind"]), None))
        for key, kind in (("recueil", RECUEIL), ("originals", ORIGINALS)):
            if result[key]:
                _tell(result[key], told.pop(("", kind), None))
        for item in result["others"]:
            _tell(item, told.pop(("", item["kind"]), None))
        for outcome in told.values():
            item = {
                "insee": outcome.insee,
                "commune": outcome.commune,
                "kind": outcome.kind,
                "number": outcome.number,
            }
            result["documents"].append(item | {"files": [], "state": outcome.state, "reason": outcome.reason})
        result["faulty"] = [asdict(file) for file in self.faulty]
        result["problems"] = [asdict(problem) for problem in self.problems]
        result["timings"] = {stage: round(seconds, 3) for stage, seconds in self.timings.items()}
        return result


def build(
    project: Project, request: BuildRequest, progress: Progress, amending: AvenantRequest | None = None
) -> BuildReport:
    """Make what is missing or out of date of the campaign's dossiers, and nothing else.

    Everything is read, checked and rendered before a file or a number is made. A document that cannot be
    printed, or does not pass verification, is reported and stops no other. ``amending`` is an evaluation to record:
    its avenants get their numbers with their first drafts. Raises DataError, TemplateError, RefusedError,
    EngineError when there is no engine, RegisterError, UsageError.
    """
    clock = Clock(progress)
    with clock.stage("Lecture"):
        sources = read(project, request)
        selected = select_communes(sources.participants, request.communes)
        kinds = select_kinds(sources.campaign, request.only)
        engine = select_engine(request.engine)
    campaign, insee = sources.campaign, [commune.insee for commune in sources.participants]
    with open_workspace(project, request, clock, campaign.date) as space:
        keep = not request.dry_run
        with allocation(project.register, campaign.name, campaign.numbering, insee, amending, keep=keep) as ledger:
            check_numbers(space.previous, ledger.numbers, project)
            plan, avenants = plan_dossiers(project, sources, ledger, selected, kinds)
            inputs = Inputs.of(sources, plan.acts, {avenant.number: avenant.content for avenant in avenants})
            writer = Writer(sources, avenants, space)
            with clock.stage("Rédaction", plan.size):
                drafts = make_drafts(plan, writer, inputs, space, engine_sha256(engine.info))
                frozen = freeze(plan, writer, inputs, ledger.standings, space)
        with clock.stage("Conversion en PDF", len(drafts.stale)):
            documents = [*drafts.unchanged, *print_documents(drafts.stale, space, engine)]
            reports = make_reports(project, sources, ledger, writer, space, engine)
        with clock.stage("Packs", len(plan.chosen)):
            packs = assemble_packs(plan, campaign, documents, space)
        with clock.stage("Recueil"):
            whole = [
                *bind_recueil(plan, campaign, [*packs, *frozen], space),
                *print_originals(plan, campaign, documents, space),
                *bind_avenants(plan, campaign, reports, [*packs, *frozen], space),
                *reports,
            ]
        with clock.stage("Enregistrement"):
            manifest = record(plan, sources, inputs, engine, [*documents, *packs, *frozen], whole, space)
            if keep:
                mark_complete(project.register, completions(plan, ledger.standings, manifest))
        outcomes = (*documents, *packs, *frozen, *whole)
        made = {file.path for outcome in outcomes if outcome.state == "built" for file in outcome.files}
        verified: tuple[VerifiedFile, ...] = ()
        if request.verify:
            with clock.stage("Vérification", len(made)):
                verified = verify_files(project.output, manifest, made, clock, request.jobs)
    faulty = tuple(file for file in verified if not file.ok)
    return BuildReport(manifest, outcomes, sources.problems, faulty, clock.timings)


def check_numbers(previous: Manifest, numbers: Mapping[str, str], project: Project) -> None:
    """Refuse a register that has lost the numbers of the output: giving them again would give them to others.

    Raises RegisterError.
    """
    for record in previous.documents:
        number = numbers.get(record.insee, record.number)
        if number != record.number and not record.rank:
            raise RegisterError(
                f"{project.register} : {record.commune} y porte le numéro {number}, mais {record.number} dans "
                f"{project.manifest} ; le registre a été perdu ou remplacé : reprenez sa sauvegarde."
            )


def read(project: Project, request: BuildRequest) -> Sources:
    """Read and check the inputs, templates included; with ``strict``, warnings are errors."""
    sources = read_inspected(project)
    if request.strict and sources.problems:
        raise DataError(
            f"{len(sources.problems)} avertissement(s), traités comme des erreurs (--strict).",
            sources.problems,
        )
    if request.originals:
        to_be_signed(sources.campaign)
    return sources


def completions(plan: Plan, standings: Standings, manifest: Manifest) -> list[Completion]:
    """Return the dossiers of this build that wait for nothing but signatures, and those that no longer do.

    A deliberation that was not transmitted yet completes nothing: the mayor may not sign on it.
    """
    own = {standing.number: standing.act for standing in standings.documents}
    made = {record.inputs_sha256 for record in manifest.documents}
    return [
        Completion(
            dossier.number,
            own[dossier.number],
            bool(dossier.act.transmitted_on) and all(planned.inputs_sha256 in made for planned in dossier.bound),
        )
        for dossier in plan.chosen
        if dossier.act
    ]


def record(
    plan: Plan,
    sources: Sources,
    inputs: Inputs,
    engine: Engine,
    documents: list[Outcome],
    whole: list[Outcome],
    space: Workspace,
) -> Manifest:
    """Write the manifest of what the output now holds, then remove the files that it no longer lists.

    What this build did not concern stays as recorded, and so does what is signed, even of a commune that no longer
    participates; a document that failed, the packs it belongs to and
    originals of documents made again are out of date and leave the output.
    """
    made = {(outcome.number, outcome.kind): outcome.record for outcome in documents}
    kept = {(item.number, item.kind): item for item in space.previous.documents}
    wanted = [
        (dossier.number, kind)
        for dossier in plan.dossiers
        for kind in (*(planned.kind for planned in dossier.documents), PACK)
    ]
    wanted += [key for key in made if key not in wanted]
    records = [made.get(key, kept.get(key)) for key in wanted]
    bound = {outcome.kind: outcome.record for outcome in whole}
    signed = {piece.kind for piece in sources.campaign.pieces if piece.a_signer}
    outdated = any(outcome.kind in signed and outcome.state != "unchanged" for outcome in documents)
    manifest = Manifest(
        sources.campaign.name,
        engine.info.name,
        engine.info.version,
        tuple(item for item in records if item),
        bound.get(RECUEIL, space.previous.recueil),
        bound.get(ORIGINALS, None if outdated else space.previous.originals),
        _others(bound, plan, space),
        space.previous.inputs.updated(inputs, plan.selected, whole=plan.whole),
    )
    if not space.request.dry_run:
        manifest.write(space.project.manifest)
        _remove(space.previous.files() - manifest.files(), space)
        _withdraw_mails(documents, space)
    return manifest


def _others(bound: Mapping[str, DocumentRecord | None], plan: Plan, space: Workspace) -> tuple[DocumentRecord, ...]:
    """Return what goes with the avenants: as made by this build, or as it was."""
    before = {record.kind: record for record in space.previous.others} if plan.avenants else {}
    kinds = dict.fromkeys([*before, *(kind for kind in bound if kind not in (RECUEIL, ORIGINALS))])
    found = [bound.get(kind, before.get(kind)) for kind in kinds]
    return tuple(record for record in found if record)


def _remove(paths: set[str], space: Workspace) -> None:
    for path in paths:
        file = space.project.output / path
        file.unlink(missing_ok=True)
        if file.parent != space.project.output and file.parent.is_dir() and not any(file.parent.iterdir()):
            file.parent.rmdir()


def _withdraw_mails(documents: list[Outcome], space: Workspace) -> None:
    """Remove the e-mail drafts of dossiers that changed: what they hold must not be sent any more."""
    for number in {outcome.number for outcome in documents if outcome.state != "unchanged"}:
        for mail in (space.project.output / MAILS).glob(f"{number}-*"):
            mail.unlink()


def _tell(item: dict[str, Any], outcome: Outcome | None) -> None:
    """Add what became of a document; one that the build did not concern is unchanged."""
    item["state"], item["reason"] = (outcome.state, outcome.reason) if outcome else ("unchanged", "")
