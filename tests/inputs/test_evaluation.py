"""evaluation.csv: what is accepted, and what each mistake is told as."""

from __future__ import annotations

import dataclasses
import datetime
import re
from dataclasses import replace
from pathlib import Path

import pytest

from generator.errors import DataError, Problem
from generator.inputs.campaign import PlanningRules
from generator.inputs.communes import Commune, Slot
from generator.inputs.evaluation import Evaluation, EvaluationRow, Figures
from generator.inputs.evaluationfile import read_evaluation
from generator.inputs.finances import Finances
from generator.inputs.sources import read_sources
from generator.project import Project
from tests.cases import cases
from tests.conftest import REPOSITORY, MakeProject
from tests.inputs.sheets import rows, xlsx

EXAMPLES = REPOSITORY / "docs" / "examples"
HAVELUY = {
    "insee": "59292",
    "periode": "mai 2025 – octobre 2025",
    "accompagnements": "28",
    "ateliers": "2",
    "permanences_tenues": "5",
    "permanences_prevues": "6",
}
SENTINELLE = HAVELUY | {"insee": "59564"}
ROEULX = HAVELUY | {"insee": "59504"}
#: The slots of the three communes in communes.csv.
SLOTS = {
    "Haveluy": Slot("M1", 1, "jeudi", "après-midi", "Mairie"),
    "La Sentinelle": Slot("M1", 3, "jeudi", "après-midi", "Mairie"),
    "Rœulx": Slot("M1", 2, "mardi", "matin", "Mairie"),
}
COSTS = {
    "incidence_financiere": "Oui",
    "montant": "1 200,50 €",
    "payeur": "EPCI",
    "a_compter_du": "01/07/2026",
    "periodicite": "Annuelle",
    "imputation": "chapitre 011, article 6288",
}
EFFECT = Finances(120050, "annuelle", "chapitre 011, article 6288", "epci", datetime.date(2026, 7, 1))
WEEK_4 = {"semaine": "4", "date_effet": "2026-01-01"}


class Reader:
    """Writes and reads evaluations of the small project's communes, which tests may change."""

    def __init__(self, project: Project) -> None:
        sources = read_sources(project)
        self.path = project.root / "evaluation.csv"
        self.communes: tuple[Commune, ...] = sources.table.communes
        self.rules: PlanningRules | None = sources.campaign.planning

    def change(self, nom: str, **changes: object) -> None:
        """Change a commune of the register."""
        self.communes = tuple(
            dataclasses.replace(commune, **changes) if commune.nom == nom else commune  # type: ignore[arg-type]  # the tests' own values
            for commune in self.communes
        )

    def read(
        self, *rows: dict[str, str], encoding: str = "utf-8", separator: str = ";"
    ) -> tuple[Evaluation, list[Problem]]:
        columns = list(dict.fromkeys(column for row in rows for column in row))
        lines = [columns, *([row.get(column, "") for column in columns] for row in rows)]
        self.path.write_bytes("\r\n".join(separator.join(line) for line in lines).encode(encoding))
        evaluation, problems = read_evaluation(self.path, self.communes, self.rules)
        return evaluation, list(problems)

    def rows(self, **changes: str) -> tuple[Evaluation, list[Problem]]:
        """Read the three communes, with cells of Haveluy changed."""
        return self.read(HAVELUY | changes, SENTINELLE, ROEULX)

    def haveluy(self, **changes: str) -> EvaluationRow:
        """Return Haveluy's row with some cells changed; nothing must be wrong."""
        evaluation, problems = self.rows(**changes)
        assert problems == []
        return evaluation.by_insee["59292"]


@pytest.fixture
def reader(small_project: Project) -> Reader:
    return Reader(small_project)


def test_figures_are_enough(reader: Reader) -> None:
    """Without a slot nothing changes; no observation, no date and no financial effect are the defaults."""
    row = reader.haveluy()
    assert (row.accompagnements, row.ateliers, row.permanences_tenues, row.permanences_prevues) == (28, 2, 5, 6)
    assert (row.insee, row.periode, row.observations, row.line) == ("59292", "mai 2025 – octobre 2025", "", 2)
    assert (row.slot, row.date_effet, row.incidence_financiere) == (None, None, False)


