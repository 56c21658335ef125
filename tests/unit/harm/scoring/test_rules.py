from dataclasses import FrozenInstanceError, fields, replace
from typing import Any

import pytest

from harm.errors import RulesError
from harm.scoring.rules import MOST_DAYS, MOST_LETTERS, MOST_LISTED, Rules, Ties, is_seed

#: For each choice another value than the default.
DEPARTURES: dict[str, Any] = {
    "definition": "all",
    "window_days": 730,
    "top": 50,
    "co_suspects": "equal_share",
    "victim_rows": "each",
    "attempts": "leave",
    "derived": "leave",
    "custody": "leave",
    "police_generated": "leave",
    "half_life_days": 90,
    "minimum_allegations": 2,
    "seed": "another",
    "ties": "all_in",
    "lot_seed": "a lot",
}
EACH = pytest.mark.parametrize(("name", "value"), [*DEPARTURES.items()])


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
        lot_seed="",
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


def departed(name: str, value: Any) -> Rules:  # noqa: ANN401 - of any field
    """The default rules with one choice made otherwise; a seed of a lot needs a lot."""
    lot = Rules(ties="lot", lot_seed="first")
    return replace(lot if name == "lot_seed" else Rules(), **{name: value})


@EACH
def test_the_id_changes_with_every_choice(name: str, value: object) -> None:
    assert departed(name, value).id != Rules().id


def test_no_two_departures_have_the_same_id() -> None:
    ids = {departed(n, v).id for n, v in DEPARTURES.items()}
    ids |= {departed("lot_seed", "another").id}
    assert len(ids) == len(DEPARTURES) + 1


@pytest.mark.parametrize("seed", ["", " ", "\N{NO-BREAK SPACE}"])
def test_a_lot_needs_a_seed(seed: str) -> None:
    with pytest.raises(RulesError, match="seed"):
        Rules(ties="lot", lot_seed=seed)


@pytest.mark.parametrize("ties", ["order", "all_in", "stop_above"])
def test_a_seed_of_a_lot_that_is_not_drawn_is_refused(ties: Ties) -> None:
    with pytest.raises(
        RulesError, match=r"^The seed of the lot is 'a lot', and the ties at the cut are not decid"
    ):
        Rules(ties=ties, lot_seed="a lot")


def test_another_choice_at_the_cut_needs_no_seed_of_a_lot() -> None:
    lot = Rules(ties="lot", lot_seed="a lot", top=3)
    assert lot.with_ties("all_in") == Rules(ties="all_in", top=3)


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("definition", "vawg, vawg-any-sex, all"),
        ("co_suspects", "full, equal_share"),
        ("victim_rows", "once, each"),
        ("ties", "order, all_in, stop_above, lot"),
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
    with pytest.raises(RulesError, match=r"^The seed of the lot is .*; it must be text on one lin"):
        Rules(ties="lot", lot_seed=seed)  # type: ignore[arg-type]


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
