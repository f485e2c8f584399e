"""How the pages say things: spaces at which a line may not break, and no words of a browser."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from pathlib import Path

import generator.web
from generator.language.typography import NBSP, typographie
from generator.project import Project
from generator.web import wording
from tests.runs.conftest import small_built as small_built  # a fixture of these tests too
from tests.web.conftest import Visitor, told

PAGES = Path(generator.web.__file__).parent / "pages"


def test_a_line_breaks_nowhere_in_an_article() -> None:
    """Its spaces are those of documents; browsers would break after its hyphen too, which a word joiner forbids."""
    said = "rien ne s’y oppose (CGCT, art. L. 2122-21 et L. 5211-9) ; voyez l’avenant n° 2, le 7 avril 2025"
    shown = wording.told(said)
    assert shown.replace("\u2060", "") == typographie(said)
    assert f"art.{NBSP}L.{NBSP}2122-\u206021 et L.{NBSP}5211-\u20609" in shown


def test_a_moment_has_the_day_and_the_hour_of_france() -> None:
    """However it is told, and whatever the zone of the machine: an hour before midnight in London is the next day."""
    late = datetime.datetime(2026, 7, 1, 22, 30, tzinfo=datetime.UTC)
    assert wording.moment(late) == wording.moment(late.isoformat()) == f"02/07/2026 à 0{NBSP}h{NBSP}30"
    pages = "".join(path.read_text("utf-8") for path in PAGES.rglob("*.html"))
    assert not re.search(r"day \}\}(?:,| à) \{\{ [^}]*\|hour", pages)


def test_no_sentence_holds_the_names_of_all_communes() -> None:
    """An EPCI may have five hundred: a sentence and a button name some, and say how many others there are."""
    pages = "".join(path.read_text("utf-8") for path in PAGES.rglob("*.html"))
    assert "|named }}" in pages
    assert not re.search(r"map\(attribute=\"(?:[\w.]+\.)?(?:nom|commune)\"\)[^}]*join", pages)
    assert not re.search(
        r"\.commune(?:\.nom)? \}\}(?:[^%\n]|%(?! endfor))*\{\{ \", \" if not loop\.last \}\}\{% endfor %\}\.", pages
    )


def test_white_space_around_a_tag_stays() -> None:
    """Words before and after a value do not run together."""
    shown = wording.FrenchSpaces.preprocess(None, "Au {{ day }}, n° {{ number }} <b> : </b>\n  fin", None)  # type: ignore[arg-type]  # it reads nothing of itself
    assert shown == f"Au {{{{ day }}}}, n°{NBSP}{{{{ number }}}} <b>{NBSP}: </b>\n fin"


def test_a_notice_begins_with_a_capital_and_a_path_as_it_is() -> None:
    """« register/register.sqlite » is the name of a file on a machine that may tell « R » from « r »."""
    begun = ("il manque une date", "register/register.sqlite : le registre est endommagé", "campaign.toml : vide")
    assert [wording.capital(one) for one in begun] == ["Il manque une date", *begun[1:]]
    assert "text-transform" not in (PAGES.parent / "static" / "style.css").read_text("utf-8")


def test_no_page_speaks_of_a_cell_or_of_this_machine(visit: Callable[[Project], Visitor], small_built: Project) -> None:
    """A commune takes part or not; a file is named from the project's folder on."""
    assert wording.told("préparé (participe = non)") == "préparé (ne participe plus)"
    small_built.register.write_bytes(b"no database" * 100)
    page = told(visit(small_built).get("/"))
    assert "le registre est endommagé (ce n’est plus une base de données)" in page
    assert str(small_built.root) not in page


def test_hours_are_those_of_france() -> None:
    """Whatever the clock of the machine, as those of the journal."""
    assert wording.hour(datetime.datetime(2026, 11, 27, 4, 15, tzinfo=datetime.UTC)) == f"5{NBSP}h{NBSP}15"


def test_files_are_chosen_by_a_button_of_ours() -> None:
    """That of a browser would speak the browser's own language."""
    own = [path.name for path in PAGES.rglob("*.html") if 'type="file"' in path.read_text(encoding="utf-8")]
    assert own == ["parts.html"]


def test_how_long_a_stage_lasts_is_told_as_nearly_as_who_waits_wants_it() -> None:
    """Seconds, then minutes, then hours."""
    told_of = [wording.lasting(seconds).replace(NBSP, " ") for seconds in (40, 89, 90, 727, 3599, 7500)]
    assert told_of == ["40 s", "89 s", "2 min", "12 min", "1 h 00", "2 h 05"]
