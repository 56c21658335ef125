"""Walks along streets in words: what is unknown is said, and a share is whole only where it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dashboard.analysis.reach.streets import Ratio
from dashboard.services.resources.reach import reach_of
from dashboard.services.resources.sites import ReachChoice
from dashboard.services.resources.streets import bring_streets
from dashboard.services.resources.walks import OnStreets
from dashboard.wording import streets as words
from dashboard.wording.reach import in_reach_words
from tests.unit.dashboard.geography.test_streets import FACTS
from tests.unit.dashboard.services.resources.asking import a_caller
from tests.unit.dashboard.street_files import by_ends, grid

PLAIN = replace(
    FACTS, links=90_000, points=50_000, largest=90_000, read=90_000, unusable=0, outside=0,
    motorways=0, loops=0, loose=0, pieces=0,
)  # fmt: skip


def test_the_ratio_stands_next_to_what_is_assumed_without_streets() -> None:
    assert words.in_ratio_words(Ratio(1.284, 1.12, 1.617, 2_013)) == (
        "Along streets a walk is 1.28 times its straight line by the median, and 1.12 to 1.62 "
        "times in nine of ten; 2,013 areas that lie 250 to 2,400 m from the site. Without streets "
        "1.3 times is assumed."
    )
    assert "is not known" in words.in_ratio_words(None)


def test_a_whole_network_needs_few_words() -> None:
    assert words.in_network_words(PLAIN) == (
        "The street network from a “file”.parquet has 90,000 links between 50,000 points. Of the "
        "links that can be walked, 100 % are joined into one."
    )
    loose = replace(PLAIN, loose=3, pieces=1)
    assert "99.9 % are joined" in words.in_network_words(loose)
    assert "3 links in 1 small piece that is joined to nothing else are left out." in (
        words.in_network_words(loose)
    )


def test_what_is_left_out_is_said() -> None:
    said = words.in_network_words(FACTS)
    for part in (
        "60.0 % are joined into one",
        "2 links in 2 small pieces that are joined to nothing else are left out",
        "does not say which links are motorways, so all are walked",
        "Of 9 links in the file also left out: 2 outside London, 1 without a usable line or",
        "1 that end where they begin.",
    ):
        assert part in said
    apart = words.in_network_words(replace(PLAIN, parts=2, motorways=7))
    assert "in 2 parts that no street joins" in apart
    assert "7 links of motorways and slip roads: not walked." in apart


def test_a_share_is_whole_at_least_between_or_not_known(tmp_path: Path) -> None:
    caller = a_caller(tmp_path)
    bring_streets(caller, by_ends(grid()))
    reach = reach_of(caller, ReachChoice(basis="streets"))
    row = {"name": "Brent", "residents": 1_000, "within_20": 100, "low": 100, "high": 100}
    walk = (
        "within 20 minutes' walk, at 80 m a minute along streets, of one of 27 counters, as of 3 "
        "March 2026"
    )
    who = "Brent's residents"
    sentences = {
        100: f"10.0 % of {who} (100 of 1,000) live {walk}.",
        150: f"At least 10.0 % of {who} (100 of 1,000) live {walk}; of 50 it is not known, so "
        f"that it may be up to 15.0 %.",
        151: f"Between 10.0 % and 15.1 % of {who} (100 to 151 of 1,000) live {walk}: of 51 it is "
        f"not known.",
    }
    for high, sentence in sentences.items():
        assert in_reach_words(reach, row | {"high": high}) == sentence
    nothing = in_reach_words(reach, row | {"within_20": None, "low": 0, "high": 1_000})
    assert nothing.startswith(f"How many of {who} (1,000) live {walk}, is not known")


def test_who_is_not_placed_is_said_and_nobody_needs_no_words() -> None:
    on = OnStreets(PLAIN, None, 0, (), 1)
    assert words.in_not_placed_words(on) == ""
    said = words.in_not_placed_words(
        replace(on, not_placed=1_234, sites_not_placed=tuple("ABCDEFG"))
    )
    assert "1,234 residents counted live over 500 m from the network" in said
    assert "7 sites are over 500 m from the network and not placed on it" in said
    assert "(A, B, C, D, E and others)" in said
