"""Where a list of people ends: before the label, the heading or the sentence that follows it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.intake.mandates import POWER, is_mandate
from generator.minutes.figures import NUMBER
from generator.minutes.headlines import PARTS
from generator.minutes.names import CIVIL, CIVILITY, PERSON
from generator.papers.letters import Text, fold, worn

#: What goes on with an office in a list: « Monsieur le Maire, … », « Le Maire : M. X ».
_LISTED_HERE = rf"(?! et\b|,| ?: (?:{CIVILITY} )?[a-z][a-z'-]+(?: [a-z'-]+){{0,2}}[ \t]*(?:\n|;))"
#: What follows a list: another label, a heading, a sentence of the sitting.
STOP = re.compile(
    rf"(?m)^[^\n]{{0,160}}\b{worn('secreta')}\w+|(?:^|(?<=[.;] "
    rf")(?<!\bm\. ))[ \t]*[\s>*•-]{{0,6}}(?:(?:\d{{1,2}}|[ivx]{{1,4}}\b)\s?[.)/°-]{{0,2}}\s*)?(?:dates?\b|nombre|"
    rf"deliberation|objet|n\s?[°o]\s|vu\b|visas?\b|public\b|lieu\b|heure|debut|fin de|informations?\b|auditeurs|"
    r"effectifs?\b|personnel|autres? (?:person|particip|assist)|ayant (?:pris|entendu)|(?:qui )?ont pris|"
    r"participai(?:en)?t\b|"
    r"(?:etai(?:en)?t|sont|est) (?:egalement|aussi) |"
    r"(?:pouvoirs?|procurations?|mandats?) (?:de |respectifs |d'|a ete |est donne)|"
    r"par suite|arrivees?\b|departs?\b|tous\b|elus\b|"
    r"les (?:conseillers|membres|elus) (?:municipaux )?presents|l'assemblee\b|le conseil|le nombre|le compte|le proces|"
    rf"monsieur (?:le )?(?:maire|president){_LISTED_HERE}|madame l[ea] (?:maire|presidente){_LISTED_HERE}|formant|"
    rf"lesquels|il a ete|conformement|l[ea] (?:quorum|seance|president|maire)\b(?!,){_LISTED_HERE}|assistai|"
    r"(?:assiste(?:nt)?|presiden(?:ce|te?)(?: de (?:la )?seance)?|presidai\w*|representee?s?|suppleante?s?)[ \t]?:|"
    rf"(?:conseillers |membres )?(?:{worn('votants')}|en exercice)|"
    r"(?:delegues|representants) (?:communautaires?|syndicaux|aux? |a |aupres|d[eu]\b)[^:\n]{0,60}:|"
    r"votes?\b|suffrages\b|liste des\b|decisions?\b|"
    r"affichee?s?\b|mise? en ligne|l'an\b|apres|quorum|"
    r"point|ordre du jour|invite(?:e?s?|\(e\)s?)\b|approbation|adoption|designation|"
    r"nomination|ouverture|"
    r"compte[- ]rendu|proces[- ]verbal|question|affaire|convention|election|presence (?:hors|de)\b|"
    rf"demission\w*|observations?\b|{PARTS}[ \t:]*(?=\n|$)|"
    r"(?:commune|canton|arrondissement|departement) ?:)|"
    r"^[ \t]*[*_=°~-]{4}|\bl ?'? ?an (?:deux|2)|"
    r"^[ \t]*le (?:(?:lun|mar|mercre|jeu|vendre|same)di|\d{1,2}(?:er)? [a-z]{3,9} (?:\d{4}|deux mil))|"
    r"(?<=\s)(?:(?:monsieur|madame) l[ea] maire|l[ea] presidente?|l[ea] maire) "
    r"(?:fait|a ouvert|ouvre|donne|propose|rappelle|informe|demande|indique|declare|souhaite|remercie|accueille|"
    r"constate|expose|presente)\b|"
    r"formant\s{1,3}la|lesquels\s{1,3}forment|\bassistai(?:en)?t\b|\bsecreta\w+ de (?:la )?seance|\bsecretaire ?:|"
    rf"(?:(?:conseillers|membres) )?en exercice\s?:|(?<=\s)nombre de |"
    r"(?<=\s)dates? (?:de |d')?(?:la )?(?:convocation|affichage|publication|envoi)\b|(?<=\w) conformement a|"
    rf"(?m:^[ \t]*|(?<=[,;]\s))soit {NUMBER}\b|\bordre du jour|\b(?:convocation|votants|presents?) ?: ?{NUMBER}"
)
#: A verb of a sentence that tells what happened: no list holds one, but of a mandate.
_SAYS = (
    r"(?:ouvre|declare|propose|donne lecture|rappelle|constate|informe|remercie|soumet|demande|quitte|rejoint|"
    r"assiste\w*|participe\w*|represente la|peut|doit|procede|indique|precise|tient)"
)
_VERB = re.compile(rf"\b(?:est|sont|a|ont|avait|avaient|fut|{_SAYS})\b")
#: Small words that a list may hold.
_LISTED = frozenset(
    re.findall(
        r"\w+",
        "de du des d la le les l et a au aux van von dit en par qui pour maire maires adjoint adjointe "
        "adjoints conseiller conseillere conseillers municipal municipale municipaux delegue deleguee delegues "
        "presents present excuse excusee excuses absent absente absents monsieur madame messieurs mesdames mme "
        "mmes mm m mr mrs er ere e eme",
    )
)
#: Words of an act's form: a line that begins with nobody's name and holds one names nobody.
_FORM = re.compile(
    r"\b(?:conseil (?:municipal|communautaire)|commune d[eu']s?|installation|"
    r"convocations?|convoque\w*|lecture|proces|deliberations?|prefecture|registre|extrait|approbation|quorum|votants|"
    r"suffrages|seances?|transmission|publication|affichage|comptes?[- ]rendus?|republique|ordre du jour|article)\b|"
    r"\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\b(?:19|20)\d\d\b|\bn\s?°"
)
#: A name alone on its line, and a line that is none under such lines: « Finances », « Vie associative ».
_ONE_NAME = re.compile(rf"{PERSON.pattern}[\w’' -]*[,;.]?\s*|\s*{CIVIL} [^,;:()]{{3,50}}")
_RUBRIC = re.compile(r"\s*[A-ZÀ-Þ][a-zà-ÿ]{2,}(?:[ ’'-][a-zà-ÿ]{2,})*\s*")
_LABEL = re.compile(
    r"(?:secretaire|(?:etai(?:en)?t |membres )?(?:absent|excuse|represente)|pouvoir|procuration|votants)"
)
#: An office on a line of its own, above those who hold it.
_OFFICE = r"(?:l[ea]s? )?(?:maires?|adjointe?s?|conseill\w+|delegue\w*)(?: (?:au maire|municipa\w+|delegue\w*))*"
#: No bracket of a list holds more characters.
_BRACKET = 160
#: Of the words that a list may hold, those that a name does too.
_PARTICLES = frozenset(("de", "du", "des", "d", "la", "le", "van", "von"))
#: What says in small letters that there is nobody, or where to look.
_NO_NAMES = frozenset(
    ("pas", "sans", "aucun", "aucune", "neant", "voir", "selon", "suivant", "tous", "toutes", "cf", "liste")
)
#: A name in small letters has so many words at most, and so many where it stands alone on its line.
_MOST_WORDS, _ALONE = 4, 2
#: No name in capitals has more words; what parts names is any sign that none has.
_LONGEST = 5
_APART = re.compile(r"[^\w\s.’'-]|\s[-–—]\s|\sET\s|\s{2,}")
#: After one of these a list goes on, whatever stands on its next line.
_UNENDED = re.compile(rf"(?:[,;:/–—-]|\b(?:et|a|de|du|par|la|le|pouvoir|procuration|donne|{CIVILITY}))\s*$")


def end_of_roll(text: Text, start: int, limit: int) -> int:
    """Return where a list ends: before the sentence, the heading or the label that follows it."""
    stops = (stop.start() for stop in text.find(STOP, start, limit))
    limit = next((stop for stop in stops if not _is_bracketed(text.text[start:stop])), limit)
    begun, named, small = False, 0, True
    for line in re.compile(r"[^\n]+").finditer(text.text, start, limit):
        before = text.text[max(start, line.start() - 80) : line.start()]
        apart = begun and before.rstrip(" \t").endswith("\n\n")
        for place, sentence in sentences(line):
            if not sentence.strip():
                continue
            small = small and not apart and _is_in_small_letters(sentence)
            if small:
                begun = True
                continue
            ended = begun and not _UNENDED.search(fold(text.text[max(start, place - 80) : place]))
            if begun and (_is_told(sentence) or (apart and not _is_named(sentence))):
                return place
            if named and line[0] == sentence and _is_a_rubric(sentence) and not _is_among_names(text.text, line.end()):
                return place
            first = not begun and ":" not in sentence
            if (ended or first or sentence.isupper()) and _is_of_the_act(sentence, ended=ended or first):
                return place
            begun = True
        named = named + 1 if _is_one_name(line[0]) else 0
    return limit


def sentences(line: re.Match[str]) -> Iterator[tuple[int, str]]:
    """Give the sentences of a line with their places; the point of an initial or of « M. » ends none."""
    start = line.start()
    for match in re.finditer(r"(?:(?<=[^\W\d_]{3})|(?<=\)))\.\s+(?=[A-ZÉ\d])", line[0]):
        yield start, line.string[start : line.start() + match.end()]
        start = line.start() + match.end()
    yield start, line.string[start : line.end()]


def _is_bracketed(before: str) -> bool:
    """Tell whether a bracket that opened before is not closed: what it holds ends no list."""
    return before.rfind("(", -_BRACKET, len(before)) > before.rfind(")")


def _is_one_name(line: str) -> bool:
    """Tell whether a line is somebody's name and nothing else, the surname in capitals."""
    return _ONE_NAME.fullmatch(line) is not None


