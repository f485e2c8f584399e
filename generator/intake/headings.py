"""The heading of an act: its object."""

from __future__ import annotations

import re
from dataclasses import replace

from generator.intake.actnumbers import BARE, numbers, told_in_title
from generator.intake.fields import Field, doubted
from generator.intake.objects import tells_nothing
from generator.intake.unlabelled import (
    LISTED,
    LONGEST_OBJECT,
    NO_TITLE,
    OPENS,
    PARAGRAPH,
    RANK,
    above_number,
    above_reasons,
    bare,
)
from generator.minutes.decisions import VOTED
from generator.minutes.extracts import Extract
from generator.minutes.figures import NUMBER
from generator.minutes.headlines import BESIDE, MATTERS, RESULT, UNENDED, is_quoting, opens_reasons
from generator.minutes.names import clean_name, is_clean
from generator.minutes.numberings import Point, heads_a_table
from generator.minutes.procedure import is_procedure
from generator.papers.letters import Text, fold, worn

_OBJECT = re.compile(
    rf"(?m)(?:\b{worn('objet')}(?: unique| de la deliberation(?: n ?° ?[\w/.-]{{1,16}})?)?\s{{0,4}}[:;]|"
    rf"^[ \t]{{0,20}}{worn('objet')}(?: de la deliberation)?[ \t]{{0,4}}(?:\n|-(?= ))|"
    rf"\b{worn('objet')}\.? -(?= ))\s{{0,6}}|"
    r"^[ \t]{0,8}objet(?:[ \t]{1,3}|[ \t]{4,60}(?=\S+ \S+ \S+[^\n:]*$))(?=[a-z]{4})(?!de la|est\b|unique)|"
    r"^[ \t]{0,8}(?:point|question) unique[ \t]{0,3}[:-][ \t]{0,3}(?=\S)|"
    r"^[ \t]{0,8}(?P<nearly>titre|intitule|libelle|theme|sujet)(?: de (?:la deliberation|l'acte))?"
    r"(?: ?:|[ \t]-(?= )|(?=\t))\s{0,4}(?=\S)|"
    r"^[ \t]{0,8}(?P<otherwise>(?:question|dossier|affaire|rapport)(?: n ?° ?[\w./-]{1,12}| inscrite?)?"
    r"(?: a l'ordre du jour)?) ?:[ \t]{0,4}(?=\S)"
)
_HEADING = (
    rf"vu\b|visas?\b|considerant|entendu\b|le conseil|les membres|l'an\b|date\b|nombre\b|seance|rapporteur|monsieur|"
    rf"madame|m\.|mme\b|le maire|etaient|presents?\b|membres|en exercice|{worn('deliberation')} ?n|n ?°|convocation|"
    rf"secretaire|sur |apres|il est|l[ea] quorum|vote\b|exposes?\b|preambule|contexte\b|motifs\b|rappel\b|debats?\b|"
    rf"discussion|decision\b|decide\b|a la majorite\b|a l'unanimite\b|\||[a-z' ]{{2,36}} ?:|ayant (?:oui|entendu)\b|"
    rf"votes(?= ?(?:\n|$))|(?:votants|pour|contre|abstentions?) ?:? ?\d|"
    rf"scrutin (?:public|secret|ordinaire|uninominal|de liste)|sens (?:du|des) votes?\b|"
    rf"resultats? d|amendements?\b|a main levee\b|mise? aux voix|sous la presidence\b|unanimite\b|"
    rf"accuse de reception|(?:envoye|re[cg]u|publie|affiche)e? (?:en|le)\b|\d{{3}}-\d{{9}}-|"
    rf"par {NUMBER} voix|{NUMBER} voix\b|[^\n]{{0,120}}(?:\bvoix (?:pour|contre)\b|\bil est procede a)"
)
_OBJECT_END = re.compile(
    r"(?m)[ \t]{3,}(?=n ?° )|"
    rf"\s(?=(?:votants|pour|contre|votes?|presents) ?: ?\d)|\n[ \t]*\n|\f|\n(?=[ \t]*\d{{1,3}}[ \t]*(?:\n|$))|"
    rf"\n(?=[^\n]{{{PARAGRAPH}}}|[^\n]*\t)|(?<=[^\n]{{{PARAGRAPH}}})\n|"
    rf"\n(?=[ \t]{{0,8}}(?:(?:[ivx]{{1,4}}|\d{{1,2}})? ?[.)•-] ?)?(?:{_HEADING})|[ \t→>-]{{0,8}}{RESULT})"
)
#: Items that follow each other: « 1. Voirie 2. Budget ».
_AGENDA = re.compile(r"(?:^|\s)1\s?[.)/-]\s\D.{3,}\s2\s?[.)/-]\s\D")
#: What a margin or the foot of a page puts among the lines of an object.
_MIXED = re.compile(
    r"conseil municipal (?:du|en date)\b|(?<![\d/])\d{1,2}/\d{1,2}(?![\d/])|"
    r"[a-z] 20\d\d[-/_.](?:\d{1,3}[-/_.]\d{1,3}|0\d|\d{3})$"
)
#: A sentence of the council or of its mayor, into which a title runs where a line was lost.
_SPEAKS = (
    r"(?:expose|rappelle|informe|propose|presente|explique|indique|donne|soumet|demande|fait|precise|rend|signale|invite|"
    r"annonce|souligne|ouvre)\b"
)
_RUNS_INTO = re.compile(
    r"(?<!\ba)(?<!\bde)(?<!\bpar)(?<!\bpour)(?<!\bavec)\s(?=(?:"
    rf"(?:(?:monsieur|madame|m\.|mme) )?l[ea] (?:maire|president)e?,? {_SPEAKS}|par {NUMBER} voix\b|"
    r"sous la presidence d|unanimite$|a l'unanimite,? (?:le|de|d)|votes?(?: a main levee)?(?: ?:?$| \d)|votants \d|"
    r"resultats? (?:du vote|\d)|amendements? de (?:m\.|mme|monsieur|madame)|accuse de reception|"
    rf"(?:monsieur|madame|m\.|mme) [a-z'-]{{2,20}}(?: [a-z'-]{{2,20}}){{0,2}},? {_SPEAKS}|"
    r"(?:numero|n ?°) (?:de (?:la )?deliberation|d'ordre)|reference ?:|ref\.? ?:|rapporteure? ?:|date d[e']|"
    r"nombre d[e']|"
    r"vu (?:l|que)|considerant |en vertu d|conformement a|apres (?:en )?(?:avoir )?deliber|"
    r"(?:le conseil(?: municipal)?|l'assemblee),? (?:apres|decide|approuve|adopte|autorise|accepte|a l'unan|design)))"
)
#: A line that begins a sentence under a title, « Il convient … », « Les devis ont … », or is one to its full stop.
_TELLS = re.compile(
    r"(?<=[^\s,])\n[ \t]*(?:"
    r"(?=(?:L[ea]s? |L[’']|Une? |Des )[^\n]{20,}\.[ \t]*(?:\n|$))|"
    r"(?:Ils?|Elles?|Les?|La|Une?|Ces?|Cette|Dans|Par|Suite|Afin|Pour|Depuis|Lors|Compte) [a-zà-ÿ])"
)
_SENTENCES = re.compile(r"[a-zà-ÿ]{3}\. [A-ZÀ-Þ][a-zà-ÿ’']|[a-zà-ÿ]{3} \d{1,2}[.)] [A-ZÀ-Þ]")
#: A title of procedure is shorter, in characters.
_SHORT = 60
#: What begins what was decided, or what the heading tells besides, and no line of a title.
_DECIDES = re.compile(r"(?:approuve|autorise|decide|adopte|accepte|charge|sous la presidence)\b")
#: What no title begins with, and a sentence goes on with.
_INSIDE = re.compile(r"(?:de|du|des|d'|et|a|pour|avec|entre|s'|n'|se|ne|ils?|elles?|qui|que|est|sont|ont)\b")
#: The label of an act's number, where its object should stand.
_ITS_NUMBER = re.compile(r"(?:deliberation|acte|dcm|n ?°|numero)")
#: So many characters of a line tell what it is.
_GIST = 30
#: What several acts of a sitting stand under: « FINANCES », « Personnel communal ».
_RUBRIC = re.compile(r"[^\W\d_]+(?:[ ’'-][^\W\d_]+)?")
#: « FINANCES - Tarifs », « 5.7 Intercommunalité – Convention … »: the rubric, or the matter, before a title of minutes.
_RUBRIC_BEFORE = re.compile(
    rf"(?:\d(?:[.-]\d{{1,2}}){{1,2}}[ :.-]+)?(?:{MATTERS}|finances|intercommunalite|administration generale|"
    r"affaires (?:generales|scolaires|sociales|foncieres|culturelles)|personnel(?: communal)?|ressources humaines|"
    r"travaux|voirie|cimetieres?|education|enfance|jeunesse|culture|sports?|environnement) ?(?: [-–]|[:/]) (?=\S)"
)
#: A rubric has no more words: « FINANCES - ACHATS », « AMÉNAGEMENT DU TERRITOIRE ».
_RUBRIC_WORDS = 4
#: A line with a number and a title of its own, the first after the title above it: « DL-055-07-13 - Signature … ».
_OWN_TITLE = re.compile(r"[ \t:.]*\n\s*(?=[\w./-]*\d)[A-Za-z]{0,5}[-_ ]?[\d./_-]{2,16} ?[-–:] ?[A-ZÀ-Þ]")
#: The title under a rubric's: « OBJET : Finances communales : », and on the next line « > Subvention … ».
_UNDER = re.compile(
    r"[^\n:]{3,60} ?:[ \t]*[^\w\s]?[ \t]*\n\s*[>•*] ?(?=[A-ZÀ-Þ])|"
    r"\d\.\d{1,2} [A-Za-zÀ-ÿ][^\n:.;]{2,60}\n[ \t]*(?=[A-ZÀ-Þ«])"
)
UNCALLED = "lu comme titre, sans le mot « objet »"
_OF_NOTHING = "l’objet ne dit pas de quoi l’acte traite"
_CLOSED = re.compile(r"[ \u00a0]?»")
#: Signs of no title, a full stop or a small letter alone, which are left of words that were read badly, and the label
#: of something else: a margin's.
_LOST = re.compile(
    r"[\\{}~^]|(?<=\s)(?:\.|[^\W\d_A-ZÀ-Þaàynmhoô]|(?:convocation|affichage|exercice|présents|votants) :)(?=\s)"
)
_ILL_READ = "des lettres, des signes ou des libellés isolés y font croire à des mots mal lus"


