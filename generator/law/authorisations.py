"""Each authorisation to sign in an operative part: whether it is given there, to whom, and under what condition.

Its verb tells: « autorise », and « d’autoriser » under « décide », give it; « propose d’autoriser », « soit autorisé »
and « l’autorisation » do not. Read in folded text on one line, as ``decisions`` makes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.law.extents import without_avenants
from generator.law.limits import limits

#: What makes an authorisation another one than what is asked: who is to sign, when, what.
ANOTHER_PERSON = "le conseil autorise, à la place du maire ou avec lui, une autre personne"
CONDITION = "le conseil pose une condition, ou change ce qui est à signer"
_IN_THE_PAST = "l’autorisation est dite au passé"

_GIVING = (
    r"(?:[\w'-]+ ){0,6}?(?:l'|d')?"
    r"(?:pouvoirs?|mandat|delegation|procuration|autorisation|accord(?= (?:pour|a la|sur)\b)|droit(?= de sign))"
)
_VERB = re.compile(
    r"\b(?:(?P<infinitive>autoriser|habiliter|mandater|charger|"
    rf"(?:donner|conferer|deleguer|accorder) {_GIVING})|"
    r"(?<!\bla )(?<!\bune )(?:(?<!\ben )|(?=\w+ la signature\b))"
    r"(?P<finite>(?:autoris|habilit|mandat|(?<!\ba )charg)e(?:e?s?|nt)|autorisons|"
    rf"(?:(?:donn|confer|delegu|accord)e(?:nt)?|recoi(?:t|vent)) {_GIVING}))\b"
)
#: What makes a participle of « autorise », whose accent is folded: « est », « soit », « a été ».
_AUXILIARY = re.compile(
    r"\b(?P<word>est|sont|soi(?:t|ent)|ser\w+|etre|ete|etait|a|ont|avai(?:t|ent)|ayant|dument|reste)"
    r"(?: (?:ainsi|donc|egalement|des lors|pas|[a-z]+ment))* $"
)
#: « son représentant dûment habilité »: what somebody is, and no decision; « est dûment habilité » is one.
_QUALIFIES = re.compile(r"(?<!\best )(?<!\bsont )\bdument $")
_NEAR = 20
#: What a decision is said in, and what puts off, asks for or denies it, before an infinitive.
_DECIDES = re.compile(
    r"\b(?:decide(?:r|nt|ons)?|resout|arrete(?:nt)?|convient|conviennent|accepte(?:nt)?|consent(?:ent)?|vote(?:nt)?|"
    r"donne(?:nt)? (?:son |leur |un )?(?:accord|avis favorable)|emet(?:tent)? un avis favorable|est favorable|"
    r"est d'(?:avis|accord))\b(?! contre)"
)
_PROPOSES = re.compile(
    r"\b(?:propos(?:e|ent|er|ition)|(?<!la )(?<!une )(?<!sa )(?<!de )demand(?:e|ent|er)|demande d'|sollicit\w+|"
    r"invit(?:e|ent|er)|soumet\w*)\b"
)
_SUSPENDS = re.compile(
    r"\b(?:souhait\w*|desir\w*|envisag\w*|sugger\w*|recommand\w*|refus\w*|avant|attend\w*|attente|differ\w*|report\w*|"
    r"p(?:eu|ourr|ouv)\w*|v(?:eu|oul)\w*|entend(?:ent)?|prevoi\w*|s'engage\w*|n(?:e|'\w+)|sans|afin|lieu|vise|"
    r"opportun\w*|possibilite|surs\w+|suspen\w*|renonc\w*|hesit\w*|etudi\w*|examin\w*|contre|soin|"
    r"projet de deliberation|oppos\w*|interdi\w*)\b"
)
#: What may open a list of infinitives without deciding them.
_OPENS = re.compile(rf"{_PROPOSES.pattern}|\b(?:refus|souhait|envisag|differ|report)\w*")
#: Votes are no opposition, « 12 voix pour, 2 contre », nor who proposed it a proposal.
_ASIDES = re.compile(
    r"\b(?:sur (?:la )?proposition|a la demande|sur (?:la )?demande)\b|\bcontre ?: ?\d+|"
    r"\b(?:\d+|une?|deux|trois|zero|aucune?) (?:voix |votes? )?(?:contre|pour)\b"
)
#: Where an item of a list begins, with nothing before its infinitive but « et » or a vote.
_ITEM = re.compile(r"(?:^(?:[-–•*+] ?)?|[,:(] ?|\bunanimite |\bmajorite |\bet |\bvoter pour )(?:de |d'|de l'|d'en )?$")
#: What is decided before an item of a list, within its sentence or in one of its own: it governs nothing.
_INFINITIVE = r"(?:de |d')(?:ne pas )?(?:l[ae]s? |l'|lui )?\w+(?:er|ir|re)\b"
_LIST = re.compile(rf"(?P<governs>.*?{_DECIDES.pattern}.*?)(?<!\w){_INFINITIVE}")
_DECIDED_ITEM = re.compile(rf"[:;]\s*(?:[-–•*+] ?)?{_INFINITIVE}[^;]*(?=;)")
#: A relative or subordinate clause: « qui autorise », « par laquelle le conseil autorise ».
_SUBORDINATE = re.compile(r"\b(?:qui|que|qu'\w+|(?:la|le)quel\w*|lesquel\w*|dont|si|comme|lorsque)\b[^,;:]{0,80}$")
_THAT_DECIDES = re.compile(r"\b(?:dit|decide|precise|arrete|convient|confirme) qu[e'][^,;:]{0,80}$")
_COORDINATED = re.compile(r"(?:\bet|,|:) ?(?:l'|les |lui |donc )?$")
#: Just before the verb: « n'autorise », « ne pas autoriser », « refuse d'autoriser », « ne souhaite pas autoriser ».
_NEGATED = re.compile(
    r"(?:\bn'|\bne (?:(?:pas|point|plus|jamais) )?|\brefus\w+ (?:de |d')(?:l')?|\bn(?:e |')[\w']+ (?:[\w']+ ){0,3}|"
    r"\bavant (?:d'etre |qu\w* ?[^,;.]{0,40} soi(?:t|ent) ))(?:l'|lui )?$"
)
#: An authorisation that is recalled: « par délibération du 3 mars 2023, le conseil a autorisé ».
_RECALLED = re.compile(
    r"\b(?:vu|considerant|attendu|rappel\w+)\b|\bdeliberation\b|\bseances? du\b|\ben date d|\blors d|\bprecedemment\b|"
    r"\bqu[ei'h]|\b(?:la)?quelle\b|\bdont\b"
)
#: « le maire autorisé à signer », whose accent is folded, decides nothing.
_MAYOR = re.compile(r"\bmaire,? $")
_HIM = re.compile(r"\bce(?:lui|lle)-ci\b|\b(?:ce dernier|cette derniere)\b")
_SIGNS = re.compile(r"\bsign(?:er|es?|ent|ature|ant)\b|\bconclure\b")
#: What comes before a signature is no authorisation of it, nor what prepares it.
_BEFORE_SIGNING = re.compile(
    r"\b(?:en vue d[eu]|avant(?: de)?|prealable(?:s|ment)? a) (?:l[ae] |sa |son |l'|toute )?(?:sign|conclu)\w*|"
    r"\b(?:ne |n')[\w']+ (?:pas|plus|point) (?:[\w']+ ){0,2}?sign\w+|\b(?:ne pas|sans) (?:l[ae] |l')?sign\w+|"
    r"\b(?!(?:autoris|appos|valid|accept|approuv|effectu|assur|finalis|donn)\w*)\w+(?:er|ir|re) "
    r"(?:l[ae] |sa )signature\b|"
    r"\b(?:conditions|modalites|dates?|procedure|opportunite|calendrier|preparation|organisation) de "
    r"(?:l[ae] |sa )?signature\b"
)
_PAPERS = (
    r"(?:(?:conventions?|contrats?|protocoles?|avenants?|actes?(?! d'adhesion)|documents?|pieces?|accords?|chartes?|"
    r"partenariats?|projets?|textes?|versions?|exemplaires?|ensemble|totalite)\b)"
)
#: Another paper than the convention, whatever it is: a request for a subsidy, an order, minutes.
_ANOTHER_PAPER = re.compile(
    r"\b(?:sign(?:er|e|ent|ant|ature d[e']?)|conclure) ?(?:toute?s? )?"
    r"(?:(?:l[ae]s?|une?|des(?! (?:qu|lors))|ce|cet|cette|tout|du) |l')"
    rf"(?!(?:(?!de |du |des |relati|pour )[\w'-]+ ){{0,3}}?{_PAPERS}|dernier|dite )"
    r"(?:(?! et | ainsi que )[^,;]){0,200}"
)
_PAPER = re.compile(r"\b(?:conventions?|contrats?|protocoles?|avenants?|actes?|documents?|pieces?|l[ae]s? signer)\b")
#: Whom a council has no power over: the president of the other party.
_OTHER_PARTY = re.compile(
    r"\S+ (?:monsieur |madame |m\. |mme )?(?:l[ea] )?president\w* (?:de |du )(?:la |l')?"
    r"(?:communaute|agglomeration|metropole|syndicat|intercommunalite|epci)"
)
_OTHER = (
    r"\b(?:adjointe?s?|conseiller\w*|representante?s?|suppleante?s?|delegue\w*|delegataire|direct(?:eur|rice)|dgs|"
    r"secretaire|(?:vice-)?president\w*|personne|mandataire|agents?|tresori\w+|receveu\w+|notaire|"
    r"faire signer|celui ou celle|remplac\w+|empech\w+)\b|\bou (?:m\.|mme|monsieur|madame)(?! (?:l[ea] )?maire)"
)
_OTHERS = re.compile(rf"{_OTHER}|\bfaire $")
_OR_ANOTHER = re.compile(rf"(?:\bou|\ba defaut|(?<!representee )(?<!represente )\bpar)\b[^;.]{{0,40}}?{_OTHER}")
_DESIGNATED = re.compile(r"\b(?:\w+ )?(?:du conseil )?(?:municipal )?(?:ainsi |specialement )?design\w+")
#: Words that may stand for the mayor, or for nobody, between « autorise » and « signer ».
_NOBODY = re.compile(
    r"[^\w]|\b(?:autoris\w+|habilit\w+|mandat\w*|charg\w+|donn\w+|confer\w+|accord\w*|delegu\w+|l|la|le|les|lui|son|sa|"
    r"leur|a|au|aux|d|de|en|et|pour|afin|fins?|cet|effet|tout|tous|toute|toutes|pouvoirs?|delegation|procuration|"
    r"autorisation|celui-ci|celle-ci|ce|cette|dernier|derniere|expressement|egalement|consequence|unanimite|majorite|voix|projet)\b"
)
#: Where what a verb governs ends: a semicolon, a full stop that is not that of « M. », a mark of a list, an article.
CLAUSE = re.compile(
    r";|(?<!\bm)(?<!\bmm)(?<!\bmme)(?<!\bart)\.(?:\s|$)|\s[-–•*]\s|(?<!')\barticle \d+(?:er)?\s?[:.–-](?!\d)|"
    r"(?<!n)(?<!n )\b\d ?°\)?\s|(?<=\s)\d\)\s"
)


@dataclass(frozen=True, slots=True)
class Authorisation:
    """One authorisation to sign: ``words`` from its verb to the end of its clause, and ``doubt``, "" when it is plain.

    ``start`` is the place of its verb.
    """

    words: str
    start: int
    doubt: str


def authorisations(folded: str, *, proposed: bool = False) -> Iterator[Authorisation]:
    """Yield each authorisation to sign that is given; where it is ``proposed``, what is proposed counts as decided."""
    stops = [(one.start(), one.end()) for one in CLAUSE.finditer(folded)]
    verbs = [one for one in _VERB.finditer(folded) if not _QUALIFIES.search(folded[: one.start()][-_NEAR:])]
    for verb, following in zip(verbs, [*(one.start() for one in verbs[1:]), len(folded)], strict=False):
        begins = max((end for _, end in stops if end <= verb.start()), default=0)
        ends = next((start for start, _ in stops if start >= verb.end()), len(folded))
        clause = folded[verb.start() : min(ends, following)].rstrip()
        head = folded[begins : verb.start()]
        mood = _mood(verb, clause, (folded[:begins], head), proposed=proposed)
        if mood is None or re.match(r"\S+ (?:[\w']+ )?(?:pas|point)\b", clause) or _OTHER_PARTY.match(clause):
            continue
        if _signs(clause):
            yield Authorisation(clause, verb.start(), mood or _doubt(clause, head))


def _mood(verb: re.Match[str], clause: str, preceding: tuple[str, str], *, proposed: bool) -> str | None:
    """Return "" for a verb that decides, why not surely, or None for one that does not.

    What precedes it is what comes before its sentence, and its sentence up to it.
    """
    before, head = preceding
    if _NEGATED.search(head[-60:]):
        return None
    if verb["infinitive"]:
        return "" if _is_governed(head, before, proposed=proposed) else None
    auxiliary = _AUXILIARY.search(head)
    if auxiliary and auxiliary["word"] in ("a", "ont"):
        return None if _RECALLED.search(head) else _IN_THE_PAST
    if auxiliary and auxiliary["word"] not in ("est", "sont"):
        return "" if proposed and auxiliary["word"].startswith("soi") else None
    if _MAYOR.search(head) and "maire" not in clause and not _HIM.search(clause):
        return None
    subordinate = _SUBORDINATE.search(head) and not _THAT_DECIDES.search(head) and not _COORDINATED.search(head)
    return None if subordinate else ""


def _is_governed(head: str, before: str, *, proposed: bool) -> bool:
    """Tell whether what governs an infinitive decides: the last verb that can, in its clause or before a list."""
    head = _ASIDES.sub("", head).lstrip()
    if _ITEM.search(head) and (listed := _LIST.match(head)):
        head = listed["governs"]
    suspends = max(_last(_SUSPENDS, head), -1 if proposed else _last(_PROPOSES, head))
    decides = _last(_DECIDES, head)
    if suspends >= 0 or decides >= 0:
        return decides > suspends
    if proposed:
        return _last(_PROPOSES, head) >= 0 or _ITEM.search(head) is not None
    opening = _DECIDED_ITEM.sub(";", before)
    return _ITEM.search(head) is not None and _last(_DECIDES, opening) >= _last(_OPENS, opening)


def _last(pattern: re.Pattern[str], text: str) -> int:
    """Return where the last of what a pattern finds ends, -1 when it finds nothing."""
    return max((one.end() for one in pattern.finditer(text)), default=-1)


def _signs(clause: str) -> bool:
    signing = _BEFORE_SIGNING.sub("", clause)
    rest = _ANOTHER_PAPER.sub("", signing)
    sign = _SIGNS.search(signing)
    return sign is not None and (rest == signing or _PAPER.search(rest) is not None)


def _doubt(clause: str, head: str) -> str:
    """Return why an authorisation that is given is not plainly that of the mayor to sign what is asked.

    The ``head`` of its sentence has the subject of a passive: « le maire est autorisé ».
    """
    alone = _DESIGNATED.sub("", without_avenants(clause))
    sign = _SIGNS.search(alone)
    between, signed = (alone[: sign.start()], alone[sign.start() :]) if sign else (alone, "")
    if _AUXILIARY.search(head):
        between = f"{head}{between}"
    if _OTHERS.search(between) or _OR_ANOTHER.search(signed):
        return ANOTHER_PERSON
    if "maire" not in between and ("design" in head or _NOBODY.sub("", between)):
        return ANOTHER_PERSON
    return CONDITION if limits(alone, head) else ""
