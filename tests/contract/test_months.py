"""The demonstration's twenty-four month-ends: frozen, had again, and held against each other."""

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest

from dashboard.register import FrozenList
from dashboard.services.listing.frozen_lists import freeze_list, reproduce_list
from dashboard.services.listing.movement import list_movement
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from harm.movement.attribution import PARTS
from tests.unit.dashboard.build import ANALYST

pytestmark = pytest.mark.slow

MONTHS = [(2024 + (month - 1) // 12, (month - 1) % 12 + 1) for month in range(4, 28)]
ENDS = [date(year, month, 1) - timedelta(days=1) for year, month in MONTHS]


@pytest.fixture(scope="module")
def desk(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A desk of this module's own, so that nobody else's register has its lists."""
    folder = tmp_path_factory.mktemp("months") / "data"
    shutil.copytree(demonstration, folder, ignore=shutil.ignore_patterns("register*"))
    desk = Workspace(Settings(data=folder))
    yield desk
    desk.register._engine.dispose()


@pytest.fixture(scope="module")
def lists(desk: Workspace) -> list[FrozenList]:
    return [freeze_list(ask(desk, ANALYST, RankingSpec(as_of=end))) for end in ENDS]


def test_every_month_end_is_kept_under_a_name_of_its_own(lists: list[FrozenList]) -> None:
    assert [one.as_of for one in lists] == ENDS
    assert len({one.name for one in lists} | {one.sha256 for one in lists}) == 48
    assert {one.listed for one in lists} == {100}


def test_every_month_end_is_reproduced_to_the_byte(
    desk: Workspace, lists: list[FrozenList]
) -> None:
    assert [
        one.name for one in lists if not reproduce_list(ask(desk, ANALYST), one.name).identical
    ] == []


def test_the_parts_sum_for_every_suspect_between_every_pair_of_neighbouring_months(
    desk: Workspace, lists: list[FrozenList]
) -> None:
    turnover = 0
    for before, after in pairwise(lists):
        answer = list_movement(ask(desk, ANALYST), before.name, after.name)
        change = pl.col("tenths_after").fill_null(0) - pl.col("tenths_before").fill_null(0)
        wrong = answer.changes.filter(pl.sum_horizontal(*PARTS) != change)
        assert wrong.is_empty(), (before.name, after.name)
        in_either = {*answer.before.table["suspect_id"], *answer.after.table["suspect_id"]}
        assert answer.changes.height == len(in_either)
        moved = dict(answer.changes["movement"].cast(pl.String).value_counts().iter_rows())
        assert moved["entered"] == moved["left"]
        turnover += moved["entered"]
        # Within one version, under the same rules and index, only time passes.
        for part in ("reclassified", "minimum", "shares", "links", "rules", "index"):
            assert not (answer.changes[part] != 0).any()
    assert turnover > 100
