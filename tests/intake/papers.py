"""Deliberations as files: the program's own draft, completed or not, a page in columns, and their scans."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random

import docx
import pikepdf
import pypdfium2
from docx.shared import Cm, Pt
from PIL import Image, ImageChops

from generator.inputs.communes import find_commune
from generator.pdf.conversion import ConversionJob
from generator.pdf.engine import select_engine
from generator.progress import Silence
from generator.rendering.context import for_piece, make_context
from generator.rendering.rendering import renderer_of
from generator.rendering.templates import Templates
from generator.word.controls import fill_controls
from generator.workers import LocalWorkers
from tests.conftest import shipped_sources
from tests.edits import packed

DATE = datetime(2025, 4, 7, tzinfo=UTC)

#: What Haveluy's council wrote in its deliberation of 2 April 2025, by the tags of the draft.
COMPLETED = {
    "seance.date": "2 avril 2025",
    "seance.convocation": "27 mars 2025",
    "seance.affichage": "27 mars 2025",
    "seance.en_exercice": "21",
    "seance.presents": "14",
    "seance.votants": "20",
    "seance.date_lettres": "deux mille vingt-cinq, le deux avril",
    "seance.heure": "18 h 30",
    "seance.lieu": "au lieu ordinaire de ses séances",
    "seance.president": "Monsieur Jean-Paul RYCKELYNCK, Maire",
    "seance.noms_presents": "RYCKELYNCK J.P., PERTOLDI C., MURCIA B., MAYEUX M., LEBBADER D., CARLIER N., GIRARD J.C., "
    "LEFEBVRE B., CLOSSE E., GLORIA D., BUONGIORNO G., KRYSZTOF J., CHATELLAIN J., DELBECQ D.",
    "seance.pouvoirs": "FERAHTIA A. donne pouvoir à MURCIA B.\nDHAUSSY L. donne pouvoir à RYCKELYNCK J.P.\n"
    "PLANTIN M.F. donne pouvoir à CLOSSE E.\nPERNAK C. donne pouvoir à LEBBADER D.\n"
    "CASABIANCA M. donne pouvoir à MAYEUX M.\nBOCQUILLION R. donne pouvoir à PERTOLDI C.",
    "seance.noms_absents": "GARCIA M.",
    "seance.secretaire": "Mariette MAYEUX",
    "deliberation.numero": "2025-02-10",
    "vote.resultat": "l’unanimité",
    "vote.pour": "20",
    "vote.contre": "0",
    "vote.abstentions": "0",
    "signature.secretaire": "Mariette MAYEUX",
    "transmission.date": "7 avril 2025",
}
#: The zones of the draft that it left alone: one comes later, the others are optional.
LEFT = frozenset({"publication.date", "seance.mention", "vote.ne_prennent_pas_part"})
STAMP = (
    "Envoyé en préfecture le 07/04/2025",
    "Reçu en préfecture le 07/04/2025",
    "Publié le 08/04/2025",
    "ID : 059-215902925-20250402-DELIB20250210-DE",
)
_PRESENT = (
    ("RYCKELYNCK Jean-Paul", "PERTOLDI C.", "MURCIA B."),
    ("MAYEUX Mariette", "LEBBADER D.", "CARLIER N."),
    ("GIRARD J.C.", "LEFEBVRE B.", "CLOSSE E."),
)
_PROXIES = (
    ("Mandant", "Mandataire"),
    ("M. FERAHTIA A.", "M. MURCIA B."),
    ("Mme DHAUSSY L.", "M. RYCKELYNCK J.P."),
    ("Mme PLANTIN M.F.", "Mme CLOSSE E."),
)
_FRAME = "Nombre de membres\nAfférents au conseil : 23\nEn exercice : 21\n\nDate de convocation\n27 mars 2025"
_OPENING = (
    "L’an deux mille vingt-cinq, le deux avril à dix-huit heures trente, le conseil municipal de cette commune, "
    "régulièrement convoqué, s’est réuni au nombre prescrit par la loi, dans le lieu habituel de ses séances, sous la "
    "présidence de M. RYCKELYNCK Jean-Paul, Maire."
)


@cache
def draft() -> bytes:
    """Return the draft made for Haveluy from the repository's own template."""
    sources = shipped_sources()
    commune = find_commune("59292", sources.participants)
    campaign = sources.campaign
    piece = next(piece for piece in campaign.pieces if piece.kind == "deliberation")
    context = for_piece(make_context(commune, campaign, "MED_NUM-2025-017"), piece, campaign)
    return renderer_of(Templates.of(sources)).render(piece.kind, context, commune.nom)