def act_object(extract: Extract) -> Field:
    """Return the act's object on one line, as it is read; after « Objet », else beside the act's number.

    An agenda is nobody's object.
    """
    found = _without_number(_object(extract))
    if _AGENDA.search(str(found.value or "")):
        return Field()
    title = _well_read(_without_sentence(found))
    return doubted(title, _OF_NOTHING) if title.value and tells_nothing(str(title.value)) else title


def _well_read(found: Field) -> Field:
    """Return an object in doubt where words are in pieces: « la . en œuvre dhé m a I nement »."""
    return doubted(found, _ILL_READ) if _LOST.search(str(found.value or "")) else found


def _without_number(found: Field) -> Field:
    """Return an object without the act's number before or after it: « Convention … (n° 2025-12) »."""
    written = str(found.value or "")
    title = told_in_title(written)[1]
    return replace(found, value=title) if title != written else found


def _without_sentence(found: Field) -> Field:
    """Return an object without the sentence that runs on after it: where it ends is not sure then."""
    written = str(found.value or "")
    run = next((place for place in _RUNS_INTO.finditer(fold(written)) if _changes_case(written, place.end())), None)
    if run is None and _SENTENCES.search(written):
        return doubted(found, "plusieurs phrases sont lues comme un titre")
    if run is None:
        return found
    title = bare(written[: run.start()])
    return doubted(replace(found, value=title), "une phrase suit le titre sur sa ligne") if title else Field()


