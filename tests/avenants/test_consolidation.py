"""The consolidated version of a convention that was signed."""

from __future__ import annotations

import datetime
import io
import zipfile

import pytest
from docx import Document
from docx.document import Document as WordDocument
from lxml import etree

from generator.avenants.articles import Alinea, read_articles
from generator.avenants.consolidation import ArticleChange, consolidate, replace_in_article
from generator.errors import DataError
from generator.word.package import WORD, open_package
from tests.avenants.acts import body, changes, convention, edited, find_article, found
from tests.cases import cases
from tests.rendering.templates import template

DATE = datetime.date(2025, 12, 1)
VERSION = (
    "Version consolidée au 1er décembre 2025, établie pour information : "
    "seuls font foi la convention et ses avenants signés"
)


def consolidated() -> bytes:
    return consolidate(convention(), changes(), DATE)


def styles(docx: bytes, words: str) -> list[str]:
    """Return the styles of the paragraphs that hold these words."""
    paragraphs = Document(io.BytesIO(docx)).paragraphs
    return [str(paragraph.style and paragraph.style.name) for paragraph in paragraphs if words in paragraph.text]


def parts(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return {name: package.read(name) for name in package.namelist()}


def blocks(docx: bytes) -> list[bytes]:
    element = open_package(docx).document.find(WORD + "body")
    return [] if element is None else [etree.tostring(block, method="c14n") for block in element]


def test_changed_articles_read_as_their_new_wording_and_the_others_as_before() -> None:
    """What the avenants say is what the consolidated convention says, article by article."""
    wordings = {change.number: change.alineas for change in changes()}
    assert wordings.keys() <= {article.number for article in read_articles(consolidated())}
    for before, after in zip(read_articles(convention()), read_articles(consolidated()), strict=True):
        assert after.heading == before.heading
        assert after.alineas == wordings.get(before.number, before.alineas)
        assert after.avenants == ((1,) if before.number in wordings else ())


def test_the_version_is_told_under_the_title_and_the_avenant_under_the_heading() -> None:
    """And in the title of the file."""
    lines = body(consolidated())
    assert lines[1:3] == ["Convention n° MED_NUM-2025-017", VERSION]
    assert lines[lines.index("Article 4 : Interventions") + 1] == "(modifié par l’avenant n° 1)"
    assert Document(io.BytesIO(consolidated())).core_properties.title == (
        "Convention MED_NUM-2025-017 – Haveluy – version consolidée au 1er\u00a0décembre 2025"
    )


def test_everything_else_is_untouched() -> None:
    """The other parts of the file byte for byte; all but the new and the reworded paragraphs element by element."""
    before, after = parts(convention()), parts(consolidated())
    assert [name for name in before if before[name] != after[name]] == ["word/document.xml", "docProps/core.xml"]
    gone = [block for block in blocks(convention()) if block not in blocks(consolidated())]
    assert len(gone) == 3  # an item and the term, reworded; the place of the office, replaced


def test_content_controls_survive() -> None:
    """Those of the deliberation and of the signature, with their tags."""
    tags = [tag.get(WORD + "val") for tag in open_package(consolidated()).document.iter(WORD + "tag")]
    assert tags == ["deliberation.numero", "deliberation.numero", "deliberation.date", "signature.date"]


def test_new_paragraphs_take_the_format_of_their_like() -> None:
    """An item that of items, text after a list that of such text, other text that of text."""
    wording = (Alinea("Avant."), Alinea("un point,", 1), Alinea("un détail.", 2), Alinea("Après."), Alinea("Encore."))
    docx = consolidate(convention(), [ArticleChange("9", wording, 1)], DATE)
    assert [styles(docx, alinea.text) for alinea in wording] == [
        ["Normal"],
        ["List Bullet"],
        ["List Bullet 2"],
        ["Texte après une liste"],
        ["Normal"],
    ]
    assert body(docx)[-3:] == body(convention())[-3:]


def test_words_that_stay_keep_their_format() -> None:
    """A term in bold stays in bold when its date changes."""

    def embolden(document: WordDocument) -> None:
        paragraph = found(document, "30 juin 2026")
        before, _, after = paragraph.text.partition("30\u00a0juin 2026")
        paragraph.runs[0].text = before
        paragraph.add_run("30\u00a0juin 2026").bold = True
        paragraph.add_run(after)

    docx = consolidate(edited(convention(), embolden), changes()[1:], DATE)
    runs = found(Document(io.BytesIO(docx)), "31 décembre 2027").runs
    assert [run.text for run in runs if run.bold] == ["31\u00a0décembre 2027"]


def test_without_a_list_in_the_document_an_item_begins_with_a_dash() -> None:
    """There is no format to take."""
    docx = template("Article 1 : Objet", "La Commune prête une salle.")
    change = ArticleChange("1", (Alinea("La Commune prête :"), Alinea("une salle.", 1)), 1)
    assert body(consolidate(docx, [change], DATE))[-2:] == ["La Commune prête :", "– une salle."]


def test_the_next_consolidation_starts_from_the_last() -> None:
    """One line of version, one note an article with all its avenants, and no change to what the first one made."""
    again = ArticleChange("4", find_article(consolidated(), "4").alineas[:3], 2)
    docx = consolidate(consolidated(), [again], datetime.date(2026, 7, 1))
    lines = body(docx)
    assert [line for line in lines if line.startswith("Version")] == [VERSION.replace("décembre 2025", "juillet 2026")]
    assert [line for line in lines if line.startswith("(modifié")] == [
        "(modifié par les avenants n° 1 et n° 2)",
        "(modifié par l’avenant n° 1)",
    ]
    assert find_article(docx, "4").alineas == again.alineas
    assert str(Document(io.BytesIO(docx)).core_properties.title).count("consolidée") == 1


def test_the_same_changes_give_the_same_bytes() -> None:
    """Whenever they are made."""
    assert consolidate(convention(), changes(), DATE) == consolidate(convention(), changes(), DATE)


def test_a_passage_is_replaced_whatever_its_spaces_and_apostrophes() -> None:
    """Who writes « 30 juin » need not know of the no-break space, nor of ’."""
    (first, *others) = replace_in_article(
        find_article(convention(), "5.1"), "s'appliquera jusqu'au 30 juin 2026", "vaut pour 2027"
    )
    assert first.text.endswith("à compter de la date de sa notification et vaut pour 2027.")
    assert tuple(others) == find_article(convention(), "5-1").alineas[1:]


@cases("passage, why", ("31 juin 2026", "n’y figure pas"), ("convention", "y figure 2 fois"), (" ", "n’y figure pas"))
def test_a_passage_that_is_not_there_exactly_once_is_refused(passage: str, why: str) -> None:
    """Nothing would change, or nothing tells which is meant."""
    with pytest.raises(DataError, match=f"Article 5-1.*{why}"):
        replace_in_article(find_article(convention(), "5-1"), passage, "x")


@cases(
    "numbers, why",
    (("12",), "pas d’article"),
    (("3",), "se divise en 3-1, 3-2"),
    (("4", "Article 4"), "modifié deux fois"),
)
def test_a_change_of_no_single_text_is_refused(numbers: tuple[str, ...], why: str) -> None:
    """An unknown article, one that only has divisions, one named twice."""
    with pytest.raises(DataError, match=why):
        consolidate(convention(), [ArticleChange(number, (Alinea("Texte."),), 1) for number in numbers], DATE)


@cases("wording", (), (Alinea(" "),))
def test_an_empty_wording_is_refused(wording: tuple[Alinea, ...]) -> None:
    """An article is not emptied by mistake."""
    with pytest.raises(DataError, match="vide"):
        consolidate(convention(), [ArticleChange("4", wording, 1)], DATE)


def test_an_article_with_a_table_is_refused_if_changed_and_kept_if_not() -> None:
    """A wording can't say a table again."""

    def add_table(document: WordDocument) -> None:
        found(document, "Leur bureau")._p.addnext(document.add_table(1, 1)._tbl)

    docx = edited(convention(), add_table)
    with pytest.raises(DataError, match="L’article 4 contient un tableau"):
        consolidate(docx, changes(), DATE)
    assert len(Document(io.BytesIO(consolidate(docx, changes()[1:], DATE))).tables) == 2
