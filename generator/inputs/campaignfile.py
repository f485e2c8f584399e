"""campaign.toml as it is read: every key checked, all problems at once."""

from __future__ import annotations

import datetime
import re
import string
from pathlib import Path

from generator.errors import Problem
from generator.files import is_there
from generator.inputs.campaign import LAST_TERM, RECUEIL_PAGES, Campaign, Convention, Courriel, Numbering, PlanningRules
from generator.inputs.communes import HALF_DAYS
from generator.inputs.contacts import Mailbox, read_mailbox
from generator.inputs.epci import Epci, read_avenant_epci, read_epci, without
from generator.inputs.logo import logo_fault
from generator.inputs.pieces import BESIDE, NO_SEQUELS, UNCLAIMED, read_pieces, read_report, read_sequels
from generator.inputs.settings import Settings
from generator.inputs.slots import hour_faults
from generator.inputs.table import column_name
from generator.language.calendar import LAST_YEAR, WEEKDAYS
from generator.law.duration import NOT_RENEWED, Reconduction

#: No planning is longer, in days: a year that was mistyped makes one of a thousand lines.
_LONGEST_PLANNING = datetime.timedelta(days=50 * 366)
_LONGEST_PATTERN = 60
#: What ends a sentence, and no abbreviation.
_END = re.compile(r"(?<!etc)[.;, ]+$")


def read_campaign(folder: Path, data: bytes | None = None) -> tuple[Campaign, tuple[Problem, ...]]:
    """Read ``campaign.toml`` of a campaign's folder, or what is to take its place, with all its problems.

    The campaign is usable only when no problem is an error. Raises DataError when the file is not TOML.
    """
    problems: list[Problem] = []
    root = Settings.read(folder / "campaign.toml", problems, data=data)
    pack = root.table("pack")
    avenant = root.table("avenant") if root.has("avenant") else None
    campaign = Campaign(
        folder=folder,
        epci=read_epci(root.table("epci")),
        convention=_convention(root.table("convention")),
        numbering=_numbering(root.table("numbering")),
        pieces=(pieces := read_pieces(pack, folder)),
        avenant=read_pieces(avenant, folder, pieces) if avenant else (),
        rapport=read_report(avenant, folder) if avenant else None,
        planning=_planning(root.table("planning")) if root.has("planning") else None,
        logo=_logo(pack, folder),
        logo_texte=pack.text("logo_texte", "Logo"),
        courriel=_courriel(root.table("courriel")) if root.has("courriel") else Courriel(),
        suites=read_sequels(root.table("suites"), folder) if root.has("suites") else NO_SEQUELS,
        voies_de_recours=pack.text("voies_de_recours", ""),
        avenant_epci=read_avenant_epci(avenant) if avenant else None,
        annexes_non_conformes=_annexes_place(pack),
        recueil_pages=pack.integer("recueil_pages", RECUEIL_PAGES, 10),
    )
    pack.finish()
    if avenant:
        avenant.finish()
    root.finish()
    if _names_parties(campaign.convention.titre, campaign.epci):
        message = "le titre nomme les parties, et les modèles les nomment après lui"
        root.table("convention").note("titre", message, "arrêtez le titre avant « entre »", "warning")
    end, start = campaign.convention.terme, campaign.planning.debut if campaign.planning else datetime.date.min
    if datetime.date.min < end < start:
        root.table("planning").note("debut", "le planning commence après le terme", "corrigez l’une des deux dates")
    elif datetime.date.min < start and end - start > _LONGEST_PLANNING:
        root.table("planning").note("debut", "le planning dure plus de 50 ans", "corrigez la date de début ou le terme")
    return campaign, tuple(problems)


def _names_parties(title: str, epci: Epci) -> bool:
    """Tell whether a title goes on with « entre » and a name of the EPCI."""
    parties = title.casefold().partition(" entre ")[2]
    return any(name and name.casefold() in parties for name in (epci.nom, epci.nom_court, epci.sigle))


def _convention(settings: Settings) -> Convention:
    convention = Convention(
        titre=settings.text("titre"),
        objet=without(settings, "objet", lambda text: _END.sub("", text), "la fin de la phrase"),
        reference=settings.text("reference"),
        terme=settings.date("terme", last=LAST_TERM),
        fait_a=settings.text("fait_a"),
        originaux=settings.integer("originaux", maximum=20),
        reconduction=_reconduction(settings.table("reconduction")) if settings.has("reconduction") else NOT_RENEWED,
    )
    settings.finish()
    return convention


def _reconduction(settings: Settings) -> Reconduction:
    clause = Reconduction(
        settings.integer("duree_mois", maximum=600),
        settings.integer("preavis_mois", minimum=0, maximum=600),
        settings.integer("maximum", maximum=100) if settings.has("maximum") else None,
    )
    if clause.preavis_mois >= clause.duree_mois:
        settings.note("preavis_mois", "le préavis dure autant que la période", "corrigez l’une des deux durées")
    elif clause.preavis_mois == 0:  # what is signed may say so
        message = "sans préavis : la convention dirait « zéro mois »"
        settings.note("preavis_mois", message, "écrivez un mois au moins, si elle n’est pas signée", "warning")
    settings.finish()
    return clause


