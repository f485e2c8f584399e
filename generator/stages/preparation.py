"""All that a build does before anything is written: numbers reserved, documents planned, what changed rendered.

A build, ``build --dry-run``, ``diff`` and ``mail`` ask it the same question: what would be made now, and why.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from generator.avenants.planned import plan_dossiers
from generator.dossiers.dossier import PlannedDocument
from generator.dossiers.manifest import Manifest
from generator.dossiers.members import roll_of
from generator.dossiers.outcomes import Outcome
from generator.dossiers.plan import Plan, Wanted
from generator.dossiers.records import Inputs
from generator.errors import RegisterError
from generator.inputs.communesfile import CommunesFiles
from generator.inputs.sources import Sources
from generator.pdf.conversion import EngineInfo
from generator.progress import LOGGER, Stage
from generator.project import Project
from generator.register.ledger import Entries, Ledger, RegisterRequest, commit, reserve
from generator.register.standings import read_standings
from generator.stages.drafts import Drafts, make_drafts
from generator.stages.packs import packs_of
from generator.stages.printing import engine_sha256
from generator.stages.printset import volumes_of
from generator.stages.signed import SignedFiles, read_signed
from generator.stages.tasks import Written
from generator.stages.volumes import Volume, due
from generator.stages.workspace import Workspace
from generator.stages.writing import Writer

#: How often a build prepares again when others write to the register meanwhile.
ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a build is about to make: ``ledger`` is the register once its numbers are given."""

    plan: Plan
    ledger: Ledger
    inputs: Inputs
    drafts: Drafts
    signed: SignedFiles


def prepare(
    sources: Sources,
    wanted: Wanted,
    engine: EngineInfo,
    space: Workspace,
    request: RegisterRequest | None = None,
    known: Mapping[PlannedDocument, Written] = MappingProxyType({}),
    *,
    signed: bool = True,
    before: Callable[[int], None] | None = None,
) -> Prepared:
    """Plan every dossier and render what changed; nothing is written, in the output or in the register.

    ``request`` is an evaluation to record with it; ``known`` are the documents rendered by an earlier attempt;
    ``signed`` false leaves the signed dossiers aside; ``before`` is called before so many documents are rendered.
    Raises TemplateError, DataError, RegisterError, RefusedError.
    """
    project = space.project
    campaign = sources.campaign
    returning = [
        insee for insee, one in read_standings(project.register, campaign.name).roll.items() if not one.present
    ]
    ledger = reserve(project.register, _entries(sources, wanted, request))
    _check_numbers(space.previous, ledger, sources, project)
    planned = plan_dossiers(project, sources, ledger, wanted, request)
    inputs = Inputs.of(
        sources, planned.plan.acts, {avenant.number: avenant.content.told for avenant in planned.avenants}
    )
    writer = Writer(planned, space.workers, before)
    with space.clock.stage(Stage.DRAFTING, planned.plan.size):
        drafts = make_drafts(planned.plan, writer, inputs, space, engine_sha256(engine), known, returning)
        kept = read_signed(planned.plan, writer, inputs, ledger.standings, space) if signed else SignedFiles()
    return Prepared(planned.plan, ledger, inputs, drafts, kept)


def prepare_and_commit(
    sources: Sources,
    wanted: Wanted,
    engine: EngineInfo,
    space: Workspace,
    request: RegisterRequest | None = None,
    beside: CommunesFiles | None = None,
    before: Callable[[int], None] | None = None,
) -> Prepared:
    """Prepare, then give the numbers and record the evaluation, with what is written ``beside``, all or nothing.

    When others wrote to the register meanwhile, what that concerns is planned and rendered again. Raises what
    ``prepare`` raises, and RegisterError when they do not stop.
    """
    register, entries = space.project.register, _entries(sources, wanted, request)
    known: Mapping[PlannedDocument, Written] = {}
    for _ in range(ATTEMPTS):
        prepared = prepare(sources, wanted, engine, space, request, known, before=before)
        space.clock.check()
        reserved = prepared.ledger
        try:
            found = commit(register, entries, reserved, beside.write if beside else None)
        except BaseException:
            if beside:
                beside.undo()
            raise
        if found == reserved:
            return prepared
        LOGGER.info("the register changed meanwhile: prepared again")
        known = prepared.drafts.written
    raise RegisterError(
        f"{register} : d’autres traitements y écrivent sans cesse ; attendez qu’ils finissent et recommencez."
    )


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What making it would give, if every document can be printed; ``volumes`` are those of all packs."""

    documents: tuple[Outcome, ...]
    packs: tuple[Outcome, ...]
    volumes: tuple[Volume, ...]
    reports: tuple[Outcome, ...]


def foresee(prepared: Prepared, space: Workspace) -> Foreseen:
    """Return what making it would give.

    A pack is foreseen with every document to print, even one that comes out as it was: its build then leaves it alone.
    """
    plan = prepared.plan
    stale = prepared.drafts.stale
    drafted = [draft.planned.outcome("built", draft.reason, reprinted=draft.reprinted) for draft in stale]
    made = [*prepared.drafts.unchanged, *drafted]
    documents = tuple(outcome for outcome in made if not outcome.period)
    reports = tuple(outcome for outcome in made if outcome.period)
    packs = tuple(due(pack, space, force=plan.wanted.force) for pack in packs_of(plan, documents, space))
    bound = [*packs, *prepared.signed.outcomes]
    return Foreseen(documents, packs, tuple(volumes_of(plan, documents, reports, bound, space)), reports)


def forecast(prepared: Prepared, space: Workspace) -> tuple[Outcome, ...]:
    """Return what making it would do, if every document can be printed."""
    seen = foresee(prepared, space)
    volumes = [due(volume, space, force=prepared.plan.wanted.force) for volume in seen.volumes]
    return (*seen.documents, *seen.packs, *prepared.signed.outcomes, *volumes, *seen.reports)


def _entries(sources: Sources, wanted: Wanted, request: RegisterRequest | None) -> Entries:
    """Return what a build enters in the register: numbers of the communes that it makes, in the order of communes.csv.

    What follows a signature begins no dossier.
    """
    codes = tuple(code for code in sources.codes if code in wanted.communes) if request is None else ()
    return Entries(sources.campaign.name, sources.campaign.numbering, codes, request, roll_of(sources))


def _check_numbers(previous: Manifest, ledger: Ledger, sources: Sources, project: Project) -> None:
    """Refuse a register that has lost the numbers of the output: giving them again would give them to others.

    Raises RegisterError.
    """
    holders, codes = {one.number: one.insee for one in ledger.standings.documents}, set(sources.codes)
    for record in previous.documents:
        holder = holders.get(record.number)
        if holder == record.insee or (holder and record.insee not in codes):  # its commune left, or changed its code
            continue
        held = f"y est donné à une autre commune ({sources.name_of(holder)})" if holder else "n’y est pas"
        raise RegisterError(
            f"{project.register} : {record.number} ({record.commune} dans {project.manifest}) {held} ; le registre a "
            "été perdu ou remplacé : reprenez sa sauvegarde."
        )
