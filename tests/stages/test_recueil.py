"""Where a thick recueil is cut, and that its volumes are made, verified, kept and taken back as one recueil."""

from __future__ import annotations

import functools
import json
from dataclasses import replace

import pikepdf
from pypdf import PdfReader

from generator.dossiers.manifest import Manifest
from generator.dossiers.outcomes import Outcome
from generator.dossiers.records import DocumentRecord, FileRecord
from generator.pdf.makeup import Elsewhere
from generator.progress import Silence
from generator.project import Project
from generator.runs.making.build import BuildRequest, run as build
from generator.runs.making.verify import VerifyRequest, run as verify
from generator.stages.recueil import in_volumes, stamp_recueil
from generator.stages.volumes import Volume
from generator.stages.workspace import Workspace


def packed(rank: int, pages: int) -> Outcome:
    """Return a pack of so many pages."""
    record = DocumentRecord("59292", f"C{rank}", "pack", f"N-{rank}", "i", "", (FileRecord("p.pdf", "s", 1, pages),))
    return Outcome.of(record, "built", "")


def recueil(*packs: Outcome, duplex: bool = False) -> Volume:
    """Return a recueil of packs."""
    titles = tuple(pack.commune for pack in packs)
    stamped = functools.partial(stamp_recueil, 0)
    whole = Volume("", "", "recueil", "", "recueil.pdf", "Recueil", "Objet", "EPCI", packs, titles, stamped)
    return replace(whole, contents=True, duplex=duplex)


def test_a_recueil_that_is_not_too_thick_is_one_file(space: Workspace) -> None:
    """Its contents take a page: of two packs of ten, twenty-one in all."""
    whole = recueil(packed(1, 10), packed(2, 10))
    assert in_volumes(whole, 21, space) == [whole]
    assert len(in_volumes(whole, 20, space)) == 2


def test_a_volume_has_as_many_packs_as_fit_and_the_first_names_all(space: Workspace) -> None:
    """None is cut, one that is thicker than a volume has its own; where each begins is known before any is made."""
    volumes = in_volumes(recueil(*(packed(rank, pages) for rank, pages in enumerate((10, 9, 5, 30, 1), 1))), 20, space)
    assert [[member.number for member in one.members] for one in volumes] == [["N-1", "N-2"], ["N-3"], ["N-4"], ["N-5"]]
    assert [(one.kind, one.path) for one in volumes[:2]] == [
        ("recueil", "recueil-1.pdf"),
        ("recueil-2", "recueil-2.pdf"),
    ]
    assert [one.contents for one in volumes] == [True, False, False, False]
    assert volumes[0].elsewhere == (
        Elsewhere("C3", "N-3", "recueil-2.pdf", 2, 1),
        Elsewhere("C4", "N-4", "recueil-3.pdf", 3, 1),
        Elsewhere("C5", "N-5", "recueil-4.pdf", 4, 1),
    )
    assert [one.title.replace("\u00a0", " ") for one in volumes[:2]] == [
        "Recueil, volume 1 — Objet",
        "Recueil, volume 2 — Objet",
    ]
    assert volumes[1].stamp(3, 5) == "Recueil, volume 2 — page 3/5"


def test_for_two_sided_printing_each_pack_begins_on_a_recto(space: Workspace) -> None:
    """The blank pages count too."""
    first, second = in_volumes(recueil(packed(1, 3), packed(2, 3), packed(3, 3), duplex=True), 9, space)
    assert [len(first.members), len(second.members)] == [2, 1]


def test_what_was_never_made_cannot_be_counted(space: Workspace) -> None:
    """It is told as a whole; what is to be made again has the pages that it had."""
    known, new = packed(1, 10), replace(packed(2, 10), record=None)
    whole = recueil(known, new)
    assert in_volumes(whole, 15, space) == [whole]
    assert known.record is not None
    before = replace(known.record, number="N-2")
    again = replace(space, previous=Manifest("x", "", "", (before,)))
    assert len(in_volumes(whole, 15, again)) == 2


def test_volumes_are_made_verified_and_kept_like_one(small_project: Project) -> None:
    """Two of three communes: links into both, only what changed made again, one file once the limit is lifted."""
    settings = small_project.campaign / "campaign.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("[pack]\n", "[pack]\nrecueil_pages = 25\n", 1), encoding="utf-8")
    request = BuildRequest(engine="embedded", verify=False)
    report = build(small_project, request, Silence())
    output = small_project.output
    assert sorted(path.name for path in output.glob("*.pdf")) == ["recueil-1.pdf", "recueil-2.pdf"]
    assert [record.kind for record in report.manifest.volumes] == ["recueil", "recueil-2"]
    with pikepdf.open(output / "recueil-1.pdf") as pdf:
        (link,) = [one for one in pdf.pages[0].obj.Annots.as_list() if "/A" in one]
        assert (str(link.A.S), str(link.A.F.F), int(link.A.D[0])) == ("/GoToR", "recueil-2.pdf", 0)
    head = PdfReader(output / "recueil-1.pdf").pages[0].extract_text()
    last = report.manifest.documents[-1].number
    assert last in head
    assert "vol. 2, p. 1" in head

    rows = small_project.communes.read_text(encoding="utf-8")
    small_project.communes.write_text(rows.rstrip().rpartition("\n")[0] + "\n" + _moved(rows), encoding="utf-8")
    again = build(small_project, request, Silence())
    assert [one.kind for one in again.outcomes if one.group == "volume" and one.state == "built"] == ["recueil-2"]
    assert [file for file in verify(small_project, VerifyRequest(), Silence()).files if not file.ok] == []

    manifest = json.loads(small_project.manifest.read_text(encoding="utf-8"))
    first, second = manifest["recueil"]["files"][0], manifest["others"][0]["files"][0]
    (output / second["path"]).write_bytes((output / first["path"]).read_bytes())
    second |= {name: first[name] for name in ("sha256", "bytes", "pages")}
    small_project.manifest.write_text(json.dumps(manifest), encoding="utf-8")
    faulty = {
        file.path: file.failures for file in verify(small_project, VerifyRequest(), Silence()).files if not file.ok
    }
    assert list(faulty) == ["recueil-2.pdf"]
    assert {failure.rule for failure in faulty["recueil-2.pdf"]} == {"stamp"}

    settings.write_text(text, encoding="utf-8")
    whole = build(small_project, request, Silence())
    assert sorted(path.name for path in output.glob("*.pdf")) == ["recueil.pdf"]
    assert (len(whole.manifest.volumes), whole.manifest.others) == (1, ())


def _moved(rows: str) -> str:
    """Return the last row with another place for the slot."""
    return rows.rstrip().rpartition("\n")[2].replace(";Mairie;", ";Salle des fêtes;") + "\n"
