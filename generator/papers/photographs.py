"""The picture of a page, scanned or photographed, made ready to be read: upright, straight, grey, of a known size."""

from __future__ import annotations

import io
import math
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import pairwise

import pillow_heif
from PIL import ExifTags, Image, ImageChops, ImageFilter, ImageOps, ImageStat, UnidentifiedImageError

from generator.errors import UnreadableError

_FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "BMP", "GIF", "HEIF", "AVIF")
#: Where a HEIC or an AVIF says that it is one, and how.
_BRAND = slice(4, 12)
_PHOTOGRAPHS = tuple(b"ftyp" + brand for brand in (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif"))
#: The height of an A4 page at 300 points per inch, the size at which Tesseract reads best.
PAGE_HEIGHT = 3508
_SMALLEST, _LARGEST = 2400, 5200
_MOST_ENLARGED = 3.0
#: The skew is looked for in a smaller picture, in degrees: roughly, then finely.
_LOOK_HEIGHT = 1100
_MOST_SKEWED, _STEP, _FINE_STEP = 6.0, 0.5, 0.1
_NEGLIGIBLE = 0.15
#: The light on the paper is told by patches of so many points, wider than a stroke.
_PATCH = 16
_PAPER = 255
#: A clean scan has a grain of 1 or 2 shades, a fax of 5, a photocopy of 8, a bad one of 20 and more.
GRAINY = 6.0
_DAMAGE = (OSError, ValueError, SyntaxError, EOFError, KeyError, IndexError, TypeError)
#: The radius, in points, of the blur that takes away grain and leaves letters.
_BLUR = 1.2

pillow_heif.register_heif_opener(thumbnails=False)


@dataclass(frozen=True, slots=True)
class Prepared:
    """The ``picture`` of a page made ready to be read: it had the size ``leant`` while its lines leant by ``skew``."""

    picture: Image.Image
    leant: tuple[int, int]
    skew: float

    def share(self, across: float, down: float) -> tuple[float, float]:
        """Return where a point of it stands on the page that it was made of, in shares of its width and height."""
        x, y = across - self.picture.width / 2, down - self.picture.height / 2
        cosine, sine = math.cos(math.radians(self.skew)), math.sin(math.radians(self.skew))
        width, height = self.leant
        return (cosine * x + sine * y) / width + 0.5, (cosine * y - sine * x) / height + 0.5


def count_pictures(data: bytes) -> int:
    """Return how many pages a picture file has: one, or several for a TIFF; 0 when it is no picture of a known kind.

    Raises UnreadableError when it is one, but damaged or too large.
    """
    with _quiet():
        # Pillow warns about a picture that would fill the memory, and refuses one twice as large: refuse both.
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(data), formats=_FORMATS) as file:
                # A telephone keeps a preview as a second picture, and a moving picture is one page.
                return int(getattr(file, "n_frames", 1)) if file.format == "TIFF" else 1
        except UnidentifiedImageError:
            if data[_BRAND] in _PHOTOGRAPHS:  # a photograph by its name, which its decoder does not open
                raise _damaged() from None
            return 0
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise _too_large() from error
        except _DAMAGE as error:
            raise _damaged() from error


def taken_on(data: bytes) -> str:
    """Return when a camera says that it took a picture, as such days and times are sorted; "" when it does not."""
    with suppress(struct.error, *_DAMAGE), _quiet(), Image.open(io.BytesIO(data), formats=_FORMATS) as file:
        taken = str(file.getexif().get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal, ""))
        return taken if taken.strip("\0 :0") else ""
    return ""


def open_picture(data: bytes, index: int) -> Image.Image:
    """Return one page of a picture file, grey, turned as the camera says.

    Raises UnreadableError when it is damaged or too large.
    """
    try:
        with _quiet(), Image.open(io.BytesIO(data), formats=_FORMATS) as file:
            file.seek(index)
            if Image.MAX_IMAGE_PIXELS and file.width * file.height > Image.MAX_IMAGE_PIXELS:
                raise _too_large()
            return _grey(ImageOps.exif_transpose(file))
    except _DAMAGE as error:
        raise _damaged() from error


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Pillow from warning in English of what does not matter: a damaged note of the camera, above all."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _too_large() -> UnreadableError:
    return UnreadableError("l’image est trop grande", "numérisez la page en 300 points par pouce")


