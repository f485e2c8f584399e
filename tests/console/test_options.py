"""Options that say nothing beside others are refused, not ignored."""

from __future__ import annotations

import re
import shlex

import click
import pytest

from generator.cli import cli, run
from generator.console.terms import end
from generator.console.usage import called, usage_message
from generator.project import Project
from generator.runs.receiving.receive import parse_correction
from tests.cases import cases
from tests.conftest import REPOSITORY

IDLE = [
    ("check --sitting communes.csv --coverage --legal", "--coverage et --legal ne disent rien avec --sitting"),
    ("preview convention --watch --json", "--json ne dit rien avec --watch"),
    ("amend haveluy --pages p --dry-run", "--dry-run ne dit rien avec --pages ; retirez --dry-run"),
    ("amend haveluy --pages p --no-verify", "--no-verify ne dit rien avec --pages"),
    ("amend haveluy --pages p --accept --verify", "--accept et --verify ne disent rien"),
    ("planning --ics p --dry-run", "--dry-run ne dit rien avec --ics"),
    ("mail --sent 2026-01-02 --zip --remind --days 3", "--zip, --remind et --days ne disent rien avec --sent"),
    ("mail --sent 2026-01-02 --words Bonjour --dry-run", "--words et --dry-run ne disent rien avec --sent"),
    ("mail --sent --undo --posted", "--posted ne dit rien avec --undo"),
    ("mail --posted", "--posted ne dit rien sans --sent ; ajoutez --sent, ou retirez --posted"),
    ("mail --days 30", "--days ne dit rien sans --remind ; ajoutez --remind, ou retirez --days"),
    ("intake haveluy --withdraw --why x --published 2026-01-02", "--published ne dit rien avec --withdraw"),
    ("intake haveluy --withdraw --why x --set numero=1 --replace", "--set et --replace ne disent rien avec --withdraw"),
    ("intake haveluy --withdraw --why x --despite --advice y", "--despite et --advice ne disent rien avec --withdraw"),
    ("intake haveluy --published 2026-01-02 --why x", "--why ne dit rien avec --published"),
    ("intake communes.csv --avenant 1 --yes", "--avenant ne dit rien sans --withdraw ni --published"),
    ("intake communes.csv --why x --advice y --yes", "--why et --advice ne disent rien sans --despite"),
    ("intake communes.csv --despite --advice y --yes", "--advice ne dit rien sans --why"),
    ("sign haveluy --date 2026-01-02 --epci-date 2026-01-03", "--epci-date ne dit rien avec --date"),
    ("sign haveluy --undo --why x --date 2026-01-02 --replace", "--date et --replace ne disent rien avec --undo"),
    ("sign haveluy --date 2026-01-02 --why x", "--why ne dit rien sans --undo"),
    ("end haveluy --undo --why x --cause accord --into 59002", "--cause et --into ne disent rien avec --undo"),
    ("end haveluy --cause accord --effect 2026-01-02 --by epci", "--by ne dit rien avec --cause accord"),
    ("end haveluy --cause accord --effect 2026-01-02 --received 2026-01-02", "--received ne dit rien avec --cause"),
    ("end haveluy --cause fusion --notice 2026-01-02", "--notice ne dit rien avec --cause fusion"),
    ("end haveluy --cause denonciation --into 59002", "--into ne dit rien avec --cause denonciation"),
    ("status --csv --pdf --json", "--pdf et --json ne disent rien avec --csv"),
    ("print etiquettes --year 2026", "--year ne dit rien avec etiquettes"),
    ("print registre --period 2026", "--period ne dit rien avec registre"),
    ("new pret --notice 2", "--notice ne dit rien sans --renewal"),
    ("restore --passphrase-file communes.csv", "--passphrase-file ne dit rien sans FICHIER"),
    ("serve --name conventions.example", "--name ne dit rien sans --host ni --behind-proxy"),
    ("serve --systemd --no-browser", "--no-browser ne dit rien avec --systemd"),
    ("cluster start --join tls://127.0.0.1:1 --port 8786", "--port ne dit rien avec --join"),
]


