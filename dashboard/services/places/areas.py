"""Harm and crimes by borough, command unit or ward: on what basis, and by what measure.

Sums of harm are moved by single crimes, and no order of places says which is safest. Every answer
is of counts alone, so nobody is looked at: the gate asks whether it is allowed, and logs nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Final

import polars as pl

from dashboard.access.actions import SEE_AREAS
from dashboard.errors import AreasError
from dashboard.geography import CITY_FORCE, borough_names
from dashboard.services.gate import about, service
from dashboard.services.places.area_choices import (
    BASES,
    BYS,
    MEASURES,
    Measure,
    check_choices,
    choice_of,
)
from dashboard.services.places.area_harm import (
    By,
    HarmBasis,
    areas_by,
    keyed,
    loaded_harms,
    recorded_harms,
    recorded_months,
)
from dashboard.services.places.area_rows import ALL, FIGURES, ROWS, area_rows
from dashboard.services.places.gaps import hidden_rows
from dashboard.services.places.guarding import check_window, is_own, totals_left_out
from dashboard.services.question import Question
from dashboard.store.facts import Facts
from harm.areas import comparison as core
from harm.areas.rates import Measure as Summed
from harm.scoring.rules import Rules

#: What adds up.
SUMS: Final = ("crimes", "tenths", "days", "low_days", "high_days", "unscored")
#: What the core compares by; of whom a rate is, the areas say.
COMPARED: Final[Mapping[Measure, core.Measure]] = {
    "days": "days",
    "crimes": "crimes",
    "per_1000_women": "per_1000",
    "per_1000": "per_1000",
    "share": "share",
    "mean": "mean",
}


class NoWards(Enum):
    """Why there are no wards of what is counted."""

    HOME = "of where suspects live the record has the borough alone"
    NOT_PUBLISHED = "recorded crime by ward is not published for all of the twelve months"


@dataclass(frozen=True)
class Areas:
    """Areas next to each other, on a basis and by a measure.

    Attributes:
        basis: what is counted.
        by: the kind of area.
        measure: what they are ordered by.
        as_of: the date up to which.
        months: of recorded crime, the first day of the first and of the last month that are
            counted; None: the days of the rules' window to `as_of` are.
        rules: the choices; of recorded crime none applies.
        index: name of the harm index.
        facts: of the data behind it; recorded crime is none of it.
        unscored: of recorded crime, how many crimes are of a category for which the index has no
            score: they are among the crimes, and have no days.
        rows: a row an area, as `ROWS`, by the measure, most first, then by name; what is in no
            known area comes last. `code` is empty for the unknown place, for the airports, and
            for an unknown ward; `within` is the code of the larger area. `value` is the measure,
            `low` and `high` its 95 % interval by chance (`harm.areas.intervals`); `rate` and
            `shrunk` are per 1,000 residents, or women where they are measured
            (`harm.areas.shrinkage`), of days, or of crimes where these are measured. `largest` is
            the most serious single crime in tenths of a day, `days_without` what remains without
            it. `low_days` and `high_days`, of recorded crime alone, are the days if every crime
            were the least and the most serious offence of its category, and `unscored` how many
            have a category without a score. Figures of an area that is not covered are empty, not
            0.
        total: one row of the same columns, named London: everything in `rows`. Of a part of
            London (`within`) it has no more than the sums. Its figures are empty where they would
            tell the viewer of 1 to 4 crimes outside their boroughs.
        part: the name of the borough whose rows alone these are; empty: all of London's.
    """

    basis: HarmBasis
    by: By
    measure: Measure
    as_of: date
    months: tuple[date, date] | None
    rules: Rules
    index: str
    facts: Facts
    unscored: int
    rows: pl.DataFrame
    total: pl.DataFrame
    part: str = ""

    @property
    def knows_city(self) -> bool:
        """Whether these are figures of the City of London as well: its force's rows are counted.

        Then nothing in the City is a 0; otherwise it is not known.
        """
        return CITY_FORCE in self.facts.forces and not BASES[self.basis].real

    @property
    def summed(self) -> Summed:
        """What the measure adds up: crimes, or harm in tenths of a day."""
        return "crimes" if self.measure == "crimes" else "tenths"


@service(SEE_AREAS, about("areas"))
def compare_areas(
    question: Question, *, by: str = "borough", of: str = "named", measure: str = "days"
) -> Areas:
    """Compare areas; to a viewer with boroughs of their own small counts elsewhere are empty.

    Args:
        question: rules, index and date. Of recorded crime the index and the date alone matter.
        by: a kind of area, one of `BYS`.
        of: what is counted, one of `BASES`. `named` adds up to the scores of everyone assessed;
            so does `home`. In `crimes` each crime counts once, whoever is named.
        measure: what the areas are ordered by, one of `MEASURES`.

    Raises:
        AreasError: it is none of these, or it is not known of such areas.
        NotAllowedError: as `guarding.check_window`.
    """
    areas = areas_of_everybody(question, by=by, of=of, measure=measure)
    if question.limits is None or BASES[areas.basis].real:  # published
        return areas
    check_window(question)
    of_boroughs = areas_of_everybody(question, by="borough", of=areas.basis, measure="days").rows
    left_out = totals_left_out(question, of_boroughs)
    codes = left_out.units if areas.by == "bcu" else left_out.boroughs
    hidden = pl.col("code").fill_null("").is_in(sorted(codes))
    if areas.by == "ward":
        hidden = _wards_left_out(question, areas.rows, codes)
    rows = areas.rows.with_columns(pl.when(~hidden).then(pl.col(name)) for name in FIGURES)
    if not left_out.london:
        return replace(areas, rows=rows)
    nothing = [pl.lit(None, dtype).alias(name) for name, dtype in ROWS.items() if name in FIGURES]
    return replace(areas, rows=rows, total=areas.total.with_columns(nothing))


def _wards_left_out(question: Question, wards: pl.DataFrame, codes: frozenset[str]) -> pl.Expr:
    """Whether a ward is not shown: a small one, what gives it away, and all of some boroughs."""
    own = is_own(question, "within")
    numbered = wards.with_row_index("number").filter(~own)
    numbers, within = numbered["number"].to_list(), pl.col("within").fill_null("")
    whole = numbered.with_row_index("row").filter(within.is_in(sorted(codes)))["row"].to_list()
    hidden = hidden_rows(numbered, ["within"], count="crimes", also=whole)
    return pl.int_range(pl.len()).is_in([numbers[row] for row in sorted(hidden)])


def areas_of_everybody(question: Question, *, by: str, of: str, measure: str) -> Areas:
    """The same for a service that works something out of them; small counts are in it.

    Raises:
        AreasError: as `compare_areas`.
    """
    kind, basis = choice_of("kind of area", by, BYS), choice_of("basis of places", of, BASES)
    known = choice_of("measure of places", measure, MEASURES)
    check_choices(kind, basis, known)
    return question.remember(
        ("places", basis, kind, known, question.dated),
        lambda: _places(question, kind, basis, known),
    )


@service(SEE_AREAS, about("wards"))
def compare_wards(question: Question, of: str) -> Areas | NoWards:
    """The wards of all boroughs by days of harm, or why there are none.

    Raises:
        AreasError: there is no such basis.
        NobodyNamedError: it is asked what suspects carry, and the record names nobody.
    """
    if of == "home":
        return NoWards.HOME
    if of == "recorded" and recorded_months("ward", question.as_of) is None:
        return NoWards.NOT_PUBLISHED
    return compare_areas(question, by="ward", of=of)


def within(areas: Areas, borough: str) -> Areas:
    """The row of one borough, or those of its wards, and their sum.

    Args:
        areas: those of all of London, by borough or by ward.
        borough: its GSS code.

    Raises:
        AreasError: it is by command unit, of which a borough is a part; or no such borough.
    """
    if borough not in borough_names():
        raise AreasError(f"{borough[:40]!r} is no code of a London borough.")
    if areas.by == "bcu":
        raise AreasError(
            "A command unit is more than one borough; choose the kind of area borough or ward, or "
            "leave the borough out."
        )
    column = "within" if areas.by == "ward" else "code"
    rows = areas.rows.filter(pl.col(column) == borough)
    part = borough_names()[borough]
    known = {"name": pl.lit(part), **{name: pl.col(name).sum() for name in SUMS}}
    total = rows.select(
        known.get(name, pl.lit(None)).cast(dtype).alias(name) for name, dtype in ROWS.items()
    )
    unscored = int(rows["unscored"].sum())
    return replace(areas, rows=rows, total=total.head(1), part=part, unscored=unscored)


def _places(question: Question, by: By, of: HarmBasis, measure: Measure) -> Areas:
    store, dated, as_of = question.store, question.dated, question.as_of
    months = _months(by, as_of) if BASES[of].real else None
    placed = question.remember(
        ("harms", by, of, dated),
        lambda: keyed(
            loaded_harms(store, dated, of)
            if months is None
            else recorded_harms(by, months, question.index),
            by,
        ),
    )
    areas = areas_by(by, "women_16plus" if measure == "per_1000_women" else "residents")
    compared = core.compared(placed, areas, COMPARED[measure])
    return Areas(
        basis=of,
        by=by,
        measure=measure,
        as_of=as_of,
        months=months,
        rules=dated.rules,
        index=dated.index,
        facts=store.facts,
        unscored=0 if months is None else int(placed["unscored"].sum()),
        rows=area_rows(compared.table, areas, placed),
        total=area_rows(compared.total, ALL, placed.with_columns(area=pl.lit(None, pl.String))),
    )


def _months(by: By, as_of: date) -> tuple[date, date]:
    months = recorded_months(by, as_of)
    if months is None:
        raise AreasError(
            f"Recorded crime by {BYS[by].title} is not published for all of the twelve months to "
            f"{as_of}; choose a later date."
        )
    return months
