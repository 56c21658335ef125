"""The one allegation that did most to move a suspect between two lists."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final, Literal, get_args

import polars as pl

from harm.days import TENTHS
from harm.movement.attribution import Moment
from harm.movement.carried import PAIR, carry
from harm.record.allegations import ALLEGATION_STATUS, CRIME_STATUS

#: What happened to it: recorded since; named since in a crime recorded before; gone from the
#: record; too old; reclassified; or another change of a row or of the rules.
Happened = Literal["recorded", "named", "gone", "aged_out", "reclassified", "changed"]
HAPPENED: Final = pl.Enum(get_args(Happened))

DECISIVE: Final = pl.Schema(
    {
        "suspect": pl.UInt32(),
        "offence_title": pl.String(),
        "recorded_on": pl.Date(),
        "allegation_status": ALLEGATION_STATUS,
        "crime_status": CRIME_STATUS,
        "change": TENTHS(),
        "happened": HAPPENED,
    }
)
_FACTS: Final = ("offence", "recorded_on", "allegation_status", "crime_status")


def decisive(before: Moment, after: Moment, suspects: pl.Series) -> pl.DataFrame:
    """For each suspect the allegation whose days changed most, the way their score changed.

    It explains a move only where the suspect's own score moved them; who was passed by others has
    none. It names one allegation where several may have changed.

    Args:
        before: the earlier list.
        after: the later one.
        suspects: numbers, which the two moments share.

    Returns:
        As `DECISIVE`, one row for each suspect whose score changed, by `suspect`. The facts are
        those of the later moment, and of the earlier one where the allegation is gone; `change`
        is in tenths of a day. Of equals the one recorded last, then by its number.
    """
    pairs = _pairs(before, suspects).join(
        _pairs(after, suspects), on=PAIR, how="full", coalesce=True, suffix="_after"
    )
    changed = pairs.with_columns(
        change=pl.col("tenths_after").fill_null(0) - pl.col("tenths").fill_null(0)
    ).filter(pl.col("change") != 0)
    whole = pl.col("change").sum().over("suspect")
    top = (
        changed.filter(pl.col("change").sign() == whole.sign())
        .join(_facts_of_both(before, after, suspects), on=PAIR, how="left")
        .sort(
            "suspect",
            pl.col("change").abs(),
            "recorded_on",
            "crime",
            descending=[False, True, True, False],
        )
        .unique("suspect", keep="first", maintain_order=True)
    )
    return top.select(
        pl.col("suspect").cast(pl.UInt32),
        pl.col("title").alias("offence_title"),
        "recorded_on",
        "allegation_status",
        "crime_status",
        pl.col("change").cast(TENTHS),
        _happened(before, after),
    ).cast(DECISIVE)


def _happened(before: Moment, after: Moment) -> pl.Expr:
    """What happened to an allegation, the first that applies."""
    known = pl.col("recorded_on_before").is_not_null()
    ranking = after.ranking
    oldest = ranking.as_of - timedelta(days=ranking.rules.window_days)
    cases = (
        (pl.col("gone"), "gone"),
        (pl.col("recorded_on") <= oldest, "aged_out"),
        (pl.col("recorded_on") > before.ranking.as_of, "recorded"),
        (~known, "named"),
        (pl.col("title").ne_missing(pl.col("title_before")), "reclassified"),
    )
    what: pl.Expr = pl.lit("changed")
    for condition, name in reversed(cases):
        what = pl.when(condition).then(pl.lit(name)).otherwise(what)
    return what.cast(HAPPENED).alias("happened")


def _pairs(moment: Moment, suspects: pl.Series) -> pl.DataFrame:
    """What each suspect carries from each crime; others count for shares alone."""
    rows = moment.allegations.rows
    crimes = rows.filter(pl.col("suspect").is_in(suspects.implode())).select("crime").unique()
    theirs = replace(moment.allegations, rows=rows.join(crimes, on="crime", how="semi"))
    ranking = moment.ranking
    carried = carry(theirs, rules=ranking.rules, index=moment.index, as_of=ranking.as_of)
    return carried.pairs.filter(pl.col("suspect").is_in(suspects.implode())).select(*PAIR, "tenths")


def _facts_of_both(before: Moment, after: Moment, suspects: pl.Series) -> pl.DataFrame:
    """The facts of the later moment, and of the earlier one where an allegation is `gone`."""
    return (
        _facts(after, suspects)
        .join(_facts(before, suspects), on=PAIR, how="full", coalesce=True, suffix="_before")
        .with_columns(pl.col("recorded_on").is_null().alias("gone"))
        .with_columns(
            pl.coalesce(name, f"{name}_before").alias(name)
            for name in ("title", "recorded_on", "allegation_status", "crime_status")
        )
    )


def _facts(moment: Moment, suspects: pl.Series) -> pl.DataFrame:
    """Each allegation against them as the record had it, by its offence's title or its code."""
    recorded = moment.allegations.offences
    entries = moment.index.score(recorded)["entry"]
    offences = recorded.with_columns(
        index_title=moment.index.entries["title"].gather(entries)
    ).select(
        pl.col("offence").cast(pl.UInt32),
        title=pl.coalesce("offence_title", "index_title", "offence_code"),
    )
    return (
        moment.allegations.rows.filter(pl.col("suspect").is_in(suspects.implode()))
        .group_by(PAIR)
        .agg(pl.col(_FACTS).first())
        .with_columns(pl.col("offence").cast(pl.UInt32))
        .collect()
        .join(offences, on="offence", how="left")
        .drop("offence")
    )
