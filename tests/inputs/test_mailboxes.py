"""E-mail addresses as messages bear them."""

from __future__ import annotations

from generator.inputs.contacts import Mailbox, mail_address, read_mailbox
from tests.cases import cases


@cases(
    "text, address",
    ("mairie@haveluy.fr", "mairie@haveluy.fr"),
    (" contact@ville-herin.fr ", "contact@ville-herin.fr"),
    ("mair.marq+convention@orange.fr", "mair.marq+convention@orange.fr"),
    ("Mairie@Haveluy.FR", "Mairie@Haveluy.FR"),
    ("accueil@hélesmes.fr", "accueil@xn--hlesmes-bya.fr"),
    ("mairie@mairie.haveluy.fr", "mairie@mairie.haveluy.fr"),
    ("mairie@haveluy.xn--p1ai", "mairie@haveluy.xn--p1ai"),
)
def test_an_address_is_written_in_ascii(text: str, address: str) -> None:
    """Letters with accents in a domain become the code that all servers understand."""
    assert mail_address(text) == address


@cases(
    "text",
    "",
    "mairie",
    "@haveluy.fr",
    "mairie@",
    "mairie@haveluy",
    "a@b@haveluy.fr",
    "a@b.fr, c@d.fr",
    "a b@haveluy.fr",
    "mairie@haveluy..fr",
    ".mairie@haveluy.fr",
    "mairie.@haveluy.fr",
    "mairie@-haveluy.fr",
    "mairie@haveluy.f",
    "hélesmes@orange.fr",
    "a@b.fr\nBcc: c@d.fr",
    "mairie@haveluy.fr>",
    f"{'a' * 65}@haveluy.fr",
    f"a@{'h' * 64}.fr",
    "mairie@192.168.1.1",
)
def test_what_no_server_would_take_is_no_address(text: str) -> None:
    """Two addresses, an accent before @, a line break that would add a header: none is an address."""
    assert mail_address(text) is None
    assert read_mailbox(text) is None


@cases(
    "text, mailbox",
    ("a@b.fr", Mailbox("", "a@b.fr")),
    ("<a@b.fr>", Mailbox("", "a@b.fr")),
    ("Service des affaires juridiques <a@b.fr>", Mailbox("Service des affaires juridiques", "a@b.fr")),
    ('"La Porte du Hainaut, médiation" <a@b.fr>', Mailbox("La Porte du Hainaut, médiation", "a@b.fr")),
)
def test_a_mailbox_is_an_address_with_or_without_a_name(text: str, mailbox: Mailbox) -> None:
    """As people copy them from their mail program."""
    assert read_mailbox(text) == mailbox
