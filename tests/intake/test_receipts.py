"""What the prefecture prints on an act is read, and an identifier repaired only when all proves it."""

from __future__ import annotations

import datetime

import pytest

from generator.inputs.communes import Commune
from generator.intake.fields import Field
from generator.intake.receipts import confirmed_by_name, identifier, receipt_dates, sirens
from generator.minutes.extracts import extracts
from tests.cases import cases
from tests.intake import layouts
from tests.intake.minutes import CLOSING, OPENING, OURS, field

HELD_ON = Field(datetime.date(2025, 4, 2), "certain")
NUMBER = Field("2025-02-10", "certain")
RIGHT = "059-215902925-20250402-DELIB20250210-DE"


@pytest.fixture
def haveluy() -> Commune:
    """Return the commune whose identifier is read."""
    return next(commune for commune in layouts.communes() if commune.insee == "59292")


def read(text: str, commune: Commune | None, number: Field = NUMBER) -> Field:
    """Read the identifier of a text."""
    (extract,) = extracts((f"ID : {text}\n",))
    return identifier(extract, commune, HELD_ON, number)


@cases("text", RIGHT, RIGHT.lower(), f"{RIGHT}-1-1")
def test_a_sound_identifier_is_certain(text: str, haveluy: Commune) -> None:
    """Its SIREN and département are the commune's, its date the sitting's."""
    field = read(text, haveluy)
    assert (field.value, field.confidence) == (RIGHT, "certain")


@cases(
    "text",
    "069-215002925-20250402-DELIB20250210-DE",
    "059-2I59O2925-20250402-DELIB20250210-DE",
    "059 - 215902925 - 20250402 - DELIB20250210 - DE",
)
def test_a_proven_identifier_is_repaired_or_put_right(text: str, haveluy: Commune) -> None:
    """By the commune, the date and the number; spaces alone are no damage."""
    field = read(text, haveluy)
    assert field.value == RIGHT
    assert field.confidence == ("certain" if " " in text else "doubtful")


@cases(
    "text, why",
    ("069-215002925-20250403-DELIB20250210-DE", "n’est pas celle de la séance"),
    ("069-215002925-20250402-DELIB20250309-DE", "clé de contrôle fausse"),
    ("059-215901729-20250403-DELIB20250210-DE", "n’est pas celui de Haveluy"),
    ("059-999999999-20250402-DELIB20250210-DE", "clé de contrôle fausse"),
)
def test_an_identifier_that_is_not_proven_stays_as_it_is(text: str, why: str, haveluy: Commune) -> None:
    """Another date, another number, another commune, or too far from the right one."""
    field = read(text, haveluy)
    assert (field.value, field.confidence) == (text, "doubtful")
    assert why in field.why


def test_without_a_number_nothing_is_repaired(haveluy: Commune) -> None:
    """The commune and the date alone do not prove an identifier."""
    assert read("069-215002925-20250402-DELIB20250210-DE", haveluy, Field()).value != RIGHT


def test_two_identifiers_are_told(haveluy: Commune) -> None:
    """A file with two stamps is for a person to look at."""
    field = read(f"{RIGHT}\nID : 059-215902925-20250402-DELIB20250211-DE", haveluy)
    assert field.confidence == "doubtful"
    assert "DELIB20250211" in field.why


def test_only_sound_sirens_name_a_commune() -> None:
    """A SIREN that fails Luhn's check points to nobody."""
    (extract,) = extracts((f"ID : {RIGHT}\nID : 069-215002925-20250402-A1-DE\n",))
    assert sirens(extract) == ["215902925"]


@cases(
    "text, name, day",
    ("Regu en préfecture le 07/04/2025", "recu_le", 7),
    ("Reçu en sous-préfecture le 7 avril 2025", "recu_le", 7),
    ("Date de réception préfecture : 07/04/2025", "recu_le", 7),
    ("Date de retour préfecture : 07/04/2025", "recu_le", 7),
    ("Retour de la sous-préfecture le 07/04/2025", "recu_le", 7),
    ("Date de télétransmission : 07/04/2025", "envoye_le", 7),
    ("Certifié exécutoire. Dépôt en Préfecture le 7 avril 2025", "envoye_le", 7),
    ("transmise à la sous-préfecture de Valenciennes le 7 avril 2025", "envoye_le", 7),
    ("Transmis au représentant de l’État le 07/04/2025", "envoye_le", 7),
    ("par transmission au contrôle de légalité le 07/04/2025", "envoye_le", 7),
    ("transmission à la sous-préfecture de Valenciennes le : 7 avril 2025", "envoye_le", 7),
    ("Vu la loi\nRendu exécutoire par affichage le : 8 avril 2025", "publie_le", 8),
    ("Délibéré à l’unanimité.\nVu la loi\nMise en ligne le 08/04/2025", "publie_le", 8),
    ("Vu la loi\npubliée ou notifiée le 8 avril 2025", "publie_le", 8),
)
def test_a_date_of_receipt_is_read(text: str, name: str, day: int) -> None:
    """Under the names that services of transmission and town halls give it."""
    (extract,) = extracts((text,))
    field = receipt_dates(extract)[name]
    assert (field.value, field.confidence) == (datetime.date(2025, 4, day), "certain")


@cases(
    "line, confidence",
    ("Vu le schéma départemental, transmis le 7 avril 2025, qui prévoit", "doubtful"),
    ("Acte transmis le 07/04/2025", "certain"),
    ("Transmis le 07/04/2025", "certain"),
)
def test_what_is_sent_to_nobody_may_be_something_else(line: str, confidence: str) -> None:
    """« transmis le » in a sentence that does not speak of the act."""
    (extract,) = extracts((line,))
    field = receipt_dates(extract)["envoye_le"]
    assert (field.value, field.confidence) == (datetime.date(2025, 4, 7), confidence)


