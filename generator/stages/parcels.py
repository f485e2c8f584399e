"""What goes to each commune: the message, filled, and the files of its dossier, or the letter after a signature."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from generator.actor import refused
from generator.avenants.planned import Avenant, avenants_of
from generator.delivery.letter import Letter
from generator.delivery.message import Attachment, Message
from generator.dossiers.resends import Resend, resend_of, titles, worded
from generator.errors import RegisterError, TemplateError
from generator.inputs.campaign import Campaign
from generator.inputs.communes import Commune
from generator.inputs.contacts import Mailbox, mail_address
from generator.inputs.kinds import PACK
from generator.inputs.pieces import BESIDE, Piece
from generator.inputs.sources import Sources
from generator.language.agreement import named, plural
from generator.language.lists import enumeration
from generator.language.places import de
from generator.project import draft_path
from generator.register.mailings import Mailing, Prepared
from generator.register.standing import Standing
from generator.register.standings import Standings
from generator.rendering.context import make_context
from generator.rendering.faults import gather
from generator.rendering.fields import as_seen
from generator.rendering.lettergroups import ReminderGroup, ResendGroup, ResentChange, ResentPiece
from generator.stages.covers import Cover
from generator.stages.workspace import Workspace

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Pending:
    """The dossier to send to a commune: its convention, or the avenant of a signed one."""

    commune: Commune
    standing: Standing
    avenant: Avenant | None

    def pack(self, campaign: Campaign) -> tuple[Piece, ...]:
        """Return the documents that go with it."""
        if self.avenant:
            return self.avenant.pack
        voted = self.standing.deliberation is not None
        return campaign.pack(voted=voted, note_de_synthese=self.commune.note_de_synthese, names=self.commune.names)

    def context(self, campaign: Campaign) -> dict[str, Any]:
        """Return what its letter can name."""
        if self.avenant:
            return self.avenant.context()
        return make_context(self.commune, campaign, self.standing.number, self.standing.deliberation)

    @property
    def rank(self) -> int:
        """The rank of the next reminder."""
        return len(self.standing.reminders) + 1


@dataclass(frozen=True, slots=True)
class Parcel:
    """What goes to one ``commune`` about its convention (``rank`` 0) or an avenant.

    ``resend`` is what changed since the dossier left, for one that is sent again.
    """

    commune: Commune
    rank: int
    message: Message
    prepared: Prepared
    resend: Resend | None = None

    @property
    def number(self) -> str:
        """The number of its dossier."""
        return self.prepared.document

    @property
    def path(self) -> str:
        """Where in the output its files are, without a suffix."""
        return draft_path(self.number, self.commune.slug, self.prepared.reminder, self.prepared.kind)


def pending_of(
    sources: Sources, found: Standings, selected: Sequence[Commune], space: Workspace
) -> tuple[list[Pending], list[tuple[Commune, Standing]]]:
    """Return the dossiers that are not signed yet, then the signed conventions without a pending avenant.

    Raises RegisterError when the register lost one that the output holds.
    """
    project, made = space.project, {record.insee for record in space.previous.documents}
    pending: list[Pending] = []
    signed = []
    for commune in selected:
        convention = found.convention(commune.insee)
        avenants = list(avenants_of(project, sources, found, commune))
        avenant = next((one for one in avenants if one.standing == found.pending(commune.insee)), None)
        if convention and convention.state != "signed":
            pending.append(Pending(commune, convention, None))
        elif avenant:
            pending.append(Pending(avenant.commune, avenant.standing, avenant))
        elif convention:
            signed.append((commune, convention))
    lost = [one.nom for one in selected if one.insee in made and found.convention(one.insee) is None]
    if lost:
        raise RegisterError(
            f"{project.register} : des dossiers de {project.output} n’y figurent pas ({named(lost)}) ; le registre "
            "a été perdu ou remplacé : reprenez sa sauvegarde."
        )
    return pending, signed


def make_parcels(
    template: Cover,
    sources: Sources,
    pending: Sequence[Pending],
    space: Workspace,
    *,
    reminding: bool,
    words: str | None = None,
) -> list[Parcel]:
    """Write all letters in memory; raises TemplateError with every one that cannot be written.

    ``words`` are added to each; None keeps those that were added to a draft which waits.
    """

    def parcel(one: Pending) -> Parcel:
        return _parcel(template, sources.campaign, one, space, reminding=reminding, words=words)

    return written(pending, parcel, space)


def written(items: Sequence[Item], parcel: Callable[[Item], Parcel], space: Workspace) -> list[Parcel]:
    """Return the parcel of each item; raises TemplateError with every one that cannot be written."""
    parcels, errors = [], []
    for one in items:
        try:
            parcels.append(parcel(one))
        except TemplateError as error:
            errors.append(error)
            continue
        space.clock.step(parcels[-1].commune.nom)
    if errors:
        many = plural(len(errors), "courriel impossible", "courriels impossibles")
        raise TemplateError(refused(f"{many} à rédiger"), gather(errors))
    return parcels


def added_words(last: Mailing | None, words: str | None, *, changed: bool) -> str:
    """Return the words to add to an e-mail: None are those of its like which waits, or left with the same files."""
    if words is not None:
        return "\n".join(map(str.strip, words.strip().splitlines()))
    return last.words if last and not (last.sent_on and changed) else ""


def _parcel(
    template: Cover, campaign: Campaign, one: Pending, space: Workspace, *, reminding: bool, words: str | None
) -> Parcel:
    standing, pack, project = one.standing, one.pack(campaign), space.project
    context, resend = one.context(campaign), None
    if reminding:
        context["relance"] = as_seen("relance", _reminder(one))
    else:
        resend = resend_of(standing.sending, space.previous, project.output, project.register)
        if resend:
            resend = worded(resend, space.previous, project.output, project.register)
            context["renvoi"] = as_seen("renvoi", _resent(resend, pack))
    rank, address = one.rank if reminding else 0, address_of(one.commune)
    words = added_words(standing.last_mailing(standing.purpose, rank), words, changed=resend is not None)
    letter = template.write(context, campaign, one.commune.nom, pack, space.workers).with_words(words)
    attached = tuple(_attachments(standing, pack, space))
    message = message_to(letter, one.commune, attached, campaign, copy=reminding)
    files = dict(_documents(standing.number, pack, space))
    prepared = Prepared(standing.number, standing.purpose, rank, address, files, again=standing.withdrawn, words=words)
    return Parcel(one.commune, standing.rank, message, prepared, resend)


def message_to(
    letter: Letter, commune: Commune, attached: tuple[Attachment, ...], campaign: Campaign, *, copy: bool = False
) -> Message:
    """Return the e-mail that bears a letter to a commune; ``copy`` is for the campaign's own address."""
    settings, address = campaign.courriel, address_of(commune)
    recipient = Mailbox(f"Mairie {de(commune)}", address) if address else None
    copied = settings.copie if copy else None
    return Message(letter, attached, recipient, settings.expediteur, settings.reponse_a, copied)


