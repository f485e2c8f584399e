"""Votes in rows without colons, by names, and in minutes that could not be cut."""

from __future__ import annotations

from tests.cases import cases
from tests.intake.minutes import CLOSING, OPENING, field, opening, read

SIDES = ("pour", "contre", "abstentions")
ACT = "OBJET : Convention de médiation numérique\nLe conseil municipal, après en avoir délibéré,\n"


def _vote(text: str) -> tuple[tuple[object, str], ...]:
    (act,) = read(f"{OPENING}{ACT}{text}\napprouve la convention.\n{CLOSING}")
    return tuple((act.fields[side].value, act.fields[side].confidence) for side in SIDES)


@cases("row", "Pour 2 Contre 1 Abstention 0", "Votants 3 Pour 2 Contre 1 Abstentions 0", "POUR 2 CONTRE 1 ABSTENTION 0")
def test_a_row_without_colons_has_each_number_after_its_label(row: str) -> None:
    """Never the number of the label before: « Pour 2 Contre 1 » is not two against."""
    assert _vote(row) == ((2, "doubtful"), (1, "doubtful"), (0, "doubtful"))


@cases("row", "2 pour, 1 contre, 0 abstention", "2 voix pour 1 voix contre 0 abstention")
def test_a_row_that_begins_with_a_number_has_each_before_its_label(row: str) -> None:
    """« 2 pour, 1 contre »."""
    assert _vote(row) == ((2, "certain"), (1, "certain"), (0, "certain"))


def test_votes_told_by_names_are_counted_in_doubt() -> None:
    """« A et B ont voté contre »."""
    assert _vote("adopté à la majorité. Marc WATTIEZ et Pascal JEAN ont voté contre")[1] == (2, "doubtful")


def test_no_vote_is_certain_that_is_both_unanimous_and_opposed() -> None:
    """Two points that were not cut."""
    (act,) = read(
        f"{OPENING}Les devis ont été reçus\nVote : 1 pour, 2 contre.\nLe second est de la semaine\nVote à l’unanimité\n"
    )
    assert {act.fields[side].confidence for side in ("pour", "contre", "unanimite")} == {"doubtful"}


def test_a_table_read_down_has_its_numbers_after_its_labels() -> None:
    """Whoever was against is named beside the number."""
    assert _vote("POUR\nCONTRE\nABSTENTION\n\n1\n1 (Marc WATTIEZ)\n1 (Pascal JEAN)") == (
        (1, "certain"),
        (1, "certain"),
        (1, "certain"),
    )


@cases(
    "table",
    "Pour\nContre\nAbstention\n2\n0\n1",
    "POUR :\nCONTRE :\nABSTENTION :\n\n2\n0\n1",
    "2\n0\n1\nPour\nContre\nAbstention",
)
def test_sides_apart_from_their_numbers_are_paired_in_doubt(table: str) -> None:
    """Nothing but their order says which number is whose."""
    assert _vote(table) == ((2, "doubtful"), (0, "doubtful"), (1, "doubtful"))


def test_a_number_more_than_the_labels_makes_the_table_doubtful() -> None:
    """A page's number, perhaps, or another column."""
    assert _vote("POUR\nCONTRE\nABSTENTION\n\n1\n1\n1\n5") == ((1, "doubtful"),) * 3


@cases(
    "turn, votes",
    ("par 2 voix contre 1", (2, 1, None)),
    ("par 2 voix (1 abstention)", (2, None, 1)),
    ("POUR (2) CONTRE (1) ABSTENTION (0)", (2, 1, 0)),
    ("Pour : 3, Contre : /, Abstention : /", (3, 0, 0)),
    ("à l’unanimité des membres présents (3 voix)", (3, 0, 0)),
    ("par 2 voix pour, M. Marc WATTIEZ s’abstenant", (2, None, 1)),
    ("1 abstention : Mme Carole LELEU\n1 contre : M. Marc WATTIEZ\n1 pour", (1, 1, 1)),
    ("Votants\n3\nPour\n2\nContre\n1\nAbstentions\n0", (2, 1, 0)),
    ("Abstention : M. Marc WATTIEZ, M. Pascal JEAN.", (None, None, 2)),
)
def test_a_vote_is_told_in_more_turns(turn: str, votes: tuple[int | None, ...]) -> None:
    """« N voix contre M » is not N against, a stroke is nobody, brackets hold a number."""
    assert tuple(value for value, _ in _vote(turn)) == votes


