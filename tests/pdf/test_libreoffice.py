"""LibreOffice when it misbehaves, which a small program in its place does on command."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from generator.pdf.conversion import Conversion, ConversionJob
from generator.pdf.libreoffice import LibreOfficeEngine, _shares
from generator.pdf.soffice import find_soffice
from tests.pdf.conftest import DATE
from tests.pdf.worddocuments import write_word_document

_REAL = 'exec "{real}" "$@"\n'


def _ignore(_: Conversion) -> None:
    """No progress to show."""


def _engine(tmp_path: Path, script: str, patience: float = 30.0) -> LibreOfficeEngine:
    """Return an engine whose LibreOffice is a shell ``script``; ``{real}`` stands for the real one, ``{here}`` here."""
    soffice = find_soffice()
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\n" + script.format(real=soffice.path, here=tmp_path), encoding="utf-8")
    program.chmod(0o755)
    return LibreOfficeEngine(replace(soffice, path=program, patience=patience))


@pytest.fixture
def jobs(tmp_path: Path) -> list[ConversionJob]:
    """Two sound documents, of the same name in two folders."""
    made = []
    for number in range(2):
        folder = tmp_path / str(number)
        folder.mkdir()
        docx = write_word_document(folder / "convention.docx", f"Convention {number}")
        made.append(ConversionJob(docx, folder / "convention.pdf"))
    return made


def _ended(pid: int) -> bool:
    """Tell whether the process is gone; one that nobody waited for yet counts as gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").split(")")[1].split()[0] == "Z"
    except OSError:
        return True


def test_a_run_that_hangs_is_ended_with_its_children(tmp_path: Path, jobs: list[ConversionJob]) -> None:
    """After the time limit nothing of it lives on, and the documents say that they were not printed."""
    engine = _engine(tmp_path, "sleep 600 & echo $! >> {here}/children; wait\n", patience=0.2)
    conversions = engine.convert(jobs, workers=2, date=DATE, done=_ignore)
    assert all("LibreOffice n’a pas imprimé convention.docx" in conversion.error for conversion in conversions)
    children = [int(line) for line in (tmp_path / "children").read_text(encoding="ascii").split()]
    assert len(children) == 4
    time.sleep(0.1)
    assert all(_ended(child) for child in children)


def test_documents_lost_in_a_crash_are_tried_again_alone(tmp_path: Path, jobs: list[ConversionJob]) -> None:
    """A crash costs a second attempt, one document at a time, not the documents."""
    script = 'echo "$#" >> {here}/runs; if mkdir {here}/crashed 2>/dev/null; then kill -9 $$; fi\n' + _REAL
    engine = _engine(tmp_path, script)
    conversions = engine.convert(jobs, workers=1, date=DATE, done=_ignore)
    assert [conversion.error for conversion in conversions] == ["", ""]
    together, *alone = [int(line) for line in (tmp_path / "runs").read_text(encoding="ascii").split()]
    assert alone == [together - 1, together - 1]


def test_a_page_without_the_documents_text_is_a_failure(tmp_path: Path, jobs: list[ConversionJob]) -> None:
    """LibreOffice prints what it can't read as a blank page and ends well: the text of the document must be there."""
    blank = write_word_document(tmp_path / "autre.docx", "Tout à fait autre chose", articles=0)
    copies = 'for last; do case "$last" in *.docx) cp {here}/autre.docx "$last";; esac; done\n'
    engine = _engine(tmp_path, copies + _REAL)
    (conversion,) = engine.convert(jobs[:1], workers=1, date=DATE, done=_ignore)
    assert blank.exists()
    assert "ne contient pas le texte de convention.docx" in conversion.error
    assert not jobs[0].pdf.exists()


def test_a_damaged_draft_is_told_by_the_documents_name(tmp_path: Path, jobs: list[ConversionJob]) -> None:
    """The temporary file that was damaged means nothing to the reader of the message."""
    broken = 'for last; do case "$last" in *.docx) echo broken > "${{last%.docx}}.pdf";; esac; done\n'
    (conversion,) = _engine(tmp_path, broken).convert(jobs[:1], workers=1, date=DATE, done=_ignore)
    assert conversion.error.startswith("Le PDF de convention.docx n’est pas un PDF lisible")


def test_an_interruption_leaves_no_process(tmp_path: Path, jobs: list[ConversionJob]) -> None:
    """Ctrl-C while another share is being printed ends that share's process too."""
    script = (
        "if mkdir {here}/first 2>/dev/null; then sleep 600 & echo $! > {here}/child; wait; fi\n"
        "while [ ! -s {here}/child ]; do sleep 0.05; done\n"
    )
    engine = _engine(tmp_path, script + _REAL)

    def interrupt(_: Conversion) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        engine.convert(jobs, workers=2, date=DATE, done=interrupt)
    child = int((tmp_path / "child").read_text(encoding="ascii"))
    time.sleep(0.1)
    assert _ended(child)


def test_two_conversions_at_once_do_not_meet(tmp_path: Path, jobs: list[ConversionJob]) -> None:
    """Each run has a profile of its own: on one profile LibreOffice would hand its documents to the other and end."""
    engine = _engine(tmp_path, 'echo "$1" >> {here}/profiles\n' + _REAL)
    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(engine.convert, [job], workers=1, date=DATE, done=_ignore) for job in jobs]
    assert [run.result()[0].error for run in both] == ["", ""]
    profiles = (tmp_path / "profiles").read_text(encoding="utf-8").split()
    assert len(set(profiles)) == len(profiles) == 2
    assert all(profile.startswith("-env:UserInstallation=file:///") for profile in profiles)


@pytest.mark.parametrize(("count", "workers", "sizes"), [(3, 2, [2, 1]), (40, 2, [10] * 4), (1, 4, [1]), (0, 2, [])])
def test_work_is_shared_evenly_in_small_lots(count: int, workers: int, sizes: list[int]) -> None:
    """Every worker has a share, none has more than sixteen documents at once, and none is forgotten."""
    jobs = [ConversionJob(Path(f"{n}.docx"), Path(f"{n}.pdf")) for n in range(count)]
    shares = list(_shares(jobs, workers))
    assert [len(share) for share in shares] == sizes
    assert [position for share in shares for position, _ in share] == list(range(count))


def test_the_profiles_folder_is_gone_afterwards(
    tmp_path: Path, jobs: list[ConversionJob], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Profiles and drafts lived in a temporary folder that is removed."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    LibreOfficeEngine.probe().convert(jobs, workers=2, date=DATE, done=_ignore)
    assert os.listdir(scratch) == []
