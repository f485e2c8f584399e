"""What a run of LibreOffice begins with: settings, under which it fetches and runs nothing, fonts, and its memory.

LibreOffice asks the C library for millions of small things and gives them back, which jemalloc does in less, where the
system has it: a document takes a seventh less, and no byte of its print changes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from html import escape
from pathlib import Path

from generator.pdf.faces import FOLDER, OURS

#: The name of what tells a run its fonts.
FONTS = "fonts.conf"

# A profile that holds the version of its last start skips the long first start; the rest keeps a document from
# running code or fetching anything, and the machine's locale from changing what is printed.
_SETTINGS: tuple[tuple[str, str, str], ...] = (
    ("/org.openoffice.Setup/Product", "ooSetupLastVersion", "{version}"),
    ("/org.openoffice.Setup/L10N", "ooSetupSystemLocale", "fr-FR"),
    ("/org.openoffice.Office.Linguistic/General", "DefaultLocale", "fr-FR"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetNoProxy", ""),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Office.Java/VirtualMachine", "Enable", "false"),
)
#: The faster allocator of memory. What is not used is given back to the system, whose limits count what is kept.
_JEMALLOC, _MEMORY = "libjemalloc.so.2", "retain:false"


def seed(profile: Path, version: str) -> None:
    """Write the settings and the fonts of a fresh profile before LibreOffice first opens it."""
    (profile / FONTS).write_text(_fonts(), encoding="utf-8")
    series = ".".join(version.split(".")[:2])
    items = "\n".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{escape(value.format(version=series))}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    user = profile / "user"
    user.mkdir()
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n'
        f"{items}\n</oor:items>\n",
        encoding="utf-8",
    )


def _fonts() -> str:
    """Return the fonts of a run as fontconfig reads them: the program's own, and of the system's those of other faces.

    On Windows and macOS nothing reads it: LibreOffice brings the same faces there, which Linux distributions take out.
    """
    system = escape(os.environ.get("FONTCONFIG_FILE") or "fonts.conf")  # found where fontconfig has its own
    own = "".join(_pattern("file", str(path)) for path in sorted(FOLDER.glob("*.ttf")))
    others = "".join(_pattern("family", face) for face in OURS)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<fontconfig><include ignore_missing="yes">{system}</include><dir>{escape(str(FOLDER))}</dir>\n'
        f"<selectfont><acceptfont>{own}</acceptfont>\n<rejectfont>{others}</rejectfont></selectfont></fontconfig>\n"
    )


def _pattern(name: str, text: str) -> str:
    return f'<pattern><patelt name="{name}"><string>{escape(text)}</string></patelt></pattern>'


def faster(environment: Mapping[str, str]) -> dict[str, str]:
    """Return an environment in which a program takes its memory from jemalloc; one that preloads something keeps it."""
    library = _library()
    if not library or "LD_PRELOAD" in environment:
        return dict(environment)
    return {"MALLOC_CONF": _MEMORY, **environment, "LD_PRELOAD": library}


def _library() -> str:
    """Return where the system has jemalloc, "" where it has none."""
    if sys.platform != "linux":
        return ""
    places = (f"/usr/lib/{os.uname().machine}-linux-gnu", "/usr/lib64", "/usr/lib")
    return next((path for place in places if os.path.exists(path := f"{place}/{_JEMALLOC}")), "")
