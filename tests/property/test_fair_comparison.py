"""What must be true of every comparison of areas, whatever happened in them."""

from typing import get_args

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from harm.areas.change_drivers import drivers
from harm.areas.funnel import COLUMNS as LINES
from harm.areas.funnel import Allowance, Spread, funnel, limits
from harm.areas.intervals import changes, intervals
from harm.areas.largest_crime import sums
from harm.areas.rates import Measure
from harm.areas.shrinkage import COLUMNS as RATES
from harm.areas.shrinkage import shrink
from harm.areas.suppression import BAND, HIDDEN, WITHHELD, banded
from tests.depth import examples

QUICK = settings(max_examples=examples(100))
MEASURES = get_args(Measure)
SCHEMA = {"area": pl.String, "people": pl.Int64, "crimes": pl.UInt32, "tenths": pl.Int64}
HARMS = {"area": pl.String, "tenths": pl.Int64, "crimes": pl.UInt32}

#: Of a few places, so that some have several rows; one is unknown.
PLACES = st.sampled_from([None, "E1", "E2", "E3", "E4"])
#: Harms in tenths of a day as an index has them.
TENTHS = st.sampled_from([0, 10, 100, 840, 18_250, 54_750])


@st.composite
def areas(draw: st.DrawFn) -> pl.DataFrame:
    """Areas in no order, some unknown, some where nobody lives, and their crimes."""
    rows = []
    for place in range(draw(st.integers(0, 12))):
        mix = draw(st.lists(st.tuples(TENTHS, st.integers(1, 400)), max_size=4))
        people = draw(st.none() | st.just(0) | st.integers(1, 400_000))
        name = draw(st.sampled_from([f"E{place}"] * 5 + [None]))
        crimes, tenths = sum(n for _, n in mix), sum(t * n for t, n in mix)
        rows.append((name, people, crimes, tenths, float(sum(t * t * n for t, n in mix))))
    schema = {**SCHEMA, "squares": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row")


@st.composite
def harms(draw: st.DrawFn) -> pl.DataFrame:
    rows = draw(st.lists(st.tuples(PLACES, TENTHS, st.integers(0, 60)), max_size=12))
    return pl.DataFrame(rows, schema=HARMS, orient="row")


def whole(frame: pl.DataFrame, column: str) -> int:
    return sum(frame[column].to_list())


def offences() -> st.SearchStrategy[pl.DataFrame]:
    row = st.tuples(st.none() | st.sampled_from("abcdefgh"), st.integers(0, 10**12))
    schema = {"offence": pl.String, "tenths": pl.Int64}
    return st.lists(row, max_size=15).map(lambda rows: pl.DataFrame(rows, schema, orient="row"))


@pytest.mark.parametrize("allowance", get_args(Allowance))
@pytest.mark.parametrize("measure", MEASURES)
@QUICK
@given(drawn=areas())
def test_every_area_stays_and_only_those_with_a_rate_are_compared(
    measure: Measure, allowance: Allowance, drawn: pl.DataFrame
) -> None:
    seen = funnel(drawn, measure, allowance=allowance)
    assert seen.table.drop(*LINES).equals(drawn)
    compared = drawn["area"].is_not_null() & (drawn["people"].fill_null(0) > 0)
    assert seen.areas == compared.sum()
    for column in LINES:
        assert seen.table[column].is_not_null().equals(compared, check_names=False)
    for row in seen.table.filter(compared).iter_rows(named=True):
        assert 0 <= row["low_998"] <= row["low_95"] <= row["high_95"] <= row["high_998"]
        if row["outside"] == "within":
            assert row["low_95"] * (1 - 1e-9) <= row["rate"] <= row["high_95"] * (1 + 1e-9)


@pytest.mark.parametrize("measure", MEASURES)
@QUICK
@given(drawn=areas())
def test_what_is_expected_of_all_areas_is_what_they_have(
    measure: Measure, drawn: pl.DataFrame
) -> None:
    table = funnel(drawn, measure).table.filter(pl.col("expected").is_not_null())
    assert table["expected"].sum() == pytest.approx(table[measure].sum())


@pytest.mark.parametrize("measure", MEASURES)
@QUICK
@given(drawn=areas(), seed=st.integers(0, 99))
def test_the_order_of_areas_changes_nothing_but_the_order(
    measure: Measure, drawn: pl.DataFrame, seed: int
) -> None:
    mixed = drawn.with_row_index("was").sample(fraction=1, shuffle=True, seed=seed)
    for work, columns in ((funnel, LINES), (shrink, RATES)):
        straight = work(drawn, measure).table.select(*columns)
        shuffled = work(mixed, measure).table.sort("was").select(*columns)
        assert_frame_equal(shuffled, straight, rel_tol=1e-12, abs_tol=1e-6)  # sums of floats


@QUICK
@given(mean=st.floats(0, 20_000), between=st.floats(0, 2))
def test_an_allowance_never_narrows_the_limits(mean: float, between: float) -> None:
    narrow, wide = limits([mean], Spread()), limits([mean], Spread(between))
    for name in ("low_95", "low_998"):
        assert wide[name].item() <= narrow[name].item() * (1 + 1e-9)
    for name in ("high_95", "high_998"):
        assert wide[name].item() >= narrow[name].item() * (1 - 1e-9)


@pytest.mark.parametrize("measure", MEASURES)
@QUICK
@given(drawn=areas())
def test_a_shrunken_rate_lies_between_the_raw_one_and_londons(
    measure: Measure, drawn: pl.DataFrame
) -> None:
    seen = shrink(drawn, measure)
    assert seen.table.drop(*RATES).equals(drawn)
    assert seen.deviation >= 0
    known = seen.table.drop_nulls("rate").sort("people")
    for row in known.iter_rows(named=True):
        assert 0 <= row["weight"] <= 1
        low, high = sorted((row["rate"], seen.rate))
        assert low - 1e-6 <= row["shrunk"] <= high + 1e-6
    assert (known["weight"].diff().drop_nulls() >= -1e-12).all()


@settings(max_examples=examples(40))
@given(before=harms(), after=harms())
def test_intervals_and_changes_tell_the_sums_to_the_tenth(
    before: pl.DataFrame, after: pl.DataFrame
) -> None:
    first, second = sums(before), sums(after)
    answer = intervals(before)
    assert answer.select("area", "crimes", "tenths").equals(
        first.select("area", "crimes", "tenths")
    )
    bounded = answer.drop_nulls("low")
    assert (bounded["low"] <= bounded["tenths"]).all()
    assert (bounded["high"] >= bounded["tenths"]).all()
    assert (bounded["low"] >= 0).all()
    moved = changes(before, after)
    assert set(moved["area"]) == {*first["area"], *second["area"]}
    assert whole(moved, "change") == whole(second, "tenths") - whole(first, "tenths")
    assert (moved["tenths_after"] - moved["tenths_before"]).equals(
        moved["change"], check_names=False
    )
    back = changes(after, before)
    assert dict(back.select("area", -pl.col("change")).iter_rows()) == dict(
        moved.select("area", "change").iter_rows()
    )


@QUICK
@given(drawn=harms())
def test_the_largest_crime_and_the_rest_are_all(drawn: pl.DataFrame) -> None:
    seen = sums(drawn)
    parts = seen["tenths_without"] + seen["largest"].fill_null(0)
    assert parts.equals(seen["tenths"], check_names=False)
    assert (seen["squares_without"] >= 0).all()
    assert (seen["squares"] <= seen["tenths"].cast(pl.Float64) ** 2).all()


@QUICK
@given(before=offences(), after=offences(), most=st.integers(0, 10))
def test_the_drivers_add_up_to_the_change(
    before: pl.DataFrame, after: pl.DataFrame, most: int
) -> None:
    answer = drivers(before, after, group="offence", measure="tenths", most=most)
    assert answer["before"].sum() == before["tenths"].sum()
    assert answer["after"].sum() == after["tenths"].sum()
    assert whole(answer, "change") == whole(after, "tenths") - whole(before, "tenths")
    assert answer["groups"].sum() == len({*before["offence"], *after["offence"]})
    assert answer.height <= most + 1
    sizes = answer.filter(pl.col("groups") == 1)["change"].abs()
    assert sizes.equals(sizes.sort(descending=True))


@QUICK
@given(
    counts=st.lists(st.tuples(PLACES, st.none() | st.integers(0, 30)), max_size=25),
)
def test_no_small_count_leaves_and_no_total_gives_one_away(
    counts: list[tuple[str | None, int | None]],
) -> None:
    schema = {"borough": pl.String, "crimes": pl.UInt32}
    table = pl.DataFrame(counts, schema=schema, orient="row")
    seen = banded(table, count="crimes", within="borough")
    assert seen["borough"].equals(table["borough"])
    for (_, was), (_, text, total) in zip(counts, seen.iter_rows(), strict=True):
        assert text is None or text not in {"1", "2", "3", "4"}
        assert total not in {"1", "2", "3", "4"}
        assert (text == BAND) == (was is not None and 0 < was < 5)
        assert text in {BAND, HIDDEN, None} or int(text) == was
    for (_, total), own in seen.group_by("borough", "total"):
        texts = own["crimes"].drop_nulls().to_list()
        hidden = [text for text in texts if text in {BAND, HIDDEN}]
        if total != WITHHELD:
            assert len(hidden) != 1
            assert int(total) >= sum(int(text) for text in texts if text not in hidden)
