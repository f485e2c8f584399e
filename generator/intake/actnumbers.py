"""The act's own number, wherever its heading has it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace

from generator.intake.fields import Field, doubted, undoubted
from generator.minutes.extracts import Extract
from generator.minutes.figures import REPAIRED
from generator.papers.letters import fold, worn

_NUMBER = re.compile(
    rf"(?:\b{worn('deliberation')}(?: du conseil(?: municipal)?)?[ \t]{{0,4}}(?:n\s?[°o*'\"]|numero|[:.]|"
    r"(?<=[ \t])(?=\d))|\b(?:delib\.?|dcm|del)[ \t]{0,4}(?:n\s?[°o*'\"]|numero|:)|"
    r"\b(?:delib\.?|del\.)[ \t]{1,3}(?=\d{1,4}(?:[-/_.]\d|[ \t]?[:-][ \t]))|"
    rf"(?:(?m:^)[ \t]{{0,20}}|(?<=[ \t]{{3}})|(?<=\t)|(?<=\|)[ \t]?)(?:n\s?[°*'\"](?! ?(?:de\b|d'|deliberation|ordre))|"
    r"numero(?= ?: ?\d|\t\d)|acte(?= (?:n ?° ?)?(?:[a-z]{1,5}[-_.]?)?\d)|affaire n ?°(?= ?\d{1,4}[-/]\d))|"
    rf"(?m:^)[ \t•*-]{{0,8}}{worn('deliberation')}[ \t]{{1,3}}(?=[a-z]{{1,4}}[-_. ]?\d{{3}})|"
    r"(?m:^)[ \t]{0,20}d\.[ \t]{1,3}(?=20\d\d[-/_.]\d|\d{1,4}[-/_.]20\d\d)|"
    rf"(?m:^)[ \t]{{0,20}}{worn('deliberation')} du [^\n;:]{{5,40}}?[ ,–-]{{1,3}}(?:n\s?°|numero)|"
    rf"{worn('numero')} (?:de (?:la )?{worn('deliberation')}|d'ordre|(?:interne )?de l'acte)|"
    r"\bn\s?[°o*'\"] ?(?:(?:de (?:la )?)?deliberation|(?:d')?ordre|(?:interne )?de l'acte)|"
    r"\bref(?:erence)?\b\.?(?: de l'acte)?)[ \t]{0,4}[:.]?\s{0,4}(?:n ?° ?)?"
    r"(?P<number>(?:(?:d(?:el)?|dcm|cm) (?=20\d\d[-/_.]\d))?"
    r"[a-z0-9|/_.-]{0,24}(?: ?[/-] ?(?=[a-z]{0,4}\d)[a-z0-9]{1,6}(?![a-z0-9]|\.\d)){0,2})"
)
#: The parts of a number that spaces part: « N° 2022 7 4 », « N° 24 03_01 - Débat ».
_PARTS = re.compile(r"(?: ?_ ?\d{1,4}| \d{1,3}){1,3}(?=[ \t]*(?:\n|$| [-–:] ))")
#: A number with its year that ends a line of the heading, has its margin, or stands before the object.
_YEARLY = re.compile(
    r"(?m)(?<![\w/.,°-])(?:\d{1,4}[-/](?:19|20)\d\d|(?:19|20)\d\d[-/]\d{1,4})(?=[ \t]*$|[ \t]{3,}|[ \t]+objet\b)|"
    r"^[ \t]{0,40}[a-z]{1,6}[-/_. ]?\d{1,4}[-/](?:19|20)\d\d[ \t]*$|"
    r"^[ \t]{0,40}\d\d[-/.](?:0[1-9]|1[0-2])[-/._]\d{3}[ \t]*$|"
    r"^[ \t]{0,40}(?:[a-z]{1,6}[ _.-]?)?(?!\d{4}([-/.])\d\d\1\d\d[ \t]*$)20\d\d(?: ?[-/_.] ?\d{1,4}){1,3}[ \t]*$"
)
#: « Délibération n° 12 du 3 juin 2025 » on a line of the heading.
_DATED = re.compile(
    rf"(?m)^[ \t]{{0,40}}{worn('deliberation')} n ?° ?(?P<number>[a-z0-9][a-z0-9/_.-]{{0,16}}) (?:du|en date du) "
    r"[^\n]{5,40}$"
)
#: The number that begins an object, or that its end has in brackets.
_DATED_CODE = r"(?:\d{1,4}[-/_.]20\d\d(?:-\d{1,4})?|20\d\d[-/_.]\w{1,8}(?:[-/_.]\d{1,4})?)"
_ACT = r"(?:deliberation|delib\.?|dcm|del\.?)"
_IN_TITLE = re.compile(
    rf"(?:deliberation (?:du [\w ]{{5,24}} )?)?(?:n ?° ?)?"
    rf"(?P<first>(?:(?:dcm|del(?:ib)?\.?|de?|cm)[-_ ]?)?{_DATED_CODE})(?: ?[:/-]|(?= [a-z\"]{{3}})) |"
    rf".*(?P<end>\s*\((?:{_ACT} )?n ?° ?(?P<last>[a-z]{{0,4}}[-_. ]?{_DATED_CODE})\)|"
    rf"\s*\({_ACT} (?:n ?° ?)?(?P<called>[\w./-]{{0,12}}\d)\)|"
    rf" - (?:n ?° ?(?=[a-z]{{0,4}}[-_]?\d)|(?=[a-z]{{1,6}}[-_]?20\d\d)|(?=20\d\d-(?:\d{{3}}|\d\d-\d{{1,3}})$))"
    rf"(?P<dashed>[a-z]{{0,6}}[-_]?{_DATED_CODE}))$"
)
#: « année scolaire 2024/2025 », « saison 2024-2025 ».
_YEARS = re.compile(r"(?:19|20)\d\d[-/](?:19|20)\d\d")
_CITED = re.compile(
    r"\b(?:loi|decret|ordonnance|arrete|articles?|du|le|n ?°|tel\w*|exercice|annees?|budget)[ \t]*:?[ \t]*$"
)
#: « 095-219501426-20240105-032024-DE ».
_IDENTIFIED = re.compile(r"\b\d{3}-\d{9}-\d{8}-(?P<number>(?=[a-z0-9_.-]*\d)[a-z0-9_.-]{1,20})-[a-z]{2}\b")
#: A number before its title, without the word « délibération »: « 2025-DEL-11 : Convention … », « DCM 2025.11.3 … ».
BARE = re.compile(
    r"(?m)^[ \t]{0,8}(?P<number>(?P<called>dcm[-_/ ]?(?=\d))?(?:20\d\d[-/_.][a-z0-9][a-z0-9/_.-]{0,16}|"
    r"(?(called)\d{1,2}[-/_.]\d{1,2}[-/_.]20\d\d[-/_.]\d{1,3}|(?!)))|"
    r"[a-z]{1,8}[-_/ ]?20\d\d(?:[-/_.]\d{1,4}){1,2}|\d{1,4}[-/]\d{2,4}(?= ?[:-] ?objet)|"
    r"2\d[-/]\d{1,4}(?= - [a-z]{3})) ?"
    r"(?:[:-]|(?= objet)|(?<=\d-\d\d-\d\d-\d\d )|(?(called)|(?!))) ?(?=[a-z\"]{3})"
)
_REFERENCE = re.compile(r"\b(?:vu|la|sa|par|une|cette|de|presente|notre)\s{1,60}(?:la |sa )?$")
#: « à compter de la délibération / n° 3 »: its line ends between the word and the number.
_DELIBERATION_END = re.compile(r"\bdeliberation\s{1,12}$")
_OBJECT_OF = re.compile(r"\bobjet de la\s{1,3}$")
#: What is numbered too: « décision / n° 2016-012 relative à … ».
_OTHER_ACT = re.compile(
    r"\b(?:decisions?|arretes?|loi|decret|articles?|marche|avenant|lot|parcelles?|permis|convention)\s{1,12}$"
)
#: « Délibération : 4 abstentions, 7 contre ».
_VOTED = re.compile(r"\s{0,3}(?:abst|contre\b|pour\b|voix\b)")
_ABOUT = re.compile(r"\s{1,3}(?:relati|portant|concernant)")
#: A number of a heading without the word « délibération », and its title: it may be a rank of the agenda.
_MAY_BE_RANK = re.compile(r"n ?[°*'\"] ?\d{1,2}(?: ?[/:)-]{1,2}) ?(?!objet)[a-z\"]{3}")
_APART = "les parties du numéro sont écrites à part"
_LEADS = "lu devant un titre, sans « n° »"
_RANKED = "ce numéro, sans le mot « délibération », est peut-être un rang à l’ordre du jour"
_UNLABELLED = "lu dans l’en-tête, sans « n° »"
_YEAR = re.compile(r"(?:19|20)\d\d")
#: A count and its label, between which a margin may stand, are no further apart, in characters.
_BESIDE = 400


#: Words of a stamp over a number, and why such a number is doubtful.
_STAMP = re.compile(r"recu|envoye|publie|affiche|prefec|transmis")
_STAMPED = "les mots d’un tampon se mêlent peut-être au numéro"


def act_number(extract: Extract, title: str) -> Field:
    """Return the act's own number, never that of an act it cites nor of a law; ``title`` is its object as read.

    Of « N° 68 » and « 2023-68 », which are one number, it is the one with its year. One that holds a word of a stamp
    is doubtful: « 2025-1Reçu7 ».
    """
    found = _with_its_year(extract, _number(extract, title))
    return doubted(found, _STAMPED) if _STAMP.search(fold(str(found.value or ""))) else found


def _with_its_year(extract: Extract, found: Field) -> Field:
    """Return a number as the heading says it with its year; in doubt where another number stands there."""
    written, first = str(found.value or ""), extract.point.start if extract.point else 0
    told = (
        extract.text.read(*match.span("number")).strip(" .-/")
        for match in numbers(extract, first)
        if match.end() <= extract.body
    )
    labelled = [number for number in told if _is_yearly(number) and _figures(number) != _figures(written)]
    if not written or found.why == _APART:
        return found
    same = [number for number in labelled if not _is_yearly(written) and _rank(number) == _rank(written)]
    if same:
        return replace(found, value=same[0], read=same[0])
    if labelled:
        return doubted(found, f"l’acte porte aussi le numéro « {labelled[0]} »")
    bare = [] if _is_yearly(written) else [one for one in _bare(extract, first) if _rank(one) == _rank(written)]
    return doubted(replace(found, value=bare[0], read=bare[0]), _UNLABELLED) if bare else found


def confirmed_by_year(number: Field, held: Field) -> Field:
    """Return a number that leads a title: certain where it has the sitting's year, and is no day of another one."""
    figures = _figures(str(number.value))
    day = held.value if isinstance(held.value, datetime.date) and held.confidence == "certain" else None
    if day is None or len(figures) < 2 or day.year not in figures[:2]:
        return number
    dated = len(figures) == 3 and figures[0] == day.year and figures[1] <= 12 and figures[1] != day.month
    return number if dated else undoubted(number, _LEADS)


