"""Tables of counts, and crimes that are dated by their month alone, as counts by month.

A table may have a row for each month, or a column for each, as the London Datastore publishes the
Met's. Every count keeps the line it came from, so that every line of the file is accounted for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from dashboard.geography import borough_of
from dashboard.intake.count_layouts import are_totals
from dashboard.intake.months import month_of
from dashboard.intake.row_checks import FAULTS, MISSING_KEY, TOTAL, pairs, unreadable
from dashboard.intake.table_kinds import AREAS, months_among
from dashboard.intake.texts import text_of

#: A count of crimes as the record keeps it. `batch` names the rows a later file replaces together.
COUNTS: Final = pl.Schema(
    {
        "row": pl.UInt32,
        "source": pl.String,
        "batch": pl.String,
        "month": pl.Date,
        "area": pl.String,
        "borough": pl.String,
        "category": pl.String,
        "crimes": pl.Int64,
    }
)
NO_CATEGORY: Final = "no offence or category"
NO_MONTH: Final = "no month"
MONTH_TO_COME: Final = "a month after today"
INCIDENT: Final = "anti-social behaviour is an incident, not a recorded crime"
NO_FIGURE: Final = "no figure in any month"
TWICE: Final = "another line counts the same area, offence and month differently"

#: Layouts that are published, by headings that only they have.
STREET: Final = {"Crime ID", "Falls within", "Crime type", "LSOA code"}
BOROUGH_TABLES: Final = ({"SubGroup", "BOCU"}, {"MinorText", "LookUp_BoroughName"})
STREET_SOURCE: Final = "data.police.uk"
BOROUGH_SOURCE: Final = "London Datastore"
OWN_SOURCE: Final = "a table of counts"

A_COUNT: Final = r"^\d{1,3}(,?\d{3})*(\.0+)?$"


@dataclass(frozen=True)
class Counted:
    """A table of counts, read.

    Attributes:
        counts: sound counts, as `COUNTS`.
        faults: what is wrong with each line, as `row_checks.FAULTS`.
        duplicates: numbers of lines that repeat an earlier one.
    """

    counts: pl.DataFrame
    faults: pl.DataFrame
    duplicates: pl.Series


def source_of(cells: pl.DataFrame) -> pl.Series:
    """Who published each line; of crimes by street the force, one file for each month."""
    headings = set(cells.columns)
    if headings >= STREET:
        return (STREET_SOURCE + ": " + cells["Falls within"]).alias("source")
    borough = any(headings >= table for table in BOROUGH_TABLES)
    source = BOROUGH_SOURCE if borough else OWN_SOURCE
    return pl.Series("source", [source]).new_from_index(0, cells.height)


def count(
    cells: pl.DataFrame, headings: Mapping[str, str], shape: pl.Series, *, today: date
) -> Counted:
    """Read a table of counts.

    Args:
        cells: texts under the file's own headings.
        headings: the heading of each of our columns that the file has.
        shape: what is wrong with the shape of each row, or nothing.
        today: no month can be later.
    """
    rows = _lines(cells, headings)
    wide = [] if "crimes" in headings else months_among(cells.columns)
    long = _unfolded(rows, cells, wide) if wide else rows.with_columns(_counted(cells, headings))
    return _accounted(rows, long, shape, today=today)


def count_crimes(
    cells: pl.DataFrame, headings: Mapping[str, str], shape: pl.Series, *, today: date
) -> Counted:
    """Count crimes that are dated by their month alone.

    The same line twice is one crime; the same reference on differing lines, as when a crime is
    published again with its outcome, is counted for each.
    """
    rows = _lines(cells, headings)
    reference = text_of(cells[headings["crime_ref"]])
    incident = rows["category"].str.to_lowercase() == "anti-social behaviour"
    incident = incident.fill_null(value=False)
    keyless = reference.is_null()
    faults = pl.concat(
        [
            pairs(keyless & incident, INCIDENT),
            pairs(keyless & ~incident, MISSING_KEY),
        ]
    )
    again = cells.with_row_index("row").filter(~pl.struct(cells.columns).is_first_distinct())["row"]
    known = rows.with_columns(crimes=pl.lit(1, pl.Int64), figure=pl.lit("1"))
    kept = known.filter(~pl.col("row").is_in(pl.concat([again, faults["row"]]).implode()))
    counted = _accounted(known, kept, shape, today=today, once=False)
    faults = pl.concat([faults, counted.faults])
    left = ~again.is_in(faults["row"].implode())
    return Counted(counted.counts, faults, again.filter(left))


def _lines(cells: pl.DataFrame, headings: Mapping[str, str]) -> pl.DataFrame:
    """Where and what each line counts.

    `area` is the smallest place that it names; a borough by its code, so that it is the same place
    whatever its spelling.
    """
    texts = {name: text_of(cells[heading]) for name, heading in headings.items()}
    nothing = pl.Series([None], dtype=pl.String).new_from_index(0, cells.height)
    borough = texts.get("borough", nothing)
    codes = {text: borough_of(text) for text in borough.unique().drop_nulls()}
    code = borough.replace_strict(codes, default=None, return_dtype=pl.String)
    finer = [texts[name] for name in reversed(AREAS) if name in texts and name != "borough"]
    places = [*finer, code, borough]
    what = [texts[name] for name in ("offence_title", "offence_code") if name in texts]
    return pl.DataFrame(
        {
            "row": pl.int_range(cells.height, dtype=pl.UInt32, eager=True),
            "source": source_of(cells),
            "area": pl.select(pl.coalesce(places)).to_series(),
            "borough": code,
            "category": pl.select(pl.coalesce(what)).to_series() if what else nothing,
            "dated": texts.get("month", nothing),
        }
    )


def _counted(cells: pl.DataFrame, headings: Mapping[str, str]) -> pl.Series:
    return text_of(cells[headings["crimes"]]).alias("figure")


def _unfolded(rows: pl.DataFrame, cells: pl.DataFrame, months: list[str]) -> pl.DataFrame:
    """A row for each month of each line; a month without a figure counts nothing."""
    return (
        rows.drop("dated")
        .hstack([text_of(cells[month]) for month in months])
        .unpivot(
            index=["row", "source", "area", "borough", "category"],
            on=months,
            variable_name="dated",
            value_name="figure",
        )
        .drop_nulls("figure")
    )


def _accounted(
    rows: pl.DataFrame,
    long: pl.DataFrame,
    shape: pl.Series,
    *,
    today: date,
    once: bool = True,
) -> Counted:
    months = {text: month_of(text) for text in long["dated"].unique().drop_nulls()}
    read = long.with_columns(
        month=pl.col("dated").replace_strict(months, default=None, return_dtype=pl.Date)
    )
    if "crimes" not in read.columns:
        figures = pl.col("figure").str.replace_all(",", "").str.replace(r"\.0+$", "")
        read = read.with_columns(
            crimes=pl.when(pl.col("figure").str.contains(A_COUNT)).then(
                figures.cast(pl.Int64, strict=False)
            )
        )
    faults = _faults(rows, read, shape, today)
    sound = read.join(faults.select("row"), on="row", how="anti")
    key = ["area", "borough", "category", "month"]  # several boroughs have an Abbey ward
    duplicates = pl.Series("row", [], pl.UInt32)
    if once:
        sound, faults, duplicates = _once(sound, faults, key)
    whole = pl.col("month").cast(pl.String)
    place = pl.concat_str(
        pl.when(pl.col("borough") != pl.col("area")).then("borough"),
        pl.col("area").fill_null(""),
        separator="|",
        ignore_nulls=True,
    )
    batch = (
        pl.when(pl.col("source").str.starts_with(STREET_SOURCE))
        .then(whole)
        .otherwise(pl.concat_str(whole, place, separator="|"))
    )
    counts = sound.select(
        "row",
        "source",
        (pl.col("source") + "|" + batch).alias("batch"),
        "month",
        "area",
        "borough",
        "category",
        "crimes",
    )
    return Counted(counts.cast(dict(COUNTS)), faults, duplicates)  # type: ignore[arg-type]


def _faults(rows: pl.DataFrame, read: pl.DataFrame, shape: pl.Series, today: date) -> pl.DataFrame:
    def lines(wrong: pl.Expr) -> pl.Series:
        return rows["row"].is_in(read.filter(wrong)["row"].unique().implode())

    total = are_totals([rows["area"]], [rows["category"]])
    found = [pairs(shape.is_not_null(), shape), pairs(total, TOTAL)]
    wrong = {
        NO_CATEGORY: rows["category"].is_null(),
        NO_MONTH: lines(pl.col("dated").is_null()),
        unreadable("month"): lines(pl.col("dated").is_not_null() & pl.col("month").is_null()),
        MONTH_TO_COME: lines(pl.col("month") > today),
        unreadable("crimes"): lines(pl.col("crimes").is_null()),
    }
    if "figure" not in rows.columns:  # each line is one crime, whether it is kept or not
        wrong[NO_FIGURE] = ~rows["row"].is_in(read["row"].unique().implode())
    caused = total | shape.is_not_null()
    found += [pairs(is_wrong & ~caused, reason) for reason, is_wrong in wrong.items()]
    return pl.concat(found).cast(dict(FAULTS))  # type: ignore[arg-type]


def _once(
    sound: pl.DataFrame, faults: pl.DataFrame, key: list[str]
) -> tuple[pl.DataFrame, pl.DataFrame, pl.Series]:
    """One count for each area, offence and month: lines that agree are merged, others refused."""
    by_key = sound.group_by(key).agg(figures=pl.col("crimes").n_unique())
    odd = sound.join(by_key.filter(pl.col("figures") > 1), on=key, how="semi", nulls_equal=True)
    lines = odd["row"].unique().sort()
    conflicts = pl.DataFrame({"row": lines}).with_columns(reason=pl.lit(TWICE))
    agreed = sound.filter(~pl.col("row").is_in(lines.implode()))
    first = agreed.sort("row").unique(key, keep="first", maintain_order=True)
    repeated = agreed.join(first.select("row"), on="row", how="anti")["row"].unique().sort()
    return first, pl.concat([faults, conflicts.cast(dict(FAULTS))]), repeated  # type: ignore[arg-type]
