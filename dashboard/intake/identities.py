"""One reference with the particulars of several people, and one person under several references."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import polars as pl

from dashboard.intake.columns import Column, coded, held, may_repeat
from dashboard.intake.file_warnings import FileWarning, examples, rows_words

#: What a person has one of: the warning's code, and its name in words.
ONE_OF: Final = {
    "suspect_name": ("several_names", "name"),
    "suspect_born": ("several_births", "date of birth"),
    "suspect_sex": ("several_sexes", "sex"),
}
NO_SEX: Final = ("U",)


def check_identities(
    rows: pl.DataFrame, headings: Mapping[str, str], *, derived: bool, names: Column | None = None
) -> list[FileWarning]:
    """Warnings of references that may stand for several people, and of people under several.

    Args:
        rows: the values of a file's sound rows.
        headings: the heading of each of our columns that the file has.
        derived: whether births were worked out from ages or years; they tell nobody apart.
        names: those of these rows as `columns.numbered_rows` has them, where they are at hand.
    """
    if "suspect_id" not in headings:
        return []
    left_out = "suspect_born" if derived else None
    particulars = [name for name in ONE_OF if name in headings and name != left_out]
    if not particulars:
        return []
    if names is None:
        names = held(rows.select(pl.col("suspect_name").cast(coded())))["suspect_name"]
    people = _people(rows, names, particulars)
    likely = people.filter(may_repeat(people["suspect_id"]))
    again = likely.filter(pl.col("suspect_id").is_duplicated())
    spelt = again.with_columns(names.texts.gather(again["suspect_name"]))
    found = [_several(spelt, name, headings["suspect_id"]) for name in particulars]
    if {"suspect_name", "suspect_born"} <= set(particulars):
        known = people.drop_nulls(["suspect_name", "suspect_born"])
        found.append(
            _one_person(known, names.texts, headings["suspect_name"], once=again.is_empty())
        )
    return [warning for warning in found if warning is not None]


def _people(rows: pl.DataFrame, names: Column, particulars: Sequence[str]) -> pl.DataFrame:
    """Each reference with the particulars that rows give of it, and how many `rows` do.

    A name is the number of its text: numbers are grouped several times as fast as texts.
    """
    numbered = rows.lazy().with_columns(suspect_name=pl.lit(names.at))
    columns = list(dict.fromkeys(["suspect_id", "suspect_name", *particulars]))
    named = numbered.select(columns).drop_nulls("suspect_id")
    return named.group_by(columns).agg(rows=pl.len()).collect()


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
    in_order = words.list.eval(pl.element().sort())  # quicker than `list.sort`, list by list
    return in_order.list.join(" ")


def _one_person(
    known: pl.DataFrame, texts: pl.Series, heading: str, *, once: bool
) -> FileWarning | None:
    """A name and date of birth that several references have.

    Args:
        known: those of `_people` with a name and a birth.
        texts: the text of each name's number.
        heading: of the names.
        once: whether each reference is there once.
    """
    person = ["suspect_name", "suspect_born"]
    spelt = known if once else _summed(known)
    if not spelt.select(_pair()).to_series().is_duplicated().any():
        return None
    names = texts.to_frame("name").select(folded_name("name")).to_series()
    folded = names.rank("dense")
    known = spelt.with_columns(suspect_name=folded.gather(spelt["suspect_name"]))
    if not once:
        known = _summed(known)
    several = (
        known.lazy()
        .group_by(_pair().alias("pair"))
        .agg(pl.col(person).first(), references=pl.len(), rows=pl.col("rows").sum())
        .filter(pl.col("references") > 1)
        .collect()
    )
    most = several.filter(pl.col("rows") == pl.col("rows").max())
    name, born = most.sort(person).select(person).row(0)
    references = known.filter((pl.col("suspect_name") == name) & (pl.col("suspect_born") == born))
    spellings = pl.int_range(texts.len(), eager=True).filter(folded == name)
    theirs = spelt.filter(
        (pl.col("suspect_born") == born) & pl.col("suspect_name").is_in(spellings.implode())
    )
    first = texts.gather(theirs["suspect_name"]).sort()[0]
    rows, number = int(several["rows"].sum()), several.height
    return FileWarning(
        "several_references",
        heading,
        rows,
        f"{number:,} {'person' if number == 1 else 'people'} with one name and date of birth "
        f"({rows_words(rows)}) {'has' if number == 1 else 'have'} several references, such as "
        f"{first}, born {born}: {examples(references['suspect_id'].sort())}. "
        f"They are kept as different suspects.",
    )


def _pair() -> pl.Expr:
    """The numbers of a name and of a day of birth in one: one is grouped faster than two."""
    return pl.col("suspect_name").cast(pl.Int64) * 2**32 + pl.col("suspect_born").to_physical()


def _summed(people: pl.DataFrame) -> pl.DataFrame:
    """The same, whatever else differs between rows of a reference, name and birth."""
    return people.group_by("suspect_id", "suspect_name", "suspect_born").agg(pl.col("rows").sum())
