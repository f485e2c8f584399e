"""What came in one file, sorted: papers, answers of the prefecture, and what is left aside."""

from __future__ import annotations

import pytest
from PIL import Image

from generator.errors import DataError
from generator.intake.parcels import open_parcel
from generator.intake.received import SourceText, joined
from generator.register.originals import Source
from tests.intake.papers import as_file, completed
from tests.intake.sent import archive, mail, message, receipt, transmission

ACT = "Délibération n° 2025-02-10".encode()


def test_a_file_alone_is_its_own_paper() -> None:
    """Nothing lies in it."""
    parcel = open_parcel("acte.docx", completed())
    assert parcel.alone
    assert parcel.papers == ((parcel.source,),)
    assert parcel.around(parcel.source) is None


def test_papers_answers_and_the_rest_are_told_apart() -> None:
    """In the order of the archive; each is known by where it lies."""
    files = {"1_0.xml": transmission("1_1.txt", "1_2.txt"), "1_1.txt": ACT, "a/1_2.txt": b"plan", "ar.xml": receipt()}
    parcel = open_parcel("x.zip", archive(files))
    assert [[one.name for one in paper] for paper in parcel.papers] == [["x.zip › 1_1.txt"]]
    assert [(one.shown, one.why.split(",")[0]) for one in parcel.aside] == [
        ("1_0.xml", "message de transmission"),
        ("a/1_2.txt", "annexe de l’acte"),
    ]
    assert [source.data for source, _ in parcel.answers] == [receipt()]
    assert parcel.around(parcel.papers[0][0]) == parcel.source


def test_photographs_that_follow_each_other_are_one_paper() -> None:
    """A telephone makes one file a page; a text between them ends it, and a TIFF of two pages is its own."""
    picture = Image.new("L", (8, 8), 255)
    one, two = as_file(picture, "HEIF"), as_file(picture, "TIFF", save_all=True, append_images=[picture])
    files = {"1.heic": one, "2.jpg": as_file(picture), "a.txt": ACT, "3.heic": one, "4.tif": two}
    found = [[one.name[8:] for one in paper] for paper in open_parcel("x.eml", mail(files)).papers]
    assert found == [["1.heic", "2.jpg"], ["a.txt"], ["3.heic"], ["4.tif"]]


def test_the_pages_of_several_files_are_those_of_the_whole() -> None:
    """What is kept is what was read."""
    pages = [SourceText(f"{rank}.jpg", b"", "scan", (f"page {rank}",), {}, frozenset()) for rank in (1, 2)]
    whole = joined(Source("x.eml", b"courriel"), pages)
    assert (whole.name, whole.data, whole.pages) == ("x.eml", b"courriel", ("page 1", "page 2"))
    assert joined(Source("x.eml", b"courriel"), pages[:1]) == pages[0]


def test_a_damaged_answer_is_left_aside_among_others_and_told_alone() -> None:
    """With why."""
    damaged = receipt()[:-9]
    (aside,) = open_parcel("x.zip", archive({"ar.xml": damaged, "a.txt": ACT})).aside
    assert "abîmé" in aside.why
    with pytest.raises(DataError, match=r"^ar.xml : ce fichier XML est abîmé"):
        open_parcel("ar.xml", damaged)


@pytest.mark.parametrize("data", [transmission("a.pdf"), message("EnveloppeCLMISILL", "")])
def test_the_message_of_transmission_alone_is_no_act(data: bytes) -> None:
    """What to give is said."""
    with pytest.raises(DataError, match="sans l’acte ; donnez l’acte, ou l’accusé de réception"):
        open_parcel("x.xml", data)
