"""Postcodes, telephone numbers and e-mail addresses, as people type them and as documents and messages have them."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Metropolitan départements and Corsica (20), then overseas; 00, 96 and 99 begin none.
_POSTCODE = re.compile(r"(?:0[1-9]|[1-8][0-9]|9[0-5]|9[78])[0-9]{3}")
#: France and the overseas départements, whose own codes are also the first digits of their numbers.
_INTERNATIONAL = re.compile(r"(?:\+|00)(?:33|262|59[046])\(?0?\)?(?=[1-9][0-9]{8}$)")
_LABEL_BEFORE = re.compile(r"t[ée]l(?:[ée]phone)?\b[. :]*", re.IGNORECASE)
_NATIONAL = re.compile(r"0[1-9][0-9]{8}")
#: Numbers of four digits, and those of the other territories, which have six or eight.
_OTHERS = re.compile(r"3[0-9]{3}|10[0-9]{2}|(?:\+|00)(?:508|681|687|689)[0-9]{6}(?:[0-9]{2})?")
_NAMED = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>]*)>")
_WORD = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = re.compile(rf"(?=.{{1,64}}$){_WORD}(?:\.{_WORD})*")
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+(?=[A-Za-z]{{2}}){_LABEL}")


def postcode(text: str) -> str | None:
    """Return a postcode without spaces: « 59 224 » is 59224; None for what is none."""
    digits = re.sub(r"[\s.]", "", text)
    return digits if _POSTCODE.fullmatch(digits) else None


def telephone(text: str) -> str | None:
    """Return a French number in pairs: « 0327090505 », « Tél. +33 (0)3.27.09.05.05 » are « 03 27 09 05 05 ».

    Numbers of four digits and those of the other territories stay as they are typed. None for what is no number.
    """
    digits = re.sub(r"[\s./-]", "", _LABEL_BEFORE.sub("", text, count=1))
    digits = _INTERNATIONAL.sub("0", digits)
    if _NATIONAL.fullmatch(digits):
        return " ".join(re.findall("..", digits))
    return text if _OTHERS.fullmatch(digits) else None


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
