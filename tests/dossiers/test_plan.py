"""The plan: which documents, from what, and where they go."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

import pytest

from generator.dossiers.dossier import folder_of
from generator.dossiers.fingerprints import program_sha256, sha256_of, snapshot
from generator.dossiers.plan import Plan, Wanted, plan_conventions, select_kinds
from generator.errors import UsageError
from generator.inputs.sources import Sources, read_sources
from generator.project import Project
from tests.edits import replace, set_cells

NUMBERS = {"59292": "N-1", "59564": "N-2", "59504": "N-3"}
KINDS = ("bordereau", "note", "deliberation", "convention", "planning", "pack")


def plan_of(sources: Sources, communes: int = 3, *kinds: str) -> Plan:
    """Plan a build of the first communes."""
    chosen = frozenset(commune.insee for commune in sources.participants[:communes])
    wanted = Wanted(chosen, frozenset(select_kinds(sources.campaign, kinds)))
    return Plan(sources, wanted, plan_conventions(sources, NUMBERS))


def digests(project: Project, numbers: dict[str, str] | None = None) -> dict[tuple[str, str], str]:
    """Return the digest of what each document is made from, by commune and kind."""
    sources = read_sources(project)
    return {
        (planned.commune, planned.kind): planned.inputs_sha256
        for dossier in plan_conventions(sources, numbers or NUMBERS)
        for planned in dossier.documents
    }


def changed(before: dict[tuple[str, str], str], after: dict[tuple[str, str], str]) -> set[tuple[str, str]]:
    return {key for key in after if before.get(key) != after[key]}


def test_every_participant_has_every_document(small_project: Project) -> None:
    """In the order of the file and of the pack, at paths that sort and read well; the note where it is due."""
    plan = plan_of(read_sources(small_project))
    assert [(dossier.commune.nom, dossier.number) for dossier in plan.dossiers] == [
        ("Haveluy", "N-1"),
        ("La Sentinelle", "N-2"),
        ("Rœulx", "N-3"),
    ]
    last = plan.dossiers[-1]
    assert [planned.kind for planned in last.documents] == list(KINDS[:-1])
    assert last.documents[3].docx == "59504-roeulx/N-3-convention.docx"
    assert last.documents[3].pdf == "59504-roeulx/N-3-convention.pdf"
    assert last.pack == "59504-roeulx/N-3-pack.pdf"
    assert folder_of(plan.dossiers[1].commune) == "59564-la-sentinelle"
    assert plan.whole
    assert (plan.size, len(plan.chosen)) == (13, 3)


def test_a_build_can_be_narrowed(small_project: Project) -> None:
    """To communes and kinds; the plan still knows all dossiers."""
    sources = read_sources(small_project)
    plan = plan_of(sources, 1, "convention", "pack")
    assert [dossier.commune.nom for dossier in plan.chosen] == ["Haveluy"]
    assert (len(plan.dossiers), plan.size, plan.whole) == (3, 1, False)
    assert not plan_of(sources, 3, "convention").whole


def test_the_note_goes_to_the_communes_where_it_is_due(small_project: Project) -> None:
    """From 3 500 inhabitants at the last renewal of the council (CGCT, article L. 2121-12), whatever they are today."""
    with_note = ["Rœulx"]
    assert noted(small_project) == with_note
    set_cells(small_project, "59564", population_conseil="3500")
    assert noted(small_project) == ["La Sentinelle", *with_note]
    set_cells(small_project, "59504", population_conseil="3499")
    assert noted(small_project) == ["La Sentinelle"]
    set_cells(small_project, "59504", population_conseil="", population_municipale="3500")
    assert noted(small_project) == ["La Sentinelle", "Rœulx"]


def noted(project: Project) -> list[str]:
    """Return the communes whose dossier has a note."""
    dossiers = plan_of(read_sources(project)).dossiers
    return [one.commune.nom for one in dossiers if "note" in [planned.kind for planned in one.documents]]


def test_kinds_are_those_of_the_campaign(small_project: Project) -> None:
    """None named means all; an unknown one is told with the list."""
    campaign = read_sources(small_project).campaign
    *pieces, pack = KINDS
    avenants = (
        "bordereau-avenant",
        "note-avenant",
        "deliberation-avenant",
        "avenant",
        "convention-consolidee",
        "modifications",
        "modifications-planning",
    )
    assert select_kinds(campaign, ()) == (*pieces, *avenants, pack)
    assert select_kinds(campaign, ("planning",)) == ("planning",)
    assert select_kinds(campaign, ("Délibération", "PACK")) == ("deliberation", "pack")
    with pytest.raises(
        UsageError,
        match=r"annexe : .*\(--only\) .*bordereau, note, deliberation, convention, planning, .*avenant, .*pack",
    ):
        select_kinds(campaign, ("convention", "annexe"))


def test_a_digest_depends_on_the_inputs_alone(small_project: Project) -> None:
    """The same files give the same digests, wherever the rows stand."""
    before = digests(small_project)
    header, *rows = small_project.communes.read_text(encoding="utf-8").splitlines()
    small_project.communes.write_text("\r\n".join([header, *reversed(rows)]), encoding="utf-8")
    assert digests(small_project) == before


def test_a_changed_cell_concerns_its_commune_alone(small_project: Project) -> None:
    """Its documents are to be looked at again, and no other's."""
    before = digests(small_project)
    replace(small_project.communes, "03 27 44 20 99", "03 27 44 20 98")
    assert {name for name, _ in changed(before, digests(small_project))} == {"Haveluy"}