def _goes_on(written: str, start: int, end: re.Match[str]) -> bool:
    """Tell whether the line after an object goes on with it, in small letters: no label begins so, nor a sentence."""
    line = fold(written[end.end() : end.end() + _GIST]).lstrip()
    told = _DECIDES.match(line) or opens_reasons(line, small=True)
    unended = UNENDED.search(fold(written[start : end.start()]).rstrip()) is not None
    return end[0] == "\n" and written[end.end() :].lstrip()[:1].islower() and (unended or not told)


def _changes_case(written: str, place: int) -> bool:
    """Tell whether a sentence begins there with a capital, which a title in capitals says nothing of."""
    return written[place].isupper() and not (written[:place].isupper() and written[place : place + 2].isupper())


def _object(extract: Extract) -> Field:
    text = extract.text
    labels = text.find(_OBJECT, extract.point.start if extract.point else 0, _operative(extract))
    called = [label for label in labels if not heads_a_table(text, label.start())]
    called = [label for label in called if not (extract.point and label["otherwise"])]
    match = min(called, key=lambda label: 2 * bool(label["otherwise"]) + bool(label["nearly"]), default=None)
    start, parted = match.end() if match else None, False
    if start is None and extract.point:
        titled = _titled(text, extract.point)
        return above_reasons(extract) if titled.confidence == "missing" else titled
    if start is None:
        number = next(numbers(extract, 0), None) or text.first(BARE, 0, extract.closing)
        if number is None:
            return above_reasons(extract)
        beside = re.match(
            r"\s{1,3}\d{1,2}/\d{1,2}/\d{4}\s{1,6}|\s{0,3}[):.-]{1,2}\s{0,3}|\s{1,6}",
            text.folded[number.end("number") : number.end("number") + 24],
        )
        start = number.end("number") + (beside.end() if beside else 0)
        parted = bool(beside and re.search(r"[:\n]|-\s", beside[0]))
        if OPENS.match(text.folded, start) or start >= extract.body:
            found = above_reasons(extract)
            return above_number(text, number.start()) if found.confidence == "missing" else found
    if LISTED.match(text.text, start):
        return above_reasons(extract)
    rubric = _UNDER.match(text.text, start)
    if rubric and OPENS.match(text.folded, rubric.end()):
        rubric = None
    start = rubric.end() if rubric else start
    limit = start + LONGEST_OBJECT
    ends = text.find(_OBJECT_END, start, min(len(text.text), limit + 1))
    end = next((place for place in ends if not _goes_on(text.text, start, place)), None)
    told = _TELLS.search(text.text, start, end.start() if end else limit)
    if told and not UNENDED.search(text.folded[start : told.start()].rstrip()):
        title = bare(text.read(start, told.start()))
        return Field(title, "doubtful", title, "une phrase suit le titre, à la ligne") if title else Field()
    written = bare(text.read(start, end.start() if end else limit))
    if len(re.findall(r"[^\W\d_]{3,}", written)) < (1 if match else 2):
        return Field()
    if _ITS_NUMBER.match(fold(written)) and NO_TITLE.fullmatch(fold(written)):
        return Field()
    labelled = parted or (match is not None and match[0].rstrip().endswith(":"))  # it may begin in small letters
    written, why = _worded(written, labelled=labelled)
    if why:
        return Field(written, "doubtful", written, why)
    if end is None and limit < len(text.text):
        return Field(written, "doubtful", written, "la fin de l’objet n’a pas été trouvée")
    if rubric:
        return Field(written, "doubtful", written, "lu sous le titre d’une rubrique")
    if match is None:
        return Field(written, "doubtful", written, UNCALLED if parted else "lu à côté du numéro, sans le mot « objet »")
    if match["otherwise"]:
        return Field(written, "doubtful", written, "lu après un autre mot qu’« objet »")
    above = written.isupper() and len(written.split()) <= _RUBRIC_WORDS
    if written.isalpha() or (end and above and _goes_on_in_capitals(text, end.end())):
        return Field(written, "doubtful", written, "ce titre est peut-être celui d’une rubrique")
    return Field(written, "certain", written)


