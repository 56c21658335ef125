"""Splits a change of score into its causes, which add up exactly.

From one list to another the data, the date, the rules and the index may change. They are changed
one after another in that order, and the effect of each step on every allegation is attributed to
its cause. So the parts of a suspect's change always sum to the change, to the tenth of a day.
Where two things happened to one allegation, another order could attribute a part to the other
cause; the sum would be the same.

Two effects are kept apart from their causes, since they are not of the allegation that changed:
what a suspect's other allegations gain or lose as the number of them reaches a minimum or falls
below it, and what a suspect's share of a crime gains or loses by other suspects of it. Other rules
and another index are a cause of all that they change.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal, get_args

import polars as pl

from harm.days import TENTHS
from harm.movement.carried import PAIR, Carried, carry
from harm.movement.movement import MOVEMENT, compare
from harm.movement.places import places_moved
from harm.movement.steps import by_record, by_time
from harm.offences.indices import Index
from harm.record.allegations import Allegations
from harm.scoring.ranking import Ranking

Part = Literal[
    "new",
    "aged_out",
    "reclassified",
    "status",
    "minimum",
    "shares",
    "links",
    "rules",
    "index",
]

#: What can change a score, in the order of the columns.
PARTS: Final[tuple[Part, ...]] = get_args(Part)
#: The suspect's score did not change in that direction: others' scores moved the place.
OTHERS: Final = "others"
#: The same, and the score is exactly that of the cut: the date decided.
TIE: Final = "tie"
#: The same, and a lot decided.
LOT: Final = "lot"
CAUSE: Final = pl.Enum([*PARTS, OTHERS, TIE, LOT])

CHANGE: Final[dict[str, pl.DataType]] = {
    **MOVEMENT,
    **{part: TENTHS() for part in PARTS},
    "moved_by_own": pl.Int64(),
    "moved_by_others": pl.Int64(),
    "cause": CAUSE,
}

#: The parts that come of single allegations, step by step.
_STEPS: Final = ("new", "aged_out", "reclassified", "status", "shares")


@dataclass(frozen=True)
class Moment:
    """A ranking, and what it is based on.

    Attributes:
        ranking: everyone assessed.
        allegations: the rows that it was made from, or more of the same record. The two moments
            of a comparison give suspects, crimes, victims and offences the same numbers; where
            the record did not change between them they hold the same object.
        index: the scores.
        relinked: of the earlier list, its rows as they are where the references that are one
            person on the later list are one as well; None: the same ones are on both.
    """

    ranking: Ranking
    allegations: Allegations
    index: Index
    relinked: Allegations | None = None


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
        row or a person, such as a cancelled crime or an eighteenth birthday; `minimum`, which is
        what their other allegations carry, where they came to have as many as the rules need or
        have so many no longer; `shares` of crimes that changed since other suspects of them came,
        went or counted no longer; `links`, where references came to be one person or are one no
        longer; `rules`; `index`.
        `moved_by_own` is how many places the suspect's own change of score would have moved them
        had nobody else's changed, and `moved_by_others` the rest; both are empty for someone who
        was not assessed at both. `cause` says what brought a suspect on or off the list, or up or
        down on it: the largest part in that direction; that only others moved; or `tie`, where
        they came or left with exactly the score of the later list's last place, so that the date
        of the latest allegation decided; or `lot`, where a lot decided that, or moved them among
        those level at the cut.
    """
    parts = _parts(before, after)
    moved = compare(before.ranking, after.ranking)
    split = moved.join(parts, on="suspect_id", how="left").with_columns(
        pl.col(part).fill_null(0) for part in PARTS
    )
    whole = split.join(places_moved(before.ranking, after.ranking), on="suspect_id", how="left")
    return whole.with_columns(_cause(before.ranking, after.ranking)).select(
        pl.col(name).cast(dtype) for name, dtype in CHANGE.items()
    )


def _parts(before: Moment, after: Moment) -> pl.DataFrame:
    """The parts of every suspect's change, by `suspect_id`."""
    old, new = before.ranking, after.ranking
    known, apart = before, _carried(before)
    if before.relinked is not None:
        before = replace(before, allegations=before.relinked, relinked=None)
    first = apart if before is known else _carried(before)
    dated = replace(after, ranking=replace(new, rules=old.rules), index=before.index)
    unmoved = replace(dated, ranking=replace(dated.ranking, as_of=old.as_of))
    steps: list[pl.DataFrame] = []
    names = after.allegations.suspects.collect()
    if before is not known:
        names = pl.concat([names, known.allegations.suspects.collect()]).unique()
    recorded = first
    if before.allegations is not after.allegations:
        at_old_offences = _carried(_with_offences_of(unmoved, before))
        recorded = _carried(unmoved)
        steps += by_record(first, at_old_offences, recorded, before.allegations)
        names = pl.concat([names, before.allegations.suspects.collect()]).unique()
    then = recorded
    if old.as_of != new.as_of:
        then = _carried(dated)
        dates = (old.as_of, new.as_of)
        steps += by_time(recorded, then, after.allegations, index=before.index, dates=dates)
    ruled = then if old.rules == new.rules else _carried(replace(after, index=before.index))
    last = ruled if before.index is after.index else _carried(after)
    states = {"apart": apart, "first": first, "then": then, "ruled": ruled, "last": last}
    sums = [_sums(carried, name) for name, carried in states.items()]
    sums[0] = sums[0].with_columns(pl.lit(0, TENTHS).alias(part) for part in _STEPS)
    summed = pl.concat([*sums, *steps], how="diagonal").group_by("suspect").sum()
    return summed.select("suspect", *_attributed()).join(names, on="suspect").drop("suspect")


