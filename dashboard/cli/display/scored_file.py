"""What the command `score` shows: a file that was scored and is not kept."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from dashboard.cli.display.data import reading_lines
from dashboard.cli.display.listing import listed_row
from dashboard.cli.display.output import answer, people_table, plain
from dashboard.services.scored_file import ScoredFile
from dashboard.settings import Settings
from dashboard.wording.notices import LIMITS
from dashboard.wording.scored_file import in_scored_words, reason_cell, scored_notice
from harm.days import in_days, spoken

#: So many of its rows a terminal shows; the JSON has every one.
SHOWN: Final = 20


def show_scored(settings: Settings, scored: ScoredFile, *, json: bool) -> None:
    """Who is on the list of a file, and what each of its rows adds."""
    account = scored.account
    if json:
        answer(
            file=account.file,
            rows=account.read,
            accepted=account.taken,
            rejected=account.rejected.height,
            duplicates=account.duplicates,
            reasons=account.reasons,
            warnings=[asdict(warning) for warning in account.warnings],
            with_record=scored.scope == "with_record",
            as_of=scored.ranking.as_of.isoformat(),
            rules_id=scored.ranking.rules.id,
            index=scored.ranking.index,
            assessed=scored.ranking.assessed,
            list=[listed_row(row) for row in scored.ranking.listed.iter_rows(named=True)],
            rows_scored=[_scored_row(row) for row in scored.rows.iter_rows(named=True)],
        )
        return
    lines = [
        *reading_lines(account),
        *(f"  Warning: {warning.text}" for warning in account.warnings),
        *(f"  Refused: {reason} ({n:,})" for reason, n in account.reasons.items()),
        in_scored_words(scored),
    ]
    sys.stdout.write("\n".join(map(plain, [scored_notice(settings.marking, scored), *lines])))
    sys.stdout.write("\n")
    console = Console(markup=False, highlight=False)
    console.print(_people(scored))
    console.print(_rows(scored))
    more = scored.rows.height - SHOWN
    if more > 0:
        console.print(f"And {more:,} more rows (--json has all).", soft_wrap=True)
    console.print("Nothing of the file is kept; harmdesk load adds it.", soft_wrap=True)
    console.print(LIMITS, soft_wrap=True)


def _people(scored: ScoredFile) -> Table:
    rows = people_table(scored.people, "Rows in file", lambda row: f"{row['rows_in_file']:,}")
    rows.columns[-1].justify = "right"
    return rows


def _rows(scored: ScoredFile) -> Table:
    rows = Table("Line", "Suspect", "Crime", "Days", "Counts, or why not")
    for column in (0, 3):
        rows.columns[column].justify = "right"
    for row in scored.rows.head(SHOWN).with_columns(reason_cell()).iter_rows(named=True):
        rows.add_row(
            f"{row['line']:,}",
            plain(row["suspect_id"] or "nobody named"),
            plain(row["crime_ref"]),
            spoken(row["tenths"]),
            row["why"],
        )
    return rows


def _scored_row(row: dict[str, Any]) -> dict[str, object]:
    return {
        "line": row["line"],
        "suspect_id": row["suspect_id"],
        "crime_ref": row["crime_ref"],
        "days": in_days(row["tenths"]),
        "counts": row["counts"],
        "reason": row["reason"],
    }
