"""Write docs/law.md: every article and ruling that the code and the templates cite, and what is known of each."""

from __future__ import annotations

import ast
import re
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

DOCS = Path(__file__).parent
REPOSITORY = DOCS.parent
PACKAGE, TEMPLATES = REPOSITORY / "generator", REPOSITORY / "templates"

INTRODUCTION = """# The law that is cited

Page written by `docs/law.py`; a test verifies that it is up to date, and that what is cited and `docs/law.toml` agree.

Each article and ruling that the code and the templates cite, with what the project knows of it: *lu*, read in a current
text; *version ancienne*, read in an older text of the code; *source secondaire*, read in a guide or a commentary; *non
confirmé*, to be read on Légifrance before anybody relies on a detail; *abrogé*, repealed. No date of checking is kept.
"""
#: An article by its number, a ruling by that of its case or, of the Court of Justice, by its day.
CITED = re.compile(
    r"\b(?P<article>[LRD]\.\s?\d{3,4}(?:-\d+)+)|\bCE, [^;()»]{0,60}?(?P<ruling>n°\s\d{6})|(?P<alone>n°\s353737)"
    r"|\bCAA [^;()»]{0,60}?(?P<appeal>n°\s\d{2}[A-Z]{2}\d{5})|CJ[UC]E, (?P<day>\d{1,2} [a-zéû]+ \d{4})"
)


def known() -> dict[str, dict[str, str]]:
    """Return the entries of docs/law.toml by reference, in its order."""
    entries = tomllib.loads((DOCS / "law.toml").read_text(encoding="utf-8"))["citation"]
    return {entry["reference"]: entry for entry in entries}


def cited() -> dict[str, tuple[str, ...]]:
    """Return where each article and ruling is cited, by reference: modules and templates."""
    found: dict[str, set[str]] = {}
    for place, text in _texts():
        for match in CITED.finditer(" ".join(text.split())):
            reference = next(group for group in match.groups() if group)
            found.setdefault(re.sub(r"^([LRD]\.)(?=\d)", r"\1 ", reference), set()).add(place)
    return {reference: tuple(sorted(places)) for reference, places in found.items()}


def law_page() -> str:
    """Return the page. Raises KeyError for what is cited without an entry."""
    places, entries = cited(), known()
    rows = ["| code | reference | what it says | state | where |", "| --- | --- | --- | --- | --- |"]
    for reference in sorted(places, key=list(entries).index):
        entry = entries[reference]
        where = ", ".join(f"`{place}`" for place in places[reference])
        rows.append(f"| {entry['code']} | {reference} | {entry['objet']} | {entry['etat']} | {where} |")
    return INTRODUCTION + "\n" + "\n".join(rows) + "\n"


def _texts() -> Iterator[tuple[str, str]]:
    """Yield every text that can cite the law, with its place: texts of the code, words of the templates."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield path.relative_to(PACKAGE).as_posix(), node.value
    for folder in (TEMPLATES, PACKAGE):
        for path in sorted(path for path in folder.rglob("*") if path.suffix in (".docx", ".txt", ".toml")):
            text = _words(path) if path.suffix == ".docx" else path.read_text(encoding="utf-8")
            yield path.relative_to(REPOSITORY).as_posix(), text


def _words(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if re.match(r"word/\w+\.xml$", name)]
    return re.sub(r"<[^>]+>", "", "\n".join(parts).replace("</w:p>", "\n"))


if __name__ == "__main__":
    (DOCS / "law.md").write_text(law_page(), encoding="utf-8")
