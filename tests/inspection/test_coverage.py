"""Coverage: the branches that the real documents pass, no more and no less."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from typing import Any

import pytest
from docx import Document

from generator.cli import run as run_command
from generator.inputs.sources import read_sources
from generator.inspection.branches import Branch, Recorder
from generator.inspection.coverage import Coverage
from generator.project import Project
from generator.rendering.context import for_piece, make_context
from generator.rendering.rendering import Renderer
from generator.rendering.templates import Templates
from generator.runs.making.coverages import coverage_lines
from tests.cases import cases
from tests.conftest import MakeProject
from tests.edits import replace
from tests.inspection.covering import cover
from tests.rendering.templates import DATE, context, template, texts


def passed(docx: bytes, values: dict[str, Any] | None = None) -> tuple[list[Branch], list[Branch], list[str]]:
    """Return the branches of a template that one document passes, those it does not, and its paragraphs."""
    recorder = Recorder(docx)
    rendered = Renderer(Templates((("x", "modele.docx", docx),), DATE), recorder.mark).render(
        "x", values or context(), "H"
    )
    taken = recorder.passed()
    split: tuple[list[Branch], list[Branch]] = ([], [])
    for index, branch in enumerate(recorder.branches):
        split[index not in taken].append(branch)
    return *split, texts(rendered)


@cases(
    "text, taken, left",
    ("{% if numero %}a{% endif %}", ["si numero"], ["sauf si numero"]),
    ("{% if not numero %}a{% else %}b{% endif %}", ["sauf si not numero"], ["si not numero"]),
    ("{% if 1 > 2 %}a{% elif 2 > 1 %}b{% else %}{% endif %}", ["si 2 > 1"], ["si 1 > 2", "sauf si 1 > 2 ou 2 > 1"]),
    ("{% for x in [1] %}{{ x }}{% endfor %}", ["boucle for x in [1]"], ["boucle vide : for x in [1]"]),
    ("{% for x in [] %}a{% else %}b{% endfor %}", ["boucle vide : for x in []"], ["boucle for x in []"]),
    (
        "{% for x in [1] if x > 1 %}a{% endfor %}",
        ["boucle vide : for x in [1] if x > 1"],
        ["boucle for x in [1] if x > 1"],
    ),
    ("{{ 'a' if numero else 'b' }}", ["si numero"], ["sauf si numero"]),
    (
        "{{ 'a if b else c' }}{% if (1 if numero else 0) %}d{% endif %}",
        ["si numero", "si (1 if numero else 0)"],
        ["sauf si numero", "sauf si (1 if numero else 0)"],
    ),
    (
        "{{ (1 if numero else 2) + (3 if 1 > 2 else 4) }}",
        ["si (1 if numero else 2) + (3 if 1 > 2 else 4)", "sauf si (1 if numero else 2) + (3 if 1 > 2 else 4)"],
        ["si (1 if numero else 2) + (3 if 1 > 2 else 4)", "sauf si (1 if numero else 2) + (3 if 1 > 2 else 4)"],
    ),
    (
        "{% if numero %}a{% else %}b{% endif %}{% for x in [1] %}c{% else %}d{% endfor %}{{ 'e' if 1 > 2 else 'f' }}",
        ["si numero", "boucle for x in [1]", "sauf si 1 > 2"],
        ["sauf si numero", "boucle vide : for x in [1]", "si 1 > 2"],
    ),
    (
        "{% for x in [] %}c{% else %}d{% endfor %}{% if numero == 'a & b' %}e{% endif %}",
        ["boucle vide : for x in []", "sauf si numero == 'a & b'"],
        ["boucle for x in []", "si numero == 'a & b'"],
    ),
    ("{% macro m(x) %}{% if x %}a{% endif %}{% endmacro %}{{ m(numero) }}", ["si x"], ["sauf si x"]),
    ("{% set k %}{% if numero %}a{% endif %}{% endset %}{{ k }}", ["si numero"], ["sauf si numero"]),
    (
        "{% if numero %}{% if 1 > 2 %}a{% endif %}{% endif %}",
        ["si numero", "sauf si 1 > 2"],
        ["sauf si numero", "si 1 > 2"],
    ),
    ("{% raw %}{% if %}{% endraw %}{# {% if z %} #}{% if numero %}a{% endif %}", ["si numero"], ["sauf si numero"]),
)
def test_each_construct_tells_its_branches(text: str, taken: list[str], left: list[str]) -> None:
    """Conditions, loops, choices between two values, in macros and in one another; an else may be unwritten."""
    yes, no, _ = passed(template(text))
    assert {branch.label for branch in yes} == set(taken)
    assert {branch.label for branch in no} == set(left)


def test_a_loop_passes_all_the_branches_of_its_rounds() -> None:
    """Both sides of a condition can be passed by one document."""
    yes, no, paragraphs = passed(template("{% for x in [1, 2] %}{% if x > 1 %}a{% else %}b{% endif %}{% endfor %}"))
    assert {branch.label for branch in no} == {"boucle vide : for x in [1, 2]"}
    assert {branch.text for branch in yes if branch.kind != "for"} == {"a", "b"}
    assert paragraphs == ["ba"]


def test_every_part_of_a_document_is_told_with_its_place() -> None:
    """Body, header, footer and properties, though they say the same."""
    text = "{% if numero %}a{% endif %}"
    yes, _, _ = passed(template("Bonjour", text, header=text, footer=text, title=text))
    assert [branch.place for branch in yes] == [
        "début du document, 2e paragraphe",
        "en-tête",
        "pied de page",
        "propriétés du document (titre)",
    ]


def test_a_paragraph_of_its_own_and_escaped_signs_keep_their_place() -> None:
    """``{%p``, < and « ’ » are written otherwise where Jinja reads them."""
    yes, no, _ = passed(template("Un", "{%p if commune.tncc < 2 and ’a’ < ’b’ %}", "Deux & trois", "{%p endif %}"))
    (branch,) = yes
    assert (branch.label, branch.text) == ("si commune.tncc < 2 and 'a' < 'b'", "Deux & trois")
    assert branch.place == "début du document, 2e paragraphe"
    assert [branch.place for branch in no] == ["début du document, 2e paragraphe"]


def test_the_text_of_a_branch_is_short_and_readable() -> None:
    """Words without XML, « … » for what varies."""
    long = " ".join(["mot"] * 60)
    yes, _, _ = passed(template("{% if numero %}n° {{ numero }} & " + long + "{% endif %}"))
    assert yes[0].text.startswith("n° … & mot mot")
    assert yes[0].text.endswith("mot…")
    assert len(yes[0].text) <= 121


def test_marks_change_no_document(small_project: Project) -> None:
    """With and without marks, the same bytes."""
    sources = read_sources(small_project)
    campaign = sources.campaign
    for piece in campaign.pieces:
        docx = sources.templates[piece.kind]
        marked, plain = (
            Renderer(Templates(((piece.kind, piece.template.name, docx),), campaign.date), mark)
            for mark in (Recorder(docx).mark, None)
        )
        for commune in sources.participants:
            values = for_piece(make_context(commune, campaign, "N-1"), piece, campaign)
            first, second = (renderer.render(piece.kind, values, commune.nom) for renderer in (marked, plain))
            assert first == second


def told(coverage: tuple[Coverage, ...], file: str, label: str) -> list[str]:
    """Return the communes of the only branch of a template that has this label."""
    (found,) = [item for item in coverage if (item.file, item.branch.label) == (file, label)]
    return [commune.nom for commune in found.communes]


def test_the_real_campaign_tells_who_gets_what(project: MakeProject) -> None:
    """How acts are published depends on the total population; there is no logo."""
    copy = project()
    coverage, communes = cover(copy), read_sources(copy).participants
    large = [commune.nom for commune in communes if (commune.population_totale or 0) >= 3500]
    assert 0 < len(large) < len(communes) == 46
    label = "si conseil.publication_electronique"
    assert told(coverage, "bordereau.docx", label) == large
    assert told(coverage, "bordereau.docx", f"sauf {label}") == [
        commune.nom for commune in communes if commune.nom not in large
    ]
    assert told(coverage, "convention.docx", "si logo") == []
    assert told(coverage, "convention.docx", "sauf si logo") == [commune.nom for commune in communes]


def test_a_passage_is_in_the_documents_of_its_communes_only(project: MakeProject) -> None:
    """Looked for in the documents themselves: holidays fall on some slots and not on others."""
    copy = project("59292", "59504", "59564", "59092")
    sources = read_sources(copy)
    (item,) = [item for item in cover(copy) if item.branch.text.startswith("Jour férié (…)")]
    (piece,) = [piece for piece in sources.campaign.pieces if piece.kind == item.kind]
    renderer = Renderer(Templates.of(sources))
    holders = []
    for commune in sources.participants:
        values = for_piece(make_context(commune, sources.campaign, "N-1"), piece, sources.campaign)
        document = Document(io.BytesIO(renderer.render(piece.kind, values, commune.nom)))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        if any("Jour férié" in cell for cell in cells):
            holders.append(commune)
    assert 0 < len(holders) < 4
    assert list(item.communes) == holders
    assert list(item.others) == [commune for commune in sources.participants if commune not in holders]


def test_branches_that_no_commune_exercises_come_first(small_project: Project) -> None:
    """They are what nobody has read; then the order of the documents."""
    coverage = cover(small_project)
    exercised = [bool(item.communes) for item in coverage]
    assert exercised == sorted(exercised)
    assert {True, False} == set(exercised)
    files = [item.file for item in coverage if item.communes]
    order = [piece.template.name for piece in read_sources(small_project).campaign.pieces]
    assert files == sorted(files, key=order.index)


def test_a_commune_that_changes_is_told_at_once(small_project: Project) -> None:
    """Without a postal code, the branch without one is exercised by that commune."""
    label = "sauf si commune.code_postal"
    assert told(cover(small_project), "bordereau.docx", label) == []
    replace(small_project.communes, ";Haveluy;1;59255;", ";Haveluy;1;;")
    assert told(cover(small_project), "bordereau.docx", label) == ["Haveluy"]


def dossiers(coverage: Sequence[Coverage], said: str) -> str:
    """Return the line that says in whose dossiers a passage of the bordereau stands."""
    lines = list(coverage_lines(coverage))
    place = next(rank for rank, line in enumerate(lines) if line.startswith("    ") and said in line)
    return [line.strip() for line in lines[:place] if line.startswith("  Dans")][-1]


def test_communes_are_named_in_few_words(project: MakeProject) -> None:
    """None, all, those, or all but those: always all of them."""
    copy = project("59002", "59292", "59504", "59564")
    coverage = cover(copy)
    assert dossiers(coverage, "ce qui s’imprime quand la campagne a un logo") == "Dans aucun dossier :"
    assert dossiers(coverage, "ce qui s’imprime quand le code postal est connu") == "Dans tous les dossiers :"
    sizes = {commune.nom: commune.population_municipale for commune in read_sources(copy).participants}
    large = [name for name, size in sizes.items() if size >= 3500]
    assert large == ["Abscon", "Rœulx"]
    assert dossiers(coverage, "la note explicative") == "Dans 2 dossiers (Abscon, Rœulx) :"
    replace(copy.communes, ";Haveluy;1;59255;", ";Haveluy;1;;")
    changed = dossiers(cover(copy), "ce qui s’imprime quand le code postal est connu")
    assert changed == "Dans tous les dossiers, sauf Haveluy :"


def test_what_prints_nothing_is_no_passage(small_project: Project) -> None:
    """Of a condition without another branch, only what it prints is told; no expression where there are words."""
    lines = list(coverage_lines(cover(small_project)))
    assert lines[0] == "bordereau.docx"
    assert not any("sauf quand le code postal" in line for line in lines)
    assert not any("conseil." in line for line in lines if "L. 2121-12" in line)


@pytest.mark.usefixtures("unproved")
def test_the_command_shows_lines_or_json(
    small_project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Lines and the count of passages, or one object for a machine."""
    monkeypatch.chdir(small_project.root)
    coverage = cover(small_project)
    assert run_command(["check", "--coverage"]) == 0
    lines = capsys.readouterr().out.splitlines()
    printed = [item for item in coverage if item.branch.text]
    assert len([line for line in lines if line.startswith("    ")]) == len(printed)
    assert lines[-2].startswith(f"{len(printed)} passages conditionnels, dont ")
    assert run_command(["check", "--coverage", "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert set(result) == {"problems", "coverage", "movements"}
    assert [item["branch"]["condition"] for item in result["coverage"]] == [item.branch.condition for item in coverage]
    assert result["coverage"][-1]["communes"][0] == {"insee": "59292", "nom": "Haveluy"}
    assert run_command(["check", "--json"]) == 0
    assert set(json.loads(capsys.readouterr().out)) == {"problems", "movements"}
