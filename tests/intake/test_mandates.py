"""Mandates in the turns by which acts tell them."""

from __future__ import annotations

from generator.intake.councillors import entries
from generator.intake.fields import as_text
from generator.intake.holders import UNREAD, holder_of
from generator.law.sittings import Proxy
from tests.cases import cases
from tests.intake.minutes import field, opening

PRESENT = "Présents : Mme Carole LELEU, Maire, M. Marc WATTIEZ, M. Pascal JEAN"


@cases(
    "text",
    "M. Bruno LEJEUNE donne procuration à Mme Carole LELEU",
    "Pouvoir de M. Bruno LEJEUNE à Mme Carole LELEU",
    "de M. Bruno LEJEUNE à Mme Carole LELEU",
    "Bruno LEJEUNE a remis pouvoir à Carole LELEU",
    "Bruno LEJEUNE, pouvoir donné à Carole LELEU",
    "M. Bruno LEJEUNE : pouvoir à Mme Carole LELEU",
    "M. Bruno LEJEUNE => pouvoir à Mme Carole LELEU",
    "Mme Carole LELEU a reçu pouvoir de M. Bruno LEJEUNE",
    "Mme Carole LELEU (pouvoir de M. Bruno LEJEUNE)",
    "Mme Carole LELEU, mandataire de M. Bruno LEJEUNE",
    "M. Bruno LEJEUNE est représenté par Mme Carole LELEU",
    "M. Bruno LEJEUNE excusé avec procuration à Mme Carole LELEU",
    "Bruno LEJEUNE (à Carole LELEU)",
    "Bruno LEJEUNE (par Mme Carole LELEU)",
    "M. Bruno LEJEUNE (pouvoir à Mme Carole LELEU de la délibération n° 2 à la n° 5)",
    "M. Bruno LEJEUNE donne pouvoir à Mme Carole LELEU jusqu’au point n° 6",
    "M. Bruno LEJEUNE au Dr Carole LELEU",
    "M. Bruno LEJEUNE (P. à Mme Carole LELEU)",
    "M. Bruno LEJEUNE (→ Mme Carole LELEU)",
    "M. Bruno LEJEUNE au Dr.\nCarole LELEU",
    "M. Bruno LEJEUNE donne pouvoir au Docteur Carole LELEU",
    "M. Bruno LEJEUNE pour Mme Carole LELEU",
    "Procuration de M. Bruno LEJEUNE donnée à Mme Carole LELEU",
    "M. Bruno LEJEUNE, absent excusé, donne pouvoir à Mme Carole LELEU",
    "M. Bruno\nLEJEUNE à Mme Carole\n\nLELEU",
)
def test_a_mandate_is_read_in_every_turn(text: str) -> None:
    """Whoever is named first."""
    assert [(one.name, one.holder) for one in entries(text, proxies=True)] == [("Bruno LEJEUNE", "Carole LELEU")]


def test_a_mandate_under_the_list_of_those_present_is_none_of_its_names() -> None:
    """A line of its own, without a label nor a civility."""
    act = opening(f"{PRESENT}\nBruno LEJEUNE donne procuration de vote à Marc WATTIEZ")
    assert field(act, "pouvoirs").value == (Proxy("Bruno LEJEUNE", "Marc WATTIEZ"),)
    assert field(act, "noms_presents").value == ("Carole LELEU", "Marc WATTIEZ", "Pascal JEAN")


def test_mandates_without_a_line_of_their_own_are_read() -> None:
    """« Procurations Mme X … » on the line of the absent; sentences that follow those present."""
    act = opening(
        f"{PRESENT} Absents excusés : COLIN Nathalie – BLAISE Michel Procurations Mme COLIN Nathalie a donné "
        "procuration à M. Marc WATTIEZ"
    )
    assert field(act, "noms_absents").value == ("BLAISE Michel",)
    act = opening(
        f"{PRESENT} formant la majorité des membres en exercice. Madame COLIN a donné pouvoir à Monsieur WATTIEZ "
        "Monsieur BLAISE a donné pouvoir à Monsieur JEAN Absents : MM. CARON et LEJEUNE"
    )
    assert field(act, "pouvoirs").value == (Proxy("COLIN", "WATTIEZ"), Proxy("BLAISE", "JEAN"))


def test_a_holder_ends_where_another_name_begins() -> None:
    """Though neither has its surname in capitals: the holder is a member who is present."""
    act = opening(
        "Présents : Carole Leleu, Marc Wattiez\nAbsents : Bruno Lejeune donne pouvoir à Marc Wattiez Nathalie Colin"
    )
    assert field(act, "pouvoirs").value == (Proxy("Bruno Lejeune", "Marc Wattiez"),)
    assert field(act, "noms_absents").value == ("Nathalie Colin",)


def test_a_given_name_at_the_end_of_a_line_is_nobody() -> None:
    """« … (pouvoir à M. Y). M. Bruno / LEJEUNE (pouvoir à …) »: a point read for a comma."""
    act = opening(
        f"{PRESENT}\nAbsents : M. Michel BLAISE (pouvoir à M. Marc WATTIEZ). M. Bruno\nLEJEUNE (pouvoir à "
        "M. Pascal JEAN)."
    )
    assert field(act, "pouvoirs").confidence == "doubtful"


@cases("label", "Pouvoir : 1 (", "Délégation de vote : (", "Excusé ayant délégué son mandat : (")
def test_a_count_before_a_bracket_gives_no_mandate(label: str) -> None:
    """« Pouvoir : 1 (X à Y) »."""
    act = opening(f"{PRESENT}\n{label}Bruno LEJEUNE à Marc WATTIEZ)")
    assert field(act, "pouvoirs").value == (Proxy("Bruno LEJEUNE", "Marc WATTIEZ"),)


