"""Persons whom a template names for a party, and whom the campaign does not know: those of the act it was made of."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from generator.inputs.campaign import Campaign
from generator.inputs.communes import Commune
from generator.language.typography import unaccented

_WORD = r"[A-ZÀ-ÖØ-ÞŒ][\w’-]*"
_CIVILITY = r"(?:M\.|Mme\.?|Monsieur|Madame)"
_OFFICE = r"(?:[Vv]ice-)?(?:[Mm]aire|[Pp]résidente?)"
_PERSON = rf"(?P<name>(?!(?:Monsieur|Madame)\b){_WORD}(?: (?:de |du |d’)?{_WORD})*)"
#: A person after an office, « son président, Jean DURAND » and « le Président de X, M. DURAND », or before it.
_NAMED = (
    re.compile(rf"représentée? par (?:(?:son|sa|le|la) )?{_OFFICE}(?: en exercice)?,? (?:{_CIVILITY} )?{_PERSON}"),
    re.compile(rf"représentée? par {_CIVILITY} {_PERSON}"),
    re.compile(rf"{_OFFICE}(?: en exercice)?(?: (?:de|du|des|d’)[^,.;()]{{0,60}})?, {_CIVILITY} {_PERSON}"),
    re.compile(rf"{_CIVILITY} {_PERSON}, (?:(?:son|sa|le|la|en qualité de|agissant en qualité de) )?{_OFFICE}\b"),
)
#: What presides over something else.
_ELSEWHERE = re.compile(r"(?i:tribunal|conseil (?:départemental|régional)|département|région|république|syndicat)")
#: How far from a name that may be said, in characters.
_AROUND = 40


class OtherPersons:
    """The persons that a campaign knows: who presides, who signs, the mayors."""

    def __init__(self, communes: Collection[Commune], campaign: Campaign) -> None:
        epci = campaign.epci
        known = [(one.prenom, one.nom) for one in (epci.president, *epci.representants)]
        for commune in communes:
            known.append((commune.prenom_maire, commune.nom_maire))
            known.append((commune.row.get("signataire_prenom", ""), commune.row.get("signataire_nom", "")))
        self._known = [_words(f"{first} {last}") for first, last in known]

    def named(self, text: str) -> Iterator[tuple[str, str, str, int]]:
        """Yield each other person named for a party: the words, what is wrong, what to do, where they begin."""
        told = set[int]()
        for pattern in _NAMED:
            for found in pattern.finditer(text):
                name, at = found["name"], found.start("name")
                around = text[max(0, found.start() - _AROUND) : found.end() + _AROUND]
                if at in told or self._is_known(name) or _ELSEWHERE.search(around):
                    continue
                told.add(at)
                message = f"« {name} » est écrit tel quel, et ni campaign.toml ni communes.csv ne connaissent ce nom"
                remedy = (
                    "écrivez {{ epci.signataire.prenom }} {{ epci.signataire.nom }} pour l’EPCI, "
                    "{{ signataire.prenom }} {{ signataire.nom }} pour la commune, "
                    "ou gardez ce nom si c’est bien celui d’un tiers"
                )
                yield name, message, remedy, at

    def _is_known(self, name: str) -> bool:
        words = _words(name)
        return any(words <= known for known in self._known)


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w{2,}", unaccented(name).lower()))
