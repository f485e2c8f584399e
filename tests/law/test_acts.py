"""The ACTES identifier read and written; when an act is executory."""

from __future__ import annotations

import datetime
from dataclasses import replace

from hypothesis import given, settings, strategies as st

from generator.law.acts import Act, Identifier, executory_on, parse_identifier
from tests.cases import cases

from .samples import DELIBERATION

TODAY = datetime.date(2025, 4, 30)

_IDENTIFIERS = st.builds(
    Identifier,
    department=st.from_regex(r"[0-9]{3}|02[AB]", fullmatch=True),
    siren=st.from_regex(r"[0-9]{9}", fullmatch=True),
    date=st.dates(),
    number=st.from_regex(r"([A-Z0-9][A-Z0-9_]{0,13})?[A-Z0-9]", fullmatch=True),
    nature=st.sampled_from(["DE", "AR", "AI", "CC", "BF", "AU"]),
)


def test_the_identifier_of_haveluy_is_read_part_by_part() -> None:
    """The « 2025-02-10 » of its number is not its date."""
    assert parse_identifier(" 059-215902925-20250402-DELIB20250210-DE\n") == Identifier(
        "059", "215902925", datetime.date(2025, 4, 2), "DELIB20250210", "DE"
    )


@settings(derandomize=True)
@given(_IDENTIFIERS)
def test_an_identifier_written_is_read_again(identifier: Identifier) -> None:
    """Whatever the parts, the text gives them back."""
    assert parse_identifier(str(identifier)) == identifier


@cases(
    "text",
    "",
    "DELIB20250210",
    "59-215902925-20250402-DELIB20250210-DE",
    "059-215 902 925-20250402-DELIB20250210-DE",
    "059-215902925-20251302-DELIB20250210-DE",
    "059-215902925-20250402--DE",
    "059-215902925-20250402-DELIB20250210-D",
    "０59-215902925-20250402-DELIB20250210-DE",
)
def test_what_has_another_form_is_no_identifier(text: str) -> None:
    """Two digits of department, spaces, a thirteenth month, no number, a nature cut short, other digits."""
    assert parse_identifier(text) is None


def test_an_act_is_transmitted_when_it_is_received_or_else_sent() -> None:
    """The receipt tells better than the sending when the prefect had it."""
    assert replace(DELIBERATION, sent_on=datetime.date(2025, 4, 5)).transmitted_on == datetime.date(2025, 4, 7)
    assert replace(DELIBERATION, received_on=None).transmitted_on == DELIBERATION.sent_on
    assert Act("215902925", "1").transmitted_on is None


def test_an_act_is_executory_once_received_and_published() -> None:
    """The later of both dates; with one of them unknown, so is the day."""
    assert executory_on(DELIBERATION) is None
    assert executory_on(replace(DELIBERATION, published_on=datetime.date(2025, 4, 9))) == datetime.date(2025, 4, 9)
    assert executory_on(replace(DELIBERATION, published_on=datetime.date(2025, 4, 3))) == datetime.date(2025, 4, 7)
    assert executory_on(Act("215902925", "1", published_on=TODAY)) is None
