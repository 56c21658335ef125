"""What is said of an allocation recommends nothing, and says of each rule what it does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import dashboard
from dashboard.access.viewer import Viewer
from dashboard.intake.own_areas import own_areas
from dashboard.intake.source_file import File
from dashboard.services.question import Caller
from dashboard.services.resources.allocation import Allocations, allocate_posts, draw_allocation
from dashboard.services.resources.allocation_choices import BYS, DEMANDS, Plan
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.wording.allocation import (
    BY_TITLE,
    CAVEAT,
    DEMAND_TITLE,
    DEMAND_UNIT,
    RULE_TITLE,
    basis_words,
    draws_words,
    floor_words,
    left_words,
    load_words,
    number_words,
    rule_words,
    spread_words,
    strength_words,
    title_of,
    unknown_words,
)
from harm.allocation.areas import RULES, RuleSettings
from tests.unit.dashboard.forces import IN_CITY, line, load_lines, question_of

ROOT = Path(dashboard.__file__).parent
#: Words that would tell somebody what to do, or claim what nobody knows.
ADVICE = re.compile(
    r"\b(should|ought|must|needs?|needed|recommend\w*|best|fair\w*|optimal\w*|ideal\w*|"
    r"deserve\w*|reduc\w*|prevented|deter\w*)\b",
    re.IGNORECASE,
)
#: Everything that says something of an allocation, on pages, in files and in a terminal.
FILES = [
    ROOT / "wording" / "allocation.py",
    ROOT / "web" / "views" / "allocation.py",
    ROOT / "web" / "parts" / "allocation.py",
    ROOT / "exports" / "allocation_csv.py",
    ROOT / "figures" / "dumbbell.py",
    ROOT / "cli" / "allocation.py",
    ROOT / "cli" / "display" / "allocation.py",
]


@pytest.fixture
def caller(tmp_path: Path) -> Caller:
    return Caller(Workspace(Settings(data=tmp_path)), Viewer("ada"))


@pytest.fixture
def found(caller: Caller) -> Allocations:
    return allocate_posts(caller, Plan(240))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_word_advises(path: Path) -> None:
    assert ADVICE.findall(path.read_text("utf-8")) == []


def test_a_word_that_advises_would_be_found() -> None:
    assert ADVICE.findall("This area needs more; you should act: the best rule reduces harm.")


def test_everything_has_a_title() -> None:
    assert set(RULE_TITLE) == set(RULES)
    assert set(BY_TITLE) == set(BYS)
    assert set(DEMAND_TITLE) == set(DEMAND_UNIT) == set(DEMANDS)
    assert CAVEAT == "A rule is a choice of values; the figures cannot choose it."


def test_each_rule_is_said_with_its_settings() -> None:
    settings = RuleSettings(demand_percent=70, floor=2, cap_per_mille=25, falloff_percent=15)
    assert "2 posts first; of the rest 70 % goes by demand and 30 %" in rule_words(
        "blend", settings
    )
    assert "no area gets more than 2.5 %" in rule_words("formula-gap-capped", settings)
    assert "15 % less" in rule_words("diminishing", settings)
    assert len({rule_words(rule, settings) for rule in RULES}) == len(RULES)


def test_what_it_rests_on_is_said_with_dates_and_sources(found: Allocations) -> None:
    words = " ".join(basis_words(found))
    for part in (
        "recorded in 2025",
        "2,030 offences",
        "Officers and PCSOs, March 2026",
        "second-hand",
        "Residents: mid-2024",
        "Census 2021",
        "City of London has a police force of its own",
    ):
        assert part in words
    assert title_of(found) == (
        "240 posts over 12 command units; demand: VAWG offences recorded in 2025."
    )
    assert spread_words(found, "even-workload") == (
        "Even workload: the highest workload is 7.71 offences for each officer, 1.52 times the "
        "lowest."
    )


def test_what_is_not_known_is_said(caller: Caller) -> None:
    found = allocate_posts(caller, Plan(240, "borough"))
    assert unknown_words(found).startswith("Of 32 boroughs the strength is not known")
    assert "no highest workload can be told" in spread_words(found, "equal")
    words = left_words(found.by_rule["formula-gap"])
    assert "32 areas got no figure, since this rule rests on strength and demand" in words
    assert "240 posts of 240 could not be placed" in words
    assert left_words(found.by_rule["equal"]) == ""


def test_an_area_with_demand_and_nobody_is_said(caller: Caller) -> None:
    own = own_areas(File("a.csv", b"code,base,demand\nX,0,30\nY,10,10\n"), "own")
    found = allocate_posts(caller, Plan(1, "own", "own", own=own), ["residents", "even-workload"])
    assert "would have no officer at all" in spread_words(found, "residents")
    assert spread_words(found, "even-workload").startswith("Even workload: the highest workload")


def test_a_floor_that_was_lowered_is_said(caller: Caller) -> None:
    found = allocate_posts(caller, Plan(5), ["blend"])
    assert "lowered to 0" in floor_words(found, "blend")
    assert floor_words(allocate_posts(caller, Plan(240), ["blend"]), "blend") == ""


def test_what_went_beyond_the_formula_is_said(found: Allocations) -> None:
    words = left_words(found.by_rule["formula-gap-capped"])
    assert words.startswith("50 posts went beyond the formula, in rounds")


def test_draws_are_said_or_why_there_are_none(caller: Caller) -> None:
    drawn = draw_allocation(caller, Plan(240), "demand")
    assert "1,000 draws" in draws_words(drawn, "demand", 240)
    assert "chance moves none" in draws_words(drawn, "equal", 240)
    assert "chance is not drawn" in draws_words(None, "demand", 240)


def test_cells_of_what_is_not_known_are_no_nought() -> None:
    assert number_words(None) == strength_words(None) == load_words(None, 1) == "–"
    assert (number_words(1_200), strength_words(123_456)) == ("1,200", "1,234.6")


def test_the_city_stays_out_and_why_is_said(tmp_path: Path) -> None:
    load_lines(tmp_path / "data", line())
    plan = Plan(240, by="borough", demand="index-days")
    before = " ".join(basis_words(allocate_posts(question_of(tmp_path / "data"), plan)))
    assert "The City of London has a police force of its own" in before
    assert "that force" not in before
    load_lines(tmp_path / "data", line(borough=IN_CITY), force="CoLP")
    found = allocate_posts(question_of(tmp_path / "data"), plan)
    after = " ".join(basis_words(found))
    assert (
        "Rows of that force are in the record: what lies in the City (2,920 days of harm)" in after
    )
    assert "not known, which is not 0" in after
    residents = allocate_posts(question_of(tmp_path / "data"), Plan(240, demand="residents"))
    assert "Rows of that force" not in " ".join(basis_words(residents))
