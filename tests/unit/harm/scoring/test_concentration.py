"""Concentration is exact in tenths, ends at everything, and says who is needed for most of it."""

import pytest

from harm.scoring.concentration import CURVE, MOST, STEPS, Concentration, concentration
from harm.scoring.rules import Rules
from tests.unit.harm.build import ABH, UNKNOWN, Cells, ranked, row

RAPE_OF_16 = "Rape of a female aged 16 or over"


def of(*rows: Cells, top: int = 1) -> Concentration:
    return concentration(ranked(*rows, rules=Rules(top=top)))


def people(count: int, **cells: object) -> list[Cells]:
    return [row(crime_ref=f"C{n}", suspect_id=f"S{n}", **cells) for n in range(count)]


def test_where_all_carry_the_same_the_curve_is_straight() -> None:
    result = of(*people(10))
    assert result.curve["suspects"].to_list() == list(range(11))
    assert result.curve["share_of_harm"].to_list() == pytest.approx(
        result.curve["share_of_suspects"]
    )
    assert result.needed == 8


def test_the_parts_are_whole_tenths_that_add_up() -> None:
    result = of(*people(1), *[row(crime_ref="D", suspect_id="D", offence_code=ABH)])
    assert (result.suspects, result.listed) == (2, 1)
    assert (result.tenths, result.listed_tenths) == (18_350, 18_250)
    assert result.needed == 1
    assert result.curve.select("suspects", "tenths").rows() == [(0, 0), (1, 18_250), (2, 18_350)]


def test_exactly_most_of_it_is_enough() -> None:
    # Four of five equal ones carry 80 % to the tenth; of six, five are needed.
    assert MOST == 80
    assert of(*people(5)).needed == 4
    assert of(*people(6)).needed == 5


def test_a_long_curve_is_thinned_and_keeps_its_ends_the_cut_and_most_of_it() -> None:
    result = of(*people(977), *people(3, offence_title=RAPE_OF_16), top=7)
    suspects = result.curve["suspects"].to_list()
    assert len(suspects) <= 2 * (STEPS + 1) + 1
    assert {0, 7, result.needed, result.suspects} <= set(suspects)
    assert suspects == sorted(set(suspects))
    assert result.curve.row(0) == (0, 0, 0.0, 0.0)
    assert result.curve.row(-1) == (result.suspects, result.tenths, 1.0, 1.0)


def test_a_list_that_is_not_full_carries_all() -> None:
    result = of(*people(3), top=100)
    assert (result.listed, result.listed_tenths) == (3, result.tenths)


def test_of_nobody_there_is_no_share() -> None:
    result = of(row(offence_code=UNKNOWN))
    assert (result.suspects, result.tenths, result.listed_tenths, result.needed) == (0, 0, 0, None)
    assert result.curve.is_empty()
    assert result.curve.schema == CURVE
