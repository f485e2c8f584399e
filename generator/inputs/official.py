"""The official names and SIREN of communes, by which those of a table are known and doubted."""

from __future__ import annotations

import functools
import gzip
import re
from bisect import bisect_left
from dataclasses import dataclass
from pathlib import Path

from generator.inputs.grid import column_name
from generator.law.identifiers import usual_siren

#: The year on the first line, then « code, tncc, nom » between tabs, and the SIREN where the code does not tell it; see
#: the README beside it.
_TABLE = Path(__file__).parent / "cog" / "communes.txt.gz"
#: What is before a name, and an article where indexes put it: « Mairie d’Haveluy », « ROUSSES (LES) », « Haye, La ».
_AROUND = re.compile(r"^(?:(?:mairie|commune)-(?:d-|de-|du-|des-)?)?(?:(?:l[ea]?s?|aux|los)-)?|-(?:l[ea]?s?|aux|los)$")
_WHOLE = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}


@dataclass(frozen=True, slots=True)
class OfficialName:
    """A commune's official name, with its article, and its type; 0 for the overseas collectivities, which have none.

    ``siren`` is "" for them too.
    """

    nom: str
    tncc: int
    siren: str


@functools.cache
def _table() -> tuple[str, list[str]]:
    """Return the year, and the lines in the order of their codes."""
    year, *lines = gzip.decompress(_TABLE.read_bytes()).decode().rstrip("\n").split("\n")
    return year, lines


@functools.cache
def _codes() -> dict[tuple[str, str], list[str]]:
    """Return the codes of each name of a département."""
    found: dict[tuple[str, str], list[str]] = {}
    for line in _table()[1]:
        code, _, nom, *_ = line.split("\t")
        found.setdefault((code[:2], nom), []).append(code)
    return found


def codes_called(name: str, departement: str) -> list[str]:
    """Return the codes of the communes of a département that are called so."""
    return _codes().get((departement, name.replace("’", "'")), [])


def official_year() -> str:
    """Return the year whose communes the table holds, at 1 January."""
    return _table()[0]


def official_name(insee: str) -> OfficialName | None:
    """Return the official name of a commune, None for a code that no commune has that year."""
    lines = _table()[1]
    code, tncc, nom, *unusual = lines[min(bisect_left(lines, insee), len(lines) - 1)].split("\t")
    if code != insee:
        return None
    return OfficialName(nom.replace("'", "’"), int(tncc) if tncc else 0, unusual[0] if unusual else usual_siren(code))


def code_of_siren(siren: str) -> str:
    """Return the INSEE code of the commune that has this SIREN, "" for none."""
    return _sirens().get(siren, "")


@functools.cache
def _sirens() -> dict[str, str]:
    found = ((official_name(code), code) for code in (line.partition("\t")[0] for line in _table()[1]))
    return {one.siren: code for one, code in found if one and one.siren}


def official_type(name: str, insee: str) -> str:
    """Return the type of name of the commune that has this code and this name, "" when none has both."""
    found = official_name(insee)
    return str(found.tncc) if found and is_spelling(name, found) else ""


def official_cells(name: str, insee: str) -> dict[str, str]:
    """Return what the table has of the commune that has this code and this name, by column; none for another one.

    An empty ``name`` is that of the code.
    """
    found = official_name(insee)
    if found is None or not (name == "" or is_spelling(name, found)):
        return {}
    return {"nom": found.nom, "siren": found.siren, "tncc": str(found.tncc)}


def is_official(name: str) -> bool:
    """Tell whether a commune of any département is called so, in whatever spelling."""
    return bare_name(name) in _bare_names()


@functools.cache
def _bare_names() -> frozenset[str]:
    return frozenset(bare_name(line.split("\t")[2]) for line in _table()[1])


def own_spelling(name: str, insee: str) -> str:
    """Return the official name of the commune that has this code, where ``name`` is another spelling; else ``name``."""
    found = official_name(insee)
    return found.nom if found and found.nom != name.replace("'", "’") and is_spelling(name, found) else name


def official_spelling(name: str, insee: str) -> str:
    """Return the official name of the commune called so in the département of another; ``name`` where none is."""
    return _names(insee[:2]).get(_plain(name), name)


@functools.cache
def _names(departement: str) -> dict[str, str]:
    """Return the official names of the communes of a département, by what ``_plain`` makes of them."""
    lines = _table()[1]
    found = (line.split("\t")[2].replace("'", "’") for line in lines if line.startswith(departement))
    return {_plain(nom): nom for nom in found}


def bare_name(name: str) -> str:
    """Return a commune's name without case, accents, article and what lists write before it: « ROUSSES (LES) »."""
    return _AROUND.sub("", _plain(name))


def is_spelling(name: str, official: OfficialName) -> bool:
    """Tell whether a name is the official one of its code but for case, accents, « St » and the article."""
    return bare_name(name) == bare_name(official.nom)


def _plain(name: str) -> str:
    return "-".join(_WHOLE.get(word, word) for word in column_name(name).split("_"))
