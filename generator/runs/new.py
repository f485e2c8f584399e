"""A new campaign's folder, small and working, to start from."""

from __future__ import annotations

import datetime
import json
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import generator
from generator.errors import ConventionsError, DataError, OutputError, Problem, UsageError, count_errors
from generator.files import why
from generator.inputs.campaign import Campaign, read_campaign
from generator.inputs.communes import slug
from generator.law.signatories import representative_of
from generator.progress import Progress
from generator.project import campaigns_of, find_root, open_project, unknown_campaign
from generator.register.journal import today_in_france
from generator.runs.following import CAMPAIGN, COMMUNES, following, unwritten

STARTER = Path(generator.__file__).parent / "starter"
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_NAME = 40
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
#: Names that Windows keeps for its devices, with or without an extension.
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{rank}" for port in ("com", "lpt") for rank in range(1, 10))}


@dataclass(frozen=True, slots=True)
class NewReport:
    """What was made: the campaign's ``folder``; ``communes`` is the example register, None where there was one.

    ``model`` names the campaign whose EPCI and planning rules were taken over, "" when there was none; ``follows`` the
    one that it continues; ``unwritten`` what is left to write in campaign.toml, by key.
    """

    folder: Path
    communes: Path | None
    model: str
    follows: str = ""
    unwritten: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    error: type[ConventionsError] | None = None

    def as_json(self) -> dict[str, Any]:
        """Return what was made, paths as texts."""
        return {
            "folder": str(self.folder),
            "communes": self.communes and str(self.communes),
            "model": self.model,
            "follows": self.follows,
            "unwritten": list(self.unwritten),
        }


@dataclass(frozen=True, slots=True)
class NewRequest:
    """The name of the campaign, which is its folder's; its dates are those of ``today``.

    ``follows`` names the campaign that it continues, "" for a new one.
    """

    name: str
    follows: str = ""
    today: datetime.date = field(default_factory=today_in_france)


def run(start: Path, request: NewRequest, progress: Progress) -> NewReport:
    """Make the folder of a campaign in the project of ``start``, or a project in ``start`` if it is empty.

    It builds as soon as what is left to write is written. The EPCI and the planning rules are those of the project's
    first usable campaign, so that the slots of communes.csv stay valid; one that follows another has its communes,
    slots and templates, and another year and other dates to write. Everything is made or nothing. Raises UsageError
    when the name cannot be that of a campaign, when the folder exists, or when ``start`` is neither empty nor in a
    project, DataError when the campaign to follow cannot be read, OutputError when it cannot be written.
    """
    name, today = request.name, request.today
    _check_name(name)
    progress.check()
    root = _root(start)
    target = root / "templates" / name
    # A system that ignores case takes « Pret » and « pret » for one folder.
    if target.parent.is_dir() and name in {path.name.casefold() for path in target.parent.iterdir()}:
        raise UsageError(f"{target} : cette campagne existe déjà, elle reste telle quelle ; choisissez un autre nom.")
    if request.follows:
        return _following(root, target, request.follows)
    model = _usable_campaign(target.parent)
    settings = _dates(today) | _names(name, model) | (_kept(model, today) if model else {})
    text = with_settings(STARTER.joinpath("campaign.toml").read_text(encoding="utf-8"), settings)
    register = None if (root / COMMUNES).is_file() else root / COMMUNES
    try:
        _lay(target, _starting(text), register)
    except OSError as error:
        raise _unwritable(target, error) from error
    return NewReport(target, register, model.name if model else "", unwritten=unwritten(text))


def _starting(text: str) -> dict[str, bytes]:
    """Return the files of a new campaign."""
    files = {path.name: path.read_bytes() for path in (*STARTER.glob("*.docx"), *STARTER.glob("*.txt"))}
    return files | {CAMPAIGN: text.encode()}


def _following(root: Path, target: Path, follows: str) -> NewReport:
    """Make the campaign that follows another."""
    if follows not in campaigns_of(root):
        raise unknown_campaign(root, follows)
    files = following(open_project(root, follows))
    try:
        _lay(target, files, None)
    except OSError as error:
        raise _unwritable(target, error) from error
    return NewReport(target, None, follows, follows, unwritten(files[CAMPAIGN].decode()))


def _unwritable(target: Path, error: OSError) -> OutputError:
    return OutputError(
        f"{target} : écriture impossible ({why(error)}) ; rien n’a été créé ; vérifiez les droits du dossier."
    )


def _check_name(name: str) -> None:
    if _NAME.fullmatch(name) and len(name) <= _LONGEST_NAME and name not in _DEVICES:
        return
    near = slug(name)[:_LONGEST_NAME].strip("-")
    hint = f", par exemple {near}" if near and near != name and near not in _DEVICES else ""
    raise UsageError(
        f"« {name} » ne peut pas nommer une campagne ; écrivez un nom d’au plus {_LONGEST_NAME} caractères, "
        f"en minuscules sans accents, chiffres et tirets{hint}."
    )


