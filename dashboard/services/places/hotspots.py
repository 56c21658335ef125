"""Wards that stand out together with their neighbours, beyond what chance would arrange."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from dashboard.access.actions import SEE_AREAS
from dashboard.analysis.hotspots import TESTED, ward_marks
from dashboard.errors import AreasError
from dashboard.geography import borough_names
from dashboard.services.gate import about, service
from dashboard.services.places.areas import Areas, compare_areas, rate_unit
from dashboard.services.question import Question
from dashboard.wording.formats import counted
from harm.suspects.explanation import share

COLUMNS: Final = ("code", "name", "borough", "rate", *TESTED.names()[1:], "spot_without")

SHOWS: Final = (
    "It shows wards that, taken together with their neighbours, have a higher or lower rate than "
    "if the same rates lay about London by chance. A marked ward need not have a high rate itself: "
    "its neighbours may. Of the wards marked, on average no more than 1 in 20 is marked by chance "
    "alone; another draw of chance can add or drop a ward near that line."
)
SHOWS_NOT: Final = (
    "It does not show where harm will happen, nor why it did, nor anything about the people who "
    "live there. The rate is by residents: many who come to the West End or to a station live "
    "elsewhere. At the edge of London the neighbours outside are missing, and so are those across "
    "the Thames below Teddington. Other boundaries of wards would give other spots. A ward without "
    "a mark is not shown to be like all others."
)
UNKNOWN_LARGEST: Final = (
    "The largest single crime of each ward is not known here, so it is not tested whether one "
    "grave crime makes a spot."
)
ALL_STAY: Final = "Without the largest single crime of each ward, all these spots remain."


@dataclass(frozen=True)
class Hotspots:
    """Wards that stand out together with their neighbours.

    Attributes:
        name: of what is compared.
        table: every row of the answer as `COLUMNS`, most above chance first. `rate` is the raw
            one. `neighbours` are those with a rate. `z` is how far the sum over a ward and its
            neighbours lies from that of an average ward and as many, in standard deviations; rates
            are skewed, so it is for sorting, and `p` is counted instead: how rarely the rates of
            the others, dealt out again by chance, lie as far out, on either side. `q` is `p` after
            Benjamini and Hochberg, over all wards tested. `spot` is `high`, `low`, or empty
            where `q` is over 0.05. All are null for a ward without a rate or without neighbours,
            and `z` where all rates are the same, or a ward borders on every other.
            `spot_without` is `spot` without the largest crime of every ward; null where it is not
            known, and of a count of crimes, in which each is one.
        unit: of a rate.
        found: how many there are of how many, and who and what is left out, in words.
        without: what becomes of them without the largest crimes, in words; None where no spot is
            found, and of a count of crimes.
        shows: what it shows, in words.
        shows_not: what it does not.
    """

    name: str
    table: pl.DataFrame
    unit: str
    found: str
    without: str | None
    shows: str = SHOWS
    shows_not: str = SHOWS_NOT


def spots(told: Areas) -> Hotspots:
    """The wards of an answer that stand out together with their neighbours.

    The local statistic of Getis and Ord (Gi*), of a ward and all that share a boundary with it,
    each of equal weight; beside 29,997 conditional permutations with fixed seeds, so that the same
    rates always give the same spots. Many wards are tested at once and their neighbourhoods
    overlap, so the rate of false discoveries is controlled, and not each test for itself.

    Sources: Ord and Getis, "Local Spatial Autocorrelation Statistics", Geographical Analysis 27
    (1995); Benjamini and Hochberg, "Controlling the False Discovery Rate", JRSS B 57 (1995); Caldas
    de Castro and Singer, "Controlling the False Discovery Rate" for local statistics, Geographical
    Analysis 38 (2006).

    Args:
        told: an answer by ward.

    Raises:
        AreasError: it is by a larger area, of which too few are neighbours.
    """
    if told.by != "ward":
        raise AreasError(f"Spots are of wards, and this answer is by {told.by}; choose ward.")
    wards = told.rows.drop_nulls("code")
    tested = ward_marks(wards.select("code", "rate"))
    without = ward_marks(_rates_without(told)).select("code", spot_without="spot")
    table = (
        told.rows.join(tested, on="code", how="left")
        .join(without, on="code", how="left")
        .with_columns(borough=pl.col("within").replace_strict(borough_names(), default=None))
        .sort("z", "name", "code", "within", descending=[True, *[False] * 3], nulls_last=True)
        .select(COLUMNS)
    )
    return Hotspots(
        name=f"{told.basis} {told.measure}",
        table=table,
        unit=rate_unit(told),
        found=f"{_in_found_words(table)} {_in_nowhere_words(told)}".strip(),
        without=None if told.measure == "crimes" else _in_without_words(table),
    )


@service(SEE_AREAS, about("hotspots"))
def find_hotspots(question: Question, *, of: str, measure: str) -> Hotspots:
    """The spots of a basis, worked out once for whoever asks.

    Args:
        question: rules, index and date.
        of: what is counted, one of `area_choices.BASES` that is known by ward.
        measure: `crimes` for rates of crimes; else rates are of days.

    Raises:
        AreasError: it is not known by ward, or there is no such basis.
        NobodyNamedError: it is asked what suspects carry, and the record names nobody.
    """
    summed = "crimes" if measure == "crimes" else "days"
    wards = compare_areas(question, by="ward", of=of, measure=summed)
    return question.remember(("spots", of, summed, question.dated), lambda: spots(wards))


def _rates_without(told: Areas) -> pl.DataFrame:
    """Rates without the largest crime of every ward; none where one of them is not known."""
    rated = told.rows.drop_nulls(["code", "rate"])
    if told.measure == "crimes" or rated["days_without"].null_count():
        return rated.select("code", "rate").clear()
    return rated.select("code", rate=pl.col("days_without") * 1_000 / pl.col("people"))


def _in_found_words(table: pl.DataFrame) -> str:
    tested = table.drop_nulls("spot")
    high, low = (tested.filter(pl.col("spot") == side).height for side in ("high", "low"))
    alone = table.filter(
        pl.col("code").is_not_null(), pl.col("rate").is_not_null(), pl.col("spot").is_null()
    )
    if tested.is_empty():
        return "No spot can be found: no two wards that border on each other have a rate."
    left = table.filter(pl.col("code").is_not_null(), pl.col("rate").is_null()).height
    told = (
        f"Of {counted(tested.height, 'ward')} tested, {high:,} {_stand(high)} out as high and "
        f"{low:,} as low, each together with its neighbours."
    )
    parts = [told]
    if left:
        parts.append(f"{counted(left, 'ward')} without a rate {_are(left)} left out.")
    if alone.height:
        parts.append(
            f"{counted(alone.height, 'ward')} without a neighbour {_are(alone.height)} not tested."
        )
    return " ".join(parts)


def _in_nowhere_words(told: Areas) -> str:
    """How much is in no rate, since its ward is not known; empty where all of it is."""
    whole = int(told.rows[told.summed].sum())
    nowhere = int(told.rows.filter(pl.col("code").is_null())[told.summed].sum())
    what = "crimes" if told.summed == "crimes" else "days"
    return f"Of {share(nowhere, whole)} of the {what} no ward is known." if nowhere else ""


def _stand(number: int) -> str:
    return "stands" if number == 1 else "stand"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _in_without_words(table: pl.DataFrame) -> str | None:
    """Which spots one grave crime may have made; None where there is no spot."""
    marked = table.filter(pl.col("spot").is_in(["high", "low"]))
    if marked.is_empty():
        return None
    if table["spot_without"].drop_nulls().is_empty():
        return UNKNOWN_LARGEST
    gone = marked.filter(pl.col("spot").ne_missing(pl.col("spot_without")))
    if gone.is_empty():
        return ALL_STAY
    names = ", ".join(f"{name} ({borough})" for name, borough in _named(gone))
    return (
        f"Without the largest single crime of each ward, {gone.height:,} of {marked.height:,} "
        f"{'is' if gone.height == 1 else 'are'} no longer so marked: {names}."
    )


def _named(wards: pl.DataFrame) -> list[tuple[str, str]]:
    return wards.sort("name", "borough").select("name", "borough").rows()