def _numbering(settings: Settings) -> Numbering:
    numbering = Numbering(settings.text("modele"), settings.integer("annee", minimum=2000, maximum=LAST_YEAR))
    settings.finish()
    modele = numbering.modele
    if modele and not is_injective(modele):
        settings.note("modele", f"« {modele} » ne numérote rien", 'écrivez par exemple "CONV-{year}-{seq:03d}"')
        return numbering
    sample = numbering.number(1) if modele else ""
    if not re.fullmatch(r"(?![.-])[\w.-]*", sample):
        settings.note(
            "modele", f"« {sample} » ne peut pas nommer un fichier", "n’employez que lettres, chiffres, - _ et ."
        )
    elif len(modele) > _LONGEST_PATTERN:
        remedy = f"écrivez-le en {_LONGEST_PATTERN} caractères au plus : il nomme des fichiers"
        settings.note("modele", f"le modèle a {len(modele)} caractères", remedy)
    return numbering


def is_injective(modele: str) -> bool:
    """Tell whether a pattern gives no number twice, whatever the year (four figures) and the rank, from 1 on.

    It holds ``{year}`` and ``{seq}``, plain or filled up with zeros to at most nine figures, and nothing else: years
    then have one width, and the length of a number tells that of its rank, so that both can be read back from it.
    """
    try:
        parts = list(string.Formatter().parse(modele))
    except ValueError:
        return False
    fields = [(name, kind or "", conversion) for _, name, kind, conversion in parts if name is not None]
    plain = all(conversion is None and re.fullmatch(r"(0[1-9])?d?", kind, re.ASCII) for _, kind, conversion in fields)
    return plain and {name for name, _, _ in fields} == {"year", "seq"}


def _logo(settings: Settings, folder: Path) -> Path | None:
    name = settings.text("logo", "")
    if not name:
        return None
    if not is_there(folder / name):
        settings.note_absent("logo", folder, name, f"placez cette image dans {folder.name}/")
        return None
    if fault := logo_fault(name, (folder / name).read_bytes()):
        settings.note("logo", *fault)
        return None
    return folder / name


def _annexes_place(settings: Settings) -> str:
    place, key = settings.text("annexes_non_conformes", BESIDE), "annexes_non_conformes"
    if place not in (BESIDE, UNCLAIMED):
        settings.note(key, f"« {place} » : choix inconnu", f'écrivez "{BESIDE}" ou "{UNCLAIMED}"')
    return "" if place == BESIDE else place


def _courriel(settings: Settings) -> Courriel:
    found = Courriel(*(_mailbox(settings, key) for key in ("expediteur", "reponse_a", "copie")))
    settings.finish()
    return found


def _mailbox(settings: Settings, key: str) -> Mailbox | None:
    text = settings.text(key, "")
    mailbox = read_mailbox(text) if text else None
    if text and mailbox is None:
        remedy = "écrivez « nom@domaine.fr » ou « Nom <nom@domaine.fr> », l’adresse sans accents"
        settings.note(key, f"« {text} » n’est pas une adresse de courriel", remedy)
    return mailbox


def _planning(settings: Settings) -> PlanningRules:
    halves = [_half_day(settings, text) for text in settings.texts("demi_journees")]
    for half in {half for half in halves if half and halves.count(half) > 1}:
        settings.note("demi_journees", f"« {' '.join(half)} » y est deux fois", "écrivez chaque demi-journée une fois")
    mediators = settings.table("mediateurs")
    names = {key: mediators.text(key) for key in mediators.values}
    if settings.has("mediateurs") and not names:
        settings.note("mediateurs", "aucun médiateur", 'ajoutez par exemple M1 = "Médiateur numérique n° 1"')
    noted = len(settings.problems)
    rules = PlanningRules(
        debut=settings.date("debut"),
        mediateurs=names,
        demi_journees=tuple(half for half in halves if half),
        debuts={"matin": settings.time("matin"), "après-midi": settings.time("apres_midi")},
        accueil=settings.integer("accueil_minutes", maximum=480),
        rendez_vous=settings.integer("rendez_vous_minutes", maximum=480),
    )
    if len(settings.problems) == noted:
        for fault in hour_faults(rules):
            settings.note(*fault)
    settings.finish()
    return rules


def _half_day(settings: Settings, text: str) -> tuple[str, str] | None:
    day, _, half = text.strip().lower().partition(" ")
    if day in WEEKDAYS and column_name(half) in HALF_DAYS:
        return day, HALF_DAYS[column_name(half)]
    settings.note("demi_journees", f"« {text} » n’est pas une demi-journée", "écrivez par exemple « mardi après-midi »")
    return None
