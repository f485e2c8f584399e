"""What leaves with the e-mails of a run: dossiers, reminders, letters; and what does not, each with its warning."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.avenants.mandates import first_day_of
from generator.dossiers.members import Member
from generator.dossiers.plan import Wanted, lacks_signatory, select_kinds
from generator.dossiers.resends import resend_of
from generator.dossiers.situation import reminder_due
from generator.errors import Problem, UsageError
from generator.inputs.campaign import COVER, Campaign
from generator.inputs.communes import Commune, slug
from generator.inputs.kinds import NOTIFICATION, PACK, spoken
from generator.inputs.sources import Sources
from generator.language.agreement import named
from generator.language.dates import date_longue
from generator.language.places import de
from generator.law.authorisation import authorising
from generator.pdf.engine import select_engine
from generator.progress import Clock, Silence
from generator.register.standing import Standing
from generator.register.standings import Standings
from generator.stages.blanks import UNDESIGNATED
from generator.stages.outgoing import OutgoingLetter, outgoing_of
from generator.stages.parcels import Parcel, Pending, pending_of
from generator.stages.preparation import forecast, prepare
from generator.stages.workspace import Workspace

#: What to do about an output that is not up to date.
REBUILD = "lancez d’abord « conventions build », relisez ce qui est fait, puis recommencez"
#: What to do about a message that has no template.
UNWRITTEN = "créez ce fichier texte : « Objet : … » sur la première ligne, une ligne vide, puis le message"


@dataclass(frozen=True, slots=True)
class Reminding:
    """How reminders are asked for: they are due ``patience`` days after the last e-mail.

    For communes that were ``named``, a reminder that is not due is told.
    """

    today: datetime.date
    patience: int
    named: bool


@dataclass(frozen=True, slots=True)
class Dispatch:
    """What is to leave: the ``pending`` dossiers of the ``communes`` chosen, and letters after a signature.

    ``signed`` are conventions of which nothing leaves any more but letters; ``withheld`` says what else does not leave,
    and why.
    """

    communes: Sequence[Commune]
    pending: Sequence[Pending]
    outgoing: Sequence[OutgoingLetter]
    signed: Sequence[tuple[Commune, Standing]]
    withheld: Sequence[Problem]

    @property
    def passed_over(self) -> list[Problem]:
        """What is said of signed dossiers without a letter."""
        writing = {one.standing.insee for one in self.outgoing}
        return [_passed_over(commune) for commune, _ in self.signed if commune.insee not in writing]


def dispatch_of(
    sources: Sources,
    standings: Standings,
    selected: Sequence[Commune],
    space: Workspace,
    reminding: Reminding | None,
    departed: Collection[str],
    today: datetime.date,
) -> Dispatch:
    """Return what is to leave for the communes selected, reminders alone when ``reminding``.

    To those of the codes ``departed``, which take part no more, only letters do. Raises RegisterError when the register
    lost a dossier that the output holds.
    """
    present = [commune for commune in selected if commune.insee not in departed]
    pending, signed = pending_of(sources, standings, present, space)
    pending, withheld = _signable(pending, sources.campaign)
    if reminding:
        late, others = _to_remind(pending, space, reminding)
        return Dispatch([one.commune for one in late], late, [], [], [*withheld, *others])
    outgoing, lacking = outgoing_of(space.project, sources, standings, selected, today)
    withheld += [_unmade(standing, selected) for standing in lacking]
    if outgoing and sources.cover is None:
        return Dispatch(present, pending, [], signed, [*withheld, _uncovered(outgoing)])
    return Dispatch(present, pending, outgoing, signed, withheld)


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
        elif lacks_signatory(commune, campaign.epci, act, first_day_of(campaign, one.standing)):
            message = "pas de courriel pour la signature"
            passed.append(Problem("warning", message, UNDESIGNATED, commune=commune.nom))
        else:
            able.append(one)
    return able, passed


def _to_remind(
    pending: Sequence[Pending], space: Workspace, reminding: Reminding
) -> tuple[list[Pending], list[Problem]]:
    """Return the dossiers to remind of, and why others are not: one that was named, one to send again first."""
    late: list[Pending] = []
    passed: list[Problem] = []
    for one in pending:
        due = reminder_due(one.standing, reminding.patience)
        project, commune = space.project, one.commune.nom
        if due is None or reminding.today <= due:
            if reminding.named:
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


def check_fresh(sources: Sources, selected: Sequence[Commune], space: Workspace) -> None:
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
        Problem("error", f"{', '.join(said)} : {reason}", REBUILD, commune=commune)
        for (commune, reason), said in grouped.items()
    ]
    many = "des dossiers ne sont pas à jour" if len(names) > 1 else "un dossier n’est pas à jour"
    none = "aucun de ces courriels n’est" if len(names) > 1 else "son courriel n’est pas"
    raise UsageError(f"{many} ({named(names)}) : {none} préparé ; {REBUILD}.", problems)


def untimely(
    sources: Sources, parcels: Sequence[Parcel], outgoing: Sequence[OutgoingLetter], today: datetime.date
) -> Iterator[Problem]:
    """Yield what the day makes untrue or useless in what is about to leave."""
    yield from _too_late(sources.campaign, parcels, today)
    yield from _past(outgoing, sources, today)


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


def _past(outgoing: Sequence[OutgoingLetter], sources: Sources, today: datetime.date) -> Iterator[Problem]:
    """Yield the letters that say what the day has made untrue, or leave unsaid what happened since the signature.

    A convention that takes effect, a day to denounce it, a commune in whose place another one is; an EPCI that no
    longer bears the name under which it signed.
    """
    for one in outgoing:
        standing, name = one.standing, one.commune.nom
        signature, kind = standing.signature, one.letter.document.kind
        term = signature.dossier.term if signature and kind == NOTIFICATION and not standing.rank else None
        if term and term < today:
            message = f"{standing.number} : notifiée après son terme, {date_longue(term)}, elle ne prend plus effet"
            remedy = (
                "n’envoyez pas cette lettre ; si la commune a reçu la convention avant ce terme, dites quel jour "
                "(conventions sign COMMUNE --notified DATE), sinon préparez une nouvelle convention"
            )
            yield Problem("warning", message, remedy, commune=name)
        former, now = one.letter.document.commune, sources.party(one.commune, today).nom
        if slug(former) != slug(now):
            message = f"{standing.number} : la lettre ({spoken(kind)}) est au nom de la commune {de(former)}"
            remedy = f"refaites-la avant de l’envoyer : conventions build {slug(now)} --force"
            yield Problem("warning", message, remedy, commune=now)
        epci = sources.campaign.epci.nom
        signed = signature.dossier.made_from.campaign.get("epci.nom", epci) if signature else epci
        if slug(signed) != slug(epci):
            message = f"{standing.number} : signée par « {signed} », et la lettre est de « {epci} » sans l’expliquer"
            remedy = "ajoutez au courriel (--words) quel acte a changé ce nom, ou substitué un EPCI à l’autre, et quand"
            yield Problem("warning", message, remedy, commune=name)
        notice = one.notice_by
        if notice and notice < today:
            message = (
                f"{standing.number} : le dernier jour pour dénoncer que dit la lettre, {date_longue(notice)}, est passé"
            )
            yield Problem("warning", message, "dites-le à la commune en l’envoyant", commune=name)


def left_out(members: Sequence[Member]) -> Iterator[Problem]:
    """Yield a warning for each unsigned dossier whose row is no longer there: nothing is sent to its commune."""
    for member in members:
        standing = member.standing
        if member.commune is None and standing and not (standing.signature or standing.ending):
            message = f"dossier {standing.number} : pas de brouillon ({member.absence})"
            yield Problem("warning", message, "remettez sa ligne dans communes.csv", commune=member.nom)


def _unmade(standing: Standing, selected: Sequence[Commune]) -> Problem:
    name = next(commune.nom for commune in selected if commune.insee == standing.insee)
    message = f"{standing.number} : la lettre qui suit la signature n’a pas encore été faite"
    return Problem("warning", message, REBUILD, commune=name)


def _uncovered(outgoing: Sequence[OutgoingLetter]) -> Problem:
    names = list(dict.fromkeys(one.commune.nom for one in outgoing))
    message = f"des lettres qui suivent une signature n’ont pas de courriel ({named(names)}), car ce modèle manque"
    return Problem("warning", message, UNWRITTEN, COVER)


def _passed_over(commune: Commune) -> Problem:
    message = "dossier signé : pas de brouillon"
    return Problem("warning", message, "envoyez s’il le faut les originaux gardés au registre", commune=commune.nom)
