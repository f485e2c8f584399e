"""The zip package of a Word document, written so that its bytes depend on its content alone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from lxml import etree

_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def dated(package: bytes, parts: Mapping[str, bytes] | None = None, *, packed: bool = True) -> bytes:
    """Return a DOCX package with every entry dated alike, those named in ``parts`` with their new content.

    Unless it is ``packed``, it is as large as what it holds, and written sooner.
    """
    new = parts or {}
    stream, method = io.BytesIO(), zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_EPOCH)
            content = new.get(name)
            data = source.read(name) if content is None else content
            target.writestr(entry, data, method, compresslevel=6)
    return stream.getvalue()


def parsed(part: bytes) -> etree._Element:
    """Return an XML part of a package, without comments; it may name no entity and nothing elsewhere.

    Raises XMLSyntaxError.
    """
    kind = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    return etree.fromstring(part, kind)


def serialized(part: etree._Element) -> bytes:
    """Return an XML part as it is written in a package."""
    return etree.tostring(part, xml_declaration=True, encoding="UTF-8", standalone=True)
