"""Which row of a table has the headings, and which of our columns each heading stands for.

The headings used in practice are listed in `tables/headings.csv`. A heading that is not listed is
matched by likeness only when it is very similar to a listed one, and the match is marked as such.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, Literal

import polars as pl
from rapidfuzz import fuzz, process

from dashboard.errors import IntakeError
from dashboard.intake import code_repairs
from dashboard.intake.columns import plain
from dashboard.intake.months import MONTHS_OF_A_WIDE_TABLE, month_of

Sureness = Literal["chosen", "remembered", "name", "synonym", "cells", "likeness"]

#: How sure a match is, in words; the surest first.
SURENESS: Final[dict[Sureness, str]] = {
    "chosen": "chosen by you",
    "remembered": "as last time",
    "name": "our own name",
    "synonym": "a usual name",
    "cells": "by what it holds: please check",
    "likeness": "alike: please check",
}
#: From this similarity on, out of 100, one heading is taken for a misspelling of the other.
ALIKE: Final = 90
#: A heading shorter than this resembles too many others.
SHORTEST: Final = 6
#: A word of this few letters is not taken for a misspelling.
SMALL: Final = 3
#: A row with this many known headings is the row of headings.
ENOUGH: Final = 2

#: This many rows are checked to find what a column holds.
LOOKED_THROUGH: Final = 1_000

WORDS: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Match:
    """One of our columns, and the heading that it is read from.

    Attributes:
        column: ours.
        heading: theirs.
        sureness: why this heading was matched to this column.
    """

    column: str
    heading: str
    sureness: Sureness


def folded(heading: str) -> str:
    """A heading without what differs between exports: case, spacing, punctuation."""
    return "".join(WORDS.findall(heading.casefold()))


@cache
def synonyms() -> dict[str, str]:
    """Our column by each folded heading that stands for it."""
    path = files("dashboard.intake") / "tables" / "headings.csv"
    table = pl.read_csv(path.read_bytes(), infer_schema=False)
    listed = {folded(heading): column for column, heading in table.iter_rows()}
    return listed | {folded(column): column for column in table["column"].unique()}


@cache
def ours() -> frozenset[str]:
    """The names of our own columns."""
    return frozenset(synonyms().values())


def header_among(rows: Sequence[Sequence[str | None]]) -> int:
    """The number of the row that has the headings: the first with the most known headings.

    Where no row has any, it is the first with as many cells as most rows have.
    """
    own = [len({cell.strip() for cell in row if cell and cell.strip() in ours()}) for row in rows]
    if max(own) >= ENOUGH:  # our own names are in no row of data
        return next(number for number, names in enumerate(own) if names >= ENOUGH)
    known = [len({name for cell in row if (name := _known(cell))}) for row in rows]
    if max(known) >= ENOUGH:
        return known.index(max(known))
    filled = [sum(bool(cell and cell.strip()) for cell in row) for row in rows]
    usual = max(filled, key=lambda width: (filled.count(width), width))
    return next(number for number, width in enumerate(filled) if width >= usual)


def _known(cell: str | None) -> str | None:
    """What of ours a cell would be the heading of: a column, or a month by itself."""
    if not cell:
        return None
    return synonyms().get(folded(cell)) or (str(month) if (month := month_of(cell)) else None)


def match(
    headings: Sequence[str],
    *,
    chosen: Mapping[str, str | None],
    remembered: Mapping[str, str | None],
) -> list[Match]:
    """Our columns, each with the heading that it is read from.

    A column has one heading and a heading one column. The surest match wins; of two equally sure,
    the heading that is listed first (the date recorded before the date reported); of two equal
    ones, the one further left.

    Args:
        headings: of the file.
        chosen: what the user chose; None: this column is read from nothing.
        remembered: what somebody chose for the same headings before.
    """
    found = {c: Match(c, h, "chosen") for c, h in chosen.items() if h and h in headings}
    taken = {claim.heading for claim in found.values()}
    found |= {
        c: Match(c, h, "remembered")
        for c, h in remembered.items()
        if h and h in headings and h not in taken and c not in chosen
    }
    settled = {*found, *(column for column, heading in chosen.items() if heading is None)}
    settled |= {c for c, h in remembered.items() if h is None and c not in chosen}
    taken = {claim.heading for claim in found.values()}
    if sum(month_of(heading) is not None for heading in headings) >= MONTHS_OF_A_WIDE_TABLE:
        settled.add("crimes")  # with a column for each month, this column is their total
    claims = [_claim(heading) for heading in headings if heading not in taken]
    ranked = sorted((c for c in claims if c), key=_rank)
    for claim in ranked:
        if claim.column not in settled:
            settled.add(claim.column)
            found[claim.column] = claim
    return sorted(found.values(), key=lambda claim: headings.index(claim.heading))


def by_cells(found: Sequence[Match], cells: pl.DataFrame) -> list[Match]:
    """The same, but a heading such as *Offence* stands for the code where its cells are codes."""
    columns = {claim.column for claim in found}
    return [
        Match("offence_code", claim.heading, "cells")
        if claim.column == "offence_title"
        and claim.sureness in {"synonym", "likeness"}
        and "offence_code" not in columns
        and code_repairs.are_codes(
            plain(cells.select(claim.heading).head(LOOKED_THROUGH)).to_series()
        )
        else claim
        for claim in found
    ]


def _rank(claim: Match) -> tuple[int, int]:
    """The sort key of a claim: how sure it is, then where its heading is listed."""
    listed = _listed().get(folded(claim.heading), len(_listed()))
    return list(SURENESS).index(claim.sureness), listed


@cache
def _listed() -> dict[str, int]:
    """The place of each folded heading in the table."""
    return {heading: place for place, heading in enumerate(synonyms())}


def _claim(heading: str) -> Match | None:
    text = folded(heading)
    column = synonyms().get(text)
    if column is not None:
        return Match(column, heading, "name" if text == folded(column) else "synonym")
    if len(text) < SHORTEST:
        return None
    near = process.extractOne(text, synonyms().keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
    if near is None or _says_more(heading):
        return None
    return Match(synonyms()[near[0]], heading, "likeness")


def _says_more(heading: str) -> bool:
    """Whether a heading is a known one plus a short word: *committed to* is not *committed*."""
    words = WORDS.findall(heading.casefold())
    return any(
        len(word) <= SMALL and "".join(words[:at] + words[at + 1 :]) in synonyms()
        for at, word in enumerate(words)
    )


def check_chosen(mapping: Mapping[str, str | None], headings: Sequence[str], name: str) -> None:
    """Refuse a choice that names a heading which the file does not have.

    Raises:
        IntakeError: the choice names such a heading.
    """
    wrong = next((h for h in mapping.values() if h is not None and h not in headings), None)
    if wrong is not None:
        raise IntakeError(
            f"The file {name} has no column headed {wrong[:60]!r}; its columns begin "
            f"{', '.join(repr(heading[:40]) for heading in headings[:8])}."
        )
