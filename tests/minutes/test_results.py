"""Results told on the line of a title, as small communes write: the title, then what the council made of it."""

from __future__ import annotations

from generator.minutes.results import parted
from tests.cases import cases
from tests.intake.minutes import OPENING, OURS, field, read

HEAD = "Commune d’Haveluy\nSéance du 3 juin 2025\nPrésents : Carole LELEU, Marc WATTIEZ, Pascal JEAN\n"
TITLE = "Convention de médiation numérique"


@cases(
    "line, told",
    (f"{TITLE} : 7 pour", {"pour": 7}),
    (f"{TITLE} – 8 voix pour", {"pour": 8}),
    (f"{TITLE}. Pour : 8.", {"pour": 8}),
    (f"{TITLE} : pour 6, abstention 1", {"pour": 6, "abstentions": 1}),
    (f"{TITLE} / Pour 11 / Contre 0 / Abstention 0", {"pour": 11, "contre": 0, "abstentions": 0}),
    (f"{TITLE} : adoptée par dix-neuf voix pour.", {"pour": 19}),
    (f"{TITLE} : accord à l’unanimité des six membres présents", {"unanimite": True}),
    (f"{TITLE} adoptée à l’unanimité des présents", {"unanimite": True}),
    (f"{TITLE} : l’ensemble du conseil vote pour.", {"unanimite": True}),
    (f"{TITLE}        Vote : unanimité", {"unanimite": True}),
    (f"2. {TITLE} : 4 pour", {"pour": 4}),
    (f"Point 5 : {TITLE} – 22 pour", {"pour": 22}),
    (f"Délibération n° 12 – {TITLE} – 8 voix pour", {"pour": 8}),
    (f"Objet : {TITLE}. Décision : accord (6 pour, 1 abstention)", {"pour": 6, "abstentions": 1}),
)
def test_a_title_and_its_result_on_one_line(line: str, told: dict[str, int | bool]) -> None:
    """The object is the title alone, and the vote is read."""
    (act,) = read(HEAD + line)
    assert act.fields["objet"].value == TITLE
    assert {name: act.fields[name].value for name in told} == told


def test_each_line_is_a_point() -> None:
    """With ranks or without, each with its own vote."""
    for first, second in (("1. ", "2. "), ("2025.02 / ", "2025.03 / "), ("", "")):
        acts = read(f"{HEAD}\n{first}Voirie communale : 9 voix pour, 1 contre\n{second}{TITLE} : 10 pour\n")
        told = [(act.fields["objet"].value, act.fields["pour"].value, act.fields["contre"].value) for act in acts]
        assert told == [("Voirie communale", 9, 1), (TITLE, 10, None)]


@cases(
    "line",
    "Approbation du procès-verbal du 12 mai 2025 : adopté à l’unanimité",
    "Secrétaire de séance : M. Pascal JEAN (vote : unanimité)",
    "Élection du secrétaire de séance : accord à l’unanimité",
    "Carole LELEU : 9 voix pour",
    "Suffrages exprimés : 12 pour",
    "Votants : 13 – Pour : 13",
    "Le maire propose de signer : accord à l’unanimité",
    "Après en avoir délibéré, le conseil : adopté à l’unanimité",
)
def test_what_is_no_title_stays_on_its_line(line: str) -> None:
    """A vote of procedure, a candidate, a count, a sentence."""
    assert parted(line) == line


@cases("rule", "-----------------------------", "____________________")
def test_a_title_that_is_underlined_stands_apart(rule: str) -> None:
    """Drawn under it with dashes; nothing else has to say that it is one."""
    points = "".join(f"{title}\n{rule}\nAdopté, 9 voix pour.\n\n" for title in ("Voirie communale", TITLE))
    assert [act.fields["objet"].value for act in read(f"{HEAD}\n{points}")] == ["Voirie communale", TITLE]
    (act,) = read(
        f"{HEAD}\n{TITLE}\n{rule}\nDélibération 34-2025\nMme le Maire est autorisée à signer. Vote : 7 pour.\n"
    )
    assert [act.fields[name].value for name in ("objet", "numero", "pour")] == [TITLE, "34-2025", 7]


