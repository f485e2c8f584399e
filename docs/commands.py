"""Write docs/commands.md from the help of the commands, so that it can't drift."""

from __future__ import annotations

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
    """Return the page: the program's help, then that of each command."""
    context = click.Context(cli, info_name="conventions", terminal_width=100, **cli.context_settings)
    pages = [f"## conventions\n\n```\n{cli.get_help(context)}\n```"]
    for name, command in cli.commands.items():
        inner = click.Context(command, parent=context, info_name=name, terminal_width=100)
        pages.append(f"## conventions {name}\n\n```\n{command.get_help(inner)}\n```")
    return "\n\n".join([HEAD.rstrip(), *pages]) + "\n"


if __name__ == "__main__":
    Path(__file__).with_name("commands.md").write_text(commands_page(), encoding="utf-8")
