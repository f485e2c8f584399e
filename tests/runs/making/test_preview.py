"""One document shown outside the project, once or at each save."""

from __future__ import annotations

import dataclasses
import functools
import json
import os
import shutil
import signal
import subprocess
import sys
from itertools import takewhile
from pathlib import Path
from threading import Event

import pytest
from docx import Document
from PIL import Image
from pypdf import PdfReader

from generator.cli import run as run_command
from generator.errors import ConventionsError, DataError, OutputError, TemplateError, UsageError
from generator.inputs.campaign import Numbering
from generator.progress import Silence
from generator.project import Project
from generator.runs.making.preview import PreviewReport, PreviewRequest, run as preview, watch
from generator.runs.making.subject import provisional_number
from tests.cases import cases
from tests.conftest import MakeProject
from tests.edits import replace
from tests.runs.conftest import contents, copy_project, run

CONVENTION = PreviewRequest("convention", "haveluy")
PLANNING = PreviewRequest("planning", "haveluy")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make an empty folder for the preview."""
    path = tmp_path / "apercu"
    path.mkdir()
    return path


def into(folder: Path, request: PreviewRequest, engine: str = "embedded") -> PreviewRequest:
    """Return a request to show a document in a folder, by default with the fast engine."""
    return dataclasses.replace(request, folder=folder, engine=engine)


def pdf_text(shown: PreviewReport) -> str:
    """Return the words of a preview's PDF."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(shown.pdf).pages).split())


def add(path: Path, text: str) -> None:
    """Add a paragraph to a template and save it as Word does: beside, then over."""
    document = Document(str(path))
    document.add_paragraph(text)
    document.save(f"{path}.tmp")
    os.replace(f"{path}.tmp", path)


@cases("choice", "embedded", "libreoffice")
def test_a_preview_is_a_document_a_pdf_and_a_picture_of_each_page(
    small_project: Project, folder: Path, choice: str
) -> None:
    """The same document in three forms, alone in its folder; the pictures show something."""
    shown = preview(small_project, into(folder, CONVENTION, choice), Silence())
    assert set(folder.iterdir()) == {shown.docx, shown.pdf, *shown.pages}
    assert (shown.commune, shown.kind) == ("Haveluy", "convention")
    assert Document(str(shown.docx)).core_properties.title == f"Convention {shown.number} – Haveluy"
    assert "Commune d’Haveluy" in pdf_text(shown)
    assert len(shown.pages) == len(PdfReader(shown.pdf).pages) > 1
    for page in shown.pages:
        with Image.open(page) as picture:
            assert picture.width < picture.height
            assert picture.convert("L").getextrema() == (0, 255)


def test_the_shipped_letters_hold_on_one_page(tmp_path: Path, folder: Path) -> None:
    """Those of Raismes, which say the most: its mayor presides over the EPCI, its council convenes with a note."""
    project = copy_project(tmp_path / "projet", ["59491"])
    letters = ("bordereau", "note", "bordereau-avenant", "note-avenant", "notification", "reconduction", "fin")
    shown = {kind: preview(project, into(folder, PreviewRequest(kind, "raismes")), Silence()) for kind in letters}
    assert {kind: len(PdfReader(one.pdf).pages) for kind, one in shown.items()} == dict.fromkeys(letters, 1)


def test_the_first_participating_commune_is_shown_by_default(small_project: Project, folder: Path) -> None:
    """Without a name, in the order of the file, those that do not participate left out."""
    text = small_project.communes.read_text(encoding="utf-8").splitlines()
    rows = [f"{row};{cell}" for row, cell in zip(text, ("participe", "non", "oui", "oui"), strict=True)]
    small_project.communes.write_text("\n".join(rows), encoding="utf-8")
    assert preview(small_project, into(folder, PreviewRequest("planning")), Silence()).commune == text[2].split(";")[2]


def test_a_template_is_named_by_kind_file_or_path(small_project: Project, folder: Path) -> None:
    """The same file of another campaign is another template; what is unknown is told with what there is."""
    path = small_project.campaign / "planning.docx"
    for name in ("planning", "planning.docx", str(path)):
        assert preview(small_project, into(folder, PreviewRequest(name)), Silence()).kind == "planning"
    other = small_project.campaign.parent / "autre" / "planning.docx"
    for name in ("planing", str(other)):
        with pytest.raises(UsageError, match="choisissez parmi bordereau, note, deliberation, convention, planning"):
            preview(small_project, into(folder, PreviewRequest(name)), Silence())
    with pytest.raises(UsageError, match="commune inconnue"):
        preview(small_project, into(folder, PreviewRequest("planning", "lille")), Silence())


