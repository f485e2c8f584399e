"""The command line, run in this process: exit codes, messages, machine-readable results."""

from __future__ import annotations

import datetime
import io
import json
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
import pytest
from docx import Document

import generator
from generator.cli import cli, main, run
from generator.console.usage import LateGroup
from generator.progress import Progress
from generator.project import Project
from generator.runs.making.check import CheckRequest
from tests.cases import cases
from tests.edits import replace

ENGLISH = re.compile(
    r"\b(?:Usage|Error|Try|No such|Invalid|Missing|Got|Show|Traceback|is not|required)\b|<=x|x>=|x<=|[a-z]:\n|\.\.\."
)


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as one JSON object."""
        return json.loads(self.out)


class Call:
    """Runs commands in a project's folder."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str) -> Said:
        self._capsys.readouterr()
        code = run(list(arguments))
        return Said(code, *self._capsys.readouterr())


@pytest.fixture
def call(small_project: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    """Call commands from inside a project of three communes."""
    monkeypatch.chdir(small_project.root)
    return Call(capsys)


def files(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def test_check_says_that_all_is_well(call: Call, small_project: Project) -> None:
    """Exit 0, what to do next, and nothing written."""
    replace(small_project.campaign / "campaign.toml", "terme = 2026-06-30", "terme = 2099-06-30")
    replace(small_project.campaign / "campaign.toml", "debut = 2025-05-01", "debut = 2099-05-01")
    before = files(small_project.root)
    said = call("check")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Aucune erreur\u00a0:")
    assert files(small_project.root) == before


@pytest.mark.usefixtures("unproved")
def test_check_shows_warnings_apart(call: Call, small_project: Project) -> None:
    """Warnings go to standard error and do not change the exit code."""
    replace(small_project.communes, "mairie@haveluy.fr", "")
    said = call("check")
    assert said.code == 0
    assert said.err.startswith("Avertissement — communes.csv, ligne 2 (Haveluy), colonne courriel")


@pytest.mark.usefixtures("unproved")
def test_check_in_json_is_one_object(call: Call, small_project: Project) -> None:
    """All keys of a problem are there, and standard output holds nothing else."""
    replace(small_project.campaign / "campaign.toml", "terme = 2026-06-30", "terme = 2099-06-30")
    replace(small_project.campaign / "campaign.toml", "debut = 2025-05-01", "debut = 2099-05-01")
    assert call("check", "--json").json == {"problems": [], "movements": []}
    replace(small_project.communes, "mairie@haveluy.fr", "")
    said = call("check", "--json")
    (problem,) = said.json["problems"]
    assert said.code == 0
    assert set(problem) == {"level", "file", "line", "column", "commune", "message", "remedy", "place"}
    assert (problem["level"], problem["line"], problem["commune"]) == ("warning", 2, "Haveluy")
    assert said.err == ""


def test_errors_in_the_data_exit_with_3(call: Call, small_project: Project) -> None:
    """All of them, of both files, then the count."""
    replace(small_project.communes, ";Haveluy;1;", ";Haveluy;9;")
    replace(small_project.campaign / "campaign.toml", "originaux = 2", "originaux = 0")
    said = call("check")
    assert (said.code, said.out) == (3, "")
    assert [line.split(" — ")[0] for line in said.err.splitlines()[:2]] == ["Erreur", "Erreur"]
    assert said.err.splitlines()[2] == "2 erreurs dans les données."


def test_an_error_in_json_is_one_object_too(call: Call, small_project: Project) -> None:
    """Problems and the error's text on standard output; the same for people on standard error."""
    replace(small_project.communes, ";Haveluy;1;", ";Haveluy;9;")
    said = call("check", "--json")
    assert said.code == 3
    assert [problem["column"] for problem in said.json["problems"]] == ["tncc"]
    assert said.json["error"] == "1 erreur dans les données."
    assert "Haveluy" in said.err


def test_an_error_in_a_template_exits_with_4(call: Call, small_project: Project) -> None:
    """With the template's name and the place of the paragraph."""
    path = small_project.campaign / "planning.docx"
    document = Document(str(path))
    document.add_paragraph("{{ commune.nomm }}")
    document.save(str(path))
    said = call("check")
    assert said.code == 4
    place = "«\u00a0Révision du planning\u00a0», 3e paragraphe, vers la page 2"
    assert said.err.startswith(f"Erreur — planning.docx, {place}\u00a0: commune.nomm\u00a0: inconnu")
    path.write_bytes(b"PK")
    assert call("check").code == 4
    assert call("check", "--json").json["problems"][0]["file"] == "planning.docx"


@cases("arguments", ["check"], ["build"], ["planning"])
def test_no_project_exits_with_2(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each command says where it looked and what to do; also as JSON."""
    monkeypatch.chdir(tmp_path)
    said = Call(capsys)(*arguments)
    assert (said.code, said.out) == (2, "")
    assert "aucun projet" in said.err
    assert "--project" in said.err
    said = Call(capsys)(*arguments, "--json")
    assert said.code == 2
    assert said.json["problems"] == []
    assert "aucun projet" in said.json["error"]


@pytest.mark.usefixtures("unproved")
def test_the_project_may_be_named(
    small_project: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """From anywhere; a folder that does not exist is an error even inside a project."""
    call = Call(capsys)
    monkeypatch.chdir(tmp_path)
    assert call("check", "--project", "projet").code == 0
    monkeypatch.chdir(small_project.root)
    assert call("check", "--project", "autre").code == 2


@pytest.mark.usefixtures("unproved")
def test_the_campaign_may_be_named(call: Call, small_project: Project) -> None:
    """And must be, when there are several."""
    assert call("check", "--campaign", "mediation-numerique").code == 0
    assert call("check", "--campaign", "autre").code == 2
    shutil.copytree(small_project.campaign, small_project.campaign.with_name("lecture"))
    assert call("check").code == 2
    assert call("check", "--campaign", "lecture").code == 0


@cases(
    "arguments, message",
    (["chek"], "Commande inconnue\u00a0: chek\u202f; vouliez-vous check\u202f?"),
    (["xyz"], "les commandes sont check, "),
    (["build", "--enginee", "auto"], "vouliez-vous --engine\u202f?"),
    (["build", "--engine", "word"], "choisissez parmi auto, libreoffice, embedded."),
    (["build", "--engine"], "L’option --engine attend une valeur."),
    (["build", "--jobs", "0"], "il faut un nombre entier de 1 à 64."),
    (["build", "--jobs", "deux"], "il faut un nombre entier de 1 à 64."),
    (["build", "--force=oui"], "L’option --force n’attend pas de valeur."),
    (["build", "--output", "communes.csv"], "il faut un dossier, et «\u00a0communes.csv\u00a0» n’en est pas un."),
    (["amend", "--revision", "templates"], "il faut un fichier, et «\u00a0templates\u00a0» n’en est pas un."),
    (["sign", "abscon", "--file", "acte signé.pdf"], "«\u00a0acte signé.pdf\u00a0» est introuvable, vérifiez son nom"),
    (["amend", "absente.csv"], "absente.csv\u00a0: fichier introuvable"),
    (["backup", "--encrypt", "--passphrase-file", "templates"], "templates\u00a0: c’est un dossier"),
    (["restore", "/dev/null", "--yes"], "/dev/null\u00a0: ce n’est pas un fichier ordinaire"),
    (["check", "Haveluy"], "Argument en trop\u00a0: Haveluy."),
    (["sign", "Haveluy", "Raismes", "(2)"], "Arguments en trop\u00a0: Raismes (2)."),
    (["intake"], "Il manque FICHIER."),
    (["print", "cartes"], "Valeur incorrecte pour QUOI\u00a0: choisissez parmi appels,"),
    (
        ["register", "export", "communes.csv"],
        "Valeur incorrecte pour DOSSIER\u00a0: il faut un dossier, et «\u00a0communes.csv\u00a0» n’en",
    ),
    (["build", "--only", "annexe"], "bordereau, note, deliberation, convention, planning, bordereau-avenant,"),
)
def test_a_wrong_call_exits_with_2_in_french(
    call: Call, small_project: Project, arguments: list[str], message: str
) -> None:
    """What is wrong and what would be right; nothing is written; JSON carries the same text."""
    before = files(small_project.root)
    said = call(*arguments)
    assert (said.code, said.out) == (2, "")
    assert message in said.err
    assert not ENGLISH.search(said.err)
    said = call(*arguments, "--json")
    assert said.code == 2
    assert said.json["problems"] == []
    assert files(small_project.root) == before


def test_an_unknown_commune_is_told_with_the_nearest(call: Call, small_project: Project) -> None:
    """Every unknown name, before anything is made."""
    before = files(small_project.root)
    said = call("build", "havelui", "59999", "Rœulx", "--engine", "embedded")
    assert said.code == 2
    assert "havelui\u00a0: commune inconnue\u202f; vouliez-vous haveluy\u202f?" in said.err
    assert "59999\u00a0: commune inconnue" in said.err
    assert "Rœulx" not in said.err
    assert files(small_project.root) == before


def test_no_command_shows_the_help(call: Call) -> None:
    """And exits with 2, since nothing was done."""
    said = call()
    assert said.code == 2
    assert said.out.startswith("Utilisation\u00a0: conventions [OPTIONS] COMMANDE …")


@cases("arguments", [], *([name] for name in cli.commands))
def test_help_is_french_and_whole(call: Call, arguments: list[str]) -> None:
    """Every command and option has a French text."""
    said = call(*arguments, "--help")
    assert said.code == 0
    assert said.out.startswith("Utilisation\u00a0: conventions")
    assert not ENGLISH.search(said.out)
    command = cli.commands[arguments[0]] if arguments else cli
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help
            assert parameter.opts[-1] in said.out
    assert call(*arguments, "-h").out == said.out


def test_the_version_is_the_package_s(call: Call) -> None:
    """One line."""
    assert call("--version").out == f"conventions {generator.__version__}\n"


@pytest.mark.usefixtures("unproved")
def test_remarks_of_law_are_told_when_asked_for_and_marked(call: Call) -> None:
    """Each clause of clauses.toml that is really in a template, as a warning that is of no other kind."""
    asked = [call("check", "--json", *option).json["problems"] for option in ((), ("--legal",))]
    silent, remarks = ([item for item in problems if item.get("legal")] for problems in asked)
    assert silent == []
    assert {item["level"] for item in remarks} == {"warning"}
    assert len(remarks) == len({item["message"] for item in remarks}) == 13
    assert "13 clauses à relire" in call("check", "--legal").out.replace("\u00a0", " ")


def test_planning_writes_what_it_shows(call: Call, small_project: Project) -> None:
    """One line per slot, and that it is a proposal; then nothing remains to be done."""
    replace(small_project.communes, "M1;1;jeudi;après-midi;Mairie", ";;;;")
    before = small_project.communes.read_bytes()
    said = call("planning", "--dry-run")
    assert said.code == 0
    assert said.out.splitlines()[0] == "  Haveluy\u00a0: mardi après-midi, semaine 1, M1, Mairie"
    assert "rien n’a été écrit" in said.out
    assert small_project.communes.read_bytes() == before
    assert call("planning", "--dry-run", "--json").json == {
        "slots": [
            {
                "insee": "59292",
                "commune": "Haveluy",
                "mediateur": "M1",
                "semaine": 1,
                "jour": "mardi",
                "demi_journee": "après-midi",
                "lieu": "Mairie",
            }
        ]
    }
    said = call("planning")
    assert "1 créneau proposé\u202f; c’est écrit dans communes.csv" in said.out
    assert small_project.communes.read_bytes() != before
    said = call("planning")
    assert said.out.startswith("Toutes les communes")
    assert call("planning", "--json").json == {"slots": []}


def test_a_register_that_is_damaged_exits_with_6(call: Call, small_project: Project) -> None:
    """Before anything is made."""
    small_project.register.parent.mkdir()
    small_project.register.write_bytes(b"damaged" * 1000)
    said = call("build", "--engine", "embedded", "--json")
    assert said.code == 6
    assert "endommagé" in said.json["error"]
    assert not small_project.manifest.exists()


def test_strict_makes_warnings_errors(call: Call, small_project: Project) -> None:
    """Exit 3, with the warnings."""
    replace(small_project.communes, "mairie@haveluy.fr", "")
    said = call("build", "--strict", "--dry-run", "--engine", "embedded")
    assert said.code == 3
    assert "pas de courriel" in said.err
    assert "--strict" in said.err


def test_a_dry_run_writes_nothing(call: Call, small_project: Project) -> None:
    """It says what would be made; as JSON, nothing else is on standard output."""
    before = files(small_project.root)
    said = call("build", "--dry-run", "--engine", "embedded")
    assert said.code == 0
    assert "Rien n’a été écrit (--dry-run)." in said.out
    said = call("build", "--dry-run", "--engine", "embedded", "--json")
    assert {item["state"] for item in said.json["documents"]} == {"built"}
    assert said.err == ""
    assert files(small_project.root) == before


def test_json_survives_any_stream(call: Call, small_project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a stream that lacks letters they are escaped: what is read back is what was meant."""
    replace(small_project.communes, ";Rœulx;0;", ";Rœulx;9;")
    stream = io.TextIOWrapper(io.BytesIO(), encoding="latin-1", write_through=True)
    monkeypatch.setattr(sys, "stdout", stream)
    assert run(["check", "--json"]) == 3
    written = stream.buffer
    assert isinstance(written, io.BytesIO)
    assert json.loads(written.getvalue().decode("latin-1"))["problems"][0]["commune"] == "Rœulx"


@pytest.mark.usefixtures("unproved")
def test_the_program_exits_with_the_code(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """With arguments given, or those of the process."""
    for arguments, code in ((["check"], 0), (["chek"], 2)):
        with pytest.raises(SystemExit) as caught:
            main(arguments)
        assert caught.value.code == code
    monkeypatch.setattr(sys, "argv", ["conventions", "check", "--campaign", "absente"])
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 2


def test_an_interruption_is_told(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+C, which no test can press, stops without a traceback."""

    def interrupt(project: Project, request: CheckRequest, progress: Progress) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("generator.runs.making.check.run", interrupt)
    said = call("check")
    assert (said.code, said.out.strip()) == (1, "")
    assert "Interrompu" in said.err


def test_the_journal_has_the_hour_of_france(
    call: Call, small_project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the page and the export have it, whatever the machine's."""
    assert call("build", "--only", "planning", "Haveluy").code == 0
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("TZ", "Pacific/Noumea")
        time.tzset()
        line = call("register", "journal", "haveluy").out.splitlines()[1]
    time.tzset()
    (event,) = call("register", "journal", "haveluy", "--json").json["events"]
    happened = datetime.datetime.fromisoformat(event["happened_at"]).astimezone(ZoneInfo("Europe/Paris"))
    assert line.startswith(f"{happened:%d/%m/%Y %H:%M} | ")


def test_the_journal_says_who_did_it(call: Call, small_project: Project, tmp_path: Path) -> None:
    """``--author``, or the system's user; with the commune's name, and in the export too."""
    assert call("build", "--only", "planning", "--author", " Service  juridique ", "Haveluy").code == 0
    lines = call("register", "journal", "haveluy").out.splitlines()
    assert [line.split(" | ")[1:] for line in lines] == [
        ["Numéro", "Commune", "Quoi", "Avant", "Après", "Par"],
        ["MED_NUM-2025-001", "Haveluy", "numéro donné", "", "Haveluy (59292)", "Service juridique"],
    ]
    (event,) = call("register", "journal", "haveluy", "--json").json["events"]
    assert (event["author"], event["commune"], event["insee"]) == ("Service juridique", "Haveluy", "59292")
    call("register", "export", str(tmp_path / "export"))
    exported = (tmp_path / "export" / "journal.csv").read_text(encoding="utf-8-sig").splitlines()
    assert exported[0].endswith("auteur;commune")
    assert exported[1].endswith("Service juridique;Haveluy")
    said = call("build", "--author", " ")
    assert (said.code, "il faut un nom" in said.err) == (2, True)


def test_no_two_options_of_a_command_share_a_name() -> None:
    """One would take the other's value, whatever both say in the help."""
    for name, command in cli.commands.items():
        names = [option.name for option in command.params]
        assert len(set(names)) == len(names), name


def test_the_list_of_commands_says_what_each_says() -> None:
    """Each first sentence is written beside the command's name too, where no command is loaded to list them."""
    assert isinstance(cli, LateGroup)
    assert dict(cli.sentences()) == {name: one.get_short_help_str(300) for name, one in cli.commands.items()}


def test_the_version_and_the_help_load_no_room() -> None:
    """They answer at once: nothing that makes documents, nor what draws tables, is loaded for them."""
    told = "import sys; from generator.cli import run; run([sys.argv[1]]); print(*sys.modules, file=sys.stderr)"
    for option in ("--version", "--help"):
        done = subprocess.run([sys.executable, "-c", told, option], capture_output=True, text=True, check=True)
        loaded = set(done.stderr.split())
        assert "generator.console.terminal" in loaded
        assert not loaded & {"rich.console", "lxml.etree", "pikepdf", "docx", "jinja2", "generator.workers"}


def test_a_build_loads_nothing_that_writes_nor_reads_pages() -> None:
    """What inspects, writes, prints, merges and verifies is loaded for what is made: most builds make little.

    Nor do most of them read workbooks, what a council decided, or what a hand changed in Word.
    """
    told = "import sys; import generator.console.building, generator.runs.making.build; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert not loaded & {"docx", "page", "pikepdf", "pypdfium2", "generator.inspection.templates"}
    assert not loaded & {"generator.inputs.workbook", "generator.law.decisions", "generator.avenants.twofold"}
