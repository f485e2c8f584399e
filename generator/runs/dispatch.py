"""What leaves with the e-mails of a run: dossiers, reminders, letters; and what does not, each with its warning."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from generator.avenants.mandates import first_day_of
from generator.dossiers.members import Member
from generator.dossiers.plan import lacks_signatory
from generator.dossiers.resends import resend_of
from generator.dossiers.situation import reminder_due
from generator.errors import Problem
from generator.inputs.campaign import COVER, Campaign
from generator.inputs.communes import Commune
from generator.inputs.sources import Sources
from generator.language.agreement import named
from generator.language.dates import date_longue
from generator.law.authorisation import authorising
from generator.register.standing import Standing
from generator.register.standings import Standings
from generator.stages.obstacles import UNDESIGNATED
from generator.stages.outgoing import OutgoingLetter, outgoing_of
from generator.stages.parcels import Pending, pending_of
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
        elif act and lacks_signatory(commune, campaign.epci, act, first_day_of(campaign, one.standing)):
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
