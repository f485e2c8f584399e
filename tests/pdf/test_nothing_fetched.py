"""LibreOffice prints what a document holds, and fetches nothing that it names: a listener on this machine sees it."""

from __future__ import annotations

import http.server
import io
import threading
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime

import docx
import pytest

from generator.pdf.conversion import ConversionJob
from generator.pdf.libreoffice import LibreOfficeEngine
from generator.workers import LocalWorkers

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FIELD = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:instrText xml:space="preserve"> {code} '
    '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>x</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)
_PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:extent cx="900000" cy="900000"/><wp:docPr id="9" name="i"/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData '
    'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="0" name="i"/>'
    "<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip "
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:link="rIdImage"/><a:stretch>'
    '<a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/>'
    '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing></w:r></w:p>"
    '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:50pt;height:50pt"><v:imagedata '
    'src="{base}/vml.png"/></v:shape></w:pict></w:r></w:p>'
)
_OBJECT = (
    '<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" Type="Link" '
    'ProgID="Word.Document" ShapeID="s" DrawAspect="Content" ObjectID="_1" UpdateMode="Always" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rIdObject"/>'
    "</w:object></w:r></w:p>"
    '<w:altChunk xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rIdChunk"/>'
)


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """Listen on this machine; yield the address, and what is asked there."""
    seen: list[str] = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            seen.append(self.rfile.readline(1000).decode("latin-1"))
            self.close_connection = True

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", seen
        server.shutdown()


def reaching_out(base: str) -> bytes:
    """Return a document that names the listener in every way that a document can."""
    document, stream = docx.Document(), io.BytesIO()
    document.add_paragraph("Convention relative au numérique")
    document.save(stream)
    codes = (f'INCLUDEPICTURE "{base}/field.png" \\* MERGEFORMAT', f'INCLUDETEXT "{base}/text.docx"')
    dde = "DDEAUTO soffice x y"
    fields = "".join(_FIELD.format(code=code.replace('"', "&quot;")) for code in (*codes, dde))
    links = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{base}/{kind}" TargetMode="External"/>'
        for name, kind in (("rIdImage", "image"), ("rIdObject", "oleObject"), ("rIdChunk", "aFChunk"))
    )
    template = (
        f'<Relationship Id="rIdT" Type="{_OFFICE}/attachedTemplate" Target="{base}/t.dotm" TargetMode="External"/>'
    )
    made = io.BytesIO()
    with zipfile.ZipFile(stream) as whole, zipfile.ZipFile(made, "w") as package:
        for name in whole.namelist():
            data = whole.read(name).decode("utf-8", "surrogateescape")
            if name == "word/document.xml":
                data = data.replace("<w:body>", f"<w:body>{fields}{_PICTURE.format(base=base)}{_OBJECT}")
            elif name == "word/_rels/document.xml.rels":
                data = data.replace("</Relationships>", f"{links}</Relationships>")
            package.writestr(name, data.encode("utf-8", "surrogateescape"))
        package.writestr(
            "word/_rels/settings.xml.rels",
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{template}</Relationships>',
        )
    return made.getvalue()


def test_libreoffice_fetches_nothing(asked: tuple[str, list[str]]) -> None:
    """Neither linked images nor texts, objects, templates or fields: the document is printed without them."""
    base, seen = asked
    job = ConversionJob("convention.docx", reaching_out(base))
    with LocalWorkers(1, lambda: None) as workers:
        (made,) = LibreOfficeEngine.probe().convert([job], workers=workers, date=datetime(2025, 2, 24, tzinfo=UTC))
    assert seen == []
    assert (made.error, made.pages) == ("", 1)
