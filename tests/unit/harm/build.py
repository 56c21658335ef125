"""Allegations as a test writes them: only the cells that matter to it."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

import polars as pl

from harm.offences.indices import Index
from harm.offences.indices import get as get_index
from harm.record.allegations import SCHEMA, Allegations
from harm.scoring.eligibility import explain_rows
from harm.scoring.ranking import Ranking, rank
from harm.scoring.rules import Rules

AS_OF: Final = date(2026, 3, 31)
Cells = Mapping[str, object]

#: Another value than the usual one for every rule.
OTHERWISE: Final = Rules(
    definition="all",
    window_days=200,
    top=20,
    co_suspects="equal_share",
    victim_rows="each",
    attempts="leave",
    derived="leave",
    custody="leave",
    police_generated="leave",
    half_life_days=60,
    minimum_allegations=2,
    seed="another",
    ties="lot",
    lot_seed="a lot",
)

#: Offences of the Cambridge index, by what they are to a score.
RAPE: Final = "019/08"  # core, 1,825 days where the title is not given
COERCIVE_CONTROL: Final = "008/67"  # core, 84 days
ABH: Final = "008/06"  # person, 10 days
ARSON: Final = "056/02"  # flagged, not endangering life
STRANGULATION: Final = "008/77"  # newer than the index, 547.5 days
UNKNOWN: Final = "999/98"  # in no table


def days_ago(days: int) -> date:
    return AS_OF - timedelta(days=days)


def row(**cells: object) -> Cells:
    """A row that counts: one rape of a woman, ten days ago."""
    counting = {
        "crime_ref": "C1",
        "suspect_id": "S1",
        "offence_code": RAPE,
        "recorded_on": days_ago(10),
        "victim_sex": "F",
    }
    return counting | cells


def frame(*rows: Cells) -> pl.DataFrame:
    names = [name for name in SCHEMA.names() if any(name in one for one in rows)]
    return pl.DataFrame(
        {name: [one.get(name) for one in rows] for name in names},
        schema={name: SCHEMA[name] for name in names},
    )


def ranked(*rows: Cells, rules: Rules | None = None, index: Index | None = None) -> Ranking:
    return rank(
        Allegations.of(frame(*rows)),
        rules=rules or Rules(),
        index=index or get_index("cchi-2020"),
        as_of=AS_OF,
    )


def days_of(*rows: Cells, rules: Rules | None = None) -> dict[str, float]:
    """Each suspect's score in days."""
    table = ranked(*rows, rules=rules).table
    return {suspect: tenths / 10 for suspect, tenths in table["suspect_id", "tenths"].iter_rows()}


def order_of(*rows: Cells, rules: Rules | None = None) -> list[str]:
    return ranked(*rows, rules=rules).table["suspect_id"].to_list()


def reason_of(
    one: Cells, rules: Rules | None = None, index: Index | None = None, as_of: date = AS_OF
) -> str | None:
    """Why a row does not count; None where it does."""
    judged = explain_rows(
        Allegations.of(frame(one)),
        rules=rules or Rules(),
        index=index or get_index("cchi-2020"),
        as_of=as_of,
    )
    reason = judged.collect()["reason"].item()
    assert reason is None or isinstance(reason, str)
    return reason


def own_index(*rows: tuple[str, str, str]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=["code", "title", "days"], orient="row")
