"""What a second build makes again, and why: nothing without a reason."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.errors import DataError, TemplateError, UsageError
from generator.project import Project, open_project
from tests.edits import add_paragraph
from tests.runs.conftest import REPOSITORY, Built, contents, edit, made, run

Small = Callable[..., Project]
EMERCHICOURT = (
    "59192;215901927;Émerchicourt;1;59580;Nord;Valenciennes;813;859;5 rue Pablo-Picasso;"
    "secretariat@mairie-emerchicourt.fr;03 27 90 21 36;Monsieur;Régis;ROUSSEL;2020-07-04;M1;4;vendredi;matin;Mairie\n"
)


def test_a_second_build_makes_nothing(small_built: Project) -> None:
    """With the same inputs nothing is made and no byte changes; not even the manifest is written again."""
    project = small_built
    before, manifest = contents(project.output), project.manifest.stat().st_ino
    report = run(project)
    assert made(report) == set()
    assert contents(project.output) == before
    assert project.manifest.stat().st_ino == manifest


def test_one_changed_mayor_remakes_that_commune_its_pack_and_the_recueil(small_built: Project) -> None:
    """And the reason names the column with its old and new values."""
    project = small_built
    edit(project, "Jean-Paul;RYCKELYNCK", "Jeanne;RYCKELYNCK")
    report = run(project)
    assert made(report) == {
        ("Haveluy", "convention"),
        ("Haveluy", "deliberation"),
        ("Haveluy", "bordereau"),
        ("Haveluy", "pack"),
        ("", "recueil"),
    }
    reasons = {outcome.kind: outcome.reason for outcome in report.outcomes if outcome.state == "built"}
    assert reasons["convention"] == "prenom_maire : Jean-Paul → Jeanne"
    assert reasons["recueil"] == "Haveluy, dossier relié"


def test_a_value_no_document_prints_remakes_nothing(small_built: Project) -> None:
    """A new population changes the inputs, but not the DOCX: nothing is converted, and the next build is idle."""
    project = small_built
    before = contents(project.output)
    edit(project, ";3224;3237;", ";3225;3238;")
    report = run(project)
    assert made(report) == set()
    after = contents(project.output)
    assert before.pop("manifest.json") != after.pop("manifest.json")
    assert after == before


def test_a_47th_commune_leaves_the_46_others_untouched(embedded_campaign: Built, tmp_path: Path) -> None:
    """Émerchicourt's row, put in its alphabetical place, makes one dossier with a new number and a new recueil."""
    shutil.copytree(embedded_campaign.project.root, tmp_path / "projet")
    project = open_project(tmp_path / "projet")
    before = contents(project.output)
    header, *rows = project.communes.read_text(encoding="utf-8").splitlines(keepends=True)
    project.communes.write_text("".join([header, *rows[:10], EMERCHICOURT, *rows[10:]]), encoding="utf-8")
    report = run(project)
    assert {name for name, _ in made(report)} == {"Émerchicourt", ""}
    after = contents(project.output)
    assert "59192-emerchicourt/MED_NUM-2025-047-pack.pdf" in after
    assert len({path.partition("/")[0] for path in after if "/" in path}) == 47
    for path, data in before.items():
        assert (after[path] == data) is (path not in ("manifest.json", "recueil.pdf")), path


def test_the_register_after_the_elections_remakes_the_16_new_mayors(embedded_campaign: Built, tmp_path: Path) -> None:
    """With communes-2026.csv, whose populations all changed, just the communes whose mayor's name changed are made."""
    shutil.copytree(embedded_campaign.project.root, tmp_path / "projet")
    project = open_project(tmp_path / "projet")
    shutil.copyfile(REPOSITORY / "docs" / "examples" / "communes-2026.csv", project.communes)
    report = run(project)
    assert {name for name, kind in made(report) if kind != "recueil"} == {
        "Abscon",
        "Bellaing",
        "Bouchain",
        "Bruille-Saint-Amand",
        "Château-l'Abbaye",
        "Douchy-les-Mines",
        "Escaudain",
        "Hasnon",
        "Hérin",
        "Lourches",
        "Mortagne-du-Nord",
        "Nivelle",
        "Noyelles-sur-Selle",
        "Thiant",
        "Wallers",
        "Wasnes-au-Bac",
    }
    for outcome in report.outcomes:
        if outcome.state == "built" and outcome.kind not in ("pack", "recueil"):
            assert "_maire : " in outcome.reason, outcome
            assert outcome.kind != "planning"


