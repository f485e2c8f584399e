"""What the calendar asks of a campaign: terms that are past, denunciations still possible, notifications to make."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from generator.avenants.inforce import in_force
from generator.dossiers.members import Member, members_of
from generator.dossiers.nextaction import NOTICE_DAYS
from generator.errors import Problem
from generator.inputs.communes import FILE, Commune, Slot
from generator.inputs.sources import Sources
from generator.language.agreement import named
from generator.language.dates import date_longue
from generator.language.places import de
from generator.law.duration import ONE_DAY, Duration
from generator.project import Project
from generator.register.standing import Standing
from generator.register.standings import Standings


def duration_of(project: Project, sources: Sources, standings: Standings, insee: str) -> Duration | None:
    """Return how long the convention of a commune lasts, None before it is in force."""
    force = in_force(project, sources.campaign, standings, insee)
    return force.duration if force else None


def deadlines(project: Project, sources: Sources, standings: Standings, today: datetime.date) -> tuple[Problem, ...]:
    """Return what the day makes worth telling, one warning for all the communes that it concerns."""
    members = members_of(sources, standings)
    known = [
        (one, one.standing, duration_of(project, sources, standings, one.insee))
        for one in members
        if not one.absence or _signed(one.standing)
    ]
    pending = [(one, standing.signature) for one, standing, life in known if life is None and standing]
    to_notify = [(one, signature.dossier.term) for one, signature in pending if signature]
    return (
        *_unsigned(sources, [one for one, standing, life in known if life is None and not _signed(standing)], today),
        *_belated([one for one, _, _ in known], standings, today),
        *_notices([(one, life) for one, _, life in known if life], today),
        *_told(
            [
                one
                for one, standing, _ in known
                if standing and standing.act and standing.act.unread and not _signed(standing)
            ],
            "délibération à vérifier, enregistrée sans que ce que le conseil a décidé soit lu",
            "relisez son fichier : conventions intake FICHIER",
        ),
        *_mergers(sources, standings, today),
        *_told(
            [
                one
                for one, standing, _ in known
                if standing and not _signed(standing) and _merged_since(standing, standings)
            ],
            "la délibération est d’avant la commune nouvelle, et la convention à signer dit qu’elle est de son conseil",
            "faites délibérer le nouveau conseil, ou demandez au service juridique si celle de l’ancienne commune, à"
            " laquelle la nouvelle est substituée, suffit (CGCT, art. L. 2113-2)",
        ),
        *_slots_twice(project, sources, standings, today),
        *_told(
            [one for one in members if _revoked(standings, one)],
            "acte signé dont la délibération a été retirée ou annulée depuis",
            "faites dire par le service juridique si une nouvelle délibération le régularise, s’il est à signer de "
            "nouveau, ou s’il prend fin (conventions end)",
        ),
        *_told(
            [one for one, term in to_notify if term < today],
            "convention signée dont le terme est passé sans notification enregistrée",
            "si la commune l’a reçue avant ce terme, dites quel jour (conventions sign COMMUNE --notified DATE) ; "
            "sinon elle n’a pas pris effet : préparez une nouvelle convention",
        ),
        *_told(
            [one for one, term in to_notify if term >= today],
            "convention signée, à notifier",
            "enregistrez la notification : conventions sign COMMUNE --notified DATE",
        ),
    )


def _told(communes: Sequence[Member], message: str, remedy: str, file: str = "", column: str = "") -> Iterator[Problem]:
    """Yield a warning that names the communes, unless there are none."""
    if communes:
        names = named([commune.called for commune in communes])
        yield Problem("warning", f"{message} ({names})", remedy, file, column=column)


def _unsigned(sources: Sources, communes: Sequence[Member], today: datetime.date) -> Iterator[Problem]:
    """Tell that the term, or the planning, of what nobody has signed is past."""
    campaign, terme = sources.campaign, sources.campaign.convention.terme
    file = f"{campaign.name}/campaign.toml"
    if terme < today:
        message = f"le terme, {date_longue(terme)}, est passé sans signature"
        remedy = "changez le terme ; ce qui n’a pas pris effet avant son terme n’est pas reconduit"
        yield from _told(communes, message, remedy, file, "convention.terme")
    elif campaign.planning and campaign.planning.debut < today:
        begins = f"le planning commence le {date_longue(campaign.planning.debut)}"
        message = f"{begins}, avant que la convention puisse prendre effet"
        yield from _told(communes, message, "reportez le début du planning si besoin", file, "planning.debut")


def _belated(known: Sequence[Member], standings: Standings, today: datetime.date) -> Iterator[Problem]:
    """Tell the avenants whose planning has begun while they are not signed."""
    late: dict[datetime.date, list[Member]] = {}
    for commune in known:
        pending = standings.pending(commune.insee)
        content = pending.record.content if pending else None
        if content and (content.slot or content.term) and content.effect < today:
            late.setdefault(content.effect, []).append(commune)
    for effect, communes in sorted(late.items()):
        yield from _told(
            communes,
            f"le planning d’un avenant commence le {date_longue(effect)}, avant qu’il puisse prendre effet",
            "reportez date_effet si besoin, dans le fichier qui l’a demandé, puis lancez « conventions amend »",
        )


def _notices(known: Sequence[tuple[Member, Duration]], today: datetime.date) -> Iterator[Problem]:
    """Tell the terms for which a denunciation is still possible and must soon reach the other party."""
    groups: dict[tuple[datetime.date, datetime.date], list[Member]] = {}
    for commune, life in known:
        notice = life.notice_by(today)
        if notice is not None and 0 <= (notice - today).days <= NOTICE_DAYS:
            groups.setdefault((notice, life.term_on(today)), []).append(commune)
    for (notice, term), communes in sorted(groups.items()):
        yield from _told(
            communes,
            f"reconduction tacite après le {date_longue(term)}",
            f"pour y mettre fin, la dénonciation doit être reçue au plus tard le {date_longue(notice)}",
        )


def _mergers(sources: Sources, standings: Standings, today: datetime.date) -> Iterator[Problem]:
    """Tell the communes that a merger took in and whose row is still there, and communes nouvelles without a row."""
    rows = {commune.insee: commune for commune in sources.table.communes}
    for standing in standings.documents:
        for merger in standing.mergers[-1:] if standing.state != "cancelled" and not standing.ending else ():
            first, into = date_longue(merger.ends_on + ONE_DAY), sources.name_of(merger.into_insee)
            former = rows.get(standing.insee)
            if merger.into_insee not in rows:
                message = f"{standing.number} continue avec la commune nouvelle {into}, qui n’a pas de ligne"
                yield Problem("warning", message, "ajoutez sa ligne", FILE, column="insee")
            elif merger.ends_on < today and former and former.participe and merger.into_insee != standing.insee:
                message = f"réunie à {into} depuis le {first}, sa ligne est encore là"
                yield Problem("warning", message, "retirez-la", *former.place("insee"), "insee", former.nom)


def _merged_since(standing: Standing, standings: Standings) -> bool:
    """Tell whether a commune nouvelle took the code of a commune after the deliberation of that one."""
    voted = standing.act.act.decided_on if standing.act else None
    mergers = (merger for one in standings.documents for merger in one.mergers if merger.into_insee == standing.insee)
    return voted is not None and any(voted <= merger.ends_on for merger in mergers)


def _slots_twice(project: Project, sources: Sources, standings: Standings, today: datetime.date) -> Iterator[Problem]:
    """Tell the communes whose slot is that of another one too, by what that one has signed and has in force today.

    communes.csv has the slots of avenants that are not in force yet: it does not show that.
    """
    held: dict[tuple[str, int, str, str], Commune] = {}
    slots: list[tuple[Commune, Slot | None]] = []
    for commune in sources.participants:
        force = in_force(project, sources.campaign, standings, commune.insee)
        if force is None:
            slots.append((commune, commune.slot))
        elif not force.duration.ended_before(today) and (slot := force.slot_on(today)[0]):
            slots.append((commune, slot))
            held.setdefault(slot.when, commune)
    for commune, slot in slots:
        other = held.get(slot.when, commune) if slot else commune
        if other is not commune:
            message = f"ce créneau est encore celui {de(other)} : ce qu’elle a signé le lui donne"
            remedy = "donnez-en un autre, ou attendez que son avenant soit signé"
            yield Problem("warning", message, remedy, *commune.place("semaine"), "semaine", commune.nom)


def _revoked(standings: Standings, member: Member) -> bool:
    """Tell whether a deliberation was withdrawn on which a convention that has no end, or an avenant of it, rests."""
    convention = standings.convention(member.insee)
    if convention is None or convention.ending is not None:
        return False
    return any(one.revoked for one in (convention, *standings.avenants(member.insee)))


def _signed(standing: Standing | None) -> bool:
    return standing is not None and standing.signature is not None
