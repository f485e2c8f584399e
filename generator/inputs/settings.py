"""A TOML file read table by table, every wrong or unknown key noted with its line."""

from __future__ import annotations

import datetime
import difflib
import re
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path, PurePath
from typing import Any, TypeVar

from generator.errors import DataError, Level, Problem
from generator.files import read_regular
from generator.language.calendar import FIRST_YEAR, LAST_YEAR, is_plausible
from generator.language.typography import UNSEEN
from generator.project import nearly
from generator.refusals import why

T = TypeVar("T")

#: What neither a document (XML 1.0, 2.2) nor the name of a file can hold.
UNPRINTABLE = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f\\ud800-\\udfff\\ufffe\\uffff]")
_UNSEEN = re.compile(UNSEEN)
#: A file of settings is read by people: none is longer, in bytes.
_MOST_BYTES = 1_000_000
#: How much of a value is quoted.
_SHOWN = 60
#: The line with which a table begins, and its name.
HEADER = re.compile(r"\s*\[+\s*([^\]]+?)\s*\]")

#: What a campaign that was just begun has where somebody is to write: « à compléter », « [objet à compléter] ».
UNWRITTEN = re.compile(r"(?i)^\s*à compléter\s*$|\[[^\[\]]*à compléter[^\[\]]*\]")

_KINDS: Mapping[type, str] = {
    str: "un texte entre guillemets",
    int: "un nombre entier",
    bool: "true ou false, sans guillemets",
    datetime.date: "une date sans guillemets (2025-02-24)",
    datetime.time: "une heure sans guillemets (14:00:00)",
    list: "une liste entre crochets",
    dict: "une section",
}
#: How dates, hours and truths are written by hand that TOML does not read, and how it writes them.
_FORMS = (
    (
        re.compile(r"[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{1,4}|[0-9]{1,2}(?:er)? [^\W\d]+ [0-9]{4}"),
        "écrivez un jour du calendrier ainsi : 2026-06-30, sans guillemets",
    ),
    (re.compile(r"[0-9]{1,2} ?[:hH](?: ?[0-9]{1,2})?(?::[0-9]{1,2})?"), "écrivez une heure ainsi : 09:00:00"),
    (re.compile(r"true|false|oui|non|vrai|faux", re.IGNORECASE), "écrivez true ou false, en minuscules"),
)


def _remedy(line: str) -> str:
    """Return what to do about a line that is no TOML, by the value that it gives to its key."""
    value = line.partition("=")[2].partition("#")[0].strip()
    known = [remedy for form, remedy in _FORMS if form.fullmatch(value) and not _is_read(value)]
    return known[0] if known else "vérifiez guillemets, virgules et crochets de cette ligne"


def _is_read(value: str) -> bool:
    """Tell whether TOML reads a value: what is wrong with its line is something else."""
    try:
        return bool(tomllib.loads(f"a = {value}"))
    except tomllib.TOMLDecodeError:
        return False


