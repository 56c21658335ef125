"""What each step from one list to another changed, by cause: the record first, then the date.

Within the step of time the allegations that were there grow older first, then people come of age,
then newer allegations come in. A step back in time is the step forward with its signs changed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl

from harm.movement.carried import PAIR, Carried, carry, difference
from harm.offences.indices import Index
from harm.record.allegations import Allegations
from harm.scoring.eligibility import people_apart


def by_record(
    before: Carried, at_old_offences: Carried, after: Carried, known: Allegations
) -> list[pl.DataFrame]:
    """What another record changed, for each suspect.

    Args:
        before: what suspects carried.
        at_old_offences: what they carry by the later record, with the offences of the earlier.
        after: what they carry by the later record.
        known: the earlier record.

    Returns:
        Frames of `suspect` and parts in tenths of a day: `new` and `status`, `reclassified`, and
        `shares`. A suspect may have several rows.
    """
    seen = known.rows.select(*PAIR).unique().with_columns(seen=True).collect(engine="streaming")
    facts = difference(before, at_old_offences).join(seen, on=PAIR, how="left")
    was_there = pl.col("seen").fill_null(value=False)
    own = pl.col("own")
    return [
        facts.select(
            "suspect",
            "shares",
            new=pl.when(was_there).then(0).otherwise(own),
            status=pl.when(was_there).then(own).otherwise(0),
        ),
        _in_part("reclassified", difference(at_old_offences, after)),
    ]


def by_time(
    before: Carried,
    after: Carried,
    record: Allegations,
    *,
    index: Index,
    dates: tuple[date, date],
) -> list[pl.DataFrame]:
    """What another date changed, for each suspect.

    Args:
        before: what suspects carried on the first date.
        after: what they carry on the second, by the same record, rules and index.
        record: the rows.
        index: the scores.
        dates: the two.

    Returns:
        Frames of `suspect` and parts in tenths of a day: `aged_out`, `status`, `new`, and
        `shares`. A suspect may have several rows.
    """
    low, high = sorted(dates)
    forward = dates == (low, high)
    earlier, later = (before, after) if forward else (after, before)
    there = replace(
        record,
        rows=record.rows.filter(pl.col("recorded_on") <= low),
        record=record.rows if record.record is None else record.record,
    )
    steps = []
    aged = grown = carry(there, rules=before.rules, index=index, as_of=high)
    apart = people_apart(there, low).collect()
    if apart.height > people_apart(there, high).collect().height:
        rows = there.rows.join(apart.lazy(), on="suspect", how="anti")
        as_young = replace(there, rows=rows)
        aged = carry(as_young, rules=before.rules, index=index, as_of=high)
        steps.append(_in_part("status", difference(aged, grown)))
    steps += [
        _in_part("aged_out", difference(earlier, aged)),
        _in_part("new", difference(grown, later)),
    ]
    return steps if forward else [step.with_columns(-pl.exclude("suspect")) for step in steps]


def _in_part(part: str, differences: pl.DataFrame) -> pl.DataFrame:
    return differences.select("suspect", "shares", pl.col("own").alias(part))
