"""The report of an evaluation: its figures, its sentences, its charts, and its pages on both engines."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from generator.avenants.facts import Facts, SlotChange
from generator.avenants.report import make_report, rate, render_report, report_context
from generator.inputs.communes import Commune, Slot
from generator.inputs.evaluation import Evaluation, Figures
from generator.inputs.evaluationfile import REQUIRED, read_evaluation
from generator.inputs.kinds import EVALUATION
from generator.inspection.templates import inspect_template
from generator.pdf.conformity import verify_pdf
from generator.pdf.conversion import ConversionJob
from generator.pdf.engine import select_engine
from generator.progress import Silence
from generator.rendering.groups import CommuneSheet, Report
from generator.rendering.rendering import renderer_of
from generator.rendering.templates import Templates
from generator.rendering.vocabulary import REPORT_VARIABLES
from generator.workers import LocalWorkers
from tests.cases import cases
from tests.conftest import REPOSITORY, shipped_sources as real
from tests.rendering.templates import DATE
from tests.rendering.test_vocabulary import values

PERIOD = "mai 2025 – octobre 2025"
ENGINES = ["embedded", "libreoffice"]
HAVELUY, LA_SENTINELLE, ROEULX, DENAIN = "59292", "59564", "59504", "59172"
#: What four communes did: accompagnements, ateliers, permanences held and planned.
COUNTED = {HAVELUY: (40, 2, 6, 6), LA_SENTINELLE: (12, 0, 5, 6), ROEULX: (31, 1, 4, 6), DENAIN: (1200, 1, 0, 0)}
CHANGE = SlotChange(Slot("M2", 4, "jeudi", "matin", "Médiathèque"), datetime.date(2026, 1, 1), "CAPH-2025-017-A1")
EXAMPLE = REPOSITORY / "docs/examples/exemple-evaluation-2025-11.csv"


def named(*insee: str) -> list[Commune]:
    """Return the communes with these codes, in this order."""
    known = {commune.insee: commune for commune in real().participants}
    return [known[code] for code in insee]


def many(count: int) -> list[Commune]:
    """Return that many communes without slots: the real ones, again and again with a number."""
    own = real().participants
    return [
        replace(own[rank % 46], insee=f"{60000 + rank}", nom=f"{own[rank % 46].nom} {rank // 46 + 1}", slot=None)
        for rank in range(count)
    ]


def evaluated(
    folder: Path, communes: Sequence[Commune], counted: Mapping[str, Sequence[int]], observations: str = ""
) -> Evaluation:
    """Write an evaluation.csv and read it, as a campaign without slots to check."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";")
    writer.writerow([*REQUIRED, "observations"])
    writer.writerows([insee, PERIOD, *figures, observations] for insee, figures in counted.items())
    path = folder / "evaluation.csv"
    path.write_text(stream.getvalue(), encoding="utf-8")
    evaluation, problems = read_evaluation(path, communes, None)
    assert [problem for problem in problems if problem.level == "error"] == []
    return evaluation


def reported(
    folder: Path, counted: Mapping[str, Sequence[int]], *others: str
) -> tuple[Report, dict[str, CommuneSheet]]:
    """Return the report of the communes counted, of ``others`` too, and its sheets by name."""
    communes = named(*counted, *others)
    report = make_report(Facts.of(real().campaign), evaluated(folder, communes, counted), communes, {})
    return report, {sheet.nom: sheet for sheet in report.communes}


def rendered(evaluation: Evaluation, communes: Sequence[Commune], changes: Mapping[str, SlotChange]) -> bytes:
    """Render the repository's own template."""
    return render_report(
        renderer_of(replace(Templates.of(real()), date=DATE)), Facts.of(real().campaign), evaluation, communes, changes
    )


def lines(docx: bytes) -> list[str]:
    """Return all paragraphs of a document, those of tables included."""
    body = Document(io.BytesIO(docx)).element.body
    return ["".join(text.text or "" for text in line.iter(qn("w:t"))) for line in body.iter(qn("w:p"))]


def charts(docx: bytes) -> list[str]:
    """Return the alternative texts of the pictures in the body of a document."""
    body = Document(io.BytesIO(docx)).element.body
    return [str(properties.get("descr")) for properties in body.iter(qn("wp:docPr"))]


