"""What messages ask their reader to type, as the page says it: no command, no option, and a way to the screen."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import docx
import pytest

import generator
from generator.cli import cli
from generator.errors import Problem, TemplateError
from generator.project import Project
from generator.web.remedies import clicked
from tests.cases import cases
from tests.web.conftest import Visitor, told

_ROOT = Path(generator.__file__).parent
#: A command or an option, as a message names it.
TYPED = re.compile(rf"\bconventions[ \u00a0](?:{'|'.join(cli.commands)})\b|(?<![\w-])--[a-z]")
#: Where the words of commands never reach a page: what a terminal shows, what is said before a page is served, and the
#: commands of next actions, which the page knows as gestures (``test_dashboard``). Of other programs, whole arguments.
_TERMINAL = (
    *("console/", "cli.py", "workers/", "web/server.py", "web/settings.py", "web/unit.py", "web/remedies.py"),
    "dossiers/nextaction.py",
)
_ARGUMENT = re.compile(r"--[a-z-]+")


def literals() -> Iterator[tuple[str, str]]:
    """Yield where each text of the program is, and the text, « X » for what is put into it."""
    for path in sorted(_ROOT.rglob("*.py")):
        name = path.relative_to(_ROOT).as_posix()
        if name.startswith(_TERMINAL):
            continue
        nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
        inner = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
        inner |= {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
        for node in nodes:
            if id(node) in inner:
                continue
            if isinstance(node, ast.JoinedStr):
                parts = (str(one.value) if isinstance(one, ast.Constant) else "X" for one in node.values)
                yield f"{name}:{node.lineno}", "".join(parts)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield f"{name}:{node.lineno}", node.value


#: Forms that begin a run, with what they send.
_FORMS = {
    "/fabrication/apercu": {},
    "/controles/fichiers": {},
    "/envois/preparer": {"toutes": "oui"},
    "/envois/partis": {"acte": "MED_NUM-2025-001", "date": "10/03/2025"},
    "/registre/controle": {},
}


def test_the_page_has_its_own_words_for_each_message() -> None:
    """Every text of the program that names a command or an option is said without it on the page."""
    named = [(place, text) for place, text in literals() if TYPED.search(text) and not _ARGUMENT.fullmatch(text)]
    assert len(named) > 40
    assert [(place, clicked(text)) for place, text in named if TYPED.search(clicked(text))] == []


def test_a_failure_says_its_sentence_once(
    visit: Callable[[Project], Visitor], small_built: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the place, and the way to it: the problem says all that the error does, and is announced in its stead."""
    problem = Problem("error", "une balise n’est pas fermée", "fermez-la", "convention.docx")

    def fail(*_: object) -> None:
        raise TemplateError(f"convention.docx : {problem.message} ; {problem.remedy}.", [problem])

    visitor = visit(small_built)
    monkeypatch.setattr("generator.runs.communes.edit.run", fail)
    answer = visitor.get("/donnees/")
    assert answer.status_code == 422
    assert told(answer).count(f"{problem.message} ; {problem.remedy}") == 1
    assert answer.text.count('role="alert"') == 1


def test_who_signs_for_the_epci_is_said_in_french_with_its_place(
    visit: Callable[[Project], Visitor], small_built: Project
) -> None:
    """The mayor of Haveluy becomes the President: the warning has no TOML in it, and leads to a form."""
    _rows(small_built, civilite_maire="Monsieur", prenom_maire="Aymeric", nom_maire="ROBIN")
    visitor = visit(small_built)
    page = visitor.get("/")
    assert "un vice-président (« Représentants de l’EPCI » ; CGCT, art. L. 5211-9)" in told(page)
    assert "[[" not in told(page)
    (door,) = set(re.findall(r'href="([^"]*/modeles/representants[^"]*)"', page.text))
    form = visitor.client.get(unescape(door)).text
    assert 'name="titre"' in form
    assert f'href="/{small_built.campaign.name}/?"' in form  # the way back


