"""One edit recognised in the documents of several communes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from generator.dossiers.comparison import Change, compare_words
from generator.inputs.sources import Sources, read_sources
from generator.rendering.context import make_context
from generator.runs.making import grouping
from generator.runs.making.grouping import Group, Located, group
from generator.runs.making.ownvalues import OwnValues
from generator.word.paragraphs import Place
from generator.word.passages import Passage
from tests.cases import cases
from tests.conftest import MakeProject

HAVELUY, ESCAUDAIN, LA_SENTINELLE = "59292", "59205", "59564"


@pytest.fixture
def sources(project: MakeProject) -> Sources:
    """Return the data of Escaudain, Haveluy and La Sentinelle, in this order."""
    return read_sources(project(HAVELUY, ESCAUDAIN, LA_SENTINELLE))


def grouped(
    sources: Sources,
    *texts: tuple[str, str],
    places: tuple[Place, ...] = (Place("article 8", 1),) * 3,
    changed: frozenset[str] = frozenset(),
) -> list[Group]:
    """Group one change for each commune, given its words before and after."""
    values, changes = {}, []
    for seq, (commune, (before, after), place) in enumerate(zip(sources.participants, texts, places, strict=False)):
        values[commune.insee] = OwnValues(commune, make_context(commune, sources.campaign, f"N-{seq}"), changed)
        change = Change(Passage("corps", place, after), compare_words(before, after))
        changes.append(Located("convention", commune, change))
    return group(changes, values)


def sizes(groups: list[Group]) -> list[int]:
    return [len(found.communes) for found in groups]


def test_each_commune_s_own_values_do_not_hide_the_same_edit(sources: Sources) -> None:
    """Name with its preposition, capitals, population, number, mayor, day: each printed as templates print it."""
    texts = [
        ("", "À Escaudain (ESCAUDAIN, 9 325 habitants), dossier N-0"),
        ("", "À Haveluy (HAVELUY, 3 224 habitants), dossier N-1"),
        ("", "À La Sentinelle (LA SENTINELLE, 3 140 habitants), dossier N-2"),
    ]
    population = f"{sources.participants[0].population_municipale:,}".replace(",", " ")
    texts[0] = ("", texts[0][1].replace("9 325", population))
    assert sizes(grouped(sources, *texts)) == [3]
    texts[2] = ("", texts[2][1].replace("La Sentinelle (", "Haveluy ("))
    assert sizes(grouped(sources, *texts)) == [2, 1]


def test_a_number_that_is_everyone_s_stays_everyone_s(sources: Sources) -> None:
    """« article 1 » is the same for all, although 1 is the week of one commune's half-day and not of another's."""
    assert sizes(grouped(sources, *[("", "article 1 et article 3")] * 3)) == [3]


@cases("civilities", ("Monsieur", "Madame"), ("Madame", "Monsieur"))
def test_words_that_agree_with_the_mayor_are_the_same_words(project: MakeProject, civilities: tuple[str, str]) -> None:
    """Whichever comes first in the file."""
    made = project(HAVELUY, LA_SENTINELLE)
    rows = made.communes.read_text(encoding="utf-8").splitlines()
    rows[1:] = [row.replace("Monsieur", civility) for row, civility in zip(rows[1:], civilities, strict=True)]
    made.communes.write_text("\n".join(rows) + "\n", encoding="utf-8")
    texts = {"Monsieur": "Monsieur le Maire, dûment autorisé", "Madame": "Madame la Maire, dûment autorisée"}
    found = grouped(read_sources(made), *(("", texts[civility]) for civility in civilities))
    assert sizes(found) == [2]
    wrong = [("", texts[civilities[0]]), ("", texts[civilities[1]].replace("dûment", "bien"))]
    assert sizes(grouped(read_sources(made), *wrong)) == [1, 1]


def test_what_changed_in_the_data_is_never_hidden(sources: Sources) -> None:
    """Two new mayors are two changes; the same words with an unchanged name are one."""
    names = [commune.nom_maire for commune in sources.participants]
    texts = [(f"Monsieur ANCIEN{n}", f"Monsieur {name}") for n, name in enumerate(names)]
    added = [("", f"Monsieur {name}") for name in names]
    assert sizes(grouped(sources, *texts, changed=frozenset({"nom_maire"}))) == [1, 1, 1]
    assert sizes(grouped(sources, *added, changed=frozenset({"nom_maire"}))) == [1, 1, 1]
    assert sizes(grouped(sources, *added)) == [3]


def test_the_words_around_an_edit_may_differ_at_one_place(sources: Sources) -> None:
    """A condition of the template chose other words; at another place, other words are another edit."""
    texts = [("Le prêt à la mairie", "Le don à la mairie"), ("Le prêt au stade", "Le don au stade")]
    assert sizes(grouped(sources, *texts)) == [2]
    other = (Place("article 8", 1), Place("article 8", 2))
    assert sizes(grouped(sources, *texts, places=other)) == [1, 1]
    assert sizes(grouped(sources, texts[0], texts[0], places=other)) == [2]
    assert sizes(grouped(sources, texts[0], texts[0], places=(Place("article 8", 1), Place("en-tête")))) == [1, 1]


def test_a_row_that_comes_or_goes_is_the_same_whatever_its_date(sources: Sources) -> None:
    """But a date that changes within a row is what changes."""
    rows = (Place("tableau 1", row=2), Place("tableau 1", row=5))
    gone = [("mardi 5 mai 2026 | 14 h", ""), ("jeudi 1er mai 2026 | 14 h", "")]
    assert sizes(grouped(sources, *gone, places=rows)) == [2]
    moved = [("mardi 5 mai 2026", "mardi 12 mai 2026"), ("mardi 5 mai 2026", "mardi 19 mai 2026")]
    assert sizes(grouped(sources, *moved, places=rows)) == [1, 1]


def test_the_places_are_those_of_the_commune_shown(sources: Sources) -> None:
    """Each once, in the order of the document."""
    (found,) = grouped(sources, *[("a", "b")] * 3)
    assert found.places == (Place("article 8", 1),)
    assert found.shown.commune.insee == ESCAUDAIN


def test_thousands_of_changes_are_not_each_held_against_all_others(
    sources: Sources, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new mayor in each of 300 communes, and one more word in all: as many comparisons as there are changes."""
    own = sources.participants[0]
    values = OwnValues(own, make_context(own, sources.campaign, "N-0"))
    communes = [replace(own, insee=f"59{rank:03}") for rank in range(300)]
    texts = [("Vu la lettre", f"Vu la lettre de N{rank}") for rank in range(300)] + [("Vu", "Vu enfin")] * 300
    asked: list[Any] = []
    same = grouping._Signed.same

    def counted(one: Any, other: Any) -> bool:
        asked.append(one)
        return same(one, other)

    monkeypatch.setattr(grouping._Signed, "same", counted)
    changes = [
        Located("convention", commune, Change(Passage("corps", Place("article 8", 1), after), compare_words(*pair)))
        for commune, pair in zip(communes * 2, texts, strict=True)
        for after in pair[1:]
    ]
    found = group(changes, {commune.insee: values for commune in communes})
    assert sorted(sizes(found)) == [1] * 300 + [300]
    assert len(asked) < 2 * len(changes)
