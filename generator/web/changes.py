"""What changed, in the reason why a document is made again, under the names that the page has for it.

A reason is text wherever it goes, and names columns and keys as the users' files do: « nom_maire : X → Y »,
« campaign.toml, convention.terme : X → Y », « avenant, date_effet : X → Y ». That notation is read here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from generator.dossiers.outcomes import spoken
from generator.language.typography import NBSP
from generator.web.columns import label_of

_CHANGE = re.compile(
    r"(?<![\w.-])(?P<where>campaign\.toml, |avenant, |évaluation, )?"
    r"(?P<name>epci\.representants\.[^.:]+\.[\w.]+|[a-z][\w.-]*) : (?=.*? → )"
)
#: A day or an hour of a change, as a file has it.
_VALUE = re.compile(
    r"\b(?:([0-9]{4})-([0-9]{2})-([0-9]{2})|([0-9]{2}):([0-9]{2}):00)"
    r"(?= →|(?<=→ [0-9-]{10})(?= ;| et |$)|(?<=→ [0-9:]{8})(?= ;| et |$))"
)
_SETTINGS = {
    "folder": "dossier de la campagne",
    "epci.nom": "nom de l’EPCI",
    "epci.nom_court": "nom court de l’EPCI",
    "epci.sigle": "sigle de l’EPCI",
    "epci.siren": "SIREN de l’EPCI",
    "epci.siege": "siège de l’EPCI",
    "convention.titre": "titre de la convention",
    "convention.objet": "objet de la convention",
    "convention.reference": "référence de la convention",
    "convention.terme": "terme de la convention",
    "convention.fait_a": "lieu de la signature",
    "convention.originaux": "nombre d’originaux",
    "convention.reconduction.duree_mois": "durée d’une reconduction, en mois",
    "convention.reconduction.preavis_mois": "préavis d’une dénonciation, en mois",
    "convention.reconduction.maximum": "nombre maximal de reconductions",
    "numbering.modele": "modèle des numéros",
    "numbering.annee": "année des numéros",
    "epci.representants": "représentants de l’EPCI",
    "pieces": "documents",
    "avenant": "documents d’un avenant",
    "suites": "lettres",
    "rapport": "rapport d’évaluation",
    "planning": "planning",
    "planning.debut": "début du planning",
    "planning.demi_journees": "demi-journées du planning",
    "planning.mediateurs": "médiateurs",
    "planning.matin": "début des permanences du matin",
    "planning.apres_midi": "début des permanences de l’après-midi",
    "planning.accueil_minutes": "durée de l’accueil, en minutes",
    "planning.rendez_vous_minutes": "durée d’un rendez-vous, en minutes",
    "planning.debuts.matin": "heure des permanences du matin",
    "planning.debuts.après-midi": "heure des permanences de l’après-midi",
    "planning.accueil": "durée de l’accueil, en minutes",
    "planning.rendez_vous": "durée d’un rendez-vous, en minutes",
    "logo": "logo",
    "logo_texte": "texte qui décrit le logo",
    "courriel.expediteur": "expéditeur des courriels",
    "courriel.reponse_a": "adresse à laquelle répondre",
    "courriel.copie": "copie des relances",
    "voies_de_recours": "voies de recours",
    "pack.voies_de_recours": "phrase sur les voies de recours",
    "pack.annexes_non_conformes": "annexes qui ne suivent pas PDF/A et PDF/UA",
    "pack.recueil_pages": "nombre de pages d’un volume du recueil",
    "avenant_epci": "délibération de l’EPCI sur les avenants",
    "annexes_non_conformes": "place des annexes non conformes",
}
#: What a form calls the sections of campaign.toml, in its order.
SECTIONS = {
    "epci": "L’EPCI",
    "epci.president": "Qui signe pour lui",
    "epci.deliberation": "La délibération qui l’y autorise",
    "convention": "La convention",
    "convention.reconduction": "La reconduction tacite",
    "planning": "Le planning",
    "planning.mediateurs": "Les médiateurs",
    "numbering": "Les numéros",
    "courriel": "Les courriels",
    "pack": "Le dossier relié et le recueil",
    "avenant.deliberation_epci": "La délibération de l’EPCI sur les avenants qui ont une incidence financière",
}
#: What the parts of a setting are called: those of a person, of a deliberation, of a document, of an address.
_FIELDS = {
    "civilite": "civilité",
    "prenom": "prénom",
    "nom": "nom",
    "titre": "titre",
    "debut": "début",
    "fin": "fin",
    "communes": "communes",
    "deliberation": "délibération",
    "arrete": "arrêté",
    "numero": "numéro",
    "date": "date",
    "organe": "organe",
    "transmise": "transmission",
    "publiee": "publication",
    "template": "modèle",
    "a_signer": "signature",
    "projet": "retrait après le vote",
    "si": "condition",
    "of": "type du modèle",
    "place": "place",
    "name": "nom",
    "address": "adresse",
}
#: Whose parts they are, « which » being a rank or a kind of document.
_OWNERS: Mapping[re.Pattern[str], Callable[[str], str]] = {
    re.compile(r"epci\.president()\.(\w+)"): lambda _: "du Président",
    re.compile(r"epci\.representants\.([^.]+)\.(\w+)(?:\.[0-9]+)?"): lambda who: f"du représentant {who}",
    re.compile(r"epci\.representants()\.(\w+)"): lambda _: "des représentants de l’EPCI",
    re.compile(r"epci\.deliberation()\.(\w+)"): lambda _: "de la délibération de l’EPCI",
    re.compile(r"avenant(?:_epci|\.deliberation_epci)()\.(\w+)"): lambda _: (
        "de la délibération de l’EPCI sur les avenants"
    ),
    re.compile(r"(?:pieces|avenant)\.([\w-]+)\.(\w+)(?:\.[0-9]+)?"): lambda kind: f"du document « {spoken(kind)} »",
    re.compile(r"suites\.(\w+)\.(\w+)"): lambda kind: f"de la lettre « {spoken(kind)} »",
    re.compile(r"rapport()\.(\w+)"): lambda _: "du rapport d’évaluation",
    re.compile(r"courriel\.expediteur()\.(\w+)"): lambda _: "de l’expéditeur des courriels",
    re.compile(r"courriel\.reponse_a()\.(\w+)"): lambda _: "à laquelle répondre",
    re.compile(r"courriel\.copie()\.(\w+)"): lambda _: "de la copie des relances",
}
_MEDIATOR = re.compile(r"planning\.mediateurs\.(.+)")
_HALF_DAY = re.compile(r"planning\.demi_journees\..+")
#: What an avenant does; what it says of its evaluation and of its slot has the names of their columns.
_AVENANT = {
    "terme": "terme",
    "motif": "motif",
    "nature": "nature",
    "deliberation": "délibération du conseil",
    "deliberation_epci": "délibération de l’EPCI",
    "finances": "incidence financière",
    "finances.centimes": "montant, en centimes",
    "finances.periodicite": "périodicité",
    "finances.imputation": "imputation",
    "finances.payeur": "payeur",
    "finances.a_compter_du": "exigible à compter du",
    "figures": "évaluation",
    "periode": "période",
    "slot": "créneau",
}
_WORDING = re.compile(r"articles\.[0-9]+\.(alineas|motif|number)\b.*")
_WORDINGS = {"alineas": "rédaction d’un article", "motif": "motif d’un article", "number": "numéro d’un article"}


def named(text: str) -> str:
    """Return a message, its changes under their French names and their days as people write them."""
    return _VALUE.sub(_written, _CHANGE.sub(_named, text)) if " → " in text else text


def setting_of(name: str) -> str:
    """Return how a value of campaign.toml is called, by its name in the inputs of a build; "" if unknown."""
    if name in _SETTINGS:
        return _SETTINGS[name]
    if mediator := _MEDIATOR.fullmatch(name):
        return f"médiateur {mediator[1]}"
    if _HALF_DAY.fullmatch(name):
        return "demi-journées du planning"
    for pattern, owner in _OWNERS.items():
        if (found := pattern.fullmatch(name)) and found[2] in _FIELDS:
            return f"{_FIELDS[found[2]]} {owner(found[1])}"
    return ""


def part_of(name: str) -> str:
    """Return how a part of an avenant is called; "" if unknown."""
    if name in _AVENANT:
        return _AVENANT[name]
    if wording := _WORDING.fullmatch(name):
        return _WORDINGS[wording[1]]
    group, _, field = name.rpartition(".")
    if group == "deliberation_epci" and field in _FIELDS:
        return f"{_FIELDS[field]} de la délibération de l’EPCI"
    return _within(label_of(name)) if label_of(name) != name else ""


def _named(found: re.Match[str]) -> str:
    where, name = found["where"] or "", found["name"]
    if where == "campaign.toml, ":
        where, label = "", setting_of(name)
    elif where:
        label = part_of(name)
    else:
        label = _within(label_of(name))
    return f"{where}{label} : " if label else found[0]


def _within(label: str) -> str:
    """Return the title of a column as it stands within a sentence: « nom du maire », « SIREN »."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _written(found: re.Match[str]) -> str:
    year, month, day, hour, minute = found.groups()
    return f"{day}/{month}/{year}" if year else f"{int(hour)}{NBSP}h{NBSP}{minute}"
