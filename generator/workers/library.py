"""Dask, an optional library: whether it is there, what of TLS is configured for it, and its silence."""

from __future__ import annotations

from generator.errors import UsageError

try:
    import dask.config

    # Said before the rest is loaded, which would write on standard error of its own accord.
    _LOGS = ("distributed", "distributed.client", "distributed.worker", "tornado.application", "asyncio")
    dask.config.set({"logging": dict.fromkeys(_LOGS, "critical")})
    dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GiB"})  # an item may hold many pictures
    import distributed
except ImportError as error:
    raise UsageError(
        "Travailler sur une grappe demande Dask, qui n’est pas installé ; installez-le : "
        'pip install "conventions-epci[cluster]".'
    ) from error

__all__ = ["CLIENT", "HOST", "dask", "distributed", "missing_tls"]

#: The roles of whoever asks for work, and of whoever hosts a cluster.
CLIENT, HOST = ("client",), ("scheduler", "worker")


def missing_tls(roles: tuple[str, ...]) -> list[str]:
    """Return the settings of TLS that Dask needs for these roles and has not; a certificate's file may hold its key."""
    needed = ["ca-file", *(f"{role}.cert" for role in roles)]
    return [name for name in needed if not dask.config.get(f"distributed.comm.tls.{name}", None)]
