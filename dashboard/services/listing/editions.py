"""A list under an index table of one's own, and what the table changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import polars as pl

from dashboard.access.actions import SEE_LIST
from dashboard.services.gate import service
from dashboard.services.question import Question
from dashboard.services.ranking import in_window
from harm.offences.indices import Index
from harm.offences.indices.editions import changes_between
from harm.scoring.ranking import Ranking, rank
from harm.stability.editions import moved_by

#: Who is on either list and moves: their position on each (null: not assessed), whether they are
#: listed, and the offence whose days differ most, with how many tenths of a day more they carry of
#: it under the table; null where none of their own offences differs.
MOVED: Final = pl.Schema(
    {
        "suspect": pl.UInt32(),
        "suspect_id": pl.String(),
        "suspect_name": pl.String(),
        "position": pl.UInt32(),
        "position_after": pl.UInt32(),
        "listed": pl.Boolean(),
        "listed_after": pl.Boolean(),
        "offence": pl.String(),
        "tenths_more": pl.Int64(),
    }
)


@dataclass(frozen=True)
class UnderEdition:
    """A list compared with the list under a table of one's own.

    Attributes:
        ranking: the list itself.
        before: its index.
        after: the table.
        changes: what the table has added, dropped and changed, as `editions.CHANGES`.
        both: how many are on both lists, of everybody.
        leave: how many are on the list itself alone, of everybody.
        come: how many are on the other alone, of everybody.
        elsewhere: how many are on both lists at other positions, of everybody.
        moved: who moves and may be seen by the viewer, as `MOVED`: those who leave, who come, and
            who are elsewhere, each in order.
    """

    ranking: Ranking
    before: Index
    after: Index
    changes: pl.DataFrame
    both: int
    leave: int
    come: int
    elsewhere: int
    moved: pl.DataFrame


def _subject(question: Question, own: Index) -> str:
    rows, digest = own.entries.height, own.fingerprint[:16]
    return f"{question.ranking.name}, under a table of {rows} offences, SHA-256 {digest}"


@service(SEE_LIST, _subject)
def under_edition(question: Question, own: Index) -> UnderEdition:
    """What a table of one's own changes in the index of a list, and whom it moves.

    The table is kept nowhere; the log has how many rows it has, and its fingerprint.

    Args:
        question: on the list.
        own: the table.

    Raises:
        NobodyNamedError: the record names nobody.
    """
    ranking, rules = question.ranking, question.spec.rules
    rows = in_window(question.store, rules, ranking.as_of)
    other = rank(rows, rules=rules, index=own, as_of=ranking.as_of)
    both = _on_either(ranking, other)
    counts = both.select(
        both=pl.col("listed") & pl.col("listed_after"),
        leave=pl.col("listed") & ~pl.col("listed_after"),
        come=~pl.col("listed") & pl.col("listed_after"),
    )
    apart = pl.col("position").ne_missing(pl.col("position_after"))
    elsewhere = both.filter(pl.col("listed") & pl.col("listed_after") & apart)
    moves = both.filter(apart | (pl.col("listed") != pl.col("listed_after")))
    found = UnderEdition(
        ranking=ranking,
        before=question.index,
        after=own,
        changes=changes_between(question.index, own),
        **{name: int(counts[name].sum()) for name in counts.columns},
        elsewhere=elsewhere.height,
        moved=moves,
    )
    return replace(found, moved=question.visible(_described(question, found)))


def _on_either(ranking: Ranking, other: Ranking) -> pl.DataFrame:
    """Whoever is on either list, with both positions."""
    sides = [
        each.table.select(
            "suspect", "suspect_id", "position", listed=pl.col("position") <= each.length
        )
        for each in (ranking, other)
    ]
    return (
        sides[0]
        .join(sides[1], on=["suspect", "suspect_id"], how="full", coalesce=True, suffix="_after")
        .with_columns(pl.col("listed", "listed_after").fill_null(value=False))
        .filter(pl.col("listed") | pl.col("listed_after"))
        .sort(
            pl.col("listed") & pl.col("listed_after"),
            pl.col("listed"),
            pl.coalesce("position", "position_after"),
            descending=[False, True, False],
        )
    )


def _described(question: Question, found: UnderEdition) -> pl.DataFrame:
    """Who moves, with their names and the offence whose days differ most."""
    ranking, people = found.ranking, found.moved
    numbers = people["suspect"]
    rows = in_window(question.store, ranking.rules, ranking.as_of)
    offences = moved_by(
        rows,
        numbers,
        rules=ranking.rules,
        first=found.before,
        second=found.after,
        as_of=ranking.as_of,
    )
    names = question.store.suspects.particulars(numbers.to_list())
    for more in (names.select("suspect", "suspect_name"), offences):
        people = people.join(more, on="suspect", how="left", maintain_order="left")
    return people.select(pl.col(name).cast(kind) for name, kind in MOVED.items())
