"""The rules in words: one sentence that names each departure."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from dashboard.wording.listing import SEPARATOR
from dashboard.wording.reasons import REASON_WORDS
from dashboard.wording.rules import choice_words, in_rules_words
from harm.scoring.eligibility import REASONS
from harm.scoring.rules import Rules
from harm.scoring.ties import ORDER

#: For each choice another value than the default, and what the sentence then says.
DEPARTURES: dict[str, tuple[Any, str]] = {
    "definition": ("all", "allegations of any offence"),
    "window_days": (730, "in the 730 days to"),
    "top": (50, "50"),
    "co_suspects": (
        "equal_share",
        "the people whose allegation of a crime counts share its days equally",
    ),
    "victim_rows": ("each", "a crime counts once for each of its victims"),
    "attempts": ("leave", "attempts are left out"),
    "derived": ("leave", "offences newer than the index are left out"),
    "custody": ("leave", "people whom their latest row has in custody or prison are left out"),
    "police_generated": ("leave", "reports by the police themselves are left out"),
    "half_life_days": (90, "an allegation weighs half after 90 days"),
    "minimum_allegations": (2, "at least 2 allegations are needed"),
    "seed": ("another", "another"),
    "ties": ("all_in", "everyone level at the cut is in"),
    "lot_seed": ("a lot", "; a lot decides who of those level at the cut is in; the seed of the"),
}


def test_every_choice_is_tested_here_and_has_its_words() -> None:
    assert set(DEPARTURES) == {field.name for field in fields(Rules)}
    assert {*choice_words(Rules()), "definition", "window_days"} == set(DEPARTURES)


def test_every_reason_and_every_part_of_the_order_has_its_words() -> None:
    assert list(REASON_WORDS) == list(REASONS)
    assert set(SEPARATOR) == {*ORDER[1:], "draw", "lot"}


def test_the_public_rule_is_one_plain_sentence() -> None:
    assert in_rules_words(Rules()) == (
        "Days of harm, added up over VAWG allegations (violence against women and girls) "
        "recorded in the 365 days to the date of the list."
    )


@pytest.mark.parametrize("name", DEPARTURES)
def test_the_sentence_names_each_departure(name: str) -> None:
    value, words = DEPARTURES[name]
    before = Rules(ties="lot", lot_seed="first") if name == "lot_seed" else Rules()
    sentence = in_rules_words(replace(before, **{name: value}))
    assert words in sentence
    assert words not in in_rules_words(Rules())
    assert sentence.endswith(".")


def test_a_list_that_stops_above_its_ties_says_so() -> None:
    assert in_rules_words(Rules(ties="stop_above")).endswith(
        "; nobody level at the cut is in, unless all of them have a place."
    )


def test_the_wider_reading_says_whom_it_adds() -> None:
    assert "a victim of any sex" in in_rules_words(Rules(definition="vawg-any-sex"))


def test_several_departures_are_all_named() -> None:
    sentence = in_rules_words(Rules(attempts="leave", custody="leave", half_life_days=1000))
    assert sentence.endswith(
        "; attempts are left out; people whom their latest row has in custody or prison are left "
        "out; "
        "an allegation weighs half after 1,000 days."
    )


def test_a_window_of_one_day_is_spoken_of_in_the_singular() -> None:
    assert "recorded in the day to the date of the list" in in_rules_words(Rules(window_days=1))
