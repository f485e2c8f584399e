"""Which avenants an authorisation to sign covers, in its own words: all, some, one, or none.

Read in folded text on one line, as ``decisions`` makes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

#: « all » are those to come, or those of them without financial effect; « some » are others; « one » is an avenant that
#: is named, or a single one. The widest is the last of ``BREADTHS``.
Breadth = Literal["none", "one", "some", "all"]
BREADTHS = get_args(Breadth)

_AVENANT = re.compile(r"\bavenants?\b")
_EXCLUDED = re.compile(
    r"\b(?:hors|sauf|excepte|exception|exclu\w*|hormis|sans|ni|non|mais pas|aucun)\b(?! le cas echeant)[^,;.]{0,30}$|"
    r"\b(?:pour|concernant|s'agissant des|quant aux) (?:(?:les|tous?|ses|leurs|d'eventuels) )*$"
)
#: Avenants on which the council is to vote each time.
_RESERVED = re.compile(
    r"avenants?\b(?! (?:\w+ )?(?:sans|n'ayant))[^;.]{0,80}?\b(?:devant|devr\w+|sera|seront|fera|feront|soit|soient)\b"
    r"[^;.]{0,40}\b(?:soumis|present|objet|approuv|autoris|deliber|reven|repass)|"
    r"avenants?\b[^;.]{0,80}?\b(?:nouvelle|autre|propre) deliberation|avenants?,? (?:restant|etant exclus)"
)
_EVERY = re.compile(r"\b(?:tout|chaque|les|tous|ses|leurs|des|d')(?: (?:autre|nouvel|eventuels?|futurs?|les))*\s*$")
_EFFECT = (
    r"(?:incidences?|effets?|impacts?|consequences?|portee|repercussions?) (?:nouvelles? )?(?:financi\w+|budgetair\w+)"
)
#: « sous réserve qu’ils n’aient pas d’incidence financière »: without financial effect, in other words.
_WITHOUT = (
    rf"(?:sans|depourvus? d[e'u]) ?(?:aucune? |toute |d')?{_EFFECT}|"
    rf"(?:n'ayant|ne comportant|n'emportant|n'entrainant|n'impliquant) (?:pas |aucune? )(?:d')?{_EFFECT}|"
    r"(?:sous (?:la )?(?:seule )?(?:reserve|condition)|a (?:la )?(?:seule )?condition|des lors|pour autant|pourvu) "
    r"(?:que |qu')(?:ils|ceux-ci|ces derniers|celui-ci|il) (?:(?:soient|soit|sont|restent|demeurent) sans |"
    rf"n'(?:aient|ait|ont|entrainent|emportent) (?:pas |aucune? )(?:d')?){_EFFECT}|"
    r"(?:a l'(?:exception|exclusion) de|sauf|hormis|hors) ceux (?:ayant|qui (?:ont|auraient|emportent)|emportant|"
    rf"comportant) une? {_EFFECT}"
)
#: What may follow « avenants » without telling some of them from the others.
_OPEN = re.compile(
    r"(?:,? \(?(?:compris|inclus|eventuels?|futurs?|successifs?|ulterieurs?|subsequents?|correspondants?|necessaires|"
    r"a (?:venir|intervenir|conclure)|(?:y )?afferents?(?=[ ,)]|$)|s'y rapportant|"
    r"qui (?:s'y rapport\w+|interviendr\w+|(?:pourr|viendr|ser)\w+ (?:a |etre |s'averer |en )?"
    r"(?:conclus?|passes?|signes?|pris|intervenir|etablis?|rediges?|necessaires?|decouler))|"
    r"(?:a|de|relatifs? a|se rapportant a) (?:l[ae]s?|cette|ces|ladite|lesdites|celle-ci)(?: presentes?)?"
    r"(?: conventions?(?: (?:de |d'|relative |portant |entre )[\w' -]{0,80}?)?)?|avec l[ae] [^,;.]{3,80}?|"
    rf"{_WITHOUT}))*(?=$|[,)]| (?:et|ainsi|ou|y compris|de meme)\b)"
)
#: What, after a comma, is still said of the avenants.
_OF_THEM = re.compile(
    r"(?:\b(?:ils|ceux|ces derniers|leur|dont|n'ayant|n'exced\w+|ne portant|portant|mineurs?|techniques?|simples?)\b|"
    r"\b(?:incidence|effet|impact)s? financ)"
)
#: Where what is said of avenants ends: at what else may be signed, or done.
_BEYOND = re.compile(
    r",? (?:et|ainsi qu[e']|de meme qu[e']|ou) ?(?:a |d')?(?:tou[ts]\w*|l[ae]s?|l'|ses|leurs|des|un|une|d'|signer|"
    r"accomplir|effectuer|prendre|mener|engager)\b|, (?!sous|a (?:la |l')|pour|des lors|sauf|hormis|hors|dans|s'ils|si|"
    r"lorsqu|n'|ne |sans|dont|portant|ceux|pourvu|les autres|etant)"
)
_STOP = re.compile(r";|\.(?: |$)")
#: The convention that an avenant amends is not what is signed.
_AMENDED = re.compile(
    r"(?<=avenant)(?P<kept>s?(?: n ?°? ?\d+)?) (?:[\w-]+ ){0,3}?(?:a|de|modifiant|prolongeant) "
    r"(?:la |cette |ladite |sa )?conventions?\b[^,;.]*"
)
_CONTRACT = re.compile(r"\b(?:conventions?|contrats?|protocoles?)\b")
#: A convention that is named before: an avenant would be « le signer ».
_IT = re.compile(r"\b(?:la signer|signer celle-ci)\b[^;.]*\bavenants?\b")
_PAPERS = re.compile(r"\b(?:documents?|actes?|pieces?)\b")


@dataclass(frozen=True, slots=True)
class Extent:
    """Avenants that an authorisation names: how many of them, and the place of its words in the clause."""

    breadth: Breadth
    start: int
    end: int


#: No avenant at all.
NONE = Extent("none", 0, 0)


def extents(clause: str) -> Iterator[Extent]:
    """Yield the avenants that an authorisation names and does not leave out."""
    for match in _AVENANT.finditer(clause):
        before = clause[: match.start()]
        if _EXCLUDED.search(before) or _RESERVED.match(clause, match.start()):
            continue
        end = _end(clause, match.end())
        yield Extent(_breadth(before, clause[match.start() : end]), _first(before), end)


def without_avenants(text: str) -> str:
    """Return a text without what it says of avenants: a limit of theirs is none of the convention."""
    named = list(_AVENANT.finditer(text))
    starts = [_first(text[: match.start()]) for match in named]
    ends = [
        min(_end(text, match.end()), following)
        for match, following in zip(named, [*starts[1:], len(text)], strict=False)
    ]
    for start, end in reversed(list(zip(starts, ends, strict=True))):
        text = f"{text[:start]} {text[end:]}" if _OF_THEM.search(text, start, end) else text
    return text


def is_of_avenants(clause: str, folded: str) -> bool:
    """Tell whether an authorisation lets nothing but avenants be signed, in its clause or by what is approved before.

    « l’avenant n° 1 à la convention », « tout avenant »; « à le signer », « tout document » where one is approved.
    """
    alone = _AMENDED.sub(r"\g<kept>", clause)
    if _CONTRACT.search(alone) or _IT.search(alone):
        return False
    if _AVENANT.search(alone) and not _PAPERS.search(alone):
        return True
    whole = _AMENDED.sub(r"\g<kept>", folded)
    singular = any(_breadth(whole[: one.start()], one[0]) == "one" for one in _AVENANT.finditer(whole))
    return singular and not _CONTRACT.search(whole)


def _breadth(before: str, said: str) -> Breadth:
    if said.startswith("avenant") and not said.startswith("avenants") and not _EVERY.search(before):
        return "some" if re.search(r"\b(?:un|eventuel) (?:\w+ )?$", before) else "one"
    rest = re.sub(r"^avenants?", "", said)
    opened = _OPEN.match(rest)
    left = rest[opened.end() :] if opened else rest
    return "all" if opened and not _OF_THEM.search(left) and not re.search(r"\bdans la limite\b", left) else "some"


def _first(before: str) -> int:
    """Return where the words that bring in « avenants » begin: « ses éventuels »."""
    lead = re.search(r"(?:\b(?:l'|d'|tout|tous|les|ses|leurs|des|cet|un|eventuels?|futurs?|l'ensemble)\s?)*$", before)
    return lead.start() if lead else len(before)


def _end(clause: str, start: int) -> int:
    beyond = _BEYOND.search(clause, start)
    stop = _STOP.search(clause, start)
    return min(beyond.start() if beyond else len(clause), stop.start() if stop else len(clause))
