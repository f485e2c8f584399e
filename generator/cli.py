"""The command line: the group of commands, and the one place where an error becomes a message and an exit code."""

from __future__ import annotations

import functools
import sys
from contextvars import copy_context

import click

import generator
from generator.actor import act_as
from generator.console.faults import lacks_memory, report_fault, unforeseen
from generator.console.logs import close_log, write_log
from generator.console.streams import UnsaidError, adapt_streams, give_up_output, put
from generator.console.terminal import say, show_error
from generator.console.usage import Late, LateCommands, LateGroup, usage_message
from generator.errors import ConventionsError, OutputError, UsageError
from generator.interruptions import heed

#: The module of each command, and its first sentence: none is loaded to list them.
_COMMANDS = {
    "check": Late("checking", "Vérifie communes.csv, la campagne et ses modèles, sans rien écrire."),
    "preview": Late(
        "checking", "Montre un document d’une commune, en DOCX, PDF et images, sans rien écrire dans le projet."
    ),
    "new": Late("founding", "Crée une petite campagne à compléter : campaign.toml commenté et tous les modèles."),
    "build": Late("building", "Fabrique les dossiers : tous, ou ceux des communes nommées."),
    "amend": Late(
        "making", "Fabrique les avenants qu’une évaluation ou une révision demande, sur la base de ce qui a été signé."
    ),
    "verify": Late(
        "checking",
        "Contrôle tous les fichiers de output/, ou de DOSSIER : manifeste, normes, balises, polices, texte, numéros.",
    ),
    "diff": Late("checking", "Montre ce qui changerait dans les documents, mot à mot, sans rien écrire."),
    "planning": Late("making", "Propose un créneau sans conflit à chaque commune qui n’en a pas."),
    "mail": Late(
        "correspondence", "Prépare un brouillon de courriel par commune, avec son dossier ; rien n’est envoyé."
    ),
    "intake": Late("returns", "Lit les délibérations revenues des communes, les contrôle et les enregistre."),
    "sign": Late(
        "life",
        "Enregistre la signature d’un dossier, puis sa notification, et en garde les fichiers, qui ne changeront plus.",
    ),
    "renew": Late(
        "terms", "Enregistre les reconductions tacites et fabrique le planning et la lettre de chaque nouvelle période."
    ),
    "end": Late(
        "terms", "Enregistre la fin d’une convention, ou la fusion de sa commune, et fabrique la lettre qui le dit."
    ),
    "status": Late(
        "life", "Dit où en est chaque dossier, ce qui est à faire et pour quand, et quelles communes n’ont pas répondu."
    ),
    "print": Late(
        "printing", "Fait un PDF à imprimer : appels, etiquettes, affiches, recepisses, evaluations ou registre."
    ),
    "note": Late(
        "notes", "Écrit la note du service sur un dossier, ou le met de côté ; sans TEXTE, montre ce qui est écrit."
    ),
    "register": Late("registry", "Le registre des numéros, des délibérations et des signatures."),
    "use": Late(
        "campaigns", "Choisit la campagne des commandes, quand il y en a plusieurs ; sans CAMPAGNE, dit laquelle c’est."
    ),
    "backup": Late("keeping", "Fait une archive datée de tout ce qui est précieux, et la relit."),
    "restore": Late("keeping", "Restaure une sauvegarde, après avoir montré ce qui serait perdu."),
    "serve": Late("serving", "Ouvre la page dans le navigateur : tout le travail, sans terminal."),
    "demo": Late(
        "showing", "Crée un projet de démonstration, avec une campagne en cours, pour tout regarder sans risque."
    ),
    "cluster": Late(
        "clusters",
        "Une grappe : des processus, de cette machine ou d’autres, qui rédigent et impriment pour « build --cluster ».",
    ),
}
#: The commands that never write in the project: what they refuse has changed nothing.
_READING = ("check", "preview", "diff", "status", "verify", "register")


def _show_version(context: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked and not context.resilient_parsing:
        put(f"conventions {generator.__version__}")
        context.exit()


@click.group(
    cls=LateGroup,
    commands=LateCommands(_COMMANDS),
    context_settings={"help_option_names": ["-h", "--help"]},
    options_metavar="[OPTIONS]",
    subcommand_metavar="COMMANDE …",
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="Affiche la version."
)
@click.pass_context
def cli(context: click.Context) -> None:
    """Fabrique les dossiers de convention d’un EPCI et de ses communes membres.

    Pour chaque commune de communes.csv : convention, planning, projet de délibération et bordereau, en DOCX et en
    PDF, réunis en un dossier relié numéroté.
    """
    asked = context.invoked_subcommand
    act_as(command=f"conventions {asked}", tell=functools.partial(say, error=True), reads=asked in _READING)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with the code of what happened."""
    adapt_streams()
    heed()
    code = run(sys.argv[1:] if arguments is None else arguments)
    if "generator.workers" in sys.modules:
        sys.modules["generator.workers"].dismiss()
    give_up_output()
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; every error is told in French, without a traceback."""
    as_json = "--json" in arguments
    try:
        write_log()
        # In a context of its own, who acted is forgotten in the end.
        code = copy_context().run(_obey, arguments)
        put(end=False)
    except click.UsageError as error:
        show_error(UsageError(usage_message(error)), as_json=as_json)
        if error.ctx:
            say(f"Pour l’aide : {error.ctx.command_path} --help", error=True)
        return UsageError.exit_code
    except ConventionsError as error:
        show_error(error, as_json=as_json)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        say("Interrompu : ce qui n’était pas fini n’a pas été écrit.", error=True)
        return 1
    except Exception as error:  # the last resort: a fault of the machine, or of the program itself
        if lacks_memory(error):
            say("La mémoire de l’ordinateur ne suffit pas ; fermez d’autres programmes et recommencez.", error=True)
        elif isinstance(error, OSError):
            show_error(unforeseen(error), as_json=as_json and not isinstance(error, UnsaidError))
            return OutputError.exit_code
        else:
            say(report_fault(error, arguments), error=True)
        return 1
    finally:
        close_log()
    return code if isinstance(code, int) else 0


def _obey(arguments: list[str]) -> object:
    """Run the command that is asked for; the help, where a group is named alone, is told with the code of a usage."""
    try:
        return cli.main(arguments, prog_name="conventions", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        put(error.ctx.get_help() if error.ctx else "")
        return UsageError.exit_code


if __name__ == "__main__":
    main()
