"""The command line: a contract that scripts rely on. It runs a command, and says what is wrong."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from typer.exceptions import TyperException

from dashboard.cli.access_log import log, register
from dashboard.cli.allocation import allocate
from dashboard.cli.case_results import case
from dashboard.cli.data import demo, doctor, load, score, withdraw
from dashboard.cli.keeping import backup, restore, retention
from dashboard.cli.linking import link, linking
from dashboard.cli.listing import (
    edition,
    freeze,
    handout,
    lists,
    movement,
    rank,
    reproduce,
    stability,
)
from dashboard.cli.options import INPUTS, NUMBER, Data, Json, caller_at
from dashboard.cli.places import places
from dashboard.cli.removal import corrections, erase, person, restrict
from dashboard.cli.resources import reach, streets
from dashboard.cli.rule_options import RankingCommand
from dashboard.cli.suspects import explain, find
from dashboard.errors import AmbiguousReferenceError, HarmdeskError
from harm.errors import HarmError

app = typer.Typer(
    name="harmdesk",
    help="Ranks named suspects by the harm they are alleged to have done, and shows why.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # drawing boxes round the help takes longer than all the rest of it
)


def main() -> None:
    """Run a command; whatever is wrong is one plain line and exit code 2."""
    INPUTS.clear()
    try:
        command = typer.main.get_command(app)
        sys.exit(command(standalone_mode=False) or 0)
    except TyperException as error:
        fail(NUMBER.sub("it must be a whole number.", error.format_message()))
    except AmbiguousReferenceError as error:
        fail(
            f"{error.whose}; say which is meant with --force, such as --force "
            f"{error.forces[0]!r}, or write it as {error.example[:80]!r}."
        )
    except (HarmdeskError, HarmError) as error:
        fail(str(error))
    except (typer.Abort, KeyboardInterrupt):
        fail("Stopped; nothing was changed.")
    except BrokenPipeError:  # whoever read has read enough
        sys.stdout = None
    except OSError as error:
        fail(f"The answer cannot be written ({error.strerror}); check where it goes.")
    except Exception as error:  # noqa: BLE001 - the contract: never a traceback
        message = (str(error).strip() or "no more is known").splitlines()[0]
        fail(f"This should not happen ({type(error).__name__}: {message[:200]}); please report it.")


def fail(message: str) -> None:
    """Say what is wrong in one line, and leave."""
    from dashboard.cli.display.output import plain

    sys.stderr.write(f"harmdesk: {plain(' '.join(message.split()))}\n")
    sys.exit(2)


def show_version(wanted: bool) -> None:  # noqa: FBT001 - as typer calls it
    """Say which edition this is, and leave."""
    if wanted:
        from importlib.metadata import version

        sys.stdout.write(f"harmdesk {version('harmdesk')}\n")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    *,
    version: Annotated[  # noqa: ARG001 - its callback has answered
        bool,
        typer.Option(
            "--version", callback=show_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    """Ranks named suspects by the harm they are alleged to have done, and shows why."""
    if context.invoked_subcommand is None:
        sys.stdout.write(f"{context.get_help()}\n")
        raise typer.Exit(2)


def serve(
    data: Data = None,
    port: Annotated[int, typer.Option(metavar="N", min=1, max=65535, help="The port.")] = 8501,
    *,
    json: Json = False,
) -> None:
    """Open the dashboard on this machine."""
    from dashboard.cli.display import output as display_output
    from dashboard.web import server

    workspace = caller_at(data).workspace
    server.serve(
        workspace, port=port, announce=lambda url: display_output.show_address(url, json=json)
    )


# In the order in which `--help` names them.
for command in (
    demo,
    load,
    score,
    rank,
    explain,
    find,
    places,
    allocate,
    reach,
    handout,
    freeze,
    lists,
    reproduce,
    movement,
    stability,
    edition,
    linking,
    withdraw,
    person,
    erase,
    restrict,
    corrections,
    doctor,
    retention,
    backup,
    restore,
    serve,
):
    app.command(cls=RankingCommand)(command)
app.add_typer(case)
app.add_typer(link)
app.add_typer(log)
app.add_typer(register)
app.add_typer(streets)
