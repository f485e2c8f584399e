"""Redlines of the real convention and planning: what accepting and refusing their changes gives."""

from __future__ import annotations

import copy
import datetime
import io
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.text.paragraph import Paragraph

from generator.avenants.consolidation import consolidate
from generator.avenants.redline import redline
from generator.avenants.tracking import resolve
from generator.errors import DataError
from generator.pdf.soffice import find_soffice
from generator.word.ordinals import raise_ordinals
from generator.word.package import WORD
from tests.avenants.acts import body, changes, convention, edited, found, planning
from tests.avenants.revisions import COMES, GOES, main_part, plain, settled

AUTHOR = "La Porte du Hainaut"
DATE = datetime.datetime(2025, 12, 1, tzinfo=datetime.UTC)


def consolidated() -> bytes:
    return raise_ordinals(consolidate(convention(), changes(), DATE.date()))


def tracked(former: bytes, new: bytes) -> bytes:
    return redline(former, new, AUTHOR, DATE)


def words(docx: bytes, names: tuple[str, ...]) -> list[str]:
    """Return the texts of the changes of these kinds, those of paragraph marks left out."""
    said = ("".join(change.itertext()) for change in main_part(docx).iter(*names))
    return [text for text in said if text]


def add_item(document: WordDocument) -> None:
    item = found(document, "1 h pour des rendez-vous")
    added = copy.deepcopy(item._p)
    item._p.addnext(added)
    Paragraph(added, item._parent).runs[0].text = "un atelier par trimestre."


def remove_paragraph(document: WordDocument) -> None:
    paragraph: Any = found(document, "Leur bureau")._p
    paragraph.getparent().remove(paragraph)


def change_heading(document: WordDocument) -> None:
    found(document, "Article 4 :").runs[0].text = "Article 4 : Interventions et permanences"


def change_control(document: WordDocument) -> None:
    text = next(control.find(f".//{WORD}t") for control in document.element.body.iter(WORD + "sdt"))
    text.text = "2025-02-10"


def change_format(document: WordDocument) -> None:
    found(document, "Leur bureau").runs[0].bold = True
    found(document, "Durant ces temps").style = document.styles["List Bullet"]


def add_row(document: WordDocument) -> None:
    row = document.tables[-1].rows[3]._tr
    added = copy.deepcopy(row)
    row.addnext(added)
    next(added.iter(WORD + "t")).text = "le vendredi 5 décembre 2025"


def remove_row(document: WordDocument) -> None:
    row: Any = document.tables[-1].rows[3]._tr
    row.getparent().remove(row)


def add_table(document: WordDocument) -> None:
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 1).text = "Période", "quatre accompagnements"


def end_otherwise(document: WordDocument) -> None:
    document.add_paragraph("Le planning est annexé à la présente convention.")


def new_style(document: WordDocument) -> None:
    document.styles.add_style("Encadré", 1)
    found(document, "Leur bureau").style = document.styles["Encadré"]


CONVENTION = [
    add_item,
    remove_paragraph,
    change_heading,
    change_control,
    change_format,
    add_table,
    end_otherwise,
    new_style,
]
CASES = [(convention, change) for change in CONVENTION] + [(planning, change) for change in (add_row, remove_row)]


@pytest.mark.parametrize(("former", "change"), CASES, ids=[change.__name__ for _, change in CASES])
def test_accepted_it_is_the_new_document_and_refused_the_former(
    former: Callable[[], bytes], change: Callable[[WordDocument], None]
) -> None:
    """Element by element, with formats, tables and controls; by code that is not the program's."""
    new = edited(former(), change)
    result = tracked(former(), new)
    assert plain(settled(result, accept=True)) == plain(main_part(new))
    assert plain(settled(result, accept=False)) == plain(main_part(former()))
    assert next(main_part(result).iter(*COMES, *GOES, WORD + "pPrChange", WORD + "rPrChange"), None) is not None


@pytest.mark.parametrize("side", ["consolidated", "planning"])
def test_a_consolidated_convention_and_a_new_planning_resolve_to_both_versions(side: str) -> None:
    """What an avenant makes: articles reworded with their notes, every date of the calendar moved."""
    former, new = (
        (convention(), consolidated()) if side == "consolidated" else (planning(), planning("mercredi", "matin"))
    )
    result = tracked(former, new)
    assert plain(settled(result, accept=True)) == plain(main_part(new))
    assert plain(settled(result, accept=False)) == plain(main_part(former))
    assert body(resolve(result, "new")) == body(new)
    assert body(resolve(result, "former")) == body(former)


