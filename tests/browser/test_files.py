"""A file leaves marked, and with a line in the log."""

from __future__ import annotations

import csv
import zipfile
from io import StringIO
from pathlib import Path

import pytest

from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.question import ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.wording.notices import LIMITS, PEOPLE
from harm.scoring.rules import Rules
from tests.browser.reading import Reader
from tests.conftest import TESTER

pytestmark = pytest.mark.browser


def test_the_list_arrives_as_a_marked_file_and_the_log_says_so(
    reader: Reader, desk: Workspace, tmp_path: Path
) -> None:
    basis = RankingSpec(rules=Rules(top=12))
    listing = ranked_list(ask(desk, TESTER, basis))
    people = listing.people
    reader.open(top=12)
    before = desk.register.log().height
    with reader.page.expect_download() as arriving:
        reader.page.get_by_role("button", name="Download CSV").click()
    arriving.value.save_as(tmp_path / "list.zip")
    stem = f"harmdesk-list-{desk.facts.newest}"
    with zipfile.ZipFile(tmp_path / "list.zip") as archive:
        text = archive.read(f"{stem}.txt").decode("utf-8-sig")
        table = archive.read(f"{stem}.csv").decode("utf-8-sig")
    for words in (desk.settings.marking, PEOPLE["synthetic"], LIMITS):
        assert words in text
    rows = list(csv.DictReader(StringIO(table)))
    assert [row["suspect_id"] for row in rows] == people["suspect_id"].to_list()
    lines = desk.register.log().slice(before)
    assert lines.select("action", "subject").rows() == [("file", listing.ranking.name)]
    assert arriving.value.suggested_filename == f"{stem}.zip"


def test_looking_at_a_suspect_leaves_one_line_though_the_page_is_touched(
    reader: Reader, desk: Workspace
) -> None:
    suspect = ranked_list(ask(desk, TESTER, RankingSpec())).people["suspect_id"][0]
    reader.open("suspect")
    before = desk.register.log().height
    reader.write("Reference", suspect)
    reader.expect_suspect(suspect)
    reader.turn_to("Method")
    reader.page.go_back()
    reader.expect_suspect(suspect)
    lines = desk.register.log().slice(before)
    assert lines.select("action", "subject").rows() == [("suspect", suspect)]
