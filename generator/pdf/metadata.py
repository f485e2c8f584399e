"""What a PDF says of itself: XMP packet and Info dictionary, which PDF/A wants to agree to the letter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape

import pikepdf
from pikepdf import Dictionary, Name, String

from generator import __version__

_PROGRAM = "conventions"
_PRODUCER = f"{_PROGRAM} {__version__}"
#: A letter to which a font gives no meaning that Unicode knows: a code of its private use area.
_PRIVATE = re.compile(rb"<(?:[Ee][0-9A-Fa-f]{3}|[Ff][0-8][0-9A-Fa-f]{2})>")
_CLAIMS = """\
<rdf:Description xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" rdf:about="">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>{level}</pdfaid:conformance>
</rdf:Description>
<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
"""

# PDF/A-2 (ISO 19005-2, 6.6.2.3) wants every property outside XMP's own schemas described, and PDF/UA's is not one.
_UA_EXTENSION = """\
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" \
rdf:about="">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def claims(pdf: pikepdf.Pdf) -> bool:
    """Tell whether ``pdf`` says to conform to PDF/A or PDF/UA."""
    packet = pdf.Root.get("/Metadata")
    text = packet.read_bytes() if isinstance(packet, pikepdf.Stream) else b""
    return b"http://www.aiim.org/pdfa/ns/id/" in text or b"http://www.aiim.org/pdfua/ns/id/" in text


def claims_level_b(pdf: pikepdf.Pdf) -> bool:
    """Tell whether ``pdf`` says no more than PDF/A-2b: it has private letters, or is of before we claimed level A."""
    packet = pdf.Root.get("/Metadata")
    return isinstance(packet, pikepdf.Stream) and b"<pdfaid:conformance>B</" in packet.read_bytes()


def has_private_letters(pdf: pikepdf.Pdf) -> bool:
    """Tell whether a font of ``pdf`` has letters without a meaning, as symbol fonts have: no fault at level B.

    See ISO 19005-2, 6.2.11.7.
    """
    maps = (
        found.ToUnicode
        for found in pdf.objects
        if isinstance(found, Dictionary) and "/ToUnicode" in found and isinstance(found.ToUnicode, pikepdf.Stream)
    )
    return any(_PRIVATE.search(codes.read_bytes()) for codes in maps)


@dataclass(frozen=True, slots=True)
class Description:
    """What a file says of itself; ``language`` is a BCP 47 tag, ``date`` the only date it bears.

    ``claims`` tells whether it says to conform to PDF/A-2 and PDF/UA-1; level A, or B when it has private letters.
    """

    title: str
    author: str
    language: str
    date: datetime
    claims: bool = True


def describe(pdf: pikepdf.Pdf, description: Description) -> None:
    """Write ``description`` into ``pdf``: XMP with the identification of what it claims, Info, language, title bar.

    Without claims its tags are there but may be wrong, which has a key of its own (ISO 32000-1, table 321).
    """
    level = "B" if has_private_letters(pdf) else "A"
    packet = pdf.make_stream(_packet(description, level).encode("utf-8"))
    packet.Type, packet.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = packet
    moment = _utc(description.date).strftime("D:%Y%m%d%H%M%SZ")
    info = Dictionary(Title=String(description.title), Producer=String(_PRODUCER))
    if description.author:
        info.Author = String(description.author)
    info.CreationDate, info.ModDate = String(moment), String(moment)
    pdf.docinfo = pdf.make_indirect(info)
    pdf.Root.Lang = String(description.language)
    pdf.Root.MarkInfo = Dictionary(Marked=True) if description.claims else Dictionary(Marked=True, Suspects=True)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)


def is_described(pdf: pikepdf.Pdf) -> bool:
    """Tell whether ``pdf`` was described here, whatever the version, and by no other program since."""
    info = pdf.docinfo
    made, changed = info.get("/CreationDate"), info.get("/ModDate")
    return str(info.get("/Producer", "")).startswith(f"{_PROGRAM} ") and made is not None and made == changed


def _utc(date: datetime) -> datetime:
    """Take a date without a zone as UTC, so that the machine's zone changes nothing."""
    return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)


def _packet(description: Description, level: str) -> str:
    moment = _utc(description.date).strftime("%Y-%m-%dT%H:%M:%SZ")
    title = escape(description.title, quote=False)
    creator = (
        f"<dc:creator><rdf:Seq><rdf:li>{escape(description.author, quote=False)}</rdf:li></rdf:Seq></dc:creator>\n"
        if description.author
        else ""
    )
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f"{_CLAIMS.format(level=level) if description.claims else ''}"
        '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" rdf:about="">\n'
        "<dc:format>application/pdf</dc:format>\n"
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>\n'
        f"{creator}"
        f"<dc:language><rdf:Bag><rdf:li>{escape(description.language, quote=False)}</rdf:li></rdf:Bag></dc:language>\n"
        "</rdf:Description>\n"
        '<rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" rdf:about="">\n'
        f"<xmp:CreateDate>{moment}</xmp:CreateDate>\n<xmp:ModifyDate>{moment}</xmp:ModifyDate>\n"
        "</rdf:Description>\n"
        '<rdf:Description xmlns:pdf="http://ns.adobe.com/pdf/1.3/" rdf:about="">\n'
        f"<pdf:Producer>{_PRODUCER}</pdf:Producer>\n</rdf:Description>\n"
        f"{_UA_EXTENSION if description.claims else ''}"
        "</rdf:RDF>\n</x:xmpmeta>\n\n"
        '<?xpacket end="w"?>\n'
    )
