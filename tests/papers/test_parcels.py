"""What came in one file, sorted: papers, answers of the prefecture, and what is left aside."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

import pytest
from PIL import ExifTags, Image

from generator.errors import DataError
from generator.papers.parcels import open_parcel
from generator.papers.received import SourceText, joined
from generator.register.originals import Source
from tests.cases import cases
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


def _photograph(shade: int, taken: str = "") -> bytes:
    exif = Image.Exif()
    if taken:
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken
    return as_file(Image.new("L", (20, 30), shade), exif=exif)


@cases(
    "files, order",
    ({"IMG_10.jpg": "", "IMG_9.jpg": "", "IMG_11.jpg": ""}, "IMG_9 IMG_10 IMG_11"),
    ({"WA 2 (1).jpg": "", "WA 2.jpg": ""}, "WA 2,WA 2 (1)"),
    ({"a.jpg": "2025:04:14 09:02:00", "b.jpg": "2025:04:14 09:01:59"}, "b a"),
    ({"IMG_10.jpg": "2025:04:14 09:02:00", "IMG_9.jpg": "2025:04:14 09:02:00"}, "IMG_9 IMG_10"),
    ({"IMG_1.jpg": "2025:04:14 09:02:00", "fin.jpg": "0000:00:00 00:00:00"}, "IMG_1 fin"),
    ({"suite 2.jpg": "", "debut 3.jpg": ""}, "suite 2,debut 3"),
)
def test_photographs_stand_as_they_were_taken_or_as_their_names_count(files: Mapping[str, str], order: str) -> None:
    """An archive lists the tenth before the ninth; what tells nothing of all stays as it came."""
    made = {name: _photograph(rank, taken) for rank, (name, taken) in enumerate(files.items())}
    (album,) = open_parcel("x.zip", archive(made)).papers
    names = [PurePosixPath(one.name.removeprefix("x.zip › ")).stem for one in album]
    assert names == order.split("," if "," in order else " ")


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


@cases("data", transmission("a.pdf"), message("EnveloppeCLMISILL", ""))
def test_the_message_of_transmission_alone_is_no_act(data: bytes) -> None:
    """What to give is said."""
    with pytest.raises(DataError, match="sans l’acte ; donnez l’acte, ou l’accusé de réception"):
        open_parcel("x.xml", data)
