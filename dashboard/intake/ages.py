"""Ages and years of birth, where a file has them in place of dates of birth.

A birth is worked out from them for one purpose: to keep children apart. It is no date that anybody
recorded, and the reader is warned of it.

- From an age at the crime it is the latest day that fits: the suspect turned that age on the day of
  the crime. Whoever was under 18 then is a child on that day, and stays apart until they are 18 for
  certain; nobody who was 18 or over is. Several ages of a suspect narrow it down together.
- From a year it is 1 January: a suspect is a child while it is certain, up to the end of the year
  in which they turn 17. In the year in which they turn 18 nobody can know.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import polars as pl

from dashboard.intake.column_matching import LOOKED_THROUGH, Match, folded
from dashboard.intake.columns import Column, plain
from dashboard.intake.file_warnings import FileWarning, examples, rows_words
from dashboard.intake.texts import text_of

Kind = Literal["age", "year"]

BORN: Final = "suspect_born"
WHO: Final = r"(?:the)?(?:suspect|accused|nominal|perpetrator|perp|subject|defendant|offender)s?"
UNIT: Final = r"(?:in)?(?:years|yrs)?"
#: When somebody was that old: when the crime was committed, or when it was recorded.
COMMITTED: Final = (
    r"(?:(?:at|on|when)(?:the)?(?:(?:time|date|day)(?:of)?)?(?:the)?"
    r"(?:offence|crime|incident|event|allegation|offending|committed|time))?"
)
RECORDED: Final = (
    r"(?:at|on|when)(?:the)?(?:(?:time|date|day)(?:of)?)?(?:the)?"
    r"(?:report(?:ed|ing)?|record(?:ed|ing)?)"
)
WHEN: Final = rf"(?:{RECORDED}|{COMMITTED})"
YEAR: Final = r"(?:yearofbirth|birthyear|yearborn|yob|birthyr)"
#: Folded headings of a suspect's age or year of birth, the surest first: whose it is is said, or
#: not; at one heading an age is surer than a year.
HEADINGS: Final[Sequence[tuple[Kind, re.Pattern[str]]]] = (
    ("age", re.compile(rf"{WHO}aged?{WHEN}{UNIT}|aged?(?:of)?{WHO}{WHEN}{UNIT}")),
    ("year", re.compile(rf"{WHO}{YEAR}|{YEAR}(?:of)?{WHO}")),
    ("age", re.compile(rf"age{WHEN}{UNIT}")),
    ("year", re.compile(YEAR)),
)
#: How each is written; an age of fewer than two figures is a filler or a slip.
WRITTEN: Final[Mapping[Kind, str]] = {
    "age": r"(?i)^([1-9][0-9])(?:\.0+)?(?:\s*(?:y|yrs?|years?)\.?(?:\s*old)?)?$",
    "year": r"^((?:19|20)[0-9]{2})(?:\.0+)?$",
}
#: One in so many filled cells must fit.
HALF: Final = 2
ADULT: Final = 18


@dataclass(frozen=True, slots=True)
class Births:
    """Births that were worked out.

    Attributes:
        values: for each row the date, or null.
        warnings: how many there are, and of how many nobody knows whether they are children.
    """

    values: pl.Series
    warnings: list[FileWarning]


def match_births(
    found: Sequence[Match], cells: pl.DataFrame, settled: Collection[str]
) -> list[Match]:
    """The same matches, with the suspect's age or year of birth where no date of birth is.

    Args:
        found: the matches.
        cells: of the file.
        settled: our columns of which somebody chose what they are read from.
    """
    columns = {claim.column for claim in found}
    taken = {claim.heading for claim in found}
    if BORN in columns or BORN in settled or "suspect_id" not in columns:
        return list(found)
    for kind, pattern in HEADINGS:
        for heading in cells.columns:
            if heading in taken or not pattern.fullmatch(folded(heading)):
                continue
            some = text_of(plain(cells.select(heading).head(LOOKED_THROUGH)).to_series())
            if _fits(some, kind):
                claims = [*found, Match(BORN, heading, "cells")]
                return sorted(claims, key=lambda claim: cells.columns.index(claim.heading))
    return list(found)


def derive_births(rows: pl.DataFrame, written: Column, heading: str) -> Births | None:
    """The births that ages or years stand for; None where the column holds neither.

    Args:
        rows: the values of the file's rows.
        written: the column as it was written.
        heading: of the column.
    """
    texts = written.cells(written.texts)
    kind = _kind(heading, texts)
    if kind is None:
        return None
    recorded = re.search(RECORDED, folded(heading)) is not None
    day = "recorded_on" if recorded else "committed_on"
    known = rows.select(
        "suspect_id",
        day=pl.coalesce(day, "recorded_on"),
        newest=pl.col("recorded_on").max(),
        number=pl.lit(texts).str.extract(WRITTEN[kind]).cast(pl.Int32),
    )
    dated = known.with_columns(_of_ages(known) if kind == "age" else _of_years())
    undecided = int(dated["undecided"].fill_null(value=False).sum())
    derived = int(dated["born"].count())
    other = texts.filter(texts.is_not_null() & known["number"].is_null())
    return Births(dated["born"].alias(BORN), _warnings(kind, heading, derived, undecided, other))


def _kind(heading: str, texts: pl.Series) -> Kind | None:
    """What a column holds, by its heading and cells; a date of birth stays one."""
    name = folded(heading)
    kinds: list[Kind] = [kind for kind, pattern in HEADINGS if pattern.fullmatch(name)]
    if not kinds and not re.search("born|birth|dob", name):
        kinds = ["age", "year"]  # somebody chose the column
    return next((kind for kind in kinds if _fits(texts, kind)), None)


def _fits(texts: pl.Series, kind: Kind) -> bool:
    filled = texts.drop_nulls()
    fitting = int(filled.str.contains(WRITTEN[kind]).sum())
    return fitting > 0 and fitting * HALF >= filled.len()


def _years_before(day: pl.Expr, years: pl.Expr) -> pl.Expr:
    return day.dt.offset_by(pl.format("-{}y", years))


def _of_ages(known: pl.DataFrame) -> list[pl.Expr]:
    """The latest birth that fits all ages of a suspect, or where none does the one of each row."""
    age, day = pl.col("number"), pl.col("day")
    last = _years_before(day, age)
    first = _years_before(day, age + 1).dt.offset_by("1d")
    someone = pl.col("suspect_id").is_not_null()
    latest, earliest = last.min().over("suspect_id"), first.max().over("suspect_id")
    together = someone & (earliest <= latest) & age.is_not_null()
    born = pl.when(together).then(latest).otherwise(last)
    oldest = pl.when(together).then(earliest).otherwise(first)
    adult_by = _years_before(pl.lit(known["newest"].max(), pl.Date), pl.lit(ADULT))
    return [born.alias("born"), ((born > adult_by) & (oldest <= adult_by)).alias("undecided")]


def _of_years() -> list[pl.Expr]:
    """1 January of the year; nobody knows whether a child or not in the year of turning 18."""
    turns = pl.col("number") + ADULT
    of_day = [pl.col("day").dt.year() == turns, pl.col("newest").dt.year() == turns]
    return [pl.date("number", 1, 1).alias("born"), pl.any_horizontal(of_day).alias("undecided")]


def _warnings(
    kind: Kind, heading: str, derived: int, undecided: int, other: pl.Series
) -> list[FileWarning]:
    name = heading[:60]
    rule = {
        "age": "as if each suspect turned that age on the day of the crime",
        "year": "as 1 January of the year",
    }[kind]
    verb = "is" if other.len() == 1 else "are"
    unread = (
        f" {rows_words(other.len())} with another value, such as {examples(other.head(1))}, {verb} "
        f"without a birth."
    )
    found = [
        FileWarning(
            "derived_births",
            heading,
            derived,
            f"The file has no date of birth: the births of {rows_words(derived)} were worked out "
            f"from the {kind}s in “{name}”, {rule}, and are right to within a year. They are used "
            f"to keep suspects under 18 apart.{unread if other.len() else ''}",
        )
    ]
    if undecided:
        so = "kept apart as under 18" if kind == "age" else "not kept apart"
        found.append(
            FileWarning(
                "undecided_ages",
                heading,
                undecided,
                f"By “{name}” nobody can know whether the suspects of {rows_words(undecided)} are "
                f"18: they are {so}.",
            )
        )
    return found
