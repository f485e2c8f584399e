"""Who sat: the lists of present, excused and absent councillors, the proxies, the secretary, and how many they were."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.intake.columns import columns
from generator.intake.councillors import CIVILITY, Entry, entries
from generator.intake.extracts import Extract
from generator.intake.fields import Field
from generator.intake.figures import FIGURES, NUMBER, number
from generator.intake.letters import fold, worn
from generator.law.sittings import Proxy

_WHO = (
    r"(?:(?:les |mmes et mm\.? |m(?:ess)?ieurs |mesdames |et )*(?:membres?|conseillers?|elus|"
    r"conseillers municipaux)\s+)?"
)
_ON_A_LINE = r"(?:^|(?<=[.;] ))[ \t>*•-]{0,4}"
_LIST_CIVILITY = rf"(?:{CIVILITY}(?:\s+et\s+)?){{1,3}}"
_ALONE = (
    r"(?:\w{0,2} (?:non|excuses?|representes?|donne|ayant|pouvoirs?|procurations?|avec|sans|et|a|"
    r"\|)){0,4}\w{0,2}"
)
_PRESENT = re.compile(
    rf"(?m){_ON_A_LINE}(?:(?:etaient|sont|furent|ont ete)\s+)?{_WHO}{worn('present')}s?(?:\s+a la seance)?"
    rf"(?:\s{{0,2}}\(\s?(?P<count>{FIGURES})\s?\))?(?:\s{{1,2}}{_LIST_CIVILITY})?\s{{0,2}}(?:[:;]|$)"
)
_OTHERS = re.compile(
    rf"(?m){_ON_A_LINE}(?P<label>(?:(?:etaient|etait|sont|est)\s+)?{_WHO}(?:(?:ont|avaient|"
    rf"ayant)\s+donne\w{{0,2}}\s+)?"
    rf"(?:{worn('absent')}|{worn('excuse')}|{worn('represente')}|{worn('pouvoir')}|{worn('procuration')})"
    rf"(?:[^:\n]{{0,70}}?(?=\s{{0,2}}(?:{_LIST_CIVILITY}\s{{0,2}})?[:;])|"
    rf"{_ALONE}(?=\s{{0,4}}$)))(?:\s{{0,2}}{_LIST_CIVILITY})?\s{{0,2}}(?:[:;]|$)"
)
_STOP = re.compile(
    rf"(?m)^[^\n]{{0,160}}\b{worn('secreta')}\w+|^[\s>*•-]{{0,6}}(?:dates?\b|nombre|deliberation|objet|n\s?[°o]\s|vu\b|"
    rf"le conseil|"
    r"monsieur (?:le )?(?:maire|president)|madame l[ea] (?:maire|presidente)|formant|lesquels|il a ete|conformement|"
    rf"l[ea] (?:quorum|seance|president|maire)|assistai|{worn('votants')}|(?:conseillers |membres )?en exercice|"
    rf"vote\b|l'an\b|apres|quorum)|formant\s{{1,3}}la|lesquels\s{{1,3}}forment"
)
_SECRETARY = (
    re.compile(
        rf"\b{worn('secretaire')}(?: de (?:la )?{worn('seance')})?(?: designee?| elue?|"
        rf" nommee?)?\s{{0,2}}:\s{{0,3}}(?P<name>[^\n;]{{4,60}})"
    ),
    re.compile(
        rf"(?P<name>(?:{CIVILITY})\s[^.,;:\n]{{3,50}}(?:\.[ -]?[^.,;:\n]{{1,30}})?),? (?:a|8|"
        rf"4)\s(?:ete )(?:\w+e ){{0,1}}"
        rf"(?:nomme|elu|designe)e?,?\s[^.\n]{{0,40}}?{worn('secretaire')}"
    ),
    re.compile(
        rf"(?:a ete |est )?(?:nomme|elu|designe|choisi)e?\s(?:en qualite de |comme |pour |"
        rf"pour remplir les fonctions de )?{worn('secretaire')}"
        r"(?: de (?:la )?seance)?\s{0,2}[:;,]?\s{1,3}(?P<name>(?!de )[^\n;,]{4,60})"
    ),
    re.compile(
        rf"\b(?:nomme|elu|designe|choisi)e?\s(?P<name>{CIVILITY}\s[^.,;:\n]{{3,50}})\s(?:en qualite de|comme|pour)\s"
        rf"{worn('secretaire')}"
    ),
    re.compile(rf"(?:secretariat|fonctions de {worn('secretaire')})[^.\n]{{0,60}} par (?P<name>[^\n;,]{{4,60}})"),
    re.compile(
        rf"(?P<name>{CIVILITY}\s[^.,;:\n]{{4,50}}) est (?:designe|nomme|elu)e?\s[^.\n]{{0,40}}?{worn('secretaire')}"
    ),
)
_LABELS = {
    "en_exercice": rf"(?:(?:membres |conseillers )?(?:municipaux )?{worn('en exercice')})",
    "presents": rf"(?:(?:membres |conseillers )?{worn('presents')}|presents? a la seance)",
    "votants": rf"(?:(?:membres |conseillers )?(?:{worn('votants')}|(?:qui ont|"
    rf"ayant) pris part (?:a la deliberation|au vote)))",
    "procurations": r"(?:pouvoirs?|procurations?|representes?)",
    "absents": r"(?:absents?)",
}
_COUNT = {
    name: re.compile(
        rf"(?m)(?:\b|(?<=\\/)|(?=\\/)){label}(?: \([^)\n]{{0,30}}\))?(?:[ \t]{{0,4}}(?:[:=|]|\.{{2,60}}|est de|"
        rf"etait de|-)\s{{0,4}}|[ \t]{{1,60}}(?=\d+[ \t]*$))"
        rf"(?P<n>{NUMBER})(?: ?\((?P<again>{NUMBER})\))?(?!\s?[.)°]\s{{1,3}}[a-z]| (?:{worn('votants')}|membres|"
        rf"conseillers|presents))"
        rf"|(?<![\w-])(?<![:=])(?<![:=] )(?P<before>{NUMBER})[ \t]{{1,3}}(?:conseillers |"
        rf"membres )?(?:municipaux )?(?:sont |etaient )?{label}(?!\s{{0,3}}[:=|]\s{{0,3}}{NUMBER})"
    )
    for name, label in _LABELS.items()
}
#: The word of each label that heads a column of counts, whatever stands around it or on the line above.
_HEADER = re.compile(
    rf"(?P<en_exercice>{worn('exercice')})|(?P<presents>\b{worn('presents')})|(?P<votants>{worn('votants')}|"
    rf"pris part)"
    r"|(?P<procurations>\b(?:procurations?|pouvoirs?|representes))|(?P<absents>\babsents?)"
)


def attendance(extract: Extract) -> dict[str, Field]:
    """Return the fields of who sat; lists and counts are not compared here."""
    fields = {name: _count(extract, name) for name in ("en_exercice", "presents", "votants")}
    present, others, nobody = _lists(extract)
    fields["noms_presents"] = _names(present)
    fields |= _proxies(others, nobody)
    fields["secretaire"] = _secretary(extract)
    return fields


def stated(extract: Extract, name: str) -> int | None:
    """Return a count that the act states beside its lists: « procurations » or « absents »; None when it does not."""
    return value if isinstance(value := _count(extract, name).value, int) else None


def _count(extract: Extract, name: str) -> Field:
    found = dict(columns(extract.text, _HEADER, 0, extract.body)).get(name)
    if found is not None:
        return found
    text = extract.text
    fields = []
    for match in text.find(_COUNT[name], 0, extract.body, flowing=True):
        group = "n" if match["n"] else "before"
        if group == "n" and re.match(r"\s{0,3}(?:h\b|heures|%)", text.folded[match.end("n") : match.end("n") + 10]):
            continue
        read = number(match[group])
        again = number(match["again"]) if match["again"] else None
        if read is None:
            continue
        why = "des lettres ont été lues à la place de chiffres" if read.repaired else ""
        if again is not None and again.value != read.value:
            why = "le nombre en lettres et le nombre en chiffres diffèrent"
        fields.append(Field(read.value, "doubtful" if why else "certain", text.read(*match.span()), why))
    values = {field.value for field in fields}
    if len(values) > 1:
        found = fields[0]
        others = " ; ".join(f"« {field.read} »" for field in fields)
        return Field(found.value, "doubtful", found.read, f"l’acte porte plusieurs nombres différents : {others}")
    return fields[0] if fields else Field()


def _lists(extract: Extract) -> tuple[list[tuple[str, Entry]], list[tuple[str, Entry]], dict[str, Field]]:
    """Return the entries of the lists of present councillors and of all the others, each with the list's text.

    The third is the fields of which the act says that there is nobody: « Absents : néant ».
    """
    text, end = extract.text, extract.body
    labels = sorted([*text.find(_PRESENT, 0, end), *text.find(_OTHERS, 0, end)], key=lambda match: match.start())
    labels = [label for rank, label in enumerate(labels) if not rank or label.start() >= labels[rank - 1].end()]
    present: list[tuple[str, Entry]] = []
    others: list[tuple[str, Entry]] = []
    nobody = {"pouvoirs": Field(), "noms_absents": Field()}
    for rank, label in enumerate(labels):
        following = labels[rank + 1].start() if rank + 1 < len(labels) else end
        stop = text.first(_STOP, label.end(), following)
        block = text.text[label.end() : stop.start() if stop else following]
        if re.match(rf"\s*{FIGURES}\s*(?:$|\n)", text.folded[label.end() : label.end() + 20]):
            block = re.sub(r"^\s*\S+", "", block, count=1)
        if "label" in label.groupdict():
            tied = bool(re.search("pouv|procur|mandant|represent", label["label"]))
            if re.match(r"\s*(?:neant|aucun)", fold(block)):
                nobody["pouvoirs" if tied else "noms_absents"] = Field(
                    (), "certain", text.read(label.start(), label.end() + 12)
                )
            others += [(block, entry) for entry in entries(block, proxies=tied)]
        else:
            present += [(block, entry) for entry in entries(block)]
    return present, others, nobody


def _names(found: list[tuple[str, Entry]]) -> Field:
    names = tuple(entry.name for _, entry in found)
    if not names:
        return Field()
    return _list_field(names, found)


def _list_field(value: tuple[str, ...] | tuple[Proxy, ...], found: list[tuple[str, Entry]]) -> Field:
    read = " ".join(" ".join(dict.fromkeys(block for block, _ in found)).split())
    odd = [entry for _, entry in found if not entry.clean]
    if odd:
        names = ", ".join(f"« {entry.name}{f' → {entry.holder}' if entry.holder else ''} »" for entry in odd)
        return Field(value, "doubtful", read, f"des noms sont mal lus ou incomplets : {names}")
    return Field(value, "certain", read)


def _proxies(found: list[tuple[str, Entry]], nobody: Mapping[str, Field]) -> Mapping[str, Field]:
    givers = {entry.name for _, entry in found if entry.holder}
    given = [(block, entry) for block, entry in found if entry.holder]
    absent = [(block, entry) for block, entry in found if not entry.holder and entry.name not in givers]
    proxies = tuple(Proxy(entry.name, entry.holder) for _, entry in given)
    names = tuple(dict.fromkeys(entry.name for _, entry in absent))
    return {
        "pouvoirs": _list_field(proxies, given) if proxies else nobody["pouvoirs"],
        "noms_absents": _list_field(names, absent) if names else nobody["noms_absents"],
    }


def _secretary(extract: Extract) -> Field:
    text = extract.text
    for pattern in _SECRETARY:
        for match in text.find(pattern, 0, extract.closing, flowing=True):
            start, end = match.span("name")
            written = re.split(
                r",| (?:a ete|est|a) (?:nomme|elu|designe)| a été | est dés|\bsecretaire|\bsecrétaire",
                text.text[start:end],
            )[0]
            entry = entries(written)
            if not entry or _STOP.match(fold(written)):  # nobody is named, and another heading follows
                continue
            read = text.read(*match.span())
            if entry[0].clean:
                return Field(entry[0].name, "certain", read)
            return Field(entry[0].name, "doubtful", read, "le nom est mal lu ou incomplet")
    return Field()
