"""What is kept for ever is read in every form it was ever written in, or its document is named."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from typing import Any

import pytest

from generator.errors import RegisterError
from generator.inputs.epci import EpciDeliberation
from generator.inputs.finances import Finances
from generator.register.archive import SignedDossier
from generator.register.avenantcontent import AvenantContent
from tests.cases import cases
from tests.register.conftest import DOSSIER, NUMBER
from tests.register.test_avenants import CONTENT

DELIBERATION = EpciDeliberation("D26012B", datetime.date(2026, 3, 2), "Bureau communautaire")
COST = Finances(60050, "annuelle", "chapitre 011", "commune", datetime.date(2026, 7, 1))
#: What an avenant says of each of its changes, in French.
TOLD: dict[str, Any] = {
    "articles": [{"alineas": [["Un alinéa", 0], ["un item", 1]], "motif": "", "number": "4"}],
    "date_effet": "2026-01-01",
    "figures": {
        "accompagnements": 28,
        "ateliers": 0,
        "observations": "Exemple",
        "periode": "été 2025",
        "permanences_prevues": 6,
        "permanences_tenues": 5,
    },
    "motif": "Un motif",
    "slot": {"demi_journee": "matin", "jour": "mardi", "lieu": "Mairie", "mediateur": "M1", "semaine": 1},
    "terme": None,
}


def form_1() -> dict[str, Any]:
    """Return ``DOSSIER`` as version b2ae7df would have kept it."""
    made, (document,) = DOSSIER.made_from, DOSSIER.documents
    row = {"mediateur": "M1", "semaine": "1", "jour": "Jeudi", "demi_journee": "Après-midi", "lieu": ""}
    return {
        "documents": [
            {
                **{name: getattr(document, name) for name in ("insee", "commune", "kind", "number", "rank")},
                "inputs_sha256": document.inputs_sha256,
                "engine_sha256": document.engine_sha256,
                "files": [
                    {"path": one.path, "sha256": one.sha256, "bytes": one.bytes, "pages": one.pages}
                    for one in document.files
                ],
            }
        ],
        "inputs": {
            "program": made.program,
            "campaign": dict(made.campaign),
            "templates": dict(made.templates),
            "communes": {"59292": row},
            "acts": {"59292": dict(made.act)},
            "avenants": {},
        },
    }


def test_what_is_written_is_read_back() -> None:
    """Both kinds say the form they are in."""
    beside = replace(DOSSIER.documents[0], place="a-cote")
    for kept in (DOSSIER, replace(DOSSIER, slot=None), replace(DOSSIER, documents=(beside,))):
        assert json.loads(kept.to_json())["schema"] == 4
        assert SignedDossier.from_json(NUMBER, kept.to_json()) == kept
    costly = replace(CONTENT, finances=COST, epci=DELIBERATION)
    chosen = replace(CONTENT, nature="rectification", costless=True)
    longer = replace(CONTENT, figures=None, slot=None, term=datetime.date(2027, 6, 30))
    for content in (CONTENT, costly, replace(costly, finances=replace(COST, a_compter_du=None)), chosen, longer):
        assert json.loads(content.to_json())["schema"] == 4
        assert AvenantContent.from_json(NUMBER, content.to_json()) == content


def test_a_dossier_of_form_1_is_read() -> None:
    """Term and slot come from what the campaign and the row said, as the program read them."""
    kept = SignedDossier.from_json(NUMBER, json.dumps(form_1()))
    assert replace(kept, made_from=DOSSIER.made_from) == DOSSIER
    assert kept.made_from.commune["jour"] == "Jeudi"
    assert kept.made_from.act == {"number": "7"}


def test_an_avenant_of_form_1_is_read_and_told_as_it_was() -> None:
    """The names by which a screen tells its changes are those of form 1."""
    content = AvenantContent.from_json(NUMBER, json.dumps(TOLD))
    assert content == CONTENT
    assert {name: content.told[name] for name in TOLD} == TOLD


def test_an_avenant_of_form_3_says_no_payer() -> None:
    """Its amount is read as it was asked, before who pays had to be told."""
    kept = json.loads(replace(CONTENT, finances=COST, epci=DELIBERATION).to_json()) | {"schema": 3}
    del kept["finances"]["payeur"], kept["finances"]["a_compter_du"]
    content = AvenantContent.from_json(NUMBER, json.dumps(kept))
    assert content.finances == Finances(60050, "annuelle", "chapitre 011")
    assert content.epci == DELIBERATION


@cases("kind", SignedDossier, AvenantContent)
def test_a_form_of_a_newer_program_is_refused(kind: type[SignedDossier | AvenantContent]) -> None:
    """An older program does not guess."""
    with pytest.raises(RegisterError, match=f"{NUMBER}.*version plus récente"):
        kind.from_json(NUMBER, '{"schema": 5}')


@cases("kind", SignedDossier, AvenantContent)
@cases("text", "", "[]", "{}", "null", '{"schema": 0}', '{"schema": "2"}', '{"schema": 2}')
def test_damage_names_the_document(kind: type[SignedDossier | AvenantContent], text: str) -> None:
    """Never a traceback."""
    with pytest.raises(RegisterError, match=f"{NUMBER}.*endommagé"):
        kind.from_json(NUMBER, text)


@cases(
    "name, value",
    ("date_effet", "demain"),
    ("terme", 2027),
    ("motif", None),
    ("slot", {"jour": "mardi"}),
    ("slot", "mardi"),
    ("figures", {**TOLD["figures"], "ateliers": "0"}),
    ("articles", [{"number": "4", "motif": "", "alineas": [["Un alinéa"]]}]),
    ("articles", None),
)
def test_each_damaged_value_is_found(name: str, value: object) -> None:
    """A wrong type is damage as much as a missing value."""
    with pytest.raises(RegisterError, match="endommagé"):
        AvenantContent.from_json(NUMBER, json.dumps(TOLD | {name: value}))
