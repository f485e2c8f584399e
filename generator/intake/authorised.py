"""What an act is read to let the mayor sign, held against its object: the same avenant, a convention of that matter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.intake.objects import may_be_alike
from generator.papers.letters import fold, fold_line

_AVENANT = re.compile(r"\bavenants?\b")
_CONTRACT = re.compile(r"\b(?:conventions?|contrats?|protocoles?)\b")
_RANKS = {"premier": "1", "deuxieme": "2", "second": "2", "troisieme": "3", "quatrieme": "4", "cinquieme": "5"}
_NUMBERED = re.compile(
    r"\bavenants? (?:n ?° ?|numero |nos? )?(?P<number>\d{1,2})\b|"
    rf"\b(?P<rank>{'|'.join(_RANKS)}) avenant\b"
)
#: What a convention is said to be about.
_MATTER = re.compile(
    r"\bconventions?\b(?: (?:ci-annexee|annexee|jointe|ci-jointe)s?)? "
    r"(?P<matter>(?!pour (?:la|une) duree\b|pour \w+ ans?\b)"
    r"(?:de|d'|du|des|relative|portant|pour|concernant|sur)\b ?[^,;.:()\n]{3,160}?)"
    r"(?=[,;.:()\n]|$| (?:avec|entre|qui|telle?|ainsi|annexee|jointe|a (?:intervenir|passer|conclure))\b|"
    r" et (?:autoris|habilit|charg|donn|mandat|tou[st]|ses|les|leurs|d'|de\b|a ))"
)
#: Names of bodies and places, and words that many conventions bear whatever their matter.
_PROPER = re.compile(r"\b[A-ZÀ-ÖØ-Þ][\w’'-]*|\d+")
_ANY = re.compile(
    r"\b(?:partenariats?|adhesion|objectifs?|moyens|cooperation|collaboration|participation|financement|tripartite|"
    r"types?|modele|question|cause|dite|effet|ans?|annees?|mois|duree|trois|quatre|cinq|"
    r"janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)\b"
)


def another_paper(written: str, signed: tuple[str, ...], subject: str) -> str:
    """Return why what may be signed is perhaps not what the act's ``subject`` is about; "" when nothing tells so.

    ``written`` is the operative part, and ``signed`` the folded words of its authorisations.
    """
    if not subject:
        return ""
    folded = fold(subject)
    if _AVENANT.search(folded):
        named = " ".join(signed)
        if _CONTRACT.search(named) and not _AVENANT.search(named):
            return "l’objet est un avenant, et l’acte autorise à signer « la convention »"
        own, others = set(_numbers(folded)), list(_numbers(named)) or list(_numbers(fold_line(written)))
        if own and others and not own.intersection(others):
            return f"l’objet est l’avenant n° {min(own)}, et la décision nomme l’avenant n° {others[0]}"
    return _other_matter(written, subject)


def may_cover_more(signed: tuple[str, ...]) -> bool:
    """Tell whether an authorisation to sign one avenant may let others be signed: « et ceux qui suivront »."""
    return any(
        re.search(r"\b(?:ceux|autres|suivants?|ulterieurs?|futurs?|a venir|successifs?)\b", words) for words in signed
    )


def _numbers(folded: str) -> Iterator[str]:
    for match in _NUMBERED.finditer(folded):
        yield match["number"] or _RANKS[match["rank"]]


def _other_matter(written: str, subject: str) -> str:
    line = " ".join(written.split())
    told = [line[slice(*match.span("matter"))] for match in _MATTER.finditer(fold(line))]
    if not told or any(may_be_alike(_bare(one), subject) for one in told):
        return ""
    return f"la décision parle d’une convention « {told[0]} », et l’objet est autre"


def _bare(matter: str) -> str:
    """Return the words of a matter but the names, the figures and those that say no matter."""
    return _ANY.sub(" ", fold(_PROPER.sub(" ", matter)))
