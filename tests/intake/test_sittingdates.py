"""When the council sat, whatever other dates and hours its minutes tell."""

from __future__ import annotations

import datetime

from tests.cases import cases
from tests.intake.minutes import CLOSING, OURS, field, opening

SITTING = datetime.date(2025, 6, 3)


@cases(
    "text",
    "Le conseil municipal s’est réuni le mardi 3 juin 2025 à 19 H 00, salle des fêtes.",
    "Le conseil municipal s’est réuni en séance publique mardi 3 juin 2025 à 19 heures.",
    "COMPTE RENDU DU CONSEIL MUNICIPAL\n\nDU MARDI 3 JUIN 2025\n\nà 19 H 00",
    "RÉUNION DU CONSEIL MUNICIPAL\n\nMardi 3 juin 2025 à 19 h 00",
    "SÉANCE DU CONSEIL MUNICIPAL DE MAULDE DU 03 JUIN 2025 à 19 h 00",
    "L an deux mil vingt-cinq, le trois juin à dix-neuf heures, le conseil s est réuni.",
    "Le 3 juin 2025 à 19 heures, suivant convocation, les conseillers municipaux de Maulde se sont réunis.",
)
@cases(
    "other",
    "Le compte rendu de la réunion du 8 avril 2025 est approuvé.",
    "Procès-verbal de la séance du 8 avril 2025 : adopté.",
    "Lecture du procès-verbal du conseil municipal du 8 avril 2025, sans observation.",
)
def test_the_date_of_the_minutes_that_are_approved_is_not_the_sittings(text: str, other: str) -> None:
    """The date and the hour of the sitting are certain, in a sentence or on a line of their own."""
    act = opening(f"{text}\nPrésents : Mme Carole LELEU, M. Marc WATTIEZ\n{other}")
    for name, value in (("seance_date", SITTING), ("heure", "19:00")):
        assert (field(act, name).value, field(act, name).confidence) == (value, "certain"), name


def test_a_date_told_after_the_list_of_those_present_is_not_certain() -> None:
    """When the head of the minutes has none that can be read."""
    act = opening(
        "Séance du 3 juin\nPrésents : Mme Carole LELEU, M. Marc WATTIEZ\nLa réunion du 8 avril 2025 est évoquée."
    )
    assert field(act, "seance_date").confidence == "doubtful"


def test_a_date_whose_space_was_lost_is_read() -> None:
    """« 3juin 2025 »."""
    assert field(opening("Séance du 3juin 2025"), "seance_date").value == SITTING


@cases(
    "sentence",
    "Un avis d’appel public à la concurrence a été publié le 28 mai 2025.",
    "L’annonce légale, publiée le 20 mai 2025, ouvre la procédure.",
    "L’arrêté, affiché le 1er juin 2025 en mairie, est rappelé.",
    "Le permis a été affiché le 30 mai 2025 sur le terrain.",
)
def test_what_else_is_posted_is_no_convocation(sentence: str) -> None:
    """Whatever is published about a market, a permit or an order."""
    assert field(opening(f"Séance du 3 juin 2025\n{sentence}"), "affichage_date").value is None


@cases("written", "convoqué en date du vingt-sept mai", "Convocation affichée le 27 mai 2025")
def test_a_convocation_is_told_by_its_date(written: str) -> None:
    """« en date du », or what is posted."""
    name = "affichage_date" if "affichée" in written else "convocation_date"
    assert field(opening(f"Séance du 3 juin 2025\n{written}"), name).value == datetime.date(2025, 5, 27)


def test_the_title_of_minutes_after_their_agenda_tells_the_day_in_doubt() -> None:
    """The convocation stands before it, with the points; minutes that are approved are others."""
    agenda = "CONVOCATION\nLe vingt-sept mai 2025\n" + "1- Tarifs de la salle des fêtes\n2- Voirie communale\n" * 6
    found = field(
        opening(f"{agenda}\nPROCÈS-VERBAL DE LA RÉUNION DU CONSEIL MUNICIPAL\n\nEN DATE DU 3 JUIN 2025\n"),
        "seance_date",
    )
    assert (found.value, found.confidence) == (SITTING, "doubtful")


