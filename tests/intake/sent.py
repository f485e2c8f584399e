"""What communes and prefectures send, made here: messages, archives, PDF portfolios, receipts of ACTES."""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage

import pikepdf
from asn1crypto import cms

NAMESPACE = "http://www.interieur.gouv.fr/ACTES#v1.1-20040216"
#: The act of Haveluy as its transmission names it.
IDENTIFIER = "059-215902925-20250402-DELIB20250210-DE"
OBJECT = "Convention relative à la médiation numérique"
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SECTOR, _SMALL, _CUTOFF = 512, 64, 4096


def receipt(
    identifier: str = IDENTIFIER,
    received: str = "2025-04-07",
    *,
    subject: str = OBJECT,
    prefix: str = "actes",
    namespace: str = NAMESPACE,
    encoding: str = "ISO-8859-1",
) -> bytes:
    """Return the receipt of an act, as the schema of ACTES has it."""
    _, _, day, number, _ = identifier.split("-")
    mark, declared = (f"{prefix}:", f":{prefix}") if prefix else ("", "")
    named = mark or "a:"
    inside = (
        f'<{mark}ActeRecu {named}Date="{day[:4]}-{day[4:6]}-{day[6:]}" {named}NumeroInterne="{number}" '
        f'{named}CodeNatureActe="1"><{mark}CodeMatiere1 {named}CodeMatiere="8"/><{mark}CodeMatiere2 '
        f'{named}CodeMatiere="4"/><{mark}Objet>{subject}</{mark}Objet></{mark}ActeRecu>'
    )
    return (
        f'<?xml version="1.0" encoding="{encoding}"?>\n<{mark}ARActe xmlns{declared}="{namespace}" '
        f'xmlns:a="{namespace}" {named}IDActe="{identifier}" {named}DateReception="{received}">{inside}'
        f"<{mark}ClassificationDateVersionEnCours>2019-08-29</{mark}ClassificationDateVersionEnCours></{mark}ARActe>"
    ).encode(encoding)


def message(root: str, attributes: str = f'actes:IDActe="{IDENTIFIER}"', inside: str = "") -> bytes:
    """Return another message of ACTES."""
    return (
        f'<?xml version="1.0" encoding="ISO-8859-1"?><actes:{root} xmlns:actes="{NAMESPACE}" {attributes}>'
        f"{inside}</actes:{root}>"
    ).encode("ISO-8859-1")


def transmission(document: str, *annexes: str) -> bytes:
    """Return the message by which a commune sends its act."""
    files = "".join(f"<actes:Annexe><actes:NomFichier>{name}</actes:NomFichier></actes:Annexe>" for name in annexes)
    return message(
        "Acte",
        'actes:Date="2025-04-02" actes:NumeroInterne="DELIB20250210" actes:CodeNatureActe="1"',
        f"<actes:Objet>{OBJECT}</actes:Objet><actes:Document><actes:NomFichier>{document}</actes:NomFichier>"
        f'</actes:Document><actes:Annexes actes:Nombre="{len(annexes)}">{files}</actes:Annexes>',
    )


def mail(files: Mapping[str, bytes], text: str = "Bonjour, ci-joint la délibération.") -> bytes:
    """Return an e-mail with attachments."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "mairie@example.org", "epci@example.org", "Délibération"
    made["Message-ID"], made["Date"] = "<1@example.org>", "Mon, 07 Apr 2025 09:00:00 +0200"
    made.set_content(text)
    for name, data in files.items():
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()


def winmail(files: Mapping[str, bytes]) -> bytes:
    """Return the « winmail.dat » of a message with attachments: their short names, and the long ones in Unicode."""

    def attribute(name: int, value: bytes) -> bytes:
        return struct.pack("<BII", 2, name, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)

    made = struct.pack("<IH", 0x223E9F78, 1) + attribute(0x89006, struct.pack("<I", 0x10000))
    for name, data in files.items():
        long = (name + "\0").encode("utf-16-le")
        properties = (
            struct.pack("<IHHI", 4, 0x0003, 0x3705, 1)  # how it is attached
            + struct.pack("<HH16sII", 0x0102, 0x8001, bytes(16), 1, 4)
            + "a\0".encode("utf-16-le")
            + struct.pack("<II3sx", 1, 3, b"xyz")
            + struct.pack("<HHd", 0x0040, 0x3008, 0.0)
            + struct.pack(f"<HHII{len(long)}s", 0x001F, 0x3707, 1, len(long), long)
            + bytes(-len(long) % 4)
        )
        made += attribute(0x69002, bytes(14)) + attribute(0x18010, b"COURT~1.PDF\0")
        made += attribute(0x6800F, data) + attribute(0x69005, properties)
    return made


def wrapped(content: bytes | None, kind: str = "signed_data") -> bytes:
    """Return a message of RFC 5652 around a content, without the signatures of anybody."""
    inside: dict[str, object] = {"content_type": "data"} | ({} if content is None else {"content": content})
    if kind == "signed_data":
        body: object = cms.SignedData(
            {"version": "v1", "digest_algorithms": [], "encap_content_info": inside, "signer_infos": []}
        )
    else:
        body = cms.EncryptedData(
            {
                "version": "v0",
                "encrypted_content_info": {
                    "content_type": "data",
                    "content_encryption_algorithm": {"algorithm": "aes256_cbc", "parameters": bytes(16)},
                    "encrypted_content": content,
                },
            }
        )
    made: bytes = cms.ContentInfo({"content_type": kind, "content": body}).dump()
    return made


def archive(files: Mapping[str, bytes]) -> bytes:
    """Return a ZIP."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" else None)
    return stream.getvalue()


