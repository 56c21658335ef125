"""People to be searched for."""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

from dashboard.search import NAMED, index_of, matches

TODAY: Final = date(2026, 2, 28)
NO_CRIME: Final = pl.DataFrame(schema={"suspect_id": pl.String, "crime_ref": pl.String})

Named = tuple[str, str | None, date | None]


def named(*people: Named) -> pl.DataFrame:
    """People by reference, name and date of birth; the same reference is the same person."""
    numbers = {reference: n for n, reference in enumerate(sorted({one[0] for one in people}))}
    rows = [(numbers[one[0]], *one) for one in people]
    return pl.DataFrame(rows, schema=NAMED, orient="row")


def called(*names: str) -> pl.DataFrame:
    """People of these names, whose references are S1, S2 and so on."""
    return named(*((f"S{n}", name, None) for n, name in enumerate(names, 1)))


def found(
    people: pl.DataFrame, text: str, *, in_crime: pl.DataFrame = NO_CRIME
) -> list[tuple[str, int, str]]:
    """Reference, score and reason of whoever a text may mean, the best match first."""
    answer = matches(index_of(people), text, today=TODAY, in_crime=in_crime)
    ordered = answer.sort("score", "suspect_id", descending=[True, False])
    rows: list[tuple[str, int, str]] = ordered.select("suspect_id", "score", "why").rows()
    return rows


def who(people: pl.DataFrame, text: str) -> list[str]:
    """The references of whoever a text may mean, the best match first."""
    return [reference for reference, *_ in found(people, text)]
