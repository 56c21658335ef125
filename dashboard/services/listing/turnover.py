"""What became of past lists: how many of each are on later ones."""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

from dashboard.access.actions import SEE_REFERENCES
from dashboard.register import FrozenList
from dashboard.services.gate import service
from dashboard.services.question import Question
from harm.scoring.ranking_csv import read

#: After how many months a list is looked at again.
MONTHS: Final = (1, 3, 6, 12)

TURNOVER: Final = pl.Schema(
    {
        "as_of": pl.Date(),
        "listed": pl.Int64(),
        "new": pl.Int64(),
        **{f"after_{months}": pl.Int64() for months in MONTHS},
    }
)


@service(SEE_REFERENCES, lambda question: question.ranking.name)
def turnover(question: Question) -> pl.DataFrame:
    """How many of each frozen list under the same rules and index are on the later ones.

    To leave a list shows nothing about what was done: scores fall by themselves as allegations
    leave the window, and a high score falls furthest.

    Returns:
        A row for each list up to the date, the earliest first, as `TURNOVER`: how many were
        `listed`, how many of them were not on the list of the month before (`new`), and how many
        are on the list so many months later; null where there is no such list.
    """
    names = [each.name for each in alike_lists(question)]
    return question.remember(("turnover", *names), lambda: _turnover(question, names))


def alike_lists(question: Question) -> list[FrozenList]:
    """The frozen lists under the same rules and index up to the date, one a day, in order."""
    ranking = question.ranking
    alike = {
        frozen.as_of: frozen
        for frozen in question.workspace.register.all_frozen()
        if (frozen.rules_id, frozen.index) == (ranking.rules.id, ranking.index)
        and frozen.as_of <= ranking.as_of
    }
    return [alike[day] for day in sorted(alike)]


def _turnover(question: Question, names: list[str]) -> pl.DataFrame:
    lists: dict[int, tuple[date, set[str]]] = {}
    for name in names:
        frozen = question.workspace.register.frozen(name)
        if frozen is not None:  # the last of a month counts
            people = read(frozen.content, frozen.listed)["suspect_id"]
            lists[_month(frozen.as_of)] = (frozen.as_of, set(people))
    rows = []
    for month, (as_of, listed) in lists.items():
        before = lists.get(month - 1)
        new = None if before is None else len(listed - before[1])
        later = [lists.get(month + months) for months in MONTHS]
        on = [None if other is None else len(listed & other[1]) for other in later]
        rows.append((as_of, len(listed), new, *on))
    return pl.DataFrame(rows, schema=TURNOVER, orient="row")


def _month(day: date) -> int:
    """The number of a month, so that months can be counted."""
    return day.year * 12 + day.month
