"""What the service prints beside the dossiers, each as a PDF: calls, labels, posters, receipts, forms, a register."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from generator.delivery.printouts import Block, Grid, Printout, docx_of
from generator.dossiers.members import Member
from generator.errors import ConventionsError, Problem, UsageError
from generator.inputs.campaign import Campaign
from generator.inputs.communes import Slot
from generator.inputs.sources import read_sources
from generator.language.agreement import plural
from generator.language.dates import date_chiffres, date_longue, quantieme
from generator.language.numbers import ordinal
from generator.language.places import de
from generator.progress import Progress
from generator.project import PRINTOUTS, Project
from generator.register.standings import Standing
from generator.runs import evaluating as evaluating_run
from generator.runs import status as status_run
from generator.runs import timetable as timetable_run
from generator.runs import yearly as yearly_run
from generator.runs.calls import asked, is_called, last_letter
from generator.runs.dossierstatus import DossierStatus
from generator.runs.evaluating import EvaluatingRequest
from generator.runs.paper import print_on
from generator.runs.status import StatusReport, StatusRequest
from generator.runs.timetable import Stay, TimetableRequest
from generator.runs.yearly import YearRequest

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
#: How many addresses stand side by side, and the height of each: 35 millimetres, in twentieths of a point.
_ACROSS, _HEIGHT = 3, 1985


@dataclass(frozen=True, slots=True)
class PrintRequest:
    """Which of ``SHEETS``; of which communes, all when none is named.

    ``year`` is that of the register, ``period`` the one of which the forms of an evaluation are.
    """

    sheet: str
    communes: tuple[str, ...] = ()
    year: int | None = None
    engine: str = "auto"
    period: str = ""


@dataclass(frozen=True, slots=True)
class PrintReport:
    """The PDF that was made."""

    path: Path
    pages: int
    problems: tuple[Problem, ...] = ()
    error: type[ConventionsError] | None = None

    def as_json(self) -> dict[str, Any]:
        """Return where it is."""
        return {"pdf": str(self.path), "pages": self.pages, "problems": [asdict(problem) for problem in self.problems]}


def run(project: Project, request: PrintRequest, progress: Progress) -> PrintReport:
    """Make one of them, over the last one, in the output. The same register on the same day gives the same bytes.

    Raises UsageError for a sheet that there is not or with nothing on it, DataError, RegisterError, EngineError,
    VerificationError, OutputError.
    """
    if request.sheet not in SHEETS:
        raise UsageError(f"« {request.sheet} » ne s’imprime pas ; choisissez parmi {', '.join(SHEETS)}.")
    status = status_run.run(project, StatusRequest(request.communes, words=False), progress)
    printout = SHEETS[request.sheet](project, request, status, progress)
    if not printout.blocks:
        raise UsageError(f"{printout.title} : il n’y a rien à imprimer.")
    path = sheet_path(project, request.sheet)
    pages = print_on(path, docx_of(printout), status.on, request.engine, progress)
    return PrintReport(path, pages, status.problems)


def sheet_path(project: Project, sheet: str) -> Path:
    """Return where a sheet is once it was made."""
    return project.output / PRINTOUTS / f"{sheet}.pdf"


def _calls(project: Project, request: PrintRequest, status: StatusReport, progress: Progress) -> Printout:
    called = [one for one in status.dossiers if is_called(one)]
    blocks = tuple(Block(_named(one), tuple(_call(one))) for one in called)
    told = (
        f"Ce qui manque à chaque commune, au {date_longue(status.on)} : {plural(len(called), 'commune', 'communes')}."
    )
    return Printout("Appels à passer", blocks, _campaign(project).epci.nom, told)


def _named(dossier: DossierStatus) -> str:
    return " – ".join(filter(None, (dossier.commune.nom, dossier.convention.number if dossier.convention else "")))


def _call(dossier: DossierStatus) -> Iterator[str]:
    row = dossier.commune.row
    mayor = " ".join(row.get(name, "") for name in ("civilite_maire", "prenom_maire", "nom_maire"))
    yield f"{row.get('telephone') or 'pas de téléphone'} · {row.get('courriel') or 'pas de courriel'} · {mayor}"
    letter = last_letter(dossier)
    reminder = f" (relance n° {letter.reminder})" if letter and letter.reminder else ""
    sent = f"{date_chiffres(letter.sent_on)}{reminder}" if letter else "aucun"
    yield f"Dernier courrier : {sent}. {asked(dossier)}"


def _labels(project: Project, request: PrintRequest, status: StatusReport, progress: Progress) -> Printout:
    present = [one for one in status.dossiers if not one.commune.absence]
    addresses = [_address(one.commune.nom, one.commune.row) for one in present]
    addresses += [""] * (-len(addresses) % _ACROSS)
    rows = tuple(tuple(addresses[first : first + _ACROSS]) for first in range(0, len(addresses), _ACROSS))
    blocks = (Block("", grid=Grid((), (1,) * _ACROSS, rows, _HEIGHT)),) if rows else ()
    return Printout("Étiquettes", blocks, _campaign(project).epci.nom)


def _address(name: str, row: Mapping[str, str]) -> str:
    street = row.get("adresse_mairie") or "adresse à compléter"
    return f"Mairie {de(name)}\n{street}\n{row.get('code_postal', '')} {name.upper()}"


def _posters(project: Project, request: PrintRequest, status: StatusReport, progress: Progress) -> Printout:
    table = timetable_run.run(project, TimetableRequest(), progress)
    wanted = {one.commune.insee for one in status.dossiers}
    first, last = (day.year * 12 + day.month - 1 for day in (table.start, table.end))
    months = [datetime.date(month // 12, month % 12 + 1, 1) for month in range(first, last + 1)]
    titles = ("Commune", "Demi-journée", *(f"{month:%m/%Y}" for month in months))
    blocks = []
    for code, name in table.mediators.items():
        own = [(one, stay) for one, stay in table.stays_of(code) if one.commune.insee in wanted]
        rows = tuple(_term(one.commune.nom, stay, months) for one, stay in own)
        if rows:
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


def _receipts(project: Project, request: PrintRequest, status: StatusReport, progress: Progress) -> Printout:
    recorded = [(one, standing) for one in status.dossiers for standing in one.documents if standing.act]
    blocks = tuple(
        Block(f"{one.commune.called} – {standing.number}", tuple(_receipt(one.commune, standing)), apart=True)
        for one, standing in recorded
    )
    return Printout("Récépissés de délibérations", blocks, _campaign(project).epci.nom)


def _receipt(commune: Member, standing: Standing) -> Iterator[str]:
    act = standing.act
    if act is None:
        return
    told = act.act
    name, _ = commune.party_on(told.decided_on)
    what = f"l’avenant n° {standing.rank}" if standing.rank else "la convention"
    yield (
        f"La délibération n° {told.number} du conseil municipal {de(name)} du {_long(told.decided_on)} a été reçue et "
        f"enregistrée pour {what} {standing.number}."
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


def _forms(project: Project, request: PrintRequest, status: StatusReport, progress: Progress) -> Printout:
    """Return a form a commune, to be filled in by hand before it is typed in the sheet of the same period."""
    report = evaluating_run.run(project, EvaluatingRequest(request.period), progress)
    known = {one.commune.insee: one for one in status.dossiers}
    titles = (
        "À relever",
        f"Période précédente ({report.previous})" if report.previous else "Période précédente",
        "Cette période",
    )
    campaign, blocks = _campaign(project), []
    names = campaign.planning.mediateurs if campaign.planning else {}
    for row in report.rows:
        dossier = known.get(row.commune.insee)
        if dossier is None or dossier.ended:
            continue
        before = [row.before.get(column, "") for column in FIGURES]
        figures = zip(FIGURES.values(), before, strict=True)
        rows = (*((label, figure, "") for label, figure in figures), *((label, "", "") for label in _ASKED))
        slot = row.commune.slot
        when = f"{_when(slot)}, {names.get(slot.mediateur, '')}, {slot.lieu}" if slot else "sans créneau"
        lead = (f"Période : {report.period}.", f"Créneau : {when}.")
        blocks.append(Block(_named(dossier), lead, Grid(titles, (4, 5, 5), rows, _FORM_HEIGHT), apart=True))
    return Printout("Fiches d’évaluation", tuple(blocks), campaign.epci.nom)


def _register(project: Project, request: PrintRequest, status: StatusReport, progress: Progress) -> Printout:
    report = yearly_run.run(project, YearRequest(request.year or status.on.year), progress)
    wanted = {one.commune.insee for one in status.dossiers}
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
        if not request.communes or line.standing.insee in wanted
        for act, signature in ((line.standing.deliberation, line.standing.signature),)
    )
    titles = ("N°", "Acte", "Commune", "Délibération", "Transmise", "Signé, commune", "Signé, EPCI", "Notifié", "État")
    blocks = (Block("", grid=Grid(titles, (4, 3, 5, 5, 3, 3, 3, 3, 3), rows)),) if rows else ()
    title = f"Registre des conventions et avenants, {report.year}"
    return Printout(title, blocks, report.epci, report.convention, "A4 paysage")


def _campaign(project: Project) -> Campaign:
    return read_sources(project).campaign


def _long(day: datetime.date | None) -> str:
    return date_longue(day) if day else "date inconnue"


#: How each sheet is made, by name.
SHEETS: Mapping[str, Callable[[Project, PrintRequest, StatusReport, Progress], Printout]] = {
    "appels": _calls,
    "etiquettes": _labels,
    "affiches": _posters,
    "recepisses": _receipts,
    "evaluations": _forms,
    "registre": _register,
}
