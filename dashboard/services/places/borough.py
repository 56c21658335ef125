"""Everything that the sheet of a borough shows; the page asks the same, a tab at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from dashboard.errors import AreasError
from dashboard.geography import borough_names
from dashboard.services.places.areas import Areas, NoWards, compare_areas, compare_wards
from dashboard.services.places.comparison import (
    compare_with_chance,
    limit_band,
    neighbour_figures,
    own_force,
)
from dashboard.services.places.trends import YearOnYear, compare_years
from dashboard.services.question import Question
from harm.areas.rates import Measure


@dataclass(frozen=True)
class BoroughAnswer:
    """A borough, or all of London.

    Attributes:
        code: its GSS code; None: London.
        areas: the boroughs of London on the basis, of which it is one row, or all together.
        wards: the wards of all boroughs by days of harm; or why there are none.
        limits: on which side of the limits of chance its rate lies, as `comparison.limit_band`;
            None where it has no rate, and for London.
        recorded_elsewhere: whether another force records its crimes, so that none is known here.
        neighbours: it, its command unit's others and those that border on it, as
            `comparison.neighbour_figures`; None for London.
        changes: on the same days of the year before, by what is added up; none where it is
            recorded elsewhere.
    """

    code: str | None
    areas: Areas
    wards: Areas | NoWards
    limits: str | None
    recorded_elsewhere: bool
    neighbours: pl.DataFrame | None
    changes: Mapping[Measure, YearOnYear]


def answer_borough(
    question: Question,
    code: str | None,
    *,
    of: str = "named",
    measure: str = "days",
    changes: Sequence[Measure] | None = None,
) -> BoroughAnswer:
    """What is known of a borough, or of London.

    Args:
        question: rules, index and date.
        code: of the borough; None: London.
        of: what is counted, one of `area_choices.BASES`.
        measure: what boroughs are ordered by, one of `area_choices.MEASURES`.
        changes: what is compared with the year before; None: what the measure adds up.

    Raises:
        AreasError: there is no such borough, or no such basis or measure.
        NobodyNamedError: it is asked what suspects carry, and the record names nobody.
    """
    if code is not None and code not in borough_names():
        raise AreasError(f"{code[:40]!r} is no code of a London borough.")
    areas = compare_areas(question, of=of, measure=measure)
    elsewhere = own_force(areas, code)
    years = () if elsewhere else (areas.summed,) if changes is None else changes
    return BoroughAnswer(
        code=code,
        areas=areas,
        wards=compare_wards(question, of),
        limits=limit_band(compare_with_chance(areas), code),
        recorded_elsewhere=elsewhere,
        neighbours=None if code is None else neighbour_figures(areas, code),
        changes={
            what: compare_years(question, of=areas.basis, measure=what, code=code) for what in years
        },
    )