def test_another_spelling_of_the_name_beside_a_code_is_that_commune(reader: Reader) -> None:
    """Lists put articles after: « SENTINELLE (LA) » was told as a row that slipped."""
    evaluation, problems = reader.read(HAVELUY, SENTINELLE | {"nom": "SENTINELLE (LA)"}, ROEULX | {"nom": "ROEULX"})
    assert problems == []
    assert len(evaluation.rows) == 3


def test_totals_are_the_sums_of_all_rows(reader: Reader) -> None:
    """The report of the whole evaluation prints them."""
    evaluation, problems = reader.rows(accompagnements="1 000", ateliers="0")
    assert problems == []
    assert evaluation.totals == Figures(1056, 4, 15, 18)
    assert (evaluation.name, evaluation.periode) == ("evaluation.csv", "mai 2025 – octobre 2025")
    assert [row.insee for row in evaluation.rows] == ["59292", "59564", "59504"]


@cases("encoding, separator", ("cp1252", ";"), ("utf-8-sig", "\t"), ("utf-16", ","))
def test_the_file_is_read_as_office_software_writes_it(reader: Reader, encoding: str, separator: str) -> None:
    """Separator and encoding are found by looking, as for communes.csv; so are the titles of columns."""
    row = {"Période" if key == "periode" else key: value for key, value in HAVELUY.items()}
    evaluation, _ = reader.read(row | {"observations": "Médiathèque – étage"}, encoding=encoding, separator=separator)
    assert evaluation.rows[0].observations == "Médiathèque – étage"
    assert evaluation.table.format.separator == separator


def test_a_row_is_a_total_by_its_first_cells_alone(reader: Reader) -> None:
    """An observation that begins by « Total » makes no total of a row whose code is wrong."""
    observed = HAVELUY | {"insee": "59 29", "nom": "Haveluy", "observations": "Total en hausse"}
    evaluation, problems = reader.read(observed, SENTINELLE, ROEULX, dict.fromkeys(HAVELUY, "") | {"nom": "Total"})
    told = [(problem.line, problem.message) for problem in problems]
    assert (2, "« 59 29 » n’est pas un code INSEE de commune") in told
    assert (5, "« Total » : cette ligne de total n’est pas lue") in told
    assert len(evaluation.rows) == 2


def test_a_day_that_the_table_does_not_show_is_asked_for(reader: Reader) -> None:
    """« mai 2025 » is a period, and no date of effect."""
    _, problems = reader.rows(date_effet="mai 2025")
    assert [(one.column, one.message) for one in problems] == [("date_effet", "« mai 2025 » n’est pas une date")]
    assert problems[0].remedy.startswith("le jour manque : mettez la colonne au format Date")


def test_unknown_columns_are_kept(reader: Reader) -> None:
    """A column of the service's own is offered to templates under its plain name."""
    assert reader.haveluy(**{"Durée moyenne": "35 min"}).row["duree_moyenne"] == "35 min"


@cases(
    "cells, slot",
    ({"semaine": "4"}, Slot("M1", 4, "jeudi", "après-midi", "Mairie")),
    ({"demi_journee": "Matin"}, Slot("M1", 1, "jeudi", "matin", "Mairie")),
    ({"lieu": "Médiathèque"}, Slot("M1", 1, "jeudi", "après-midi", "Médiathèque")),
    (
        {"mediateur": "M2", "semaine": "2", "jour": "vendredi", "demi_journee": "apres-midi", "lieu": "École"},
        Slot("M2", 2, "vendredi", "après-midi", "École"),
    ),
)
def test_a_new_slot_keeps_what_the_row_leaves_empty(reader: Reader, cells: dict[str, str], slot: Slot) -> None:
    """Only what changes is written; the slot that comes out is whole."""
    row = reader.haveluy(**cells, date_effet="01/01/2026", **COSTS)
    assert row.slot == slot
    assert (row.date_effet, row.incidence_financiere) == (datetime.date(2026, 1, 1), True)
    assert row.finances == EFFECT