def test_the_number_is_provisional_until_a_build_gives_one(small_project: Project, folder: Path) -> None:
    """A number that looks like one is the register's; the other cannot be mistaken for one."""
    before = preview(small_project, into(folder, CONVENTION), Silence())
    assert (before.number, before.provisional) == ("MED_NUM-2025-PROVISOIRE", True)
    assert "Convention n° MED_NUM-2025-PROVISOIRE" in pdf_text(before)
    report = run(small_project)
    (given,) = {item.number for item in report.manifest.documents if item.commune == "Haveluy"}
    after = preview(small_project, into(folder, CONVENTION), Silence())
    assert (after.number, after.provisional) == (given, False)
    assert f"Convention n° {given}" in pdf_text(after)


@cases("letter, said", ("notification", "La présente lettre vaut notification"), ("fin.docx", "prend fin"))
def test_a_letter_is_shown_as_after_a_signature(small_project: Project, folder: Path, letter: str, said: str) -> None:
    """Nothing is signed yet: what signatures say is made up, and the commune and its number are those asked for."""
    shown = preview(small_project, into(folder, PreviewRequest(letter, "La Sentinelle")), Silence())
    text = " ".join(pdf_text(shown).split())
    assert (shown.commune, shown.number) == ("La Sentinelle", "MED_NUM-2025-PROVISOIRE")
    assert said in text
    assert "MED_NUM-2025-PROVISOIRE" in text


def test_an_avenant_that_nobody_has_is_shown_by_an_example(small_project: Project, folder: Path) -> None:
    """Of the commune that is named: a slot, a term and an article change; its number is no commune's."""
    shown = preview(small_project, into(folder, PreviewRequest("avenant.docx", "haveluy")), Silence())
    assert (shown.commune, shown.provisional, shown.example) == ("Haveluy", True, True)
    assert shown.number == "MED_NUM-2025-PROVISOIRE"
    for said in ("Avenant n° 1", shown.number, "Terme de la convention", "Nouveau créneau", "Nouvelle rédaction"):
        assert said in pdf_text(shown).replace("\u00a0", " "), said
    own = preview(small_project, into(folder, PreviewRequest("deliberation-avenant")), Silence())
    assert own.example
    assert "financière" in pdf_text(own)


def test_the_report_of_an_evaluation_is_shown_by_an_example(small_project: Project, folder: Path) -> None:
    """It is of no commune and has no number."""
    shown = preview(small_project, into(folder, PreviewRequest("evaluation")), Silence())
    assert (shown.commune, shown.number, shown.provisional, shown.example) == ("", "", False, True)
    assert shown.pdf.name == "evaluation.pdf"
    assert "Rapport d’évaluation" in pdf_text(shown)


@cases("model", "C{year}-{seq:03d}", "{seq}/{year}", "N{seq:>5}.{year}")
def test_a_provisional_number_follows_any_model(model: str) -> None:
    """Whatever the rank's format."""
    number = provisional_number(Numbering(model, 2025))
    assert "PROVISOIRE" in number
    assert "2025" in number


@cases("built", False, True)
def test_a_preview_writes_nothing_in_the_project(small_project: Project, folder: Path, built: bool) -> None:
    """Neither file nor number, register included."""
    if built:
        run(small_project)
    before = contents(small_project.root)
    preview(small_project, into(folder, CONVENTION), Silence())
    assert contents(small_project.root) == before


def test_a_fault_of_another_template_hides_nothing(small_project: Project, folder: Path) -> None:
    """One template can be mended while another is broken."""
    (small_project.campaign / "convention.docx").write_bytes(b"pas un document")
    assert preview(small_project, into(folder, PLANNING), Silence()).pages
    with pytest.raises(TemplateError):
        preview(small_project, into(folder, CONVENTION), Silence())


def test_a_failed_preview_leaves_the_last_good_one(small_project: Project, folder: Path) -> None:
    """An open viewer keeps showing something whole."""
    preview(small_project, into(folder, PLANNING), Silence())
    before = contents(folder)
    add(small_project.campaign / "planning.docx", "{{ commune.nomm }}")
    with pytest.raises(TemplateError, match=r"planning\.docx") as caught:
        preview(small_project, into(folder, PLANNING), Silence())
    (problem,) = caught.value.problems
    assert (problem.file, problem.place) == ("planning.docx", "« Révision du planning », 3e paragraphe")
    assert contents(folder) == before


