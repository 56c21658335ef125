"""The reader's own borough is kept for them alone, and says what the pages it leads to say."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from dashboard.access.viewer import Viewer
from dashboard.errors import AreasError
from dashboard.geography import borough_names
from dashboard.services.listing.filters import Filter
from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.overview import answer_overview
from dashboard.services.own_borough import (
    SETTING,
    OwnBorough,
    answer_own_borough,
    at_large_filter,
    choose_own_borough,
    own_borough,
)
from dashboard.services.places.areas import compare_areas
from dashboard.services.question import Caller, ask
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.wording.own_borough import in_own_borough_words
from tests.conftest import TESTER
from tests.unit.dashboard.build import ANALYST, desk_with, looks, row

CAMDEN, CROYDON, CITY = "E09000007", "E09000008", "E09000001"


@pytest.fixture
def small(tmp_path: Path) -> Workspace:
    return desk_with(
        tmp_path,
        row(crime_ref="C1", suspect_id="Ann", suspect_home_borough=CAMDEN, borough=CROYDON),
        row(crime_ref="C2", suspect_id="Ben", suspect_home_borough=CROYDON, borough=CROYDON),
        row(crime_ref="C3", suspect_id="Cem", borough=None),
    )


def test_a_choice_is_kept_for_whoever_made_it_and_has_a_line(small: Workspace) -> None:
    mine, theirs = Caller(small, ANALYST), Caller(small, Viewer(who="another"))
    assert own_borough(mine) is None
    choose_own_borough(mine, CAMDEN)
    choose_own_borough(theirs, CROYDON)
    again = Workspace(Settings(data=small.settings.data))
    assert own_borough(Caller(again, ANALYST)) == CAMDEN
    assert own_borough(theirs) == CROYDON
    choose_own_borough(mine, None)
    assert own_borough(mine) is None
    lines = looks(small).select("who", "action", "subject").rows()
    assert lines == [
        ("an analyst", "own_borough", "Camden"),
        ("another", "own_borough", "Croydon"),
        ("an analyst", "own_borough", "none"),
    ]


def test_what_is_no_borough_is_refused_and_what_was_one_is_none(small: Workspace) -> None:
    caller = Caller(small, ANALYST)
    with pytest.raises(AreasError, match="no code of a London borough"):
        choose_own_borough(caller, "E99999999")
    assert looks(small).is_empty()
    small.register.keep_setting(ANALYST, SETTING, "E99999999")
    assert own_borough(caller) is None


def test_a_small_record_is_counted_by_hand(small: Workspace) -> None:
    question = ask(small, ANALYST)
    croydon = answer_own_borough(question, CROYDON, None)
    assert croydon == OwnBorough(
        code=CROYDON, home=1, at_large=0, incident=2, new=None, listed=3, tenths=36_500
    )
    assert answer_own_borough(question, CAMDEN, None).home == 1
    assert answer_own_borough(question, CAMDEN, None).incident == 0


def test_at_large_with_two_or_more_victims_is_counted_by_hand(tmp_path: Path) -> None:
    here = {"suspect_home_borough": CAMDEN, "suspect_situation": "at_large"}
    kept = {**here, "suspect_situation": "custody"}
    small = desk_with(
        tmp_path,
        *(row(crime_ref=f"A{n}", suspect_id="Ann", victim_id=f"V{n}", **here) for n in (1, 2)),
        *(row(crime_ref=f"B{n}", suspect_id="Ben", victim_id=f"V{n}", **kept) for n in (1, 2)),
        *(row(crime_ref=f"C{n}", suspect_id="Cem", victim_id="V1", **here) for n in (1, 2)),
    )
    own = answer_own_borough(ask(small, ANALYST), CAMDEN, None)
    assert (own.home, own.at_large) == (3, 1)


@pytest.mark.slow
@pytest.mark.parametrize("code", [CAMDEN, CROYDON, CITY])
def test_it_says_what_the_pages_say_that_it_leads_to(desk: Workspace, code: str) -> None:
    question = ask(desk, TESTER)
    moved = answer_overview(question).movement
    assert moved is not None
    own = answer_own_borough(question, code, moved)
    home = ranked_list(question, Filter(home=(code,))).people["suspect_id"]
    incident = ranked_list(question, Filter(incident=(code,))).people["suspect_id"]
    assert (own.home, own.incident) == (home.len(), incident.len())
    people = ranked_list(question, at_large_filter(code)).people
    assert own.at_large == people.height
    assert {*people["suspect_id"]} <= {*home}
    came = moved.people.filter(pl.col("movement").cast(pl.String) == "entered")["suspect_id"]
    assert own.new == len({*home, *incident} & {*came})
    row_of = compare_areas(question).rows.filter(pl.col("code") == code)
    assert own.tenths == row_of["tenths"].item()
    assert own.listed == 100


def test_no_sentence_is_of_nothing(small: Workspace) -> None:
    ranking = ask(small, ANALYST).ranking
    nothing = OwnBorough(code=CAMDEN, home=0, at_large=0, incident=0, new=0, listed=3, tenths=None)
    assert in_own_borough_words(nothing, ranking) == {}
    words = in_own_borough_words(
        OwnBorough(code=CAMDEN, home=1, at_large=1, incident=2, new=1, listed=3, tenths=36_505),
        ranking,
    )
    assert words == {
        "home": "**1** of the 3 listed lives in Camden",
        "at_large": "**1** of these at large, with two or more victims",
        "incident": "**2** listed have allegations there",
        "movement": "**1** of these is new",
        "boroughs": "**3,650.5** days of harm there in 365 days",
    }
    several = OwnBorough(code=CAMDEN, home=2, at_large=0, incident=1, new=2, listed=3, tenths=None)
    assert list(in_own_borough_words(several, ranking).values()) == [
        "**2** of the 3 listed live in Camden",
        "**1** listed has an allegation there",
        "**2** of these are new",
    ]
    nobody_lives = OwnBorough(
        code=CAMDEN, home=0, at_large=0, incident=1, new=0, listed=3, tenths=30
    )
    assert list(in_own_borough_words(nobody_lives, ranking).values()) == [
        "**1** listed has an allegation in Camden",
        "**3** days of harm there in 365 days",
    ]
    days_alone = OwnBorough(code=CAMDEN, home=0, at_large=0, incident=0, new=0, listed=3, tenths=20)
    assert list(in_own_borough_words(days_alone, ranking).values()) == [
        "**2** days of harm in Camden in 365 days"
    ]


def test_every_borough_can_be_chosen(small: Workspace) -> None:
    question = ask(small, ANALYST)
    for code in borough_names():
        assert answer_own_borough(question, code, None).code == code
