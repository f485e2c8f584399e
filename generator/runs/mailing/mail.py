"""E-mail drafts: a commune's dossier, a reminder, a letter after a signature; to be read again and sent by hand."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.avenants.occasions import lettered
from generator.delivery.message import MailDraft as MailDraft, as_zip, read_draft
from generator.dossiers.manifest import Manifest
from generator.dossiers.members import members_of, select_participants
from generator.dossiers.mergers import with_standings
from generator.dossiers.situation import PATIENCE
from generator.errors import Problem, TemplateError, UsageError
from generator.inputs.campaign import COVER, LETTER, REMINDER
from generator.inputs.communes import Commune
from generator.inputs.kinds import spoken
from generator.inputs.sources import Sources
from generator.progress import Clock, Progress, Stage
from generator.project import MAIL_SUFFIXES, MAILS, Project
from generator.register.database import open_register, transaction
from generator.register.journal import today_in_france
from generator.register.mailings import record_prepared
from generator.register.standing import Standing
from generator.register.standings import read_standings
from generator.runs.mailing.dispatch import (
    REBUILD,
    UNWRITTEN,
    Dispatch,
    Reminding,
    check_fresh,
    dispatch_of,
    left_out,
    untimely,
)
from generator.runs.report import Done, as_plain
from generator.stages.covers import Cover
from generator.stages.outgoing import make_letter_parcels
from generator.stages.parcels import Parcel, make_parcels
from generator.stages.reading import read_inspected
from generator.stages.workspace import Workspace, open_workspace
from generator.workers import LocalWorkers

#: What many town halls' servers refuse, in bytes as sent: attachments grow by a third in base64.
HEAVY = 10_000_000


@dataclass(frozen=True, slots=True)
class Mail:
    """One draft: ``path`` and ``archive`` are relative to the campaign's output, ``bytes`` is the draft's size.

    ``recipient`` is None when the commune has no e-mail: the draft then has nobody to go to. ``reminder`` is the rank
    of a reminder, 0 for the dossier; ``resend`` tells a dossier that left before and has changed since. ``letter`` is
    how the letter after a signature is called that it bears, "" for a dossier.
    """

    insee: str
    commune: str
    number: str
    recipient: str | None
    path: str
    bytes: int
    attachments: tuple[str, ...]
    archive: str | None
    reminder: int = 0
    resend: bool = False
    letter: str = ""


@dataclass(frozen=True, slots=True)
class MailRequest:
    """To which communes, all when none is named; ``archives`` adds a ZIP of the same files to each draft.

    ``remind`` writes reminders, to those that have not answered ``patience`` days after the last letter. ``words`` are
    added to each letter; None keeps those that were added to a draft which waits. ``dry`` writes and notes nothing.
    """

    communes: tuple[str, ...] = ()
    archives: bool = False
    jobs: int | None = None
    remind: bool = False
    patience: int = PATIENCE
    words: str | None = None
    dry: bool = False
    today: datetime.date = field(default_factory=today_in_france)

    @property
    def reminding(self) -> Reminding | None:
        """How reminders are asked for, None when they are not."""
        return Reminding(self.today, self.patience, bool(self.communes)) if self.remind else None


@dataclass(frozen=True, slots=True)
class MailReport(Done):
    """The drafts that were written, in the order of communes.csv; ``problems`` are warnings.

    ``shown`` are those that would be, as their communes will see them, where nothing was to be written.
    """

    mails: tuple[Mail, ...]
    shown: tuple[MailDraft, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the drafts and the warnings; of those that are only shown, what they say too."""
        shown = {"shown": as_plain(self.shown)} if self.shown else {}
        return {"mails": as_plain(self.mails)} | shown | {"problems": as_plain(self.problems)}


def run(project: Project, request: MailRequest, progress: Progress) -> MailReport:
    """Write an e-mail draft for each commune named, or for all; nothing is sent.

    Before the vote, the drafts, what is to be annexed to the deliberation and the pack are attached; after it, the
    pack. A signed dossier leaves no more, but the letters that follow its signature do, until they are said to have
    left; without any, it is told and passed over. Drafts of the same communes are replaced. The register notes what was
    prepared, and nothing when it was prepared already: no date changes. A dossier that left and has changed since is
    told as such; it is sent again before any reminder.

    Raises UsageError when a dossier was never made or is out of date, TemplateError when courriel.txt or relance.txt is
    missing or a letter cannot be written, DataError, RegisterError, OutputError, Cancelled; nothing is written then.
    """
    clock = Clock(progress)
    with clock.stage(Stage.READING):
        sources, standings = with_standings(project, read_inspected(project))
        members = members_of(sources, standings)
        departed = {one.insee for one in members if one.absence}
        beside = () if request.remind else lettered(standings, request.today, left=False)
        selected = select_participants(members, request.communes, beside=beside)
        template = _letter(project, sources, REMINDER if request.remind else LETTER)
    if Manifest.read(project.manifest) is None:
        raise UsageError(f"{project.output} : aucun dossier n’y est fabriqué ; {REBUILD}.")
    with (
        LocalWorkers(request.jobs, clock.check) as workers,
        open_workspace(project, clock, workers, sources.campaign.date, dry=request.dry) as space,
    ):
        standings = read_standings(project.register, sources.campaign.name)
        leaving = dispatch_of(sources, standings, selected, space, request.reminding, departed, request.today)
        with clock.stage(Stage.COMPARING_DOSSIERS):
            check_fresh(sources, leaving.communes, space)
        with clock.stage(Stage.DRAFTING, len(leaving.pending) + len(leaving.outgoing)):
            parcels = _parcels(template, sources, leaving, request, space)
        late = list(untimely(sources, parcels, leaving.outgoing, request.today))
        if request.dry:
            return _shown(parcels, (*leaving.withheld, *late))
        with clock.stage(Stage.RECORDING, len(parcels)):
            _withdraw(leaving.signed, project)
            mails = [_write(parcel, space, archives=request.archives) for parcel in parcels]
        with open_register(project.register, writing=True) as connection, transaction(connection):
            made = [parcel.prepared for parcel in parcels]
            record_prepared(connection, project.register, sources.campaign.name, made)
    left = () if request.communes or request.remind else left_out(members)
    told = (*left, *leaving.withheld, *leaving.passed_over, *late, *_problems(parcels, mails))
    return MailReport(tuple(mails), problems=told)