def test_what_a_check_would_say_does_not_prevent_a_preview(small_project: Project, folder: Path) -> None:
    """A template at work can be looked at before all of it is right; a warning of another template is not told."""
    path = small_project.campaign / "planning.docx"
    document = Document(str(path))
    document.core_properties.title = ""
    document.save(str(path))
    result = preview(small_project, into(folder, PLANNING), Silence())
    assert {problem.place for problem in result.problems} == {"propriétés du document (titre)"}
    assert preview(small_project, into(folder, CONVENTION), Silence()).problems == ()


def test_pages_that_are_no_more_go(small_project: Project, folder: Path) -> None:
    """A document that became shorter leaves no page of the longer one."""
    long = preview(small_project, into(folder, CONVENTION), Silence())
    shutil.copyfile(small_project.campaign / "planning.docx", small_project.campaign / "convention.docx")
    short = preview(small_project, into(folder, CONVENTION), Silence())
    assert len(short.pages) < len(long.pages)
    assert set(folder.iterdir()) == {short.docx, short.pdf, *short.pages}


def test_a_folder_that_cannot_be_written_is_told(small_project: Project, tmp_path: Path) -> None:
    """With its name; here a file stands in its place."""
    (tmp_path / "pris").write_bytes(b"")
    with pytest.raises(OutputError, match="pris"):
        preview(small_project, into(tmp_path / "pris", PLANNING), Silence())


def shown(result: PreviewReport | ConventionsError) -> str:
    """Return the words of what was previewed."""
    assert isinstance(result, PreviewReport), str(result)
    return pdf_text(result)


def test_each_save_is_shown(small_project: Project, folder: Path) -> None:
    """The template, communes.csv and campaign.toml, one after the other; then it stops when it is told to."""
    stop = Event()
    previews = watch(small_project, into(folder, PLANNING), Silence(), stop)
    assert "Planning d’intervention" in shown(next(previews))
    add(small_project.campaign / "planning.docx", "Ajouté au modèle pour {{ commune.nom_maire }}")
    assert "Ajouté au modèle pour RYCKELYNCK" in shown(next(previews))
    replace(small_project.communes, "RYCKELYNCK", "LEROY")
    assert "Ajouté au modèle pour LEROY" in shown(next(previews))
    replace(small_project.campaign / "campaign.toml", "debut = 2025-05-01", "debut = 2025-09-01")
    assert "jeudi 4 septembre 2025" in shown(next(previews))
    stop.set()
    assert list(previews) == []


def test_errors_are_shown_and_watching_goes_on(small_project: Project, folder: Path) -> None:
    """A broken tag, a template taken away, broken data: each is told, and mending it is seen."""
    template, data = small_project.campaign / "planning.docx", small_project.campaign / "campaign.toml"
    good = template.read_bytes()
    stop = Event()
    previews = watch(small_project, into(folder, PLANNING), Silence(), stop)
    next(previews)
    add(template, "{{ commune.nomm }}")
    assert isinstance(next(previews), TemplateError)
    template.unlink()
    assert isinstance(next(previews), DataError)
    template.write_bytes(good)
    assert "Planning d’intervention" in shown(next(previews))
    replace(data, "[epci]", "[epci")
    assert isinstance(next(previews), DataError)
    replace(data, "[epci\n", "[epci]\n")
    assert "Planning d’intervention" in shown(next(previews))
    stop.set()
    assert list(previews) == []