def _damaged() -> UnreadableError:
    return UnreadableError("l’image est abîmée ou incomplète", "numérisez ou photographiez la page de nouveau")


def prepare(picture: Image.Image) -> Prepared:
    """Return a page straight, evenly lit, of a height at which its letters are read best."""
    longest = max(picture.size)
    if not _SMALLEST <= longest <= _LARGEST:
        factor = min(PAGE_HEIGHT / longest, _MOST_ENLARGED)
        size = (max(1, round(picture.width * factor)), max(1, round(picture.height * factor)))
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    picture = ImageOps.autocontrast(_lit_evenly(picture), cutoff=(0.1, 1))
    skew = find_skew(picture)
    if abs(skew) < _NEGLIGIBLE:
        return Prepared(picture, picture.size, 0.0)
    straight = picture.rotate(-skew, Image.Resampling.BICUBIC, expand=True, fillcolor=_PAPER)
    return Prepared(straight, picture.size, skew)


def grain(picture: Image.Image) -> float:
    """Return how grainy a page is: by how many shades of 255 its points differ from the points around them."""
    return float(ImageStat.Stat(ImageChops.difference(picture, picture.filter(ImageFilter.MedianFilter(3)))).mean[0])


def smoothings(picture: Image.Image) -> tuple[Image.Image, Image.Image]:
    """Return a grainy page smoothed in two ways: the one suits the grain of a sensor, the other that of a photocopy."""
    return picture.filter(ImageFilter.GaussianBlur(_BLUR)), picture.filter(ImageFilter.MedianFilter(3))


def _lit_evenly(picture: Image.Image) -> Image.Image:
    """Return a picture whose paper is white everywhere: a photograph is darker on one side than on the other."""
    small = picture.reduce(_PATCH).filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.GaussianBlur(3))
    paper = small.resize(picture.size, Image.Resampling.BILINEAR)
    return ImageChops.invert(ImageChops.subtract(paper, picture))


def encode(picture: Image.Image) -> bytes:
    """Return a picture as Tesseract takes it."""
    stream = io.BytesIO()
    picture.save(stream, "PNG", compress_level=1)
    return stream.getvalue()


def decode(data: bytes) -> Image.Image:
    """Return the picture that ``encode`` wrote."""
    return Image.open(io.BytesIO(data), formats=("PNG",))


def find_skew(picture: Image.Image) -> float:
    """Return by how many degrees, anticlockwise, the lines of a page lean; 0 when they are straight or can't be told.

    Lines of text and the white between them make the darkness of a page's rows differ most when the page is straight:
    the angle is the one that makes it so (projection profile).
    """
    look = picture.reduce(max(1, round(max(picture.size) / _LOOK_HEIGHT)))
    rough = max(_angles(0.0, _MOST_SKEWED, _STEP), key=lambda angle: _sharpness(look, angle))
    return max(_angles(rough, _STEP, _FINE_STEP), key=lambda angle: _sharpness(look, angle))


def _angles(around: float, reach: float, step: float) -> list[float]:
    steps = round(reach / step)
    return sorted((around + index * step for index in range(-steps, steps + 1)), key=abs)


def _sharpness(picture: Image.Image, skew: float) -> float:
    straight = picture.rotate(-skew, Image.Resampling.BILINEAR, fillcolor=_PAPER)
    rows = straight.resize((1, straight.height), Image.Resampling.BOX).tobytes()
    return sum((row - following) ** 2 for row, following in pairwise(rows))


def _grey(picture: Image.Image) -> Image.Image:
    """Return a picture in grey on white: what is transparent is paper."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        picture = Image.new("RGBA", layer.size, "white")
        picture.alpha_composite(layer)
    if picture.mode.startswith("I"):  # 16 bits a point, which Pillow would clip
        picture = picture.point(lambda value: value / 256).convert("L")
    return picture.convert("L")
