"""Processes that share work: what comes out, what a crash costs, and that none is left, whatever ends the run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from multiprocessing import active_children
from multiprocessing.resource_tracker import ensure_running
from multiprocessing.spawn import get_executable, set_executable
from pathlib import Path

import pytest

from generator.errors import Cancelled, EngineError
from generator.workers import Limits, LocalWorkers, Workers, dismiss, go_on, serving
from tests.cases import cases
from tests.workers.clusters import SOON, wait_for


@pytest.fixture(autouse=True)
def quiet(capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    """Require of each test that it ends every process, and that none of them writes anything."""
    dismiss()
    yield
    dismiss()
    assert active_children() == []
    assert capfd.readouterr() == ("", "")


def square(number: int) -> int:
    return number * number


def squared_elsewhere(number: int) -> tuple[int, int]:
    return number * number, os.getpid()


def first_waits(folder: Path, others: int, number: int) -> int:
    """Wait, over 0, until so many other items are done."""
    if number == 0:
        wait_for(lambda: len(list(folder.iterdir())) == others)
    else:
        (folder / f"{number}").touch()
    return number


def refuse(number: int) -> int:
    raise EngineError(f"{number} ne va pas")


def prints(number: int) -> int:
    """Print as a library of another language does, past Python's own streams."""
    os.write(1, b"sortie")
    os.write(2, b"Using code not yet in table")
    return number


class Unsendable(Exception):  # noqa: N818  # what it is is that it cannot be made again from its message
    """Made of two things, told as one: pickle cannot make it again."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"{first} {second}")


def refuse_unsendably(number: int) -> int:
    raise Unsendable("quelle", "erreur")


def die_once(folder: Path, number: int) -> int:
    """End the process by force the first time that 3 comes."""
    mark = folder / "died"
    if number == 3 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def die_always(number: int) -> int:
    if number in (3, 7):
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def sleep_with_a_child(folder: Path, number: int) -> int:
    """Run a long program, ended on the way out, and say which."""
    with subprocess.Popen(["sleep", "600"]) as child:
        (folder / f"{number}.new").write_text(f"{os.getpid()} {child.pid}", encoding="ascii")
        os.replace(folder / f"{number}.new", folder / f"{number}.pids")
        try:
            child.wait()
        finally:
            child.kill()
    return number


def long_after_the_first(folder: Path, number: int) -> int:
    return number and sleep_with_a_child(folder, number)


def asks(check: Callable[[], None], number: int) -> int:
    check()
    return number


def negative(number: int) -> int:
    return -number


def hang(number: int) -> int:
    """Never end, for one item, in what no signal interrupts."""
    return len(bin(7**10**8)) if number == 3 else number


def sleep_once(folder: Path, number: int) -> int:
    """Say which process is at work; the first one over 3 waits."""
    mark = folder / f"{number}.at"
    if number == 3 and not mark.exists():
        (folder / "new").write_text(str(os.getpid()), encoding="ascii")
        os.replace(folder / "new", mark)
        time.sleep(60)
    return number


def toil(number: int) -> int:
    """Wait over 1, and compute over 3 without end."""
    if number == 1:
        time.sleep(1.5)
    while number == 3:
        number = 3
    return number


def take_much(number: int) -> int:
    return len(bytes(number << 20)) >> 20


_KEPT: list[bytes] = []


def keep_much(number: int) -> int:
    """Keep what was taken, as a library may."""
    _KEPT.append(bytes(number << 20))
    return number


def crash(number: int) -> int:
    if number == 3:
        os.abort()
    return number


def elsewhere(number: int) -> int:
    return os.getpid()


def started(folder: Path) -> list[int]:
    """Return the processes that ``sleep_with_a_child`` named in ``folder``."""
    return [int(pid) for file in folder.glob("*.pids") for pid in file.read_text(encoding="ascii").split()]


def alive(pids: list[int]) -> list[int]:
    return [pid for pid in pids if _state(pid) not in ("", "Z")]


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except OSError:
        return ""


def test_what_a_library_prints_is_not_shown() -> None:
    """Neither in English on the screen, nor amid the JSON that the command prints."""
    with LocalWorkers(1, go_on) as workers:
        assert list(workers.imap(prints, [3], worth=1)) == [(3, 3)]


@cases("count", 1, 2, 5)
def test_each_item_comes_with_its_result(count: int) -> None:
    """In whatever number of processes, one included; a second use finds them again."""
    with LocalWorkers(count, go_on) as workers:
        for many in (0, 1, 8, 40):
            assert sorted(workers.imap(square, range(many))) == [(n, n * n) for n in range(many)]


@cases("count", 1, 2)
def test_few_items_are_worked_on_by_the_processes_that_are_there(count: int) -> None:
    """Once they are ready: until then nobody waits for them."""
    with LocalWorkers(2, go_on) as workers:
        workers.warm(squared_elsewhere, count)
        limit, found = time.monotonic() + 60, {os.getpid()}
        while (os.getpid() in found or len(found) < count) and time.monotonic() < limit:
            found = {pid for _, (_, pid) in workers.imap(squared_elsewhere, range(3))}
        assert len(found) == count
        assert {pid for _, (_, pid) in workers.imap(squared_elsewhere, range(3))} == found != {os.getpid()}


def written_elsewhere(file: Path) -> None:
    """Write the process's own number into a file, then fail: nobody hears of it."""
    file.write_text(str(os.getpid()), encoding="ascii")
    raise ValueError(file)


