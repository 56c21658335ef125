"""A scored file leaves as marked tables that say what they are, and their lines name nobody."""

from __future__ import annotations

import io
from pathlib import Path

import polars as pl
import pytest

from dashboard.exports.scored_file_csv import scored_list_outgoing, scored_rows_outgoing
from dashboard.intake import of_path
from dashboard.services.data.loading import read_file
from dashboard.services.files import Outgoing, hand_over
from dashboard.services.question import Caller
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.scored_file import ScoredFile, score_file
from dashboard.services.workspace import Workspace
from dashboard.wording.notices import LIMITS
from dashboard.wording.scored_file import NOT_KEPT
from tests.unit.dashboard.build import ANALYST, desk_with, looks, row, written


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    return desk_with(tmp_path / "data", row(crime_ref="C1", suspect_id="Ann"))


@pytest.fixture
def scored(desk: Workspace, tmp_path: Path) -> ScoredFile:
    names = {"suspect_id": "Zoe-9", "suspect_name": "=Zoe()"}
    lines = [
        row(crime_ref="N1", crime_status="recorded", **names),
        row(crime_ref="N2", crime_status="cancelled", **names),
    ]
    caller = Caller(desk, ANALYST)
    account = read_file(caller, of_path(written(tmp_path / "next.csv", *lines)))
    return score_file(caller, account, RankingSpec(), "with_record")


def table_of(outgoing: Outgoing) -> pl.DataFrame:
    return pl.read_csv(io.BytesIO(outgoing.content), infer_schema=False)


def test_the_rows_are_those_of_the_file_with_why_each_counts_or_not(
    desk: Workspace, scored: ScoredFile
) -> None:
    table = table_of(scored_rows_outgoing(Caller(desk, ANALYST), scored))
    shown = table.select("line", "suspect_id", "crime_ref", "days", "counts", "why").rows()
    assert shown == [
        ("2", "Zoe-9", "N1", "1825.0", "true", "counts"),
        ("3", "Zoe-9", "N2", "0.0", "false", "the crime was cancelled"),
    ]
    assert table["suspect_name"].to_list() == ["'=Zoe()", "'=Zoe()"]


def test_the_list_has_whoever_is_listed_and_how_many_rows_of_the_file_name_them(
    desk: Workspace, scored: ScoredFile
) -> None:
    table = table_of(scored_list_outgoing(Caller(desk, ANALYST), scored))
    assert set(table.select("suspect_id", "rows_in_file", "listed").rows()) == {
        ("Ann", "0", "true"),
        ("Zoe-9", "2", "true"),
    }


def test_every_row_is_marked_and_the_line_of_the_log_names_nobody(
    desk: Workspace, scored: ScoredFile
) -> None:
    caller = Caller(desk, ANALYST)
    for make in (scored_list_outgoing, scored_rows_outgoing):
        outgoing = make(caller, scored)
        table = table_of(outgoing)
        assert table.columns[-1] == "marking"
        (marking,) = set(table["marking"])
        assert marking.startswith("OFFICIAL-SENSITIVE")
        assert NOT_KEPT in marking
        assert marking.endswith(LIMITS)
        hand_over(caller, outgoing)
    subjects = looks(desk).filter(action="file")["subject"].to_list()
    fingerprint = scored.account.sha256
    assert subjects == [
        f"{what} of a scored file, SHA-256 {fingerprint}" for what in ("list", "rows")
    ]
