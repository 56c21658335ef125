"""One reference with the particulars of several people, and one person under several references."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import polars as pl

from dashboard.intake.file_warnings import FileWarning, examples, rows_words

#: What a person has one of: the warning's code, and its name in words.
ONE_OF: Final = {
    "suspect_name": ("several_names", "name"),
    "suspect_born": ("several_births", "date of birth"),
    "suspect_sex": ("several_sexes", "sex"),
}
NO_SEX: Final = ("U",)


def check_identities(
    rows: pl.DataFrame, headings: Mapping[str, str], *, derived: bool
) -> list[FileWarning]:
    """Warnings of references that may stand for several people, and of people under several.

    Args:
        rows: the values of a file's sound rows.
        headings: the heading of each of our columns that the file has.
        derived: whether births were worked out from ages or years; they tell nobody apart.
    """
    if "suspect_id" not in headings:
        return []
    left_out = "suspect_born" if derived else None
    particulars = [name for name in ONE_OF if name in headings and name != left_out]
    if not particulars:
        return []
    people = (
        rows.lazy()
        .select("suspect_id", *particulars)
        .drop_nulls("suspect_id")
        .group_by("suspect_id", *particulars)
        .agg(rows=pl.len())
        .collect()
    )
    found = [_several(people, name, headings["suspect_id"]) for name in particulars]
    if {"suspect_name", "suspect_born"} <= set(particulars):
        found.append(_one_person(people, headings["suspect_name"]))
    return [warning for warning in found if warning is not None]


def _several(people: pl.DataFrame, column: str, heading: str) -> FileWarning | None:
    """References with several values of a column in which a person has one."""
    known = people.drop_nulls(column)
    if column == "suspect_sex":
        known = known.filter(~pl.col(column).cast(pl.String).is_in(NO_SEX))
    value = folded_name(column) if column == "suspect_name" else pl.col(column).cast(pl.String)
    if known.height == known["suspect_id"].n_unique():
        return None
    several = (
        known.with_columns(value=value)
        .group_by("suspect_id")
        .agg(pl.col("value").n_unique(), pl.col(column).cast(pl.String), pl.col("rows").sum())
        .filter(pl.col("value") > 1)
        .sort("rows", "suspect_id", descending=[True, False])
    )
    if several.is_empty():
        return None
    code, what = ONE_OF[column]
    first = several.row(0, named=True)
    rows = int(several["rows"].sum())
    number = several.height
    return FileWarning(
        code,
        heading,
        rows,
        f"{number:,} suspect reference{'' if number == 1 else 's'} ({rows_words(rows)}) "
        f"{'has' if number == 1 else 'have'} more than one {what}, such as “{first['suspect_id']}” "
        f"with {examples(sorted(first[column]))}: it may stand for several people.",
    )


def folded_name(column: str) -> pl.Expr:
    """A name's words in order of letters, without case and signs: Smith, JOHN is john smith."""
    words = pl.col(column).str.to_lowercase().str.extract_all(r"[\p{L}\p{M}]+")
    return words.list.sort().list.join(" ")


def _one_person(people: pl.DataFrame, heading: str) -> FileWarning | None:
    """A name and date of birth that several references have."""
    known = people.drop_nulls(["suspect_name", "suspect_born"])
    pairs = known.group_by("suspect_name", "suspect_born").agg(pl.col("suspect_id").n_unique())
    if not (pairs["suspect_id"] > 1).any():
        return None
    several = (
        known.group_by(folded_name("suspect_name").alias("name"), "suspect_born")
        .agg(
            pl.col("suspect_id").unique().sort(),
            pl.col("suspect_name").first(),
            pl.col("rows").sum(),
        )
        .filter(pl.col("suspect_id").list.len() > 1)
        .sort("rows", "name", descending=[True, False])
    )
    first = several.row(0, named=True)
    rows, number = int(several["rows"].sum()), several.height
    return FileWarning(
        "several_references",
        heading,
        rows,
        f"{number:,} {'person' if number == 1 else 'people'} with one name and date of birth "
        f"({rows_words(rows)}) {'has' if number == 1 else 'have'} several references, such as "
        f"{first['suspect_name']}, born {first['suspect_born']}: {examples(first['suspect_id'])}. "
        f"They are kept as different suspects.",
    )
