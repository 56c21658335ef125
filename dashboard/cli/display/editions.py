"""What `harmdesk edition` shows."""

from __future__ import annotations

import sys
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from dashboard.cli.display.output import answer, plain
from dashboard.services.listing.editions import UnderEdition
from dashboard.services.question import Question
from dashboard.wording.editions import (
    EDITION_LIMITS,
    changes_table,
    in_edition_words,
    moved_table,
)
from dashboard.wording.formats import NOTHING
from dashboard.wording.notices import LIMITS, provenance
from harm.days import in_days
from harm.offences.indices.editions import KINDS

#: How many offences, and how many people, a terminal shows.
SHOWN: Final = 20


def show_edition(question: Question, found: UnderEdition, *, json: bool) -> None:
    """What a table changes in an index, and whom it moves."""
    if json:
        answer(
            index=found.before.name,
            table=found.after.name,
            **{kind: _changes(found, kind) for kind in KINDS},
            both=found.both,
            leave=found.leave,
            come=found.come,
            elsewhere=found.elsewhere,
            moved=[_moved(row) for row in found.moved.iter_rows(named=True)],
        )
        return
    text = plain(in_edition_words(found).replace("**", "").replace("\\", ""))
    sys.stdout.write(f"{provenance(question.settings.marking, question.facts)}\n{text}\n")
    console = Console(markup=False, highlight=False)
    for table in (_offences(found), _people(found)):
        if table.row_count:
            console.print(table)
    sys.stdout.write(f"{EDITION_LIMITS}\n{LIMITS}\n")


def _changes(found: UnderEdition, kind: str) -> list[dict[str, Any]]:
    return [
        {
            "code": row["code"],
            "title": row["title"],
            "days_before": _days(row["tenths_before"]),
            "days_after": _days(row["tenths_after"]),
        }
        for row in found.changes.iter_rows(named=True)
        if row["kind"] == kind
    ]


def _moved(row: dict[str, Any]) -> dict[str, Any]:
    names = ("suspect_id", "position", "position_after", "listed", "listed_after", "offence")
    return {**{name: row[name] for name in names}, "days_more": _days(row["tenths_more"])}


def _days(tenths: int | None) -> float | None:
    return None if tenths is None else in_days(tenths)


def _offences(found: UnderEdition) -> Table:
    rows = Table("What", "Code", "Offence", "Days now", "Days there")
    for row in changes_table(found).head(SHOWN).iter_rows():
        rows.add_row(*(NOTHING if cell is None else plain(str(cell)) for cell in row))
    return rows


def _people(found: UnderEdition) -> Table:
    rows = Table("Suspect", "Change", "Now", "There", "Days differ most for")
    for row in moved_table(found).drop("suspect_name").head(SHOWN).iter_rows():
        rows.add_row(*(NOTHING if cell is None else plain(str(cell)) for cell in row))
    return rows
