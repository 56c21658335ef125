"""A first look at a file: how it was read, and which of its headings stand for what.

A file that cannot be loaded yet, because a column that it needs was not found, can still be
previewed, so that the user can say which column it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from dashboard.intake import column_matching, reading
from dashboard.intake.ages import match_births
from dashboard.intake.cells import Choices, Reading
from dashboard.intake.column_matching import Match
from dashboard.intake.columns import plain
from dashboard.intake.source_file import File

#: How many of a file's cells are shown with a heading, out of how many, and letters of each.
SAMPLES: Final = 3
SAMPLED: Final = 1_000
LETTERS: Final = 40


@dataclass(frozen=True, slots=True)
class Look:
    """A preview of a file.

    Attributes:
        reading: how it was read.
        headings: the file's own, unchanged.
        mapping: which heading each of our columns would be read from.
        samples: for each heading some of the cells under it.
    """

    reading: Reading
    headings: tuple[str, ...]
    mapping: tuple[Match, ...]
    samples: dict[str, str]


def look(
    file: File,
    choices: Choices,
    *,
    recall: Callable[[Sequence[str]], Mapping[str, str | None]],
) -> Look:
    """Preview a file.

    Args:
        file: its name and bytes.
        choices: what the user chose for it.
        recall: what somebody chose for the same headings before.

    Raises:
        IntakeError: it is not a table.
    """
    cells = reading.read(file, choices)
    headings = tuple(cells.frame.columns)
    remembered = recall(headings)
    found = column_matching.match(headings, chosen=choices.mapping, remembered=remembered)
    found = column_matching.by_cells(found, cells.frame)
    found = match_births(found, cells.frame, {*choices.mapping, *remembered})
    return Look(cells.reading, headings, tuple(found), _samples(cells.frame))


def _samples(frame: pl.DataFrame) -> dict[str, str]:
    """Some cells under each heading, so that the user can recognise it."""
    head = plain(frame.head(SAMPLED))
    samples = {}
    for heading in head.columns:
        filled = head[heading].filter(head[heading].str.strip_chars() != "")
        some = filled.unique(maintain_order=True).head(SAMPLES)
        samples[heading] = " · ".join(text[:LETTERS] for text in some)
    return samples
