"""The acts of a convention's life: what a clerk should know of each, and what its form asks."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from generator.web.lacks import read_days


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of a form: a ``day``, a ``text``, a ``long`` text, or the ``choices`` of a list."""

    label: str
    kind: str = "day"
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class LifeAct:
    """An act of a convention's life: what it is, the ``verb`` of its button, what a clerk should know, its fields.

    ``typed`` asks for the name of the commune to be typed.
    """

    label: str
    verb: str
    told: str
    fields: tuple[str, ...] = ()
    typed: bool = False

    @property
    def letter(self) -> bool:
        """Tell whether a letter or a decision can go with it."""
        return len(self.fields) > 1 and "acte" not in self.fields


FIELDS: Mapping[str, FormField] = {
    "auteur": FormField("Qui la demande", "choice", choices=(("commune", "la commune"), ("epci", "l’EPCI"))),
    "recue": FormField("Reçue par l’autre partie le", help="L’accusé de réception de la lettre le dit"),
    "demeure": FormField("Mise en demeure reçue le"),
    "fin": FormField("Dernier jour de la convention"),
    "veille": FormField("Dernier jour de la commune d’aujourd’hui"),
    "vers": FormField("Commune nouvelle", "text", help="Son nom dans communes.csv, ou son code INSEE"),
    "acte": FormField("Délibération", "choice"),
    "jour": FormField("Réglé le", help="Jugement, réponse : son jour"),
    "raison": FormField("Raison", "long", help="Le registre la garde"),
}
ACTS: Mapping[str, LifeAct] = {
    "reconduction": LifeAct(
        "Enregistrer la reconduction",
        "Enregistrer la reconduction",
        "La convention qui n’a pas été dénoncée à temps continue d’elle-même. La lettre et le planning de la nouvelle "
        "période sont fabriqués, si la campagne en a ; rien d’autre ne change.",
    ),
    "denonciation": LifeAct(
        "Dénoncer",
        "Enregistrer la dénonciation",
        "Reçue trop tard pour le terme en cours, elle vaut pour le suivant.",
        ("auteur", "recue", "raison"),
    ),
    "resiliation": LifeAct(
        "Résilier pour manquement",
        "Enregistrer la résiliation",
        "Un mois au moins après la mise en demeure restée sans effet.",
        ("auteur", "demeure", "recue", "raison"),
        typed=True,
    ),
    "accord": LifeAct(
        "Résilier d’un commun accord",
        "Enregistrer la résiliation",
        "Les deux parties la décident, et signent l’accord au plus tard ce jour-là.",
        ("fin", "raison"),
        typed=True,
    ),
    "retrait": LifeAct(
        "Retrait de la commune de l’EPCI",
        "Enregistrer le retrait",
        "Le préfet l’a prononcé. Une commune qui reste membre et ne veut plus du service dénonce la convention.",
        ("fin", "raison"),
        typed=True,
    ),
    "annulation": LifeAct("Annulation par le juge", "Enregistrer l’annulation", "", ("fin", "raison")),
    "fusion": LifeAct(
        "Fusion dans une commune nouvelle",
        "Enregistrer la fusion",
        "La convention continue : la commune nouvelle prend la place de la commune dès le lendemain.",
        ("veille", "vers", "raison"),
    ),
    "erreur": LifeAct(
        "Annuler une fin enregistrée",
        "Annuler la fin",
        "Si elle n’a pas eu lieu, ou si les deux parties y ont renoncé avant son dernier jour ; le registre la garde.",
        ("raison",),
    ),
    "deliberation": LifeAct(
        "Retrait d’une délibération",
        "Enregistrer le retrait de la délibération",
        "Avant la signature, plus rien ne repose sur elle ; après, le retrait est signalé et rien ne change.",
        ("acte", "raison"),
    ),
    "retablie": LifeAct(
        "Annuler le retrait d’une délibération",
        "Annuler le retrait",
        "S’il a été signalé à tort depuis la signature, ou si le juge l’a censuré ; le journal garde l’un et l’autre.",
        ("acte", "raison"),
    ),
    "reglee": LifeAct(
        "Demande de la préfecture réglée",
        "Noter que c’est réglé",
        "Un déféré est jugé, ou la commune a répondu sur papier : plus rien n’en est dit. Une annulation se note"
        " autrement, comme un retrait de la délibération ou une fin de la convention.",
        ("acte", "jour", "raison"),
    ),
    "rouverte": LifeAct(
        "Demande de la préfecture à régler de nouveau",
        "Noter que ce n’est plus réglé",
        "Le préfet fait appel, ou elle a été dite réglée par erreur ; le journal garde l’un et l’autre.",
        ("acte", "raison"),
    ),
}
_WANTED = {"day": "Écrivez ce jour.", "choice": "Choisissez.", "text": "À compléter.", "long": "Dites pourquoi."}


def read_fields(typed: Mapping[str, str]) -> tuple[dict[str, datetime.date], dict[str, str]]:
    """Return the days that were typed, by field, and what is wrong with each field."""
    days, errors = read_days({name: text for name, text in typed.items() if FIELDS[name].kind == "day"})
    return days, errors | {name: _WANTED[FIELDS[name].kind] for name, text in typed.items() if not text}
