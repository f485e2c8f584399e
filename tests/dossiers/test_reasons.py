"""Why a document is made again: what changed, told once, and nothing that it does not depend on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from generator.dossiers.dossier import PlannedDocument
from generator.dossiers.reasons import Change, explain, shorten
from generator.dossiers.records import DocumentRecord, Inputs
from generator.inputs.pieces import Piece
from tests.cases import cases

PLANNED = PlannedDocument(
    "59292", "Haveluy", "N-1", Piece("convention", Path("convention.docx"), "Convention"), "h", "2"
)
RECORD = DocumentRecord("59292", "Haveluy", "convention", "N-1", "1", "e", ())
BEFORE = Inputs(
    program="p",
    campaign={"convention.terme": "2026-06-30"},
    templates={"convention": "t", "logo": "l"},
    communes={"59292": {"nom": "Haveluy", "nom_maire": "RYCKELYNCK", "telephone": "03"}},
    acts={},
    avenants={"N-1": {".figures.accompagnements": "31", ".slot": "None"}},
)


def told(now: Inputs, *columns: str, before: Inputs = BEFORE) -> str:
    """Return the reason of the convention, which reads these columns."""
    return explain(PLANNED, RECORD, before, now, frozenset(columns))


def row(**cells: str) -> Inputs:
    """Return the inputs with other cells for Haveluy."""
    return replace(BEFORE, communes={"59292": {**BEFORE.communes["59292"], **cells}})


def test_a_document_that_was_never_made_is_new() -> None:
    """Whatever its inputs."""
    assert explain(PLANNED, None, Inputs(), BEFORE, frozenset()) == "nouveau"


def test_a_report_tells_no_detail() -> None:
    """It belongs to no commune."""
    report = replace(PLANNED, insee="", commune="", number="", period="mai 2025")
    assert explain(report, RECORD, BEFORE, BEFORE, frozenset()) == "évaluation ou présentation modifiée"


def test_a_column_that_is_not_read_is_told_only_when_nothing_else_changed() -> None:
    """A telephone number explains nothing where the mayor changed too."""
    both = row(nom_maire="MAYEUX", telephone="04")
    assert told(both, "nom_maire") == "nom_maire : RYCKELYNCK → MAYEUX"
    assert told(row(telephone="04"), "nom_maire") == "telephone : 03 → 04"


@cases(
    "now, reason",
    (
        replace(BEFORE, campaign={"convention.terme": "2027-06-30"}),
        "campaign.toml, convention.terme : 2026-06-30 → 2027-06-30",
    ),
    (replace(BEFORE, templates={"convention": "u", "logo": "l"}), "modèle modifié"),
    (replace(BEFORE, templates={"convention": "t", "logo": "m"}), "logo modifié"),
    (
        replace(BEFORE, templates={"convention": "t", "logo": "l", "planning": "x"}),
        "données modifiées depuis la dernière fabrication",
    ),
    (replace(BEFORE, program="q"), "nouvelle version du programme"),
    (
        replace(BEFORE, acts={"59292": {"number": "2025-02-10", "decided_on": "2025-04-02"}}),
        "délibération n° 2025-02-10 du 2 avril 2025 enregistrée",
    ),
    (
        replace(BEFORE, avenants={"N-1": {".figures.accompagnements": "32", ".slot": "None"}}),
        "évaluation, accompagnements : 31 → 32",
    ),
    (
        replace(BEFORE, avenants={"N-1": {".figures.accompagnements": "31", ".slot.jour": "mardi"}}),
        "avenant, jour : (vide) → mardi",
    ),
)
def test_each_input_has_its_words(now: Inputs, reason: str) -> None:
    """The campaign, the template, the logo, the program, the deliberation, the evaluation."""
    assert told(now).replace("\u00a0", " ").startswith(reason)


def test_a_deliberation_that_was_replaced_says_in_what() -> None:
    """By the names of the fields in French."""
    first = replace(BEFORE, acts={"59292": {"number": "1", "decided_on": "2025-04-02", "sent_on": "None"}})
    second = replace(BEFORE, acts={"59292": {"number": "2", "decided_on": "2025-04-02", "sent_on": "2025-04-07"}})
    assert told(second, before=first) == (
        "délibération, numéro : 1 → 2 ; délibération, envoi en préfecture : (vide) → 2025-04-07"
    )


def test_a_word_that_holds_none_stays() -> None:
    """Only a value that is not there is « (vide) », never a part of somebody's text."""
    assert str(Change("objet", "None", "Nonette et None")) == "objet : (vide) → Nonette et None"
    assert str(Change("objet", "", "x")) == "objet : (vide) → x"


