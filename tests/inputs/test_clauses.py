"""clauses.toml: remarks of lawyers on a campaign's own clauses."""

from __future__ import annotations

import pytest

from generator.errors import DataError
from generator.inputs.clauses import CLAUSES, Clause, read_clauses
from generator.project import Project
from tests.cases import cases

REMARK = '[[clauses]]\nmodele = "convention.docx"\n{}\nraison = "R."\nproposition = "P."\n'


def write(project: Project, *looked_for: str) -> None:
    """Write one remark for each thing looked for."""
    text = "".join(REMARK.format(line) for line in looked_for)
    (project.campaign / CLAUSES).write_text(text, encoding="utf-8")


def test_a_remark_is_of_what_is_there_or_of_what_is_missing(small_project: Project) -> None:
    """In the order of the file; a campaign without the file has none."""
    write(small_project, 'texte = "gratuit"', 'absent = ["RGPD"]')
    assert read_clauses(small_project.campaign) == (
        Clause("convention.docx", "gratuit", (), "R.", "P."),
        Clause("convention.docx", "", ("RGPD",), "R.", "P."),
    )
    (small_project.campaign / CLAUSES).unlink()
    assert read_clauses(small_project.campaign) == ()


@cases(
    "line, said",
    ('texte = "x"\nabsent = ["y"]', "« texte » et « absent » ensemble"),
    ('text = "x"', "clé inconnue"),
    ('absent = "x"', "valeur « x » inattendue"),
)
def test_a_remark_that_cannot_be_read_is_told(small_project: Project, line: str, said: str) -> None:
    """With its line, like any mistake of the campaign's files."""
    write(small_project, line)
    with pytest.raises(DataError) as caught:
        read_clauses(small_project.campaign)
    assert said in [problem.message for problem in caught.value.problems]


def test_remarks_that_cannot_be_opened_are_not_taken_for_none(small_project: Project) -> None:
    """As where a link leads to a disk that is not there."""
    (small_project.campaign / CLAUSES).unlink()
    (small_project.campaign / CLAUSES).symlink_to("ailleurs")
    with pytest.raises(DataError, match="lecture impossible"):
        read_clauses(small_project.campaign)


def test_a_remark_on_a_file_that_is_not_there_is_told(small_project: Project) -> None:
    """A template that was renamed would never be looked at."""
    write(small_project, 'texte = "x"')
    (small_project.campaign / "convention.docx").rename(small_project.campaign / "autre.docx")
    with pytest.raises(DataError) as caught:
        read_clauses(small_project.campaign)
    assert [problem.message for problem in caught.value.problems] == ["« convention.docx » est introuvable"]
