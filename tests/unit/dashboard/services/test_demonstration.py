"""The demonstration as it arrives: monthly extracts, each with its day, and a list for each end."""

from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from dashboard.services.demonstration import build_demonstration
from dashboard.services.listing.frozen_lists import frozen_lists, reproduce_list
from dashboard.services.listing.movement import changes_since
from dashboard.services.question import Caller, ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.store import Store
from harm.movement.attribution import PARTS
from sample_data.demonstration import demonstration as as_shipped
from sample_data.demonstration import monthly_extracts
from sample_data.months import MONTHS, month_end
from tests.unit.dashboard.build import ANALYST

pytestmark = pytest.mark.slow

SHOWN = ["crime_status", "allegation_status", "suspect_situation", "suspect_born", "source"]


def test_every_month_has_its_extract_and_its_day(desk: Workspace) -> None:
    versions = desk.store.versions()
    assert versions["version"].to_list() == [*range(1, MONTHS + 1)]
    assert versions["known_on"].to_list() == [month_end(month) for month in range(MONTHS)]
    assert (versions["rows_read"] == versions["accepted"] + versions["duplicates"]).all()
    assert (
        0 < sum(versions["duplicates"].to_list()) < 100
    )  # a row that comes again unchanged, as it does
    assert all(n > 500 for n in versions["superseded"].to_list()[1:])


def test_nothing_in_an_extract_is_younger_than_its_day() -> None:
    for monthly in monthly_extracts():
        assert monthly.rows.filter(pl.col("recorded_on") > monthly.known_on).is_empty()
        assert not monthly.rows.is_duplicated().any()


def test_the_record_holds_what_the_extracts_say_together(demonstration: Path) -> None:
    store = Store.open(demonstration)
    record = store.crimes(
        after=date(2000, 1, 1), until=date(2100, 1, 1), also=("borough", "ward")
    ).rows.collect()
    shipped = as_shipped()
    assert record.height == shipped.height
    for column in (*SHOWN, "recorded_on", "borough", "ward"):
        counted = [
            frame.group_by(pl.col(column).cast(pl.String)).len().sort(column)
            for frame in (record, shipped)
        ]
        assert_frame_equal(*counted)


def test_the_list_of_each_month_end_with_a_whole_window_is_frozen(desk: Workspace) -> None:
    lists = frozen_lists(ask(desk, ANALYST))
    assert [found.as_of for found in lists] == [month_end(month) for month in range(11, MONTHS)]
    assert [found.version for found in lists] == [*range(12, MONTHS + 1)]
    assert all(found.listed == 100 for found in lists)


def test_a_month_end_list_can_be_made_again(desk: Workspace) -> None:
    question = ask(desk, ANALYST)
    for found in (frozen_lists(question)[0], frozen_lists(question)[-1]):
        assert reproduce_list(question, found.name).identical


def test_the_list_moves_from_month_to_month_for_reasons_of_the_record(desk: Workspace) -> None:
    since = changes_since(ask(desk, ANALYST))
    assert since is not None
    assert since.as_of == month_end(MONTHS - 2)
    listed = since.changes.filter(pl.col("position_after") <= 100)
    entered = listed.filter(pl.col("position_before").fill_null(101) > 100)
    assert 3 <= entered.height <= 40
    moved = {part: int((since.changes[part] != 0).sum()) for part in PARTS}
    assert min(moved[part] for part in ("new", "aged_out", "reclassified", "status")) > 0


def test_what_was_known_ninety_days_later_differs_from_what_was_known_then(
    desk: Workspace,
) -> None:
    day = month_end(MONTHS - 6)
    then, later = (
        ask(desk, ANALYST, RankingSpec(as_of=day, known_on=known)).ranking.listed["suspect_id"]
        for known in (day, day + timedelta(days=92))
    )
    stayed = len(set(then) & set(later))
    assert 60 < stayed < 100


def test_what_is_there_already_is_left_as_it_is(demonstration: Path) -> None:
    caller = Caller(Workspace(Settings(data=demonstration)), ANALYST)
    before = (caller.workspace.facts, frozen_lists(ask(caller.workspace, ANALYST)))
    assert build_demonstration(caller) == before[0]
    assert frozen_lists(ask(caller.workspace, ANALYST)) == before[1]