def test_what_is_begun_is_done_by_the_process_that_works_next(tmp_path: Path) -> None:
    """It may keep something of it there; without a process nothing is begun."""
    with LocalWorkers(2, go_on) as workers:
        workers.begin(written_elsewhere, tmp_path / "none")
        workers.warm(squared_elsewhere)
        workers.begin(written_elsewhere, tmp_path / "pid")
        ended = list(workers.imap(squared_elsewhere, [3], worth=1))
    assert [str(pid) for _, (_, pid) in ended] == [(tmp_path / "pid").read_text(encoding="ascii")]
    assert not (tmp_path / "none").exists()
    dismiss()


def test_work_that_takes_long_is_given_one_at_a_time(tmp_path: Path) -> None:
    """What waits for a process that is at it would be done by another one meanwhile."""
    with LocalWorkers(2, go_on) as workers:
        work = partial(first_waits, tmp_path, 11)
        assert sorted(workers.imap(work, range(12), limits=Limits(900.0))) == [(number, number) for number in range(12)]


def test_few_items_are_worked_on_here() -> None:
    """Fewer than are worth processes, unless the caller says that each takes long."""
    with LocalWorkers(2, go_on) as workers:
        assert {pid for _, (_, pid) in workers.imap(squared_elsewhere, range(7))} == {os.getpid()}
        assert os.getpid() not in {pid for _, (_, pid) in workers.imap(squared_elsewhere, range(2), worth=2)}


def test_results_come_in_the_order_in_which_they_end(tmp_path: Path) -> None:
    """A long item holds up none but the one that waits behind it."""
    with LocalWorkers(2, go_on) as workers:
        ended = [item for item, _ in workers.imap(partial(first_waits, tmp_path, 10), range(12))]
    assert sorted(ended) == list(range(12))


def test_items_are_taken_as_they_are_needed() -> None:
    """An endless supply can be worked on; few items are taken ahead of the results."""
    taken: list[int] = []

    def endless() -> Iterator[int]:
        while True:
            taken.append(len(taken))
            yield taken[-1]

    with LocalWorkers(2, go_on) as workers:
        results = workers.imap(square, endless())
        for given in range(1, 30):
            next(results)
            assert len(taken) <= given + 8


def test_an_iterator_that_is_dropped_gives_up_the_rest(tmp_path: Path) -> None:
    """Its processes are stopped at once; those of another use of the same workers are not."""
    with LocalWorkers(3, go_on) as workers:
        other = workers.imap(square, range(8))
        next(other)
        results = workers.imap(partial(long_after_the_first, tmp_path), range(3), worth=2)
        assert next(results) == (0, 0)
        wait_for(lambda: len(started(tmp_path)) == 4)
        del results
        assert alive(started(tmp_path)) == []
        assert len(list(other)) == 7


def test_an_error_of_the_work_passes() -> None:
    """As it was raised, with where it was; the error of a run that shares nothing is the same."""
    for count in (1, 2):
        with pytest.raises(EngineError, match="ne va pas") as raised, LocalWorkers(count, go_on) as workers:
            list(workers.imap(refuse, range(8)))
        assert count == 1 or "in refuse" in raised.value.__notes__[0]


