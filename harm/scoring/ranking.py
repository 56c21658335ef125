"""The order of suspects by alleged harm, its ties, and the cut.

A position is a place in a queue for attention. It says nothing about guilt, and little about what
will happen: a score falls by itself as allegations leave the window.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Final

import polars as pl

from harm.days import TENTHS
from harm.offences.indices import Index
from harm.record.allegations import Allegations
from harm.scoring.eligibility import counting_rows
from harm.scoring.rules import Rules, Ties
from harm.scoring.ties import ORDER, order_keys, settle_cut, settle_ties
from harm.scoring.weights import apply_weights

TABLE: Final = pl.Schema(
    {
        "position": pl.UInt32,
        "rank": pl.UInt32,
        "suspect": pl.UInt32,
        "suspect_id": pl.String,
        "tenths": TENTHS,
        "allegations": pl.UInt32,
        "victims": pl.UInt32,
        "most_serious": TENTHS,
        "last_recorded_on": pl.Date,
        "unmapped": pl.UInt32,
    }
)


@dataclass(frozen=True, slots=True)
class Cut:
    """Where the list ends.

    Attributes:
        top: how many places the list has.
        tenths: the score at the last of them; None when fewer suspects were assessed, so that the
            list is not full and nobody was left off.
        tied: how many suspects have exactly that score.
        tied_in: how many of them are on the list.
        separated_by: the part of the order that puts the last one in before the first one out, or
            `lot`; None when their scores differ or nobody is out.
        above: how many suspects have a higher score; all of them are listed, whatever the choice
            at a tie.
    """

    top: int
    tenths: int | None
    tied: int
    tied_in: int
    separated_by: str | None
    above: int

    @property
    def splits(self) -> bool:
        """Whether the last place falls among suspects of equal score, so that there is a choice."""
        return self.above + self.tied > self.top

    def length(self, ties: Ties) -> int:
        """How many suspects a full list has under a choice at this tie."""
        if not self.splits or ties in {"order", "lot"}:
            return self.top
        return self.above + (self.tied if ties == "all_in" else 0)


@dataclass(frozen=True)
class Ranking:
    """Everyone assessed, in order.

    Attributes:
        as_of: the date of the list.
        rules: the choices.
        index: name of the harm index.
        table: a row for each suspect, as `TABLE`, first position first. `tenths` and
            `most_serious` are tenths of a day; `unmapped` counts allegations in the definition
            and the window that the index has no score for.
        unmapped: suspects whose every allegation is unmapped (`suspect_id`, `unmapped`): they
            have no score, which is not a score of 0.
    """

    as_of: date
    rules: Rules
    index: str
    table: pl.DataFrame
    unmapped: pl.DataFrame

    @property
    def name(self) -> str:
        """The list's name, apart from the version of the data: rules, index and date."""
        return f"{self.rules.id} {self.index} {self.as_of.isoformat()}"

    @property
    def assessed(self) -> int:
        """Suspects with enough allegations that count."""
        return self.table.height

    @property
    def median_tenths(self) -> float:
        """The score that half of those assessed do not exceed; halfway between the middle two.

        It is 0 where nobody is assessed.
        """
        median = self.table["tenths"].median()
        return median if isinstance(median, float) else 0.0

    @property
    def length(self) -> int:
        """How many suspects are listed: `Rules.top`, unless fewer are assessed or ties decide."""
        cut = self._cut_in_order
        return self.assessed if cut.tenths is None else cut.length(self.rules.ties)

    @property
    def listed(self) -> pl.DataFrame:
        """The list itself: the first `length` rows of `table`."""
        return self.table.head(self.length)

    @property
    def cut(self) -> Cut:
        """Where the list ends, and what decides it."""
        cut = self._cut_in_order
        if not cut.splits or self.rules.ties == "order":
            return cut
        if self.rules.ties == "lot":
            return replace(cut, separated_by="lot")
        return replace(cut, tied_in=self.length - cut.above, separated_by=None)

    @cached_property
    def _cut_in_order(self) -> Cut:
        """The cut where the order decides who of equals is in."""
        top = self.rules.top
        if self.assessed < top:
            return Cut(top, tenths=None, tied=0, tied_in=0, separated_by=None, above=0)
        last_in = self.table.row(top - 1, named=True)
        tied = int((self.table["tenths"] == last_in["tenths"]).sum())
        above = last_in["rank"] - 1
        tied_in = top - above
        separated_by = None
        if tied > tied_in:
            first_out = self.table.row(top, named=True)
            differs = (key for key in ORDER if last_in[key] != first_out[key])
            separated_by = next(differs, "draw")
        return Cut(top, last_in["tenths"], tied, tied_in, separated_by, above)


