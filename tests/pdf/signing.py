"""PDFs signed as people sign them: by a key and a certificate made here, with a library that others wrote."""

from __future__ import annotations

import datetime
import functools
import io

from asn1crypto import keys, x509 as certificates
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

#: The names in the certificates: roles, nobody's.
MAYOR, PRESIDENT, AUTHORITY = "Maire de la commune", "Président de la communauté", "Autorité d’essai"
_DAY = datetime.datetime(2025, 4, 1, tzinfo=datetime.UTC)


@functools.cache
def _signer(name: str, *, curve: bool) -> signers.SimpleSigner:
    key = ec.generate_private_key(ec.SECP256R1()) if curve else rsa.generate_private_key(65537, 2048)

    def called(who: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, who)])

    authority = ec.generate_private_key(ec.SECP256R1())
    certificate = (
        x509.CertificateBuilder()
        .subject_name(called(name))
        .issuer_name(called(AUTHORITY))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_DAY)
        .not_valid_after(_DAY + datetime.timedelta(days=3650))
        .add_extension(x509.KeyUsage(True, True, False, False, False, False, False, False, False), critical=True)
        .sign(authority, hashes.SHA256())
    )
    encoded = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return signers.SimpleSigner(
        signing_cert=certificates.Certificate.load(certificate.public_bytes(serialization.Encoding.DER)),
        signing_key=keys.PrivateKeyInfo.load(encoded),
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]  # the library types some of its calls
    )


def sign(data: bytes, name: str = MAYOR, *, curve: bool = False, field: str = "") -> bytes:
    """Return a PDF signed by somebody of this name, whose key is on an elliptic curve or RSA's."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data), strict=False)
    metadata = signers.PdfSignatureMetadata(
        field_name=field or name, subfilter=fields.SigSeedSubFilter.PADES if curve else None
    )
    signed = io.BytesIO()
    signers.sign_pdf(writer, metadata, signer=_signer(name, curve=curve), output=signed)
    return signed.getvalue()


def seen_signature(data: bytes, name: str = MAYOR) -> bytes:
    """Return a PDF signed in a field that is seen on its first page."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data), strict=False)
    fields.append_signature_field(writer, fields.SigFieldSpec(name, box=(100, 100, 300, 150)))
    signed = io.BytesIO()
    metadata = signers.PdfSignatureMetadata(field_name=name)
    signers.sign_pdf(writer, metadata, signer=_signer(name, curve=False), output=signed, existing_fields_only=True)
    return signed.getvalue()


def redrawn(data: bytes, field: str) -> bytes:
    """Return a PDF whose signed field shows something else, in a later revision."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data), strict=False)
    _, _, reference = next(fields.enumerate_sig_fields(writer, with_name=field))
    appearance = generic.StreamObject(
        {
            generic.NameObject("/Type"): generic.NameObject("/XObject"),
            generic.NameObject("/Subtype"): generic.NameObject("/Form"),
            generic.NameObject("/BBox"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 200, 50))),
        },
        stream_data=b"0 0 200 50 re f",
    )
    drawings = generic.DictionaryObject(  # type: ignore[no-untyped-call]  # the library types some of its calls
        {generic.NameObject("/N"): writer.add_object(appearance)}
    )
    reference.get_object()["/AP"] = drawings
    writer.mark_update(reference)
    return _written(writer)


def drawn_upon(data: bytes, content: bytes) -> bytes:
    """Return a PDF on whose first page somebody drew, in a revision after what was there."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data), strict=False)
    stream = writer.add_object(generic.StreamObject(stream_data=content))
    writer.add_stream_to_page(0, stream)  # type: ignore[no-untyped-call]  # the library types some of its methods
    return _written(writer)


def to_be_signed(data: bytes, field: str) -> bytes:
    """Return a PDF with a field that waits for a signature."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data), strict=False)
    fields.append_signature_field(writer, fields.SigFieldSpec(field))
    return _written(writer)


def _written(writer: IncrementalPdfFileWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]  # the library types some of its methods
    return out.getvalue()
