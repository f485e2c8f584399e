"""Mandates: in what words acts say that a member gives another the power to vote for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.minutes.names import CIVILITY
from generator.papers.letters import fold

#: No power of a member: « pouvoir d’achat », « pouvoir adjudicateur ».
_OTHER_POWER = r"(?!s?\s(?:d'achat|adjudicat|de police|publics?\b|executif|calorifique))"
#: What is given: « pouvoir », « procuration ».
POWER = rf"(?:(?:pour?v[oe]ir{_OTHER_POWER}|procuration|mandat)s?|droit de vote)"
_MORE = (
    r"(?: ecrit| de vote| de voter| en (?:son|leur) nom| pour (?:la |le )?(?:represent\w+|vot\w+)| donnee?s?|"
    r" respectifs?)*"
)
#: What may stand before it: « qui a donné », « excusé, donne ».
GIVES = (
    r"(?:qui |l[ea]quel(?:le)? |ayant |avait |avaient |a |ont |et |avec |par |(?:excusee?|absente?)s?,? |"
    r"respectivement ){0,8}(?:donn\w{1,5} |remis |(?:confi|deleg|laiss)\w{1,4} )?"
    r"(?:respectivement )?"
)
#: « au Dr X », « au maire ».
TO_AN_OFFICE = r"au(?=\s(?:dr|docteur|maire|president|doyen|\d|premier|second|deuxieme)\b)"
_TO = rf"(?:\b[a48]\b(?! ete\b)|\b{TO_AN_OFFICE}|[&2]|au profit de|en faveur de)"
#: Between the giver and the holder: « qui donne pouvoir à », « (pouvoir à », « représenté par ».
GIVEN = re.compile(
    rf"[\s,(]{{0,6}}\b{GIVES}(?:son |sa |un |une |leur )?{POWER}{_MORE}(?: "
    rf"respectivement)?\s{{0,3}}:?\s{{0,3}}{_TO}?\s+(?!de\b)"
    rf"|[\s,(]{{0,6}}\b{GIVES}(?:son |sa |un |une |leur )?{POWER}{_MORE}\s{{0,3}}:?\s{{0,3}}{_TO}\s+"
    r"|[\s,(]{0,6}\b(?:est |etait |sont |, )?represente\w{0,2}\s+par\s+"
    rf"|[\s,(]{{0,6}}\b(?:proc|pouv|pvr?|p(?=\.))\b\.?\s{{1,2}}(?:donnee?\s)?{_TO}\s+"
    rf"|[\s,(]{{0,6}}\b(?:proc|pouv|pvr?)\b\.?\s{{1,2}}(?={CIVILITY}\s)"
    rf"|[\s,(]{{0,6}}\ble sien\s{_TO}\s+"
    r"|[\s,(]{0,6}\bmandataire\s{0,3}:?\s{1,3}(?!(?:d[eu]|une?|l[ea]|ce)\b|d')"
)
_SURELY = re.compile(
    rf"\b{POWER}{_MORE}\s{{0,3}}:?\s{{0,3}}{_TO}\s{{0,6}}(?:(?<=\s)\w|[(….]|_)|\brepresente\w{{0,2}}\s+par\s|"
    rf"\bmandataire\s{{0,3}}:?\s{{1,3}}(?={CIVILITY}(?:\s|$))"
)
#: A mandate of which nothing more is told: « X (pouvoir) », « X a donné procuration ».
UNTOLD = re.compile(
    rf"[\s,]{{0,6}}\(\s?(?:{GIVES}{POWER}|proc|pouv|pvr?)\.?(?: {_TO})?\s?\)?\W*$|"
    rf"[\s,(]{{0,6}}\b(?=[^\n]{{0,60}}\b(?:donn|remis|confi|deleg)){GIVES}"
    rf"(?:son |sa |un |une )?{POWER}{_MORE}(?: {_TO})?\W*$"
)
#: Between the holder and the giver: « a reçu pouvoir de », « (pouvoir de », « représentant », « mandataire de ».
HELD = re.compile(
    rf"[\s,(]{{0,6}}\b(?:qui |ayant |avait |a |et ){{0,8}}(?:(?:recu|accepte|detient|detenant|porte\w*|titulaire|"
    rf"muni\w?|dispos\w+|possed\w+)\s)?(?:du |de la |le |la |d'un |d'une |un |une )?{POWER}{_MORE}\s+(?:de\b|d')\s?"
    r"|[\s,(]{0,6}\b(?:mandataire\s(?:de\s|d')|representant\s(?!de l'etat)(?:de\s|d'|(?=m\.|mme|monsieur|madame)))"
)
#: « Pouvoir a été donné à Mme Y par M. X ».
_TO_FROM = re.compile(
    rf"^[\s•*-]*{POWER}{_MORE}\s(?:(?:a|est) (?:ete )?)?(?:donn|confi|remis)\w*\sa\s"
    rf"(?P<holder>[^\n;]{{3,60}}?)\spar\s(?=\S)"
)
#: « Pouvoir de M. X à Mme Y », « de M. X à Mme Y ».
FROM = re.compile(
    rf"^[\s•*-]*(?:{POWER}{_MORE}\s+)?(?:(?:(?:a |est )?(?:ete )?donnee? )?par\s|de\s|d'\s?)"
    rf"(?P<giver>[^\n;]{{3,60}}?)(?:,? (?:(?:a ete|est) )?(?:donn|confi|remis|attribu)ee?s?)?\s+(?:au?|vers)\s+(?=\S)"
)
#: For which acts a member sits or gives a mandate: « de la délibération n° 3 à la n° 7 », « jusqu’au point D2022-6 ».
_WHICH = (
    r"(?:la\s|le\s|l[’']|les\s)?(?:(?:délibération|question|point|affaire|dossier|rapport)s?\s)?(?:n\s?°\s?)?"
    r"(?:[A-Z]{1,3}-?){0,2}\d+(?:[-/.]\d+)*"
)
IN_PART = re.compile(
    r",?\s(?:de|depuis|à partir d[eu]|à compter d[eu]|jusqu[’'](?:à|au)|du|des|pour)\s"
    rf"(?=\D{{0,30}}(?:délibér|question|point|affaire|dossier|rapport)){_WHICH}(?:\s(?:à|au|et|jusqu[’'](?:à|au))\s{_WHICH})?"
)
#: The point of a civility or an initial, which ends no sentence.
_POINT = re.compile(r"(?<=\bm)\.|(?<=\bm[mr])\.|(?<=\bmme)\.|(?<=\b[a-z])\.")
_SPREAD = re.compile(
    r"(?P<givers>[^.;:\n]{5,400}?),?\s\(?(?P<how>(?:(?:qui|ont|avaient|ayant|sont|etaient)\s){0,3}"
    r"(?=[^.;:\n]{0,80}\brespectivement\b)(?:respectivement|donn\w+|represent\w+|remis|confi\w+)\b[^.;:\n]{0,60}?)"
    r"\s(?:[a48]|par)\s(?P<holders>[^.;:\n]{5,400})"
)
#: « A et B donnent pouvoir à C et D »: what stands between as many givers as holders.
_GIFT = re.compile(rf",?\s(?:qui\s)?(?:donnent|(?:ont|avaient|ayant) donne)\s(?:leurs?\s)?{POWER}\sa\s")
#: « Pouvoirs de A et B à C et D »: the same, turned; « Pouvoirs respectifs de A à C, et de B à D ».
_OWNED = re.compile(
    rf"(?:\W*{POWER}{_MORE}|,?\set)\sde\s(?P<givers>[^.;:\n]{{5,160}}?)\sa\s"
    r"(?P<holders>[^.;:\n]{5,160}?)(?=,?\set\sde\s|[.;:\n]|\s*$)"
)
_FIRST = r"l[ea]\s(?:premiere?|seconde?|deuxieme|troisieme|derniere?)\sau?\s"
#: « A et B, qui ont remis leur pouvoir, le premier à C, la seconde à D ».
_RANKED = re.compile(
    r"(?P<givers>[^.;:\n]{5,160}?),?\s(?:qui\s)?(?:ont|ayant|avaient)\s(?:donn|remis|confi)\w*\s"
    rf"(?:leurs?\s)?{POWER},?\s{_FIRST}(?P<holders>[^.;:\n]{{5,200}})"
)
_BEFORE, _BEHIND = re.compile(r"[^.;:\n]{5,160}$"), re.compile(r"[^.;:\n]{5,160}")
#: What follows the holders in their sentence.
_AFTER = re.compile(r",?\s(?:respectivement|presente?s?)\b.*|\).*", re.DOTALL)
#: The givers, the word and the holders of such a sentence stand in so many characters on each side of it.
_AROUND = 500
#: The end of a line before an item of a list.
_ITEM = re.compile(r"\n(?=[ \t]*[-–•*][ \t])")
_BETWEEN = re.compile(rf"(?:\s*,\s*(?:et\s)?|\s+et\s+)(?:{_FIRST})?")


def is_mandate(folded: str) -> bool:
    """Tell whether a folded sentence gives a mandate."""
    told = _SURELY.search(folded) or HELD.search(folded) or _TO_FROM.match(folded)
    return told is not None or (re.match(rf"[\s•*-]*{POWER}", folded) is not None and FROM.match(folded) is not None)


def from_to(piece: str) -> tuple[str, str] | None:
    """Return the giver and the holder of « de X à Y », None for another turn."""
    if held := _TO_FROM.match(fold(piece)):
        return piece[held.end() :], piece[slice(*held.span("holder"))]
    match = FROM.match(fold(piece))
    return (piece[slice(*match.span("giver"))], piece[match.end() :]) if match else None


def spread(block: str) -> Iterator[tuple[int, int, list[str], list[str]]]:
    """Give the sentences « A, B et C donnent respectivement pouvoir à D, E et F », with their givers and holders.

    Without that word they are as many.
    """
    folded, place = _POINT.sub(" ", fold(_ITEM.sub(";", block).replace("\n", " "))), 0
    for told in re.finditer("respectivement", folded):
        match = _SPREAD.search(folded, max(place, told.start() - _AROUND), told.end() + _AROUND)
        if match is None:
            continue
        place = match.end()
        givers, holders = (_people(block[slice(*match.span(name))]) for name in ("givers", "holders"))
        yield match.start(), match.end(), givers, holders
    if place:
        return
    owned = list(_owned(folded))
    least = 1 if len(owned) > 1 else 2
    for (first, last), (start, end) in owned or _several(folded):
        givers, holders = _people(block[first:last]), _people(block[start:end])
        apart = any(GIVEN.search(f" {fold(name)}") for name in (*givers, *holders))  # each mandate is told by itself
        if len(givers) == len(holders) >= least and not apart:
            yield first, end, givers, holders


def _owned(folded: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Give where those stand who give and who hold the mandates that are told one after the other as « de A à B »."""
    owned = _OWNED.match(folded)
    while owned:
        yield owned.span("givers"), owned.span("holders")
        owned = _OWNED.match(folded, owned.end())


def _several(folded: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Give where those stand who give mandates in one sentence, and where those who hold them."""
    if told := _RANKED.match(folded):
        yield told.span("givers"), told.span("holders")
        return
    for gift in _GIFT.finditer(folded):
        begins = max(0, gift.start() - _AROUND)
        before, behind = _BEFORE.search(folded[begins : gift.start()]), _BEHIND.match(folded, gift.end())
        if before and behind:
            yield (begins + before.start(), gift.start()), behind.span()


def _people(text: str) -> list[str]:
    text = _AFTER.sub("", text) if _AFTER.search(fold(text)) else text
    names, start = [], 0
    for match in _BETWEEN.finditer(fold(text)):
        names.append(text[start : match.start()])
        start = match.end()
    return [name for name in [*names, text[start:]] if name.strip()]