@cases("lines", "Pour 2\n Abstention 0\n Contre 1", "Pour\t2\nContre\t1\nAbstention\t0")
def test_a_side_and_its_number_on_each_line_are_certain(lines: str) -> None:
    """In any order, without a colon."""
    assert _vote(f"\n{lines}\n") == ((2, "certain"), (1, "certain"), (0, "certain"))


def test_a_name_after_the_number_of_a_line_makes_it_doubtful() -> None:
    """« Contre 1 Marc WATTIEZ »."""
    assert _vote("\nPour 2\nContre 1 Marc WATTIEZ\n")[:2] == ((2, "certain"), (1, "doubtful"))


def test_no_vote_for_a_point_is_no_vote() -> None:
    """« Aucun vote pour ce point. » counts nobody; « aucune voix pour » does."""
    assert _vote("Aucun vote pour ce point.")[0] == (None, "missing")
    assert _vote("aucune voix pour, 3 voix contre")[0][0] == 0


@cases(
    "turn, votes",
    ("par 2 voix pour et 1 voix contre :\n\n2 titulaires : Mme Carole LELEU et M. Pascal JEAN", (2, 1, None)),
    ("par 2 voix pour pour un montant de 500 euros, 1 voix contre", (2, 1, None)),
    ("adopté à 2 voix contre 1 abstention", (2, None, 1)),
    ("émet un avis favorable à un centre de loisirs", (None, None, None)),
    ("malgré une contre-pétition", (None, None, None)),
)
def test_what_is_near_a_side_is_no_vote(turn: str, votes: tuple[int | None, ...]) -> None:
    """The number of the next line, « pour un », « un centre », « contre-pétition »."""
    assert tuple(value for value, _ in _vote(turn)) == votes


@cases(
    "turn",
    "à l’unanimité moins 1\nabstention",
    "à l’unanimité des membres présents, moins l’abstention de Mme Carole LELEU",
    "à l’unanimité, moins M. Marc WATTIEZ",
    "à l’unanimité ou non des membres présents",
    "à l’unanimité. Monsieur WATTIEZ vote contre",
)
def test_unanimity_but_for_somebody_is_doubtful(turn: str) -> None:
    """Or of a model that nobody filled in."""
    assert (
        field(f"{OPENING}\n1. Voirie\nLe conseil, {turn}, approuve.\n{CLOSING}", "unanimite").confidence == "doubtful"
    )


def test_unanimity_of_the_votes_cast_does_not_count_who_abstains() -> None:
    """How many were for is not known as long as the act does not say who abstained."""
    act = f"{OPENING}\n1. Voirie\nLe conseil, à l’unanimité{{}}, approuve.\n{CLOSING}"
    assert field(act.format(" des suffrages exprimés"), "pour").value is None
    assert field(act.format(""), "pour").value is not None


def test_members_who_take_no_part_are_all_named() -> None:
    """After one civility for several, over the end of a line, before what they do meanwhile."""
    told = (
        "à l’unanimité, Mesdames Carole LELEU, Stéphanie\nHUGUES et Monsieur Marc WATTIEZ ne prenant pas part au vote,"
    )
    act = f"{OPENING}\n1. Voirie\nLe conseil, {{}} approuve.\n{CLOSING}"
    assert field(act.format(told), "sans_part").value == ("Carole LELEU", "Stéphanie HUGUES", "Marc WATTIEZ")
    told = "à l’unanimité, Mme Carole LELEU quitte la salle et ne prend pas part au vote,"
    assert field(act.format(told), "sans_part").value == ("Carole LELEU",)


@cases("why", "intéressé à l’affaire", "étant intéressé", "dont le frère est agent de la communauté")
def test_who_has_an_interest_takes_no_part_whatever_is_said_of_it(why: str) -> None:
    """What stands between the name and the vote is no part of the name."""
    told = f"M. Marc WATTIEZ, {why}, ne prend pas part au vote. Le conseil, à l’unanimité,"
    act = field(f"{OPENING}\n1. Voirie\n{told} approuve.\n{CLOSING}", "sans_part")
    assert (act.value, act.confidence) == (("Marc WATTIEZ",), "certain")


