"""What a build verified is not verified again, and what it merges of that is held against it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Name

from generator.dossiers.manifest import Manifest
from generator.pdf.structure import elements
from generator.progress import Clock, Silence
from generator.project import MADE, Project, open_project
from generator.runs.making.verify import VerifyRequest, run as verify
from generator.stages.remembered import Remembered, SoundFile, key
from generator.stages.verification import verify_files
from generator.workers import LocalWorkers
from tests.cases import cases
from tests.runs.conftest import copy_project, run
from tests.runs.making.test_verify import record_again

HAVELUY = "59292-haveluy/MED_NUM-2025-001"
PLANNING, PACK = f"{HAVELUY}-planning.pdf", f"{HAVELUY}-pack.pdf"
Change = Callable[[pikepdf.Pdf], None]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Build two communes once, verified."""
    project = copy_project(tmp_path_factory.mktemp("sound"), ["59292", "59297"])
    report = run(project, verify=True)
    assert report.faulty == ()
    return project


@pytest.fixture
def project(sound: Project, tmp_path: Path) -> Project:
    """Copy the project, to damage it."""
    shutil.copytree(sound.root, tmp_path / "projet")
    return open_project(tmp_path / "projet")


def altered(project: Project, path: str, change: Change) -> None:
    """Change a PDF of the output as another program would have written it, and record it anew."""
    file = project.output / path
    with pikepdf.open(file, allow_overwriting_input=True) as pdf:
        change(pdf)
        pdf.save(file, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    record_again(project, path)


def found(project: Project, *paths: str) -> dict[str, set[str]]:
    """Return what a build that made the files named ``paths`` finds wrong with each."""
    manifest = Manifest.read(project.manifest)
    assert manifest
    clock = Clock(Silence())
    with LocalWorkers(1, clock.check) as workers:
        verified = verify_files(project.output, manifest, paths, workers, clock, Remembered.of(project))
    return {file.path: {failure.check for failure in file.failures} for file in verified}


def memory(project: Project) -> Path:
    """Return the file of what is remembered."""
    return project.root / MADE / f"verifies-{project.campaign.name}.json"


def blank_form(pdf: pikepdf.Pdf) -> None:
    """Draw untagged letters on the first page, under its stamp."""
    page = pdf.pages[0].obj
    before, *own, after = page.Contents.as_list() if isinstance(page.Contents, Array) else [None, page.Contents, None]
    drawn = pdf.make_stream(b"0 0 m 10 10 l S\n")
    page.Contents = Array([item for item in (before, *own, drawn, after) if item is not None])


def swapped(pdf: pikepdf.Pdf) -> None:
    """Exchange what two pages of one document show, each under the stamp of its place."""
    first, second = (pdf.pages[rank].obj for rank in pages_of_the_convention(pdf))
    contents = first.Contents.as_list(), second.Contents.as_list()
    first.Contents = Array([contents[0][0], *contents[1][1:-1], contents[0][-1]])
    second.Contents = Array([contents[1][0], *contents[0][1:-1], contents[1][-1]])
    first.Resources, second.Resources = second.Resources, first.Resources


def pages_of_the_convention(pdf: pikepdf.Pdf) -> tuple[int, int]:
    """Return two pages in the middle of a pack, which are of one document."""
    return len(pdf.pages) - 4, len(pdf.pages) - 3


def without_tags(pdf: pikepdf.Pdf) -> None:
    """Cut a part from the tree."""
    del pdf.Root.StructTreeRoot.K[0].K[0]


def without_claim(pdf: pikepdf.Pdf) -> None:
    """Lose the metadata."""
    del pdf.Root.Metadata


def mistitled(pdf: pikepdf.Pdf) -> None:
    """Lose a font of the stamps, which the merge added."""
    for name, font in pdf.pages[0].obj.Resources.Font.items():
        if name.startswith("/Stamp"):
            del font.DescendantFonts[0].FontDescriptor.FontFile2


def in_the_corner(pdf: pikepdf.Pdf) -> None:
    """Move the stamp of a page into the corner of the prefecture's."""
    page = pdf.pages[0].obj
    *others, after = page.Contents.as_list()
    moved = after.read_bytes().replace(b"1 0 0 1 0 0 cm", b"1 0 0 1 0 800 cm")
    assert moved != after.read_bytes()
    page.Contents = Array([*others, pdf.make_stream(moved)])


def first_of(pdf: pikepdf.Pdf, role: str) -> pikepdf.Object:
    """Return the first element of the tags that plays a role."""
    return next(one for one in elements(pdf.Root.StructTreeRoot) if one.get("/S") == role)


def misordered(pdf: pikepdf.Pdf) -> None:
    """Have a heading skip levels."""
    first_of(pdf, "/H2").S = Name.H5


def without_scope(pdf: pikepdf.Pdf) -> None:
    """Have the headers of a table say nothing of what they head."""
    del first_of(pdf, "/TH").A


def senseless(pdf: pikepdf.Pdf) -> None:
    """Give an element a role that nobody knows."""
    first_of(pdf, "/LBody").S = Name("/Rien")


def test_a_sound_pack_and_recueil_pass_by_their_pages(project: Project) -> None:
    """As they were found in the build."""
    assert found(project, PACK, "recueil.pdf") == {PACK: set(), "recueil.pdf": set()}
    memory(project).unlink()
    assert found(project, PACK, "recueil.pdf") == {PACK: set(), "recueil.pdf": set()}


@cases(
    "change, check",
    (blank_form, "PDF/UA-1"),
    (swapped, "tags"),
    (without_tags, "tags"),
    (without_claim, "PDF/A-2a"),
    (mistitled, "fonts"),
    (in_the_corner, "layout"),
    (misordered, "PDF/UA-1"),
    (without_scope, "PDF/UA-1"),
    (senseless, "PDF/UA-1"),
)
def test_a_merge_that_went_wrong_is_found(project: Project, change: Change, check: str) -> None:
    """Whatever is not a page of a verified part, to the byte, is verified as it is."""
    altered(project, PACK, change)
    assert check in found(project, PACK)[PACK]


@cases(
    "change, check",
    (without_tags, "tags"),
    (without_claim, "PDF/A-2a"),
    (misordered, "PDF/UA-1"),
    (without_scope, "PDF/UA-1"),
    (senseless, "PDF/UA-1"),
)
def test_a_recueil_that_went_wrong_is_found(project: Project, change: Change, check: str) -> None:
    """Its tags and the rest are verified apart, at the same time; neither is forgotten."""
    altered(project, "recueil.pdf", change)
    assert check in found(project, "recueil.pdf")["recueil.pdf"]


def test_a_page_that_the_merge_lost_is_found(project: Project) -> None:
    """Even where nothing else is wrong: a part is there whole."""
    with pikepdf.open(project.output / PACK) as pdf:
        lost = pages_of_the_convention(pdf)[0]

    def lose(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[lost]

    altered(project, PACK, lose)
    assert "composition" in found(project, PACK)[PACK]


def test_a_faulty_part_makes_its_pack_faulty(project: Project) -> None:
    """Its pages are not taken as sound: the pack that holds them is verified with them."""
    altered(project, PLANNING, blank_form)
    assert "PDF/UA-1" in found(project, PLANNING)[PLANNING]

    def spoilt_too(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[-1].obj
        *others, after = page.Contents.as_list()
        page.Contents = Array([*others, pdf.make_stream(b"0 0 m 10 10 l S\n"), after])

    altered(project, PACK, spoilt_too)
    assert "PDF/UA-1" in found(project, PACK)[PACK]


def test_what_is_remembered_is_not_verified_again(project: Project) -> None:
    """A build finds nothing wrong with a file that is said to be sound; ``verify`` looks at the file."""
    altered(project, PLANNING, blank_form)
    manifest = Manifest.read(project.manifest)
    assert manifest
    told = json.loads(memory(project).read_text(encoding="utf-8"))
    record = next(one for one in manifest.documents if one.files[-1].path == PLANNING)
    told["sound"][key(record, record.files[-1])] = ["", []]
    memory(project).write_text(json.dumps(told), encoding="utf-8")
    assert found(project, PLANNING) == {PLANNING: set()}
    faulty = verify(project, VerifyRequest(jobs=1), Silence()).faulty
    assert [file.path for file in faulty] == [PLANNING]


def test_a_fault_is_told_until_it_is_mended(project: Project) -> None:
    """A second build makes nothing, and still fails: what is faulty does not become sound by standing there."""
    altered(project, PLANNING, blank_form)
    for _ in range(2):
        report = run(project, verify=True)
        assert PLANNING in {file.path for file in report.faulty}
        assert {outcome.state for outcome in report.outcomes if outcome.group == "document"} == {"unchanged"}


def test_what_was_made_without_verification_is_verified_by_the_next_build(project: Project) -> None:
    """Nothing is to be made, and all that nobody has looked at is looked at."""
    memory(project).unlink()
    altered(project, PLANNING, blank_form)
    assert run(project).faulty == ()
    assert PLANNING in {file.path for file in run(project, verify=True).faulty}


def test_what_is_known_stays_known_when_it_is_made_again(project: Project) -> None:
    """A document that came out as it was: its pages are those by which its pack and the recueil are known."""
    before = Remembered.of(project).sound
    assert found(project, PLANNING, PACK) == {PLANNING: set(), PACK: set()}
    assert Remembered.of(project).sound == before


def test_no_pages_of_a_recueil_are_remembered(project: Project) -> None:
    """Nothing is merged of it."""
    manifest = Manifest.read(project.manifest)
    assert manifest
    assert manifest.recueil
    (file,) = manifest.recueil.files
    assert Remembered.of(project).sound[key(manifest.recueil, file)] == SoundFile()


@cases("damage", "", "[]", '{"by": 1, "sound": {}}', '{"by": [], "sound": 3}')
def test_a_damaged_memory_is_none(project: Project, damage: str) -> None:
    """Everything is verified again."""
    assert Remembered.of(project).sound
    memory(project).write_text(damage, encoding="utf-8")
    assert Remembered.of(project).sound == {}


def test_another_version_remembers_nothing(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The validator, or the program, may find today what it did not find then."""
    monkeypatch.setattr("generator.stages.remembered.version", lambda name: "0")
    assert Remembered.of(project).sound == {}
