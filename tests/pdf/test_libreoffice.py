"""LibreOffice when it misbehaves, which a small program in its place does on command."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pypdfium2
import pytest
from docx import Document

from generator.errors import Cancelled, EngineError
from generator.pdf.conversion import ConversionJob
from generator.pdf.libreoffice import LibreOfficeEngine, _shares
from generator.pdf.soffice import find_soffice, quick_place
from generator.word.hyphens import with_whole_numbers
from generator.workers import LocalWorkers, dismiss
from tests.cases import cases
from tests.pdf.conftest import DATE, convert
from tests.pdf.worddocuments import write_word_document

#: Far longer than anything here takes, in seconds, on a machine that has much else to do too.
SOON = 60.0
_REAL = 'exec "{real}" "$@"\n'


def _engine(tmp_path: Path, script: str, patience: float = SOON) -> LibreOfficeEngine:
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
        made.append(ConversionJob(docx.name, docx.read_bytes()))
    return made


def _ended(pid: int) -> bool:
    """Tell whether the process is gone, or soon; one that nobody waited for yet counts as gone."""
    end = time.monotonic() + SOON
    while time.monotonic() < end:
        try:
            if Path(f"/proc/{pid}/stat").read_text(encoding="ascii").split(")")[1].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.02)
    return False


def test_a_run_that_hangs_is_ended_with_its_children(tmp_path: Path, jobs: list[ConversionJob]) -> None:
    """After the time limit nothing of it lives on, and the documents say that they were not printed."""
    engine = _engine(tmp_path, "sleep 600 & echo $! >> {here}/children; wait\n", patience=2)
    conversions = convert(engine, jobs, workers=2)
    assert all("LibreOffice n’a pas imprimé convention.docx" in conversion.error for conversion in conversions)
    children = [int(line) for line in (tmp_path / "children").read_text(encoding="ascii").split()]
    assert len(children) == 3  # both together, then each alone
    assert all(_ended(child) for child in children)


def test_a_program_that_never_ends_is_not_waited_for_at_each_document(tmp_path: Path) -> None:
    """Neither when it is asked for many at once, nor alone for each: two in a row, and it is at fault."""
    docx = write_word_document(tmp_path / "convention.docx", "Convention").read_bytes()
    many = [ConversionJob(f"{number}.docx", docx) for number in range(20)]
    conversions = convert(_engine(tmp_path, "echo >> {here}/runs; exec sleep 600\n", patience=2), many, workers=1)
    assert (tmp_path / "runs").read_text(encoding="ascii").count("\n") == 3
    assert [conversion.error for conversion in conversions[2:]] == [
        f"LibreOffice n’a pas imprimé {number}.docx : il ne répond plus. Redémarrez l’ordinateur, ou choisissez le "
        "moteur intégré (--engine embedded)."
        for number in range(2, 20)
    ]


def test_a_slow_program_is_waited_for_while_it_prints(tmp_path: Path, jobs: list[ConversionJob]) -> None:
    """What is granted begins again with each document that comes out."""
    slow = 'while [ "$1" != --outdir ]; do shift; done; sleep 1.1; : > "$2/a.pdf"; sleep 1.1; : > "$2/b.pdf"; sleep 1.1'
    soffice = _engine(tmp_path, f"{slow.replace('{', '{{').replace('}', '}}')}\n", patience=3).soffice
    (tmp_path / "pdf").mkdir()
    assert soffice.print_into(tmp_path / "pdf", [tmp_path / "a.docx"], lambda: None)


def test_a_full_disk_is_told_as_one(tmp_path: Path, jobs: list[ConversionJob], monkeypatch: pytest.MonkeyPatch) -> None:
    """LibreOffice says nothing of it, and nobody would find it by opening the document there."""
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=4096))
    conversions = convert(_engine(tmp_path, "exit 0\n"), jobs, workers=1)
    assert all("le disque est plein. Libérez de la place" in conversion.error for conversion in conversions)


def test_documents_lost_in_a_crash_are_tried_again_alone(tmp_path: Path, jobs: list[ConversionJob]) -> None:
    """A crash costs a second attempt, one document at a time, not the documents."""
    script = 'echo "$#" >> {here}/runs; if mkdir {here}/crashed 2>/dev/null; then kill -9 $$; fi\n' + _REAL
    engine = _engine(tmp_path, script)
    conversions = convert(engine, jobs, workers=1)
    assert [conversion.error for conversion in conversions] == ["", ""]
    together, *alone = [int(line) for line in (tmp_path / "runs").read_text(encoding="ascii").split()]
    assert alone == [together - 1, together - 1]


def test_so_many_documents_are_given_at_a_time(
    tmp_path: Path, jobs: list[ConversionJob], monkeypatch: pytest.MonkeyPatch
) -> None:
    """They stand in the memory until all are printed: others are asked for only then."""
    monkeypatch.setattr("generator.pdf.libreoffice._MOST_TOGETHER", 1)
    coming = iter(jobs)
    printed = LibreOfficeEngine.probe().convert(coming, workers=LocalWorkers(1, lambda: None), date=DATE)
    assert next(printed).job is jobs[0]
    assert next(coming) is jobs[1]  # which it had not taken


def test_a_page_without_the_documents_text_is_a_failure(tmp_path: Path, jobs: list[ConversionJob]) -> None:
    """LibreOffice prints what it can't read as a blank page and ends well: the text of the document must be there."""
    blank = write_word_document(tmp_path / "autre.docx", "Tout à fait autre chose", articles=0)
    copies = 'for last; do case "$last" in *.docx) cp {here}/autre.docx "$last";; esac; done\n'
    engine = _engine(tmp_path, copies + _REAL)
    (conversion,) = convert(engine, jobs[:1], workers=1)
    assert blank.exists()
    assert "ne contient pas le texte de convention.docx, tout entier et rien d’autre : il y manque" in conversion.error
    assert conversion.pdf == b""


