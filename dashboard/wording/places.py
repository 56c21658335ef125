"""The page of boroughs in words: how a place compares, and what its tabs show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import polars as pl

from dashboard.geography import CITY_OF_LONDON
from dashboard.services.places.area_choices import LONDON
from dashboard.services.places.area_harm import By, HarmBasis
from dashboard.services.places.areas import Areas
from dashboard.services.places.comparison import FunnelComparison, limit_band, own_force, row_of
from dashboard.services.places.listed_suspects import ListedSuspects
from dashboard.wording.areas import in_area_words, rate_unit
from dashboard.wording.formats import counted, percent_words, share
from dashboard.wording.trends import offence_words

#: What the harm of a basis is called in a sentence.
HARM: Final[dict[HarmBasis, str]] = {
    "named": "alleged harm",
    "home": "alleged harm by those living there",
    "crimes": "harm",
    "recorded": "recorded harm",
}
RATED: Final = ("per_1000", "per_1000_women")
#: Where a rate lies, within a sentence about it.
BANDS: Final = {
    "below 99.8": "far below the range of chance",
    "below 95": "below the range of chance",
    "within": "within the range of chance",
    "above 95": "above the range of chance",
    "above 99.8": "far above the range of chance",
}
NO_ORDER: Final = "the order within that range means nothing"
#: How to read the chart of ranges.
RANGES: Final = (
    "Shaded: where chance would leave an area in 95 of 100 years; thin: in 998 of 1,000. "
    "A diamond lies outside: different, not worse."
)
NO_RATE: Final = "The City has no rate: few live there."
PLURALS: Final[dict[By, str]] = {"borough": "boroughs", "bcu": "command units", "ward": "wards"}


def in_place_words(areas: Areas, comparison: FunnelComparison | None, code: str | None) -> str:
    """How a borough, or all of London, compares, in a sentence or two, as Markdown.

    Args:
        areas: the areas compared; for a borough the boroughs.
        comparison: the same with the limits of chance; None: they have no rates.
        code: of the borough; None: London.
    """
    if code is None:
        return _in_london_words(areas, comparison)
    row = row_of(areas, code)
    if row is None or row["value"] is None or own_force(areas, code):
        return in_area_words(areas, code, None)
    band = limit_band(comparison, code)
    rank, ranked = _rank(areas, row["value"])
    parts = [f"**{in_value_words(areas, row['value'])}**{_against_london(areas, row['value'])}"]
    if areas.measure in RATED and band is not None:
        parts[0] += f" and {BANDS[band]}"
        order = f"; {NO_ORDER}" if band == "within" else ""
        parts.append(f"{ordinal(rank)} of {ranked:,} by rate{order}.")
        return ". ".join(parts)
    parts.append(f"{ordinal(rank)} of {ranked:,}.")
    if band is not None and comparison is not None:
        rate = comparison.areas.filter(pl.col("code") == code)["rate"][0]
        parts.append(f"By residents it is {rate:,.1f} {rate_unit(areas.measure)}, {BANDS[band]}.")
    first, second, *rest = parts
    return " ".join([f"{first}. {second}", *rest])


def _in_london_words(areas: Areas, comparison: FunnelComparison | None) -> str:
    known = areas.rows.filter(pl.col("code").is_not_null()).drop_nulls("value")
    total = areas.total.row(0, named=True)
    london = total["rate"] if areas.measure in RATED else total["value"]
    whole = (
        ""
        if london is None or areas.measure == "share"
        else f"**London: {in_value_words(areas, london)}.** "
    )
    if known.is_empty():
        return whole.strip()
    first, last = known.row(0, named=True), known.row(-1, named=True)
    ends = (
        f"Highest {first['name']} ({_number(areas, first['value'])}), lowest {last['name']} "
        f"({_number(areas, last['value'])})"
    )
    if comparison is None:
        return f"{whole}{ends}."
    outside = comparison.areas.filter(pl.col("outside").cast(pl.String) != "within").height
    rated = comparison.areas.height
    lie = "lies" if outside == 1 else "lie"
    return (
        f"{whole}{ends}. {outside:,} of {rated:,} {PLURALS[areas.by]} {lie} outside the range of "
        f"chance; {NO_ORDER}."
    )


def _against_london(areas: Areas, value: float) -> str:
    """How far a rate is from London's; of other measures nothing."""
    if areas.measure not in (*RATED, "mean"):
        return ""
    total = areas.total.row(0, named=True)
    london = total["rate"] if areas.measure in RATED else total["value"]
    if not london:
        return ""
    apart = value / london - 1
    way = "above" if apart >= 0 else "below"
    return f", {percent_words(abs(apart) * 100)} {way} London ({_number(areas, london)})"


def in_value_words(areas: Areas, value: float) -> str:
    """A value of the measure with its unit: 1,783.8 days of alleged harm per 1,000 residents."""
    number, harm = _number(areas, value), HARM[areas.basis]
    match areas.measure:
        case "per_1000" | "per_1000_women":
            whom = rate_unit(areas.measure).partition(" per ")[2]
            return f"{number} days of {harm} per {whom}"
        case "crimes":
            return f"{number} crimes"
        case "share":
            return f"{number} of London’s days of {harm}"
        case "mean":
            return f"{number} days of {harm} per crime"
        case "days":
            return f"{number} days of {harm}"