def test_a_yes_or_no_is_told_in_french() -> None:
    """Not as a program writes it."""
    assert str(Change("pieces.note.a_signer", "False", "True")) == "pieces.note.a_signer : non → oui"


def test_the_report_of_evaluations_is_added_under_its_own_name() -> None:
    """Its table is in no list."""
    now = replace(BEFORE, campaign={**BEFORE.campaign, "rapport.kind": "evaluation", "rapport.titre": "R"})
    assert told(now) == "campaign.toml, rapport : (vide) → evaluation"


def test_a_representative_added_is_one_change_and_shifts_no_other() -> None:
    """Told by the name, whatever the place; of one who stays, what changed."""
    first = {"prenom": "Anne-Lise", "nom": "DUFOUR-TONINI", "titre": "Vice-présidente"}
    second = {"prenom": "Jean-Paul", "nom": "RYCKELYNCK", "titre": "Vice-président"}

    def listed(*people: dict[str, str]) -> Inputs:
        values = {
            f"epci.representants.{rank}.{key}": value
            for rank, one in enumerate(people, 1)
            for key, value in one.items()
        }
        return replace(BEFORE, campaign={**BEFORE.campaign, **values})

    assert told(listed(first, second), before=listed(second)) == (
        "campaign.toml, epci.representants : (vide) → Anne-Lise DUFOUR-TONINI"
    )
    assert told(listed(first), before=listed(first, second)).endswith(": Jean-Paul RYCKELYNCK → (vide)")
    assert told(listed(second, {**first, "titre": "Présidente"}), before=listed(second, first)) == (
        "campaign.toml, epci.representants.Anne-Lise DUFOUR-TONINI.titre : Vice-présidente → Présidente"
    )


def test_a_long_list_is_shortened() -> None:
    """Three are shown when there are more than four: « et un autre » would be longer than the fourth."""
    assert shorten(["a", "b", "c", "d"]) == "a ; b ; c ; d"
    assert shorten(["a", "b", "c", "d", "e"]) == "a ; b ; c et 2 autres changements"


def test_a_value_that_is_empty_and_one_that_is_not_there_are_the_same() -> None:
    """A version of the program that knows one more option has changed nothing by that."""
    before = replace(BEFORE, program="p0")
    now = replace(BEFORE, campaign={**BEFORE.campaign, "avenant_epci": "None", "note": ""})
    assert told(now, before=before) == "nouvelle version du programme"


def test_what_an_avenant_does_is_told_apart_from_the_evaluation() -> None:
    """Its term is no figure; a revision may have asked for it alone."""
    content = {**BEFORE.avenants["N-1"], "terme": "2027-06-30"}
    now = replace(BEFORE, avenants={"N-1": {**content, "terme": "2028-06-30"}})
    assert told(now, before=replace(BEFORE, avenants={"N-1": content})) == "avenant, terme : 2027-06-30 → 2028-06-30"


def test_a_document_added_to_the_campaign_is_one_change_and_shifts_no_other() -> None:
    """Documents are told by their type, whatever their place: a template that changed too is still told."""
    listed = {"pieces.1.kind": "convention", "pieces.1.titre": "A", "pieces.2.kind": "planning", "pieces.2.titre": "B"}
    added = {
        "pieces.1.kind": "note",
        "pieces.1.titre": "N",
        "pieces.2.kind": "convention",
        "pieces.2.titre": "A",
        "pieces.3.kind": "planning",
        "pieces.3.titre": "C",
    }
    before, now = (
        replace(BEFORE, campaign=listed),
        replace(BEFORE, campaign=added, templates={"convention": "other", "logo": "l"}),
    )
    assert explain(PLANNED, RECORD, before, now, frozenset()) == (
        "campaign.toml, pieces : (vide) → note ; campaign.toml, pieces.planning.titre : B → C ; modèle modifié"
    )
