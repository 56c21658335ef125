"""Two indices side by side, in words."""

from __future__ import annotations

from typing import Final

import polars as pl

from dashboard.services.listing.two_indices import TwoIndices
from dashboard.wording.formats import counted
from dashboard.wording.markdown import escaped
from dashboard.wording.offences import short_offence

#: The offence that a sentence weighs, and the one that it weighs it in.
WEIGHED: Final = "rape"
MEASURE: Final = "common assaults"
TRADE_WORDS: Final = (
    "How many common assaults weigh as much as one offence, within each index; the days of two "
    "indices are of different kinds, and are not compared."
)
#: So many offences are named on each side, the most frequent first.
NAMED: Final = 3


def in_heading(found: TwoIndices) -> str:
    """What the comparison is called, as a heading."""
    return f"## {escaped(found.first.title)} beside {escaped(found.second.title)}"


def in_overlap_words(found: TwoIndices) -> str:
    """How many are on both lists, and what puts people on one of them alone."""
    first, second = escaped(found.first.title), escaped(found.second.title)
    if not found.only_first and not found.only_second:
        return f"The list under {second} has the same names as this one under {first}."
    sides = [
        f"**{number:,}** under {title} alone{_by_offence(found.people, side)}"
        for number, title, side in (
            (found.only_first, first, "first"),
            (found.only_second, second, "second"),
        )
    ]
    return f"**{found.both:,}** are listed under both; {'; '.join(sides)}."


def _by_offence(people: pl.DataFrame, side: str) -> str:
    """What weighs most with those on one list alone, the most frequent first."""
    mine = people.filter(pl.col("side") == side)["most_serious_offence"].drop_nulls()
    names = pl.Series("offence", [short_offence(name) for name in mine], pl.String)
    most = names.value_counts().sort("count", "offence", descending=[True, False]).head(NAMED)
    if most.is_empty():
        return ""
    named = ", ".join(f"“{escaped(name)}” {count:,}" for name, count in most.rows())
    return f" (weighing most: {named})"


def in_trade_words(found: TwoIndices) -> str:
    """How many common assaults weigh as much as one rape, in each index; empty where unknown."""
    row = found.trade.row(by_predicate=pl.col("offence") == WEIGHED, named=True)
    if row["times_first"] is None or row["times_second"] is None:
        return ""
    return (
        f"One {WEIGHED} weighs as much as **{row['times_first']:,}** {MEASURE} under "
        f"{escaped(found.first.title)}, and as **{row['times_second']:,}** under "
        f"{escaped(found.second.title)}."
    )


def in_caveat_words(found: TwoIndices) -> str:
    """How each index misleads."""
    return " ".join(
        f"{escaped(index.title)}: {escaped(index.caveat)}" for index in (found.first, found.second)
    )


def trade_table(found: TwoIndices) -> pl.DataFrame:
    """What well-known offences weigh, each in common assaults of the same index."""
    names = [name[:1].upper() + name[1:] for name in found.trade["offence"]]
    return found.trade.select(
        pl.Series("offence", names, pl.String),
        "times_first",
        "times_second",
    )


def alone_table(found: TwoIndices) -> pl.DataFrame:
    """Who is on one of the lists alone, with their position on it and what weighs most there."""
    titles = {"first": found.first.title, "second": found.second.title}
    offences = [
        None if name is None else short_offence(name)
        for name in found.people["most_serious_offence"]
    ]
    return found.people.select(
        "suspect_id",
        pl.col("suspect_name").fill_null("not recorded"),
        pl.col("side").replace(titles).alias("under"),
        "position",
        pl.Series("most_serious", offences, pl.String),
    )


def in_alone_words(found: TwoIndices) -> str:
    """What the table of those on one list alone has, for somebody who cannot see it."""
    return f"{counted(found.people.height, 'suspect')} listed under one index alone, with where."