def printed(docx: bytes, name: str, folder: Path) -> list[str]:
    """Return the texts of the pages printed by an engine: they pass every check of the program, and none is blank."""
    workers, pdf = LocalWorkers(1, Silence().check), folder / "rapport.pdf"
    (ended,) = select_engine(name).convert([ConversionJob("rapport.docx", docx)], workers=workers, date=DATE)
    assert ended.error == ""
    pdf.write_bytes(ended.pdf)
    failures, pages = verify_pdf(pdf)
    assert failures == ()
    assert [any(box.bottom > 60 and box.top < 780 for box in page.boxes) for page in pages] == [True] * len(pages)
    return [page.text.replace("\r\n", "\n") for page in pages]


def headed(page: str, name: str) -> bool:
    """Tell whether a page is that of a commune: its name is the first line under the two of the header."""
    head = [line.strip() for line in page.splitlines() if line.strip()]
    return head[2] == name.replace("'", "’")


def test_totals_are_those_of_all_rows(tmp_path: Path) -> None:
    """Sums of the four figures, and the rate of all half-days together."""
    report, _ = reported(tmp_path, COUNTED)
    assert (report.accompagnements, report.ateliers, report.permanences_tenues) == (1283, 4, 15)
    assert (report.permanences_prevues, report.taux) == (18, "83,3\u00a0%")
    assert (report.periode, report.evaluees, report.sans_evaluation) == (PERIOD, 4, 0)


@cases(
    "held, planned, said",
    (6, 6, "100"),
    (5, 6, "83,3"),
    (1, 2, "50"),
    (0, 6, "0"),
    (9999, 10000, "99,9"),
    (1, 10000, "0,1"),
    (7, 6, "116,7"),
)
def test_a_rate_is_rounded_to_a_tenth_and_whole_only_when_exact(held: int, planned: int, said: str) -> None:
    """« 100 % » never hides a half-day that was not held, nor « 0 % » one that was."""
    assert rate(Figures(0, 0, held, planned)) == f"{said}\u00a0%"


def test_nothing_planned_has_no_rate(tmp_path: Path) -> None:
    """Neither 0 % nor 100 %; it does not count in the median of rates."""
    report, sheets = reported(tmp_path, COUNTED)
    assert rate(Figures(3, 0, 0, 0)) == ""
    assert sheets["Denain"].taux == ""
    assert report.medianes.taux == "83,3\u00a0%"


def test_medians_are_of_the_communes_evaluated(tmp_path: Path) -> None:
    """The value in the middle, or half-way between the two; a commune without a row does not count."""
    report, _ = reported(tmp_path, COUNTED, "59002")
    assert (report.medianes.accompagnements, report.medianes.ateliers) == ("35,5", "1")
    odd, _ = reported(tmp_path, {insee: COUNTED[insee] for insee in (HAVELUY, LA_SENTINELLE, ROEULX)})
    assert (odd.medianes.accompagnements, odd.medianes.permanences_tenues) == ("31", "5")


def test_each_commune_stands_somewhere_to_the_median(tmp_path: Path) -> None:
    """Above, at or below; nowhere when it has no row."""
    _, sheets = reported(tmp_path, {code: COUNTED[code] for code in (HAVELUY, LA_SENTINELLE, ROEULX)}, "59002")
    assert {name: sheet.position for name, sheet in sheets.items()} == {
        "Haveluy": "au-dessus de la médiane",
        "La Sentinelle": "au-dessous de la médiane",
        "Rœulx": "à la médiane",
        "Abscon": "",
    }


def test_a_commune_without_a_row_has_no_figures(tmp_path: Path) -> None:
    """It is named, it has its page, and nothing is invented: no zero stands for it."""
    communes = named(HAVELUY, LA_SENTINELLE, "59002")
    evaluation = evaluated(tmp_path, communes, {code: COUNTED[code] for code in (HAVELUY, LA_SENTINELLE)})
    sheet = make_report(Facts.of(real().campaign), evaluation, communes, {}).communes[-1]
    assert (sheet.nom, sheet.periode, sheet.accompagnements, sheet.taux) == ("Abscon", "", None, "")
    text = lines(rendered(evaluation, communes, {}))
    assert "Commune sans évaluation\u00a0: Abscon." in text
    assert text.count("Aucun chiffre n’a été transmis pour cette période.") == 1
    assert any("Sur 3 communes, 2 ont été évaluées." in line for line in text)
    assert text[text.index("Abscon", text.index("Chiffres par commune")) :][1:5] == ["–"] * 4