@cache
def completed() -> bytes:
    """Return the draft with what the council wrote; the date of publication is left to complete."""
    return fill_controls(draft(), COMPLETED)


def in_columns() -> bytes:
    """Return a page as many town halls write it: a frame beside the opening, names in columns, proxies in a table."""
    document = docx.Document()
    document.styles["Normal"].font.size = Pt(11)
    document.add_paragraph("COMMUNE D’HAVELUY")
    table = document.add_table(rows=1, cols=2)
    for cell, text, width in zip(table.rows[0].cells, (_FRAME, _OPENING), (5, 11), strict=True):
        cell.text, cell.width = text, Cm(width)
    document.add_paragraph("Étaient présents :")
    for names in _PRESENT:
        paragraph = document.add_paragraph("\t".join(names))
        for stop in (5.5, 11):
            paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(stop))
    document.add_paragraph("Absents excusés ayant donné procuration :")
    table = document.add_table(rows=0, cols=2)
    for pair in _PROXIES:
        for cell, name in zip(table.add_row().cells, pair, strict=True):
            cell.text = name
    document.add_paragraph("Délibération n° 2025-02-10")
    return packed(document)


def print_pdf(document: bytes, folder: Path, engine: str = "embedded") -> bytes:
    """Return a DOCX printed by an engine, as another program than ours would have printed it."""
    workers = LocalWorkers(1, Silence().check)
    (conversion,) = select_engine(engine).convert([ConversionJob("acte.docx", document)], workers=workers, date=DATE)
    assert not conversion.error, conversion.error
    with pikepdf.open(io.BytesIO(conversion.pdf)) as pdf:
        pdf.docinfo["/Producer"] = "Word"
        pdf.save(stream := io.BytesIO(), deterministic_id=True)
    return stream.getvalue()


def photograph(pdf: bytes, dpi: int = 150, skew: float = 0.0, page: int = 0, noise: float = 4.0) -> Image.Image:
    """Return a page as a scanner of town halls gives it: grey, ``skew`` degrees askew, the same on each call.

    ``noise`` is the standard deviation of its grain, in shades of grey.
    """
    picture = pypdfium2.PdfDocument(pdf)[page].render(scale=dpi / 72).to_pil().convert("L")
    picture = picture.rotate(skew, Image.Resampling.BICUBIC, expand=True, fillcolor=250)
    grain = Image.frombytes("L", picture.size, Random(dpi).randbytes(picture.width * picture.height))
    grain = grain.point([round(128 + (value - 127.5) / 74 * noise) for value in range(256)])
    return ImageChops.add(picture, grain, offset=-128)


def as_file(picture: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    """Return a picture as a file."""
    stream = io.BytesIO()
    picture.save(stream, kind, **options)
    return stream.getvalue()


def stamp(pdf: bytes, lines: tuple[str, ...] = STAMP) -> bytes:
    """Return a PDF with the prefecture's stamp on its first page, as transmission services lay it over: a form."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        page = document.pages[0]
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )
        shown = b" T* ".join(b"(%s) Tj" % line.encode("cp1252") for line in lines)
        form = pikepdf.Stream(document, b"BT /F1 8 Tf 10 TL 0 40 Td " + shown + b" ET")
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        form.BBox = pikepdf.Array([0, 0, 220, 60])
        form.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        name = page.add_resource(form, pikepdf.Name.XObject)
        page.contents_add(b"q", prepend=True)
        page.contents_add(b"Q q 1 0 0 1 365 770 cm %s Do Q" % str(name).encode())
        stream = io.BytesIO()
        document.save(stream)
    return stream.getvalue()
