"""What a reader should know before a file is relied on: how it was read, and what it left open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

#: No more examples than this are named in one warning, and no more letters of one.
EXAMPLES: Final = 3
LETTERS: Final = 40


@dataclass(frozen=True, slots=True)
class FileWarning:
    """One thing about a file that may mislead.

    Attributes:
        code: what kind of thing, for scripts: it stays the same when the text changes.
        column: the heading that it is about; None: the whole file.
        rows: how many rows of the file it touches; 0: not known.
        text: what it is, in a sentence or two.
    """

    code: str
    column: str | None
    rows: int
    text: str


def examples(texts: pl.Series | Iterable[str]) -> str:
    """The first different texts, quoted, and that there are more."""
    different = list(dict.fromkeys(text for text in texts if text is not None))
    first = ", ".join(f"“{_short(text)}”" for text in different[:EXAMPLES])
    more = len(different) - EXAMPLES
    return f"{first} and {more:,} more" if more > 0 else first


def rows_words(rows: int) -> str:
    """A number of rows in words: 1 row, 12 rows."""
    return f"{rows:,} row{'' if rows == 1 else 's'}"


def listed(names: Sequence[str]) -> str:
    """Names as a list in a sentence: a, b and c."""
    quoted = [f"“{_short(name)}”" for name in names]
    return " and ".join(filter(None, [", ".join(quoted[:-1]), quoted[-1]])) if quoted else ""


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LETTERS else f"{line[: LETTERS - 1]}…"
