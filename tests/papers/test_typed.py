"""An act that somebody typed in an e-mail."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from generator.errors import DataError
from generator.intake.recognition import recognise
from generator.papers.parcels import open_parcel
from generator.papers.plaintext import read_plain_text
from generator.papers.received import SourceText
from generator.papers.typed import WHY_TYPED
from tests.cases import cases
from tests.intake import layouts
from tests.intake.sent import mail, outlook

_ACT = """COMMUNE DE BOUSIGNIES
Séance du vendredi 13 juin 2025 à 20 heures
Présents : Véronique LEROY, Marc WATTIEZ, Nathalie COLIN
Secrétaire : Nathalie COLIN
Délibération 2025-12
Objet : Convention de médiation numérique
Le conseil municipal, après en avoir délibéré, à l’unanimité, approuve la convention et autorise le maire à la signer.
"""
_BODY = f"Bonjour,\nNotre scanner est en panne, voici la délibération.\n\n{_ACT}\nCordialement,\nLe secrétariat\n"
_ANSWERED = (
    f"{_BODY}\nDe : EPCI\nEnvoyé : lundi 16 juin 2025\nÀ : mairie\nObjet : RE: délibération\n\nBonjour, merci.\n"
)


def _in_html() -> bytes:
    made = EmailMessage()
    made["Message-ID"] = "<1@example.org>"
    rows = "".join(f"<p>{line}</p>\n" for line in _BODY.split("\n"))
    made.set_content(f"<html><head><title>RE: acte</title></head><body>{rows}</body></html>", subtype="html")
    return made.as_bytes()


@cases(
    "data",
    mail({}, _BODY),
    mail({}, _ANSWERED),
    mail({}, _BODY.replace("\n", "\n> ")),
    _in_html(),
    outlook({}, _BODY),
    b'Subject: x\nMessage-ID: <1@x>\nContent-Type: text/plain; charset="utf\0-8"\n\n' + _BODY.encode(),
    mail({"logo.png": b"x" * 900}, _BODY).replace(b"application/octet-stream", b"image/png\nContent-ID: <1>"),
    ids=("plain", "answered", "quoted", "HTML", "Outlook", "codec", "logo"),
)
def test_an_act_in_the_body_of_a_message_is_read_with_a_doubt(data: bytes) -> None:
    """It is no file that somebody signed: a person looks at it."""
    ((source,),) = open_parcel("courriel.eml", data).papers
    pages = read_plain_text(source.data)
    assert pages is not None
    (read,) = recognise(SourceText(source.name, b"", "text", pages[0], {}, frozenset()), layouts.communes())
    told = {name: read.fields[name].value for name in ("commune", "numero", "objet", "unanimite", "envoye_le")}
    assert told == {
        "commune": "59100",
        "numero": "2025-12",
        "objet": "Convention de médiation numérique",
        "unanimite": True,
        "envoye_le": None,
    }
    assert read.fields["objet"].why == WHY_TYPED


@cases(
    "body",
    "Bonjour, la délibération du conseil municipal, adoptée à l’unanimité, suit par courrier.",
    "Étaient présents : le maire et les adjoints. Je vous envoie le reste demain.",
)
def test_a_message_about_an_act_is_still_refused(body: str) -> None:
    """An attachment was forgotten."""
    with pytest.raises(DataError, match="aucune pièce jointe"):
        open_parcel("courriel.eml", mail({}, body))


def test_a_file_that_is_attached_is_the_act() -> None:
    """What the message says of it is not read."""
    (paper,) = open_parcel("courriel.eml", mail({"acte.txt": b"acte"}, _BODY)).papers
    assert paper[0].name == "courriel.eml › acte.txt"
