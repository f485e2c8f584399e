"""The zip package of a Word document, written so that its bytes depend on its content alone."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping

from lxml import etree

_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_LINKS = "_rels/.rels"
_PROPERTIES_TYPE = b"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_PROPERTIES = re.compile(rb"""(\bType=["'])[^"'<>]*/metadata/core-properties(["'])""")


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


def parts_of(package: bytes, names: str) -> dict[str, bytes]:
    """Return the parts of a package whose names are of a pattern. Raises what reading a damaged archive does."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if re.fullmatch(names, name)}


def rewritten(package: bytes, names: str, change: Callable[[bytes], bytes], *, packed: bool = True) -> bytes:
    """Return a package whose parts of a pattern are changed; the same bytes where none is.

    Raises what reading a damaged archive does.
    """
    parts = parts_of(package, names).items()
    changed = {name: new for name, data in parts if (new := change(data)) != data}
    return dated(package, changed, packed=packed) if changed else package


def with_linked_properties(package: bytes) -> bytes:
    """Return a package whose core properties are linked by the type of ISO/IEC 29500-2, 11.1; most have it already.

    LibreOffice writes another when it saves as « Office Open XML Text »: readers would not see that they are there.
    Raises what reading a damaged archive does.
    """
    linked = rb"\g<1>" + _PROPERTIES_TYPE + rb"\g<2>"
    return rewritten(package, re.escape(_LINKS), lambda links: _PROPERTIES.sub(linked, links))


def parsed(part: bytes) -> etree._Element:
    """Return an XML part of a package, without comments; it may name no entity and nothing elsewhere.

    Raises XMLSyntaxError.
    """
    kind = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    return etree.fromstring(part, kind)


def serialized(part: etree._Element) -> bytes:
    """Return an XML part as it is written in a package."""
    return etree.tostring(part, xml_declaration=True, encoding="UTF-8", standalone=True)
