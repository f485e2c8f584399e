"""An e-mail as it was saved (.eml): its attachments, those of the messages that it forwards too."""

from __future__ import annotations

import io
import mimetypes
import re
from collections.abc import Iterable
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.policy import compat32

from generator.errors import UnreadableError
from generator.papers.enclosed import Enclosure, Room, shown_name
from generator.papers.typed import typed_act, without_tags

#: The headers at the beginning of a file, and what they say when they are a message's.
_HEADERS = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:>?From [^\r\n]*\r?\n)?(?:[!-9;-~]{1,80}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)+"
)
_TELLING = re.compile(
    rb"^(?:MIME-Version|Message-ID|Content-Type|Received|Return-Path|X-Mailer)[ \t]*:", re.IGNORECASE | re.MULTILINE
)
#: Where a message ends and the next begins in a file of several (mbox, RFC 4155).
_NEXT = re.compile(rb"(?<=\n)\r?\n(?=From [^\r\n]*\d{4}\r?\n)")
_BODIES = ("text/plain", "text/html", "text/rtf")
_SIGNATURES = ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature")
#: A picture of the text smaller than this is a logo; telephones lay their photographs in the text too.
SMALL_PICTURE = 60_000
LOGO = "petite image du texte du courriel"
_TOO_DEEP = (
    "ce courriel contient des messages rangés les uns dans les autres, trop profond pour être ouverts",
    "donnez l’acte lui-même, enregistré à part",
)
#: A page of the web with its pictures (MHTML, RFC 2557) has the form of a message that nobody sent.
_PAGE = re.compile(
    rb"^(?:Content-Type[ \t]*:\s*multipart/related|Snapshot-Content-Location:)", re.IGNORECASE | re.MULTILINE
)
_SENT = re.compile(rb"^(?:To|Message-ID|Received)[ \t]*:", re.IGNORECASE | re.MULTILINE)
_SAVED_PAGE = "c’est une page web enregistrée (MHT), pas un courriel", "enregistrez-la au format DOCX ou PDF"
NOTHING = (
    "ce courriel n’a aucune pièce jointe",
    "donnez l’acte lui-même ; s’il est derrière un lien, téléchargez-le d’abord",
)


def open_mail(data: bytes, room: Room) -> list[Enclosure] | None:
    """Return the attachments of a message, or the messages of a file of several; None when the bytes are none.

    The body of one that has none but logos is there where it is an act.
    Raises UnreadableError for a message without anything to read.
    """
    headers = _headers(data)
    if headers is None:
        return None
    if _PAGE.search(headers) and not _SENT.search(headers):
        raise UnreadableError(*_SAVED_PAGE)
    if several := _messages(data):
        return [Enclosure(f"message-{rank}.eml", room.take(io.BytesIO(one))) for rank, one in enumerate(several, 1)]
    try:
        message: Message = message_from_bytes(data.removeprefix(b"\xef\xbb\xbf"), policy=compat32)
        parts = list(message.walk())
    except RecursionError as error:
        raise UnreadableError(*_TOO_DEEP) from error
    found = [_attached(part, rank, room) for rank, part in enumerate(parts, 1) if _is_attached(part)]
    return with_body(found, (_written(part) for part in parts if not _is_attached(part)), room)


def with_body(found: list[Enclosure], bodies: Iterable[str], room: Room) -> list[Enclosure]:
    """Return the attachments of a message, before them its body where there is none but logos and it is an act.

    Raises UnreadableError where there is nothing.
    """
    if any(not one.aside for one in found):
        return found
    act = next(filter(None, map(typed_act, bodies)), None)
    if act is None and not found:
        raise UnreadableError(*NOTHING)
    return [*([Enclosure(act[0], room.take(io.BytesIO(act[1])))] if act else ()), *found]


def _written(part: Message) -> str:
    """Return the text of a body, "" for what is none."""
    payload = part.get_payload(decode=True)
    if part.get_content_type() not in ("text/plain", "text/html") or not isinstance(payload, bytes):
        return ""
    try:
        text = payload.decode(part.get_content_charset("utf-8"), "replace")
    except (LookupError, ValueError):  # a codec that nobody knows, of bytes alone, or no name of any
        text = payload.decode("utf-8", "replace")
    return without_tags(text) if part.get_content_type() == "text/html" else text


def _headers(data: bytes) -> bytes | None:
    """Return the headers of a message; None where the bytes are none."""
    headers = _HEADERS.match(data)
    return headers[0] if headers and _TELLING.search(headers[0]) else None


def _messages(data: bytes) -> list[bytes]:
    """Return the messages of a file of several, none of a message alone."""
    found: list[bytes] = []
    for part in _NEXT.split(data) if data.startswith(b"From ") else ():
        if found and _headers(part) is None:
            found[-1] += b"\n" + part
        else:
            found.append(part)
    return found if len(found) > 1 else []


def _is_attached(part: Message) -> bool:
    if _forwarded(part):
        return True
    if part.is_multipart() or part.get_content_type() in _SIGNATURES:
        return False
    return (
        bool(_named(part)) or part.get_content_disposition() == "attachment" or part.get_content_type() not in _BODIES
    )


def _forwarded(part: Message) -> str:
    """Return a whole message in base64, as some servers forward one although RFC 2046, 5.2.1, forbids it; else ""."""
    inner = part.get_payload() if part.get_content_type() == "message/rfc822" and part.is_multipart() else ()
    if part.get("Content-Transfer-Encoding", "").strip().lower() != "base64":
        return ""
    return "".join(str(one.get_payload()) for one in inner if isinstance(one, Message) and not one.keys())


def _attached(part: Message, rank: int, room: Room) -> Enclosure:
    kind = part.get_content_type()
    name = shown_name(_named(part) or f"piece-{rank}{mimetypes.guess_extension(kind) or ''}")
    if forwarded := _forwarded(part):
        part.set_payload(forwarded)
    payload = part.get_payload(decode=True)
    data = room.take(io.BytesIO(payload if isinstance(payload, bytes) else b""))
    logo = part["Content-ID"] and part.get_content_maintype() == "image" and len(data) < SMALL_PICTURE
    return Enclosure(name, data, LOGO if logo else "")


def _named(part: Message) -> str:
    """Return the name of an attachment, whichever of the two ways its letters are encoded in; "" when it has none."""
    written = part.get_filename() or ""
    try:
        return str(make_header(decode_header(written)))
    except (HeaderParseError, LookupError, UnicodeError, ValueError):
        return written
