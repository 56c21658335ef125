"""The order of a list, and who is next in it."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from dashboard.services.listing.filters import WHOLE, Filter
from dashboard.services.listing.order import ORDERS, Neighbours, Order, in_order, next_in_order
from dashboard.services.listing.ranked_list import people_of
from dashboard.services.question import Question, ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from harm.scoring.rules import Rules
from tests.unit.dashboard.build import ANALYST, loaded, row

CAMDEN, HACKNEY = "E09000007", "E09000012"


@pytest.fixture
def question(tmp_path: Path) -> Question:
    """Five suspects; C, of Hackney, has the most allegations, and B no name."""
    rows = [
        row(crime_ref="1", suspect_id="A", suspect_name="Zoe", suspect_home_borough=CAMDEN),
        row(crime_ref="2", suspect_id="B", suspect_name=None, suspect_home_borough=HACKNEY),
        *(
            row(
                crime_ref=f"3{n}",
                suspect_id="C",
                suspect_name="Yan",
                suspect_home_borough=HACKNEY,
                victim_id=f"V{n}",
            )
            for n in range(3)
        ),
        row(crime_ref="4", suspect_id="D", suspect_name="Xu", suspect_home_borough=CAMDEN),
    ]
    loaded(tmp_path, *rows)
    desk = Workspace(Settings(data=tmp_path))
    return ask(desk, ANALYST, RankingSpec(rules=Rules(top=3)))


def references(people: pl.DataFrame) -> list[str]:
    return people["suspect_id"].to_list()


@pytest.mark.parametrize("order", ORDERS)
def test_an_order_keeps_everyone_and_sorts_by_its_column(question: Question, order: Order) -> None:
    people = people_of(question, Filter(show="everyone"))
    column, largest_first = ORDERS[order]
    shown = in_order(people, order)
    assert sorted(references(shown)) == sorted(references(people))
    values = [str(value) for value in shown[column].drop_nulls()]
    assert values == sorted(values, reverse=largest_first)  # of one length, or texts
    assert shown[column].null_count() == 0 or shown[column][-1] is None


def test_equals_are_by_position(question: Question) -> None:
    shown = in_order(people_of(question, Filter(show="everyone")), "home")
    for home in (CAMDEN, HACKNEY):
        places = shown.filter(pl.col("suspect_home_borough") == home)["position"]
        assert places.is_sorted()


def test_the_whole_list_goes_on_below_its_end(question: Question) -> None:
    everyone = references(question.ranking.table)
    for place, suspect in enumerate(everyone):
        near = next_in_order(question, suspect)
        assert near.before == (everyone[place - 1] if place else None)
        assert near.after == (everyone[place + 1] if place + 1 < len(everyone) else None)


def test_a_filtered_and_sorted_list_is_walked_as_it_is_shown(question: Question) -> None:
    chosen = Filter(show="everyone", home=(CAMDEN,))
    first, last = references(in_order(people_of(question, chosen), "name"))
    assert (first, last) == ("D", "A")
    assert next_in_order(question, first, chosen, "name") == Neighbours(None, last)
    assert next_in_order(question, last, chosen, "name") == Neighbours(first, None)


def test_whoever_is_not_in_the_filter_is_among_everyone(question: Question) -> None:
    chosen = Filter(show="everyone", home=(CAMDEN,))
    assert next_in_order(question, "B", chosen) == next_in_order(question, "B", WHOLE)


def test_somebody_who_is_not_assessed_has_no_neighbours(question: Question) -> None:
    assert next_in_order(question, "nobody") == Neighbours(None, None)
