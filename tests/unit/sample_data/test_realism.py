"""Nothing in the demonstration that an analyst would laugh at: a test for each kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import polars as pl
import pytest

from sample_data.extracts import as_known
from sample_data.generator.law import in_force_from
from sample_data.generator.marginals import load_marginals
from sample_data.generator.names import name_pools
from sample_data.generator.population import Demonstration
from sample_data.months import MONTHS, month_end

pytestmark = pytest.mark.slow

KEY = ["crime_ref", "suspect_id"]
KILLING = "Murder - of persons aged 1 year or over"
COERCIVE = "controlling/coercive"
CLOSED = ("charged", "convicted", "acquitted")
#: How far a case has gone; what has the same number takes the place of what it follows.
STAGE = {
    "named": 0,
    "interviewed": 1,
    "arrested": 2,
    "charged": 3,
    "eliminated": 3,
    "no_further_action": 4,
    "convicted": 4,
    "acquitted": 4,
}
#: Titles of crimes whose conviction always brings prison.
RAPE_OR_WORSE = ("Rape", "Attempted rape", "Murder", "Attempted murder")


@pytest.fixture(scope="module")
def extracts(made: Demonstration) -> pl.DataFrame:
    return made.extracts


@pytest.fixture(scope="module")
def rows(made: Demonstration) -> pl.DataFrame:
    return made.allegations


@pytest.fixture(scope="module")
def as_of(extracts: pl.DataFrame) -> Callable[[int], pl.DataFrame]:
    """The record as it is known at the end of a month, counted from 0."""
    known: dict[int, pl.DataFrame] = {}

    def at(month: int) -> pl.DataFrame:
        return known.setdefault(month, as_known(extracts, month + 1))

    return at


def titled(*beginnings: str) -> pl.Expr:
    return pl.any_horizontal(pl.col("offence_title").str.starts_with(b) for b in beginnings)


def aged(years: int) -> pl.Expr:
    return pl.col("suspect_born").dt.offset_by(f"{years}y") <= pl.col("committed_on")


def test_nobody_reports_their_own_murder(extracts: pl.DataFrame) -> None:
    killings = extracts.filter(titled("Murder"))
    assert killings["crime_ref"].n_unique() > 30
    assert "victim" not in killings["source"].cast(pl.String).to_list()


def test_most_murders_come_to_a_charge(rows: pl.DataFrame) -> None:
    old = rows.filter(
        titled("Murder"),
        pl.col("suspect_id").is_not_null(),
        pl.col("recorded_on") < month_end(MONTHS - 1) - timedelta(days=90),
    )
    charged = old["allegation_status"].cast(pl.String).is_in(CLOSED).mean()
    assert 0.6 <= float(charged or 0) <= 0.97  # type: ignore[arg-type]


def killed(rows: pl.DataFrame) -> pl.DataFrame:
    """Each victim of a killing, and when."""
    return (
        rows.filter(titled("Murder"), pl.col("victim_id").is_not_null())
        .select("victim_id", killed_on="committed_on")
        .unique("victim_id")
    )


def test_nobody_is_harmed_after_they_were_killed(extracts: pl.DataFrame) -> None:
    dead = killed(extracts)
    later = extracts.join(dead, on="victim_id").filter(pl.col("committed_on") > pl.col("killed_on"))
    assert later.is_empty()


def test_nobody_reports_a_crime_after_they_were_killed(extracts: pl.DataFrame) -> None:
    dead = killed(extracts)
    reports = extracts.join(dead, on="victim_id").filter(
        pl.col("recorded_on") >= pl.col("killed_on"), pl.col("source") == "victim"
    )
    assert reports.is_empty()


def test_nobody_who_was_killed_is_named_later(extracts: pl.DataFrame) -> None:
    dead = killed(extracts)
    named = extracts.join(dead, left_on="suspect_id", right_on="victim_id")
    assert named.filter(pl.col("committed_on") > pl.col("killed_on")).is_empty()


def test_no_offence_is_older_than_its_law(extracts: pl.DataFrame) -> None:
    groups = {o.title: o.group for o in load_marginals().offences.values}
    titles = extracts["offence_title"].drop_nulls().unique().to_list()
    days = {title: in_force_from(title, groups[title]) for title in titles}
    assert len({day for day in days.values() if day > date.min}) > 15
    early = extracts.filter(
        pl.col("committed_on")
        < pl.col("offence_title").replace_strict(days, return_dtype=pl.Date, default=None)
    )
    assert early.is_empty()


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("Strangulation or suffocation", date(2022, 6, 7)),
        ("Engage in controlling/coercive behaviour in an intimate / family relationship.",
         date(2015, 12, 29)),
        ("Harassment - Stalking involving fear of violence", date(2012, 11, 25)),
        ("Harassment", date(1997, 6, 16)),
        ("Sending a photograph or film of genitals (cyberflashing)", date(2024, 1, 31)),
    ],
)  # fmt: skip
def test_the_law_of_an_offence_is_known(title: str, day: date) -> None:
    assert in_force_from(title, "Stalking and Harassment") == day


def test_a_sexual_offence_is_of_2003_where_nothing_says_otherwise() -> None:
    assert in_force_from("Voyeurism", "Other Sexual Offences") == date(2004, 5, 1)
    assert in_force_from("Rape of a female aged 16 or over", "Rape") == date.min


def test_nobody_in_prison_has_just_done_something(
    as_of: Callable[[int], pl.DataFrame],
) -> None:
    for month in range(MONTHS):
        inside = as_of(month).filter(pl.col("suspect_situation") == "prison")
        recent = inside["committed_on"] > month_end(month) - timedelta(days=28)
        assert not recent.any()


def test_nobody_does_anything_while_they_are_held(as_of: Callable[[int], pl.DataFrame]) -> None:
    last = as_of(MONTHS - 1)
    seen = 0
    for month in range(1, MONTHS):
        held = [
            frame.filter(pl.col("suspect_situation").is_in(["custody", "prison"]))["suspect_id"]
            for frame in (as_of(month - 1), as_of(month))
        ]
        both = set(held[0]) & set(held[1])
        seen += len(both)
        done = last.filter(
            pl.col("suspect_id").is_in(both),
            pl.col("committed_on") > month_end(month - 1),
            pl.col("committed_on") <= month_end(month),
        )
        assert done.is_empty()
    assert seen > 1000


def test_whoever_is_convicted_of_rape_or_worse_is_in_prison(
    as_of: Callable[[int], pl.DataFrame],
) -> None:
    found = 0
    for month in range(MONTHS):
        convicted = as_of(month).filter(
            titled(*RAPE_OR_WORSE), pl.col("allegation_status") == "convicted"
        )
        found += convicted.height
        where = set(convicted["suspect_situation"].cast(pl.String))
        assert where <= {"prison", "deceased"}
    assert found > 100


def test_whoever_is_charged_with_murder_is_held(as_of: Callable[[int], pl.DataFrame]) -> None:
    for month in range(MONTHS):
        charged = as_of(month).filter(titled("Murder"), pl.col("allegation_status") == "charged")
        assert set(charged["suspect_situation"].cast(pl.String)) <= {"custody", "deceased"}


def test_coercive_control_is_domestic_and_by_nobody_under_sixteen(rows: pl.DataFrame) -> None:
    found = rows.filter(pl.col("offence_title").str.contains(COERCIVE))
    assert found.height > 5000
    assert found["domestic"].all()
    assert found.filter(~aged(16)).is_empty()


def test_what_is_flagged_as_domestic_abuse_is_by_nobody_under_sixteen(rows: pl.DataFrame) -> None:
    assert rows.filter(pl.col("domestic"), ~aged(16)).is_empty()


def test_no_assault_on_an_officer_is_domestic_or_reported_by_a_relative(
    rows: pl.DataFrame,
) -> None:
    officers = rows.filter(pl.col("offence_title").str.contains("(?i)constable|police"))
    assert officers.height > 100
    assert not officers["domestic"].any()


def test_honour_based_abuse_is_domestic(rows: pl.DataFrame) -> None:
    flagged = rows.filter(pl.col("honour_based"))
    assert flagged.height > 100
    assert flagged["domestic"].all()


def test_more_is_done_at_weekends_and_less_recorded(rows: pl.DataFrame) -> None:
    crimes = rows.unique("crime_ref")
    shares = {
        column: float((crimes[column].dt.weekday() >= 6).mean())  # type: ignore[arg-type]
        for column in ("committed_on", "recorded_on")
    }
    assert shares["committed_on"] > 0.29
    assert shares["recorded_on"] < 0.27


def test_no_first_name_is_a_mans_and_a_womans(rows: pl.DataFrame) -> None:
    for pool in name_pools():
        assert not set(pool.male) & set(pool.female)
    men = set(rows.filter(pl.col("suspect_sex") == "M")["suspect_name"].drop_nulls())
    assert not any(name.startswith(("Ingrida ", "Fatima ", "Agnieszka ")) for name in men)


def test_a_case_never_goes_back(extracts: pl.DataFrame) -> None:
    stages = (
        extracts.filter(pl.col("suspect_id").is_not_null())
        .sort(*KEY, "month")
        .select(
            *KEY,
            stage=pl.col("allegation_status").cast(pl.String).replace_strict(STAGE),
        )
    )
    back = stages.with_columns(by=pl.col("stage").diff().over(KEY)).filter(pl.col("by") < 0)
    assert back.is_empty()


def test_no_case_is_decided_the_month_it_is_recorded(extracts: pl.DataFrame) -> None:
    verdicts = extracts.filter(
        pl.col("allegation_status").cast(pl.String).is_in(["convicted", "acquitted"])
    )
    ends = pl.col("month").replace_strict({m + 1: month_end(m) for m in range(MONTHS)})
    assert verdicts.filter(ends < pl.col("recorded_on").dt.offset_by("28d")).is_empty()


def test_no_case_goes_on_once_the_crime_is_cancelled(extracts: pl.DataFrame) -> None:
    ended = extracts.filter(pl.col("crime_status") != "recorded")
    assert ended.height > 2000
    assert "convicted" not in ended["allegation_status"].cast(pl.String).to_list()


def test_the_dead_are_named_for_nothing_later(as_of: Callable[[int], pl.DataFrame]) -> None:
    last, seen = as_of(MONTHS - 1), 0
    for month in range(MONTHS - 1):
        dead = as_of(month).filter(pl.col("suspect_situation") == "deceased")["suspect_id"]
        seen = max(seen, dead.n_unique())
        later = last.filter(
            pl.col("suspect_id").is_in(dead.implode()), pl.col("committed_on") > month_end(month)
        )
        assert later.is_empty()
    assert seen > 50


def test_the_dead_stay_dead(extracts: pl.DataFrame) -> None:
    where = extracts.filter(pl.col("suspect_id").is_not_null()).sort("month")
    alive_again = (
        where.group_by("suspect_id", "month")
        .agg((pl.col("suspect_situation") == "deceased").any().alias("dead"))
        .sort("suspect_id", "month")
        .with_columns(was=pl.col("dead").cum_max().over("suspect_id"))
        .filter(pl.col("was") & ~pl.col("dead"))
    )
    assert alive_again.is_empty()


def test_nobody_who_is_dead_or_held_is_somebody_elses_victim(rows: pl.DataFrame) -> None:
    both = set(rows["suspect_id"].drop_nulls()) & set(rows["victim_id"].drop_nulls())
    assert len(both) > 100
    where = rows.filter(pl.col("suspect_id").is_in(both))["suspect_situation"].cast(pl.String)
    assert set(where) <= {"at_large", "unknown"}