def test_mandates_given_respectively() -> None:
    """As many givers as holders, in the same order; who is named after them is absent."""
    act = opening(
        f"{PRESENT}\nABSENTS EXCUSÉS : Bruno LEJEUNE, Michel BLAISE et Nathalie COLIN qui avaient respectivement donné "
        "procuration à Carole LELEU, Marc WATTIEZ et Pascal JEAN. Et Bernard CARON."
    )
    assert field(act, "pouvoirs").value == (
        Proxy("Bruno LEJEUNE", "Carole LELEU"),
        Proxy("Michel BLAISE", "Marc WATTIEZ"),
        Proxy("Nathalie COLIN", "Pascal JEAN"),
    )
    assert field(act, "noms_absents").value == ("Bernard CARON",)


def test_mandates_that_are_not_as_many_are_not_told_in_pairs() -> None:
    """Three givers and two holders: none is sure."""
    act = opening(
        f"{PRESENT}\nExcusés : Bruno LEJEUNE, Michel BLAISE et Nathalie COLIN ont donné respectivement pouvoir à "
        "Carole LELEU et Marc WATTIEZ."
    )
    assert field(act, "pouvoirs").value is None
    assert field(act, "noms_absents").confidence == "doubtful"


@cases("holder", "M. le Maire", "Madame la Maire", "Mme le Maire")
def test_the_mayor_who_holds_a_mandate_is_named_by_the_list(holder: str) -> None:
    """« donne pouvoir à M. le Maire »."""
    given = field(opening(f"{PRESENT}\nPouvoirs : M. Bruno LEJEUNE donne pouvoir à {holder}\nVotants : 4"), "pouvoirs")
    assert (given.value, given.confidence) == ((Proxy("Bruno LEJEUNE", "Carole LELEU"),), "certain")


def test_mandates_whose_separators_were_lost() -> None:
    """Lines of a table that a transcription ran on."""
    act = opening(
        f"{PRESENT}\nAbsents excusés : Bernard CARON Bruno LEJEUNE donne pouvoir à Carole LELEU Michel "
        f"BLAISE donne pouvoir "
        "à Marc WATTIEZ"
    )
    assert field(act, "pouvoirs").value == (
        Proxy("Bruno LEJEUNE", "Carole LELEU"),
        Proxy("Michel BLAISE", "Marc WATTIEZ"),
    )
    assert field(act, "noms_absents").value == ("Bernard CARON",)


def test_the_mayor_is_named_by_who_presides() -> None:
    """When the list does not say who is mayor."""
    act = opening(
        "Sous la présidence de Mme Carole LELEU, Maire.\nPrésents : Mme LELEU, M. WATTIEZ\nPouvoirs : M. "
        "JEAN à M. le Maire"
    )
    assert field(act, "pouvoirs").value == (Proxy("JEAN", "Carole LELEU"),)


def test_absents_share_the_doubt_of_the_mandates_of_their_list() -> None:
    """A holder who cannot be read makes the whole list doubtful."""
    act = opening(f"{PRESENT}\nAbsents : M. Bruno LEJEUNE pouvoir à Mme C4role L€LEU, M. Michel BLAISE")
    assert field(act, "pouvoirs").confidence == "doubtful"
    assert field(act, "noms_absents").confidence == "doubtful"


@cases(
    "written",
    "Nathalie COLIN donne pouvoir à Carole LELEU / Bruno LEJEUNE donne pouvoir à Marc WATTIEZ",
    "Nathalie COLIN a donné pouvoir à Carole LELEU Bruno LEJEUNE a donné pouvoir à Marc WATTIEZ",
    "Nathalie COLIN (pouvoir donné à\nCarole LELEU), Bruno LEJEUNE (pouvoir donné Marc WATTIEZ)",
    "Nathalie COLIN à Carole LELEU Bruno LEJEUNE à Marc WATTIEZ Secrétaire de séance : Marc WATTIEZ",
)
def test_a_mandate_ends_with_the_name_of_a_member_who_is_present(written: str) -> None:
    """Whatever follows: another mandate, another label, the end of a line within brackets."""
    act = opening(f"Présents : Mme Carole LELEU, M. Marc WATTIEZ\nAbsents ayant donné pouvoir : {written}")
    assert field(act, "pouvoirs").value == (
        Proxy("Nathalie COLIN", "Carole LELEU"),
        Proxy("Bruno LEJEUNE", "Marc WATTIEZ"),
    )


def test_who_gave_no_mandate_is_absent() -> None:
    """« (pas de pouvoir donné) »."""
    act = opening("Présents : Carole LELEU, Marc WATTIEZ\nExcusée : Nathalie COLIN (pas de pouvoir donné)")
    assert (field(act, "pouvoirs").value, field(act, "noms_absents").value) == (None, ("Nathalie COLIN",))


@cases("label", "Absent(e)s excusé(e)s", "Absents ou excusés", "Excusé(es) non représenté(es)", "Non excusée")
def test_endings_for_all_are_no_letters_of_a_label(label: str) -> None:
    """« (e)s », « (es) »."""
    act = opening(f"Présent(es) : Carole LELEU, Marc WATTIEZ {label} : Nathalie COLIN")
    assert field(act, "noms_presents").value == ("Carole LELEU", "Marc WATTIEZ")
    assert field(act, "noms_absents").value == ("Nathalie COLIN",)


def test_what_a_mandate_is_for_is_no_part_of_its_holder() -> None:
    """« pour voter toutes les délibérations »."""
    act = opening(f"{PRESENT}\nBruno LEJEUNE donne pouvoir à Marc WATTIEZ pour voter toutes les délibérations.")
    assert field(act, "pouvoirs").value == (Proxy("Bruno LEJEUNE", "Marc WATTIEZ"),)