def _is_a_rubric(line: str) -> bool:
    """Tell whether a line under names a line each is none: a word or two in small letters, without a civility."""
    named = re.match(rf"\s*(?:{CIVILITY}(?:\s|$)|(?:mandataires?|{_OFFICE})\s*$)", fold(line))
    return _RUBRIC.fullmatch(line) is not None and not named


def _is_among_names(text: str, end: int) -> bool:
    """Tell whether names or another label of the opening stand under a line: it may be the end of a name itself."""
    below = re.compile(r"\n[ \t]*(?P<line>[^\n]+)").match(text, end)
    return below is not None and (_is_one_name(below["line"]) or _LABEL.match(fold(below["line"])) is not None)


def _is_in_small_letters(sentence: str) -> bool:
    """Tell whether a line lists names without a capital: « carole leleu, marc wattiez », or one of two words."""
    parts = [part.split() for part in re.split(r"[,;]|\s[-–—]\s", sentence.strip(" .\t")) if part.strip()]
    words = [word for part in parts for word in part]
    if any(not re.fullmatch(r"[a-zà-ÿœ’'-]+", word) or fold(word) in _LISTED - _PARTICLES for word in words):
        return False
    if words and fold(words[0]) in _NO_NAMES:
        return False
    folded = fold(sentence)
    if _FORM.search(folded) or _VERB.search(folded) or re.search(rf"\b{POWER}\b", folded):
        return False
    return all(len(part) <= _MOST_WORDS for part in parts) and (len(parts) > 1 or len(words) == _ALONE)


