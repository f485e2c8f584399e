"""Persons of one act in the template of all: « Monsieur {{ signataire.nom }} », « autorisé », and who is named."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from generator.inputs.campaign import Campaign
from generator.inputs.communes import Commune
from generator.language.agreement import genre
from generator.language.typography import unaccented

_TAG = r"\{\{ *(?P<who>signataire\.(?:pre)?nom|commune\.(?:pre)?nom_maire)\b[^{}]*\}\}"
_CIVILITY = r"(?<!ou )(?<![\w’/(-])(?P<civility>Monsieur|M\.|Madame|Mme)"
_BEFORE = re.compile(rf"{_CIVILITY} {_TAG}")
_ALONE = re.compile(rf"{_CIVILITY} l[ea] [Mm]aire(?![\w’-]| d(?:e|es|u) | d’)")
#: A participle of the person, in the same sentence; what agrees stands in a tag.
_AFTER = re.compile(
    rf"{_TAG}(?:[^.;{{}}]|\{{\{{[^{{}}]*\}}\}}){{0,80}}?"
    r"(?<![\w’\"-])(?P<word>autorisé|habilité|mandaté|domicilié|désigné|né)(?![\w(\"])"
)
#: What asks for the civility, in the cases of which words suit the person.
_ASKED = re.compile(r"\{%[^%]*\bcivilite")
_WORD = r"[A-ZÀ-ÖØ-ÞŒ][\w’-]*"
_CALLED = r"(?:M\.|Mme\.?|Monsieur|Madame)"
_OFFICE = r"(?:[Vv]ice-)?(?:[Mm]aire|[Pp]résidente?)"
_PERSON = rf"(?P<name>(?!(?:Monsieur|Madame)\b){_WORD}(?: (?:de |du |d’)?{_WORD})*)"
#: A person after an office, « son président, Jean DURAND » and « le Président de X, M. DURAND », or before it.
_NAMED = (
    re.compile(rf"représentée? par (?:(?:son|sa|le|la) )?{_OFFICE}(?: en exercice)?,? (?:{_CALLED} )?{_PERSON}"),
    re.compile(rf"représentée? par {_CALLED} {_PERSON}"),
    re.compile(rf"{_OFFICE}(?: en exercice)?(?: (?:de|du|des|d’)[^,.;()]{{0,60}})?, {_CALLED} {_PERSON}"),
    re.compile(rf"{_CALLED} {_PERSON}, (?:(?:son|sa|le|la|en qualité de|agissant en qualité de) )?{_OFFICE}\b"),
)
#: What presides over something else.
_ELSEWHERE = re.compile(r"(?i:tribunal|conseil (?:départemental|régional)|département|région|république|syndicat)")
#: How far from a name that may be said, in characters.
_AROUND = 40


class Civilities:
    """Those of the mayors, and of who signs, in the communes of a campaign."""

    def __init__(self, communes: Collection[Commune]) -> None:
        mayors = [commune.maire for commune in communes]
        self._persons = {"commune": mayors, "signataire": [one.signataire or one.maire for one in communes]}

    def wrong(self, text: str) -> Iterator[tuple[str, str, str, int]]:
        """Yield each word that does not suit all: the words, what is wrong, what to write, where they begin."""
        if _ASKED.search(text):
            return
        for pattern in (_BEFORE, _ALONE, _AFTER):
            for found in pattern.finditer(text):
                group = (found["who"] if pattern is not _ALONE else "commune").partition(".")[0]
                gender = "m" if pattern is _AFTER else genre(found["civility"])
                other = next((one for one in self._persons[group] if genre(one.civilite) != gender), None)
                if other is None:
                    continue
                asked = "signataire.civilite" if group == "signataire" else "commune.civilite_maire"
                words, at, right = found[0], found.start(), "{{ commune.appel_maire }}"
                if pattern is _BEFORE:
                    right = f"{{{{ {asked} }}}} {words.partition(' ')[2]}"
                elif pattern is _AFTER:
                    words, at = found["word"], found.start("word")
                    right = f'{{{{ "{words}"|accord({asked}) }}}}'
                person = f"{other.civilite} {other.prenom} {other.nom}"
                yield words, f"« {words} » s’imprimerait aussi pour {person}", f"écrivez « {right} »", at


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