def test_a_damaged_draft_is_told_by_the_documents_name(tmp_path: Path, jobs: list[ConversionJob]) -> None:
    """The temporary file that was damaged means nothing to the reader of the message."""
    broken = 'for last; do case "$last" in *.docx) echo broken > "${{last%.docx}}.pdf";; esac; done\n'
    (conversion,) = convert(_engine(tmp_path, broken), jobs[:1], workers=1)
    assert conversion.error.startswith("Le PDF de convention.docx n’est pas un PDF lisible")


@cases("workers, shares", (1, 1), (2, 1), (2, 2))
def test_a_run_that_is_stopped_leaves_no_process(
    tmp_path: Path, jobs: list[ConversionJob], monkeypatch: pytest.MonkeyPatch, workers: int, shares: int
) -> None:
    """In the middle of a share, printed in this very process or in others: LibreOffice ends with all it started."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    monkeypatch.setattr("generator.pdf.libreoffice._FEWEST_PER_START", 1)
    dismiss()  # an earlier run of this process may have kept one for the next
    engine = _engine(tmp_path, "sleep 600 & echo $! > {here}/child-$$; wait\n")

    def children() -> list[int]:
        return [int(file.read_text(encoding="ascii") or 0) for file in tmp_path.glob("child-*")]

    def check() -> None:
        if len(children()) == shares and all(children()):
            raise Cancelled("Arrêté.")

    with pytest.raises(Cancelled), LocalWorkers(workers, check) as local:
        list(engine.convert(jobs[:shares], workers=local, date=DATE))
    assert len(children()) == shares
    assert all(_ended(child) for child in children())
    assert multiprocessing.active_children() == []
    assert list(scratch.iterdir()) == []


def test_a_share_whose_process_dies_twice_fails_alone(
    tmp_path: Path, jobs: list[ConversionJob], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What kills the process that prints one share, again and again, costs the documents of that share."""
    monkeypatch.setattr("generator.pdf.libreoffice._FEWEST_PER_START", 1)
    (tmp_path / "deadly").write_bytes(with_whole_numbers(jobs[0].docx))
    kills = 'for last; do case "$last" in *.docx) cmp -s {here}/deadly "$last" && kill -9 $PPID;; esac; done\n'
    lost, sound = convert(_engine(tmp_path, kills + _REAL), jobs, workers=2)
    assert "L’impression de convention.docx s’est arrêtée deux fois" in lost.error
    assert (sound.error, sound.pages) == ("", 2)