def test_a_mandate_until_an_hour_names_its_holder_alone() -> None:
    """« (pouvoir à Mme X jusqu’à 21h45) »."""
    act = opening("Présents : Carole LELEU, Marc WATTIEZ\nExcusé : Pascal JEAN (pouvoir à Carole LELEU jusqu’à 21h45)")
    assert field(act, "pouvoirs").value == (Proxy("Pascal JEAN", "Carole LELEU"),)
    assert field(act, "heure").value is None


def test_a_point_that_follows_a_holder_is_no_name() -> None:
    """« … à Mme X 1/ Voirie »."""
    act = opening(f"{PRESENT}\nPouvoirs : Bruno LEJEUNE donne pouvoir à Carole LELEU 1/ Voirie communale")
    assert field(act, "pouvoirs").value == (Proxy("Bruno LEJEUNE", "Carole LELEU"),)


def test_lists_torn_apart_leave_their_absents_doubtful() -> None:
    """A mandate without its giver after the name of one who is present."""
    act = opening(
        "Présents : Mme Carole LELEU, M. Marc WATTIEZ\nAbsents : Bruno LEJEUNE donne pouvoir à Carole LELEU donne "
        "pouvoir à Marc WATTIEZ Michel BLAISE"
    )
    assert "certain" not in (field(act, "noms_absents").confidence, field(act, "pouvoirs").confidence)


@cases("sign", " / ", " : ")
def test_pairs_in_a_list_of_mandates_are_givers_and_holders(sign: str) -> None:
    """« X / Y » on each line; « X / Y / Z » is a list."""
    pairs = f"M. Bruno LEJEUNE{sign}M. Marc WATTIEZ\nMme Nathalie COLIN{sign}M. Pascal JEAN"
    found = field(opening(f"{PRESENT}\nPouvoirs :\n{pairs}"), "pouvoirs")
    assert found.value == (Proxy("Bruno LEJEUNE", "Marc WATTIEZ"), Proxy("Nathalie COLIN", "Pascal JEAN"))
    listed = field(opening(f"{PRESENT}\nAbsents : Bruno LEJEUNE / Nathalie COLIN"), "noms_absents")
    assert listed.value == ("Bruno LEJEUNE", "Nathalie COLIN")


def test_an_initial_a_is_no_word_of_a_mandate() -> None:
    """« LEJEUNE A donne pouvoir »."""
    found = field(opening(f"{PRESENT}\nPouvoirs : M. LEJEUNE A donne pouvoir à M. Marc WATTIEZ"), "pouvoirs")
    assert found.value == (Proxy("LEJEUNE A.", "Marc WATTIEZ"),)


@cases("end", "à Mme", "à M.", "à")
def test_a_holder_on_the_next_line_begins_no_mandate(end: str) -> None:
    """« … donne pouvoir à Mme », and her name at the beginning of a line on which another mandate is told."""
    found = entries(
        f"M. Bruno LEJEUNE donne pouvoir {end}\nCarole LELEU, Mme Nathalie COLIN donne pouvoir à M. Marc WATTIEZ",
        proxies=True,
    )
    assert [(one.name, one.holder) for one in found] == [
        ("Bruno LEJEUNE", "Carole LELEU"),
        ("Nathalie COLIN", "Marc WATTIEZ"),
    ]


def test_who_came_at_an_hour_gave_no_mandate() -> None:
    """« (à 19 h) » is when, « (à Mme X) » whom."""
    found = entries("M. Bruno LEJEUNE (à 19 h 30), Mme Nathalie COLIN (à M. WATTIEZ)", proxies=True)
    assert [(one.name, one.holder) for one in found] == [("Bruno LEJEUNE", ""), ("Nathalie COLIN", "WATTIEZ")]


def test_where_a_holder_lives_is_no_holder() -> None:
    """« X (Denain) pouvoir à Y (Bellaing la Haute) »: brackets hold places where the mandates are told in words."""
    found = entries(
        "M. LEJEUNE Bruno (Denain) pouvoir à M. WATTIEZ Marc (Bellaing Haute), Mme COLIN Nathalie (Denain) "
        "pouvoir à Mme LELEU Carole (Denain)",
        proxies=True,
    )
    assert [(one.name, one.holder) for one in found] == [
        ("LEJEUNE Bruno", "WATTIEZ Marc"),
        ("COLIN Nathalie", "LELEU Carole"),
    ]


TWO = (Proxy("Bruno LEJEUNE", "Marc WATTIEZ"), Proxy("Nathalie COLIN", "Pascal JEAN"))


