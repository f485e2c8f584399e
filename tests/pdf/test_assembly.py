"""What an assembly promises: one file, archivable and accessible, that keeps each part's tags, links and outline."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pikepdf import String
from pypdf import PdfReader

from generator.errors import Cancelled, EngineError
from generator.pdf.assembly import assemble, begin
from generator.pdf.conversion import ConversionJob
from generator.pdf.engine import Engine
from generator.pdf.makeup import Assembly, ContentsPage, Part
from generator.workers import go_on
from tests.cases import cases
from tests.pdf.conformance import failures, tag_findings
from tests.pdf.conftest import DATE, TITLES, Printed, convert
from tests.pdf.worddocuments import write_word_document


def _outline(pdf: pikepdf.Pdf) -> list[object]:
    """Return the outline as nested lists of titles."""

    def below(holder: pikepdf.Object) -> list[object]:
        titles: list[object] = []
        node = holder.get("/First")
        while node is not None:
            titles.append([str(node.Title), *below(node)])
            node = node.get("/Next")
        return titles

    return below(pdf.Root.Outlines)


def begun(path: Path) -> list[int]:
    """Return the pages, from 1, that the first items of the outline open."""
    reader = PdfReader(path)
    items = (item for item in reader.outline if not isinstance(item, list))
    return [page + 1 for page in map(reader.get_destination_page_number, items) if page is not None]


def _top_parts(pdf: pikepdf.Pdf) -> list[tuple[str, str]]:
    (document,) = pdf.Root.StructTreeRoot.K.as_list()
    assert document.S == "/Document"
    return [(str(kid.S), str(kid.T)) for kid in document.K.as_list()]


def test_a_pack_is_archivable_and_accessible(pack: Path) -> None:
    """A pack passes PDF/A-2a and PDF/UA-1, and every tag of every page leads both ways."""
    assert failures(pack) == []
    assert tag_findings(pack) == []


def test_a_recueil_is_archivable_and_accessible(recueil: Path) -> None:
    """An assembly of packs is one too, though the same pack is in it twice."""
    assert failures(recueil) == []
    assert tag_findings(recueil) == []


def test_each_part_is_a_part_of_the_structure(pack: Path) -> None:
    """Each source's document becomes a part with its title under the one document."""
    with pikepdf.open(pack) as pdf:
        assert _top_parts(pdf) == [("/Part", title) for title in TITLES]


def test_structure_is_recursive(recueil: Path) -> None:
    """In a recueil a commune's part holds its documents' parts."""
    with pikepdf.open(recueil) as pdf:
        assert _top_parts(pdf) == [("/Part", "Recueil des conventions"), ("/Part", "Haveluy"), ("/Part", "Le Quesnoy")]
        commune = pdf.Root.StructTreeRoot.K[0].K[1]
        assert [(str(kid.S), str(kid.T)) for kid in commune.K.as_list()] == [("/Part", title) for title in TITLES]


def test_outline_goes_from_part_to_article(pack: Path) -> None:
    """A document's main title repeats its part's: its articles come directly under the part."""
    articles = [["Article 1"], ["Article 2"], ["Annexe"]]
    with pikepdf.open(pack) as pdf:
        assert _outline(pdf) == [[title, *articles] for title in TITLES]


def test_outline_is_recursive(recueil: Path) -> None:
    """A recueil's outline goes from commune to document to article, after its table of contents."""
    with pikepdf.open(recueil) as pdf:
        contents, haveluy, quesnoy = _outline(pdf)
        documents = [[title, ["Article 1"], ["Article 2"], ["Annexe"]] for title in TITLES]
        assert contents == ["Recueil des conventions"]
        assert haveluy == ["Haveluy", *documents]
        assert quesnoy == ["Le Quesnoy", *documents]


def test_outline_items_open_the_first_page_of_their_part(recueil: Path) -> None:
    """A bookmark of a commune leads where the table of contents says it is."""
    assert begun(recueil) == [1, 2, 8]
    assert len(PdfReader(recueil).pages) == 13


def test_pages_bear_both_stamps(recueil: Path) -> None:
    """A page of a recueil says its place in its pack and in the recueil."""
    text = PdfReader(recueil).pages[7].extract_text()
    assert "N-017 — 1/6" in text
    assert "Recueil — page 8/13" in text


def test_text_of_the_parts_is_kept(pack: Path) -> None:
    """The words of each document are still there, in order."""
    texts = [page.extract_text() for page in PdfReader(pack).pages]
    assert [title in texts[2 * position] for position, title in enumerate(TITLES)] == [True, True, True]