def _is_told(sentence: str) -> bool:
    """Tell whether a sentence tells something, and lists nobody."""
    folded = fold(_unbracketed(sentence))
    if _gives(folded):
        return False
    return _VERB.search(folded) is not None and len(_small(sentence)) > 1


def _gives(folded: str) -> bool:
    """Tell whether a folded sentence gives a mandate, whose holder stands on the next line, perhaps."""
    return any(is_mandate(f"{folded} {end}") for end in ("m.", "a m."))


def _is_of_the_act(sentence: str, *, ended: bool) -> bool:
    """Tell whether a line is the act's: it begins with no name, and has words of its form or of a sentence."""
    folded = fold(_unbracketed(sentence))
    name = PERSON.match(sentence)
    if (name and not _FORM.search(fold(name[0]))) or re.match(rf"[\s•*–-]*{CIVILITY}\s", folded):
        return False
    told = _FORM.search(folded) is not None or (ended and len(_small(sentence)) > 1)
    return told and not _gives(folded)


def _is_named(sentence: str) -> bool:
    """Tell whether a line looks like names: few small words, and no figure but a rank before them."""
    folded = fold(_unbracketed(sentence))
    if is_mandate(folded) or re.match(rf"[\s•*-]*{CIVILITY}\s", folded):
        return True
    if sentence.isupper() and any(len(part.split()) > _LONGEST for part in _APART.split(sentence)):
        return False
    return len(_small(sentence)) < 2 and not re.search(r"\d{2,}|\d\s?[:/€]", folded) and len(folded) < 120


def _small(sentence: str) -> list[str]:
    words = re.findall(r"[^\W\d_]+", _unbracketed(sentence))
    return [word for word in words if word[:1].islower() and fold(word) not in _LISTED]


def _unbracketed(sentence: str) -> str:
    return re.sub(r"\([^)]*\)", " ", sentence)
