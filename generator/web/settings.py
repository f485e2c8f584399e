"""How the page is served: from which project, to whom, behind what."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from pathlib import Path

from generator.clock import Clock, machine
from generator.errors import UsageError

#: The names under which this machine alone reaches the page.
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
#: The largest file that can be handed in, and all files of one request, in bytes.
LARGEST_FILE, LARGEST_REQUEST = 60_000_000, 400_000_000
#: What a page looks like, by endpoint: shown at the door too, and kept by the browser.
FIXED = frozenset({"static", "face"})


@dataclass(frozen=True, slots=True)
class Serving:
    """The project's folder ``root``, and the ``hosts`` (names, without the port) under which the page may be asked for.

    ``secure`` tells that the browser speaks HTTPS; ``password`` is the hash of the password, "" on this machine alone.
    ``engine`` is the PDF engine of all runs, ``jobs`` how many processes share their work, None one a processor.
    ``clock`` says what day it is to all who are at work there.
    """

    root: Path
    hosts: frozenset[str] = LOOPBACK
    secure: bool = False
    password: str = ""
    engine: str = "auto"
    jobs: int | None = None
    clock: Clock = machine


@dataclass(frozen=True, slots=True)
class Opening:
    """Where the server listens: an ``address`` of this machine and a port, 0 for any that is free.

    ``certificate`` and ``key`` are PEM files, None for plain HTTP; ``proxied`` tells that a server of this machine
    stands before it, speaks HTTPS and says who asks (``X-Forwarded-…``). ``names`` are those of the machine on the
    network, besides its own.
    """

    address: str = "127.0.0.1"
    port: int = 0
    certificate: Path | None = None
    key: Path | None = None
    proxied: bool = False
    names: tuple[str, ...] = ()

    @property
    def local(self) -> bool:
        """Tell whether this machine alone reaches it."""
        return is_loopback(self.address) and not self.proxied

    @property
    def secure(self) -> bool:
        """Tell whether browsers speak HTTPS with it."""
        return self.proxied or self.certificate is not None

    @property
    def hosts(self) -> frozenset[str]:
        """The names under which a browser may ask for the page."""
        if self.local:
            return LOOPBACK
        own = {socket.gethostname(), socket.getfqdn()} if is_wildcard(self.address) else {self.address}
        return LOOPBACK | frozenset(name.lower() for name in (*own, *self.names))


def refuse_exposure(opening: Opening, password: str) -> None:
    """Raise UsageError for a page that others could reach without a password, or that would send it in clear."""
    if (opening.certificate is None) != (opening.key is None):
        raise UsageError("--cert et --key vont ensemble : donnez le certificat et sa clé.")
    if opening.proxied and not is_loopback(opening.address):
        raise UsageError(
            "--behind-proxy n’écoute que cette machine : retirez --host, le serveur mandataire est devant."
        )
    if opening.local:
        return
    if not password:
        raise UsageError(
            "D’autres machines pourraient ouvrir la page : donnez --password-file FICHIER (créé s’il n’existe pas)."
        )
    if not opening.secure:
        raise UsageError(
            "Le mot de passe circulerait en clair : donnez --cert et --key (certificat HTTPS), ou --behind-proxy si un "
            "serveur mandataire de cette machine s’en charge."
        )


def is_loopback(address: str) -> bool:
    """Tell whether an address is of this machine alone."""
    try:
        return address == "localhost" or ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def is_wildcard(address: str) -> bool:
    """Tell whether an address means all those of this machine."""
    return address in ("0.0.0.0", "::")
