"""Processes that share the work of one run, and end with it."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from datetime import datetime

from generator.pdf.conversion import Conversion, ConversionJob, failed

#: Fewer documents are converted in this process: starting others would take longer.
_WORTH_A_PROCESS = 8
#: Converts one document, in whichever process it runs.
Convert = Callable[[ConversionJob, datetime], Conversion]


def worker_pool(workers: int) -> ProcessPoolExecutor:
    """Return a pool of new processes, which end when this one does, even killed: the pool's own would wait for ever."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with_parent)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()

    def wait() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def convert_all(
    convert: Convert, jobs: Sequence[ConversionJob], *, workers: int, date: datetime, done: Callable[[Conversion], None]
) -> list[Conversion]:
    """Convert every job, in processes when there are enough; ``done`` receives each as it ends.

    One that makes its process crash is tried again in a process of its own, and then fails alone.
    """
    if workers < 2 or len(jobs) < _WORTH_A_PROCESS:
        conversions = []
        for job in jobs:
            conversions.append(convert(job, date))
            done(conversions[-1])
        return conversions
    with worker_pool(min(workers, len(jobs))) as pool:
        order = {pool.submit(convert, job, date): position for position, job in enumerate(jobs)}
        results: dict[int, Conversion] = {}
        try:
            for future in as_completed(order):
                with suppress(BrokenProcessPool):  # a crash takes the waiting documents with it
                    results[order[future]] = future.result()
                    done(results[order[future]])
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    for position, job in enumerate(jobs):
        if position not in results:
            results[position] = _convert_apart(convert, job, date)
            done(results[position])
    return [results[position] for position in range(len(jobs))]


def _convert_apart(convert: Convert, job: ConversionJob, date: datetime) -> Conversion:
    """Print one document in a process of its own: if it crashes again, it is this document's failure alone."""
    with worker_pool(1) as pool:
        try:
            return pool.submit(convert, job, date).result()
        except BrokenProcessPool:
            return failed(
                job, f"Le moteur intégré s’est arrêté en imprimant {job.docx.name}. Essayez avec LibreOffice."
            )
