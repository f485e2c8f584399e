"""E-mail drafts: for each commune, a letter with its dossier attached, ready to be read again and sent by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from generator.avenants.planned import Avenant, avenants_of
from generator.delivery.bundle import as_zip
from generator.delivery.letter import LetterTemplate
from generator.delivery.message import Attachment, Message
from generator.dossiers.manifest import Manifest
from generator.dossiers.members import Member, members_of, select_participants
from generator.dossiers.plan import Wanted, select_kinds
from generator.dossiers.reasons import shorten
from generator.errors import ConventionsError, Problem, RegisterError, TemplateError, UsageError
from generator.inputs.campaign import LETTER
from generator.inputs.communes import Commune
from generator.inputs.kinds import PACK
from generator.inputs.mailboxes import Mailbox, mail_address
from generator.inputs.pieces import Piece
from generator.inputs.sources import Sources
from generator.language.places import de
from generator.pdf.engine import select_engine
from generator.progress import Clock, Progress, Silence, Stage
from generator.project import MAILS, Project
from generator.register.standings import Standing, mark_sent, read_standings
from generator.rendering.context import make_context
from generator.rendering.faults import gather
from generator.stages.preparation import forecast, prepare
from generator.stages.reading import read_inspected
from generator.stages.workspace import Workspace, open_workspace
from generator.workers import LocalWorkers

#: What many town halls' servers refuse, in bytes as sent: attachments grow by a third in base64.
HEAVY = 10_000_000
_REBUILD = "lancez d’abord « conventions build », relisez les dossiers, puis recommencez"


@dataclass(frozen=True, slots=True)
class Mail:
    """One draft: ``path`` and ``archive`` are relative to the campaign's output, ``bytes`` is the draft's size.

    ``recipient`` is None when the commune has no e-mail: the draft then has nobody to go to.
    """

    insee: str
    commune: str
    number: str
    recipient: str | None
    path: str
    bytes: int
    attachments: tuple[str, ...]
    archive: str | None


@dataclass(frozen=True, slots=True)
class MailRequest:
    """To which communes, all when none is named; ``archives`` adds a ZIP of the same files to each draft."""

    communes: tuple[str, ...] = ()
    archives: bool = False
    jobs: int | None = None


@dataclass(frozen=True, slots=True)
class MailReport:
    """The drafts that were written, in the order of communes.csv; ``problems`` are warnings."""

    mails: tuple[Mail, ...]
    problems: tuple[Problem, ...]
    error: type[ConventionsError] | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the drafts and the warnings."""
        return {"mails": [asdict(mail) for mail in self.mails], "problems": [asdict(item) for item in self.problems]}


@dataclass(frozen=True, slots=True)
class _Parcel:
    """What goes to one commune."""

    commune: Commune
    number: str
    message: Message

    @property
    def name(self) -> str:
        return f"{self.number}-{self.commune.slug}"


def run(project: Project, request: MailRequest, progress: Progress) -> MailReport:
    """Write an e-mail draft for each commune named, or for all; nothing is sent.

    Before the vote, the drafts, what is to be annexed to the deliberation and the pack are attached; after it, the
    pack. A signed dossier has nothing left to send: it is told and passed over. Drafts of the same communes are
    replaced. Dossiers whose draft has a recipient are marked as sent in the register.

    Raises UsageError when a dossier was never made or is out of date, TemplateError when courriel.txt is missing
    or a letter cannot be written, DataError, RegisterError, OutputError, Cancelled; nothing is written then.
    """
    clock = Clock(progress)
    with clock.stage(Stage.READING):
        sources = read_inspected(project)
        members = members_of(sources, read_standings(project.register, sources.campaign.name))
        selected = select_participants(members, request.communes)
        template = LetterTemplate(_letter(project, sources))
    if Manifest.read(project.manifest) is None:
        raise UsageError(f"{project.output} : aucun dossier n’y est fabriqué ; {_REBUILD}.")
    with (
        LocalWorkers(request.jobs, clock.check) as workers,
        open_workspace(project, clock, workers, sources.campaign.date) as space,
    ):
        with clock.stage(Stage.COMPARING_DOSSIERS):
            _check_fresh(sources, selected, space)
        pending, signed = _pending(project, sources, selected)
        with clock.stage(Stage.DRAFTING, len(pending)):
            parcels = _parcels(template, sources, pending, space)
        with clock.stage(Stage.RECORDING, len(parcels)):
            mails = [_write(parcel, space, archives=request.archives) for parcel in parcels]
            passed = [_pass_over(standing, commune, project) for commune, standing in signed]
        mark_sent(project.register, [mail.number for mail in mails if mail.recipient])
    left = () if request.communes else _left_out(members)
    return MailReport(tuple(mails), (*left, *passed, *_problems(parcels, mails)))