def _worded(written: str, *, labelled: bool) -> tuple[str, str]:
    """Return a title as far as it may be one, and why its own words make it doubtful, "" when they do not."""
    if is_clean(clean_name(written)) and not written.isupper():
        return written, "ce titre semble être le nom de quelqu’un"
    if is_procedure(fold(written)) and len(written) < _SHORT:
        return written, "ce titre est celui d’un point de procédure"
    capital = f"{written[:1].upper()}{written[1:]}" if labelled else written
    if _INSIDE.match(fold(written)) or not _begins_a_title(capital):
        first = re.split(r"(?<=[a-zà-ÿ]{3})\. (?=[A-ZÀ-Þ])", written, maxsplit=1)[0]
        return first, "l’objet commence au milieu d’une phrase"
    if _MIXED.search(fold(written)):
        return written, "d’autres mots de la page se mêlent peut-être à l’objet"
    return written, "la fin de l’objet manque" if UNENDED.search(fold(written)) else ""


def _operative(extract: Extract) -> int:
    """Return where what was decided begins in a point of minutes: a loan's object is no act's."""
    decided = extract.text.first(VOTED, extract.point.stop, extract.closing) if extract.point else None
    return decided.start() if decided else extract.closing


def _goes_on_in_capitals(text: Text, place: int) -> bool:
    """Tell whether the line after an object is another title in capitals, and no label."""
    line = text.text[place : place + PARAGRAPH].strip().split("\n", 1)[0]
    return line.isupper() and len(re.findall(r"[^\W\d_]{3,}", line)) > 1 and not OPENS.match(fold(line))


