"""TOML read table by table: every mistake with its line and its key."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from generator.errors import DataError, Problem
from generator.inputs.settings import Settings
from tests.cases import cases

FILE = """# commentaire
titre = "  Convention  "
nombre = 2
jour = 2025-02-24
heure = 14:00:00
liste = ["mardi matin", "jeudi matin"]

[a]
x = 1
[a.b]
x = "deux"

[[pieces]]
type = "convention"

[[pieces]]
type = 3
"""


def read(folder: Path, text: str = FILE) -> tuple[Settings, list[Problem]]:
    path = folder / "campagne" / "campaign.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    problems: list[Problem] = []
    return Settings.read(path, problems), problems


def test_what_nobody_sees_of_a_text_is_left_out(tmp_path: Path) -> None:
    """A name copied from Word would be printed with it in each act."""
    settings, problems = read(tmp_path, 'titre = "Communauté d’agglo\u00admération\u200b du\u00a0Hainaut"')
    assert settings.text("titre") == "Communauté d’agglomération du\u00a0Hainaut"
    assert problems == []


def test_values_of_the_right_type_are_returned(tmp_path: Path) -> None:
    """Texts are trimmed; dates and times are TOML's own."""
    settings, problems = read(tmp_path)
    assert settings.text("titre") == "Convention"
    assert settings.integer("nombre") == 2
    assert settings.date("jour") == datetime.date(2025, 2, 24)
    assert settings.time("heure") == datetime.time(14)
    assert settings.texts("liste") == ("mardi matin", "jeudi matin")
    assert settings.table("a").table("b").text("x") == "deux"
    assert settings.text("absent", "défaut") == "défaut"
    assert settings.integer("absent", 3) == 3
    assert settings.integer("absent", 1) == 1
    assert problems == []


@cases(
    "getter, key, line, expected",
    ("text", "nombre", 3, "un texte entre guillemets"),
    ("integer", "titre", 2, "un nombre entier"),
    ("date", "heure", 5, "une date sans guillemets"),
    ("date", "titre", 2, "une date sans guillemets"),
    ("time", "jour", 4, "une heure sans guillemets"),
    ("texts", "titre", 2, "une liste entre crochets"),
    ("table", "titre", 2, "une section"),
    ("tables", "titre", 2, "une liste entre crochets"),
)
def test_a_value_of_the_wrong_type_is_told_once(
    tmp_path: Path, getter: str, key: str, line: int, expected: str
) -> None:
    """One problem, with the line of the key and what to write instead."""
    settings, problems = read(tmp_path)
    getattr(settings, getter)(key)
    (problem,) = problems
    assert (problem.level, problem.file, problem.line) == ("error", "campagne/campaign.toml", line)
    assert problem.column == key
    assert problem.remedy.startswith(f"écrivez {expected}")


@cases("getter", "text", "integer", "date", "time", "texts", "table", "tables")
def test_a_missing_key_is_told(tmp_path: Path, getter: str) -> None:
    """What is required and absent is a problem, never a default in silence."""
    settings, problems = read(tmp_path)
    getattr(settings, getter)("absent")
    (problem,) = problems
    assert problem.message == ("section absente" if getter == "table" else "clé absente")
    assert problem.remedy.startswith("ajoutez-la : il faut un")


def test_a_datetime_is_no_date_and_a_boolean_no_number(tmp_path: Path) -> None:
    """TOML's date and time together, and true, are mistakes: Python would take both."""
    settings, problems = read(tmp_path, "jour = 2025-02-24T10:00:00\nnombre = true\n")
    settings.date("jour")
    settings.integer("nombre")
    assert [problem.column for problem in problems] == ["jour", "nombre"]


@cases("text", 'titre = ""', 'titre = "  "', "nombre = 0", "nombre = -2")
def test_empty_texts_and_small_numbers_are_told(tmp_path: Path, text: str) -> None:
    """An empty text would leave a hole in an act; zero originals make none."""
    settings, problems = read(tmp_path, text)
    settings.text("titre") if "titre" in text else settings.integer("nombre")
    assert len(problems) == 1


@cases("text", "liste = []", "liste = [1, 2]", 'liste = ["a", 1]')
def test_a_list_holds_texts(tmp_path: Path, text: str) -> None:
    """An empty list or one of something else is told with an example."""
    settings, problems = read(tmp_path, text)
    assert settings.texts("liste") == ()
    assert [problem.message for problem in problems] == ["liste de textes attendue"]


def test_a_problem_points_at_its_own_section(tmp_path: Path) -> None:
    """Two tables, or two elements of an array of tables, may have keys of one name: the line is the right one."""
    settings, problems = read(tmp_path)
    settings.table("a").text("x")
    settings.table("a").table("b").integer("x")
    first, second = settings.tables("pieces")
    second.text("type")
    first.integer("type")
    second.text("titre")
    assert [(problem.column, problem.line) for problem in problems] == [
        ("a.x", 9),
        ("a.b.x", 11),
        ("pieces.type", 17),
        ("pieces.type", 14),
        ("pieces.titre", 16),
    ]


