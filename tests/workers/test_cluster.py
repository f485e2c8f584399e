"""A cluster shares work as the processes of this machine do: real ones, with a scheduler, some of them killed."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from generator.errors import Cancelled, EngineError, UsageError
from generator.workers import Limits, LocalWorkers, Workers, go_on
from generator.workers.cluster import ClusterWorkers
from tests.cases import cases
from tests.workers.clusters import children, started, wait_for
from tests.workers.tasks import alike, die, hang, negative, refuse, told, where, where_slowly

ITEMS = range(40)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Open a cluster of two processes."""
    with started(2) as (address, _):
        yield address


def of_another_version(here: int) -> dict[str, str]:
    return {"programme": "1" if os.getpid() == here else "2", "polices": "a"}


def one_of_another_version(folder: Path, here: int) -> dict[str, str]:
    """Be like every other process, except for the first one that asks elsewhere."""
    if os.getpid() != here:
        try:
            (folder / "first").mkdir()
        except FileExistsError:
            return {"programme": "1"}
        return {"programme": "2"}
    return {"programme": "1"}


def joined(
    address: str,
    likeness: Callable[[], dict[str, str]] = alike,
    told: Callable[[str], None] = pytest.fail,
    check: Callable[[], None] = go_on,
) -> ClusterWorkers:
    """Return the workers of a cluster, which nobody is told of unless a test says so."""
    return ClusterWorkers(address, LocalWorkers(1, check), likeness, told)


def test_each_item_comes_with_its_result_from_elsewhere(address: str) -> None:
    """Two processes share them; few items, or what may not leave this machine, are worked on here."""
    with joined(address) as workers:
        found = dict(workers.imap(where, ITEMS, remote=where))
        assert {number: one for number, (one, _) in found.items()} == {n: n for n in ITEMS}
        assert len({process for _, process in found.values()}) == workers.count == 2
        assert {process for _, (_, process) in workers.imap(where, ITEMS)} == {os.getppid()}
        assert {process for _, (_, process) in workers.imap(where, range(7), remote=where)} == {os.getppid()}


def test_workers_are_what_the_protocol_says(address: str) -> None:
    """For the type checker as much as for the reader."""
    with joined(address) as cluster:
        workers: Workers = cluster
        assert workers.count == 2


def test_no_path_of_this_machine_leaves_it(address: str, tmp_path: Path) -> None:
    """What would read a file elsewhere has its name alone."""
    with joined(address) as workers:
        found = list(workers.imap(told, [tmp_path / "convention.docx"], remote=told, worth=1))
    assert found == [(tmp_path / "convention.docx", "convention.docx")]


def test_an_item_over_which_a_process_dies_or_hangs_is_lost_alone(address: str) -> None:
    """It dies in a process of its own, as it would here: those of the cluster stay."""
    with joined(address) as workers:
        expected = {n: -n if n == 3 else n for n in range(8)}
        assert dict(workers.imap(die, range(8), remote=die, lost=negative)) == expected
        assert dict(workers.imap(hang, range(8), remote=hang, lost=negative, limits=Limits(2.0))) == expected


def test_an_error_of_the_work_passes(address: str) -> None:
    """As it was raised, with where it was."""
    with pytest.raises(EngineError, match="ne va pas") as raised, joined(address) as workers:
        list(workers.imap(refuse, ITEMS, remote=refuse))
    assert "in refuse" in raised.value.__notes__[0]


def test_a_run_that_is_stopped_leaves_the_cluster_free(address: str) -> None:
    """What hung for it is ended there, so that the next run finds both processes."""
    begun = time.monotonic()

    def check() -> None:
        if time.monotonic() - begun > 1.0:
            raise Cancelled("Arrêté.")

    with pytest.raises(Cancelled), joined(address, check=check) as workers:
        list(workers.imap(hang, [3] * 8, remote=hang))
    with joined(address) as workers:
        assert len(list(workers.imap(where, ITEMS, remote=where))) == len(ITEMS)


def test_a_process_of_another_version_gets_no_work(address: str, tmp_path: Path) -> None:
    """It is told once, with what differs, and the other one does it all."""
    refused: list[str] = []
    with joined(address, partial(one_of_another_version, tmp_path, os.getpid()), refused.append) as workers:
        assert len({process for _, (_, process) in workers.imap(where, ITEMS, remote=where)}) == workers.count == 1
    (reason,) = refused
    assert reason.startswith("Le processus tcp://127.0.0.1:")
    assert reason.endswith("de la grappe est refusé : programme 2 au lieu de 1.")


def test_a_cluster_of_another_version_is_refused(address: str) -> None:
    """Nothing begins."""
    refused: list[str] = []
    with (
        pytest.raises(EngineError, match="Aucun processus de la grappe"),
        joined(address, partial(of_another_version, os.getpid()), refused.append),
    ):
        pytest.fail("no process may work")
    assert len(refused) == 2


def test_a_process_that_is_killed_is_only_a_delay(tmp_path: Path) -> None:
    """In the middle of the work, by force; what it had under way is done by another, and one comes in its place."""
    killed: list[int] = []

    def check() -> None:
        if not killed and len(list(tmp_path.iterdir())) == 2:
            killed.append(int(next(tmp_path.iterdir()).name))
            os.kill(killed[0], signal.SIGKILL)

    slowly = partial(where_slowly, str(tmp_path))
    with started(2) as (address, process), joined(address, check=check) as workers:
        found = dict(workers.imap(slowly, ITEMS, remote=slowly))
        assert {number: one for number, (one, _) in found.items()} == {n: n for n in ITEMS}
        assert len(killed) == 1
        ended = children(process.pid)
        process.kill()
        slow = workers.imap(slowly, range(1000), remote=slowly)
        with pytest.raises(EngineError, match="ne répond plus ; relancez la fabrication"):
            list(slow)
        wait_for(lambda: not any(Path(f"/proc/{pid}/stat").exists() for pid in ended))


def test_a_cluster_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """In French, within the time that it gets."""
    monkeypatch.setattr("generator.workers.roll._ANSWER", 0.5)
    with pytest.raises(EngineError, match=r"La grappe tcp://127\.0\.0\.1:1 ne répond pas"):
        joined("tcp://127.0.0.1:1")


@cases(
    "address, reason",
    ("tcp://192.168.1.5:8786", "refusé sans chiffrement, car les messages d’une grappe sont du code"),
    ("tcp://calcul.example.fr:8786", "refusé sans chiffrement"),
    ("tcp://127.0.0.1.example.fr:8786", "refusé sans chiffrement"),
    ("tcp://[2001:db8::1]:8786", "refusé sans chiffrement"),
    ("tcp://0.0.0.0:8786", "refusé sans chiffrement"),
    ("tls://calcul.example.fr:8786", "il manque ca-file, client.cert"),
    ("ws://127.0.0.1:8786", "n’est pas l’adresse d’une grappe"),
    ("127.0.0.1:8786", "n’est pas l’adresse d’une grappe"),
    ("tcp://127.0.0.1:99999", "n’est pas l’adresse d’une grappe"),
    ("tcp://127.0.0.1@ailleurs:8786", "n’est pas l’adresse d’une grappe"),
)
def test_only_an_encrypted_address_leaves_this_machine(address: str, reason: str) -> None:
    """Every other one is refused before anything is sent, with the reason."""
    with pytest.raises(UsageError, match=reason):
        joined(address)
