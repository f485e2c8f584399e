"""The chart of an evaluation, measured on its pixels."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from fractions import Fraction

import pytest
from docx import Document
from PIL import Image, ImageChops

from generator.avenants.chart import MOST_BARS, WIDTH, Bar, draw_chart, sheets
from tests.cases import cases
from tests.conftest import REPOSITORY

MILLIMETRE = 300 / 25.4
WHITE, BLUE = (255, 255, 255), (79, 119, 170)
BARS = [Bar("Denain", 55), Bar("Château-l’Abbaye", 35), Bar("La Sentinelle", 29), Bar("Hélesmes", 0)]
MEDIAN = Fraction(32)
LEGEND = "médiane : 32"


def drawn(bars: list[Bar], maximum: int = 55, median: Fraction = MEDIAN, legend: str = "") -> Image.Image:
    return Image.open(io.BytesIO(draw_chart(bars, maximum, median, legend))).convert("RGB")


def columns(image: Image.Image, bars: int, rank: int) -> list[int]:
    """Return the columns of bar colour in the middle of a bar's row, which is 7 mm high under a legend of 7 mm."""
    middle = round((7 + 7 * (rank + 0.5)) * MILLIMETRE)
    assert middle < image.height * (bars + 1)
    return [column for column in range(image.width) if image.getpixel((column, middle)) == BLUE]


def ink(image: Image.Image, box: tuple[int, int, int, int]) -> bool:
    """Tell whether anything is drawn in a part of the picture."""
    return image.crop(box).getcolors() != [((box[2] - box[0]) * (box[3] - box[1]), WHITE)]


def largest_difference(one: Image.Image, other: Image.Image) -> int:
    """Return how far apart the shades of two pictures are at most, of 255."""
    return max(ImageChops.difference(one, other).tobytes())


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """Return the contrast of two colours (WCAG 2.1)."""

    def luminance(colour: tuple[int, int, int]) -> float:
        parts = [part / 255 / 12.92 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in colour]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_bars_are_as_long_as_their_values() -> None:
    """In dots, to a dot, from one line on the left; nothing is drawn for zero."""
    image = drawn(BARS)
    lengths = [len(columns(image, 4, rank)) for rank in range(4)]
    starts = {columns(image, 4, rank)[0] for rank in range(3)}
    assert len(starts) == 1
    assert lengths[3] == 0
    assert lengths[1] / lengths[0] == pytest.approx(35 / 55, abs=0.002)
    assert lengths[2] / lengths[0] == pytest.approx(29 / 55, abs=0.002)


def test_all_charts_of_a_report_have_one_scale() -> None:
    """A chart of smaller values is drawn to the maximum of all."""
    alone, beside = drawn(BARS[1:3]), drawn([*BARS[1:3]], maximum=110)
    assert len(columns(beside, 2, 0)) / len(columns(alone, 2, 0)) == pytest.approx(0.5, abs=0.01)


def test_the_chart_is_as_wide_as_the_text_of_the_page() -> None:
    """That of the campaign's template; it is printed at 300 dots an inch, at its own size."""
    section = Document(str(REPOSITORY / "templates/mediation-numerique/evaluation.docx")).sections[0]
    margins = (section.page_width, section.left_margin, section.right_margin)
    page, left, right = (margin.mm for margin in margins if margin is not None)
    assert page - left - right == pytest.approx(WIDTH, abs=0.05)
    image = Image.open(io.BytesIO(draw_chart(BARS, 55, MEDIAN, LEGEND)))
    assert image.width / MILLIMETRE == pytest.approx(WIDTH, abs=0.05)
    assert [round(dots) for dots in image.info["dpi"]] == [300, 300]


def test_a_full_chart_stays_on_a_page_and_is_readable() -> None:
    """48 rows: at most 212 mm in all, names of 3 mm that do not touch."""
    image = drawn([Bar("Wavrechain-sous-Faulx", 9)] * MOST_BARS, 9)
    assert image.height / MILLIMETRE <= 212
    names = image.crop((0, round(7 * MILLIMETRE), round(30 * MILLIMETRE), image.height))
    rows = [ink(names, (0, row, names.width, row + 1)) for row in range(names.height)]
    blocks = sum(after and not before for before, after in zip([False, *rows], rows, strict=False))
    assert blocks == MOST_BARS