def address_of(commune: Commune) -> str:
    """Return the e-mail address of a commune, "" without any."""
    return mail_address(commune.row.get("courriel", "")) or ""


def _reminder(one: Pending) -> ReminderGroup:
    sent = one.standing.awaited_since
    if sent is None:
        raise AssertionError("only what left is reminded of")
    return ReminderGroup(one.rank, sent, one.standing.reminded_on)


def _resent(resend: Resend, pack: Sequence[Piece]) -> ResendGroup:
    sent = resend.mailing.sent_on
    if sent is None:
        raise AssertionError("only what left is sent again")
    names = titles(pack)
    return ResendGroup(
        sent,
        tuple(ResentPiece(names.get(kind, kind)) for kind in resend.kinds),
        tuple(
            ResentChange(word.text, enumeration([names.get(kind, kind) for kind in word.kinds]))
            for word in resend.words
        ),
        resend.more,
    )


def _attachments(standing: Standing, pack: Sequence[Piece], space: Workspace) -> Iterator[Attachment]:
    """Yield what goes with a letter: before the vote what to complete and what to annex to it, then the pack.

    The drafts go as Word files. What is to be signed goes apart as well, without the stamp of the pack: the commune
    transmits it with its deliberation (CGCT, article L. 2131-2). What lies beside the pack comes last.
    """
    pieces = () if standing.deliberation else pack
    drafts = [(piece.kind, 0) for piece in pieces if piece.projet]
    annexes = [(piece.kind, -1) for piece in pieces if piece.a_signer and piece.place != BESIDE]
    beside = [(piece.kind, -1) for piece in pack if piece.place == BESIDE]
    for kind, rank in (*drafts, *annexes, (PACK, -1), *beside):
        record = space.previous.document(standing.number, kind)
        if record:
            path = record.files[rank].path
            yield Attachment(PurePosixPath(path).name, space.project.output / path)


def _documents(number: str, pack: Sequence[Piece], space: Workspace) -> Iterator[tuple[str, Path]]:
    """Yield the Word documents and the annexes of a dossier, by kind: what tells later whether they changed."""
    for piece in pack:
        record = space.previous.document(number, piece.kind)
        if record:
            yield piece.kind, space.project.output / record.files[0].path