def test_the_command_prints_the_files(
    small_project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Each on its line, in a new folder of the system's temporary files; as JSON with the same."""
    monkeypatch.chdir(small_project.root)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert run_command(["preview", "planning", "haveluy", "--engine", "embedded", "--no-open"]) == 0
    head, *lines = capsys.readouterr().out.splitlines()
    paths = [line for line in lines if line.strip().startswith("/")]
    assert head == "Haveluy, planning, numéro provisoire MED_NUM-2025-PROVISOIRE\u00a0: 1 page"
    (made,) = tmp_path.glob("conventions-apercu-*")
    assert {Path(path.strip()) for path in paths} == set(made.iterdir())
    assert run_command(["preview", "planning", "haveluy", "--engine", "embedded", "--no-open", "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert {Path(result["docx"]).suffix, Path(result["pdf"]).suffix} == {".docx", ".pdf"}
    assert [Path(page).is_file() for page in result["pages"]] == [True]
    assert (result["commune"], result["kind"], result["provisional"]) == ("Haveluy", "planning", True)
    assert result["example"] is False
    assert run_command(["preview", "evaluation", "--no-open"]) == 0
    head, example, *_ = capsys.readouterr().out.splitlines()
    assert head == "évaluation\u00a0: 4 pages"
    assert "Exemple" in example


def test_a_preview_says_when_other_pages_are_sent(
    small_project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The embedded engine draws it unless another is asked for; what is sent is printed by that of builds."""
    monkeypatch.chdir(small_project.root)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for sent in ("libreoffice", "embedded"):
        monkeypatch.setattr("generator.runs.making.preview.usual_engine", lambda sent=sent: sent)
        assert run_command(["preview", "planning", "haveluy", "--no-open"]) == 0
        assert ("qui sont envoyées sont celles de LibreOffice" in capsys.readouterr().out) is (sent == "libreoffice")
        assert run_command(["preview", "planning", "haveluy", "--no-open", "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert (told["engine"], told["sent"]) == ("embedded", sent)


def test_json_and_watch_exclude_each_other(small_project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """One object, or a conversation."""
    monkeypatch.chdir(small_project.root)
    assert run_command(["preview", "planning", "--json", "--watch"]) == UsageError.exit_code


def start(project: Project, tmp_path: Path, *options: str, **environment: str) -> subprocess.Popen[str]:
    """Start « conventions preview » as a process of its own, with an opener that writes down what it is asked."""
    opener = tmp_path / "bin" / "xdg-open"
    opener.parent.mkdir()
    opener.write_text(f'#!/bin/sh\necho "$1" >> {tmp_path}/opened\n', encoding="utf-8")
    opener.chmod(0o755)
    known = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.Popen(
        [sys.executable, "-m", "generator", "preview", "planning", "haveluy", "--engine", "embedded", *options],
        cwd=project.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env=known | {"PATH": f"{opener.parent}:{os.environ['PATH']}", "PYTHONUTF8": "1"} | environment,
        # A suite run in the background ignores Ctrl-C, and so would what it starts.
        preexec_fn=functools.partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )


def test_watching_opens_the_pdf_once_and_ends_cleanly(project: MakeProject, tmp_path: Path) -> None:
    """The viewer opens at the first preview, not at each; Ctrl-C is the way to end, hence exit code 0."""
    copy = project("59292")
    good = (copy.campaign / "planning.docx").read_bytes()
    with start(copy, tmp_path, "--watch", DISPLAY=":9") as process:
        assert process.stdout is not None
        lines = iter(process.stdout.readline, "")
        first = list(takewhile(lambda line: "En attente" not in line, lines))
        add(copy.campaign / "planning.docx", "{{ commune.nomm }}")
        wrong = list(takewhile(lambda line: "En attente" not in line, lines))
        (copy.campaign / "planning.docx").write_bytes(good)
        mended = list(takewhile(lambda line: "En attente" not in line, lines))
        process.send_signal(signal.SIGINT)
        rest = "".join(lines)
        assert process.wait() == 0
    assert "Fin de l’aperçu." in rest
    assert "Traceback" not in rest
    assert any("commune.nomm" in line for line in wrong)
    assert mended == first
    (pdf,) = [line.strip() for line in first if line.rstrip().endswith(".pdf")]
    assert (tmp_path / "opened").read_text(encoding="utf-8").splitlines() == [pdf]
    shutil.rmtree(Path(pdf).parent)


@cases(
    "options, environment, opened",
    ((), {"DISPLAY": ":9"}, True),
    ((), {}, False),
    (("--no-open",), {"DISPLAY": ":9"}, False),
)
def test_the_pdf_is_opened_on_a_desktop_only(
    project: MakeProject, tmp_path: Path, options: tuple[str, ...], environment: dict[str, str], opened: bool
) -> None:
    """Not over a bare connection, and not with --no-open."""
    with start(project("59292"), tmp_path, *options, TMPDIR=str(tmp_path), **environment) as process:
        process.communicate()  # ends when the opener, which has the same output, has ended too
    assert process.returncode == 0
    (pdf,) = tmp_path.glob("conventions-apercu-*/*.pdf")
    asked = (tmp_path / "opened").read_text(encoding="utf-8") if (tmp_path / "opened").exists() else ""
    assert asked == (f"{pdf}\n" if opened else "")
