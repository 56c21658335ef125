"""What a rule shares posts among, and by which settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal, get_args

from harm.errors import HarmError

RuleName = Literal[
    "equal",
    "per-borough",
    "residents",
    "demand",
    "formula-gap",
    "formula-gap-capped",
    "even-workload",
    "blend",
    "diminishing",
]
RULES: Final[tuple[RuleName, ...]] = get_args(RuleName)

#: Strength is counted in hundredths of a full-time officer, as it is published.
HUNDREDTHS: Final = 100
#: The largest pool: several times all officers that London has.
MOST_POSTS: Final = 100_000
#: The largest pool for a diminishing return, whose numbers grow with the pool.
MOST_DIMINISHING: Final = 5_000


class AllocationError(HarmError):
    """Areas, a pool or a setting that no rule can work with, or a rule that does not exist."""


@dataclass(frozen=True, slots=True)
class Area:
    """One area, as far as a rule needs to know it.

    Attributes:
        code: tells areas apart; equals are settled in its order.
        base: officers there already, in hundredths of a full-time officer; None: not known, which
            is not 0.
        demand: what there is to deal with, in any whole unit that is the same for all areas;
            None: not known.
        residents: people; None: not known.
        boroughs: how many boroughs it is, or which part of one.
    """

    code: str
    base: int | None = None
    demand: int | None = None
    residents: int | None = None
    boroughs: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """What is chosen within a rule.

    Attributes:
        demand_percent: of `blend`, the part of the posts that goes by demand; the rest goes by
            residents.
        floor: of `blend`, posts that every area gets first.
        cap_per_mille: of `formula-gap-capped`, the most posts of an area as a part of its
            strength: 20 is 2 %.
        falloff_percent: of `diminishing`, by how much less each further post of an area counts
            than the one before it.
    """

    demand_percent: int = 50
    floor: int = 1
    cap_per_mille: int = 20
    falloff_percent: int = 10

    def __post_init__(self) -> None:
        """Refuse what no rule can work with.

        Raises:
            AllocationError: a setting is out of bounds.
        """
        bounds = (
            ("part by demand", self.demand_percent, 0, 100, "percent"),
            ("floor", self.floor, 0, 1_000, "posts"),
            ("cap", self.cap_per_mille, 0, 1_000, "per mille of the strength"),
            ("falloff", self.falloff_percent, 1, 99, "percent"),
        )
        for name, value, low, high, unit in bounds:
            if not low <= value <= high:
                raise AllocationError(
                    f"The {name} is {value:,}; it must be from {low:,} to {high:,} {unit}."
                )


def check_areas(areas: Sequence[Area], pool: int) -> None:
    """Refuse areas and pools that no rule can work with.

    Raises:
        AllocationError: there is no area, an area twice, a figure below 0, or a pool that is
            none.
    """
    if not 0 <= pool <= MOST_POSTS:
        raise AllocationError(f"The pool is {pool:,} posts; it must be from 0 to {MOST_POSTS:,}.")
    if not areas:
        raise AllocationError("There is no area to place posts in; name at least one.")
    seen: set[str] = set()
    for area in areas:
        if area.code in seen:
            raise AllocationError(f"The area {area.code[:40]!r} is there twice; leave one out.")
        seen.add(area.code)
        for name in ("base", "demand", "residents", "boroughs"):
            value = getattr(area, name)
            if value is not None and value < 0:
                raise AllocationError(
                    f"The {name} of {area.code[:40]!r} is {value}; it must be 0 or more."
                )
