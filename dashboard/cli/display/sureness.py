"""What `harmdesk stability` shows."""

from __future__ import annotations

import sys
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from dashboard.cli.display.output import answer, plain
from dashboard.services.listing.past_lists import HORIZON_DAYS
from dashboard.services.listing.settling import Settling
from dashboard.services.listing.sureness import Sureness
from dashboard.services.question import Question
from dashboard.wording.choices import CHOICES_LIMITS, in_choices_words
from dashboard.wording.formats import NOTHING
from dashboard.wording.notices import LIMITS, provenance
from dashboard.wording.sureness import (
    REASONS,
    SETTLING_LIMITS,
    TIERS,
    in_backtest_words,
    in_error_words,
    in_settling_words,
    in_unseen_words,
)

#: How many of the least sure a terminal shows.
SHOWN: Final = 20


def show_sureness(question: Question, found: Sureness, *, json: bool) -> None:
    """How sure a list is."""
    if json:
        answer(**_summary(found.settling), rows=_rows(found), backtest=_backtest(found.settling))
        return
    settled, choices = found.settling, found.choices
    words = [
        in_settling_words(settled),
        in_unseen_words(settled),
        in_backtest_words(settled.backtest) if settled.settled else "",
        in_error_words(settled) if settled.ranking.assessed else "",
        in_choices_words(choices),
    ]
    text = " ".join(word for word in words if word).replace("**", "").replace("*", "")
    sys.stdout.write(f"{provenance(question.settings.marking, question.facts)}\n{text}\n")
    Console(markup=False, highlight=False).print(_least_sure(found))
    sys.stdout.write(f"{SETTLING_LIMITS} {CHOICES_LIMITS}\n{LIMITS}\n")


def _summary(found: Settling) -> dict[str, Any]:
    settled = found.settled
    return {
        "horizon_days": HORIZON_DAYS,
        "reason": None if found.reason is None else REASONS[found.reason],
        "expected_stay": found.expected,
        "unseen": None if settled is None else settled.unseen / settled.draws,
        **{tier: found.tiers.get(tier) for tier in TIERS},
    }


def _rows(found: Sureness) -> list[dict[str, Any]]:
    alternatives = len(found.choices.choices.codes)
    names = ("suspect_id", "listed", "p_stay", "low", "high", "alternatives_in")
    return [
        {**{name: row[name] for name in names}, "alternatives": alternatives}
        for row in found.people.iter_rows(named=True)
        if row["p_stay"] is None or row["p_stay"] > 0
    ]


def _backtest(found: Settling) -> list[dict[str, Any]]:
    return [] if found.backtest is None else found.backtest.bands.to_dicts()


def _least_sure(found: Sureness) -> Table:
    """The listed who are least sure to stay."""
    rows = Table("Suspect", "Position", "Tier", "Between", "Alternatives")
    for column in (1, 3, 4):
        rows.columns[column].justify = "right"
    listed = found.people.filter("listed")
    least = listed.sort("p_stay", "alternatives_in", "position", nulls_last=True)
    for row in least.head(SHOWN).iter_rows(named=True):
        rows.add_row(
            plain(row["suspect_id"]),
            f"{row['position']:,}",
            TIERS[row["tier"]][0] if row["tier"] else NOTHING,
            NOTHING if row["low"] is None else f"{row['low']:,}–{row['high']:,}",
            f"{row['alternatives_in']} of {len(found.choices.choices.codes)}",
        )
    return rows
