"""Wards that stand out together with their neighbours, beyond what chance would arrange."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import polars as pl

from dashboard.access.actions import SEE_AREAS
from dashboard.analysis.hotspots import TESTED, ward_marks
from dashboard.errors import AreasError
from dashboard.geography import borough_names
from dashboard.services.gate import about, service
from dashboard.services.places.area_choices import BASES
from dashboard.services.places.areas import Areas, areas_of_everybody, compare_areas
from dashboard.services.places.guarding import check_window
from dashboard.services.question import Question

COLUMNS: Final = ("code", "name", "borough", "rate", *TESTED.names()[1:], "spot_without")
#: What of it a small count could be worked out from.
FIGURES: Final = ("rate", "z", "p", "q")


@dataclass(frozen=True)
class Hotspots:
    """Wards that stand out together with their neighbours.

    Attributes:
        name: of what is compared.
        table: every row of the answer as `COLUMNS`, most above chance first. `rate` is the raw
            one. `neighbours` are those with a rate. `z` is how far the sum over a ward and its
            neighbours lies from that of an average ward and as many, in standard deviations; rates
            are skewed, so it is for sorting, and `p` is counted instead: how rarely the rates of
            the others, permuted at random, lie as far out, on either side. `q` is `p` after
            Benjamini and Hochberg, over all wards tested. `spot` is `high`, `low`, or empty
            where `q` is over 0.05. All are null for a ward without a rate or without neighbours,
            and `z` where all rates are the same, or a ward borders on all others.
            `spot_without` is `spot` without the largest crime of every ward; null where it is not
            known, and of a count of crimes, in which each is one.
        areas: the wards that were compared.
    """

    name: str
    table: pl.DataFrame
    areas: Areas


def spots(areas: Areas) -> Hotspots:
    """The wards of an answer that stand out together with their neighbours.

    The local statistic of Getis and Ord (Gi*), of a ward and all that share a boundary with it,
    each of equal weight; with 29,997 conditional permutations with fixed seeds, so that the same
    rates always give the same spots. Many wards are tested at once and their neighbourhoods
    overlap, so the rate of false discoveries is controlled, and not each test for itself.

    Sources: Ord and Getis, "Local Spatial Autocorrelation Statistics", Geographical Analysis 27
    (1995); Benjamini and Hochberg, "Controlling the False Discovery Rate", JRSS B 57 (1995); Caldas
    de Castro and Singer, "Controlling the False Discovery Rate" for local statistics, Geographical
    Analysis 38 (2006).

    Args:
        areas: by ward.

    Raises:
        AreasError: it is by a larger area, of which too few are neighbours.
    """
    if areas.by != "ward":
        raise AreasError(f"Hotspots are of wards, and this is by {areas.by}; choose ward.")
    wards = areas.rows.drop_nulls("code")
    tested = ward_marks(wards.select("code", "rate"))
    without = ward_marks(_rates_without(areas)).select("code", spot_without="spot")
    table = (
        areas.rows.join(tested, on="code", how="left")
        .join(without, on="code", how="left")
        .with_columns(borough=pl.col("within").replace_strict(borough_names(), default=None))
        .sort("z", "name", "code", "within", descending=[True, *[False] * 3], nulls_last=True)
        .select(COLUMNS)
    )
    return Hotspots(name=f"{areas.basis} {areas.measure}", table=table, areas=areas)


@service(SEE_AREAS, about("hotspots"))
def find_hotspots(question: Question, *, of: str, measure: str) -> Hotspots:
    """The hotspots of a basis, worked out once for whoever asks.

    A viewer with boroughs of their own is shown the marks, and no figure of a ward.

    Args:
        question: rules, index and date.
        of: what is counted, one of `area_choices.BASES` that is known by ward.
        measure: `crimes` for rates of crimes; else rates are of days.

    Raises:
        AreasError: it is not known by ward, or there is no such basis.
        NobodyNamedError: it is asked what suspects carry, and the record names nobody.
        NotAllowedError: as `guarding.check_window`.
    """
    summed = "crimes" if measure == "crimes" else "days"
    wards = areas_of_everybody(question, by="ward", of=of, measure=summed)
    if not BASES[wards.basis].real:
        check_window(question)
    found = question.remember(("spots", of, summed, question.dated), lambda: spots(wards))
    if question.limits is None or BASES[wards.basis].real:
        return found
    # The marks are of neighbourhoods; from their figures a small count could be worked out.
    figures = [pl.lit(None, found.table.schema[name]).alias(name) for name in FIGURES]
    shown = compare_areas(question, by="ward", of=of, measure=summed)
    return replace(found, table=found.table.with_columns(figures), areas=shown)


def _rates_without(areas: Areas) -> pl.DataFrame:
    """Rates without the largest crime of every ward; none where one of them is not known."""
    rated = areas.rows.drop_nulls(["code", "rate"])
    if areas.measure == "crimes" or rated["days_without"].null_count():
        return rated.select("code", "rate").clear()
    return rated.select("code", rate=pl.col("days_without") * 1_000 / pl.col("people"))