@cases(
    "told",
    "Procurations données à : M. Marc WATTIEZ par M. Bruno LEJEUNE, M. Pascal JEAN par Mme Nathalie COLIN",
    "Pouvoirs donnés à : Marc WATTIEZ par Bruno LEJEUNE\nPascal JEAN par Nathalie COLIN",
    "Pouvoir de M. Bruno LEJEUNE à M. Marc WATTIEZ\nPouvoir de Mme Nathalie COLIN à M. Pascal JEAN",
    "Procuration de M. Bruno LEJEUNE à M. Marc WATTIEZ, de Mme Nathalie COLIN à M. Pascal JEAN.",
    "M. Marc WATTIEZ a reçu pouvoir de M. Bruno LEJEUNE\nM. Pascal JEAN a reçu pouvoir de Mme Nathalie COLIN",
    "Mandants | Mandataires\nBruno LEJEUNE | Marc WATTIEZ\nNathalie COLIN | Pascal JEAN\n",
    "Ayant voté par procuration : M. Bruno LEJEUNE (M. Marc WATTIEZ), Mme Nathalie COLIN (M. Pascal JEAN)",
    "Nom du mandant        Nom du mandataire\nM. Bruno LEJEUNE        M. Marc WATTIEZ\n"
    "Mme Nathalie COLIN        M. Pascal JEAN\n",
    "Avaient donné pouvoir :\nM. Bruno LEJEUNE\tà\tM. Marc WATTIEZ\nMme Nathalie COLIN\tà\tM. Pascal JEAN",
    "Ont donné pouvoir :\nM. Bruno LEJEUNE        à        M. Marc WATTIEZ\n"
    "Mme Nathalie COLIN        à        M. Pascal JEAN",
    "Procuration a été donnée par M. Bruno LEJEUNE à M. Marc WATTIEZ\n"
    "Pouvoir a été donné à M. Pascal JEAN par Mme Nathalie COLIN",
    "2 POUVOIRS : M. Bruno LEJEUNE à M. Marc WATTIEZ - Mme Nathalie COLIN à M. Pascal JEAN",
    "Procurations : M. Bruno LEJEUNE à M. Marc\nWATTIEZ, Mme Nathalie\nCOLIN à M. Pascal JEAN",
)
def test_two_mandates_under_the_list_of_those_present(told: str) -> None:
    """Whoever stands first, in lines, in a table or under a label of their own; nobody present is told twice."""
    act = opening(f"{PRESENT}\n{told}\nAbsents : M. Michel BLAISE")
    assert field(act, "pouvoirs").value == TWO
    assert field(act, "noms_absents").value == ("Michel BLAISE",)
    assert field(act, "noms_presents").value == ("Carole LELEU", "Marc WATTIEZ", "Pascal JEAN")


def test_mandates_of_initials_under_a_label_that_cites_the_law() -> None:
    """The label stands on the line of those present, each mandate on its own."""
    act = opening(
        "Présents : C. LELEU – M. WATTIEZ – P. JEAN Représentés (au sens de l’article L. 2121-20) :\n"
        "B. LEJEUNE donne pouvoir à M. WATTIEZ\nJ-M DENHEZ donne pouvoir à P. JEAN\nAbsents : M. BLAISE -\n"
    )
    assert field(act, "pouvoirs").value == (Proxy("B. LEJEUNE", "M. WATTIEZ"), Proxy("J-M DENHEZ", "P. JEAN"))


@cases("label", "Absents excusés ayant donné pouvoir", "Procurations", "Représentés", "Absents représentés")
def test_who_gave_a_mandate_to_nobody_named_is_not_absent(label: str) -> None:
    """The holders are not said: the mandates are doubtful without them, and the absent are the others."""
    act = opening(
        f"{PRESENT}\n{label} : Bruno LEJEUNE, Nathalie COLIN\nAbsents : Michel BLAISE, Stéphanie HUGUES, N. COLIN"
    )
    mandates = field(act, "pouvoirs")
    assert mandates.value == (Proxy("Bruno LEJEUNE", ""), Proxy("Nathalie COLIN", ""))
    assert mandates.confidence == "doubtful"
    assert field(act, "noms_absents").value == ("Michel BLAISE", "Stéphanie HUGUES")


@cases("label", "Absents non représentés", "Absents sans pouvoir", "Absents, excusés, représentés")
def test_a_label_of_those_without_mandate_names_the_absent(label: str) -> None:
    """« sans », « non », or several states at once."""
    act = opening(f"{PRESENT}\n{label} : Bruno LEJEUNE, Nathalie COLIN")
    assert field(act, "noms_absents").value == ("Bruno LEJEUNE", "Nathalie COLIN")


@cases("end", " /", " -", ",")
def test_a_name_wrapped_before_a_mandate_stays_whole(end: str) -> None:
    """« …, Brigitte DUBOIS- / LOMBART (pouvoir à …) », in a list whose lines are full."""
    act = opening(
        f"{PRESENT}\nAbsents : M. Bruno LEJEUNE (pouvoir à M. Marc WATTIEZ){end} Mme Anne-Lise DUFOUR-\n"
        f"TONINI (pouvoir à M. Pascal JEAN){end} Michel BLAISE"
    )
    assert field(act, "pouvoirs").value == (TWO[0], Proxy("Anne-Lise DUFOUR-TONINI", "Pascal JEAN"))
    assert field(act, "noms_absents").value == ("Michel BLAISE",)


def test_a_table_of_mandates_read_down_is_told_in_pairs() -> None:
    """Givers, « à » as many times, holders: in doubt, for the columns may have been read in another order."""
    act = opening(
        f"{PRESENT}\nProcurations : 2\nBruno LEJEUNE\nNathalie COLIN\n\nà\nà\n\nMarc WATTIEZ\nPascal JEAN\n\n"
        "Mme Carole LELEU a été désignée secrétaire de séance.\n"
        "Assistait à la séance, sans pouvoir de vote Mme Stéphanie HUGUES (directrice)"
    )
    assert (field(act, "pouvoirs").value, field(act, "pouvoirs").confidence) == (TWO, "doubtful")


def test_other_powers_are_no_mandates() -> None:
    """« Le pouvoir d’achat », and a sentence of the law, on lines of their own before the first point."""
    told = (
        "Cette aide soutient le pouvoir d’achat des habitants\nLa personne morale donne pouvoir à la commune de vendre"
    )
    act = opening(f"{PRESENT}\nPouvoir : M. Bruno LEJEUNE à Mme Carole LELEU\n\n{told}")
    assert field(act, "pouvoirs").value == (Proxy("Bruno LEJEUNE", "Carole LELEU"),)


