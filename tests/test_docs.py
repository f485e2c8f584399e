"""The documentation says what the program does."""

from __future__ import annotations

import importlib
import pkgutil
import re
import runpy
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import generator.runs
from generator.cli import cli
from generator.web import howto
from generator.web.application import create_app
from generator.web.howto import HOWTOS
from generator.web.settings import Serving
from tests.cases import cases

REPOSITORY = Path(__file__).parents[1]
PAGES = ["README.md", *(f"docs/{path.name}" for path in sorted((REPOSITORY / "docs").glob("*.md")))]
#: Pages that nobody but a person writes.
WRITTEN = [
    "README.md",
    "CHANGELOG.md",
    "docs/architecture.md",
    "docs/glossary.md",
    "docs/guide.md",
    "docs/pdf.md",
    "docs/examples/README.md",
    "tests/resources/README.md",
]


def test_the_commands_page_is_that_of_the_help() -> None:
    """docs/commands.md is what ``make docs`` writes."""
    page = runpy.run_path(str(REPOSITORY / "docs" / "commands.py"))["commands_page"]()
    assert (REPOSITORY / "docs" / "commands.md").read_text(encoding="utf-8") == page


def command_paths(group: click.Group, name: str = "conventions") -> Iterator[str]:
    """Yield every command as it is typed, those of groups too."""
    for inner, command in group.commands.items():
        path = f"{name} {inner}"
        if isinstance(command, click.Group):
            yield from command_paths(command, path)
        else:
            yield path


@pytest.mark.parametrize("command", list(command_paths(cli)))
def test_every_command_is_explained(command: str) -> None:
    """Each command, those of groups too, has its section on the commands page, and the guide tells when to type it."""
    assert f"\n## {command}\n" in (REPOSITORY / "docs" / "commands.md").read_text(encoding="utf-8")
    assert command in (REPOSITORY / "docs" / "guide.md").read_text(encoding="utf-8")


def test_the_templates_page_is_that_of_the_code_and_of_the_campaign() -> None:
    """docs/templates.md is what ``make docs`` writes: every name, its value for Haveluy, the real zones and styles."""
    page = runpy.run_path(str(REPOSITORY / "docs" / "templates.py"))["templates_page"]()
    assert (REPOSITORY / "docs" / "templates.md").read_text(encoding="utf-8") == page


@pytest.mark.parametrize("page", PAGES)
def test_links_and_pictures_exist(page: str) -> None:
    """Every relative link of a page leads to a file of the project."""
    path = REPOSITORY / page
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_what_clerks_ask_is_answered() -> None:
    """Each question leads to a chapter of the guide, and what it quotes is on the page."""
    page = (REPOSITORY / "docs" / "guide.md").read_text(encoding="utf-8")
    titles = re.findall(r"^#+ (.*)$", page, re.MULTILINE)
    chapters = {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}
    assert set(re.findall(r"\]\(#([^)]+)\)", page)) <= chapters
    web = Path(howto.__file__).parent
    screens = "".join(path.read_text("utf-8") for kind in ("html", "py") for path in web.rglob(f"*.{kind}"))
    screens = screens.replace(Path(howto.__file__).read_text("utf-8"), "")
    quoted = {words for one in HOWTOS for words in re.findall(r"«\s*(.*?)\s*»", one.where)}
    assert {words for words in quoted if words not in screens} == set()


def test_the_modules_page_is_that_of_the_code() -> None:
    """docs/modules.md is what ``make docs`` writes: every module, with the first line of its docstring."""
    page = runpy.run_path(str(REPOSITORY / "docs" / "modules.py"))["modules_page"]()
    assert (REPOSITORY / "docs" / "modules.md").read_text(encoding="utf-8") == page


def test_the_law_page_is_that_of_what_is_cited() -> None:
    """docs/law.md is what ``make docs`` writes; nothing is cited without its entry, no entry is cited nowhere."""
    law = runpy.run_path(str(REPOSITORY / "docs" / "law.py"))
    assert set(law["cited"]()) == set(law["known"]())
    states = {"lu", "version ancienne", "source secondaire", "non confirmé", "abrogé"}
    assert {entry["etat"] for entry in law["known"]().values()} <= states
    assert (REPOSITORY / "docs" / "law.md").read_text(encoding="utf-8") == law["law_page"]()


def test_the_guide_says_where_each_command_s_work_is_on_the_page() -> None:
    """The table is what ``make docs`` writes; no command is missing, and each option has its place or its reason."""
    parity = runpy.run_path(str(REPOSITORY / "docs" / "parity.py"))
    page = (REPOSITORY / "docs" / "guide.md").read_text(encoding="utf-8")
    assert parity["guide"](page) == page
    told = parity["known"]()
    assert {name for name, _ in parity["commands"]()} - set(parity["APART"]) == set(told["commands"])
    endpoints = {rule.endpoint for rule in create_app(Serving(REPOSITORY)).url_map.iter_rules()}
    assert {place["screen"] for place in told["commands"].values()} <= endpoints
    for name, command in parity["commands"]():
        options = {option.opts[0] for option in command.params if isinstance(option, click.Option)}
        assert set(told["commands"].get(name, {}).get("options", {})) <= options, name


