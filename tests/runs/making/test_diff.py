"""What a build would change in the words of the documents, each change once, and nothing written."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Callable
from typing import Any

import pytest
from docx import Document
from docx.text.paragraph import Paragraph

from generator.cli import run as run_command
from generator.console.checking import show_differences
from generator.errors import TemplateError, UsageError
from generator.progress import Silence
from generator.project import Project, open_project
from generator.runs.making.diff import DiffReport, DiffRequest, run as diff
from tests.runs.conftest import Built, contents, copy_project, edit, run
from tests.runs.making.test_rebuild import EMERCHICOURT

Small = Callable[..., Project]
HAVELUY, LA_SENTINELLE, ROEULX = "59292", "59564", "59504"
KINDS = ["bordereau", "deliberation", "convention", "planning"]


def compared(project: Project, *communes: str, only: tuple[str, ...] = ()) -> DiffReport:
    """Compare, and make sure that nothing is written."""
    before = contents(project.root)
    report = diff(project, DiffRequest(communes, only), Silence())
    assert contents(project.root) == before
    return report


def told(report: DiffReport) -> list[tuple[str, list[str], str, str]]:
    """Return each change once: the kind, the communes, the places, the words."""
    marks = {"=": "", "-": "[-{}-]", "+": "{{+{}+}}"}
    return [
        (
            group.shown.kind,
            [commune.nom for commune in group.communes],
            " ; ".join(map(str, group.places)),
            "".join(marks[segment.mark].format(segment.text) for segment in group.shown.change.segments),
        )
        for group in report.groups
    ]


def shown(report: DiffReport, *, colour: bool = False) -> str:
    return "\n".join(show_differences(report, "output/x", colour=colour))


def paragraphs(document: Any) -> list[Paragraph]:
    """Return the paragraphs of the body, tables included, then of header and footer."""
    section = document.sections[0]
    return [
        Paragraph(element, part)
        for part in (document._body, section.header, section.footer)
        for element in part._element.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p")
    ]


def reword(project: Project, template: str, old: str, new: str) -> None:
    """Replace one text in one run of a template."""
    path = project.campaign / template
    document = Document(str(path))
    (run_,) = [run for paragraph in paragraphs(document) for run in paragraph.runs if old in run.text]
    run_.text = run_.text.replace(old, new)
    document.save(str(path))


def add_after(project: Project, template: str, beginning: str, text: str) -> None:
    """Add a paragraph after the one that begins so, in its style."""
    path = project.campaign / template
    document = Document(str(path))
    (before,) = [paragraph for paragraph in document.paragraphs if paragraph.text.startswith(beginning)]
    element = copy.deepcopy(before._p)
    before._p.addnext(element)
    added = Paragraph(element, before._parent)
    added.text = text
    document.save(str(path))


def remove(project: Project, template: str, beginning: str) -> None:
    """Remove the paragraph that begins so."""
    path = project.campaign / template
    document = Document(str(path))
    (found,) = [paragraph for paragraph in document.paragraphs if paragraph.text.startswith(beginning)]
    document.element.body.remove(found._p)
    document.save(str(path))


def test_nothing_changed_and_it_is_said(small_built: Project) -> None:
    """Every document would be the same; so it is after a change that no document prints."""
    project = small_built
    report = compared(project)
    assert (report.documents, report.groups, report.unchanged, report.empty) == ((), (), 12, False)
    assert shown(report) == ("\nAucune différence avec output/x : 12 documents resteraient les mêmes, mot pour mot.")
    edit(project, ";3224;3237;", ";3225;3238;")
    assert compared(project).documents == ()


def test_nothing_made_yet_is_said(small: Small) -> None:
    """All would be new; the next command is named, and neither output nor register appears."""
    project = small()
    report = compared(project)
    assert report.empty
    assert len(report.in_state("new")) == 12
    assert shown(report) == (
        "output/x : rien à comparer, aucun document n’y a encore été fait ; « conventions build » ferait 12 documents."
    )
    assert not project.output.exists()
    assert not project.register.exists()


def test_a_new_mayor_changes_that_commune_s_words_alone(small_built: Project) -> None:
    """With the old and the new name, in each document that prints it, and the reason."""
    project = small_built
    edit(project, "Jean-Paul;RYCKELYNCK", "Jeanne;DURAND")
    report = compared(project)
    assert {(document.commune, document.reason) for document in report.documents} == {
        ("Haveluy", "prenom_maire : Jean-Paul → Jeanne ; nom_maire : RYCKELYNCK → DURAND")
    }
    words = "[-Jean-Paul RYCKELYNCK-]{+Jeanne DURAND+}"
    alone = {"[-Jean-Paul RYCKELYNCK-]", "{+Jeanne DURAND+}"}  # a paragraph that is the name and nothing else
    assert {text for _, _, _, text in told(report)} == {words} | alone
    told_of = [(kind, communes) for kind, communes, _, text in told(report) if text == words]
    assert told_of == [(kind, ["Haveluy"]) for kind in ("bordereau", "deliberation", "convention", "convention")]
    assert "Haveluy, bordereau\n  début du document, 2e paragraphe :\n    Monsieur [-Jean-Paul" in shown(report)


def test_what_is_new_for_each_of_two_communes_is_two_changes(small: Small) -> None:
    """Two addresses that were missing: the news is never hidden behind another commune's."""
    project = small(HAVELUY, ROEULX)
    text = project.communes.read_text(encoding="utf-8")
    edit(project, "Place Auguste-Lainelle", "")
    edit(project, "Place Gilbert-Henry", "")
    run(project)
    project.communes.write_text(text, encoding="utf-8")
    assert told(compared(project)) == [
        ("bordereau", ["Haveluy"], "début du document, 4e paragraphe", "{+Place Auguste-Lainelle+}"),
        ("bordereau", ["Rœulx"], "début du document, 4e paragraphe", "{+Place Gilbert-Henry+}"),
    ]