def rank(allegations: Allegations, *, rules: Rules, index: Index, as_of: date) -> Ranking:
    """Rank every suspect with an allegation that counts.

    Args:
        allegations: rows in any order; the order changes nothing.
        rules: the choices.
        index: the scores.
        as_of: the date of the list.
    """
    scored, unmapped, scores = _scored(allegations, rules=rules, index=index, as_of=as_of)
    suspects = allegations.suspects.collect()
    return Ranking(
        as_of=as_of,
        rules=rules,
        index=index.name,
        table=_ordered(_named(scores, unmapped, suspects), rules, as_of),
        unmapped=unmapped.join(scored, on="suspect", how="anti")
        .join(suspects, on="suspect")
        .select("suspect_id", "unmapped")
        .sort("suspect_id"),
    )


def rank_first(
    allegations: Allegations, *, rules: Rules, index: Index, as_of: date
) -> pl.DataFrame:
    """The list alone, as `Ranking.listed` of `rank`, in about a third of the time."""
    _, unmapped, scores = _scored(allegations, rules=rules, index=index, as_of=as_of)
    if scores.height > rules.top:
        last = scores["tenths"].top_k(rules.top).min()
        scores = scores.filter(pl.col("tenths") >= last)
    table = _ordered(_named(scores, unmapped, allegations.suspects.collect()), rules, as_of)
    return Ranking(as_of, rules, index.name, table, unmapped.clear()).listed


def _scored(
    allegations: Allegations, *, rules: Rules, index: Index, as_of: date
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """The rows with a score, how many each suspect has without one, and everybody's sums."""
    kept = (
        counting_rows(allegations, rules=rules, index=index, as_of=as_of)
        .select("suspect", "crime", "victim", "recorded_on", "tenths")
        .collect(engine="streaming")
    )
    scored = kept.filter(pl.col("tenths").is_not_null())
    weighed = apply_weights(scored.lazy(), allegations.suspects, rules=rules, as_of=as_of)
    scores = _scores(weighed, rules).collect(engine="streaming")
    unmapped = kept.filter(pl.col("tenths").is_null()).group_by("suspect").agg(unmapped=pl.len())
    return scored, unmapped, scores


def _scores(weighed: pl.LazyFrame, rules: Rules) -> pl.LazyFrame:
    """Sums by suspect; victims over all rows that count, days once for each unit."""
    if rules.victim_rows == "once":
        units = (
            weighed.group_by(_pair("crime"))
            .agg(pl.col("tenths", "recorded_on").max())
            .with_columns(_suspect_of("crime"))
        )
    else:
        units = weighed
    sums = units.group_by("suspect").agg(
        pl.col("tenths").sum(),
        pl.len().alias("allegations"),
        pl.col("tenths").max().alias("most_serious"),
        pl.col("recorded_on").max().alias("last_recorded_on"),
    )
    victims = (
        weighed.filter(pl.col("victim").is_not_null())
        .select(_pair("victim"))
        .unique()
        .group_by(_suspect_of("victim"))
        .agg(pl.len().alias("victims"))
    )
    enough = pl.col("allegations") >= rules.minimum_allegations
    return (
        sums.filter(enough)
        .join(victims, on="suspect", how="left")
        .with_columns(pl.col("victims").fill_null(0))
    )


def _pair(other: str) -> pl.Expr:
    """A suspect and another number as one number, which is grouped faster than the two."""
    return (pl.col("suspect").cast(pl.UInt64) * 2**32 + pl.col(other).cast(pl.UInt64)).alias(other)


def _suspect_of(pair: str) -> pl.Expr:
    return (pl.col(pair) // 2**32).cast(pl.UInt32).alias("suspect")


def _named(scores: pl.DataFrame, unmapped: pl.DataFrame, suspects: pl.DataFrame) -> pl.DataFrame:
    return (
        scores.join(unmapped, on="suspect", how="left")
        .join(suspects, on="suspect", how="left")
        .with_columns(pl.col("unmapped").fill_null(0))
    )


def _ordered(scores: pl.DataFrame, rules: Rules, as_of: date) -> pl.DataFrame:
    """By `ORDER`, then by the draw; at the cut by lot, where the rules say so."""
    best = pl.col("tenths").rank("min", descending=True)
    keys = order_keys(scores)
    by_score = keys.arg_sort(descending=True)
    settled = settle_ties(scores[by_score], keys[by_score], rules.seed)
    return (
        settle_cut(settled, rules, as_of)
        .with_row_index("position", offset=1)
        .with_columns(best.alias("rank"))
        .select(pl.col(name).cast(dtype) for name, dtype in TABLE.items())
    )
