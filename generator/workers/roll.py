"""Which processes of a cluster get work: those that are there, and like this one."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from generator.errors import ConventionsError, EngineError
from generator.progress import LOGGER
from generator.workers.addresses import check_address
from generator.workers.library import CLIENT, distributed, missing_tls
from generator.workers.protocol import Limits
from generator.workers.remote import learn, perform

#: Seconds that the scheduler gets to answer, and the last process that is gone to come back.
_ANSWER, _RETURN = 10.0, 30.0
#: Seconds between two looks at which processes there are.
_INTERVAL = 1.0
#: So many differences are told.
_TOLD = 3

#: What two processes must have in common to make the same bytes: each thing by its French name.
Likeness = Mapping[str, str]


class Roll:
    """The processes of the cluster at ``address`` that are like this one: ``threads`` of each, by its own address.

    ``likeness`` is asked here and there; ``told`` is told which process is refused, and why. Raises UsageError for an
    address that may not be used, EngineError when the scheduler does not answer.
    """

    def __init__(self, address: str, likeness: Callable[[], Likeness], told: Callable[[str], None]) -> None:
        encrypted = check_address(address, missing_tls(CLIENT))
        self.address = address
        self.threads: dict[str, int] = {}
        self._likeness = likeness
        self._tell = told
        self._refused: set[str] = set()
        self._looked = 0.0
        self._seen = 0.0
        self._begun = time.monotonic()
        try:
            with warnings.catch_warnings():  # of libraries in other versions: what matters of them is told in French
                warnings.simplefilter("ignore")
                security = distributed.Security(require_encryption=encrypted)
                self.client = distributed.Client(address, timeout=_ANSWER, set_as_default=False, security=security)
        except (OSError, ValueError) as error:  # a certificate that is none, and no answer in time, are of the first
            raise EngineError(
                f"La grappe {address} ne répond pas ; vérifiez l’adresse, les certificats si elle est chiffrée, et que "
                "« conventions cluster start » y tourne."
            ) from error

    def close(self) -> None:
        """Leave the cluster, which gives up what this run asked for, and goes on."""
        self.client.close(_ANSWER)

    def call(self) -> None:
        """Learn which processes are gone and which are new; does nothing when that was done a moment ago.

        Raises EngineError when the scheduler is gone, no process of it is like this one, or all have gone for long.
        """
        if time.monotonic() - self._looked < _INTERVAL:
            return
        there = self._there()
        for address in set(self.threads) - set(there):
            LOGGER.warning("%s is gone; other processes take its work", address)
            del self.threads[address]
        self._meet([address for address in there if address not in self.threads and address not in self._refused])
        self.threads = {address: there[address] for address in self.threads}
        self._looked = time.monotonic()
        if self.threads:
            self._seen = self._looked
        elif there and self._refused.issuperset(there) and not self._seen:
            raise EngineError(
                f"Aucun processus de la grappe {self.address} ne peut travailler pour cette machine ; installez-y la "
                "même version du programme, de ses bibliothèques (requirements.lock) et du moteur PDF."
            )
        elif self._looked - max(self._seen, self._begun) > _RETURN:
            raise EngineError(
                f"La grappe {self.address} n’a pas, ou plus, de processus ; relancez-la (« cluster start »), "
                "puis la fabrication."
            )

    def teach(self, address: str, key: str, function: bytes) -> None:
        """Have one process learn a packed function; one that is gone learns nothing."""
        with self._reached():
            self.client.run(learn, key, function, workers=[address], on_error="ignore")

    def give(self, address: str, key: str, item: bytes, limits: Limits) -> distributed.Future:
        """Have one process perform a function that it learnt."""
        with self._reached():
            return self.client.submit(perform, key, item, limits, workers=[address], pure=False)

    @contextmanager
    def _reached(self) -> Iterator[None]:
        """Raise EngineError when the scheduler that was there is not any more."""
        try:
            if self.client.status != "running":
                raise OSError(self.client.status)
            yield
        except (OSError, RuntimeError) as error:
            raise EngineError(
                f"La grappe {self.address} ne répond plus ; relancez la fabrication, avec ou sans --cluster : rien "
                "n’est à moitié enregistré."
            ) from error

    def _there(self) -> dict[str, int]:
        """Return the threads of every process there is."""
        with self._reached():
            there: dict[str, int] = self.client.sync(self.client.scheduler.ncores, callback_timeout=_ANSWER)
        return there

    def _meet(self, addresses: Sequence[str]) -> None:
        """Ask new processes what they are; those that are not like this one are refused for good, with the reason."""
        if not addresses:
            return
        ours = self._likeness()
        with self._reached():
            answers = self.client.run(self._likeness, workers=list(addresses), on_error="return")
        for address in addresses:
            reason = _difference(ours, answers.get(address))
            if not reason:
                self.threads[address] = 1
            elif not isinstance(answers.get(address), OSError):  # which is gone again
                self._refused.add(address)
                self._tell(f"Le processus {address} de la grappe est refusé : {reason}.")


def _difference(ours: Likeness, answer: Likeness | Exception | None) -> str:
    """Return why a process that answers so is not like this one, "" when it is."""
    if isinstance(answer, ConventionsError):
        return str(answer).removesuffix(".")
    if not isinstance(answer, Mapping):
        return "il n’a pas ce programme, ou pas dans cette version"
    unlike = [name for name in {**ours, **answer} if ours.get(name) != answer.get(name)]
    told = [f"{name} {answer.get(name, 'absent')} au lieu de {ours.get(name, 'rien')}" for name in unlike[:_TOLD]]
    rest = len(unlike) - _TOLD
    more = f" et {rest} autre{'s' * (rest > 1)} différence{'s' * (rest > 1)}" if rest > 0 else ""
    return ", ".join(told) + more