def _begins_a_title(written: str) -> bool:
    """Tell a title from a sentence: it begins with a capital or a figure, and with nobody who speaks or decides."""
    first = next((sign for sign in written if sign.isalnum()), "")
    said = re.match(
        r"(?:monsieur|madame|m(?=\.)|mme|l[ea] (?:maire|president)|le conseil)\b", fold(written).lstrip(" \"'(")
    )
    return not first.islower() and written[:1] not in "+*•-" and said is None


def _quoted(text: Text, point: Point) -> int:
    """Return where a title ends: after the quotation mark that closes its last words."""
    closing = _CLOSED.match(text.text, point.stop) if is_quoting(text.text[point.title : point.stop]) else None
    return closing.end() if closing else point.stop


def _titled(text: Text, point: Point) -> Field:
    """Return the title of a point of the minutes; doubtful when its end was not seen."""
    written = bare(RANK.sub("", " ".join(BESIDE.sub("", text.text[point.title : _quoted(text, point)]).split())))
    if len(re.findall(r"[^\W\d_]{3,}", written)) < 1 or NO_TITLE.fullmatch(fold(written)):
        return Field()
    if not _begins_a_title(written):
        return Field(written, "doubtful", written, "l’objet commence au milieu d’une phrase")
    if _RUBRIC.fullmatch(written) or _OWN_TITLE.match(text.text, point.stop):
        return Field(written, "doubtful", written, "ce titre est peut-être celui d’une rubrique")
    if _RUBRIC_BEFORE.match(fold(written)):
        return Field(written, "doubtful", written, "ce titre commence peut-être par celui d’une rubrique")
    if point.whole and not point.alone and not UNENDED.search(fold(written)):
        return Field(written, "certain", written)
    ended = point.whole and not UNENDED.search(fold(written))
    why = UNCALLED if point.alone and ended else "la fin du titre n’est pas sûre"
    return Field(written, "doubtful", written, why)
