"""A file for keeping: the same bytes."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import page
import pikepdf
from pikepdf import Array, Dictionary, Name

from generator.pdf.archive import archive
from generator.pdf.metadata import Description
from tests.cases import cases
from tests.pdf.conftest import DATE
from tests.pdf.pages import add_page

_DESCRIPTION = Description("Titre <&>", "", "fr-FR", DATE)


def _file(text: bytes = b"", profile_date: int = 1, profile_id: bytes = bytes(16)) -> pikepdf.Pdf:
    """Return a page with a colour profile that was made at ``profile_date``."""
    pdf = pikepdf.new()
    add_page(pdf, text=text)
    profile = pdf.make_stream(bytes(24) + profile_date.to_bytes(12, "big") + bytes(48) + profile_id + bytes(28))
    pdf.Root.OutputIntents = Array([Dictionary(S=Name.GTS_PDFA1, DestOutputProfile=profile)])
    return pdf


def _archived(pdf: pikepdf.Pdf, path: Path, description: Description = _DESCRIPTION) -> bytes:
    path.write_bytes(archive(pdf, description))
    return path.read_bytes()


def test_the_moment_of_printing_does_not_show(tmp_path: Path) -> None:
    """Neither the identifiers nor the colour profile's date of the draft change the file."""
    first = _file(profile_date=1)
    second = _file(profile_date=2)
    second.trailer.DocChecksum = Name.ABCDEF
    second.trailer.ID = Array([pikepdf.String("a"), pikepdf.String("b")])
    assert _archived(first, tmp_path / "1.pdf") == _archived(second, tmp_path / "2.pdf")


def test_a_profile_under_its_own_checksum_is_left_alone(tmp_path: Path) -> None:
    """Where the profile has an identifier computed from its bytes, a changed date would belie it."""
    _archived(_file(profile_date=5, profile_id=b"0123456789abcdef"), tmp_path / "1.pdf")
    with pikepdf.open(tmp_path / "1.pdf") as pdf:
        assert pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes()[24:36] == (5).to_bytes(12, "big")


@cases("zone", UTC, timezone(timedelta(hours=2)), None)
def test_the_machines_time_zone_does_not_show(tmp_path: Path, zone: timezone | None) -> None:
    """Dates are written in UTC; one without a zone is UTC already."""
    date = datetime(2025, 3, 14, 11 if zone and zone is not UTC else 9, 26, 53, tzinfo=zone)
    _archived(_file(), tmp_path / "1.pdf", Description("Titre", "", "fr-FR", date))
    with pikepdf.open(tmp_path / "1.pdf") as pdf:
        assert str(pdf.docinfo.ModDate) == "D:20250314092653Z"


def test_signs_of_xml_in_a_title_are_escaped(tmp_path: Path) -> None:
    """A title may hold & and <: the XMP packet stays well formed and says the same as Info."""
    _archived(_file(), tmp_path / "1.pdf")
    with pikepdf.open(tmp_path / "1.pdf") as pdf, pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == str(pdf.docinfo.Title) == "Titre <&>"
        assert metadata["pdfaid:part"] == "2"
        assert metadata["pdfuaid:part"] == "1"


def test_a_stream_that_ends_with_a_carriage_return_is_read_whole(tmp_path: Path) -> None:
    """Its last byte must not pass for a part of the end of line that follows it."""
    text = b"% "
    while zlib.compress(text, 9)[-1:] != b"\r":
        text += b" "
    content = _archived(_file(text), tmp_path / "1.pdf")
    assert b"\r\rendstream" in content
    report = page.validate_pdf(str(tmp_path / "1.pdf"), profile="2a")
    assert [failure.message for failure in report.failures if "LENGTH" in failure.rule_id.upper()] == []
    with pikepdf.open(tmp_path / "1.pdf") as pdf:
        assert pdf.pages[0].obj.Contents.read_bytes() == text
        assert pdf.check_pdf_syntax() == []
