"""Attendance told a line a member, by a cross under « Présent » or by the word beside the name, put into lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.minutes.cells import row_cells
from generator.papers.letters import fold

#: A heading of a column, and what a member under it is.
_COLUMNS = re.compile(
    r"\b(?:(?P<present>presente?s?)|(?P<given>pouvoirs?|procurations?|representee?s?|mandat\w*)|"
    r"(?P<absent>absente?s?|excusee?s?))\b(?:(?: et| ou| non)? excusee?s?)?(?: a| par| donnee? a)?"
)
_CROSS = re.compile(r"[xX✓✔☒■●]")
#: « LELEU Carole : présente », « M. Pascal JEAN – excusé, pouvoir à Mme Carole LELEU ».
_STATED = re.compile(
    r"[ \t•*-]*(?:\d{1,2}[ \t.)-]{1,3})?"
    r"(?P<name>[^\W\d_][^\n:|()]{2,50}?)(?:[ \t]*[:|–—]|,|[ \t]-|[ \t]{2,80}|[ \t]?\()[ \t]{0,80}"
    r"(?P<state>(?i:présente?|presente?|absente?|excusée?|excusee?|représentée?|representee?|pouvoir|procuration))\b"
    r"(?P<rest>[^\n:]*)"
)
#: After these words a holder is named.
_HOLDER = re.compile(r"(?i:(?:pouvoir|procuration|mandat)\b(?: donnée?)? (?:à|a)|représentée? par|representee? par)\s+")
#: So many members in a row are a table.
_LEAST = 3
_SIDES = ("present", "given", "absent")
#: The heading of a column of letters, those letters, and what stands between the name and them.
_CODES = re.compile(r"p ?/ ?a(?: ?/ ?[er])*|presence|emargement|etat|statut")
_CODE = re.compile(r"(?P<code>[paer])\b\W*(?P<rest>.*)")
_LEGEND = re.compile(r"\W*[paer]\W{1,4}(?:present|absent|excuse|represente)")
_ASIDE = re.compile(r"fonctions?|qualites?|titres?|mandats?")


def listed(page: str) -> str:
    """Return a page whose tables of attendance are lists: « Présents : … », « Absents : … »."""
    lines = page.split("\n")
    laid: list[str] = []
    index = 0
    while index < len(lines):
        rows, after = _crossed(lines, index)
        if len(rows) < _LEAST:
            rows, after = _stated(lines, index)
        if len(rows) < _LEAST:
            rows, after = _coded(lines, index)
        if len(rows) < _LEAST or not any(side == "present" for side, _ in rows):
            laid.append(lines[index])
            index += 1
            continue
        laid += _lists(rows)
        index = after
    return "\n".join(laid)


def _lists(rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    for side, label in zip(_SIDES, ("Présents", "Absents ayant donné pouvoir", "Absents"), strict=True):
        names = [name for one, name in rows if one == side]
        if names:
            yield f"{label} :"
            yield from (f"{name}," for name in names[:-1])
            yield f"{names[-1]}"
            yield ""


def _stated(lines: Sequence[str], start: int) -> tuple[list[tuple[str, str]], int]:
    """Return the members of lines that follow each other, each with what it is, and the line after them."""
    rows: list[tuple[str, str]] = []
    index = start
    while index < len(lines):
        match = _STATED.fullmatch(lines[index].rstrip())
        if match is None and lines[index].strip():
            break
        if match:
            rows.append(_row(match["name"], fold(match["state"]), f"{match['state']}{match['rest']}"))
        elif not rows:
            break
        index += 1
    return rows, index


def _row(name: str, state: str, told: str) -> tuple[str, str]:
    holder = _HOLDER.search(told)
    if holder:
        return "given", f"{name.strip()} pouvoir à {told[holder.end() :].strip(' .,;)')}"
    return ("present" if state.startswith("present") else "absent"), name.strip()


def _crossed(lines: Sequence[str], start: int) -> tuple[list[tuple[str, str]], int]:
    """Return the members of a table under a line of headings, each with what a cross says, and the line after it."""
    heads = [(match.start(), str(match.lastgroup)) for match in _COLUMNS.finditer(fold(lines[start]))]
    if len({side for _, side in heads}) < 2 or ":" in lines[start]:
        return [], start
    ruled = "|" in lines[start] or "\t" in lines[start]
    if ruled:
        cells = re.split(r"[|\t]", fold(lines[start]))
        found = [(rank, _COLUMNS.search(cell)) for rank, cell in enumerate(cells)]
        heads = [(rank, str(match.lastgroup)) for rank, match in found if match]
    rows: list[tuple[str, str]] = []
    index = start + 1
    while index < len(lines):
        cells_at = list(row_cells(lines[index], ruled=ruled))
        if cells_at:
            row = _under(cells_at, heads, slack=0 if ruled else 2)
            if row is None:
                break
            rows.append(row)
        index += 1
    return rows, index


def _coded(lines: Sequence[str], start: int) -> tuple[list[tuple[str, str]], int]:
    """Return the members of a table whose letters say what each is, « P », « A », « R (par X) », and the line after it.

    What the letters mean may stand under it.
    """
    heads = [fold(cell).strip() for cell in re.split(r"[|\t]", lines[start])]
    column = next((rank for rank, head in enumerate(heads) if rank and _CODES.fullmatch(head)), 0)
    rows: list[tuple[str, str]] = []
    index = start + 1
    while column and index < len(lines):
        cells = [cell.strip() for cell in re.split(r"[|\t]", lines[index])]
        told = _CODE.fullmatch(fold(cells[column])) if len(cells) > column else None
        if told is None:
            break
        name = " ".join(cell for head, cell in zip(heads[:column], cells, strict=False) if not _ASIDE.fullmatch(head))
        holder = re.sub(r"^\W*(?:par|pouvoir à|procuration à|à)\s|\W+$", "", cells[column][told.start("rest") :])
        beside = next((cell for head, cell in zip(heads, cells, strict=False) if _is_of_mandates(head)), "")
        given = beside or (holder and told["code"] not in "pa")
        holder = beside or holder
        side = "given" if given else "present" if told["code"] == "p" else "absent"
        rows.append((side, f"{name} pouvoir à {holder}" if given else name))
        index += 1
    legend = rows and index < len(lines) and _LEGEND.match(fold(lines[index]))
    return rows, index + 1 if legend else index


def _is_of_mandates(head: str) -> bool:
    """Tell whether a heading is of a column of those who hold the mandates."""
    found = _COLUMNS.match(head)
    return found is not None and found["given"] is not None


def _under(cells: Sequence[tuple[int, str]], heads: Sequence[tuple[int, str]], *, slack: int) -> tuple[str, str] | None:
    """Return a member and what the cross of the line says; None for a line that is none of the table.

    A cross may stand ``slack`` places before the heading of its column.
    """
    first = heads[0][0] - slack
    name = " ".join(text for place, text in cells if place < first and not _CROSS.fullmatch(text))
    marked = [_above(place + slack, heads) for place, text in cells if _CROSS.fullmatch(text)]
    holder = next((text for place, text in cells if not _CROSS.fullmatch(text) and place >= first), "")
    if not re.match(r"[^\W\d_]", name) or len(marked) > 1 or not (marked or holder):
        return None
    if holder:
        return "given", f"{name} pouvoir à {holder}"
    return ("absent" if marked[0] == "given" else marked[0]), name


def _above(place: int, heads: Sequence[tuple[int, str]]) -> str:
    """Return the last heading that begins before a place."""
    return next((side for start, side in reversed(heads) if start <= place), heads[0][1])
