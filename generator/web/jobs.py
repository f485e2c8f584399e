"""Long runs in the background: one that writes at a time, seen by all, stopped safely, their results kept."""

from __future__ import annotations

import datetime
import secrets
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Literal

from generator import clock
from generator.actor import act_as, leave
from generator.clock import Clock
from generator.errors import Cancelled, ConventionsError
from generator.progress import LOGGER, Progress, Stage

State = Literal["waiting", "running", "stopping", "done", "stopped", "failed"]
#: How many finished jobs are kept, the newest.
_KEPT = 200
#: How many runs that only read go on at once.
_READERS = 2
#: Seconds that a request waits for a job before it shows its progress.
PATIENCE = 1.0


@dataclass
class Job:
    """One run: ``title`` says what it does, ``clerk`` who asked for it, ``campaign`` of which campaign.

    ``alone`` tells that nothing of the project can be read while it works. ``result`` is the endpoint that shows its
    report. ``stage``, ``steps``, ``done`` and ``doing`` tell how far it is, ``said`` what it told the clerk last;
    ``error`` is how it failed, a fault of the program included.
    """

    title: str
    clerk: str
    campaign: str
    result: str
    writes: bool
    alone: bool = False
    key: str = field(default_factory=lambda: secrets.token_urlsafe(9))
    began: datetime.datetime = field(default_factory=clock.now)
    stage: Stage | None = None
    steps: int = 0
    done: int = 0
    doing: str = ""
    said: str = ""
    stages: list[Stage] = field(default_factory=list)
    report: Any = None
    error: Exception | None = None
    _reached: State = "waiting"
    _finished: threading.Event = field(default_factory=threading.Event)
    _stop: threading.Event = field(default_factory=threading.Event)
    _since: float = 0.0

    @property
    def state(self) -> State:
        """How far it is: « stopping » once it was asked to stop, until it ends."""
        reached = self._reached
        return "stopping" if self._stop.is_set() and reached in ("waiting", "running") else reached

    @property
    def over(self) -> bool:
        """Tell whether it has ended, in whatever way."""
        return self.state in ("done", "stopped", "failed")

    @property
    def remaining(self) -> int | None:
        """Return the seconds that its stage still takes at its pace; None as long as nothing tells."""
        if not self.steps or not self.done or self.over:
            return None
        return round((time.monotonic() - self._since) / self.done * (self.steps - self.done))

    @property
    def partial(self) -> str:
        """What of its work could not be done, although it ended: its report's own words; "" when all was."""
        report = self.report
        if self.state != "done" or getattr(report, "error", None) is None:
            return ""
        told = getattr(report, "told", "")
        return told if isinstance(told, str) and told else "une partie n’a pas pu être faite"

    def stop(self) -> None:
        """Ask it to stop as soon as it can, with nothing half done."""
        self._stop.set()

    def wait(self, seconds: float) -> bool:
        """Wait for its end; tell whether it came."""
        return self._finished.wait(seconds)

    def _say(self, text: str) -> None:
        self.said = text

    def run(self, work: Callable[[Progress], Any]) -> None:
        """Do the work, in a thread of its own, in the name of the clerk."""
        leave()  # the thread did somebody else's work before
        act_as(name=self.clerk, command=self.title, tell=self._say, reads=not self.writes)
        watched = _Watched(self)
        try:
            watched.check()
            self._reached = "running"
            self.report = work(watched)
            self._reached = "done"
        except Cancelled as error:
            self.error, self._reached = error, "stopped"
        except Exception as error:  # whoever asked is told; the server goes on
            self.error, self._reached = error, "failed"
            if not isinstance(error, ConventionsError):
                LOGGER.exception("%s failed", self.title)
        finally:
            self._finished.set()


class _Watched:
    """Keeps in a job how far its run is; raises Cancelled once it is to stop."""

    def __init__(self, job: Job) -> None:
        self._job = job

    def stage(self, stage: Stage, steps: int) -> None:
        job = self._job
        job.stage, job.steps, job.done, job.doing, job._since = stage, steps, 0, "", time.monotonic()
        job.said = ""  # it waits no longer
        job.stages.append(stage)

    def step(self, name: str) -> None:
        self._job.done += 1
        self._job.doing = name

    def check(self) -> None:
        """Raise Cancelled when the job is to stop."""
        if self._job._stop.is_set():
            raise Cancelled("Arrêté à votre demande : ce qui n’était pas fini n’a pas été écrit.")


class Jobs:
    """The jobs of a server: those that write one after the other, in the order in which they were asked for."""

    def __init__(self, by: Clock = clock.machine) -> None:
        self._clock = by
        self._writer = ThreadPoolExecutor(1, "writer")
        self._readers = ThreadPoolExecutor(_READERS, "reader")
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()

    def start(
        self,
        title: str,
        clerk: str,
        campaign: str,
        result: str,
        work: Callable[[Progress], Any],
        *,
        writes: bool = True,
        alone: bool = False,
    ) -> Job:
        """Begin a job, or have it wait for its turn; see ``Job``."""
        job = Job(title, clerk, campaign, result, writes, alone)
        with self._lock:
            self._jobs[job.key] = job
            over = [key for key, one in self._jobs.items() if one.over]
            for key in over[: max(0, len(self._jobs) - _KEPT)]:
                del self._jobs[key]
        (self._writer if writes else self._readers).submit(self._run, job, work)
        return job

    def _run(self, job: Job, work: Callable[[Progress], Any]) -> None:
        clock.go_by(self._clock)
        job.run(work)

    def find(self, key: str) -> Job | None:
        """Return a job by its key."""
        return self._jobs.get(key)

    @property
    def running(self) -> Job | None:
        """The job that writes now."""
        return next((job for job in self._jobs.values() if job.writes and job.state in ("running", "stopping")), None)

    @property
    def newest(self) -> tuple[Job, ...]:
        """All jobs that are known, the newest first."""
        return tuple(reversed(self._jobs.values()))

    def close(self) -> None:
        """Stop what is under way, safely, and wait for it."""
        for job in self.newest:
            job.stop()
        for pool in (self._writer, self._readers):
            pool.shutdown(cancel_futures=True)
