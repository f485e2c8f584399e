"""E-mail addresses, as a message's headers need them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAMED = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>]*)>")
_WORD = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = re.compile(rf"(?=.{{1,64}}$){_WORD}(?:\.{_WORD})*")
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+(?=[A-Za-z]{{2}}){_LABEL}")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Who writes or receives: ``name`` can be empty, ``address`` is ASCII as all mail servers take it."""

    name: str
    address: str


def mail_address(text: str) -> str | None:
    """Return an address as messages bear it, its domain in ASCII (``xn--…``); None when it is none.

    The part before @ is a dot-atom (RFC 5322, 3.2.3); letters with accents there are refused, since few servers
    take them.
    """
    local, _, domain = text.strip().rpartition("@")
    try:
        domain = domain.encode("idna").decode()
    except UnicodeError:
        return None
    return f"{local}@{domain}" if _LOCAL.fullmatch(local) and _DOMAIN.fullmatch(domain) else None


def read_mailbox(text: str) -> Mailbox | None:
    """Read « adresse » or « Nom <adresse> »; None when the address is none."""
    named = _NAMED.fullmatch(text.strip())
    address = mail_address(named["address"] if named else text)
    return Mailbox(named["name"].strip(' "') if named else "", address) if address else None