#: What the page does, and who works without it does by changing a file.
BY_FILES = {
    "annexes",
    "campaignsettings",
    "edit",
    "evaluating",
    "logo",
    "move",
    "newplanning",
    "opening",
    "pieces",
    "representatives",
    "takeover",
    "wordings",
}


def test_what_a_run_does_is_reached_from_the_page_and_from_a_command() -> None:
    """A run that one of them alone calls is one whose work the other does by another."""
    modules = [found.name for found in pkgutil.walk_packages(generator.runs.__path__, "generator.runs.")]
    runs = [name.rpartition(".") for name in modules if hasattr(importlib.import_module(name), "run")]

    def unreached(floor: str) -> set[str]:
        text = "".join(path.read_text(encoding="utf-8") for path in (REPOSITORY / "generator" / floor).rglob("*.py"))
        return {
            run for room, _, run in runs if not re.search(rf"from {room}(\.{run} import| import .*\b{run}\b)", text)
        }

    assert unreached("web") == {"cluster", "demo", "examine", "receive"}
    assert unreached("console") == BY_FILES | {"dossier", "readings", "versions", "yearly"}


def test_the_architecture_page_names_every_room() -> None:
    """A room that the page does not mention is missing from it."""
    page = (REPOSITORY / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = [path.parent.name for path in (REPOSITORY / "generator").glob("*/__init__.py")]
    assert [room for room in rooms if f"`{room}/`" not in page] == []


def paragraphs(page: str) -> list[str]:
    """Return the paragraphs and items of a page in Markdown, without titles, tables and blocks of code."""
    text = re.sub(r"```.*?```", "", (REPOSITORY / page).read_text(encoding="utf-8"), flags=re.DOTALL)
    blocks = [block for block in text.split("\n\n") if block.strip() and not block.lstrip().startswith(("#", "|"))]
    return [item for block in blocks for item in re.split(r"\n(?=- |[0-9]+\. )", block)]


@pytest.mark.parametrize("page", WRITTEN)
def test_lines_are_as_long_as_those_of_the_code(page: str) -> None:
    """No line above 120 characters, tables and blocks of code apart."""
    assert [line for found in paragraphs(page) for line in found.splitlines() if len(line) > 120] == []


@cases("page", "docs/architecture.md", "docs/glossary.md")
def test_the_pages_of_developers_can_be_read_at_a_sitting(page: str) -> None:
    """No paragraph above 90 words."""
    assert [found[:60] for found in paragraphs(page) if len(found.split()) > 90] == []


@pytest.mark.parametrize("page", WRITTEN)
def test_modules_that_a_page_names_exist(page: str) -> None:
    """What a page calls `room/module` is a module of that room."""
    generator = REPOSITORY / "generator"
    rooms = "|".join(path.parent.name for path in generator.glob("*/__init__.py"))
    named = re.findall(rf"`((?:{rooms})(?:/\w+)+)(?:\.py)?`", (REPOSITORY / page).read_text(encoding="utf-8"))
    assert [name for name in named if not (generator / f"{name}.py").exists()] == []


def test_the_glossary_names_what_there_is() -> None:
    """Every module, class, function and constant of the table is where the page says."""
    page = (REPOSITORY / "docs" / "glossary.md").read_text(encoding="utf-8")
    cells = [line.split("|")[3] for line in page.splitlines() if line.startswith("| ")]
    named = [name for cell in cells for name in re.findall(r"`([a-z]+\.[A-Za-z_.]+)`", cell)]
    for name in [name for name in named if name not in ("communes.csv", "campaign.toml")]:
        room, module, *parts = name.split(".")
        found: object = importlib.import_module(f"generator.{room}.{module}")
        for part in parts:
            assert hasattr(found, part), name
            found = getattr(found, part)
    assert len(named) > 30


def test_the_example_registers_have_the_same_columns() -> None:
    """communes-2026.csv can take the place of communes.csv: same columns, same communes, same slots."""
    import csv

    def rows(path: Path) -> list[dict[str, str]]:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, delimiter=";"))

    spring, after = rows(REPOSITORY / "communes.csv"), rows(REPOSITORY / "docs" / "examples" / "communes-2026.csv")
    assert len(spring) == 46
    assert list(spring[0]) == list(after[0])
    for column in ("insee", "siren", "nom", "mediateur", "semaine", "jour", "demi_journee", "lieu"):
        assert [row[column] for row in spring] == [row[column] for row in after]
