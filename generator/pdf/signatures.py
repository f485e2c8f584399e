"""The electronic signatures of a PDF, read and listed: who, when, which bytes, and what came after.

Whether a certificate deserves trust is not judged: that takes the lists of authorities and of what they revoked, which
are on the network. A signature covers the bytes that /ByteRange names (ISO 32000-1, 12.8.1), and holds their digest in
a CMS message (RFC 5652).
"""

from __future__ import annotations

import datetime
import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import pikepdf
from asn1crypto import cms, tsp
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, padding, rsa
from cryptography.x509 import load_der_x509_certificate
from pikepdf import Array, Name

from generator.pdf.foreign import signature_values
from generator.pdf.revisions import seen_alike
from generator.progress import LOGGER

#: What a file may end with after its last revision.
_BLANK = b"\0\t\n\f\r "
#: What reading a message, a certificate or a key that is not what it should be raises.
_DAMAGE = (ValueError, TypeError, KeyError, IndexError, AttributeError, UnsupportedAlgorithm)
_DIGESTS: Mapping[str, hashes.HashAlgorithm] = {
    "sha1": hashes.SHA1(),
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
    "sha3_256": hashes.SHA3_256(),
    "sha3_384": hashes.SHA3_384(),
    "sha3_512": hashes.SHA3_512(),
}
_MOMENT = re.compile(r"D:(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:Z|([+-])(\d{2})'?(\d{2})?)?")


