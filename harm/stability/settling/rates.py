"""The chances that an allegation goes or changes, or that one is added, learnt from the record.

A chance is a whole number of parts of `WHOLE`, so that it is the same on any machine. Each cell's
share is drawn towards that of the wider cell, and the widest is all of the force's own allegations:
a cell of n allegations has the weight n / (n + `DRAWN`) in its own chance. A record that never
changed gives 0 everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Self

import polars as pl

from harm.stability.settling.observed import SUMS, Observed
from harm.stability.settling.units import CELL

#: What stands for certainty.
WHOLE: Final = 2**32
#: How many allegations the wider cell weighs as much as.
DRAWN: Final = 50
#: The same for what an allegation changes to, and for what is added: how many of all those seen.
DRAWN_MOVES: Final = 5
DRAWN_ARRIVALS: Final = 20


@dataclass(frozen=True)
class Rates:
    """What can happen to a list while the record settles, and how often.

    Attributes:
        cells: for each width of `CELL`, from none of its parts to all, the chances of a cell:
            the parts, `n`, and `gone` and `changed` as parts of `WHOLE`.
        moves: what allegations changed from and to, in order: `before`, `tenths`, `most_serious`.
        bands: `band`, `n` and `arrived`, parts of `WHOLE`; a null band: everybody.
        arrivals: what was added to people, in order of `band`, as `SUMS`.
        newcomers: for each past list the people who were assessed only later, as `SUMS`.
        apart: the chance that somebody dies or turns out to be a child, parts of `WHOLE`.
        lists: how many past lists the chances were learnt from.
    """

    cells: tuple[pl.DataFrame, ...]
    moves: pl.DataFrame
    bands: pl.DataFrame
    arrivals: pl.DataFrame
    newcomers: tuple[pl.DataFrame, ...]
    apart: int
    lists: int

    @classmethod
    def learn(cls, observed: Sequence[Observed]) -> Self:
        """The chances, from what became of past lists.

        Args:
            observed: at least one; those known by the day of the list that is judged.
        """
        counts = pl.concat(each.cells for each in observed)
        bands = pl.concat(each.bands for each in observed)
        people = sum(each.people for each in observed)
        order = ["before", "tenths", "most_serious"]
        return cls(
            cells=tuple(_levels(counts)),
            moves=pl.concat(each.moves for each in observed).sort(order),
            bands=_of_bands(bands),
            arrivals=pl.concat(each.arrivals for each in observed).sort("band", *SUMS),
            newcomers=tuple(each.newcomers for each in observed),
            apart=sum(each.apart for each in observed) * WHOLE // max(people, 1),
            lists=len(observed),
        )

    def of_cells(self, units: pl.DataFrame) -> pl.DataFrame:
        """The chances of each pair of suspect and crime.

        Args:
            units: as `units_of`.

        Returns:
            `gone` and `changed`, parts of `WHOLE`, in the order given: of the narrowest cell that
            was seen before.
        """
        found = units.select(CELL)
        for depth, level in enumerate(self.cells):
            names = {name: f"{name}_{depth}" for name in ("gone", "changed")}
            renamed = level.rename(names).drop("n")
            found = (
                found.join(renamed, on=CELL[:depth], how="left", maintain_order="left")
                if depth
                else found.join(renamed, how="cross", maintain_order="left")
            )
        deepest = range(len(CELL), -1, -1)
        return found.select(
            pl.coalesce(f"{name}_{depth}" for depth in deepest).alias(name)
            for name in ("gone", "changed")
        )

    def of_bands(self, bands: pl.Series) -> pl.Series:
        """The chance of each person that something is added, parts of `WHOLE`.

        Args:
            bands: as `with_bands` gives them.
        """
        known = bands.to_frame("band").join(
            self.bands, on="band", how="left", maintain_order="left"
        )
        everybody = self.bands.filter(pl.col("band").is_null())["arrived"].item()
        return known["arrived"].fill_null(everybody)


def drawn(seen: int, n: int, towards: int, weight: int) -> int:
    """A share drawn towards a wider one, in parts of `WHOLE`.

    Args:
        seen: how many of `n`.
        n: how many there were.
        towards: the wider share, in parts of `WHOLE`.
        weight: as how many of them the wider share counts.
    """
    return (seen * WHOLE + weight * towards) // (n + weight)


def _levels(counts: pl.DataFrame) -> Iterable[pl.DataFrame]:
    """The chances of the cells of each width, the widest first."""
    sums = pl.col("n", "gone", "changed").cast(pl.Int64).sum()
    whole = counts.select(sums)
    n = int(whole["n"].item())
    shares = {
        name: int(whole[name].item()) * WHOLE // n if n else 0 for name in ("gone", "changed")
    }
    wider = whole.with_columns(
        pl.lit(share, pl.Int64).alias(name) for name, share in shares.items()
    )
    yield wider
    summed = counts.group_by(CELL).agg(sums)
    levels = [summed.group_by(CELL[:depth]).agg(sums) for depth in range(1, len(CELL))]
    for depth, level in enumerate([*levels, summed], start=1):
        keys, above = CELL[:depth], CELL[: depth - 1]
        towards = wider.select(*above, gone_wider="gone", changed_wider="changed")
        joined = (
            level.join(towards, on=above, how="left") if above else level.join(towards, how="cross")
        )
        wider = joined.sort(keys).select(
            *keys,
            "n",
            *(
                ((pl.col(name) * WHOLE + DRAWN * pl.col(f"{name}_wider")) // (pl.col("n") + DRAWN))
                .cast(pl.Int64)
                .alias(name)
                for name in ("gone", "changed")
            ),
        )
        yield wider


def _of_bands(counts: pl.DataFrame) -> pl.DataFrame:
    """The chance of each band that something is added, drawn towards everybody's."""
    n, arrived = int(counts["n"].sum()), int(counts["arrived"].sum())
    whole = arrived * WHOLE // n if n else 0
    summed = counts.group_by("band").agg(pl.col("n", "arrived").sum()).sort("band")
    rows = [(None, n, whole)]
    rows += [(band, of, drawn(seen, of, whole, DRAWN)) for band, of, seen in summed.iter_rows()]
    schema = {"band": pl.Int64, "n": pl.Int64, "arrived": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")
