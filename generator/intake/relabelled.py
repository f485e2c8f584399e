"""Attendance told in other turns under labels: « A et B étaient absents » is « Absents : A et B »."""

from __future__ import annotations

import re
from itertools import pairwise

from generator.intake.holders import by_rank
from generator.intake.mandates import IN_PART
from generator.intake.places import placed
from generator.minutes.names import CAPITAL, CAPITALS, CIVIL, GIVEN_NAME, PERSON
from generator.papers.letters import fold

#: « Excusés : conformément à l’article …, ont donné pouvoir de voter en leur nom : ».
_OF_THE_LAW = re.compile(
    r"(?m)^[ \t]*(?i:(?:absents? )?(?:excusés?|excuses?|absents?)) ?: ?(?i:conformément|en application)[^:]{5,200}?"
    r",\s*(?i:ont donné (?:pouvoir|procuration|mandat))[^:]{0,80}:"
)
#: « Étaient présents : les 28 conseillers municipaux suivants : ».
_ADDRESSED = re.compile(
    r"(?P<state>(?i:présents?|presents?|absents?|excusée?s?|excuses?))[ \t]?:\s?(?i:les?|l[’'])?[ \t]?"
    r"(?P<count>\d{0,3})[ \t]?(?i:conseiller\w{0,2}|membres?|élue?s?|déléguée?s?)"
    r"(?: (?i:municipa\w+|communautaires?|suivante?s?))*[ \t]?:"
)
#: « Présents : Mesdames et Messieurs les membres du conseil municipal : », « présents tous les conseillers : ».
_WHOLE = re.compile(
    r"(?P<state>(?i:présente?s|presents|absents|excuse?s|excusés))[ \t]?:?\s{1,2}"
    r"(?i:tous |toutes )?(?P<people>(?i:(?:mesdames|messieurs|mmes|mm\.?)(?: et |, ?| ))*)(?i:les )?"
    r"(?i:membres|conseillers|élus)(?: (?i:du|de notre) (?i:conseil))?(?: (?i:municipa\w+|présents|suivants))*"
    r"(?:[ \t]?[:,]|[ \t]*\n)(?!\s*(?i:sauf|hormis|excepté|à l[’']exception))"
)
#: « représenté par son suppléant M. X »: no mandate, and no member of the council.
_SUBSTITUTED = re.compile(
    r"(?i),?\s+(?:excusée? et )?(?:représentée?|suppléée?|remplacée?) par (?:son|sa) suppléante?\b,?\s*"
    rf"(?:{CIVIL}\s+)?[^,;\n()]*"
)
#: « Excusés remplacés par le suppléant : X par Y, … », up to the next label.
_SUBSTITUTES = re.compile(
    r"(?im)^[^\n:]{0,60}\b(?:remplacé|suppléé)e?s par (?:le|la|leur|les|un)s? suppléant\w*[ \t]?:"
    r"(?:(?!^[^\n:]{2,60}:)[^:])*$"
)
#: « Tous les membres en exercice sauf M. X et Mme Y ».
_ALL_BUT = re.compile(
    r"(?m)^[^\n]{0,40}(?i:\btous les (?:membres|conseillers|élus))[^\n:;]{0,60}?,? "
    r"(?i:sauf|hormis|excepté|à l[’']exception de)(?: :)?"
    rf"(?=\s{{1,3}}(?:[•–-][ \t])?{CIVIL}[ \t])"
)
#: Mandates told by arrows, a line each, under no label: « Mme X → M. Y ».
_ARROWS = re.compile(
    rf"(?m)(?:^[ \t]*(?:{CIVIL}[ \t])?{CAPITAL}[^\n:;,→>]{{2,40}}(?:→|->|=>)[ \t]?"
    rf"(?:{CIVIL}[ \t])?{CAPITAL}[^\n:;→>]{{2,40}}(?:\n|\Z))+"
)
#: A label, of whatever words, that leads to names.
_LED = re.compile(
    r"(?m)^[ \t•*-]*(?P<label>[^\n:;()\d]{2,80}?)[ \t]?\(?(?P<count>\d{0,3})\)?[ \t]*:"
    rf"(?=\s*(?:{CIVIL}[ \t]|{PERSON.pattern}))"
)
_OF_PRESENCE = re.compile(r"\bpresen|\bsieg|\bassist|\bla$|\bappel\b")
#: Those present, under a label that says so.
_NAMED_PRESENT = re.compile(
    r"(?m)^[ \t•*-]*(?:(?:les |membres |conseillers |etaient |sont )*)presents?\b[^\n:]{0,30}:\s{0,3}[a-z]"
)
_ALSO = re.compile(r"\b(?:egalement|aussi)\b")
_OF_ABSENCE = re.compile(r"\bn(?:'|e )\w+ (?:pas|pu)\b(?!.*\bvote)|\bn'assist\w*|\babsente?s?\b|\bmanqu\w+$")
_OF_MANDATES = re.compile(r"\b(?:pouvoir|procuration|mandats?\b|deleg(?:ue|ation)\w* (?:leur|de) vote|represente)")
#: Labels that are read as they are, and people who are no members of the council.
_USUAL = re.compile(
    r"^(?:(?:les |membres |conseillers |etaient |sont )*"
    r"(?:presente?s?|absente?s?|excusee?s?|pouvoirs?|procurations?))\b"
)
_OF_BODIES = re.compile(
    r"egalement|aussi|autre|hors\b|personne|public|invit|agents?\b|commission|communautaire|syndicat|secret|assiste\b|"
    r"assiste[rn]?t? de\b"
)
#: A label that says something else of those it names.
_OF_OTHERS = re.compile(
    r"absen|excus|empech|represent|pouvoir|procur|mandat|secret|preside|rapporteu|objet|\bmaire\b(?!.*appel)|contre|abst|"
    r"invit|personnel|direct|public\b|audit|pas .*\bvote|signe|convo|arriv|depart|quit|delegu|candid|elus?\b.*\bcomm|"
    r"commission|^pour\b"
)
#: Somebody's name, with a capital at the head of each of its words.
_NAMED = rf"{CAPITAL}[\w’'.-]*(?:[ \t](?:(?:de|du|des|la|le)[ \t])?{CAPITAL}[\w’'.-]*){{0,4}}"
_WHO = rf"(?:{CIVIL}[ \t])?{_NAMED}"
_MANY = rf"{_WHO}(?:(?:,|,? et)[ \t](?:d[e’'] ?)?{_WHO})+"
#: « Étaient présents autour de M. X, Maire : », « présents, sous la présidence de M. X : ».
_AROUND = re.compile(
    r"(?m)^[ \t]*(?i:(?:étaient|sont) )?(?i:présente?s|réunie?s|assemblée?s),?\s(?i:autour de|sous la présidence de)\s"
    rf"(?P<chair>{_WHO})(?:,? (?i:l[ea] )?(?i:maire)[^:\n]{{0,20}})?[ \t]?:(?=\s*(?:{CIVIL}[ \t]|{PERSON.pattern}))"
)
#: « réuni en présence de Mme X et de M. Y », « X, Y et Z sont présents. »: where no list is of those present.
_IN_PRESENCE = re.compile(
    rf"(?i:\ben présence (?:de |d[’']))(?P<names>{_MANY})|"
    rf"(?m:^)[ \t]*(?P<named>{_MANY}) (?:sont|étaient) présente?s[ \t]*(?m:[.;]|$)"
)
#: « a chargé Mme X de voter en son nom », « vote par l’intermédiaire de M. Y », « a délégué sa voix à Mme Z ».
_VOTES_BY = re.compile(
    r"(?:,? (?:empêch|absent|excus)ée?,| s[’']est (?:fait )?excus(?:er|ée?) et|,)?\s(?:qui )?"
    rf"(?:(?:a (?:chargé|mandaté)|charge|mandate) (?P<charged>{_WHO}) (?:de|pour) (?:l[ea] )?(?:voter|représenter)"
    r"(?: (?:en son nom|pour (?:elle|lui)|à sa place))?|"
    rf"\(?vot(?:e|ant) par (?:l[’']intermédiaire (?:de |d[’'])|procuration \()?(?P<through>{_WHO})\)?|"
    rf"a remis à (?P<handed>{_WHO}) (?:(?:le|un|son|sa) )?(?:pouvoir|procuration)(?: de voter en son nom)?|"
    rf"(?:a )?(?:délégué|délègue|confié|confie|cédé) (?:sa voix|son vote) à (?P<voice>{_WHO}))"
)
#: « A et B (procurations respectives à C et D) ».
_RESPECTIVE = re.compile(r"\s\((?i:pouvoirs|procurations|mandats) (?i:respecti(?:fs|ves)) à (?P<holders>[^()]+)\)")
_PAIR = r"[ \t]*[A-ZÀ-Þ][^\n\d,:;]{3,45} à [A-ZÀ-Þ][^\n\d,:;]{3,45}"
#: A count of the margin between two mandates of a list: « Élus présents : 17 ».
_MARGIN = re.compile(
    rf"(?m)^(?P<pair>{_PAIR}|[^\n:]*pouvoirs?[ \t]*:)[ \t]*\n(?:[ \t]*\n)*[^\n:]{{3,40}}:[ \t]*\d{{1,3}}[ \t]*\n"
    rf"(?=(?:[ \t]*\n)*{_PAIR}[ \t]*$)"
)
#: « X quitte la séance à 21 h 10 », « X présent à partir de 14 h 45 »: an event with its hour.
_FOR_A_WHILE = re.compile(
    r",?\s(?:présente?|quitte|a quitté|s[’']absente|arrivée?|partie?)\s"
    r"(?:[^\W\d_]+[\s’']){0,4}?(?:à|de|jusqu[’']à|vers)\s"
    r"\d{1,2}\s?[hH]\s?\d{0,2}"
)
#: What brackets hold belongs together, even over the end of a line.
_BRACKETS = re.compile(r"\([^()]{1,160}\)")
#: A label without a colon, before names: « Présents Luc MARTIN, … », « Excusés S. ROUX ».
_BARE = re.compile(
    r"(?<![\w’'-])(?i:(?:(?:étaient|etaient) )?(?:présents?|absents?|excusés?|excuses?|représentés?)"
    r"(?: (?:(?:non |et )*(?:excusés?|excuses?|représentés?)|(?:ayant donné|par) (?:pouvoir|procuration)))*)"
    r"(?:[ \t][-–—])?(?=[ \t]{1,2}(?:(?:l[ea]s?|ses) (?i:maire|adjointe?s?|conseill\w+),? )?"
    rf"(?:(?:{CAPITAL}\.-?){{1,2}} ?{CAPITAL}|"
    rf"{GIVEN_NAME} {CAPITALS}[ ,;]|{CAPITALS} {GIVEN_NAME}[ ,;]))"
)
#: « Procurations Mme X a donné … », on the line of another list.
_BARE_TIED = re.compile(
    r"(?<![\w’'-])(?<!donné )(?<!avec )(?:Procurations?|PROCURATIONS?|Pouvoirs?|POUVOIRS?)"
    rf"(?=[ \t]{{1,2}}(?:{CIVIL}|M)[ \t][^\W\d_a-zà-ÿ])"
)
#: « 3 conseillers étaient absents (A, B, C) », « A et B étaient absents. », « A est excusé ».
_COUNTED_ABSENT = re.compile(
    r"(?i:\b(?P<count>\d{1,3}|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix)\s(?:membres?|conseill\w+|élue?s?|délégué\w*)"
    r"(?: municipa\w+| communautaires?)?(?: (?:est|sont|était|étaient))? (?:absent|excusé)\w*(?: (?:et )?excusé\w*)?) "
    rf"\((?P<names>(?:{CIVIL}\s|{GIVEN_NAME}\s|{CAPITALS}\s)[^()]{{4,600}})\)"
)
_TOLD_ABSENT = re.compile(
    r"(?m)(?:^[ \t•–-]*|(?<=[^\W\d_]{2}\. ))"
    rf"(?P<names>(?:{CIVIL}\s{{1,2}}|{GIVEN_NAME} {CAPITALS})[^\n:;()]{{3,240}}?),? "
    r"(?:est|sont|était|étaient|s[’']était|s[’']étaient|s[’']est|se sont) (?:(?:absent|excusé)e?s?)"
    r"(?: (?:et )?(?:non )?excusée?s?)?[ \t]*(?:[.;]|$)"
)
#: What stands in the margin of a list: the act's number before the names.
_NUMBER_BESIDE = re.compile(rf"(?im)^[ \t]*n\s?°\s?\d[\d/ -]{{2,16}}[ \t]{{4,}}(?-i:(?={PERSON.pattern}))")
#: « Présents : Titulaires : … »: what the members of a communauté are, and no name.
_TITULAR = re.compile(r"(?i)(?<=présents)(?P<end>\s?:\s*)(?:délégués )?titulaires\s?:")
#: « Mandataires : Mme X pour M. Y, M. Z (pour Mme T) »: those who hold mandates, each before who gave it.
_HOLDS = (
    rf"(?P<holder>(?:{CIVIL}[ \t])?{_NAMED}),?[ \t]\(?(?:pour|au nom de|mandataire de|représentant)[ \t]"
    rf"(?P<giver>(?:{CIVIL}[ \t])?{_NAMED})\)?"
)
_ONE_HOLDS = re.compile(_HOLDS)
_HOLDERS = re.compile(
    r"(?m)^[ \t]*(?i:mandataires?|(?:(?:ont )?(?:votant|voté) par )?procurations?|pouvoirs?)"
    r"[ \t]?(?:\(?\d{1,2}\)?[ \t]?)?:\s{0,3}(?:\(\d{1,2}\)\s{0,3})?"
    rf"(?P<pairs>(?:[ \t•*–-]{{0,6}}{_HOLDS.replace('?P<holder>', '?:').replace('?P<giver>', '?:')}"
    r"[ \t]*(?:[,;.]|\bet\b)?[ \t]*\n?)+)"
)
#: « X (pouvoir : Y) »: a colon that labels no list.
_TOLD_HOLDER = re.compile(r"(?i)(?P<given>\(\s?(?:(?:a )?donn\w+ )?(?:pouvoir|procuration|mandat))[ \t]?:[ \t]?(?=\w)")
#: A table of mandates has a label of its own.
_TABLE = re.compile(
    r"(?im)^(?=[ \t|]*(?:noms? (?:du |des )?)?mandants?\b[^\n]{1,80}\bmandataires?\b[^\n]{0,40}$)|"
    r"^[ \t]*(?:noms? (?:du |des )?)?mandants?[ \t]?:?[ \t]*\n(?=(?:[^\n:]{3,60}\n){1,20}[ \t]*(?:noms? (?:du |des )?)?"
    r"mandataires?[ \t]?:?[ \t]*$)"
)
#: A table of mandates by other names: « Absents ayant donné pouvoir | à », « Conseiller absent | Pouvoir à ».
_TABLE_OTHERWISE = re.compile(
    r"(?im)^[ \t|]*[^\n|:;,]{0,40}\b(?:absent|excusé|représenté|empêché)[^\n|:;,]{0,60}?[ \t]?:?"
    r"(?:[ ]{3,}|[ ]*[\t|][ \t]*)(?:(?:a|ont|ayant) )?(?:donn\w+ )?"
    r"(?:(?:pouvoirs?|procurations?|mandats?) (?:donnée?s? )?)?(?:représentée?s? )?(?:à|par)[ \t]?:?[ \t|]*$"
)

