"""Which areas London has, and in which of them harm belongs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final, Literal

import polars as pl

from dashboard.errors import NobodyNamedError
from dashboard.geography import CITY_OF_LONDON, bcus, boroughs, wards
from dashboard.geography.recorded_crime import (
    AIRPORT_WARD,
    FIRST_WHOLE_WARD_MONTH,
    months_to,
    recorded_crime,
    ward_crime,
)
from dashboard.services.ranking import crimes_in_window, in_window
from dashboard.services.ranking_spec import RankingSpec
from dashboard.store import Store
from harm.areas.area_harm import ENTRY, of_crimes, of_suspects, settled
from harm.days import TENTHS
from harm.offences import indices
from harm.offences.categories import ranges
from harm.offences.indices import Index
from harm.record.allegations import Allegations

By = Literal["borough", "bcu", "ward"]
HarmBasis = Literal["named", "home", "crimes", "recorded"]
People = Literal["residents", "women_16plus"]

UNKNOWN: Final = "Unknown place"
#: The airports have no borough in what is recorded of them.
AIRPORTS: Final = "London Heathrow and London City Airports"

#: The borough table's first month.
FIRST_MONTH: Final = date(2010, 4, 1)
#: What stands behind all known areas.
LAST: Final = 2

#: Where crimes happen, and where suspects live, in the record.
PLACE: Final = ("borough", "ward")
HOME: Final = "suspect_home_borough"

#: Areas that a table has; `area` tells them apart, `code` is what others know them by.
AREAS: Final = pl.Schema(
    {
        "area": pl.String(),
        "code": pl.String(),
        "name": pl.String(),
        "within": pl.String(),
        "people": pl.Int64(),
        "last": pl.Int64(),
    }
)

#: Crimes of so many tenths each in a place, and what an index says of them at least and at most.
RECORDED: Final = pl.Schema(
    {
        "borough": pl.String(),
        "ward": pl.String(),
        "offence": pl.String(),
        "tenths": TENTHS(),
        "lowest": TENTHS(),
        "highest": TENTHS(),
        "crimes": pl.Int64(),
        "unscored": pl.Int64(),
    }
)


def areas_by(by: By, people: People) -> pl.DataFrame:
    """Every area of a kind, and those for what is in none.

    Args:
        by: which kind.
        people: whom a rate is per 1,000 of.

    Returns:
        As `AREAS`: the areas themselves (`last` is 0), for wards an unknown one of each borough
        (1), and the unknown place (2). `within` is the code of the larger area that it is in.
        `people` is empty where a rate would say nothing: in the City of London and its wards, in
        the ward of the airport, and wherever nobody knows how many they are.
    """
    kinds = {"borough": _boroughs, "bcu": _bcus, "ward": _wards}
    airports = pl.DataFrame({"area": [AIRPORTS], "name": [AIRPORTS]}).with_columns(last=0)
    unknown = pl.DataFrame({"name": [UNKNOWN]}).with_columns(last=LAST)
    whole = pl.concat([kinds[by](people), airports, unknown], how="diagonal_relaxed")
    return whole.select(
        pl.col(name).cast(dtype) if name in whole.columns else pl.lit(None, dtype).alias(name)
        for name, dtype in AREAS.items()
    )


def _boroughs(people: People) -> pl.DataFrame:
    lived_in = pl.col("code") != CITY_OF_LONDON
    return boroughs().select(
        *("code", "name"),
        area="code",
        within="bcu_code",
        people=pl.when(lived_in).then(pl.col(people)),
        last=pl.lit(0),
    )


def _bcus(people: People) -> pl.DataFrame:
    units = bcus().select("code", "name", area="code", people=people).with_columns(last=0)
    city = _boroughs(people).filter(pl.col("code") == CITY_OF_LONDON)
    return pl.concat([units, city], how="diagonal_relaxed")


def _wards(people: People) -> pl.DataFrame:
    """Their women are not known; `people` has to be residents."""
    lived_in = (pl.col("borough_code") != CITY_OF_LONDON) & (pl.col("code") != AIRPORT_WARD)
    known = wards().select(
        *("code", "name"),
        area="code",
        within="borough_code",
        people=pl.when(lived_in).then(pl.col(people)),
        last=pl.lit(0),
    )
    unknown = boroughs().select(
        name=pl.lit("Unknown ward"), area="code", within="code", last=pl.lit(1)
    )
    return pl.concat([known, unknown], how="diagonal_relaxed")


def keyed(harms: pl.DataFrame, by: By) -> pl.DataFrame:
    """Harms with the `area` of `areas_by` that they are in.

    A borough that nobody knows is an unknown place, and a ward that is not in its borough an
    unknown ward of it: so wards add up to boroughs, these to command units, and all to London.

    Args:
        harms: with `borough`, and for wards `ward`.
        by: the kind of area.
    """
    units = boroughs().select(
        borough="code", unit=pl.coalesce("bcu_code", "code"), known=pl.lit(value=True)
    )
    if by == "ward":
        harms = settled(harms, wards().select(borough="borough_code", ward="code"))
    placed = harms.join(units, on="borough", how="left", maintain_order="left")
    areas = {
        "borough": pl.col("borough"),
        "bcu": pl.col("unit"),
        "ward": pl.coalesce("ward", "borough") if by == "ward" else pl.lit(None),
    }
    airports = pl.when(pl.col("borough") == AIRPORTS).then(pl.col("borough"))
    area = pl.when(pl.col("known")).then(areas[by]).otherwise(airports)
    return placed.with_columns(area=area.cast(pl.String)).drop("unit", "known")


def loaded_harms(
    store: Store, dated: RankingSpec, of: HarmBasis, *, offences: bool = False
) -> pl.DataFrame:
    """What the record has of crimes: `borough`, `ward` (not of homes), `tenths`, `crimes`.

    Args:
        store: the record.
        dated: rules, index and date.
        of: what is counted; not recorded crime, which is none of the record.
        offences: whether to tell crimes apart by `offence` as well, in the index's words.

    Raises:
        NobodyNamedError: it is asked what suspects carry, and the record names nobody.
    """
    harms = _harms(_rows(store, dated, of), dated, of, _columns(of), offences=offences)
    if not offences:
        return harms
    titles = pl.lit(indices.get(dated.index).entries["title"])
    return harms.with_columns(offence=titles.gather(pl.col(ENTRY))).drop(ENTRY)


def loaded_parts(
    store: Store, dated: RankingSpec, of: HarmBasis, begins: Sequence[date]
) -> pl.DataFrame:
    """The same by the `part` of a month in which a crime was recorded, without wards.

    Args:
        store: the record.
        dated: rules, index and date.
        of: what is counted.
        begins: days, in order, with which another part of a month begins; a part has the date of
            its first day.

    Raises:
        NobodyNamedError: as `loaded_harms`.
    """
    known, recorded = _rows(store, dated, of), pl.col("recorded_on")
    part = pl.max_horizontal(
        recorded.dt.truncate("1mo"),
        *(pl.when(recorded >= day).then(pl.lit(day)) for day in begins),
    )
    rows = known.rows.with_columns(part=part)
    columns = (_columns(of)[0], "part")
    return _harms(replace(known, rows=rows), dated, of, columns, offences=False)


def _columns(of: HarmBasis) -> tuple[str, ...]:
    return (HOME,) if of == "home" else PLACE


def _rows(store: Store, dated: RankingSpec, of: HarmBasis) -> Allegations:
    as_of = dated.as_of or store.facts.newest
    if of == "crimes":
        return crimes_in_window(store, dated.rules, as_of, also=PLACE)
    if not store.facts.allegations:
        raise NobodyNamedError(
            "The record names nobody, so that no harm is alleged against anybody in any place; "
            "choose the basis crimes or recorded."
        )
    return in_window(store, dated.rules, as_of, also=_columns(of))


def _harms(
    rows: Allegations, dated: RankingSpec, of: HarmBasis, columns: Sequence[str], *, offences: bool
) -> pl.DataFrame:
    added = of_crimes if of == "crimes" else of_suspects
    harms = added(
        rows,
        columns,
        rules=dated.rules,
        index=indices.get(dated.index),
        as_of=dated.as_of or date.max,
        offences=offences,
    )
    return harms.rename({HOME: "borough"}, strict=False)


def recorded_months(by: By, as_of: date) -> tuple[date, date] | None:
    """First and last of the twelve whole months to a date; None: they are not all recorded."""
    table, oldest = _table(by)
    newest = table["month"].max()
    first, last = months_to(as_of, newest=newest if isinstance(newest, date) else None)
    return (first, last) if first >= oldest else None


def recorded_harms(by: By, months: tuple[date, date], index: Index) -> pl.DataFrame:
    """Real recorded crime of some months, each scored by the middle of its category's range.

    Args:
        by: the kind of area: wards have a table of their own, which does not add up to the other.
        months: the first and the last.
        index: the scores.

    Returns:
        As `RECORDED`; `offence` is the category. A crime of a category that the index has no score
        for has no tenths, and is `unscored`.
    """
    table, _ = _table(by)
    chosen = table.filter(pl.col("month").is_between(*months))
    counts = chosen.group_by("borough", "ward", "minor").agg(pl.col("crimes").sum())
    scored = _scored(counts, index).with_columns(
        unscored=pl.when(pl.col("middle").is_null()).then("crimes").otherwise(0)
    )
    figures = scored.with_columns(
        offence="minor",
        tenths=pl.col("middle").fill_null(0),
        lowest=pl.col("lowest").fill_null(0),
        highest=pl.col("highest").fill_null(0),
    )
    return figures.select(pl.col(name).cast(dtype) for name, dtype in RECORDED.items())


def scored_months(as_of: date, index: Index) -> pl.DataFrame:
    """Real recorded crime by `month` to a date: `borough`, `tenths` of each of so many `crimes`."""
    table, _ = _table("borough")
    chosen = table.filter(pl.col("month") <= as_of)
    counts = chosen.group_by("borough", "month", "minor").agg(pl.col("crimes").sum())
    return _scored(counts, index).select(
        *("borough", "month"), pl.col("middle").fill_null(0).alias("tenths"), "crimes"
    )


def _scored(counts: pl.DataFrame, index: Index) -> pl.DataFrame:
    """Counts with what the index says of each category, at least, in the middle and at most."""
    scores = ranges(index, counts["minor"].unique().sort().to_list())
    return counts.join(scores, left_on="minor", right_on="category", how="left")


def _table(by: By) -> tuple[pl.DataFrame, date]:
    """Recorded crime with `borough` and `ward`, and its first whole month."""
    if by == "ward":
        table = ward_crime().rename({"borough_code": "borough", "ward_code": "ward"})
        return table, FIRST_WHOLE_WARD_MONTH
    table = recorded_crime()
    airport = pl.when(pl.col("area") == AIRPORTS).then(pl.lit(AIRPORTS))
    whole = table.with_columns(
        borough=pl.coalesce("borough_code", airport), ward=pl.lit(None, pl.String)
    )
    return whole, FIRST_MONTH
