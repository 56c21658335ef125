"""Where residents live, as reach counts them: by borough, ward and access to transport."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, get_args

import numpy as np
import polars as pl

from dashboard.analysis.reach import shares
from dashboard.analysis.reach.walking import Points
from dashboard.geography import borough_names, boroughs, wards
from dashboard.geography.residents import small_areas, ward_centres

#: What residents are counted by.
Level = Literal["borough", "ward", "ptal"]
LEVELS: Final[tuple[Level, ...]] = get_args(Level)
#: Which residents are counted: everybody, or women aged 16 and over, who are an estimate by area.
Group = Literal["residents", "women_16plus"]
GROUPS: Final[tuple[Group, ...]] = get_args(Group)
#: The band of an area whose access to transport is not known.
NO_BAND: Final = "not known"


@dataclass(frozen=True)
class Homes:
    """Where people live, a row for each small area.

    Attributes:
        points: the centre of where its residents live.
        people: how many live there, by who is counted.
        areas: the row of the area that it is in, by level.
        names: the areas of each level: `code`, `name`, `within`.
        south: whether it is on the south bank of the Thames.
    """

    points: Points
    people: dict[Group, shares.People]
    areas: dict[Level, shares.Areas]
    names: dict[Level, pl.DataFrame]
    south: np.ndarray


@cache
def homes_of_london() -> Homes:
    """Every small area of London, worked out once."""
    homes = small_areas()
    women = _women(homes)
    banks = dict(ward_centres().select("code", "bank").iter_rows())
    bands = homes["ptal"].fill_null(NO_BAND)
    places = {
        "borough": pl.DataFrame(
            [(code, name, None) for code, name in sorted(borough_names().items())],
            schema={"code": pl.String, "name": pl.String, "within": pl.String},
            orient="row",
        ),
        "ward": wards().select("code", "name", within="borough_code").sort("code"),
        "ptal": pl.DataFrame({"code": sorted(bands.unique())}).with_columns(
            name=pl.col("code"), within=pl.lit(None, dtype=pl.String)
        ),
    }
    codes = {"borough": homes["borough_code"], "ward": homes["ward_code"], "ptal": bands}
    return Homes(
        points=homes.select("lon", "lat").to_numpy(),
        people={"residents": homes["residents"].to_numpy(), "women_16plus": women},
        areas={level: _numbered(codes[level], places[level]["code"]) for level in LEVELS},
        names={level: places[level] for level in LEVELS},
        south=(homes["ward_code"].replace_strict(banks) == "south").to_numpy(),
    )


def _numbered(codes: pl.Series, known: pl.Series) -> shares.Areas:
    numbers = {code: number for number, code in enumerate(known)}
    return codes.replace_strict(numbers, return_dtype=pl.Int64).to_numpy()


def _women(homes: pl.DataFrame) -> shares.People:
    """Women aged 16 and over of each small area: an estimate, in whole people.

    A borough's women are shared out by its residents of that age; what is left over by rounding
    goes to the largest remainders, so that a borough's areas sum to its women.
    """
    known = dict(boroughs().select("code", "women_16plus").iter_rows())
    people = np.zeros(homes.height, dtype=np.int64)
    codes = homes["borough_code"].to_numpy()
    adults = homes["residents_16plus"].to_numpy()
    for code, women in known.items():
        own = np.flatnonzero(codes == code)
        exact = adults[own] * (women / adults[own].sum())
        whole = np.floor(exact).astype(np.int64)
        left = int(women - whole.sum())
        whole[np.argsort(whole - exact, kind="stable")[:left]] += 1
        people[own] = whole
    return people
