"""Who was first listed just inside a cut, and who stood just outside it."""

from __future__ import annotations

from typing import Final

import polars as pl

from harm.errors import ResultsError

#: How many places on each side of the cut are compared.
WINDOW: Final = 50

FIRST: Final = pl.Schema(
    {
        "suspect_id": pl.String(),
        "as_of": pl.Date(),
        "position": pl.Int64(),
        "inside": pl.Boolean(),
        "crossed": pl.Boolean(),
    }
)


def first_places(
    lists: pl.DataFrame, *, cut: int, listed: int, window: int = WINDOW
) -> pl.DataFrame:
    """Each person once, at the first list that they are on or next to, if that is near the cut.

    Somebody's side is that of their first list, whatever later lists say and whatever was done
    about them (intention to treat): who was pursued in the end, and who was not, differ in more
    than the pursuing.

    How it misleads: people on the two sides of a cut are alike, not the same; those inside had more
    days. The earliest list has everybody for the first time, also who would have been on it long
    before.

    Args:
        lists: a row for each place of each list: `as_of`, `suspect_id`, `position` from 1 on.
        cut: the last place inside.
        listed: how many the lists have; places beyond are those next to it.
        window: how many places on each side are compared.

    Returns:
        A row for each person in the window, as `FIRST`, in order of date, place and reference:
        whether they were `inside`, and whether somebody outside was on a later list (`crossed`),
        which makes the two sides more alike than they were meant to be.

    Raises:
        ResultsError: fewer places than `window` are inside the cut.
    """
    if not 0 < window <= cut:
        raise ResultsError(
            f"{window} places on each side of place {cut} cannot be compared; there are {cut} "
            f"inside, so compare at most {cut}."
        )
    places = lists.filter(pl.col("position").is_not_null(), pl.col("suspect_id").is_not_null())
    near = places.filter(pl.col("position") <= max(cut + window, listed))
    first = (
        near.sort("as_of", "position", "suspect_id")
        .unique("suspect_id", keep="first", maintain_order=True)
        .filter(pl.col("position").is_between(cut - window + 1, cut + window))
    )
    last_on = (
        places.filter(pl.col("position") <= listed)
        .group_by("suspect_id")
        .agg(pl.col("as_of").max().alias("last_on"))
    )
    later = (pl.col("last_on") > pl.col("as_of")).fill_null(value=False)
    return (
        first.join(last_on, on="suspect_id", how="left", maintain_order="left")
        .with_columns(inside=pl.col("position") <= cut)
        .with_columns(crossed=~pl.col("inside") & later)
        .select(pl.col(name).cast(kind) for name, kind in FIRST.items())
    )