def test_a_reworded_template_is_one_change_for_all(small_built: Project) -> None:
    """Whatever each commune's own words around it."""
    project = small_built
    reword(project, "convention.docx", "Toute modification", "Toute modification, même mineure,")
    report = compared(project)
    assert told(report) == [
        ("convention", ["Haveluy", "Hélesmes", "La Sentinelle"], "article 8, 1er paragraphe", "{+, même mineure,+}")
    ]
    assert report.unchanged == 9
    assert "convention, 3 communes (toutes les communes) ; exemple d’Haveluy\n" in shown(report)
    assert "Toute modification{+, même mineure,+} des termes" in shown(report)
    assert "Toute modification\x1b[32m\x1b[4m, même mineure,\x1b[0m des termes" in shown(report, colour=True)


ADDED = (
    "Le conseil {{ commune|de }} ({{ commune.population_municipale|nombre }} habitants), représenté par "
    '{{ commune.appel_maire }}, dûment {{ "autorisé"|accord(commune.civilite_maire) }}, applique l’article 3 '
    "du dossier {{ numero }} le {{ creneau.jour }}."
)


def test_a_paragraph_added_to_a_template_is_one_change_for_the_46_communes(
    embedded_campaign: Built, tmp_path: Any
) -> None:
    """Names, numbers, mayors, agreements and half-days differ in every document, and it is one edit."""
    project = copy_project(tmp_path)
    shutil.copytree(embedded_campaign.project.output, project.output)
    shutil.copytree(embedded_campaign.project.root / "register", project.register.parent, dirs_exist_ok=True)
    add_after(project, "convention.docx", "Toute modification", ADDED)
    ((kind, communes, place, words),) = told(compared(project))
    assert (kind, len(communes), place) == ("convention", 46, "article 8, 2e paragraphe")
    assert words == (
        "{+Le conseil d’Abscon (4 160 habitants), représenté par Monsieur le Maire, dûment autorisé, applique "
        "l’article 3 du dossier MED_NUM-2025-001 le mardi.+}"
    )