def tarred(files: Mapping[str, bytes], mode: str = "w:gz") -> bytes:
    """Return a TAR, compressed unless another mode is asked for."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as made:  # type: ignore[call-overload]  # the mode is a variable
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            made.addfile(entry, io.BytesIO(data))
    return stream.getvalue()


def portfolio(pdf: bytes, files: Mapping[str, bytes], *, cover: bool = False) -> bytes:
    """Return a PDF with files attached inside it; as a ``cover`` it is a portfolio."""
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as made:
        for name, data in files.items():
            made.attachments[name] = data
        if cover:
            made.Root.Collection = pikepdf.Dictionary(Type=pikepdf.Name.Collection)
        made.save(stream)
    return stream.getvalue()


def outlook(files: Mapping[str, bytes], text: str = "") -> bytes:
    """Return a message as Outlook saves it, with attachments, and its text where it has one."""
    storages = {
        f"__attach_version1.0_#{rank:08X}": {
            "__substg1.0_3707001F": name.encode("utf-16-le"),
            "__substg1.0_37010102": data,
        }
        for rank, (name, data) in enumerate(files.items())
    }
    body = {"__substg1.0_1000001F": text.encode("utf-16-le")} if text else {}
    return _compound({"__substg1.0_0037001F": "Délibération".encode("utf-16-le"), **body, **storages})


def _compound(tree: Mapping[str, object]) -> bytes:
    """Return a compound file ([MS-CFB], version 3) that holds a tree of storages and streams."""
    sectors: list[bytes] = []
    table: list[int] = []
    small, small_table = bytearray(), list[int]()
    entries: list[list[object]] = []

    def chain(links: list[int], count: int) -> int:
        start = len(links)
        links += [*range(start + 1, start + count), _END] if count else []
        return start if count else _END

    def store(data: bytes) -> int:
        pieces = [data[place : place + _SECTOR].ljust(_SECTOR, b"\0") for place in range(0, len(data), _SECTOR)]
        sectors.extend(pieces)
        return chain(table, len(pieces))

    def add(name: str, node: object) -> int:
        entry: list[object] = [name, 2, _FREE, _FREE, 0, 0]  # kind, right sibling, child, start, size
        entries.append(entry)
        place = len(entries) - 1
        if isinstance(node, bytes):
            entry[5] = len(node)
            if len(node) >= _CUTOFF:
                entry[4] = store(node)
            else:
                count = -(-len(node) // _SMALL)
                entry[4] = chain(small_table, count)
                small.extend(node.ljust(count * _SMALL, b"\0"))
        elif isinstance(node, Mapping):
            entry[1] = 1
            children = [add(child, inside) for child, inside in node.items()]
            for one, after in zip(children, [*children[1:], _FREE], strict=True):
                entries[one][2] = after
            entry[3] = children[0]
        return place

    add("Root Entry", tree)
    entries[0][1], entries[0][5] = 5, len(small)
    entries[0][4] = store(bytes(small))
    small_count = -(-len(small_table) * 4 // _SECTOR)
    small_start = store(b"".join(struct.pack("<I", link) for link in small_table))
    folder = b"".join(_entry(*entry) for entry in entries)  # type: ignore[arg-type]  # a row of mixed kinds
    start = store(folder)
    count = next(n for n in range(1, 100) if len(table) + n <= n * _SECTOR // 4)
    first = len(table)
    table += [_TABLE] * count
    links = b"".join(struct.pack("<I", link) for link in table).ljust(count * _SECTOR, b"\xff")
    header = struct.pack(
        "<8s16xHHHHH6xIII4xIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        *(0x3E, 3, 0xFFFE, 9, 6),
        *(0, count, start, _CUTOFF, small_start, small_count, _END, 0),
    )
    places = [*range(first, first + count), *[_FREE] * (109 - count)]
    return header + struct.pack("<109I", *places) + b"".join(sectors) + links


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    return struct.pack("<64sHBBIII36xIQ", written, len(written), kind, 1, _FREE, right, child, start, size)