@dataclass(frozen=True, slots=True)
class ElectronicSignature:
    """One signature: ``who`` is the name in its certificate, ``issuer`` of the authority; "" when it cannot be read.

    ``when`` is what the signer's own clock said, or the authority's for a ``timestamp``. ``whole`` tells whether it
    covers the file to its end; ``changed_after`` whether what is seen on the pages changed since; ``intact`` whether
    the bytes that it covers are those that were signed, None when nobody can tell.
    """

    who: str
    issuer: str
    when: datetime.datetime | None
    whole: bool
    changed_after: bool
    intact: bool | None
    timestamp: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return it with its moment in ISO 8601, and that nobody verified whom to trust."""
        moment = self.when.isoformat() if self.when else None
        return asdict(self) | {"when": moment, "trust": "unverified"}


def count_pages(data: bytes) -> int:
    """Return how many pages a PDF shows, 0 when it does not open: damaged, locked, or none."""
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            return len(pdf.pages)
    except (pikepdf.PdfError, pikepdf.PasswordError, RecursionError, *_DAMAGE):
        return 0


def read_signatures(data: bytes) -> tuple[ElectronicSignature, ...]:
    """Return the signatures of a file, in the order in which they were made; none for what is no readable PDF."""
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            found = sorted(signature_values(pdf), key=_end)
            return tuple(_read(value, data, pdf) for value in found)
    except (pikepdf.PdfError, pikepdf.PasswordError, RecursionError, *_DAMAGE) as error:
        LOGGER.info("no signatures can be read: %s", error)
        return ()


def _end(value: pikepdf.Object) -> int:
    return sum(_range(value)[-2:])


def _range(value: pikepdf.Object) -> list[int]:
    """Return the four numbers of /ByteRange: two stretches of bytes, each its start and its length."""
    numbers = [int(number) for number in value.get("/ByteRange", Array()).as_list()]
    return numbers if len(numbers) == 4 and min(numbers) >= 0 else [0, 0, 0, 0]


def _read(value: pikepdf.Object, data: bytes, pdf: pikepdf.Pdf) -> ElectronicSignature:
    start, length, again, rest = _range(value)
    covered, gap = data[start : start + length] + data[again : again + rest], data[start + length : again].strip(_BLANK)
    contents = bytes(value.Contents)
    all_but_itself = start == 0 and gap[:1] == b"<" and gap[-1:] == b">" and _hex(gap[1:-1]) == contents
    end = again + rest
    whole = all_but_itself and not data[end:].strip(_BLANK)
    changed = not whole and not (all_but_itself and seen_alike(data[:end], pdf))
    who, issuer, when, intact = str(value.get("/Name", "")), "", _moment(str(value.get("/M", ""))), None
    try:
        message = _Message(contents, value.get("/SubFilter"))
        who, issuer, when = message.who or who, message.issuer, message.when or when
        intact = message.agrees(covered) if covered else None
    except _DAMAGE as error:
        LOGGER.info("a signature's message cannot be read: %s", error)
    timestamp = value.get("/SubFilter") == Name("/ETSI.RFC3161")
    return ElectronicSignature(who, issuer, when, whole, changed, intact, timestamp)


def _hex(digits: bytes) -> bytes | None:
    try:
        return bytes.fromhex(digits.decode("ascii"))
    except ValueError:
        return None


def _moment(text: str) -> datetime.datetime | None:
    """Return a PDF date (ISO 32000-1, 7.9.4) that says its zone; without one it is taken as UTC."""
    found = _MOMENT.match(text)
    if not found:
        return None
    *parts, sign, hours, minutes = found.groups()
    shift = datetime.timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    try:
        zone = datetime.timezone(-shift if sign == "-" else shift)
        return datetime.datetime.strptime("".join(parts), "%Y%m%d%H%M%S").replace(tzinfo=zone)
    except ValueError:
        return None


class _Message:
    """The CMS message of one signature; raises one of ``_DAMAGE`` when it is none, or of an unknown kind."""

    def __init__(self, contents: bytes, kind: pikepdf.Object | None) -> None:
        self._holds_sha1 = kind == Name("/adbe.pkcs7.sha1")
        parsed = cms.ContentInfo.load(contents)  # the field is longer than the message, and filled with zeros
        self._signed: cms.SignedData = parsed["content"]
        (self._signer,) = self._signed["signer_infos"]
        self._attributes = {
            attribute["type"].native: attribute["values"] for attribute in self._signer["signed_attrs"] or ()
        }
        self._certificate = next(self._own_certificates(), None)

    @property
    def who(self) -> str:
        return _called(self._certificate.chosen.subject) if self._certificate else ""

    @property
    def issuer(self) -> str:
        return _called(self._certificate.chosen.issuer) if self._certificate else ""

    @property
    def when(self) -> datetime.datetime | None:
        token = self._token
        moment = token["gen_time"].native if token else None
        if "signing_time" in self._attributes:
            moment = moment or self._attributes["signing_time"][0].native
        return moment

    def agrees(self, covered: bytes) -> bool | None:
        """Tell whether the bytes are those that were signed with the key of the certificate; None for other kinds."""
        inner = self._signed["encap_content_info"]["content"].native if self._token is None else None
        digest = hashlib.new(self._signer["digest_algorithm"]["algorithm"].native)
        if self._token is not None:
            imprint = self._token["message_imprint"]
            expected = hashlib.new(imprint["hash_algorithm"]["algorithm"].native, covered).digest()
            if imprint["hashed_message"].native != expected:
                return False
            digest.update(self._signed["encap_content_info"]["content"].contents)
        elif inner is not None:
            if not self._holds_sha1:
                return None
            if inner != hashlib.sha1(covered).digest():
                return False
            digest.update(inner)
        else:
            digest.update(covered)
        if self._certificate is None:
            return None
        if not self._attributes:
            return self._signed_by_key(covered if inner is None else inner)
        if self._attributes["message_digest"][0].native != digest.digest():
            return False
        return self._signed_by_key(self._signer["signed_attrs"].untag().dump())

    @property
    def _token(self) -> tsp.TSTInfo | None:
        """What a time-stamping authority says, when the message is a time stamp."""
        content = self._signed["encap_content_info"]
        return content["content"].parsed if content["content_type"].native == "tst_info" else None

    def _own_certificates(self) -> Iterator[cms.CertificateChoices]:
        """Yield the certificates of the signer among those that the message carries."""
        wanted = self._signer["sid"].chosen
        for certificate in self._signed["certificates"] or ():
            if certificate.name != "certificate":
                continue
            own = certificate.chosen
            if isinstance(wanted, cms.IssuerAndSerialNumber):
                if own.serial_number == wanted["serial_number"].native and own.issuer == wanted["issuer"]:
                    yield certificate
            elif own.key_identifier == wanted.native:
                yield certificate

    def _signed_by_key(self, message: bytes) -> bool | None:
        assert self._certificate is not None
        key = load_der_x509_certificate(self._certificate.dump()).public_key()
        algorithm, signature = self._signer["signature_algorithm"], self._signer["signature"].native
        try:
            if isinstance(key, ed25519.Ed25519PublicKey | ed448.Ed448PublicKey):
                key.verify(signature, message)
                return True
            scheme = algorithm.signature_algo
            own = self._signer["digest_algorithm"]["algorithm"].native
            digest = _DIGESTS[own if scheme == "rsassa_pkcs1v15" else algorithm.hash_algo]
            if isinstance(key, rsa.RSAPublicKey) and scheme == "rsassa_pss":
                salt = algorithm["parameters"]["salt_length"].native
                key.verify(signature, message, padding.PSS(padding.MGF1(digest), salt), digest)
            elif isinstance(key, rsa.RSAPublicKey):
                key.verify(signature, message, padding.PKCS1v15(), digest)
            elif isinstance(key, ec.EllipticCurvePublicKey):
                key.verify(signature, message, ec.ECDSA(digest))
            else:
                return None
        except InvalidSignature:
            return False
        return True


def _called(name: object) -> str:
    """Return the common name of a person or an authority, else its organisation."""
    native = getattr(name, "native", {})
    found = native.get("common_name") or native.get("organization_name") or ""
    return found if isinstance(found, str) else ", ".join(found)
