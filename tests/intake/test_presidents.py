"""Who presided over a sitting."""

from __future__ import annotations

from tests.cases import cases
from tests.intake.minutes import CLOSING, OPENING, OURS, ROADS, field, opening, read

SAT = "L’an deux mille vingt-cinq, le trois juin, le conseil s’est réuni en mairie"
PRESENT = "Présents : Mme Carole LELEU, M. Marc WATTIEZ, M. Pascal JEAN\n"
VOTE = "\nVu le code,\nLe conseil, après en avoir délibéré, à l’unanimité, approuve la convention.\n\n"


@cases(
    "told",
    f"{SAT} sous la présidence de la doyenne d’âge, Mme Carole LELEU.\n{PRESENT}",
    f"{SAT} sous la présidence de Madame la doyenne d’âge de l’assemblée, Carole LELEU.\n{PRESENT}",
    f"{SAT} sous la présidence de son Maire en exercice, Madame Carole LELEU.\n{PRESENT}",
    f"{SAT} sous la présidence du\nDocteur Carole LELEU, Maire.\n{PRESENT}",
    f"{SAT}.\nSous la présidence de : Carole LELEU\n{PRESENT}",
    f"{SAT}, Mme Carole LELEU, Maire, présidant la séance.\n{PRESENT}",
    f"{SAT}.\n{PRESENT}La séance est ouverte à 19 h par Mme Carole LELEU, Maire.",
    f"{SAT}.\n{PRESENT}Mme Carole LELEU préside la séance.",
    f"{SAT}. Mme Carole LELEU, maire, a présidé la séance.\n{PRESENT}",
    f"{SAT}.\n{PRESENT}Mme Carole LELEU, en sa qualité de maire, préside la séance.",
    f"{SAT}.\n{PRESENT}Mme Carole LELEU prend la présidence.",
    f"{SAT}.\n{PRESENT}La présidence est assurée par Mme Carole LELEU, Maire.",
    f"{SAT} pour sa troisième séance de l’année, sous la présidence de Mme le Maire Carole LELEU\n{PRESENT}",
    f"Présidente : Mme Carole LELEU – Secrétaire : M. Pascal JEAN\n{SAT}.\n{PRESENT}",
    f"{SAT}.\n{PRESENT}Mme Carole LELEU, Maire, accueille les conseillers et ouvre la séance.",
    f"{SAT}.\n{PRESENT}Mme Carole LELEU, maire, procède à l’appel nominal des conseillers.",
    f"{SAT}.\n{PRESENT}Mme Carole LELEU, doyenne d’âge, prend la présidence de l’assemblée.",
    f"{SAT}.\n{PRESENT}Mme Carole LELEU, 1re adjointe, ouvre la séance.",
    f"{SAT}.\n{PRESENT}Carole LELEU, maire de Maulde, ouvre la séance.",
    f"{SAT}.\n{PRESENT}Après l’appel nominal, Mme Carole LELEU constate que le quorum est atteint.",
)
def test_a_member_who_is_present_presides_in_whatever_turn(told: str) -> None:
    """By title, by age, in a label or as who opens the sitting."""
    presided = field(told + VOTE, "preside_par")
    assert (presided.value, presided.confidence) == ("Carole LELEU", "certain")


@cases(
    "told",
    f"{PRESENT}Le conseil municipal constate que le quorum est atteint.",
    f"{PRESENT}Le secrétaire ouvre la séance.",
    f"{PRESENT}M. Pascal JEAN, secrétaire, procède à l’appel.",
    f"{PRESENT}L’assemblée prend la présidence en considération.",
)
def test_what_is_nobody_presides_over_nothing(told: str) -> None:
    """The council itself, or an office without a name."""
    assert field(f"{SAT}.\n{told}{VOTE}", "preside_par").value is None


def test_two_who_preside_leave_both_in_doubt() -> None:
    """The former mayor opens the sitting, the eldest member goes on."""
    told = "Mme Carole LELEU, Maire, ouvre la séance.\nM. Marc WATTIEZ prend la présidence."
    assert field(f"{SAT}.\n{PRESENT}{told}{VOTE}", "preside_par").confidence == "doubtful"


@cases(
    "foot",
    "La Maire,\nCarole LELEU",
    "LE MAIRE\n\nCarole LELEU",
    "Le Maire de Maulde, Carole LELEU        Le secrétaire, Pascal JEAN",
    "La Maire,                          Le secrétaire de séance,\nCarole LELEU                       Pascal JEAN",
    "Le secrétaire de séance\n\nLa Maire\n\nPascal JEAN\n\nCarole LELEU",
    "Carole LELEU, Maire de Maulde",
    "Fait et délibéré les jour, mois et an que dessus.\nLa Maire,\nCarole LELEU",
)
def test_the_mayor_who_signs_presided_where_only_the_office_is_told(foot: str) -> None:
    """« Madame la Maire ouvre la séance », and the name at the foot, in doubt."""
    presided = field(f"{SAT}.\n{PRESENT}Madame la Maire ouvre la séance.\n{VOTE}{foot}", "preside_par")
    assert (presided.value, presided.confidence) == ("Carole LELEU", "doubtful")