def test_two_conversions_at_once_do_not_meet(tmp_path: Path, jobs: list[ConversionJob]) -> None:
    """Each run has a profile of its own: on one profile LibreOffice would hand its documents to the other and end."""
    engine = _engine(tmp_path, 'echo "$1" >> {here}/profiles\n' + _REAL)
    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(convert, engine, [job]) for job in jobs]
    assert [run.result()[0].error for run in both] == ["", ""]
    profiles = (tmp_path / "profiles").read_text(encoding="utf-8").split()
    assert len(set(profiles)) == len(profiles) == 2
    assert all(profile.startswith("-env:UserInstallation=file:///") for profile in profiles)


@cases("first", _REAL, "exit 0\n", "sleep 600 & echo $! > {here}/child; wait\n")
def test_one_that_was_begun_prints_what_is_asked_next(tmp_path: Path, jobs: list[ConversionJob], first: str) -> None:
    """On its profile, the same file as ever, even where it ended before; another run has its own, nothing is left."""
    (tmp_path / "scratch").mkdir()
    usual = f'echo "$1" >> {{here}}/profiles\ncase "$*" in *--nodefault*) {first};; esac\n{_REAL}'
    engine = _engine(tmp_path, usual)

    def printed() -> list[bytes]:
        with LocalWorkers(1, lambda: None) as local:
            found = engine.convert(jobs[:1], workers=local, date=DATE, scratch=tmp_path / "scratch")
            return [conversion.pdf for conversion in found]

    with engine.begun(tmp_path / "scratch"), engine.begun(tmp_path / "scratch"):
        while not (tmp_path / "profiles").exists():
            time.sleep(0.02)
        begun, later = printed(), printed()
    profiles = (tmp_path / "profiles").read_text(encoding="utf-8").split()
    assert (profiles[0] == profiles[1], len(set(profiles)), len(profiles)) == (True, 2, 3)
    assert begun == later
    assert b"" not in begun
    assert os.listdir(tmp_path / "scratch") == []
    assert not (tmp_path / "child").exists() or _ended(int((tmp_path / "child").read_text(encoding="ascii")))


@cases(
    "count, workers, sizes",
    (5, 2, [5]),
    (7, 2, [6, 1]),
    (13, 2, [7, 6]),
    (40, 2, [20] * 2),
    (120, 2, [30] * 4),
    (1, 4, [1]),
    (0, 2, []),
)
def test_work_is_shared_evenly_in_small_lots(count: int, workers: int, sizes: list[int]) -> None:
    """Every worker has a share worth a start, none more than fifty documents at once, and none is forgotten."""
    jobs = [ConversionJob(f"{n}.docx", b"") for n in range(count)]
    shares = list(_shares(jobs, workers))
    assert [len(share) for share in shares] == sizes
    assert [job for share in shares for job in share] == jobs


def test_a_document_that_carries_fonts_is_printed_alone() -> None:
    """In the same start, its fonts would dress the others."""
    carrying = ConversionJob("police.docx", b"PK word/fonts/font1.odttf")
    jobs = [carrying, *(ConversionJob(f"{n}.docx", b"") for n in range(3))]
    assert list(_shares(jobs, 2)) == [jobs[1:], [carrying]]