#: « Étaient présents Date d’affichage : 28 mai », a label before another.
_ANOTHER = r"(?i:dates?|nombre|affichage|convocation|affichée?)\b"
_BEFORE_ANOTHER = re.compile(
    rf"(?m)^(?P<label>[ \t]*(?:[ÉEée]taient )?(?i:présents?|presents)[ \t]?:?)[ \t]+(?P<other>{_ANOTHER}[^\n]*)$"
)
#: « M. X, secrétaire de séance, M. Y »: what one of those present is, too.
_ONE_IS = re.compile(
    r"(?<=[^\W\d_])(?:,[ \t]| ?\()(?i:secrétaire(?: de (?:la )?séance)?)\)?"
    rf"(?=[ \t]*[,;–-][ \t]*(?:{CIVIL}[ \t]|{PERSON.pattern})|[ \t]*\n[ \t]*(?:{CIVIL}[ \t]|{PERSON.pattern}))"
)
#: « … en exercice 19, présents 15, votants 17 », before names that no label leads to.
_COUNTS_ALONE = re.compile(
    r"(?im)^(?P<counts>[^\n]{0,80}\bprésents[ \t]?:?[ \t]?\d{1,3}[^\n\d]{1,30}\bvotants[ \t]?:?[ \t]?\d{1,3})"
    r"[ \t]*[.:;]?[ \t]*\n?[ \t]*(?![^\n]*\b(?:est|sont|a|ont|ouvre|préside|déclare|propose|informe|expose|fait)\b)"
    rf"(?-i:(?={CIVIL}[ \t]{CAPITAL}|{PERSON.pattern}))"
)


