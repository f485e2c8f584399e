"""The verification of the output: sound files pass, and each kind of damage is found by its own check."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from docx import Document
from docx.shared import Mm

from generator.cli import run as cli
from generator.dossiers.records import FileRecord
from generator.errors import VerificationError
from generator.pdf.conformity import conformity
from generator.progress import Silence
from generator.project import Project, open_project
from generator.runs.making.verify import VerifyRequest, run as verify
from generator.stages.checking import Checked, verify as check
from generator.stages.remembered import Remembered
from generator.workers import dismiss
from tests.runs.amending import codes
from tests.runs.conftest import Built, copy_project, noted, run

HAVELUY = "59292-haveluy/MED_NUM-2025-001"
#: Loaded by processes at their start: the validator can't be told to crash, so it is made to.
CRASH = """
import os, page
def validate(path, real=page.validate_pdf, **options):
    return os._exit(134) if path.endswith({fatal!r}) else real(path, **options)
page.validate_pdf = validate
"""


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Build one commune once."""
    project = copy_project(tmp_path_factory.mktemp("sound"), ["59292"])
    run(project)
    return project


@pytest.fixture
def output(sound: Project, tmp_path: Path) -> Project:
    """Copy the sound output, to be damaged."""
    shutil.copytree(sound.output, tmp_path / sound.output.name)
    return open_project(sound.root, output=tmp_path)


def faults(project: Project) -> dict[str, set[str]]:
    """Return, for each file that is not sound, the checks that found something."""
    return {
        file.path: {failure.check for failure in file.failures}
        for file in verify(project, VerifyRequest(jobs=1), Silence()).files
        if not file.ok
    }


def alter(project: Project, path: str, change: Callable[[pikepdf.Pdf], None]) -> None:
    """Change a PDF and record it anew, so that only its content is wrong."""
    file = project.output / path
    with pikepdf.open(file, allow_overwriting_input=True) as pdf:
        change(pdf)
        pdf.save(file, deterministic_id=True)
    record_again(project, path)


def record_again(project: Project, path: str) -> None:
    """Give the manifest the hash that a changed file has now."""
    manifest: dict[str, Any] = json.loads(project.manifest.read_text(encoding="utf-8"))
    new = FileRecord.of(project.output, path)
    for record in [*manifest["documents"], manifest["recueil"]]:
        for item in record["files"]:
            if item["path"] == path:
                item["sha256"], item["bytes"] = new.sha256, new.bytes
    project.manifest.write_text(json.dumps(manifest), encoding="utf-8")


def drawn(pdf: pikepdf.Pdf, page: int, operators: bytes) -> None:
    """Add an artifact to a page, with the font that its stamp already has."""
    content = b"\n/Artifact <</Type /Pagination>> BDC q " + operators + b" Q EMC\n"
    pdf.pages[page].contents_add(pdf.make_stream(content))


def test_the_real_campaign_passes_as_it_is_made(libreoffice_campaign: Built) -> None:
    """Every file of the 46 dossiers passes every check: packs and recueil by what they are made of."""
    project = libreoffice_campaign.project
    assert len(Remembered.of(project).sound) == count(project, 46)
    assert libreoffice_campaign.report.faulty == ()


def test_dossiers_of_the_real_campaign_pass_from_their_files_alone(tmp_path: Path) -> None:
    """Every file passes every check, on the other engine: some of the 46 dossiers, all with ``WHOLE=1``."""
    project = copy_project(tmp_path, codes())
    run(project)
    files = verify(project, VerifyRequest(jobs=2), Silence()).files
    assert len(files) == count(project, len(codes()))
    assert {file.path: file.failures for file in files if not file.ok} == {}


def count(project: Project, communes: int) -> int:
    """Return how many files communes have: four documents, or five, in two formats, a pack each, and the recueil."""
    return communes * 9 + 2 * len(noted(project)) + 1