def _root(start: Path) -> Path:
    """Return the project of ``start``, or ``start`` itself where a project can begin."""
    if not start.is_dir():
        raise UsageError(f"{start} : ce dossier n’existe pas ; corrigez son nom (--project).")
    start = start.resolve()
    found = find_root(start)
    if found:
        return found
    others = [path.name for path in start.iterdir() if not path.name.startswith(".")]
    if set(others) <= {COMMUNES, "templates"}:
        return start
    raise UsageError(
        f"{start} : ce dossier n’est pas un projet et n’est pas vide ; allez dans le dossier du projet, "
        "ou dans un dossier vide pour y commencer un projet."
    )


def _usable_campaign(templates: Path) -> Campaign | None:
    """Return the first campaign without errors, in the order of the names."""
    for path in sorted(templates.glob("*/campaign.toml")):
        try:
            campaign, problems = read_campaign(path.parent)
        except DataError:
            continue
        if not count_errors(problems):
            return campaign
    return None


def _dates(today: datetime.date) -> dict[str, str]:
    """Return dates that make sense today: a planning from next month, a term at the end of next year.

    That of the EPCI's deliberation is left to write: it is the date of an act, which nobody can guess.
    """
    next_month = (today.replace(day=1) + datetime.timedelta(days=31)).replace(day=1)
    return {
        "convention.terme": as_toml(datetime.date(today.year + 1, 12, 31)),
        "numbering.annee": as_toml(today.year),
        "planning.debut": as_toml(next_month),
    }


def _names(name: str, model: Campaign | None) -> dict[str, str]:
    """Return the numbers' model and the reference, made of the campaign's name: no two campaigns share numbers."""
    prefix = name.upper().replace("-", "_")
    sigle = model.epci.sigle if model else "CAPH"
    return {
        "numbering.modele": as_toml(prefix + "-{year}-{seq:03d}"),
        "convention.reference": as_toml(f"{prefix}_{sigle}/Commune"),
    }


def _kept(model: Campaign, today: datetime.date) -> dict[str, str]:
    """Return what an existing campaign says that holds for another: the EPCI, who signs for it now, the slots."""
    epci, rules = model.epci, model.planning
    president = representative_of((), epci.president, epci.representants, today)
    settings = {f"epci.{key}": as_toml(getattr(epci, key)) for key in ("nom", "nom_court", "sigle", "siren", "siege")}
    for key in ("civilite", "prenom", "nom", "titre"):
        settings[f"epci.president.{key}"] = as_toml(getattr(president, key))
    settings["epci.deliberation.organe"] = as_toml(epci.deliberation.organe)
    settings["convention.fait_a"] = as_toml(model.convention.fait_a)
    if rules:
        mediators = [
            f"{key if _BARE_KEY.fullmatch(key) else as_toml(key)} = {as_toml(label)}"
            for key, label in rules.mediateurs.items()
        ]
        settings |= {
            "planning.demi_journees": as_toml([" ".join(half) for half in rules.demi_journees]),
            "planning.matin": as_toml(rules.debuts["matin"]),
            "planning.apres_midi": as_toml(rules.debuts["après-midi"]),
            "planning.accueil_minutes": as_toml(rules.accueil),
            "planning.rendez_vous_minutes": as_toml(rules.rendez_vous),
            "planning.mediateurs": "\n".join(mediators),
        }
    return settings


def as_toml(value: Any) -> str:
    """Return a text, an integer, a date, a time or a list of texts as TOML; a JSON string is a TOML string."""
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)


def with_settings(text: str, settings: Mapping[str, str]) -> str:
    """Return a TOML file of one-line values with these values, by dotted key; comments and other lines stay.

    A setting that is named like a section replaces all that the section holds.
    """
    lines: list[str] = []
    section = ""
    for line in text.splitlines():
        name = line.partition(" = ")[0]
        if line.startswith("["):
            section = line.strip("[]")
            lines += [line, settings[section]] if section in settings else [line]
        elif f"{section}.{name}" in settings:
            lines.append(f"{name} = {settings[f'{section}.{name}']}")
        elif section not in settings:
            lines.append(line)
    return "\n".join(lines) + "\n"


def _lay(target: Path, files: Mapping[str, bytes], register: Path | None) -> None:
    """Put the campaign's folder in its place, whole, and the example register if there is one to lay."""
    new_templates = not target.parent.is_dir()
    target.parent.mkdir(exist_ok=True)
    try:
        # One level down, a folder is not yet a campaign to whoever looks at templates/*/campaign.toml.
        with tempfile.TemporaryDirectory(prefix=".nouvelle-", dir=target.parent) as scratch:
            folder = Path(scratch, "campagne")
            folder.mkdir()
            for file, data in files.items():
                (folder / file).parent.mkdir(parents=True, exist_ok=True)
                (folder / file).write_bytes(data)
            if register:
                shutil.copyfile(STARTER / COMMUNES, Path(scratch, COMMUNES))
                os.replace(Path(scratch, COMMUNES), register)
            try:
                os.replace(folder, target)
            except OSError:
                if register:
                    register.unlink()
                raise
    except OSError:
        if new_templates:
            target.parent.rmdir()
        raise
