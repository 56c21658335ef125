"""What may leave of a borough's figures, once small counts are banded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from dashboard.services.places.areas import Areas
from harm.areas.suppression import BAND, HIDDEN, WITHHELD, banded

#: What says as much of an area as its number of crimes does.
BESIDES: Final = ("tenths", "rate", "shrunk", "low", "high", "largest")
#: The most kinds of offence of a mix.
KINDS: Final = 8


@dataclass(frozen=True)
class SuppressedAreas:
    """What may leave of areas that add up, once small counts are banded.

    Attributes:
        areas: the boroughs with `crimes` in words and what says as much emptied, and the `total`
            of their command unit.
        wards: of one borough, the same.
        own: whether the borough's own count is shown.
        unit: whether that of its command unit is.
        london: whether that of London is.
    """

    areas: pl.DataFrame
    wards: pl.DataFrame
    own: bool
    unit: bool
    london: bool

    @property
    def shows_wards(self) -> bool:
        """Whether the wards may be shown: not where their sum is hidden for the sake of others."""
        return self.own or WITHHELD in self.wards["total"]


def suppress_areas(boroughs: Areas, wards: Areas | None, borough: str) -> SuppressedAreas:
    """What may leave of a borough, its wards, its command unit and London, which add up.

    Boroughs are banded within their command unit, and wards within their borough. A total by
    which a small count could be worked out is hidden, and so is what that total is a part of.

    Args:
        boroughs: all of them.
        wards: those of all boroughs; None: not known.
        borough: the code of the one that the file is of.
    """
    areas = banded(boroughs.rows, count="crimes", within="within", besides=BESIDES)
    row = areas.filter(pl.col("code") == borough).row(0, named=True)
    rows = boroughs.rows.clear() if wards is None else wards.rows
    inside = banded(rows.filter(pl.col("within") == borough), count="crimes", besides=BESIDES)
    own = row["crimes"] not in {BAND, HIDDEN} and WITHHELD not in inside["total"]
    unit = own and row["total"] != WITHHELD
    return SuppressedAreas(
        areas=areas,
        wards=inside,
        own=own,
        unit=unit,
        london=unit and WITHHELD not in areas["total"],
    )


def mix_of(crimes: pl.DataFrame, borough: str) -> pl.DataFrame:
    """The kinds of offence of a borough and London's, most first; none where none is recorded.

    Args:
        crimes: as `dashboard.geography.recorded_crime.recorded_crime`, of the kinds and months to
            count.
        borough: its code.

    Returns:
        `minor` (the category), `crimes` (banded), `here_percent` and `london_percent`, and the
        `total` as `harm.areas.suppression.banded` gives it. The borough's share is null where its
        count is not shown. Where the total is not, shares are of the kinds whose count is, here
        and in London, so that no sum can be worked out from them.
    """
    own = pl.col("crimes").filter(pl.col("borough_code") == borough).sum().cast(pl.Int64)
    sums = crimes.group_by("minor").agg(own, here=own, london=pl.col("crimes").sum())
    ordered = sums.sort("here", "london", "minor", descending=[True, True, False])
    mix = banded(
        ordered.filter(pl.col("here").sum() > 0), count="crimes", besides=("here",)
    ).with_columns(pl.col("london").cast(pl.Int64))
    of = pl.col("here").is_not_null() | (pl.col("total") != WITHHELD)
    known = sums["here"].sum() if WITHHELD not in mix["total"] else mix["here"].sum()
    everywhere = mix.filter(of)["london"].sum()
    first = mix.with_columns(pl.when(of).then(pl.col("london"))).head(KINDS)
    return first.select(
        "minor",
        "crimes",
        here_percent=100 * pl.col("here") / max(int(known), 1),
        london_percent=100 * pl.col("london") / max(int(everywhere), 1),
        total="total",
    )
