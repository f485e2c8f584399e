"""When the council was convened, in a label or in the sentence that tells it."""

from __future__ import annotations

import datetime

from tests.cases import cases
from tests.intake.minutes import field, opening

CONVENED = datetime.date(2025, 5, 27)


@cases(
    "sentence",
    "Le conseil, légalement convoqué par Mme Carole LELEU, Maire, le 27 mai 2025, siège en mairie.",
    "Les membres ont été appelés par convocations postées le mardi 27 mai 2025.",
    "Sur la convocation individuelle que Madame la Maire leur a adressée le mardi 27 mai 2025.",
    "Convocation adressée par courriel le 27 mai 2025.",
    "La convocation, avec l’ordre du jour, leur est parvenue le 27\nmai 2025.",
    "Convocation du Conseil Municipal :\nle 27/05/2025",
    "Date de la convocation de ce conseil municipal : mardi 27 mai 2025",
    "Convocation remise à chacun le 27 mai, à son domicile.",
    "Convocation et affichage : 27 mai 2025",
    "Le mardi 27 mai 2025 : convocation du conseil pour le mardi 3 juin 2025 à 19 h.",
    "Convocation du conseil et affichage : mardi 27 mai 2025",
)
def test_the_day_of_the_convocation_is_read_in_any_sentence(sentence: str) -> None:
    """Whoever convened whom, and however it was sent."""
    assert field(opening(f"Séance du 3 juin 2025\n{sentence}"), "convocation_date").value == CONVENED


def test_a_convocation_whose_sending_is_told_at_length_is_certain() -> None:
    """As the programs of publishers write it, before the sentence that tells the posting."""
    told = (
        "Les convocations individuelles, l’ordre du jour et les notes explicatives de synthèse ont été transmis par "
        "écrit aux conseillers le 27/05/2025. La convocation et l’ordre du jour ont été affichés le 28/05/2025."
    )
    read = field(opening(f"Séance du 3 juin 2025\n{told}"), "convocation_date")
    assert (read.value, read.confidence) == (CONVENED, "certain")


@cases(
    "sentence",
    "Sur convocation, les conseillers sont informés de la teneur de l’arrêté préfectoral du 27 mai 2025.",
    "Le conseil, dûment convoqué, s’est réuni ; les comptes du 27 mai 2025 sont présentés.",
    "Convoqué par Mme Carole LELEU, le conseil prend connaissance de l’arrêté du 27 mai 2025.",
    "Après convocation régulière, le procès-verbal du 27 mai 2025 est approuvé.",
    "Le conseil, dûment convoqué, délibère depuis le 27 mai 2024.",
)
def test_another_day_of_the_sentence_is_none_of_the_convocation(sentence: str) -> None:
    """That of minutes, of an order, or a day too long before."""
    assert field(opening(f"Séance du 3 juin 2025\n{sentence}"), "convocation_date").value is None


@cases(
    "labels",
    "Date du Conseil Municipal :\nDate de convocation :\n\n3 juin 2025\n27 mai 2025\n",
    "Date de la convocation Date d’affichage\n27 mai 2025 28 mai 2025\n",
    "Date de convocation | Date d’affichage\n27/05/2025 | 28/05/2025\n",
)
def test_days_apart_from_their_labels_follow_their_order(labels: str) -> None:
    """In doubt: the columns may have been read otherwise."""
    read = field(opening(f"Séance du 3 juin 2025\n{labels}"), "convocation_date")
    assert (read.value, read.confidence) == (CONVENED, "doubtful")


@cases(
    "told, day",
    ("convoqués le vingt courant", 20),
    ("convoqué le vendredi 20 du courant", 20),
    ("convoqué par lettre du 20 ct", 20),
    ("sur convocation du 3 du même mois", 3),
    ("suivant convocation en date du 1er de ce mois", 1),
)
def test_a_day_of_the_sittings_month_is_read_in_doubt(told: str, day: int) -> None:
    """« le vingt courant », « du 3 du même mois »: the month is the sitting’s."""
    act = opening(f"L’an deux mille vingt-cinq, le vingt-six juin, les membres du conseil, {told}, se sont réunis.")
    found = field(act, "convocation_date")
    assert (found.value, found.confidence) == (datetime.date(2025, 6, day), "doubtful")


