"""What an analyst wants to know first: what changed, what to trust, and how the list moves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from dashboard.access.actions import SEE_LIST, SEE_REFERENCES
from dashboard.services.data.quality import DataQuality, data_quality
from dashboard.services.gate import service
from dashboard.services.listing.movement import NOW, Movement, list_movement, month_end_before
from dashboard.services.question import Question
from dashboard.services.review import check_loads, open_lists
from harm.scoring.ranking import Ranking
from harm.scoring.ranking_csv import read

#: So many frozen lists are in the trend.
LISTS_SHOWN: Final = 13
#: The listed harm of each list, in tenths of a day, and how many of it were not on the one before.
TREND: Final = pl.Schema(
    {"as_of": pl.Date(), "tenths": pl.Int64(), "listed": pl.UInt32(), "new": pl.UInt32()}
)


@dataclass(frozen=True)
class Overview:
    """What changed, and what the list can be trusted for.

    Attributes:
        ranking: the list.
        movement: what changed since the list of the last month's end; None where the record does
            not reach back so far.
        quality: how old and how whole the data is, and what the places rest on.
        changed: how many of the listed have an allegation that changed since that month's end.
        trend: the frozen lists under the same rules and index, as `TREND`, by date; the first has
            no `new`.
    """

    ranking: Ranking
    movement: Movement | None
    quality: DataQuality
    changed: int
    trend: pl.DataFrame


def answer_overview(question: Question) -> Overview:
    """What changed since the last month's end, and what the list can be trusted for.

    The comparison and the data's quality have their lines in the log.

    Raises:
        NobodyNamedError: the record names nobody.
        RetentionError: the record rests on a load that is overdue for review.
    """
    check_loads(question, SEE_LIST)  # also where nothing is compared
    ranking = question.ranking
    end = month_end_before(question.as_of)
    moved = None
    if end >= question.facts.oldest:
        moved = list_movement(question, end.isoformat(), NOW, now=question.dated)
    return Overview(
        ranking=ranking,
        movement=moved,
        quality=data_quality(question),
        changed=_changed(moved),
        trend=list_trend(question),
    )


def _changed(moved: Movement | None) -> int:
    """How many of the listed have a score that a changed row or offence moved."""
    if moved is None:
        return 0
    listed = moved.changes.filter(pl.col("position_after") <= moved.after.length)
    return listed.filter((pl.col("status") != 0) | (pl.col("reclassified") != 0)).height


@service(SEE_REFERENCES, lambda question: question.ranking.name)
def list_trend(question: Question) -> pl.DataFrame:
    """The latest frozen lists under the same rules and index up to the date, as `TREND`."""
    ranking = question.ranking
    alike = [
        frozen
        for frozen in open_lists(question.workspace)
        if (frozen.rules_id, frozen.index) == (ranking.rules.id, ranking.index)
        and frozen.as_of <= ranking.as_of
    ]
    latest = {frozen.as_of: frozen.name for frozen in alike}
    names = [latest[day] for day in sorted(latest)][-LISTS_SHOWN:]
    return question.remember(("trend", *names), lambda: _trend(question, names))


def _trend(question: Question, names: list[str]) -> pl.DataFrame:
    rows: list[tuple[date, int, int, int | None]] = []
    before: set[str] | None = None
    for name in names:
        frozen = question.workspace.register.frozen(name)
        if frozen is None:
            continue
        listed = read(frozen.content, frozen.listed)
        now = set(listed["suspect_id"])
        new = None if before is None else len(now - before)
        rows.append((frozen.as_of, int(listed["tenths"].sum()), listed.height, new))
        before = now
    return pl.DataFrame(rows, schema=TREND, orient="row")
