"""The further rules of the sidebar, which few readers change, kept in the URL as the others are."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from dashboard.web.kit.parameters import take_choice, take_number, take_text
from harm.scoring.rules import MOST_DAYS, MOST_LETTERS, Rules, Ties, is_seed

DEFAULT: Final = Rules()
MOST_ALLEGATIONS: Final = 1_000

#: The part of the sidebar that has these rules, and where a session keeps whether it is open.
PART: Final = "more rules"
#: Where a session keeps whether one of them was not the usual one in its last run.
_CHANGED: Final = "more rules changed"
#: The fields of `Rules` that controls have another name for.
_FIELDS: Final = {"half_life": "half_life_days", "minimum": "minimum_allegations"}

_STAY: Final = {"stay": "Stay", "leave": "Are left out"}
#: For each rule that is a choice, its label and what its values are called; the first is usual.
CHOICES: Final[dict[str, tuple[str, dict[str, str]]]] = {
    "co_suspects": (
        "Crimes with several suspects",
        {"full": "Each carries the full days", "equal_share": "They share the days equally"},
    ),
    "victim_rows": (
        "A crime with several victims",
        {"once": "Counts once", "each": "Counts for each victim"},
    ),
    "attempts": ("Attempts", _STAY),
    "derived": ("Offences newer than the index", _STAY),
    "custody": ("People in custody or prison", _STAY),
    "police_generated": ("Reports by the police themselves", _STAY),
}
#: What is usual for each control here, by its key.
USUAL: Final[dict[str, Any]] = {
    **{key: getattr(DEFAULT, key) for key in CHOICES},
    "half_life": DEFAULT.half_life_days,
    "minimum": DEFAULT.minimum_allegations,
    "seed": DEFAULT.seed,
    "lot_seed": DEFAULT.lot_seed,
}


def choose_more_rules(ties: Ties) -> dict[str, Any]:
    """Ask for the further rules; the fields of `Rules` that they are, and their values.

    The part of the sidebar that has them opens where any of them is not the usual one. Where it is
    closed and all of them are, its controls are not sent: ten controls take a browser longer than
    the rest of the sidebar does.

    Args:
        ties: what was chosen for a tie at the cut. A lot needs a seed; until it has one, the order
            decides, and the page says so.
    """
    before = _take_all()
    changed = before != USUAL or ties == "lot"
    if changed and not st.session_state.get(_CHANGED, False):
        st.session_state[PART] = True
    st.session_state[_CHANGED] = changed
    part = st.expander("More rules", key=PART, on_change="rerun")
    if not (changed or part.open):
        return {_FIELDS.get(key, key): before[key] for key in USUAL if key != "lot_seed"} | {
            "ties": ties
        }
    with part:
        return {key: _choose(key) for key in CHOICES} | {
            "half_life_days": _choose_half_life(),
            "minimum_allegations": _choose_minimum(),
            "seed": _choose_seed(),
            **_choose_lot(ties),
        }


def close_more_rules() -> None:
    """Close the part of the sidebar that has the further rules, before it is made again."""
    st.session_state[PART] = False


def _take_all() -> dict[str, Any]:
    """Take what the link says for each control, before any of them is made."""
    choices = {
        key: take_choice(key, list(titles), title=titles.__getitem__)
        for key, (_, titles) in CHOICES.items()
    }
    return choices | {
        "half_life": take_number("half_life", low=1, high=MOST_DAYS, usual=USUAL["half_life"]),
        "minimum": take_number("minimum", low=1, high=MOST_ALLEGATIONS, usual=USUAL["minimum"]),
        "seed": take_text("seed", fits=is_seed, usual=USUAL["seed"]),
        "lot_seed": take_text("lot_seed", fits=is_seed, usual=USUAL["lot_seed"]),
    }


def _choose(key: str) -> str:
    """One of the values of a rule."""
    label, titles = CHOICES[key]
    return st.selectbox(
        label, list(titles), format_func=titles.__getitem__, key=key, bind="query-params"
    )


def _choose_half_life() -> int | None:
    """The age in days at which an allegation weighs half; None: its age changes nothing."""
    days = st.number_input(
        "Half-life, days",
        min_value=1,
        max_value=MOST_DAYS,
        value=DEFAULT.half_life_days,
        key="half_life",
        bind="query-params",
        placeholder="None",
        help="The age at which an allegation weighs half. Empty: each weighs the same at any age.",
    )
    return None if days is None else int(days)


def _choose_minimum() -> int:
    """How many allegations must count for a suspect to be ranked."""
    fewest = st.number_input(
        "Minimum of allegations",
        min_value=1,
        max_value=MOST_ALLEGATIONS,
        value=DEFAULT.minimum_allegations,
        key="minimum",
        bind="query-params",
        help="How many allegations must count for a suspect to be ranked.",
    )
    return int(fewest)


def _choose_seed() -> str:
    """The seed of the draw that decides between suspects who are equal in everything else."""
    seed = st.text_input(
        "Seed of the last draw",
        value=DEFAULT.seed,
        max_chars=MOST_LETTERS,
        key="seed",
        bind="query-params",
        help="Suspects who are equal in everything else are ordered by a draw. The same seed "
        "always gives the same draw.",
    )
    if seed is not None and is_seed(seed):
        return seed
    st.warning(
        f"This seed cannot be used; {DEFAULT.seed} is used instead. Write letters, digits and "
        f"spaces, at most {MOST_LETTERS}."
    )
    return DEFAULT.seed


def _choose_lot(ties: Ties) -> dict[str, Any]:
    """What is done at a tie, with the seed of the lot where that is one."""
    given = st.text_input(
        "Seed of the lot at the cut",
        value=DEFAULT.lot_seed,
        max_chars=MOST_LETTERS,
        key="lot_seed",
        bind="query-params",
        help="Used where those tied at the cut are decided by lot, and nowhere else. Draw it and "
        "write it down before anybody sees the data: the same seed always gives the same lot.",
    )
    if ties != "lot":
        return {"ties": ties}
    seed = given or ""
    if seed.strip() and is_seed(seed):
        return {"ties": ties, "lot_seed": seed}
    st.warning(
        f"The lot has no seed that can be used, so the order decides. Write letters, digits and "
        f"spaces into the field above, at most {MOST_LETTERS}."
    )
    return {"ties": DEFAULT.ties}