def _letter(project: Project, sources: Sources) -> bytes:
    if sources.letter is not None:
        return sources.letter
    message = "le modèle des courriels manque"
    remedy = "créez ce fichier texte : « Objet : … » sur la première ligne, une ligne vide, puis le message"
    problem = Problem("error", message, remedy, LETTER)
    raise TemplateError(f"{project.campaign / LETTER} : {message} ; {remedy}.", [problem])


def _check_fresh(sources: Sources, selected: Sequence[Commune], space: Workspace) -> None:
    """Refuse to send what a build would make again, printed as it was. Raises UsageError naming the communes."""
    communes = frozenset(commune.insee for commune in selected)
    kinds = frozenset(select_kinds(sources.campaign, ()))
    engine = select_engine(space.previous.engine_name).info
    wanted = Wanted(communes, kinds, duplex=space.previous.duplex)
    # The stages of a build say nothing here: the clerk asked for e-mails.
    quiet = replace(space, clock=Clock(Silence(space.clock.check)))
    outcomes = forecast(prepare(sources, wanted, engine, quiet), quiet)
    # What follows a signature, a letter or a planning, is never attached: it does not keep the others waiting.
    late = [
        found
        for found in outcomes
        if found.insee in communes and found.kind in kinds and found.state in ("built", "failed")
    ]
    if not late:
        return
    names = list(dict.fromkeys(found.commune for found in late))
    problems = [Problem("error", f"{found.kind} : {found.reason}", _REBUILD, commune=found.commune) for found in late]
    many = f"{len(names)} dossiers ne sont pas à jour" if len(names) > 1 else "un dossier n’est pas à jour"
    raise UsageError(f"{many} ({shorten(names)}) : aucun courriel n’est préparé ; {_REBUILD}.", problems)


@dataclass(frozen=True, slots=True)
class _Pending:
    """The dossier to send to a commune: its convention, or the avenant of a signed one."""

    commune: Commune
    standing: Standing
    avenant: Avenant | None


def _pending(
    project: Project, sources: Sources, selected: Sequence[Commune]
) -> tuple[list[_Pending], list[tuple[Commune, Standing]]]:
    """Return the dossiers that are not signed yet, then the signed conventions without a pending avenant.

    Raises RegisterError when the register lost one that the output holds.
    """
    found = read_standings(project.register, sources.campaign.name)
    pending: list[_Pending] = []
    signed = []
    for commune in selected:
        convention = found.convention(commune.insee)
        avenants = list(avenants_of(project, sources.campaign, found, commune))
        avenant = next((one for one in avenants if one.standing == found.pending(commune.insee)), None)
        if convention and convention.state != "signed":
            pending.append(_Pending(commune, convention, None))
        elif avenant:
            pending.append(_Pending(commune, avenant.standing, avenant))
        elif convention:
            signed.append((commune, convention))
    lost = [commune.nom for commune in selected if found.convention(commune.insee) is None]
    if lost:
        raise RegisterError(
            f"{project.register} : des dossiers de {project.output} n’y figurent pas ({shorten(lost)}) ; le registre "
            "a été perdu ou remplacé : reprenez sa sauvegarde."
        )
    return pending, signed