def test_an_error_that_cannot_be_sent_is_told() -> None:
    """In words, rather than as a process that died."""
    with pytest.raises(RuntimeError, match="quelle erreur"), LocalWorkers(2, go_on) as workers:
        list(workers.imap(refuse_unsendably, range(8)))


def test_an_item_whose_process_dies_is_tried_again(tmp_path: Path) -> None:
    """And the others lose nothing."""
    with LocalWorkers(2, go_on) as workers:
        assert sorted(workers.imap(partial(die_once, tmp_path), range(20))) == [(n, n) for n in range(20)]


def test_an_item_whose_process_dies_twice_is_lost_alone() -> None:
    """It ends as the caller says."""
    with LocalWorkers(2, go_on) as workers:
        found = dict(workers.imap(die_always, range(20), lost=negative))
    assert found == {n: -n if n in (3, 7) else n for n in range(20)}


@pytest.mark.skipif(sys.platform == "win32", reason="needs a program that ends at once")
def test_that_no_process_starts_is_not_blamed_on_the_items() -> None:
    """No right to run Python, too many processes: no file is called damaged or too large for it."""
    ensure_running()  # the standard library's own process, which warns of itself
    usual = get_executable()
    set_executable("/bin/false")
    try:
        with pytest.raises(EngineError, match="ne laisse démarrer aucun processus"), LocalWorkers(1, go_on) as workers:
            dict(workers.imap(negative, [1], lost=negative, worth=1))
    finally:
        set_executable(usual)


def test_a_lost_item_is_an_error_when_nobody_says_what_it_ends_as() -> None:
    """In French, for whoever ran the command."""
    with pytest.raises(EngineError, match="deux fois"), LocalWorkers(2, go_on) as workers:
        list(workers.imap(die_always, range(20)))


def test_a_run_that_is_stopped_stops_its_processes(tmp_path: Path) -> None:
    """Long before they would have ended, with the programs that they started."""
    ready: list[float] = []

    def check() -> None:
        if len(started(tmp_path)) == 4:
            ready.append(time.monotonic())
            raise Cancelled("Arrêté.")

    with pytest.raises(Cancelled), LocalWorkers(2, check) as workers:
        list(workers.imap(partial(sleep_with_a_child, tmp_path), range(8)))
    assert time.monotonic() - ready[0] < SOON
    assert alive(started(tmp_path)) == []


def test_an_error_of_who_takes_the_results_stops_the_processes(tmp_path: Path) -> None:
    """Even while its traceback keeps the iterator alive."""

    def take() -> None:
        with LocalWorkers(3, go_on) as workers:
            for item, _ in workers.imap(partial(long_after_the_first, tmp_path), range(3), worth=2):
                wait_for(lambda: len(started(tmp_path)) == 4)
                raise ValueError(item)

    with pytest.raises(ValueError, match="0"):
        take()
    assert alive(started(tmp_path)) == []


def test_the_question_whether_to_stop_can_be_sent_along() -> None:
    """Here it is asked; elsewhere it asks nothing."""

    def check() -> None:
        asked.append(os.getpid())

    for count in (1, 2):
        asked: list[int] = []
        with LocalWorkers(count, check) as workers:
            assert len(list(workers.imap(partial(asks, workers.check), range(8)))) == 8
        assert set(asked) == {os.getpid()}


