"""Offence codes that a spreadsheet has changed.

A spreadsheet takes 008/01 for the eighth of January, and 8/53 for August 1953, and keeps the date.
A date is changed back into a code only where a single code can have become it: the index has only
one of the possible codes, or the row's title decides. Otherwise it stays, and scores nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

import polars as pl

from dashboard.intake.months import month_named
from harm.offences import indices
from harm.offences.lookup import classification, wording

DAY_MONTH: Final = re.compile(r"(\d{1,2})[-\s]([a-z]{3,9})", re.IGNORECASE)
MONTH_YEAR: Final = re.compile(r"([a-z]{3,9})[-\s](\d{2})", re.IGNORECASE)
ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?: 00:00:00(?:\.0+)?)?")
UK: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: 00:00(?::00)?)?")
#: A whole number that a spreadsheet wrote with a zero after the point.
NUMBER: Final = re.compile(r"(\d{3,5})\.0")
NO_DIGIT: Final = re.compile(r"\D")
NOTED: Final = "offence codes that a spreadsheet had turned into dates"
ZEROS: Final = "offence codes without their leading noughts"


@dataclass(frozen=True, slots=True)
class Codes:
    """A column of codes, mended.

    Attributes:
        values: the codes.
        repaired: how many cells were changed, by what was wrong with them.
        left: how many cells look like dates and were left as they are.
    """

    values: pl.Series
    repaired: dict[str, int]
    left: int


@cache
def _known() -> dict[str, set[str]]:
    """The folded titles under each Home Office classification of the default index."""
    known: dict[str, set[str]] = {}
    entries = indices.get(indices.names()[0]).entries
    for code, *titles in entries.select("classification", "title", "short_title").iter_rows():
        if code:
            known.setdefault(code, set()).update(wording(title) for title in titles if title)
    return known


def are_codes(texts: pl.Series) -> bool:
    """Whether most of some texts are codes that the default index has."""
    filled = texts.str.strip_chars().replace("", None).drop_nulls().unique()
    index = indices.get(indices.names()[0])
    known = sum(index.find(text, None) is not None for text in filled)
    return known * 2 > filled.len()


def mended(codes: pl.Series, titles: pl.Series) -> Codes:
    """The codes as they were before a spreadsheet read them.

    Args:
        codes: stripped; nothing where a cell is empty.
        titles: of the same rows.
    """
    pairs = pl.DataFrame({"code": codes, "title": titles})
    odd = [code for code in codes.unique().drop_nulls() if _is_date(code) or _with_zeros(code)]
    if not odd:
        return Codes(codes, {}, 0)
    dated = pairs.filter(pl.col("code").is_in(odd)).unique()
    became: dict[tuple[str, str | None], str] = {}
    what: dict[tuple[str, str | None], str] = {}
    left = []
    for code, title in dated.iter_rows():
        if _is_date(code):
            whole = _only(code, title)
            if whole is None:
                left.append((code, title))
            else:
                became[code, title], what[code, title] = whole, NOTED
        elif (plain := _with_zeros(code)) is not None:
            became[code, title] = plain
            if NO_DIGIT.sub("", code) != NO_DIGIT.sub("", plain):
                what[code, title] = ZEROS
    return _applied(pairs, became, what, left)


def _applied(
    pairs: pl.DataFrame,
    became: dict[tuple[str, str | None], str],
    what: dict[tuple[str, str | None], str],
    left: list[tuple[str, str | None]],
) -> Codes:
    rows = [
        (code, title, became.get((code, title)), what.get((code, title)))
        for code, title in [*became, *left]
    ]
    schema = dict.fromkeys(("code", "title", "whole", "what"), pl.String)
    changes = pl.DataFrame(rows, schema=schema, orient="row")
    joined = pairs.join(
        changes, on=["code", "title"], how="left", nulls_equal=True, maintain_order="left"
    )
    values = joined.select(pl.coalesce("whole", "code").alias("code")).to_series()
    counted = joined["what"].drop_nulls().value_counts()
    repaired = dict(sorted(counted.iter_rows()))
    untouched = pl.DataFrame(left, schema=dict.fromkeys(("code", "title"), pl.String), orient="row")
    still = joined.join(untouched, on=["code", "title"], how="semi", nulls_equal=True).height
    return Codes(values, repaired, still)


def _is_date(code: str) -> bool:
    if found := DAY_MONTH.fullmatch(code):
        return month_named(found[2]) is not None
    if found := MONTH_YEAR.fullmatch(code):
        return month_named(found[1]) is not None
    return ISO.fullmatch(code) is not None or UK.fullmatch(code) is not None


def _only(code: str, title: str | None) -> str | None:
    """The one code that can have become this date; nothing where there may be several."""
    candidates = {classification(text) for text in _candidates(code)} & _known().keys()
    titled = {c for c in candidates if title and wording(title) in _known()[c]}
    certain = titled or candidates
    return certain.pop() if len(certain) == 1 else None


def _candidates(code: str) -> Iterator[str]:
    """Every code that some spreadsheet, British or American, would have taken for this date."""
    if found := DAY_MONTH.fullmatch(code):
        day, month = int(found[1]), month_named(found[2])
        yield f"{day}/{month}"
        yield f"{month}/{day}"
    elif found := MONTH_YEAR.fullmatch(code):
        yield f"{month_named(found[1])}/{found[2]}"
    elif found := ISO.fullmatch(code):
        yield from _of_date(int(found[1]), int(found[2]), int(found[3]))
    elif found := UK.fullmatch(code):
        yield from _of_date(int(found[3]), int(found[2]), int(found[1]))


def _of_date(year: int, month: int, day: int) -> Iterator[str]:
    yield f"{day}/{month}"
    yield f"{month}/{day}"
    if day == 1:
        yield f"{month}/{year % 100}"


def _with_zeros(code: str) -> str | None:
    """A Home Office classification in its one spelling; nothing where it has that already."""
    digits = NUMBER.fullmatch(code)
    whole = classification(digits[1] if digits else code)
    return whole if whole != code and whole in _known() else None
