"""Who stands beside the list, and why: nobody with a score vanishes.

Whoever has allegations that count, or that would count but for the suspect's death or youth,
stands in exactly one lane. A lane says where somebody else decides, not how grave a case is: a
child is for youth justice, a death for nobody, and low days with high concern for a person who
reads the file.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import polars as pl

from harm.days import TENTHS
from harm.offences.definitions.concern import CONCERN, concern_of
from harm.offences.indices import Index
from harm.record.allegations import Allegations
from harm.scoring.eligibility import PERSONAL, explain_rows
from harm.scoring.ranking import Ranking, rank

#: Each lane with who stands in it, in words. Everyone stands in the first that fits: whoever is
#: listed stays listed whatever else is true of them.
LANES: Final[dict[str, str]] = {
    "listed": "on the list",
    "deceased": "a row of the record says that the suspect has died",
    "under_18": "by a date of birth in the record the suspect is under 18 on the date of the list",
    "police_generated": (
        "below the cut, and every allegation that counts was reported by the police themselves"
    ),
    "high_concern": (
        "below the cut, with an allegation that counts of coercive control, stalking or "
        "strangulation, or with a repeat victim: a known victim who is in two or more of the "
        "suspect’s crimes that count"
    ),
    "below_cut": "below the cut, and in none of the other lanes",
}
LANE: Final = pl.Enum(list(LANES))

#: Lanes of those whom the ranking left apart, and who therefore have no position.
APART: Final = PERSONAL

#: Each concern in words.
CONCERNS: Final[dict[str, str]] = {
    "coercive_control": "coercive control",
    "stalking": "stalking",
    "strangulation": "strangulation",
    "repeat_victim": "repeat victim",
}
#: So many crimes against one victim are a repetition.
REPEATED: Final = 2

TABLE: Final = pl.Schema(
    {
        "suspect": pl.UInt32(),
        "suspect_id": pl.String(),
        "lane": LANE,
        "position": pl.UInt32(),
        "tenths": TENTHS(),
        "allegations": pl.UInt32(),
        "victims": pl.UInt32(),
        "most_serious": TENTHS(),
        "last_recorded_on": pl.Date(),
        "concern": pl.List(pl.Enum(list(CONCERNS))),
    }
)


def lanes(allegations: Allegations, ranking: Ranking, *, index: Index) -> pl.DataFrame:
    """Everyone with a score, each in one lane.

    The sum holds exactly: `Ranking.assessed` is those listed, in `police_generated`, in
    `high_concern` and in `below_cut`; `deceased` and `under_18` come beside. Not in here are those
    whose every allegation is unmapped (`Ranking.unmapped`), who have no score.

    A lane misleads where the record does: most strangulation and stalking is recorded as
    something else or not at all, an unknown reporter is taken not to be the police, and an unknown
    date of birth not to be a child's. The days of the dead and the young are those that they
    would have carried if nobody were kept apart: where people named together share the days, they
    are taken from nobody on the list.

    Args:
        allegations: the rows that the ranking was made from, in any order.
        ranking: everyone assessed.
        index: the scores, as the ranking has them.

    Returns:
        A row a suspect, as `TABLE`, in the order of `LANES` and, within each, of the list; in
        `high_concern` most concerns first. `tenths` and `most_serious` are tenths of a day; an
        apart suspect has no position; `concern` says which of `CONCERNS` hold, in every lane.
    """
    apart = _apart(allegations, ranking, index)
    placed = ranking.table.with_columns(place=pl.col("position"))
    everyone = pl.concat([placed, apart], how="diagonal")
    listed = pl.col("position") <= ranking.length
    many = pl.when(pl.col("lane") == "high_concern").then(pl.col("concern").list.len()).otherwise(0)
    return (
        everyone.join(_signs(allegations, ranking, index), on="suspect", how="left")
        .with_columns(
            pl.coalesce(
                "lane",
                pl.when(listed).then(_lane("listed")),
                pl.when("by_police").then(_lane("police_generated")),
                pl.when(pl.col("concern").list.len() > 0).then(_lane("high_concern")),
                _lane("below_cut"),
            ).alias("lane")
        )
        .sort("lane", many, "place", descending=[False, True, False])
        .select(pl.col(name).cast(dtype) for name, dtype in TABLE.items())
    )


def nobody_apart(allegations: Allegations) -> Allegations:
    """The same rows, with nothing known of any death or youth: what would count without them."""
    known = allegations.rows if allegations.record is None else allegations.record
    told = known.select("suspect", "suspect_situation", "suspect_born")
    return replace(allegations, record=told.clear())


def sizes(everyone: pl.DataFrame) -> dict[str, int]:
    """How many stand in each lane; they add up to all of them.

    Args:
        everyone: as `lanes` gives it.
    """
    counts = dict(everyone["lane"].cast(pl.String).value_counts().iter_rows())
    return {lane: counts.get(lane, 0) for lane in LANES}


def _lane(name: str) -> pl.Expr:
    return pl.lit(name, dtype=LANE)


def _apart(allegations: Allegations, ranking: Ranking, index: Index) -> pl.DataFrame:
    """The dead and the young, with the score and the place that they would have had."""
    judged = explain_rows(allegations, rules=ranking.rules, index=index, as_of=ranking.as_of)
    why = (
        judged.filter(pl.col("reason").is_in(PERSONAL))
        .select(pl.col("suspect").cast(pl.UInt32), pl.col("reason").cast(pl.String).cast(LANE))
        .unique()  # a death is told before youth, of all of a suspect's rows
        .collect(engine="streaming")
    )
    would_be = rank(
        nobody_apart(allegations), rules=ranking.rules, index=index, as_of=ranking.as_of
    )
    return (
        would_be.table.join(why, on="suspect")
        .rename({"position": "place", "reason": "lane"})
        .drop("rank", "unmapped")
    )


def _signs(allegations: Allegations, ranking: Ranking, index: Index) -> pl.DataFrame:
    """What tells of a lane: whether all is `by_police`, and each suspect's `concern`."""
    judged = explain_rows(
        nobody_apart(allegations), rules=ranking.rules, index=index, as_of=ranking.as_of
    )
    counting = (
        judged.filter(pl.col("reason").is_null())
        .join(concern_of(allegations.offences).lazy(), on="offence", how="left")
        .select(pl.col("suspect").cast(pl.UInt32), "crime", "victim", "source", "concern")
        .collect(engine="streaming")
    )
    flags = [
        (pl.col("concern") == name).fill_null(value=False).any().alias(name)
        for name in CONCERN.categories
    ]
    by_police = (pl.col("source") == "police").fill_null(value=False).all().alias("by_police")
    told = [pl.when(name).then(pl.lit(name)) for name in CONCERNS]
    return (
        counting.group_by("suspect")
        .agg(by_police, *flags)
        .join(_repeated(counting), on="suspect", how="left")
        .select("suspect", "by_police", concern=pl.concat_list(told).list.drop_nulls())
    )


def _repeated(counting: pl.DataFrame) -> pl.DataFrame:
    """Suspects with a known victim in several of their crimes."""
    return (
        counting.filter(pl.col("victim").is_not_null())
        .select("suspect", "victim", "crime")
        .unique()
        .group_by("suspect", "victim")
        .len()
        .filter(pl.col("len") >= REPEATED)
        .select("suspect", repeat_victim=True)
        .unique()
    )
