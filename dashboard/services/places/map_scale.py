"""How a map of places is shaded: by what, in which unit, and from where to where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from math import ceil, floor, log10
from typing import Final

import polars as pl

from dashboard.access.actions import SEE_AREAS
from dashboard.geography import CITY_OF_LONDON
from dashboard.services.gate import about, service
from dashboard.services.places.area_choices import BASES
from dashboard.services.places.area_harm import recorded_months
from dashboard.services.places.areas import Areas, compare_areas
from dashboard.services.question import Question

#: The darkest shade stands for one of these, or ten or a hundred times as much, and so on.
ROUND: Final = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
#: So many times are looked at for the highest value, the latest and those before it.
TIMES: Final = 5


def map_values(areas: Areas) -> pl.DataFrame:
    """What a map draws: the measure, and of a rate what is drawn towards London's."""
    rated = areas.measure in {"per_1000", "per_1000_women"}
    value = pl.col("shrunk" if rated else "value").cast(pl.Float64)
    # The City of London has a force of its own: nothing of it here is no low value.
    city = pl.any_horizontal(pl.col("code", "within") == CITY_OF_LONDON).fill_null(value=False)
    return areas.rows.filter(pl.col("code").is_not_null()).select(
        "code", "name", value=pl.when(~city | (pl.col("crimes") > 0) | areas.knows_city).then(value)
    )


@service(SEE_AREAS, about("the scale of a map"))
def map_top(question: Question, areas: Areas) -> float:
    """The value that the darkest shade stands for, whatever the date: two maps can be compared.

    It is the highest that any area has in the latest window of the data or in those before it, a
    window each, rounded up to a number that people can read on a scale. An area that is higher at
    some date between them is as dark as that.

    Args:
        question: what the areas rest on; its date makes no difference.
        areas: what the map shows.
    """
    return question.remember(
        (
            "shades",
            question.sight,
            areas.basis,
            areas.by,
            areas.measure,
            replace(question.spec, as_of=None),
        ),
        lambda: rounded_up(max(_highest(question, areas), default=0.0)),
    )


def _highest(question: Question, areas: Areas) -> Iterator[float]:
    for end in _ends(question, areas):
        then = compare_areas(
            question.on(replace(question.spec, as_of=end)),
            by=areas.by,
            of=areas.basis,
            measure=areas.measure,
        )
        highest = map_values(then)["value"].max()
        if isinstance(highest, float):
            yield highest


def _ends(question: Question, areas: Areas) -> Iterator[date]:
    """The latest date of the data, and those a window before each other while it has one."""
    facts = question.facts
    real = BASES[areas.basis].real
    step = timedelta(days=365 if real else question.spec.rules.window_days)
    end = facts.newest
    # Whoever has boroughs of their own is shown others at the newest date alone.
    for _ in range(TIMES if real or question.limits is None else 1):
        if end < facts.oldest or (real and recorded_months(areas.by, end) is None):
            return
        yield end
        end -= step


def rounded_up(value: float) -> float:
    """The next number that is easily read: 0.034 is 0.04, and 12,345 is 15,000."""
    if value <= 0:
        return 1.0
    power = 10.0 ** floor(log10(value))
    scaled = ceil(value / power * 1e9) / 1e9
    return next((step for step in ROUND if step >= scaled), 10.0) * power
