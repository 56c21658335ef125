"""Which row of a table has the headings, and which of our columns each heading stands for.

What headings are called in practice is data: `tables/headings.csv`. A heading that nobody listed
is taken by likeness only when it is very like one that is, and says so.
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

from dashboard.intake.months import month_of

Sureness = Literal["chosen", "remembered", "name", "synonym", "likeness"]

#: In words, and how sure it is, most first.
SURENESS: Final[dict[Sureness, str]] = {
    "chosen": "chosen by you",
    "remembered": "as last time",
    "name": "our own name",
    "synonym": "a usual name",
    "likeness": "alike: please check",
}
#: From how alike, of 100, two headings are taken to be the same one misspelt.
ALIKE: Final = 90
#: A heading shorter than this is like too many others.
SHORTEST: Final = 6
#: A row with so many known headings is one of headings.
ENOUGH: Final = 2

WORDS: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Match:
    """One of our columns, and the heading that it is read from.

    Attributes:
        column: ours.
        heading: theirs.
        sureness: why the one was taken for the other.
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


def header_among(rows: Sequence[Sequence[str | None]]) -> int:
    """The number of the row that has the headings: the first with most of those known here.

    Where no row has any, it is the first with as many cells as most rows have.
    """
    known = [sum(_is_known(cell) for cell in row) for row in rows]
    if max(known) >= ENOUGH:
        return known.index(max(known))
    filled = [sum(bool(cell and cell.strip()) for cell in row) for row in rows]
    usual = max(filled, key=lambda width: (filled.count(width), width))
    return next(number for number, width in enumerate(filled) if width >= usual)


def _is_known(cell: str | None) -> bool:
    if not cell:
        return False
    return folded(cell) in synonyms() or month_of(cell) is not None


def match(
    headings: Sequence[str],
    *,
    chosen: Mapping[str, str | None],
    remembered: Mapping[str, str | None],
) -> list[Match]:
    """Our columns, each with the heading that it is read from.

    A column has one heading and a heading one column; the surest claim goes first, and of two
    equally sure the heading that stands further left.

    Args:
        headings: of the file.
        chosen: what the reader said; None: this column is read from nothing.
        remembered: what somebody chose for the same headings before.
    """
    found: dict[str, Match] = {}
    for told, sureness in ((chosen, "chosen"), (remembered, "remembered")):
        for column, heading in told.items():
            if heading in headings and column not in found:
                found[column] = Match(column, heading, sureness)  # type: ignore[arg-type]
    settled = {*found, *(column for column, heading in chosen.items() if heading is None)}
    settled |= {c for c, h in remembered.items() if h is None and c not in chosen}
    taken = {claim.heading for claim in found.values()}
    claims = [_claim(heading) for heading in headings if heading not in taken]
    ranked = sorted((c for c in claims if c), key=lambda c: list(SURENESS).index(c.sureness))
    for claim in ranked:
        if claim.column not in settled:
            settled.add(claim.column)
            found[claim.column] = claim
    return sorted(found.values(), key=lambda claim: headings.index(claim.heading))


def _claim(heading: str) -> Match | None:
    text = folded(heading)
    column = synonyms().get(text)
    if column is not None:
        return Match(column, heading, "name" if text == folded(column) else "synonym")
    if len(text) < SHORTEST:
        return None
    near = process.extractOne(text, synonyms().keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
    return Match(synonyms()[near[0]], heading, "likeness") if near else None
