"""E-mail drafts: a commune's dossier, a reminder, a letter after a signature; to be read again and sent by hand."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from generator.avenants.mandates import first_day_of
from generator.delivery.bundle import as_zip
from generator.delivery.drafts import Draft as Draft
from generator.delivery.drafts import read_draft
from generator.dossiers.manifest import Manifest
from generator.dossiers.members import Member, members_of, select_participants
from generator.dossiers.mergers import with_mergers
from generator.dossiers.nextaction import PATIENCE, reminder_due
from generator.dossiers.plan import Wanted, lacks_signatory, select_kinds
from generator.dossiers.resends import resend_of
from generator.errors import ConventionsError, Problem, TemplateError, UsageError
from generator.inputs.campaign import COVER, LETTER, REMINDER, Campaign
from generator.inputs.communes import Commune
from generator.inputs.kinds import PACK, spoken
from generator.inputs.sources import Sources
from generator.language.agreement import named
from generator.language.dates import date_longue
from generator.law.signing import authorising
from generator.pdf.engine import select_engine
from generator.progress import Clock, Progress, Silence, Stage
from generator.project import MAILS, Project
from generator.register.database import open_register, transaction
from generator.register.journal import today_in_france
from generator.register.mailings import record_prepared
from generator.register.standings import Standing, read_standings
from generator.stages.covers import Cover
from generator.stages.obstacles import UNDESIGNATED
from generator.stages.outgoing import Outgoing, make_letter_parcels, outgoing_of
from generator.stages.parcels import Parcel, Pending, make_parcels, pending_of
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


@dataclass(frozen=True, slots=True)
class MailReport:
    """The drafts that were written, in the order of communes.csv; ``problems`` are warnings.

    ``shown`` are those that would be, as their communes will see them, where nothing was to be written.
    """

    mails: tuple[Mail, ...]
    problems: tuple[Problem, ...]
    error: type[ConventionsError] | None = None
    shown: tuple[Draft, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the drafts and the warnings; of those that are only shown, what they say too."""
        said: dict[str, Any] = {"mails": [asdict(mail) for mail in self.mails]}
        if self.shown:
            said["shown"] = [asdict(draft) for draft in self.shown]
        return said | {"problems": [asdict(item) for item in self.problems]}


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
        sources = read_inspected(project)
        standings = read_standings(project.register, sources.campaign.name)
        sources = with_mergers(sources, standings)
        members = members_of(sources, standings)
        selected = select_participants(members, request.communes)
        template = _letter(project, sources, REMINDER if request.remind else LETTER)
    if Manifest.read(project.manifest) is None:
        raise UsageError(f"{project.output} : aucun dossier n’y est fabriqué ; {_REBUILD}.")
    with (
        LocalWorkers(request.jobs, clock.check) as workers,
        open_workspace(project, clock, workers, sources.campaign.date, dry=request.dry) as space,
    ):
        standings = read_standings(project.register, sources.campaign.name)
        pending, signed = pending_of(sources, standings, selected, space)
        pending, passed = _signable(pending, sources.campaign)
        outgoing: list[Outgoing] = []
        if request.remind:
            pending, others = _to_remind(pending, request, space)
            passed += others
            selected, signed = tuple(one.commune for one in pending), []
        else:
            outgoing, unmade = outgoing_of(project, sources, standings, selected)
            passed += [_unmade(standing, selected) for standing in unmade]
            if outgoing and sources.cover is None:
                passed.append(_uncovered(outgoing))
                outgoing = []
        with clock.stage(Stage.COMPARING_DOSSIERS):
            _check_fresh(sources, selected, space)
        with clock.stage(Stage.DRAFTING, len(pending) + len(outgoing)):
            parcels = make_parcels(template, sources, pending, space, reminding=request.remind, words=request.words)
            if outgoing:
                cover = _letter(project, sources, COVER)
                parcels += make_letter_parcels(cover, outgoing, sources.campaign, space, request.words)
        if request.dry:
            return _shown(parcels, (*passed, *_too_late(sources.campaign, parcels, request.today)))
        with clock.stage(Stage.RECORDING, len(parcels)):
            _withdraw(signed, project)
            mails = [_write(parcel, space, archives=request.archives) for parcel in parcels]
            writing = {one.standing.insee for one in outgoing}
            passed += [_passed_over(commune) for commune, _ in signed if commune.insee not in writing]
        with open_register(project.register, writing=True) as connection, transaction(connection):
            made = [parcel.prepared for parcel in parcels]
            record_prepared(connection, project.register, sources.campaign.name, made)
    left = () if request.communes or request.remind else _left_out(members)
    late = _too_late(sources.campaign, parcels, request.today)
    return MailReport(tuple(mails), (*left, *passed, *late, *_problems(parcels, mails)))


def _letter(project: Project, sources: Sources, name: str) -> Cover:
    if name in sources.letters:
        return Cover(sources.letters[name], name)
    message = f"le modèle des {'relances' if name == REMINDER else 'courriels'} manque"
    remedy = "créez ce fichier texte : « Objet : … » sur la première ligne, une ligne vide, puis le message"
    problem = Problem("error", message, remedy, name)
    raise TemplateError(f"{project.campaign / name} : {message} ; {remedy}.", [problem])


