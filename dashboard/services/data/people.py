"""People of a file next to those of the record: other particulars, or another reference."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Final

import polars as pl

from dashboard.intake import IntakeReport
from dashboard.intake.file_warnings import FileWarning, examples, rows_words
from dashboard.intake.identities import folded_name
from dashboard.store import Store

WHO: Final = ("suspect_id", "suspect_name", "suspect_born")


def compare_people(
    store: Store, report: IntakeReport, *, unnamed: Collection[str] = ()
) -> IntakeReport:
    """The same file with warnings of people who are others, or elsewhere, in the record.

    A reference whose name or date of birth differs may have been given to somebody else, or the
    record was corrected; a name and date of birth under another reference are likely one person.

    Args:
        store: the record.
        report: the file, with references as the record spells them.
        unnamed: references of people who are restricted: what the record has of them is not said.
    """
    accepted = report.accepted.lazy()
    if any(warning.code == "derived_births" for warning in report.warnings):
        # A birth that was worked out differs from the recorded one, and tells nobody apart.
        accepted = accepted.with_columns(suspect_born=pl.lit(None, pl.Date))
    people = (
        accepted.select(WHO)
        .drop_nulls("suspect_id")
        .group_by(WHO)
        .agg(rows=pl.len())
        .collect()
        .filter(pl.col("suspect_name").is_not_null() | pl.col("suspect_born").is_not_null())
    )
    if people.is_empty():
        return report
    known = (
        store.references.suspects()
        .filter(
            pl.col("reference").is_in(people["suspect_id"].implode())
            | pl.col("born").is_in(people["suspect_born"].drop_nulls().implode())
        )
        .filter(~pl.col("reference").is_in(sorted(unnamed)))
        .with_columns(folded=folded_name("name"))
    )
    people = people.with_columns(folded=folded_name("suspect_name"))
    same = people.join(known, left_on="suspect_id", right_on="reference")
    warnings = [
        _other(same.filter(pl.col("suspect_born") != pl.col("born")), "date of birth", "born"),
        _other(same.filter(pl.col("folded") != pl.col("folded_right")), "name", "name"),
        _elsewhere(people, known),
    ]
    found = tuple(warning for warning in warnings if warning is not None)
    return replace(report, warnings=(*report.warnings, *found))


def _other(differing: pl.DataFrame, what: str, column: str) -> FileWarning | None:
    """That references have another name or birth than the record has for them."""
    if differing.is_empty():
        return None
    rows, number = int(differing["rows"].sum()), differing["suspect_id"].n_unique()
    first = differing.sort("rows", "suspect_id", descending=[True, False]).row(0, named=True)
    code = "other_birth_in_record" if column == "born" else "other_name_in_record"
    return FileWarning(
        code,
        None,
        rows,
        f"{number:,} suspect reference{'' if number == 1 else 's'} ({rows_words(rows)}) "
        f"{'has' if number == 1 else 'have'} another {what} than the record, such as "
        f"“{first['suspect_id']}” with {examples([str(first[f'suspect_{column}'])])} and, in the "
        f"record, {examples([str(first[column])])}: it may be another person, or a correction.",
    )


def _elsewhere(people: pl.DataFrame, known: pl.DataFrame) -> FileWarning | None:
    """That a name and date of birth are in the record under another reference."""
    theirs = people.drop_nulls(["suspect_name", "suspect_born"]).join(
        known.drop_nulls(["name", "born"]),
        left_on=["folded", "suspect_born"],
        right_on=["folded", "born"],
    )
    own = theirs.filter(pl.col("suspect_id") == pl.col("reference")).select("suspect_id").unique()
    others = theirs.join(own, on="suspect_id", how="anti")
    if others.is_empty():
        return None
    rows = int(others.unique(["suspect_id", "suspect_name", "suspect_born"])["rows"].sum())
    number = others["suspect_id"].n_unique()
    first = others.sort("suspect_id", "reference").row(0, named=True)
    return FileWarning(
        "several_references_in_record",
        None,
        rows,
        f"{number:,} new suspect reference{'' if number == 1 else 's'} ({rows_words(rows)}) "
        f"{'has' if number == 1 else 'have'} the name and date of birth of another in the record, "
        f"such as “{first['suspect_id']}” and “{first['reference']}” ({first['suspect_name']}, "
        f"born {first['suspect_born']}). They are kept as different suspects.",
    )
