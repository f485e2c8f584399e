"""Files kept beside the register, each under a name of ours."""

from __future__ import annotations

from pathlib import Path

from generator.register.database import open_register, transaction
from generator.register.originals import keep, read_original
from tests.cases import cases


@cases("name", "Lettre. 3 «\u00a0Bois\u00a0»", "lettre.p?f", "lettre." + "x" * 230, "lettre", "lettre.")
def test_a_file_is_kept_whatever_ends_its_name(numbered: Path, name: str) -> None:
    """The letter that denounces a convention, an evaluation: what follows the last point may be no extension at all."""
    with open_register(numbered, writing=True) as connection, transaction(connection):
        kept = keep(connection, numbered, name.encode(), Path(name).suffix)
    assert read_original(numbered, kept) == name.encode()
