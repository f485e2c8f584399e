"""What a council decided, in the words of the operative part (dispositif) of its deliberation.

Without the council's authorisation the mayor may not sign (CGCT, articles L. 2121-29 and L. 2122-21): approving a
convention, taking note of it or putting it off are other decisions, and a refusal is never an authorisation.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

#: What a council does instead of deciding, against what it is asked or otherwise than asked, as a message says it.
_ASIDE = {
    "le conseil prend acte": r"\b(?:pren(?:d|ds|nent|dre)|pris|donne) acte\b",
    "le conseil ajourne sa décision": r"\b(?:ajourn\w+|surseoi\w*|sursoi\w*|sursis|report(?:e|er|ent|ee?s?)\b|"
    r"differe[ers]?s?\b|renvo(?:ie|ient|yer|ye|yee)\b[^;.]{0,60}\b(?:seance|reunion)\b|"
    r"autoris\w+ [^;.]{0,80}\b(?:deliberation|decision|seance) ulterieure|subordonn\w+ [^;.]{0,40}\bautoris)",
    "le projet est retiré": r"\b(?:retir(?:e|er|ent|ee?s?)\b|retrait de (?:la|cette|l')\b)",
    "le conseil refuse": r"\b(?:refus\w+|rejett?\w+|n'approuve\w* pas|n'adopte\w* pas|n'autorise\w* pas)|"
    r"\bne pas (?:l')?(?:autoriser|approuver|adopter)\b|\bdesapprouv\w+|\bdefavorables?\b|\bpas favorables?\b|"
    r"\bs'oppos\w+|\bopposition a (?:la|cette) (?:signature|conclusion|convention)|\bdecline(?:r|nt)?\b|"
    r"\becarte(?:r|nt)? (?:la|cette) (?:proposition|demande)|"
    r"\bn(?:'a|'ont|'est|e sont) pas (?:ete )?(?:adopt|approuv|accept|retenu)|"
    r"\b(?:n'y a|y a|a) pas lieu (?:de|d')|\b(?:prematur|inopportun)\w*|\bpas (?:opportun|souhaitable|d'accord)\b|"
    r"\bs'absti\w+ d|\bn'entend(?:ent)? pas\b|\bne pas (?:devoir|pouvoir|souhaiter|vouloir)\b|"
    r"\bne (?:souhait|desir|veu)\w+ pas [^;.]{0,60}\b(?:autoris|approuv|conclu|sign|suite)",
    "le conseil revient sur une délibération": r"\b(?:abrog\w+|annul\w+|rapport(?:e|er|ent))\b (?:[\w']+ ){0,3}?"
    r"(?<!et remplace la )(?<!et remplacer la )deliberation",
    "le conseil pose une condition, ou change ce qui est à signer": (
        r"\bsous (?:la |les |toutes? )?(?:reserve|condition)s?\b|\ba (?:la )?condition (?:que|qu'|de|d')|"
        r"\bcondition suspensive|\bsubordonn\w+|\b(?:ainsi|tel(?:le)?s? que) (?:modifi|amend|corrig)ee?s?\b|"
        r"\bmodifiee? par (?:l'|un )amendement|\bpreparatoires?\b|"
        r"\b(?:apres|moyennant) (?:la |l'|un |accord )?(?:suppression|modification|ajout|retrait|insertion|ecrit)|"
        r"\ba l'(?:exception|exclusion) (?:de|d'|du|des)\b|\ba titre (?:experimental|d'essai)|"
        r"\b(?:non|sans) (?:re)?(?:conduct|nouvel)\w+|\bn'est pas (?:re)?(?:conduct|nouvel)ible|"
        r"\b(?:articles?|clauses?|annexes?|alineas?) [^,;.]{0,40}\b(?:supprim|modifi|remplac|retir|amend)ee?s?\b|"
        r"\b(?:des qu|lorsqu|quand|une fois|aussitot qu)[^,;.]{0,60}\b(?:aura|auront|sera|seront|inscrit|approuv|vot)"
    ),
    "le conseil autorise une autre personne que le maire": r"\bautoris\w+ (?:m\.|mme|monsieur|madame) "
    r"(?:(?!maire\b)[^;.]){0,80}?\b(?:adjoint|conseill)",
}
#: What a council says of avenants is no condition of the convention: « à l'exclusion de ceux qui … ».
_OF_AVENANTS = re.compile(r"\bavenants?\b[^;.,]{0,30},? a l'(?:exception|exclusion) (?:de|d'|du|des)\b")
_APPROVED = re.compile(r"\b(?:approuv\w+|adopt\w+|accept\w+|valid\w+|donne\w* (?:son )?accord|decid\w+|autoris\w+)\b")
_AUTHORISES = re.compile(
    r"\b(?:autoris(?:e|er|ent|ons|ee?s?|ation|ant)|habilit\w+|mandat(?:e|er|ent|ee?s?)|charg(?:e|er|ent|ee?s?)|"
    r"(?:donn|conf[ei]r|deleg)\w* (?:[\w'-]+ ){0,6}?(?:pouvoirs?|mandat|delegation|procuration))\b"
)
_SIGNS = re.compile(r"\bsign(?:er|es?|ent|ature|ant)\b|\bconclure\b")
#: What comes before a signature is no authorisation of it; a request for a subsidy is not the convention.
_BEFORE_SIGNING = re.compile(
    r"\b(?:en vue d[eu]|avant(?: de)?|prealable(?:s|ment)? a) (?:l[ae] |sa |son |l'|toute )?(?:sign|conclu)\w*|"
    r"\b(?:ne |n')[\w']+ (?:pas|plus|point) (?:[\w']+ ){0,2}?sign\w+|\b(?:ne pas|sans) (?:l[ae] |l')?sign\w+"
)
_ANOTHER_PAPER = re.compile(
    r"\bsign\w+ (?:toutes )?(?:l[ae]s?|une|des|toute) demandes?\b(?:(?! et | ainsi que )[^,;]){0,200}"
)
_PAPER = re.compile(r"\b(?:conventions?|contrats?|avenants?|actes?|documents?|pieces?|l[ae]s? signer)\b")
#: Whom a council has no power over: the president of the other party.
_OTHER_PARTY = re.compile(
    r"\S+ (?:monsieur |madame |m\. |mme )?(?:l[ea] )?president\w* (?:de |du )(?:la |l')?"
    r"(?:communaute|agglomeration|metropole|syndicat|intercommunalite|epci)"
)
#: Just before the verb: « n'autorise », « ne pas autoriser », « refuse d'autoriser », « ne souhaite pas autoriser ».
_NEGATED = re.compile(
    r"(?:\bn'|\bne (?:pas )?|\brefus\w+ (?:de |d')(?:l')?|\bn(?:e |')[\w']+ pas (?:de |d')?|"
    r"\bavant (?:d'etre |qu\w* ?[^,;.]{0,40} soi(?:t|ent) ))(?:l')?$"
)
_AVENANT = re.compile(r"\bavenants?\b")
_EXCLUDED = re.compile(r"\b(?:hors|sauf|excepte|exclu\w*|hormis|sans|ni)\b[^,;.]{0,30}$")
_NONE = re.compile(r"\b(?:non|mais pas|aucun) (?:ses |les |leurs |d'|de )?(?:eventuels )?$")
#: Avenants on which the council is to vote each time.
_RESERVED = re.compile(
    r"avenants?\b(?! (?:\w+ )?(?:sans|n'ayant))[^;.]{0,80}?\b(?:devant|devr\w+|sera|seront|fera|feront|soit|soient)\b"
    r"[^;.]{0,40}\b(?:soumis|present|objet|approuv|autoris|deliber)"
)
#: Where what a verb governs ends: a semicolon, a full stop that is not that of « M. », a mark of a list.
_CLAUSE = re.compile(r";|(?<!\bm)(?<!\bmm)(?<!\bart)\.(?:\s|$)|\s[-–•*]\s")


@dataclass(frozen=True, slots=True)
class Decision:
    """What the words of an operative part do.

    ``authorises`` and ``avenants``: they authorise the mayor to sign, and to sign avenants without financial effect;
    ``approves`` tells that they approve something; ``aside`` says what the council did instead of deciding,
    against it or otherwise than asked, "" when nothing.
    """

    authorises: bool
    avenants: bool
    approves: bool
    aside: str

    @property
    def disputed(self) -> bool:
        """Tell whether the words say both that signing is authorised and that something was put off or refused."""
        return self.authorises and bool(self.aside)


def read_decision(text: str) -> Decision:
    """Return what the words of an operative part do; nothing is authorised by words that are not understood."""
    folded = _folded(text)
    clauses, said = list(_authorisations(folded)), _OF_AVENANTS.sub("", folded)
    aside = next((meaning for meaning, words in _ASIDE.items() if re.search(words, said)), "")
    return Decision(
        authorises=bool(clauses),
        avenants=any(_includes_avenants(clause) for clause in clauses),
        approves=_APPROVED.search(folded) is not None,
        aside=aside,
    )


def _authorisations(folded: str) -> Iterator[str]:
    """Yield what each authorisation to sign says, from its verb to the end of its clause."""
    for verb in _AUTHORISES.finditer(folded):
        end = _CLAUSE.search(folded, verb.end())
        clause = folded[verb.start() : end.start() if end else len(folded)]
        negated = _NEGATED.search(folded[max(0, verb.start() - 40) : verb.start()])
        if negated or re.match(r"\S+ (?:[\w']+ )?pas\b", clause) or _OTHER_PARTY.match(clause):
            continue
        signing = _BEFORE_SIGNING.sub("", clause)
        rest = _ANOTHER_PAPER.sub("", signing)
        if _SIGNS.search(signing) and (rest == signing or _PAPER.search(rest)):
            yield clause


def _includes_avenants(clause: str) -> bool:
    return any(
        not (_EXCLUDED.search(clause[: match.start()]) or _NONE.search(clause[: match.start()]))
        for match in _AVENANT.finditer(clause)
        if not _RESERVED.match(clause, match.start())
    )


def _folded(text: str) -> str:
    """Return ``text`` in small letters without accents, on one line, with straight apostrophes."""
    spread = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'").replace("œ", "oe"))
    plain = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return " ".join(plain.lower().split())
