"""Walks along streets in words: what is unknown is said, and a share is whole only where it is."""

from __future__ import annotations

from dataclasses import replace

from dashboard.analysis.reach.streets import Ratio
from dashboard.services.resources.walks import OnStreets
from dashboard.wording import streets as words
from tests.unit.dashboard.geography.test_streets import FACTS

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


def test_who_is_not_placed_is_said_and_nobody_needs_no_words() -> None:
    on = OnStreets(PLAIN, None, 0, (), 1)
    assert words.in_not_placed_words(on) == ""
    said = words.in_not_placed_words(
        replace(on, not_placed=1_234, sites_not_placed=tuple("ABCDEFG"))
    )
    assert "1,234 residents counted live over 500 m from the network" in said
    assert "7 sites are over 500 m from the network and not placed on it" in said
    assert "(A, B, C, D, E and others)" in said