@cases(
    "line",
    "sous la présidence de Madame Carole LELEU et sur convocation envoyée le 27 mai 2025",
    "sous la présidence du Maire, Mme Carole LELEU",
    "Sous la présidence de Madame la Maire, Carole LELEU",
    "Sous la présidence : Mme Carole LELEU",
    "Présidence : Mme Carole LELEU",
    "La séance est présidée par Mme Carole LELEU",
    "Mme Carole LELEU, Maire, préside la séance.",
    "Carole LELEU est Présidente de la séance.",
    "sous la présidence de Madame\nCarole LELEU",
    "sous la présidence de Madame Carole\nLELEU, Maire",
    "Étaient là :\nMme Carole LELEU, Maire, Présidente,",
)
def test_who_presides_is_told_in_every_turn(line: str) -> None:
    """Named after the office, after a colon, or before the verb."""
    act = opening(f"Séance du 3 juin 2025\n{line}\nPrésents : Mme Carole LELEU, M. Marc WATTIEZ")
    assert (field(act, "preside_par").value, field(act, "preside_par").confidence) == ("Carole LELEU", "certain")


def test_an_hour_of_arrival_is_not_the_sittings() -> None:
    """Nor those of departures, nor that of the end."""
    act = opening(
        "Le conseil municipal s’est réuni le mardi 3 juin 2025 à 19 h 00.\nPrésents : Mme Carole LELEU, "
        "M. Marc WATTIEZ "
        "(arrivé à 19 h 35)\nM. Pascal JEAN a quitté la séance à 20 h 10, levée à 21 h 00."
    )
    assert (field(act, "heure").value, field(act, "heure").confidence) == ("19:00", "certain")


@cases(
    "label",
    "Date de la convocation et de son affichage :",
    "Date de la convocation du conseil municipal : le",
    "Date convocation :",
    "Date de convocation du conseil municipal et affichage : le",
    "à la suite de la convocation du",
)
def test_the_convocation_is_found_after_its_labels(label: str) -> None:
    """Its label may name the council, and the posting that was done the same day."""
    act = opening(f"Séance du 3 juin 2025\n{label} 27 mai 2025")
    assert field(act, "convocation_date").value == datetime.date(2025, 5, 27)


@cases(
    "text",
    "CR du conseil municipal 3 juin 2025\n",
    "RÉUNION  DU  CONSEIL  MUNICIPAL\n\n03  JUIN  2025  A  19 H\n",
    "COMPTE RENDU ANALYTIQUE\nSESSION ORDINAIRE DU MARDI 3 JUIN 2025\n",
    "COMPTE-RENDU DU CONSEIL\nMUNICIPAL\ndu 3 juin 2025- 19h\n",
    "Compte rendu du conseil municipal\n+ Mardi 3 juin 2025, 19:00.\n",
    "Procès-verbal du conseil municipal du 3 juin 2025 approuvé par le conseil municipal du 24/09/2025. L’an deux "
    "mille vingt-cinq, le trois juin à dix-neuf heures, le conseil municipal s’est réuni. ",
)
def test_the_date_stands_in_the_title_of_the_minutes(text: str) -> None:
    """Without « du », in a stretched line, after a bullet, beside the date at which the minutes were approved."""
    found = field(opening(f"{text}Présents : Mme Carole LELEU, M. Marc WATTIEZ"), "seance_date")
    assert (found.value, found.confidence) == (SITTING, "certain")