@cases("name", f"99_DE-{RIGHT}-1-1_1.pdf", f"envoi.zip › {RIGHT}.pdf", f"{RIGHT}-1-1_1.pdf")
def test_the_name_of_a_transmitted_file_confirms_the_identifier(name: str, haveluy: Commune) -> None:
    """It is certain then; one that does not stand in the act stays doubtful."""
    repaired = read("069-215002925-20250402-DELIB20250210-DE", haveluy)
    assert confirmed_by_name(repaired, name, haveluy, HELD_ON).confidence == "certain"
    missing = confirmed_by_name(Field(), name, haveluy, HELD_ON)
    assert (missing.value, missing.confidence) == (RIGHT, "doubtful")


@cases("name", "acte.pdf", f"{RIGHT[:-1]}.pdf", RIGHT.replace("0402", "0403"), f"1{RIGHT}")
def test_another_name_confirms_nothing(name: str, haveluy: Commune) -> None:
    """Nor does the identifier of another sitting."""
    repaired = read("069-215002925-20250402-DELIB20250210-DE", haveluy)
    assert confirmed_by_name(repaired, name, haveluy, HELD_ON) == repaired
    assert confirmed_by_name(Field(), name, haveluy, HELD_ON) == Field()


_STAMPS = {
    "S²LOW": "Accusé de réception en préfecture\n{}\nDate de télétransmission : 07/04/2025\n"
    "Date de réception préfecture : 08/04/2025",
    "on one line": "Accusé de réception en préfecture {} Date de télétransmission : 07/04/2025 "
    "Date de réception préfecture : 08/04/2025",
    "before its identifier": "Accusé de réception - Ministère de l'Intérieur\n{}\nAcquitté... Envoi préfecture : "
    "07/04/2025\nRéception par le préfet : 08/04/2025",
}


@pytest.mark.parametrize("stamp", _STAMPS.values(), ids=_STAMPS.keys())
def test_the_stamps_of_transmission_services_are_read(stamp: str, haveluy: Commune) -> None:
    """In the corner of a page, whatever their lines: the day sent, the day received, the identifier."""
    (extract,) = extracts((f"{stamp.format(RIGHT)}\n\nEXTRAIT DU REGISTRE DES DÉLIBÉRATIONS\n",))
    fields = receipt_dates(extract)
    assert (fields["envoye_le"].value, fields["envoye_le"].confidence) == (datetime.date(2025, 4, 7), "certain")
    assert (fields["recu_le"].value, fields["recu_le"].confidence) == (datetime.date(2025, 4, 8), "certain")
    assert identifier(extract, haveluy, HELD_ON, NUMBER).value == RIGHT


@cases(
    "label, told",
    ("Date de publication : ", True),
    ("Publication : ", True),
    ("Publiées le : ", False),
    ("Date de convocation : 27 mars 2025\nMise en ligne le : ", False),
)
def test_the_publication_is_told_above_the_act_too(label: str, *, told: bool) -> None:
    """By its label, which a posting of the convocation has not, or has under the convocation's day."""
    (extract,) = extracts((f"Commune d’Oisy\n{label}7 avril 2025\nVu le code,\nLe conseil décide à l’unanimité.\n",))
    expected = datetime.date(2025, 4, 7) if told else None
    assert receipt_dates(extract)["publie_le"].value == expected


@cases(
    "sentence, confidence",
    ("Vu l’avis d’appel public à la concurrence envoyé à la publication le 3 janvier 2025,", "doubtful"),
    (
        "Acte rendu exécutoire par sa réception en préfecture le 4 avril 2025 et sa publication le 7 avril 2025",
        "certain",
    ),
)
def test_what_was_published_may_be_another_document(sentence: str, confidence: str) -> None:
    """A sentence says of what it tells the publication; none is an error of law in doubt."""
    (extract,) = extracts((f"Commune d’Oisy\nVu le code,\nLe conseil décide à l’unanimité.\n{sentence}\n",))
    assert receipt_dates(extract)["publie_le"].confidence == confidence


@cases("mention", "Publiée sur le site de la commune le : 17 juin 2025", "Publié par voie électronique le 17/06/2025")
def test_where_an_act_was_published_stands_before_the_day(mention: str) -> None:
    """Under the vote, whatever the act's reasons begin with."""
    act = f"COMMUNE DE MAULDE\nSéance du 3 juin 2025\nObjet : Cantine\nAdopté par 9 voix pour.\n{mention}\n"
    assert str(field(act, "publie_le").value) == "2025-06-17"
    above = f"COMMUNE DE MAULDE\nSéance du 3 juin 2025\n{mention}\nObjet : Cantine\nAdopté par 9 voix pour.\n"
    assert field(above, "publie_le").value is None


def test_what_is_posted_after_the_sitting_is_the_act() -> None:
    """« Affichée en mairie le 10 juin » of a sitting of 3 June: no convocation is posted then."""
    act = f"{OPENING}Affichée en mairie le 10 juin 2025\nObjet : Convention\n{OURS}{CLOSING}"
    assert field(act, "affichage_date").value is None
    published = field(act, "publie_le")
    assert (str(published.value), published.confidence) == ("2025-06-10", "doubtful")


def test_deliberations_are_published_on_the_line_under_the_convocation() -> None:
    """« Date de publication des délibérations : »."""
    act = (
        f"Date d’affichage de la convocation : 28 mai 2025\nDate de publication des délibérations : 5 juin 2025\n{OURS}"
    )
    assert str(field(f"{OPENING}{act}", "publie_le").value) == "2025-06-05"
