"""A register with one numbered document, and the deliberation of the seed's commune."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from generator.inputs.campaign import Numbering
from generator.inputs.communes import Slot
from generator.law.acts import Act
from generator.law.sittings import Proxy, Sitting
from generator.register.archive import ArchivedDocument, ArchivedFile, Origin, SignedDossier
from generator.register.database import open_register, transaction
from generator.register.ledger import Entries, commit, reserve
from generator.register.mailings import Prepared, Purpose, mailings, record_prepared, record_sending

NUMBER = "MED_NUM-2025-001"
ACT = Act(
    siren="",
    number="2025-02-10",
    decided_on=datetime.date(2025, 4, 2),
    object="Convention de médiation numérique",
    sent_on=datetime.date(2025, 4, 7),
    received_on=datetime.date(2025, 4, 7),
    identifier="059-215902925-20250402-DELIB20250210-DE",
    authorises_signature=True,
    authorises_avenants=True,
)
SITTING = Sitting(
    held_on=ACT.decided_on,
    convened_on=datetime.date(2025, 3, 27),
    posted_on=datetime.date(2025, 3, 27),
    in_office=21,
    present=14,
    voting=20,
    present_names=("RYCKELYNCK J.P.", "MURCIA B", "MAYEUX M."),
    proxies=(Proxy("FERAHTIA A.", "MURCIA B."),),
    absent_names=("GARCIA M.",),
    secretary="MAYEUX M.",
    signatories=("Mariette MAYEUX", "Jean-Paul RYCKELYNCK"),
    votes_for=20,
    votes_against=0,
    abstentions=0,
    unanimous=True,
)
#: What is kept of a dossier whose one document has a DOCX and a PDF.
DOSSIER = SignedDossier(
    (
        ArchivedDocument(
            "59292",
            "Haveluy",
            "convention",
            NUMBER,
            0,
            "a" * 64,
            "b" * 64,
            (ArchivedFile("59292-haveluy/convention.docx", "c" * 64, 6, None), ArchivedFile("a/c.pdf", "d" * 64, 4, 1)),
        ),
    ),
    datetime.date(2026, 6, 30),
    Slot("M1", 1, "jeudi", "après-midi", "Mairie"),
    Origin("e" * 64, {"convention.terme": "2026-06-30"}, {"logo": "f" * 64}, {"nom": "Haveluy"}, {"number": "7"}, {}),
)


def send(
    register: Path, purpose: Purpose, day: datetime.date | None = datetime.date(2025, 3, 10), text: bytes = b"docx"
) -> None:
    """Prepare the e-mail of the one document and, unless ``day`` is None, note that it left."""
    made = Prepared(NUMBER, purpose, 0, "mairie@haveluy.fr", {"convention": text})
    with open_register(register, writing=True) as connection, transaction(connection):
        record_prepared(connection, register, "mediation", [made])
        if day:
            record_sending(connection, mailings(connection, "mediation")[NUMBER][-1], day)


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """Return where a register will be."""
    return tmp_path / "register" / "register.sqlite"


@pytest.fixture
def numbered(tmp_path: Path) -> Path:
    """Return a register whose one document is Haveluy's convention, ``NUMBER``."""
    path = tmp_path / "register" / "register.sqlite"
    wanted = (path, Entries("mediation", Numbering("MED_NUM-{year}-{seq:03d}", 2025), ["59292"]))
    commit(*wanted, reserve(*wanted), lambda: None)
    return path
