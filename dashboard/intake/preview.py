"""A first look at a file: how it was read, and which of its headings stand for what.

A file that cannot be taken in yet, since a column that it needs was not found, can be looked at
all the same, so that the reader can say which one it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from dashboard.intake import column_matching, reading
from dashboard.intake.cells import Choices, Reading
from dashboard.intake.column_matching import Match
from dashboard.intake.columns import plain
from dashboard.intake.source_file import File

#: How many of a file's own cells are shown beside a heading, out of how many, and how much of one.
SAMPLES: Final = 3
SAMPLED: Final = 1_000
LETTERS: Final = 40


@dataclass(frozen=True, slots=True)
class Look:
    """A file, looked at.

    Attributes:
        reading: how it was taken to be written.
        headings: its own, as they stand.
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
    """Look at a file.

    Args:
        file: its name and bytes.
        choices: what the reader said of it.
        recall: what somebody chose for the same headings before.

    Raises:
        IntakeError: it is no table.
    """
    cells = reading.read(file, choices)
    headings = tuple(cells.frame.columns)
    found = column_matching.match(headings, chosen=choices.mapping, remembered=recall(headings))
    found = column_matching.by_cells(found, cells.frame)
    return Look(cells.reading, headings, tuple(found), _samples(cells.frame))


def _samples(frame: pl.DataFrame) -> dict[str, str]:
    """Some cells under each heading, for the reader to recognise it by."""
    head = plain(frame.head(SAMPLED))
    shown = {}
    for heading in head.columns:
        filled = head[heading].filter(head[heading].str.strip_chars() != "")
        some = filled.unique(maintain_order=True).head(SAMPLES)
        shown[heading] = " · ".join(text[:LETTERS] for text in some)
    return shown