def test_a_key_that_a_section_lacks_is_not_the_next_one_s(tmp_path: Path) -> None:
    """The line is that of the section where the key is missing, though another of the same name has it."""
    settings, problems = read(tmp_path, '[[pieces]]\ntitre = "x"\n\n[[pieces]]\ntype = "y"\n')
    settings.tables("pieces")[0].text("type")
    assert [(problem.message, problem.line) for problem in problems] == [("clé absente", 1)]


def test_a_list_of_plain_values_is_no_list_of_sections(tmp_path: Path) -> None:
    """``pieces = ["convention.docx"]`` is told how to be written."""
    settings, problems = read(tmp_path, 'pieces = ["convention.docx"]')
    assert settings.tables("pieces") == []
    assert "[[pieces]]" in problems[0].remedy


def test_a_misspelt_key_is_a_warning_with_the_right_name(tmp_path: Path) -> None:
    """A key nobody asks for is probably another one misspelt."""
    settings, problems = read(tmp_path, 'titre = "x"\nsigel = "y"\n')
    settings.text("titre")
    settings.text("sigle", "")
    settings.finish()
    (problem,) = problems
    assert (problem.level, problem.column, problem.line) == ("warning", "sigel", 2)
    assert "vouliez-vous « sigle » ?" in problem.remedy


def test_a_key_that_may_be_missing_is_known(tmp_path: Path) -> None:
    """It is proposed for a misspelt one; where an option must not be missed, the level is the caller's."""
    settings, problems = read(tmp_path, 'sigel = "y"\n')
    assert not settings.has("sigle")
    settings.finish("error")
    (problem,) = problems
    assert problem.level == "error"
    assert "vouliez-vous « sigle » ?" in problem.remedy


def test_a_file_outside_a_campaign_has_its_own_name(tmp_path: Path) -> None:
    """A campaign's file is told with its folder, another one by the name it is given."""
    path = tmp_path / "revision.toml"
    path.write_text("motif = 1\n", encoding="utf-8")
    problems: list[Problem] = []
    Settings.read(path, problems, "revision.toml").text("motif")
    assert [problem.file for problem in problems] == ["revision.toml"]


@cases(
    "data, message, line",
    (b'titre = "x\n', "TOML incorrecte", 1),
    (b'a = 1\n[epci\nb = "x"\n', "TOML incorrecte", 2),
    (b"jour = 24/02/2025\n", "TOML incorrecte", 1),
    (b"annee = " + b"9" * 5000, "des milliers de chiffres", None),
    ('titre = "é"'.encode("cp1252"), "UTF-8", None),
)
def test_what_is_not_toml_is_told_with_its_line(tmp_path: Path, data: bytes, message: str, line: int | None) -> None:
    """The line that TOML refuses is named; an encoding has none."""
    path = tmp_path / "campaign.toml"
    path.write_bytes(data)
    with pytest.raises(DataError, match=message) as caught:
        Settings.read(path, [])
    assert caught.value.problems[0].line == line
    assert (f", ligne {line} : " in str(caught.value)) is (line is not None)


@cases(
    "value, remedy",
    ("30/06/2026", "écrivez un jour du calendrier ainsi : 2026-06-30"),
    ("2026-06-31", "écrivez un jour du calendrier ainsi : 2026-06-30"),
    ("2026-6-30  # le terme", "écrivez un jour du calendrier ainsi : 2026-06-30"),
    ("1er juillet 2026", "écrivez un jour du calendrier ainsi : 2026-06-30"),
    ("09:00", "écrivez une heure ainsi : 09:00:00"),
    ("9h", "écrivez une heure ainsi : 09:00:00"),
    ("True", "écrivez true ou false, en minuscules"),
    ("oui", "écrivez true ou false, en minuscules"),
    ("Wallers", "vérifiez guillemets, virgules et crochets"),
    ("2026-06-30\nvaleur = 2026-06-30", "vérifiez guillemets, virgules et crochets"),
)
def test_a_form_of_value_that_toml_does_not_read_is_told(tmp_path: Path, value: str, remedy: str) -> None:
    """A date as it is written by hand has no quotation mark to look for; one that TOML reads has no fault of form."""
    with pytest.raises(DataError) as caught:
        read(tmp_path, f"a = 1\nvaleur = {value}\n")
    assert caught.value.problems[0].remedy.startswith(remedy)


def test_a_byte_order_mark_is_accepted_and_a_missing_file_told(tmp_path: Path) -> None:
    """Windows' Notepad writes the mark."""
    settings, _ = read(tmp_path, "\ufeff" + FILE)
    assert settings.integer("nombre") == 2
    with pytest.raises(DataError, match="lecture impossible"):
        Settings.read(tmp_path / "absent.toml", [])
