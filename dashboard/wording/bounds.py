"""How much of a long thing is set out, and the words for the rest: parts still sum to the whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from harm.days import spoken

#: No more references than these are named in one sentence or one cell.
MOST_NAMED: Final = 20
#: No more choices than these are offered at once; a longer list is searched on the server.
MOST_CHOICES: Final = 200


def in_more_words(rest: pl.DataFrame) -> str:
    """What is not set out: and 412 more, 9,000 days.

    Args:
        rest: the rows that are not, with their `tenths`.
    """
    return f"and {rest.height:,} more, {spoken(int(rest['tenths'].sum()))} days"


def named_words(names: Sequence[str]) -> str:
    """The first names, and how many more there are: C1, C2 and 5 more."""
    first, more = ", ".join(names[:MOST_NAMED]), len(names) - MOST_NAMED
    return f"{first} and {more:,} more" if more > 0 else first


def named_cell(names: pl.Expr) -> pl.Expr:
    """The same of a group's names, where a frame is grouped."""
    more = pl.len().cast(pl.Int64) - MOST_NAMED
    rest = pl.when(more > 0).then(pl.format(" and {} more", more)).otherwise(pl.lit(""))
    return names.sort().head(MOST_NAMED).str.join(", ") + rest


def named_list(name: str) -> pl.Expr:
    """The same of a column of lists, in their own order; empty where a list has nothing."""
    names = pl.col(name)
    more = names.list.len().cast(pl.Int64) - MOST_NAMED
    rest = pl.when(more > 0).then(pl.format(" and {} more", more)).otherwise(pl.lit(""))
    return (names.list.head(MOST_NAMED).list.join(", ") + rest).replace("", None).alias(name)


def match_choices(
    choices: pl.DataFrame, text: str, *, keep: Sequence[str], most: int = MOST_CHOICES
) -> pl.DataFrame:
    """The first choices in which every word of a text is, and those chosen already.

    Args:
        choices: `name`, `label` and `searched`, what the words are looked for in.
        text: what the reader wrote; capitals and small letters are the same.
        keep: the names of what is chosen already: these come first, whatever the text.
        most: how many others are offered.
    """
    words = [
        pl.col("searched").str.to_lowercase().str.contains(word, literal=True)
        for word in text.lower().split()
    ]
    chosen = pl.col("name").is_in(list(keep))
    others = choices.filter(~chosen, *words).head(most)
    return pl.concat([choices.filter(chosen), others])