def _bare(extract: Extract, first: int) -> Iterator[str]:
    """Give the numbers with their year that stand in the heading without a label."""
    for match in extract.text.find(_YEARLY, first, extract.body):
        if not _YEARS.fullmatch(match[0].strip()) and not _CITED.search(extract.text.folded[: match.start()][-40:]):
            yield extract.text.read(*match.span())


def _figures(number: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", number)]


def _is_yearly(number: str) -> bool:
    """Tell whether a number has a year beside its rank: « 2023-68 », « 68/2023 »."""
    parts = re.findall(r"\d+", number)
    return len(parts) > 1 and any(_YEAR.fullmatch(part) for part in parts)


def _rank(number: str) -> int:
    """Return the rank of an act in its year: 68 of « 2023-068 », of « 68/2023 » and of « N° 68 »."""
    parts = re.findall(r"\d+", number)
    return int(next((part for part in reversed(parts) if not _YEAR.fullmatch(part)), parts[-1])) if parts else 0


def _number(extract: Extract, title: str) -> Field:
    text = extract.text
    if extract.point and extract.point.number:
        read = text.read(extract.point.start, extract.point.stop)
        lone = read == extract.point.number and not re.search("[A-Za-z]", read)  # a leaf's, perhaps
        if extract.point.alone or lone:
            return Field(extract.point.number, "doubtful", read, _UNLABELLED if lone else _LEADS)
        if " " in extract.point.number:
            return Field(extract.point.number, "doubtful", read, _APART)
        if re.match(r"[ \t]*(?:19|20)\d\d\b", text.text[extract.point.title :]):
            return Field(extract.point.number, "doubtful", read, "le numéro semble incomplet")
        if _MAY_BE_RANK.match(text.folded, extract.point.start):
            return Field(extract.point.number, "doubtful", read, _RANKED)
        return Field(extract.point.number, "certain", read)
    place = extract.point.start if extract.point else 0
    for match in [*numbers(extract, place)] or numbers(extract, 0):
        start, end = match.span("number")
        written = text.text[start:end].strip(" .-/")
        read = text.read(*match.span())
        if re.search(r"[|]|\d[OoIlSB]|[OoIlSB]\d", written) or not re.search(r"\d", written):
            if not re.search(r"\d", written):
                continue
            figures = re.sub(r"(?<=\d)[Oo]|[Oo](?=\d)", "0", re.sub(r"(?<=\d)[Il|]|[Il|](?=\d)", "1", written))
            return Field(figures, "doubtful", read, REPAIRED)
        if parts := _PARTS.match(text.text, end):
            return Field(f"{written}{parts[0]}", "doubtful", read + parts[0], _APART)
        if re.fullmatch(r"20\d\d", written) or re.match(r" ?_? ?\d", text.text[end : end + 3]):
            return Field(written, "doubtful", read, "le numéro semble incomplet")
        number, before = (
            re.sub(" ?([/-]) ?", r"\1", re.sub("[–—]", "-", written)),
            text.folded[: match.start()].rsplit("\n", 1)[-1],
        )
        if re.match(r"n\s?[°*'\"]", match[0]) and re.search(r"\S.*(?: {3}|\||\t)[ \t]*$", before):
            return Field(number, "doubtful", read, "lu dans la marge")
        if _ABOUT.match(text.folded, match.end()):
            return Field(number, "doubtful", read, "lu avec ce dont il traite, comme un acte qui est cité")
        if extract.point and not place <= start < extract.body:
            return Field(number, "doubtful", read, "lu hors du titre du point")
        if _MAY_BE_RANK.match(text.folded, match.start() + len(match[0]) - len(match[0].lstrip())):
            return Field(number, "doubtful", read, _RANKED)
        return Field(number, "certain", read)
    if alone := text.first(BARE, 0, extract.closing):
        return Field(text.read(*alone.span("number")), "doubtful", text.read(*alone.span()), _LEADS)
    return _in_the_heading(extract, title)


def _in_the_heading(extract: Extract, written: str) -> Field:
    """Return a number that the heading or the object tells otherwise, else the prefecture's identifier, in doubt."""
    text = extract.text
    if match := text.first(_DATED, 0, extract.body):
        why = "lu avec une date, comme un acte qui est cité"
        return Field(text.read(*match.span("number")), "doubtful", text.read(*match.span()), why)
    if number := told_in_title(written)[0]:
        return Field(number, "doubtful", written, "lu dans l’objet")
    if number := next(_bare(extract, 0), ""):
        return Field(number, "doubtful", number, _UNLABELLED)
    if match := text.first(_IDENTIFIED):
        read = text.read(*match.span())
        return Field(text.read(*match.span("number")), "doubtful", read, "lu dans l’identifiant de la préfecture")
    return Field()


def told_in_title(written: str) -> tuple[str, str]:
    """Return the number that begins or ends a title, "" when none does, and the title without it."""
    match = _IN_TITLE.match(fold(written))
    if match is None:
        return "", written.strip()
    number = next(written[slice(*match.span(name))] for name in ("first", "last", "called", "dashed") if match[name])
    return number, (written[match.end() :] if match["first"] else written[: match.start("end")]).strip()


def _is_a_heading(match: re.Match[str]) -> bool:
    """Tell whether a number begins its line with the word « délibération », as a heading does."""
    line = match.string[match.string.rfind("\n", 0, match.start()) + 1 : match.start()]
    return not line.strip() and match[0].lstrip().startswith("delib")


def numbers(extract: Extract, first: int) -> Iterator[re.Match[str]]:
    """Give the places where the act says its own number, from a place on; ``number`` is its group."""
    text = extract.text
    for match in text.find(_NUMBER, first, extract.closing):
        before = text.folded[max(0, match.start() - 90) : match.start()]
        cited = None if _OBJECT_OF.search(before) else _REFERENCE.search(_DELIBERATION_END.sub("", before))
        after = text.folded[match.end() : match.end() + 14]
        counted = "pris part" in text.folded[max(0, match.start() - _BESIDE) : match.start()]
        cited_about = _ABOUT.match(after) and not _is_a_heading(match)
        if _OTHER_ACT.search(before) or cited_about or _VOTED.match(after):
            continue
        if counted and re.match(r"deliberation\s*:", match[0]):  # « qui ont pris part à la délibération : 11 »
            continue
        if (
            re.search(r"\d", match["number"])
            and cited is None
            and not re.match(r"\s{0,3}(?:du \d|en date|adoptee)", after)
        ):
            yield match