def _carried(moment: Moment) -> Carried:
    ranking = moment.ranking
    return carry(moment.allegations, rules=ranking.rules, index=moment.index, as_of=ranking.as_of)


def _sums(carried: Carried, name: str) -> pl.DataFrame:
    """Each suspect's sum in a state, their score in it, and 1 where they are assessed."""
    assessed = pl.col("assessed").cast(TENTHS)
    return carried.scores().select(
        "suspect",
        pl.col("tenths").alias(f"{name} sum"),
        (pl.col("tenths") * assessed).alias(f"{name} score"),
        assessed.alias(f"{name} assessed"),
    )


def _with_offences_of(after: Moment, before: Moment) -> Moment:
    """The later record, but with each allegation's offence as it was in the earlier one."""
    rows = before.allegations.rows.filter(pl.col("suspect").is_not_null())
    whole = [*PAIR, "victim"]
    exact = rows.group_by(whole).agg(pl.col("offence").min().alias("exact"))
    first = rows.group_by(PAIR).agg(pl.col("offence").min().alias("first"))
    offence = pl.coalesce("exact", "first", "offence").alias("offence")
    changed = (
        after.allegations.rows.join(exact, on=whole, how="left", nulls_equal=True)
        .join(first, on=PAIR, how="left")
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


def _attributed() -> list[pl.Expr]:
    """The parts of a suspect's change, from what the steps changed and the sums in each state.

    Nothing that happened to the allegations of someone who has too few of them before and after
    changes a score.
    """
    assessed = (pl.col("first assessed") + pl.col("then assessed")) > 0

    def by(first: str, then: str) -> pl.Expr:
        return pl.col(then) - pl.col(first)

    minimum = by("first score", "then score") - by("first sum", "then sum")
    return [
        *(pl.when(assessed).then(pl.col(part)).otherwise(0).alias(part) for part in _STEPS),
        pl.when(assessed).then(minimum).otherwise(0).alias("minimum"),
        by("apart score", "first score").alias("links"),
        by("then score", "ruled score").alias("rules"),
        by("ruled score", "last score").alias("index"),
    ]


def _cause(before: Ranking, after: Ranking) -> pl.Expr:
    """The largest part of the change, in the direction in which the suspect moved."""
    parts = pl.concat_list(*PARTS)
    names = pl.Series([*PARTS], dtype=CAUSE)
    change = pl.sum_horizontal(*PARTS)
    better = pl.col("movement").is_in(["entered", "up"])
    worse = pl.col("movement").is_in(["left", "down"])
    listed = after.listed["tenths"]
    is_full = 0 < listed.len() < after.assessed
    at_cut = pl.col("tenths_after") == listed[-1] if is_full else pl.lit(value=False)
    most = pl.lit(names).gather(parts.list.arg_max())
    least = pl.lit(names).gather(parts.list.arg_min())
    return (
        pl.when(better & (change > 0))
        .then(most)
        .when(worse & (change < 0))
        .then(least)
        .when(_by_lot(before, after))
        .then(pl.lit(LOT, dtype=CAUSE))
        .when(at_cut & (after.rules.ties != "lot") & pl.col("movement").is_in(["entered", "left"]))
        .then(pl.lit(TIE, dtype=CAUSE))
        .when(better | worse)
        .then(pl.lit(OTHERS, dtype=CAUSE))
        .alias("cause")
    )


def _by_lot(before: Ranking, after: Ranking) -> pl.Expr:
    """Whether a lot brought somebody on or off the list, or moved them among those level.

    Somebody whom others passed in score, or who passed them, was moved by these and by no lot.
    """
    drawn = {"before": before, "after": after}
    at_cut = {
        when: pl.col(f"tenths_{when}") == ranking.cut.tenths
        if ranking.cut.separated_by == "lot"
        else pl.lit(value=False)
        for when, ranking in drawn.items()
    }
    by_score = pl.col("rank_moved")
    among = ((pl.col("movement") == "up") & (by_score >= 0)) | (
        (pl.col("movement") == "down") & (by_score <= 0)
    )
    return (at_cut["after"] & pl.col("movement").is_in(["entered", "left"])) | (
        (at_cut["before"] | at_cut["after"]) & among
    ).fill_null(value=False)