@cases(
    "written, day",
    ("légalement convoqué le 27 mai, s’est réuni le 3 juin 2025", datetime.date(2025, 5, 27)),
    ("s’est réuni le 3 juin 2025, convocation en date du 27 mai", datetime.date(2025, 5, 27)),
    ("s’est réuni le mardi 7 janvier 2025. Date de convocation : le lundi 30 décembre", datetime.date(2024, 12, 30)),
)
def test_the_year_of_a_convocation_is_the_sittings(written: str, day: datetime.date) -> None:
    """Doubtful: the last such day before the sitting."""
    found = field(opening(f"Le conseil municipal, {written}\nPrésents : Mme Carole LELEU"), "convocation_date")
    assert (found.value, found.confidence) == (day, "doubtful")
    assert "année" in found.why


def test_a_length_of_time_is_no_hour() -> None:
    """« 2H en plus sur le contrat »."""
    assert field(opening("CR du conseil municipal 3 juin 2025\n2H mises à son contrat"), "heure").value is None


def test_an_hour_that_nothing_ties_to_the_sitting_is_doubtful() -> None:
    """« SALLE DES FÊTES 18 h 00 » beside the date."""
    found = field(opening("Délibérations du conseil municipal du 3 juin 2025 SALLE DES FÊTES 18 h 00"), "heure")
    assert (found.value, found.confidence) == ("18:00", "doubtful")


def test_the_day_on_which_the_council_was_convened_is_not_the_sittings() -> None:
    """« L’an …, nous certifions avoir convoqué … »."""
    act = opening(
        "L’an deux mille vingt-cinq, le vingt-sept mai, nous, Carole LELEU, certifions avoir convoqué les membres.\n"
        "RÉUNION DU 3 JUIN 2025\nPrésents : Mme Carole LELEU, M. Marc WATTIEZ"
    )
    assert (field(act, "seance_date").value, field(act, "seance_date").confidence) == (SITTING, "certain")


@cases(
    "place",
    "sous la présidence, de Carole LELEU, Maire",
    "sous la présidence de Mme\n\nCarole LELEU, Maire",
    "sous la\n      présidence de Carole LELEU",
)
def test_who_presides_is_named_over_the_ends_of_lines(place: str) -> None:
    """A blank line after « Mme », an indented line."""
    act = opening(
        f"Le conseil municipal s’est réuni le 3 juin 2025 {place}.\nPrésents : Mme Carole LELEU, M. Pascal JEAN"
    )
    assert (field(act, "preside_par").value, field(act, "preside_par").confidence) == ("Carole LELEU", "certain")


def test_the_only_date_of_a_title_is_doubtful() -> None:
    """When nothing says that it is the sitting's."""
    found = field(
        opening("Conseil municipal de Maulde - Mardi 3 juin 2025 - Présents : Mme Carole LELEU"), "seance_date"
    )
    assert (found.value, found.confidence) == (SITTING, "doubtful")


def test_an_hour_at_which_somebody_is_present_is_not_the_sittings() -> None:
    """« (présente à 19h, …) »."""
    act = opening("Séance du 3 juin 2025\nPrésents : Marc WATTIEZ, Carole LELEU (présente à 19h, après le point 1)")
    assert field(act, "heure").value is None


@cases(
    "text, day",
    ("Le 11 juillet, les conseillers municipaux, convoqués le 4 juillet 2025, se sont réunis", (2025, 7, 11)),
    ("Séance du 2 janvier\nDate de convocation : 27 décembre 2024", (2025, 1, 2)),
)
def test_the_year_of_a_sitting_that_is_not_written_is_inferred(text: str, day: tuple[int, int, int]) -> None:
    """From the convocation, in doubt."""
    found = field(opening(f"{text}\nPrésents : Mme Carole LELEU"), "seance_date")
    assert (found.value, found.confidence) == (datetime.date(*day), "doubtful")


@cases(
    "text",
    "La commission réunie le 3 juin 2025 propose",
    "Suite à la délibération du conseil municipal du 3 juin 2025,",
    "Aucune observation sur le compte-rendu de la séance du 3 juin 2025",
    "Lecture du procès-verbal du conseil municipal du 3 juin 2025",
)
def test_another_sitting_is_never_certain(text: str) -> None:
    """That of a commission, that of the minutes which are read, that of an act which is cited."""
    assert field(opening(text), "seance_date").confidence != "certain"


