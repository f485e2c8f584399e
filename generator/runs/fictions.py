"""What is made up for the demonstration: its communes, its EPCI, what its councils voted; nothing of it exists."""

from __future__ import annotations

import datetime
import io
import zipfile

from generator.csvtext import csv_text
from generator.inputs.communes import SLOT_COLUMNS, slug
from generator.inputs.tomledit import as_toml
from generator.language.dates import date_longue
from generator.word.packaging import dated

#: What each page says at its foot, before the first tag there.
_MARK, _MARKED = "Exemple sans valeur", b"{{ "
#: INSEE gives no commune a code of 989, but for Clipperton's; so that no real commune is shown as late.
COMMUNES = (
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
#: How far some dossiers have come, in the order of the communes.
SIGNED, _AMENDED = (0, 1, 2, 3), (0, 1)
_UNTRANSMITTED, _ELECTED = (5,), 8
_TITLES = (
    *("insee", "siren", "nom", "tncc", "code_postal", "departement", "arrondissement", "population_municipale"),
    *("adresse_mairie", "courriel", "telephone", "civilite_maire", "prenom_maire", "nom_maire", "maire_depuis"),
    *SLOT_COLUMNS,
)
_DAYS = ("mardi", "mercredi", "jeudi", "vendredi")


def before(today: datetime.date, days: int) -> datetime.date:
    """Return the day that was so many days before another."""
    return today - datetime.timedelta(days=days)


def code(rank: int) -> str:
    """Return the INSEE code of a commune, by its rank in ``COMMUNES``."""
    return f"98{950 + rank}"


def communes(today: datetime.date, *, elected: bool = False) -> bytes:
    """Return communes.csv; once a mayor was ``elected`` in one, whose dossier is then to be sent again."""
    rows = [_row(today, rank, elected and rank == _ELECTED) for rank in range(len(COMMUNES))]
    return csv_text([_TITLES, *rows]).encode()


def _row(today: datetime.date, rank: int, elected: bool) -> tuple[str, ...]:
    """Return a commune of the demonstration as a row of communes.csv; the last has no slot yet."""
    name, kind, people = COMMUNES[rank]
    slot = ("M1", str(1 + rank // 4), _DAYS[rank % 4], "après-midi", "Mairie")
    civility, first = ("Madame", "Claude") if rank % 2 or elected else ("Monsieur", "Dominique")
    return (
        *(code(rank), _siren(f"21989{rank:03d}"), name, kind, "", "Exemple", "Exemple", str(people)),
        *("Place de la Mairie", f"mairie@{slug(name)}.invalid", "01 99 00 00 00", civility, first),
        *(f"MAIRE-{name.split()[-1].removeprefix('L’').upper()}", before(today, 10 if elected else 200).isoformat()),
        *(slot if rank + 1 < len(COMMUNES) else ("",) * len(slot)),
    )


def _siren(digits: str) -> str:
    """Return a SIREN from its first eight digits: the last is the Luhn key."""
    doubled = sum(sum(divmod(int(digit) * (1 + rank % 2), 10)) for rank, digit in enumerate(digits))
    return f"{digits}{-doubled % 10}"


def settings(today: datetime.date) -> dict[str, str]:
    """Return what the demonstration says in campaign.toml, by dotted key."""
    president = {"civilite": "Madame", "prenom": "Camille", "nom": "PRÉSIDENTE-EXEMPLE", "titre": "Présidente"}
    return {
        "epci.nom": as_toml("Communauté d’agglomération du Pays d’Exemple"),
        "epci.nom_court": as_toml("Le Pays d’Exemple"),
        "epci.sigle": as_toml("CAPE"),
        "epci.siren": as_toml(_siren("20098999")),
        "epci.siege": as_toml("1 place de l’Exemple, Villexemple"),
        **{f"epci.president.{key}": as_toml(value) for key, value in president.items()},
        "epci.deliberation.numero": as_toml("EXEMPLE-01"),
        "epci.deliberation.date": as_toml(before(today, 170)),
        "epci.deliberation.organe": as_toml("Bureau communautaire"),
        "convention.titre": as_toml("Convention de mise à disposition de médiateurs numériques (exemple)"),
        "convention.objet": as_toml("la mise à disposition de médiateurs numériques"),
        "convention.reference": as_toml("DEMO/Commune"),
        "convention.terme": as_toml(before(today, -240)),
        "convention.fait_a": as_toml("Villexemple"),
        "numbering.modele": as_toml("DEMO-{year}-{seq:03d}"),
        "numbering.annee": as_toml(before(today, 140).year),
        "planning.debut": as_toml(before(today, 30).replace(day=1)),
    }


def marked(template: bytes) -> bytes:
    """Return a template whose every page says, at its foot, that it is an example."""
    with zipfile.ZipFile(io.BytesIO(template)) as package:
        feet = {name: package.read(name) for name in package.namelist() if name.startswith("word/footer")}
    return dated(
        template, {name: foot.replace(_MARKED, f"{_MARK} – ".encode() + _MARKED, 1) for name, foot in feet.items()}
    )


def vote(today: datetime.date, rank: int) -> dict[str, str]:
    """Return what a council wrote in the zones of its draft: fifteen in office, ten present, two proxies."""
    day = before(today, 110 - 2 * rank)
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


def evaluation(today: datetime.date) -> bytes:
    """Return the evaluation, as CSV, of the communes that signed; the first two change their slot by an avenant."""
    titles = (
        *("insee", "nom", "periode", "accompagnements", "ateliers", "permanences_tenues", "permanences_prevues"),
        *("observations", "mediateur", "semaine", "jour", "demi_journee", "lieu", "date_effet", "incidence_financiere"),
    )
    effect = (today.replace(day=1) + datetime.timedelta(days=62)).replace(day=1).isoformat()
    rows = []
    for rank in SIGNED:
        change = ("", "4", _DAYS[rank], "", "", effect, "non") if rank in _AMENDED else ("",) * 7
        figures = (str(40 + 3 * rank), "2", "3", "3", "Exemple : bonne fréquentation")
        rows.append((code(rank), COMMUNES[rank][0], "premier semestre", *figures, *change))
    return csv_text([titles, *rows]).encode()
