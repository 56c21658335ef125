"""An allocation as a file: its rules, sources and dates, and no count that could name somebody."""

from __future__ import annotations

import io
from pathlib import Path

import polars as pl
import pytest

from dashboard.errors import OutputError
from dashboard.exports.allocation_csv import ALLOCATION, allocation_outgoing
from dashboard.services.files import Handling, release
from dashboard.services.question import Caller, ask
from dashboard.services.resources.allocation import allocate_posts
from dashboard.services.resources.allocation_choices import Plan
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from harm.allocation.areas import RULES
from tests.unit.dashboard.build import ANALYST, loaded, row

CAMDEN, HACKNEY = "E09000007", "E09000012"


@pytest.fixture
def caller(tmp_path: Path) -> Caller:
    return Caller(Workspace(Settings(data=tmp_path / "data")), ANALYST)


def read(content: bytes) -> pl.DataFrame:
    return pl.read_csv(io.BytesIO(content), infer_schema_length=None, null_values=[""])


def test_it_has_every_area_under_every_rule_with_sources_and_dates(caller: Caller) -> None:
    found = allocate_posts(caller, Plan(240))
    outgoing = allocation_outgoing(caller, found)
    assert ALLOCATION.is_one(outgoing.content[:200])
    table = read(release(caller, outgoing))
    assert table["rule"].unique(maintain_order=True).to_list() == list(RULES)
    assert table.height == 12 * len(RULES)
    assert set(table["code"]) >= {"NA", "SE"}
    assert table.group_by("rule").agg(pl.col("posts").sum())["posts"].unique().to_list() == [240]
    even = table.filter(pl.col("rule") == "even-workload", pl.col("code") == "SE")
    assert even.select("base", "demand", "posts").row(0) == (1700.78, 13813.0, 92)
    marking = table["marking"].unique().item()
    for part in (
        "recorded in 2025",
        "Officers and PCSOs, March 2026",
        "mid-2024",
        "A rule is a choice of values; the figures cannot choose it.",
    ):
        assert part in marking
    assert "the highest workload is as low as it can be" in even["about_the_rule"].item()


def test_what_is_not_known_is_empty(caller: Caller) -> None:
    found = allocate_posts(caller, Plan(240, "borough"), ["formula-gap"])
    table = read(allocation_outgoing(caller, found).content)
    assert table["base"].null_count() == table["posts"].null_count() == 32
    assert "strength and that" not in table["marking"][0]
    assert "that is not 0" in table["about_the_rule"][0]


def test_a_count_so_small_that_it_could_name_somebody_is_in_no_file(tmp_path: Path) -> None:
    rows = [
        row(crime_ref=f"C{n}", suspect_id=f"S{n}", suspect_home_borough=home)
        for n, home in enumerate([CAMDEN] * 6 + [HACKNEY] * 4)
    ]
    loaded(tmp_path / "data", *rows, synthetic=True)
    question = ask(Workspace(Settings(data=tmp_path / "data")), ANALYST)
    found = allocate_posts(question, Plan(240, "borough", "homes"), ["demand"])
    for handling in (Handling(), Handling("aggregates")):
        with pytest.raises(OutputError, match="a count below 5, which no file has"):
            allocation_outgoing(question, found, handling)
    assert allocation_outgoing(question, allocate_posts(question, Plan(240))).people == ()
