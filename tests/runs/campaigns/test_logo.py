"""A logo that is handed in: a picture of the campaign's folder, which campaign.toml names."""

from __future__ import annotations

import io
import zipfile

import pytest
from PIL import Image

from generator.errors import DataError, UsageError
from generator.inputs.campaignfile import read_campaign
from generator.progress import Silence
from generator.project import Project
from generator.runs.campaigns import logo
from generator.runs.campaigns.logo import LogoReport, LogoRequest
from generator.safekeeping.versions import versions_of
from tests.cases import cases
from tests.runs.conftest import run


def picture(colour: str, mode: str = "RGB", size: tuple[int, int] = (40, 20)) -> bytes:
    """Return a PNG of one colour."""
    file = io.BytesIO()
    Image.new(mode, size, colour).save(file, "PNG")
    return file.getvalue()


def photograph(mode: str) -> bytes:
    """Return a JPEG; that of a press, in CMYK, begins as Photoshop writes it."""
    file = io.BytesIO()
    Image.effect_noise((80, 40), 60).convert(mode).save(file, "JPEG")
    return file.getvalue()


def take(project: Project, data: bytes, text: str = "Logo de l’EPCI") -> LogoReport:
    """Hand in a logo."""
    return logo.run(project, LogoRequest("logo.png", data, text), Silence())


def test_a_logo_is_printed_by_the_next_build(small_project: Project) -> None:
    """Another one takes no other's place; the settings before it are kept, and nothing else of them changes."""
    settings = small_project.campaign / "campaign.toml"
    before = settings.read_text(encoding="utf-8")
    assert logo.run(small_project, LogoRequest(), Silence()).name == ""
    assert take(small_project, picture("red"), 'Logo  de "La Porte"').name == "logo.png"
    named = '[pack]\nlogo = "logo.png"\nlogo_texte = "Logo de \\"La Porte\\""\n'
    assert settings.read_text(encoding="utf-8") == before.replace("[pack]\n", named)
    assert take(small_project, picture("blue")).name == "logo (2).png"
    campaign, problems = read_campaign(small_project.campaign)
    assert not problems
    assert (campaign.logo, campaign.logo_texte) == (small_project.campaign / "logo (2).png", "Logo de l’EPCI")
    assert len(versions_of(small_project.root, "templates/mediation-numerique/campaign.toml")) == 2
    run(small_project, engine="embedded", communes=("59292",))
    (made,) = small_project.output.glob("59292-*/*-convention.docx")
    with zipfile.ZipFile(made) as document:
        assert picture("blue") in [document.read(name) for name in document.namelist() if "/media/" in name]


@cases(
    "data, told",
    (b"%PDF-1.7", "n’est pas une image lisible"),
    (picture("#fff", "I;16"), "16 bits par couleur"),
    (picture("red").replace(b"IDAT", b"IDAX"), "n’est pas une image lisible"),
    (photograph("RGB")[:-400], "n’est pas une image lisible"),
    (picture("red")[:16] + bytes(4) + picture("red")[20:], "n’est pas une image lisible"),
    (picture("#fff", "1", (11_000, 10_000)), "a plus de 100 millions de points"),
    (picture("#fff", "1", (20_000, 20_000)), "a plus de 100 millions de points"),
)
def test_what_an_engine_would_leave_blank_is_refused(small_project: Project, data: bytes, told: str) -> None:
    """Nothing is written."""
    with pytest.raises(UsageError, match=told):
        take(small_project, data)
    assert not (small_project.campaign / "logo.png").exists()


def test_a_jpeg_of_a_press_is_printed(small_project: Project) -> None:
    """It has none of the heads by which a DOCX tells a JPEG, and four colours."""
    logo.run(small_project, LogoRequest("logo.jpg", photograph("CMYK"), "Logo"), Silence())
    run(small_project, engine="embedded", communes=("59292",))
    (made,) = small_project.output.glob("59292-*/*-convention.docx")
    with zipfile.ZipFile(made) as document:
        (name,) = [name for name in document.namelist() if "/media/" in name]
        with Image.open(io.BytesIO(document.read(name))) as found:
            assert (found.format, found.size) == ("JPEG", (80, 40))


def test_settings_without_the_table_are_left_alone(small_project: Project) -> None:
    """Nor is the picture there then."""
    settings = small_project.campaign / "campaign.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("[pack]\n", ""), encoding="utf-8")
    with pytest.raises(DataError, match="n’y est pas écrite ainsi"):
        take(small_project, picture("red"))
    assert not (small_project.campaign / "logo.png").exists()
