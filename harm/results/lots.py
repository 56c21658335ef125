"""Those whom a lot drew onto a list, held against those whom it drew out: small fair trials.

Where the rules say so, a lot decides at the cut among all who have the score of the last place.
Nothing but chance tells those drawn in from those drawn out, so that each list is a trial of its
own; the trials of a year are taken together, each against itself.
"""

from __future__ import annotations

from math import sqrt
from typing import Final

import polars as pl

from harm.results.comparison import EFFECT, Comparison, Side
from harm.results.permutation import usual_of_all
from harm.results.power import DEVIATIONS, people_needed, power

DRAWN: Final = pl.Schema({"suspect_id": pl.String(), "as_of": pl.Date(), "inside": pl.Boolean()})


def drawn_people(lists: pl.DataFrame, *, cut: int) -> pl.DataFrame:
    """Each person once, at the first list whose lot was drawn about them.

    Somebody's side is that of their first lot, whatever later lots say and whatever was done about
    them. A list whose lot left nobody out, or whose people were all drawn about before, is no
    trial.

    How it misleads: those whom a lot is drawn about have the score of the last place; what is found
    of them holds for people near the end of the list, and not for those at its top.

    Args:
        lists: a row for each place of each list: `as_of`, `suspect_id`, `position` from 1 on and
            `tenths`; of everybody with the score of the last place, on the list or not.
        cut: the last place of a list.

    Returns:
        A row for each person, as `DRAWN`, in order of date and reference.
    """
    places = lists.filter(pl.col("position").is_not_null())
    ends = places.filter(pl.col("position") == cut).select("as_of", last="tenths")
    level = places.join(ends, on="as_of").filter(pl.col("tenths") == pl.col("last"))
    first = (
        level.filter(pl.col("position").max().over("as_of") > cut)
        .drop_nulls("suspect_id")
        .with_columns(inside=pl.col("position") <= cut)
        .sort("as_of", "position", "suspect_id")
        .unique("suspect_id", keep="first", maintain_order=True)
    )
    sides = pl.col("inside").n_unique().over("as_of")
    return (
        first.filter(sides == 2)  # noqa: PLR2004 - both
        .sort("as_of", "suspect_id")
        .select(pl.col(name).cast(kind) for name, kind in DRAWN.items())
    )


def compare_drawn(people: pl.DataFrame, outcome: str) -> Comparison:
    """Compare how many of those drawn in, and of those drawn out, had an outcome.

    The difference is taken within each list's lot and put together by how much each can tell
    (Mantel and Haenszel 1959, Journal of the National Cancer Institute 22), so that it is not the
    difference of the two rates where lists differ in how many they drew in. All deals of all lots
    are counted, none is drawn; one that gives just what was found counts half as extreme.

    What could have been found is that of two equal sides that would tell as much.

    Args:
        people: as from `drawn_people`, with the outcome as true or false.
        outcome: its column.
    """
    lots = people.group_by("as_of", maintain_order=True).agg(
        pl.col("inside").sum().cast(pl.Int64).alias("first"),
        (~pl.col("inside")).sum().cast(pl.Int64).alias("second"),
        pl.col(outcome).sum().cast(pl.Int64).alias("events"),
        pl.col(outcome).filter("inside").sum().cast(pl.Int64).alias("found"),
    )
    inside, outside = (
        Side(side.height, int(side[outcome].sum()), side.height)
        for side in (people.filter("inside"), people.filter(~pl.col("inside")))
    )
    if lots.is_empty():
        return Comparison(inside, outside)
    rows = list(lots.select("first", "second", "events").iter_rows())
    weight = sum(first * second / (first + second) for first, second, _ in rows)
    usual = sum(first * events / (first + second) for first, second, events in rows)
    low, high = usual_of_all(rows)
    found = int(lots["found"].sum())
    base = outside.total / outside.people
    some = 0 < base < 1
    side = max(round(2 * weight), 1)
    return Comparison(
        inside,
        outside,
        (found - usual) / weight,
        max((found - high) / weight, -1.0),
        min((found - low) / weight, 1.0),
        DEVIATIONS * sqrt(base * (1 - base) / weight) if some else None,
        power((side, side), base, base * EFFECT) if some else None,
        people_needed(base, base * EFFECT) if some else None,
    )