def test_a_removed_paragraph_is_shown_where_it_was(small_built: Project) -> None:
    """Whole, once."""
    project = small_built
    remove(project, "convention.docx", "Cette prestation de service est exonérée")
    ((kind, communes, place, words),) = told(compared(project))
    assert (kind, len(communes), place) == ("convention", 3, "article 2, 1er paragraphe")
    assert words.startswith("[-Cette prestation de service est exonérée")
    assert "article 2, 1er paragraphe (retiré) :" in shown(compared(project))


def test_a_changed_header_is_named_so(small_built: Project) -> None:
    """And a footer too."""
    project = small_built
    reword(project, "bordereau.docx", "{{ epci.siege }}", "{{ epci.siege }} – {{ epci.sigle }}")
    reword(project, "bordereau.docx", " – SN – ", " – Service numérique – ")
    assert [
        (kind, len(communes), place.split(",")[0], words) for kind, communes, place, words in told(compared(project))
    ] == [("bordereau", 3, "en-tête", "{+ – CAPH+}"), ("bordereau", 3, "pied de page", "[-SN-]{+Service numérique+}")]


def test_the_same_edit_in_every_row_is_one_change(small: Small) -> None:
    """The rows are named together, although each has its own date; a holiday has no hours to change."""
    project = small(HAVELUY, LA_SENTINELLE)
    run(project)
    edit_toml(project, "accueil_minutes = 120", "accueil_minutes = 90")
    report = compared(project, only=("planning",))
    assert [(communes, words) for _, communes, _, words in told(report)] == [
        (["Haveluy", "La Sentinelle"], "[-16 h-]{+15 h 30+}"),
        (["Haveluy", "La Sentinelle"], "[-16 h-]{+15 h 30+}[-17 h-]{+16 h 30+}"),
        (["Haveluy", "La Sentinelle"], "[-16 h-]{+15 h 30+}[-16 h – 17 h-]{+15 h 30 – 16 h 30+}"),
    ]
    assert "tableau 2, lignes 3 à 9 et 11 à 15 :" in shown(report)


def edit_toml(project: Project, old: str, new: str) -> None:
    path = project.campaign / "campaign.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_shorter_term_removes_the_last_dates_of_all(small: Small) -> None:
    """Rows that go whole are one change, whatever their date; the term itself is another."""
    project = small(HAVELUY, ROEULX)
    run(project)
    edit_toml(project, "terme = 2026-06-30", "terme = 2026-04-30")
    changes = told(compared(project, only=("planning",)))
    gone = [(communes, place) for _, communes, place, words in changes if words.startswith("[-") and "+}" not in words]
    assert ["Haveluy", "Rœulx"] in [communes for communes, _ in gone]
    assert "[-30 juin 2026-]{+30 avril 2026+}" in [words for *_, words in changes]


def test_a_commune_that_arrives_has_new_documents(small_built: Project) -> None:
    """They are said to be new, with no words; the others stay."""
    project = small_built
    project.communes.write_text(project.communes.read_text(encoding="utf-8") + EMERCHICOURT, encoding="utf-8")
    report = compared(project)
    assert [(item.commune, item.kind, item.state, item.number) for item in report.documents] == [
        ("Émerchicourt", kind, "new", "MED_NUM-2025-004") for kind in KINDS
    ]
    assert report.unchanged == 12
    assert "Nouveau — Émerchicourt (bordereau, deliberation, convention, planning)\n" in shown(report)


def test_a_commune_that_leaves_takes_its_documents_away(small_built: Project) -> None:
    """Whatever communes are named, since any build would remove them."""
    project = small_built
    lines = project.communes.read_text(encoding="utf-8").splitlines(keepends=True)
    project.communes.write_text("".join(line for line in lines if not line.startswith(HAVELUY)), encoding="utf-8")
    for named in ((), ("la-sentinelle",)):
        report = compared(project, *named)
        assert [(item.commune, item.kind, item.state) for item in report.documents] == [
            ("Haveluy", kind, "gone") for kind in KINDS
        ]
    assert "Quitterait output/ — Haveluy" in shown(report)


