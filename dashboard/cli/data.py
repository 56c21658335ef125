"""Commands about the record: build the demonstration, load, withdraw, examine."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from dashboard.cli.options import Data, Force, Json, caller_at, question_at, read_date, readable
from dashboard.errors import HarmdeskError


def demo(data: Data = None, *, json: Json = False) -> None:
    """Build the demonstration data, in which every person is made up."""
    from dashboard.cli.display import data as display_data
    from dashboard.cli.display import output as display_output
    from dashboard.services.demonstration import build_demonstration, count_suspects

    caller = caller_at(data)
    with display_output.working("Building the demonstration data", quiet=json):
        facts = build_demonstration(caller)
    display_data.show_demonstration(caller.settings, facts, count_suspects(caller), json=json)


def load(
    file: Annotated[list[Path], typer.Argument(metavar="FILE…", help="CSV, XLSX or Parquet.")],
    data: Data = None,
    rejects: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write refused rows here, with reasons.")
    ] = None,
    encoding: Annotated[
        str | None, typer.Option(metavar="NAME", help="UTF-8, Windows-1252, cp850 … (found out).")
    ] = None,
    delimiter: Annotated[
        str | None, typer.Option(metavar="LETTER", help="Between cells; tab for a tab (found out).")
    ] = None,
    sheet: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="The sheet of a workbook, or all (found out)."),
    ] = None,
    header_line: Annotated[
        int | None, typer.Option(metavar="N", help="The line of the headings (found out).")
    ] = None,
    mapping: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="COLUMN=HEADING", help="Read our COLUMN from HEADING."),
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option(
            "--where", metavar="HEADING=VALUE", help="Of a table of counts, only these lines."
        ),
    ] = None,
    latest: Annotated[
        str | None,
        typer.Option(
            metavar="COLUMN", help="Of a crime and suspect only the rows of the latest date here."
        ),
    ] = None,
    known_on: Annotated[
        str | None,
        typer.Option("--known-on", metavar="DATE", help="The day of the extract (today)."),
    ] = None,
    *,
    force: Force = False,
    json: Json = False,
) -> None:
    """Add files to the record; every row is accounted for."""
    from dashboard.cli.display import data as display_data
    from dashboard.cli.display import output as display_output
    from dashboard.exports.rejects_csv import load_files
    from dashboard.intake import Choices

    caller = caller_at(data)
    day = None if known_on is None else read_date(known_on)
    choices = Choices(
        encoding=encoding,
        delimiter="\t" if delimiter == "tab" else delimiter,
        sheet=sheet,
        header_line=header_line,
        mapping=_mapping(mapping or []),
        where=dict(_chosen(text) for text in where or []),
        latest=None if latest is None else readable(latest).strip(),
    )
    with display_output.working("Loading", quiet=json):
        receipt = load_files(
            caller, file, rejects=rejects, choices=choices, force=force, known_on=day
        )
    display_data.show_load_result(receipt, rejects, json=json)


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
    from dashboard.services.data.health import examine, mend

    caller = caller_at(data)
    settings = caller.settings
    with display_output.working("Looking at every file", quiet=json):
        health = examine(settings)
    if fix and not (health.goes_back and _stays_back(json=json)):
        health = mend(settings, caller.viewer, health)
    display_data.show_health(health, json=json)
    if not health.is_well:
        raise typer.Exit(1)


def _stays_back(*, json: bool) -> bool:
    """Whether a person at a terminal says that the pointer was put back on purpose."""
    if json or not sys.stdin.isatty():
        return False
    return not typer.confirm("The pointer names an older file. Point to the newest one?")


def _chosen(text: str) -> tuple[str, str]:
    """A heading and the value of the lines that are meant."""
    heading, equals, value = readable(text).partition("=")
    if not (heading.strip() and equals and value.strip()):
        raise HarmdeskError(
            f"{text[:60]!r} chooses no lines; write the file's heading, =, and the value of the "
            f'lines that are meant, such as "Measure=Offences".'
        )
    return heading.strip(), value.strip()


def _mapping(texts: list[str]) -> dict[str, str | None]:
    """What each of our columns is read from: given once, and no heading for two of them."""
    mapping: dict[str, str | None] = {}
    for text in texts:
        column, heading = _mapped(text)
        if column in mapping or (heading is not None and heading in mapping.values()):
            raise HarmdeskError(
                f"{text[:60]!r} maps a column or a heading that another --map maps already; a "
                f"column is read from one heading, and a heading for one column."
            )
        mapping[column] = heading
    return mapping


def _mapped(text: str) -> tuple[str, str | None]:
    """Our column and their heading; `COLUMN=` reads the column from nothing."""
    from dashboard.intake.table_kinds import COLUMNS_READ

    column, equals, heading = readable(text).partition("=")
    if not equals or column not in COLUMNS_READ:
        raise HarmdeskError(
            f"{text[:60]!r} maps no column; write one of ours, =, and the file's heading, such as "
            f'crime_ref="Crime No".'
        )
    return column, heading or None
