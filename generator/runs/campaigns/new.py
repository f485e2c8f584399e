"""A new campaign's folder, small and working, to start from."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import generator
from generator.errors import OutputError, Problem, UsageError
from generator.files import scratch_folder
from generator.inputs.campaignfile import read_campaign
from generator.inputs.communes import slug
from generator.inputs.problems import refuse_errors
from generator.inputs.tomledit import with_settings
from generator.inspection.strays import check_written
from generator.progress import Progress
from generator.project import campaigns_of, existing, find_root, may_begin, open_project, unknown_campaign
from generator.refusals import not_written
from generator.register.journal import today_in_france
from generator.runs.campaigns.answers import Answers
from generator.runs.campaigns.clauses import chosen, with_articles
from generator.runs.campaigns.following import CAMPAIGN, COMMUNES, following, unwritten
from generator.runs.campaigns.inherited import Models, inherited
from generator.runs.report import Done

STARTER = Path(generator.__file__).parent / "starter"
_CONVENTION = "convention.docx"
#: What a campaign without interventions has no use for: their planning, and the report that counts them.
_OF_A_PLANNING = ("planning.docx", "evaluation.docx")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_NAME = 40
#: Names that Windows keeps for its devices, with or without an extension.
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{rank}" for port in ("com", "lpt") for rank in range(1, 10))}


@dataclass(frozen=True, slots=True)
class NewReport(Done):
    """What was made: the campaign's ``folder``; ``communes`` is the register that was begun, None where there was one.

    ``model`` names the campaign whose EPCI was taken over and ``planning`` the one whose planning rules were, "" when
    none was; ``follows`` the one that it continues, in all; ``unwritten`` what is left to write in campaign.toml, by
    key, ``left`` in the templates.
    """

    TOLD = ("folder", "communes", "model", "planning", "follows", "unwritten", "left")

    folder: Path
    communes: Path | None
    model: str
    planning: str = ""
    follows: str = ""
    unwritten: tuple[str, ...] = ()
    left: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class NewRequest:
    """The name of the campaign, which is its folder's; its dates are those of ``today``.

    ``follows`` names the campaign that it continues, "" for a new one: of the ``answers``, it takes the days and acts.
    ``bare`` has a new project's communes.csv begin with its titles alone, without an example.
    """

    name: str
    follows: str = ""
    today: datetime.date = field(default_factory=today_in_france)
    answers: Answers = field(default_factory=Answers)
    bare: bool = False


def run(start: Path, request: NewRequest, progress: Progress) -> NewReport:
    """Make the folder of a campaign in the project of ``start``, or a project in ``start`` if it is empty.

    It builds as soon as what is left to write is written. The EPCI and the planning rules are those of the project's
    campaigns (``inherited.Models``), so that the slots of communes.csv stay valid; the EPCI of a first one is left to
    write. One that follows another has its communes, slots and templates, and another year and other dates to write.
    Everything is made or nothing. Raises UsageError when the name cannot be that of a campaign, when the folder exists,
    or when ``start`` is neither empty nor in a project, DataError when the campaign to follow cannot be read,
    OutputError when it cannot be written.
    """
    name, today = request.name, request.today
    _check_name(name)
    progress.check()
    root = _root(start)
    target = root / "templates" / name
    # A system that ignores case takes « Pret » and « pret » for one folder.
    if target.parent.is_dir() and name in {path.name.casefold() for path in target.parent.iterdir()}:
        raise UsageError(f"{target} : cette campagne existe déjà, elle reste telle quelle ; choisissez un autre nom.")
    request.answers.refuse(today)
    if request.follows:
        return _following(root, target, request)
    models = Models.of(root)
    if not request.answers.planning:
        models = replace(models, planning=None)
    settings = inherited(name, models, today, request.answers.epci.get("sigle", ""))
    register = None if (root / COMMUNES).is_file() else root / COMMUNES
    if register and request.answers.communes:
        raise UsageError("Ce dossier n’a pas encore de communes.csv : ne nommez pas de communes, complétez-le d’abord.")
    unsaid = request.answers.unsaid(models.epci.epci.nom if models.epci else "")
    files = _starting(request.answers, {**settings, **unsaid, **request.answers.named}, root)
    example = (STARTER / COMMUNES).read_bytes()
    _lay(target, files, register, example.partition(b"\n")[0] + b"\n" if request.bare else example)
    model = models.epci.name if models.epci and not unsaid else ""
    planning = models.planning.name if models.planning else ""
    return _report(NewReport(target, register, model, planning), files)


def _starting(answers: Answers, settings: Mapping[str, str], root: Path) -> dict[str, bytes]:
    """Return the files of a new campaign, as it was described."""
    articles = chosen(answers.articles, planning=answers.planning)
    text = answers.laid_out(STARTER.joinpath(CAMPAIGN).read_text(encoding="utf-8"))
    text = with_settings(text, settings)
    files = {path.name: path.read_bytes() for path in (*STARTER.glob("*.docx"), *STARTER.glob("*.txt"))}
    files[_CONVENTION] = with_articles(files[_CONVENTION], articles)
    if not answers.planning:
        files = {name: data for name, data in files.items() if name not in _OF_A_PLANNING}
    own = answers.own_communes(root / COMMUNES)
    return files | {CAMPAIGN: text.encode()} | ({COMMUNES: own} if own else {})


def _following(root: Path, target: Path, request: NewRequest) -> NewReport:
    """Make the campaign that follows another, with the day and the act that were given."""
    if request.follows not in campaigns_of(root):
        raise unknown_campaign(root, request.follows)
    known = Answers(term=request.answers.term, act=request.answers.act, act_on=request.answers.act_on)
    if request.answers != known:
        raise UsageError(
            f"La convention qui suit {request.follows} en garde tout : donnez seulement son terme et la délibération "
            "qui l’autorise, et changez le reste dans ses modèles."
        )
    files = following(open_project(root, request.follows))
    files[CAMPAIGN] = with_settings(files[CAMPAIGN].decode(), known.named).encode()
    _lay(target, files, None)
    return _report(NewReport(target, None, request.follows, follows=request.follows), files)


def _report(made: NewReport, files: Mapping[str, bytes]) -> NewReport:
    """Return what was made with what is left to write in it."""
    templates = {name: data for name, data in files.items() if name.endswith(".docx")}
    return replace(made, unwritten=unwritten(files[CAMPAIGN].decode()), left=tuple(check_written(templates)))


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
    start = existing(start)
    if may_begin(start):
        return start
    if found := find_root(start):
        return found
    raise UsageError(
        f"{start} : ce dossier n’est pas un projet et n’est pas vide ; allez dans le dossier du projet, "
        "ou dans un dossier vide pour y commencer un projet."
    )


def _lay(target: Path, files: Mapping[str, bytes], register: Path | None, communes: bytes = b"") -> None:
    """Put the campaign's folder in its place, whole, and the ``communes`` in a register if there is one to lay.

    Raises DataError when campaign.toml has other faults than what is left to write, OutputError: nothing is made then.
    """
    new_templates = not target.parent.is_dir()
    try:
        target.parent.mkdir(exist_ok=True)
        # One level down, a folder is not yet a campaign to whoever looks at templates/*/campaign.toml.
        with scratch_folder(target.parent) as scratch:
            folder = scratch / target.name
            folder.mkdir()
            for file, data in files.items():
                (folder / file).parent.mkdir(parents=True, exist_ok=True)
                (folder / file).write_bytes(data)
            _check(folder)
            if register:
                (scratch / COMMUNES).write_bytes(communes)
                os.replace(scratch / COMMUNES, register)
            try:
                os.replace(folder, target)
            except OSError:
                if register:
                    register.unlink()
                raise
    except OSError as error:
        raise OutputError(f"{target} : rien n’a été créé ; {not_written(error)}.") from error
    finally:
        if new_templates and target.parent.is_dir() and not target.is_dir():
            target.parent.rmdir()


def _check(folder: Path) -> None:
    """Refuse a campaign.toml that is wrong elsewhere than where it is left to write. Raises DataError."""
    left = unwritten((folder / CAMPAIGN).read_text("utf-8-sig"))
    wrong = [one for one in read_campaign(folder)[1] if one.level == "error" and one.column not in left]
    refuse_errors(wrong, "dans ces réponses")