def test_a_run_that_is_killed_leaves_nothing(tmp_path: Path) -> None:
    """SIGKILL leaves it no time to stop anything; its processes see that it is gone, and end what they started."""
    script = (
        "import sys; from functools import partial; from pathlib import Path\n"
        "from generator.workers import LocalWorkers\n"
        "from tests.workers.test_local import go_on, sleep_with_a_child\n"
        "if __name__ == '__main__':\n"
        "    with LocalWorkers(2, go_on) as workers:\n"
        "        list(workers.imap(partial(sleep_with_a_child, Path(sys.argv[1])), range(8)))\n"
    )
    (tmp_path / "run.py").write_text(script, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, str(tmp_path / "run.py"), str(tmp_path)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as run:
        wait_for(lambda: len(started(tmp_path)) == 4)
        run.kill()
    wait_for(lambda: alive(started(tmp_path)) == [])


def test_workers_are_what_the_protocol_says() -> None:
    """For the type checker as much as for the reader."""
    workers: Workers = LocalWorkers(0, go_on)
    assert workers.count == 1


@cases("count", 1, 2)
def test_an_item_that_takes_too_long_is_lost_alone(count: int) -> None:
    """Its process is ended, even in the middle of what no signal interrupts."""
    with LocalWorkers(count, go_on) as workers:
        found = dict(workers.imap(hang, range(6), lost=negative, worth=1, limits=Limits(5.0)))
    assert found == {n: -n if n == 3 else n for n in range(6)}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not limit the processor so")
def test_an_item_that_needs_too_much_of_the_processor_is_lost_alone() -> None:
    """To wait costs none of it: that a machine is busy is not held against a file."""
    with LocalWorkers(1, go_on) as workers:
        found = dict(workers.imap(toil, range(5), lost=negative, worth=1, limits=Limits(600.0, processor=1)))
    assert found == {n: -n if n == 3 else n for n in range(5)}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not limit memory so")
def test_an_item_that_needs_too_much_memory_is_lost_alone() -> None:
    """The same process has what it needs for the next one."""
    with LocalWorkers(1, go_on) as workers:
        found = dict(workers.imap(take_much, [10, 2000, 20], lost=negative, worth=1, limits=Limits(120.0, 600 << 20)))
        assert found == {10: 10, 2000: -2000, 20: 20}
        assert dict(workers.imap(take_much, [700], worth=1)) == {700: 700}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not limit memory so")
def test_what_a_process_still_holds_is_not_held_against_the_next_item() -> None:
    """A library that keeps a little of each file: after thousands of them, sound ones would be called damaged."""
    with LocalWorkers(1, go_on) as workers:
        found = list(workers.imap(keep_much, range(250, 256), lost=negative, worth=1, limits=Limits(120.0, 600 << 20)))
    assert sorted(found) == [(number, number) for number in range(250, 256)]


def test_an_item_over_which_a_process_crashes_is_not_tried_again() -> None:
    """What it does to one process it does to another: only one that was ended from outside is innocent."""
    with LocalWorkers(1, go_on) as workers:
        assert dict(workers.imap(crash, [2, 3, 4], lost=negative, worth=1)) == {2: 2, 3: -3, 4: 4}


def test_a_process_that_somebody_stopped_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And its item tried again: nothing is lost, nothing waited for."""
    monkeypatch.setattr("generator.workers.local._STOPPED", 0.5)

    def check() -> None:
        mark = tmp_path / "3.at"
        if mark.exists():
            with suppress(ProcessLookupError):
                os.kill(int(mark.read_text(encoding="ascii")), signal.SIGSTOP)

    with LocalWorkers(2, check) as workers:
        found = dict(workers.imap(partial(sleep_once, tmp_path), range(6), worth=1))
    assert found == {n: n for n in range(6)}


def test_work_that_is_always_done_elsewhere_keeps_one_process_warm() -> None:
    """The next run of the same program finds it; whoever wants no process left dismisses it."""
    pids = []
    for _ in range(2):
        with LocalWorkers(1, go_on) as workers:
            workers.warm(elsewhere)
            pids += [pid for _, pid in workers.imap(elsewhere, [1], worth=1)]
    assert pids[0] == pids[1] != os.getpid()
    assert len(active_children()) == 1


def leave_and_count(number: int) -> tuple[int, int]:
    """Leave something, and say how many things were left before."""
    before = len(serving._left)
    serving.leave([number])
    return number, before


def test_what_a_work_leaves_is_given_back_once_it_has_answered() -> None:
    """Whoever awaits the answer does not wait for that; here, where nobody awaits one, the last thing alone is kept."""
    with LocalWorkers(2, go_on) as workers:
        found = [before for _, (_, before) in workers.imap(leave_and_count, range(4), worth=2)]
    assert found == [0, 0, 0, 0]
    serving._left.clear()
    assert [leave_and_count(number) for number in range(3)] == [(0, 0), (1, 1), (2, 1)]
    assert serving._left == [[2]]
    serving._left.clear()
