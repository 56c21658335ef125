"""From drawn rows to what `harm` takes, and from its answers to what the oracle gives."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import polars as pl

from harm.offences.indices import Index
from harm.offences.indices import get as get_index
from harm.record.allegations import SCHEMA, Allegations
from harm.scoring.ranking import Ranking, rank
from harm.scoring.rules import Rules
from tests import oracle
from tests.oracle.rules import Row

#: The column that carries a row's number through `harm`; nothing scores by it.
NUMBER = "suspect_name"
PLACE = (
    *("position", "rank", "suspect_id", "tenths", "allegations", "victims"),
    *("most_serious", "last_recorded_on"),
)
INDICES = ("cchi-2020", "ons-css-2020")


def frame_of(rows: Sequence[Row]) -> pl.DataFrame:
    """The rows as a flat frame, numbered; columns that no row has are left out."""
    drawn = {name for row in rows for name in row}
    needed = {"crime_ref", "suspect_id", "recorded_on"}
    names = [name for name in SCHEMA.names() if name in drawn | needed]
    columns = {name: [row.get(name) for row in rows] for name in names}
    return pl.DataFrame(
        {**columns, NUMBER: [str(number) for number in range(len(rows))]},
        schema={**{name: SCHEMA[name] for name in names}, NUMBER: SCHEMA[NUMBER]},
    )


def ranked(rows: Sequence[Row], rules: Rules, as_of: date, index: Index | None = None) -> Ranking:
    return rank(
        Allegations.of(frame_of(rows)),
        rules=rules,
        index=index or get_index("cchi-2020"),
        as_of=as_of,
    )


def scores(ranking: Ranking) -> dict[str, int]:
    return dict(ranking.table.select("suspect_id", "tenths").iter_rows())


def oracle_rules(rules: Rules, index: str = "cchi-2020") -> oracle.OracleRules:
    half_life = rules.half_life_days
    return oracle.OracleRules(
        index=index,
        definition=rules.definition,
        window_days=rules.window_days,
        half_life_days=None if half_life is None else Fraction(half_life),
        equal_share=rules.co_suspects == "equal_share",
        victim_rows=rules.victim_rows,
        with_derived=rules.derived == "stay",
        with_attempts=rules.attempts == "stay",
        with_custody=rules.custody == "stay",
        with_police=rules.police_generated == "stay",
        minimum_allegations=rules.minimum_allegations,
        top=rules.top,
        seed=rules.seed,
        ties=rules.ties,
        lot_seed=rules.lot_seed,
    )