def test_a_holder_stands_on_the_line_after_the_civility() -> None:
    """« donne pouvoir à madame », and in brackets, whose next line is indented: « (pouvoir »."""
    names = "M. Bruno LEJEUNE donne pouvoir à madame\nCarole LELEU"
    assert field(opening(f"{PRESENT}\nAbsent : {names}"), "pouvoirs").value == (Proxy("Bruno LEJEUNE", "Carole LELEU"),)
    names = "M. Bruno LEJEUNE (pouvoir\n      donné à Carole LELEU)"
    assert field(opening(f"{PRESENT}\nAbsent : {names}"), "pouvoirs").value == (Proxy("Bruno LEJEUNE", "Carole LELEU"),)


@cases(
    "told",
    "Absents excusés : Mme Bruno LEJEUNE et M. Michel BLAISE ayant donné pouvoir respectivement à Mme Carole LELEU "
    "et M. Marc WATTIEZ.",
    "Absents excusés : M. Bruno LEJEUNE et M. Michel BLAISE ayant respectivement donné pouvoir à Mme Carole LELEU "
    "et M. Marc WATTIEZ.",
    "Pouvoirs : Bruno LEJEUNE, Michel BLAISE (donnés à Carole LELEU et Marc WATTIEZ respectivement)",
    "Mandats : M. Bruno LEJEUNE et M. Michel BLAISE représentés respectivement par Mme Carole LELEU et M. Marc WATTIEZ",
    "Excusés : Bruno LEJEUNE et Michel BLAISE donnent pouvoir à Carole LELEU et Marc WATTIEZ",
    "Pouvoirs de Bruno LEJEUNE et Michel BLAISE à Carole LELEU et Marc WATTIEZ",
    "Excusés : M. Bruno LEJEUNE (P. à Mme Carole LELEU), M. Michel BLAISE (P. à M. Marc WATTIEZ)",
    "Pouvoirs :\nMandants / Mandataires\nBruno LEJEUNE / Carole LELEU\nMichel BLAISE / Marc WATTIEZ",
    "Ont donné procuration : Bruno LEJEUNE au maire, Michel BLAISE au 1er adjoint (M. Marc WATTIEZ)",
    "Bruno LEJEUNE, empêché, est représenté par Carole LELEU.\nMichel BLAISE est représenté par Marc WATTIEZ.",
)
def test_two_mandates_in_one_sentence(told: str) -> None:
    """To as many holders, in the same order, whatever civilities stand among them."""
    mandates = (Proxy("Bruno LEJEUNE", "Carole LELEU"), Proxy("Michel BLAISE", "Marc WATTIEZ"))
    assert field(opening(f"{PRESENT}\n{told}"), "pouvoirs").value == mandates


@cases(
    "heading",
    "Président : M. le Maire, Marc WATTIEZ",
    "Le Maire, M. Marc WATTIEZ, ouvre la séance",
    "Présidence de séance : Marc WATTIEZ, Maire",
)
def test_a_mandate_given_to_the_mayor_is_that_of_whom_the_act_calls_so(heading: str) -> None:
    """However the opening names the mayor."""
    act = opening(f"{heading}\nPrésents : Marc WATTIEZ, Pascal JEAN\nPouvoirs : Bruno LEJEUNE à M. le Maire")
    assert field(act, "pouvoirs").value == (Proxy("Bruno LEJEUNE", "Marc WATTIEZ"),)


def test_a_list_that_begins_with_the_mayor_holds_the_mayor_by_name() -> None:
    """« Présents : Mme le Maire, M. Pascal JEAN », under « Sous la présidence de »."""
    act = opening(
        "Sous la présidence de Mme Carole LELEU, Maire\nPrésents : Mme le Maire, M. Pascal JEAN, M. Marc WATTIEZ"
    )
    assert field(act, "noms_presents").value == ("Carole LELEU", "Pascal JEAN", "Marc WATTIEZ")


@cases(
    "given",
    "Pouvoirs : Bruno LEJEUNE au 1er adjoint (M. Marc WATTIEZ), Nathalie COLIN à la 2e adjointe, Mme Carole LELEU",
    "Procurations :\nBruno LEJEUNE donne à Marc WATTIEZ\nNathalie COLIN donne à Carole LELEU",
    "M. Bruno LEJEUNE a donné pouvoir à M. Marc WATTIEZ et Mme Nathalie COLIN à Mme Carole LELEU",
)
def test_two_mandates_in_more_turns(given: str) -> None:
    """By the office of who holds it, by « donne à », and one after the other in a sentence."""
    mandates = field(opening(f"{PRESENT}\n{given}"), "pouvoirs").value
    assert mandates == (Proxy("Bruno LEJEUNE", "Marc WATTIEZ"), Proxy("Nathalie COLIN", "Carole LELEU"))


def test_a_line_that_tells_somebody_absent_is_none_of_those_present() -> None:
    """« Bruno LEJEUNE, absent » under the list."""
    act = opening(f"{PRESENT}\nBruno LEJEUNE, absent")
    assert field(act, "noms_presents").value == ("Carole LELEU", "Marc WATTIEZ", "Pascal JEAN")
    assert field(act, "noms_absents").value == ("Bruno LEJEUNE",)


@cases(
    "told",
    "Pouvoirs : Bruno LEJEUNE donne pouvoir à (Marc WATTIEZ)",
    "Excusés : M. Bruno LEJEUNE donne pouvoir à (M. Marc WATTIEZ)",
    "Pouvoirs : BRUNO LEJEUNE DONNE POUVOIR A (MARC WATTIEZ)",
    "M. Bruno LEJEUNE, représenté par (M. Marc WATTIEZ)",
    "M. Marc WATTIEZ a reçu pouvoir de (M. Bruno LEJEUNE)",
    "Pouvoirs : (Bruno LEJEUNE) donne pouvoir à (Marc WATTIEZ)",
)
def test_a_name_in_brackets_after_the_word_that_leads_to_it_holds_the_mandate(told: str) -> None:
    """As the zone of the program's own draft shows it: « donne pouvoir à (nom) »."""
    mandates = field(opening(f"{PRESENT}\n{told}\nVotants : 4"), "pouvoirs")
    assert as_text(mandates.value).lower() == "bruno lejeune donne pouvoir à marc wattiez"
    assert mandates.confidence == "certain"


