"""In which order a list is shown, and who is next in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import polars as pl

from dashboard.access.actions import FOLLOW_LINK
from dashboard.services.gate import about, service
from dashboard.services.listing.filters import WHOLE, Filter
from dashboard.services.listing.ranked_list import people_of
from dashboard.services.question import Question

Order = Literal["position", "name", "allegations", "victims", "recorded", "home", "situation"]

#: The column of each order, and whether its largest value comes first; equals by position.
ORDERS: Final[dict[Order, tuple[str, bool]]] = {
    "position": ("position", False),
    "name": ("suspect_name", False),
    "allegations": ("allegations", True),
    "victims": ("victims", True),
    "recorded": ("last_recorded_on", True),
    "home": ("suspect_home_borough", False),
    "situation": ("suspect_situation", False),
}


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Who is next to a suspect of those whom the viewer may see, by reference.

    Attributes:
        before: who comes before them; None where they are the first, or not assessed.
        after: who comes after them; None where they are the last, or not assessed.
    """

    before: str | None
    after: str | None


def in_order(people: pl.DataFrame, order: Order) -> pl.DataFrame:
    """Suspects in an order; what is not recorded comes last.

    Args:
        people: as `RankedList.people`.
        order: of `ORDERS`.
    """
    column, largest_first = ORDERS[order]
    key = pl.col(column)
    if people.schema[column] in (pl.Enum, pl.Categorical):
        key = key.cast(pl.String)
    return people.sort(key, pl.col("position"), descending=[largest_first, False], nulls_last=True)


@service(FOLLOW_LINK, about("the order"))
def next_in_order(
    question: Question, suspect_id: str, chosen: Filter = WHOLE, order: Order = "position"
) -> Neighbours:
    """Who is before and after a suspect: references alone.

    Args:
        question: what the list rests on.
        suspect_id: whose neighbours.
        chosen: which of those assessed the list shows. A list that is whole and by position goes
            on below its end; so does one that the suspect is not on.
        order: in which the list is shown.
    """
    everyone = question.visible(question.ranking.table)["suspect_id"]
    if chosen.narrows or order != "position":
        shown = in_order(people_of(question, chosen), order)["suspect_id"]
        if suspect_id in shown:
            return _around(shown, suspect_id)
    return _around(everyone, suspect_id)


def _around(references: pl.Series, suspect_id: str) -> Neighbours:
    place = references.index_of(suspect_id)
    if place is None:
        return Neighbours(None, None)
    after = references[place + 1] if place + 1 < len(references) else None
    return Neighbours(references[place - 1] if place else None, after)
