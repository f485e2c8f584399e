"""A cluster of several machines is encrypted, and one that is not is of this machine alone."""

from __future__ import annotations

import datetime
from pathlib import Path

import dask
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from generator.errors import EngineError, UsageError
from generator.workers import LocalWorkers
from generator.workers.cluster import ClusterWorkers
from generator.workers.hosting import Hosted, host
from tests.workers.clusters import started
from tests.workers.tasks import alike, where

TLS = "distributed.comm.tls"


def write_certificate(folder: Path) -> Path:
    """Write a certificate that vouches for itself, with its key, and return the file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "grappe")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{certificate.serial_number}.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return file


def test_an_encrypted_cluster_is_joined_from_elsewhere(tmp_path: Path) -> None:
    """By processes of another host and by builds, with the certificates; without them, by nobody."""
    file = str(write_certificate(tmp_path))
    roles = {f"DASK_DISTRIBUTED__COMM__TLS__{role}__CERT": file for role in ("SCHEDULER", "WORKER")}
    with started(1, DASK_DISTRIBUTED__COMM__TLS__CA_FILE=file, **roles) as (address, _):
        assert address.startswith("tls://")
        with pytest.raises(UsageError, match=r"il manque ca-file, client\.cert"):
            ClusterWorkers(address, LocalWorkers(1, lambda: None), alike, pytest.fail)
        with (
            dask.config.set({f"{TLS}.ca-file": file, f"{TLS}.client.cert": file}),
            ClusterWorkers(address, LocalWorkers(1, lambda: None), alike, pytest.fail) as workers,
        ):
            assert [item for item, _ in workers.imap(where, range(8), remote=where)] == list(range(8))
        other = str(write_certificate(tmp_path))
        with (
            dask.config.set({f"{TLS}.ca-file": other, f"{TLS}.client.cert": other}),
            pytest.raises(EngineError, match="ne répond pas"),
        ):
            ClusterWorkers(address, LocalWorkers(1, lambda: None), alike, pytest.fail)


def test_certificates_by_half_are_refused() -> None:
    """Rather than a cluster in clear, or one of this machine alone, of somebody who thinks otherwise."""
    with (
        dask.config.set({f"{TLS}.ca-file": "ca.pem", f"{TLS}.scheduler.cert": "cert.pem"}),
        pytest.raises(UsageError, match=r"TLS n’est pas configuré pour Dask : il manque worker\.cert"),
    ):
        host(1, "", 0, _never)


def test_processes_join_no_cluster_in_clear() -> None:
    """Of another machine."""
    with pytest.raises(UsageError, match="refusé sans chiffrement"):
        host(1, "tcp://192.0.2.1:8786", 0, _never)


def _never(hosted: Hosted) -> None:
    pytest.fail(hosted.address)
