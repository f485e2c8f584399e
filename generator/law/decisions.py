"""What a council decided, in the words of the operative part (dispositif) of its deliberation.

Without the council's authorisation the mayor may not sign (CGCT, articles L. 2121-29 and L. 2122-21): approving a
convention, taking note of it or putting it off are other decisions, and a refusal is never an authorisation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from generator.language.typography import unaccented
from generator.law.authorisations import CLAUSE, authorisations
from generator.law.extents import BREADTHS, NONE, Breadth, extents, is_of_avenants, without_avenants
from generator.law.ordinary import unusual

#: What an ordinary consent does not say, before the words themselves.
BESIDES = "le conseil dit"
_NOTED = "le conseil prend acte"
#: What a council does instead of deciding, against what it is asked or otherwise than asked, as a message says it.
_ASIDE = {
    "le conseil refuse": r"\b(?:refus\w+|rejett?\w+|repouss\w+|interdi\w+|renonc\w+)\b|"
    r"\bn'(?:approuve|adopte|autorise|accepte)\w* (?:pas|point)\b|"
    r"\bne (?:pas|point) (?:l')?(?:autoriser|approuver|adopter|accepter|adherer|conclure|signer|donner|retenir)\b|"
    r"\bne (?:donne|signe|valide|retient)\w* (?:pas|point)\b|\bne p(?:eut|euvent) (?:pas )?(?:autoris|approuv)er\b|"
    r"\b(?:n'a(?:yant)? pas |ne )(?:souhait|desir|veu|voul)\w+ (?:pas )?[^;.]{0,60}"
    r"\b(?:autoris|approuv|conclu|sign|suite|engag|adher|convention)|"
    r"\bdesapprouv\w+|\bdefavorables?\b|\bpas favorables?\b|\bavis reserve\b|\b(?:aucune|sans) suite\b|"
    r"\bs'oppos\w+|\bopposition a (?:la|cette) (?:signature|conclusion|convention)|\bdecline(?:r|nt)?\b|"
    r"\b(?:vote|votent|prononce|prononcent) contre (?:l'autoris|(?:la|cette) (?:conv|sign|prop)|ce projet|le projet)|"
    r"\b(?:conseil|municipal|majorite|assemblee|unanimite) (?:(?:vote|(?:se|s'est|s'etant) prononcee?) )?"
    r"contre\b(?! ?[:=]? ?\d)|"
    r"\becarte(?:r|nt)? (?:la|cette) (?:proposition|demande)|\b(?:proposition|demande)\b[^;.]{0,90} est ecartee|"
    r"\bn(?:'a|'ont|'est|e sont) pas (?:ete )?(?:adopt|approuv|accept|retenu|autoris)|\bfaute de majorite\b|"
    r"\b(?:n'y a|y a|a) pas lieu (?:de|d')|\b(?:prematur|inopportun)\w*|\bpas (?:opportun|souhaitable|d'accord)\b|"
    r"\bs'absti\w+ d|\bn'entend(?:ent)? pas\b|\bne pas (?:devoir|pouvoir|souhaiter|vouloir)\b",
    "le conseil ajourne sa décision": r"\b(?:ajourn\w+|surseoi\w*|sursoi\w*|sursis|suspen\w+|"
    r"report(?:e|er|ent|ee?s?)\b|differe[ers]?s?\b|en (?:attente|suspens)\b|attend(?:re|ent)?\b|"
    r"renvo(?:ie|ient|yer|ye|yee)\b[^;.]{0,60}\b(?:seance|reunion)\b|"
    r"autoris\w+ [^;.]{0,80}\b(?:deliberation|decision|seance) ulterieure|subordonn\w+ [^;.]{0,40}\bautoris)",
    "le projet est retiré": r"\b(?:retir(?:e|er|ent|ee?s?)\b|retrait de (?:la|cette|l')\b)",
    "le conseil ne donne qu’un accord de principe": r"\b(?:accord|avis) (?:favorable )?de principe\b",
    _NOTED: r"\b(?:pren(?:d|ds|nent|dre)|pris|donne) (?:acte|note)\b(?! qu[e'])",
    "le conseil revient sur une délibération": r"\b(?:abrog\w+|annul\w+|rapport(?:e|er|ent))\b (?:[\w']+ ){0,3}?"
    r"(?<!et remplace la )(?<!et remplacer la )deliberation",
    "le conseil régularise une signature déjà donnée": r"\b(?:regularis\w+|retroacti\w+|ratifi\w+|a posteriori)\b|"
    r"\bsignature [^;.]{0,80}\bintervenue\b|\bconfirme(?:r|nt)? (?:la|sa) signature\b",
}
#: What the law says of remedies, under many acts, is no refusal: « décision implicite de rejet ».
_REMEDIES = re.compile(r"\b(?:recours|tribunal)\b")
#: A verb in capitals that opens a line, or is joined to another: a semicolon takes the place of what joins it.
_BREAK = re.compile(
    r"(?:,?\s*\n\s*| et )(?=[A-ZÀ-Ý][A-ZÀ-Ý’' ]+[EDT] (?:que|qu[’']|l[ae]s?|l[’']|une?|son|sa|ses|cette)\b)|"
    r", (?=[A-ZÀ-Ý]+[EDT] qu[e’'])"
)
_APPROVED = re.compile(r"\b(?:approuv\w+|adopt\w+|accept\w+|valid\w+|donne\w* (?:son )?accord|decid\w+|autoris\w+)\b")


@dataclass(frozen=True, slots=True)
class Decision:
    """What the words of an operative part do.

    ``authorises``: they authorise the mayor to sign, ``only_avenants`` nothing else than avenants. ``covered`` tells
    which avenants: "all" that are to come, or those without financial effect, "some" of them, "one" or "none"; ``said``
    are the words for them, as written. ``approves`` tells that something is approved; ``aside`` says what the council
    did instead of deciding, against it or otherwise than asked, "" when nothing. ``signed`` are the folded words of
    each authorisation.
    """

    authorises: bool
    only_avenants: bool
    covered: Breadth
    said: str
    approves: bool
    aside: str
    signed: tuple[str, ...] = ()

    @property
    def avenants(self) -> bool:
        """Tell whether the mayor may sign the avenants to come, those without financial effect at least."""
        return self.covered == "all"

    @property
    def disputed(self) -> bool:
        """Tell whether the words say both that signing is authorised and that something was put off or refused."""
        return self.authorises and bool(self.aside)

    @property
    def says_more(self) -> bool:
        """Tell whether all that disputes it is what the council says besides, of the convention."""
        return self.aside.startswith(BESIDES)


def read_decision(text: str, *, proposed: bool = False) -> Decision:
    """Return what the words of an operative part do; nothing is authorised by words that are not understood.

    Those of a proposal, ``proposed``, are read as if they were decided.
    """
    folded = _folded(_BREAK.sub(lambda joined: " ; " if "et" in joined[0] else "; ", text))  # as many words
    given = list(authorisations(folded, proposed=proposed))
    named = sorted(
        ((extent, one.start) for one in given for extent in extents(one.words)),
        key=lambda found: BREADTHS.index(found[0].breadth),
    )
    sentences = [part for part in CLAUSE.split(without_avenants(folded)) if not _REMEDIES.search(part)]
    said = " ; ".join(sentences)
    beside = {_NOTED} if given else set()  # what is noted beside a consent takes nothing from it
    aside = next((one for one, words in _ASIDE.items() if one not in beside and re.search(words, said)), "")
    only_avenants = bool(given) and all(is_of_avenants(one.words, folded) for one in given)
    besides = unusual(sentences, amending=only_avenants) if given else ()
    widest, place = named[-1] if named else (NONE, 0)
    return Decision(
        authorises=bool(given),
        only_avenants=only_avenants,
        covered=widest.breadth,
        said=_as_written(text, folded, place + widest.start, place + widest.end),
        approves=_APPROVED.search(folded) is not None,
        aside=aside or next((one.doubt for one in given if one.doubt), _told(text, folded, besides)),
        signed=tuple(one.words for one in given),
    )


def _told(text: str, folded: str, besides: Iterable[str]) -> str:
    """Return what a council says besides its consent, quoted as it is written, "" for nothing."""
    places = ((folded.find(one), one) for one in besides)
    quoted = [_as_written(text, folded, start, start + len(one)) if start >= 0 else one for start, one in places]
    return f"{BESIDES} « {' », « '.join(quoted)} »" if quoted else ""


def _as_written(text: str, folded: str, start: int, end: int) -> str:
    """Return the words of a text that stand at a place of it folded, whose words are as many."""
    if start == end:
        return ""
    first, last = folded[:start].count(" "), folded[:end].rstrip().count(" ")
    return " ".join(text.split()[first : last + 1]).strip(" ,;.")


def _folded(text: str) -> str:
    """Return ``text`` in small letters without accents, on one line, with straight apostrophes."""
    return " ".join(unaccented(text.replace("’", "'").replace("‘", "'")).lower().split())
