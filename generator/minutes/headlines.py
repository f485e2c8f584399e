"""The title of a point: beside its number, under it or above, to its end; and what can be none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from generator.language.calendar import MONTHS
from generator.minutes.figures import NUMBER
from generator.minutes.names import CIVIL
from generator.minutes.shapes import ORDERED, RANKED, SHAPES
from generator.papers.letters import Text, fold

#: An operative part is numbered too: its items begin with a verb.
_VERB = re.compile(
    r"(?:d'|de |du montant|que |qu'|a compter|(?:approuve|autorise|decide|adopte|accepte|dit|precise|charge|fixe|donne|"
    r"prend|valide|rappelle|mandate|sollicite|designe|nomme|confirme|emet|impute|habilite|s'engage|demande a)\b|"
    r"[a-z]{2,}(?:er|ir|(?<!tu)re) (?:le|la|les|l'|un|une|des|au|aux|ce|cette|monsieur|madame|son|sa)\b)"
)
#: What opens an act's reasons, or decides: no title goes on over it.
SENTENCE = re.compile(
    r"(?:vu|considerant|le conseil|l'assemblee|monsieur|madame|m(?=\.)|mme|mr|l[ea] (?:maire|president|rapporteur)|"
    r"rapporteur|apres|il est|sur (?:le rapport|proposition)|entendu|vote(?! d(?:e|u|es)\b)|dans le cadre|afin|"
    r"suite (?:a|aux?)|"
    r"oui|ayant|la parole|la commune(?= d[e'])|ils?|elles?|nous|"
    r"cel(?:ui|le|les)(?:-ci)?|ceux|nomenclature|aujourd'hui|"
    r"ce(?:t|s|ci)\b[^\n]{0,24} (?:expose|entendu|explications)\w*|"
    r"a l'unanimite|a la majorite|compte tenu|conformement)\b"
)
#: What the council made of a point, told in a line: « Adopté à l’unanimité », « 7 pour ».
RESULT = (
    r"(?:(?:vote|resultat|decision|avis)s?(?: du conseil)?[ ]?[:=-]?[ ]?)?"
    r"(?:(?:la |cette )?(?:convention|proposition|deliberation|demande|motion)[ ](?:est[ ])?)?"
    r"(?:oui a|accord|(?:de)?favorable|(?:adopte|approuve|accepte|valide|refuse|rejete|reporte|ajourne)e?s?|"
    r"l'ensemble d(?:u|es) [a-z ]{3,24} vote(?:nt)? pour|retiree?s?|"
    rf"(?:pour )?a l'unanimite|unanimite|pour[ ]?[:=]?[ ]?{NUMBER}|{NUMBER} (?:(?:voix|votes?) )?(?:pour|contre))\b"
)
_RESULT = re.compile(RESULT)
#: What a sentence begins with, and a title may go on with in small letters.
_LED = re.compile(r"(?:dans le cadre|afin|suite (?:a|aux?)|sur |compte tenu|conformement)\b")
#: What heads an act, and is no title.
HEADING = re.compile(
    r"(?:extraits?|deliberations? du (?:conseil|registre)|registre|conseil|seance|reunion du|proces[- ]verbal|"
    r"convocations?|republique|departement|commune|ville|mairie)\b|(?:deliberations?|informations?)\W*$"
)
#: What classes an act, or labels what its heading and its opening hold: no title.
LABEL = re.compile(
    r"(?:nomenclature|matieres?|domaines?|classification|rapporteure?|annexes?|pieces? jointes?|service|etaient|"
    r"presents?|absents?|dates?|nombre|secretaire|votants|convocation)\b[^\n]{0,30}:|"
    r"(?:president|presidente|presidence|secretariat|membres|conseillers|effectif|excuses?|representes?|pouvoirs?|"
    r"procurations?|quorum|heure|lieu)(?: (?:de (?:la )?seance|en exercice|presents?|excuses?|absents?))?\s?:"
)
#: What heads a part of an act.
PARTS = (
    r"(?:exposes?(?: des motifs)?|preambule|contexte|motifs|rappel|debats?|discussions?|resultats?(?: du vote)?|"
    r"dispositif)"
)
#: A title that ends so goes on.
UNENDED = re.compile(
    r"(?:(?<!\.)\b(?:de|du|des|la|le|les|l|d|et|ou|a|au|aux|en|un|une|pour|par|avec|sur|sous|dans|entre|m|mme)\b[.']?|"
    r"\bn ?°|\w ?[-–]|\((?:[^()]*\([^()]*\))*[^()]*)$"
)
#: Parts of an act, and a month with its year, that stand where a title does.
_NO_TITLE = re.compile(
    r"avoir delibere|\bcomme suit\b|^\W*(?:nomenclature\b|article \d|"
    rf"(?:(?:visas?|considerants?|{PARTS})(?: et)?\W*)+$|"
    rf"(?:{'|'.join(map(fold, MONTHS))})(?: \d{{4}})?\W*$)"
)
#: The heads of two columns alike: « Article Sommes Article Sommes »; the amounts of a row.
_TWICE = re.compile(r"(.{8,}?) \1")
_AMOUNT = re.compile(r"\d,\d\d(?: ?€|\b)")
#: One of a list of people: « 2. Mr Marc WATTIEZ ».
_SOMEBODY = re.compile(rf"{CIVIL}\s(?:[A-ZÀ-Þ][\w’'-]*\.?\s?){{1,4}}")
#: A matter of the national nomenclature of acts (contrôle de légalité), beside a number: the title stands beneath.
MATTERS = (
    r"(?:commande publique|urbanisme|domaine et patrimoine|fonction publique(?: territoriale)?|"
    r"institutions? et vie politique|libertes publiques et pouvoirs? de police|finances locales|"
    r"(?:autres )?domaines? de competences?(?: des communes| par themes?)?|fonctionnement des assemblees|"
    r"decisions budgetaires|documents d'urbanisme|marches publics)"
)
_MATTER = re.compile(rf"[ \t:-]*(?:\d(?:[.-]\d{{1,2}}){{0,2}}[ \t:.-]+)?{MATTERS}[ \t.:-]*")
#: What stands right of a title, of no part of it: the day of the sitting, the matter of the nomenclature.
BESIDE = re.compile(
    rf"(?m)(?<![ \t])[ \t]{{3,}}+(?:\d{{1,2}}(?:er)? (?:{'|'.join(MONTHS)}) \d{{4}}|\d\.\d(?:\.\d)?[ \t][^\n]*)[ \t]*$",
    re.IGNORECASE,
)
#: A title above its number has no more lines.
_ABOVE = 4
_LONGEST, _FULL = 300, 100
#: A title that a colon leads on, and the sentence under it, have no more lines.
_LED_LINES = 5
#: A title of so many characters may have filled its line.
_WIDE = 70


def headline(text: Text, start: int, index: int, lines: Sequence[re.Match[str]]) -> tuple[int, int, bool]:
    """Return where a point's title begins and ends, and whether its end was seen.

    It stands beside its number, else on the next line, and may go on over the lines that follow.
    """
    last = index
    matter = _MATTER.fullmatch(text.folded, start, lines[index].end()) is not None
    if matter and (last + 1 >= len(lines) or not _may_follow(text, lines[last + 1])):
        matter = False
    if matter or start >= lines[index].end():
        last = index + 1
        if last >= len(lines):
            return start, start, False
        start = _after_rank(text, lines[last], RANKED)
        told = (one.match(text.folded, start, lines[last].end()) for one in (LABEL, HEADING, SENTENCE))
        if lines[last][0].rstrip().endswith(".") or any(told):  # the title stands above, or there is none
            return _above(text, index, lines)
    stop = lines[last].end()
    for place, (line, following) in enumerate(pairwise(lines[last : last + 5]), last):
        between = text.text[line.end() : following.start()]
        written = fold(BESIDE.sub("", text.text[line.start() : line.end()])).rstrip()
        beginning = following[0].strip()
        small = text.text[following.start() : following.end()].lstrip(' \t«"')[:1].islower()
        unended = UNENDED.search(written) is not None or is_quoting(text.text[start : line.end()])
        goes_on = small and (unended or beginning.endswith(":"))
        led = small or _is_led(text, lines[place : place + _LED_LINES])
        ended = (between.count("\n") > 1 and not goes_on) or written.endswith("." if led else (":", "."))
        opens = opens_reasons(beginning, small=small)
        heads = HEADING.match(beginning) is not None and not unended
        if ended or opens or heads or tells_result(beginning) or len(written) > 140:
            return start, line.end(), True
        capitals = text.text[line.start() : line.end()].isupper()
        if text.text[following.start() : following.end()].isupper() != capitals and capitals and not unended:
            return start, line.end(), True
        if _is_numbered(beginning):
            return start, line.end(), True
        wrapped = small or unended or (led and written.endswith(":")) or _is_wrapped(text, lines[place : place + 3])
        if not capitals and not wrapped:
            return start, line.end(), False
        stop = following.end()
    return start, stop, False


def opens_reasons(line: str, *, small: bool) -> bool:
    """Tell whether a folded line opens reasons or decides; in small letters a title may go on with some words."""
    return SENTENCE.match(line) is not None and not (small and _LED.match(line))


def tells_result(line: str) -> bool:
    """Tell whether a folded line tells what the council made of the point above it."""
    return _RESULT.match(line) is not None


def _may_follow(text: Text, line: re.Match[str]) -> bool:
    """Tell whether a line can be the title under a rubric: it begins with a capital, and tells nothing."""
    written = text.text[line.start() : line.end()].strip()
    return written[:1].isupper() and not SENTENCE.match(line[0].strip()) and not LABEL.match(line[0].strip())


def _is_led(text: Text, lines: Sequence[re.Match[str]]) -> bool:
    """Tell whether the first line goes on in the next after a colon: who speaks stands under what they say.

    Capitals go on in capitals too.
    """
    if len(lines) < 3 or not _may_follow(text, lines[1]):
        return False
    title, *following = (text.text[line.start() : line.end()].strip() for line in lines)
    for line, beneath in pairwise(following):
        if len(line) >= _FULL or line.endswith((".", ";", ",", ":")):
            return False
        if SENTENCE.match(fold(beneath)):
            return True
        capitals = title.isupper() and line.isupper() and beneath.isupper()
        if not (capitals or beneath[:1].islower() or UNENDED.search(fold(line))):
            return False
    return False


def _is_numbered(line: str) -> bool:
    """Tell whether a folded line begins with the word that numbers a point, or labels its object."""
    return any(pattern.match(line) for kind, pattern in SHAPES if kind in ("act", "object", "word"))


def _is_wrapped(text: Text, lines: Sequence[re.Match[str]]) -> bool:
    """Tell whether a title fills the first line and goes on in the second, the last of its paragraph."""
    if len(lines) < 3 or not _may_follow(text, lines[1]):
        return False
    title, second, beneath = lines
    last = text.text[second.end() : beneath.start()].count("\n") > 1 or _is_numbered(beneath[0].strip())
    full = len(title[0].strip()) >= _WIDE and len(second[0].strip()) < len(title[0].strip())
    return last and full and not second[0].rstrip().endswith((".", ";", ":"))


def is_quoting(title: str) -> bool:
    """Tell whether a title ends within a quotation: « Marché « Réalisation du bulletin »."""
    return title.count("«") > title.count("»")


def _above(text: Text, index: int, lines: Sequence[re.Match[str]]) -> tuple[int, int, bool]:
    """Return what stands above a number that is alone on its line, when it can be its title; else no title."""
    end = lines[index].end()
    first = start = index
    while first and index - first < _ABOVE and text.text[lines[first - 1].end() : lines[first].start()] == "\n":
        first -= 1
        start = _after_rank(text, lines[first], ORDERED)
        if start > lines[first].start() or not text.text[start : lines[first].end()].lstrip(' \t«"')[:1].islower():
            break
    line, last = lines[first], lines[index - 1]
    heads = SENTENCE.match(line[0].strip()) or HEADING.match(line[0].strip())
    stop = last.start() + len(last[0].rstrip(" -:"))
    if first < index and not heads and is_title(text, start, stop, "title"):
        return start, stop, True
    return end, end, False


def _after_rank(text: Text, line: re.Match[str], kinds: Sequence[str]) -> int:
    """Return where a line goes on after the rank of one of ``kinds`` that begins it; where it begins without one."""
    ranks = (pattern.match(text.folded, line.start(), line.end()) for kind, pattern in SHAPES if kind in kinds)
    return next((match.end() for match in ranks if match), line.start())


def is_title(text: Text, start: int, stop: int, kind: str, *, small: bool = False) -> bool:
    """Tell whether what stands there can be a point's title: it begins with a capital and decides nothing.

    A ``small`` one has no capital.
    """
    written = text.text[start:stop].strip(" \t:.-–")
    if not written:
        return kind in ("act", "code", "word")
    if len(re.findall(r"[^\W\d_]", written)) < 3 or stop - start > _LONGEST or written.endswith((";", ",")):
        return False
    folded = " ".join(text.folded[start:stop].split())
    if _NO_TITLE.search(folded) or _TWICE.fullmatch(folded) or len(_AMOUNT.findall(folded)) > 1:
        return False
    if _SOMEBODY.fullmatch(written):
        return False
    first = next((letter for letter in written if letter.isalpha()), "")
    return first.isupper() is not small and _VERB.match(text.folded[start:stop].strip(" \"'-")) is None