def test_a_name_longer_than_its_column_is_set_smaller_and_whole() -> None:
    """It fills its column to a tenth, keeps off the left edge, and leaves half of the width to the bars."""
    name = "Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson" * 3
    image = drawn([Bar(name, 55), Bar("Hérin", 20)])
    start = columns(image, 2, 0)[0]
    assert not ink(image, (0, 0, 10, image.height))
    assert start < image.width / 2
    assert ink(image, (10, round(7 * MILLIMETRE), 10 + start // 8, round(14 * MILLIMETRE)))


def test_the_line_of_the_median_never_crosses_a_figure() -> None:
    """A value just under the median is written where the line passes: it reads as without the line.

    Shades at the edges of letters may differ a little: each picture has the few colours that suit it.
    """
    bars = [Bar("Lourches", value) for value in (32, 31, 30, 29)]
    plain, lined = drawn(bars), drawn(bars, legend=LEGEND)
    assert largest_difference(plain, lined) > 100
    for rank in range(4):
        end = columns(plain, 4, rank)[-1] + 1
        top = round((7 + 7 * (rank + 0.2)) * MILLIMETRE)
        box = (end + 12, top, end + 52, top + round(4.2 * MILLIMETRE))
        assert ink(plain, box)
        assert largest_difference(plain.crop(box), lined.crop(box)) < 20


@cases("median", 0, 1_234_567)
def test_nothing_is_cut_off_at_the_edges(median: int) -> None:
    """Room is kept for the longest figure, and the legend stays inside wherever the line of the median is."""
    bars = [Bar("Noyelles-sur-Selle", 1_234_567), Bar("Oisy", 0)]
    image = drawn(bars, 1_234_567, Fraction(median), f"médiane : {median} accompagnements par commune et par période")
    assert not ink(image, (0, 0, 1, image.height))
    assert not ink(image, (image.width - 1, 0, image.width, image.height))


def test_colours_stay_apart() -> None:
    """WCAG 2.1, 1.4.11: 3 to 1 between bars and paper, and between the line of the median and the bars."""
    counted = drawn(BARS, legend=LEGEND).getcolors(100_000)
    assert counted is not None
    most = [colour for _, colour in sorted(counted, reverse=True)]
    dark = min((colour for colour in most if isinstance(colour, tuple)), key=sum)
    assert most[:2] == [WHITE, BLUE]
    assert contrast(WHITE, BLUE) >= 3
    assert contrast(BLUE, (dark[0], dark[1], dark[2])) >= 3


def test_nothing_but_zeros_is_a_chart_without_bars() -> None:
    """The names, the zeros and the median are there."""
    image = drawn([Bar("Hérin", 0), Bar("Oisy", 0)], 0, Fraction(0), "médiane : 0")
    assert BLUE not in [colour for _, colour in image.getcolors(100_000) or []]
    assert ink(image, (0, 0, image.width, image.height))


def test_the_same_bars_are_the_same_bytes_everywhere() -> None:
    """Another process, language, time zone and folder of fonts; the file holds no date and no program's name."""
    png = draw_chart(BARS, 55, MEDIAN, LEGEND)
    code = (
        "import hashlib; from tests.avenants.test_chart import *;"
        "print(hashlib.sha256(draw_chart(BARS, 55, MEDIAN, LEGEND)).hexdigest())"
    )
    environment = os.environ | {"LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Auckland", "HOME": "/", "PYTHONHASHSEED": "7"}
    other = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert other.stdout.strip() == hashlib.sha256(png).hexdigest()
    assert set(Image.open(io.BytesIO(png)).info) == {"dpi"}


@cases("bars, charts", (1, 1), (46, 1), (48, 1), (49, 2), (200, 5))
def test_many_bars_are_shared_among_charts(bars: int, charts: int) -> None:
    """None is left out, none holds more than a page, and none much less than another."""
    every = [Bar("Hérin", rank) for rank in range(bars)]
    parts = sheets(every)
    assert [bar for part in parts for bar in part] == every
    assert len(parts) == charts
    lengths = {len(part) for part in parts}
    assert max(lengths) <= MOST_BARS
    assert max(lengths) - min(lengths) <= 1


def test_no_bar_is_no_chart() -> None:
    """Nothing is drawn for an evaluation without rows."""
    assert sheets([]) == []
