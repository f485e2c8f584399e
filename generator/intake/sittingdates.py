"""When the council sat, at what hour, and when it was convened."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from generator.intake.convocations import (
    CONVENED,
    CONVENED_AND_POSTED,
    convened,
    is_posting,
    only_posted,
    torn_day,
    torn_days,
)
from generator.intake.fields import Field
from generator.intake.sittinghours import sitting_hour
from generator.minutes.extracts import Extract
from generator.minutes.figures import WORDS
from generator.minutes.writtendates import WEEKDAY, DateRead, dates, day_and_month, leads
from generator.papers.letters import Text, fold, worn

_OF_IT = r"\s{1,3}de\s{1,3}(?:la|cette)\s{1,3}convocation"
_OF_THE_ACT = r"\s{1,3}de(?:s|\s{1,3}la)\s{1,3}(?:liste\s{1,3}des\s{1,3})?deliberations?(?=\s?:)"
_LABELS = {
    "seance_date": (
        rf"{worn('date')} (?:de )?(?:la )?(?:{worn('seance')}|reunion)|(?:{worn('seance')}s?|session)(?: (?:ordinaire|"
        rf"extraordinaire|publique))* (?:du|des)\b|"
        r"(?m:^)[ \t]*(?:seance|reunion)(?= ?:)|reunion(?: de)?(?: \w+)? du\b|cm (?:du\b|(?=\d))|"
        r"(?m:^)[ \t]{0,8}conseil du\b|"
        r"conseil\s{1,2}(?:municipal|communautaire)(?: d[e'u] ?(?:(?!\bconvo)[^\n\d:;.]){2,60}?)?\s{1,6}"
        r"(?:en date )?du\b|"
        rf"conseil municipal(?=\s{{1,4}}(?:{WEEKDAY} )?\d{{1,2}}(?:er)? [a-z]{{3,9}} \d{{4}}\b)|"
        r"(?=\bl\s?['n]?\s?an\s{1,3}(?:deux|2))|"
        r"(?m:^)\s{0,4}le(?=\s[^\n:;]{5,160}conseil(?: (?:municipal|s'est reuni|se reunit)|lers municipaux))|"
        rf"(?:reuni|assemble)\w{{0,3}}(?: (?:en|a|au|dans|salle) [^\n\d:;.]{{2,50}}?)?,?"
        rf"(?= (?:le )?(?:{WEEKDAY}|\d|premier))"
    ),
    "affichage_date": (
        rf"{CONVENED_AND_POSTED}|"
        rf"{worn('date')} (?:d'? ?)?(?:de (?:l')?)?{worn('affichage')}(?:{_OF_IT}|{_OF_THE_ACT})?|"
        rf"date de (?:la )?(?:publication|mise en ligne){_OF_IT}|"
        rf"{worn('affichage')}(?! (?:du|des) (?:comptes?|proces|p\.?v)\b)(?:{_OF_IT})?"
        r"(?: le| du)?\b|"
        r"(?:affichee?|publiee?)s?"
        r"(?: (?:a|et|en|la|mise|ligne|l[ea]|porte|de|mairie|publiee?|sur|site|internet)){0,7}? le\b"
    ),
}
_PATTERNS = {name: re.compile(rf"\b(?:{label})") for name, label in _LABELS.items()} | {"convocation_date": CONVENED}
#: What else is posted or published than a convocation.
_OTHER_POSTED = re.compile(
    r"\b(?:avis|annonces?|decret|arretes?|permis|appel|concurrence|loi|marches?|bulletin|offres?|enquete|consultation|"
    r"ordonnance|listes?|journal|dossier|projet)\b[^.;\n]{0,80}$"
)
_AT_AN_HOUR = re.compile(rf",? a (?:\d{{1,2}} ?h|{WORDS} heures?)[^.;]{{0,40}}\b(?:conseil|reuni|assembl)")
#: What parts the day of the posting from that of the convocation, which one label gives.
_AND_POSTED = re.compile(r"\s{0,2}(?:et|puis|[/,–-])\s{0,2}(?:le )?")
#: « Séance du 12 mars 2025, reportée au 19 mars »: the sitting is that of the second day.
_MOVED = re.compile(r",?\s\(?(?:est |a ete )?(?:report|renvoy|ajourn|deplac)ee?s? (?:au?|jusqu'au)\s")
_SAME_DAY = re.compile(r"\baffich[^.;\d]{1,80}\bmeme (?:jour|date)\b")
_CONVENED = re.compile(r"\b(?:convo|affich|publi|envoy|recu)\w*")
#: No convocation is sent so many days before a sitting.
_LONG_BEFORE = 60
_YEAR_ELSEWHERE = "l’année n’est pas écrite : c’est celle d’une autre date de l’acte"
#: « Le 11 juillet, … le conseil municipal », « séance du 11 juillet », at the top of an act.
_YEARLESS_SITTING = re.compile(
    rf"(?m:^)\s{{0,4}}le(?=\s(?:{WEEKDAY}\s)?\d{{1,2}}(?:er)?\s[a-z]{{3,9}}\b[^\n:;]{{0,160}}(?:conseil|conseillers)\b)|"
    r"\b(?:seance|reunion)(?: (?:ordinaire|extraordinaire|publique))* du\b"
)
_TOLD_LATE = "lue loin du début de l’acte"
_DEDUCED = "déduit : le même jour que la convocation"
_EARLIER = re.compile(
    r"\b(?:lors de (?:la |sa )?(?:\w+ ){0,3}|precedente |derniere |de sa |"
    r"quorum (?:n'[a-z ]{3,20} )?(?:a|de|pour) (?:la |sa )?)$"
)
#: A date on a line of its own, under the title of the minutes, and where such lines end.
_OWN_LINE = re.compile(
    rf"(?m)^[ \t+•*-]*(?:(?:le|du|seance du|reunion du) )?"
    rf"(?=(?:{WEEKDAY} )?(?:\d{{1,2}}(?:er)?|premier|{WORDS}) [a-z])"
)
_TITLE = re.compile(r"conseil|seance|reunion|deliberation|proces|compte")
#: How far the heading of an act goes, in characters.
_HEAD = 1_500
#: What may stand before the date of a heading on its line: the name of the commune, a label.
_LEADS = re.compile(
    r"[ \t]*(?:date ?: ?|(?:[a-z][a-zœ' -]{2,50}(?:[ \t]?[-,/:])? )?"
    r"(?:(?:cm|pv|cr|proces[- ]verbal)(?: du)? )?(?:le )?)"
)
#: What may stand after the date of a heading, « Mairie de Thiant – 12 novembre 2024 », on its line.
_HEADED = re.compile(r"[ \t.]*(?:$|[-,/] ?(?:\d|conseil|seance|reunion))")
#: The title of minutes is in the first characters.
_TITLE_ENDS = 160
#: « L’an …, nous certifions avoir convoqué … »: the day of the convocation.
_CONVENES = re.compile(r"\bl ?'? ?an\b[^.\n]{10,150}\bavo(?:ir|ns) convoque")
_SOLEMN = re.compile(r"\W*l ?['n]? ?an\b")
_PRESENT = re.compile(
    r"\bpresents?\b[^\n:]{0,60}(?::|$)(?!\s*(?:[:\d(]|votants|absents|pouvoirs|procurations))", re.MULTILINE
)
#: Minutes that are spoken of once the sitting has begun are those of another one.
_MINUTES_OF = re.compile(r"(?:proces[- ]?verb\w+|comptes?[- ]?rendus?|\bp\.?v)\b[^.;\n]{0,60}$")
_APPROVED = re.compile(
    r"\b(?:approbation|adoption|lecture|validation|approuv|adopt|soumet|lire\b)|"
    r"\b(?:le|(?<!extrait )du|au|les|(?<!extraits )des|ce|derniers?|precedents?)\s(?:proces|comptes?[ -]|p\.?v)"
)
#: « Suite à la délibération du Conseil municipal du 17 septembre ».
_CITED = re.compile(
    r"\b(?:la|une|sa|par|de|cette|vu|precedente|suivant)\s{1,3}(?:precedente )?deliberations? du\s{1,3}$"
)
_OTHER_BODY = re.compile(r"\b(?:commissions?|comite|bureau|jury|conseil (?:d'ecole|d'administration))\b[^.;\n]{0,50}$")


def sitting_dates(extract: Extract) -> dict[str, Field]:
    """Return the dates of the sitting, of its convocation and of the posting, and the hour."""
    fields = {name: _date(extract, name) for name in _PATTERNS}
    if not isinstance(fields["seance_date"].value, datetime.date) or fields["seance_date"].why == _TOLD_LATE:
        alone, inferred = _alone(extract), _sitting_without_year(extract, fields["convocation_date"])
        alone = alone if alone.confidence == "certain" or inferred is None else inferred
        fields["seance_date"] = alone if alone.value else fields["seance_date"]
    torn = torn_days(extract.matter, extract.body)
    fields |= {name: day for name, day in torn.items() if day.value != fields[name].value}
    fields["convocation_date"] = convened(extract, fields["convocation_date"], fields["seance_date"])
    fields["heure"] = sitting_hour(extract)
    same_day = extract.matter.first(_SAME_DAY, 0, extract.body)
    if same_day and fields["affichage_date"].confidence != "certain":
        read = extract.matter.read(*same_day.span())
        fields["affichage_date"] = replace(
            fields["convocation_date"], confidence="doubtful", read=read, unsure=_DEDUCED
        )
    return fields


def _date(extract: Extract, name: str) -> Field:
    text = extract.matter
    present = text.first(_PRESENT, 0, extract.body)
    begun = present.start() if present else extract.body
    found: list[tuple[DateRead, str]] = []
    late: list[tuple[DateRead, str]] = []
    posted: list[tuple[DateRead, str]] = []
    damaged = ""
    for match in text.find(_PATTERNS[name], 0, extract.body, flowing=True):
        if _is_another(text, name, match.start(), begun):
            continue
        others = _is_of_others(text.flowing, match.start()) if name == "seance_date" else False
        if others and not _heads(text.text, match.start()):
            continue
        if name == "seance_date" and _CONVENES.search(text.flowing, match.start(), match.start() + _HEAD // 8):
            continue
        read = next(dates(text.flowing, match.end(), min(match.end() + 110, len(text.text))), None)
        if name == "affichage_date" and read and _SOLEMN.match(text.flowing, read.start):  # its own is not written
            continue
        between = text.flowing[match.end() : read.start] if read else ""
        if read is None or not leads(between):
            damaged = damaged or text.read(match.start(), match.end() + 25)
            continue
        read = _told_after(text, name, match, read) or read
        if name == "convocation_date" and _AT_AN_HOUR.match(text.flowing, read.end):  # the day of the sitting
            continue
        told = (
            name == "seance_date"
            and (others or match.start() > begun or match.start() > _HEAD)
            and not _SOLEMN.match(text.flowing, match.start())
        )
        posting = name == "convocation_date" and is_posting(text, match)
        (posted if posting else late if told else found).append((read, text.read(match.start(), read.end)))
    if posted and not found:
        read, words = posted[0]
        return only_posted(read.value, words) if read.value else Field()
    if not found and late:
        read, words = _likeliest(late)
        return Field(read.value, "doubtful", words, _TOLD_LATE) if read.value else Field()
    valid = [(read, words) for read, words in found if read.value is not None]
    if not valid and name != "seance_date":
        torn = (torn_day(text, match) for match in text.find(_PATTERNS[name], 0, extract.body))
        if told_below := next((day for day in torn if day.value), None):
            return told_below
    if not valid:
        why = found[0][0].why if found else "la date n’a pas été comprise" if re.search(r"\d", damaged) else ""
        words = found[0][1] if found else damaged
        return Field(words, "doubtful", words, why) if why else Field()
    clean = [(read, words) for read, words in valid if not read.why]
    days = {read.value for read, _ in valid}
    chosen, words = (clean or valid)[0]
    if len(days) > 1:
        chosen, words = _likeliest(valid)
        passages = " ; ".join(f"« {written} »" for _, written in valid)
        return Field(chosen.value, "doubtful", words, f"l’acte porte plusieurs dates : {passages}")
    return Field(chosen.value, "certain" if clean else "doubtful", words, "" if clean else chosen.why)


def _is_another(text: Text, name: str, label: int, begun: int) -> bool:
    """Tell whether a label is of another day than the sitting's own: of an earlier one, of minutes, of another posting.

    ``begun`` is where those present are told, before which minutes of another sitting are not spoken of.
    """
    if _EARLIER.search(text.folded[max(0, label - 48) : label]):
        return True
    if label > begun and _MINUTES_OF.search(text.flowing[max(0, label - 90) : label]):
        return True
    near = slice(max(0, label - 120), label)
    posted = "prefecture" in text.folded[near] or _OTHER_POSTED.search(text.flowing[near]) is not None
    return name == "affichage_date" and posted


def _told_after(text: Text, name: str, label: re.Match[str], read: DateRead) -> DateRead | None:
    """Return the second day that a label gives: that of the posting, or to which a sitting was put off."""
    between = {"affichage_date": _AND_POSTED, "seance_date": _MOVED}.get(name)
    told = between.match(text.flowing, read.end) if between else None
    if told is None or (name == "affichage_date" and not label[0].startswith(("convoc", "date"))):
        return None
    after = next(dates(text.flowing, told.end(), told.end() + 1), None)
    return after if after and after.start == told.end() else None


def _likeliest(found: Sequence[tuple[DateRead, str]]) -> tuple[DateRead, str]:
    """Return which of several days is likeliest: one that falls on the weekday it names, else the solemn one."""

    def likelihood(told: tuple[DateRead, str]) -> tuple[bool, ...]:
        read, words = told
        solemn = _SOLEMN.match(fold(words)) is not None
        return read.value is not None, read.named, solemn and not read.why, not read.why, solemn

    return max(found, key=likelihood)


def _is_of_others(flowing: str, place: int) -> bool:
    """Tell whether what sat there is another body, or another sitting whose minutes are read or approved."""
    before = flowing[max(0, place - 90) : place]
    if _OTHER_BODY.search(before) or _CITED.search(before):
        return True
    return _MINUTES_OF.search(before) is not None and (_APPROVED.search(before) is not None or place > _TITLE_ENDS * 2)


def _heads(text: str, place: int) -> bool:
    """Tell whether what stands there is a title in capitals: « PROCÈS-VERBAL DE LA RÉUNION DU CONSEIL MUNICIPAL »."""
    line = text[text.rfind("\n", 0, place) + 1 : place + len("conseil")]
    return re.match(r"\s*(?:PROC|COMPTE|P\.?V)", line) is not None and line.isupper()


def _sitting_without_year(extract: Extract, convocation: Field) -> Field | None:
    """Return the day of the sitting whose year stands elsewhere, in doubt: that of the convocation, or the only one."""
    text = extract.matter
    convened = convocation.value if isinstance(convocation.value, datetime.date) else None
    written = {read.value.year for read in dates(text.folded, 0, extract.body) if read.value}
    years = (convened.year, convened.year + 1) if convened else tuple(written) if len(written) == 1 else ()
    for match in text.find(_YEARLESS_SITTING, 0, extract.body, flowing=True):
        found = day_and_month(text.flowing, match.end())
        if found is None or not leads(text.flowing[match.end() : found.start]):
            continue
        for year in years:
            with suppress(ValueError):
                day = datetime.date(year, found.month, found.day)
                if convened is None or 0 <= (day - convened).days <= _LONG_BEFORE:
                    return Field(day, "doubtful", text.read(match.start(), found.end), _YEAR_ELSEWHERE)
    return None


def _alone(extract: Extract) -> Field:
    """Return a date that stands alone on its line above the list of those present.

    It is certain when the title of the minutes leads to it, or it says its weekday.
    """
    text = extract.matter
    present = text.first(_PRESENT, 0, extract.body)
    for match in text.find(_OWN_LINE, 0, min(_HEAD, present.start() if present else extract.body)):
        read = next(dates(text.folded, match.end(), match.end() + 1), None)
        if (
            read is None
            or read.value is None
            or not re.match(r"[ \t]*(?:[.,-]|a (?:\d|[a-z-]+ heures?\b)|$)", text.folded[read.end :].split("\n")[0])
        ):
            continue
        above = text.folded[max(0, match.start() - 160) : match.start()]
        if _CONVENED.search(above[-40:]):
            continue
        named = re.match(WEEKDAY, text.folded[match.end() :]) is not None
        words = text.read(match.start(), read.end)
        if read.why or not (_TITLE.search(above) or named):
            return Field(read.value, "doubtful", words, read.why or "cette date n’est pas dite être celle de la séance")
        return Field(read.value, "certain", words)
    return _in_the_title(extract)


def _in_the_title(extract: Extract) -> Field:
    """Return the only date of the first lines of minutes, in doubt: nothing says that it is the sitting's."""
    text = extract.matter
    found = [read for read in dates(text.folded, 0, min(_TITLE_ENDS, extract.body)) if read.value]
    found = [read for read in found if not _CONVENED.search(text.folded[max(0, read.start - 40) : read.start])]
    if len(found) != 1:
        return Field()
    before, after = text.folded[: found[0].start].rsplit("\n", 1)[-1], text.folded[found[0].end :].split("\n")[0]
    heads = _LEADS.fullmatch(before) is not None and _HEADED.match(after) is not None
    if not heads and not _TITLE.search(text.folded[: found[0].start]):
        return Field()
    read = text.read(max(0, found[0].start - 30), found[0].end)
    return Field(found[0].value, "doubtful", read, "cette date n’est pas dite être celle de la séance")
