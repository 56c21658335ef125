"""References of a file in the spelling that the record has for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import polars as pl

from dashboard.intake import IntakeReport
from dashboard.intake.cells import REFERENCES
from dashboard.intake.file_warnings import FileWarning, examples, rows_words
from dashboard.intake.likely_references import likely_key
from dashboard.intake.references import WHAT, first_spellings
from dashboard.intake.values import folded
from dashboard.store import Store
from dashboard.store.references import Kind
from harm.record.forces import qualified

#: The series of references, with the columns that have them.
SERIES: Final[Mapping[Kind, tuple[str, ...]]] = {
    "people": ("suspect_id", "victim_id"),
    "crimes": ("crime_ref",),
}


def spell_as_recorded(store: Store, report: IntakeReport) -> IntakeReport:
    """The same file with each reference as the record spells it, whatever its case.

    A reference of which the record has several spellings already stays as it came, and is
    reported; one that differs from a recorded one in leading zeros, blanks, hyphens, dots or
    commas alone is reported too, and stays another person or crime.

    Args:
        store: the record.
        report: the file.
    """
    rows = report.accepted
    if rows.is_empty():
        return report
    warnings: list[FileWarning] = []
    for kind, columns in SERIES.items():
        present = [column for column in columns if rows[column].null_count() < rows.height]
        if not present:
            continue
        own = pl.concat([rows[column].rename("text") for column in present]).drop_nulls().unique()
        likely = likely_key(own)
        recorded = _alike(store.references.of(kind), own.str.to_uppercase(), likely)
        unknown = pl.DataFrame({"text": own, "likely": likely}).join(
            recorded, left_on="text", right_on="reference", how="anti"
        )
        spelt = _spellings(unknown, recorded)
        rows = rows.with_columns(
            pl.col(present).replace(spelt["text"], spelt["reference"])
            if spelt.height
            else pl.col(present)
        )
        new = unknown.join(spelt, on="text", how="anti")
        for column in present:
            warnings += _of_spelling(report, column, spelt)
            warnings += _of_likeness(report, column, new, recorded)
        warnings += _of_several(present[0], own, recorded)
    return replace(report, accepted=rows, warnings=(*report.warnings, *warnings))


def _alike(recorded: pl.Series, keys: pl.Series, likely: pl.Series) -> pl.DataFrame:
    """The recorded references that differ from others in case alone, or are likely the same."""
    return pl.DataFrame(
        {
            "reference": recorded,
            "key": recorded.str.to_uppercase(),
            "likely": likely_key(recorded),
        }
    ).filter(pl.col("key").is_in(keys.implode()) | pl.col("likely").is_in(likely.implode()))


def spell_forces_alike(reports: Sequence[IntakeReport]) -> list[IntakeReport]:
    """Files that are loaded together, with each force's name as the first of them spells it."""
    first: dict[str, str] = {}
    spelt = []
    for report in reports:
        others = {name: first.setdefault(folded(name), name) for name in report.forces}
        changed = {own: known for own, known in others.items() if own != known}
        accepted = report.accepted
        for own, known in changed.items():
            before, after = qualified(own, ""), qualified(known, "")
            accepted = accepted.with_columns(
                pl.when(pl.col(column).str.starts_with(before))
                .then(pl.concat_str(pl.lit(after), pl.col(column).str.slice(len(before))))
                .otherwise(pl.col(column))
                .alias(column)
                for column in REFERENCES
            )
        forces = tuple(sorted(set(others.values())))
        spelt.append(replace(report, accepted=accepted, forces=forces) if changed else report)
    return spelt


def spell_alike(reports: Sequence[IntakeReport]) -> list[IntakeReport]:
    """Files that are loaded together, with each reference as the first of them spells it."""
    if len(reports) == 1:
        return list(reports)
    firsts = {
        kind: first_spellings([report.accepted[column] for report in reports for column in columns])
        for kind, columns in SERIES.items()
    }
    return [
        replace(
            report,
            accepted=report.accepted.with_columns(
                pl.col(list(columns)).replace(firsts[kind]["text"], firsts[kind]["first"])
                for kind, columns in SERIES.items()
                if firsts[kind].height
            ),
        )
        for report in reports
    ]


def _spellings(unknown: pl.DataFrame, recorded: pl.DataFrame) -> pl.DataFrame:
    """References in another case than the record has them, with its one spelling."""
    single = recorded.filter(pl.len().over("key") == 1)
    return unknown.with_columns(key=pl.col("text").str.to_uppercase()).join(
        single.select("key", "reference"), on="key"
    )


def _of_spelling(report: IntakeReport, column: str, spelt: pl.DataFrame) -> list[FileWarning]:
    texts = report.accepted[column]
    wrong = texts.is_in(spelt["text"].implode()).fill_null(value=False)
    rows = int(wrong.sum())
    if not rows:
        return []
    return [
        FileWarning(
            "case_in_record",
            _heading(report, column),
            rows,
            f"{rows_words(rows)} spell a {WHAT[column]}’s reference with other capitals than the "
            f"record, such as {examples(texts.filter(wrong))}: they are taken for the same "
            f"{WHAT[column]}.",
        )
    ]


def _of_likeness(
    report: IntakeReport, column: str, new: pl.DataFrame, recorded: pl.DataFrame
) -> list[FileWarning]:
    alike = new.join(recorded.select("likely", "reference"), on="likely").filter(
        pl.col("text").str.to_uppercase() != pl.col("reference").str.to_uppercase()
    )
    texts = report.accepted[column]
    wrong = texts.is_in(alike["text"].implode()).fill_null(value=False)
    if not wrong.any():
        return []
    theirs = alike.filter(pl.col("text").is_in(texts.drop_nulls().implode()))
    number = theirs["text"].n_unique()
    pair = theirs.row(0, named=True)
    return [
        FileWarning(
            "likely_in_record",
            _heading(report, column),
            int(wrong.sum()),
            f"{number:,} {WHAT[column]} reference{'s equal' if number > 1 else ' equals'} one in "
            f"the record but for leading noughts, blanks, hyphens, dots or commas, such as "
            f"{examples([pair['text']])} and {examples([pair['reference']])}. They are kept as "
            f"different {WHAT[column]}s.",
        )
    ]


def _of_several(column: str, own: pl.Series, recorded: pl.DataFrame) -> list[FileWarning]:
    """That the record has references of the file in several spellings, from before."""
    keys = own.str.to_uppercase().unique()
    several = recorded.filter(pl.len().over("key") > 1, pl.col("key").is_in(keys.implode()))
    if several.is_empty():
        return []
    number = several["key"].n_unique()
    first = several.filter(pl.col("key") == several["key"][0])["reference"]
    return [
        FileWarning(
            "several_in_record",
            None,
            0,
            f"The record has {number:,} {WHAT[column]} reference{'' if number == 1 else 's'} of "
            f"this file in several spellings, such as {examples(first)}: each is another "
            f"{WHAT[column]} there until they are joined.",
        )
    ]


def _heading(report: IntakeReport, column: str) -> str | None:
    return next((claim.heading for claim in report.mapping if claim.column == column), None)