@cases(
    "changes, column, message",
    ({"montant": ""}, "montant", "l’incidence financière est sans montant"),
    ({"payeur": "la CAPH"}, "payeur", "« la CAPH » n’est ni la commune ni l’EPCI"),
    ({"a_compter_du": "juillet"}, "a_compter_du", "« juillet » n’est pas une date"),
    ({"periodicite": ""}, "periodicite", "l’incidence financière est sans périodicité"),
    ({"imputation": ""}, "imputation", "l’incidence financière est sans imputation budgétaire"),
    ({"montant": "beaucoup"}, "montant", "« beaucoup » n’est pas un montant"),
    ({"montant": "0 €"}, "montant", "« 0 € » n’est pas un montant"),
    ({"periodicite": "parfois"}, "periodicite", "« parfois » n’est pas une périodicité"),
    ({"incidence_financiere": "non"}, "montant", "montant sans incidence financière"),
)
def test_a_financial_effect_is_told_whole(reader: Reader, changes: dict[str, str], column: str, message: str) -> None:
    """An amount, who pays it, how often and from which budget line; or nothing of it where it costs nothing."""
    _, problems = reader.rows(**COSTS | WEEK_4 | changes)
    assert [(one.level, one.column, one.message, one.line) for one in problems] == [("error", column, message, 2)]


def test_an_evaluation_of_the_past_needs_no_amount(reader: Reader) -> None:
    """Those acted on before amounts had to be told are read as they were then."""
    reader.rows(**WEEK_4, incidence_financiere="oui")
    evaluation, problems = read_evaluation(reader.path, reader.communes, reader.rules, past=True)
    assert problems == ()
    row = evaluation.by_insee["59292"]
    assert (row.incidence_financiere, row.finances) == (True, None)
    reader.rows(**WEEK_4, **COSTS)
    evaluation, _ = read_evaluation(reader.path, reader.communes, reader.rules, past=True)
    assert evaluation.by_insee["59292"].finances == EFFECT


def test_who_pays_and_from_when_may_be_said_elsewhere(reader: Reader) -> None:
    """By an article; from the day of effect on."""
    evaluation, problems = reader.rows(**WEEK_4, **COSTS | {"payeur": "", "a_compter_du": ""})
    assert problems == []
    assert evaluation.by_insee["59292"].finances == replace(EFFECT, payeur="", a_compter_du=None)


def test_the_slot_in_force_can_be_written_again(reader: Reader) -> None:
    """A row that repeats what is in force changes nothing and needs no date."""
    assert reader.haveluy(mediateur="M1", semaine="1").slot == SLOTS["Haveluy"]


def test_a_commune_without_slot_gets_a_whole_one_or_none(reader: Reader) -> None:
    """There is nothing to complete the cells with, but the place that communes.csv may say."""
    reader.change("Haveluy", slot=None)
    assert reader.haveluy().slot is None
    _, problems = reader.rows(**WEEK_4)
    assert [(problem.column, problem.message) for problem in problems] == [
        (column, "créneau incomplet") for column in ("mediateur", "jour", "demi_journee")
    ]
    _, problems = reader.rows(lieu="École", date_effet="2026-01-01")
    assert [(problem.column, problem.message) for problem in problems] == [("lieu", "lieu sans créneau")]
    slot = {"mediateur": "M1", "jour": "jeudi", "demi_journee": "matin"} | WEEK_4
    assert reader.haveluy(**slot).slot == Slot("M1", 4, "jeudi", "matin", "Mairie")
    reader.change("Haveluy", row={"lieu": "Médiathèque"})
    assert reader.haveluy(**slot).slot == Slot("M1", 4, "jeudi", "matin", "Médiathèque")