def test_only_the_named_communes_are_made(small: Small) -> None:
    """By name, INSEE code or slug; the recueil waits until all packs exist."""
    project = small()
    report = run(project, communes=("Haveluy", "59564"))
    assert {name for name, _ in made(report)} == {"Haveluy", "La Sentinelle"}
    assert report.manifest.recueil is None
    assert not report.failed
    report = run(project, communes=("helesmes",))
    assert {name for name, _ in made(report)} == {"Hélesmes", ""}
    assert made(run(project)) == set()


def test_the_report_in_json_gives_every_document_a_state(small_built: Project) -> None:
    """Built, failed or unchanged, those that the build did not concern included; and the manifest's own keys."""
    project = small_built
    result = run(project, communes=("haveluy",), force=True).as_json()
    states = {(item["commune"], item["state"]) for item in result["documents"]}
    assert states == {("Haveluy", "built"), ("Hélesmes", "unchanged"), ("La Sentinelle", "unchanged")}
    assert result["recueil"]["state"] == "built"
    assert {item["reason"] for item in result["documents"] if item["kind"] == "planning"} == {"demandé (--force)", ""}
    assert (result["schema"], len(result["packs"]), result["problems"][0]["commune"]) == (1, 3, "Hélesmes")
    assert all(seconds >= 0 for seconds in result["timings"].values())


def test_only_one_kind_is_made(small: Small) -> None:
    """``--only planning`` makes plannings, no packs; an unknown kind is refused with the known ones."""
    project = small()
    assert {kind for _, kind in made(run(project, only=("planning",)))} == {"planning"}
    with pytest.raises(UsageError, match=r"deliberation, convention, planning, .*avenant, .*pack"):
        run(project, only=("plannings",))


def test_an_unknown_commune_is_refused_with_the_nearest_name(small: Small) -> None:
    """« haveluys » is not a commune."""
    project = small()
    with pytest.raises(UsageError, match=r"haveluys.*vouliez-vous haveluy"):
        run(project, communes=("haveluys",))
    assert not project.register.exists()


def test_a_changed_template_remakes_its_documents_only(small: Small) -> None:
    """And the reason says that the template changed."""
    project = small("59292", "59297")
    run(project)
    add_paragraph(project.campaign / "planning.docx", "Une ligne de plus pour {{ commune.nom }}.")
    report = run(project)
    assert made(report) == {
        ("Haveluy", "planning"),
        ("Haveluy", "pack"),
        ("Hélesmes", "planning"),
        ("Hélesmes", "pack"),
        ("", "recueil"),
    }
    assert {outcome.reason for outcome in report.outcomes if outcome.kind == "planning"} == {"modèle modifié"}


def test_what_a_template_says_wrongly_is_told_by_the_build_that_makes_its_documents(small: Small) -> None:
    """As by a check: a word before a name that asks for another one, a mayor of one commune; and not again after."""
    project = small("59292", "59297")
    add_paragraph(project.campaign / "planning.docx", "Le maire de {{ commune.nom }}, Jean-Paul RYCKELYNCK.")
    told = [problem for problem in run(project, dry_run=True).problems if problem.file == "planning.docx"]
    assert [problem.level for problem in told] == ["warning", "warning"]
    assert "« de {{ commune.nom }} » s’imprimerait « de Haveluy »" in told[0].message
    assert "« Jean-Paul RYCKELYNCK » (le nom d’un maire)" in told[1].message
    assert [problem for problem in run(project).problems if problem.file == "planning.docx"] == told
    assert not [problem for problem in run(project).problems if problem.file == "planning.docx"]


def test_a_dry_run_writes_nothing_and_says_the_same(small: Small) -> None:
    """It foretells exactly what the build then makes, and gives no number."""
    project = small()
    foretold = run(project, dry_run=True)
    assert not project.output.exists()
    assert not project.register.exists()
    assert made(run(project)) == made(foretold)
    edit(project, "Jean-Paul;RYCKELYNCK", "Jeanne;RYCKELYNCK")
    before = contents(project.root)
    foretold = run(project, dry_run=True)
    assert contents(project.root) == before
    report = run(project)
    assert made(report) == made(foretold)
    assert len(made(report)) == 5


