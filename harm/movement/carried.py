"""What suspects carry from each crime in one state of things, and how it differs from another.

Where the rules share a crime's days among its suspects, what a suspect carries also depends on
the others. The difference is therefore split in two: what the suspect's own rows changed, at the
shares of before; and what other shares then changed. Whoever comes to a crime or goes from it has
no other share to compare with, and all of it is their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from harm.offences.indices import Index
from harm.record.allegations import Allegations
from harm.scoring.contributions import by_crime, units
from harm.scoring.eligibility import counting_rows
from harm.scoring.rules import Rules
from harm.scoring.weights import decayed, share, with_shares

PAIR: Final = ("suspect", "crime")


@dataclass(frozen=True)
class Carried:
    """What suspects carry, before any are left out for having too few allegations.

    Attributes:
        pairs: a row for each pair of `suspect` and `crime` that counts: `tenths` of a day, and
            `allegations`, how many count.
        rules: the choices.
        shared: where the rules share days, the rows that count, with their days before that
            (`tenths`), `sharers` and `turn` (1 and 1 for a suspect who is alone); None where
            each suspect carries a crime's full days.
    """

    pairs: pl.DataFrame
    rules: Rules
    shared: pl.LazyFrame | None

    def scores(self) -> pl.DataFrame:
        """The sum of each suspect: `suspect`, `tenths` and whether they are `assessed`.

        `assessed` is false for those who have fewer allegations than the rules need.
        """
        enough = pl.col("allegations").sum() >= self.rules.minimum_allegations
        return self.pairs.group_by("suspect").agg(pl.col("tenths").sum(), enough.alias("assessed"))


def carry(allegations: Allegations, *, rules: Rules, index: Index, as_of: date) -> Carried:
    """What each suspect carries from each crime.

    Args:
        allegations: the rows.
        rules: the choices.
        index: the scores.
        as_of: the date of the list.
    """
    if rules.co_suspects == "full":
        pairs = units(allegations, rules=rules, index=index, as_of=as_of)
        return Carried(_collected(pairs), rules, None)
    kept = counting_rows(allegations, rules=rules, index=index, as_of=as_of)
    scored = kept.filter(pl.col("tenths").is_not_null())
    rows = (
        with_shares(decayed(scored, rules=rules, as_of=as_of), allegations.suspects)
        .select(*PAIR, "recorded_on", "tenths", pl.col("sharers", "turn").fill_null(1))
        .collect(engine="streaming")
        .lazy()
    )
    weighed = rows.with_columns(share(pl.col("sharers"), pl.col("turn")).alias("tenths"))
    return Carried(_collected(by_crime(weighed, rules=rules)), rules, rows)


def difference(before: Carried, after: Carried) -> pl.DataFrame:
    """What each pair of suspect and crime carries more in one state than in another.

    Args:
        before: the one.
        after: the other, under the same rules.

    Returns:
        A row for each pair in either, with `suspect`, `crime`, and in tenths of a day `own`, which
        the suspect's own rows changed, and `shares`, which other shares changed. The two sum to
        the difference.
    """
    first = before.pairs.select(*PAIR, first="tenths")
    then = after.pairs.select(*PAIR, then="tenths")
    both = first.join(then, on=PAIR, how="full", coalesce=True)
    if before.shared is None or after.shared is None:
        both = both.with_columns(pl.col("then").alias("alike"))
    else:
        alike = _at_shares_of(before.shared, after.shared, after.rules)
        both = both.join(alike, on=PAIR, how="left")
    none = both.with_columns(pl.col("first", "then", "alike").fill_null(0))
    return none.select(
        *PAIR,
        own=pl.col("alike") - pl.col("first"),
        shares=pl.col("then") - pl.col("alike"),
    )


def _at_shares_of(before: pl.LazyFrame, after: pl.LazyFrame, rules: Rules) -> pl.DataFrame:
    """What each pair would carry if those who shared the crime before had their shares of then."""
    held = before.select(*PAIR, sharers_before="sharers", turn_before="turn").unique()
    sharers, turn = (pl.coalesce(f"{name}_before", name) for name in ("sharers", "turn"))
    weighed = after.join(held, on=PAIR, how="left").with_columns(
        share(sharers, turn).alias("tenths")
    )
    return by_crime(weighed, rules=rules).select(*PAIR, alike="tenths").collect(engine="streaming")


def _collected(pairs: pl.LazyFrame) -> pl.DataFrame:
    return pairs.select(*PAIR, "tenths", "allegations").collect(engine="streaming")
