"""The 46 real communes, on both engines: what is in the output, and what never may be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
from docx import Document
from pypdf import PdfReader

from generator.locks import LOCK_FILES
from tests.runs.conftest import Built, noted

FORBIDDEN = re.compile(r"\{\{|\}\}|\{%|%\}|XXXX|\bNone\b|\bnan\b|\bNaN\b|[^\S\n]{2,}|'")


def docx_text(path: Path) -> str:
    """Return every text of a DOCX: body, headers and footers, one paragraph a line."""
    document = Document(str(path))
    roots = [document.element.body]
    for section in document.sections:
        roots += [section.header._element, section.footer._element]
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    lines = []
    for root in roots:
        for paragraph in root.iter(space + "p"):
            lines.append("".join(node.text or "" for node in paragraph.iter(space + "t")))
    return "\n".join(lines)


def page_texts(path: Path) -> list[str]:
    """Return the text of each page of a PDF, one line for each of its lines."""
    with pdfium.PdfDocument(path) as pdf:
        return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in pdf]


def pdf_text(path: Path) -> str:
    """Return the text of a PDF, one line for each of its lines, as pypdf reads them: slowly, « 1er » on its line."""
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def files(built: Built, suffix: str) -> Iterator[Path]:
    """Yield the documents of the output, packs and recueil apart."""
    for path in sorted(built.project.output.glob(f"*/*{suffix}")):
        if not path.name.endswith("-pack.pdf"):
            yield path


def test_every_commune_has_its_folder_pack_and_documents(campaign: Built) -> None:
    """46 folders, each with a pack and its documents as DOCX and PDF, five where a note is due; one recueil."""
    folders = [path for path in campaign.project.output.iterdir() if path.is_dir()]
    assert len(folders) == 46
    large = noted(campaign.project)
    assert len(large) == 14
    for folder in folders:
        kinds = sorted(path.name.split("-", 3)[3] for path in folder.iterdir())
        documents = [
            f"{kind}.{suffix}"
            for kind in ("bordereau", "convention", "deliberation", "planning", *["note"] * (folder.name[:5] in large))
            for suffix in ("docx", "pdf")
        ]
        assert kinds == sorted([*documents, "pack.pdf"])
    assert campaign.project.recueil.is_file()
    assert not campaign.report.failed


def test_both_engines_print_on_as_many_pages(embedded_campaign: Built, libreoffice_campaign: Built) -> None:
    """Every document and every pack: page breaks do not depend on what is installed."""
    pages = [
        {
            (document["number"], document["kind"]): document["files"][-1]["pages"]
            for document in built.manifest["documents"]
        }
        for built in (embedded_campaign, libreoffice_campaign)
    ]
    assert pages[0] == pages[1]


def test_the_manifest_records_every_file(campaign: Built) -> None:
    """Each file of the output is in the manifest with its hash, size and pages; nothing else is there."""
    manifest = campaign.manifest
    assert manifest["schema"] == 1
    assert manifest["campaign"] == "mediation-numerique"
    records = [file for document in manifest["documents"] for file in document["files"]]
    records += manifest["recueil"]["files"]
    on_disk = {
        path.relative_to(campaign.project.output).as_posix(): path.read_bytes()
        for path in campaign.project.output.rglob("*")
        if path.is_file() and path.name not in ("manifest.json", *LOCK_FILES)
    }
    assert {record["path"] for record in records} == set(on_disk)
    for record in records:
        data = on_disk[record["path"]]
        assert (record["sha256"], record["bytes"]) == (sha256(data).hexdigest(), len(data))
        if record["path"].endswith(".pdf"):
            with pikepdf.open(campaign.project.output / record["path"]) as pdf:
                assert record["pages"] == len(pdf.pages)
    assert len(manifest["packs"]) == 46


def test_numbers_follow_the_order_of_the_file(campaign: Built) -> None:
    """Haveluy is the 17th row of communes.csv, and its dossier number 017."""
    numbers = {record["insee"]: record["number"] for record in campaign.manifest["packs"]}
    assert numbers["59292"] == "MED_NUM-2025-017"
    assert sorted(numbers.values()) == [f"MED_NUM-2025-{seq:03d}" for seq in range(1, 47)]


def test_no_docx_holds_a_tag_or_a_blank(campaign: Built) -> None:
    """No DOCX holds a tag, a placeholder of the old form, None, nan, a double space or a straight apostrophe."""
    paths = list(files(campaign, ".docx"))
    assert len(paths) == 46 * 4 + len(noted(campaign.project))
    for path in paths:
        found = FORBIDDEN.search(docx_text(path))
        assert found is None, f"{path.name}: {found}"


def test_no_pdf_holds_a_tag_or_a_blank(campaign: Built) -> None:
    """The same of every PDF, and no page of any is empty."""
    paths = list(files(campaign, ".pdf"))
    assert len(paths) == 46 * 4 + len(noted(campaign.project))
    for path in paths:
        for text in page_texts(path):
            assert len(text) > 100, path.name
            found = FORBIDDEN.search(text)
            assert found is None, f"{path.name}: {found}"


def test_names_are_joined_as_french_wants(campaign: Built) -> None:
    """The preposition comes from the commune's tncc, with typographic apostrophes."""
    expected = {
        "59292-haveluy": "d’Haveluy",
        "59302-herin": "d’Hérin",
        "59564-la-sentinelle": "de La Sentinelle",
        "59144-chateau-l-abbaye": "de Château-l’Abbaye",
        "59504-roeulx": "de Rœulx",
        "59002-abscon": "d’Abscon",
    }
    for folder, name in expected.items():
        for kind in ("convention", "deliberation", "planning", "bordereau"):
            (path,) = (campaign.project.output / folder).glob(f"*-{kind}.docx")
            assert name in docx_text(path), path.name
            assert any(name in text for text in page_texts(path.with_suffix(".pdf"))), path.name
    for path in files(campaign, ".docx"):
        assert not re.search(r"(?i)\bde (haveluy|hérin|abscon|escaud|hasnon|oisy)|\bd’la ", docx_text(path)), path.name