def test_the_solemn_date_is_the_sittings_of_several() -> None:
    """« Convocation du conseil municipal du 27 mai 2025 … L’an deux mille vingt-cinq, le trois juin ». In doubt."""
    act = opening("Relevé du conseil municipal du 27 mai 2025\nL’an deux mille vingt-cinq, le trois juin, en mairie")
    found = field(act, "seance_date")
    assert (found.value, found.confidence) == (datetime.date(2025, 6, 3), "doubtful")


def test_a_misread_elision_begins_the_solemn_date() -> None:
    """« Lnan deux mille vingt-cinq »."""
    act = opening("Lnan deux mille vingt-cinq, le trois juin, le conseil municipal s’est réuni en mairie.")
    assert field(act, "seance_date").value == datetime.date(2025, 6, 3)


@cases(
    "told",
    "sur la convocation qui leur a été adressée par le Maire le 27 mai 2025",
    "sur convocation qui leur a été adressée par la Maire, selon l’article L. 2121-10 du code, le 27 mai 2025",
    "sur la convocation qui leur a été adressée le vingt-sept mai deux mille vingt-cinq",
    "\nCONVOCATION\nDate : 27 mai 2025",
)
def test_a_convocation_that_was_sent_has_its_day(told: str) -> None:
    """By whom and by which article may stand between the word and the day."""
    text = f"COMMUNE DE MAULDE\nSéance du 3 juin 2025\nLe conseil municipal s’est réuni {told}.\n\nVu le code,\n"
    assert field(f"{text}Le conseil approuve à l’unanimité.\n", "convocation_date").value == datetime.date(2025, 5, 27)


def test_a_convocation_beside_another_sitting_is_doubtful() -> None:
    """A running head that was left from the note of the sitting before."""
    heading = "Date de la convocation : 9 mai 2025\nObjet : note de synthèse\nconseil municipal du 27 mai 2025\n"
    text = f"{heading}COMMUNE DE MAULDE\nSéance du 3 juin 2025\nPrésents : Mme Carole LELEU\n\nVu le code,\n"
    assert field(f"{text}Le conseil approuve à l’unanimité.\n", "convocation_date").confidence != "certain"


def test_the_mayor_who_presides_is_named_by_the_list() -> None:
    """« sous la présidence de Mme la Maire », and in the list « Mme Carole LELEU, Maire »: in doubt."""
    line = "Le conseil municipal s’est réuni sous la présidence de Mme la Maire.\nPrésents :\nMme Carole LELEU, Maire\n"
    found = field(opening(line + "M. Marc WATTIEZ"), "preside_par")
    assert (found.value, found.confidence) == ("Carole LELEU", "doubtful")


def test_a_label_without_its_day_takes_none_from_the_sitting() -> None:
    """« Date d’affichage », and beneath « L’an deux mille … »; that of the minutes is another."""
    sat = "L’an deux mille vingt-cinq, le trois juin, le conseil municipal s’est réuni\n"
    act = opening(f"Date de convocation : 28 mai 2025\nDate d’affichage\n\n{sat}Présents : M. Marc WATTIEZ")
    assert field(act, "affichage_date").value is None
    act = opening(f"Affichage du compte rendu : 10 juin 2025\n{sat}Présents : M. Marc WATTIEZ")
    assert field(act, "affichage_date").value is None


def test_urgent_works_are_no_urgent_sitting() -> None:
    """« Travaux d’urgence », in the agenda."""
    assert field(opening("Ordre du jour : Travaux d’urgence sur l’église"), "urgence").value is None
    assert field(opening("Le conseil, convoqué en urgence, s’est réuni"), "urgence").value is True


