"""With whom an object says that its convention is made, where that is not the EPCI."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from generator.inputs.epci import Epci
from generator.papers.letters import fold

#: A public body or an association that an object names as a party, and the words after it.
_PARTY = re.compile(
    r"\b(?:avec|entre|et) (?:l[ea]s? |l')?(?P<party>(?:(?:conseil )?(?:departement|region)\w*|"
    r"communaute (?:de communes|urbaine|d'agglo\w*)|metropole|syndicat|"
    r"centre (?:communal|intercommunal|de gestion)|cc?as\b|cias\b|etat\b|prefecture|"
    r"association|caisse|caf\b|la poste|societe|universite|college|lycee|agence)\b"
    r"(?:[ '-]+\w+){0,8})"
)
#: Another commune: the council's own may be named so too, beside the EPCI by whatever name.
_COMMUNE = re.compile(r"\bavec (?:la |les )(?P<party>(?:commune|ville)s? (?:d[eu] |d'|des )\w+(?:[ '-]+\w+){0,4})")
_AGGLOMERATION = re.compile(r"\b(?:agglo\w*|communaute|intercommunalite|epci)\b")
#: Words of an EPCI's name that others bear too.
_COMMON = frozenset(
    re.findall(
        r"\w+",
        "agglo agglomeration communaute commune communes d de des du et l la le les metropole pays syndicat urbaine",
    )
)
#: A word is another one, misread, when they are so alike.
_ALIKE = 0.78
#: A name of an institution without any place: « la Communauté de communes », « la Métropole ».
_NAMELESS = re.compile(
    r"(?:communaute (?:de communes|urbaine|d'agglo\w*)|metropole|syndicat)(?= (?:pour|dans|relati|et)|$)"
)

#: What follows a party in an object.
_MATTER = re.compile(r" (?:pour|relati\w+|portant|dans|concernant|en vue|afin|et) ", re.IGNORECASE)
#: A convention and whom it is made with, in a sentence of the decision.
_WITH = re.compile(r"\b(?:conventions?|contrats?|sign\w+)\b[^;.]{0,200}?(?=\bavec\b|\bentre\b)")


def decided_with(operative: str, epci: Epci) -> str:
    """Return with whom a council decides that the convention is made, as written; "" for the EPCI or nobody."""
    folded = fold(operative)
    found = (_party(operative[made.end() : _stop(folded, made.end())], folded) for made in _WITH.finditer(folded))
    return "" if _is_named(epci, folded) else next(filter(None, found), "")


def _stop(folded: str, start: int) -> int:
    stop = re.compile(r"[;,]|\. ").search(folded, start)
    return stop.start() if stop else len(folded)


def other_party(subject: str, epci: Epci) -> str:
    """Return with whom an object says that the convention is made, as it is written; "" for the EPCI or nobody."""
    folded = fold(subject)
    return "" if _is_named(epci, folded) else _party(subject, folded)


def _party(said: str, folded: str) -> str:
    """Return whom some words name as a party; a commune only where no EPCI is spoken of in the whole text, folded."""
    match = _PARTY.search(fold(said)) or (None if _AGGLOMERATION.search(folded) else _COMMUNE.search(fold(said)))
    if match is None or _NAMELESS.match(match["party"]):
        return ""
    return _MATTER.split(said[slice(*match.span("party"))])[0]


def _is_named(epci: Epci, folded: str) -> bool:
    words = re.findall(r"\w+", folded)
    if fold(epci.sigle) in words:
        return True
    own = [word for word in re.findall(r"\w+", fold(f"{epci.nom} {epci.nom_court}")) if word not in _COMMON]
    return any(SequenceMatcher(None, name, word, autojunk=False).ratio() >= _ALIKE for name in own for word in words)
