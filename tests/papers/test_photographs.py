"""Pictures of pages, made ready to be read."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw

from generator.errors import UnreadableError
from generator.papers.photographs import count_pictures, find_skew, grain, open_picture, prepare, smoothings
from tests.cases import cases
from tests.intake.papers import as_file, in_columns, photograph, print_pdf


def _marked(size: tuple[int, int] = (60, 100), mode: str = "L") -> Image.Image:
    """Return a white picture whose top is black."""
    picture = Image.new(mode, size, "white")
    ImageDraw.Draw(picture).rectangle((0, 0, size[0], size[1] // 4), "black")
    return picture


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Print the page in columns."""
    return print_pdf(in_columns(), tmp_path_factory.mktemp("page"))


@cases("skew", -3.7, -0.4, 0.0, 2.0, 5.0)
def test_the_skew_of_a_scan_is_found(page: bytes, skew: float) -> None:
    """To a fifth of a degree, in the noise of a scan at 150 points per inch."""
    assert abs(find_skew(photograph(page, skew=skew)) - skew) <= 0.2


def test_a_prepared_page_is_straight_and_of_the_size_of_a_page(page: bytes) -> None:
    """Whatever the resolution; a small picture is not enlarged without end."""
    prepared = prepare(photograph(page, 100, skew=2)).picture
    assert abs(find_skew(prepared)) <= 0.2
    assert 3300 < max(prepared.size) < 3800
    assert max(prepare(_marked()).picture.size) == 300


