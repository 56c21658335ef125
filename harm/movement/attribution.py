"""Splits a change of score into its causes, which add up exactly.

From one list to another the data, the date, the rules and the index may change. They are changed
one after another in that order, and the effect of each step on every allegation is attributed to
its cause. So the parts of a suspect's change always sum to the change, to the tenth of a day.
Where two things happened to one allegation, another order could attribute a part to the other
cause; the sum would be the same.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final, Literal, get_args

import polars as pl

from harm.days import TENTHS
from harm.movement.movement import MOVEMENT, compare
from harm.offences.indices import Index
from harm.record.allegations import Allegations
from harm.scoring.contributions import units
from harm.scoring.ranking import Ranking
from harm.scoring.ties import order_keys

Part = Literal["new", "aged_out", "reclassified", "status", "links", "rules", "index"]

#: What can change a score, and in words.
PARTS: Final[dict[Part, str]] = {
    "new": "new allegations",
    "aged_out": "allegations that left the window",
    "reclassified": "offences reclassified",
    "status": "a status or another fact that changed",
    "links": "persons merged or separated",
    "rules": "other rules",
    "index": "another index",
}
#: The suspect's score did not change in that direction: others' scores moved the place.
OTHERS: Final = "others"
CAUSE: Final = pl.Enum([*get_args(Part), OTHERS])

CHANGE: Final[dict[str, pl.DataType]] = {
    **MOVEMENT,
    **{part: TENTHS() for part in PARTS},
    "moved_by_own": pl.Int64(),
    "moved_by_others": pl.Int64(),
    "cause": CAUSE,
}

_PAIR: Final = ("suspect", "crime")


@dataclass(frozen=True)
class Moment:
    """A ranking, and what it is based on.

    Attributes:
        ranking: everyone assessed.
        allegations: the rows that it was made from, or more of the same record. The two moments
            of a comparison give suspects, crimes, victims and offences the same numbers; where
            the record did not change between them they hold the same object.
        index: the scores.
    """

    ranking: Ranking
    allegations: Allegations
    index: Index


def changes(before: Moment, after: Moment) -> pl.DataFrame:
    """The places before and after of everyone assessed at either moment, and what moved them.

    A suspect who was not assessed has a score of 0 in the sums.

    Args:
        before: the earlier list.
        after: the later one; if it is as of an earlier date, the parts change their sign.

    Returns:
        A row for each suspect, as `CHANGE`, ordered as `movement.compare`. The parts are tenths of
        a day and sum to the change of score: `new` allegations; `aged_out` of the window, or
        weighing less by age; `reclassified` offences; `status`, which is any other change of a
        row or a person, such as a cancelled crime or an eighteenth birthday; `links` between
        persons, of which there are none yet; `rules`; `index`.
        `moved_by_own` is how many places the suspect's own change of score would have moved them
        had nobody else's changed, and `moved_by_others` the rest; both are empty for someone who
        was not assessed at both. `cause` says what brought a suspect on or off the list, or up or
        down on it: the largest part in that direction, or that only others moved.
    """
    parts = _parts(before, after)
    moved = compare(before.ranking, after.ranking)
    split = moved.join(parts, on="suspect_id", how="left").with_columns(
        pl.col(part).fill_null(0) for part in PARTS
    )
    whole = split.join(_places_moved(before.ranking, after.ranking), on="suspect_id", how="left")
    return whole.with_columns(_cause()).select(
        pl.col(name).cast(dtype) for name, dtype in CHANGE.items()
    )


def _parts(before: Moment, after: Moment) -> pl.DataFrame:
    """The seven parts of every suspect's change, by `suspect_id`."""
    old, new = before.ranking, after.ranking
    same_data = before.allegations is after.allegations
    first = _carried(before)
    unmoved = replace(after, ranking=replace(new, rules=old.rules, as_of=old.as_of))
    unmoved = replace(unmoved, index=before.index)
    kept_offences = unmoved if same_data else _with_offences_of(unmoved, before)
    steps = [
        first,
        first if same_data else _carried(kept_offences),
        first if same_data else _carried(unmoved),
    ]
    dated = replace(unmoved, ranking=replace(new, rules=old.rules))
    steps.append(steps[-1] if old.as_of == new.as_of else _carried(dated))
    ruled = replace(after, index=before.index)
    steps.append(steps[-1] if old.rules == new.rules else _carried(ruled))
    steps.append(steps[-1] if before.index is after.index else _carried(after))
    joined = _side_by_side(steps).join(_seen(before.allegations, "known"), on=_PAIR, how="left")
    joined = joined.join(_seen(after.allegations, "recorded_on"), on=_PAIR, how="left")
    split = joined.with_columns(_attributed(old, new))
    names = after.allegations.suspects.collect()
    if not same_data:
        names = pl.concat([names, before.allegations.suspects.collect()]).unique()
    return (
        split.group_by("suspect")
        .agg(pl.col(part).sum() for part in PARTS)
        .join(names, on="suspect")
        .drop("suspect")
    )


def _carried(moment: Moment) -> pl.DataFrame:
    """The tenths that each suspect carries from each crime, for suspects who are assessed."""
    rules = moment.ranking.rules
    pairs = units(moment.allegations, rules=rules, index=moment.index, as_of=moment.ranking.as_of)
    enough = pl.col("allegations").sum().over("suspect") >= rules.minimum_allegations
    return pairs.filter(enough).select(*_PAIR, "tenths").collect(engine="streaming")


