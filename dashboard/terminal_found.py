"""What the command line shows of a search."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table

from dashboard.answers import Found
from dashboard.found import in_found_words, in_standing_words
from dashboard.settings import Settings
from dashboard.terminal import answer, plain
from dashboard.wording import LIMITS, NOTHING, provenance
from harm.days import in_days, spoken


def show_found(settings: Settings, found: Found, *, json: bool) -> None:
    """Whom a text may mean, and where each stands."""
    if json:
        answer(
            rows=[_found(row) for row in found.rows.iter_rows(named=True)],
            matched=found.matched,
        )
        return
    console = Console(markup=False, highlight=False)
    console.print(provenance(settings.marking, found.facts), soft_wrap=True)
    if found.matched:
        console.print(_table(found))
    console.print(plain(in_found_words(found)), soft_wrap=True)
    console.print(LIMITS, soft_wrap=True)


def _table(found: Found) -> Table:
    rows = Table("Suspect", "Name", "Born", "Stands", "Days", "Fits", "Why")
    for column in (4, 5):
        rows.columns[column].justify = "right"
    for column in (0, 2, 3, 4, 5):
        rows.columns[column].no_wrap = True
    for row in found.rows.iter_rows(named=True):
        rows.add_row(
            plain(row["suspect_id"]),
            plain(row["name"] or "not recorded"),
            f"{row['born']:%d %b %Y}" if row["born"] else NOTHING,
            in_standing_words(row["position"], found.assessed),
            NOTHING if row["tenths"] is None else spoken(row["tenths"]),
            f"{row['score']} %",
            plain(row["why"]),
        )
    return rows


def _found(row: dict[str, Any]) -> dict[str, object]:
    return {
        "suspect_id": row["suspect_id"],
        "name": row["name"],
        "position": row["position"],
        "days": None if row["tenths"] is None else in_days(row["tenths"]),
        "score": row["score"],
    }
