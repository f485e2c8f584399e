"""The command that opens the page in the browser."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import click

from generator.console.options import (
    NEW_FILE,
    engine_option,
    jobs_option,
    number_option,
    project_option,
    refuse_beside,
    refuse_without,
    verbose_option,
)
from generator.console.questions import ask_secret, asks
from generator.console.streams import put
from generator.console.terminal import open_address, say
from generator.console.usage import FrenchHelp
from generator.errors import UsageError
from generator.files import write_whole
from generator.project import campaigns_of, may_begin, project_root, real, refuse_own
from generator.refusals import writing

_PORT = 8046
_FILE = click.Path(dir_okay=False, path_type=Path)
#: The shortest password that several machines may try.
_SHORTEST = 12


@click.command(cls=FrenchHelp)
@click.option("--no-browser", is_flag=True, help="N’ouvre pas le navigateur.")
@engine_option
@jobs_option
@project_option
@number_option("--port", 0, 65535, f"Port ; par défaut {_PORT}, un port libre avec 0.", default=_PORT)
@click.option(
    "--host",
    default="127.0.0.1",
    metavar="ADRESSE",
    help="Pour d’autres postes : l’adresse à écouter, 0.0.0.0 pour toutes ; demande un mot de passe et HTTPS.",
)
@click.option(
    "--name", "names", multiple=True, metavar="NOM", help="Nom sous lequel les autres postes ouvrent la page."
)
@click.option(
    "--password-file",
    type=NEW_FILE,
    metavar="FICHIER",
    help="Empreinte du mot de passe ; demandé et créé s’il n’existe pas.",
)
@click.option("--cert", type=_FILE, metavar="FICHIER", help="Certificat HTTPS (PEM).")
@click.option("--key", type=_FILE, metavar="FICHIER", help="Clé du certificat (PEM).")
@click.option("--behind-proxy", is_flag=True, help="Un serveur mandataire de cette machine se charge de HTTPS.")
@click.option(
    "--systemd", is_flag=True, help="Écrit l’unité systemd qui sert la page dès le démarrage, sans la servir."
)
@verbose_option
def serve(
    root: Path,
    port: int,
    no_browser: bool,
    host: str,
    names: tuple[str, ...],
    password_file: Path | None,
    cert: Path | None,
    key: Path | None,
    behind_proxy: bool,
    systemd: bool,
    engine: str,
    jobs: int | None,
) -> None:
    """Ouvre la page dans le navigateur : tout le travail, sans terminal.

    Sans autre option, elle n’est servie qu’à cette machine. Ctrl-C l’arrête ; ce qui était en cours s’arrête
    proprement. Dans un dossier vide, la page y commence un projet.
    """
    if any(importlib.util.find_spec(name) is None for name in ("flask", "waitress", "cheroot", "argon2")):
        raise UsageError("La page demande le supplément « web » : pip install 'conventions-epci[web]'.")
    from generator.web.server import Server
    from generator.web.settings import Opening, refuse_exposure
    from generator.web.unit import unit

    here = real(root)
    folder = here if may_begin(here) and not campaigns_of(here) else project_root(root)
    opening = Opening(host.strip("[]"), port, cert, key, behind_proxy, names)
    if opening.local:
        refuse_without(("--host", "--behind-proxy"), "--name")
    if systemd:
        refuse_beside("--systemd", "--no-browser")
    password = _password(password_file, folder) if password_file else ""
    refuse_exposure(opening, password)
    if systemd:
        files = {"--password-file": password_file, "--cert": cert, "--key": key}
        arguments = ["--host", host, "--port", str(port), "--engine", engine]
        arguments += ["--jobs", str(jobs)] if jobs else []
        arguments += [text for name in names for text in ("--name", name)]
        arguments += [text for option, path in files.items() if path for text in (option, str(path.resolve()))]
        put(unit(folder, [*arguments, *(["--behind-proxy"] if behind_proxy else [])]), end=False)
        return
    with Server(folder, opening, password=password, engine=engine, jobs=jobs) as server:
        say(f"La page est ouverte : {server.address} (Ctrl-C pour l’arrêter).")
        if not no_browser:
            open_address(server.address)
        server.serve()


def _password(path: Path, root: Path) -> str:
    """Return the hash that a file holds; one that does not exist is made, outside the project's own folders.

    Its password is asked twice. Raises UsageError, OutputError.
    """
    from generator.web.entrance import hash_of, is_hash

    if not path.exists():
        refuse_own(path, root)
        if not asks():
            raise UsageError(
                f"{path} : fichier introuvable ; sans terminal pour demander le mot de passe, créez-le avant."
            )
        given = ask_secret(f"Mot de passe du service ({_SHORTEST} signes au moins)", twice=True)
        if len(given) < _SHORTEST:
            raise UsageError(f"Ce mot de passe est trop court : il en faut {_SHORTEST} signes au moins.")
        with writing(path, "choisissez un autre fichier"):
            write_whole(path, f"{hash_of(given)}\n".encode())
            path.chmod(0o600)
    try:
        text = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        text = ""
    if not is_hash(text):
        raise UsageError(
            f"{path} : ce n’est pas l’empreinte d’un mot de passe ; supprimez ce fichier et recommencez, le mot de "
            "passe sera demandé."
        )
    return text