@cases(
    "told",
    "Pouvoirs : Bruno LEJEUNE donne pouvoir à",
    "Bruno LEJEUNE a donné pouvoir à ………",
    "Excusés : M. Bruno LEJEUNE donne pouvoir à ______",
    "Excusés : M. Bruno LEJEUNE (pouvoir à)",
    "Excusés : M. Bruno LEJEUNE (pouvoir)",
    "M. Bruno LEJEUNE a donné procuration",
    "Excusés : M. Bruno LEJEUNE donne pouvoir à (nom)",
    "Excusés : M. Bruno LEJEUNE donne pouvoir au 1er adjoint",
    "Excusés : M. Bruno LEJEUNE donne pouvoir à M. (1er adjoint)",
    "Excusés ayant donné pouvoir : M. Bruno LEJEUNE",
    "Excusés : M. Bruno LEJEUNE donne pouvoir à l’un de ses collègues",
    "Pouvoirs :\n- M. Bruno LEJEUNE donne pouvoir à M.",
    "Mandant | Mandataire\nM. Bruno LEJEUNE |",
    "Mandant\tMandataire\tDate\nM. Bruno LEJEUNE\t\t12/03/2025",
    "Excusés : M. Bruno LEJEUNE donne pouvoir à nom et prénom du mandataire",
    "Pouvoirs :\nM. Bruno LEJEUNE à .........",
)
def test_a_mandate_whose_holder_is_not_named_is_given_to_nobody_known(told: str) -> None:
    """Never to the mayor, although the votes confirm that a mandate was given; a person has to look."""
    mandates = field(opening(f"{PRESENT}\n{told}\nVotants : 4"), "pouvoirs")
    assert mandates.value == (Proxy("Bruno LEJEUNE", ""),)
    assert mandates.confidence == "doubtful"
    assert "« Bruno LEJEUNE → mandataire non lu »" in mandates.why


def test_a_holder_is_told_from_a_blank_in_no_time() -> None:
    """However often a form says « nom et »; letters of its words that make a name are a name."""
    assert holder_of("nom et " * 40 + "Dupont") != UNREAD
    assert holder_of("nom et " * 40) == UNREAD
    assert holder_of("Mme PARADEAU") == "PARADEAU"


@cases("told", "à M. le Maire", "à Madame la Maire", "au maire", "à Mme le Maire", "à (Mme la Maire)")
def test_the_mayor_holds_what_the_act_says_given_to_the_mayor(told: str) -> None:
    """By the office, and nothing less."""
    mandates = field(opening(f"{PRESENT}\nExcusés : M. Bruno LEJEUNE donne pouvoir {told}\nVotants : 4"), "pouvoirs")
    assert (mandates.value, mandates.confidence) == ((Proxy("Bruno LEJEUNE", "Carole LELEU"),), "certain")


def test_the_mayor_who_received_a_mandate_holds_it() -> None:
    """« M. le Maire a reçu pouvoir de X », after somebody else's name."""
    act = opening(f"{PRESENT}\nExcusés : Mme Nathalie COLIN, Mme le Maire a reçu pouvoir de M. Bruno LEJEUNE")
    assert field(act, "pouvoirs").value == (Proxy("Bruno LEJEUNE", "Carole LELEU"),)


def test_who_holds_a_mandate_without_being_listed_is_not_surely_present() -> None:
    """Although the votes would be right with one more: that is for the law to find."""
    act = opening(f"{PRESENT}\nM. Bruno LEJEUNE donne pouvoir à M. Bernard CARON\nVotants : 5")
    assert field(act, "noms_presents").confidence == "doubtful"


@cases(
    "told",
    "Excusés : M. Bruno LEJEUNE mandataire M. Marc WATTIEZ - Mme Nathalie COLIN mandataire M. Pascal JEAN",
    "M. Bruno LEJEUNE mandataire M. Marc WATTIEZ\nMme Nathalie COLIN, mandataire : M. Pascal JEAN",
    "Mr Bruno LEJEUNE a donné procuration à Mr Marc WATTIEZ et Mme Nathalie COLIN à Mr Pascal JEAN",
    "Absents : Bruno LEJEUNE a donné procuration à Marc WATTIEZ et Nathalie COLIN à Pascal JEAN",
    "M. Bruno LEJEUNE par procuration à M. Marc WATTIEZ\nMme Nathalie COLIN procuration à M. Pascal JEAN",
    "Absents : Bruno LEJEUNE, Nathalie COLIN\nqui ont donné pouvoir à Marc WATTIEZ et Pascal JEAN",
    "Absents : M. Bruno LEJEUNE (pouv. M. Marc WATTIEZ), Mme Nathalie COLIN (pouv. M. Pascal JEAN)",
    "Absents : M. Bruno LEJEUNE représenté par M. Marc WATTIEZ (pouvoir), Mme Nathalie COLIN représentée par M. "
    "Pascal JEAN (pouvoir)",
    "Bruno LEJEUNE est excusé (pouvoir donné à Marc WATTIEZ). Nathalie COLIN est excusée (pouvoir à Pascal JEAN).",
    "M. Bruno LEJEUNE absent, procuration à M. Marc WATTIEZ\nMme Nathalie COLIN absente, pouvoir à M. Pascal JEAN",
    "M. Bruno LEJEUNE a donné pouvoir au premier adjoint M. Marc WATTIEZ\n"
    "Mme Nathalie COLIN a donné pouvoir au deuxième adjoint, M. Pascal JEAN",
    "Pouvoirs : M. Bruno LEJEUNE en faveur de M. Marc WATTIEZ, Mme Nathalie COLIN en faveur de M. Pascal JEAN",
    "M. Marc WATTIEZ a le pouvoir de M. Bruno LEJEUNE pour le représenter et voter en son nom.\n"
    "M. Pascal JEAN a le pouvoir de Mme Nathalie COLIN.",
    "Pouvoirs :\nM. Bruno LEJEUNE            à M. Marc WATTIEZ\nMme Nathalie COLIN            à M. Pascal JEAN",
    "Absents ayant donné pouvoir :            À :\nBruno LEJEUNE            Marc WATTIEZ\n"
    "Nathalie COLIN            Pascal JEAN",
    "| Conseiller absent | Pouvoir à |\n| M. Bruno LEJEUNE | M. Marc WATTIEZ |\n"
    "| Mme Nathalie COLIN | M. Pascal JEAN |",
)
def test_two_mandates_confirmed_by_the_votes(told: str) -> None:
    """By « mandataire » alone, without the verb the second time, in a table with other headings."""
    mandates = field(opening(f"{PRESENT}\n{told}\nVotants : 5"), "pouvoirs")
    assert (mandates.value, mandates.confidence) == (TWO, "certain")