def test_internal_links_stay_within_their_part(engine: Engine, printed: tuple[Printed, ...], pack: Path) -> None:
    """A link to « annexe » in the second document opens the second document's annex."""
    with pikepdf.open(printed[0].pdf) as source:
        links = sum(len(page.obj.get("/Annots", [])) for page in source.pages)
    assert bool(links) is (engine.info.name == "libreoffice")  # the embedded engine makes none
    with pikepdf.open(pack) as pdf:
        pages = [page.obj.objgen for page in pdf.pages]
        for number, page in enumerate(pdf.pages):
            for link in page.obj.get("/Annots", pikepdf.Array()).as_list():
                assert pages.index(link.Dest[0].objgen) // 2 == number // 2
        assert sum(len(page.obj.get("/Annots", [])) for page in pdf.pages) == links * len(TITLES)


def test_the_file_says_what_it_is(pack: Path) -> None:
    """Title, author, language and the one date are the assembly's own."""
    with pikepdf.open(pack) as pdf:
        assert str(pdf.docinfo.Title) == "Dossier d’Haveluy"
        assert str(pdf.docinfo.Author) == "CAPH"
        assert str(pdf.docinfo.CreationDate) == "D:20250314092653Z"
        assert str(pdf.Root.Lang) == "fr-FR"
        assert b"Dossier d\xe2\x80\x99Haveluy" in pdf.Root.Metadata.read_bytes()


def test_the_same_parts_give_the_same_bytes(parts: tuple[Part, ...], pack: Path, tmp_path: Path) -> None:
    """Nothing but the parts, the titles and the date goes into the file."""
    again = tmp_path / "other.pdf"
    assembly = Assembly("Dossier d’Haveluy", "CAPH", parts, DATE, stamp=lambda page, total: f"N-017 — {page}/{total}")
    assemble(assembly, again, go_on)
    assert again.read_bytes() == pack.read_bytes()


def test_fonts_are_kept_once(recueil: Path) -> None:
    """The same pack twice and a table of contents: no font program is there twice."""
    with pikepdf.open(recueil) as pdf:
        programs = [
            found.FontFile2.objgen
            for found in pdf.objects
            if isinstance(found, pikepdf.Dictionary) and "/FontFile2" in found
        ]
        contents = {pdf.get_object(program).read_raw_bytes() for program in programs}
    assert len(programs) == len(contents) > 1


def test_duplex_starts_every_part_on_a_recto(engine: Engine, parts: tuple[Part, ...], tmp_path: Path) -> None:
    """After an odd number of pages a page says that it is blank on purpose, and the stamp counts it."""
    single = write_word_document(tmp_path / "single.docx", "Bordereau", annex=False)
    (conversion,) = convert(engine, [ConversionJob(single.name, single.read_bytes())])
    single.with_suffix(".pdf").write_bytes(conversion.pdf)
    target = tmp_path / "duplex.pdf"
    assembly = Assembly(
        "Dossier",
        "CAPH",
        (Part(single.with_suffix(".pdf"), "Bordereau"), *parts[1:]),
        DATE,
        stamp=lambda page, total: f"{page}/{total}",
        duplex=True,
    )
    assert assemble(assembly, target, go_on) == 6
    assert begun(target) == [1, 3, 5]
    blank = PdfReader(target).pages[1].extract_text()
    assert "Page laissée blanche pour l’impression recto verso" in blank
    assert "2/6" in blank
    assert failures(target) == []
    assert tag_findings(target) == []


def test_duplex_contents_take_a_whole_leaf(parts: tuple[Part, ...], tmp_path: Path) -> None:
    """The first part follows the table of contents on a recto as well."""
    target = tmp_path / "duplex.pdf"
    assembly = Assembly("Recueil", "CAPH", parts, DATE, duplex=True, contents=ContentsPage("Sommaire"))
    assert assemble(assembly, target, go_on) == 8
    assert begun(target) == [1, 3, 5, 7]
    texts = [page.extract_text() for page in PdfReader(target).pages]
    assert "Sommaire" in texts[0]
    assert "Page laissée blanche" in texts[1]
    assert failures(target) == []


def test_what_pages_inherit_is_kept(parts: tuple[Part, ...], tmp_path: Path) -> None:
    """A page that has its rotation from its page tree has it in the assembly too, with its own size."""
    inherited, target = tmp_path / "inherited.pdf", tmp_path / "pack.pdf"
    with pikepdf.open(parts[0].pdf, inherit_page_attributes=False) as pdf:
        size = [float(value) for value in pdf.pages[0].mediabox.as_list()]
        pdf.Root.Pages.Rotate, pdf.Root.Pages.MediaBox = 90, pikepdf.Array([0, 0, 9, 9])
        pdf.save(inherited)
    assemble(Assembly("Dossier", "CAPH", (Part(inherited, "Paysage"),), DATE), target, go_on)
    with pikepdf.open(target) as pdf:
        assert [int(page.obj.Rotate) for page in pdf.pages] == [90, 90]
        assert [float(value) for value in pdf.pages[0].mediabox.as_list()] == size


