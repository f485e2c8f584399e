"""How many sat, in the words that acts have for it."""

from __future__ import annotations

from generator.intake.counts import counts
from generator.intake.fields import Field
from generator.minutes.extracts import extracts
from tests.cases import cases
from tests.intake.minutes import CLOSING, OPENING, OURS, ROADS, field, opening, read as read_all


def read(text: str, name: str) -> Field:
    """Return a field of the only act of a text."""
    (extract,) = extracts((text,))
    return counts(extract)[name]


@cases(
    "text",
    "En exercice : 20",
    "Nombre de conseillers en exercice 20\n",
    "Membres en exercice          20",
    "20 conseillers municipaux en exercice",
    "Conseillers en exercice ..... vingt (20)",
)
def test_a_count_is_read_beside_its_label(text: str) -> None:
    """Before it or after it, with a colon or at the end of its line."""
    field = read(text, "en_exercice")
    assert (field.value, field.confidence) == (20, "certain")


@cases("text", "Présents 12 rue de la Mairie", "Étaient présents\n12 place de la Mairie")
def test_a_number_that_only_follows_a_label_is_no_count(text: str) -> None:
    """It belongs to what comes after it."""
    assert read(text, "presents").value is None


@cases(
    "text, numbers",
    ("Nombre de conseillers : En exercice : 15 Présents : 11 Votants : 13", (15, 11, 13)),
    ("En exercice : 15. Quorum : 8. Présents : 11. Pouvoirs : 2. Votants : 13", (15, 11, 13)),
    ("Conseillers en exercice au jour de la séance : 15\nPrésents : 11 ; Pouvoirs : 2 ; Votants : 13 .", (15, 11, 13)),
    ("Membres élus 17 En exercice 15 Présents 11 Pouvoirs 2 Votants 13", (15, 11, 13)),
    ("En exercice à la date de la convocation : 15\nPrésents : 11\nVotants : 13", (15, 11, 13)),
    ("En exercice : 15/15\nConseillers présents : 11/15\nVotants : 13", (15, 11, 13)),
    ("Conseillers en exercice : 15 présents : 11 votants : 13 Date d’affichage : 4 juin 2025", (15, 11, 13)),
    ("15\n11\n2\n13\nConseillers en exercice\nPrésents\nProcurations\nVotants\nN° 2025 4 1", (15, 11, 13)),
    ("En exercice\nPrésents\nVotants\n15\n11\n13", (15, 11, 13)),
    ("En exercice 15 / Présents 11 / Votants 13", (15, 11, 13)),
    (
        "Nombre de conseillers en exercice 15 12/06/2025 Nombre de conseillers présents 11 Nombre de conseillers "
        "représentés 2 Nombre de conseillers votants 13 L’an deux mille vingt-cinq",
        (15, 11, 13),
    ),
    ("Conseillers en exercice (15), présents (11), votants (13)", (15, 11, 13)),
    ("En exercice………15\nPrésents…………11\nVotants…………13", (15, 11, 13)),
    ("Exercice : 15\nPrésents : 11\nVotants : 13", (15, 11, 13)),
    ("En exercice : 15    Présents : 11    Ont pris part au vote : 13", (15, 11, 13)),
    (
        "Conseillers en exercice: 15 Conseillers présents: 11 Conseillers ayant donné procuration: 2 "
        "Conseillers votants: 13",
        (15, 11, 13),
    ),
)
def test_counts_run_on(text: str, numbers: tuple[int, int, int]) -> None:
    """On one line, with a point, a bar or words between, or in columns that were read down."""
    fields = [read(text, name) for name in ("en_exercice", "presents", "votants")]
    assert tuple(field.value for field in fields) == numbers
    assert {field.confidence for field in fields} == {"certain"}


@cases("verb", "étaient", "sont", "ont été")
def test_those_present_are_counted_in_a_sentence(verb: str) -> None:
    """« Étaient présents 11 conseillers sur 15 en exercice », in doubt."""
    field = read(f"{verb.capitalize()} présents 11 conseillers sur 15 en exercice", "presents")
    assert (field.value, field.confidence) == (11, "doubtful")


