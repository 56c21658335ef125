"""What a borough would get of the announced pools: as the page Allocation has it, and in words."""

from __future__ import annotations

from typing import Final

import polars as pl
import pytest

from dashboard.errors import AreasError
from dashboard.geography import CITY_OF_LONDON, boroughs
from dashboard.services.question import Caller
from dashboard.services.resources.allocation import allocate_posts
from dashboard.services.resources.allocation_choices import POOLS, Plan
from dashboard.services.resources.borough_posts import BoroughPosts, posts_of_borough
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.wording.allocation import CAVEAT, CITY
from dashboard.wording.borough_posts import in_posts_note_words, in_posts_words
from harm.allocation.areas import RULES
from harm.allocation.rules import RESTS_ON
from tests.unit.dashboard.build import ANALYST
from tests.unit.dashboard.wording.test_allocation import ADVICE

HACKNEY: Final = "E09000012"


@pytest.fixture(scope="module")
def caller(tmp_path_factory: pytest.TempPathFactory) -> Caller:
    return Caller(Workspace(Settings(data=tmp_path_factory.mktemp("none") / "data")), ANALYST)


@pytest.fixture(scope="module")
def hackney(caller: Caller) -> BoroughPosts:
    return posts_of_borough(caller, HACKNEY)


def test_it_has_each_rule_and_pool_as_the_allocation_of_all_areas_has_it(
    caller: Caller, hackney: BoroughPosts
) -> None:
    assert hackney.table.height == len(RULES) * len(POOLS)
    for pool, posts in POOLS.items():
        whole = allocate_posts(caller, Plan(posts))
        place = whole.table["name"].to_list().index("Central East")
        own = hackney.table.filter(pl.col("pool") == pool)
        assert own["rule"].to_list() == list(RULES)
        assert own["unit"].to_list() == [whole.by_rule[rule].posts[place] for rule in RULES]


def test_the_posts_of_all_boroughs_sum_to_each_pool(caller: Caller) -> None:
    met = boroughs().drop_nulls("bcu_code")["code"]
    every = pl.concat([posts_of_borough(caller, code).table for code in met])
    sums = every.group_by("rule", "pool").agg(
        pl.col("borough").sum(), known=pl.col("borough").count()
    )
    for rule, pool, total, known in sums.iter_rows():
        assert (total, known) == ((0, 0) if "base" in RESTS_ON[rule] else (POOLS[pool], len(met)))


def test_what_is_not_known_of_a_borough_is_null_and_said_to_be_no_0(hackney: BoroughPosts) -> None:
    unknown = hackney.table.filter(pl.col("borough").is_null())["rule"].unique()
    assert set(unknown) == {rule for rule in RULES if "base" in RESTS_ON[rule]}
    assert "that is not 0" in " ".join(in_posts_words(hackney))


def test_the_words_have_the_fewest_and_the_most_and_choose_no_rule(hackney: BoroughPosts) -> None:
    officers = hackney.table.filter(pl.col("pool") == "officers")["unit"].to_list()
    said = f"{min(officers)} to {max(officers)}"
    words, note = " ".join(in_posts_words(hackney)), in_posts_note_words(hackney)
    assert words.startswith("Hackney is in the command unit Central East, with Tower Hamlets.")
    assert f"{said} of 240 officers, " in words
    assert note == f"Of 240 officers, Central East: {said}. {CAVEAT}"
    assert CAVEAT in words
    assert CAVEAT in note
    assert not ADVICE.findall(f"{words} {note}")


def test_the_city_has_a_force_of_its_own_and_gets_none(caller: Caller) -> None:
    found = posts_of_borough(caller, CITY_OF_LONDON)
    assert (found.unit, found.basis, found.table.height) == (None, None, 0)
    assert in_posts_words(found) == [CITY]
    assert in_posts_note_words(found) == CITY


def test_no_such_borough_is_said_in_a_line(caller: Caller) -> None:
    with pytest.raises(AreasError, match="There is no borough 'E09'"):
        posts_of_borough(caller, "E09")