def test_a_page_in_the_shade_is_lit_evenly(page: bytes) -> None:
    """The paper of a photograph is white again from one side to the other; the ink stays dark."""
    printed = photograph(page, noise=0)
    shade = Image.linear_gradient("L").resize(printed.size).point(lambda value: 80 + value // 2)
    prepared = prepare(ImageChops.multiply(printed, shade)).picture
    for place in (0.02, 0.98):
        middle = round(place * prepared.height)
        strip = prepared.crop((100, middle, prepared.width - 100, middle + 20))
        assert min(strip.tobytes()) > 230
    assert min(prepared.tobytes()) < 60


@cases("kind", "JPEG", "PNG", "TIFF", "WEBP", "BMP", "GIF")
def test_every_usual_kind_of_picture_is_opened(kind: str) -> None:
    """By its content."""
    data = as_file(_marked(), kind)
    assert count_pictures(data) == 1
    assert open_picture(data, 0).getpixel((30, 90)) == 255


def test_every_page_of_a_tiff_is_opened() -> None:
    """Fax and copier write one file."""
    data = as_file(_marked(), "TIFF", save_all=True, append_images=[_marked((30, 40))])
    assert count_pictures(data) == 2
    assert [open_picture(data, index).size for index in range(2)] == [(60, 100), (30, 40)]


def test_a_moving_picture_is_one_page() -> None:
    """So is a telephone's photograph with its preview."""
    assert count_pictures(as_file(_marked(), "GIF", save_all=True, append_images=[_marked().rotate(180)])) == 1


def test_a_damaged_note_of_the_camera_is_passed_over_in_silence() -> None:
    """The page is read as it lies; Pillow's warning, in English, is an error in these tests."""
    exif = Image.Exif()
    exif[0x010F] = "Fabricant " * 20
    data = as_file(_marked(), "JPEG", exif=exif.tobytes()[:-150])
    assert count_pictures(data) == 1
    assert open_picture(data, 0).size == (60, 100)


def test_a_photograph_is_turned_as_the_telephone_says() -> None:
    """EXIF orientation 6: taken upright, written on its side."""
    exif = Image.Exif()
    exif[0x112] = 6
    data = as_file(_marked().rotate(90, expand=True), "JPEG", exif=exif)
    picture = open_picture(data, 0)
    assert picture.size == (60, 100)
    assert picture.getpixel((30, 5)) < 50 < 200 < picture.getpixel((30, 95))  # type: ignore[operator]  # grey: numbers


@cases("mode", "RGBA", "LA", "P", "1", "CMYK", "I;16")
def test_every_mode_becomes_grey_on_white(mode: str) -> None:
    """Transparency is paper; 16 bits a point are not clipped."""
    picture = _marked(mode="RGB").convert("L" if mode == "I;16" else mode)
    if mode in ("RGBA", "LA"):
        picture.putalpha(Image.new("L", picture.size, 0))
    if mode == "I;16":
        picture = Image.frombytes("I;16", picture.size, b"".join(bytes((0, value)) for value in picture.tobytes()))
    grey = open_picture(as_file(picture, "TIFF" if mode == "CMYK" else "PNG"), 0)
    assert grey.mode == "L"
    top, bottom = grey.getpixel((30, 5)), grey.getpixel((30, 95))
    assert bottom > 240  # type: ignore[operator]  # grey: numbers
    assert (top > 240) is (mode in ("RGBA", "LA"))  # type: ignore[operator]


def test_the_shades_of_16_bits_a_point_are_kept() -> None:
    """Half is half, not white."""
    half = Image.frombytes("I;16", (4, 4), bytes((0, 128)) * 16)
    assert open_picture(as_file(half, "PNG"), 0).getpixel((0, 0)) == 128


@cases("kind", "HEIF", "AVIF", "WEBP", "JPEG", "MPO")
def test_what_telephones_save_is_turned_as_they_say(kind: str) -> None:
    """Held on its side, the camera notes it; the top of the page is dark and becomes the top again."""
    exif = Image.Exif()
    exif[0x0112] = 6  # a quarter turn clockwise is needed
    options = {"save_all": True, "append_images": [Image.new("RGB", (8, 8))]} if kind == "MPO" else {}
    data = as_file(_marked(mode="RGB").rotate(90, expand=True), kind, exif=exif.tobytes(), **options)
    assert count_pictures(data) == 1
    picture = open_picture(data, 0)
    assert picture.size == (60, 100)
    assert picture.getpixel((30, 5)) < 60 < 190 < picture.getpixel((30, 95))  # type: ignore[operator]  # grey: numbers


def test_every_page_of_a_tiff_is_read() -> None:
    """Copiers put a whole act in one file."""
    pages = [_marked(mode="L"), Image.new("L", (30, 40), 255)]
    data = as_file(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    assert [open_picture(data, index).size for index in range(count_pictures(data))] == [(60, 100), (30, 40)]


def test_what_is_no_picture_is_none() -> None:
    """A text is not one."""
    assert count_pictures(b"BONJOUR, voici la deliberation") == 0


def test_a_damaged_picture_is_refused(page: bytes) -> None:
    """Cut in the middle, or in its heading."""
    with pytest.raises(UnreadableError, match="abîmée ou incomplète"):
        count_pictures(b"\0\0\0\x18ftypheic" + bytes(40))
    data = as_file(photograph(page))
    assert count_pictures(data[: len(data) // 2]) == 1
    with pytest.raises(UnreadableError, match="abîmée ou incomplète"):
        open_picture(data[: len(data) // 2], 0)


def test_a_picture_that_would_fill_the_memory_is_refused() -> None:
    """A hundred bytes that say they are ten thousand pixels wide and high, or forty."""
    data = bytearray(as_file(Image.new("L", (1, 1)), "BMP"))
    for size in (10_000, 40_000):
        data[18:26] = size.to_bytes(4, "little") * 2
        with pytest.raises(UnreadableError, match="trop grande"):
            count_pictures(bytes(data))


def test_the_grain_of_a_page_is_measured(page: bytes) -> None:
    """Little on a clean page; what is smoothed has less of it."""
    clean = photograph(page)
    specks = Image.frombytes("L", clean.size, random.Random(1).randbytes(clean.width * clean.height))
    grainy = ImageChops.add(clean, specks, 1, -128)
    assert grain(clean) < 10 < 20 < grain(grainy)
    assert all(grain(smooth) < grain(grainy) for smooth in smoothings(grainy))


def test_a_blank_page_is_straight(tmp_path: Path) -> None:
    """There is no line to follow."""
    assert find_skew(Image.new("L", (600, 800), 255)) == 0
    assert io.BytesIO(as_file(prepare(Image.new("L", (600, 800), 255)).picture, "PNG")).getvalue()
