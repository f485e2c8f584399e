"""Electronic signatures are listed: who, when, the whole file or not, changed after or not."""

from __future__ import annotations

import datetime
import hashlib
import io

import pikepdf

from generator.pdf.foreign import is_signed
from generator.pdf.signatures import read_signatures
from tests.cases import cases
from tests.pdf.pages import add_page
from tests.pdf.signing import AUTHORITY, MAYOR, PRESIDENT, drawn_upon, redrawn, seen_signature, sign, to_be_signed


def plain(text: bytes = b"BT ET") -> bytes:
    """Return a PDF of one page."""
    stream = io.BytesIO()
    with pikepdf.new() as pdf:
        add_page(pdf, text=text)
        pdf.save(stream, static_id=True)
    return stream.getvalue()


@cases("curve", False, True)
def test_a_signature_says_who_signed_and_when(curve: bool) -> None:
    """RSA and elliptic curves, with the digests that both kinds of software write."""
    before = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    (signature,) = read_signatures(sign(plain(), curve=curve))
    assert (signature.who, signature.issuer) == (MAYOR, AUTHORITY)
    assert signature.when is not None
    assert before <= signature.when <= datetime.datetime.now(datetime.UTC)
    assert (signature.whole, signature.changed_after, signature.intact) == (True, False, True)


def test_a_second_signature_leaves_the_first_sound_but_not_whole() -> None:
    """The mayor, then the President: what the first covers is as it was, and nothing seen changed."""
    first, second = read_signatures(sign(sign(plain()), PRESIDENT, curve=True))
    assert [first.who, second.who] == [MAYOR, PRESIDENT]
    assert (first.whole, first.changed_after, first.intact) == (False, False, True)
    assert (second.whole, second.changed_after, second.intact) == (True, False, True)


def test_what_was_added_to_a_page_after_the_signature_is_told() -> None:
    """A line written over the act in a later revision: the signed bytes are intact, what is seen is not."""
    (signature,) = read_signatures(drawn_upon(sign(plain()), b"0 0 100 100 re f"))
    assert (signature.whole, signature.changed_after, signature.intact) == (False, True, True)


def test_bytes_changed_under_a_signature_are_told() -> None:
    """One letter of the signed bytes."""
    data = sign(plain())
    (signature,) = read_signatures(data.replace(b"/MediaBox", b"/MediaBax"))
    assert signature.intact is False


def test_a_digest_replaced_with_the_bytes_is_told() -> None:
    """Who changes the act and the digest in the message has not the key."""
    data = sign(plain())
    ((_, length, again, rest),) = _byte_ranges(data)
    forged = data.replace(b"/MediaBox", b"/MediaBax")
    former, digest = (
        hashlib.sha256(one[:length] + one[again : again + rest]).hexdigest().encode() for one in (data, forged)
    )
    message = forged[length:again].lower()
    assert message.count(former) == 1
    forged = forged[:length] + message.replace(former, digest) + forged[again:]
    (signature,) = read_signatures(forged)
    assert signature.intact is False


def _byte_ranges(data: bytes) -> list[list[int]]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [
            [int(number) for number in found.ByteRange.as_list()]
            for found in pdf.objects
            if isinstance(found, pikepdf.Dictionary) and "/ByteRange" in found
        ]


def test_a_signed_file_saved_again_is_no_longer_intact() -> None:
    """What binding or stamping would do."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(sign(plain()))) as pdf:
        assert is_signed(pdf)
        pdf.save(stream)
    (signature,) = read_signatures(stream.getvalue())
    assert signature.intact is not True
    assert not signature.whole


def locked(data: bytes) -> bytes:
    """Return a PDF that opens with a password alone."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(stream, encryption=pikepdf.Encryption(owner="o", user="u"))
    return stream.getvalue()


@cases("data", b"", b"%PDF-1.7\nrubbish", plain(), plain()[:200], locked(sign(plain())))
def test_what_bears_no_signature_has_none(data: bytes) -> None:
    """A PDF without any, what is no PDF, and what cannot be opened."""
    assert read_signatures(data) == ()


def test_a_field_to_sign_is_no_signature() -> None:
    """An act that waits for its signatures is not signed."""
    assert read_signatures(to_be_signed(plain(), "Maire")) == ()


def test_a_signature_that_does_not_say_what_it_covers_is_unknown() -> None:
    """Neither intact nor altered, and not of the whole file."""
    data = sign(plain())
    start = data.index(b"/ByteRange")
    end = data.index(b"]", start) + 1
    (signature,) = read_signatures(data[:start] + b"/ByteRange [0 9]".ljust(end - start) + data[end:])
    assert (signature.who, signature.whole, signature.intact) == (MAYOR, False, None)


def test_what_a_signature_shows_may_not_change_after_it() -> None:
    """The drawing of a signed field is replaced in a later revision: who reads it sees another name."""
    data = seen_signature(plain())
    assert [one.changed_after for one in read_signatures(data)] == [False]
    assert [one.changed_after for one in read_signatures(redrawn(data, MAYOR))] == [True]


def test_a_message_that_cannot_be_read_is_still_a_signature() -> None:
    """Its bytes are unknown, and who signed is what the dictionary says."""
    data = sign(plain())
    ((_, length, again, _),) = _byte_ranges(data)
    (signature,) = read_signatures(data[: length + 1] + b"00" * ((again - length - 2) // 2) + data[again - 1 :])
    assert (signature.who, signature.intact) == ("", None)
