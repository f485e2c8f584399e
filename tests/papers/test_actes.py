"""The prefecture's answers as its system writes them: read exactly, whatever wrote the XML, or refused."""

from __future__ import annotations

import datetime

import pytest

from generator.errors import UnreadableError
from generator.law.answers import TITLES, Answer
from generator.papers.actes import Transmission, read_message
from tests.cases import cases
from tests.intake.sent import IDENTIFIER, NAMESPACE, OBJECT, message, receipt, transmission

RECEIPT = Answer(
    "1-2", IDENTIFIER, "215902925", "DELIB20250210", datetime.date(2025, 4, 2), datetime.date(2025, 4, 7), OBJECT, "8.4"
)


@cases(
    "data",
    receipt(),
    receipt(prefix="ns2"),
    receipt(prefix=""),
    receipt(encoding="UTF-8"),
    b"\xef\xbb\xbf" + receipt(encoding="UTF-8"),
    receipt(namespace="http://www.interieur.gouv.fr/ACTES#v1.1-20091022"),
    receipt().replace(b"ISO-8859-1", b"UTF-8"),
    receipt().replace(b"2025-04-07", b"2025-04-07+02:00"),
    receipt().replace(b" actes:IDActe", b" IDActe").replace(b" actes:DateReception", b" DateReception"),
)
def test_a_receipt_is_read_whatever_wrote_it(data: bytes) -> None:
    """Any prefix or none, either edition of the namespace, Latin-1 even where UTF-8 is declared, a time zone."""
    assert read_message("2025-02-10-ar-actes.xml", data) == RECEIPT


@cases(
    "root, attributes, inside, code, detail",
    ("CourrierSimple", 'actes:DateCourrierPref="2025-05-02"', "", "2-1", ""),
    (
        "DemandePieceComplementaire",
        'actes:DateCourrierPref="2025-05-02"',
        "<actes:DescriptionPieces>Le\n plan</actes:DescriptionPieces>",
        "3-1",
        "Le plan",
    ),
    ("LettreObservations", 'actes:DateCourrierPref="2025-05-02"', "<actes:Motif>Visa</actes:Motif>", "4-1", "Visa"),
    (
        "DefereTA",
        "",
        "<actes:DateDepot>2025-05-02</actes:DateDepot><actes:NatureIllegalite>Vote</actes:NatureIllegalite>",
        "5-1",
        "Vote",
    ),
    ("ARAnnulation", 'actes:DateReception="2025-05-02"', "", "6-2", ""),
)
def test_letters_and_cancellations_are_read(root: str, attributes: str, inside: str, code: str, detail: str) -> None:
    """Which act, which day, and what the prefecture says of it."""
    read = read_message("x.xml", message(root, f'actes:IDActe="{IDENTIFIER}" {attributes}', inside))
    assert isinstance(read, Answer)
    assert (read.code, read.identifier, read.number) == (code, IDENTIFIER, "DELIB20250210")
    assert (read.answered_on, read.detail) == (datetime.date(2025, 5, 2), detail)
    assert read.title == TITLES[code]


def test_an_anomaly_names_the_act_by_its_number_and_the_commune_by_the_file() -> None:
    """An act that was not received has no identifier."""
    data = message(
        "AnomalieActe",
        "",
        "<actes:Date>2025-04-08</actes:Date><actes:Nature>008</actes:Nature><actes:Detail>Numéro déjà pris"
        '</actes:Detail><actes:ActeRecu actes:Date="2025-04-02" actes:NumeroInterne="DELIB20250210"/>',
    )
    read = read_message("envoi.zip › 059-215902925----1-3_1.xml", data)
    assert isinstance(read, Answer)
    assert (read.siren, read.named, read.detail) == ("215902925", "n° DELIB20250210", "code 008 : Numéro déjà pris")


def test_what_a_commune_sends_is_told_from_what_comes_back() -> None:
    """It names the act's file and its annexes."""
    assert read_message("x.xml", transmission("a_1.pdf", "a_2.pdf")) == Transmission("a_1.pdf", ("a_2.pdf",))
    assert read_message("x.xml", message("EnveloppeCLMISILL", "")) == Transmission("", ())


@cases("data", b"", b"texte", b"<html/>", b"<a>interieur.gouv.fr/ACTES</a>", b"<?xml version='1.0'?><a/>")
def test_what_is_no_message_of_actes_is_none(data: bytes) -> None:
    """Nor is an XML that only speaks of it."""
    assert read_message("x.xml", data) is None


@cases(
    "data, told",
    (receipt()[:-9], "abîmé ou incomplet"),
    (receipt().replace(b"-DE", b"-delib"), "n’en est pas un"),
    (receipt(received="2025-02-30"), "2025-02-30"),
    (receipt().replace(b'NumeroInterne="DELIB20250210"', b'NumeroInterne="DELIB20250211"'), "se contredit"),
    (receipt().replace(b'actes:Date="2025-04-02"', b'actes:Date="2025-04-03"'), "se contredit"),
    (message("ARAnnulation", 'actes:DateReception="2025-05-02"'), "de quel acte"),
    (
        receipt().replace(
            b"<actes:ARActe", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><actes:ARActe', 1
        ),
        "type de document",
    ),
)
def test_a_message_that_cannot_be_trusted_is_refused(data: bytes, told: str) -> None:
    """Damaged, contradicting itself, or fetching something from elsewhere."""
    with pytest.raises(UnreadableError) as caught:
        read_message("x.xml", data)
    assert told in caught.value.message


def test_the_namespace_of_another_schema_is_none_of_ours() -> None:
    """PES and others come from the same services."""
    assert read_message("x.xml", receipt(namespace="http://www.minefi.gouv.fr/interieur.gouv.fr/ACTES")) is None
    assert NAMESPACE in receipt().decode("latin-1")
