"""The messages of ACTES, XML files that the prefecture answers with and that transmission services keep.

Whatever the prefix of the namespace, its edition of version 1.1, the encoding and the file's name.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from lxml import etree

from generator.errors import UnreadableError
from generator.law.acts import parse_identifier
from generator.law.answers import RECEIPT, Answer
from generator.word.packaging import parsed

_NAMESPACE = re.compile(r"http://www\.interieur\.gouv\.fr/ACTES#v1\.[0-9]")
#: The roots of what comes back from the prefecture.
_CODES = {
    "ARActe": RECEIPT,
    "AnomalieActe": "1-3",
    "CourrierSimple": "2-1",
    "DemandePieceComplementaire": "3-1",
    "ARPieceComplementaire": "3-5",
    "LettreObservations": "4-1",
    "ARReponseRejetLettreObservations": "4-5",
    "DefereTA": "5-1",
    "ARAnnulation": "6-2",
}
_DAYS = ("DateReception", "DateCourrierPref", "DateDepot", "Date")
_DETAILS = ("Detail", "DescriptionPieces", "Motif", "NatureIllegalite")
#: How the files of ACTES are named: the département and the SIREN first, even where no act has an identifier.
_SIREN = re.compile(r"(?:^|[/_› ])(?:[A-Z0-9]{2,10}-)?(?:[0-9]{3}|02[AB])-(?P<siren>[0-9]{9})-")
#: The longest message names a few hundred annexes.
_MOST_BYTES = 1_000_000
_ASK = "demandez à la commune le fichier XML que son service de télétransmission a gardé"


@dataclass(frozen=True, slots=True)
class Transmission:
    """What a commune sends to the prefecture: the names of the act's file and of its annexes, "" in other messages."""

    document: str
    annexes: tuple[str, ...]


def read_message(name: str, data: bytes) -> Answer | Transmission | None:
    """Return what a file of ACTES says; None when the bytes are no XML of ACTES.

    Raises UnreadableError when it is damaged, declares a document type, or contradicts itself.
    """
    if len(data) > _MOST_BYTES or not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return None
    if b"interieur.gouv.fr/ACTES" not in data:
        return None
    root = _root(data.strip())
    tag = etree.QName(root)
    if not _NAMESPACE.match(tag.namespace or ""):
        return None
    if tag.localname in _CODES:
        return _answer(name, _CODES[tag.localname], root)
    acts = [_text(one, "NomFichier") for one in _all(root, "Document")]
    annexes = [_text(one, "NomFichier") for one in _all(root, "Annexe")]
    return Transmission(acts[0] if acts and tag.localname == "Acte" else "", tuple(annexes))


def _root(data: bytes) -> etree._Element:
    try:
        root = parsed(data)
    except etree.XMLSyntaxError as error:
        if not re.match(rb"<\?xml[^>]*utf-?8", data, re.IGNORECASE):
            raise _damaged() from error
        try:  # said to be UTF-8, and written in the encoding that ACTES asks for
            root = parsed(re.sub(rb"utf-?8", b"ISO-8859-1", data, count=1, flags=re.IGNORECASE))
        except etree.XMLSyntaxError:
            raise _damaged() from error
    if root.getroottree().docinfo.internalDTD is not None or b"<!DOCTYPE" in data[:2000]:
        raise UnreadableError("ce fichier XML déclare un type de document, ce que la préfecture ne fait pas", _ASK)
    return root


def _answer(name: str, code: str, root: etree._Element) -> Answer:
    letter = next(iter(_all(root, "InfosCourrierPref")), root)
    received = next(iter(_all(root, "ActeRecu")), None)
    written = _attribute(root, "IDActe") or _attribute(letter, "IDActe")
    identifier = parse_identifier(written)
    told = next(
        (_attribute(root, day) or _text(root, day) for day in _DAYS if _attribute(root, day) or _text(root, day)), ""
    )
    if written and identifier is None:
        raise UnreadableError(f"l’identifiant de l’acte, « {written} », n’en est pas un", _ASK)
    if identifier is None and received is None:
        raise UnreadableError("ce message de la préfecture ne dit pas de quel acte il parle", _ASK)
    number = _attribute(received, "NumeroInterne") or (identifier.number if identifier else "")
    decided = _attribute(received, "Date")
    decided_on = _day(decided) if decided else identifier.date if identifier else None
    if identifier and (number.casefold() != identifier.number.casefold() or decided_on != identifier.date):
        message = f"il se contredit : l’acte {identifier} y porte le n° {number} et la date du {decided_on:%d/%m/%Y}"
        raise UnreadableError(message, _ASK)
    nature = _text(root, "Nature") if code == "1-3" else ""
    detail = next((text for tag in _DETAILS if (text := _text(root, tag))), "")
    named = _SIREN.search(name)
    return Answer(
        code,
        str(identifier or ""),
        identifier.siren if identifier else named["siren"] if named else "",
        number,
        decided_on,
        _day(told),
        _text(received, "Objet"),
        _matter(received),
        " : ".join(filter(None, (f"code {nature}" if nature else "", detail))),
    )


def _matter(received: etree._Element | None) -> str:
    """Return the matter as a reader of the classification knows it: « 8.4 »."""
    if received is None:
        return ""
    codes = [_attribute(one, "CodeMatiere") for rank in range(1, 6) for one in _all(received, f"CodeMatiere{rank}")]
    return ".".join(filter(None, codes))


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text.strip()[:10])  # XML lets a day have a time zone
    except ValueError as error:
        raise UnreadableError(f"sa date, « {text} », n’en est pas une", _ASK) from error


def _all(element: etree._Element, tag: str) -> list[etree._Element]:
    return list(element.iter("{*}" + tag))


def _text(element: etree._Element | None, tag: str) -> str:
    """Return the text of a child, on one line; "" when it has none."""
    found = None if element is None else element.find("{*}" + tag)
    return "" if found is None else " ".join("".join(map(str, found.itertext())).split())


def _attribute(element: etree._Element | None, name: str) -> str:
    """Return an attribute, whether it is in the namespace or in none."""
    found = () if element is None else element.attrib.items()
    return next((str(value).strip() for key, value in found if etree.QName(key).localname == name), "")


def _damaged() -> UnreadableError:
    return UnreadableError("ce fichier XML est abîmé ou incomplet", _ASK)