@cases(
    "told",
    "Ont donné pouvoir :\n{givers}\nà\n{holders}",
    "Mandants\n{givers}\nMandataires\n{holders}",
    "Mandant :\n{givers}\nMandataire :\n{holders}",
    "Excusés :\nM. Bruno LEJEUNE donne pouvoir à\nMme Nathalie COLIN donne pouvoir à\n{holders}",
    "Absents ayant donné procuration :\n{givers}\nA M. Marc WATTIEZ\nA M. Pascal JEAN",
    "Procurations :\nBruno LEJEUNE        Nathalie COLIN\nà Marc WATTIEZ        à Pascal JEAN",
    "Pouvoirs :\n{givers}\n{holders}",
)
def test_columns_that_were_torn_apart_are_paired_in_doubt(told: str) -> None:
    """As many who hold mandates as who gave them, in the same order: a person looks at it."""
    columns = told.format(givers="Bruno LEJEUNE\nNathalie COLIN", holders="Marc WATTIEZ\nPascal JEAN")
    mandates = field(opening(f"{PRESENT}\n{columns}\nVotants : 5"), "pouvoirs")
    assert (mandates.value, mandates.confidence) == (TWO, "doubtful")


@cases(
    "told",
    "Pouvoirs donnés par :\n{givers}\nÀ :\nMarc WATTIEZ\nPascal JEAN\nCarole LELEU",
    "Excusés :\nM. Bruno LEJEUNE donne pouvoir à\nMme Nathalie COLIN donne pouvoir à\nCarole LELEU\nMarc WATTIEZ\n"
    "Pascal JEAN",
    "Pouvoirs :\n{givers}\nPascal JEAN",
)
def test_columns_that_are_not_as_long_pair_nobody(told: str) -> None:
    """Who gave mandates is known, who holds which is not."""
    columns = told.format(givers="Bruno LEJEUNE\nNathalie COLIN")
    mandates = field(opening(f"{PRESENT}\n{columns}\nVotants : 5"), "pouvoirs")
    assert mandates.value == (Proxy("Bruno LEJEUNE", ""), Proxy("Nathalie COLIN", ""))
    assert mandates.confidence == "doubtful"


@cases(
    "told",
    "Mandataires : Mme Carole LELEU pour M. Bruno LEJEUNE, M. Marc WATTIEZ pour M. Gérald THURU",
    "Mandataires : (2)\nCarole LELEU pour Bruno LEJEUNE\nMarc WATTIEZ pour Gérald THURU",
    "MANDATAIRES : Carole LELEU (pour Bruno LEJEUNE) ; Marc WATTIEZ (pour Gérald THURU)",
    "Mandataires : Carole LELEU au nom de Bruno LEJEUNE et Marc WATTIEZ au nom de Gérald THURU.",
)
def test_those_who_hold_mandates_may_stand_before_those_who_gave_them(told: str) -> None:
    """« Mandataires : Y pour X »."""
    act = opening(f"{PRESENT}\n{told}\nEn exercice : 5\nPrésents : 3\nVotants : 5")
    mandates = (Proxy("Bruno LEJEUNE", "Carole LELEU"), Proxy("Gérald THURU", "Marc WATTIEZ"))
    assert (field(act, "pouvoirs").value, field(act, "pouvoirs").confidence) == (mandates, "certain")
    assert field(act, "noms_presents").value == ("Carole LELEU", "Marc WATTIEZ", "Pascal JEAN")


def test_an_initial_is_no_civility_of_a_mandate() -> None:
    """« M. WATTIEZ » among « C. LELEU » and « A. ROBIN »."""
    told = entries("M. WATTIEZ à C. LELEU ; A. ROBIN à P. JEAN", proxies=True)
    assert [(one.name, one.holder) for one in told] == [("M. WATTIEZ", "C. LELEU"), ("A. ROBIN", "P. JEAN")]


def test_brackets_with_a_colon_tell_the_holder() -> None:
    """« X (pouvoir : Y) » begins no list of mandates."""
    act = opening(f"{PRESENT}\nAbsents : Bruno LEJEUNE (pouvoir : Marc WATTIEZ), Gérald THURU")
    assert field(act, "pouvoirs").value == (Proxy("Bruno LEJEUNE", "Marc WATTIEZ"),)
    assert field(act, "noms_absents").value == ("Gérald THURU",)


