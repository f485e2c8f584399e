"""What is remembered of a build: the manifest, written last, and in the register which dossiers are complete."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from generator.dossiers.dossier import PlannedDocument
from generator.dossiers.manifest import Manifest
from generator.dossiers.outcomes import Outcome
from generator.dossiers.plan import Plan
from generator.dossiers.records import DocumentRecord, Inputs
from generator.files import regular_file, sweep
from generator.inputs.kinds import EVALUATION, ORIGINALS, PACK, RECUEIL, RECUEIL_AVENANTS, volume_of
from generator.pdf.conversion import EngineInfo
from generator.project import MADE, Project
from generator.refusals import removing
from generator.register.ledger import Completion
from generator.register.numbering import given_numbers
from generator.register.standings import Standings
from generator.stages.outdated import leading, outdated_drafts
from generator.stages.workspace import Workspace

_VOLUMES = (RECUEIL, RECUEIL_AVENANTS, ORIGINALS)
#: How a DOCX is called among those that are kept as they were made.
_MADE_NAME = re.compile(r"[0-9a-f]{64}\.docx")


def new_manifest(
    plan: Plan, inputs: Inputs, engine: EngineInfo, outcomes: Sequence[Outcome], previous: Manifest
) -> Manifest:
    """Return what the output holds after a build.

    What this build did not concern stays as recorded, and so does what is signed, even of a commune that no longer
    participates; a document that failed and the packs it belongs to are out of date and leave the output. The originals
    stay until others take their place. Letters come last, in the order in which they were kept.
    """
    documents = [outcome for outcome in outcomes if outcome.group in ("document", "pack")]
    whole = {outcome.kind: outcome.record for outcome in outcomes if outcome.group in ("volume", "report")}
    made = {outcome.key: outcome.record for outcome in documents}
    kept = {record.key: record for record in previous.documents}
    wanted = [
        (dossier.number, kind)
        for dossier in plan.dossiers
        for kind in (*(planned.kind for planned in dossier.documents), PACK)
    ]
    letters = [(letter.document.number, letter.document.kind) for letter in plan.letters]
    letters += [planned.key for sequel in plan.sequels for planned in sequel.documents]
    known = {*wanted, *letters}
    wanted += [key for key in made if key not in known]
    wanted += letters
    records = [made.get(key, kept.get(key)) for key in wanted]
    originals = whole.get(ORIGINALS)
    return Manifest(
        plan.campaign.name,
        engine.name,
        engine.version,
        tuple(record for record in records if record),
        whole.get(RECUEIL, previous.recueil),
        originals or previous.originals,
        _others(whole, plan, previous),
        previous.inputs.updated(inputs, plan.remade(previous.inputs.communes), whole=plan.whole),
        plan.wanted.duplex,
        _copied(plan, made) if originals else previous.copied,
    )


def record(manifest: Manifest, outcomes: Iterable[Outcome], space: Workspace) -> None:
    """Remove what the manifest no longer lists and e-mail drafts that are out of date, then write it if it is another.

    What cannot be removed stays listed by the former one, for the next build to try again. That one does not decide
    alone: a file leaves only when its name is one that the program gives, with a number of the register. Raises
    OutputError.
    """
    numbers = given_numbers(space.project.register, manifest.campaign)
    gone = [path for path in space.previous.files() - manifest.files() if _is_named(PurePosixPath(path).name, numbers)]
    with removing():
        for path in gone:
            _remove(space.project.output, path)
        for drafts in outdated_drafts(outcomes, space.project).values():
            for draft in drafts:
                draft.unlink()
        if manifest != space.previous:
            manifest.write(space.project.manifest)
        _forget_made(manifest, space.project)


def _is_named(name: str, numbers: Collection[str]) -> bool:
    """Tell whether a file is called as the program calls its own."""
    if not name.endswith((".docx", ".pdf")):
        return False
    kind, _, _ = name.rpartition(".")
    return (
        volume_of(kind)[0] in _VOLUMES
        or kind.startswith(f"{EVALUATION}-")
        or any(one in numbers for one in leading(kind))
    )


def _remove(output: Path, path: str) -> None:
    """Remove a file of the output, and its folder when nothing else is in it."""
    file = regular_file(output, path)
    if file is None:
        return
    file.unlink()
    if file.parent != output and not any(file.parent.iterdir()):
        file.parent.rmdir()


def _forget_made(manifest: Manifest, project: Project) -> None:
    """Delete the DOCX as they were made that no output of the project holds any more."""
    paths = (path for path in project.root.glob("output/*/manifest.json") if path != project.manifest)
    others = filter(None, map(Manifest.read, paths))
    held = {f"{file.sha256}.docx" for one in (manifest, *others) for record in one.records for file in record.files}
    for file in (project.root / MADE).glob("*"):
        if file.name not in held and _MADE_NAME.fullmatch(file.name) and file.is_file():
            file.unlink()
    sweep(project.root / MADE)


def _copied(plan: Plan, made: Mapping[tuple[str, str], DocumentRecord | None]) -> dict[str, dict[str, str]]:
    """Return the SHA-256 of the files of which originals were printed, by number and kind."""
    records = {
        dossier.number: [made.get(planned.key) for planned in dossier.documents if planned.piece.a_signer]
        for dossier in plan.to_sign
    }
    return {number: {one.kind: one.files[-1].sha256 for one in found if one} for number, found in records.items()}


def completions(
    plan: Plan, standings: Standings, manifest: Manifest, outcomes: Iterable[Outcome] = ()
) -> list[Completion]:
    """Return the dossiers of a build that wait for nothing but signatures, and those that no longer do.

    Of ``outcomes`` that are only foreseen, each counts as made.

    A deliberation that was not transmitted yet, or authorises nothing, completes nothing: the mayor may not sign on it.
    """
    own = {standing.number: standing.act for standing in standings.documents}
    made = {record.inputs_sha256 for record in manifest.documents}
    foreseen = {one.key for one in outcomes if one.state == "built" and one.record is None}

    def is_made(planned: PlannedDocument) -> bool:
        return planned.inputs_sha256 in made or planned.key in foreseen

    return [
        Completion(dossier.number, own[dossier.number], not dossier.unready and all(map(is_made, dossier.bound)))
        for dossier in plan.chosen
        if dossier.act
    ]


def _others(whole: Mapping[str, DocumentRecord | None], plan: Plan, previous: Manifest) -> tuple[DocumentRecord, ...]:
    """Return what goes with the avenants, and the further volumes: as made by this build, or as it was.

    Those of a recueil that this build made are as many as it made.
    """
    made = {volume_of(kind)[0] for kind in whole}
    kept = [one for one in previous.others if plan.avenants or volume_of(one.kind)[0] == RECUEIL]
    before = {one.kind: one for one in kept if volume_of(one.kind)[0] not in made or one.kind in whole}
    kinds = dict.fromkeys([*before, *(kind for kind in whole if kind not in (RECUEIL, ORIGINALS))])
    found = [whole.get(kind, before.get(kind)) for kind in kinds]
    return tuple(record for record in found if record)