def test_layout_alone_is_said_without_words(small_built: Project) -> None:
    """The words are the same, the document is not."""
    project = small_built
    path = project.campaign / "planning.docx"
    document = Document(str(path))
    document.paragraphs[0].runs[0].italic = True
    document.save(str(path))
    report = compared(project)
    assert report.groups == ()
    assert [(item.kind, item.state) for item in report.documents] == [("planning", "layout")] * 3
    assert "Mise en forme seule, mêmes mots — Haveluy, Hélesmes, La Sentinelle (planning)" in shown(report)


def test_what_was_changed_by_hand_in_the_output_is_shown_as_lost(small: Small) -> None:
    """The build would undo it; a spoilt or missing file would be made anew."""
    project = small(HAVELUY)
    run(project)
    convention, planning, bordereau = (
        project.output / project_path
        for project_path in (
            f"59292-haveluy/MED_NUM-2025-001-{kind}.docx" for kind in ("convention", "planning", "bordereau")
        )
    )
    document = Document(str(convention))
    document.paragraphs[-1].add_run(" Ajout à la main.")
    document.save(str(convention))
    planning.write_bytes(b"x")
    bordereau.unlink()
    report = compared(project)
    assert [(item.kind, item.state) for item in report.documents] == [
        ("bordereau", "new"),
        ("convention", "changed"),
        ("planning", "new"),
    ]
    assert {item.reason for item in report.documents} == {"fichier absent ou modifié à la main"}
    assert [words for *_, words in told(report)] == ["[- Ajout à la main.-]"]


def test_a_missing_pdf_is_no_difference(small: Small) -> None:
    """The words are in the DOCX."""
    project = small(HAVELUY)
    run(project)
    (project.output / "59292-haveluy" / "MED_NUM-2025-001-planning.pdf").unlink()
    assert compared(project).documents == ()


def test_communes_and_kinds_can_be_chosen(small_built: Project) -> None:
    """What is not named is not compared."""
    project = small_built
    reword(project, "convention.docx", "Toute modification", "Une modification")
    reword(project, "bordereau.docx", "Pièces du dossier", "Pièces jointes")
    assert {item.commune for item in compared(project, "haveluy").documents} == {"Haveluy"}
    assert {item.kind for item in compared(project, only=("bordereau",)).documents} == {"bordereau"}
    assert compared(project, "haveluy").unchanged == 2
    with pytest.raises(UsageError, match="commune inconnue"):
        compared(project, "lille")


def test_a_faulty_template_is_an_error_as_in_a_build(small: Small) -> None:
    """Nothing is compared."""
    project = small(HAVELUY)
    run(project)
    add_after(project, "convention.docx", "Toute modification", "{{ commune.maire_nom }}")
    with pytest.raises(TemplateError):
        compared(project)


def test_the_command_exits_with_0_and_speaks_json(small: Small, capsys: pytest.CaptureFixture[str]) -> None:
    """Differences are no failure; one object on standard output, and the same as lines without --json."""
    project = small(HAVELUY, ROEULX)
    run(project)
    reword(project, "convention.docx", "Toute modification", "Une modification")
    capsys.readouterr()
    assert run_command(["diff", "--project", str(project.root), "--json"]) == 0
    said = capsys.readouterr()
    result = json.loads(said.out)
    assert said.err == ""
    assert {key: result[key] for key in ("empty", "unchanged")} == {"empty": False, "unchanged": 7}
    assert [(item["commune"], item["state"]) for item in result["documents"]] == [
        ("Haveluy", "changed"),
        ("Rœulx", "changed"),
    ]
    (group,) = result["groups"]
    assert group["communes"] == [HAVELUY, ROEULX]
    assert group["words"][:2] == [["-", "Toute"], ["+", "Une"]]
    assert result["documents"][0]["changes"][0] == {key: group[key] for key in ("place", "change", "words")}
    assert run_command(["diff", "rœulx", "--project", str(project.root)]) == 0
    out = capsys.readouterr().out
    assert "\nRœulx, convention\n" in out
    assert "[-Toute-]{+Une+} modification" in out
    assert open_project(project.root).manifest.is_file()
