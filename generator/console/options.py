"""What several commands take."""

from __future__ import annotations

import datetime
import functools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource
from click.types import OptionHelpExtra

from generator.actor import act_as
from generator.console.invocation import Invocation
from generator.console.logs import show_log
from generator.console.usage import called
from generator.errors import UsageError
from generator.language.lists import enumeration
from generator.language.typography import unaccented

_Option = Callable[[Callable[..., None]], Callable[..., None]]
FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class _Date(click.ParamType[datetime.date]):
    """A date as people write it: 2025-05-12, 12/05/2025, 12 mai 2025."""

    name = "date"

    def convert(
        self, value: str | datetime.date, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime.date:
        if isinstance(value, datetime.date):
            return value
        # Here, not above: a command without a date does without what reads them.
        from generator.runs.days import FIRST_YEAR, LAST_YEAR, typed_date

        told = (
            f"« {value} » n’est pas un jour du calendrier : il faut une date, d’une année de {FIRST_YEAR} à"
            f" {LAST_YEAR}, par exemple 2025-05-12 ou 12/05/2025"
        )
        return typed_date(value) or self.fail(told, param, ctx)


DATE = _Date()


class _NewFile(click.Path):
    """The name of a file, which may not exist yet; what ends as a folder does is none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if names_folder(str(value)):
            self.fail("", param, ctx)
        return super().convert(value, param, ctx)


NEW_FILE = _NewFile(dir_okay=False, path_type=Path)


def names_folder(typed: str) -> bool:
    """Tell whether what was typed ends as a folder does, which a Path forgets: « sauvegardes/ », « .. »."""
    return os.path.basename(typed) in ("", os.curdir, os.pardir)


class FrenchOption(click.Option):
    """An option whose help says in French that a command cannot do without it, or between which numbers it is."""

    def get_help_extra(self, ctx: click.Context) -> OptionHelpExtra:
        """Return what stands in brackets after the help."""
        extra = super().get_help_extra(ctx)
        if "required" in extra:
            extra["required"] = "obligatoire"
        if isinstance(self.type, click.IntRange):
            extra["range"] = f"de {self.type.min} à {self.type.max}"
        return extra


def number_option(
    name: str, least: int, most: int, told: str, *, default: int | None = None, metavar: str = "N"
) -> _Option:
    """Return the option of a whole number, with its help."""
    kind = click.IntRange(least, most)
    return click.option(name, cls=FrenchOption, type=kind, default=default, metavar=metavar, help=told)


class Words(click.Choice[str]):
    """A choice among words; capitals and accents do not matter: « dénonciation » is « denonciation »."""

    def normalize_choice(self, choice: object, ctx: click.Context | None) -> str:
        return unaccented(super().normalize_choice(choice, ctx)).casefold()


#: How an engine is asked for.
ENGINE = Words(["auto", "libreoffice", "embedded"])
engine_option = click.option(
    "--engine",
    type=ENGINE,
    default="auto",
    help="Moteur PDF ; par défaut LibreOffice s’il est installé, sinon le moteur intégré.",
)

jobs_option = number_option("--jobs", 1, 64, "Travaux simultanés ; par défaut un par processeur.")

verify_option = click.option(
    "--verify/--no-verify", default=True, help="Contrôle ou non les fichiers faits (normes, texte, numéros)."
)


def _author(context: click.Context, option: click.Parameter, value: str | None) -> None:
    if value is None:
        return
    name = " ".join(value.split())
    if not name or not name.isprintable():
        raise click.BadParameter('il faut un nom, par exemple --author "Service juridique"', context, option)
    act_as(name=name)


author_option = click.option(
    "--author",
    "acting",
    metavar="NOM",
    expose_value=False,
    callback=_author,
    help="Qui enregistre : le journal le dit ; par défaut l’utilisateur de la machine.",
)

accept_option = click.option(
    "--accept", is_flag=True, help="Confirme les départs et les changements de code que la fabrication signale."
)


yes_option = click.option("--yes", is_flag=True, help="Enregistre sans demander confirmation.")
strict_option = click.option("--strict", is_flag=True, help="Les avertissements sont des erreurs.")


def _verbose(context: click.Context, option: click.Parameter, value: bool) -> None:
    if value:
        show_log()


verbose_option = click.option(
    "--verbose",
    is_flag=True,
    expose_value=False,
    callback=_verbose,
    help="Montre à l’écran le journal du programme ; CONVENTIONS_LOG=FICHIER l’écrit dans un fichier.",
)


json_option = click.option("--json", "as_json", is_flag=True, help="Écrit le résultat en JSON sur la sortie standard.")


def root_option(told: str) -> _Option:
    """Return the option of the project's folder, with its help."""
    return click.option("--project", "root", type=FOLDER, default=Path(), metavar="DOSSIER", help=told)


project_option = root_option("Dossier du projet ; par défaut le dossier courant ou l’un de ceux qui le contiennent.")


def project_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that every command takes, as one ``Invocation``."""

    @functools.wraps(command)
    def invoked(root: Path, campaign: str | None, as_json: bool, **options: Any) -> None:
        command(Invocation(root, campaign, as_json), **options)

    called: Callable[..., None] = invoked
    for option in (
        verbose_option,
        json_option,
        click.option(
            "--campaign", metavar="NOM", help="Campagne (dossier de templates/) ; inutile s’il n’y en a qu’une."
        ),
        project_option,
    ):
        called = option(called)
    return called


def building_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the last options of those that build, then those of every command."""
    for option in (project_options, author_option, verify_option, accept_option):
        command = option(command)
    return command


def refuse_beside(said: str, *others: str) -> None:
    """Raise UsageError when one of the ``others``, that say nothing beside what was ``said``, was typed as well.

    They are named as in the help, « --zip » or « COMMUNE ». Beside ``--dry-run`` all may stand: it rehearses the same
    command.
    """
    wrong = _typed(others)
    if wrong:
        raise UsageError(f"{_nothing(wrong)} avec {said} ; {_remove(wrong)}.")


def refuse_without(needed: tuple[str, ...], *others: str) -> None:
    """Raise UsageError when one of the ``others``, that say nothing without one of the ``needed``, was typed alone."""
    wrong = _typed(others)
    if wrong and not _typed(needed):
        raise UsageError(
            f"{_nothing(wrong)} sans {' ni '.join(needed)} ; ajoutez {' ou '.join(needed)}, ou {_remove(wrong)}."
        )


def _typed(names: tuple[str, ...]) -> list[str]:
    """Return which options and arguments of this command were typed, a switch as it was: « --no-verify »."""
    context = click.get_current_context()
    found = []
    for parameter in context.command.params:
        typed = context.get_parameter_source(parameter.name or "") is ParameterSource.COMMANDLINE
        if typed and called(parameter) in names:
            off = parameter.secondary_opts and context.params.get(parameter.name or "") is False
            found.append(parameter.secondary_opts[0] if off else called(parameter))
    return found


def _nothing(names: list[str]) -> str:
    return f"{enumeration(names)} {'ne disent' if len(names) > 1 else 'ne dit'} rien"


def _remove(names: list[str]) -> str:
    return "retirez-les" if len(names) > 1 else f"retirez {names[0]}"