@cases("said, read", ("en-GB", "en-GB"), ("fr-FR", None), ("FR-fr", None), (None, None))
def test_a_part_in_another_language_is_read_aloud_in_it(
    said: str | None, read: str | None, parts: tuple[Part, ...], tmp_path: Path
) -> None:
    """An annexe in English among French documents; what says none is in French."""
    with pikepdf.open(parts[0].pdf) as pdf:
        del pdf.Root.Lang
        if said:
            pdf.Root.Lang = String(said)
        pdf.save(tmp_path / "annexe.pdf")
    bound = (Part(tmp_path / "annexe.pdf", "Annexe", foreign=True), parts[1])
    assemble(Assembly("Dossier", "CAPH", bound, DATE), tmp_path / "pack.pdf", go_on)
    with pikepdf.open(tmp_path / "pack.pdf") as pdf:
        languages = [part.get("/Lang") for part in pdf.Root.StructTreeRoot.K[0].K.as_list()]
    assert languages == [read, None]
    assert failures(tmp_path / "pack.pdf") == []


def test_one_part_is_an_assembly(parts: tuple[Part, ...], tmp_path: Path) -> None:
    """A pack of one document is made like any other."""
    target = tmp_path / "one.pdf"
    assemble(Assembly("Dossier", "CAPH", parts[:1], DATE), target, go_on)
    assert failures(target) == []
    assert tag_findings(target) == []


def test_no_part_is_an_error(parts: tuple[Part, ...], tmp_path: Path) -> None:
    """A pack of nothing is refused before anything is written."""
    with pytest.raises(EngineError, match=r"dossier\.pdf"):
        assemble(Assembly("Dossier", "CAPH", (), DATE), tmp_path / "dossier.pdf", go_on)
    assert list(tmp_path.iterdir()) == []


def _untagged(source: Path, target: Path) -> None:
    with pikepdf.open(source) as pdf:
        del pdf.Root.StructTreeRoot
        pdf.save(target)


def _no_pages(source: Path, target: Path) -> None:
    with pikepdf.open(source) as pdf:
        del pdf.pages[:]
        pdf.save(target)


def _truncated(source: Path, target: Path) -> None:
    target.write_bytes(source.read_bytes()[:-1000])


def _without_its_last_lines(source: Path, target: Path) -> None:
    """Cut what says where to begin reading: programs that repair guess the rest."""
    with pikepdf.open(source) as pdf:
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    target.write_bytes(target.read_bytes()[:-30])


def _encrypted(source: Path, target: Path) -> None:
    with pikepdf.open(source) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(owner="secret", user=""))


def _locked(source: Path, target: Path) -> None:
    with pikepdf.open(source) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(owner="secret", user="secret"))


def _wrong_types(source: Path, target: Path) -> None:
    with pikepdf.open(source) as pdf:
        pdf.pages[0].obj.StructParents = pikepdf.String("un")
        pdf.save(target)


def _looping_pages(source: Path, target: Path) -> None:
    del source
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"]
    content, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"xref\n0 3\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    target.write_bytes(content + table + b"trailer\n<</Size 3/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(content))


def _endless(source: Path, target: Path) -> None:
    with pikepdf.open(source) as pdf:
        page = pdf.pages[0].obj
        for _ in range(10_000 - len(pdf.pages)):
            pdf.pages.append(
                pikepdf.Page(pdf.make_indirect(pikepdf.Dictionary(Type=page.Type, MediaBox=page.MediaBox)))
            )
        pdf.save(target)


@cases(
    "damage, said",
    (_endless, "a 10000 pages"),
    (_untagged, "n’est pas balisé"),
    (_no_pages, "aucune page"),
    (_truncated, "n’est pas un PDF lisible"),
    (_without_its_last_lines, "n’est pas un PDF lisible"),
    (_encrypted, "est chiffré"),
    (_locked, "mot de passe"),
    (_wrong_types, "structure interne abîmée"),
    (_looping_pages, "n’est pas un PDF lisible"),
)
def test_an_unusable_part_is_named_and_nothing_is_written(
    parts: tuple[Part, ...], tmp_path: Path, damage: object, said: str
) -> None:
    """One clear error with the file's name; an older pack at the target stays as it was."""
    assert callable(damage)
    bad = tmp_path / "mauvais.pdf"
    damage(parts[1].pdf, bad)
    target = tmp_path / "pack.pdf"
    target.write_bytes(b"the pack of an earlier build")
    with pytest.raises(EngineError, match=rf"mauvais\.pdf.*{said}"):
        assemble(Assembly("Dossier", "CAPH", (parts[0], Part(bad, "Mauvais")), DATE), target, go_on)
    assert target.read_bytes() == b"the pack of an earlier build"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mauvais.pdf", "pack.pdf"]