def test_libreoffice_reads_the_same_changes(tmp_path: Path) -> None:
    """Opened and saved by LibreOffice, the redlines still resolve to the former and to the new text."""
    cases = {"convention": (convention(), consolidated()), "planning": (planning(), planning("mercredi", "matin"))}
    for name, (former, new) in cases.items():
        (tmp_path / f"{name}.docx").write_bytes(tracked(former, new))
    files = [str(tmp_path / f"{name}.docx") for name in cases]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(find_soffice().path), profile, "--headless", "--convert-to", "docx", "--outdir", f"{tmp_path}/saved"]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=120)
    for name, (former, new) in cases.items():
        saved = (tmp_path / "saved" / f"{name}.docx").read_bytes()
        assert next(main_part(saved).iter(*GOES), None) is not None
        assert body(resolve(saved, "former")) == body(former)
        assert body(resolve(saved, "new")) == body(new)


def test_only_the_words_that_change_are_marked() -> None:
    """The date of the term, not its sentence; an inserted note is not compared with the text that follows it."""
    result = tracked(convention(), consolidated())
    assert "30\u00a0juin 2026" in words(result, GOES)
    assert "31\u00a0décembre 2027" in words(result, COMES)
    assert words(result, COMES).count("(modifié par l’avenant n°\u00a01)") == 2


def test_a_row_that_comes_is_not_compared_with_the_next_ones() -> None:
    """Though the hours change in every row, each keeps its date."""

    def change_hours(document: WordDocument) -> None:
        add_row(document)
        for text in document.element.body.iter(WORD + "t"):
            text.text = (text.text or "").replace("14\u00a0h", "9\u00a0h")

    result = tracked(planning(), edited(planning(), change_hours))
    assert set(words(result, GOES)) == {"14"}
    assert "le vendredi 5 décembre 2025" in words(result, COMES)


def test_an_ordinal_that_is_now_raised_is_no_change() -> None:
    """What was signed when « 1er » was printed flat differs from what is written now in its real changes alone."""

    def flatten(document: WordDocument) -> None:
        for mark in list(document.element.body.iter(WORD + "vertAlign")):
            mark.getparent().remove(mark)

    flat = edited(planning(), flatten)
    assert next(main_part(planning()).iter(WORD + "vertAlign"), None) is not None
    assert not list(main_part(tracked(flat, planning())).iter(*COMES, *GOES, WORD + "rPrChange"))


def test_every_change_bears_the_author_and_the_date_given() -> None:
    """Never the name of whoever runs the program, nor today's date; each has a number of its own."""
    marks = list(main_part(tracked(convention(), consolidated())).iter(*COMES, *GOES))
    said = {(mark.get(WORD + "author"), mark.get(WORD + "date")) for mark in marks}
    assert said == {(AUTHOR, "2025-12-01T00:00:00Z")}
    assert len({mark.get(WORD + "id") for mark in marks}) == len(marks)


def test_the_same_versions_give_the_same_bytes() -> None:
    """And nothing of the comparison's own marks is left in them."""
    result = tracked(convention(), consolidated())
    assert result == tracked(convention(), consolidated())
    with zipfile.ZipFile(io.BytesIO(result)) as package:
        assert "\ue000".encode() not in package.read("word/document.xml")


def test_the_title_tells_what_it_is() -> None:
    """That of the new version, with « modifications apparentes »."""
    title = Document(io.BytesIO(tracked(convention(), consolidated()))).core_properties.title
    assert str(title).endswith("version consolidée au 1er\u00a0décembre 2025 – modifications apparentes")


def test_runs_are_not_left_cut_at_each_word() -> None:
    """What stays on each side of a change is one run."""
    paragraph = found(Document(io.BytesIO(tracked(convention(), consolidated()))), "notification et s’appliquera")
    assert paragraph.runs[0].text.endswith("s’appliquera jusqu’au ")


def test_a_style_that_only_the_new_version_has_comes_with_it() -> None:
    """Else the paragraph would lose its format without a mark."""
    result = tracked(convention(), edited(convention(), new_style))
    assert "Encadré" in [style.name for style in Document(io.BytesIO(result)).styles]


def test_a_version_that_has_tracked_changes_already_is_refused() -> None:
    """Whose they are could not be told any more."""
    result = tracked(convention(), consolidated())
    with pytest.raises(DataError, match="modifications suivies"):
        tracked(result, consolidated())


def test_identical_versions_have_no_changes() -> None:
    """Nothing is marked."""
    assert list(main_part(tracked(planning(), planning())).iter(*COMES, *GOES)) == []
