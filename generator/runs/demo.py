"""A demonstration: a campaign in mid-life of communes that do not exist, to look at every screen of the program."""

from __future__ import annotations

import datetime
import io
import zipfile
from contextvars import copy_context
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.actor import act_as
from generator.clock import go_by
from generator.csvtext import csv_text
from generator.errors import ConventionsError, OutputError, Problem, UsageError
from generator.files import why, write_whole
from generator.inputs.tomledit import as_toml, with_settings
from generator.language.dates import date_longue
from generator.progress import Progress, Silence
from generator.project import Project, open_project
from generator.register.journal import FRANCE, today_in_france
from generator.runs import amend, build, mail, receive, sending, sign
from generator.runs.new import NewRequest
from generator.runs.new import run as make_campaign
from generator.runs.questions import Unattended
from generator.word.controls import fill_controls
from generator.word.packaging import dated

#: The campaign's folder; what each page says at its foot, before the first tag there.
CAMPAIGN = "demonstration"
_MARK, _MARKED = "Exemple sans valeur", b"{{ "
#: INSEE gives no commune a code of 989, but for Clipperton's; so that no real commune is shown as late.
_COMMUNES = (
    ("Villexemple", "0", 5210),
    ("Alizay-Exemple", "1", 830),
    ("Bois-Exemple", "0", 1240),
    ("Exemple-sur-Rive", "1", 2960),
    ("Le Grand-Exemple", "2", 4100),
    ("La Petite-Exemple", "3", 640),
    ("Les Trois-Exemples", "4", 1875),
    ("L’Orme-Exemple", "5", 990),
    ("Hameau-Exemple", "0", 450),
    ("Montexemple", "0", 3650),
    ("Le Pré-Exemple", "2", 1320),
    ("Le Vieil-Exemple", "2", 720),
)
#: How far each dossier has come, in the order of the communes.
_VOTED, _SENT, _AMENDED = (0, 1, 2, 3, 4, 5), tuple(range(10)), (0, 1)
_SIGNED, _UNTRANSMITTED, _ELECTED = (0, 1, 2, 3), (5,), 8


@dataclass(frozen=True, slots=True)
class DemoRequest:
    """How the demonstration is made; its dates are told from ``today`` backwards."""

    engine: str = "embedded"
    jobs: int | None = None
    today: datetime.date = field(default_factory=today_in_france)

    def before(self, days: int) -> datetime.date:
        """Return the day that was so many days ago."""
        return self.today - datetime.timedelta(days=days)

    def go_back(self, days: int) -> None:
        """Have what is recorded from here on bear the day that was so many days ago."""
        noon = datetime.datetime.combine(self.before(days), datetime.time(10, 30), FRANCE)
        go_by(lambda: noon)


@dataclass(frozen=True, slots=True)
class DemoReport:
    """The project that was made, and its campaign."""

    project: Project
    communes: int
    problems: tuple[Problem, ...] = ()
    error: type[ConventionsError] | None = None

    def as_json(self) -> dict[str, Any]:
        """Return where it is."""
        return {"folder": str(self.project.root), "campaign": self.project.campaign.name, "communes": self.communes}


def run(start: Path, request: DemoRequest, progress: Progress) -> DemoReport:
    """Make the demonstration in ``start``, a folder that is empty or not there yet.

    It has inputs, a build, e-mails, deliberations that came back, signatures, an evaluation and a new mayor.
    Every commune, person and act in it is made up. Raises UsageError for a folder that holds something, OutputError
    when it cannot be written.
    """
    return copy_context().run(_live, _begin(start, request), request, progress)


def _live(project: Project, request: DemoRequest, progress: Progress) -> DemoReport:
    """Have a campaign live for a while; the journal names the service of the demonstration, and has its days."""
    act_as(name="Service de démonstration")
    quiet, building = Silence(progress.check), _Building(project, request, progress)
    request.go_back(155)
    building.run()
    request.go_back(150)
    mail.run(project, mail.MailRequest(jobs=request.jobs, today=request.before(150)), quiet)
    request.go_back(148)
    _note_sent(project, request, _SENT[:8], 148)
    _receive(project, request, quiet)
    request.go_back(85)
    building.run()
    request.go_back(60)
    for rank in _SIGNED:
        signature = sign.SignRequest(
            _code(rank), request.before(70), notified_on=request.before(66 - rank), today=request.before(60)
        )
        sign.run(project, signature, quiet)
    request.go_back(25)
    _evaluate(project, request, progress)
    request.go_back(20)
    _note_sent(project, request, _SENT[8:], 20)
    request.go_back(9)
    write_whole(project.communes, _communes(request, elected=True))
    building.run()
    return DemoReport(project, len(_COMMUNES))