def relabelled(opening: str) -> str:
    """Return an opening whose lists have their labels, each with a colon, and no names but those of the council."""
    opening = _TITULAR.sub(r"\g<end>", _NUMBER_BESIDE.sub("", _SUBSTITUTED.sub("", _SUBSTITUTES.sub("", opening))))
    opening = placed(_ONE_IS.sub(_without_office, _BEFORE_ANOTHER.sub(r"\g<other>\n\g<label> :", opening)))
    opening = _ALL_BUT.sub("Absents :", opening)
    opening = _TABLE_OTHERWISE.sub("Pouvoirs :\nMandants | Mandataires", opening)
    opening = re.sub(rf"\b(?:son|sa) collègue,? (?={CIVIL} |{CAPITAL})", "", opening)
    opening = by_rank(opening)
    opening = _RESPECTIVE.sub(r" ayant respectivement donné pouvoir à \g<holders>.", opening)
    opening = _VOTES_BY.sub(lambda told: f" donne pouvoir à {told[told.lastgroup or 0]}", opening)
    opening = _AROUND.sub(r"Présents : \g<chair> ;", opening)
    opening = _HOLDERS.sub(_by_givers, _TOLD_HOLDER.sub(r"\g<given> à ", opening))
    opening = _ARROWS.sub(r"Pouvoirs :\n\g<0>", opening)
    opening = _ADDRESSED.sub(r"\g<state> \g<count> :", opening)
    opening = _WHOLE.sub(r"\g<state> : \g<people>", opening)
    opening = _OF_THE_LAW.sub("Excusés ayant donné pouvoir :\n", opening)
    while (without := _MARGIN.sub(r"\g<pair>\n", opening)) != opening:
        opening = without
    if not re.search(r"(?i)\bpr[ée]sents?\b[^\n]{0,40}:", opening):
        opening = _COUNTS_ALONE.sub(r"\g<counts>\nPrésents :\n", opening)
    opening = _bracketed(opening)
    opening = _BRACKETS.sub(lambda match: re.sub(r"\s*\n\s*", " ", match[0]), opening)
    opening = _COUNTED_ABSENT.sub(r"\nAbsents : \g<names>\n", opening)
    opening = _TABLE.sub("Pouvoirs :\n", _TOLD_ABSENT.sub(r"\nAbsents : \g<names>\n\n", opening))
    return called(_BARE_TIED.sub(r"\g<0> :", _BARE.sub(r"\g<0> :", opening)))