@pytest.mark.parametrize(("line", "said"), IDLE)
def test_an_option_that_says_nothing_is_refused(
    small_project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], line: str, said: str
) -> None:
    """By its name in the help, with what to do; nothing is done."""
    monkeypatch.chdir(small_project.root)
    before = sorted(small_project.root.rglob("*"))
    assert run(shlex.split(line)) == 2
    answered = capsys.readouterr()
    assert said in (answered.out + answered.err).replace("\u202f", " ")
    assert sorted(small_project.root.rglob("*")) == before


@cases(
    "line, said",
    ("print Étiquettes --year 2026", "--year ne dit rien avec etiquettes"),
    ("end haveluy --cause dénonciation --notice 2026-01-02", "--notice ne dit rien avec --cause denonciation"),
    ("print évaluations", "il manque la période (--period)"),
    ("preview Délibération zzz", "zzz : commune inconnue"),
    ("amend --revision communes.csv", "ce fichier est une évaluation ; donnez-le seul, sans « --revision »"),
)
def test_words_may_be_typed_as_french_writes_them(
    small_project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], line: str, said: str
) -> None:
    """With accents and capitals; what is nearly a word that is known is told with it."""
    monkeypatch.chdir(small_project.root)
    assert run(shlex.split(line)) == 2
    answered = capsys.readouterr()
    assert said in (answered.out + answered.err).replace("\u202f", " ").replace("\u00a0", " ")


def commands(group: click.Group) -> list[click.Command]:
    """Return all commands of a group and those below it."""
    found = [group.get_command(click.Context(group), name) for name in group.list_commands(click.Context(group))]
    return [below for one in found if one for below in (commands(one) if isinstance(one, click.Group) else [one])]


def test_a_wrong_value_is_named_as_in_the_help() -> None:
    """Every option and argument of every command, by a word of its page of help."""
    for command in commands(cli):
        with click.Context(command, help_option_names=["-h", "--help"]) as context:
            written = re.findall(r"--[a-z-]+|[A-ZÀ-Ý]{2,}", command.get_help(context))
            for parameter in command.params:
                told = usage_message(click.BadParameter("no", context, parameter))
                name = told.removeprefix("Valeur incorrecte pour ").partition(" : ")[0]
                assert set(re.findall(r"--[a-z-]+|\w+", name)) <= set(written), (command.name, name)


def test_words_of_a_choice_may_have_their_accents_and_capitals() -> None:
    """French has them: « --cause dénonciation » was refused for « denonciation »."""
    line = ["haveluy", "--cause", "Dénonciation", "--by", "EPCI"]
    params = end.make_context("end", line, resilient_parsing=True).params
    assert (params["cause"], params["author"]) == ("denonciation", "epci")
    assert parse_correction("Numéro=2025-02-10") == ("numero", "2025-02-10")


def test_an_option_before_its_command_is_told_where_it_goes() -> None:
    """« conventions --project x status », as other programs have it."""
    with pytest.raises(click.UsageError) as caught:
        cli.main(["--project", ".", "status"], standalone_mode=False)
    told = usage_message(caught.value)
    assert told == "Option inconnue : --project. Les options d’une commande s’écrivent après elle."


def test_what_may_not_be_read_is_not_said_to_be_missing() -> None:
    """Rights are the remedy, no other name."""
    option = next(one for one in end.params if one.name == "file")
    told = usage_message(click.BadParameter("File 'x' is not readable.", param=option))
    assert told == "Valeur incorrecte pour --file : accès refusé, vérifiez ses droits."


def test_what_a_refusal_names_is_there() -> None:
    """Each option that is named in the source of a command is one of its options: a slip would refuse nothing."""
    known = {called(parameter) for command in commands(cli) for parameter in command.params}
    named = {
        word.strip('"')
        for path in (REPOSITORY / "generator" / "console").glob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.lstrip().startswith(("refuse_beside(", "refuse_without("))
        for word in line.replace("(", " ").replace(")", " ").replace(",", " ").split()
        if word.startswith('"--')
    }
    assert len(named) > 30
    assert named <= known
