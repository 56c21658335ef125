"""How many of the listed each defect touched, at each month's end as the record was known then."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import polars as pl

from dashboard.access.actions import SEE_QUALITY
from dashboard.errors import HarmdeskError
from dashboard.services.gate import service
from dashboard.services.listing.movement import month_end_before
from dashboard.services.question import Question
from dashboard.services.ranking import in_window
from harm.assurance.data_quality import ALSO, defects
from harm.scoring.ranking import rank

#: So many month-ends are compared.
MONTHS: Final = 12
#: How many of the listed each defect touched, by the date of the list.
PLACES_BY_MONTH: Final = pl.Schema(
    {"as_of": pl.Date(), "defect": pl.String(), "places": pl.UInt32()}
)


@service(SEE_QUALITY, lambda question: question.ranking.name)
def defect_trend(question: Question) -> pl.DataFrame:
    """The defects behind the lists of the latest month-ends, and behind this one.

    Each list is that of its day, by the rules of this one, on the record as it was known on that
    day: what was mended since is not mended in it. There are fewer where the record does not reach
    back so far.

    Returns:
        As `PLACES_BY_MONTH`, by date, and in the order of `data_quality.DEFECTS`.
    """
    return question.remember(("defect trend", question.dated), lambda: _trend(question))


def _trend(question: Question) -> pl.DataFrame:
    frames = [_of(question)]
    end = question.as_of
    for _ in range(MONTHS):
        end = month_end_before(end)
        dated = replace(question.dated, as_of=end, version=None, known_on=end)
        try:
            frames.append(_of(question.on(dated)))
        except HarmdeskError:
            break
    typed = [pl.col(name).cast(dtype) for name, dtype in PLACES_BY_MONTH.items()]
    return pl.concat(reversed(frames)).select(typed)


def _of(question: Question) -> pl.DataFrame:
    """The defects of one list; what is doubtful of a suspect shows in their own rows alone."""
    rules, index, as_of = question.spec.rules, question.index, question.as_of
    rows = in_window(question.store, rules, as_of, also=ALSO)
    listed = rank(rows, rules=rules, index=index, as_of=as_of).listed["suspect"]
    known = rows.rows if rows.record is None else rows.record
    theirs = rows.rows.filter(pl.col("suspect").cast(pl.UInt32).is_in(listed.implode()))
    found = defects(
        replace(rows, rows=theirs, record=known),
        listed.to_list(),
        rules=rules,
        index=index,
        as_of=as_of,
    )
    return found.select(pl.lit(as_of).alias("as_of"), "defect", "places")