@cases(
    "cells, column, message, remedy",
    ({"insee": ""}, "insee", "cellule vide", "cinq caractères"),
    ({"insee": "1001"}, "insee", "n’est pas un code INSEE", "zéro de tête : écrivez 01001"),
    ({"insee": "59293"}, "insee", "n’est pas une commune de communes.csv", "vouliez-vous 59292 (Haveluy)"),
    ({"insee": "59293", "nom": "rœulx"}, "insee", "n’est pas une commune", "vouliez-vous 59504 (Rœulx) ?"),
    ({"insee": "01004"}, "insee", "n’est pas une commune", "ajoutez la commune à communes.csv"),
    ({"nom": "Rœulx"}, "nom", "« Rœulx » n’est pas la commune 59292, qui est Haveluy", "décalées"),
    ({"periode": ""}, "periode", "cellule vide", "figure dans les actes"),
    ({"periode": "{{ periode }}"}, "periode", "balise", "valeur elle-même"),
    ({"observations": "{% if x %}"}, "observations", "balise", "valeur elle-même"),
    ({"accompagnements": ""}, "accompagnements", "cellule vide", "nombre entier"),
    ({"accompagnements": "environ 30"}, "accompagnements", "nombre entier", "nombre entier"),
    ({"ateliers": "1,5"}, "ateliers", "nombre entier", "nombre entier"),
    ({"permanences_tenues": "-1"}, "permanences_tenues", "nombre entier", "nombre entier"),
    ({"permanences_prevues": "#N/A"}, "permanences_prevues", "erreur de calcul", "la valeur elle-même"),
    ({"incidence_financiere": "500 €"}, "incidence_financiere", "valeur prévue", "oui ou non"),
    ({"date_effet": "janvier 2026"}, "date_effet", "pas une date", "2025-04-02 ou 02/04/2025"),
    ({"semaine": "5"}, "semaine", "n’est pas une semaine du mois", "1, 2, 3 ou 4"),
    ({"jour": "jeu."}, "jour", "jour de la semaine", "en toutes lettres"),
    ({"demi_journee": "soir"}, "demi_journee", "n’est pas une demi-journée", "matin ou après-midi"),
    ({"semaine": "4"}, "date_effet", "le créneau change sans date d’effet", "nouveau créneau s’applique"),
    ({"semaine": "4", "date_effet": "2025-04-30"}, "date_effet", "avant la période évaluée (mai 2025", "corrigez"),
    (WEEK_4 | {"mediateur": "M3"}, "mediateur", "médiateur inconnu : « M3 »", "M1, M2"),
    (WEEK_4 | {"jour": "lundi"}, "jour", "le lundi après-midi n’est pas proposé", "mardi après-midi"),
    (WEEK_4 | {"semaine": "3"}, "semaine", "déjà donné à La Sentinelle (communes.csv, ligne 3)", "libre"),
)
def test_a_wrong_cell_is_an_error(
    reader: Reader, cells: dict[str, str], column: str, message: str, remedy: str
) -> None:
    """Each mistake is told once, with its file, line, commune, column and remedy."""
    _, problems = reader.rows(**cells)
    (problem,) = [problem for problem in problems if problem.level == "error"]
    assert (problem.file, problem.line, problem.column) == ("evaluation.csv", 2, column)
    known = cells.get("insee", "59292") == "59292"
    assert problem.commune == ("Haveluy" if known else cells.get("nom", cells["insee"]))
    assert message in re.sub(" +", " ", problem.message)
    assert remedy in problem.remedy


def test_a_wrong_row_is_left_out_and_the_others_read(reader: Reader) -> None:
    """A row that holds an error is no row of the evaluation."""
    evaluation, _ = reader.rows(ateliers="x")
    assert [row.insee for row in evaluation.rows] == ["59564", "59504"]


@cases(
    "cells, column, message",
    ({"permanences_tenues": "7"}, "permanences_tenues", "7 permanences tenues pour 6 prévues"),
    ({"periode": "mai à octobre 2025"}, "periode", "n’est pas la période des autres lignes (« mai 2025"),
    ({"semaine": "4", "date_effet": "2025-10-31"}, "date_effet", "est dans la période évaluée"),
)
def test_a_doubtful_cell_is_a_warning(reader: Reader, cells: dict[str, str], column: str, message: str) -> None:
    """What may be right is told, and the row kept; the first row is no more right than the others."""
    evaluation, (problem,) = reader.rows(**cells)
    assert (problem.level, problem.line, problem.column, problem.commune) == ("warning", 2, column, "Haveluy")
    assert message in problem.message
    assert problem.remedy
    assert len(evaluation.rows) == 3
    assert evaluation.periode == "mai 2025 – octobre 2025"


