"""Write in docs/guide.md where each command's work is done on the page, and what clerks ask most often.

The first is of docs/parity.toml and the commands, the second of ``generator.web.howto``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from generator.cli import cli
from generator.web.howto import HOWTOS
from generator.web.menu import SCREENS

DOCS = Path(__file__).parent
#: What is no work on dossiers: how the page and its machines are opened, and what there is to look at.
APART = ("serve", "demo", "cluster start")
_BEGINNING, _END = "<!-- parité : écrit par docs/parity.py -->\n", "<!-- fin de la parité -->\n"
_ASKED, _TOLD = "<!-- questions : écrit par docs/parity.py -->\n", "<!-- fin des questions -->\n"
_NAMES = {endpoint.split(".")[0]: name for _, endpoint, name in SCREENS} | {"life": "Dossier", "dossier": "Dossier"}


def known() -> dict[str, Any]:
    """Return what docs/parity.toml says."""
    return tomllib.loads((DOCS / "parity.toml").read_text(encoding="utf-8"))


def commands(group: click.Group = cli, prefix: str = "") -> Iterator[tuple[str, click.Command]]:
    """Yield each command, those of groups too, by its whole name."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} ")
        else:
            yield prefix + name, command


def table() -> str:
    """Return the table, in French."""
    rows = ["| commande | ce qu’elle fait | sur la page | ce qui reste à la commande |", "| --- | --- | --- | --- |"]
    told = known()["commands"]
    for name, command in commands():
        if name in APART:
            continue
        place = told[name]
        screen = _NAMES[place["screen"].split(".")[0]]
        left = " ; ".join(f"`{option}` : {why}" for option, why in place.get("options", {}).items())
        rows.append(f"| `{name}` | {command.get_short_help_str(300)} | **{screen}** : {place['where']} | {left} |")
    return "\n".join(rows) + "\n"


def questions() -> str:
    """Return what clerks ask, with where it is done and the chapter that tells it."""
    names = {letter: name for letter, _, name in SCREENS}
    rows = ["| pour… | sur la page |", "| --- | --- |"]
    for one in HOWTOS:
        place = f"**{names[one.screen]}** : {one.where}" if one.screen else ""
        rows.append(f"| [{one.question}](#{one.chapter}) | {place} |")
    return "\n".join(rows) + "\n"


def guide(page: str) -> str:
    """Return the guide with its two tables."""
    for beginning, rows, end in ((_ASKED, questions(), _TOLD), (_BEGINNING, table(), _END)):
        before, _, rest = page.partition(beginning)
        page = f"{before}{beginning}\n{rows}\n{end}{rest.partition(end)[2]}"
    return page


if __name__ == "__main__":
    path = DOCS / "guide.md"
    path.write_text(guide(path.read_text(encoding="utf-8")), encoding="utf-8")
