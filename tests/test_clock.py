"""One clock for a run and all that it records."""

from __future__ import annotations

import ast
import datetime
from collections.abc import Iterator
from pathlib import Path

from generator import clock
from generator.register.journal import now, today_in_france
from tests.cases import cases

_PACKAGE = Path(clock.__file__).parent
#: What asks the machine what time it is, by the name of a class or a module.
_ASKS = {
    "datetime": {"now", "today", "utcnow"},
    "date": {"today"},
    "time": {"time", "time_ns", "localtime", "gmtime", "ctime"},
}
#: The clock itself, and what compares with the times of files, which are the machine's.
_MAY = {"clock.py", "files.py", "inputs/remembered.py", "web/recall.py"}


def _asked(source: str) -> Iterator[int]:
    """Yield the lines that ask the machine for the time."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute | ast.Name):
            owner = node.value.attr if isinstance(node.value, ast.Attribute) else node.value.id
            if node.attr in _ASKS.get(owner, ()):
                yield node.lineno


@cases("asks", "datetime.datetime.now()", "f(date.today)", "datetime.utcnow()", "time.time()")
def test_who_asks_the_machine_is_found(asks: str) -> None:
    """In whatever way it is asked; the rule below would see it."""
    assert list(_asked(f"import datetime\n{asks}")) == [2]


def test_nobody_else_asks_the_machine() -> None:
    """What day it is comes from the one clock, on the page as in the commands: a test can give it."""
    found = [
        f"{path.relative_to(_PACKAGE)}:{line}"
        for path in _PACKAGE.rglob("*.py")
        if path.relative_to(_PACKAGE).as_posix() not in _MAY
        for line in _asked(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_a_day_that_is_given_holds_until_it_is_taken_back() -> None:
    """For today's date, and for the moments of the journal; a day begins at midnight in France."""
    before = clock.go_by(lambda: datetime.datetime(2031, 3, 9, 23, 30, tzinfo=datetime.UTC))
    try:
        assert today_in_france() == datetime.date(2031, 3, 10)
        assert now() == "2031-03-09T23:30:00+00:00"
    finally:
        clock.go_on(before)
    assert abs(clock.now() - datetime.datetime.now(datetime.UTC)) < datetime.timedelta(minutes=1)
