"""The days that make the EPCI's deliberation executory: two keys of campaign.toml, each other byte as it was."""

from __future__ import annotations

import datetime

import pytest

from generator.errors import DataError, RefusedError, TemplateError
from generator.progress import Silence
from generator.project import Project
from generator.runs import executory, pieces
from generator.runs.executory import ExecutoryRequest
from generator.runs.pieces import PiecesRequest
from generator.safekeeping.versions import versions_of

SENT, SHOWN = datetime.date(2025, 2, 27), datetime.date(2025, 2, 28)
_AFTER = 'organe = "Bureau communautaire"'


def write(project: Project, **days: datetime.date) -> str:
    """Write days, and return campaign.toml."""
    assert executory.run(project, ExecutoryRequest(**days), Silence()).written
    return (project.campaign / "campaign.toml").read_bytes().decode("utf-8")


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_days_are_written_in_their_table_and_nowhere_else(small_built: Project, line_end: str) -> None:
    """At the end of the table, with the file’s ends of line; again, in their place, with what stands behind."""
    settings = small_built.campaign / "campaign.toml"
    before = settings.read_text("utf-8").replace("\n", line_end)
    settings.write_bytes(before.encode())
    lines = f"{_AFTER}{line_end}transmise = 2025-02-27{line_end}publiee = 2025-02-28"
    after = write(small_built, transmise=SENT, publiee=SHOWN)
    assert after == before.replace(_AFTER, lines, 1)
    settings.write_bytes(after.replace("publiee = 2025-02-28", "publiee = 2025-02-28  # affichée").encode())
    assert write(small_built, publiee=SENT) == after.replace("publiee = 2025-02-28", "publiee = 2025-02-27  # affichée")
    assert len(versions_of(small_built.root, "templates/mediation-numerique/campaign.toml")) == 2


def test_a_day_before_the_deliberation_is_refused(small_built: Project) -> None:
    """Nothing is written."""
    before = (small_built.campaign / "campaign.toml").read_bytes()
    with pytest.raises(RefusedError, match="est avant la délibération, du 24"):
        executory.run(small_built, ExecutoryRequest(datetime.date(2025, 2, 23)), Silence())
    assert (small_built.campaign / "campaign.toml").read_bytes() == before


def test_a_table_that_is_written_otherwise_is_left_alone(small_built: Project) -> None:
    """Dotted keys are TOML too: whoever wrote them so completes them so."""
    settings = small_built.campaign / "campaign.toml"
    text = settings.read_text("utf-8").replace("[epci.deliberation]\n", "")
    text = text.replace('numero = "D25049B"\ndate = 2025-02-24\norgane = "Bureau communautaire"\n', "")
    other = 'deliberation = { numero = "D25049B", date = 2025-02-24, organe = "Bureau communautaire" }\n'
    settings.write_text(text.replace("[epci]\n", f"[epci]\n{other}"), "utf-8")
    with pytest.raises(DataError, match="n’y est pas écrite ainsi"):
        executory.run(small_built, ExecutoryRequest(SENT), Silence())


def test_settings_that_are_no_toml_take_no_other_ones_place(small_built: Project) -> None:
    """With its line: the page of the campaign could not be opened any more to put them right."""
    before = (small_built.campaign / "campaign.toml").read_bytes()
    seal = pieces.run(small_built, PiecesRequest("campaign.toml"), Silence()).seal
    wrong = before.replace(b"date = 2025-02-24", b"date = hier")
    with pytest.raises(TemplateError, match="écriture TOML incorrecte, ligne 33 ; rien n’a été écrit"):
        pieces.run(small_built, PiecesRequest("campaign.toml", wrong, seal), Silence())
    assert (small_built.campaign / "campaign.toml").read_bytes() == before