@cases("heading", "MAIRIE DE MAULDE – 3 juin 2025", "Maulde, le 3 juin 2025", "Maulde / 3 juin 2025")
def test_the_only_date_of_a_heading_is_the_sittings_in_doubt(heading: str) -> None:
    """At the end of its line, above the list of those present."""
    sat = field(f"{heading}\nPrésents : Carole LELEU, Marc WATTIEZ\nVu le code,\nLe conseil approuve.\n", "seance_date")
    assert (sat.value, sat.confidence) == (SITTING, "doubtful")


def test_an_hour_whose_figures_stand_apart_is_doubtful() -> None:
    """« 1 8 h 30 » is half past six, or half past eight."""
    hour = field("COMMUNE DE MAULDE\nSéance du 3 juin 2025, 1 8 h 30\nVu le code,\nLe conseil approuve.\n", "heure")
    assert hour.confidence == "doubtful"


@cases(
    "line, hour",
    ("RÉUNION DU 3 JUIN 2025 À 18 H. 30", "18:30"),
    ("Le mardi trois juin deux mil vingt-cinq, le conseil s’est réuni à dix-huit heures et trente minutes", "18:30"),
    ("Le mardi trois juin deux mil vingt-cinq à dix-huit heures", "18:00"),
    ("Le 3 juin 2025 à 18 h et 30 min, le conseil municipal s’est réuni", "18:30"),
)
def test_a_day_in_words_and_an_hour_with_a_point_are_read(line: str, hour: str) -> None:
    """Never « 18:00 » for « 18 h. 30 »."""
    act = opening(line)
    assert (field(act, "seance_date").value, field(act, "heure").value) == (SITTING, hour)


@cases(
    "lines, day",
    ("Séance du 2 juin 2025\nLe mardi 3 juin 2025, le conseil municipal s’est réuni.", 3),
    ("Séance du mardi 3 juin 2025\nL’an deux mille vingt-cinq, le mardi quatre juin, le conseil se réunit.", 3),
    ("Séance du lundi 3 juin 2025\nL’an deux mille vingt-cinq, le mercredi quatre juin, le conseil se réunit.", 4),
    ("Séance du 3 juin 2025\nL’an deux mille vingt-cinq, le quatre juin, le conseil se réunit.", 4),
)
def test_of_two_days_the_one_that_falls_on_its_weekday_is_taken_in_doubt(lines: str, day: int) -> None:
    """The 3rd of June 2025 is a Tuesday; where no weekday tells, the solemn date is taken."""
    found = field(opening(lines), "seance_date")
    assert (found.value, found.confidence) == (datetime.date(2025, 6, day), "doubtful")


def test_a_convocation_after_the_name_of_the_commune_is_no_day_of_the_sitting() -> None:
    """« Le Conseil Municipal de Maulde, sur convocation en date du 27 mai 2025 »."""
    act = opening(
        "CONSEIL MUNICIPAL DU 3 JUIN 2025\nLe Conseil Municipal de Maulde, sur convocation en date du 27 mai 2025"
    )
    assert (field(act, "seance_date").value, field(act, "seance_date").confidence) == (SITTING, "certain")


def test_a_council_opened_later_than_it_was_to_sit_has_a_doubtful_hour() -> None:
    """That at which the mayor opens the sitting, with the other; the same hour told twice is certain."""
    sat = "L’an deux mille vingt-cinq, le trois juin à vingt heures trente, le conseil municipal s’est réuni.\n"
    hour = field(opening(f"{sat}Monsieur le Maire ouvre la séance à vingt heures quarante-cinq."), "heure")
    assert (hour.value, hour.confidence) == ("20:45", "doubtful")
    twice = field(opening(f"SALLE DES FÊTES – 20h30\n{sat}"), "heure")
    assert (twice.value, twice.confidence) == ("20:30", "certain")


def test_the_day_of_a_sitting_beside_the_label_of_the_convocation_is_the_sittings() -> None:
    """A margin beside the opening: « Date de la convocation Le cinq mai … à dix-neuf heures, le conseil … »."""
    act = opening(
        "Date de la\nconvocation Le cinq mai deux mille vingt-cinq, à dix-neuf heures, le conseil municipal\nse réunit."
    )
    assert field(act, "convocation_date").confidence != "certain"