@cases(
    "told",
    "M. Marc WATTIEZ ne participe pas au vote.",
    "M. Marc WATTIEZ, ayant quitté la salle, n’a participé ni au débat ni au vote.",
    "M. Marc WATTIEZ quitte la salle et ne prend part ni au débat ni au vote.",
    "M. Marc WATTIEZ, qui ne participe pas au vote, sort de la salle.",
    "Ne participe pas au vote : M. Marc WATTIEZ",
)
def test_who_takes_no_part_is_read_in_other_turns_and_above_the_decision(told: str) -> None:
    """« ne participe pas », « ni … ni », whatever stands between; a debate on who votes names nobody."""
    act = "COMMUNE DE MAULDE\nObjet : Convention\n{}\nLe conseil, par 2 voix pour, approuve.\n"
    found = field(act.format(told), "sans_part")
    assert (found.value, found.confidence) == (("Marc WATTIEZ",), "certain")
    assert field(act.format("M. JEAN demande si les suppléants ne participent pas au vote."), "sans_part").value is None


def test_what_who_takes_no_part_is_besides_is_none_of_the_names() -> None:
    """« M. X, agent de la communauté, ne prend pas part au vote »."""
    told = "M. Marc WATTIEZ, agent de la communauté d’agglomération, ne prend pas part au vote et quitte la salle."
    found = field(f"COMMUNE DE MAULDE\n{ACT}{told}\nPar 2 voix pour, approuve.\n", "sans_part")
    assert (found.value, found.confidence) == (("Marc WATTIEZ",), "certain")


def test_a_vote_by_show_of_hands_is_not_secret() -> None:
    """Though the act recalls what the law asks."""
    law = "Vu que les désignations ont lieu à bulletin secret,\n{}Le conseil, à l’unanimité, désigne M. Marc WATTIEZ.\n"
    act = f"{OPENING}\n1. Désignation\n{law}{CLOSING}"
    assert field(act.format("Le vote aura lieu à main levée.\n"), "scrutin_secret").value is None
    assert field(act.format(""), "scrutin_secret").value is True


@cases(
    "told, read_as",
    (
        "Résultat :\n+--------+------+--------+\n| Pour | Contre | Abstentions |\n+--------+------+--------+\n"
        "|  2   |   1    |      0      |\n+--------+------+--------+",
        (2, 1, 0),
    ),
    ("- votes favorables : 2\n- votes défavorables : 1\n- abstentions : 0", (2, 1, 0)),
    ("voix pour      2\nvoix contre     -\nabstention      -", (2, 0, 0)),
    ("Pour : 2\nContre : 0\nS’abstiennent : Mme LELEU, M. JEAN\n", (2, 0, 2)),
)
def test_votes_in_drawn_tables_and_lists(told: str, read_as: tuple[int, int, int]) -> None:
    """Rules of signs between rows, a dash for nobody, « votes favorables », those who abstain by name."""
    assert tuple(value for value, _ in _vote(told)) == read_as


@cases(
    "turn, votes",
    ("POUR ........ 02\nCONTRE ...... 01\nABSTENTION .. 00", (2, 1, 0)),
    ("Votes pour : 2 Votes contre : 1 Abstentions : 0", (2, 1, 0)),
    ("1 conseiller vote contre, 1 s’abstient, 2 votent pour", (2, 1, 1)),
    ("M. Marc WATTIEZ vote contre, M. Pascal JEAN s’abstient", (None, 1, 1)),
    ("Pour 2, Abst 1\n\nPour extrait conforme", (2, None, 1)),
    ("Votes : Contre 1   Pour 2", (2, 1, None)),
)
def test_a_vote_is_told_after_leaders_and_in_sentences(turn: str, votes: tuple[int | None, ...]) -> None:
    """Points lead to the numbers; somebody votes, or abstains."""
    assert tuple(value for value, _ in _vote(turn)) == votes


def _headed(table: str, sentence: str) -> dict[str, tuple[object, str]]:
    act = read(
        f"COMMUNE DE MAULDE\nSéance du 3 juin 2025\n{table}\nPrésents : Mme Carole LELEU, M. Marc WATTIEZ, M. Pascal "
        f"JEAN\nObjet : Convention\nVu le code,\nLe conseil, après en avoir délibéré, {sentence}.\n"
    )[0]
    return {name: (act.fields[name].value, act.fields[name].confidence) for name in (*SIDES, "votants", "unanimite")}


