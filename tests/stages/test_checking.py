"""The verification of one file in a process of its own, and what processes load for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import docx

from generator.pdf.composition import Found
from generator.stages.checking import _STAMP, Checked, lost, stamp_lines, verify
from tests.cases import cases


@cases(
    "module, spared",
    ("generator.stages.checking", {"generator.dossiers.manifest", "generator.inputs.campaign", "jinja2"}),
    ("generator.stages.authors", {"generator.avenants", "generator.register.database", "pikepdf", "page"}),
    ("generator.stages.merging", {"generator.inputs.campaign", "docx", "jinja2", "page"}),
)
def test_a_process_loads_what_its_work_needs(module: str, spared: set[str]) -> None:
    """One that verifies or merges knows no campaign, one that writes a convention no avenant and no register."""
    told = f"import sys; import {module}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert not set(done.stdout.split()) & spared


def test_a_file_that_cannot_be_read_is_faulty(tmp_path: Path) -> None:
    """Whatever it should be: a Word file, an annexe, a PDF, or one over which a process died."""
    for name, annexe in (("a.docx", False), ("b.pdf", True), ("c.pdf", False)):
        (tmp_path / name).write_bytes(b"?")
        found = verify(Checked(tmp_path, name, annexe))
        assert [failure.rule for failure in found.failures] == ["unreadable"], name
        assert found == Found(found.failures)
    assert [failure.rule for failure in lost(Checked(tmp_path, "c.pdf")).failures] == ["crash"]


def test_the_lines_that_could_be_stamps_are_found_line_by_line() -> None:
    """As the pattern finds them in the whole text, which takes fifty times as long."""
    text = "MED — 1/2\nle 1/2\n\u2028x — y 3/4 z\r\n — 5/6\n — a/b\n2025 — 7/8 — 9/9"
    assert stamp_lines(text) == "\n".join(_STAMP.findall(text))
    assert stamp_lines(text).count("\n") == 3
    assert stamp_lines("") == ""


@cases("between, rules", ("\t", []), ("\n", []), ("", ["double-space"]))
def test_spaces_on_each_side_of_a_tab_are_no_two_spaces(tmp_path: Path, between: str, rules: list[str]) -> None:
    """A dotted line to be filled in stands between them, or the end of a line."""
    document = docx.Document()
    document.add_paragraph(f"Nom : {between} date")
    document.save(str(tmp_path / "a.docx"))
    assert [failure.rule for failure in verify(Checked(tmp_path, "a.docx")).failures] == rules