class Settings:
    """One table of a TOML file.

    Each getter returns a value of the right type, or notes a problem and returns a neutral value, so that all
    problems of the file are found in one reading; ``finish`` notes the keys nobody asked for.
    """

    def __init__(
        self, file: str, text: str, values: Mapping[str, Any], name: str, problems: list[Problem], rank: int = 0
    ) -> None:
        self.file = file
        self.values = values
        self.name = name
        self.problems = problems
        self._text = text
        self._rank = rank
        self._asked: set[str] = set()

    @classmethod
    def read(cls, path: Path, problems: list[Problem], name: str = "", data: bytes | None = None) -> Settings:
        """Read the file, or ``data`` in its place; raises DataError when it is missing or is not TOML.

        ``name`` is what problems call it: by default the file with its folder, as for a campaign.
        """
        name = name or f"{path.parent.name}/{path.name}"
        text = ""
        try:
            text = (read_regular(path, _MOST_BYTES) if data is None else data).decode("utf-8-sig").replace("\r\n", "\n")
            return cls(name, text, tomllib.loads(text), "", problems)
        except tomllib.TOMLDecodeError as error:
            where = re.search(r"line (\d+)", str(error))
            line = int(where.group(1)) if where else None
            message, remedy = "écriture TOML incorrecte", _remedy(text.split("\n")[line - 1] if line else "")
        except RecursionError:
            line, message, remedy = None, "écriture TOML trop imbriquée", "retirez les crochets en trop"
        except UnicodeDecodeError:
            line, message, remedy = None, "le fichier n’est pas en UTF-8", "enregistrez-le en UTF-8"
        except ValueError:  # more figures than Python reads
            line, message, remedy = None, "un nombre y a des milliers de chiffres", "corrigez ce nombre"
        except OSError as error:
            line, message, remedy = (None, f"lecture impossible ({why(error)})", "vérifiez le nom et les droits")
        raise DataError.of(Problem("error", message, remedy, name, line))

    def note(self, key: str, message: str, remedy: str, level: Level = "error") -> None:
        """Note a problem about ``key`` of this table."""
        column = f"{self.name}.{key}" if self.name else key
        self.problems.append(Problem(level, message, remedy, self.file, self._line(key), column))

    def note_absent(self, key: str, folder: Path, name: str, remedy: str) -> None:
        """Note a file that is not there, and the one in its folder that has not quite its name."""
        near = None
        with suppress(OSError, ValueError):
            near = next(nearly((folder / name).parent, PurePath(name).name), None)
        remedy = f"« {near.name} » y est, renommez ce fichier ou corrigez ce nom" if near else remedy
        self.note(key, f"« {name} » est introuvable", remedy)

    def table(self, key: str) -> Settings:
        """Return the sub-table ``key`` (empty, and a problem, when it is missing)."""
        return self._nested(key, self._get(key, dict, {}))

    def tables(self, key: str) -> list[Settings]:
        """Return the tables of the array ``[[key]]``, in order."""
        items = self._get(key, list, [])
        if not all(isinstance(item, dict) for item in items):
            self.note(key, "liste de sections attendue", f"écrivez [[{key}]] puis ses clés, pour chaque élément")
            return []
        return [self._nested(key, item, rank) for rank, item in enumerate(items)]

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; without ``default`` it must be there and not be empty."""
        value = self._get(key, str, default if default is not None else "", required=default is None)
        value, written = _UNSEEN.sub("", value).strip(), self.values.get(key)
        if default is None and isinstance(written, str) and not _UNSEEN.sub("", written).strip():
            self.note(key, "texte vide", "complétez-le : cette valeur figure dans les actes")
        if UNPRINTABLE.search(value):
            self.note(key, "ce texte contient un caractère de commande", "écrivez-le de nouveau, au clavier")
            return ""
        return value

    def integer(self, key: str, default: int | None = None, minimum: int = 1, *, maximum: int = 9999) -> int:
        """Return a whole number from ``minimum`` to ``maximum``."""
        value = self._get(key, int, default if default is not None else minimum, required=default is None)
        if value < minimum:
            self.note(key, f"{value} est trop petit", f"écrivez un nombre entier d’au moins {minimum}")
        elif value > maximum:
            self.note(key, "ce nombre est trop grand", f"écrivez un nombre entier d’au plus {maximum}")
            return maximum
        return value

    def date(self, key: str, *, last: int = LAST_YEAR) -> datetime.date:
        """Return a TOML date, of a year in which an act can be, ``last`` at most; ``date.min`` when there is none."""
        noted = len(self.problems)
        day = self._get(key, datetime.date, datetime.date.min)
        if len(self.problems) == noted and not is_plausible(day, last):
            told = f"écrivez une date d’une année de {FIRST_YEAR} à {last}"
            self.note(key, f"{day.isoformat()} n’est pas une date d’acte", told)
            return datetime.date.min
        return day

    def day(self, key: str) -> datetime.date | None:
        """Return a date that may be missing, None for one that is, or that is wrong."""
        day = self.date(key) if self.has(key) else datetime.date.min
        return None if day == datetime.date.min else day

    def time(self, key: str) -> datetime.time:
        """Return a TOML local time."""
        return self._get(key, datetime.time, datetime.time.min)

    def flag(self, key: str) -> bool:
        """Return true or false; false when the key is missing."""
        return self._get(key, bool, False, required=False)

    def texts(self, key: str, example: str = '["mardi matin", "jeudi après-midi"]') -> tuple[str, ...]:
        """Return a list of texts, not empty; ``example`` shows one to whoever wrote something else."""
        values = self._get(key, list, [])
        if isinstance(self.values.get(key), list) and not (values and all(isinstance(value, str) for value in values)):
            self.note(key, "liste de textes attendue", f"écrivez par exemple {example}")
            return ()
        return tuple(values)

    def has(self, key: str) -> bool:
        """Tell whether the table has ``key``, which may be missing without a problem."""
        self._asked.add(key)
        return key in self.values

    def finish(self, level: Level = "warning") -> None:
        """Note every key that was never asked for: a misspelt option is not ignored in silence."""
        for key in self.values:
            if key not in self._asked:
                near = difflib.get_close_matches(key, sorted(self._asked), 1)
                hint = f"vouliez-vous « {near[0]} » ? Supprimez" if near else "supprimez"
                self.note(key, "clé inconnue", f"{hint}-la ou corrigez son nom", level)

    def _nested(self, key: str, values: Mapping[str, Any], rank: int = 0) -> Settings:
        name = f"{self.name}.{key}" if self.name else key
        return Settings(self.file, self._text, values, name, self.problems, rank)

    def _get(self, key: str, kind: type[T], default: T, required: bool = True) -> T:
        self._asked.add(key)
        value = self.values.get(key)
        if value is None:
            if required:
                missing = "section absente" if kind is dict else "clé absente"
                self.note(key, missing, f"ajoutez-la : il faut {_KINDS[kind]}")
            return default
        if isinstance(value, str) and UNWRITTEN.search(value):
            self.note(key, f"« {value} » : ce n’est pas encore écrit", f"remplacez-le : il faut {_KINDS[kind]}")
            return default
        wrong_bool = isinstance(value, bool) and kind is int
        wrong_date = isinstance(value, datetime.datetime) and kind is datetime.date
        if not isinstance(value, kind) or wrong_bool or wrong_date:
            written = f"{value}".lower() if isinstance(value, bool) else f"{value}"
            shown = written if len(written) <= _SHOWN else f"{written[:_SHOWN]}…"
            self.note(key, f"valeur « {shown} » inattendue", f"écrivez {_KINDS[kind]}")
            return default
        return value

    def _line(self, key: str) -> int | None:
        """Return the line of ``key`` in this table, or of the table, counted from 1.

        The ``rank`` of an array's table tells which of the sections of that name is meant.
        """
        section, found, left = "", None, self._rank
        for number, line in enumerate(self._text.splitlines(), 1):
            header = HEADER.match(line)
            if header:
                section = header.group(1)
                if section == self.name and found:
                    return found
                if section == self.name and left:
                    section, left = "", left - 1
                elif section in (self.name, f"{self.name}.{key}".strip(".")):
                    found = found or number
            elif section == self.name and re.match(rf"\s*{re.escape(key)}\s*=", line):
                return number
        return found