@cases(
    "table, confidence",
    ("Votants 3 Pour 2 Contre 1 Abstention 0", "doubtful"),
    ("En exercice : 4\nPrésents : 3\nVotants : 3\nPour : 2\nContre : 1\nAbstention : 0", "certain"),
    ("En exercice : 5\nPrésents : 3\nVotants : 4\nPour : 2\nContre : 1\nAbstention : 0", "doubtful"),
    ("| Exercice | Présents | Votants | Pour | Contre | Abstention |\n| 4 | 3 | 3 | 2 | 1 | 0 |", "certain"),
)
def test_votes_counted_in_the_heading_are_sure_where_they_make_those_who_vote(table: str, confidence: str) -> None:
    """With those present and those who vote, in the table at the top."""
    found = _headed(table, "approuve la convention")
    assert [found[side] for side in SIDES] == [(2, confidence), (1, confidence), (0, confidence)]
    assert found["unanimite"] == (False, confidence)


def test_a_heading_against_what_is_told_beneath_is_doubtful() -> None:
    """Unanimity confirms that nobody was against; it is none where the heading counts somebody."""
    agreed = _headed("Votants 3 Pour 3 Contre 0 Abstention 0", "à l’unanimité, approuve la convention")
    assert (agreed["contre"], agreed["unanimite"]) == ((0, "certain"), (True, "certain"))
    table = "Présents : 3\nVotants : 3\nPour : 2\nContre : 1\nAbstention : 0"
    opposed = _headed(table, "à l’unanimité, approuve la convention")
    assert {opposed[name][1] for name in (*SIDES, "unanimite")} == {"doubtful"}
    other = _headed("Votants 3 Pour 2 Contre 1", "approuve par 3 voix pour et 0 voix contre")
    assert (other["pour"], other["contre"]) == ((3, "doubtful"), (0, "doubtful"))


@cases(
    "table",
    "Pour Contre Abstentions\n2 1 0",
    "Pour : Contre : Abstentions :\n2 1 0",
    "Votants Pour Contre Abstentions\n3\n2\n1\n0",
)
def test_heads_on_a_line_and_figures_on_others_are_doubtful(table: str) -> None:
    """No column tells which number is whose."""
    assert _vote(table) == ((2, "doubtful"), (1, "doubtful"), (0, "doubtful"))


def test_more_votes_against_than_for_what_is_approved_are_doubtful() -> None:
    """The numbers of a table in disorder."""
    found = _headed("Votants : 3", "approuve la convention.\nPour\nContre\nAbstentions\n1\n2\n0\n")
    assert [found[side] for side in ("pour", "contre")] == [(1, "doubtful"), (2, "doubtful")]


def test_what_is_adopted_in_two_ways_is_two_acts() -> None:
    """« Adopté à l’unanimité. », then « Adopté par 2 voix »: points that were not cut."""
    found = _vote(
        "Adopté à l’unanimité. Convention : Madame la Maire la présente. Adopté par 2 voix pour et 1 abstention."
    )
    assert {confidence for _, confidence in found} <= {"doubtful", "missing"}


@cases(
    "turn, votes",
    ("par 2 voix, un élu s’abstenant", (2, None, 1)),
    ("par 2 voix pour, un conseiller s’étant abstenu", (2, None, 1)),
    ("S’est abstenu : P. JEAN\nLa convention est approuvée.", (None, None, 1)),
    ("Mme LELEU s’abstient, M. WATTIEZ vote contre.", (None, 1, 1)),
    ("pour, 2 ; contre, 0 ; abstention, 1", (2, 0, 1)),
    ("Vote : 2 P – 0 C – 1 A", (2, 0, 1)),
    ("P : 2 / C : 0 / A : 1", (2, 0, 1)),
    ("Favorables : 2 - Défavorables : 0 - Abstentions : 1", (2, 0, 1)),
    ("2 pour, 0 contre, 1 abstention\nLe conseil", (2, 0, 1)),
)
def test_votes_in_turns_that_are_seldom(turn: str, votes: tuple[int | None, ...]) -> None:
    """Participles, verbs before names, commas, initials."""
    assert tuple(value for value, _ in _vote(turn)) == votes


