"""Refused rows as a file that can be mended and loaded again; and a load that writes one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl

from dashboard.access.actions import CHANGE_RECORD
from dashboard.documents import rejects_as_csv
from dashboard.exports.output_files import REJECTS, Output
from dashboard.exports.redaction import refuse_without_names
from dashboard.intake import Choices, IntakeReport, of_path
from dashboard.services.data.loading import LoadResult, add_files, read_file
from dashboard.services.files import (
    WHOLE,
    Handling,
    Outgoing,
    Taking,
    check_log,
    note_file,
    take_note,
)
from dashboard.services.gate import check_right
from dashboard.services.question import Caller
from dashboard.wording.notices import marking_with


def load_files(
    caller: Caller,
    paths: Sequence[Path],
    *,
    rejects: Path | None = None,
    choices: Choices | None = None,
    force: bool = False,
    known_on: date | None = None,
    handling: Handling = WHOLE,
) -> LoadResult:
    """Read files and add them to the record: all of them, or none.

    Args:
        caller: who loads.
        paths: the files, in order; a later one replaces what an earlier one says.
        rejects: where to write the rows that were refused, if there are any.
        choices: the reader's choices for the files.
        force: whether `rejects` may replace a file that is no file of refused rows.
        known_on: the day on which this was known; None: today.
        handling: to whom the refused rows go.

    Raises:
        IntakeError: a file cannot be taken.
        NotAllowedError: they may not change the record; no file is read.
        OutputError: `rejects` may not be written; nothing is loaded.
        StoreError: the record cannot be written.
    """
    check_right(caller, CHANGE_RECORD)
    output = None
    if rejects is not None:
        refuse_without_names(handling, "Refused rows")
        data = caller.settings.data
        output = Output(path=rejects, kind=REJECTS, data=data, inputs=paths, force=force)
        output.check()  # before anything is done
    caller.workspace.has_data()  # a lost pointer is reported before a register is made
    check_log(caller)  # nothing is loaded without a log
    accounts = [read_file(caller, of_path(path), choices) for path in paths]
    if output is not None:
        taking = take_note(caller, handling)
        if write_rejects(accounts, output, marking=_marking(caller, taking)):
            note_file(caller, output.path.name, taking)
    return add_files(caller, accounts, known_on)


def rejects_outgoing(caller: Caller, account: IntakeReport, handling: Handling = WHOLE) -> Outgoing:
    """The refused rows of a file as a file, marked, before it leaves."""
    refuse_without_names(handling, "Refused rows")
    taking = take_note(caller, handling)
    content = rejects_of([account], marking=_marking(caller, taking)) or b""
    return Outgoing(content, f"rejects of {account.file}", caller.version, taking=taking)


def _marking(caller: Caller, taking: Taking) -> str:
    """What each refused row says: it rests on no rules, and on the version that was there."""
    version = "refused before there was data"
    if caller.version:
        version = f"refused beside version {caller.version:,} of the data"
    parts = (caller.settings.marking, version)
    return marking_with(" · ".join(filter(None, parts)), taking)


def write_rejects(accounts: Sequence[IntakeReport], output: Output, *, marking: str) -> bool:
    """Write the refused rows of some files into one; whether there were any.

    Raises:
        OutputError: the file cannot be written.
    """
    content = rejects_of(accounts, marking=marking)
    if content is None:
        return False
    output.write(content)
    return True


def rejects_of(accounts: Sequence[IntakeReport], *, marking: str) -> bytes | None:
    """The refused rows of some files as one file, or nothing where none was refused."""
    refused = [
        account.rejected.select(pl.lit(account.file).alias("file"), pl.all())
        for account in accounts
        if account.rejected.height
    ]
    if not refused:
        return None
    return rejects_as_csv(pl.concat(refused, how="diagonal"), marking=marking)
