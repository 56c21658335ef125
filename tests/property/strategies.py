"""Allegation frames and rules, drawn by Hypothesis."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from harm.scoring.rules import Rules
from tests.oracle.rules import Cell, Row
from tests.property import pools


@dataclass(frozen=True)
class Case:
    """What one list is made from."""

    rows: list[Row]
    rules: Rules
    as_of: date


def rules() -> st.SearchStrategy[Rules]:
    """Any rules; those with a lot at the cut are a quarter."""
    return st.tuples(_rules(), ties()).map(lambda drawn: replace(drawn[0], **drawn[1]))


def ties() -> st.SearchStrategy[dict[str, Any]]:
    """A choice at the cut, with the seed of the lot where it is one."""
    chosen = st.sampled_from(("order", "all_in", "stop_above", "lot"))
    seed = st.sampled_from(("a lot", "another", "7"))
    return st.builds(
        lambda name, seed: {"ties": name, "lot_seed": seed if name == "lot" else ""}, chosen, seed
    )


def _rules() -> st.SearchStrategy[Rules]:
    stay_or_leave = st.sampled_from(("stay", "leave"))
    return st.builds(
        Rules,
        definition=st.sampled_from(("vawg", "vawg-any-sex", "all")),
        window_days=st.sampled_from((365, 365, 366, 182, 30, 1)),
        top=st.integers(1, 6),
        co_suspects=st.sampled_from(("full", "equal_share")),
        victim_rows=st.sampled_from(("once", "each")),
        attempts=stay_or_leave,
        derived=stay_or_leave,
        custody=stay_or_leave,
        police_generated=stay_or_leave,
        half_life_days=st.sampled_from((None, None, 1, 30, 91, 365, 36_500)),
        minimum_allegations=st.sampled_from((1, 1, 1, 2, 3)),
        seed=st.sampled_from(("harmdesk", "another", "")),
    )


def awkward_row(as_of: date, window_days: int) -> st.SearchStrategy[Row]:
    """A row of which any cell may be the odd one out."""
    return _row(
        pools.OFFENCES,
        crime_ref=pools.CRIMES,
        suspect_id=pools.SUSPECTS,
        victim_id=pools.VICTIMS,
        recorded_on=pools.recorded_dates(as_of, window_days),
        suspect_born=pools.birthdays(as_of),
        **pools.CELLS,
    )


def counting_row(as_of: date) -> st.SearchStrategy[Row]:
    """A row that counts under the default rules, so that scores tie."""
    return _row(
        pools.COUNTING,
        crime_ref=pools.CRIMES,
        suspect_id=[suspect for suspect in pools.SUSPECTS if suspect],
        victim_id=pools.VICTIMS,
        recorded_on=pools.recorded_dates(as_of, 365)[:2],
        victim_sex=["F"],
    )


def _row(offences: Sequence[pools.Offence], **cells: Sequence[Cell]) -> st.SearchStrategy[Row]:
    drawn = {column: st.sampled_from(pool) for column, pool in cells.items()}
    return st.builds(
        lambda offence, row: {**row, "offence_code": offence[0], "offence_title": offence[1]},
        st.sampled_from(offences),
        st.fixed_dictionaries(drawn),
    )


def rows(as_of: date, window_days: int = 365, most: int = 14) -> st.SearchStrategy[list[Row]]:
    row = awkward_row(as_of, window_days) | counting_row(as_of)
    return st.lists(row, max_size=most)


@st.composite
def cases(draw: st.DrawFn, some_rules: st.SearchStrategy[Rules] | None = None) -> Case:
    chosen = draw(rules() | st.just(Rules(top=2)) if some_rules is None else some_rules)
    as_of = draw(st.sampled_from(pools.AS_OF))
    return Case(draw(rows(as_of, chosen.window_days)), chosen, as_of)


@st.composite
def own_indices(draw: st.DrawFn) -> list[tuple[str, str, str]]:
    """Tables of code, title and days, as a reader might bring them."""
    pairs = draw(st.lists(st.sampled_from(pools.OFFENCES), min_size=1, max_size=6))
    days = st.sampled_from(("0", "0.04", "0.05", "10", "10.25", "547.5", "1e3"))
    named = [((code or "").strip(), (title or "").strip()) for code, title in pairs]
    return [
        (code, title or ("" if code else "A title of its own"), draw(days)) for code, title in named
    ]