def test_a_failed_write_leaves_the_old_file(
    parts: tuple[Part, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that fails at the last moment costs the new file, not the old one, and leaves nothing else."""

    def fail(*_: object) -> None:
        raise OSError("disque plein")

    target = tmp_path / "1.pdf"
    target.write_bytes(b"old")
    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="disque plein"):
        assemble(Assembly("Dossier", "CAPH", parts, DATE), target, go_on)
    assert [path.name for path in tmp_path.iterdir()] == ["1.pdf"]
    assert target.read_bytes() == b"old"


def test_an_assembly_can_be_stopped_at_each_of_its_steps(parts: tuple[Part, ...], tmp_path: Path) -> None:
    """Before each of the three parts, the stamps, the sharing of resources and the writing; nothing is then left."""
    assembly = Assembly("Dossier", "CAPH", parts, DATE, stamp=lambda page, total: f"{page}/{total}")
    asked: list[None] = []
    assemble(assembly, tmp_path / "whole.pdf", lambda: asked.append(None))
    assert len(asked) == len(parts) + 3
    for step in range(len(asked)):
        left = iter(range(step))

        def check(left: Iterator[int] = left) -> None:
            if next(left, None) is None:
                raise Cancelled("Arrêté.")

        with pytest.raises(Cancelled):
            assemble(assembly, tmp_path / "pack.pdf", check)
        assert [path.name for path in tmp_path.iterdir()] == ["whole.pdf"]


def test_a_missing_part_is_named(parts: tuple[Part, ...], tmp_path: Path) -> None:
    """A file that is not there is said to be missing, in French."""
    missing = replace(parts[0], pdf=tmp_path / "absent.pdf")
    with pytest.raises(EngineError, match=r"absent\.pdf est introuvable"):
        assemble(Assembly("Dossier", "CAPH", (missing,), DATE), tmp_path / "pack.pdf", go_on)


def test_a_damaged_outline_does_not_loop(parts: tuple[Part, ...], tmp_path: Path) -> None:
    """Bookmarks that lead back to themselves are read once."""
    bad = tmp_path / "loop.pdf"
    with pikepdf.open(parts[0].pdf) as pdf:
        pdf.Root.Outlines.First.Next = pdf.Root.Outlines.First
        pdf.save(bad)
    target = tmp_path / "pack.pdf"
    assemble(Assembly("Dossier", "CAPH", (Part(bad, "Boucle"),), DATE), target, go_on)
    with pikepdf.open(target) as pdf:
        assert _outline(pdf) == [["Boucle", ["Article 1"], ["Article 2"], ["Annexe"]]]


def _recueil(parts: tuple[Part, ...], duplex: bool) -> Assembly:
    """Return an assembly of parts with a table of contents."""
    contents = ContentsPage("Recueil", ("des conventions",))
    return Assembly("Recueil", "CAPH", parts, DATE, stamp="R — {}/{}".format, duplex=duplex, contents=contents)


@cases("duplex", False, True)
@cases("early", (1,), (2, 3), (3, 1), (1, 2, 3))
def test_what_was_begun_is_the_same_file(
    parts: tuple[Part, ...], tmp_path: Path, early: tuple[int, ...], duplex: bool
) -> None:
    """Whichever parts were brought in before the others, and in whatever order."""
    assembly = _recueil(parts, duplex)
    assemble(assembly, tmp_path / "whole.pdf", go_on)
    begin(replace(assembly, parts=tuple(parts[number - 1] for number in early)), early)
    assemble(replace(assembly, title="Autre"), tmp_path / "other.pdf", go_on)
    assemble(assembly, tmp_path / "begun.pdf", go_on)
    assert (tmp_path / "begun.pdf").read_bytes() == (tmp_path / "whole.pdf").read_bytes()


def test_a_part_that_changed_meanwhile_is_read_again(parts: tuple[Part, ...], tmp_path: Path) -> None:
    """What was begun with its former file is not in what is made."""
    own = tmp_path / "own.pdf"
    own.write_bytes(parts[0].pdf.read_bytes())
    assembly = _recueil((replace(parts[0], pdf=own), parts[1]), duplex=False)
    begin(assembly, (1, 2))
    own.unlink()
    own.write_bytes(parts[2].pdf.read_bytes())
    assemble(assembly, tmp_path / "begun.pdf", go_on)
    assemble(assembly, tmp_path / "whole.pdf", go_on)
    assert (tmp_path / "begun.pdf").read_bytes() == (tmp_path / "whole.pdf").read_bytes()
