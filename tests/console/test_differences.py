"""Differences as a clerk reads them: short, at their place, each once."""

from __future__ import annotations

import pytest

from generator.console.checking import show_differences
from generator.dossiers.comparison import Change, compare_words
from generator.inputs.communes import Commune
from generator.inputs.sources import read_sources
from generator.runs.making.diff import DiffReport, DocumentDifference
from generator.runs.making.grouping import Group, Located
from generator.word.paragraphs import Place
from generator.word.passages import Passage
from tests.conftest import MakeProject


@pytest.fixture
def communes(project: MakeProject) -> tuple[Commune, ...]:
    """Return the 46 communes."""
    return read_sources(project()).participants


def report(communes: tuple[Commune, ...], *groups: Group) -> DiffReport:
    documents = tuple(
        DocumentDifference(item.commune.insee, item.commune.nom, item.kind, "N-1", "changed", "", "x.docx")
        for group in groups
        for item in group.occurrences
    )
    return DiffReport(documents, groups, 0, tuple(commune.nom for commune in communes), False, ())


def edit(before: str, after: str, *communes: Commune, places: tuple[Place, ...] = (Place("article 1er", 1),)) -> Group:
    segments = compare_words(before, after)
    return Group(
        [
            Located("convention", commune, Change(Passage("corps", place, after), segments))
            for commune in communes
            for place in places
        ]
    )


def lines(report: DiffReport) -> list[str]:
    return list(show_differences(report, "output/x", colour=False))


def test_the_communes_are_named_or_all_but_a_few(communes: tuple[Commune, ...]) -> None:
    """One by its name, all as all, nearly all by those that are left out, some by their names."""
    cases = {
        "Abscon, convention": communes[:1],
        "convention, 46 communes (toutes les communes) ; exemple d’Abscon": communes,
        "convention, 45 communes (toutes les communes sauf Abscon) ; exemple d’Avesnes-le-Sec": communes[1:],
        "convention, 2 communes (Abscon, Avesnes-le-Sec) ; exemple d’Abscon": communes[:2],
    }
    for heading, concerned in cases.items():
        assert lines(report(communes, edit("a", "b", *concerned)))[1] == heading


def test_changes_of_many_communes_come_first_and_those_of_one_commune_together(communes: tuple[Commune, ...]) -> None:
    """Under one heading for the same documents."""
    found = lines(
        report(
            communes,
            edit("un", "deux", communes[1]),
            edit("trois", "quatre", *communes),
            edit("cinq", "six", communes[1]),
            edit("sept", "huit", *communes),
        )
    )
    assert [line for line in found[:-1] if line and not line.startswith("  article")] == [
        "convention, 46 communes (toutes les communes) ; exemple d’Abscon",
        "    [-trois-]{+quatre+}",
        "    [-sept-]{+huit+}",
        "Avesnes-le-Sec, convention",
        "    [-un-]{+deux+}",
        "    [-cinq-]{+six+}",
    ]


def test_rows_are_named_together(communes: tuple[Commune, ...]) -> None:
    """By runs."""
    places = tuple(Place("tableau 2", row=number) for number in (2, 3, 5, 6, 7, 9))
    assert "  tableau 2, lignes 2, 3, 5 à 7 et 9 :" in lines(
        report(communes, edit("a", "b", communes[0], places=places))
    )


def test_what_is_far_from_a_change_is_left_out(communes: tuple[Commune, ...]) -> None:
    """Whole words before, between and after the changes; a short text is left whole."""
    long = "mot " * 60
    found = lines(
        report(communes, edit(f"{long}ancien {long}vieux {long}fin", f"{long}neuf {long}jeune {long}fin", communes[0]))
    )
    (line,) = [line for line in found if "[-ancien-]" in line]
    before, between, after = line.strip().split("[-")[0], line.split("+}")[1].split("[-")[0], line.split("+}")[2]
    assert before.startswith("[…] mot")
    assert " […] mot" in between
    assert after.endswith("mot […]")
    assert max(map(len, (before, between, after))) < 150
    assert "    Le [-un-]{+deux+} reste." in lines(
        report(communes, edit("Le un reste.", "Le deux reste.", communes[0]))
    )


def test_in_colour_words_are_struck_and_underlined(communes: tuple[Commune, ...]) -> None:
    """Without marks, which colours replace."""
    text = "\n".join(show_differences(report(communes, edit("a", "b", communes[0])), "output/x", colour=True))
    assert "\x1b[31m\x1b[9ma\x1b[0m\x1b[32m\x1b[4mb\x1b[0m" in text
    assert "[-" not in text
