"""Where many suspects would stand, each without some of their own allegations.

It is the question of `what_if.py` for a whole list at once: each suspect's record is changed alone,
and everybody else's stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, Self

import polars as pl

from harm.days import TENTHS
from harm.offences.indices import Index
from harm.record.allegations import RANKED, Allegations
from harm.scoring.ranking import Ranking, rank
from harm.scoring.rules import Rules
from harm.scoring.ties import drawn_before, order_keys, seed_of_lot

PLACES: Final = pl.Schema(
    {"suspect": pl.UInt32, "position": pl.UInt32, "tenths": TENTHS, "listed": pl.Boolean}
)
NUMBER: Final = pl.UInt32
#: Where a search stops among equals: before the first, and after the last.
SIDES: Final[tuple[Literal["left", "right"], ...]] = ("left", "right")


def places_without(
    allegations: Allegations, ranking: Ranking, left_out: pl.DataFrame, *, index: Index
) -> pl.DataFrame:
    """Where each of some suspects would stand if they alone were not named in some crimes.

    For each it is the place that `what_if.what_if` gives. The answers do not hold together: if
    several lost allegations at once, the cut would be lower and fewer would leave the list.

    Args:
        allegations: the rows of the window, of everyone.
        ranking: everyone assessed, by these rows.
        left_out: `suspect` and `crime`, by number; suspects who are assessed.
        index: the scores of the ranking.

    Returns:
        A row for each suspect in `left_out`, as `PLACES`, in order of `suspect`. `position` is
        empty and `tenths` is 0 for whoever would not be assessed.
    """
    gone = left_out.select(pl.col("suspect", "crime").cast(NUMBER)).unique()
    subjects = gone["suspect"].unique().sort()
    if subjects.is_empty():
        return pl.DataFrame(schema=PLACES)
    rows, others = _around(allegations, subjects, ranking.rules)
    theirs = gone.with_columns(subject="suspect")
    supposed = rows.join(theirs, on=["subject", "suspect", "crime"], how="anti")
    scored = _scored(allegations, supposed, ranking, index)
    own = scored.filter(pl.col("suspect") == pl.col("subject"))
    moved = scored.join(others, on=["subject", "suspect"], how="semi")
    order = _Order.of(ranking, pl.concat([subjects, moved["suspect"]]))
    places = [
        order.place(
            subject, own.filter(pl.col("subject") == subject), moved.filter(subject=subject)
        )
        for subject in subjects
    ]
    return pl.DataFrame(places, schema=PLACES, orient="row")


def _around(
    allegations: Allegations, subjects: pl.Series, rules: Rules
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows that each subject's place depends on, and who shares days with each.

    Returns:
        the columns of `RANKED` with `subject`, for each subject a copy; and `subject`, `suspect`,
        who are named with the subject where the rules share days, and so carry more without them.
    """
    numbers = pl.col("suspect", "crime").cast(NUMBER)
    rows = allegations.rows.select(RANKED).with_columns(numbers).drop_nulls("suspect")
    if rules.co_suspects == "full":
        own = rows.filter(pl.col("suspect").is_in(subjects.implode())).collect(engine="streaming")
        nobody = pl.DataFrame(schema={"subject": NUMBER, "suspect": NUMBER})
        return own.with_columns(subject="suspect"), nobody
    named = rows.select("suspect", "crime").unique().collect(engine="streaming")
    own = named.filter(pl.col("suspect").is_in(subjects.implode())).rename({"suspect": "subject"})
    together = own.join(named, on="crime").select("subject", "suspect").unique()
    needed = together.join(named, on="suspect").select("subject", "crime").unique()
    around = rows.join(needed.lazy(), on="crime").collect(engine="streaming")
    return around, together.filter(pl.col("suspect") != pl.col("subject"))


def _scored(
    allegations: Allegations, supposed: pl.DataFrame, ranking: Ranking, index: Index
) -> pl.DataFrame:
    """What everybody in each supposed record is ordered by: suspects and crimes apart in each."""
    people = supposed.select("subject", "suspect").unique().sort("subject", "suspect")
    people = people.with_row_index("number")
    crimes = supposed.select("subject", "crime").unique().with_row_index("crime_number")
    rows = supposed.join(people, on=["subject", "suspect"]).join(crimes, on=["subject", "crime"])
    renumbered = {"number": "suspect", "crime_number": "crime"}
    plain = people.lazy().select("suspect", "number")
    named = allegations.suspects.with_columns(pl.col("suspect").cast(NUMBER))
    known = allegations.rows if allegations.record is None else allegations.record
    record = known.select(pl.col("suspect").cast(NUMBER), "suspect_situation", "suspect_born").join(
        plain, on="suspect"
    )
    again = rank(
        Allegations(
            rows.drop("suspect", "crime").rename(renumbered).lazy(),
            allegations.offences,
            plain.join(named, on="suspect").select(pl.col("number").alias("suspect"), "suspect_id"),
            record=record.drop("suspect").rename({"number": "suspect"}),
        ),
        rules=ranking.rules,
        index=index,
        as_of=ranking.as_of,
    ).table
    keyed = again.with_columns(order_keys(again).alias("key")).rename({"suspect": "number"})
    return keyed.join(people, on="number")