def test_the_power_to_sign_is_no_mandate() -> None:
    """« Le conseil accepte et donne pouvoir au maire pour signer »."""
    told = "Ayant entendu Mme le Maire, le conseil, par 3 voix, accepte la convention et donne pouvoir au maire pour la"
    act = f"COMMUNE DE MAULDE\n{PRESENT}\nAbsent : M. Gérald THURU\nObjet : Cantine\n{told} signer.\n"
    assert field(act, "pouvoirs").value is None
    assert field(act, "noms_absents").value == ("Gérald THURU",)


def test_all_but_those_of_a_list_with_dashes() -> None:
    """« Tous les membres en exercice, sauf : - A et B, qui ont donné procuration respectivement à C et D »."""
    act = opening(
        "Étaient présents tous les membres en exercice, sauf :\n- Messieurs Bruno LEJEUNE et Gérald THURU, qui ont "
        "donné procuration respectivement à Messieurs Marc WATTIEZ et Pascal JEAN,\n"
        "- Mme Carole LELEU, absente sans excuse."
    )
    mandates = (Proxy("Bruno LEJEUNE", "Marc WATTIEZ"), Proxy("Gérald THURU", "Pascal JEAN"))
    assert field(act, "pouvoirs").value == mandates
    assert field(act, "noms_absents").value == ("Carole LELEU",)


def test_a_table_of_mandates_ends_before_a_line_of_counts() -> None:
    """« Effectif légal » gives no mandate."""
    table = "Mandants                 Mandataires\nM. Bruno LEJEUNE         M. Marc WATTIEZ\n"
    act = opening(f"{PRESENT}\n{table}Effectif légal : 15 – En exercice : 15 – Présents : 3 – Votants : 4")
    assert field(act, "pouvoirs").value == (Proxy("Bruno LEJEUNE", "Marc WATTIEZ"),)


def test_a_holder_whose_surname_is_on_the_next_line_is_named_whole() -> None:
    """Under no label of mandates."""
    act = opening(f"{PRESENT}\nProcuration de M. Bruno LEJEUNE donnée à M. Marc\nWATTIEZ\nAbsent : M. Gérald THURU")
    assert field(act, "pouvoirs").value == (Proxy("Bruno LEJEUNE", "Marc WATTIEZ"),)


def test_mandates_that_each_say_so_are_not_spread_over_each_other() -> None:
    """« A ayant donné pouvoir à B, C ayant donné pouvoir à D, E »: E is absent, and holds none."""
    told = "Mme HUGUES ayant donné pouvoir à M. LEJEUNE, M. JEAN ayant donné pouvoir à Mme LELEU, M. Bernard CARON"
    act = opening(f"Présents : Mme LELEU, M. LEJEUNE\nAbsents excusés : {told}")
    assert field(act, "pouvoirs").value == (Proxy("HUGUES", "LEJEUNE"), Proxy("JEAN", "LELEU"))
    assert field(act, "noms_absents").value == ("Bernard CARON",)


def test_a_mandate_of_who_sat_for_a_part_is_not_sure() -> None:
    """« Mme X (jusqu’à 19 h 10) à M. Y »: the mandate served for the rest."""
    told = "Pouvoirs : Mme Nathalie COLIN (jusqu’à 19 h 10) à M. Marc WATTIEZ\nVotants : 3"
    found = field(opening(f"Présents : Mme Carole LELEU, M. Marc WATTIEZ\n{told}"), "pouvoirs")
    assert (found.confidence, "n’a siégé qu’à une partie" in found.why) == ("doubtful", True)


@cases(
    "told",
    "M. Bruno LEJEUNE donne pouvoir à la première adjointe",
    "M. Bruno LEJEUNE donne pouvoir à Mme la 1ère adjointe",
    "M. Bruno LEJEUNE, excusé, est représenté par la première adjointe",
    "Procurations : Mme Carole LELEU pour M. Bruno LEJEUNE",
    "Ont voté par procuration :\nMme Carole LELEU pour M. Bruno LEJEUNE",
    "Absent : M. Bruno LEJEUNE (a voté par Mme Carole LELEU)",
)
def test_a_mandate_is_held_by_rank_or_told_by_who_holds_it(told: str) -> None:
    """The list of those present names the first deputy; « A pour B » votes for B."""
    _is_held(told, "1ère adjointe")


@cases(
    "office, told",
    ("adjointe aux écoles", "Pouvoir : M. Bruno LEJEUNE à l’adjointe aux écoles"),
    ("adjointe\n    aux écoles", "Pouvoir : M. Bruno LEJEUNE à l’adjointe aux\nécoles"),
    ("adjointe à la culture", "Absent : M. Bruno LEJEUNE (pouvoir à Mme l’adjointe à la culture)"),
    ("adjointe chargée des finances", "M. Bruno LEJEUNE est représenté par l’adjointe chargée des finances"),
)
def test_a_mandate_is_held_by_what_a_deputy_is_in_charge_of(office: str, told: str) -> None:
    """The list of those present names her so, and what she is in charge of is no part of her name."""
    _is_held(told, office)


def _is_held(told: str, office: str) -> None:
    act = opening(f"Présents : M. Marc WATTIEZ, Maire, Mme Carole LELEU, {office}, M. Pascal JEAN\n{told}")
    assert field(act, "pouvoirs").value == (Proxy("Bruno LEJEUNE", "Carole LELEU"),)
    assert field(act, "noms_presents").value == ("Marc WATTIEZ", "Carole LELEU", "Pascal JEAN")
