"""What is in force: what was signed, whatever the data and the templates say today."""

from __future__ import annotations

import datetime
from dataclasses import replace

from generator.avenants.inforce import InForce, in_force
from generator.dossiers.fingerprints import snapshot
from generator.inputs.communes import Slot
from generator.inputs.sources import read_sources
from generator.law.duration import ONE_DAY, Reconduction
from generator.project import Project
from generator.register.standings import read_standings
from tests.avenants.acts import find_article

HAVELUY, ESCAUDAIN, LA_SENTINELLE = "59292", "59205", "59564"


def found_of(project: Project, insee: str, before: int | None = None) -> InForce | None:
    """Return what is in force for a commune, if anything is."""
    standings = read_standings(project.register, project.campaign.name)
    return in_force(project, read_sources(project).campaign, standings, insee, before)


def force_of(project: Project, insee: str, before: int | None = None) -> InForce:
    """Return what is in force for a commune."""
    found = found_of(project, insee, before)
    assert found is not None
    return found


def article(force: InForce, number: str) -> str:
    """Return an article in force, with ordinary spaces."""
    return " ".join(" ".join(alinea.text for alinea in find_article(force.text, number).alineas).split())


def test_the_last_signed_avenant_prevails(signed_project: Project) -> None:
    """Its slot, its term and its wording of article 5-1; article 4 is still that of the convention."""
    force = force_of(signed_project, HAVELUY)
    assert force.slot == Slot("M2", 4, "jeudi", "matin", "Médiathèque")
    assert force.written_term == datetime.date(2027, 6, 30)
    assert "jusqu’au 30 juin 2027" in article(force, "5-1")
    assert "Le mardi, le jeudi et le vendredi toute la journée" not in article(force, "4")


def test_changes_of_an_avenant_are_told_by_the_names_they_had(signed_project: Project) -> None:
    """What would be told now of Haveluy's avenant is what was kept at its signature, name by name."""
    (avenant,) = force_of(signed_project, HAVELUY).avenants
    told, kept = snapshot(avenant.standing.record.content.told), avenant.signature.dossier.made_from.avenant
    assert {name: told[name] for name in kept} == kept
    assert {told[name] for name in told.keys() - kept.keys()} == {"False", "None", ""}


def test_of_two_avenants_of_one_day_the_last_counts(signed_project: Project) -> None:
    """Their rank says which; the former slot is that until the day before."""
    force = force_of(signed_project, HAVELUY)
    (first,) = force.avenants
    other = Slot("M2", 2, "mardi", "matin", "Mairie")
    record = replace(first.standing.record, content=replace(first.content, slot=other))
    second = replace(first, standing=replace(first.standing, rank=2, record=record))
    both = replace(force, avenants=(first, second))
    assert both.slot_on(first.effect) == (other, first.effect)
    assert list(both.slots_until(first.effect)) == [(force.signature.dossier.slot, None), (other, first.effect)]
    assert list(both.slots_until(first.effect - ONE_DAY)) == [(force.signature.dossier.slot, None)]


def test_an_avenant_that_says_no_term_leaves_that_of_the_one_before(signed_project: Project) -> None:
    """It takes effect on the day that it says, after it was notified."""
    force = force_of(signed_project, HAVELUY)
    (first,) = force.avenants
    assert (first.notified_on, first.effect) == (datetime.date(2025, 12, 15), datetime.date(2026, 1, 1))
    record = replace(first.standing.record, content=replace(first.content, term=None))
    second = replace(first, standing=replace(first.standing, rank=2, record=record))
    assert replace(force, avenants=(first, second)).written_term == datetime.date(2027, 6, 30)


def test_the_clause_of_renewal_is_the_one_that_was_signed(signed_project: Project) -> None:
    """Today's is for a convention of which the register kept none."""
    force = replace(force_of(signed_project, ESCAUDAIN), clause=Reconduction(24, 6))
    kept = replace(force.signature, dossier=replace(force.signature.dossier, reconduction=Reconduction(12, 2)))
    assert replace(force, signature=kept).duration.reconduction == Reconduction(12, 2)


def test_before_an_avenant_is_what_it_changed(signed_project: Project) -> None:
    """The convention as it was signed."""
    force = force_of(signed_project, HAVELUY, before=1)
    assert force.avenants == ()
    assert force.slot == Slot("M1", 1, "jeudi", "après-midi", "Mairie")
    assert force.written_term == datetime.date(2026, 6, 30)
    assert "30 juin 2027" not in article(force, "5-1")
    assert force_of(signed_project, HAVELUY, before=2) == force_of(signed_project, HAVELUY)


def test_without_avenants_the_convention_is_in_force(signed_project: Project) -> None:
    """As it was signed, with the day of the signature completed."""
    force = force_of(signed_project, ESCAUDAIN)
    assert force.slot == Slot("M1", 2, "mercredi", "après-midi", "Mairie")
    assert force.written_term == datetime.date(2026, 6, 30)
    assert force.former(datetime.date(2026, 1, 1)).convention.signee_le == datetime.date(2025, 5, 13)


def test_nothing_is_in_force_before_a_signature(signed_project: Project) -> None:
    """A complete dossier binds nobody yet."""
    assert found_of(signed_project, LA_SENTINELLE) is None


def test_the_convention_goes_on_by_itself(signed_project: Project) -> None:
    """Escaudain's, signed until June 2026, is renewed each year; an avenant made Haveluy's last a year more."""
    assert force_of(signed_project, ESCAUDAIN).duration.term_on(datetime.date(2027, 1, 1)) == datetime.date(2027, 6, 30)
    assert force_of(signed_project, HAVELUY).duration.term_on(datetime.date(2027, 1, 1)) == datetime.date(2027, 6, 30)
    assert force_of(signed_project, HAVELUY).duration.term_on(datetime.date(2027, 7, 1)) == datetime.date(2028, 6, 30)


def test_what_an_avenant_cites_is_the_term_of_its_own_day(signed_project: Project) -> None:
    """Beyond the period in course it is told as not certain, since no renewal is recorded."""
    force = force_of(signed_project, ESCAUDAIN)
    now, later = (
        force.former(datetime.date(2026, 6, 1)).convention,
        force.former(datetime.date(2027, 1, 1)).convention,
    )
    assert (now.terme, now.reconduite, now.sous_reserve) == (datetime.date(2026, 6, 30), False, False)
    assert (later.terme, later.reconduite, later.sous_reserve) == (datetime.date(2027, 6, 30), False, True)
