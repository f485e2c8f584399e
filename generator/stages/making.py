"""What was written made into files: printed, bound, gathered in volumes and verified, with what can begin meanwhile."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from generator.dossiers.manifest import Manifest
from generator.dossiers.outcomes import Outcome
from generator.pdf.engine import Engine
from generator.progress import Stage
from generator.stages.ahead import LONG, Ahead
from generator.stages.packs import packs_of
from generator.stages.preparation import Prepared, foresee
from generator.stages.printing import print_documents
from generator.stages.printset import volumes_of
from generator.stages.remembered import Remembered, unverified
from generator.stages.volumes import begin_binding, bind
from generator.stages.workspace import Workspace

if TYPE_CHECKING:
    from generator.stages.verification import VerifiedFile

#: So few documents are printed by this process: another one may begin to merge what stays as it is.
FEW = 6


def begin(space: Workspace, engine: Engine, begun: ExitStack, count: int) -> None:
    """Start what will print so many documents and merge them, before they are written."""
    if space.workers.count > 1:
        if count <= FEW:
            begun.enter_context(engine.begun(space.scratch))
        from generator.stages.merging import merge  # here, not above: a build of nothing merges nothing

        space.workers.warm(merge)  # a recueil is to be merged and verified soon, with others


def make(
    prepared: Prepared, space: Workspace, engine: Engine, remembered: Remembered | None
) -> tuple[tuple[Outcome, ...], Ahead[Any, Any] | None]:
    """Print the drafts and bind what they belong to; return what became of everything.

    Documents are verified meanwhile, when builds have ``remembered`` what is sound.
    """
    plan, force = prepared.plan, prepared.plan.wanted.force
    prepared.signed.restore(space)
    if 0 < len(prepared.drafts.stale) <= FEW:
        begin_binding(foresee(prepared, space).volumes, space, force=force)
    with space.clock.stage(Stage.PRINTING, len(prepared.drafts.stale)):
        made = [*prepared.drafts.unchanged, *print_documents(prepared.drafts.stale, space, engine)]
    documents = [outcome for outcome in made if not outcome.period]
    reports = [outcome for outcome in made if outcome.period]
    with space.clock.stage(Stage.BINDING, len(plan.chosen)):
        packs = bind(packs_of(plan, documents, space), space, force=force)
    bound = [*packs, *prepared.signed.outcomes]
    with space.clock.stage(Stage.GATHERING):
        volumes = volumes_of(plan, documents, reports, bound, space)
        ahead = _ahead(made, space, remembered)
        share = ahead.share if ahead else functools.partial(space.workers.imap, worth=2, limits=LONG)
        gathered = bind(volumes, space, force=force, share=share)
    return (*documents, *packs, *prepared.signed.outcomes, *gathered, *reports), ahead


def _ahead(made: Sequence[Outcome], space: Workspace, remembered: Remembered | None) -> Ahead[Any, Any] | None:
    """Return the verification of the documents that were made, which waits for no recueil; None without any."""
    if remembered is None or all(outcome.state != "built" for outcome in made):
        return None
    from generator.stages.verification import verified_ahead

    return verified_ahead(made, space.project.output, space.workers, remembered)


def verify(
    manifest: Manifest,
    outcomes: tuple[Outcome, ...],
    space: Workspace,
    remembered: Remembered,
    ahead: Ahead[Any, Any] | None,
) -> tuple[VerifiedFile, ...]:
    """Verify what was made, and what stands that no build found sound; return what does not pass."""
    made, standing = (
        {file.path for outcome in outcomes if outcome.state == state for file in outcome.files}
        for state in ("built", "unchanged")
    )
    due = made | unverified(manifest, standing, remembered)
    if not due:
        return ()
    # Here, not above: a build of nothing verifies nothing, and what reads PDFs takes a noticeable time to load.
    from generator.stages.verification import verify_files

    with space.clock.stage(Stage.VERIFYING, len(due)):
        verified = verify_files(space.project.output, manifest, due, space.workers, space.clock, remembered, ahead)
    return tuple(file for file in verified if not file.ok)