def _number(areas: Areas, value: float) -> str:
    """A value as the table has it; of days and crimes whole ones."""
    match areas.measure:
        case "share":
            return f"{100 * value:,.1f} %"
        case "days" | "crimes":
            return f"{value:,.0f}"
        case _:
            return f"{value:,.1f}"


def _rank(areas: Areas, value: float) -> tuple[int, int]:
    """The place of a value among the known areas that have one, and how many these are."""
    values = areas.rows.filter(pl.col("code").is_not_null())["value"].drop_nulls()
    return int((values > value).sum()) + 1, values.len()


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th, 21st."""
    teens = number % 100 in {11, 12, 13}
    ending = "th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{ending}"


def map_lines(areas: Areas) -> pl.DataFrame:
    """What a map says of each area: its name, value, interval and rank.

    Returns:
        `code` and `words`, a list of lines.
    """
    rows = areas.rows.filter(pl.col("code").is_not_null())
    return pl.DataFrame(
        {
            "code": rows["code"],
            "words": [_lines(areas, row) for row in rows.iter_rows(named=True)],
        },
        schema={"code": pl.String, "words": pl.List(pl.String)},
    )


def _lines(areas: Areas, row: dict[str, Any]) -> list[str]:
    city = CITY_OF_LONDON in {row["code"], row["within"]}
    if row["value"] is None or (city and not row["crimes"] and not areas.knows_city):
        return [row["name"], NO_RATE if city and areas.measure in RATED else "no figure"]
    lines = [row["name"], in_value_words(areas, row["value"])]
    if areas.measure in RATED and row["shrunk"] is not None:
        lines.append(f"{row['shrunk']:,.1f} smoothed, which is the shade")
    if row["low"] is not None:
        ends = (_number(areas, row[end]) for end in ("low", "high"))
        lines.append("by chance {} to {}".format(*ends))
    rank, ranked = _rank(areas, row["value"])
    return [*lines, f"{ordinal(rank)} of {ranked:,} {PLURALS[areas.by]}"]


def in_ranges_words(areas: Areas) -> str:
    """How to read the chart of ranges, and who is missing from it."""
    missing = f" {NO_RATE}" if areas.by in {"borough", "bcu"} else ""
    return f"{RANGES}{missing}"


def _seen(suspects: ListedSuspects) -> str:
    """That others may be left out, before a sentence; empty where nobody is."""
    return "Of those whom you may see, " if suspects.partial else ""


def in_living_words(suspects: ListedSuspects, name: str) -> str:
    """How many of the listed live in a borough."""
    number = suspects.living.height
    verb = "has" if number == 1 else "have"
    return (
        f"{_seen(suspects)}{number:,} of the {suspects.listed:,} listed {verb} a last known home "
        f"in {name}."
    )


def in_harming_words(suspects: ListedSuspects, name: str) -> str:
    """How many of the listed are alleged to have harmed somebody in a borough, and with what."""
    harming = suspects.harming
    verb = "is" if harming.height == 1 else "are"
    words = (
        f"{_seen(suspects)}{harming.height:,} of the {suspects.listed:,} listed {verb} alleged to "
        f"have harmed somebody in {name}"
    )
    if harming.is_empty():
        return f"{words}."
    here, whole = int(harming["tenths_here"].sum()), int(harming["tenths"].sum())
    return (
        f"{words}: {counted(int(harming['allegations_here'].sum()), 'allegation')} with "
        f"{round(here / 10):,} days, {share(here, whole)} of all that they carry."
    )


def in_mix_words(mix: pl.DataFrame, name: str) -> str:
    """Which offence has most of a place's days, and which most of its crimes."""
    if mix.height and mix["crimes"].null_count() == mix.height:
        return f"What is counted in {name} is not shown to you, since it would give a few away."
    days, crimes = int(mix["tenths"].sum()), int(mix["crimes"].sum())
    if not crimes:
        return f"Nothing is counted in {name}."
    often = mix.sort("crimes", "offence", descending=[True, False]).row(0, named=True)
    most = mix.row(0, named=True)
    parts = []
    if days:
        parts.append(
            f"{offence_words(most['offence'])} has most days: {share(most['tenths'], days)} of "
            f"{name}’s, from {counted(most['crimes'], 'crime')}"
        )
    parts.append(
        f"{offence_words(often['offence'])} has most crimes: {often['crimes']:,} of {crimes:,}"
    )
    return f"{'; '.join(parts)}."


def place_title(name: str) -> str:
    """The title of the page: the borough's name, or what the page is about."""
    return "Boroughs" if name == LONDON else name


def offence_rows(mix: pl.DataFrame, most: int) -> Sequence[dict[str, Any]]:
    """The offences of a place in order, the rest together, and everything together.

    Args:
        mix: as `mix_of_offences`.
        most: so many offences have a row of their own.
    """
    figures = ("crimes", "tenths", "london_crimes", "london_tenths")
    first = mix.head(most).filter(pl.col("crimes") > 0)
    rows = [
        {**row, "offence": offence_words(row["offence"])} for row in first.iter_rows(named=True)
    ]
    rest = mix.slice(first.height)
    if rest.height:
        rows.append(
            {"offence": f"{rest.height:,} others"} | {name: rest[name].sum() for name in figures}
        )
    return [*rows, {"offence": "All together"} | {name: mix[name].sum() for name in figures}]
