"""Articles edited as texts, and the revision that they make."""

from __future__ import annotations

import datetime
import tomllib

import pytest

from generator.avenants.articles import Alinea
from generator.errors import DataError, UsageError
from generator.inputs.revision import read_revision
from generator.inputs.sources import read_sources
from generator.progress import Silence
from generator.project import Project
from generator.runs.life import wordings
from generator.runs.life.wordings import Rewriting, WordingsRequest, as_typed, rewritten, write_revision
from tests.cases import cases

DAY = datetime.date(2027, 1, 1)


def test_every_article_comes_back_as_it_was_read(signed_project: Project) -> None:
    """What is typed without a change is read as the same paragraphs, lists included, so that only changes are new."""
    found = wordings.run(signed_project, WordingsRequest("Haveluy"), Silence())
    assert [one.number for one in found.wordings][:4] == ["1", "2", "3", "3-1"]
    texts = {
        one.number: one.text + "\n\nUn alinéa de plus." for one in found.wordings if one.text and "-" not in one.number
    }
    path = write_revision(signed_project, Rewriting("tout", DAY, "Essai.", texts, "Haveluy"), Silence())
    revision, problems = read_revision(path, read_sources(signed_project).participants)
    assert [one for one in problems if one.level == "error"] == []
    for article in revision.articles:
        (before,) = (one for one in found.wordings if one.number == article.number)
        alineas = tuple(Alinea(one.text, one.level) for one in article.paragraphs)
        assert as_typed(alineas) == texts[article.number] == before.text + "\n\nUn alinéa de plus."


def test_nothing_changes_where_only_spaces_do(signed_project: Project) -> None:
    """A revision that changes nothing is refused."""
    (one, *_) = wordings.run(signed_project, WordingsRequest(), Silence()).wordings
    rewriting = Rewriting("rien", DAY, "Essai.", {one.number: f"  {one.text[:9]}\u200b{one.text[9:]}\r\n\ufeff\r\n"})
    assert rewritten(signed_project, rewriting, Silence()) == ()
    with pytest.raises(UsageError, match="Rien ne change"):
        write_revision(signed_project, rewriting, Silence())


@cases("text", 'Dit "ceci" \\ cela.', '""" fin', "a\x00b\x0bc\ttab", "Ligne\r\n\r\n- un\r\n  - deux")
def test_any_text_is_written_as_toml_reads_it(signed_project: Project, text: str) -> None:
    """Quotes, backslashes and signs that no file of settings holds."""
    rewriting = Rewriting("signes", DAY, 'Motif "cité" \\', {"8": text}, communes=("Haveluy",))
    revision = tomllib.loads(write_revision(signed_project, rewriting, Silence()).read_text(encoding="utf-8"))
    assert revision["motif"] == 'Motif "cité" \\'
    kept = text.replace("\r\n", "\n").replace("\x00", "").replace("\x0b", "\n")
    assert revision["articles"][0]["texte"].strip() == kept.strip()


def test_what_amend_would_refuse_is_refused_before_it_is_written(signed_project: Project) -> None:
    """A tag of a template, a commune that there is not, a name that leads elsewhere: nothing is written."""
    for changes, communes in (({"8": "{{ commune.nom }}"}, ()), ({"8": "Texte."}, ("Atlantide",))):
        with pytest.raises(DataError):
            write_revision(signed_project, Rewriting("non", DAY, "Essai.", changes, communes=communes), Silence())
    with pytest.raises(UsageError, match="ne peut pas nommer"):
        write_revision(signed_project, Rewriting("../non", DAY, "Essai.", {"8": "Texte."}), Silence())
    assert not signed_project.revisions.exists()


def test_without_a_convention_in_force_there_is_nothing_to_edit(small_project: Project) -> None:
    """The template is to be corrected instead."""
    with pytest.raises(UsageError, match="le modèle"):
        wordings.run(small_project, WordingsRequest(), Silence())
