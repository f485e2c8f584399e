"""What two machines must have in common for one to make, byte for byte, what the other would."""

from __future__ import annotations

import platform
import re
import zlib
from importlib import metadata

import generator
from generator.dossiers.fingerprints import program_sha256, sha256
from generator.pdf.engine import select_engine
from generator.pdf.faces import FOLDER

_DISTRIBUTION = "conventions-epci"
#: So many letters of a digest are told.
_SHORT = 12


def likeness(engine: str) -> dict[str, str]:
    """Return each thing by its French name: program, engine, fonts, Python and the libraries of the program.

    ``engine`` is ``libreoffice`` or ``embedded``; raises EngineError when it is not there.
    """
    info = select_engine(engine).info
    fonts = sha256(b"".join(path.read_bytes() for path in sorted(FOLDER.glob("*.ttf"))))
    return {
        "programme": f"{generator.__version__} ({program_sha256()[:_SHORT]})",
        "moteur PDF": f"{info.name} {info.version}",
        "polices": fonts[:_SHORT],
        "Python": ".".join(platform.python_version_tuple()[:2]),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        **{name: metadata.version(name) for name in _libraries()},
    }


def _libraries() -> list[str]:
    """Return the names of the libraries that the program cannot do without."""
    required = metadata.requires(_DISTRIBUTION) or []
    return [re.split(r"[^\w.-]", one)[0] for one in required if "extra ==" not in one]
