import polars as pl

from harm.areas.largest_crime import SUMS, sums

HARMS = pl.DataFrame(
    [
        ("E2", 100, 3),
        ("E1", 54_750, 1),
        ("E2", 18_250, 2),
        (None, 10, 4),
        ("E1", 10, 25),
        ("E2", 100, 1),
    ],
    schema={"area": pl.String, "tenths": pl.Int64, "crimes": pl.UInt32},
    orient="row",
)


def test_an_area_has_its_crimes_their_harm_and_the_sum_of_its_squares() -> None:
    answer = sums(HARMS)
    assert answer.schema == SUMS
    assert answer.select("area", "crimes", "tenths", "squares").rows() == [
        ("E2", 6, 36_900, 4 * 100**2 + 2 * 18_250**2),
        ("E1", 26, 55_000, 54_750**2 + 25 * 10**2),
        (None, 4, 40, 400),
    ]


def test_without_its_largest_crime_an_area_has_lost_one_crime_alone() -> None:
    answer = sums(HARMS)
    assert answer.select("area", "largest", "tenths_without", "squares_without").rows() == [
        ("E2", 18_250, 18_650, 4 * 100**2 + 18_250**2),
        ("E1", 54_750, 250, 25 * 10**2),
        (None, 10, 30, 300),
    ]
    assert answer["share"].to_list() == [18_250 / 36_900, 54_750 / 55_000, 10 / 40]


def test_it_is_the_same_whether_crimes_share_a_row_or_not() -> None:
    each = HARMS.select(pl.all().repeat_by("crimes")).explode("area", "tenths", "crimes")
    assert sums(each.with_columns(crimes=1)).equals(sums(HARMS))


def test_squares_are_whole_however_grave_the_crimes() -> None:
    grave = pl.DataFrame({"area": ["E1"], "tenths": [10_000_000], "crimes": [1_000_000]})
    assert sums(grave)["squares"].to_list() == [1e20]


def test_an_area_without_crimes_has_no_largest_and_one_without_harm_no_share() -> None:
    bare = pl.DataFrame({"area": ["E1", "E2"], "tenths": [500, 0], "crimes": [0, 3]})
    assert sums(bare).rows() == [
        ("E1", 0, 0, 0.0, None, 0, 0.0, None),
        ("E2", 3, 0, 0.0, 0, 0, 0.0, None),
    ]


def test_of_no_crimes_there_are_no_areas() -> None:
    assert sums(HARMS.clear()).equals(pl.DataFrame(schema=SUMS))
