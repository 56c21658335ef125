"""What commands about the log show."""

from __future__ import annotations

import sys

import polars as pl
from rich.console import Console
from rich.table import Table

from dashboard.cli.display.output import answer, plain
from dashboard.services.data.access_log import Verification
from dashboard.wording.access_log import in_verification_words
from dashboard.wording.formats import counted


def show_verification(found: Verification, *, json: bool) -> None:
    """Whether the log is as it was written; what is wrong goes to standard error."""
    fault, text = found.fault, in_verification_words(found)
    if json:
        answer(
            sound=fault is None,
            lines=found.lines,
            lists=found.lists,
            erased=[{"line": line, "under": by} for line, by in sorted(found.erased.items())],
            redacted=[
                {"list": name, "line": line} for name, line in sorted(found.redacted.items())
            ],
            behind=found.behind,
            hash=found.hash,
            fault=None if fault is None else fault.kind,
            line=None if fault is None else fault.line,
            until=None if fault is None else fault.until,
            text=text,
        )
    elif fault is None:
        sys.stdout.write(f"{plain(text)}\n")
    else:
        sys.stderr.write(f"harmdesk: {plain(text)}\n")


def show_copied(copied: Verification, *, json: bool) -> None:
    """What is in the copy of a register."""
    if json:
        answer(lines=copied.lines, lists=copied.lists, hash=copied.hash)
        return
    lines, lists = counted(copied.lines, "line"), counted(copied.lists, "frozen list")
    sys.stdout.write(
        f"The register was copied: {lines} of the log and {lists}, verified on both sides. To use "
        f"the copy, stop the dashboard and set HARMDESK_REGISTER to its address.\n"
    )


def show_log(log: pl.DataFrame, *, last: int, json: bool) -> None:
    """The newest lines, oldest of them first."""
    shown = log.tail(last)
    if json:
        times = pl.col("at").dt.to_string("iso:strict") + "Z"
        answer(lines=shown.with_columns(times).to_dicts(), of=log.height)
        return
    rows = Table("Line", "When (UTC)", "Who", "Role", "What", "Whom or what", "Version")
    for line in shown.iter_rows(named=True):
        subject = line["subject"]
        rows.add_row(
            f"{line['id']}",
            f"{line['at']:%Y-%m-%d %H:%M:%S}",
            plain(line["who"]),
            line["role"],
            line["action"],
            f"erased under line {line['erased_by']}" if subject is None else plain(subject),
            f"{line['version']}",
        )
    Console(markup=False, highlight=False).print(rows)
    sys.stdout.write(f"{shown.height:,} of {log.height:,} lines; times are UTC.\n")
