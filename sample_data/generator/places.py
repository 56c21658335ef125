"""Where crimes happen and where suspects live."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from random import Random

    from sample_data.generator.marginals import Marginals

_WARD_UNKNOWN: Final = 0.03
_HOME_UNKNOWN: Final = 0.03
_LIVES_HERE: Final = 0.72
_LIVES_NEXT_DOOR: Final = 0.18


def ward_of(rng: Random, marginals: Marginals, borough: str | None) -> str | None:
    """A ward of the borough, by its recent violence; sometimes unknown."""
    if borough is None or rng.random() < _WARD_UNKNOWN:
        return None
    wards = marginals.wards[borough]
    return rng.choices(wards.values, wards.weights)[0]


def home_of(rng: Random, marginals: Marginals, borough: str | None) -> str | None:
    """The home borough of a suspect first named in `borough`: mostly there or next to it."""
    chance = rng.random()
    if chance < _HOME_UNKNOWN:
        return None
    if borough is not None and chance < _HOME_UNKNOWN + _LIVES_HERE:
        return borough
    if borough is not None and chance < _HOME_UNKNOWN + _LIVES_HERE + _LIVES_NEXT_DOOR:
        return rng.choice(marginals.neighbours[borough])
    return rng.choices(marginals.boroughs.values, marginals.boroughs.weights)[0]