@cases(
    "periode, level", ("1er semestre", None), ("mai 2025", None), ("juin 2026", "error"), ("mai à août 2026", "error")
)
def test_the_effect_follows_the_period_where_it_can_be_dated(reader: Reader, periode: str, level: str | None) -> None:
    """A wording without months bounds nothing."""
    _, problems = reader.rows(**WEEK_4, periode=periode)
    assert [problem.level for problem in problems if problem.column == "date_effet"] == ([level] if level else [])


def test_a_commune_has_one_row(reader: Reader) -> None:
    """A second one is told with the first one's line, and is not read."""
    evaluation, (problem,) = reader.read(HAVELUY, SENTINELLE, ROEULX, HAVELUY | {"ateliers": "9"})
    assert (problem.level, problem.line, problem.column) == ("error", 5, "insee")
    assert "figure déjà ligne 2" in problem.message
    assert evaluation.by_insee["59292"].ateliers == 2
    _, problems = reader.read(HAVELUY, SENTINELLE, ROEULX, HAVELUY | {"insee": ""}, HAVELUY | {"insee": ""})
    assert [(problem.line, problem.column) for problem in problems] == [(5, "insee"), (6, "insee")]


def test_a_commune_that_does_not_take_part_is_not_evaluated(reader: Reader) -> None:
    """It has no convention to amend."""
    reader.change("Haveluy", participe=False)
    evaluation, (problem,) = reader.rows()
    assert (problem.level, problem.column, problem.commune) == ("error", "insee", "Haveluy")
    assert "participe" in problem.remedy
    assert len(evaluation.rows) == 2


def test_a_row_that_nobody_filled_in_is_no_evaluation(reader: Reader) -> None:
    """A form of all communes comes back with blanks: four errors each, and « 0 » would be a figure that nobody gave."""
    head = {name: SENTINELLE[name] for name in ("insee", "periode")}
    evaluation, problems = reader.read(HAVELUY, head, ROEULX)
    assert [row.insee for row in evaluation.rows] == ["59292", "59504"]
    assert [(one.level, one.message) for one in problems] == [("warning", "ligne sans chiffre pour La Sentinelle")]
    (problem, *_) = reader.read(HAVELUY, head | {"ateliers": "2"}, ROEULX)[1]
    assert (problem.level, problem.commune, problem.message) == ("error", "La Sentinelle", "cellule vide")
    (nothing,) = reader.read(dict.fromkeys(SENTINELLE, "") | head)[1]
    assert nothing.message == "aucune commune évaluée"


def test_communes_without_a_row_are_told_once(project: MakeProject) -> None:
    """A short list is named whole, a long one by its beginning; those that do not take part are not missed."""
    reader = Reader(project())
    reader.change("Abscon", participe=False)
    _, (problem,) = reader.read(HAVELUY)
    assert (problem.level, problem.line) == ("warning", None)
    assert problem.message == "pas de ligne pour Avesnes-le-Sec, Bellaing, Bouchain et 41 autres communes"
    for nom in [commune.nom for commune in reader.communes if commune.nom not in (*SLOTS, "Denain", "Oisy")]:
        reader.change(nom, participe=False)
    _, (problem,) = reader.read(HAVELUY)
    assert problem.message == "pas de ligne pour Denain, La Sentinelle, Oisy, Rœulx"


def test_two_communes_can_exchange_their_slots(reader: Reader) -> None:
    """What counts is who has what when all has changed."""
    evaluation, problems = reader.read(
        HAVELUY | WEEK_4 | {"semaine": "3"}, SENTINELLE | WEEK_4 | {"semaine": "1"}, ROEULX
    )
    assert problems == []
    assert [row.slot and row.slot.semaine for row in evaluation.rows] == [3, 1, None]


