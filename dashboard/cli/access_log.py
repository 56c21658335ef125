"""Commands about the log and the register that it is in."""

from __future__ import annotations

from typing import Annotated

import typer

from dashboard.cli.options import Data, Json, caller_at

log = typer.Typer(name="log", help="List the lines of the log, or verify them.")
register = typer.Typer(name="register", help="Copy the register to another database.")


@log.command("verify")
def log_verify(data: Data = None, *, json: Json = False) -> None:
    """Say whether the log and the frozen lists are as they were written."""
    from dashboard.cli.display import access_log as display_log
    from dashboard.cli.display import output as display_output
    from dashboard.services.data.access_log import verify_log

    with display_output.working("Checking every line", quiet=json):
        found = verify_log(caller_at(data))
    display_log.show_verification(found, json=json)
    if found.fault is not None:
        raise typer.Exit(2)


@log.command("list")
def log_list(
    data: Data = None,
    last: Annotated[int, typer.Option(metavar="N", min=1, help="How many lines, the newest.")] = 50,
    *,
    json: Json = False,
) -> None:
    """Show the newest lines of the log: who did what, when, to whom."""
    from dashboard.cli.display import access_log as display_log
    from dashboard.services.data.access_log import read_log

    display_log.show_log(read_log(caller_at(data)), last=last, json=json)


@register.callback()
def register_group() -> None:
    """Copy the register to another database."""


@register.command("copy")
def register_copy(
    data: Data = None,
    to: Annotated[
        str, typer.Option(metavar="URL", help="An empty database of PostgreSQL; needed.")
    ] = "",
    *,
    json: Json = False,
) -> None:
    """Copy the register to PostgreSQL, and verify it on both sides."""
    from dashboard.cli.display import access_log as display_log
    from dashboard.cli.display import output as display_output
    from dashboard.services.data.access_log import copy_register

    with display_output.working("Copying the register", quiet=json):
        copied = copy_register(caller_at(data), to)
    display_log.show_copied(copied, json=json)
