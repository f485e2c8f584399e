"""What a template must be before its text is read, and the inspection of a whole campaign."""

from __future__ import annotations

import pytest

from generator.inspection.shapes import known_shapes
from generator.inspection.templates import inspect_template, inspect_templates
from tests.cases import cases
from tests.inspection.spoiling import BODY, COLUMNS, TEMPLATES, Spoiled, in_body

KINDS = "[Content_Types].xml"
MAIN = "wordprocessingml.document.main+xml"
GOOD = (TEMPLATES / "convention.docx").read_bytes()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def with_entry(name: str, content: bytes) -> bytes:
    spoiled = Spoiled("convention")
    spoiled.parts[name] = content
    return spoiled.bytes()


def without_entry(name: str) -> bytes:
    spoiled = Spoiled("convention")
    del spoiled.parts[name]
    return spoiled.bytes()


def unnamed(attribute: str, part: str) -> bytes:
    spoiled = Spoiled("convention")
    return with_entry(part, spoiled.parts[part].replace(attribute.encode(), b"x=", 1))


def of_kind(kind: str) -> bytes:
    return Spoiled("convention").replace(f"application/vnd.openxmlformats-officedocument.{MAIN}", kind, KINDS).bytes()


@cases(
    "template, message, remedy",
    pytest.param(b"", "le fichier est vide", "reprenez une copie", id="empty"),
    pytest.param(b"du texte", "ce n’est pas un document Word", "Enregistrer sous", id="text"),
    pytest.param(b"%PDF-1.7", "c’est un PDF", "Enregistrer sous", id="PDF"),
    pytest.param(b"{\\rtf1", "c’est un texte RTF", "Enregistrer sous", id="RTF"),
    pytest.param(b"<html>", "c’est une page web", "Enregistrer sous", id="HTML"),
    pytest.param(
        OLE + bytes(600) + "WordDocument".encode("utf-16-le"),
        "ancien format de Word (.doc)",
        "Enregistrer sous",
        id="doc",
    ),
    pytest.param(OLE + bytes(600), "ancien format d’Office (.doc, .xls), abîmé", "Enregistrer sous", id="ole"),
    pytest.param(
        OLE + "EncryptedPackage".encode("utf-16-le"),
        "protégé par un mot de passe",
        "effacez le mot de passe",
        id="encrypted",
    ),
    pytest.param(GOOD[:3000], "abîmé", "réparer", id="cut short"),
    pytest.param(GOOD[:900] + bytes(400) + GOOD[1300:], "abîmé", "réparer", id="damaged"),
    pytest.param(
        with_entry(BODY, b"<w:document"), "le fichier est abîmé (partie word/document.xml", "réparer", id="no XML"
    ),
    pytest.param(unnamed("ContentType=", KINDS), f"le fichier est abîmé (partie {KINDS}", "réparer", id="no kind"),
    pytest.param(
        unnamed("Type=", "word/_rels/document.xml.rels"),
        "le fichier est abîmé (partie word/_rels/document.xml.rels",
        "réparer",
        id="no sort of link",
    ),
    pytest.param(without_entry(BODY), "le texte du document n’y est pas", "réparer", id="no body"),
    pytest.param(without_entry("_rels/.rels"), "le texte du document n’y est pas", "réparer", id="no links"),
    pytest.param(without_entry(KINDS), "ce n’est pas un document Word", "Enregistrer sous", id="a zip"),
    pytest.param(with_entry("word/vbaProject.bin", b"x"), "il contient des macros", "macros n’y", id="macros"),
    pytest.param(
        of_kind("application/vnd.ms-word.document.macroEnabled.main+xml"),
        "document à macros (.docm)",
        "Enregistrer sous",
        id="docm",
    ),
    pytest.param(
        of_kind("application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"),
        "modèle de Word (.dotx)",
        "Enregistrer sous",
        id="dotx",
    ),
    pytest.param(
        of_kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
        "c’est un classeur Excel",
        "Enregistrer sous",
        id="xlsx",
    ),
)
def test_a_file_that_is_no_template_is_told_apart(template: bytes, message: str, remedy: str) -> None:
    """One problem, which says what the file is and how to make a template of it."""
    (problem,) = inspect_template(template, "acte.docx", COLUMNS)
    assert (problem.level, problem.file) == ("error", "acte.docx")
    assert message in problem.message
    assert remedy in problem.remedy


def test_an_office_document_of_another_kind_is_told_apart() -> None:
    """An OpenDocument text is a zip too."""
    spoiled = Spoiled("convention")
    spoiled.parts = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}
    (problem,) = inspect_template(spoiled.bytes(), "acte.docx", COLUMNS)
    assert "LibreOffice" in problem.message


def test_all_templates_of_a_campaign_are_read() -> None:
    """A file that cannot be read hides nothing of the others."""
    templates = {"a.docx": b"", "b.docx": in_body("{{ xyz }}").bytes(), "c.docx": GOOD, "d.docx": b"%PDF"}
    assert [problem.file for problem in inspect_templates(templates, COLUMNS)] == ["a.docx", "b.docx", "d.docx"]


def test_a_column_is_known_only_where_communes_csv_has_it() -> None:
    """The same template is right in one project and wrong in another."""
    template = in_body("{{ commune.referent }}").bytes()
    assert inspect_template(template, "a.docx", frozenset({"referent"})) == []
    (problem,) = inspect_template(template, "a.docx", frozenset({"insee"}))
    assert problem.message.startswith("commune.referent : inconnu")


@cases(
    "path, kind",
    ("numero", "text"),
    ("commune", "group"),
    ("commune.nom", "text"),
    ("commune.tncc", "number"),
    ("commune.population_totale", "number"),
    ("commune.maire_depuis", "date"),
    ("commune.lieu", "text"),
    ("epci.president", "group"),
    ("epci.president.nom", "text"),
    ("epci.deliberation.date", "date"),
    ("convention.terme", "date"),
    ("convention.originaux", "number"),
    ("creneau", "group"),
    ("creneau.semaine", "number"),
    ("planning.seances", "list"),
    ("planning.accueil_debut", "time"),
    ("conseil.delai_convocation", "number"),
    ("pieces", "list"),
    ("logo", "image"),
    ("commune.referent", "text"),
)
def test_the_kind_of_every_value_is_that_of_its_model(path: str, kind: str) -> None:
    """What the filters are tried on is what the documents will be given."""
    fields = dict(known_shapes(COLUMNS))
    for name in path.split("."):
        shape = fields[name]
        fields = shape.fields
    assert (shape.name, shape.kind) == (path, kind)


def test_what_a_list_holds_is_known() -> None:
    """So that the names inside a loop are checked too."""
    seances = known_shapes(frozenset())["planning"].fields["seances"]
    assert seances.item is not None
    assert {name: shape.kind for name, shape in seances.item.fields.items()} == {"date": "date", "ferie": "text"}