def test_several_communes_without_a_row_are_named_together(tmp_path: Path) -> None:
    """In the plural, in the order of the pages."""
    communes = named("59002", HAVELUY, LA_SENTINELLE)
    text = lines(rendered(evaluated(tmp_path, communes, {HAVELUY: (1, 1, 1, 1)}), communes, {}))
    assert "Communes sans évaluation\u00a0: Abscon, La Sentinelle." in text


def test_one_of_everything_is_said_in_the_singular(tmp_path: Path) -> None:
    """A single commune is compared with nothing, and its chart has no median."""
    communes = named(HAVELUY)
    docx = rendered(evaluated(tmp_path, communes, {HAVELUY: (1, 1, 1, 1)}), communes, {})
    text = lines(docx)
    assert any(line.endswith("Une commune a été évaluée.") for line in text)
    counted = (
        "On compte 1 accompagnement et 1 atelier. Sur une permanence prévue, une a été tenue, soit un taux de 100 %."
    )
    assert counted in [line.replace("\u00a0", " ") for line in text]
    assert not any("se situe" in line for line in text)
    (said,) = charts(docx)
    assert ", 1 (Haveluy). " in said
    assert "médiane" not in said


def test_nothing_done_is_said_in_words(tmp_path: Path) -> None:
    """Zeros everywhere: no rate is given, and no commune is above another."""
    communes = named(HAVELUY, LA_SENTINELLE)
    docx = rendered(evaluated(tmp_path, communes, dict.fromkeys((HAVELUY, LA_SENTINELLE), (0, 0, 0, 0))), communes, {})
    text = lines(docx)
    assert any("Aucune permanence n’était prévue." in line for line in text)
    assert any(line.startswith("On ne compte aucun accompagnement ni aucun atelier. ") for line in text)
    assert any(
        line.startswith("Sans aucun accompagnement, La Sentinelle se situe à la médiane des communes évaluées (0)")
        for line in text
    )
    assert not any("%" in line for line in text)
    assert ", 0 (2 communes, de Haveluy à La Sentinelle)\u202f; médiane\u00a0: 0. " in charts(docx)[0]


def test_none_held_of_those_planned_is_a_rate_of_zero(tmp_path: Path) -> None:
    """« Sur 6 permanences prévues » agrees with the number planned."""
    communes = named(HAVELUY)
    text = lines(rendered(evaluated(tmp_path, communes, {HAVELUY: (3, 0, 0, 6)}), communes, {}))
    assert any(
        "Sur 6 permanences prévues, aucune n’a été tenue, soit un taux de 0 %." in line.replace("\u00a0", " ")
        for line in text
    )


def test_a_slot_that_changes_is_told_with_its_date_and_its_avenant(tmp_path: Path) -> None:
    """Mediators by name; the other commune keeps its slot, and the whole counts one change."""
    communes = named(HAVELUY, LA_SENTINELLE)
    evaluation = evaluated(tmp_path, communes, {code: COUNTED[code] for code in (HAVELUY, LA_SENTINELLE)})
    report = make_report(Facts.of(real().campaign), evaluation, communes, {HAVELUY: CHANGE})
    assert [sheet.date_effet for sheet in report.communes] == [datetime.date(2026, 1, 1), None]
    assert report.changements == 1
    text = [line.replace("\u00a0", " ") for line in lines(rendered(evaluation, communes, {HAVELUY: CHANGE}))]
    new = "4e jeudi du mois, matin – Médiathèque – Médiateur numérique n° 2"
    assert new in text
    assert f"Nouveau créneau, à compter du 1er janvier 2026 : {new} (avenant n° CAPH-2025-017-A1)." in text
    assert text.count("Ce créneau ne change pas.") == 1


def test_no_change_is_said_once_for_all(tmp_path: Path) -> None:
    """Instead of a table without rows."""
    communes = named(HAVELUY)
    text = lines(rendered(evaluated(tmp_path, communes, {HAVELUY: (1, 1, 1, 1)}), communes, {}))
    assert "Aucun créneau ne change à l’issue de cette évaluation." in text
    assert "Nouveau créneau" not in text


