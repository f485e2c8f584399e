"""The heading of an act: when the council sat and was convened, the act's number and its object."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches

from generator.intake.extracts import Extract
from generator.intake.fields import Field
from generator.intake.letters import fold, worn
from generator.intake.writtendates import HOUR, DateRead, dates, hour

_BOTH = rf"{worn('date')}s? (?:de (?:la )?)?{worn('convocation')} et (?:de |d'|d’)?{worn('affichage')}"
_LABELS = {
    "seance_date": (
        rf"{worn('date')} (?:de )?(?:la )?(?:{worn('seance')}|reunion)|{worn('seance')}s?(?: (?:ordinaire|"
        rf"extraordinaire|publique))* (?:du|des)\b|"
        r"reunion(?: \w+)? du\b|conseil municipal du\b|(?=\bl\s?'\s?an\s{1,3}(?:deux|2))|"
        r"(?m:^)\s{0,4}le(?=\s[^\n:;]{5,160}conseil municipal)"
    ),
    "convocation_date": (
        rf"{_BOTH}|{worn('date')}s? (?:de )?(?:la )?{worn('convocation')}|"
        rf"convocations? (?:[^\n\d:;]{{1,60}} )?(?:le|du)\b(?=\s)|{worn('convocation')}\b(?= ?:)|"
        r"convoques?(?: \w+){0,4} le\b|convoques? par [^\n\d]{0,60} du\b"
    ),
    "affichage_date": (
        rf"{_BOTH}|{worn('date')} (?:d'? ?)?(?:de (?:l')?)?{worn('affichage')}(?: de (?:la|cette) convocation)?|"
        rf"{worn('affichage')}(?: de (?:la|cette) convocation)?(?: le| du)?\b|"
        r"(?:affichee?|publiee?)s?(?: (?:a|et|en|la|l[ea]|porte|de|mairie|publiee?|sur|site|internet)){0,7}? le\b"
    ),
}
_PATTERNS = {name: re.compile(rf"\b(?:{label})") for name, label in _LABELS.items()}
_SAME_DAY = re.compile(r"\baffich[^.;\d]{1,80}\bmeme (?:jour|date)\b")
_DEDUCED = "déduit : le même jour que la convocation"
_EARLIER = re.compile(r"\b(?:lors de (?:la |sa )?|precedente |derniere |de sa )$")
_HOUR_NEAR = re.compile(r"l\s?'\s?an\s|heure|seance|reuni|date|\ba\s|a$|[&28]\s*$")
_MINUTES = ("quarante", "quinze", "trente", "demie")
_NUMBER = re.compile(
    rf"(?:\b{worn('deliberation')}[ \t]{{0,4}}(?:n\s?[°o*'\"]|numero|[:.]|(?<=[ \t])(?=\d))|"
    rf"(?m:^)[ \t]{{0,20}}n\s?[°*'\"]|"
    rf"{worn('numero')} (?:de (?:la )?{worn('deliberation')}|d'ordre|de l'acte)|"
    r"\bn\s?[°o*'\"] ?(?:de (?:la )?deliberation|d'ordre|de l'acte)|"
    r"\bref(?:erence)?(?: de l'acte)?)[ \t]{0,4}[:.]?\s{0,4}(?:n ?° ?)?"
    r"(?P<number>[a-z0-9|][a-z0-9|/_.-]{0,24}(?: ?[/-] ?[a-z0-9]{1,6})?)"
)
#: A number before its title, without the word « délibération »: « 2025-DEL-11 : Convention … ».
_BARE = re.compile(
    r"(?m)^[ \t]{0,8}(?P<number>20\d\d[-/_.][a-z0-9][a-z0-9/_.-]{0,16}|"
    r"[a-z]{1,8}[-_/ ]?20\d\d[-/_.]\d{1,4}) ?[:-] ?(?=[a-z\"]{3})"
)
_REFERENCE = re.compile(r"\b(?:vu|la|sa|par|une|cette|cette|de|presente|notre)\s{1,3}(?:la |sa )?$")
_OBJECT = re.compile(rf"(?m)\b{worn('objet')}(?: de la deliberation)?\s{{0,4}}(?:[:;]|\n)\s{{0,6}}")
#: No page has lines of so many characters: such a line is a whole paragraph of a Word file.
_PARAGRAPH = 140
_HEADING = (
    rf"vu\b|visas?\b|considerant|entendu\b|le conseil|les membres|l'an\b|date\b|nombre\b|seance|rapporteur|monsieur|"
    rf"madame|m\.|mme\b|le maire|etaient|presents?\b|membres|en exercice|{worn('deliberation')} ?n|n ?°|convocation|"
    rf"secretaire|sur |apres|il est|l[ea] quorum|vote\b|exposes?\b|preambule|contexte\b|motifs\b|rappel\b|debats?\b|"
    rf"discussion|decision\b|[a-z' ]{{2,36}} ?:"
)
_OBJECT_END = re.compile(
    rf"(?m)\n[ \t]*\n|\f|(?<=[^\n]{{{_PARAGRAPH}}})\n|"
    rf"\n(?=[ \t]{{0,8}}(?:(?:[ivx]{{1,4}}|\d{{1,2}})? ?[.)•-] ?)?(?:{_HEADING}))"
)
#: No object is longer, in characters.
_LONGEST_OBJECT = 700


def sitting_dates(extract: Extract) -> dict[str, Field]:
    """Return the dates of the sitting, of its convocation and of the posting, and the hour."""
    fields = {name: _date(extract, name) for name in _LABELS}
    fields["heure"] = _hour(extract)
    same_day = extract.text.first(_SAME_DAY, 0, extract.body)
    if same_day and fields["affichage_date"].confidence != "certain":
        read = extract.text.read(*same_day.span())
        fields["affichage_date"] = replace(fields["convocation_date"], confidence="doubtful", read=read, why=_DEDUCED)
    return fields


def _date(extract: Extract, name: str) -> Field:
    text = extract.text
    found: list[tuple[DateRead, str]] = []
    damaged = ""
    for match in text.find(_PATTERNS[name], 0, extract.body, flowing=True):
        if _EARLIER.search(text.folded[max(0, match.start() - 24) : match.start()]):
            continue
        if "prefecture" in text.folded[max(0, match.start() - 120) : match.start()] and name == "affichage_date":
            continue
        read = next(dates(text.flowing, match.end(), min(match.end() + 110, len(text.text))), None)
        between = text.flowing[match.end() : read.start] if read else ""
        if read is None or not _leads(between):
            damaged = damaged or text.read(match.start(), match.end() + 25)
            continue
        found.append((read, text.read(match.start(), read.end)))
    valid = [(read, words) for read, words in found if read.value is not None]
    if not valid:
        why = found[0][0].why if found else "la date n’a pas été comprise" if re.search(r"\d", damaged) else ""
        words = found[0][1] if found else damaged
        return Field(words, "doubtful", words, why) if why else Field()
    clean = [(read, words) for read, words in valid if not read.why]
    days = {read.value for read, _ in valid}
    chosen, words = (clean or valid)[0]
    if len(days) > 1:
        passages = " ; ".join(f"« {written} »" for _, written in valid)
        return Field(chosen.value, "doubtful", words, f"l’acte porte plusieurs dates : {passages}")
    return Field(chosen.value, "certain" if clean else "doubtful", words, "" if clean else chosen.why)


def _leads(between: str) -> bool:
    """Tell whether a label leads to the date after it: only « : », « le », a weekday or a line end stand between."""
    return (
        re.fullmatch(
            r"(?:[\s:;.,|-]|\b(?:le|ie|du|au|et|en date|est|mairie|a la|porte|de)\b|lun\w+|mar\w+|mer\w+|jeu\w+|"
            r"ven\w+|sam\w+|dim\w+){0,14}",
            between,
        )
        is not None
    )


def _hour(extract: Extract) -> Field:
    text = extract.text
    found = []
    for match in text.find(HOUR, 0, extract.body):
        if _HOUR_NEAR.search(text.folded[max(0, match.start() - 70) : match.start()]) is None:
            continue
        value, why = hour(match)
        if not (match["min"] or match["minw"] or why) and _minutes_follow(text.folded, match.end()):
            why = "les minutes sont mal lues"
        if value and not (match["h"] and ":" in match[0] and not match["min"]):
            found.append(Field(value, "doubtful" if why else "certain", text.read(*match.span()), why))
    if len({field.value for field in found}) > 1:
        passages = " ; ".join(dict.fromkeys(f"« {field.read} »" for field in found))
        return Field(found[0].value, "doubtful", found[0].read, f"l’acte porte plusieurs heures : {passages}")
    return found[0] if found else Field()


def _minutes_follow(folded: str, place: int) -> bool:
    """Tell whether minutes that were not understood stand after an hour: a figure among letters, a word nearly one."""
    word = re.compile(r"\s{0,2}(?:et )?([0-9a-z|!]{2,9})").match(folded, place)
    return word is not None and bool(re.search(r"\d", word[1]) or get_close_matches(word[1], _MINUTES, cutoff=0.7))


def act_number(extract: Extract) -> Field:
    """Return the act's own number, never that of an act it cites nor of a law."""
    text = extract.text
    for match in _numbers(extract):
        start, end = match.span("number")
        written = text.text[start:end].strip(" .-/")
        read = text.read(*match.span())
        if re.search(r"[|]|\d[OoIlSB]|[OoIlSB]\d", written) or not re.search(r"\d", written):
            if not re.search(r"\d", written):
                continue
            figures = re.sub(r"(?<=\d)[Oo]|[Oo](?=\d)", "0", re.sub(r"(?<=\d)[Il|]|[Il|](?=\d)", "1", written))
            return Field(figures, "doubtful", read, "des lettres ont été lues à la place de chiffres")
        if re.fullmatch(r"20\d\d", written) or re.match(r" ?_? ?\d", text.text[end : end + 3]):
            return Field(written, "doubtful", read, "le numéro semble incomplet")
        return Field("".join(written.split()), "certain", read)
    if bare := text.first(_BARE, 0, extract.closing):
        return Field(
            text.read(*bare.span("number")), "doubtful", text.read(*bare.span()), "lu devant un titre, sans « n° »"
        )
    return Field()


