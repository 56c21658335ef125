"""How many places a suspect moved by their own change of score, and by that of others."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Final

import polars as pl

from harm.scoring.ranking import Ranking
from harm.scoring.ties import draw_lots, order_keys

MOVED: Final[dict[str, pl.DataType]] = {
    "suspect_id": pl.String(),
    "moved_by_own": pl.Int64(),
    "moved_by_others": pl.Int64(),
    "rank_moved": pl.Int64(),
}


def places_moved(old: Ranking, new: Ranking) -> pl.DataFrame:
    """What moved each suspect who was assessed at both moments.

    Args:
        old: the earlier ranking.
        new: the later one.

    Returns:
        A row for each, as `MOVED`: the places that their own change of score would have moved them
        had nobody else's changed, the rest, and the places by score alone. More is further down.
    """
    columns = ("suspect_id", "position", "rank", "tenths")
    was = old.table.select(*columns, key=order_keys(old.table))
    now = new.table.select(*columns, key=order_keys(new.table))
    both = was.join(now, on="suspect_id", suffix="_after")
    moved, by_score = (
        pl.col(f"{name}_after").cast(pl.Int64) - pl.col(name).cast(pl.Int64)
        for name in ("position", "rank")
    )
    return both.with_columns(moved_by_own=_moved_by_own(old, both, was["key"])).select(
        "suspect_id",
        "moved_by_own",
        moved_by_others=moved - pl.col("moved_by_own"),
        rank_moved=by_score,
    )


def _moved_by_own(old: Ranking, both: pl.DataFrame, keys: pl.Series) -> pl.Series:
    """How many places each moved by their own change, among others as they were."""
    in_order, lot = sorted(keys.to_list()), _Lot(old)
    moved = []
    for suspect, position, tenths, before, then, after in both.select(
        "suspect_id", "position", "tenths", "key", "tenths_after", "key_after"
    ).iter_rows():
        if before == after:
            moved.append(0)
            continue
        drawn = lot.place(suspect, tenths, then)
        place = _place(in_order, before, after) if drawn is None else drawn
        moved.append(place - position)
    return pl.Series(moved, dtype=pl.Int64)


def _place(in_order: list[int], before: int, after: int) -> int:
    """The place of someone whose key changed among others whose keys did not."""
    ahead = len(in_order) - bisect_right(in_order, after)
    return 1 + ahead - (before > after)


class _Lot:
    """The place that a lot at the cut gives somebody whose score is another, where one decides."""

    def __init__(self, ranking: Ranking) -> None:
        self._ranking = ranking
        self._scores = sorted(ranking.table["tenths"].to_list())
        self._lots: dict[int, dict[str, bytes]] = {}

    def place(self, suspect_id: str, before: int, after: int) -> int | None:
        """Their place among others as they are; None where no lot decides.

        Args:
            suspect_id: who.
            before: the score that they have.
            after: the score that they are supposed to have.
        """
        rules, scores = self._ranking.rules, self._scores
        higher = len(scores) - bisect_right(scores, after) - (before > after)
        level = bisect_right(scores, after) - bisect_left(scores, after) + (before != after)
        if not rules.lot_decides(higher, level):
            return None
        (own,) = draw_lots(rules, self._ranking.as_of, pl.Series([suspect_id]))
        others = self._lots_at(after).items()
        return 1 + higher + sum(lot < own for name, lot in others if name != suspect_id)

    def _lots_at(self, tenths: int) -> dict[str, bytes]:
        """The lots of everybody with a score."""
        if tenths not in self._lots:
            names = self._ranking.table.filter(tenths=tenths)["suspect_id"]
            lots = draw_lots(self._ranking.rules, self._ranking.as_of, names)
            self._lots[tenths] = dict(zip(names, lots, strict=True))
        return self._lots[tenths]
