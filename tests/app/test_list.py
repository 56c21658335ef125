"""The list page says what the desk and the command line say."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from dashboard.cli import main
from dashboard.services.listing.ranked_list import RankedList, ranked_list
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.wording.formats import whole_days
from dashboard.wording.offences import short_offence
from harm.days import spoken
from harm.scoring.rules import Rules
from tests.app.pages import table, unescaped, visited, words_of
from tests.conftest import TESTER


@pytest.fixture
def listing(desk: Workspace) -> RankedList:
    return ranked_list(ask(desk, TESTER, RankingSpec()))


def figures_of(page_metrics: Any) -> dict[str, str]:  # noqa: ANN401 - Streamlit's own list
    return {metric.label: unescaped(metric.value) for metric in page_metrics}


def test_the_key_figures_are_the_ranking_s(listing: RankedList) -> None:
    page = visited("list")
    ranking, cut = listing.ranking, listing.ranking.cut
    words, shown = words_of(page), figures_of(page.metric)
    assert cut.tenths is not None
    assert f"**{ranking.assessed:,}** suspects assessed" in words
    assert f"half score {spoken(ranking.median_tenths)} days or less" in words
    assert shown["Score at the cut"] == f"{spoken(cut.tenths)} days"
    assert shown["Tied at the cut"] == f"{cut.tied:,}, of whom {cut.tied_in:,} are in"
    assert shown["Highest score"] == f"{spoken(ranking.table['tenths'].max())} days"  # type: ignore[arg-type] # a number
    assert shown["Offence not in the index"] == f"{ranking.unmapped.height:,} suspects"


def test_the_table_has_the_hundred_and_their_figures(listing: RankedList) -> None:
    shown = table(visited("list"))
    people = listing.people
    assert len(shown) == 100
    for column in ("position", "suspect_id", "allegations", "victims"):
        assert shown[column].to_list() == people[column].to_list()
    offences = [short_offence(title) for title in people["most_serious_offence"]]
    assert shown["most_serious_offence"].to_list() == offences
    assert shown["days"].to_list() == people.select(whole_days()).to_series().to_list()
    assert shown["last_recorded_on"].to_list() == people["last_recorded_on"].to_list()


def test_the_months_of_each_row_add_up_to_its_days(listing: RankedList) -> None:
    shown = table(visited("list"))
    for parts, tenths in zip(shown["by_part"], listing.people["tenths"], strict=True):
        assert sum(round(part * 10) for part in parts) == tenths


def test_the_page_and_the_command_line_agree(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["harmdesk", "rank", "--json", "--data", str(folder)])
    with pytest.raises(SystemExit) as ended:
        main.main()
    assert ended.value.code == 0
    answer = json.loads(capsys.readouterr().out)
    page = visited("list")
    shown = table(page)
    assert f"**{answer['assessed']:,}**" in words_of(page)
    assert figures_of(page.metric)["Score at the cut"] == f"{answer['cut']['days']:,.0f} days"
    assert shown["suspect_id"].to_list() == [row["suspect_id"] for row in answer["rows"]]
    exact = pl.DataFrame({"tenths": [round(row["days"] * 10) for row in answer["rows"]]})
    assert shown["days"].to_list() == exact.select(whole_days()).to_series().to_list()


def test_only_the_columns_that_are_shown_are_sent() -> None:
    assert "suspect_born" not in table(visited("list")).columns
    assert "suspect" not in table(visited("list")).columns


def test_a_shorter_list_is_the_head_of_a_longer_one(listing: RankedList) -> None:
    page = visited("list", top="7")
    assert page.title[0].value == "Top 7"
    assert table(page)["suspect_id"].to_list() == listing.people["suspect_id"].to_list()[:7]


def test_a_list_with_room_to_spare_says_that_nobody_is_left_off(desk: Workspace) -> None:
    basis = RankingSpec(rules=Rules(window_days=1, top=1000))
    assessed = ranked_list(ask(desk, TESTER, basis)).ranking.assessed
    assert 0 < assessed < 1000
    page = visited("list", window="1", top="1000")
    assert figures_of(page.metric)["Score at the cut"] == "Nobody is left off"
    assert len(table(page)) == assessed
