"""A register as it is compared: each person's name in its parts, birth, sex and home."""

from __future__ import annotations

from typing import Final

import polars as pl

from dashboard.analysis.linking.levels import IDENTIFIERS
from dashboard.analysis.linking.names import name_columns

#: What a register has to have; a row for each reference.
REGISTER: Final = pl.Schema(
    {
        "suspect_id": pl.String(),
        "suspect_name": pl.String(),
        "suspect_born": pl.Date(),
        "suspect_sex": pl.String(),
        "suspect_home_borough": pl.String(),
    }
)
_TURNED: Final = "%Y%d%m"


def records_of(register: pl.DataFrame) -> pl.DataFrame:
    """Everybody in a register as they are compared, by reference.

    Args:
        register: the columns of `REGISTER`, each reference once, in any order; a force's own
            identifiers (`pnc`, `phone`, `address`) where it has them. Other columns are not read.

    Returns:
        `suspect_id`; the columns of `names.NAMES`; `surnames`, the words of the surname;
        `spelling`, the letters again; `born` as YYYYMMDD, `turned` with day and month changed
        where that is another date, `day`, its number, `year` and `day_month`; `sex`, F or M alone;
        `home`; `given_count`, how many have the forename; the identifiers as they are.

    Raises:
        ValueError: a reference is there twice, or is missing.
    """
    people = register.select(
        *(pl.col(name).cast(dtype) for name, dtype in REGISTER.items()),
        *(pl.col(one.name).cast(pl.String) for one in IDENTIFIERS if one.name in register.columns),
    ).sort("suspect_id")
    if people["suspect_id"].null_count() or people["suspect_id"].n_unique() < people.height:
        raise ValueError("Each reference of a register is there once: one is missing or repeated.")
    born = pl.col("suspect_born")
    turned = born.dt.strftime(_TURNED).str.to_date("%Y%m%d", strict=False)
    return pl.concat([people, name_columns(people["suspect_name"])], how="horizontal").select(
        "suspect_id",
        pl.exclude(*REGISTER),
        pl.col("surname").str.split(" ").alias("surnames"),
        pl.col("letters").alias("spelling"),
        pl.len().over("given").cast(pl.Int64).alias("given_count"),
        born.dt.strftime("%Y%m%d").alias("born"),
        pl.when(turned != born).then(turned.dt.strftime("%Y%m%d")).alias("turned"),
        born.dt.epoch("d").cast(pl.Int64).alias("day"),
        born.dt.strftime("%Y").alias("year"),
        born.dt.strftime("%m%d").alias("day_month"),
        pl.when(pl.col("suspect_sex").is_in(["F", "M"])).then("suspect_sex").alias("sex"),
        pl.when(pl.col("suspect_home_borough") != "").then("suspect_home_borough").alias("home"),
    )