@cases("line", "Point n° 1 – Voirie", "du conseil municipal", "3) Voirie communale")
def test_a_number_or_a_small_letter_is_told_by_itself(line: str) -> None:
    """Though it is underlined."""
    assert parted(f"{line}\n-----------") == f"\n{line}\n"


@cases(
    "mark, number",
    ("DCM 2025 06 03-{}\n", "2025 06 03-{}"),
    ("25/06/0{} – ", "25/06/0{}"),
    ("25-06-0{} - ", "25-06-0{}"),
    ("2025.0{} / ", "2025.0{}"),
    ("Délib. {}/2025 ", "{}/2025"),
)
def test_numbers_of_acts_in_other_forms(mark: str, number: str) -> None:
    """A day and a rank, a year of two figures and a month, a year and a point."""
    points = "".join(
        f"{mark.format(rank)}{title}\nVote : pour 9, contre 1\n\n" for rank, title in ((1, "Voirie"), (2, TITLE))
    )
    told = [(act.fields["numero"].value, act.fields["objet"].value) for act in read(f"{HEAD}\n{points}")]
    assert told == [(number.format(1), "Voirie"), (number.format(2), TITLE)]


def test_numbers_at_the_end_of_the_line() -> None:
    """Far right of the title."""
    points = "".join(
        f"{title}{' ' * 20}2025/0{rank}\n\nLe conseil municipal, après en avoir délibéré, accepte.\n\n"
        for rank, title in ((7, "MODIFICATION DES STATUTS DU SYNDICAT"), (8, TITLE.upper()))
    )
    told = [(act.fields["numero"].value, act.fields["objet"].value) for act in read(f"{HEAD}\n{points}")]
    assert told == [("2025/07", "MODIFICATION DES STATUTS DU SYNDICAT"), ("2025/08", TITLE.upper())]


@cases("result, authorises", ("7 pour, le maire est autorisé à signer la convention", True), ("7 pour", False))
def test_the_result_is_what_the_council_decided(result: str, *, authorises: bool) -> None:
    """In doubt, for nothing else tells it: a law that it would break asks for a look."""
    (act,) = read(f"{HEAD}{TITLE} : {result}\n")
    assert (act.fields["dispositif"].value, act.fields["dispositif"].confidence) == (result, "doubtful")
    assert act.fields["autorise_signature"].value is authorises


@cases(
    "line",
    "La société retenue par les services, le conseil municipal, à l’unanimité,",
    "Votes pour : 12 Votes contre : 2 Abstentions : 1",
)
def test_a_sentence_or_a_row_of_votes_is_no_title(line: str) -> None:
    """Who decides stands before the result; a side of the vote is no title."""
    assert parted(line) == line


def test_a_title_in_capitals_over_a_rule_is_no_name() -> None:
    """« VENTE DE LA MAISON » has an article inside, as no name has."""
    assert parted("VENTE DE LA MAISON\n======") == "\nObjet : VENTE DE LA MAISON\n"


def test_a_day_that_is_underlined_is_no_title() -> None:
    """« DU 9 SEPTEMBRE 2025 », and « ======= » under it."""
    text = "REUNION DU CONSEIL MUNICIPAL\nDU 9 SEPTEMBRE 2025\n=======\nConvention de médiation numérique\n=======\n"
    assert parted(text).count("Objet : ") == 1
    assert "Objet : DU" not in parted(text)


def test_a_stamp_above_a_rule_is_no_title() -> None:
    """« Transmis en sous-préfecture le … » over a rule, where the act calls its object."""
    act = f"{OPENING}Transmis en Sous-Préfecture le 10.06.2025\n------\nObjet : Convention de médiation\n{OURS}"
    assert field(act, "objet").value == "Convention de médiation"


def test_the_only_line_under_a_title_in_capitals_titles_nothing() -> None:
    """What it tells ends in a result, and is of the title above it."""
    points = (
        "\nVIDEOPROTECTION\nDemande de subvention de 12 400 €. Accord unanime.\n\nCONVENTION MEDIATION NUMERIQUE\n"
        "Présentation par le maire. Accord unanime.\n\nCIMETIERE\nReprise de 4 concessions. Accord unanime.\n"
    )
    titles = [act.fields["objet"].value for act in read(HEAD + points)]
    assert titles == ["VIDEOPROTECTION", "CONVENTION MEDIATION NUMERIQUE", "CIMETIERE"]
