"""An e-mail draft read again."""

from __future__ import annotations

from generator.delivery.letter import Letter
from generator.delivery.message import Attachment, Message, read_draft
from generator.inputs.contacts import Mailbox


def test_a_draft_is_read_as_it_was_written() -> None:
    """Accents, long subjects, and the sizes of the files."""
    subject = "Médiation numérique : " + "dossier à soumettre au conseil municipal d’Hélesmes, " * 3
    letter = Letter(subject.strip(), "Monsieur le Maire,\n\nVeuillez trouver ci-joint…")
    files = (Attachment("pièce-n°1.pdf", b"%PDF-" + b"x" * 1234), Attachment("acte.docx", b"PK" * 50))
    to = Mailbox("Mairie d’Hélesmes", "mairie@helesmes.fr")
    draft = read_draft(Message(letter, files, to, copy=Mailbox("", "dgs@exemple.fr")).as_eml())
    assert draft.subject == subject.strip()
    assert draft.body.strip() == letter.body
    assert "mairie@helesmes.fr" in draft.recipient
    assert draft.copy == "dgs@exemple.fr"
    assert draft.attachments == (("pièce-n°1.pdf", 1239), ("acte.docx", 100))


def test_a_draft_without_an_address_has_none() -> None:
    """What a mail program made of it is read too, as far as it can be."""
    draft = read_draft(Message(Letter("Objet", "Texte"), ()).as_eml())
    assert (draft.recipient, draft.sender, draft.attachments) == ("", "", ())
    assert read_draft(b"n'importe quoi").subject == ""
