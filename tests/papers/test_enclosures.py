"""The files that a file holds: opened whatever lies in what, never too far, with names that can be shown."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Mapping

import pikepdf
import pytest

from generator.errors import UnreadableError
from generator.papers.enclosed import Enclosure
from generator.papers.enclosures import unfold
from tests.cases import cases
from tests.intake.papers import completed, draft
from tests.intake.sent import archive, mail, outlook, portfolio, tarred, winmail, wrapped

MOST = 5_000_000
ACT = "Délibération n° 2025-02-10".encode()


def _names(data: bytes, name: str = "envoi") -> list[tuple[str, str]]:
    return [(one.name, one.aside) for one in unfold(name, data, MOST)]


def _blank() -> bytes:
    stream = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(stream)
    return stream.getvalue()


def test_a_file_that_holds_none_is_itself() -> None:
    """A DOCX is no archive, and a text that speaks of messages no message."""
    for data in (completed(), ACT, _blank(), b"Message-ID dans un texte\n"):
        assert unfold("acte", data, MOST) == (Enclosure("acte", data),)


@cases(
    "make",
    mail,
    outlook,
    winmail,
    archive,
    tarred,
    lambda files: tarred(files, "w:xz"),
    lambda files: portfolio(_blank(), files),
)
def test_files_come_out_as_they_were_put_in(make: Callable[[Mapping[str, bytes]], bytes]) -> None:
    """An e-mail, a message of Outlook, a ZIP, a TAR, and a PDF with attachments: names with accents, any bytes."""
    files = {"délibération n° 10.txt": ACT, "annexe.bin": bytes(range(256)) * 40}
    found = [one for one in unfold("envoi", make(files), MOST) if one.name != "envoi"]
    assert {one.name: one.data for one in found} == {f"envoi › {name}": content for name, content in files.items()}


def test_a_pdf_with_attachments_is_read_too_but_for_the_cover_of_a_portfolio() -> None:
    """The act may be the page, or what is attached to it."""
    files = {"annexe.txt": ACT}
    assert _names(portfolio(_blank(), files)) == [("envoi", ""), ("envoi › annexe.txt", "")]
    cover, attached = _names(portfolio(_blank(), files, cover=True))
    assert cover == ("envoi", "page de garde d’un porte-documents PDF")
    assert attached == ("envoi › annexe.txt", "")


def test_a_file_pinned_to_a_page_of_a_pdf_is_found() -> None:
    """An annotation holds it."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(_blank())) as pdf:
        specification = pikepdf.Dictionary(F="acte.txt", EF=pikepdf.Dictionary(F=pdf.make_stream(ACT)))
        note = pikepdf.Dictionary(Subtype=pikepdf.Name.FileAttachment, Rect=[0, 0, 9, 9], FS=specification)
        pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(note)])
        pdf.save(stream)
    assert _names(stream.getvalue())[1] == ("envoi › acte.txt", "")


def test_what_lies_in_what_is_opened_to_a_bounded_depth() -> None:
    """An act in an archive in a message in an archive; six archives deep, it is left aside."""
    data = archive({"reçu.eml": mail({"pièces.zip": archive({"acte.txt": ACT})})})
    assert _names(data, "envoi.zip") == [("envoi.zip › reçu.eml › pièces.zip › acte.txt", "")]
    deep = ACT
    for _ in range(8):
        deep = archive({"a.zip": deep})
    ((_, aside),) = _names(deep)
    assert "trop profond" in aside


def test_the_attachments_of_a_forwarded_message_are_found() -> None:
    """It lies in the message as a message."""
    outer = mail({}).replace(b"Content-Type: text/plain", b"Content-Type: message/rfc822\nX: ", 1)
    body = outer.index(b"\n\n") + 2
    assert _names(outer[:body] + mail({"acte.txt": ACT})) == [("envoi › acte.txt", "")]


def test_a_forwarded_message_may_be_in_base64() -> None:
    """As some servers write it: what it holds is found, under the name that the message has."""
    head = b"MIME-Version: 1.0\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
    assert _names(head + base64.encodebytes(mail({"acte.txt": ACT}))) == [("envoi › piece-1.eml › acte.txt", "")]


