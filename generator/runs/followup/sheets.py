"""What stands on each sheet that the service prints: calls, labels, posters, receipts, forms, a register."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from generator.delivery.printouts import Block, Grid, Printout
from generator.dossiers.members import Member
from generator.inputs.campaign import Campaign
from generator.inputs.communes import Slot
from generator.inputs.sources import read_sources
from generator.language.agreement import plural
from generator.language.dates import date_chiffres, date_longue, quantieme
from generator.language.numbers import ordinal
from generator.language.places import de
from generator.progress import Progress
from generator.project import Project
from generator.register.standing import Standing
from generator.runs.communes import timetable as timetable_run
from generator.runs.communes.timetable import Stay, TimetableRequest
from generator.runs.followup import yearly as yearly_run
from generator.runs.followup.dossierstatus import DossierStatus
from generator.runs.followup.status import StatusReport
from generator.runs.followup.statustable import asked, is_called, last_letter
from generator.runs.followup.yearly import YearRequest
from generator.runs.life import evaluating as evaluating_run
from generator.runs.life.evaluating import EvaluatingRequest

#: The figures of an evaluation, as its form calls them, what it asks besides, and the height of each row: 18 mm.
FIGURES = {
    "accompagnements": "Accompagnements",
    "ateliers": "Ateliers",
    "permanences_tenues": "Permanences tenues",
    "permanences_prevues": "Permanences prévues",
    "observations": "Observations",
}
_ASKED = ("Autre créneau souhaité", "À partir du", "Rempli le, par")
_FORM_HEIGHT = 1020
#: How many months a poster holds at most.
_POSTER = 18
#: How many addresses stand side by side, and the height of each: 35 millimetres, in twentieths of a point.
_ACROSS, _HEIGHT = 3, 1985


@dataclass(frozen=True, slots=True)
class Matter:
    """What a sheet is made of: where its dossiers stand, those of the communes that were ``named`` alone if any was.

    ``year`` is that of the register, ``period`` the one of which the forms of an evaluation are.
    """

    project: Project
    status: StatusReport
    progress: Progress
    named: bool
    year: int | None
    period: str

    @property
    def campaign(self) -> Campaign:
        """The campaign as it is now."""
        return read_sources(self.project).campaign


def _calls(matter: Matter) -> Printout:
    called = [one for one in matter.status.dossiers if is_called(one)]
    blocks = tuple(Block(_named(one), tuple(_call(one))) for one in called)
    many = plural(len(called), "commune", "communes")
    told = f"Ce qui manque à chaque commune, au {date_longue(matter.status.on)} : {many}."
    return Printout("Appels à passer", blocks, matter.campaign.epci.nom, told)


def _named(dossier: DossierStatus) -> str:
    return " – ".join(filter(None, (dossier.commune.nom, dossier.known.number)))


def _call(dossier: DossierStatus) -> Iterator[str]:
    row = dossier.commune.row
    mayor = " ".join(row.get(name, "") for name in ("civilite_maire", "prenom_maire", "nom_maire"))
    yield f"{row.get('telephone') or 'pas de téléphone'} · {row.get('courriel') or 'pas de courriel'} · {mayor}"
    letter = last_letter(dossier)
    reminder = f" (relance n° {letter.reminder})" if letter and letter.reminder else ""
    sent = f"{date_chiffres(letter.sent_on)}{reminder}" if letter else "aucun"
    yield f"Dernier courrier : {sent}. {asked(dossier)}"


def _labels(matter: Matter) -> Printout:
    present = [one for one in matter.status.dossiers if not one.commune.absence]
    addresses = [_address(one.commune.nom, one.commune.row) for one in present]
    addresses += [""] * (-len(addresses) % _ACROSS)
    rows = tuple(tuple(addresses[first : first + _ACROSS]) for first in range(0, len(addresses), _ACROSS))
    blocks = (Block("", grid=Grid((), (1,) * _ACROSS, rows, _HEIGHT)),) if rows else ()
    return Printout("Étiquettes", blocks, matter.campaign.epci.nom)


def _address(name: str, row: Mapping[str, str]) -> str:
    street = row.get("adresse_mairie") or "adresse à compléter"
    return f"Mairie {de(name)}\n{street}\n{row.get('code_postal', '')} {name.upper()}"


def _posters(matter: Matter) -> Printout:
    table = timetable_run.run(matter.project, TimetableRequest(), matter.progress)
    wanted = {one.commune.insee for one in matter.status.dossiers}
    every = table.months
    each = math.ceil(len(every) / math.ceil(len(every) / _POSTER))
    blocks = []
    for code, name in table.mediators.items():
        own = [(one, stay) for one, stay in table.stays_of(code) if one.commune.insee in wanted]
        for months in (every[begin : begin + each] for begin in range(0, len(every) if own else 0, each)):
            titles = ("Commune", "Demi-journée", *(f"{month:%m/%Y}" for month in months))
            rows = tuple(_term(one.commune.nom, stay, months) for one, stay in own)
            blocks.append(Block(name, grid=Grid(titles, (4, 4, *[2] * len(months)), rows), apart=True))
    told = f"Du {date_longue(table.start)} au {date_longue(table.end)} ; un astérisque : jour férié, à reporter."
    return Printout("Planning", tuple(blocks), table.campaign.epci.nom, told, "A3 paysage")


def _term(name: str, stay: Stay, months: list[datetime.date]) -> tuple[str, ...]:
    days = {
        one.date.replace(day=1): f"{quantieme(one.date)}{' *' if one.ferie else ''}" for one in stay.planning.seances
    }
    return (name, _when(stay.slot), *(days.get(month, "") for month in months))


def _when(slot: Slot) -> str:
    return f"{ordinal(slot.semaine)} {slot.jour}, {slot.demi_journee}"


def _receipts(matter: Matter) -> Printout:
    recorded = [(one, standing) for one in matter.status.dossiers for standing in one.documents if standing.act]
    blocks = tuple(
        Block(f"{one.commune.called} – {standing.number}", tuple(_receipt(one.commune, standing)), apart=True)
        for one, standing in recorded
    )
    return Printout("Récépissés de délibérations", blocks, matter.campaign.epci.nom)


def _receipt(commune: Member, standing: Standing) -> Iterator[str]:
    act = standing.act
    if act is None:
        return
    told = act.act
    name, _ = commune.party_on(told.decided_on)
    what = f"l’avenant n° {standing.rank}," if standing.rank else "la convention"
    yield (
        f"La délibération n° {told.number} du conseil municipal {de(name)} du {_long(told.decided_on)} a été reçue et "
        f"enregistrée pour {what} n° {standing.number}."
    )
    yield f"Objet : {told.object or 'non relevé'}"
    yield f"Transmise au représentant de l’État : {_long(told.transmitted_on)}"
    yield f"Publiée : {_long(told.published_on)}"
    yield f"Identifiant de l’acte : {told.identifier or 'inconnu'}"
    yield f"Fichier reçu : {act.source}"
    yield f"Empreinte (SHA-256) : {act.original.sha256}"
    if act.despite_why:
        advice = f" (avis : {act.despite_advice})" if act.despite_advice else ""
        yield f"Enregistrée malgré une irrégularité : {act.despite_why}{advice}"


def _forms(matter: Matter) -> Printout:
    """Return a form a commune, to be filled in by hand before it is typed in the sheet of the same period."""
    report = evaluating_run.run(matter.project, EvaluatingRequest(matter.period), matter.progress)
    known = {one.commune.insee: one for one in matter.status.dossiers}
    titles = (
        "À relever",
        f"Période précédente ({report.previous})" if report.previous else "Période précédente",
        "Cette période",
    )
    campaign, blocks = matter.campaign, []
    rules = campaign.planning  # without any there is no half-day to count, nor another one to ask for
    names = rules.mediateurs if rules else {}
    wanted = [one for one in FIGURES if rules or one == "observations"]
    asked_besides = _ASKED if rules else _ASKED[-1:]
    for row in report.rows:
        dossier = known.get(row.commune.insee)
        if dossier is None or dossier.ended:
            continue
        figures = ((FIGURES[column], row.before.get(column, ""), "") for column in wanted)
        rows = (*figures, *((label, "", "") for label in asked_besides))
        slot = row.commune.slot
        told = (_when(slot), names.get(slot.mediateur, ""), slot.lieu) if slot else ("sans créneau",)
        lead = (f"Période : {report.period}.", *([f"Créneau : {', '.join(filter(None, told))}."] if rules else []))
        blocks.append(Block(_named(dossier), lead, Grid(titles, (4, 5, 5), rows, _FORM_HEIGHT), apart=True))
    return Printout("Fiches d’évaluation", tuple(blocks), campaign.epci.nom)


def _register(matter: Matter) -> Printout:
    report = yearly_run.run(matter.project, YearRequest(matter.year or matter.status.on.year), matter.progress)
    wanted = {one.commune.insee for one in matter.status.dossiers}
    rows = tuple(
        (
            line.standing.number,
            line.what,
            f"{line.commune} ({line.insee})",
            f"{act.number} du {date_chiffres(act.decided_on)}" if act else "",
            date_chiffres(act.transmitted_on) if act else "",
            date_chiffres(signature.dates.commune) if signature else "",
            date_chiffres(signature.dates.epci) if signature else "",
            date_chiffres(signature.notified_on) if signature else "",
            line.state,
        )
        for line in report.lines
        if not matter.named or line.standing.insee in wanted
        for act, signature in ((line.standing.deliberation, line.standing.signature),)
    )
    titles = ("N°", "Acte", "Commune", "Délibération", "Transmise", "Signé, commune", "Signé, EPCI", "Notifié", "État")
    blocks = (Block("", grid=Grid(titles, (4, 3, 5, 5, 3, 3, 3, 3, 3), rows)),) if rows else ()
    title = f"Registre des conventions et avenants, {report.year}"
    return Printout(title, blocks, report.epci, report.convention, "A4 paysage")


def _long(day: datetime.date | None) -> str:
    return date_longue(day) if day else "date inconnue"


#: How each sheet is made, by name.
SHEETS: Mapping[str, Callable[[Matter], Printout]] = {
    "appels": _calls,
    "etiquettes": _labels,
    "affiches": _posters,
    "recepisses": _receipts,
    "evaluations": _forms,
    "registre": _register,
}
