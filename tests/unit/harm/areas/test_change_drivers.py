import polars as pl

from harm.areas.change_drivers import DRIVERS, MOST, drivers
from harm.areas.rates import Measure

Line = tuple[str | None, int, int, int, int]


def offences(**tenths: int) -> pl.DataFrame:
    return pl.DataFrame(
        {"offence": list(tenths), "tenths": list(tenths.values())},
        schema={"offence": pl.String, "tenths": pl.Int64},
    )


def driven(
    before: pl.DataFrame, after: pl.DataFrame, *, measure: Measure = "tenths", most: int = MOST
) -> list[Line]:
    answer = drivers(before, after, group="offence", measure=measure, most=most)
    assert answer.schema == DRIVERS
    return answer.rows()


def test_the_largest_change_is_first_be_it_up_or_down() -> None:
    before, after = offences(rape=900, theft=50, abh=10), offences(rape=100, theft=60, abh=310)
    assert driven(before, after) == [
        ("rape", 1, 900, 100, -800),
        ("abh", 1, 10, 310, 300),
        ("theft", 1, 50, 60, 10),
    ]


def test_groups_that_changed_alike_are_in_order_of_their_names_and_an_unknown_one_is_last() -> None:
    after = offences(b=5, c=5, a=5).with_columns(
        offence=pl.when(pl.col("offence") != "c").then("offence")
    )
    assert [line[0] for line in driven(offences(), after)] == ["a", "b", None]
    assert [line[0] for line in driven(after, offences())] == ["a", "b", None]


def test_a_group_of_one_period_alone_has_nothing_in_the_other() -> None:
    assert driven(offences(old=7), offences(new=9)) == [("new", 1, 0, 9, 9), ("old", 1, 7, 0, -7)]


def test_an_unknown_offence_is_a_group_like_others_in_both_periods() -> None:
    unknown = pl.DataFrame({"offence": [None], "tenths": [4]}, schema=offences().schema)
    assert driven(unknown, pl.concat([unknown, unknown])) == [(None, 1, 4, 8, 4)]


def test_the_rest_is_gathered_and_says_of_how_many_groups() -> None:
    before = offences(a=100, b=100, c=100, d=100)
    after = offences(a=190, b=160, c=130, d=90)
    assert driven(before, after, most=2) == [
        ("a", 1, 100, 190, 90),
        ("b", 1, 100, 160, 60),
        (None, 2, 200, 220, 20),
    ]
    assert driven(before, after, most=0) == [(None, 4, 400, 570, 170)]


def test_a_single_group_is_not_gathered() -> None:
    before, after = offences(a=1, b=1, c=1), offences(a=4, b=3, c=2)
    assert [line[:2] for line in driven(before, after, most=2)] == [("a", 1), ("b", 1), ("c", 1)]
    assert [line[:2] for line in driven(before, after, most=3)] == [("a", 1), ("b", 1), ("c", 1)]


def test_eight_groups_have_rows_of_their_own_unless_another_number_is_said() -> None:
    many = offences(**{f"o{n}": n for n in range(20)})
    assert len(driven(offences(), many)) == 9
    assert driven(offences(), many)[-1] == (None, 12, 0, 66, 66)


def test_counts_without_a_sign_may_fall() -> None:
    before = pl.DataFrame({"offence": ["a", "a"], "crimes": [3, 4]}).cast({"crimes": pl.UInt32})
    after = pl.DataFrame({"offence": ["a"], "crimes": [2]}).cast({"crimes": pl.UInt32})
    assert driven(before, after, measure="crimes") == [("a", 1, 7, 2, -5)]


def test_where_nothing_happened_nothing_drove_it() -> None:
    assert driven(offences(), offences()) == []
