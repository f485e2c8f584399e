"""An e-mail draft read again from its file: what whoever receives it will see."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

#: What may follow the path of a draft: the message, and the archive of the same files.
SUFFIXES = (".eml", ".zip")


@dataclass(frozen=True, slots=True)
class MailDraft:
    """A draft as it is shown; ``attachments`` are the names and the sizes of its files, in bytes."""

    sender: str
    recipient: str
    copy: str
    subject: str
    body: str
    attachments: tuple[tuple[str, int], ...]


def read_draft(data: bytes) -> MailDraft:
    """Read a draft as ``Message.as_eml`` writes it, or as a mail program saved it again."""
    message = message_from_bytes(data, _class=EmailMessage, policy=default)
    text = message.get_body(("plain",))
    files = [(part.get_filename() or "", part.get_payload(decode=True)) for part in message.iter_attachments()]

    def header(name: str) -> str:
        return str(message.get(name, ""))

    return MailDraft(
        header("From"),
        header("To"),
        header("Cc"),
        header("Subject"),
        text.get_content().replace("\r\n", "\n") if text else "",
        tuple((name, len(held) if isinstance(held, bytes) else 0) for name, held in files),
    )
