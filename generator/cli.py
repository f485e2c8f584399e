"""The command line: the group of commands, and the one place where an error becomes a message and an exit code."""

from __future__ import annotations

import functools
import signal
import sys
from contextvars import copy_context

import click

import generator
from generator.actor import act_as
from generator.console import terminal as interface
from generator.console.campaigns import use
from generator.console.clusters import cluster
from generator.console.faults import report_fault, unforeseen
from generator.console.keeping import backup, restore
from generator.console.life import intake, mail, sign, status
from generator.console.logs import close_log, write_log
from generator.console.making import amend, build, check, diff, new, planning, preview, verify
from generator.console.notes import note
from generator.console.registry import register
from generator.console.serving import serve
from generator.console.showing import demo
from generator.console.terminal import FrenchGroup, say, show_error
from generator.console.terms import end, renew
from generator.errors import ConventionsError, OutputError, UsageError
from generator.workers import dismiss

#: The commands that never write in the project: what they refuse has changed nothing.
_READING = ("check", "preview", "diff", "status", "verify", "register")


@click.group(
    cls=FrenchGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    options_metavar="[OPTIONS]",
    subcommand_metavar="COMMANDE …",
)
@click.version_option(generator.__version__, message="conventions %(version)s", help="Affiche la version.")
@click.pass_context
def cli(context: click.Context) -> None:
    """Fabrique les dossiers de convention d’un EPCI et de ses communes membres.

    Pour chaque commune de communes.csv : convention, planning, projet de délibération et bordereau, en DOCX et en
    PDF, réunis en un pack numéroté.
    """
    asked = context.invoked_subcommand
    act_as(command=f"conventions {asked}", tell=functools.partial(say, error=True), reads=asked in _READING)


for command in (
    check,
    preview,
    new,
    build,
    amend,
    verify,
    diff,
    planning,
    mail,
    intake,
    sign,
    renew,
    end,
    status,
    note,
    register,
    use,
    backup,
    restore,
    serve,
    demo,
    cluster,
):
    cli.add_command(command)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with the code of what happened."""
    interface.adapt_streams()
    for name in ("SIGTERM", "SIGHUP"):  # who asks a run to end is answered as Ctrl-C is; Windows lacks the second
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)
    code = run(sys.argv[1:] if arguments is None else arguments)
    dismiss()
    interface.give_up_output()
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; every error is told in French, without a traceback."""
    as_json = "--json" in arguments
    try:
        write_log()
        # In a context of its own, who acted is forgotten in the end.
        code = copy_context().run(cli.main, arguments, prog_name="conventions", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "")
        return 2
    except click.UsageError as error:
        show_error(UsageError(interface.usage_message(error)), as_json=as_json)
        if error.ctx:
            say(f"Pour l’aide : {error.ctx.command_path} --help", error=True)
        return UsageError.exit_code
    except ConventionsError as error:
        show_error(error, as_json=as_json)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        say("Interrompu : ce qui n’était pas fini n’a pas été écrit.", error=True)
        return 1
    except OSError as error:
        show_error(unforeseen(error), as_json=as_json and error.filename is not None)
        return OutputError.exit_code
    except MemoryError:
        say("La mémoire de l’ordinateur ne suffit pas ; fermez d’autres programmes et recommencez.", error=True)
        return 1
    except Exception as error:  # the last resort: a fault of the program itself
        say(report_fault(error, arguments), error=True)
        return 1
    finally:
        close_log()
    return code if isinstance(code, int) else 0


if __name__ == "__main__":
    main()
