"""The command that opens the page in the browser."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import click

from generator.console.options import project_option, verbose_option
from generator.console.terminal import FrenchHelp, open_address, say
from generator.errors import UsageError
from generator.project import project_root

_PORT = 8046


@click.command(cls=FrenchHelp)
@click.option("--port", type=click.IntRange(0, 65535), default=_PORT, metavar="N", help=f"Port ; par défaut {_PORT}.")
@click.option("--no-browser", is_flag=True, help="N’ouvre pas le navigateur.")
@project_option
@verbose_option
def serve(root: Path, port: int, no_browser: bool) -> None:
    """Ouvre la page dans le navigateur : tout le travail, sans terminal.

    La page n’est servie qu’à cette machine. Ctrl-C l’arrête ; ce qui était en cours s’arrête proprement.
    """
    if importlib.util.find_spec("flask") is None or importlib.util.find_spec("waitress") is None:
        raise UsageError("La page demande le supplément « web » : pip install 'conventions-epci[web]'.")
    from generator.web.server import Server

    with Server(project_root(root), port) as server:
        say(f"La page est ouverte : {server.address} (Ctrl-C pour l’arrêter).")
        if not no_browser:
            open_address(server.address)
        server.serve()
