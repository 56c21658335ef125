"""Made-up worlds whose record settles by chances that are drawn for each, and known to the test.

Nothing of the model is in them: the chances are of an offence, a status and a reporter together,
drawn evenly, and what is added goes by how many crimes somebody has.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import numpy as np
import polars as pl

from harm.offences.indices import get as get_index
from harm.record.allegations import (
    ALLEGATION_STATUS,
    CRIME_STATUS,
    SEX,
    SITUATION,
    SOURCE,
    Allegations,
)
from harm.scoring.ranking import Ranking, rank
from harm.scoring.rules import Rules
from harm.stability.settling.observed import Observed, observe
from harm.stability.settling.units import apart_of, units_of
from tests.unit.harm.build import ABH, AS_OF, COERCIVE_CONTROL, RAPE, STRANGULATION

CCHI: Final = get_index("cchi-2020")
OFFENCES: Final = (RAPE, STRANGULATION, COERCIVE_CONTROL, ABH, "017/13", "008/30")
STATUSES: Final = ("named", "interviewed", "arrested", "charged")
SOURCES: Final = ("victim", "third_party", "police")
DAYS: Final = 365


@dataclass(frozen=True)
class Chances:
    """What happens to an allegation in a world, by offence, status and reporter."""

    gone: np.ndarray
    changed: np.ndarray
    added: np.ndarray

    @classmethod
    def drawn(cls, rng: np.random.Generator) -> Chances:
        shape = (len(OFFENCES), len(STATUSES), len(SOURCES))
        return cls(rng.uniform(0, 0.3, shape), rng.uniform(0, 0.1, shape), rng.uniform(0, 0.1, 3))

    @classmethod
    def none(cls) -> Chances:
        shape = (len(OFFENCES), len(STATUSES), len(SOURCES))
        return cls(np.zeros(shape), np.zeros(shape), np.zeros(3))


@dataclass(frozen=True)
class Lists:
    """A list as known at first, and once it had settled."""

    before: Allegations
    after: Allegations
    rules: Rules

    def units(self, which: Allegations) -> pl.DataFrame:
        return units_of(which, rules=self.rules, index=CCHI, as_of=AS_OF)

    def ranking(self, which: Allegations) -> Ranking:
        return rank(which, rules=self.rules, index=CCHI, as_of=AS_OF)

    def observed(self) -> Observed:
        apart = apart_of(self.after, as_of=AS_OF)
        return observe(self.units(self.before), self.units(self.after), apart)


def lists(
    rng: np.random.Generator, chances: Chances, *, people: int = 1500, rules: Rules | None = None
) -> Lists:
    """A list of new people in a world of these chances."""
    count = 1 + rng.geometric(0.45, people)
    suspect = np.repeat(np.arange(people), count)
    n = suspect.size
    cells = {
        "suspect": suspect,
        "crime": np.arange(n),
        "victim": rng.integers(0, 3 * people, n),
        "offence": rng.choice(len(OFFENCES), n, p=[0.15, 0.2, 0.2, 0.25, 0.1, 0.1]),
        "age": rng.integers(0, DAYS, n),
        "status": rng.integers(0, len(STATUSES), n),
        "source": rng.integers(0, len(SOURCES), n),
    }
    before = pl.DataFrame(cells)
    where = (cells["offence"], cells["status"], cells["source"])
    dice = rng.uniform(size=n)
    gone = dice < chances.gone[where]
    changed = ~gone & (dice < chances.gone[where] + chances.changed[where])
    offence = np.where(changed, rng.integers(0, len(OFFENCES), n), cells["offence"])
    late = np.flatnonzero(rng.uniform(size=people) < chances.added[np.minimum(count, 3) - 1])
    added = pl.DataFrame(
        {
            "suspect": late,
            "crime": n + np.arange(late.size),
            "victim": rng.integers(0, 3 * people, late.size),
            "offence": rng.integers(0, len(OFFENCES), late.size),
            "age": rng.integers(0, DAYS, late.size),
            "status": np.zeros(late.size, dtype=np.int64),
            "source": rng.integers(0, len(SOURCES), late.size),
        }
    )
    after = pl.concat([before.with_columns(offence=pl.Series(offence)).filter(~gone), added])
    return Lists(_allegations(before, people), _allegations(after, people), rules or Rules())


def _allegations(rows: pl.DataFrame, people: int) -> Allegations:
    offences = pl.DataFrame(
        {"offence_code": OFFENCES, "offence_title": [None] * len(OFFENCES)},
        schema_overrides={"offence_title": pl.String},
    ).with_row_index("offence")
    numbers = [pl.col(name).cast(pl.UInt32) for name in ("suspect", "crime", "victim", "offence")]
    frame = rows.select(
        *numbers,
        recorded_on=pl.lit(AS_OF) - pl.duration(days=pl.col("age")),
        victim_sex=pl.lit("F", SEX),
        domestic=pl.lit(value=True),
        honour_based=pl.lit(value=False),
        crime_status=pl.lit("recorded", CRIME_STATUS),
        allegation_status=_named("status", STATUSES, ALLEGATION_STATUS),
        source=_named("source", SOURCES, SOURCE),
        suspect_born=pl.lit(AS_OF - timedelta(days=40 * 365)),
        suspect_situation=pl.lit("at_large", SITUATION),
    )
    suspects = pl.LazyFrame(
        {
            "suspect": pl.Series(range(people), dtype=pl.UInt32),
            "suspect_id": [f"S{number:05}" for number in range(people)],
        }
    )
    return Allegations(frame.lazy(), offences, suspects)


def _named(column: str, names: tuple[str, ...], kind: pl.Enum) -> pl.Expr:
    return pl.col(column).replace_strict(range(len(names)), names, return_dtype=kind)
