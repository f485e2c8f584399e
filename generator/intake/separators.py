"""What parts the people of a list: marks, strokes, dashes, ranks, civilities, or nothing but the order of names."""

from __future__ import annotations

import re

from generator.minutes.names import CAPITAL, CAPITALS, CIVILITY, GIVEN_NAME, clean_name
from generator.papers.letters import fold

_DASH = re.compile(r"(?:^|(?<=\s)|(?<=[^\s-])(?=-+\s))-+(?:\s+-+)*", re.MULTILINE)
#: Two people whose separator was lost, both written in the same order.
_TWO = re.compile(
    rf"(?<![\w’'-])(?:{GIVEN_NAME}(?: {CAPITALS})+(?=[ \t]+{GIVEN_NAME}\s{CAPITALS})|"
    rf"{CAPITALS}(?: {CAPITALS})?(?: {GIVEN_NAME})+(?=[ \t]+{CAPITALS}(?: {CAPITALS})?\s{GIVEN_NAME}))(?![\w’'-])"
)
#: A dash that touches a name on one side or both, between two people written in one order.
_TOUCHING = re.compile(
    rf"(?<={CAPITAL}{CAPITAL})(?:[ \t]?[-–—]|[-–—][ \t])(?={GIVEN_NAME} {CAPITALS})|"
    rf"(?<={CAPITAL}{CAPITAL})\s?[-–—]{{1,2}}\s?(?=(?:{CAPITAL}\.-?)+ ?{CAPITAL})|"
    rf"(?<=[a-zà-ÿ]{{2}})(?:[ \t]?[-–—]|[-–—][ \t])(?={CAPITALS} {GIVEN_NAME}(?![\w’'-]))"
)
#: A long dash that touches two people, each with two names at least.
_NAME = rf"(?:{GIVEN_NAME}|{CAPITALS})"
_BETWEEN = re.compile(rf"({_NAME} {_NAME})[–—](?={_NAME} {_NAME})")
#: The ranks of a list on one line: « 1. X 2. Y 3. Z ».
_RANKS = re.compile(r"(?:^|(?<=\s))\d{1,2}\s?[.)-]\s|(?m:^)[ \t]*\d{1,2}[ \t]+(?=[^\W\d_a-zà-ÿ])")
_FIRST = re.compile(r"\s*1\s?[.)-]\s[^\n]* 2\s?[.)-]\s")
_WHOLE = re.compile(
    rf"(?:{GIVEN_NAME}|[A-Z]\.)(?: {GIVEN_NAME})?(?: {CAPITALS})+|{CAPITALS}(?: {CAPITALS})*(?: "
    rf"(?:{GIVEN_NAME}|[A-Z]\.?))+"
)


def separated(block: str) -> str:
    """Return a list with one sign between its parts, in the place of the dashes and strokes that part names."""
    block = re.sub(r"(?<=[^\W\d_]{3})\.\s+(?=[-–•*]?\s?(?:d[eu] (?:la |l’)?)?[A-ZÀ-ÖØ-Þ])", " ; ", block)
    if len(_RANKS.findall(block)) > (1 if _FIRST.match(block) else 2):
        block = _RANKS.sub(" ; ", block)
    block = re.sub(r"\)\s+(?=[A-ZÀ-ÖØ-Þ])", ") ; ", block)
    block = re.sub(r"\s+/\s*|(?<=[^\W\d_])/\s+|(?<=\))\s*/|\s[|}{]\s", " ; ", block)
    block = re.sub(rf"(?<={CAPITAL * 3})\s?\.\s?(?={CAPITAL * 3})", " ; ", block)
    block = re.sub(r"\s*(?:…|\.{3,})\s*", " ; ", block)
    block = _TWO.sub(lambda match: f"{match[0]} ; ", block)
    if len(re.findall(r" [–—] |(?<=[^\W\d_])(?: [–—]|[–—] )(?=[^\W\d_a-zà-ÿ])", block)) > 1:  # some touch a name
        block = re.sub(r"(?<=[^\W\d_])(?:[ \t]+[–—-]|[–—-][ \t]+)[ \t]*(?=[^\W\d_a-zà-ÿ])", " – ", block)
        block = _BETWEEN.sub(r"\1 – ", block)
    folded = fold(block)
    strong = len(re.findall(r"[+;•,](?!\s*$)", folded))
    if len(re.findall(r" [-–—] ", block)) > max(2, 2 * strong):
        strong = 0  # dashes part the names, whatever else stands among them
    kept, place = [], 0
    for match in _DASH.finditer(folded):
        kept.append(block[place : match.start()])
        kept.append(" ; " if _parts_names(folded, block, match, strong) else block[slice(*match.span())])
        place = match.end()
    parted = "".join([*kept, block[place:]])
    if re.search(r"(?m)\S[ \t]*[;,][ \t]*\S", parted):  # a dash begins a line and parts the names on it too
        parted = re.sub(r"(?<=[^\s;,])[ \t]*\n[ \t]*;", " ;\n", parted)
    return _TOUCHING.sub(" ; ", re.sub(r"(?m)^[ \t]*;[ \t]*", "", parted))


def _parts_names(folded: str, block: str, dash: re.Match[str], strong: int) -> bool:
    before, after = folded[: dash.start()], folded[dash.end() :]
    if (
        not before.rstrip(" \t")
        or before.rstrip(" \t").endswith((",", ";", "\n"))
        or re.match(rf"\s*{CIVILITY}\s", after)
    ):
        return True
    spaced = after[:1].isspace() if set("–—") & set(block[dash.start() : dash.end()]) else before[-1:].isspace()
    if spaced and strong == 0:
        return True
    left = re.split(r"[+;•,\n]| [-–—]+ ", block[: dash.start()])[-1]
    right = re.split(r"[+;•,\n]| ?[-–—]+ | [-–—]+ ?", block[dash.end() :])[0]
    return all(_WHOLE.fullmatch(clean_name(side)) is not None for side in (left, right))
