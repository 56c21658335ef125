"""What the command about results shows."""

from __future__ import annotations

import sys
from typing import Any

from dashboard.cli.display.output import answer
from dashboard.services.listing.results import Measured, Results
from dashboard.wording.results import (
    LIMITS,
    arrests_words,
    comparison_words,
    drawn_words,
    in_results_words,
    lot_words,
)
from harm.results.comparison import Side


def show_results(found: Results, *, json: bool) -> None:
    """The comparisons: a sentence or three for each, or all of it as JSON."""
    if json:
        answer(
            started=None if found.started is None else found.started.isoformat(),
            window=found.window,
            lists=found.lists,
            crossed=found.crossed,
            followed=found.followed,
            rows=[_as_values(row) for row in found.rows],
            lots=found.lots,
            drawn=[_as_values(row) for row in found.drawn],
        )
        return
    parts = [in_results_words(found), *map(comparison_words, found.rows)]
    if found.rows and (words := lot_words(found)):
        parts += [words, *map(drawn_words, found.drawn)]
    parts += [LIMITS, arrests_words(found)] if found.rows else []
    sys.stdout.write("\n\n".join(parts) + "\n")


def _as_values(row: Measured) -> dict[str, Any]:
    """A comparison; days in days per 100 person-days, shares from 0 to 1."""
    head = {"period": row.period, "cut": row.cut, "real": row.real, "outcome": row.outcome}
    compared = row.compared
    if compared is None:
        return {**head, "withheld": True}
    days = row.outcome == "days"
    times = 10 if days else 1

    def scaled(value: float | None) -> float | None:
        return None if value is None else value * times

    def side(of: Side) -> dict[str, float | None]:
        total = of.total / 10 if days else of.total
        return {"people": of.people, "total": total, "rate": scaled(of.rate)}

    return {
        **head,
        "withheld": False,
        "inside": side(compared.inside),
        "outside": side(compared.outside),
        "difference": scaled(compared.difference),
        "low": scaled(compared.low),
        "high": scaled(compared.high),
        "holds_zero": compared.holds_zero,
        "smallest": scaled(compared.smallest),
        "found": compared.found,
        "needed": compared.needed,
    }