def called(opening: str) -> str:
    """Return an opening in which the lists that no usual label leads to bear one, by what theirs says.

    « Ont siégé » is of those present, « N’ont pas siégé » of the absent, « Ont délégué leur vote » of mandates. Beside
    those who are called present, who attended is no member.
    """
    named = _NAMED_PRESENT.search(fold(opening)) is not None

    def usual(label: re.Match[str]) -> str:
        told = fold(label["label"])
        if PERSON.search(label["label"]):  # « M. X, mandataire : M. Y »
            return label[0]
        away, present = _OF_ABSENCE.search(told), _OF_PRESENCE.search(told)
        if _USUAL.search(told) or _OF_BODIES.search(told) or not (away or present or _OF_MANDATES.search(told)):
            return label[0]
        if present and named and present[0] == "assist":
            return label[0]
        kind = "Absents" if away else "Ont donné pouvoir" if _OF_MANDATES.search(told) else "Présents"
        return f"{kind} {label['count'] or ''} :"

    return _LED.sub(usual, opening)


def called_present(opening: str) -> str:
    """Return an opening whose first list of names bears « Présents : », whatever leads to it, and is no other list's.

    Those whom no label calls present are so where the label says nothing else of them: « Étaient là », « Siégeaient ».
    """
    labels = list(_LED.finditer(opening))
    told = [one for one, after in pairwise([*labels, None]) if one and _may_be_present(one, after)]
    first = next((one for one in told if _OF_PRESENCE.search(fold(one["label"]))), next(iter(told), None))
    if first is None:
        return _IN_PRESENCE.sub(_led_present, opening, count=1)
    also = " M. le Maire," if _ALSO.search(fold(first["label"])) else ""  # who presides was named before
    return f"{opening[: first.start()]}Présents {first['count'] or ''} :{also}{opening[first.end() :]}"