def test_a_day_of_the_month_before_is_read_in_doubt() -> None:
    """« le 30 du mois dernier »; no council is convened after it sat."""
    heading = "L’an deux mille vingt-cinq, le vingt-six juin, le conseil, convoqué le"
    assert field(opening(f"{heading} 30 du mois dernier"), "convocation_date").value == datetime.date(2025, 5, 30)
    assert not isinstance(field(opening(f"{heading} 28 courant"), "convocation_date").value, datetime.date)


@cases(
    "label",
    "Date d’affichage de la convocation : 27 mai 2025",
    "DATE D’AFFICHAGE DE LA\nCONVOCATION : 27/05/2025",
    "Convocation affichée le 27 mai 2025",
    "Date de publication de la convocation : 27 mai 2025",
    "Mise en ligne de la convocation : 27 mai 2025",
)
def test_the_day_of_the_posting_is_that_of_the_convocation_in_doubt(label: str) -> None:
    """Beside the day of the convocation itself, it is nothing."""
    act = opening(f"Séance du 3 juin 2025\n{label}")
    assert (field(act, "convocation_date").value, field(act, "convocation_date").confidence) == (CONVENED, "doubtful")
    both = field(opening(f"Séance du 3 juin 2025\nDate de convocation : 26/05/2025\n{label}"), "convocation_date")
    assert (both.value, both.confidence) == (datetime.date(2025, 5, 26), "certain")


@cases(
    "sentence, day",
    ("Le conseil municipal, légalement convoqué le 27 mai 2025, décide d’approuver la convention.", CONVENED),
    ("Les conseillers, convoqués le 27 mai, approuvent la convention.", CONVENED),
    ("La commission, que le conseil a convoquée le 27 mai 2025, est d’avis d’approuver.", None),
    ("Le bureau convoqué le 27 mai 2025 a donné son avis.", None),
)
def test_the_convocation_is_read_where_the_council_decides(sentence: str, day: datetime.date | None) -> None:
    """In doubt; another body is convened too."""
    act = f"COMMUNE DE MAULDE\nSéance du 3 juin 2025\n\nVu le code,\n{sentence}\nLe conseil approuve.\n"
    found = field(act, "convocation_date")
    assert (found.value, found.confidence) == ((day, "doubtful") if day else (None, "missing"))


@cases(
    "lines, day",
    ("Date de convocation :\nSéance du 3 juin 2025\n27 mai 2025", CONVENED),
    ("Date de la convocation\nSéance du 3 juin 2025 à 19 heures\n\nle 27 mai 2025", CONVENED),
    ("Date de convocation :\nSéance du 3 juin 2025\nMembres en exercice\n27 mai 2025", None),
    ("Date de convocation :\nSéance du 3 juin 2025\n27 mai 2025 : commission des finances", None),
)
def test_a_day_below_what_parts_it_from_its_label_is_doubtful(lines: str, day: datetime.date | None) -> None:
    """Alone on its line, before another label."""
    found = field(opening(lines), "convocation_date")
    assert found.confidence != "certain"
    assert (found.value if isinstance(found.value, datetime.date) else None) == day


def test_the_convocation_of_a_commission_is_not_the_councils() -> None:
    """Where the council decides, too."""
    told = "Le conseil municipal, sur l’avis de la commission des travaux convoquée le 26 mai 2025, approuve le projet."
    act = f"{opening('Séance du 3 juin 2025').removesuffix('Le conseil approuve.' + chr(10))}{told}\n"
    assert field(act, "convocation_date").value is None
