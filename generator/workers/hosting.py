"""A Dask cluster hosted here: a scheduler and processes, or processes for the scheduler of another machine."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass

from generator.errors import EngineError, UsageError
from generator.workers.addresses import check_address, require_tls
from generator.workers.library import HOST, dask, distributed, missing_tls

_LOOPBACK = "127.0.0.1"
#: Seconds after which a process that says nothing is taken for gone: its own work never keeps it from answering.
_SILENCE = "30s"
#: Seconds that a scheduler of another machine gets to answer.
_ANSWER = "10s"
_SETTINGS = {
    "distributed.scheduler.worker-ttl": _SILENCE,
    "distributed.comm.timeouts.connect": _ANSWER,
    # Pages that tell of the work to whoever asks, without TLS: none.
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    # What Dask watches for its own pages, and moves or spills, costs as much as a tenth of the work: none either.
    "distributed.worker.profile.enabled": False,
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "10s",
    "distributed.admin.system-monitor.disk": False,
    "distributed.scheduler.active-memory-manager.start": False,
    "distributed.scheduler.work-stealing": False,
}


@dataclass(frozen=True, slots=True)
class Hosted:
    """A cluster that runs: the address of its scheduler, and how many processes were started here."""

    address: str
    workers: int


def host(workers: int, join: str, port: int, ready: Callable[[Hosted], None]) -> Hosted:
    """Run ``workers`` processes until this one is told to end (SIGINT, SIGTERM); they end with it, even killed.

    They work for the scheduler at ``join``, or for one that is started with them: on this machine's loopback address,
    or on all of its addresses when TLS is configured for Dask. ``port`` 0 is any that is free. ``ready`` is told once
    it runs. Raises UsageError for an address or a port that may not or cannot be used, EngineError when the scheduler
    does not answer.
    """
    encrypted = check_address(join, missing_tls(HOST[1:])) if join else _is_configured()
    with dask.config.set(_SETTINGS):
        return asyncio.run(_host(workers, join, port, ready, encrypted=encrypted))


def _is_configured() -> bool:
    """Tell whether TLS is configured for Dask; raises UsageError when that is done by half."""
    missing = missing_tls(HOST)
    if len(missing) == 1 + len(HOST):
        return False
    require_tls(missing)
    return True


async def _host(workers: int, join: str, port: int, ready: Callable[[Hosted], None], *, encrypted: bool) -> Hosted:
    ended = asyncio.Event()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        with suppress(AttributeError, NotImplementedError):  # Windows: Ctrl-C alone, which asyncio itself answers
            asyncio.get_running_loop().add_signal_handler(getattr(signal, name), ended.set)
    security = distributed.Security(require_encryption=encrypted)
    place = {
        "protocol": "tls" if encrypted else "tcp",
        "host": None if encrypted else _LOOPBACK,
        "dashboard_address": f"{_LOOPBACK}:0",
        "security": security,
    }
    async with AsyncExitStack() as stack:
        address = join
        if not join:
            scheduler = distributed.Scheduler(port=port, dashboard=False, **place)
            try:
                address = (await stack.enter_async_context(scheduler)).address
            except OSError as error:
                raise UsageError(f"Le port {port} est pris ou interdit ; donnez-en un autre avec --port.") from error
        nannies = [
            distributed.Nanny(address, nthreads=1, memory_limit=0, silence_logs=logging.CRITICAL, **place)
            for _ in range(workers)
        ]
        try:
            await asyncio.gather(*(stack.enter_async_context(nanny) for nanny in nannies))
        except (OSError, RuntimeError) as error:
            raise EngineError(f"La grappe {address} ne répond pas ; vérifiez l’adresse et les certificats.") from error
        ready(Hosted(address, workers))
        await ended.wait()
    return Hosted(address, workers)
