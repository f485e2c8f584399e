"""How the pages say things: spaces at which a line may not break, and no words of a browser."""

from __future__ import annotations

from pathlib import Path

import generator.web
from generator.language.typography import NBSP, typographie
from generator.web import wording

PAGES = Path(generator.web.__file__).parent / "pages"


def test_a_line_breaks_nowhere_in_an_article() -> None:
    """Its spaces are those of documents; browsers would break after its hyphen too, which a word joiner forbids."""
    said = "rien ne s’y oppose (CGCT, art. L. 2122-21 et L. 5211-9) ; voyez l’avenant n° 2, le 7 avril 2025"
    shown = wording.told(said)
    assert shown.replace("\u2060", "") == typographie(said)
    assert f"art.{NBSP}L.{NBSP}2122-\u206021 et L.{NBSP}5211-\u20609" in shown


def test_white_space_around_a_tag_stays() -> None:
    """Words before and after a value do not run together."""
    shown = wording.FrenchSpaces.preprocess(None, "Au {{ day }}, n° {{ number }} <b> : </b>\n  fin", None)  # type: ignore[arg-type]  # it reads nothing of itself
    assert shown == f"Au {{{{ day }}}}, n°{NBSP}{{{{ number }}}} <b>{NBSP}: </b>\n fin"


def test_files_are_chosen_by_a_button_of_ours() -> None:
    """That of a browser would speak the browser's own language."""
    own = [path.name for path in PAGES.rglob("*.html") if 'type="file"' in path.read_text(encoding="utf-8")]
    assert own == ["parts.html"]