def test_the_real_campaign_claims_level_a(campaign: Built) -> None:
    """Each document, each pack and the recueil, on both engines."""
    for path in campaign.project.output.rglob("*.pdf"):
        with pikepdf.open(path) as pdf:
            assert b"<pdfaid:conformance>A<" in pdf.Root.Metadata.read_bytes(), path.name


def test_what_was_signed_at_level_b_still_passes(output: Project) -> None:
    """Files claim PDF/A-2a; those that an earlier version made, which may be signed, claim 2b and are held to it."""

    def lower(pdf: pikepdf.Pdf) -> None:
        packet = pdf.Root.Metadata.read_bytes()
        assert packet.count(b"<pdfaid:conformance>A<") == 1
        pdf.Root.Metadata.write(packet.replace(b"<pdfaid:conformance>A<", b"<pdfaid:conformance>B<"))

    path = f"{HAVELUY}-convention.pdf"
    alter(output, path, lower)
    assert faults(output) == {}
    with pikepdf.open(output.output / path) as pdf:
        pdf.Root.Metadata.write(pdf.Root.Metadata.read_bytes().replace(b">B<", b">U<"))
        pdf.save(output.output / "lowest.pdf")
    assert [one.check for one in conformity(output.output / "lowest.pdf")] == ["PDF/A-2a"]


