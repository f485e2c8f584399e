"""Lists of councillors: who is named, who gave a proxy to whom, in the many ways that extracts write it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.intake.letters import fold

#: Monsieur, Madame and their abbreviations in a folded text; OCR reads « Mme » as « Mime » or « Mrne ».
CIVILITY = (
    r"(?:messieurs|mesdames|monsieur|madame|mesdemoiselles|mademoiselle|mmes?|mm|mrs?|mlles?|mimes?|mmies?|"
    r"mrnes?|m)\b\.?"
)
_PLURAL = re.compile(r"messieurs|mesdames|mesdemoiselles|mmes|mm|mlles")
_RANK = (
    r"(?:[\dl|]{1,2}\s?(?:ere?|eme|nde?|re|er|e|°)?|prem\w+|deuxieme|second\w?|troisieme|quatrieme|cinquieme|sixieme)"
)
_FUNCTION = re.compile(
    rf"(?:\s{{0,3}}[,(]\s{{0,3}}|\s{{1,3}}|^)(?:l[ea] |les )?(?:{_RANK}\s+)?\b(?:maires?|adjoint\w{{0,2}}|"
    rf"conseill\w{{1,4}})\b"
    r"(?: +(?:au maire|municipa\w{1,3}|delegue\w{0,2}|maire))* ?(?P<colon>[):]?)"
)
_POWER = r"(?:pouv[oe]ir|procuration|mandat)s?"
_PROXY = re.compile(
    rf"[\s,(]{{0,6}}\b(?:qui |ayant |avait |a |ont |et )*(?:donn\w{{1,4}} |remis )?(?:son |sa |un |une )?{_POWER}"
    r"(?: ecrit| de vote| de voter en (?:son|leur) nom| donne\w{0,2})*"
    r"\s{0,3}:?\s{0,3}(?:\b[a48]\b|[&2]|au profit de|en faveur de)?\s+"
    r"|[\s,(]{0,6}\b(?:est |etait |, )?represente\w{0,2}\s+par\s+"
)
_TO = re.compile(rf"\s+(?:a|8|&|par)\s+(?={CIVILITY}|[a-z'-]+)|\s*(?:->|→|=>)\s*")
_PROXY_TABLE = re.compile(r"\bmandants?\b[^\n]{1,80}\bmandataires?\b[^\n]{0,20}")
_COLUMN = re.compile(r"\t+| {3,}|\s*\|\s*")
_SEPARATOR = re.compile(r"[+;•,]|\s-{1,2}\s|\bet\b(?=\s)")
#: A holder that is not named: « donne pouvoir à M. le Maire ».
_MAYOR = "le Maire"
_PARTICLES = frozenset({"de", "du", "des", "le", "la", "d", "l", "van", "von"})
_NOBODY = re.compile(r"(?:neant|aucune?|personne|sans objet|nul|/|-|x|0|\.)*")


@dataclass(frozen=True, slots=True)
class Entry:
    """One councillor of a list, and who holds their proxy (empty without); ``clean`` when the letters are a name's."""

    name: str
    holder: str = ""
    clean: bool = True


def entries(block: str, *, proxies: bool = False) -> tuple[Entry, ...]:
    """Return the councillors of a list in order.

    ``proxies`` says that the list is one of proxies: « M. X à Mme Y » is one there.
    """
    found: list[Entry] = []
    table = _PROXY_TABLE.search(fold(block))
    if table is not None:
        rows = [_COLUMN.split(line.strip(" |\t")) for line in block[table.end() :].splitlines() if line.strip()]
        pairs = [(clean_name(row[0]), clean_name(row[1])) for row in rows if len(row) == 2]
        return tuple(Entry(giver, holder, _is_clean(giver) and _is_clean(holder)) for giver, holder in pairs)
    block = re.sub(r"\n(?=[ \t]*[^\W\d_A-ZÀ-ÖØ-ÞŒ])", " ", block)
    addressed = re.search(rf"(?<!\w){CIVILITY}\s", fold(block)) is not None
    for piece in _pieces(_without_functions(block)):
        given = _PROXY.search(fold(piece)) or (_TO.search(fold(piece)) if proxies else None)
        if given is None:
            name = clean_name(piece)
            if found and re.fullmatch(r"(?:[A-ZÉ]\.?-?){1,3}", name) and not found[-1].holder:
                found[-1] = _entry(f"{found[-1].name} {name}")
            elif name:
                found.append(Entry(name, clean=_is_clean(name) or (addressed and _is_surname(name))))
            continue
        giver, holder = clean_name(piece[: given.start()]), clean_name(piece[given.end() :]) or _MAYOR
        if not giver and found and not found[-1].holder:
            giver = found.pop().name
        if giver:
            named = holder != _MAYOR
            clean = named and all(_is_clean(name) or _is_surname(name) for name in (giver, holder))
            found.append(Entry(giver, holder, clean))
    return tuple(found)


