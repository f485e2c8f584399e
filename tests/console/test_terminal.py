"""How the program speaks: click in French, problems readable on a terminal and in a journal."""

from __future__ import annotations

import functools
import io
import os
import pty
import re
import select
import shlex
import sys
from collections.abc import Callable

import click
import pytest

from generator.console.bars import progress
from generator.console.statuses import COLUMNS, SPARE, WHOLE
from generator.console.streams import adapt_streams
from generator.console.terminal import say, say_command, show_problems, show_table
from generator.console.usage import FrenchGroup, usage_message
from generator.errors import Problem
from generator.language.typography import spaced
from generator.progress import Stage
from tests.cases import cases

PROBLEM = Problem(
    "error",
    "médiateur inconnu : « M3 »",
    "ajoutez-le dans [planning] ou [[pack.pieces]] ; voir [/docs] :smile:",
    "communes.csv",
    19,
    "mediateur",
    "Rœulx",
)


@cases(
    "written, said",
    ("a : b ; c !", "a\u00a0: b\u202f; c\u202f!"),
    ("« Haveluy » ?", "«\u00a0Haveluy\u00a0»\u202f?"),
    ("12:30 http://a?b;c", "12:30 http://a?b;c"),
    ("{% if x %} 50 %", "{% if x\u00a0%} 50\u00a0%"),
)
def test_messages_have_french_spaces(written: str, said: str) -> None:
    """No-break spaces where French wants them, none added where there is no space."""
    assert spaced(written).replace("{% if x %}", "{% if x\u00a0%}") == said


def test_a_problem_is_one_line_in_a_journal(capsys: pytest.CaptureFixture[str]) -> None:
    """Level, file, line, commune, column, message and remedy, on standard error."""
    show_problems([PROBLEM, Problem("warning", "pas de créneau", "proposez-en un")])
    out, err = capsys.readouterr()
    assert out == ""
    first, second = err.splitlines()
    assert first.startswith(
        "Erreur — communes.csv, ligne 19 (Rœulx), colonne mediateur\u00a0: médiateur inconnu\u00a0: «\u00a0M3\u00a0»"
    )
    assert "[planning] ou [[pack.pieces]]" in first
    assert second == "Avertissement — pas de créneau\u202f; proposez-en un."


def test_a_key_of_a_campaign_is_called_so(capsys: pytest.CaptureFixture[str]) -> None:
    """TOML has keys, CSV columns; a question needs no full stop."""
    show_problems([Problem("warning", "clé inconnue", "vouliez-vous sigle ?", "x/campaign.toml", 2, "epci.sigel")])
    assert (
        capsys.readouterr().err.rstrip().endswith("clé epci.sigel\u00a0: clé inconnue\u202f; vouliez-vous sigle\u202f?")
    )


def test_what_is_the_same_for_several_communes_is_said_once(capsys: pytest.CaptureFixture[str]) -> None:
    """Their names follow each other; what has a line of its own in a file stays apart."""
    names = ("Abscon", "Bellaing", "Bouchain")
    show_problems(
        [Problem("warning", "envoi noté avant la préparation", "vérifiez la date", commune=name) for name in names]
    )
    placed = [
        Problem("warning", "pas de courriel", "complétez", "communes.csv", line, commune=names[line]) for line in (1, 2)
    ]
    show_problems(placed)
    once, *each = capsys.readouterr().err.splitlines()
    assert once.startswith("Avertissement — Abscon, Bellaing, Bouchain\u00a0: envoi noté")
    assert len(each) == 2


def on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, act: Callable[[], object], stream: str = "stderr", columns: int = 250
) -> str:
    """Return what is shown when standard error, or output, is a real terminal."""
    leader, follower = pty.openpty()
    with monkeypatch.context() as patched, os.fdopen(follower, "w", encoding="utf-8") as terminal:
        patched.setenv("COLUMNS", str(columns))
        patched.setenv("TERM", "xterm")
        patched.setattr(sys, stream, terminal)
        act()
        terminal.flush()
        shown = b""
        while select.select([leader], [], [], 0.2)[0]:  # a terminal gives at most 4 KB at a time
            shown += os.read(leader, 100_000)
    os.close(leader)
    return shown.decode()