def test_every_message_of_a_file_of_several_is_read() -> None:
    """As Thunderbird keeps a folder (mbox); a line of a text that begins like one parts nothing."""
    text = "Bonjour,\n\nFrom Lille, 2 avril 2025\n\nà vous."
    first, second = mail({"a.txt": b"a"}, text), mail({"b.txt": b"b"})
    folder = b"".join(b"From - Mon Apr 07 09:00:00 2025\n" + one + b"\n\n" for one in (first, second))
    assert _names(folder, "Retours") == [
        ("Retours › message-1.eml › a.txt", ""),
        ("Retours › message-2.eml › b.txt", ""),
    ]
    alone = b"From - Mon Apr 07 09:00:00 2025\n" + first
    assert _names(alone, "un.eml") == [("un.eml › a.txt", "")]


def test_a_logo_in_a_message_is_left_aside_and_a_photograph_is_not() -> None:
    """Telephones lay their photographs in the text as signatures their logos: the size tells them apart."""
    made = mail({"logo.png": b"x" * 900, "IMG_1.jpg": b"x" * 90_000}).replace(
        b"application/octet-stream", b"image/png\nContent-ID: <1>"
    )
    assert [bool(aside) for _, aside in _names(made)] == [True, False]


def test_names_are_shown_whatever_wrote_them() -> None:
    """UTF-8 on macOS, which does not say so, on Windows the code page 850; signs that turn a line round are gone."""
    for encoding in ("utf-8", "cp850"):
        written = "À délibérer.txt".encode(encoding)
        data = archive({"x" * len(written): ACT}).replace(b"x" * len(written), written)
        assert _names(data) == [("envoi › À délibérer.txt", "")]
    assert _names(archive({"acte\u202egpj.txt\x1b[2J": ACT}))[0][0] == "envoi › actegpj.txt[2J"


def test_a_message_over_which_its_reader_fails_is_damaged() -> None:
    """Alone it is told so, in an archive it is left aside: a name in an encoding that refuses its bytes."""
    name = b"Content-Disposition: attachment; filename*=idna''%FF%FE.pdf\n"
    head = b"From: a@b\nMessage-ID: <1@x>\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
    data = head + name + b"\n%PDF-1.4\n--b--\n"
    with pytest.raises(UnreadableError, match="n’est pas ce qu’il dit être"):
        unfold("a.eml", data, MOST)
    ((_, aside),) = _names(archive({"a.eml": data}))
    assert "n’est pas ce qu’il dit être" in aside


def test_two_files_of_one_name_are_told_apart() -> None:
    """Copiers call every scan alike."""
    made = (
        mail({"scan.pdf": ACT, "b.pdf": b"2", "c.pdf": b"3"})
        .replace(b"b.pdf", b"scan.pdf")
        .replace(b"c.pdf", b"scan.pdf")
    )
    assert [name for name, _ in _names(made)] == ["envoi › scan.pdf", "envoi › scan (2).pdf", "envoi › scan (3).pdf"]


@cases("name", "Index/Document.iwa", "buildVersionHistory.plist", "index.apxl")
def test_a_document_of_apple_is_no_archive(name: str) -> None:
    """Its preview, a small picture of the first page, would be taken for the act."""
    with pytest.raises(UnreadableError, match="Pages, de Numbers ou de Keynote"):
        _names(archive({name: b"x", "preview.jpg": b"x"}))


def test_a_backup_of_the_program_is_no_parcel() -> None:
    """The acts that it keeps would be read as if the commune had sent them."""
    with pytest.raises(UnreadableError, match="c’est une sauvegarde"):
        _names(archive({"register/register.sqlite": b"x", "register/originals/0a.txt": ACT}))


def test_what_systems_lay_in_archives_is_not_counted() -> None:
    """Nobody sent it."""
    rubbish = {
        "__MACOSX/._acte.txt": b"1",
        ".DS_Store": b"2",
        "a/Thumbs.db": b"3",
        "a/~$acte.docx": b"4",
        "acte.txt": ACT,
    }
    assert _names(archive(rubbish)) == [("envoi › acte.txt", "")]