def _led_present(told: re.Match[str]) -> str:
    names = re.sub(r" et (?:de |d[’'])", " et ", told["names"] or told["named"])
    return f"\nPrésents : {names}\n"


def _may_be_present(label: re.Match[str], after: re.Match[str] | None) -> bool:
    """Tell whether a label may be of those present: it says nothing else of them, or « Maire » above « Adjoints »."""
    by_office = after is not None and fold(after["label"]).startswith("adjoint") and fold(label["label"]) == "maire"
    return by_office or not _OF_OTHERS.search(fold(label["label"]))


def _by_givers(told: re.Match[str]) -> str:
    """Return the mandates of a list of those who hold them, each from who gave it."""
    return "Pouvoirs :\n" + "".join(
        f"{one['giver'].rstrip('.')} à {one['holder']}\n" for one in _ONE_HOLDS.finditer(told["pairs"])
    )


def _bracketed(opening: str) -> str:
    """Return an opening whose members' times stand in brackets: « X à partir de la question 3 », « X (à partir …) »."""
    parts = re.split(r"(\([^()]*\))", opening)
    for told in (IN_PART, _FOR_A_WHILE):
        parts[::2] = (told.sub(lambda match: f" ({match[0].lstrip(',').strip()})", part) for part in parts[::2])
    return "".join(parts)


def _without_office(told: re.Match[str]) -> str:
    """Return nothing for the office of a member of a list; the office where somebody listed before is told again."""
    before = re.split(r"(?<=[,;\n])", told.string[: told.start()])
    name = re.sub(rf"^\W*{CIVIL} ", "", before[-1].strip())
    return told[0] if fold(name) in fold("".join(before[:-1])) else ""
