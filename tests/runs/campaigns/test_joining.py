"""PDFs joined to the dossiers of a campaign, and taken off, by a section of campaign.toml."""

from __future__ import annotations

import datetime
import re
import tomllib
from typing import Any

import pytest

from generator.errors import DataError, UsageError
from generator.inputs.campaignfile import read_campaign
from generator.inputs.tomledit import as_toml
from generator.progress import Silence
from generator.project import Project
from generator.runs.campaigns import annexes
from generator.runs.campaigns.annexes import AMENDING, PLACES, AnnexesReport, AnnexesRequest
from tests.annexes import conformant, untagged
from tests.cases import cases


def join(project: Project, name: str, data: bytes, **values: Any) -> AnnexesReport:
    """Join a PDF to what campaign.toml says now."""
    return annexes.run(project, AnnexesRequest(name, data, values), Silence())


@cases("end", b"\n", b"\r\n")
def test_one_is_joined_after_the_last_document_and_taken_off(small_project: Project, end: bytes) -> None:
    """Every other byte stays; the PDF stays in the folder, and another one of its name lies beside it."""
    path = small_project.campaign / "campaign.toml"
    before = path.read_bytes().replace(b"\n", end)
    path.write_bytes(before)
    day = datetime.date(2024, 3, 12)
    made = join(
        small_project, "Règlement.pdf", conformant(), titre="Règlement", date=day, communes=["Haveluy", "59564"]
    )
    assert made.written
    assert made.examined
    assert not made.examined.faults
    (row,) = made.rows
    assert (row["modele"], row["date"], row["communes"]) == ("Règlement.pdf", day, ["Haveluy", "59564"])
    campaign, problems = read_campaign(small_project.campaign)
    assert not [one for one in problems if one.level == "error"]
    assert [piece.template.name for piece in campaign.annexes] == ["Règlement.pdf"]
    off = annexes.run(small_project, AnnexesRequest(removed="Règlement.pdf"), Silence())
    assert (off.written, off.rows, path.read_bytes()) == (True, (), before)
    again = join(small_project, "Règlement.pdf", untagged(), titre="Règlement", a_signer=True)
    assert again.examined
    assert again.examined.faults
    assert [row["modele"] for row in again.rows] == ["Règlement (2).pdf"]


def test_what_is_wrong_is_joined_nowhere(small_project: Project) -> None:
    """A commune or a title that would confuse, a file that is no PDF, and a campaign that changed meanwhile."""
    folder, before = small_project.campaign, sorted(small_project.campaign.iterdir())
    unknown = join(small_project, "plan.pdf", conformant(), titre="Plan", communes=["Ailleurs"])
    assert [one.column for one in unknown.problems] == ["pack.pieces.communes"]
    twice = join(small_project, "plan.pdf", conformant(), titre="Bordereau d’envoi")
    assert [one.column for one in twice.problems] == ["pack.pieces.titre"]
    assert [one.column for one in join(small_project, "plan.pdf", conformant()).problems] == ["pack.pieces.titre"]
    with pytest.raises(UsageError, match="est un PDF"):
        join(small_project, "plan.docx", conformant(), titre="Plan")
    with pytest.raises(UsageError, match="Rien n’a été écrit"):
        join(small_project, "plan.pdf", b"%PDF-1.7\nrien", titre="Plan")
    with pytest.raises(UsageError, match="pas une annexe"):
        annexes.run(small_project, AnnexesRequest(removed="convention.docx"), Silence())
    assert sorted(folder.iterdir()) == before


def test_an_annexe_is_joined_to_avenants_too(small_project: Project) -> None:
    """Under the documents of an avenant, and taken off there; a campaign without avenants has no such place."""
    path = small_project.campaign / "campaign.toml"
    before = path.read_text("utf-8")
    seen = annexes.run(small_project, AnnexesRequest(), Silence())
    assert tuple(seen.documents) == PLACES
    asked = AnnexesRequest("tarifs.pdf", conformant(), {"titre": "Tarifs"}, place=AMENDING)
    made = annexes.run(small_project, asked, Silence())
    assert [(row["modele"], row["place"]) for row in made.rows] == [("tarifs.pdf", AMENDING)]
    campaign = read_campaign(small_project.campaign)[0]
    assert [piece.titre for piece in campaign.avenant if piece.annexe] == ["Tarifs"]
    assert not any(piece.annexe for piece in campaign.pieces)
    with pytest.raises(UsageError, match="ce n’est pas une annexe"):
        annexes.run(small_project, AnnexesRequest(removed="tarifs.pdf"), Silence())
    off = AnnexesRequest(removed="tarifs.pdf", place=AMENDING)
    assert annexes.run(small_project, off, Silence()).rows == ()
    assert path.read_text("utf-8") == before


@cases("end", b"\n", b"\r\n")
def test_a_document_goes_before_the_one_above_it(small_project: Project, end: bytes) -> None:
    """With the comment over it; every other byte stays, and twice is as before."""
    path = small_project.campaign / "campaign.toml"
    planning = b'# Le planning, \xc3\xa0 part.\n[[pack.pieces]]\ntype = "planning"'
    before = path.read_bytes().replace(b'[[pack.pieces]]\ntype = "planning"', planning, 1).replace(b"\n", end)
    path.write_bytes(before)
    made = annexes.run(small_project, AnnexesRequest(raised=4), Silence())
    kinds = ["bordereau", "note", "deliberation", "planning", "convention"]
    assert [row["type"] for row in made.documents["pack.pieces"]] == kinds
    assert [piece.kind for piece in read_campaign(small_project.campaign)[0].pieces] == kinds
    assert planning.replace(b"\n", end) in path.read_bytes()
    assert sorted(path.read_bytes().splitlines()) == sorted(before.splitlines())
    annexes.run(small_project, AnnexesRequest(raised=4), Silence())
    assert path.read_bytes() == before
    with pytest.raises(UsageError, match="plus à cette place"):
        annexes.run(small_project, AnnexesRequest(raised=5), Silence())
    inline = tomllib.loads(before.decode())["pack"]["pieces"]
    rows = ", ".join("{" + ", ".join(f"{key} = {as_toml(one[key])}" for key in one) + "}" for one in inline)
    path.write_text(
        re.sub(r"(?s)\n\[\[pack.pieces.*?(?=\n\[avenant)", f"\npieces = [{rows}]\n", before.decode()), "utf-8"
    )
    with pytest.raises(DataError, match="n’y sont pas écrites ainsi"):
        annexes.run(small_project, AnnexesRequest(raised=1), Silence())