def test_a_slot_is_free_only_once_it_was_left(reader: Reader) -> None:
    """Between two dates of effect the mediator would be in two places."""
    later = WEEK_4 | {"date_effet": "2026-02-01"}
    taker, leaver = HAVELUY | WEEK_4 | {"semaine": "3"}, SENTINELLE | later
    _, (problem,) = reader.read(taker, leaver, ROEULX)
    assert (problem.level, problem.line, problem.column, problem.commune) == ("error", 2, "date_effet", "Haveluy")
    assert problem.message == "ce créneau est celui de La Sentinelle jusqu’au 1er\u00a0février 2026 (ligne 3)"
    for date in ("2026-02-01", "2026-03-01"):
        _, problems = reader.read(taker | {"date_effet": date}, leaver, ROEULX)
        assert problems == []


def test_a_commune_that_changes_its_place_keeps_its_slot(reader: Reader) -> None:
    """Nobody can have it, at any date."""
    stays = SENTINELLE | {"lieu": "École", "date_effet": "2026-02-01"}
    _, (problem,) = reader.read(HAVELUY | WEEK_4 | {"semaine": "3"}, stays, ROEULX)
    assert (problem.column, problem.message) == ("semaine", "créneau déjà donné à La Sentinelle (ligne 3)")


def test_two_communes_cannot_ask_for_one_slot(reader: Reader) -> None:
    """The later row is told, with the line of the other."""
    _, (problem,) = reader.read(ROEULX, SENTINELLE | WEEK_4, HAVELUY | WEEK_4)
    assert (problem.level, problem.line, problem.column, problem.commune) == ("error", 4, "semaine", "Haveluy")
    assert problem.message == "créneau déjà donné à La Sentinelle (ligne 3)"


def test_a_row_with_an_error_holds_no_slot(reader: Reader) -> None:
    """Whether it leaves its slot is not known: no second error is made of the first."""
    _, (problem,) = reader.read(HAVELUY | WEEK_4 | {"semaine": "3"}, SENTINELLE | WEEK_4 | {"ateliers": "?"}, ROEULX)
    assert (problem.line, problem.column) == (3, "ateliers")


def test_a_campaign_without_planning_has_no_slots(reader: Reader) -> None:
    """There is no planning to annex: the cells are told, once a row."""
    reader.rules = None
    assert reader.haveluy().slot is None
    _, (problem,) = reader.rows(**WEEK_4, jour="jeudi")
    assert (problem.level, problem.column) == ("error", "semaine")
    assert problem.message == "la campagne n’a pas de planning"


def test_the_problems_of_communes_csv_are_not_told_again(reader: Reader) -> None:
    """Two communes that share a slot there are an error of that file."""
    reader.change("Rœulx", slot=SLOTS["Haveluy"])
    _, problems = reader.rows()
    assert problems == []


@cases("title, near", ("date_effets", "date_effet"), ("Incidence financier", "incidence_financiere"))
def test_a_misspelt_column_is_read_as_the_right_one_and_told(reader: Reader, title: str, near: str) -> None:
    """A change would else be ignored in silence."""
    _, (problem,) = reader.rows(**{title: ""})
    assert (problem.level, problem.line) == ("warning", 1)
    assert problem.message == f"titres compris ainsi : « {title} » ({near})"


def test_every_missing_column_is_told(reader: Reader) -> None:
    """Required columns that are absent are all named; rows are not read without them."""
    evaluation, problems = reader.read({"insee": "59292", "periode": "mai 2025"})
    assert [problem.column for problem in problems] == [
        "accompagnements",
        "ateliers",
        "permanences_tenues",
        "permanences_prevues",
    ]
    assert evaluation.rows == ()


def test_titles_alone_evaluate_nothing(reader: Reader) -> None:
    """Nothing to read is a mistake, not forty-six communes without a row."""
    reader.path.write_text(";".join(HAVELUY), encoding="utf-8")
    _, (problem,) = read_evaluation(reader.path, reader.communes, reader.rules)
    assert (problem.level, problem.message) == ("error", "aucune commune évaluée")