@cases("foot", "Pour le Maire,\nCarole LELEU", "La Maire,\nStéphanie HUGUES", "La Maire,")
def test_a_signature_of_nobody_who_sat_tells_no_president(foot: str) -> None:
    """One who signs for the mayor, or a mayor whom the list of those present does not hold."""
    act = f"{SAT}.\n{PRESENT}Madame la Maire ouvre la séance.\n{VOTE}{foot}"
    assert field(act, "preside_par").value is None


def test_the_signature_under_minutes_is_that_of_all_their_points() -> None:
    """Without any formula before it; it ends no title."""
    opening = OPENING.replace(" sous la présidence de Mme Carole LELEU, Maire", "") + "Madame la Maire ouvre la séance."
    foot = f"{CLOSING.replace(',', '')}Carole LELEU                  Pascal JEAN\n"
    acts = read(f"{opening}\n1. Voirie communale{ROADS}2. Médiation numérique{OURS}{foot}")
    assert [act.fields["preside_par"].value for act in acts] == ["Carole LELEU"] * 2


@cases(
    "opening",
    "le conseil, légalement convoqué par Carole LELEU, Maire, s’est réuni en mairie sous sa présidence.",
    "le conseil s’est réuni sur la convocation de Madame Carole LELEU, Maire, et sous sa présidence.",
    "le conseil, convoqué par Mme Carole LELEU Maire, s’est réuni sous la présidence de son Maire.",
    "le conseil s’est réuni sous la présidence de son Maire.\nPrésents : Mme Carole LELEU, Maire, M. Marc WATTIEZ",
    "le conseil s’est réuni sous la présidence de son Maire.\nPrésents : Mme Carole LELEU (Maire), M. Marc WATTIEZ",
)
def test_the_mayor_who_is_named_elsewhere_presides(opening: str) -> None:
    """Who convened the council, or whom the list calls the mayor, in doubt."""
    presided = field(f"L’an deux mille vingt-cinq, le trois juin, {opening}\n", "preside_par")
    assert (presided.value, presided.confidence) == ("Carole LELEU", "doubtful")


def test_who_convenes_does_not_preside_where_the_act_says_nothing_of_it() -> None:
    """An act without a word of its presidency names nobody."""
    opening = "le conseil s’est réuni sur la convocation de Madame Carole LELEU, Maire."
    assert field(f"L’an deux mille vingt-cinq, le trois juin, {opening}\n", "preside_par").value is None


def test_a_given_name_may_be_broken_at_its_hyphen() -> None:
    """At the end of a line of any length."""
    told = (
        f"{SAT}\nsous la présidence de Mme Anne-\nLise DUFOUR, Maire.\nPrésents : Mme Anne-Lise DUFOUR, M. Pascal JEAN"
    )
    presided = field(told + VOTE, "preside_par")
    assert (presided.value, presided.confidence) == ("Anne-Lise DUFOUR", "certain")


@cases(
    "told, confidence",
    (f"Présidence de Mme Carole LELEU, Maire\n{PRESENT}", "certain"),
    (f"{SAT} sur la convocation de leur Maire, Mme Carole LELEU, laquelle a présidé la séance.\n{PRESENT}", "certain"),
    (f"{SAT} sur la convocation de Mme Carole LELEU, Maire, laquelle a présidé la séance.\n{PRESENT}", "certain"),
    (f"Président : Mme le Maire, Carole LELEU\n{PRESENT}", "certain"),
    (f"{SAT}.\n{PRESENT.replace('LELEU', 'LELEU, première adjointe, présidente de séance')}", "certain"),
    (f"{SAT}.\n{PRESENT.replace('LELEU', 'LELEU, Maire')}", "doubtful"),
    (f"{SAT}.\n{PRESENT.replace('Mme Carole LELEU', 'Mme le Maire (Carole LELEU)')}", "doubtful"),
)
def test_the_mayor_of_the_list_presides(told: str, confidence: str) -> None:
    """By law, where nobody else is said to; in shorter turns than sentences too."""
    presided = field(told + VOTE, "preside_par")
    assert (presided.value, presided.confidence) == ("Carole LELEU", confidence)


def test_a_president_whose_surname_is_on_the_next_line_is_named_whole() -> None:
    """« sous la présidence de Carole / LELEU, maire »."""
    act = opening(
        "Le conseil s’est réuni sous la présidence de Carole\nLELEU, maire.\nPrésents : Carole LELEU, Luc ROUX"
    )
    assert field(act, "preside_par").value == "Carole LELEU"


def test_who_assures_the_presidency_presides() -> None:
    """« M. X, Maire, assurant la présidence »."""
    act = opening(
        "Le conseil s’est assemblé, Mme Carole LELEU, Maire, assurant la présidence.\nPrésents : Carole LELEU"
    )
    assert field(act, "preside_par").value == "Carole LELEU"


def test_a_heading_of_its_own_tells_who_presides() -> None:
    """« PRÉSIDENCE », and the name on the next line."""
    assert field(opening(f"PRÉSIDENCE\nMme Carole LELEU\n{PRESENT}"), "preside_par").value == "Carole LELEU"
