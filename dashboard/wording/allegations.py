"""What is said of each allegation of a suspect, in words that are the same everywhere."""

from __future__ import annotations

from typing import Final

import polars as pl

from dashboard.geography import borough_names
from dashboard.wording.formats import phrase, share
from dashboard.wording.reasons import REASON_WORDS
from harm.record.allegations import SCHEMA

NOT_RECORDED: Final = "Not recorded"
#: Every coded value of an allegation, as words.
PHRASES: Final = {
    value: phrase(value)
    for kind in SCHEMA.values()
    if isinstance(kind, pl.Enum)
    for value in kind.categories
}


def offence() -> pl.Expr:
    """The offence as it was recorded, or as the index has it where only a code was."""
    title = pl.coalesce("offence_title", "index_title", "offence_code", pl.lit(NOT_RECORDED))
    return title.alias("offence")


def doubtful() -> pl.Expr:
    """Whether a row's score is not simply the index's own."""
    return doubt() != ""


def doubt() -> pl.Expr:
    """What is doubtful in a row's score, in a few words; empty where nothing is."""
    return (
        pl.when("derived")
        .then(pl.lit("derived"))
        .when("ambiguous")
        .then(pl.lit("lowest of several"))
        .when((pl.col("reason") == "unmapped").fill_null(value=False))
        .then(pl.lit("no score"))
        .otherwise(pl.lit(""))
        .alias("doubt")
    )


def in_words(column: str) -> pl.Expr:
    """A value of the data as words."""
    return pl.col(column).cast(pl.String).replace(PHRASES).fill_null(NOT_RECORDED)


def reason() -> pl.Expr:
    """Why a row does not count, in words."""
    return pl.col("reason").cast(pl.String).replace_strict(REASON_WORDS).alias("reason")


def place() -> pl.Expr:
    """The borough by name."""
    return pl.col("borough").replace(borough_names()).fill_null("Unknown place")


def shares(tenths: pl.Series) -> pl.Series:
    """What each of the days is of their sum, in whole percent."""
    whole = int(tenths.sum())
    words = {part: share(part, whole) for part in tenths.unique()}
    return tenths.replace_strict(words, return_dtype=pl.String).alias("share")
