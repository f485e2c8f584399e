"""Communes by the data and the register together: whoever has a number is found, with what became of its row."""

from __future__ import annotations

import dataclasses

import pytest

from generator.dossiers.members import Member, find_member, select_members, select_participants
from generator.errors import UsageError
from generator.project import Project
from tests.cases import cases
from tests.dossiers.rolls import decline, members, rewrite, settle


def drop(project: Project, insee: str) -> None:
    """Delete the row of a commune."""
    rewrite(project, lambda rows: [row for row in rows if not row.startswith(insee)])


def known(project: Project, insee: str) -> Member:
    """Return what is known of a commune."""
    return next(member for member in members(project) if member.insee == insee)


@cases("name", "59504", "Rœulx", "roeulx", "ROEULX")
def test_a_commune_is_named_by_code_name_or_slug(small_project: Project, name: str) -> None:
    """The command line takes what people write."""
    assert [commune.insee for commune in select_participants(members(small_project), (name,))] == ["59504"]
    assert find_member(name, members(small_project)).insee == "59504"


def test_a_name_has_the_article_of_its_row(small_project: Project) -> None:
    """No letter of « Hoymille » tells that it is not « d’Hoymille »; without a row, the name alone decides."""
    rewrite(small_project, lambda rows: [row.replace(";Haveluy;1;", ";Hoymille;0;") for row in rows])
    assert [known(small_project, insee).of for insee in ("59292", "59564")] == ["de Hoymille", "de La Sentinelle"]
    assert Member("59000", "Le Quesnoy", None, None, None, "").of == "du Quesnoy"


def test_chosen_communes_come_once_in_the_order_of_the_file(small_project: Project) -> None:
    """Whatever the order of the command line; no name means all."""
    found = members(small_project)
    chosen = select_participants(found, ("la-sentinelle", "59292", "Haveluy"))
    assert [commune.nom for commune in chosen] == ["Haveluy", "La Sentinelle"]
    assert [commune.nom for commune in select_participants(found)] == ["Haveluy", "La Sentinelle", "Rœulx"]


def test_every_unknown_name_is_told_with_the_nearest_one(small_project: Project) -> None:
    """All wrong names at once."""
    with pytest.raises(UsageError) as caught:
        select_participants(members(small_project), ("Havelui", "Denain", "", "59292"))
    assert str(caught.value).splitlines() == [
        "Havelui : commune inconnue ; vouliez-vous haveluy ?",
        "Denain : commune inconnue ; donnez son code INSEE, son nom ou son nom sans accents",
        " : commune inconnue ; donnez son code INSEE, son nom ou son nom sans accents",
    ]


def test_a_name_that_two_communes_bear_must_be_a_code(small_project: Project) -> None:
    """Two départements may have a commune of one name: the code tells them apart."""
    found = members(small_project)
    twins = (*found, dataclasses.replace(found[0], insee="62350"))
    with pytest.raises(UsageError, match="plusieurs communes portent ce nom"):
        select_participants(twins, ("haveluy",))
    assert len(select_members(twins, ("haveluy",))) == 2
    assert find_member("62350", twins).insee == "62350"


def test_a_dossier_whose_row_is_gone_is_found_as_it_last_took_part(small_project: Project) -> None:
    """Its name, its mayor and its number are those of the register; it comes after the rows of the file."""
    settle(small_project)
    drop(small_project, "59292")
    member = find_member("haveluy", members(small_project))
    assert member == members(small_project)[-1]
    assert (member.nom, member.number, member.absence) == ("Haveluy", "MED_NUM-2025-001", "ligne retirée")
    assert (member.commune, member.known.nom_maire) == (None, "RYCKELYNCK")
    assert [one.nom for one in select_members(members(small_project), ())] == ["La Sentinelle", "Rœulx", "Haveluy"]


def test_what_needs_the_row_says_that_it_is_gone_and_what_is_kept(small_project: Project) -> None:
    """« commune inconnue… vouliez-vous hordain ? » was the answer for a dossier that had been signed."""
    settle(small_project)
    drop(small_project, "59292")
    with pytest.raises(UsageError) as caught:
        select_participants(members(small_project), ("haveluy",))
    assert str(caught.value) == (
        "Haveluy n’est plus dans communes.csv ; son dossier MED_NUM-2025-001 est gardé ; pour le fabriquer, remettez "
        "sa ligne, et pour le consulter, lancez « conventions status haveluy »."
    )


def test_who_does_not_take_part_is_not_unknown(small_project: Project) -> None:
    """With a number, its dossier is kept; without, it never had any."""
    settle(small_project)
    decline(small_project, "59292")
    with pytest.raises(
        UsageError, match=r"Haveluy ne participe plus \(participe = non\) ; son dossier MED_NUM-2025-001"
    ):
        select_participants(members(small_project), ("haveluy",))
    assert [one.number for one in select_members(members(small_project), ("haveluy",))] == ["MED_NUM-2025-001"]


def test_who_never_took_part_has_no_dossier_to_show(small_project: Project) -> None:
    """Its row says « non », and it has no number."""
    decline(small_project, "59292")
    for select in (select_members, select_participants):
        with pytest.raises(UsageError, match=r"Haveluy ne participe pas \(participe = non\) ; pour le fabriquer"):
            select(members(small_project), ("haveluy",))


def test_a_code_that_changed_is_known_by_the_siren(small_project: Project) -> None:
    """The dossier under the former code says where its row went."""
    settle(small_project)
    rewrite(small_project, lambda rows: [row.replace("59292;", "59299;", 1) for row in rows])
    member = known(small_project, "59292")
    assert (member.number, member.absence) == ("MED_NUM-2025-001", "code INSEE devenu 59299")
    assert [one.insee for one in select_members(members(small_project), ("haveluy",))] == ["59299", "59292"]
    assert [one.insee for one in select_participants(members(small_project), ("haveluy",))] == ["59299"]


def test_a_name_that_was_changed_is_still_understood(small_project: Project) -> None:
    """Whoever types the name of the dossier finds it, although its row is misspelt now."""
    settle(small_project)
    rewrite(small_project, lambda rows: [row.replace("Haveluy", "Aveluy", 1) for row in rows])
    assert find_member("haveluy", members(small_project)).nom == "Aveluy"


def test_without_any_row_only_what_needs_it_is_refused(small_project: Project) -> None:
    """A dossier numbered by an older version, whose row was lost since."""
    settle(small_project)
    drop(small_project, "59292")
    bare = dataclasses.replace(known(small_project, "59292"), kept=None)
    with pytest.raises(UsageError, match="Haveluy n’est plus dans"):
        _ = bare.known


def test_a_signed_dossier_of_an_older_register_has_the_row_it_was_signed_with(signed_project: Project) -> None:
    """That version kept no roll: the signature holds the row."""
    text = signed_project.communes.read_text(encoding="utf-8")
    kept = [line for line in text.splitlines(keepends=True) if not line.startswith(("59292", "59564"))]
    signed_project.communes.write_text("".join(kept), encoding="utf-8")
    haveluy, la_sentinelle = known(signed_project, "59292"), known(signed_project, "59564")
    assert (haveluy.nom, haveluy.known.nom_maire) == ("Haveluy", "RYCKELYNCK")
    assert (la_sentinelle.nom, la_sentinelle.kept, la_sentinelle.number) == ("La Sentinelle", None, "MED_NUM-2025-003")
