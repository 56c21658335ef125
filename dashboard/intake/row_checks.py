"""What is wrong with a row: rules, each with its reason in plain words.

A row that breaks several rules is refused with every reason. The faults are kept as pairs of a
row's number and a reason, so that a file without faults takes little memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

import polars as pl

from dashboard.intake.columns import may_repeat
from dashboard.intake.values import PLACES, Values
from harm.record.allegations import COLUMNS

#: The reasons for refusing a row.
TOTAL: Final = "a total, not a record"
MISSING_KEY: Final = "no crime reference"
NO_OFFENCE: Final = "neither an offence code nor a title"
NO_DATE: Final = "no date recorded"
FUTURE: Final = "recorded after today"
BACKWARDS: Final = "committed after it was recorded"
SELF: Final = "the suspect and the victim are the same person"
ANOTHER: Final = "another row of this crime and suspect was rejected"
CONFLICT: Final = "rows of the same crime, suspect and victim disagree"
FACTS: Final = "rows of the same crime disagree about its facts"

#: The facts of a crime, whoever is named in it: rows of one crime cannot differ in them.
CRIME_FACTS: Final = ("recorded_on", "committed_on", "crime_status", "borough", "ward")

A_TOTAL: Final = r"(?i)^(grand |sub-?)?totals?\b"

#: A row's number (from 0) and a reason why it is refused; a row may have several.
FAULTS: Final = pl.Schema({"row": pl.UInt32, "reason": pl.String})


def unreadable(column: str) -> str:
    """The reason for a cell that cannot be read as its column's kind of value."""
    return f"{column} cannot be read"


def faults_of(values: Values, shape: pl.Series, *, today: date) -> pl.DataFrame:
    """What is wrong with each row by itself, as `FAULTS`.

    Args:
        values: the rows.
        shape: what is wrong with the shape of each row; null where nothing is.
        today: nothing can have been recorded later.
    """
    found = [pairs(shape.is_not_null(), shape)]
    found += [pairs(wrong, reason) for reason, wrong in _rules(values, today)]
    return _without_echoes(pl.concat(found))


def _rules(values: Values, today: date) -> Iterator[tuple[str, pl.Series]]:
    columns, rows = values.columns, values.frame
    yield TOTAL, rows["crime_ref"].str.contains(A_TOTAL)
    yield MISSING_KEY, rows["crime_ref"].is_null()
    yield NO_OFFENCE, rows["offence_code"].is_null() & rows["offence_title"].is_null()
    yield NO_DATE, columns["recorded_on"].is_empty()
    yield FUTURE, rows["recorded_on"] > today
    yield BACKWARDS, rows["committed_on"] > rows["recorded_on"]
    yield SELF, rows["suspect_id"] == rows["victim_id"]
    for name, unread in values.unreadable.items():
        if name not in PLACES:
            yield unreadable(name), unread


def pairs(wrong: pl.Series, reason: str | pl.Series) -> pl.DataFrame:
    """The rows with a fault, with the reason: one reason for all, or each row's own."""
    rows = wrong.fill_null(value=False).arg_true().cast(pl.UInt32)
    reasons = pl.lit(reason) if isinstance(reason, str) else reason.gather(rows)
    return rows.rename("row").to_frame().with_columns(reason=reasons).cast(dict(FAULTS))  # type: ignore[arg-type]


def _without_echoes(faults: pl.DataFrame) -> pl.DataFrame:
    """The faults; for a total, or a row of the wrong length, only that cause, not what follows."""
    causes = faults.filter((pl.col("reason") == TOTAL) | pl.col("reason").str.starts_with("has "))
    if causes.is_empty():
        return faults
    first = causes.unique("row", keep="last", maintain_order=True)
    rest = faults.join(causes.select("row"), on="row", how="anti", maintain_order="left")
    return pl.concat([first, rest])


def among_rows(rows: pl.DataFrame, faults: pl.DataFrame) -> pl.DataFrame:
    """What is wrong with sound rows because of other rows, as `FAULTS`.

    Args:
        rows: the values of every row that may share its crime with another (`several`), with its
            number as `row`; no other row can contradict one.
        faults: of each row by itself.
    """
    sound = without(rows, faults)
    found = pl.concat([disagreeing_rows(sound), _at_odds(sound)])
    known = pl.concat([faults, found])
    left = without(sound, found)
    return pl.concat([found, _half_taken(left, rows, known)])


def without(rows: pl.DataFrame, faults: pl.DataFrame) -> pl.DataFrame:
    """The rows with which nothing is wrong."""
    if faults.is_empty():
        return rows
    return rows.join(faults.select("row"), on="row", how="anti", maintain_order="left")


def several(rows: pl.DataFrame, *key: str) -> pl.DataFrame:
    """The rows that may share their key with another, by its hash; a few may in fact not."""
    return rows.filter(may_repeat(rows.select(key)))


def disagreeing_rows(sound: pl.DataFrame) -> pl.DataFrame:
    """Rows that contradict each other about the same crime, suspect and victim, as `FAULTS`.

    Nobody can know which is right, so none of them is accepted.

    Args:
        sound: rows with which nothing is wrong by themselves, with their number as `row`.
    """
    key = ["crime_ref", "suspect_id", "victim_id"]
    candidates = several(sound, *key)
    keys = (
        candidates
        # Rows of two victims without a reference may differ in the victim's sex, and only in that.
        .with_columns(pl.when(pl.col("victim_id").is_not_null()).then("victim_sex"))
        .unique(subset=list(COLUMNS))
        .filter(pl.struct(key).is_duplicated())
        .select(key)
        .unique()
    )
    return _with_reason(candidates.join(keys, on=key, how="semi", nulls_equal=True), CONFLICT)


def _at_odds(sound: pl.DataFrame) -> pl.DataFrame:
    """Rows of one crime whose facts differ, whoever is named in them; empty cells do not count."""
    candidates = several(sound, "crime_ref")
    odd = (
        candidates.group_by("crime_ref")
        .agg(pl.col(CRIME_FACTS).drop_nulls().n_unique())
        .filter(pl.any_horizontal(pl.col(CRIME_FACTS) > 1))
    )
    theirs = candidates.join(odd, on="crime_ref", how="semi")
    alone = candidates.join(disagreeing_rows(theirs).select("row"), on="row", how="anti")
    return _with_reason(alone.join(odd, on="crime_ref", how="semi"), FACTS)


def _half_taken(left: pl.DataFrame, rows: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Sound rows of a crime and suspect for which another row is refused.

    A load replaces all that the record has on a crime and suspect. So loading half of the rows
    would drop the other half in silence, now or when the rest is corrected and loaded.
    """
    if known.is_empty():
        return _with_reason(left.clear(), ANOTHER)
    key = ["crime_ref", "suspect_id"]
    refused = (
        rows.join(known.select("row"), on="row", how="semi").select(key).drop_nulls("crime_ref")
    )
    return _with_reason(left.join(refused, on=key, how="semi", nulls_equal=True), ANOTHER)


def _with_reason(rows: pl.DataFrame, reason: str) -> pl.DataFrame:
    return rows.select("row", pl.lit(reason, pl.String).alias("reason"))
