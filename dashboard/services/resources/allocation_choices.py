"""What can be chosen of an allocation: the areas, the demand, the strength, the pool."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal, TypeVar, get_args

from dashboard.errors import AreasError
from dashboard.geography import STRENGTHS, StrengthName
from dashboard.intake.area_table import OwnAreas
from harm.allocation.areas import RuleSettings

By = Literal["bcu", "borough", "ward", "own"]
DemandName = Literal[
    "vawg-2025", "index-days", "homes", "hundred", "residents", "women-16plus", "own"
]
BYS: Final[tuple[By, ...]] = get_args(By)
DEMANDS: Final[tuple[DemandName, ...]] = get_args(DemandName)
#: What is counted by the record, and so as its date and rules say.
OF_RECORD: Final[frozenset[DemandName]] = frozenset({"index-days", "homes", "hundred"})
#: Pools that were announced, by what they are of.
POOLS: Final[dict[str, int]] = {"officers": 240, "PCSOs": 500, "specialists": 565}

Choice = TypeVar("Choice", bound=str)


@dataclass(frozen=True)
class Plan:
    """What is asked of an allocation, but for its rule.

    Attributes:
        pool: posts to place.
        by: the kind of area.
        demand: what there is to deal with.
        strength: which published count of officers is the base, where none is brought.
        settings: what is chosen within the rules.
        own: areas that were brought, with their strength or demand; None: none were.
    """

    pool: int
    by: By = "bcu"
    demand: DemandName = "vawg-2025"
    strength: StrengthName = STRENGTHS[0]
    settings: RuleSettings = field(default_factory=RuleSettings)
    own: OwnAreas | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What names an answer to it."""
        brought = None if self.own is None else (self.own.sha256, self.own.kind)
        return (self.pool, self.by, self.demand, self.strength, self.settings, brought)


def choose(what: str, value: str, choices: tuple[Choice, ...]) -> Choice:
    """A value as the choice that it is.

    Raises:
        AreasError: it is none of them.
    """
    for choice in choices:
        if choice == value:
            return choice
    *others, last = choices
    raise AreasError(f"{value[:40]!r} is no {what}; choose {', '.join(others)} or {last}.")


def check_plan(plan: Plan) -> None:
    """Refuse what does not go together.

    Raises:
        AreasError: it does not.
    """
    if plan.own is None and "own" in {plan.by, plan.demand}:
        raise AreasError(
            "Areas or demand of your own need a file that has them; bring one with --areas, or "
            "choose another kind of area or demand."
        )
    if plan.own is not None and plan.own.kind != plan.by:
        raise AreasError(
            f"The file {plan.own.file} was read as areas of the kind {plan.own.kind}, and "
            f"{plan.by} is asked for; choose the same."
        )
    if plan.own is not None and plan.demand == "own" and "demand" not in plan.own.columns:
        raise AreasError(
            f"The file {plan.own.file} has no demand; add a column with that heading, or choose "
            f"another demand."
        )
    if plan.by == "own" and plan.demand != "own":
        raise AreasError(
            f"The demand {plan.demand!r} is not known of areas of your own; choose own, and give "
            f"the file a column demand."
        )
    if plan.by == "ward" and plan.demand in {"homes", "hundred"}:
        raise AreasError(
            f"The demand {plan.demand!r} is not known by ward, since of where suspects live the "
            f"record has only the borough; choose borough or bcu."
        )