def clean_name(text: str) -> str:
    """Return a name without civility, marks of a list or punctuation around it; "" when nobody is named."""
    words = " ".join(text.split()).strip(" :,;()*•-–_«»|'\"").lstrip(". ")
    while match := re.match(rf"(?:et\s+)?(?P<civility>{CIVILITY})\s*", fold(words)):
        words = words[match.end() :].strip(" :,;-")
        if not _PLURAL.match(match["civility"]):
            break
    words = re.sub(r"^\d{1,2}\s?[.)°-]\s*", "", words)
    if not re.search(r"(?:^|[\s.])[^\W\d_]\.?$", words):
        words = words.rstrip(". ")
    return "" if _NOBODY.fullmatch(fold(words)) or re.match(r"\d+ [a-z]{4}", fold(words)) else words


def _is_surname(name: str) -> bool:
    return re.fullmatch(r"[A-ZÀ-ÖØ-ÞŒ’'-]{3,}(?: [A-ZÀ-ÖØ-ÞŒ-]{3,})?", name) is not None


def _entry(name: str) -> Entry:
    return Entry(name, clean=_is_clean(name))


def _is_clean(name: str) -> bool:
    """Tell whether a name is made as names are: two words at least, capitals where they belong, no figure."""
    words = re.split(r"[\s’'-]+", name)
    if len(words) < 2 or len(words) > 6 or not re.fullmatch(r"[^\W\d_][^\d_|!/\\+=*&<>@]+", name):
        return False
    if any(len(word) > 1 and not re.fullmatch(r"[A-ZÀ-ÖØ-ÞŒ][a-zà-öø-ÿœ]+|[A-ZÀ-ÖØ-ÞŒ.]+", word) for word in words):
        return all(word in _PARTICLES or re.fullmatch(r"[A-ZÀ-Þ][a-zà-ÿ]+|[A-ZÀ-ÞŒ.]+", word) for word in words if word)
    return True


def _without_functions(block: str) -> str:
    """Return the list without « Maire », « 1re adjointe », which say what a councillor is and not who."""
    kept, position = [], 0
    for match in _FUNCTION.finditer(fold(block)):
        kept.append(block[position : match.start()])
        opened = match[0].lstrip().startswith("(")
        kept.append(" ; " if match["colon"] == ":" else " " if match["colon"] != ")" or opened else ") ")
        position = match.end()
    return "".join([*kept, block[position:]])


def _pieces(block: str) -> Iterator[str]:
    """Cut a list at its own separators: marks between names when it has some, else its lines and columns."""
    lines = [line for line in block.splitlines() if line.strip()]
    marks = len(
        _SEPARATOR.findall(re.sub(r",\s*(?=qui|pouvoir|procuration|represente|a donne|ayant)", " ", fold(block)))
    )
    inline = marks >= len(lines) - 1 and not any(_COLUMN.search(line.strip()) for line in lines)
    texts = [" ".join(lines)] if inline else [cell for line in lines for cell in _cells(line)]
    for text in texts:
        yield from _parts(text)


def _cells(line: str) -> list[str]:
    """Return the columns of a line; two columns tied by a proxy stay one."""
    cells = [cell for cell in _COLUMN.split(line.strip()) if cell]
    return [" ".join(cells)] if any(_PROXY.match(f" {fold(cell)} ") for cell in cells[1:]) else cells


def _parts(text: str) -> Iterator[str]:
    folded = fold(text)
    start = 0
    for match in _SEPARATOR.finditer(folded):
        yield from _by_civility(text[start : match.start()])
        start = match.end()
    yield from _by_civility(text[start:])


def _by_civility(text: str) -> Iterator[str]:
    """Cut « M. Patrick KOWALCZYK Mme Anne-Lise DUFOUR » where a column was lost."""
    folded = fold(text)
    start = 0
    for match in re.finditer(rf"(?<=\w\w)\.?\s+(?={CIVILITY}\s+[a-z])", folded):
        before = folded[start : match.start()]
        tied = re.search(
            r"(?:\ba|8|&|par|de|le|pouvoir|procuration|et|"
            r":)$",
            before,
        ) or _ends_with_initial(text, match)
        if before.strip() and not tied:
            yield text[start : match.start()]
            start = match.end()
    yield text[start:]


def _ends_with_initial(text: str, match: re.Match[str]) -> bool:
    """Tell whether what follows is « M. » as the initial that ends a name, and not Monsieur."""
    rest = text[match.end() :].split()
    return bool(rest) and rest[0] in ("M.", "M") and len(rest) > 1 and rest[1][:1].islower()