def test_a_template_error_stops_the_build_before_anything_is_made(small: Small) -> None:
    """No file and no number is made while a problem stands; the place in the template is told once."""
    project = small("59292", "59297")
    template = project.campaign / "planning.docx"
    sound = template.read_bytes()
    add_paragraph(template, "{{ commune.maire_nom }}")
    with pytest.raises(TemplateError) as caught:
        run(project)
    (problem,) = (problem for problem in caught.value.problems if problem.level == "error")
    assert (problem.file, problem.place) == ("planning.docx", "« Révision du planning », 3e paragraphe, vers la page 2")
    assert problem.message.startswith("commune.maire_nom : inconnu (près de")
    assert problem.remedy == "vouliez-vous commune.nom_maire ?"
    assert contents(project.output) == {}
    template.write_bytes(sound)
    numbers = {record.number for record in run(project).manifest.documents}
    assert numbers == {"MED_NUM-2025-001", "MED_NUM-2025-002"}


def test_a_commune_that_leaves_keeps_its_number_for_ever(small_built: Project) -> None:
    """Its files leave the output; when it comes back it has the same number, and nobody else got it."""
    project = small_built
    text = project.communes.read_text(encoding="utf-8")
    header, _, *others = text.splitlines(keepends=True)
    project.communes.write_text(header + EMERCHICOURT + "".join(others), encoding="utf-8")
    report = run(project)
    assert not (project.output / "59292-haveluy").exists()
    assert {record.number for record in report.manifest.documents} == {f"MED_NUM-2025-00{seq}" for seq in (2, 3, 4)}
    project.communes.write_text(text, encoding="utf-8")
    report = run(project)
    assert (project.output / "59292-haveluy" / "MED_NUM-2025-001-pack.pdf").exists()
    assert not (project.output / "59192-emerchicourt").exists()


def test_strict_makes_warnings_errors(small: Small) -> None:
    """Hélesmes has no e-mail: a warning, and with --strict a refusal."""
    project = small()
    assert [one.commune for one in run(project, today=datetime.date(2025, 3, 1)).problems] == ["Hélesmes"]
    with pytest.raises(DataError, match="--strict"):
        run(project, strict=True)


def test_duplex_starts_every_document_on_a_recto(small: Small) -> None:
    """Each document of the pack begins on an odd page, and an added page says why it is blank."""
    from pypdf import PdfReader

    project = small("59292")
    run(project, duplex=True)
    reader = PdfReader(project.output / "59292-haveluy" / "MED_NUM-2025-001-pack.pdf")
    starts = [reader.get_destination_page_number(item) for item in reader.outline if not isinstance(item, list)]
    assert len(starts) == 4
    assert all(start is not None and start % 2 == 0 for start in starts)
    blank = [page.extract_text() for page in reader.pages if "blanche" in page.extract_text()]
    assert blank
    assert all("MED_NUM-2025-001 — " in text for text in blank)
    assert made(run(project, duplex=True)) == set()
    assert ("Haveluy", "pack") in made(run(project))


def test_the_print_set_holds_every_original(small: Small) -> None:
    """Two copies of convention and planning per commune, each page stamped."""
    from pypdf import PdfReader

    project = small("59292", "59297")
    report = run(project, originals=2, even_incomplete=True)
    assert ("", "originaux") in made(report)
    pages = [page.extract_text() for page in PdfReader(project.output / "originaux.pdf").pages]
    conventions = 5 + 1
    assert len(pages) == 2 * 2 * conventions
    for copy in (1, 2):
        for page in range(1, conventions + 1):
            stamp = f"MED_NUM-2025-002 — original {copy}/2 — {page}/{conventions}"
            assert sum(stamp in text for text in pages) == 1
    assert made(run(project, originals=2, even_incomplete=True)) == set()


def test_a_campaign_with_nothing_to_sign_has_no_print_set(small: Small) -> None:
    """Asked for all the same, it is refused before anything is made."""
    project = small("59292")
    toml = project.campaign / "campaign.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("a_signer = true\n", ""), encoding="utf-8")
    with pytest.raises(DataError, match="a_signer = true"):
        run(project, originals=2)
    assert not project.output.exists()


def test_duplex_originals_are_stamped_page_by_page(small: Small) -> None:
    """The five pages of a convention are followed by a blank verso, counted and stamped in its own copy."""
    from pypdf import PdfReader

    project = small("59292")
    run(project, originals=2, even_incomplete=True, duplex=True)
    pages = [page.extract_text() for page in PdfReader(project.output / "originaux.pdf").pages]
    assert "original 1/2 — 6/7" in pages[5]
    assert "blanche" in pages[5]
    assert "original 1/2 — verso" in pages[7]
    assert "original 2/2 — 1/7" in pages[8]
