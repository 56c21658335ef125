"""Where a pool would go: the worked figures to the post, and what the demand rests on."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Final

import polars as pl
import pytest

from dashboard.access.viewer import Viewer
from dashboard.analysis.allocation_draws import DRAWS, draw_posts
from dashboard.errors import AreasError, NotAllowedError
from dashboard.intake.own_areas import own_areas
from dashboard.intake.source_file import File
from dashboard.services.question import Caller, Question, ask
from dashboard.services.resources.allocation import (
    Allocations,
    allocate_posts,
    draw_allocation,
    read_own_areas,
)
from dashboard.services.resources.allocation_choices import (
    BYS,
    DEMANDS,
    OF_RECORD,
    By,
    DemandName,
    Plan,
    choose,
)
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from harm.allocation.areas import RULES, Area, RuleName, RuleSettings
from harm.allocation.workload import workload
from harm.areas.suppression import FEWEST
from tests.unit.dashboard.build import ANALYST, loaded, row
from tests.unit.dashboard.forces import IN_CITY, line, load_lines, question_of

WORKED: Final = Path(__file__).parents[4] / "oracle" / "worked"
CAMDEN, HACKNEY, BARNET = "E09000007", "E09000012", "E09000003"


@pytest.fixture
def caller(tmp_path: Path) -> Caller:
    """Somebody who asks where there is no data at all."""
    return Caller(Workspace(Settings(data=tmp_path / "none")), ANALYST)


@pytest.fixture
def question(tmp_path: Path) -> Question:
    rows = [
        row(crime_ref=f"C{n}", suspect_id=f"S{n}", suspect_home_borough=home, borough=place)
        for n, (home, place) in enumerate(
            [(CAMDEN, CAMDEN)] * 7 + [(HACKNEY, CAMDEN)] * 6 + [(BARNET, HACKNEY)]
        )
    ]
    loaded(tmp_path / "data", *rows, synthetic=True)
    return ask(Workspace(Settings(data=tmp_path / "data")), ANALYST)


def posts_of(found: Allocations, rule: RuleName) -> dict[str, int | None]:
    allocation = found.by_rule[rule]
    codes = (area.code for area in allocation.areas)
    return dict(zip(codes, allocation.posts, strict=True))


def demands_of(found: Allocations) -> dict[str, int | None]:
    return dict(found.table.select("code", "demand").iter_rows())


@pytest.mark.parametrize(
    "rule",
    [
        *("equal", "per-borough", "residents", "demand", "formula-gap", "formula-gap-capped"),
        "even-workload",
    ],
)
def test_the_worked_figures_to_the_post(caller: Caller, rule: RuleName) -> None:
    worked = pl.read_csv(WORKED / "worked_allocations.csv", null_values=[""])
    expected = dict(worked.filter(pl.col("rule") == rule).select("code", "posts").iter_rows())
    assert len(expected) == 12
    assert posts_of(allocate_posts(caller, Plan(240), [rule]), rule) == expected


def test_the_worked_figures_name_their_source() -> None:
    sources = pl.read_csv(WORKED / "SOURCES.csv")
    assert sources["table"].to_list() == ["worked_allocations.csv"]
    assert sources.null_count().sum_horizontal().item() == 0


def test_workloads_are_those_of_the_worked_figures(caller: Caller) -> None:
    found = allocate_posts(caller, Plan(240), ["even-workload"])
    before = {area.code: found.in_unit(workload(area)) for area in found.areas}
    assert before["CE"] == pytest.approx(7.03, abs=0.005)
    assert before["SE"] == pytest.approx(8.12, abs=0.005)
    assert found.in_unit(found.by_rule["even-workload"].spread.worst) == pytest.approx(7.707, 1e-4)
    assert found.before.worst is not None
    assert found.before.worst > Fraction(812, 100)


@pytest.mark.parametrize(("by", "areas", "elsewhere"), [("bcu", 12, 2_030), ("borough", 32, 2_030)])
def test_offences_add_up_to_the_published_total(
    caller: Caller, by: By, areas: int, elsewhere: int
) -> None:
    found = allocate_posts(caller, Plan(240, by), ["demand"])
    assert found.table.height == areas
    assert found.demand.elsewhere == elsewhere
    assert found.table["demand"].sum() + elsewhere == 132_688


def test_wards_are_those_of_the_met_and_parts_of_their_borough(caller: Caller) -> None:
    found = allocate_posts(caller, Plan(500, "ward"))
    assert found.table.height == 679
    assert not found.table["code"].is_in(["E05009288"]).any()
    assert found.demand.elsewhere == 132_688 - found.table["demand"].sum()
    assert sum((area.boroughs for area in found.areas), Fraction(0)) == 32
    for rule in ("equal", "per-borough", "demand", "residents", "blend"):
        placed = posts_of(found, rule).values()
        assert sum(post or 0 for post in placed) == 500


def test_strength_that_is_not_published_is_not_nought(caller: Caller) -> None:
    found = allocate_posts(caller, Plan(240, "borough"))
    assert found.table["base"].null_count() == 32
    for rule, allocation in found.by_rule.items():
        assert allocation.spread.worst is None
        blocked = rule in {"formula-gap", "formula-gap-capped", "even-workload"}
        assert len(allocation.blocked) == (32 if blocked else 0)
        assert allocation.left == (240 if blocked else 0)


def test_the_two_counts_of_strength_give_two_answers(caller: Caller) -> None:
    newer, older = (
        allocate_posts(caller, Plan(240, strength=name), ["even-workload"])
        for name in ("officers-pcsos-2026", "officers-2025")
    )
    assert newer.table["base"].sum() == 1_881_743
    assert older.table["base"].sum() == 1_826_000


def test_women_of_wards_are_an_estimate_that_adds_up(caller: Caller) -> None:
    of_wards = allocate_posts(caller, Plan(10, "ward", "women-16plus"), ["demand"])
    of_units = allocate_posts(caller, Plan(10, "bcu", "women-16plus"), ["demand"])
    assert of_wards.table["demand"].sum() == pytest.approx(of_units.table["demand"].sum(), rel=1e-4)
    assert of_wards.demand.parts is None


def test_suspects_homes_and_days_are_those_of_the_record(question: Question) -> None:
    homes = allocate_posts(question, Plan(10, "borough", "homes"), ["demand"])
    known = {code: demand for code, demand in demands_of(homes).items() if demand}
    assert known == {CAMDEN: 7, HACKNEY: 6, BARNET: 1}
    assert homes.version == question.version
    listed = allocate_posts(question, Plan(10, "bcu", "hundred"), ["demand"])
    assert {code: demand for code, demand in demands_of(listed).items() if demand} == {
        "CN": 7, "CE": 6, "NW": 1,
    }  # fmt: skip
    days = allocate_posts(question, Plan(10, "borough", "index-days"), ["demand"])
    camden, hackney = (demands_of(days)[code] or 0 for code in (CAMDEN, HACKNEY))
    assert camden == 13 * hackney > 0
    assert days.demand.unit == 10
    assert days.demand.parts is not None
    parts = days.demand.parts.filter(pl.col("code") == CAMDEN)
    assert (parts["each"] * parts["count"]).sum() == camden


def test_a_supervisor_is_not_shown_small_counts_of_others_by_way_of_posts(
    question: Question,
) -> None:
    viewer = Viewer("sam", role="supervisor", boroughs=frozenset({CAMDEN}))
    theirs = ask(question.workspace, viewer)
    for demand in OF_RECORD:
        refused = r"small number that your role is not shown|have 1 to 4 crimes together"
        with pytest.raises((AreasError, NotAllowedError), match=refused):
            allocate_posts(theirs, Plan(10, "borough", demand), ["demand"])
        with pytest.raises((AreasError, NotAllowedError), match=refused):
            draw_allocation(theirs, Plan(10, "borough", demand), "demand")
    published = allocate_posts(theirs, Plan(240), ["demand"])
    assert published.table["demand"].sum() == 130_658


def test_areas_of_a_file_are_those_that_are_placed_in(caller: Caller) -> None:
    file = File("a.csv", b"code,base,demand\nX,10,30\nY,10,10\nZ,,5\n")
    own = read_own_areas(caller, file, "own")
    found = allocate_posts(caller, Plan(4, "own", "own", own=own))
    assert posts_of(found, "even-workload") == {"X": 4, "Y": 0, "Z": None}
    assert posts_of(found, "demand") == {"X": 3, "Y": 1, "Z": 0}
    assert posts_of(found, "residents") == {"X": None, "Y": None, "Z": None}
    assert found.in_unit(found.by_rule["even-workload"].spread.worst) == 30 / 14


def test_a_file_of_strength_is_the_base_of_its_areas_alone(caller: Caller) -> None:
    own = own_areas(File("a.csv", b"code,base\nCroydon,12\nCamden,\n"), "borough")
    found = allocate_posts(caller, Plan(3, "borough", own=own), ["formula-gap"])
    assert found.table.select("code", "base").rows() == [(CAMDEN, None), ("E09000008", 1_200)]
    assert posts_of(found, "formula-gap") == {CAMDEN: None, "E09000008": 3}


@pytest.mark.parametrize(
    ("by", "demand", "message"),
    [
        ("own", "own", "need a file that has them"),
        ("bcu", "own", "need a file that has them"),
        ("ward", "homes", "not known by ward"),
        ("ward", "hundred", "not known by ward"),
    ],
)
def test_what_does_not_go_together_is_refused(
    caller: Caller, by: By, demand: DemandName, message: str
) -> None:
    with pytest.raises(AreasError, match=message):
        allocate_posts(caller, Plan(3, by, demand))


def test_a_file_that_does_not_fit_is_refused(caller: Caller) -> None:
    own = own_areas(File("a.csv", b"code,base\nNA,12\n"), "bcu")
    for plan, message in (
        (Plan(3, "borough", own=own), "read as areas of the kind bcu"),
        (Plan(3, "bcu", "own", own=own), "has no demand"),
    ):
        with pytest.raises(AreasError, match=message):
            allocate_posts(caller, plan)
    areas = own_areas(File("a.csv", b"code,base\nX,12\n"), "own")
    with pytest.raises(AreasError, match="not known of areas of your own"):
        allocate_posts(caller, Plan(3, "own", "vawg-2025", own=areas))


def test_a_choice_that_is_none_names_those_that_are() -> None:
    with pytest.raises(AreasError, match="'county' is no kind of area; choose bcu, borough"):
        choose("kind of area", "county", BYS)
    assert choose("demand", "homes", DEMANDS) == "homes"


def test_draws_are_the_same_each_time_and_around_the_posts(caller: Caller) -> None:
    first, again = (draw_allocation(caller, Plan(240), "formula-gap") for _ in range(2))
    assert first is not None
    assert again is not None
    assert first.table.equals(again.table)
    assert first.draws == DRAWS == 1_000
    placed = posts_of(allocate_posts(caller, Plan(240), ["formula-gap"]), "formula-gap")
    for code, low, high in first.table.iter_rows():
        assert low <= (placed[code] or 0) <= high
    assert (first.table["high"] > first.table["low"]).any()
    assert first.moved > 0


def test_draws_are_of_what_comes_by_chance_alone(caller: Caller) -> None:
    assert draw_allocation(caller, Plan(240, demand="residents"), "demand") is None
    still = draw_allocation(caller, Plan(240), "equal")
    assert still is not None
    assert still.moved == 0
    assert (still.table["low"] == still.table["high"]).all()


def test_few_serious_crimes_move_more_posts_than_many_light_ones() -> None:
    areas = [Area("A", demand=1_000), Area("B", demand=1_000)]
    light = pl.DataFrame({"code": ["A", "B"], "each": [1, 1], "count": [1_000, 1_000]})
    grave = pl.DataFrame({"code": ["A", "B"], "each": [100, 100], "count": [10, 10]})
    wide, narrow = (
        draw_posts("demand", areas, parts, 100, RuleSettings()) for parts in (grave, light)
    )
    assert wide.moved > 5 * narrow.moved
    # Poisson of mean 10 is 10 to its root of 3.2: shares of two such move by some 11 in 100.
    assert 5 < wide.moved < 12


def test_a_record_s_answers_are_kept_for_who_asks_next(question: Question) -> None:
    plan = Plan(10, "bcu", "homes")
    first = draw_allocation(question, plan, "demand")
    assert draw_allocation(question, plan, "demand") is first


def test_each_rule_is_answered(caller: Caller) -> None:
    assert tuple(allocate_posts(caller, Plan(240)).by_rule) == RULES


@pytest.fixture
def with_city(tmp_path: Path) -> Path:
    """A record of the Met's, and then of the City's force as well, with crimes in the City."""
    folder = tmp_path / "both"
    load_lines(folder, line(), line("C2", "S2"))
    load_lines(folder, line(borough=IN_CITY), line("C3", "S3", borough=IN_CITY), force="CoLP")
    return folder


@pytest.mark.parametrize("by", ["bcu", "borough", "ward"])
def test_what_lies_in_the_city_is_known_once_its_force_is_in_and_gets_no_post(
    with_city: Path, by: By
) -> None:
    question = question_of(with_city)
    found = allocate_posts(question, Plan(240, by=by, demand="index-days"))
    assert IN_CITY not in found.table["code"]
    whole = sum(sorted(question.ranking.table["tenths"]))
    assert found.demand.knows_city
    assert found.demand.in_city == whole // 2  # two of four equal crimes
    elsewhere = found.demand.elsewhere
    assert elsewhere == (whole if by == "ward" else whole // 2)  # of no crime the ward is known
    for demand in ("homes", "hundred"):
        living = allocate_posts(question, Plan(240, by="borough", demand=demand)).demand
        assert (living.knows_city, living.in_city) == (True, 0)


def test_a_viewer_with_boroughs_of_their_own_is_not_told_how_much(with_city: Path) -> None:
    theirs = Viewer(who="a supervisor", role="supervisor", boroughs=frozenset({HACKNEY}))
    for force, borough in (("Met", HACKNEY), ("CoLP", IN_CITY)):  # enough that they are shown
        more = [line(f"{force}{n}", f"{force}{n}", borough=borough) for n in range(FEWEST)]
        load_lines(with_city, *more, force=force)
    found = allocate_posts(question_of(with_city, theirs), Plan(240, by="bcu", demand="index-days"))
    assert (found.demand.knows_city, found.demand.in_city) == (True, None)


def test_without_its_force_nothing_is_known_of_the_city(tmp_path: Path) -> None:
    load_lines(tmp_path / "met", line(), line("C2", "S2", borough=IN_CITY))
    question = question_of(tmp_path / "met")
    for demand in OF_RECORD:
        found = allocate_posts(question, Plan(240, by="borough", demand=demand)).demand
        assert (found.knows_city, found.in_city) == (False, None)
