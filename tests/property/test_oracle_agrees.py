"""Two programs that share no line come to the same list, to the digit."""

import random
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings

from harm.offences.indices import Index, of_your_own
from harm.offences.indices import get as get_index
from harm.record.allegations import Allegations
from harm.scoring.eligibility import REASONS, counting_rows, explain_rows
from harm.scoring.rules import Rules
from tests import oracle
from tests.depth import examples
from tests.oracle.rules import Row
from tests.property import pools
from tests.property.bridge import INDICES, NUMBER, PLACE, frame_of, oracle_rules, ranked
from tests.property.strategies import Case, cases, own_indices

#: The reason that only an explanation gives.
OF_EXPLANATIONS = {"counted_once"}


def judged(case: Case, index: Index) -> pl.DataFrame:
    return (
        explain_rows(
            Allegations.of(frame_of(case.rows)), rules=case.rules, index=index, as_of=case.as_of
        )
        .collect()
        .sort(pl.col(NUMBER).cast(pl.Int64))
    )


def assert_same_judgements(case: Case, index: Index, expected: list[oracle.Judgement]) -> None:
    answer = judged(case, index)
    urns = index.entries["urn"]
    assert answer["reason"].to_list() == [one.reason for one in expected]
    assert [entry is not None and urns[entry].upper() for entry in answer["entry"]] == [
        one.urn is not None and one.urn for one in expected
    ]
    assert answer["ambiguous"].fill_null(value=False).to_list() == [
        one.ambiguous for one in expected
    ]
    assert answer["derived"].fill_null(value=False).to_list() == [one.derived for one in expected]


def assert_same_list(case: Case, index: Index, table: oracle.Table | None = None) -> oracle.Listing:
    expected = oracle.rank(case.rows, oracle_rules(case.rules, index.name), case.as_of, table)
    answer = ranked(case.rows, case.rules, case.as_of, index)
    assert_same_judgements(case, index, expected.judgements)
    assert answer.table.select(PLACE).rows(named=True) == [vars(one) for one in expected.places]
    assert answer.assessed == expected.assessed
    assert answer.median_tenths == (expected.median_tenths or 0)
    cut = answer.cut
    assert (cut.top, cut.tenths, cut.tied, cut.tied_in) == (
        expected.cut.top,
        expected.cut.tenths,
        expected.cut.tied,
        expected.cut.tied_in,
    )
    assert answer.listed["position"].to_list() == [one.position for one in expected.listed]
    assert set(answer.unmapped["suspect_id"]) == expected.unmapped_suspects
    return expected


@pytest.mark.parametrize("name", INDICES)
@settings(max_examples=examples(150))
@given(case=cases())
def test_the_list_is_the_oracles_under_any_rules(name: str, case: Case) -> None:
    assert_same_list(case, get_index(name))


@settings(max_examples=examples(100))
@given(case=cases(), table=own_indices())
def test_the_list_is_the_oracles_with_an_index_of_ones_own(
    case: Case, table: list[tuple[str, str, str]]
) -> None:
    own = of_your_own("own", pl.DataFrame(table, schema=["code", "title", "days"], orient="row"))
    assert_same_list(case, own, oracle.own_table(table))


def random_rows(count: int, as_of: date) -> list[Row]:
    """Many people, drawn from the same pools without Hypothesis: the size that it cannot draw."""
    dice = random.Random(100)  # noqa: S311 - a seeded draw, no secret
    rows: list[Row] = []
    for _ in range(count):
        code, title = dice.choice(pools.OFFENCES)
        rows.append(
            {
                "crime_ref": f"C{dice.randrange(count // 2)}",
                "suspect_id": dice.choice((None, *(f"S{n}" for n in range(count // 4)))),
                "victim_id": dice.choice((None, f"V{dice.randrange(count)}")),
                "offence_code": code,
                "offence_title": title,
                "recorded_on": dice.choice(pools.recorded_dates(as_of, 365)),
                "suspect_born": dice.choice(pools.birthdays(as_of)),
                **{column: dice.choice(cells) for column, cells in pools.CELLS.items()},
            }
        )
    return rows


@pytest.mark.parametrize("name", INDICES)
def test_a_large_frame_reaches_every_reason_and_is_the_oracles(name: str) -> None:
    as_of = date(2026, 2, 28)
    leaving = Rules(
        attempts="leave",
        derived="leave",
        custody="leave",
        police_generated="leave",
        half_life_days=91,
        co_suspects="equal_share",
    )
    rows = random_rows(2000, as_of)
    expected = assert_same_list(Case(rows, leaving, as_of), get_index(name))
    assert_same_list(Case(rows, Rules(), as_of), get_index(name))
    reached = {one.reason for one in expected.judgements} - {None}
    never = {"derived_left_out"} if name == "ons-css-2020" else set()
    assert reached == set(REASONS) - OF_EXPLANATIONS - never


def test_a_large_frame_with_an_index_of_ones_own_is_the_oracles() -> None:
    as_of = date(2026, 2, 28)
    table = [
        ("999/98", "", "7"),
        ("19/8", "", "0.25"),
        ("", "Attempted murder of persons aged 1 year or over", "9"),
        ("", "Rape of a male aged 16 or over", "10"),
    ]
    own = of_your_own("own", pl.DataFrame(table, schema=["code", "title", "days"], orient="row"))
    some = Rules(), Rules(definition="vawg-any-sex"), Rules(definition="all", attempts="leave")
    for rules in some:
        case = Case(random_rows(1000, as_of), rules, as_of)
        expected = assert_same_list(case, own, oracle.own_table(table))
        assert expected.assessed
    assert "attempt_left_out" in {one.reason for one in expected.judgements}


@settings(max_examples=examples(100))
@given(case=cases())
def test_what_is_admitted_is_what_is_judged_to_count_or_to_lack_a_score(case: Case) -> None:
    allegations, index = Allegations.of(frame_of(case.rows)), get_index("cchi-2020")
    judged = explain_rows(allegations, rules=case.rules, index=index, as_of=case.as_of)
    kept = counting_rows(allegations, rules=case.rules, index=index, as_of=case.as_of)
    scored = judged.filter(pl.col("reason").is_null() | (pl.col("reason") == "unmapped"))
    theirs, ours = (rows.select(NUMBER, "tenths").collect().sort(NUMBER) for rows in (scored, kept))
    assert ours.equals(theirs)
