"""How sure a list is: from a record with its versions, for everybody and for whom one may see."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from dashboard.access.viewer import Viewer
from dashboard.services.listing.past_lists import HORIZON_DAYS, past_lists
from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.listing.settling import settling, tier_of
from dashboard.services.listing.sureness import answer_sureness
from dashboard.services.listing.two_indices import other_indices, two_indices
from dashboard.services.overview import answer_overview
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.suspects.suspect_file import suspect_file
from dashboard.services.tiers import list_tiers, overview_tiers, suspect_tier
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.store import load
from dashboard.store.loading import Extract
from dashboard.wording.choices import (
    CHOICES,
    OUT,
    SHORT,
    choices_table,
    heat_table,
    in_choices_words,
)
from dashboard.wording.sureness import (
    REASONS,
    TIERS,
    in_backtest_words,
    in_settling_words,
    in_unseen_words,
    of_100,
    scores_table,
)
from dashboard.wording.tiers import in_tier_words, with_tiers
from dashboard.wording.two_indices import alone_table, in_overlap_words, in_trade_words
from harm.record.allegations import complete
from harm.scoring.rules import Rules
from tests.unit.dashboard.build import ANALYST, looks, row
from tests.unit.harm.build import ABH, COERCIVE_CONTROL, Cells, frame

HACKNEY, CAMDEN = "E09000012", "E09000007"
SPEC = RankingSpec(rules=Rules(top=4))


def person(number: int, recorded_on: date, **cells: object) -> Cells:
    offence = (ABH, COERCIVE_CONTROL, "019/08")[number % 3]
    own = {
        "crime_ref": f"C{number}",
        "suspect_id": f"S{number}",
        "offence_code": offence,
        "recorded_on": recorded_on,
        "suspect_home_borough": (CAMDEN, HACKNEY)[number % 2],
    }
    return row(**{**own, **cells})


def extract(known_on: date, *rows: Cells) -> Extract:
    return Extract(
        rows=complete(frame(*rows)),
        file=f"extract {known_on}",
        sha256=f"{known_on}",
        read=len(rows),
        synthetic=True,
        known_on=known_on,
    )


def workspace(folder: Path, *extracts: Extract) -> Workspace:
    load(folder, list(extracts))
    return Workspace(Settings(data=folder))


FIRST = [person(n, date(2025, 1, 1 + n)) for n in range(12)]
NEXT = [person(n, date(2026, 1, n)) for n in range(12, 20)]


@pytest.fixture
def settled(tmp_path: Path) -> Workspace:
    """Twelve people known in December; two allegations gone by April, when eight more are known."""
    gone = [{**dict(cells), "crime_status": "cancelled"} for cells in FIRST[1:3]]
    return workspace(
        tmp_path,
        extract(date(2025, 12, 31), *FIRST),
        extract(date(2026, 1, 20), *NEXT),
        extract(date(2026, 4, 20), *gone),
    )


def test_past_lists_are_of_the_last_version_of_a_month_whose_record_has_settled(
    settled: Workspace,
) -> None:
    found = past_lists(settled.store)
    assert [(past.known_on, past.version, past.settled) for past in found] == [
        (date(2025, 12, 31), 1, 3),
        (date(2026, 1, 20), 2, 3),
    ]
    assert (found[0].settled_on - found[0].known_on).days >= HORIZON_DAYS
    assert found[0].as_of == date(2025, 1, 12)  # its newest row: a list is of no later day


def test_chances_add_up_to_the_list_and_tiers_to_the_listed(settled: Workspace) -> None:
    found = answer_sureness(ask(settled, ANALYST, SPEC))
    drawn = found.settling.settled
    assert drawn is not None
    assert int(drawn.people["stays"].sum()) + drawn.unseen == drawn.places == 4 * drawn.draws
    assert sum(found.settling.tiers.values()) == 4
    assert found.settling.expected == found.people.filter("listed")["p_stay"].sum()
    assert found.people.filter("listed").height == 4
    assert found.settling.lists == 2


def test_the_first_list_has_no_whole_window_before_it_and_is_not_tried(settled: Workspace) -> None:
    found = settling(ask(settled, ANALYST, SPEC))
    assert found.backtest is None
    assert "cannot be tried yet" in in_backtest_words(found.backtest)


def test_a_past_list_with_a_whole_window_is_tried_on_what_was_known_then(tmp_path: Path) -> None:
    days = [date(2025, month, 28) for month in (1, 5, 9)]
    desk = workspace(
        tmp_path,
        *(
            extract(day, *(person(20 * n + k, day.replace(day=1 + k)) for k in range(10)))
            for n, day in enumerate(days)
        ),
    )
    spec = RankingSpec(rules=Rules(top=4, window_days=20))
    found = settling(ask(desk, ANALYST, spec)).backtest
    assert found is not None
    assert (found.lists, found.n, found.stayed) == (1, 4, 4)
    assert scores_table(found).height == 3
    assert "1 past list" in in_backtest_words(found)


def test_without_three_months_of_versions_nothing_is_said_and_a_reason_is_given(
    tmp_path: Path,
) -> None:
    desk = workspace(tmp_path, extract(date(2025, 12, 31), *FIRST))
    found = answer_sureness(ask(desk, ANALYST, SPEC))
    assert (found.settling.reason, found.settling.settled) == ("short_history", None)
    assert found.people.height == 4
    assert found.people.select("p_stay", "low", "high", "tier").null_count().row(0) == (4,) * 4
    assert in_settling_words(found.settling) == REASONS["short_history"]
    assert in_unseen_words(found.settling) == ""
    assert found.people["alternatives_in"].null_count() == 0


def test_where_nobody_is_assessed_that_is_the_reason(settled: Workspace) -> None:
    spec = RankingSpec(rules=Rules(top=4, minimum_allegations=9))
    found = answer_sureness(ask(settled, ANALYST, spec))
    assert found.settling.reason == "nobody_assessed"
    assert found.people.is_empty()
    assert "no list" in in_choices_words(found.choices)


def test_a_reader_of_a_borough_has_their_own_people_and_everybodys_counts(
    settled: Workspace,
) -> None:
    whole = answer_sureness(ask(settled, ANALYST, SPEC))
    supervisor = Viewer("a supervisor", role="supervisor", boroughs=frozenset({CAMDEN}))
    own = answer_sureness(ask(settled, supervisor, SPEC))
    assert own.settling.expected == whole.settling.expected
    assert own.settling.tiers == whole.settling.tiers
    assert own.choices.choices.core == whole.choices.choices.core
    theirs = {f"S{number}" for number in range(0, 20, 2)}
    assert set(own.people["suspect_id"]) == set(whole.people["suspect_id"]) & theirs
    assert own.settling.settled is not None
    assert set(own.settling.settled.people["suspect_id"]) <= theirs
    seen = set(own.choices.choices.lists["suspect"])
    assert seen < set(whole.choices.choices.lists["suspect"])


def test_each_look_leaves_its_line(settled: Workspace) -> None:
    question = ask(settled, ANALYST, SPEC)
    before = looks(settled).height
    answer_sureness(question)
    lines = looks(settled)["subject"].to_list()[before:]
    name = question.ranking.name
    assert lines == [f"{name}, how sure", f"{name}, under other choices"]


def test_every_alternative_has_its_words_and_its_counts_add_up(settled: Workspace) -> None:
    found = answer_sureness(ask(settled, ANALYST, SPEC))
    codes = found.choices.choices.codes
    assert set(codes) < set(CHOICES)
    table = choices_table(found.choices)
    assert table.height == len(codes)
    assert (table["stays"] + table["leaves"]).to_list() == [4] * len(codes)
    listed = found.people.filter("listed")
    assert int(listed["alternatives_in"].sum()) == int(table["stays"].sum())
    assert listed.filter(pl.col("dropped_by").list.len() == 0).height == found.choices.choices.core


@pytest.mark.parametrize(
    ("stays", "tier"), [(1000, "core"), (900, "core"), (899, "probable"), (500, "probable")]
)
def test_a_tier_begins_at_its_least_chance(stays: int, tier: str) -> None:
    assert tier_of(stays, 1000) == tier
    assert tier_of(499, 1000) == "borderline"


def test_a_place_has_its_tier_next_to_it_once_that_is_known_and_nobody_waits(
    settled: Workspace,
) -> None:
    question = ask(settled, ANALYST, SPEC)
    listing = ranked_list(question)
    assert list_tiers(question, listing) is None
    assert "tier" not in with_tiers(listing.people, None).columns
    found = answer_sureness(question)
    tiers = list_tiers(question, listing)
    assert tiers is not None
    listed = found.people.filter("listed").sort("position")
    named = with_tiers(listing.people, tiers)
    assert named["tier"].to_list() == [TIERS[tier][0] for tier in listed["tier"]]
    assert named["suspect_id"].to_list() == listing.people["suspect_id"].to_list()
    counted = overview_tiers(question, answer_overview(question))
    assert counted is not None
    assert counted.people.is_empty()
    assert counted.settling.tiers == found.settling.tiers
    assert counted.settling.settled is not None
    assert counted.settling.settled.people.is_empty()


def test_a_suspect_has_their_chance_in_words(settled: Workspace) -> None:
    question = ask(settled, ANALYST, SPEC)
    files = {number: suspect_file(question, f"S{number}") for number in range(20)}
    assert suspect_tier(question, files[0]) is None
    assert in_tier_words(None) == ""
    found = answer_sureness(question).people
    known = {row["suspect_id"]: row for row in found.to_dicts()}
    kinds = set()
    for file in files.values():
        words = in_tier_words(suspect_tier(question, file))
        row = known.get(file.explanation.suspect_id)
        kinds.add(None if row is None else row["listed"])
        if row is None:
            assert "on none of 1,000 lists" in words
        else:
            assert f"they are on {of_100(row['p_stay'])} of 100 lists" in words
            assert words.startswith(
                TIERS[row["tier"]][0] if row["listed"] else "Not on the list, and may be"
            )
    assert {True, False} <= kinds


def test_a_reader_of_a_borough_has_the_tiers_of_their_own_people_alone(
    settled: Workspace,
) -> None:
    supervisor = Viewer("a supervisor", role="supervisor", boroughs=frozenset({CAMDEN}))
    question = ask(settled, supervisor, SPEC)
    answer_sureness(question)
    listing = ranked_list(question)
    tiers = list_tiers(question, listing)
    assert tiers is not None
    assert set(tiers.people["suspect_id"]) == set(listing.people["suspect_id"])
    assert tiers.settling.settled is not None
    assert set(tiers.settling.settled.people["suspect_id"]) == set(listing.people["suspect_id"])
    assert sum(tiers.settling.tiers.values()) == SPEC.rules.top


def test_two_indices_are_next_to_each_other_and_each_place_is_counted_once(
    settled: Workspace,
) -> None:
    question = ask(settled, ANALYST, SPEC)
    assert other_indices(question) == ("ons-css-2020",)
    found = two_indices(question, "ons-css-2020")
    other = ask(settled, ANALYST, replace(SPEC, index="ons-css-2020"))
    lists = [ranked_list(asked).people for asked in (question, other)]
    mine, theirs = (set(people["suspect_id"]) for people in lists)
    assert found.both == len(mine & theirs)
    assert (found.only_first, found.only_second) == (len(mine - theirs), len(theirs - mine))
    sides = [found.people.filter(pl.col("side") == side) for side in ("first", "second")]
    same = ["suspect_id", "suspect_name", "position", "most_serious_offence"]
    for alone, people, shared in zip(sides, lists, (theirs, mine), strict=True):
        own = people.filter(~pl.col("suspect_id").is_in(list(shared)))
        assert alone.select(same).equals(own.select(same))
    assert found.people.height > 0
    words = in_overlap_words(found)
    assert f"**{found.both:,}** are listed under both" in words
    assert "219** under ONS" in in_trade_words(found)
    assert alone_table(found).height == found.only_first + found.only_second


def test_a_reader_of_a_borough_has_their_own_of_two_indices_and_everybodys_counts(
    settled: Workspace,
) -> None:
    whole = two_indices(ask(settled, ANALYST, SPEC), "ons-css-2020")
    supervisor = Viewer("a supervisor", role="supervisor", boroughs=frozenset({CAMDEN}))
    own = two_indices(ask(settled, supervisor, SPEC), "ons-css-2020")
    counts = [(two.both, two.only_first, two.only_second) for two in (whole, own)]
    assert counts[0] == counts[1]
    theirs = {f"S{number}" for number in range(0, 20, 2)}
    assert set(own.people["suspect_id"]) == set(whole.people["suspect_id"]) & theirs


def test_where_two_indices_list_the_same_names_that_is_all_that_is_said(tmp_path: Path) -> None:
    desk = workspace(tmp_path, extract(date(2025, 12, 31), *FIRST[:3]))
    found = two_indices(ask(desk, ANALYST, SPEC), "ons-css-2020")
    assert found.people.is_empty()
    assert "the same names" in in_overlap_words(found)


def test_every_choice_has_a_short_name_and_a_column_where_it_drops_somebody(
    settled: Workspace,
) -> None:
    assert list(SHORT) == list(CHOICES)
    assert len(set(SHORT.values())) == len(SHORT)
    found = answer_sureness(ask(settled, ANALYST, SPEC))
    table = heat_table(found.people.filter("listed"), found.choices)
    for code, stays in found.choices.stays.select("choice", "stays").iter_rows():
        out = int((table[code] == OUT).sum()) if code in table.columns else 0
        assert out == 4 - stays
