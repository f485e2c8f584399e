"""Another EPCI than the campaign's, in a template that was taken over from it: its territory, its sigle, its court.

A partner or a third party is told too: nothing of it is an error.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from generator.inputs.campaign import Campaign
from generator.inputs.communes import Commune
from generator.inputs.official import is_official
from generator.inspection.persons import OtherPersons
from generator.language.places import de
from generator.language.typography import unaccented
from generator.law.prefectures import tribunal_of

#: What is said of a text: its words, what is wrong, what to do, where they begin.
Told = tuple[str, str, str, int]

_CAPITAL = "A-ZÀ-ÖØ-ÞŒ"
_NAME = (
    rf"(?:L[ea]s? |L’)?[{_CAPITAL}][\w’-]*"
    rf"(?:(?: (?:et|en|sur|sous|lès|aux?|de|du|des|la|les?|entre))*(?: [dl]’| )[{_CAPITAL}][\w’-]*)*"
)
_OF = r"(?: (?:de la|de l’|de|du|des) ?| d’)"
_GROUPING = r"communauté (?:de communes|d’agglomération|urbaine)"
#: What is said of a grouping alone, and the name that follows or goes before.
_NAMED = (
    re.compile(
        rf"(?<![\w’-])(?:(?:(?i:{_GROUPING})|C[CAU])(?:{_OF}| )"
        rf"|(?i:conseil communautaire|territoire|(?:euro)?métropole){_OF})(?P<name>{_NAME})"
    ),
    re.compile(
        rf"(?<![\w’-])(?P<name>[{_CAPITAL}][\w’-]*(?:[ -][{_CAPITAL}][\w’-]*)*?)[ -]"
        rf"(?:Agglomération|Agglo|Métropole|Intercommunalité|(?i:{_GROUPING}))(?![\w’-])"
    ),
)
_PLACE = rf"(?P<name>(?:L[ea]s? |L’)?[{_CAPITAL}][\w’-]*)"
#: A commune as a party, or where acts are signed.
_COMMUNE = re.compile(
    rf"(?<![\w’-])(?i:(?:commune|ville|mairie|maire|conseil municipal){_OF}|fait à )(?P<name>{_NAME})(?![\w’-])"
)
#: Where acts go, or what is around.
_STATE = re.compile(
    rf"(?<![\w’-])(?P<what>(?i:sous-préfecture|préfecture|préf(?:et|ète)|département|arrondissement)){_OF}"
    rf"(?!R[ée]gion|Police){_PLACE}"
)
#: A court that is named, not one that ruled: « TA de Lille, 3 mars 2020, n° … ».
_COURT_OF = re.compile(rf"(?:(?i:tribunal administratif)|\bTA){_OF}{_PLACE}(?![\w’-]|,? (?:\d|n°|ord\.))")
_SIREN = re.compile(r"(?i:\bSIRE[NT]\b)[^\w{}]{0,4}(?:(?i:n°) ?)?(?P<siren>\d{3} ?\d{3} ?\d{3})(?: ?\d{5})?(?!\d)")
#: How a communauté is called for short, and what else is called so.
_SIGLE = re.compile(r"(?<![\w’-])[Ll]a (?P<sigle>C[CAU][A-Z]{1,6})(?![\w-])")
_NO_EPCI = frozenset(
    re.findall(r"\w+", "CAA CADA CADES CAF CAL CAO CAP CAPA CAPEB CARSAT CCA CCI CCID CCIR CCSPL CUI CUMA")
)
#: A postal code before a town, but no sum of money.
_POSTAL = re.compile(rf"(?<![\w°,.])(?<![\d°] )(?P<code>\d{{5}}) (?!EUR|Euros?|HT|TTC|Cedex)[{_CAPITAL}][\w’-]+")
#: An address of the net that is that of a grouping.
_NET = re.compile(r"(?i:[\w.+-]+@|https?://|www\.)(?P<host>[\w-]+(?:\.[\w-]+)+)")
_OF_GROUPING = re.compile(r"agglo|communaute|metropole|^c[cau](?:-|[a-z]{1,4}(?:\.|$))|^grand-?")
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
_KEEP = ", ou gardez ces mots si c’est bien ce qui est visé"


class OtherEpci:
    """The names by which a campaign's own EPCI is known, where it lies, its communes and who represents them."""

    def __init__(self, communes: Collection[Commune], campaign: Campaign) -> None:
        epci = campaign.epci
        names, departements = [epci.nom, epci.nom_court, epci.sigle, campaign.convention.fait_a, epci.siege], set[str]()
        for commune in communes:
            departement = commune.row.get("departement", "")
            names += [commune.nom, departement, commune.row.get("arrondissement", "")]
            departements.add(departement)
        self._own = _COMMON | {word for name in names for word in _words(name)}
        self._sirens = {epci.siren, *(commune.siren for commune in communes)}
        self._name, self._sigle = epci.nom, epci.sigle
        self._courts = {tribunal_of(name) for name in departements}
        codes = re.findall(r"(?<!\d)\d{5}(?!\d)", epci.siege)
        self._around = {code[:2] for code in (*codes, *(commune.insee for commune in communes))}
        self._persons = OtherPersons(communes, campaign)

    def named(self, text: str) -> Iterator[Told]:
        """Yield each sign of another EPCI in a text, with what to write.

        Apostrophes and spaces of ``text`` are plain, and its tags left out.
        """
        yield from self._groupings(text)
        yield from self._state(text)
        yield from self._reached(text)
        yield from self._persons.named(text)
        for found in _SIREN.finditer(text):
            if found["siren"].replace(" ", "") not in self._sirens:
                message = f"« {found[0]} » : ce SIREN n’est pas celui de l’EPCI de la campagne ({self._name})"
                yield found[0], message, f"écrivez {{{{ epci.siren }}}}{_KEEP}", found.start()

    def _groupings(self, text: str) -> Iterator[Told]:
        """Yield the names and the sigles of others."""
        whose = f"n’est pas celui de la campagne ({self._name}) : ce modèle vient peut-être d’un autre EPCI"
        for pattern in _NAMED:
            for found in pattern.finditer(text):
                named = pattern is _NAMED[0] and _RULING.match(text, found.end())
                if not (named or _COURT.search(text[: found.start()]) or self._is_own(found["name"])):
                    message = f"« {found[0]} » {whose}"
                    yield found[0], message, f"écrivez {{{{ epci.nom_court }}}}{_KEEP}", found.start()
        for found in _COMMUNE.finditer(text):
            ruled = _RULING.match(text, found.end()) or _COURT.search(text[: found.start()])
            if not (ruled or self._is_own(found["name"])) and is_official(found["name"]):  # which reads 35 000 names
                message = f"« {found[0]} » : cette commune n’est pas de la campagne"
                tag = "convention.fait_a|a" if found[0].lower().startswith("fait") else "commune|de"
                yield found[0], message, f"écrivez {{{{ {tag} }}}}{_KEEP}", found.start()
        for found in _SIGLE.finditer(text):
            if found["sigle"] not in (self._sigle, *_NO_EPCI):
                message = f"« {found['sigle']} » n’est pas le sigle de l’EPCI de la campagne ({self._sigle})"
                yield found["sigle"], message, f"écrivez {{{{ epci.sigle }}}}{_KEEP}", found.start("sigle")

    def _state(self, text: str) -> Iterator[Told]:
        """Yield the préfectures, départements and courts where the campaign's communes are not."""
        for found in _STATE.finditer(text):
            if not self._is_own(found["name"]):
                of_departement = re.match(r"(?i)dép|préf(?:et|è)", found["what"])
                tag = "commune.departement|du_departement" if of_departement else "commune.prefecture"
                tag = "commune.arrondissement" if found["what"][0] in "aA" else tag
                message = f"« {found[0]} » : aucune commune de la campagne n’en dépend"
                yield found[0], message, f"écrivez {{{{ {tag} }}}}{_KEEP}", found.start()
        for found in _COURT_OF.finditer(text):
            known = {court.lower() for court in self._courts}
            if known and "" not in known and found["name"].lower() not in known:
                right = " ou ".join(f"« tribunal administratif {de(court)} »" for court in sorted(self._courts))
                message = f"« {found[0]} » n’est pas celui des communes de la campagne (CJA, art. R. 221-3)"
                yield found[0], message, f"écrivez {right}{_KEEP}", found.start()

    def _reached(self, text: str) -> Iterator[Told]:
        """Yield the addresses, in the street and on the net, that are elsewhere."""
        for found in _POSTAL.finditer(text) if "tribunal" not in text.lower() else ():
            if found["code"][:2] not in self._around:
                message = f"« {found[0]} » est dans un autre département que les communes de la campagne"
                remedy = f"écrivez {{{{ epci.siege }}}}, ou {{{{ commune.adresse_mairie }}}}{_KEEP}"
                yield found[0], message, remedy, found.start()
        for found in _NET.finditer(text):
            host = unaccented(found["host"]).lower().removeprefix("www.")
            own = (*self._own - _COMMON, *_words(self._sigle))
            if _OF_GROUPING.search(host) and not any(word in host for word in own):
                message = (
                    f"« {found[0]} » semble être l’adresse d’un autre EPCI que celui de la campagne ({self._name})"
                )
                yield found[0], message, f"écrivez la bonne adresse{_KEEP}", found.start()

    def _is_own(self, name: str) -> bool:
        return self._own.issuperset(_words(name))


def _words(name: str) -> set[str]:
    return set(_WORD.findall(unaccented(name).lower()))
