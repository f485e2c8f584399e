"""A cluster on this machine: processes that write and print for builds, here or elsewhere, until they are stopped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generator.progress import Progress, tell_nobody
from generator.runs.report import Done
from generator.workers import available


@dataclass(frozen=True, slots=True)
class ClusterReport(Done):
    """A cluster that runs, or ran: its ``address``, and how many processes of this machine work for it."""

    TOLD = ("address", "workers")

    address: str
    workers: int


@dataclass(frozen=True, slots=True)
class ClusterRequest:
    """How many processes, None for one a processor; ``join`` is the address of a cluster that runs elsewhere.

    ``port`` 0 is any that is free. ``ready`` is told once it runs.
    """

    workers: int | None = None
    join: str = ""
    port: int = 0
    ready: Callable[[ClusterReport], None] = tell_nobody


def run(start: Path, request: ClusterRequest, progress: Progress) -> ClusterReport:
    """Host a cluster until this process is told to end; it needs no project, and so ``start`` is not looked at.

    Raises UsageError for an address or a port that may not be used, or without Dask; EngineError when the cluster to
    join does not answer.
    """
    # Here, not above: Dask is optional, and takes a noticeable time to load.
    from generator.workers.hosting import Hosted, host

    def ready(hosted: Hosted) -> None:
        request.ready(ClusterReport(hosted.address, hosted.workers))

    hosted = host(available() if request.workers is None else request.workers, request.join, request.port, ready)
    return ClusterReport(hosted.address, hosted.workers)
