"""A draft reads back, in more than one reader, exactly as it was meant."""

from __future__ import annotations

import email
from email.header import decode_header, make_header
from email.message import EmailMessage, MIMEPart
from email.policy import default
from email.utils import parseaddr

from hypothesis import given, strategies as st

from generator.delivery.letter import Letter
from generator.delivery.message import Attachment, Message
from generator.inputs.contacts import Mailbox

DOCX = Attachment("MED_NUM-2025-017-deliberation.docx", bytes(range(256)) * 40)
PDF = Attachment(
    "MÉDIATION-2025-017-pack-à-signer-œuvre-commune-d’accompagnement-numérique.pdf", b"%PDF-1.7\r\n\x00\xff"
)
LETTER = Letter(
    "Délibération à soumettre au conseil municipal – Médiation numérique\u00a0: mutualisation (MED_NUM-2025-017)",
    "Madame la Maire,\n\n" + "À l’ordre du jour, une œuvre commune\u202f; " * 60 + "\n\n.\nFrom ici\n- fin",
)
TO = Mailbox("Mairie d’Haveluy", "mairie@haveluy.fr")
MESSAGE = Message(LETTER, (DOCX, PDF), TO)
FRENCH = st.text('abcdefgh éèàçùœÉ’\u00a0\u202f:;!?()«»–—€%n°0123456789-_=.,"@<>&/', min_size=1, max_size=200)


def read(message: Message) -> EmailMessage:
    """Read a draft with today's parser of the standard library."""
    read = email.message_from_bytes(message.as_eml(), policy=default)
    assert isinstance(read, EmailMessage)
    assert not read.defects
    return read


def body_of(draft: EmailMessage) -> str:
    part = draft.get_body()
    assert isinstance(part, MIMEPart)
    content: str = part.get_content()
    return content.replace("\r\n", "\n")


def read_subject_as_before(message: Message) -> str:
    """Read the subject with the older functions of the standard library, as an older mail program would."""
    header = email.message_from_bytes(message.as_eml())["subject"].replace("\r\n", "")
    return str(make_header(decode_header(header)))


def test_a_draft_holds_the_letter_and_the_same_bytes_as_the_files() -> None:
    """Subject, recipient, text and attachments come back as they were given."""
    draft = read(MESSAGE)
    assert draft["subject"] == read_subject_as_before(MESSAGE) == LETTER.subject
    (recipient,) = draft["to"].addresses
    assert (recipient.display_name, recipient.addr_spec) == (TO.name, TO.address)
    assert body_of(draft) == LETTER.body + "\n"
    attached = list(draft.iter_attachments())
    assert [(part.get_filename(), part.get_content()) for part in attached] == [
        (DOCX.name, DOCX.data),
        (PDF.name, PDF.data),
    ]
    assert [part.get_content_type() for part in attached] == [
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/pdf",
    ]
    assert all(part.get_content_disposition() == "attachment" for part in attached)


def test_it_opens_for_writing_and_bears_no_date() -> None:
    """X-Unsent comes first; sender, date and identifier are for the mail program to give."""
    eml = MESSAGE.as_eml()
    assert eml.startswith(b"X-Unsent: 1\r\n")
    assert sorted(read(MESSAGE).keys()) == ["Content-Type", "MIME-Version", "Subject", "To", "X-Unsent"]
    assert Message(LETTER, (DOCX, PDF), TO).as_eml() == eml


def test_it_is_fit_for_transport() -> None:
    """RFC 5322, 2.1.1 and 2.3: ASCII, CRLF alone, no line over 998 bytes; a paragraph stays one line of text."""
    eml = MESSAGE.as_eml()
    assert eml.isascii()
    assert eml.count(b"\n") == eml.count(b"\r\n") == eml.count(b"\r")
    assert max(map(len, eml.split(b"\r\n"))) < 100
    assert len(max(body_of(read(MESSAGE)).split("\n"), key=len)) > 2000


def test_file_names_with_accents_have_a_plain_one_for_old_programs() -> None:
    """RFC 2231 in the disposition, ASCII in the type."""
    _, pdf = read(MESSAGE).iter_attachments()
    assert pdf["content-type"].params["name"] == (
        "MEDIATION-2025-017-pack-a-signer-oeuvre-commune-d-accompagnement-numerique.pdf"
    )
    assert b"filename*0*=utf-8''M%C3%89DIATION" in MESSAGE.as_eml()


def test_a_commune_without_address_has_a_draft_to_nobody() -> None:
    """The clerk writes the address in the mail program."""
    draft = read(Message(LETTER, (DOCX,)))
    assert "To" not in draft
    assert draft["subject"] == LETTER.subject


def test_the_sender_and_the_answers_are_those_of_the_campaign() -> None:
    """A name in ASCII is quoted where it must be."""
    sender = Mailbox("La Porte du Hainaut, service juridique", "a@b.fr")
    draft = read(Message(LETTER, (), TO, sender, Mailbox("", "c@d.fr")))
    (found,) = draft["from"].addresses
    assert (found.display_name, found.addr_spec) == (sender.name, sender.address)
    assert draft["reply-to"] == "c@d.fr"


def test_a_long_name_is_cut_in_words_that_every_reader_takes() -> None:
    """RFC 2047, 2: an encoded word has at most 75 characters."""
    name = "Mairie de la Communauté d’Agglomération de La Porte du Hainaut, médiation numérique"
    eml = Message(LETTER, (), Mailbox(name, "a@b.fr")).as_eml().decode()
    words = [word for word in eml.split() if word.startswith("=?")]
    assert len(words) >= 4
    assert max(map(len, words)) <= 75


def test_files_decide_of_what_separates_them() -> None:
    """The separator is made of the content, so that no content can hold it and other content has another."""
    others = [MESSAGE, Message(LETTER, (DOCX,), TO), Message(Letter("x", LETTER.body), (DOCX, PDF), TO)]
    boundaries = {read(message).get_boundary() for message in others}
    assert len(boundaries) == 3
    assert all(boundary and len(boundary) == 42 for boundary in boundaries)


@given(
    FRENCH,
    st.text("abé’\u00a0\u202f\n.=- ", max_size=300),
    st.from_regex(r"[A-Zé][a-zéè’]*([ -][A-Za-zéè’(),.]{1,14}){0,8}", fullmatch=True),
)
def test_any_french_comes_back(subject: str, body: str, name: str) -> None:
    """Whatever is folded or encoded on the way, spaces of all kinds included."""
    subject, name = " ".join(subject.split(" ")).strip(" ") or "x", name.strip()
    subject = " ".join(filter(None, subject.split(" ")))
    message = Message(Letter(subject, body), (), Mailbox(name, "a@b.fr"))
    draft = read(message)
    assert draft["subject"] == read_subject_as_before(message) == subject
    assert body_of(draft) == body + "\n"
    # Today's parser adds spaces to a long name in several encoded words (RFC 2047, 6.2): the older one is right.
    shown, address = parseaddr(email.message_from_bytes(message.as_eml())["to"].replace("\r\n", ""))
    assert (str(make_header(decode_header(shown))), address) == (name, "a@b.fr")