def _with_offences_of(after: Moment, before: Moment) -> Moment:
    """The later record, but with each allegation's offence as it was in the earlier one."""
    rows = before.allegations.rows.filter(pl.col("suspect").is_not_null())
    whole = [*_PAIR, "victim"]
    exact = rows.group_by(whole).agg(pl.col("offence").min().alias("exact"))
    first = rows.group_by(_PAIR).agg(pl.col("offence").min().alias("first"))
    offence = pl.coalesce("exact", "first", "offence").alias("offence")
    changed = (
        after.allegations.rows.join(exact, on=whole, how="left", nulls_equal=True)
        .join(first, on=_PAIR, how="left")
        .with_columns(offence)
        .drop("exact", "first")
    )
    known = [before.allegations.offences, after.allegations.offences]
    return replace(
        after,
        allegations=replace(
            after.allegations, rows=changed, offences=pl.concat(known).unique("offence")
        ),
    )


def _side_by_side(steps: list[pl.DataFrame]) -> pl.DataFrame:
    """What each pair of suspect and crime carries after each step; nothing is 0."""
    joined = steps[0].rename({"tenths": "step 0"})
    for number, step in enumerate(steps[1:], start=1):
        if step is steps[number - 1]:
            joined = joined.with_columns(pl.col(f"step {number - 1}").alias(f"step {number}"))
        else:
            named = step.rename({"tenths": f"step {number}"})
            joined = joined.join(named, on=_PAIR, how="full", coalesce=True).fill_null(0)
    return joined


def _seen(allegations: Allegations, name: str) -> pl.DataFrame:
    """The pairs of suspect and crime that a record has, each with its date."""
    named = allegations.rows.filter(pl.col("suspect").is_not_null())
    dated = named.group_by(_PAIR).agg(pl.col("recorded_on").max().alias(name))
    return dated.collect(engine="streaming")


def _attributed(old: Ranking, new: Ranking) -> list[pl.Expr]:
    """The effect of each step on a pair of suspect and crime, by part."""
    low, high = min(old.as_of, new.as_of), max(old.as_of, new.as_of)
    step = [pl.col(f"step {number}") for number in range(6)]
    by_record, by_offence, by_date = step[1] - step[0], step[2] - step[1], step[3] - step[2]
    unknown = pl.col("known").is_null()
    recorded = pl.col("recorded_on")
    between = recorded > low
    in_both = recorded > high - timedelta(days=old.rules.window_days)
    comes_or_goes = (step[2] == 0) | (step[3] == 0)
    person = ~between & in_both & comes_or_goes
    return [
        (_where(unknown, by_record) + _where(between, by_date)).alias("new"),
        _where(~between & ~person, by_date).alias("aged_out"),
        by_offence.alias("reclassified"),
        (_where(~unknown, by_record) + _where(person, by_date)).alias("status"),
        pl.lit(0).alias("links"),
        (step[4] - step[3]).alias("rules"),
        (step[5] - step[4]).alias("index"),
    ]


def _where(condition: pl.Expr, tenths: pl.Expr) -> pl.Expr:
    return pl.when(condition.fill_null(value=False)).then(tenths).otherwise(0)


def _places_moved(old: Ranking, new: Ranking) -> pl.DataFrame:
    """How many places each suspect moved by their own change of score, and by that of others."""
    was = old.table.select("suspect_id", "position", key_before=order_keys(old.table))
    now = new.table.select("suspect_id", "position", key_after=order_keys(new.table))
    both = was.join(now, on="suspect_id", suffix="_after")
    in_order = sorted(was["key_before"].to_list())
    own = [
        0 if after == before else _place(in_order, before, after) - position
        for before, after, position in both.select(
            "key_before", "key_after", "position"
        ).iter_rows()
    ]
    moved = pl.col("position_after").cast(pl.Int64) - pl.col("position").cast(pl.Int64)
    return both.with_columns(pl.Series("moved_by_own", own, pl.Int64)).select(
        "suspect_id", "moved_by_own", moved_by_others=moved - pl.col("moved_by_own")
    )


def _place(in_order: list[int], before: int, after: int) -> int:
    """The place of someone whose key changed among others whose keys did not."""
    ahead = len(in_order) - bisect_right(in_order, after)
    return 1 + ahead - (before > after)


def _cause() -> pl.Expr:
    """The largest part of the change, in the direction in which the suspect moved."""
    parts = pl.concat_list(*PARTS)
    names = pl.Series([*PARTS], dtype=CAUSE)
    change = pl.sum_horizontal(*PARTS)
    better = pl.col("movement").is_in(["entered", "up"])
    worse = pl.col("movement").is_in(["left", "down"])
    most = pl.lit(names).gather(parts.list.arg_max())
    least = pl.lit(names).gather(parts.list.arg_min())
    return (
        pl.when(better & (change > 0))
        .then(most)
        .when(worse & (change < 0))
        .then(least)
        .when(better | worse)
        .then(pl.lit(OTHERS, dtype=CAUSE))
        .alias("cause")
    )
