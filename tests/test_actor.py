"""Who is at work: named, or the system's user; forgotten with the context."""

from __future__ import annotations

from contextvars import copy_context

import pytest

from generator.actor import act_as, actor


def test_who_is_not_named_is_the_system_s_user(monkeypatch: pytest.MonkeyPatch) -> None:
    """And nobody where the system knows no name."""
    monkeypatch.setenv("LOGNAME", "mdupuis")
    assert copy_context().run(actor).name == "mdupuis"

    def nobody() -> str:
        raise KeyError("uid not found")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert copy_context().run(actor).name == ""


def test_a_name_lasts_as_long_as_its_context() -> None:
    """What is not said anew stays; what one run says, the next does not know."""

    def work() -> tuple[str, str]:
        act_as(name="Service juridique")
        act_as(command="conventions sign")
        return actor().name, actor().command

    assert copy_context().run(work) == ("Service juridique", "conventions sign")
    assert actor().name != "Service juridique"
