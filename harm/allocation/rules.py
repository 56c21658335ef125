"""The rules: pure functions from areas and a pool to posts.

A rule is a choice of values; the figures cannot choose it. None of them says that an officer
prevents anything, and none knows what officers do: strength includes response and investigation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heapreplace
from typing import Final

from harm.allocation.areas import (
    HUNDREDTHS,
    MOST_DIMINISHING,
    RULES,
    AllocationError,
    Area,
    RuleName,
    RuleSettings,
    check_areas,
)
from harm.allocation.shares import in_proportion, in_proportion_capped, whole_weights
from harm.allocation.workload import Spread, even_workload, spread

#: What a rule has to know of an area; without it the area gets nothing by that rule, and is named.
RESTS_ON: Final[Mapping[RuleName, tuple[str, ...]]] = {
    "equal": (),
    "per-borough": (),
    "residents": ("residents",),
    "demand": ("demand",),
    "formula-gap": ("base", "demand"),
    "formula-gap-capped": ("base", "demand"),
    "even-workload": ("base", "demand"),
    "blend": ("demand", "residents"),
    "diminishing": ("demand",),
}
USUAL: Final = RuleSettings()


@dataclass(frozen=True, slots=True)
class Allocation:
    """How a pool falls on areas under a rule.

    Attributes:
        rule: its name.
        pool: how many posts there were.
        areas: by code.
        posts: of each; None: the rule has to know something of it that is not known.
        left: posts that the rule could not place: every cap is reached, or nothing says where.
            Posts and what is left sum to the pool.
        filled: of `formula-gap-capped`, posts that went beyond the formula, since every area to
            which it gives a post was at its cap.
        floor: of `blend`, the posts that every area got first: fewer than were chosen where the
            pool is too small for them; None: the rule has none.
        spread: how far workloads then lie apart.
    """

    rule: RuleName
    pool: int
    areas: tuple[Area, ...]
    posts: tuple[int | None, ...]
    left: int
    filled: int
    floor: int | None
    spread: Spread

    @property
    def blocked(self) -> tuple[str, ...]:
        """Codes of the areas of which the rule has to know something that is not known."""
        return tuple(
            area.code for area, placed in zip(self.areas, self.posts, strict=True) if placed is None
        )

    @property
    def without(self) -> tuple[str, ...]:
        """Codes of the areas that get no post."""
        return tuple(
            area.code for area, placed in zip(self.areas, self.posts, strict=True) if placed == 0
        )


def allocate(
    rule: str, areas: Sequence[Area], pool: int, settings: RuleSettings = USUAL
) -> Allocation:
    """Share a pool among areas by a rule; the order of the areas does not matter.

    Args:
        rule: one of `RULES`.
        areas: each once.
        pool: posts to place.
        settings: what is chosen within the rule.

    Raises:
        AllocationError: there is no such rule, or it cannot work with these areas and this pool.
    """
    name = rule_named(rule)
    check_areas(areas, pool)
    if name == "diminishing" and pool > MOST_DIMINISHING:
        raise AllocationError(
            f"The pool is {pool:,} posts; the rule 'diminishing' places {MOST_DIMINISHING:,} at "
            f"most. Choose a smaller pool or another rule."
        )
    ordered = sorted(areas, key=lambda area: area.code)
    posts, placed = _place(name, ordered, pool, settings)
    return Allocation(
        rule=name,
        pool=pool,
        areas=tuple(ordered),
        posts=posts,
        left=pool - sum(placed.posts),
        filled=placed.filled,
        floor=placed.floor,
        spread=spread(ordered, posts),
    )


def differing(one: Allocation, other: Allocation) -> int:
    """How many posts one allocation has elsewhere than another of the same areas and pool.

    Posts that are left over in one of them and placed in the other count too.
    """
    pairs = zip((*one.posts, one.left), (*other.posts, other.left), strict=True)
    return sum(abs((first or 0) - (second or 0)) for first, second in pairs) // 2


def place(
    rule: RuleName, areas: Sequence[Area], pool: int, settings: RuleSettings = USUAL
) -> tuple[int | None, ...]:
    """The posts of `allocate` alone, for areas by code that were checked there before."""
    return _place(rule, areas, pool, settings)[0]


def _place(
    rule: RuleName, ordered: Sequence[Area], pool: int, settings: RuleSettings
) -> tuple[tuple[int | None, ...], _Placed]:
    figures = RESTS_ON[rule]
    known = [area for area in ordered if all(getattr(area, name) is not None for name in figures)]
    placed = _PLACE[rule](known, pool, settings) if known else _Placed([])
    by_code = dict(zip((area.code for area in known), placed.posts, strict=True))
    return tuple(by_code.get(area.code) for area in ordered), placed


def rule_named(text: str) -> RuleName:
    """A text as the rule that it names.

    Raises:
        AllocationError: it names none.
    """
    for rule in RULES:
        if rule == text:
            return rule
    *others, last = RULES
    raise AllocationError(
        f"{text[:40]!r} is no rule of allocation; choose {', '.join(others)} or {last}."
    )


@dataclass(frozen=True, slots=True)
class _Placed:
    """Posts by area, and what there is to say of them."""

    posts: list[int]
    filled: int = 0
    floor: int | None = None


def _demands(areas: Sequence[Area]) -> list[int]:
    return [area.demand or 0 for area in areas]


def _bases(areas: Sequence[Area]) -> list[int]:
    return [area.base or 0 for area in areas]


def _equal(areas: Sequence[Area], pool: int, _: RuleSettings) -> _Placed:
    """The same for every area; those that come first by code get one more where it does not fit."""
    return _Placed(in_proportion([1] * len(areas), pool))


def _per_borough(areas: Sequence[Area], pool: int, _: RuleSettings) -> _Placed:
    """By how many boroughs an area is, or which part of one."""
    return _Placed(in_proportion(whole_weights([area.boroughs for area in areas]), pool))


def _residents(areas: Sequence[Area], pool: int, _: RuleSettings) -> _Placed:
    return _Placed(in_proportion([area.residents or 0 for area in areas], pool))


def _demand(areas: Sequence[Area], pool: int, _: RuleSettings) -> _Placed:
    return _Placed(in_proportion(_demands(areas), pool))


def gaps(areas: Sequence[Area], pool: int) -> list[int]:
    """How far each area is below a formula, as weights: 0 where it is not.

    The formula gives each area its part of demand of everybody, those who are there and the pool:
    `max(0, demand / sum of demand * (sum of base + pool) - base)`, here times the sum of demand
    and in hundredths, so that it stays whole.

    Args:
        areas: whose base and demand are known.
        pool: posts to place.
    """
    demands, bases = _demands(areas), _bases(areas)
    everybody, total = sum(bases) + HUNDREDTHS * pool, sum(demands)
    return [
        max(0, demand * everybody - base * total)
        for demand, base in zip(demands, bases, strict=True)
    ]


def _formula_gap(areas: Sequence[Area], pool: int, _: RuleSettings) -> _Placed:
    return _Placed(in_proportion(gaps(areas, pool), pool))


def _formula_gap_capped(areas: Sequence[Area], pool: int, settings: RuleSettings) -> _Placed:
    """The same, and no area gets more than a part of its strength, in whole posts.

    What is above a cap is shared, by their gaps, among the areas to which the formula gives a
    post. Once all of these are at their caps, what is left goes to the others in rounds of one
    each, the smallest strength first (equals by code), until they are at theirs too.
    """
    bases, weights = _bases(areas), gaps(areas, pool)
    caps = [base * settings.cap_per_mille // (1000 * HUNDREDTHS) for base in bases]
    formula = in_proportion(weights, pool)
    sharing = [weight if post else 0 for weight, post in zip(weights, formula, strict=True)]
    given, left = in_proportion_capped(sharing, pool, caps)
    filled = 0
    order = sorted(range(len(areas)), key=lambda place: bases[place])
    while left and (room := [place for place in order if given[place] < caps[place]]):
        low = min(given[place] for place in room)
        for place in [place for place in room if given[place] == low][:left]:
            given[place] += 1
            left -= 1
            filled += 1
    return _Placed(given, filled=filled)


def _even_workload(areas: Sequence[Area], pool: int, _: RuleSettings) -> _Placed:
    return _Placed(even_workload(_demands(areas), _bases(areas), pool))


def _blend(areas: Sequence[Area], pool: int, settings: RuleSettings) -> _Placed:
    """A floor for every area first; then part by demand, part by residents, as one weight.

    The floor is lowered to what the pool is enough for.
    """
    floor = min(settings.floor, pool // len(areas))
    demands, residents = _demands(areas), [area.residents or 0 for area in areas]
    of_demand, of_residents = settings.demand_percent, 100 - settings.demand_percent
    # Each part of the whole is a fraction of its own sum; where one sum is 0, the other decides.
    all_demand, all_residents = sum(demands) or 1, sum(residents) or 1
    weights = [
        of_demand * demand * all_residents + of_residents * people * all_demand
        for demand, people in zip(demands, residents, strict=True)
    ]
    more = in_proportion(weights, pool - floor * len(areas))
    return _Placed([floor + post for post in more], floor=floor)


def _diminishing(areas: Sequence[Area], pool: int, settings: RuleSettings) -> _Placed:
    """Each post where it counts most, and each further one of an area counts less than the last.

    The first post of an area counts as much as its demand, each further one so many percent less
    than the one before it (a supposition that is chosen, and no finding). Of equals the first by
    code gets it. The sum of what the posts count is the highest there can be.
    """
    kept = 100 - settings.falloff_percent
    heap = [
        (-(demand * 100**pool), place) for place, demand in enumerate(_demands(areas)) if demand
    ]
    given = [0] * len(areas)
    if not heap:
        return _Placed(given)
    heapify(heap)
    for _ in range(pool):
        value, place = heap[0]
        given[place] += 1
        heapreplace(heap, (value * kept // 100, place))
    return _Placed(given)


_Place = Callable[[Sequence[Area], int, RuleSettings], _Placed]
_PLACE: Final[Mapping[RuleName, _Place]] = {
    "equal": _equal,
    "per-borough": _per_borough,
    "residents": _residents,
    "demand": _demand,
    "formula-gap": _formula_gap,
    "formula-gap-capped": _formula_gap_capped,
    "even-workload": _even_workload,
    "blend": _blend,
    "diminishing": _diminishing,
}