def test_a_changed_template_concerns_its_kind_alone(small_project: Project) -> None:
    """In every commune."""
    before = digests(small_project)
    path = small_project.campaign / "planning.docx"
    path.write_bytes(path.read_bytes() + b"\0")
    assert changed(before, digests(small_project)) == {
        (name, "planning") for name in ("Haveluy", "La Sentinelle", "Rœulx")
    }


def test_a_changed_campaign_or_number_is_seen(small_project: Project) -> None:
    """The campaign concerns all documents, a number those of its commune."""
    before = digests(small_project)
    renumbered = digests(small_project, NUMBERS | {"59292": "N-9"})
    assert {name for name, _ in changed(before, renumbered)} == {"Haveluy"}
    replace(small_project.campaign / "campaign.toml", "originaux = 2", "originaux = 3")
    assert changed(before, digests(small_project)) == set(before)


def test_a_snapshot_names_every_leaf(small_project: Project) -> None:
    """Reports compare snapshots to say what changed: no path of the machine may be in one."""
    leaves = snapshot(read_sources(small_project).campaign)
    assert leaves["epci.president.nom"] == "ROBIN"
    assert leaves["convention.terme"] == "2026-06-30"
    assert leaves["pieces.3.kind"] == "deliberation"
    assert leaves["planning.mediateurs.M2"] == "Médiateur numérique n° 2"
    assert leaves["planning.debuts.matin"] == "09:00:00"
    assert str(small_project.root) not in "".join(leaves.values())


def test_a_digest_of_values_ignores_the_order_of_keys() -> None:
    """And nothing else."""
    assert sha256_of({"a": 1, "b": ["é"]}) == sha256_of({"b": ["é"], "a": 1})
    assert sha256_of({"a": [1, 2]}) != sha256_of({"a": [2, 1]})
    assert len(program_sha256()) == 64


def test_a_snapshot_takes_any_model() -> None:
    """Paths by their last part, lists by rank."""

    @dataclasses.dataclass(frozen=True)
    class Model:
        path: Path
        dates: tuple[datetime.date, ...]

    assert snapshot(Model(Path("/a/b.png"), (DATE,))) == {"path": "b.png", "dates.1": "2025-02-24"}


DATE = datetime.date(2025, 2, 24)


def test_how_numbers_are_made_changes_no_document(small_project: Project) -> None:
    """Those that were given stay; the rest of campaign.toml concerns every document."""
    before = digests(small_project)
    replace(small_project.campaign / "campaign.toml", "annee = 2025", "annee = 2027")
    assert changed(before, digests(small_project)) == set()


def test_a_cell_of_the_campaign_s_file_concerns_its_commune_alone(small_project: Project) -> None:
    """Even when it brings a column that the project's file does not have."""
    before = digests(small_project)
    small_project.own_communes.write_text("insee;referent\n59292;Accueil\n59564;\n", encoding="utf-8")
    assert {commune for commune, _ in changed(before, digests(small_project))} == {"Haveluy"}


def test_a_commune_without_a_number_has_no_dossier(small_project: Project) -> None:
    """A build of those that have one is not whole."""
    sources = read_sources(small_project)
    wanted = Wanted(frozenset({"59292"}), frozenset(select_kinds(sources.campaign, ())))
    plan = Plan(sources, wanted, plan_conventions(sources, {"59292": "N-1"}))
    assert [dossier.commune.nom for dossier in plan.dossiers] == ["Haveluy"]
    assert not plan.whole
