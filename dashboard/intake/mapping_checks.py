"""Columns that cannot be what their headings say: counts for suspects, anybody's date of birth."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import polars as pl

from dashboard.intake.column_matching import LOOKED_THROUGH, Match, folded
from dashboard.intake.columns import plain
from dashboard.intake.file_warnings import FileWarning, examples, rows_words
from dashboard.intake.table_kinds import FORCE

#: Columns that a person is recognised by.
PEOPLE: Final = {"suspect_id": "suspect", "victim_id": "victim"}
YES_OR_NO: Final = frozenset(["yes", "no", "y", "n", "true", "false", "t", "f", "none", "unknown"])
#: A count of people in a crime has no more digits.
A_SMALL_NUMBER: Final = r"^[0-9]{1,2}(?:\.0+)?$"
#: A heading that counts.
COUNTS: Final = re.compile(r"count|total|howmany|numberof|noof|numof|(?:suspect|victim|nominal)s$")
#: Whose a date of birth is, where a heading says so.
OF_SUSPECT: Final = re.compile(r"suspect|nominal|offender|accused|perp|subject|defendant|named")
OF_VICTIM: Final = re.compile(
    r"victim|complainant|aggrieved|injured|\bvic\b|survivor", re.IGNORECASE
)


def doubt_columns(
    found: Sequence[Match], cells: pl.DataFrame
) -> tuple[list[Match], list[FileWarning]]:
    """The matches without those that cannot be right, and a warning of each that is left out.

    What a person chose for a file stays as chosen.

    Args:
        found: the matches.
        cells: of the file.
    """
    kept: list[Match] = []
    warnings: list[FileWarning] = []
    headings = [heading for heading in cells.columns if OF_VICTIM.search(heading)]
    for claim in found:
        settled = claim.sureness in {"chosen", "remembered"}
        warning = None if settled else _doubt(claim, cells, victims=headings)
        if warning is None:
            kept.append(claim)
        else:
            warnings.append(warning)
    return kept, warnings


def _doubt(claim: Match, cells: pl.DataFrame, *, victims: list[str]) -> FileWarning | None:
    if claim.column == FORCE:
        return _no_force(claim, cells)
    if claim.column in PEOPLE:
        return _no_reference(claim, cells)
    if claim.column == "suspect_born" and claim.sureness != "name" and victims:
        return _whose_birth(claim, cells.height, victims[0])
    return None


def _no_force(claim: Match, cells: pl.DataFrame) -> FileWarning | None:
    """A warning of a column that says yes or no, such as whether force was used."""
    filled = _filled(cells.select(claim.heading)).str.to_lowercase()
    if filled.is_empty() or not filled.is_in(list(YES_OR_NO)).all():
        return None
    return FileWarning(
        "not_a_force",
        claim.heading,
        filled.len(),
        f"“{claim.heading[:60]}” says yes or no and names no police force, so it was not read: "
        f"these {rows_words(cells.height)} are taken for rows of the record’s own force. Say with "
        f"--force whose they are if they are another’s.",
    )


def _no_reference(claim: Match, cells: pl.DataFrame) -> FileWarning | None:
    """A warning of a column that says yes or no, or counts people; None where it names them."""
    named = cells.select(claim.heading)
    if _names_people(_filled(named.head(LOOKED_THROUGH))):
        return None
    filled = _filled(named)
    different = filled.unique(maintain_order=True)
    if different.is_empty():
        return None
    if different.str.to_lowercase().is_in(list(YES_OR_NO)).all():
        what = "says yes or no"
    elif claim.sureness != "name" and different.str.contains(A_SMALL_NUMBER).all():
        counting = COUNTS.search(folded(claim.heading)) is not None
        # Nobody's reference is 0, and few people are named again and again by so short a number.
        if not (counting or "0" in different or different.len() * 2 <= filled.len()):
            return None
        what = "counts"
    else:
        return None
    person = PEOPLE[claim.column]
    return FileWarning(
        "not_a_reference",
        claim.heading,
        filled.len(),
        f"“{claim.heading[:60]}” {what} ({examples(different)}) and names no {person}, so it was "
        f"not read: these {rows_words(cells.height)} are read without a {person}. If it does name "
        f"them, load it with --map {claim.column}={claim.heading[:60]!r}.",
    )


def _filled(column: pl.DataFrame) -> pl.Series:
    texts = plain(column).to_series().str.strip_chars()
    return texts.filter(texts != "")


def _names_people(filled: pl.Series) -> bool:
    """Whether a text says neither yes nor no and is no small number, so that the column names."""
    says = filled.str.to_lowercase().is_in(list(YES_OR_NO))
    return not (says | filled.str.contains(A_SMALL_NUMBER)).all()


def _whose_birth(claim: Match, rows: int, victim: str) -> FileWarning | None:
    """A warning of a date of birth that can be the victim's as well as the suspect's."""
    if OF_SUSPECT.search(claim.heading.casefold()):
        return None
    return FileWarning(
        "whose_birth",
        claim.heading,
        rows,
        f"“{claim.heading[:60]}” can be the suspect’s or the victim’s, of whom the file has "
        f"“{victim[:60]}”: it was not read, so suspects under 18 are not kept apart. If it is the "
        f"suspect’s, load it with --map suspect_born={claim.heading[:60]!r}.",
    )
