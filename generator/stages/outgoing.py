"""The letters after a signature that are to reach their communes, each with the message that accompanies it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.avenants.occasions import due_letters
from generator.avenants.sequels import Sequel, sequels_of
from generator.delivery.message import Attachment
from generator.dossiers.plan import Dependencies
from generator.inputs.campaign import Campaign
from generator.inputs.communes import Commune
from generator.inputs.kinds import RENEWAL
from generator.inputs.sources import Sources
from generator.project import Project
from generator.register.letters import KeptLetter
from generator.register.mailings import Prepared
from generator.register.originals import Original, read_original
from generator.register.signatures import SCAN
from generator.register.standing import Standing
from generator.register.standings import Standings
from generator.rendering.lettergroups import RenewalGroup
from generator.stages.covers import Cover
from generator.stages.parcels import Parcel, added_words, address_of, message_to, written
from generator.stages.workspace import Workspace


@dataclass(frozen=True, slots=True)
class OutgoingLetter:
    """A letter after a signature that is to reach a commune."""

    sequel: Sequel
    standing: Standing
    letter: KeptLetter

    @property
    def commune(self) -> Commune:
        """To whom it goes."""
        return self.sequel.dossier.commune

    @property
    def notice_by(self) -> datetime.date | None:
        """The last day to denounce the convention that the letter of a renewal says, None when it says none."""
        group = self.sequel.groups.get(RENEWAL)
        return group.denoncer_avant if isinstance(group, RenewalGroup) else None


def outgoing_of(
    project: Project, sources: Sources, found: Standings, selected: Sequence[Commune], today: datetime.date
) -> tuple[list[OutgoingLetter], list[Standing]]:
    """Return the letters that have not left yet, then the signed acts whose letter was never made."""
    asked = {commune.insee for commune in selected}
    due = {
        (standing.number, one.occasion.facts): (standing, one)
        for standing in found.documents
        if standing.insee in asked and standing.state == "signed"
        for one in due_letters(standing, today)
        if not one.sent
    }
    if not due:
        return [], []
    outgoing, unmade = [], []
    for sequel in sequels_of(project, sources, found, Dependencies(sources)):
        standing, one = due.get((sequel.dossier.number, sequel.dossier.facts), (None, None))
        if standing and one:
            if one.letter:
                outgoing.append(OutgoingLetter(sequel, standing, one.letter))
            elif sequel.dossier.documents:
                unmade.append(standing)
    return outgoing, unmade


def make_letter_parcels(
    template: Cover, outgoing: Sequence[OutgoingLetter], campaign: Campaign, space: Workspace, words: str | None = None
) -> list[Parcel]:
    """Write in memory what accompanies letters after signatures; raises as ``make_parcels``, and RegisterError."""

    def parcel(one: OutgoingLetter) -> Parcel:
        sequel, standing, letter, commune = one.sequel, one.standing, one.letter, one.commune
        added = added_words(standing.last_mailing("signature", letter=letter.rank), words, changed=True)
        filled = template.write(sequel.context(), sequel.campaign, commune.nom, (), space.workers).with_words(added)
        message = message_to(filled, commune, tuple(_kept(one, space.project)), campaign)
        kind = letter.document.kind
        prepared = Prepared(
            standing.number, "signature", 0, address_of(commune), {}, letter=letter.rank, kind=kind, words=added
        )
        return Parcel(commune, standing.rank, message, prepared)

    return written(outgoing, parcel, space)


def _kept(one: OutgoingLetter, project: Project) -> Iterator[Attachment]:
    """Yield the PDFs of a letter and of its planning, as the register keeps them, then the act as it was scanned."""
    for kept in one.sequel.dossier.kept:
        file = kept.document.files[-1]
        original = Original(file.sha256, PurePosixPath(file.path).suffix[1:])
        yield Attachment(PurePosixPath(file.path).name, read_original(project.register, original))
    signature = one.standing.signature
    if signature is not None and signature.notified_on is None:
        for scan in signature.files:
            if scan.role == SCAN:
                yield Attachment(PurePosixPath(scan.path).name, read_original(project.register, scan.original))
