"""An e-mail draft: a file that a mail program opens to be changed and sent, read again, or an archive of its files."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from email import message_from_bytes
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP, default
from email.utils import formataddr
from pathlib import Path

from generator.delivery.letter import Letter
from generator.inputs.campaign import LETTER
from generator.inputs.contacts import Mailbox
from generator.language.typography import unaccented

_TYPES = {".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".pdf": "application/pdf"}
#: That an entry of a ZIP was made on Unix, and that everybody may read it.
_UNIX, _READABLE = 3, 0o100644 << 16


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with the letter; ``name`` is its whole name, with ``.pdf`` or ``.docx``.

    Its content is read when it is asked for: thousands of letters wait to be written.
    """

    name: str
    content: bytes | Path

    @property
    def data(self) -> bytes:
        """What it holds."""
        return self.content.read_bytes() if isinstance(self.content, Path) else self.content


@dataclass(frozen=True, slots=True)
class Message:
    """A letter with its files; without a ``sender`` the mail program uses its own account."""

    letter: Letter
    attachments: tuple[Attachment, ...]
    recipient: Mailbox | None = None
    sender: Mailbox | None = None
    reply_to: Mailbox | None = None
    copy: Mailbox | None = None

    def as_eml(self) -> bytes:
        """Return the draft (RFC 5322, MIME), the same bytes for the same message.

        ``X-Unsent`` makes Outlook and Thunderbird open it for writing. It bears no date: the mail program gives it
        that of the sending. A paragraph is one line of the text, which quoted-printable folds in transport only,
        so that changing it leaves no ragged lines.
        """
        headers = {"X-Unsent": "1"}
        named = {"From": self.sender, "To": self.recipient, "Cc": self.copy, "Reply-To": self.reply_to}
        for name, mailbox in named.items():
            if mailbox:
                headers[name] = _named(mailbox, name)
        headers["Subject"] = _encoded(self.letter.subject, "Subject")
        # EmailMessage loses spaces where it folds a name with accents: these headers are not left to it.
        written = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return written.encode("ascii") + self._content().as_bytes()

    def _content(self) -> EmailMessage:
        """Return the text and the files; their digest separates them, which no line of theirs can hold."""
        message = EmailMessage(policy=SMTP)
        message.set_content(self.letter.body + "\n", cte="quoted-printable")
        digest = hashlib.sha256(self.letter.text.encode())
        for attachment in self.attachments:
            maintype, _, subtype = _TYPES[attachment.name[attachment.name.rindex(".") :]].partition("/")
            data = attachment.data
            message.add_attachment(data, maintype, subtype, filename=attachment.name)
            digest.update(data)
        for part in message.iter_attachments():
            # Programs that do not read RFC 2231 look here.
            part.set_param("name", _plain(part.get_filename() or ""))
        message.set_boundary(f"=_{digest.hexdigest()[:40]}")
        return message


def _named(mailbox: Mailbox, header: str) -> str:
    if mailbox.name.isascii():
        return formataddr((mailbox.name, mailbox.address))
    return f"{_encoded(mailbox.name, header)} <{mailbox.address}>"


def _encoded(text: str, header: str) -> str:
    """Return a header's text, folded, in encoded words when it has accents (RFC 2047, 2: lines of 76 characters)."""
    return Header(text, header_name=header, maxlinelen=76).encode(linesep="\r\n")


def _plain(name: str) -> str:
    """Return a file name without accents or other signs that an old mail program could garble."""
    return unaccented(name.replace("’", "-")).encode("ascii", "ignore").decode()


def as_zip(message: Message) -> bytes:
    """Return a ZIP of the attachments and of the letter as courriel.txt, the same bytes for the same message.

    Names with accents are in UTF-8 and say so, as Windows needs; the letter has a byte order mark and Windows line
    ends, so that any editor there shows it right.
    """
    letter = message.letter.text.replace("\n", "\r\n").encode("utf-8-sig")
    return zipped((*((file.name, file.data) for file in message.attachments), (LETTER, letter)))


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a ZIP of files by name, the same bytes for the same files; entries are dated 1980-01-01."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in files:
            entry = zipfile.ZipInfo(name)  # its date is the earliest that the format knows
            entry.create_system, entry.external_attr = _UNIX, _READABLE
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED, compresslevel=6)
    return stream.getvalue()


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
