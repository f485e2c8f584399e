"""Write docs/commands.md from the help of the commands, so that it can't drift."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from generator.cli import cli

HEAD = """\
# Les commandes

Page produite par `make docs` à partir de l’aide des commandes ; un test vérifie qu’elle est à jour.

Codes de sortie : 0 fait · 1 imprévu ou interrompu · 2 commande mal appelée · 3 erreurs dans les données · 4 erreurs
dans un modèle · 5 moteur PDF absent ou en échec · 6 registre occupé ou endommagé · 7 refusé par la loi ou par un
document signé · 8 vérification en échec.
"""


def commands_page() -> str:
    """Return the page: the program's help, then that of each command and, for a group, of its commands."""
    return "\n\n".join([HEAD.rstrip(), *_sections(cli, "conventions")]) + "\n"


def _sections(command: click.Command, name: str, parent: click.Context | None = None) -> Iterator[str]:
    """Yield the section of a command, then those of the commands that it groups."""
    settings = cli.context_settings if parent is None else {}
    context = command.context_class(command, parent=parent, info_name=name, terminal_width=100, **settings)
    yield f"## {context.command_path}\n\n```\n{command.get_help(context)}\n```"
    if isinstance(command, click.Group):
        for inner_name, inner in command.commands.items():
            yield from _sections(inner, inner_name, context)


if __name__ == "__main__":
    Path(__file__).with_name("commands.md").write_text(commands_page(), encoding="utf-8")
