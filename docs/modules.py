"""Write docs/modules.md: every module of the program, room by room, with the first line of its docstring."""

from __future__ import annotations

import ast
from pathlib import Path

DOCS = Path(__file__).parent
PACKAGE = DOCS.parent / "generator"

INTRODUCTION = """# Modules

The rooms of `generator/`, from the highest floor to the ground, and their modules with what each says of itself.
`make docs` writes this page from the code; [architecture.md](architecture.md) follows a run through it.
"""
#: The rooms of the runs, from the highest.
RUNS = ("mailing", "followup", "life", "communes", "making", "campaigns", "receiving", "keeping")
#: The floors, from the highest: a room imports those below it.
ROOMS = (
    *(
        "console",
        "web",
        "web/screens",
        "runs",
        *(f"runs/{room}" for room in RUNS),
        "stages",
        "avenants",
        "delivery",
        "safekeeping",
        "dossiers",
        "intake",
        "inspection",
        "minutes",
        "papers",
        "rendering",
    ),
    *("register", "pdf", "inputs", "law", "language", "word", "workers"),
)


def first_line(module: Path) -> str:
    """Return the first line of a module's docstring, which it must have."""
    docstring = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))
    if not docstring:
        raise ValueError(f"{module} has no docstring")
    return docstring.splitlines()[0]


def modules_page() -> str:
    """Return the page."""
    found = {path.parent.relative_to(PACKAGE).as_posix() for path in PACKAGE.glob("*/**/__init__.py")}
    if found != set(ROOMS):
        raise ValueError(f"rooms without a place on the page: {sorted(found ^ set(ROOMS))}")
    parts = [INTRODUCTION, _section("Above and below all floors", PACKAGE, "")]
    parts += [_section(f"`{room}/`", PACKAGE / room, first_line(PACKAGE / room / "__init__.py")) for room in ROOMS]
    return "\n".join(parts)


def _section(title: str, folder: Path, promise: str) -> str:
    rows = [
        f"| `{path.stem}` | {first_line(path)} |" for path in sorted(folder.glob("*.py")) if path.name != "__init__.py"
    ]
    table = "\n".join(["| module | what it is |", "| --- | --- |", *rows])
    return f"## {title}\n\n{promise}{chr(10) * 2 if promise else ''}{table}\n"


if __name__ == "__main__":
    (DOCS / "modules.md").write_text(modules_page(), encoding="utf-8")