def _numbers(extract: Extract) -> Iterator[re.Match[str]]:
    text = extract.text
    for match in text.find(_NUMBER, 0, extract.closing):
        cited = _REFERENCE.search(text.folded[max(0, match.start() - 14) : match.start()])
        after = text.folded[match.end() : match.end() + 14]
        if cited is None and not re.match(r"\s{0,3}(?:du \d|en date|adoptee)", after):
            yield match


def act_object(extract: Extract) -> Field:
    """Return the act's object on one line, as it is read; after « Objet », else beside the act's number."""
    text = extract.text
    match = text.first(_OBJECT, 0, extract.closing)
    start = match.end() if match else None
    if start is None:
        number = next(_numbers(extract), None) or text.first(_BARE, 0, extract.closing)
        if number is None:
            return Field()
        beside = re.match(
            r"\s{0,3}[:.-]{1,2}\s{0,3}|\s{1,6}", text.folded[number.end("number") : number.end("number") + 12]
        )
        start = number.end("number") + (beside.end() if beside else 0)
    limit = start + _LONGEST_OBJECT
    end = text.first(_OBJECT_END, start, min(len(text.text), limit + 1))
    written = text.read(start, end.start() if end else limit).strip(' :|«»"')
    if len(re.findall(r"[^\W\d_]{3,}", written)) < 2:
        return Field()
    if re.match(r"(?:de|du|des|d'|et|a|pour|avec|entre)\b", fold(written)):
        return Field(written, "doubtful", written, "l’objet commence au milieu d’une phrase")
    if end is None and limit < len(text.text):
        return Field(written, "doubtful", written, "la fin de l’objet n’a pas été trouvée")
    if match is None:
        return Field(written, "doubtful", written, "lu à côté du numéro, sans le mot « objet »")
    return Field(written, "certain", written)


def declared(extract: Extract) -> dict[str, Field]:
    """Return what the opening says of urgency and of a second convocation; missing when it says nothing."""
    urgency = re.compile(r"\b(?:en|d'|l'|vu l'|cas d')\s?urgence|delai (?:de convocation )?(?:abrege|reduit)")
    second = re.compile(
        r"(?:deuxieme|seconde|nouvelle|2e|2eme|2nde) convocation|sans condition de quorum|a nouveau convoque|"
        r"convoque (?:a nouveau|une seconde)"
    )
    fields = {}
    for name, pattern in (("urgence", urgency), ("seconde_convocation", second)):
        match = extract.text.first(pattern, 0, extract.body)
        fields[name] = Field(True, "certain", extract.text.read(*match.span())) if match else Field()
    return fields