def test_a_missing_or_empty_file_is_told(reader: Reader) -> None:
    """What is no table has no rows to speak of."""
    with pytest.raises(DataError, match=r"^evaluation.csv : fichier introuvable ; vérifiez son nom"):
        read_evaluation(reader.path, reader.communes, reader.rules)
    reader.path.write_text("\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"^evaluation.csv : le fichier est vide ; "):
        read_evaluation(reader.path, reader.communes, reader.rules)


def test_all_problems_are_found_at_once(reader: Reader) -> None:
    """Those of cells, of slots and of the whole file, in the order of the lines."""
    _, problems = reader.read(
        ROEULX | {"periode": "juin 2025", "ateliers": ""},
        HAVELUY | WEEK_4 | {"semaine": "3", "permanences_tenues": "8"},
        HAVELUY | {"insee": "59000", "date_effet": "hier", "semaine": "9"},
    )
    assert [(problem.line, problem.column) for problem in problems] == [
        (None, ""),
        (2, "ateliers"),
        (3, "permanences_tenues"),
        (3, "semaine"),
        (4, "insee"),
        (4, "date_effet"),
    ]


def test_the_examples_hold_no_problem(project: MakeProject) -> None:
    """The first changes twelve slots; the second three more, once the first is in force; all say they are examples."""
    reader = Reader(project())
    for name, changed, financial in (
        ("exemple-evaluation-2025-11.csv", 12, []),
        ("exemple-evaluation-2026-05.csv", 3, ["59205"]),
    ):
        evaluation, problems = read_evaluation(EXAMPLES / name, reader.communes, reader.rules)
        assert problems == ()
        assert [row.insee for row in evaluation.rows] == [commune.insee for commune in reader.communes]
        rows = [(commune, evaluation.by_insee[commune.insee]) for commune in reader.communes]
        moved = {commune.nom: row.slot for commune, row in rows if row.slot not in (None, commune.slot)}
        assert len(moved) == changed
        assert [row.insee for row in evaluation.rows if row.incidence_financiere] == financial
        assert all(row.observations.startswith("Exemple") for row in evaluation.rows)
        for nom, slot in moved.items():
            reader.change(nom, slot=slot)


def test_a_row_cannot_be_changed(reader: Reader) -> None:
    """What was checked stays as it was checked."""
    row = reader.haveluy()
    with pytest.raises(dataclasses.FrozenInstanceError):
        row.ateliers = 3  # type: ignore[misc]  # what the test tries


def test_another_folder_s_file_keeps_its_name(tmp_path: Path, reader: Reader) -> None:
    """Problems name the file, wherever it lies."""
    path = tmp_path / "évaluation mai.csv"
    path.write_text("insee;periode\n", encoding="utf-8")
    _, problems = read_evaluation(path, reader.communes, reader.rules)
    assert {problem.file for problem in problems} == {"évaluation mai.csv"}


def test_a_fault_says_which_sheet_it_is_on(reader: Reader) -> None:
    """Of a workbook of several sheets; of one sheet, the line is enough."""
    wrong = HAVELUY | {"ateliers": "deux"}
    table = rows([tuple(wrong), tuple(wrong.values())])
    for sheets, place in (
        ({"Bilan": table}, ""),
        ({"Bilan": table, "Notes": rows([("à voir",)])}, "feuille « Bilan », ligne 2"),
    ):
        xlsx(reader.path, sheets)
        problems = read_evaluation(reader.path, reader.communes, reader.rules)[1]
        assert [one.place for one in problems if one.column == "ateliers"] == [place]


def test_a_name_that_is_no_text_is_kept_without_what_is_none() -> None:
    """A file of a system with other letters: no name of it could be written into the register."""
    evaluation, _ = read_evaluation(Path("mai 2025 \udcff.csv"), (), None, b"insee\n59292\n")
    assert evaluation.name == "mai 2025.csv"
