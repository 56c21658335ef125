from dataclasses import FrozenInstanceError, fields, replace
from typing import Any

import pytest

from harm.errors import RulesError
from harm.scoring.rules import MOST_DAYS, MOST_LETTERS, MOST_LISTED, Rules, is_seed

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
}
EACH = pytest.mark.parametrize(("name", "value"), [(n, v) for n, (v, _) in DEPARTURES.items()])


def test_the_defaults_are_the_public_rule() -> None:
    assert Rules() == Rules(
        definition="vawg",
        window_days=365,
        top=100,
        co_suspects="full",
        victim_rows="once",
        attempts="stay",
        derived="stay",
        custody="stay",
        police_generated="stay",
        half_life_days=None,
        minimum_allegations=1,
        seed="harmdesk",
        ties="order",
    )


def test_every_choice_is_tested_here() -> None:
    assert set(DEPARTURES) == {field.name for field in fields(Rules)}


def test_rules_cannot_be_changed_once_made() -> None:
    with pytest.raises(FrozenInstanceError):
        Rules().top = 5  # type: ignore[misc]


def test_an_id_is_twelve_hexadecimal_digits_and_always_the_same() -> None:
    assert Rules().id == Rules().id
    assert len(Rules().id) == 12
    assert int(Rules().id, 16) > 0


def test_lists_of_the_first_edition_keep_their_names() -> None:
    assert Rules().id == "c28c303156c8"
    assert Rules(top=12).id == "7b8b50dda103"
    assert Rules(half_life_days=90, custody="leave").id == "0652bce87024"


@EACH
def test_the_id_changes_with_every_choice(name: str, value: object) -> None:
    assert replace(Rules(), **{name: value}).id != Rules().id  # type: ignore[arg-type]


def test_no_two_departures_have_the_same_id() -> None:
    ids = {replace(Rules(), **{n: v}).id for n, (v, _) in DEPARTURES.items()}
    assert len(ids) == len(DEPARTURES)


def test_the_public_rule_is_one_plain_sentence() -> None:
    assert Rules().describe() == (
        "Days of harm, added up over VAWG allegations (violence against women and girls) "
        "recorded in the 365 days to the date of the list."
    )


@pytest.mark.parametrize("name", DEPARTURES)
def test_the_sentence_names_each_departure(name: str) -> None:
    value, said = DEPARTURES[name]
    sentence = replace(Rules(), **{name: value}).describe()
    assert said in sentence
    assert said not in Rules().describe()
    assert sentence.endswith(".")


def test_a_list_that_stops_above_its_ties_says_so() -> None:
    assert (
        Rules(ties="stop_above")
        .describe()
        .endswith("; nobody level at the cut is in, unless all of them have a place.")
    )


def test_the_wider_reading_says_whom_it_adds() -> None:
    assert "a victim of any sex" in Rules(definition="vawg-any-sex").describe()


def test_several_departures_are_all_named() -> None:
    sentence = Rules(attempts="leave", custody="leave", half_life_days=1000).describe()
    assert sentence.endswith(
        "; attempts are left out; people whom their latest row has in custody or prison are left "
        "out; "
        "an allegation weighs half after 1,000 days."
    )


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("definition", "vawg, vawg-any-sex, all"),
        ("co_suspects", "full, equal_share"),
        ("victim_rows", "once, each"),
        ("ties", "order, all_in, stop_above"),
        *[(keep, "stay, leave") for keep in ("attempts", "derived", "custody", "police_generated")],
    ],
)
def test_a_word_that_a_choice_does_not_have_is_refused_with_those_it_has(
    name: str, allowed: str
) -> None:
    with pytest.raises(RulesError, match=f"^{name} is 'perhaps'; it must be one of {allowed}.$"):
        replace(Rules(), **{name: "perhaps"})  # type: ignore[arg-type]


NUMBERS = {
    "window_days": MOST_DAYS,
    "half_life_days": MOST_DAYS,
    "top": MOST_LISTED,
    "minimum_allegations": MOST_LISTED,
}


@pytest.mark.parametrize(("name", "most"), NUMBERS.items())
def test_a_number_may_be_anything_from_one_to_its_most(name: str, most: int) -> None:
    for value in (1, most):
        assert getattr(replace(Rules(), **{name: value}), name) == value  # type: ignore[arg-type]


@pytest.mark.parametrize(("name", "most"), NUMBERS.items())
@pytest.mark.parametrize("beyond", [-1, 0, None])
def test_a_number_out_of_bounds_is_refused_with_its_bounds(
    name: str, most: int, beyond: int | None
) -> None:
    value = most + 1 if beyond is None else beyond
    what = name.replace("_", " ")
    with pytest.raises(
        RulesError,
        match=f"^The {what} is {value:,}; it must be a whole number from 1 to {most:,}.$",
    ):
        replace(Rules(), **{name: value})  # type: ignore[arg-type]


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("value", [30.5, True])
def test_what_is_no_whole_number_is_refused_as_such(name: str, value: object) -> None:
    with pytest.raises(RulesError, match="must be a whole number from 1 to"):
        replace(Rules(), **{name: value})  # type: ignore[arg-type]


def test_a_window_of_one_day_is_spoken_of_in_the_singular() -> None:
    assert "recorded in the day to the date of the list" in Rules(window_days=1).describe()


@pytest.mark.parametrize("seed", ["", "another", "é Ω 7", "a" * MOST_LETTERS])
def test_a_seed_is_text_on_one_line(seed: str) -> None:
    assert is_seed(seed)
    assert Rules(seed=seed).seed == seed


@pytest.mark.parametrize(
    "seed", ["a\nb", "\x00", "\ud800", "a" * (MOST_LETTERS + 1), None, 5, ["a"]]
)
def test_what_is_no_line_of_text_is_no_seed(seed: object) -> None:
    assert not is_seed(seed)
    with pytest.raises(RulesError, match=r"^The seed is .*; it must be text on one line, of at m"):
        Rules(seed=seed)  # type: ignore[arg-type]


@pytest.mark.parametrize("length", [58, 59])
@pytest.mark.parametrize(
    ("name", "sign"), [("attempts", "a"), ("top", "a"), ("seed", "\N{NO-BREAK SPACE}")]
)
def test_a_long_value_is_quoted_in_part(name: str, sign: str, length: int) -> None:
    value = sign + "b" * (length - (4 if name == "seed" else 1))
    whole = repr(value)
    with pytest.raises(RulesError) as refused:
        replace(Rules(), **{name: value})  # type: ignore[arg-type]
    assert (f" {whole};" in str(refused.value)) == (len(whole) <= 60)
    assert f" {whole[:60]}" in str(refused.value)
    assert ("…" in str(refused.value)) == (len(whole) > 60)
