"""Where people decided otherwise than the list: taken on from outside it, not taken on inside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

import polars as pl

from dashboard.access.actions import SEE_CASES
from dashboard.register import CaseEvent
from dashboard.services.cases.opening import listed_on
from dashboard.services.gate import about, service
from dashboard.services.linking.goodness import name_groups
from dashboard.services.question import Question
from harm.areas.suppression import BAND, FEWEST, banded

#: People by group: taken on from outside the list, and not taken on though inside it.
COUNTED: Final = pl.Schema(
    {"group": pl.String(), "adopted_outside": pl.String(), "declined_inside": pl.String()}
)
#: The group of whoever has no group.
NONE: Final = "none"


@dataclass(frozen=True)
class Overrides:
    """How often people decided otherwise than the list, and how often they agreed unseen.

    Counts are of everybody, whoever asks; a viewer who may not see everybody has small ones banded.
    How it misleads: a list of a hundred has more people of one group than of another, so that
    counts of declined people follow it; and hardly anybody outside a list is looked at.

    Attributes:
        adopted_outside: people who were taken on while they were not on the list of the decision.
        declined_inside: people who were not taken on while they were on it.
        by_group: the same by name group, as `COUNTED`: whose names they have, which says nothing
            of where anybody comes from.
        by_borough: the same by home borough as last recorded, as `COUNTED`.
        views: decisions before which the reviewer said what they thought, not knowing the rank.
        agreed: of these, how many were decided so; `unsure`: of how many they were not sure.
    """

    adopted_outside: str
    declined_inside: str
    by_group: pl.DataFrame
    by_borough: pl.DataFrame
    views: str
    agreed: str
    unsure: str


@service(SEE_CASES, about("decisions that differ from the list"))
def case_overrides(question: Question) -> Overrides:
    """Count decisions against the list in both directions, and how often a view unseen agreed.

    Raises:
        RegisterError: the register cannot be read.
    """
    whole = question.limits is None
    events = [each for each in question.workspace.register.case_events() if each.person is not None]
    people = _overridden(question, events)
    views = _views(events)
    homes = question.store.suspects.everyone().select(
        "suspect_id", pl.col("suspect_home_borough").cast(pl.String).alias("group")
    )
    groups = question.remember(("name groups", question.version), lambda: name_groups(question))
    outside, inside = (set(people.filter(pl.col(name))["suspect_id"]) for name in _BOTH)
    return Overrides(
        adopted_outside=_shown(len(outside), whole=whole),
        declined_inside=_shown(len(inside), whole=whole),
        by_group=_by(people, groups, whole=whole),
        by_borough=_by(people, homes, whole=whole),
        views=_shown(len(views), whole=whole),
        agreed=_shown(views.count("agreed"), len(views), whole=whole),
        unsure=_shown(views.count("unsure"), len(views), whole=whole),
    )


_BOTH: Final = ("adopted_outside", "declined_inside")


def _overridden(question: Question, events: Iterable[CaseEvent]) -> pl.DataFrame:
    """`suspect_id` of everybody who was decided on otherwise than the list, and in which way."""
    listed = cache(lambda name: frozenset(listed_on(question, name)))
    found = dict[str, list[bool]]()
    called = question.store.persons.person_of
    for event in events:
        if event.kind in {"adopt", "decline"} and event.person is not None:
            on_it = called(event.person) in listed(event.facts["list"]) or (
                event.person in listed(event.facts["list"])
            )
            if on_it == (event.kind == "decline"):
                ways = found.setdefault(called(event.person), [False, False])
                ways[event.kind == "decline"] = True
    rows = [(person, *ways) for person, ways in sorted(found.items())]
    schema = {"suspect_id": pl.String, **dict.fromkeys(_BOTH, pl.Boolean)}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _views(events: Iterable[CaseEvent]) -> list[str]:
    """For each decision before which a view was given: agreed, unsure or differed."""
    open_view, found = dict[str, str](), list[str]()
    for event in events:  # by case and number
        if event.kind == "review":
            open_view.pop(event.case, None)
        elif event.kind == "own_view":
            open_view[event.case] = event.facts["view"]
        elif event.kind in {"adopt", "decline"} and event.case in open_view:
            view = open_view.pop(event.case)
            found.append("unsure" if view == "unsure" else _agrees(view, event.kind))
    return found


def _agrees(view: str, kind: str) -> str:
    return "agreed" if view == kind else "differed"


def _by(people: pl.DataFrame, groups: pl.DataFrame, *, whole: bool) -> pl.DataFrame:
    """Both counts by group; each is banded by itself, and nothing tells how many there are."""
    counts = (
        people.join(groups, on="suspect_id", how="left", maintain_order="left")
        .with_columns(pl.col("group").fill_null(NONE))
        .group_by("group")
        .agg(pl.col(name).sum().cast(pl.Int64) for name in _BOTH)
        .sort("group")
    )
    if not whole:
        for name in _BOTH:
            counts = counts.with_columns(banded(counts, count=name)[name])
    return counts.select(pl.col(name).cast(pl.String) for name in COUNTED)


def _shown(number: int, of: int | None = None, *, whole: bool) -> str:
    """A count, banded where it or what is left of a total is small and the viewer is limited."""
    small = any(0 < count < FEWEST for count in (number, number if of is None else of - number))
    return f"{number}" if whole or not small else BAND if number < FEWEST else "not shown"
