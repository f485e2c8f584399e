"""The manifest, which anybody may have changed: it is read whole and of the right types, or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from generator.dossiers.manifest import Manifest
from generator.dossiers.records import DocumentRecord, FileRecord, Inputs
from tests.cases import cases

RECORD = DocumentRecord(
    "59292", "Haveluy", "convention", "N-1", "i", "e", (FileRecord("59292-x/N-1.docx", "s", 1, None),)
)
MANIFEST = Manifest(
    "x",
    "embedded",
    "1",
    (RECORD,),
    inputs=Inputs("p", communes={"59292": {"nom": "Haveluy"}}),
    copied={"N-1": {"a": "s"}},
)


def changed(change: Callable[[Any, Any, Any], object], folder: Path) -> Path:
    """Return a manifest in which something was changed: of all, of its document or of its file."""
    path = folder / "manifest.json"
    MANIFEST.write(path)
    data = json.loads(path.read_text(encoding="utf-8"))
    document = data["documents"][0]
    change(data, document, document["files"][0])
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_a_manifest_is_read_as_it_was_written(tmp_path: Path) -> None:
    """What it lists and what that was made from."""
    assert Manifest.read(changed(lambda data, document, file: None, tmp_path)) == MANIFEST


@cases(
    "path", "../../register/register.sqlite", "/etc/passwd", "a/../../b.pdf", "C:/b.pdf", "..\\b.pdf", "", ".", 5, None
)
def test_a_manifest_that_leads_outside_is_none(path: object, tmp_path: Path) -> None:
    """Nothing of it is believed: what it names could be anybody's file."""
    assert Manifest.read(changed(lambda data, document, file: file.update(path=path), tmp_path)) is None


@cases(
    "change",
    lambda data, document, file: file.update(sha256=None),
    lambda data, document, file: file.update(bytes="a"),
    lambda data, document, file: file.update(bytes=-1),
    lambda data, document, file: file.update(pages=True),
    lambda data, document, file: file.update(autre=1),
    lambda data, document, file: document.update(files=[]),
    lambda data, document, file: document.update(files=[5]),
    lambda data, document, file: document.update(insee={}),
    lambda data, document, file: document.update(number=[1]),
    lambda data, document, file: document.update(number="\x00"),
    lambda data, document, file: document.update(number="../../x"),
    lambda data, document, file: document.update(kind=None),
    lambda data, document, file: document.update(rank="x"),
    lambda data, document, file: document.update(period=3),
    lambda data, document, file: data.update(documents={"a": 1}),
    lambda data, document, file: data.update(documents=None),
    lambda data, document, file: data.update(engine={"name": 1, "version": "1"}),
    lambda data, document, file: data.update(engine=[]),
    lambda data, document, file: data.update(campaign=1),
    lambda data, document, file: data.update(recueil=[]) or data.update(recueil={"a": 1}),
    lambda data, document, file: data.update(others=[None]),
    lambda data, document, file: data.update(copied={"N-1": []}),
    lambda data, document, file: data.update(copied=[1]),
    lambda data, document, file: data.update(inputs={"communes": {"59292": 3}}),
    lambda data, document, file: data.update(inputs={"templates": {"a": 1}}),
    lambda data, document, file: data.update(inputs=[]),
)
def test_a_manifest_of_the_wrong_types_is_none(change: Callable[[Any, Any, Any], object], tmp_path: Path) -> None:
    """All is then made again, as if there were none."""
    assert Manifest.read(changed(change, tmp_path)) is None


@cases("text", "", "[]", "5", "null", "[" * 100_000, '{"schema": 1}', "\udcff")
def test_what_is_no_manifest_is_none(text: str, tmp_path: Path) -> None:
    """Neither is a folder of its name."""
    path = tmp_path / "manifest.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert Manifest.read(path) is None
    assert Manifest.read(tmp_path) is None