def test_observations_are_printed_as_they_are_written(tmp_path: Path) -> None:
    """With French typography; signs of XML are text."""
    communes = named(HAVELUY)
    evaluation = evaluated(tmp_path, communes, {HAVELUY: (1, 1, 1, 1)}, "L'accueil <ferme> : 3 & revient !")
    text = lines(rendered(evaluation, communes, {}))
    assert text[text.index("Observations") + 1] == "L’accueil <ferme>\u00a0: 3 & revient\u202f!"


def test_the_alternative_text_of_the_chart_says_the_essential(tmp_path: Path) -> None:
    """What is drawn, from the most to the least with their communes, the median, and where all figures are."""
    communes = named(*COUNTED)
    (said,) = charts(rendered(evaluated(tmp_path, communes, COUNTED), communes, {}))
    assert said == (
        "Graphique en barres\u00a0: nombre d’accompagnements de chaque commune, du plus grand au plus petit, "
        "de 1\u00a0200 (Denain) à 12 (La Sentinelle)\u202f; médiane\u00a0: 35,5. "
        "Toutes les valeurs sont dans le tableau qui suit."
    )


def test_what_templates_can_name_is_what_the_vocabulary_says(tmp_path: Path) -> None:
    """None is missing, none is invented: the charts are added when a report is rendered."""
    communes = named(HAVELUY, LA_SENTINELLE)
    evaluation = evaluated(tmp_path, communes, {code: COUNTED[code] for code in (HAVELUY, LA_SENTINELLE)}, "Exemple")
    context = report_context(Facts.of(real().campaign), evaluation, communes, {HAVELUY: CHANGE})
    found = {name for name, _ in values({"rapport": context["rapport"]})}
    expected = {variable.name for variable in REPORT_VARIABLES if not variable.name.startswith("graphiques")}
    assert found - {"rapport", "rapport.medianes"} == expected


def test_the_template_is_inspected_without_a_problem() -> None:
    """Its names, its tags, its styles, its tables and what is for those who do not see."""
    found = inspect_template(real().templates[EVALUATION], "evaluation.docx", frozenset(real().table.table.columns))
    assert found == []


def test_the_same_evaluation_gives_the_same_bytes(tmp_path: Path) -> None:
    """Charts included."""
    communes = named(*COUNTED)
    evaluation = evaluated(tmp_path, communes, COUNTED)
    assert rendered(evaluation, communes, {}) == rendered(evaluation, communes, {})


@pytest.mark.parametrize("engine", ENGINES)
def test_the_example_is_printed_with_one_page_a_commune(engine: str, tmp_path: Path) -> None:
    """Its 46 communes in order after the first pages; all standards hold, and no page is blank."""
    communes = real().participants
    evaluation, _ = read_evaluation(EXAMPLE, communes, real().campaign.planning)
    docx = rendered(evaluation, communes, {HAVELUY: CHANGE})
    pages = printed(docx, engine, tmp_path)
    assert [headed(page, commune.nom) for page, commune in zip(pages[-46:], communes, strict=True)] == [True] * 46
    assert not any(headed(page, commune.nom) for page in pages[:-46] for commune in communes)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_single_commune_is_printed(engine: str, tmp_path: Path) -> None:
    """Its page is the last."""
    communes = many(1)
    pages = printed(rendered(evaluated(tmp_path, communes, {"60000": (1, 1, 1, 1)}), communes, {}), engine, tmp_path)
    assert [headed(page, communes[0].nom) for page in pages][-2:] == [False, True]


def test_many_communes_have_several_charts(tmp_path: Path) -> None:
    """Each chart says which part it is, the first begins with the most, and every commune has its page."""
    communes = many(99)
    counted = {commune.insee: (rank, 1, 5, 6) for rank, commune in enumerate(communes, 1)}
    docx = rendered(evaluated(tmp_path, communes, counted), communes, {})
    said = charts(docx)
    assert [text.partition(" : ")[0] for text in [one.replace("\u00a0", " ") for one in said]] == [
        f"Graphique en barres (partie {rank} sur 3)" for rank in range(1, 4)
    ]
    assert f"de 99 ({communes[-1].nom}) à 67 ({communes[66].nom})" in said[0]
    pages = printed(docx, "embedded", tmp_path)
    assert [headed(page, commune.nom) for page, commune in zip(pages[-99:], communes, strict=True)] == [True] * 99