@cases("in_memory, enough", (True, 0), (True, 1 << 62), (False, 0))
def test_it_works_in_memory_where_there_is_room_and_leaves_nothing(
    tmp_path: Path, jobs: list[ConversionJob], monkeypatch: pytest.MonkeyPatch, in_memory: bool, enough: int
) -> None:
    """Profiles and drafts live there, or among the temporary files where that is full or missing."""
    memory, scratch = tmp_path / "memory", tmp_path / "scratch"
    scratch.mkdir()
    if in_memory:
        memory.mkdir()
    monkeypatch.setattr("generator.pdf.soffice._MEMORY", memory)
    monkeypatch.setattr("generator.pdf.soffice._ENOUGH", enough)
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    used = set[str]()

    def check() -> None:
        used.update(place.name for place in (memory, scratch) if place.exists() and any(place.iterdir()))

    with LocalWorkers(1, check) as local:
        (conversion, _) = LibreOfficeEngine.probe().convert(jobs, workers=local, date=DATE)
    assert conversion.error == ""
    assert used == {"memory" if in_memory and not enough else "scratch"}
    assert not any(any(place.iterdir()) for place in (memory, scratch) if place.exists())


def test_what_the_memory_lost_is_printed_on_the_disk(
    tmp_path: Path, jobs: list[ConversionJob], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some systems empty it when a person leaves, whose run goes on; it may fill up too."""
    (tmp_path / "memory").mkdir()
    monkeypatch.setattr("generator.pdf.soffice._MEMORY", tmp_path / "memory")
    monkeypatch.setattr("generator.pdf.soffice._ENOUGH", 0)
    engine = _engine(tmp_path, f'case "$*" in *{{here}}/memory*) exit 0;; esac\n{_REAL}')
    with LocalWorkers(1, lambda: None) as local:
        assert [one.error for one in engine.convert(jobs, workers=local, date=DATE)] == ["", ""]


def test_heavy_documents_are_printed_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What holds many pictures would fill the memory of a small machine."""
    monkeypatch.setattr("generator.pdf.soffice._MEMORY", tmp_path)
    monkeypatch.setattr("generator.pdf.soffice._ENOUGH", 0)
    disk = Path("scratch")
    assert [quick_place(disk, size) for size in (1000, 1 << 40)] == [tmp_path, disk]


def test_a_number_is_never_cut_at_the_end_of_a_line(tmp_path: Path) -> None:
    """Article by article, whatever the place of the line's end; who searches the PDF finds ordinary hyphens."""
    docx = write_word_document(tmp_path / "articles.docx", "Articles")
    document = Document(str(docx))
    document.add_paragraph(" ".join(f"{'x' * (place % 7)} L. 2121-12 MED_NUM-2025-017" for place in range(60)))
    document.save(str(docx))
    job = ConversionJob(docx.name, docx.read_bytes())
    (conversion,) = convert(LibreOfficeEngine.probe(), [job])
    pages = pypdfium2.PdfDocument(conversion.pdf)
    lines = [line for page in pages for line in page.get_textpage().get_text_range().splitlines()]
    assert sum(line.count("2121-12") for line in lines) == 60
    assert sum(line.count("MED_NUM-2025-017") for line in lines) == 60


def test_the_program_ends_with_a_run_that_is_killed(tmp_path: Path) -> None:
    """SIGKILL leaves no time to end anything: the whole group of LibreOffice ends all the same."""
    fake = tmp_path / "soffice"
    fake.write_text(
        f"#!/bin/sh\nsleep 600 &\necho $$ $! > '{tmp_path}/new'; mv '{tmp_path}/new' '{tmp_path}/pids'; wait\n"
    )
    fake.chmod(0o755)
    script = (
        "import sys; from pathlib import Path; from generator.pdf.soffice import Soffice\n"
        "Soffice(Path(sys.argv[1]), '7.4').print_into(Path(sys.argv[2]), [], lambda: None)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script, str(fake), str(tmp_path)]) as run:
        while not (tmp_path / "pids").exists():
            assert run.poll() is None
            time.sleep(0.02)
        run.kill()
    pids = (tmp_path / "pids").read_text(encoding="ascii").split()
    end = time.monotonic() + SOON
    while any(_is_alive(pid) for pid in pids):
        assert time.monotonic() < end
        time.sleep(0.02)


def _is_alive(pid: str) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_version_that_is_no_text_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What calls itself LibreOffice and prints anything is none."""
    fake = tmp_path / "soffice"
    fake.write_text("#!/bin/sh\nprintf '\\377\\376\\200'\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(EngineError, match="ne dit pas sa version"):
        find_soffice()