def _parcels(
    template: Cover, sources: Sources, leaving: Dispatch, request: MailRequest, space: Workspace
) -> list[Parcel]:
    """Write in memory what leaves; raises TemplateError when a letter cannot be written."""
    parcels = make_parcels(template, sources, leaving.pending, space, reminding=request.remind, words=request.words)
    if leaving.outgoing:
        cover = _letter(space.project, sources, COVER)
        parcels += make_letter_parcels(cover, leaving.outgoing, sources.campaign, space, request.words)
    return parcels


def _letter(project: Project, sources: Sources, name: str) -> Cover:
    if name in sources.letters:
        return Cover(sources.letters[name], name)
    message = f"le modèle des {'relances' if name == REMINDER else 'courriels'} manque"
    problem = Problem("error", message, UNWRITTEN, name)
    raise TemplateError(f"{project.campaign / name} : {message} ; {UNWRITTEN}.", [problem])


def _write(parcel: Parcel, space: Workspace, *, archives: bool) -> Mail:
    """Put one draft in its place, whole, and its archive; raises OutputError when that is impossible."""
    message = parcel.message
    path, archive = f"{parcel.path}.eml", f"{parcel.path}.zip"
    made = {path: message.as_eml()} | ({archive: as_zip(message)} if archives else {})
    for name, data in made.items():
        space.write(data, name)
    if not archives:
        (space.project.output / archive).unlink(missing_ok=True)  # that of an earlier run is out of date
    space.clock.step(parcel.commune.nom)
    return _mail(parcel, len(made[path]), archive if archives else None)


def _mail(parcel: Parcel, size: int, archive: str | None) -> Mail:
    message = parcel.message
    return Mail(
        parcel.commune.insee,
        parcel.commune.nom,
        parcel.number,
        message.recipient.address if message.recipient else None,
        f"{parcel.path}.eml",
        size,
        tuple(file.name for file in message.attachments),
        archive,
        parcel.prepared.reminder,
        parcel.resend is not None,
        spoken(parcel.prepared.kind),
    )


def _shown(parcels: Sequence[Parcel], passed: tuple[Problem, ...]) -> MailReport:
    """Return what would be written."""
    mails, shown = [], []
    for parcel in parcels:  # thousands of messages are never held at once
        data = parcel.message.as_eml()
        mails.append(_mail(parcel, len(data), None))
        shown.append(read_draft(data))
    return MailReport(tuple(mails), tuple(shown), problems=(*passed, *_problems(parcels, mails)))


def _problems(parcels: Sequence[Parcel], mails: Sequence[Mail]) -> Iterator[Problem]:
    """Yield what the clerk has to do about some drafts."""
    for parcel, found in zip(parcels, mails, strict=True):
        commune = parcel.commune
        if found.recipient is None:
            yield Problem(
                "warning",
                "sans adresse : le brouillon n’a pas de destinataire",
                "complétez la colonne courriel, écrivez l’adresse dans le brouillon, ou remettez le dossier autrement "
                "(--zip)",
                *commune.place("courriel"),
                "courriel",
                commune.nom,
            )
        if found.bytes > HEAVY:
            size = f"{found.bytes / 1_000_000:.1f}".replace(".", ",")
            yield Problem(
                "warning",
                f"le message pèse {size} Mo, pièces jointes encodées : beaucoup de mairies le refuseraient",
                "déposez l’archive (--zip) sur une plateforme d’échange, ou allégez le logo et les modèles",
                found.path,
                commune=commune.nom,
            )


def _withdraw(signed: Sequence[tuple[Commune, Standing]], project: Project) -> None:
    """Take away the drafts of signed dossiers, which ask for what is done; those of their letters are written anew."""
    for _, standing in signed:
        for draft in sorted((project.output / MAILS).glob("*")):
            if draft.suffix in MAIL_SUFFIXES and draft.name.startswith(f"{standing.number}-"):
                draft.unlink()
