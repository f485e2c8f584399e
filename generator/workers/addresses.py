"""Which addresses a cluster may have: its messages are code, so that they are encrypted or do not leave the machine."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence

from generator.errors import UsageError

_ADDRESS = re.compile(r"(?P<scheme>tcp|tls)://(?P<host>\[[0-9a-fA-F:]+\]|[^\[\]:/@?#\s]+):(?P<port>[0-9]{1,5})")
_CODE = "les messages d’une grappe sont du code, que quiconque les intercepte pourrait changer"


def check_address(address: str, missing: Sequence[str]) -> bool:
    """Tell whether an address is encrypted; raises UsageError, with the reason, when it may not be used.

    ``missing`` are the settings of TLS that Dask would need, and has not.
    """
    found = _ADDRESS.fullmatch(address)
    if found is None or not 0 < int(found["port"]) < 1 << 16:
        raise UsageError(
            f"« {address} » n’est pas l’adresse d’une grappe ; donnez-la comme « cluster start » l’affiche, "
            "par exemple tcp://127.0.0.1:8786."
        )
    if found["scheme"] == "tcp" and not _is_loopback(found["host"]):
        raise UsageError(
            f"{address} : refusé sans chiffrement, car {_CODE} ; employez tls:// (certificats : docs/scale.md), ou une "
            "grappe de cette machine, tcp://127.0.0.1."
        )
    if found["scheme"] == "tls":
        require_tls(missing)
        return True
    return False


def require_tls(missing: Sequence[str]) -> None:
    """Raise UsageError when settings of TLS are missing."""
    if missing:
        raise UsageError(
            f"TLS n’est pas configuré pour Dask : il manque {', '.join(missing)} ; donnez les certificats dans "
            "~/.config/dask/distributed.yaml ou par des variables d’environnement (docs/scale.md)."
        )


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
