"""The command line in French: pages of help, commands loaded when they are asked for, what a wrong call is told."""

from __future__ import annotations

import difflib
import importlib
import re
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass

import click

from generator.console.streams import put
from generator.language.typography import NBSP, spaced
from generator.loading import loading

#: More letters than the first sentence of any help has: it is never cut.
_SENTENCE = 300


class _FrenchFormatter(click.HelpFormatter):
    """A help page whose headings have the French space, and whose lines are not broken where French forbids it."""

    def write_heading(self, heading: str) -> None:
        super().write_heading(f"{heading}{NBSP}")

    def write_text(self, text: str) -> None:
        super().write_text(spaced(text))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        super().write_dl([(first, spaced(second)) for first, second in rows], col_max, col_spacing)


class _FrenchContext(click.Context):
    formatter_class = _FrenchFormatter


def _show_help(context: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked and not context.resilient_parsing:
        put(context.get_help())
        context.exit()


class FrenchHelp(click.Command):
    """A command whose help page has French headings."""

    context_class = _FrenchContext

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), f"Utilisation{NBSP}: ")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Affiche cette aide."
            option.callback = _show_help
        return option


class FrenchGroup(FrenchHelp, click.Group):
    """A group of commands whose help page has French headings."""

    command_class = FrenchHelp

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commandes"):
            formatter.write_dl(list(self.sentences()))

    def sentences(self) -> Iterator[tuple[str, str]]:
        """Yield each command with the first sentence of its help."""
        for name, command in self.commands.items():
            yield name, command.get_short_help_str(_SENTENCE)


@dataclass(frozen=True, slots=True)
class Late:
    """A command that is loaded when it is asked for: its module of ``console/``, the first sentence of its help."""

    module: str
    sentence: str


class LateCommands(MutableMapping[str, click.Command]):
    """Commands by name, each loaded when it is looked at."""

    def __init__(self, late: Mapping[str, Late]) -> None:
        self.late = dict(late)
        self._loaded: dict[str, click.Command] = {}

    def __getitem__(self, name: str) -> click.Command:
        if name not in self._loaded:
            with loading():
                module = importlib.import_module(f"generator.console.{self.late[name].module}")
            self._loaded[name] = next(
                found for found in vars(module).values() if isinstance(found, click.Command) and found.name == name
            )
        return self._loaded[name]

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        del self.late[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.late)

    def __len__(self) -> int:
        return len(self.late)


class LateGroup(FrenchGroup):
    """The group of all commands, listed without loading one."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def sentences(self) -> Iterator[tuple[str, str]]:
        """Yield each command with its sentence, without loading it."""
        if isinstance(self.commands, LateCommands):
            yield from ((name, late.sentence) for name, late in self.commands.late.items())


def called(parameter: click.Parameter) -> str:
    """Return the name of a parameter as the help writes it: « --set », « COMMUNE »."""
    if isinstance(parameter, click.Argument):
        return (parameter.metavar or parameter.human_readable_name).strip("[]…")
    return max(parameter.opts, key=len)


def usage_message(error: click.UsageError) -> str:
    """Say in French what click found wrong in the command line."""
    if isinstance(error, click.NoSuchOption):
        near = f" ; vouliez-vous {error.possibilities[0]} ?" if error.possibilities else "."
        after = error.ctx is not None and isinstance(error.ctx.command, click.Group)
        where = " Les options d’une commande s’écrivent après elle." if after else ""
        return f"Option inconnue : {error.option_name}{near}{where}"
    if isinstance(error, click.MissingParameter):
        return f"Il manque {called(error.param) if error.param else 'un argument'}."
    if isinstance(error, click.BadParameter):
        name = called(error.param) if error.param else "un argument"
        return f"Valeur incorrecte pour {name} : {_expected(error)}."
    if isinstance(error, click.BadOptionUsage):
        needs = "n’attend pas de" if "does not take" in error.message else "attend une"
        return f"L’option {error.option_name} {needs} valeur."
    unknown = re.search(r"No such command '(.+?)'", error.message)
    if unknown:
        return f"Commande inconnue : {unknown.group(1)}{_nearest_command(unknown.group(1), error.ctx)}"
    if "unexpected extra argument" in error.message:
        several = "s" if "extra arguments" in error.message else ""
        return f"Argument{several} en trop : {error.message.partition('(')[2].removesuffix(')')}."
    return "Il manque une commande." if error.message == "Missing command." else error.message


def _expected(error: click.BadParameter) -> str:
    """Say what a parameter takes; a value that the program itself refused brings its own words."""
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        return f"choisissez parmi {', '.join(str(choice) for choice in kind.choices)}"
    if isinstance(kind, click.IntRange):
        up = f"d’au moins {kind.min}" if kind.max is None else f"de {kind.min} à {kind.max}"
        return f"il faut un nombre entier {up}"
    if isinstance(kind, click.Path):
        if "not readable" in error.message:
            return "accès refusé, vérifiez ses droits"
        named = re.search(r"(?P<quote>['\"])(?P<name>.*)(?P=quote) (?P<there>is|does not exist)", error.message)
        if named and named["there"] != "is":
            return f"« {named['name']} » est introuvable, vérifiez son nom et son dossier"
        wanted = "dossier" if not kind.file_okay else "fichier" if not kind.dir_okay else "fichier ou un dossier"
        return f"il faut un {wanted}" + (f", et « {named['name']} » n’en est pas un" if named else "")
    return error.message


def _nearest_command(name: str, context: click.Context | None) -> str:
    commands = context.command.commands if context and isinstance(context.command, click.Group) else {}
    near = difflib.get_close_matches(name, commands, 1)
    return f" ; vouliez-vous {near[0]} ?" if near else f" ; les commandes sont {', '.join(commands)}."