@cases(
    "data, message",
    (b"7z\xbc\xaf\x27\x1c" + bytes(40), "archive 7z"),
    (b"Rar!\x1a\x07\x01" + bytes(40), "archive RAR"),
    (archive({}), "aucun fichier"),
    (mail({}), "aucune pièce jointe"),
    (
        b"From: <Saved by Blink>\nSubject: acte\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n"
        b"--x\nContent-Type: text/html\n\n<p>Acte</p>\n--x--\n",
        "page web enregistrée",
    ),
    (b"PK\x03\x04 coupe", "l’archive est abîmée ou incomplète"),
    (b"MIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n" * 2000, "trop profond pour être ouverts"),
    (outlook({"a": b""}).replace("37010102".encode("utf-16-le"), "3701FFFF".encode("utf-16-le")), "aucune pièce"),
    (tarred({"a": ACT})[:-12], "abîmée ou incomplète"),
    (outlook({"a": ACT * 400})[:-512], "abîmé ou incomplet"),
    (archive({f"{rank}.txt": ACT for rank in range(501)}), "trop de fichiers"),
    (archive({"zeros": bytes(MOST + 1)}), "trop de fichiers, ou de trop gros"),
    (tarred({"zeros": bytes(MOST + 1)}), "trop de fichiers, ou de trop gros"),
    (portfolio(_blank(), {"zeros": bytes(MOST + 1)}), "trop de fichiers, ou de trop gros"),
)
def test_what_is_not_opened_says_why_and_what_to_do(data: bytes, message: str) -> None:
    """Archives of other kinds, empty, cut, or made to fill the memory."""
    with pytest.raises(UnreadableError, match=message) as caught:
        unfold("envoi", data, MOST)
    assert caught.value.remedy


def test_one_bad_file_among_others_is_left_aside() -> None:
    """Encrypted, compressed in a way that is not known, or damaged: the others are read."""
    data = bytearray(archive({"acte.txt": ACT * 9, "b.txt": ACT}))
    place = data.rindex(b"PK\x01\x02")
    for field, value, told in ((8, 1, "mot de passe"), (10, 97, "ne connaît pas")):
        changed = data.copy()
        changed[place + field] = value
        good, bad = _names(bytes(changed))
        assert (good[1], told in bad[1]) == ("", True)
    start = data.index(b"acte.txt") + 8
    data[start : start + 4] = b"\xff\xff\xff\xff"
    bad, good = _names(bytes(data))
    assert ("abîmé" in bad[1], good[1]) == (True, "")


def test_a_signature_beside_a_message_is_no_attachment() -> None:
    """Whoever signs signs all."""
    made = mail({"a.dat": b"x", "acte.txt": ACT})
    assert len(_names(made.replace(b"application/octet-stream", b"application/pkcs7-signature", 1))) == 1


def test_what_is_signed_whole_is_opened() -> None:
    """A file, in bytes or in letters; a message whose parts bear no mark of a message but their kind."""
    signed = wrapped(ACT * 20)
    lettered = b"-----BEGIN PKCS7-----\n" + base64.encodebytes(signed) + b"-----END PKCS7-----\n"
    for data in (signed, lettered, base64.encodebytes(signed)):
        (found,) = unfold("acte.txt.p7m", data, MOST)
        assert (found.name, found.data) == ("acte.txt.p7m › contenu", ACT * 20)
    made = mail({"smime.p7m": wrapped(b"Content-Type: application/pdf; name=acte.pdf\n\n" + ACT * 20)})
    assert _names(made) == [("envoi › smime.p7m › contenu › acte.pdf", "")]


def test_what_is_encrypted_signed_apart_or_cut_is_told() -> None:
    """Nothing can be read in it."""
    for data, told in (
        (wrapped(ACT * 20, "encrypted_data"), "chiffré"),
        (wrapped(None), "une signature, sans le fichier"),
        (wrapped(ACT * 20)[:30], "abîmé"),
        (winmail({"acte.txt": ACT})[:60], "abîmé"),
        (winmail({}), "aucune pièce jointe"),
    ):
        with pytest.raises(UnreadableError, match=told):
            unfold("envoi", data, MOST)


def test_no_draft_of_ours_is_taken_for_an_archive() -> None:
    """It is a ZIP all the same."""
    assert len(unfold("projet.docx", draft(), MOST)) == 1


def test_a_pdf_that_asks_for_a_password_is_itself() -> None:
    """Whoever reads its pages says that it is protected: nothing is known of what is attached to it."""
    stream = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(stream, encryption=pikepdf.Encryption(owner="owner", user="user"))
    assert unfold("acte.pdf", stream.getvalue(), MOST) == (Enclosure("acte.pdf", stream.getvalue()),)
    assert _names(archive({"acte.pdf": stream.getvalue()})) == [("envoi › acte.pdf", "")]