def test_the_year_of_accounts_is_no_count() -> None:
    """« Exercice : 2024 »."""
    assert read("Exercice : 2024\nPrésents : 11", "en_exercice").value is None


def test_a_count_alone_on_the_line_after_its_label() -> None:
    """A cell under its heading; the rank of the first of a list is none."""
    assert read("Présents\n24\nVotants\n27\n", "presents").value == 24
    assert read("Présents : 1. Carole LELEU 2. Marc WATTIEZ", "presents").value is None


def test_a_label_takes_no_number_of_the_next_count() -> None:
    """« 15 conseillers en exercice : 11 présents 2 pouvoirs »: not 2 present."""
    text = "15 conseillers en exercice : 11 présents 2 pouvoirs"
    assert [read(text, name).value for name in ("en_exercice", "presents")] == [15, None]


def test_labels_of_two_lines_have_the_numbers_beneath() -> None:
    """« Nombre de conseillers / en exercice : », « Nombre de conseillers / en séance : », read down."""
    text = (
        "Nombre de conseillers\nen exercice :\nNombre de conseillers\nen séance :\nPouvoirs :\n29\n25\n4\n\nVu le code,"
    )
    assert (read(text, "en_exercice").value, read(text, "presents").value) == (29, 25)


@cases(
    "text",
    "la majorité des membres en exercice qui\nsont au nombre de 20, il est procédé",
    "Le nombre des conseillers municipaux en exercice est\nde 20.",
    "Nombre de conseillers en exercice :\nNombre de présents :\nNombre de représentés par pouvoir :\n\n20\n15\n3\n",
)
def test_members_in_office_are_counted_in_a_sentence_or_a_column(text: str) -> None:
    """Over the end of a line; a label of two words is one column."""
    assert read(text, "en_exercice").value == 20


@cases("text", "Nombre de membres : 19", "Nombre de membres composant le conseil : 19", "EFFECTIF LÉGAL : 19")
def test_a_council_is_made_of_members_who_may_be_out_of_office(text: str) -> None:
    """What the act says of its size is read in doubt."""
    field = read(text, "en_exercice")
    assert (field.value, field.confidence) == (19, "doubtful")


def test_minutes_count_anew_when_somebody_comes() -> None:
    """The last count before a point is its own, in doubt; those before it keep the opening's."""
    came = "Arrivée de M. Marc WATTIEZ\nPrésents : 4\nVotants : 4\n"
    points = f"Délibération n° 2025-1\nVoirie\n{ROADS}{came}Délibération n° 2025-2\nCantine\n{OURS}"
    found = [counts(extract)["votants"] for extract in extracts((f"{OPENING}\n{points}{CLOSING}",))]
    assert [(field.value, field.confidence) for field in found] == [(3, "certain"), (4, "doubtful")]


def test_members_present_and_represented_are_no_present() -> None:
    """« 22 conseillers étaient présents et représentés » counts those who vote."""
    act = opening("22 Conseillers étaient Présents et Représentés (03 Procurations : A. LELEU, B. JEAN, C. COLIN)")
    assert field(act, "presents").value is None


@cases(
    "text, name, value",
    ("Afférents au Conseil | En exercice | Qui ont pris part au vote\n23 | 22 | 18\n", "en_exercice", 22),
    ("Le conseil municipal compte 29 membres.", "en_exercice", 29),
    ("Étaient présents à l’ouverture 22 conseillers.", "presents", 22),
    ("Nombre de conseillers présents ou représentés : 22", "votants", 22),
    ("Séance du 3 juin 2025      présents      : 9", "presents", 9),
)
def test_a_count_is_told_in_more_turns(text: str, name: str, value: int) -> None:
    """In a table of three columns, in sentences, far from its colon."""
    assert read(text, name).value == value