@dataclass(frozen=True, slots=True)
class _Order:
    """A ranking in which the place of another score is searched for.

    Attributes:
        rules: the choices.
        as_of: the date of the list.
        assessed: the ranking's table, without the order of a lot at the cut.
        keys: of its rows, as `order_keys`, highest first.
        old: the rows with their `key` of those whose score is supposed to be another.
    """

    rules: Rules
    as_of: date
    assessed: pl.DataFrame
    keys: pl.Series
    old: pl.DataFrame

    @classmethod
    def of(cls, ranking: Ranking, suspects: pl.Series) -> Self:
        """Everyone assessed, and some of them apart."""
        keyed = ranking.table.with_columns(order_keys(ranking.table).alias("key"))
        if ranking.rules.ties == "lot":
            keyed = keyed.sort("key", descending=True)
        old = keyed.filter(pl.col("suspect").is_in(suspects.implode()))
        return cls(ranking.rules, ranking.as_of, keyed.drop("key"), keyed["key"], old)

    def place(
        self, subject: int, own: pl.DataFrame, moved: pl.DataFrame
    ) -> tuple[int, int | None, int, bool]:
        """The place of a suspect with another score, where others may have another as well.

        Args:
            subject: the suspect.
            own: what they are ordered by; no row: they are not assessed.
            moved: likewise of others.

        Returns:
            A row of `PLACES`.
        """
        if own.is_empty():
            return subject, None, 0, False
        tenths, key = int(own["tenths"].item()), own["key"]
        old = self.old.filter(pl.col("suspect").is_in([subject, *moved["suspect"]]))
        first, last = (
            int(self.keys.search_sorted(key, side=side, descending=True).item()) for side in SIDES
        )
        level = self.assessed[first:last].filter(~pl.col("suspect").is_in(old["suspect"].implode()))
        level_ids = pl.concat(
            [level["suspect_id"], moved.filter(pl.col("key") == key.item())["suspect_id"]]
        )
        keys_ahead = _above(first, old["key"] > key.item(), moved["key"] > key.item())
        higher = _above(
            self._higher(tenths, "left"), old["tenths"] > tenths, moved["tenths"] > tenths
        )
        no_lower = _above(
            self._higher(tenths, "right"), old["tenths"] >= tenths, moved["tenths"] >= tenths
        )
        suspect = own["suspect_id"].item()
        in_order = keys_ahead + drawn_before(self.rules.seed, suspect, level_ids)
        if self.rules.lot_decides(higher, no_lower - higher + 1):
            in_order = higher + self._drawn_before(own, old, moved)
        ahead = self.rules.ahead(in_order, higher=higher, no_lower=no_lower)
        return subject, 1 + in_order, tenths, ahead < self.rules.top

    def _drawn_before(self, own: pl.DataFrame, old: pl.DataFrame, moved: pl.DataFrame) -> int:
        """How many of the others with the suspect's score the lot puts before the suspect.

        Args:
            own: what the suspect is ordered by.
            old: the rows of those whose score is supposed to be another.
            moved: what these are ordered by then.
        """
        tenths = int(own["tenths"].item())
        first, last = (self._higher(tenths, side) for side in SIDES)
        level = self.assessed[first:last].join(old, on="suspect", how="anti")["suspect_id"]
        others = pl.concat([level, moved.filter(tenths=tenths)["suspect_id"]])
        return drawn_before(seed_of_lot(self.rules, self.as_of), own["suspect_id"].item(), others)

    def _higher(self, tenths: int, side: Literal["left", "right"]) -> int:
        return int(self.assessed["tenths"].search_sorted(tenths, side=side, descending=True))


def _above(assessed: int, old: pl.Series, moved: pl.Series) -> int:
    """How many are above, when some of those assessed have another score."""
    return assessed - int(old.sum()) + int(moved.sum())