def test_a_message_names_a_section_of_the_settings_by_its_title() -> None:
    """In the place of the brackets of campaign.toml; what is to be completed in a template stays."""
    assert (
        clicked("ajoutez un médiateur dans [planning] de campaign.toml.")
        == "ajoutez un médiateur dans « Le planning »."
    )
    assert "« La reconduction tacite »" in clicked("rien ne la reconduit ([convention.reconduction])")
    told_by_law = "puis ajoutez à campaign.toml une section [[epci.representants]] avec «\u00a0debut\u00a0», même si"
    assert "cette personne à « Représentants de l’EPCI », avec le jour depuis" in clicked(told_by_law)
    assert clicked("« [montant à compléter] »") == "« [montant à compléter] »"


def _screens(visitor: Visitor) -> list[str]:
    """Return every page of a campaign that opens without naming anything."""
    rules = visitor.client.application.url_map.iter_rules()
    return [
        rule.rule.removeprefix("/<campagne>")
        for rule in rules
        if rule.arguments == {"campagne"} and "GET" in (rule.methods or ()) and "." not in rule.rule
    ]


def _rows(project: Project, **cells: str) -> None:
    """Write other cells into the row of Haveluy."""
    lines = project.communes.read_text("utf-8").splitlines()
    titles, rank = lines[0].split(";"), next(rank for rank, line in enumerate(lines) if line.startswith("59292"))
    row = dict(zip(titles, lines[rank].split(";"), strict=True)) | cells
    lines[rank] = ";".join(row.values())
    project.communes.write_text("\n".join(lines) + "\n", "utf-8")


def _doubtful(project: Project) -> None:
    """Have data that warn, files that are gone or broken."""
    _rows(project, mediateur="", semaine="", jour="", demi_journee="", courriel="", nom_maire="AUTRE")
    first, second, *_ = sorted(project.output.rglob("*convention.pdf"))
    first.unlink()
    second.write_bytes(b"%PDF-1.4 abime")


def _wrong(project: Project) -> None:
    """Write a row that is wrong, another that is gone."""
    _rows(project, siren="215903618", semaine="7")
    lines = project.communes.read_text("utf-8").splitlines()
    project.communes.write_text("\n".join(lines[:-1]) + "\n", "utf-8")


def _misspelt(project: Project) -> None:
    """Write a tag that names nothing."""
    document = docx.Document(str(project.campaign / "convention.docx"))
    document.add_paragraph("{{ commune.nom_mair }}")
    document.save(str(project.campaign / "convention.docx"))


def _bare(project: Project) -> None:
    """Neither register nor manifest, and a template less."""
    shutil.rmtree(project.register.parent)
    project.manifest.unlink()
    (project.campaign / "planning.docx").unlink()


def _damaged(project: Project) -> None:
    """Put a register that is none."""
    shutil.rmtree(project.register.parent)
    project.register.parent.mkdir()
    project.register.write_bytes(b"x" * 5000)


@cases("spoil", _doubtful, _wrong, _misspelt, _bare, _damaged)
def test_no_screen_shows_a_command_and_each_refusal_has_a_way_on(
    visit: Callable[[Project], Visitor], small_built: Project, spoil: Callable[[Project], None]
) -> None:
    """Whatever is wrong with a project, its screens speak of themselves, and an error leads to where it is mended."""
    spoil(small_built)
    visitor = visit(small_built)
    answers = {path: visitor.get(path) for path in _screens(visitor)}
    for path, form in _FORMS.items():
        answers[f"POST {path}"] = visitor.job(path, form)
    for path, answer in answers.items():
        assert not (found := TYPED.search(told(answer))), (path, found and found[0])
        if answer.status_code >= 400:
            assert 'class="button read"' in answer.text.partition("<main")[2].rpartition(">Tableau de bord<")[0], path