@dataclass(frozen=True, slots=True)
class _Building:
    project: Project
    request: DemoRequest
    progress: Progress

    def run(self) -> None:
        """Make what is to be made of the demonstration."""
        asked = build.BuildRequest(
            engine=self.request.engine, jobs=self.request.jobs, verify=False, today=self.request.today
        )
        build.run(self.project, asked, self.progress)


def _begin(folder: Path, request: DemoRequest) -> Project:
    """Write the inputs of the demonstration."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise UsageError(
                f"{folder} : ce dossier n’est pas vide ; donnez le nom d’un dossier qui n’existe pas encore."
            )
        write_whole(folder / "communes.csv", _communes(request))
        (folder / "templates").mkdir()  # a project of its own, though it may lie in the folder of another
        made = make_campaign(folder, NewRequest(CAMPAIGN, today=request.today), Silence())
        toml = made.folder / "campaign.toml"
        write_whole(toml, with_settings(toml.read_text(encoding="utf-8"), _settings(request)).encode())
        for template in made.folder.glob("*.docx"):
            write_whole(template, _marked(template.read_bytes()))
    except OSError as error:
        raise OutputError(f"{folder} : écriture impossible ({why(error)}) ; choisissez un autre dossier.") from error
    return open_project(folder)


_TITLES = (
    *("insee", "siren", "nom", "tncc", "code_postal", "departement", "arrondissement", "population_municipale"),
    *("adresse_mairie", "courriel", "telephone", "civilite_maire", "prenom_maire", "nom_maire", "maire_depuis"),
    *("mediateur", "semaine", "jour", "demi_journee", "lieu"),
)
_DAYS = ("mardi", "mercredi", "jeudi", "vendredi")


def _code(rank: int) -> str:
    return f"98{950 + rank}"


def _communes(request: DemoRequest, *, elected: bool = False) -> bytes:
    """Return communes.csv; once a mayor was ``elected`` in one, whose dossier is then to be sent again."""
    rows = [_row(request, rank, elected and rank == _ELECTED) for rank in range(len(_COMMUNES))]
    return csv_text([_TITLES, *rows]).encode()


def _row(request: DemoRequest, rank: int, elected: bool) -> tuple[str, ...]:
    """Return a commune of the demonstration as a row of communes.csv; the last has no slot yet."""
    name, kind, people = _COMMUNES[rank]
    slot = ("M1", str(1 + rank // 4), _DAYS[rank % 4], "après-midi", "Mairie")
    civility, first = ("Madame", "Claude") if rank % 2 or elected else ("Monsieur", "Dominique")
    return (
        *(_code(rank), _siren(f"21989{rank:03d}"), name, kind, "", "Exemple", "Exemple", str(people)),
        *("Place de la Mairie", f"mairie{rank}@exemple.invalid", "01 99 00 00 00", civility, first),
        *(f"MAIRE-{name.split()[-1].removeprefix('L’').upper()}", request.before(10 if elected else 200).isoformat()),
        *(slot if rank + 1 < len(_COMMUNES) else ("",) * len(slot)),
    )


def _siren(digits: str) -> str:
    """Return a SIREN from its first eight digits: the last is the Luhn key."""
    doubled = sum(sum(divmod(int(digit) * (1 + rank % 2), 10)) for rank, digit in enumerate(digits))
    return f"{digits}{-doubled % 10}"


def _settings(request: DemoRequest) -> dict[str, str]:
    """Return what the demonstration says in campaign.toml, by dotted key."""
    start = request.before(140).replace(day=1)
    president = {"civilite": "Madame", "prenom": "Camille", "nom": "PRÉSIDENTE-EXEMPLE", "titre": "Présidente"}
    return {
        "epci.nom": as_toml("Communauté d’agglomération du Pays d’Exemple"),
        "epci.nom_court": as_toml("Le Pays d’Exemple"),
        "epci.sigle": as_toml("CAPE"),
        "epci.siren": as_toml(_siren("20098999")),
        "epci.siege": as_toml("1 place de l’Exemple, Villexemple"),
        **{f"epci.president.{key}": as_toml(value) for key, value in president.items()},
        "epci.deliberation.numero": as_toml("EXEMPLE-01"),
        "epci.deliberation.date": as_toml(request.before(170)),
        "convention.titre": as_toml("Convention de mise à disposition de médiateurs numériques (exemple)"),
        "convention.objet": as_toml("la mise à disposition de médiateurs numériques"),
        "convention.reference": as_toml("DEMO/Commune"),
        "convention.terme": as_toml(request.before(-240)),
        "convention.fait_a": as_toml("Villexemple"),
        "numbering.modele": as_toml("DEMO-{year}-{seq:03d}"),
        "numbering.annee": as_toml(start.year),
        "planning.debut": as_toml(start),
    }


def _marked(template: bytes) -> bytes:
    """Return a template whose every page says, at its foot, that it is an example."""
    with zipfile.ZipFile(io.BytesIO(template)) as package:
        feet = {name: package.read(name) for name in package.namelist() if name.startswith("word/footer")}
    return dated(
        template, {name: foot.replace(_MARKED, f"{_MARK} – ".encode() + _MARKED, 1) for name, foot in feet.items()}
    )


def _note_sent(project: Project, request: DemoRequest, ranks: tuple[int, ...], days: int) -> None:
    asked = sending.SendingRequest(request.before(days), tuple(map(_code, ranks)), today=request.before(days))
    sending.run(project, asked, Silence())


def _receive(project: Project, request: DemoRequest, progress: Progress) -> None:
    """Have councils vote, and take in what they send back."""
    for rank in _VOTED:
        request.go_back(103 - 2 * rank)
        (draft,) = project.output.glob(f"{_code(rank)}-*/*-deliberation.docx")
        returned = project.root / "retours" / f"deliberation-{rank + 1:02d}.docx"
        write_whole(returned, fill_controls(draft.read_bytes(), _vote(request, rank)))
        asked = receive.ReceiveRequest((returned,), Unattended(), jobs=1, today=request.today)
        report = receive.run(project, asked, progress)
        if [one.recorded for one in report.deliberations] != [True]:
            raise AssertionError(f"the demonstration's deliberation is doubted: {report.as_json()}")
    (draft,) = project.output.glob(f"{_code(6)}-*/*-deliberation.docx")
    waiting = fill_controls(draft.read_bytes(), {**_vote(request, 6), "vote.pour": "19"})
    write_whole(project.root / "retours" / "a-lire.docx", waiting)


def _vote(request: DemoRequest, rank: int) -> dict[str, str]:
    """Return what a council wrote in the zones of its draft: fifteen in office, ten present, two proxies."""
    day = request.before(110 - 2 * rank)
    names = [f"M. Alix ÉLU-{letter}" for letter in "ABCDEFGHIJKL"]
    sent = "" if rank in _UNTRANSMITTED else date_longue(day + datetime.timedelta(days=4))
    return {
        "seance.date": date_longue(day),
        "seance.convocation": date_longue(day - datetime.timedelta(days=8)),
        "seance.en_exercice": "15",
        "seance.presents": "10",
        "seance.votants": "12",
        "seance.president": "Monsieur le Maire",
        "seance.mention": "",
        "seance.noms_presents": ", ".join(names[:10]),
        "seance.pouvoirs": f"{names[10]} donne pouvoir à {names[0]}, {names[11]} donne pouvoir à {names[1]}",
        "seance.secretaire": names[2],
        "deliberation.numero": f"{day.year}-{rank + 1:02d}",
        "vote.ne_prennent_pas_part": "",
        "vote.resultat": "l’unanimité",
        "vote.pour": "12",
        "vote.contre": "0",
        "vote.abstentions": "0",
        "signature.secretaire": names[2],
        **({"transmission.date": sent, "publication.date": sent} if sent else {}),
    }


def _evaluate(project: Project, request: DemoRequest, progress: Progress) -> None:
    """Evaluate the communes that signed; the first two change their slot by an avenant."""
    titles = (
        *("insee", "nom", "periode", "accompagnements", "ateliers", "permanences_tenues", "permanences_prevues"),
        *("observations", "mediateur", "semaine", "jour", "demi_journee", "lieu", "date_effet", "incidence_financiere"),
    )
    effect = (request.today.replace(day=1) + datetime.timedelta(days=62)).replace(day=1).isoformat()
    rows = []
    for rank in _SIGNED:
        change = ("", "4", _DAYS[rank], "", "", effect, "non") if rank in _AMENDED else ("",) * 7
        figures = (str(40 + 3 * rank), "2", "3", "3", "Exemple : bonne fréquentation")
        rows.append((_code(rank), _COMMUNES[rank][0], "premier semestre", *figures, *change))
    path = project.root / "evaluations" / "premier-semestre.csv"
    write_whole(path, csv_text([titles, *rows]).encode())
    building = build.BuildRequest(engine=request.engine, jobs=request.jobs, verify=False, today=request.today)
    amend.run(project, amend.AmendRequest(path, None, building), progress)