def test_the_recueil_is_no_larger_than_a_plain_concatenation(campaign: Built, tmp_path: Path) -> None:
    """Tags, stamps and contents included, it takes at most 1.2 times what qpdf makes of the same documents."""
    plain = tmp_path / "plain.pdf"
    with pikepdf.new() as pdf:
        for file in sorted(campaign.project.output.glob("*/*.pdf")):
            if not file.stem.endswith("-pack"):
                with pikepdf.open(file) as document:
                    pdf.pages.extend(document.pages)
        pdf.save(plain, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert campaign.project.recueil.stat().st_size <= 1.2 * plain.stat().st_size


def test_a_missing_an_altered_and_a_strange_file_are_found(output: Project) -> None:
    """The manifest lists what must be there, and nothing else may be."""
    (output.output / f"{HAVELUY}-planning.pdf").unlink()
    with (output.output / f"{HAVELUY}-convention.docx").open("ab") as file:
        file.write(b" ")
    (output.output / "notes.txt").write_text("à moi", encoding="utf-8")
    assert faults(output) == {
        f"{HAVELUY}-planning.pdf": {"manifest"},
        f"{HAVELUY}-convention.docx": {"manifest"},
        "notes.txt": {"manifest"},
    }


def test_without_a_manifest_there_is_nothing_to_verify_against(output: Project) -> None:
    """And the message says how to get one."""
    output.manifest.unlink()
    with pytest.raises(VerificationError, match="conventions build"):
        verify(output, VerifyRequest(jobs=1), Silence())


def test_pages_are_remembered_by_their_stamps(sound: Project) -> None:
    """What a thousand pages say is not held in memory, but where contents are looked into."""
    pack = f"{HAVELUY}-pack.pdf"
    told, whole = (check(Checked(sound.output, pack, contents=contents)).texts for contents in (False, True))
    assert list(told) == [f"MED_NUM-2025-001 — {page}/{len(told)}" for page in range(1, len(told) + 1)]
    assert [text.count(line) for text, line in zip(whole, told, strict=True)] == [1] * len(told)
    assert "Article" in "".join(whole)


def test_a_file_that_kills_the_validator_is_faulty_alone(
    output: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its process dies twice over it; the others are verified, and the report says so in French."""
    path = f"{HAVELUY}-planning.pdf"
    (tmp_path / "sitecustomize.py").write_text(CRASH.format(fatal=path), encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    dismiss()  # a process that an earlier run kept does not load it
    report = verify(output, VerifyRequest(jobs=2), Silence())
    assert len(report.files) == 10
    (faulty,) = report.faulty
    assert faulty.path == path
    assert [failure.message for failure in faulty.failures] == [
        f"le contrôle s’est arrêté deux fois sur {Path(path).name}"
    ]
    assert report.error is VerificationError


def test_a_file_that_is_no_pdf_is_found(output: Project) -> None:
    """Even when the manifest knows it."""
    path = f"{HAVELUY}-planning.pdf"
    (output.output / path).write_bytes(b"%PDF-1.7 nothing")
    record_again(output, path)
    assert faults(output) == {path: {"file"}}


def test_a_lost_tag_tree_is_found(output: Project) -> None:
    """The tree is emptied: the standards' validator may not see it, the two-way check does."""

    def empty(pdf: pikepdf.Pdf) -> None:
        pdf.Root.StructTreeRoot.K = pikepdf.Array()

    alter(output, f"{HAVELUY}-pack.pdf", empty)
    assert "tags" in faults(output)[f"{HAVELUY}-pack.pdf"]


def test_a_lost_standard_is_found(output: Project) -> None:
    """Without its metadata a file is neither PDF/A nor PDF/UA."""

    def strip(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.Metadata

    alter(output, f"{HAVELUY}-convention.pdf", strip)
    assert {"PDF/A-2a", "PDF/UA-1"} <= faults(output)[f"{HAVELUY}-convention.pdf"]


def test_a_font_that_is_not_embedded_is_found(output: Project) -> None:
    """A font program is taken away."""

    def strip(pdf: pikepdf.Pdf) -> None:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item:
                del item["/FontFile2"]

    alter(output, f"{HAVELUY}-convention.pdf", strip)
    assert "fonts" in faults(output)[f"{HAVELUY}-convention.pdf"]


def test_something_in_the_prefectures_corner_is_found(output: Project) -> None:
    """An image stands in the top right corner, one outside the page elsewhere."""

    def image(left: int, bottom: int) -> Callable[[pikepdf.Pdf], None]:
        def draw(pdf: pikepdf.Pdf) -> None:
            size = {"/Width": 1, "/Height": 1, "/BitsPerComponent": 8}
            kind = {
                "/Type": pikepdf.Name.XObject,
                "/Subtype": pikepdf.Name.Image,
                "/ColorSpace": pikepdf.Name.DeviceGray,
            }
            pixel = pikepdf.Stream(pdf, b"\xff", size | kind)
            name = pdf.pages[0].add_resource(pixel, pikepdf.Name.XObject)
            drawn(pdf, 0, f"40 0 0 40 {left} {bottom} cm {name} Do".encode())

        return draw

    alter(output, f"{HAVELUY}-convention.pdf", image(500, 780))
    alter(output, f"{HAVELUY}-planning.pdf", image(580, 100))
    alter(output, f"{HAVELUY}-bordereau.pdf", image(300, 700))
    found = verify(output, VerifyRequest(jobs=1), Silence()).files
    rules = {file.path: {failure.rule for failure in file.failures if failure.check == "layout"} for file in found}
    assert rules[f"{HAVELUY}-convention.pdf"] == {"stamp-zone"}
    assert rules[f"{HAVELUY}-planning.pdf"] == {"page-box"}
    assert rules[f"{HAVELUY}-bordereau.pdf"] == set()


def test_a_turned_page_is_found(output: Project) -> None:
    """A page that is shown sideways is not upright."""

    def turn(pdf: pikepdf.Pdf) -> None:
        pdf.pages[1].Rotate = 90

    alter(output, f"{HAVELUY}-convention.pdf", turn)
    assert "layout" in faults(output)[f"{HAVELUY}-convention.pdf"]


def test_an_empty_page_and_a_wrong_count_are_found(output: Project) -> None:
    """A blank page added to a document is told as such, and the manifest counts one less."""

    def add(pdf: pikepdf.Pdf) -> None:
        pdf.add_blank_page(page_size=(595, 842))

    alter(output, f"{HAVELUY}-planning.pdf", add)
    found = faults(output)[f"{HAVELUY}-planning.pdf"]
    assert {"text", "numbering"} <= found


def test_pages_that_change_places_are_found(output: Project) -> None:
    """Two pages of a pack exchanged: their stamps no longer follow; in the recueil the contents lie."""

    def exchange(pdf: pikepdf.Pdf) -> None:
        second = pdf.pages[1]
        del pdf.pages[1]
        pdf.pages.insert(2, second)

    alter(output, f"{HAVELUY}-pack.pdf", exchange)
    alter(output, "recueil.pdf", exchange)
    found = verify(output, VerifyRequest(jobs=1), Silence()).files
    rules = {file.path: {failure.rule for failure in file.failures} for file in found}
    assert "stamp" in rules[f"{HAVELUY}-pack.pdf"]
    assert "stamp" in rules["recueil.pdf"]


def test_a_tag_left_in_a_document_is_found(output: Project) -> None:
    """A template's tag, an old placeholder or a double space in a DOCX."""
    path = f"{HAVELUY}-planning.docx"
    document = Document(str(output.output / path))
    document.add_paragraph("{{ commune.nom }}  XXXXXX")
    document.save(str(output.output / path))
    record_again(output, path)
    (file,) = [file for file in verify(output, VerifyRequest(jobs=1), Silence()).files if not file.ok]
    assert file.path == path
    assert sorted(failure.rule for failure in file.failures) == ["double-space", "leftover", "leftover", "leftover"]


def test_a_build_verifies_what_it_makes(tmp_path: Path) -> None:
    """A template whose text stands in the prefecture's corner makes documents that do not pass."""
    project = copy_project(tmp_path, ["59292"])
    assert run(project, verify=True).faulty == ()
    template = project.campaign / "planning.docx"
    document = Document(str(template))
    document.sections[0].top_margin = Mm(0)
    document.sections[0].right_margin = Mm(0)
    document.paragraphs[0].insert_paragraph_before("Un texte qui s’étend jusque dans l’angle supérieur droit " * 3)
    document.save(str(template))
    report = run(project, verify=True)
    rules = {file.path: {failure.rule for failure in file.failures} for file in report.faulty}
    assert "stamp-zone" in rules[f"{HAVELUY}-planning.pdf"]
    assert set(rules) == {f"{HAVELUY}-planning.pdf", f"{HAVELUY}-pack.pdf", "recueil.pdf"}


def test_the_command_tells_what_is_wrong_and_exits_with_8(
    output: Project, sound: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """In French, or in JSON with every file; the folder is the output or the campaign's own in it."""
    arguments = ["verify", "--project", str(sound.root)]
    assert cli([*arguments, str(output.output.parent)]) == 0
    assert "10 fichiers contrôlés, 0 avec des défauts." in capsys.readouterr().out
    (output.output / f"{HAVELUY}-planning.pdf").unlink()
    assert cli([*arguments, str(output.output)]) == 8
    assert f"{HAVELUY}-planning.pdf\u00a0: le fichier manque" in capsys.readouterr().out
    assert cli([*arguments, str(output.output), "--json"]) == 8
    files = json.loads(capsys.readouterr().out)["files"]
    assert len(files) == 10
    (faulty,) = [file for file in files if not file["ok"]]
    assert faulty["path"] == f"{HAVELUY}-planning.pdf"
    assert [sorted(failure) for failure in faulty["failures"]] == [["check", "message", "rule"]]


def test_a_replaced_face_is_warned_of_and_then_refused(tmp_path: Path) -> None:
    """The template asks for a face that nobody has: the build says so before, and ends with 8 after."""
    project = copy_project(tmp_path, ["59292"])
    planning = Document(str(project.campaign / "planning.docx"))
    planning.paragraphs[0].runs[0].font.name = "Police Inexistante"
    planning.save(str(project.campaign / "planning.docx"))
    report = run(project, verify=True)
    (warning,) = (problem for problem in report.problems if problem.file == "planning.docx")
    assert "la police Police Inexistante manque : elle sera remplacée par" in warning.message
    assert report.error is VerificationError
    assert [file.path.endswith("planning.pdf") for file in report.faulty] == [True]
    assert [failure.rule for failure in report.faulty[0].failures] == ["replaced"]