def _signable(pending: Sequence[Pending], campaign: Campaign) -> tuple[list[Pending], list[Problem]]:
    """Return the dossiers whose deliberation, where there is one, lets somebody sign, and what the others lack."""
    able: list[Pending] = []
    passed: list[Problem] = []
    for one in pending:
        act, commune = one.standing.deliberation, one.commune
        if act and authorising(act) is None:
            message = "pas de courriel : la délibération enregistrée n’autorise pas à signer"
            remedy = "demandez-en une autre à la commune, et enregistrez-la à sa place (conventions intake --replace)"
            passed.append(Problem("warning", message, remedy, commune=commune.nom))
        elif act and lacks_signatory(commune, campaign.epci, act, first_day_of(campaign, one.standing)):
            message = "pas de courriel pour la signature"
            passed.append(Problem("warning", message, UNDESIGNATED, commune=commune.nom))
        else:
            able.append(one)
    return able, passed


def _to_remind(
    pending: Sequence[Pending], request: MailRequest, space: Workspace
) -> tuple[list[Pending], list[Problem]]:
    """Return the dossiers to remind of, and why others are not: one that was named, one to send again first."""
    late: list[Pending] = []
    passed: list[Problem] = []
    for one in pending:
        due = reminder_due(one.standing, request.patience)
        project, commune = space.project, one.commune.nom
        if due is None or request.today <= due:
            if request.communes:
                passed.append(_not_late(one, due))
        elif resend_of(one.standing.sending, space.previous, project.output, project.register):
            message = "dossier modifié depuis son envoi : pas de relance"
            passed.append(Problem("warning", message, "renvoyez-le d’abord : conventions mail", commune=commune))
        else:
            late.append(one)
    return late, passed


def _not_late(one: Pending, due: datetime.date | None) -> Problem:
    remedy = "dites d’abord ce qui est parti : conventions mail --sent DATE" if one.standing.prepared else ""
    message = "aucune réponse n’est attendue de cette commune : pas de relance"
    if due is not None:
        message = f"pas en retard avant le {date_longue(due + datetime.timedelta(days=1))} : pas de relance"
        remedy = "donnez un autre délai s’il le faut (--days N)"
    return Problem("warning", message, remedy, commune=one.commune.nom)


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
    named_alone = {found.insee for found in late if found.kind != PACK}  # a pack says only that these changed
    told = [found for found in late if found.kind != PACK or found.insee not in named_alone]
    grouped: dict[tuple[str, str], list[str]] = {}
    for found in told:
        grouped.setdefault((found.commune, found.reason), []).append(found.said)
    problems = [
        Problem("error", f"{', '.join(said)} : {reason}", _REBUILD, commune=commune)
        for (commune, reason), said in grouped.items()
    ]
    many = "des dossiers ne sont pas à jour" if len(names) > 1 else "un dossier n’est pas à jour"
    raise UsageError(f"{many} ({named(names)}) : aucun courriel n’est préparé ; {_REBUILD}.", problems)


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
    return MailReport(tuple(mails), (*passed, *_problems(parcels, mails)), shown=tuple(shown))


def _too_late(campaign: Campaign, parcels: Sequence[Parcel], today: datetime.date) -> Iterator[Problem]:
    """Yield that conventions can no longer take effect: what is written of them is not to leave as it is."""
    names = [parcel.commune.nom for parcel in parcels if not (parcel.rank or parcel.prepared.kind)]
    term = campaign.convention.terme
    if names and term < today:
        message = (
            f"le terme, {date_longue(term)}, est passé : ces conventions ne peuvent plus prendre effet ({named(names)})"
        )
        remedy = "n’envoyez pas ces brouillons : changez le terme, refaites les dossiers, puis recommencez"
        yield Problem("warning", message, remedy, f"{campaign.name}/campaign.toml", column="convention.terme")


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


def _left_out(members: Sequence[Member]) -> Iterator[Problem]:
    """Yield a warning for each unsigned dossier whose row is no longer there: nothing is sent to its commune."""
    for member in members:
        standing = member.standing
        if member.commune is None and standing and not (standing.signature or standing.ending):
            message = f"dossier {standing.number} : pas de brouillon ({member.absence})"
            yield Problem("warning", message, "remettez sa ligne dans communes.csv", commune=member.nom)


def _unmade(standing: Standing, selected: Sequence[Commune]) -> Problem:
    name = next(commune.nom for commune in selected if commune.insee == standing.insee)
    message = f"{standing.number} : la lettre qui suit la signature n’a pas encore été faite"
    return Problem("warning", message, _REBUILD, commune=name)


def _uncovered(outgoing: Sequence[Outgoing]) -> Problem:
    names = list(dict.fromkeys(one.commune.nom for one in outgoing))
    message = f"des lettres qui suivent une signature n’ont pas de courriel ({named(names)}), car ce modèle manque"
    remedy = "créez ce fichier texte : « Objet : … » sur la première ligne, une ligne vide, puis le message"
    return Problem("warning", message, remedy, COVER)


def _withdraw(signed: Sequence[tuple[Commune, Standing]], project: Project) -> None:
    """Take away the drafts of signed dossiers, which ask for what is done; those of their letters are written anew."""
    for _, standing in signed:
        for draft in sorted((project.output / MAILS).glob("*")):
            if draft.suffix in (".eml", ".zip") and draft.name.startswith(f"{standing.number}-"):
                draft.unlink()


def _passed_over(commune: Commune) -> Problem:
    message = "dossier signé : pas de brouillon"
    return Problem("warning", message, "envoyez s’il le faut les originaux gardés au registre", commune=commune.nom)