def test_a_terminal_shows_a_table_with_all_its_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """Square brackets and colons in a message are text, not markup."""
    shown = on_a_terminal(monkeypatch, lambda: show_problems([PROBLEM]))
    for text in ("Fichier", "Que faire", "communes.csv", "19", "Rœulx", "erreur", "[planning]", "[[pack.pieces]]"):
        assert text in shown
    assert "[/docs]\u202f:smile:" in shown or "[/docs] :smile:" in shown


@cases("width", 30, 40, 60, 80, 100, 130)
def test_a_narrow_terminal_loses_nothing(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    """Long names wrap in their column; where there is no room for columns, each problem is a line."""
    file = "mediation-numerique/convention-de-mediation.docx"
    long = Problem("error", "la balise n’est pas connue : commune.nom_du_maire_delegue", "corrigez-la", file, None)
    shown = click.unstyle(on_a_terminal(monkeypatch, lambda: show_problems([PROBLEM, long]), columns=width))
    assert "…" not in shown
    letters = "".join(re.findall(r"\w", shown))
    for text in ("Rœulx", "mediateur", "corrigez"):
        assert text in letters
    if "│" not in shown:
        assert shown.startswith("Erreur — communes.csv, ligne 19")
        assert file in shown


def test_rows_are_lines_in_a_journal_and_a_table_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On standard output, with titles; a text in brackets stays as it is, and no row at all says nothing."""
    show_table(("Modèle", "Texte"), [])
    assert capsys.readouterr() == ("", "")
    rows = [("convention.docx", "[/b] : « a »"), ("planning.docx", "")]
    show_table(("Modèle", "Texte"), rows)
    lines = "Modèle | Texte\nconvention.docx | [/b]\u00a0: «\u00a0a\u00a0»\nplanning.docx | \n"
    assert capsys.readouterr() == (lines, "")
    shown = on_a_terminal(monkeypatch, lambda: show_table(("Modèle", "Texte"), rows), "stdout")
    for text in ("Modèle", "Texte", "convention.docx", "[/b]\u00a0: «", "│"):
        assert text in shown


@cases(
    "encoding, printed",
    ("cp1252", "é\u00a0: \u2019 ;"),
    ("latin-1", "é\u00a0: ? ;"),
    ("utf-8", "é\u00a0: \u2019\u202f;"),
)
def test_any_terminal_takes_french(monkeypatch: pytest.MonkeyPatch, encoding: str, printed: str) -> None:
    """Windows-1252 has no narrow no-break space: a plain one replaces it, and nothing fails."""
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, io.TextIOWrapper(io.BytesIO(), encoding=encoding, write_through=True))
    adapt_streams()
    say("é : ’ ;")
    written = sys.stdout.buffer
    assert isinstance(written, io.BytesIO)
    assert written.getvalue().decode(encoding).splitlines() == [printed]


@click.group(cls=FrenchGroup)
def group() -> None:
    """Fait des essais."""


@group.command()
@click.argument("modele", metavar="MODÈLE")
@click.option("--copies", type=click.IntRange(1), help="Combien.")
@click.option("--dossier", type=click.Path(file_okay=False))
@click.option("--date", required=True, metavar="DATE")
@click.option("--vite", is_flag=True)
@click.option("--style", type=click.Choice(["long", "court"]))
def imprimer(**_: object) -> None:
    """Imprime un modèle."""


@cases(
    "arguments, message",
    (["imprimer", "--date", "x"], "Il manque MODÈLE."),
    (["imprimer", "m"], "Il manque --date."),
    (["imprimer", "m", "--date"], "L’option --date attend une valeur."),
    (["imprimer", "m", "--vite=1"], "L’option --vite n’attend pas de valeur."),
    (["imprimer", "m", "n", "--date", "x"], "Argument en trop : n."),
    (["imprimer", "m", "n", "o", "--date", "x"], "Arguments en trop : n o."),
    (["imprimer", "--copies", "0"], "Valeur incorrecte pour --copies : il faut un nombre entier d’au moins 1."),
    (["imprimer", "--copies", "deux"], "Valeur incorrecte pour --copies : il faut un nombre entier d’au moins 1."),
    (
        ["imprimer", "--dossier", __file__],
        f"Valeur incorrecte pour --dossier : il faut un dossier, et « {__file__} » n’en est pas un.",
    ),
    (["imprimer", "--style", "x"], "Valeur incorrecte pour --style : choisissez parmi long, court."),
    (["imprimer", "--copie", "1"], "Option inconnue : --copie ; vouliez-vous --copies ?"),
    (["imprimer", "-z"], "Option inconnue : -z."),
    (["imprime"], "Commande inconnue : imprime ; vouliez-vous imprimer ?"),
    (["xyz"], "Commande inconnue : xyz ; les commandes sont imprimer."),
)
def test_click_s_own_errors_are_french(arguments: list[str], message: str) -> None:
    """Every way of calling a command wrongly."""
    with pytest.raises(click.UsageError) as caught:
        group.main(arguments, standalone_mode=False)
    assert usage_message(caught.value) == message


def test_help_is_french(capsys: pytest.CaptureFixture[str]) -> None:
    """Headings and the help option's own text."""
    group.main(["imprimer", "--help"], prog_name="essai", standalone_mode=False)
    text = capsys.readouterr().out
    assert text.startswith("Utilisation\u00a0: essai imprimer [OPTIONS] MODÈLE")
    assert "Affiche cette aide." in text
    assert "Usage" not in text


def advance() -> None:
    with progress(silent=False) as shown:
        shown.stage(Stage.DRAFTING, 2)
        shown.step("Haveluy, convention")
        shown.step("Rœulx, convention")
        shown.stage(Stage.GATHERING, 0)
        shown.step("Recueil")


def test_progress_is_one_line_a_stage_in_a_journal(capsys: pytest.CaptureFixture[str]) -> None:
    """On standard error; nothing at all when standard output is for a machine."""
    advance()
    assert capsys.readouterr() == ("", "Rédaction (2)…\nRecueil…\n")
    with progress(silent=True) as shown:
        shown.stage(Stage.DRAFTING, 2)
        shown.step("Haveluy")
    assert capsys.readouterr() == ("", "")


def test_progress_is_a_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the stage and how far it is; the bar of a finished stage goes."""
    shown = on_a_terminal(monkeypatch, advance)
    assert "Rédaction" in shown or "Recueil" in shown
    assert "Rédaction (2)…" not in shown


@cases("width", 40, 60, 80, 100, 130, 200)
def test_a_number_is_never_broken(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    """A narrow terminal does without columns; the others wrap, the numbers never."""
    titles = ("INSEE", "Commune", "Numéro", "À faire", "Terme")
    rows = [("59302", "Neuville-sur-Escaut", "MED_NUM-2025-014", "attendre la délibération du conseil", "30/06/2026")]
    spare = ("INSEE", "Terme", "À faire")
    table = functools.partial(show_table, titles, rows, whole=("Numéro", "Terme"), spare=spare)
    shown = click.unstyle(on_a_terminal(monkeypatch, table, "stdout", width))
    assert "MED_NUM-2025-014" in shown
    assert max(len(line) for line in shown.splitlines()) <= width
    assert ("30/06/2026" in shown) == ("Terme" in shown) == (width > 60)


@cases("width", 30, 40, 60, 80, 100, 200)
def test_what_is_to_be_done_is_shown_on_any_terminal(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    """The state, what to do and for when: side by side where there is room, else each on a line of its own."""
    row = dict.fromkeys(COLUMNS, "") | {
        "INSEE": "59302",
        "Commune": "Neuville-sur-Escaut",
        "Numéro": "MED_NUM-2025-014",
        "État": "envoyé",
        "À faire": "attendre la délibération du conseil municipal",
        "Au plus tard": "30/06/2026",
        "Terme": "30/06/2027",
    }
    table = functools.partial(show_table, tuple(COLUMNS), [tuple(row.values())], whole=WHOLE, spare=SPARE)
    shown = click.unstyle(on_a_terminal(monkeypatch, table, "stdout", width))
    for text in ("MED_NUM-2025-014", "envoyé", "attendre", "municipal", "30/06/2026"):
        assert text in shown
    assert ("│" in shown) == (width > 60)
    assert max(len(line) for line in shown.splitlines()) <= width
    assert ("30/06/2027" in shown) == (width > 100)


@cases("folder", "/srv/projet", "/srv/l'essai n° 5 !/a : b", '/srv/« x »/"y"', "/srv/$HOME `ls`")
def test_a_command_to_type_is_told_to_the_letter(capfd: pytest.CaptureFixture[str], folder: str) -> None:
    """What the shell reads of it is what was meant, whatever the name of a folder holds."""
    say_command("Pour l’ouvrir", "conventions", "serve", "--project", folder)
    told, command = capfd.readouterr().out.split("\u00a0: ", 1)
    assert told == "Pour l’ouvrir"
    assert shlex.split(command) == ["conventions", "serve", "--project", folder]
