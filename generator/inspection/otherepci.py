"""Another EPCI than the campaign's, named by a template that was taken over from it: its territory, its SIREN."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from generator.inputs.campaign import Campaign
from generator.inputs.communes import Commune
from generator.language.typography import unaccented

_CAPITAL = "A-ZÀ-ÖØ-ÞŒ"
_NAME = (
    rf"(?:L[ea]s? |L’)?[{_CAPITAL}][\w’-]*"
    rf"(?:(?: (?:et|en|sur|sous|lès|aux?|de|du|des|la|les?|entre))*(?: [dl]’| )[{_CAPITAL}][\w’-]*)*"
)
#: What is said of a grouping alone, and the name that follows.
_NAMED = re.compile(
    r"(?<![\w’-])(?:(?i:communauté (?:de communes|d’agglomération|urbaine))(?: (?:de la|de l’|de|du|des)? ?| d’)"
    rf"|(?i:conseil communautaire|territoire)(?: (?:de la|de l’|de|du|des) ?| d’))(?P<name>{_NAME})"
)
_SIREN = re.compile(r"(?i:\bSIRE[NT]\b)[^\w{}]{0,4}(?:(?i:n°) ?)?(?P<siren>\d{3} ?\d{3} ?\d{3})(?: ?\d{5})?(?!\d)")
_WORD = re.compile(r"\w{3,}")
#: What follows a party of a ruling: its number; and the court before its parties.
RULING = r",? (?:req\. )?n°"
_RULING, _COURT = re.compile(RULING), re.compile(r"\b(?:CE|CAA|TA|CJUE)\b[^.;]{0,80}$")
#: What a territory is of without being that of an EPCI, and the words that join those of a name.
_COMMON = frozenset(
    _WORD.findall(
        "agglomeration collectivite collectivites communaute commune communes departement departements epci etat europe"
        " france intercommunalite metropole parties region republique union ville villes aux des entre les sous sur"
    )
)


class OtherEpci:
    """The names by which a campaign's own EPCI is known, and its communes."""

    def __init__(self, communes: Collection[Commune], campaign: Campaign) -> None:
        epci = campaign.epci
        names = [epci.nom, epci.nom_court, epci.sigle]
        for commune in communes:
            names += [commune.nom, *(commune.row.get(column, "") for column in ("departement", "arrondissement"))]
        self._own = _COMMON | {word for name in names for word in _words(name)}
        self._sirens = {epci.siren, *(commune.siren for commune in communes)}
        self._name = epci.nom

    def named(self, text: str) -> Iterator[tuple[str, str, str, int]]:
        """Yield each other EPCI that a text names: its words, what is wrong, what to write, where.

        Apostrophes and spaces of ``text`` are plain, and its tags left out.
        """
        whose = f"n’est pas celui de la campagne ({self._name}) : ce modèle vient peut-être d’un autre EPCI"
        keep = ", ou gardez ces mots si c’est bien ce qui est visé"
        for found in _NAMED.finditer(text):
            ruling = _COURT.search(text[: found.start()]) or _RULING.match(text, found.end())
            if not (ruling or self._own.issuperset(_words(found["name"]))):
                message = f"« {found[0]} » {whose}"
                yield found[0], message, f"écrivez {{{{ epci.nom_court }}}}{keep}", found.start()
        for found in _SIREN.finditer(text):
            if found["siren"].replace(" ", "") not in self._sirens:
                message = f"« {found[0]} » : ce SIREN n’est pas celui de l’EPCI de la campagne ({self._name})"
                yield found[0], message, f"écrivez {{{{ epci.siren }}}}{keep}", found.start()


def _words(name: str) -> set[str]:
    return set(_WORD.findall(unaccented(name).lower()))