@cases("who", "deux membres", "2 conseillers", "2 délégués", "deux élus")
def test_members_who_are_chosen_for_something_are_no_votes(who: str) -> None:
    """« désigne deux membres pour siéger au comité, à l’unanimité »."""
    (act,) = read(f"COMMUNE DE MAULDE\n{ACT}désigne {who} pour siéger au comité, à l’unanimité.\n")
    assert act.fields["pour"].value is None


def test_the_vote_after_the_last_visa_is_the_acts() -> None:
    """The visa tells of another, and no full stop parts them."""
    visa = "Vu la délibération du 14 octobre 2024 adoptant le projet à l’unanimité,"
    (act,) = read(f"COMMUNE DE MAULDE\nObjet : Cantine\n{visa}\nVote du conseil : 2 pour, 1 contre, 0 abstention\n")
    assert [act.fields[side].value for side in SIDES] == [2, 1, 0]


def test_an_object_that_reads_as_a_contract_is_no_annex() -> None:
    """Above its vote in a table, a word a line."""
    (act,) = read(
        "COMMUNE DE MAULDE\nSéance du 3 juin 2025\nObjet\nConvention de médiation numérique\nVotes\nPour\n2\n"
        "Contre\n0\nAbstention\n1\n"
    )
    assert [act.fields[side].value for side in SIDES] == [2, 0, 1]


@cases(
    "told",
    "Votes Pour\n2 Contre\n0 Abstention\n1",
    "Pour          2          Contre          0",
    "Pour : 2 Contre : / Abstention : /",
)
def test_a_number_after_a_label_is_not_the_next_ones(told: str) -> None:
    """« Pour / 2 Contre » is not two against."""
    value, confidence = _vote(told)[1]
    assert value in (0, None) or confidence != "certain"


def test_a_number_after_labels_that_have_none_is_doubtful() -> None:
    """« Pour Contre / Abstentions 2 »."""
    assert _vote("Pour Contre\nAbstentions 2\n0 1")[2][1] != "certain"
    assert _vote("Pour : Contre : Abstentions : 2")[2][1] != "certain"
    assert _vote("Pour : 2\nContre :\nAbstentions : 1")[2] == (1, "certain")


@cases("second", "ADOPTÉ 9 voix pour, 5 abstentions.", "Adopté : 9 voix pour, 5 abstentions.")
def test_what_is_adopted_in_two_ways_was_voted_twice(second: str) -> None:
    """« Adopté à l’unanimité. », then « Adopté 9 voix pour »: none of these votes is certain."""
    act = f"COMMUNE DE MAULDE\nObjet : Adhésions\nLe maire expose.\nAdopté à l’unanimité.\nL’autre demande.\n{second}\n"
    for name in ("pour", "abstentions", "unanimite"):
        assert field(act, name).confidence == "doubtful"


def test_a_table_whose_row_has_a_name_is_one_of_votes() -> None:
    """Of several rows, a group each, which is the council's is not known."""
    heads = "Résultat du vote   Pour   Contre   Abstentions\n"
    row = "Délibération adoptée   2   1   0\n"
    assert _vote(f"{heads}{row}") == ((2, "certain"), (1, "certain"), (0, "certain"))
    assert _vote(f"{heads}Majorité   2   0   0\nOpposition   0   1   0\n")[0] == (None, "missing")
    assert _vote("Crédits ouverts   2   1   0\n")[0] == (None, "missing")


def test_unanimity_of_so_many_who_vote_tells_who_was_for() -> None:
    """« Adopté à l’unanimité des 3 votants », in doubt: no word says « pour »."""
    assert _vote("adopté à l’unanimité des 3 votants,")[0] == (3, "doubtful")


def test_a_number_after_the_label_of_one_side_is_not_the_next_sides() -> None:
    """« Pour : 12 contre 3 »."""
    act = opening("Présents : Carole LELEU").replace("Le conseil approuve.", "Le conseil délibère.\nPour : 12 contre 3")
    assert [field(act, side).value for side in ("pour", "contre")] == [12, 3]


def test_a_secret_ballot_that_the_council_declines_is_none() -> None:
    """« décide de ne pas procéder au scrutin secret »."""
    told = "Le conseil décide à l’unanimité de ne pas procéder au scrutin secret, et désigne M. Pascal JEAN."
    act = f"{OPENING}Objet : Désignation d’un délégué\nVu le code,\n{told}\n"
    assert field(act, "scrutin_secret").value is None
