"""E-mails in the register: what was prepared, what left, and what older versions called sent."""

from __future__ import annotations

import datetime
import shutil
import sqlite3
from pathlib import Path

import pytest

from generator.errors import RegisterError
from generator.register.database import open_register, transaction
from generator.register.deliberations import withdraw_act
from generator.register.mailings import undo_sending
from generator.register.schema import MIGRATIONS
from generator.register.standing import Standing
from generator.register.standings import read_standings
from tests.cases import cases
from tests.conftest import REGISTER
from tests.register.conftest import NUMBER, send
from tests.register.test_deliberations import events, record

DAY = datetime.date(2025, 3, 10)


def standing(register: Path) -> Standing:
    """Return where the one document stands."""
    (found,) = read_standings(register, "mediation").documents
    return found


def test_what_is_prepared_is_not_sent(numbered: Path) -> None:
    """The state says so, with the day of the preparation; no day of sending."""
    send(numbered, "vote", None)
    found = standing(numbered)
    assert (found.state, found.sent_on, found.sending, found.awaited_since) == ("prepared", None, None, None)
    assert found.prepared is not None
    assert (found.prepared.prepared_on is not None, found.prepared.recipient) == (True, "mairie@haveluy.fr")


def test_looking_again_changes_nothing(numbered: Path) -> None:
    """The same files again are no event, whether the e-mail left or not; other files are."""
    send(numbered, "vote", None)
    before = standing(numbered), events(numbered)
    send(numbered, "vote", None)
    assert (standing(numbered), events(numbered)) == before
    send(numbered, "vote", DAY)
    left = standing(numbered)
    send(numbered, "vote", None)
    assert standing(numbered) == left
    send(numbered, "vote", None, b"other")
    again = standing(numbered)
    assert (again.state, again.sent_on, again.prepared is not None) == ("sent", DAY, True)


def test_a_sending_is_taken_back(numbered: Path) -> None:
    """The document is prepared again, and the journal has both."""
    send(numbered, "vote", DAY)
    mailing = standing(numbered).sending
    assert mailing is not None
    with open_register(numbered, writing=True) as connection, transaction(connection):
        undo_sending(connection, mailing)
    assert (standing(numbered).state, standing(numbered).sent_on) == ("prepared", None)
    assert events(numbered)[-2:] == [("mailed", "", "2025-03-10"), ("sending undone", "", "2025-03-10")]


def test_a_vote_and_a_signature_are_two_sendings(numbered: Path) -> None:
    """After the vote nothing has left for the signature, and nothing is awaited before the dossier is complete."""
    send(numbered, "vote", DAY)
    record(numbered)
    found = standing(numbered)
    assert (found.state, found.sent_on, found.sending, found.awaited_since) == ("voted", DAY, None, None)


def test_a_withdrawn_deliberation_asks_for_another_sending(numbered: Path) -> None:
    """The same dossier can leave once more, and is then awaited as before."""
    send(numbered, "vote", DAY)
    record(numbered)
    with open_register(numbered, writing=True) as connection:
        withdraw_act(connection, NUMBER, "retirée par le conseil")
    found = standing(numbered)
    assert (found.state, found.withdrawn) == ("sent", True)


def test_what_was_sent_before_stays_sent(tmp_path: Path) -> None:
    """A register of before: its last drafts are what left, without files; and nothing else changes."""
    shutil.copytree(REGISTER / "register", tmp_path / "register")
    path = tmp_path / "register" / "register.sqlite"
    with sqlite3.connect(path) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        drafts = dict(connection.execute("SELECT number, max(happened_at) FROM events WHERE what = 'sent' GROUP BY 1"))
    assert (version < len(MIGRATIONS), len(drafts) > 0) == (True, True)
    found = {one.number: one for one in read_standings(path, "mediation-numerique").documents}
    for number, drafted_at in drafts.items():
        assert str(found[number].sent_on) == drafted_at[:10]
        assert all(mailing.sent_on and not mailing.files for mailing in found[number].mailings)
    assert {number for number, one in found.items() if one.sent_on} == set(drafts)


@cases("change", "DELETE FROM mailings", "UPDATE mailings SET prepared_at = ''", "DELETE FROM mailed_files")
def test_what_was_prepared_never_changes(numbered: Path, change: str) -> None:
    """Triggers refuse it, whoever asks."""
    send(numbered, "vote", None)
    with pytest.raises(RegisterError, match="never"), open_register(numbered, writing=True) as connection:
        connection.execute(change)