def _parcels(
    template: LetterTemplate, sources: Sources, pending: Sequence[_Pending], space: Workspace
) -> list[_Parcel]:
    """Write all letters in memory; raises TemplateError with every one that cannot be written."""
    parcels, errors = [], []
    campaign = sources.campaign
    for one in pending:
        commune, standing = one.commune, one.standing
        act = standing.deliberation
        context = one.avenant.context() if one.avenant else make_context(commune, campaign, standing.number, act)
        voted, note = act is not None, commune.note_de_synthese
        pack = one.avenant.pack if one.avenant else campaign.pack(voted=voted, note_de_synthese=note)
        try:
            letter = template.write(context, campaign, commune.nom, pack)
        except TemplateError as error:
            errors.append(error)
            continue
        attached = tuple(_attachments(standing.number, () if act else pack, space))
        address = mail_address(commune.row.get("courriel", ""))
        recipient = Mailbox(f"Mairie {de(commune)}", address) if address else None
        settings = campaign.courriel
        message = Message(letter, attached, recipient, settings.expediteur, settings.reponse_a)
        parcels.append(_Parcel(commune, standing.number, message))
        space.clock.step(commune.nom)
    if errors:
        raise TemplateError(f"{len(errors)} courriel(s) impossible(s) à rédiger ; rien n’a été écrit.", gather(errors))
    return parcels


def _attachments(number: str, pending: Sequence[Piece], space: Workspace) -> Iterator[Attachment]:
    """Yield what goes with a letter: before the vote what to complete and what to annex to it, then the pack.

    ``pending`` are the pieces on which the council has still to vote. The drafts go as Word files. What is to be signed
    goes apart as well, without the stamp of the pack: the commune transmits it with its deliberation (CGCT, article
    L. 2131-2).
    """
    drafts = [(piece.kind, 0) for piece in pending if piece.projet]
    annexes = [(piece.kind, -1) for piece in pending if piece.a_signer]
    for kind, rank in (*drafts, *annexes, (PACK, -1)):
        record = space.previous.document(number, kind)
        if record:
            path = record.files[rank].path
            yield Attachment(PurePosixPath(path).name, (space.project.output / path).read_bytes())


def _write(parcel: _Parcel, space: Workspace, *, archives: bool) -> Mail:
    """Put one draft in its place, whole, and its archive; raises OutputError when that is impossible."""
    message = parcel.message
    path, archive = f"{MAILS}/{parcel.name}.eml", f"{MAILS}/{parcel.name}.zip"
    made = {path: message.as_eml()} | ({archive: as_zip(message)} if archives else {})
    for name, data in made.items():
        space.write(data, name)
    if not archives:
        (space.project.output / archive).unlink(missing_ok=True)  # that of an earlier run is out of date
    space.clock.step(parcel.commune.nom)
    return Mail(
        parcel.commune.insee,
        parcel.commune.nom,
        parcel.number,
        message.recipient.address if message.recipient else None,
        path,
        len(made[path]),
        tuple(file.name for file in message.attachments),
        archive if archives else None,
    )


def _problems(parcels: Sequence[_Parcel], mails: Sequence[Mail]) -> Iterator[Problem]:
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


def _left_out(members: Sequence[Member]) -> Iterator[Problem]:
    """Yield a warning for each unsigned dossier whose row is no longer there: nothing is sent to its commune."""
    for member in members:
        standing = member.standing
        if member.commune is None and standing and not (standing.signature or standing.ending):
            message = f"dossier {standing.number} : pas de brouillon ({member.absence})"
            yield Problem("warning", message, "remettez sa ligne dans communes.csv", commune=member.nom)


def _pass_over(standing: Standing, commune: Commune, project: Project) -> Problem:
    """Return the warning of a signed dossier; its old drafts, which ask for what is done, go."""
    for suffix in ("eml", "zip"):
        (project.output / MAILS / f"{standing.number}-{commune.slug}.{suffix}").unlink(missing_ok=True)
    message = "dossier signé : pas de brouillon"
    return Problem("warning", message, "envoyez s’il le faut les originaux gardés au registre", commune=commune.nom)
