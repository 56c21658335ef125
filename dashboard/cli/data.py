"""Commands about the record: build the demonstration, load, score, withdraw, examine."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.cli.file_options import check_handled, with_choices, with_handling
from dashboard.cli.force_options import Overwrite
from dashboard.cli.options import (
    Data,
    Json,
    caller_at,
    question_at,
    read_date,
    readable,
    with_spec,
)

if TYPE_CHECKING:
    from dashboard.intake import Choices
    from dashboard.services.files import Handling
    from dashboard.services.ranking_spec import RankingSpec


def demo(data: Data = None, *, json: Json = False) -> None:
    """Build the demonstration data; everybody in it is made up."""
    from dashboard.cli.display import data as display_data
    from dashboard.cli.display import output as display_output
    from dashboard.services.demonstration import build_demonstration, count_suspects

    caller = caller_at(data)
    with display_output.working("Building the demonstration data", quiet=json):
        facts = build_demonstration(caller)
    display_data.show_demonstration(caller.settings, facts, count_suspects(caller), json=json)


@with_choices
@with_handling
def load(
    file: Annotated[list[Path], typer.Argument(metavar="FILE…", help="CSV, XLSX or Parquet.")],
    data: Data = None,
    rejects: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write refused rows here, with reasons.")
    ] = None,
    known_on: Annotated[
        str | None,
        typer.Option("--known-on", metavar="DATE", help="The day of the extract (today)."),
    ] = None,
    *,
    choices: Choices,
    handling: Handling,
    overwrite: Overwrite = False,
    json: Json = False,
) -> None:
    """Add files to the record; every row is accounted for."""
    from dashboard.cli.display import data as display_data
    from dashboard.cli.display import output as display_output
    from dashboard.exports.rejects_csv import load_files

    check_handled(handling, rejects, "--rejects")
    caller = caller_at(data)
    day = None if known_on is None else read_date(known_on)
    with display_output.working("Loading", quiet=json):
        receipt = load_files(
            caller,
            file,
            rejects=rejects,
            choices=choices,
            force=overwrite,
            known_on=day,
            handling=handling,
        )
    display_data.show_load_result(receipt, rejects, json=json)


@with_spec
@with_choices
def score(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV, XLSX or Parquet.")],
    data: Data = None,
    *,
    with_record: Annotated[
        bool, typer.Option("--with-record", help="Together with the record as it is now.")
    ] = False,
    spec: RankingSpec,
    choices: Choices,
    json: Json = False,
) -> None:
    """Score a file, alone or with the record; nothing is kept."""
    from dashboard.cli.display import output as display_output
    from dashboard.cli.display import scored_file as display_scored
    from dashboard.intake import of_path
    from dashboard.services.data.loading import read_file
    from dashboard.services.files import check_log
    from dashboard.services.forces import several_in
    from dashboard.services.scored_file import score_file

    caller = caller_at(data)
    check_log(caller)  # nothing is answered without a log
    with display_output.working("Scoring", quiet=json):
        account = read_file(caller, of_path(file), choices)
        scored = score_file(caller, account, spec, "with_record" if with_record else "alone")
    display_output.know_forces(lambda: several_in(scored.question))
    display_scored.show_scored(caller.settings, scored, json=json)


def withdraw(
    version: Annotated[int, typer.Argument(metavar="VERSION", help="The load's version.")],
    data: Data = None,
    reason: Annotated[
        str, typer.Option(metavar="TEXT", help="Why, in at most 500 letters; needed.")
    ] = "",
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what the list would become; change nothing.")
    ] = False,
    json: Json = False,
) -> None:
    """Take a load back; what it replaced returns, later loads stay."""
    from dashboard.cli.display import data as display_data
    from dashboard.cli.display import output as display_output
    from dashboard.services.data.dry_run import try_withdrawal
    from dashboard.services.data.withdrawal import withdraw_load

    why = readable(reason)
    if dry_run:
        question = question_at(data)
        with display_output.working("Working out what would change", quiet=json):
            tried = try_withdrawal(question, version, why)
        display_data.show_tried(tried, question.version, json=json)
        return
    with display_output.working("Withdrawing", quiet=json):
        done = withdraw_load(caller_at(data), version, why)
    display_data.show_withdrawn(done, json=json)


def doctor(
    data: Data = None,
    *,
    fix: Annotated[
        bool, typer.Option("--fix", help="Point to the newest sound file; remove leftovers.")
    ] = False,
    json: Json = False,
) -> None:
    """Say what is wrong in the data folder, and mend what can be."""
    from dashboard.cli.display import data as display_data
    from dashboard.cli.display import output as display_output
    from dashboard.services.data.health import examine_folder, mend_folder

    caller = caller_at(data)
    with display_output.working("Looking at every file", quiet=json):
        health = examine_folder(caller)
    if fix and not (health.goes_back and _stays_back(json=json)):
        health = mend_folder(caller, health)
    display_data.show_health(health, json=json)
    if not health.is_well:
        raise typer.Exit(1)


def _stays_back(*, json: bool) -> bool:
    """Whether a person at a terminal says that the pointer was put back on purpose."""
    if json or not sys.stdin.isatty():
        return False
    return not typer.confirm("The pointer names an older file. Point to the newest one?")
