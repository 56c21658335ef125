"""Splink over a DuckDB of its own, in memory: what compares two records."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import duckdb
import polars as pl

from dashboard.analysis.linking.blocking import RULES, in_sql
from dashboard.analysis.linking.levels import MISSING, NAME, OTHER, Comparison
from dashboard.analysis.linking.model import Shares

#: Rows may come in any order: pairs are put in order afterwards.
SETTINGS: Final = {"preserve_insertion_order": "false"}

#: The columns of names of which the rarer of two values counts.
RARER: Final = frozenset(level.frequency for level in NAME.levels if level.rarer)

# Splink writes to standard error what it does; that is nobody's business here.
logging.getLogger("splink").addHandler(logging.NullHandler())
logging.getLogger("splink").propagate = False


@contextmanager
def own_database() -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory that nobody else has, and that is gone afterwards."""
    connection = duckdb.connect(":memory:", config=dict(SETTINGS))
    try:
        connection.execute("set enable_progress_bar = false")
        yield connection
    finally:
        connection.close()


def as_frame(table: Any) -> pl.DataFrame:  # noqa: ANN401 - of Arrow
    """A table of Arrow as a frame."""
    frame = pl.from_arrow(table)
    if not isinstance(frame, pl.DataFrame):
        raise TypeError("A table was expected of DuckDB, and a single column came.")
    return frame


def pairs_of(found: Any) -> pl.DataFrame:  # noqa: ANN401 - of splink
    """What splink found, as a frame."""
    return as_frame(found.as_pyarrow_table())


def case_of(comparison: Comparison) -> str:
    """In SQL the number of the level that holds: 0 for the first; -1 where nothing is recorded."""
    cases = " ".join(
        f"when {level.condition} then {number}" for number, level in enumerate(comparison.levels)
    )
    return f"case when {comparison.missing} then -1 {cases} else {len(comparison.levels)} end"


def level_names(comparison: Comparison) -> dict[int, str]:
    """The names of the levels by the number that `case_of` gives."""
    names = dict(enumerate(level.name for level in comparison.levels))
    return {-1: MISSING, **names, len(comparison.levels): OTHER}


def count_levels(
    records: pl.DataFrame, pairs: pl.DataFrame, comparisons: Sequence[Comparison]
) -> dict[str, dict[str, int]]:
    """How many pairs have each level of each comparison; those not recorded are not counted.

    Args:
        records: as `records.records_of`.
        pairs: places in it, `l` and `r`.
        comparisons: which.
    """
    columns = [name for name in records.columns if name != "suspect_id"]
    sides = ", ".join(f"{side}.{name} as {name}_{side}" for side in "lr" for name in columns)
    cases = ", ".join(f"{case_of(one)} as {one.name}" for one in comparisons)
    with own_database() as connection:
        connection.register("records", records.with_row_index("place").to_arrow())
        connection.register("pairs", pairs.to_arrow())
        found = connection.sql(
            f"select {cases} from (select {sides} from pairs"  # noqa: S608 - of our own names
            " join records l on l.place = pairs.l join records r on r.place = pairs.r)"
        )
        levels = as_frame(found.to_arrow_table())
    return {
        one.name: {
            name: int((levels[one.name] == number).sum())
            for number, name in level_names(one).items()
            if number >= 0
        }
        for one in comparisons
    }


def settings_of(
    comparisons: Sequence[Comparison], same: Shares, chance: Shares, *, prior: float
) -> dict[str, Any]:
    """What splink is given.

    Args:
        comparisons: which.
        same: of two records of one person, how many have each level.
        chance: of two records of different people.
        prior: how likely two records are of one person before they are compared.
    """
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "suspect_id",
        "probability_two_random_records_match": prior,
        "retain_matching_columns": True,
        "retain_intermediate_calculation_columns": True,
        "blocking_rules_to_generate_predictions": [{"blocking_rule": in_sql(r)} for r in RULES],
        "comparisons": [_comparison(one, same[one.name], chance[one.name]) for one in comparisons],
    }


def frequency_for_splink(frequency: pl.Expr, column: str) -> pl.Expr:
    """A frequency as splink takes it.

    Splink weighs by the greater of two. Where the rarer counts, it is given the reciprocals, and
    the level, whose u is then 1, takes their logarithm away instead of adding it.
    """
    return 1 / frequency if column in RARER else frequency


def _comparison(comparison: Comparison, same: Any, chance: Any) -> dict[str, Any]:  # noqa: ANN401
    levels: list[dict[str, Any]] = [
        {
            "sql_condition": comparison.missing,
            "label_for_charts": MISSING,
            "is_null_level": True,
        }
    ]
    for level in comparison.levels:
        level_fields: dict[str, Any] = {
            "sql_condition": level.condition,
            "label_for_charts": level.name,
        }
        if level.frequency:
            level_fields |= {
                "tf_adjustment_column": level.frequency,
                "disable_tf_exact_match_detection": True,
            }
        level_fields |= _shares(same, chance, level.name)
        if level.rarer:
            level_fields |= {"u_probability": 1.0, "tf_adjustment_weight": -1.0}
        levels.append(level_fields)
    last = {"sql_condition": "ELSE", "label_for_charts": OTHER}
    levels.append(last | _shares(same, chance, OTHER))
    return {"output_column_name": comparison.name, "comparison_levels": levels}


def _shares(same: Any, chance: Any, level: str) -> dict[str, float]:  # noqa: ANN401
    return {"m_probability": same[level], "u_probability": chance[level]}
