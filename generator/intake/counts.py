"""How many members an act says were in office, present and voting, on lines, in sentences or in tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import permutations

from generator.intake.columns import APART, columns
from generator.intake.fields import Field, doubted, of_several, undoubted
from generator.minutes.extracts import Extract
from generator.minutes.figures import FIGURES, NUMBER, REPAIRED, number
from generator.minutes.sides import SIDES
from generator.papers.letters import worn

_LABELS = {
    "en_exercice": rf"(?:(?:membres |conseillers )?(?:municipaux )?(?:{worn('en exercice')}|enexercice|en fonction)|"
    r"exercice(?= ?[:=] ?\d{1,3}(?![\d/])))",
    "presents": rf"(?:(?:membres |conseillers )?(?<!auditeurs ){worn('presents')}|presents? a la seance|"
    r"(?:ont )?assist(?:e|aient|ent) a la (?:seance|reunion)(?= ?[:=] ?\d))",
    "votants": rf"(?:presents (?:ou|et) representes(?= ?:)|"
    rf"(?:membres |conseillers )?(?:{worn('votant')}s?\b|(?:(?:(?:qui )?ont|"
    rf"ayant) pris part|prennent part) (?:a la\s{{1,6}}deliberation|au vote)))",
    "procurations": r"(?:pouvoirs?|procurations?|(?<!presents ou )(?<!presents et )representes?)",
    "absents": r"(?:absents?)",
}
_COUNTED = ("en_exercice", "presents", "votants")
#: What may stand between a label and its colon.
_WHEN = r"(?: (?:au|a|du|de|ce|la|le|jour|date|seance|convocation|conseil|municipal|l'ouverture|moment|vote)){0,7}"
#: « 15/15 », « 12 / 15 »: the first number is the label's, the other one those in office.
_BAR = r"[0-9]{1,3}(?=\s?/\s?[0-9]{1,3}(?![\w/]))"
_NEXT = rf"(?:{worn('votants')}|membres|conseillers|presents)"
_COUNT = {
    name: re.compile(
        rf"(?m)(?:\b|(?<=\\/)|(?=\\/)){label}(?: \([^)\n]{{0,30}}\))?{_WHEN}(?:[ \t]{{0,12}}(?:[:=|]|[.…]{{2,60}}|"
        rf"(?:,? qui )?(?:est|etait|etant|sont|etaient) (?:au nombre )?de(?: ?:)?|-)"
        r"(?:\s{0,4}|[ \t]{0,40})|[ \t]{1,60}(?=\d+[ \t]*(?:\d\d/\d\d/\d{4})?$)|"
        rf"[ \t]*\n[ \t]*(?=\d{{1,3}}[ \t]*$))"
        rf"(?P<n>{_BAR}|{NUMBER})(?: ?\((?P<again>{NUMBER})\))?"
        rf"(?!\s?[)°]\s{{1,3}}[a-z]| {_NEXT}\b(?!(?: en exercice| presents?| votants| "
        rf"absents?| representes| ayant donne \w+)?\s{{0,3}}[:=|.,]))"
        rf"|(?<![\w-])(?:(?<![:=])(?<![:=] )|(?<=membres : )|(?<=conseillers : ))(?P<before>{NUMBER})"
        rf"[ \t]{{1,3}}(?:conseillers |membres )?(?:municipaux )?(?:sont |etaient )?{label}"
        rf"(?! (?:et|ou) represente)(?!\s{{0,3}}(?:[:=|]|[.…]{{2,60}})[ \t]{{0,40}}\s{{0,3}}{NUMBER}"
        rf"(?! {_NEXT}\b(?!\s{{0,3}}(?:[:=|]|[.…]{{2}}))))"
    )
    for name, label in _LABELS.items()
}
_BARE = {
    name: re.compile(
        rf"(?<!\d )(?<!\d conseillers )(?<!\d membres )\b{label}[ \t]{{1,3}}(?P<n>{FIGURES})"
        r"(?![ \t]?(?:h\b|heures|%|/|°|\)|\.[ \t]?[a-z]))"
    )
    for name, label in _LABELS.items()
}
#: What minutes count anew, on a line, when somebody comes or leaves.
_ANEW = re.compile(r"(?m)^[ \t]{0,40}(?:presents ?: ?(?P<presents>\d{1,3})|votants ?: ?(?P<votants>\d{1,3}))[ \t]*$")
#: « Présents : 7, puis 8 à partir du point 3 »; what tells before a point that somebody came or left.
_THEN = re.compile(rf",? puis (?P<n>{NUMBER})\b")
_MOVES = re.compile(r"\b(?:arriv|quitt|depart|rejoin|sort(?:ie)?\b)")
#: « Votants 27 – Exprimés 24 – Pour 24 », told with the vote.
_AT_THE_VOTE = re.compile(rf"\bvotants[ \t]{{0,3}}[:=]?[ \t]{{0,3}}(?P<n>{FIGURES})(?! (?:voix|pour|contre))")
_VOTE_HEADER = re.compile(
    rf"(?P<votants>{worn('votants')})|(?P<cast>exprimes)|(?P<pour>\bpour\b)|(?P<contre>\bcontre\b)|"
    r"(?P<abstentions>\babst(?:entions?)?\b)"
)
#: A label and its colon without a number, before another: « Présents : Votants : 15 ».
_BARE_BEFORE = re.compile(r"\b(?:exercice|presents|votants|pouvoirs|procurations|absents)\s?[:=][ \t]{0,12}\Z")
_VOTED = "lu auprès du vote"
_AGAIN = "le procès-verbal compte de nouveau avant ce point"
#: « à laquelle ont été présents 196 membres », « tous les membres en exercice (11) ».
_SAID = {
    "presents": re.compile(
        rf"\b(?:ont ete|etaient|sont) presents (?:a l'ouverture (?:de la seance )?)?(?P<n>{FIGURES}) "
        r"(?:membres|conseillers|elus|delegues)\b"
    ),
    "en_exercice": re.compile(
        rf"\btous les (?:membres|conseillers|elus) (?:municipaux )?en exercice ?(?:\(|, soit )\s?(?P<n>{NUMBER})"
    ),
}
#: « Le conseil compte 29 membres ».
_MADE = re.compile(
    rf"\bconseil (?:municipal )?(?:compte|est compose de) (?P<n>{NUMBER}) (?:membres|conseillers)\b(?! presents)"
)
#: « Nombre de membres : 19 », « membres composant le conseil : 55 », « effectif légal : 29 ».
_COMPOSED = re.compile(
    r"\b(?:(?:nombre|nbre?\.?) (?:legal )?d[e'] ?(?:membres|conseillers|delegues|elus)|membres composant|"
    r"effectif(?: legal)?|membres du conseil(?: municipal)?(?= ?:)|(?<![a-z] )(?:conseillers|membres)(?= ?: ?\d)|"
    r"(?:membres|conseillers) afferents)(?:\s(?:municipaux|communautaires|composant|afferents|elus|legal|du|au|le|la|"
    rf"de|l'assemblee|conseil|municipal|communautaire|comite|syndical)){{0,6}}\s?(?:[:=]\s{{0,3}}|\n\s*|\s)(?P<n>{NUMBER})"
)
_MADE_OF = "l’acte dit combien de membres composent le conseil, non combien sont en exercice"
#: The word of each label that heads a column of counts, whatever stands around it or on the line above.
_HEADER = re.compile(
    rf"(?P<en_exercice>(?:\ben )?{worn('exercice')})|(?P<presents>\b{worn('presents')}|\ben seance\b)|"
    rf"(?P<votants>{worn('votants')}|"
    rf"pris part)"
    r"|(?P<procurations>\b(?:procurations?|pouvoirs?|representes))|(?P<absents>\babsents?)|"
    r"(?P<composed>\b(?:composant|afferents)\b)|(?P<cast>\bsuffrages exprimes)"
)
#: The same where the table at the top of an act tells its vote too.
WITH_VOTES = re.compile("|".join((_HEADER.pattern, *(rf"(?P<{side}>\b{label}\b)" for side, label in SIDES.items()))))

_PAIR = re.compile(
    rf"(?P<label>en exercice|{worn('presents')}|{worn('votants')}|pouvoirs?|procurations?|"
    rf"representes|absents?)[ \t]{{1,2}}\(?"
    rf"(?P<n>{NUMBER})\b\)?"
)
_ROW = re.compile(
    r"(?<![0-9] )(?<![0-9] membres )(?<![0-9] conseillers )(?:\b(?:elus|afferents|composant)\b[^\d\n:]{0,24}\d{1,3} )?"
    rf"(?:{_PAIR.pattern.replace('?P<label>', '?:').replace('?P<n>', '?:')}[ \t\n,;/-]{{0,4}}"
    rf"(?:\d\d/\d\d/\d{{4}}\s+)?(?:nombre de (?:conseillers|membres|delegues)[ \t]+)?){{2,5}}"
)


_WORD = (
    r"(?:exercice|fonction|presents?|votants|(?:qui ont )?pris part(?: a la deliberation| au vote)?|absents?|excuses?|"
    r"pouvoirs?|procurations?|representes?)"
)
_LABEL_BEFORE = re.compile(rf"(?P<number>\d{{1,3}}\s(?:[a-z]+\s){{0,3}})?\b{_WORD}[ \t]{{1,4}}$")
_LABEL_AFTER = re.compile(
    rf"[ \t]{{1,4}}(?:(?:conseillers|membres|sont|etaient|en) )*{_WORD}\b(?P<number>\s{{0,3}}[:=]?\s{{0,3}}\d)?"
)


def counts(extract: Extract) -> dict[str, Field]:
    """Return the numbers of members in office, present and voting; those told last before a point of minutes."""
    found = {name: _count(extract, name) for name in _COUNTED}
    if found["votants"].value is None:
        found["votants"] = _at_the_vote(extract)
    if not any(found[name].value for name in ("en_exercice", "presents")):  # they may stand below the reasons
        late = replace(extract, body=max(extract.body, extract.closing))
        found |= {name: _count(late, name) for name in ("en_exercice", "presents")}
    for match in _ANEW.finditer(extract.skipped):
        name, value = str(match.lastgroup), int(match[str(match.lastgroup)])
        if value != found[name].value:
            found[name] = Field(value, "doubtful", match[0].strip(), _AGAIN)
    return found


def _at_the_vote(extract: Extract) -> Field:
    """Return how many vote as the act tells beside the votes, in doubt."""
    text = extract.matter
    table = dict(columns(text, _VOTE_HEADER, extract.body, extract.closing)).get("votants")
    if table and table.value is not None:
        return doubted(table, _VOTED)
    told = {match["n"]: match for match in text.find(_AT_THE_VOTE, extract.body, extract.closing)}
    if len(told) != 1:
        return Field()
    ((figure, match),) = told.items()
    read = number(figure)
    return Field(read.value, "doubtful", text.read(*match.span()), _VOTED) if read else Field()


def stated(extract: Extract, name: str) -> int | None:
    """Return a count that the act states beside its lists: « procurations » or « absents »; None when it does not."""
    return value if isinstance(value := _count(extract, name).value, int) else None


def _table(extract: Extract, labels: re.Pattern[str]) -> dict[str, Field]:
    """Return the counts of a table; where its labels and its numbers stand apart, as sure as the numbers make them."""
    found = dict(columns(extract.text, labels, 0, extract.body))
    numbers = {name: field.value for name, field in found.items() if isinstance(field.value, int)}
    if numbers.keys() != found.keys() or not _is_told_by(numbers):
        return found
    return {name: undoubted(field, APART) for name, field in found.items()}


def _is_told_by(numbers: Mapping[str, int]) -> bool:
    """Tell whether numbers can belong to no other of their labels, whatever the order in which they stand."""
    if not numbers.keys() <= {*_LABELS, "composed"}:
        return False
    orders = {tuple(order) for order in permutations(numbers.values())}
    return [order for order in orders if _can_be(dict(zip(numbers, order, strict=True)))] == [(*numbers.values(),)]


def _can_be(numbers: Mapping[str, int]) -> bool:
    """Tell whether a sitting can count so: a quorum of those in office, and who votes is present or represented."""
    office, present = numbers.get("en_exercice"), numbers.get("presents")
    voting, given = numbers.get("votants"), numbers.get("procurations")
    largest = max((value for name, value in numbers.items() if name not in ("en_exercice", "composed")), default=0)
    return (
        (office is None or numbers.get("composed", office) >= office)
        and (office is None or office >= largest)
        and (office is None or present is None or 2 * present > office)
        and (present is None or voting is None or voting >= present)
        and (present is None or voting is None or given is None or present + given == voting)
    )


def _row(extract: Extract) -> dict[str, Field]:
    """Return the counts of a row of labels, each before its number: « En exercice 31 Présents 25 Votants 25 »."""
    text = extract.text
    match = text.first(_ROW, 0, extract.body)
    found: dict[str, Field] = {}
    for pair in _PAIR.finditer(match[0]) if match else ():
        label = _HEADER.search(pair["label"])
        read = number(pair["n"])
        if match and label and read and not read.repaired:
            found[str(label.lastgroup)] = Field(read.value, "certain", text.read(*match.span()))
    return found


def _is_between(flowing: str, start: int, end: int) -> bool:
    """Tell whether a number stands between two labels without a sign, and may be either's.

    « en exercice 33 présents », « 79 conseillers en exercice 67 présents 10 pouvoirs »; where each label has its number
    after it, « en exercice 33 présents 27 », each has its own.
    """
    before = _LABEL_BEFORE.search(flowing[max(0, start - 80) : start])
    after = _LABEL_AFTER.match(flowing[end : end + 80])
    return before is not None and after is not None and (before["number"] is not None or not after["number"])


def _bare(extract: Extract, name: str) -> Iterator[Field]:
    """Give the numbers that stand after a label without a colon: nothing but the place says whose they are."""
    text = extract.text
    for match in text.find(_BARE[name], 0, extract.body, flowing=True):
        read = number(match["n"])
        ends = re.match(r"[ \t]*(?:$|[\n.,;–-]|: ?\d|[A-ZÀ-Þ])", text.text[match.end("n") :][:20]) is not None
        if read is not None and ends and not _is_between(text.flowing, *match.span("n")):
            why = "ce nombre suit le mot sans deux-points"
            yield Field(read.value, "doubtful", text.read(*match.span()), why)


def _count(extract: Extract, name: str) -> Field:
    tables = (_table(extract, labels) for labels in (_HEADER, WITH_VOTES))
    found = next((table[name] for table in tables if name in table), None) or _row(extract).get(name)
    if found is not None:
        return found
    text = extract.text
    fields = []
    for match in text.find(_COUNT[name], 0, extract.body, flowing=True):
        group = "n" if match["n"] else "before"
        if group == "n" and re.match(r"\s{0,3}(?:h\b|heures|%)", text.folded[match.end("n") : match.end("n") + 10]):
            continue
        listed = "\n" in text.flowing[match.start() : match.start(group)]
        if listed and re.match(r"\s?\.\s{1,3}[a-z]", text.folded[match.end(group) :][:6]):  # « Présents : / 1. Marc … »
            continue
        if match[group] == "1" and re.match(
            r"\s?[.)-]\s{1,3}[a-z]|\s[a-z][^\n:]{2,60}\n\s*2\s", text.folded[match.end(group) :][:80]
        ):  # a rank
            continue
        read = number(match[group])
        again = number(match["again"]) if match["again"] else None
        if read is None:
            continue
        why = REPAIRED if read.repaired else ""
        if _is_between(text.flowing, *match.span(group)):
            why = "ce nombre est entre deux mots dont il peut être le nombre"
        if group == "n" and _BARE_BEFORE.search(text.folded, max(0, match.start() - 40), match.start()):
            why = "le mot d’avant n’a pas de nombre : celui-ci est peut-être le sien"
        if again is not None and again.value != read.value:
            why = "le nombre en lettres et le nombre en chiffres diffèrent"
        fields.append(Field(read.value, "doubtful" if why else "certain", text.read(*match.span()), why))
        then = _THEN.match(text.folded, match.end(group))
        if then and (later := number(then["n"])):
            passed = extract.point is None or _MOVES.search(extract.skipped)
            fields.insert(0 if passed else len(fields), Field(later.value, "doubtful", text.read(*then.span())))
    said = text.first(_SAID[name], 0, extract.body) if name in _SAID and not fields else None
    if said and (read := number(said["n"])):
        return Field(read.value, "doubtful", text.read(*said.span()), "lu dans une phrase")
    fields = fields or (list(_bare(extract, name)) if name in _COUNTED else [])
    values = {field.value for field in fields}
    if len(values) > 1:
        return of_several(fields[0], fields, "nombres différents")
    if not fields and name == "en_exercice":
        return _of_the_council(extract)
    return fields[0] if fields else Field()


def _of_the_council(extract: Extract) -> Field:
    """Return of how many members the act says the council is made, in doubt: some may be out of office."""
    if composed := _table(extract, _HEADER).get("composed"):
        return doubted(composed, _MADE_OF)
    told = extract.text.first(_COMPOSED, 0, extract.body) or extract.text.first(_MADE, 0, extract.body)
    read = number(told["n"]) if told else None
    return Field(read.value, "doubtful", extract.text.read(*told.span()), _MADE_OF) if told and read else Field()