@cases(
    "labels, figures, confidence",
    ("En exercice\nPrésents\nVotants", "15\n11\n13", "certain"),
    ("En exercice\nPrésents\nPouvoirs\nVotants", "15\n11\n2\n13", "certain"),
    ("En exercice\nPrésents\nVotants", "13\n15\n11", "doubtful"),
    ("En exercice\nPrésents\nAbsents", "15\n9\n8", "doubtful"),
)
def test_counts_apart_from_their_labels_are_as_sure_as_their_order(labels: str, figures: str, confidence: str) -> None:
    """« 15, 11, 13 » are in office, present and voting in no other order; « 9, 8 » may be either way round."""
    assert read(f"{labels}\n{figures}\n", "presents").confidence == confidence


@cases("vote", "Votants 3 – Exprimés 3 – Pour 3", "| Votants | Exprimés | Pour | Contre |\n| 3 | 3 | 3 | 0 |")
def test_the_voters_told_with_the_vote_are_read_in_doubt(vote: str) -> None:
    """Where the opening tells none."""
    act = f"COMMUNE DE MAULDE\nObjet : Cantine\nVu le code,\nLe conseil, après en avoir délibéré, approuve.\n{vote}\n"
    found = field(act, "votants")
    assert (found.value, found.confidence) == (3, "doubtful")


@cases("counts_run_on", "En exercice : Présents : Votants : 15 11 13", "En exercice :\nPrésents : Votants : 15\n11\n13")
def test_a_number_after_labels_that_have_none_is_perhaps_the_first_s(counts_run_on: str) -> None:
    """« Présents : Votants : 15 » does not say surely how many voted."""
    assert read(counts_run_on, "votants").confidence != "certain"


@cases("said", "Tous les membres en exercice (11)", "Tous les conseillers en exercice, soit onze,")
def test_those_in_office_are_counted_where_all_of_them_sit(said: str) -> None:
    """In doubt, as any count of a sentence."""
    found = field(opening(f"{said} étaient présents."), "en_exercice")
    assert (found.value, found.confidence) == (11, "doubtful")


def test_labels_that_narrow_columns_broke_over_lines_have_their_numbers() -> None:
    """Read down, as text is copied out of a PDF: no other order of the numbers can be a sitting's."""
    table = "Nombre de membres\nAfférents\nau Conseil\nEn\nexercice\nQui ont pris part\nau vote\n19\n19\n17\n"
    act = opening(f"Publié le 15/04/2025\n{table}Séance du 10 avril 2025")
    for name, count in (("en_exercice", 19), ("votants", 17)):
        assert (field(act, name).value, field(act, name).confidence) == (count, "certain")


def test_counts_that_change_while_the_council_sits_are_those_of_the_point() -> None:
    """« Présents : 2, puis 3 à partir du point 2 »: the first count until somebody comes; in doubt, with both."""
    told = OPENING.replace("Votants : 3", "Présents : 2, puis 3 à partir du point 2\nVotants : 2, puis 3")
    first, second = read_all(
        f"{told}\n1. Voirie\n{ROADS}Arrivée de M. JEAN à 19 h 20.\n2. Convention numérique\n{OURS}{CLOSING}"
    )
    for act, count in ((first, 2), (second, 3)):
        for name in ("presents", "votants"):
            found = act.fields[name]
            assert (found.value, found.confidence) == (count, "doubtful")
            assert "puis 3" in found.why


def test_those_in_office_are_counted_by_a_participle() -> None:
    """« le nombre de membres en exercice étant de 35, le nombre de présents est de 7 »."""
    act = opening("Le Maire certifie que le nombre de membres en exercice étant de 35, le nombre de présents est de 7.")
    assert [field(act, name).value for name in ("en_exercice", "presents")] == [35, 7]


@cases("people", "conseillers", "membres")
def test_a_number_before_the_first_label_of_a_row_is_its_own(people: str) -> None:
    """« 79 conseillers en exercice 67 présents »: no row of labels that stand before their numbers."""
    act = opening(f"79 {people} en exercice 67 présents 10 pouvoirs")
    assert [(field(act, name).value) for name in ("en_exercice", "presents")] == [79, 67]
