"""Lists of the deliberations that a council examined (CGCT, article L. 2121-25), row by row: number, object, result."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.minutes.cleaned import cleaned
from generator.minutes.headlines import RESULT, SENTENCE
from generator.minutes.numberings import Point
from generator.minutes.relined import relined
from generator.minutes.shapes import CODE
from generator.minutes.sides import SIDES
from generator.papers.letters import fold

#: What such a list is called at its top, and what only an act or minutes say.
_HEADING = re.compile(
    r"(?m)^[^\n]{0,60}\blistes? des (?:deliberations|actes)\b(?:[^\n]{0,80}$|"
    r" (?:examine|adopte|prise|vote|soumise|du conseil|de la seance))"
)
_ACT = re.compile(
    r"\bl ?'? ?an deux mil|\bavoir delibere\b|\bextraits? d(?:u|es) (?:registre|proces)|\bconsiderant\b|\bdecide :"
)
_MINUTES = re.compile(r"\bproces[- ]verbal\b|\bcompte[- ]rendu\b")
#: The heading of a list stands among so many first lines.
_TOP = 14
#: The heads of its columns.
_HEADS: dict[str, re.Pattern[str]] = {
    "sitting": re.compile(r"(?:dates?|seance)\b"),
    "title": re.compile(
        r"(?:objets?|intitules?|titres?|libelles?|designation|affaires?|points?)"
        r"(?: (?:de|des|du|la|les|a|l'ordre|ordre|jour|deliberations?|affaires?|examine\w*|traite\w*|inscrits?))*$|"
        r"deliberations?$"
    ),
    "number": re.compile(r"n ?°|numero|ref\b|reference|no?\b|deliberation n"),
    "result": re.compile(r"resultat|decisions?|votes?\b|adopte|approuve|sens|suite donnee|avis"),
} | {side: re.compile(rf"{label}\b") for side, label in SIDES.items()}
_LEAST = 2
#: What parts the cells of a row.
_CELLS = re.compile(r"[ \t]*\|[ \t]*|\t| {3,}")
#: No gap between columns is wider, nor is a line longer, in characters: what makes them so was made to be slow.
_GAP, _LONGEST = " " * 120, 2_000
_WIDE = re.compile(rf"[ \t]{{{len(_GAP)},}}")
_RULE = re.compile(r"[-=_+|: ]*")
#: The number of an act that begins a line, with a word or not; a rank alone is none.
_NUMBER = re.compile(
    r"[ \t•*·>-]{0,6}(?:(?:deliberation|delib\.?|dcm|acte)[ \t]{1,3})?(?:n ?°[ \t]?)?"
    rf"(?P<number>{CODE}|(?<=° )\d{{1,4}}|(?<=°)\d{{1,4}}|[a-z]{{1,4}}[-_ ]?\d{{2,8}}|"
    r"(?P<rank>\d{1,3}(?= ?[.):/–-])))"
    r"(?![\w/])[ \t]*[.:)–-]*[ \t]*"
)
_BULLET = re.compile(r"[ \t]*[-•*·>▪➢][ \t]+")
#: A result that ends the line of a title, told after a sign or by its words alone.
_TOLD = re.compile(rf"[ \t]*(?:[:.,;/–-]|(?<=\))|[ \t]|\()[ \t]*(?P<result>(?:{RESULT}|vote\b)[^\n]{{0,60}})$")
_RESULT = re.compile(rf"[ \t]*\(?{RESULT}")
#: What ends a list: its posting, its signature.
_CLOSING = re.compile(
    r"[ \t]*(?:fait a\b|l[ea] (?:maire|president|secretaire)|affichee?s?\b|publiee?s?\b|mise? en ligne|certifi|"
    r"pour (?:extrait|copie|affichage)|la presente|les deliberations? (?:peu|sont)|signature)"
)
WHY_LISTED = "lu dans une liste des délibérations, qui n’est pas la délibération elle-même"


@dataclass(frozen=True, slots=True)
class Row:
    """A deliberation in a list: its number, result and day as they are written, "" where the list tells none."""

    number: str
    title: str
    result: str
    sitting: str = ""


def is_list(pages: Sequence[str]) -> bool:
    """Tell whether a file is a list of deliberations: it is called so at its top, and holds no act."""
    folded = fold("\n".join(pages))
    top = "\n".join([line for line in folded.split("\n") if line.strip()][:_TOP])
    heading = _HEADING.search(top)
    if heading is None or _MINUTES.search(top, 0, heading.end()):
        return False
    return _ACT.search(folded) is None


def listed_points(pages: Sequence[str]) -> list[tuple[str, Point]]:
    """Return each deliberation of a list as a text and its point: the row under what stands above the list.

    None is returned where the rows cannot be told.
    """
    whole = "\n".join(relined(_WIDE.sub(_GAP, page))[0] for page in pages)
    lines = [line.rstrip()[:_LONGEST] for line in whole.split("\n")]
    first, rows = next((found for found in (_of_a_table(lines), _of_lines(lines)) if found[1]), (0, ()))
    opening = cleaned("\n".join(lines[:first]))
    return [_point(opening, row) for row in rows]


def _point(opening: str, row: Row) -> tuple[str, Point]:
    title, label = " ".join(cleaned(row.title).split()), f"N° {row.number} : " if row.number else "Objet : "
    opening += f"\n\nSéance du {row.sitting}" if row.sitting else ""
    start = len(opening) + 2
    begins = start + len(label)
    text = f"{opening}\n\n{label}{title}\n\n{cleaned(row.result)}\n"
    return text, Point(start, begins, begins + len(title), row.number, whole=True)


def _of_a_table(lines: Sequence[str]) -> tuple[int, tuple[Row, ...]]:
    """Return where a table with heads begins, and its rows; a cell without a number goes on with the one above."""
    for first, line in enumerate(lines):
        heads = [(start, _kind(fold(cell))) for start, cell in _cells(line)]
        kinds = [kind for _, kind in heads if kind]
        if kinds.count("title") == 1 and kinds.count("number") < _LEAST <= len(kinds):
            return first, tuple(_rows(lines[first + 1 :], heads, ruled="|" in line or "\t" in line))
    return 0, ()


def _kind(head: str) -> str:
    """Return what a column holds by its head, "" for what is no part of a row."""
    return next((kind for kind, pattern in _HEADS.items() if pattern.match(head)), "")


def _cells(line: str) -> list[tuple[int, str]]:
    """Return the cells of a line, each with where it begins; in a table with rules the empty ones too."""
    if "|" in line or "\t" in line:
        bare = line.strip().strip("|")
        return [(rank, cell.strip()) for rank, cell in enumerate(re.split(r"[|\t]", bare))]
    places = [0, *(match.end() for match in _CELLS.finditer(line))]
    found = [(place, _CELLS.split(line[place:])[0].strip()) for place in places]
    return [(place + len(line[place:]) - len(line[place:].lstrip()), cell) for place, cell in found if cell]


def _rows(lines: Sequence[str], heads: Sequence[tuple[int, str]], *, ruled: bool) -> Iterator[Row]:
    row: dict[str, str] = {}
    for line in lines:
        if _RULE.fullmatch(line):
            continue
        if _CLOSING.match(fold(line)):
            break
        cells, told = _cells(line), dict[str, str]()
        for rank, (place, cell) in enumerate(cells):
            if len(cells) == len(heads):
                kind = heads[rank][1]
            elif ruled and len(cells) == 1:  # a paragraph of the last cell
                kind = heads[-1][1]
            else:
                kind = _column(heads, place, ruled=ruled)
            told[kind] = f"{told.get(kind, '')}\n{cell}".strip()
        begins = told.get("number") or (told.get("title") and (ruled or "number" not in dict(heads).values()))
        if row and not begins:  # a line of the row above
            row |= {kind: f"{row.get(kind, '')} {cell}".strip() for kind, cell in told.items()}
            continue
        if row:
            yield from _row(row)
        row = told
    if row:
        yield from _row(row)


def _column(heads: Sequence[tuple[int, str]], place: int, *, ruled: bool) -> str:
    """Return in which column a cell stands: by its rank in a table with rules, else by the nearest head."""
    if ruled:
        return next((kind for start, kind in heads if start == place), "")
    return min(heads, key=lambda head: abs(head[0] - place))[1]


def _row(cells: dict[str, str]) -> Iterator[Row]:
    counted = [f"{side.capitalize()} : {cells[side]}" for side in SIDES if cells.get(side)]
    title = cells.get("title", "")
    if re.search(r"[^\W\d_]{3}", title):
        number = cells.get("number", "")
        rank = re.fullmatch(r"\d{1,2}[.)]?", number) is not None
        result = "\n".join(filter(None, (cells.get("result", ""), *counted)))
        yield Row("" if rank else number, title, result, cells.get("sitting", ""))


def _of_lines(lines: Sequence[str]) -> tuple[int, tuple[Row, ...]]:
    """Return where rows without heads begin, and they: a number or a bullet, a title, a result beside or under it."""
    rows: list[Row] = []
    first = bullets = 0
    for rank, line in enumerate(lines):
        folded = fold(line)
        number, bullet = _NUMBER.match(folded), _BULLET.match(folded)
        if rows and _CLOSING.match(folded):
            break
        if number or bullet:
            place = number.end() if number else bullet.end() if bullet else 0
            bullets += bullet is not None
            told = number is not None and not number["rank"]
            first = first if rows else rank
            rows.append(_split(line[slice(*number.span("number"))] if number and told else "", line[place:]))
        elif rows and (_RESULT.match(folded) or SENTENCE.match(folded.strip())):
            rows[-1] = replace(rows[-1], result=f"{rows[-1].result}\n{line.strip()}".strip())
        elif rows and line.strip() and not rows[-1].result:
            rows[-1] = _split(rows[-1].number, f"{rows[-1].title} {line.strip()}".strip())
    told_rows = tuple(row for row in rows if re.search(r"[^\W\d_]{3}", row.title))
    voted = [row for row in told_rows if row.number or row.result]
    return first, told_rows if len(voted) * 2 > len(told_rows) or bullets == len(rows) > 1 else ()


def _split(number: str, line: str) -> Row:
    """Return a row whose line has a title, and a result after it perhaps."""
    told = _TOLD.search(fold(line))
    title, result = (line[: told.start()], line[told.start("result") :]) if told else (line, "")
    return Row(number.strip(), title.strip(" :.–-"), result.strip(" )"))
