"""A systemd unit that serves the page from the start of the machine (systemd.service(5), systemd.exec(5))."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Sequence
from pathlib import Path


def unit(root: Path, arguments: Sequence[str]) -> str:
    """Return the unit that runs ``conventions serve`` with these arguments, as whoever asks for it.

    It may write in the project alone, and sees no other file of persons.
    """
    program = Path(sys.executable).parent / "conventions"
    command = " ".join(map(_quoted, (str(program), "serve", "--no-browser", "--project", str(root), *arguments)))
    return "\n".join(
        (
            "[Unit]",
            f"Description=Conventions : la page de {root.name}",
            "After=network.target",
            "",
            "[Service]",
            f"User={getpass.getuser()}",
            f"ExecStart={command}",
            "Restart=on-failure",
            "NoNewPrivileges=yes",
            "PrivateTmp=yes",
            "PrivateDevices=yes",
            "ProtectSystem=strict",
            "ProtectHome=read-only",
            f"ReadWritePaths={_quoted(str(root))}",
            "UMask=0077",
            "",
            "[Install]",
            "WantedBy=multi-user.target",
            "",
        )
    )


def _quoted(text: str) -> str:
    """Return an argument as a unit writes it: specifiers and variables of systemd mean themselves."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{plain}"' if plain != text or not text or any(sign in text for sign in " \t'") else text