def test_agreement_follows_the_signatory(campaign: Built) -> None:
    """Monsieur is « autorisé », Madame « autorisée », and the commune is always « désignée »."""
    haveluy = docx_text(campaign.project.output / "59292-haveluy" / "MED_NUM-2025-017-convention.docx")
    helesmes = docx_text(campaign.project.output / "59297-helesmes" / "MED_NUM-2025-018-convention.docx")
    assert "Monsieur\u00a0Jean-Paul RYCKELYNCK, Maire, dûment autorisé à" in haveluy
    assert "Madame\u00a0Stéphanie HUGUES, Maire, dûment autorisée à" in helesmes
    for text in (haveluy, helesmes):
        assert "ci-après désignée «\u00a0la\u00a0Commune\u00a0»" in text.replace("la Commune", "la\u00a0Commune")


def test_every_page_of_a_pack_bears_its_number_once(campaign: Built) -> None:
    """« MED_NUM-2025-017 — 3/10 » stands on the third page of ten."""
    path = campaign.project.output / "59292-haveluy" / "MED_NUM-2025-017-pack.pdf"
    pages = page_texts(path)
    for number, text in enumerate(pages, 1):
        assert text.count(f"MED_NUM-2025-017 — {number}/{len(pages)}") == 1


def test_the_recueil_numbers_its_pages_and_its_contents_lead_to_them(campaign: Built) -> None:
    """The printed page number of each commune is the page where its pack begins."""
    pages = page_texts(campaign.project.recueil)
    total, contents = len(pages), pages[0]
    assert f"page 1/{total}" in contents
    for pack in campaign.manifest["packs"]:
        found = re.search(rf"{pack['number']}[ .\n]*?(\d+)\n", contents + "\n")
        assert found, pack["number"]
        text = pages[int(found.group(1)) - 1]
        assert f"{pack['number']} — 1/" in text
        assert f"page {found.group(1)}/{total}" in text


def test_bookmarks_go_from_commune_to_document_to_article(campaign: Built) -> None:
    """The recueil's outline nests commune, document, article."""
    reader = PdfReader(campaign.project.recueil)
    outline = reader.outline
    communes = [item for item in outline if not isinstance(item, list)]
    haveluy = next(index for index, item in enumerate(outline) if "Haveluy" in getattr(item, "title", ""))
    assert len([item for item in communes if item.title != "Recueil"]) >= 46
    below = outline[haveluy + 1]
    assert isinstance(below, list)
    titles = [item.title for item in below if not isinstance(item, list)]
    assert titles == [
        "Bordereau d’envoi",
        "Projet de délibération du conseil municipal",
        "Convention",
        "Planning annexé à la convention",
    ]
    articles = below[next(index for index, item in enumerate(below) if getattr(item, "title", "") == "Convention") + 1]
    assert isinstance(articles, list)
    assert any(getattr(item, "title", "").startswith("Article\u00a09") for item in articles)