@cases(
    "line",
    "Séance du 3 juin 2025 à 18 heures 30",
    "Séance : 3 juin 2025, 18 h 30",
    "Conseil municipal du 03/06/2025 18:30",
)
def test_the_sitting_heads_its_own_line(line: str) -> None:
    """Under a margin that counts those present; its hour beside it."""
    head = "COMMUNE DE MAULDE\nConseillers présents : 10\nExtrait du procès-verbal de la délibération du conseil\n"
    act = f"{head}{line}\n"
    act += f"Objet : Convention\n{OURS}{CLOSING}"
    assert (str(field(act, "seance_date").value), field(act, "seance_date").confidence) == ("2025-06-03", "certain")
    assert (field(act, "heure").value, field(act, "heure").confidence) == ("18:30", "certain")


def test_what_is_posted_of_the_act_beside_another_label_is_its_publication() -> None:
    """« Date d’affichage de la délibération », in the next column."""
    labels = "Date de convocation : 26 mai 2025        Date d’affichage de la délibération : 6 juin 2025"
    act = f"{labels}\nSéance du 2 juin 2025"
    assert field(opening(act), "publie_le").value == datetime.date(2025, 6, 6)
    assert field(opening(act), "affichage_date").value is None


@cases(
    "label",
    "Date de convocation et d’affichage : 28/05/2025 et 30/05/2025",
    "Convocation / affichage : 28/05/2025 - 30/05/2025",
    "Date de convocation / date d’affichage : 28 mai 2025 / 30 mai 2025",
    "Convoc. : 28/05/2025 – Affichage : 30/05/2025",
)
def test_the_posting_is_of_the_second_of_two_days(label: str) -> None:
    """One label may give both; its word may be shortened."""
    act = opening(f"Séance du 3 juin 2025\n{label}\nPrésents : M. Marc WATTIEZ, M. Pascal JEAN")
    for name, day in (("convocation_date", 28), ("affichage_date", 30)):
        found = field(act, name)
        assert (found.value, found.confidence) == (datetime.date(2025, 5, day), "certain"), name


@cases(
    "text",
    "Séance du 27 mai 2025 reportée au 3 juin 2025 faute de quorum",
    "Procès-verbal de la séance du 3 juin 2025, approuvé le 8 juillet 2025",
    "Réunion de conseil du mardi 3 juin 2025",
)
def test_the_sitting_was_held_on_the_day_to_which_it_was_put_off(text: str) -> None:
    """The day on which its minutes were approved is another one."""
    found = field(opening(f"{text}\nPrésents : M. Marc WATTIEZ, M. Pascal JEAN"), "seance_date")
    assert (found.value, found.confidence) == (SITTING, "certain")


def test_the_hour_of_the_opening_comes_before_that_of_the_convocation() -> None:
    """« prévue à 18 h, ouverte à 18 h 15 »."""
    assert field(opening("Séance du 3 juin 2025, prévue à 18 h, ouverte à 18 h 15"), "heure").value == "18:15"


@cases(
    "text",
    "Le quorum n’étant pas atteint à la séance du 27 mai 2025, le conseil s’est réuni le 3 juin 2025 à 19 heures.",
    "Faute de quorum à la séance du 27 mai 2025, le conseil municipal s’est réuni le 3 juin 2025 à 19 heures.",
    "Le conseil municipal s’est réuni le 3 juin 2025 à 19 heures, faute de quorum à la séance du 27 mai 2025.",
)
def test_the_sitting_that_had_no_quorum_is_another_one(text: str) -> None:
    """After a second convocation (CGCT, article L. 2121-17)."""
    found = field(opening(f"{text}\nPrésents : M. Marc WATTIEZ, M. Pascal JEAN"), "seance_date")
    assert (found.value, found.confidence) == (SITTING, "certain")
