"""What a table of one's own changes in an index, and whom it moves, in words."""

from __future__ import annotations

from typing import Final

import polars as pl

from dashboard.services.listing.editions import UnderEdition
from dashboard.wording.formats import counted
from dashboard.wording.markdown import escaped
from dashboard.wording.offences import short_offence
from harm.days import spoken
from harm.offences.indices.editions import KINDS

EDITION_LIMITS: Final = (
    "Offences are matched by code and title, so a code that was given to another offence looks "
    "like a change of days. Neither list is the right one: a table decides what weighs more, and "
    "whoever wrote it answers for it. The table is not kept."
)
ASKED: Final = (
    "Drop a table with the columns code, title and days, such as another edition of the index. It "
    "is held against the index of this list; nothing of it is kept, and no list changes."
)
#: So many offences are named, the most frequent first.
NAMED: Final = 3


def in_edition_words(found: UnderEdition) -> str:
    """How many offences the table adds, drops and changes, and whom that moves."""
    numbers = {kind: int((found.changes["kind"] == kind).sum()) for kind in KINDS}
    named = f"{escaped(found.after.title)} held against {escaped(found.before.title)}"
    if not any(numbers.values()):
        return f"{named}: every offence has the same days, so the list is the same."
    changed = (
        f"{named}: {counted(numbers['added'], 'offence')} added, {numbers['dropped']:,} dropped "
        f"and {numbers['changed']:,} with other days."
    )
    if not found.leave and not found.come and not found.elsewhere:
        return f"{changed} The list has the same names at the same places."
    return (
        f"{changed} Of the {found.ranking.length:,} listed **{found.leave:,}** would leave, and "
        f"**{found.come:,}** would come{_by_offence(found)}; "
        f"{found.elsewhere:,} would stay at another place."
    )


def _by_offence(found: UnderEdition) -> str:
    """The offences that move those who leave or come, the most frequent first."""
    crossing = found.moved.filter(pl.col("listed") != pl.col("listed_after"))
    names = [short_offence(name) for name in crossing["offence"].drop_nulls()]
    most = (
        pl.Series("offence", names, pl.String)
        .value_counts()
        .sort("count", "offence", descending=[True, False])
    )
    if most.is_empty():
        return ""
    named = ", ".join(f"“{escaped(name)}” {count:,}" for name, count in most.head(NAMED).rows())
    return f" (their days differ most for: {named})"


def changes_table(found: UnderEdition) -> pl.DataFrame:
    """Each offence that was added, dropped or changed, with its days in both."""
    return found.changes.select(
        pl.col("kind").cast(pl.String).str.to_titlecase(),
        "code",
        pl.Series(
            "offence",
            [None if title is None else short_offence(title) for title in found.changes["title"]],
            pl.String,
        ),
        (pl.col("tenths_before") / 10).round(1).alias("before"),
        (pl.col("tenths_after") / 10).round(1).alias("after"),
    )


def moved_table(found: UnderEdition) -> pl.DataFrame:
    """Who moves, with the position on either list and the offence that moves them most."""
    rows = found.moved.iter_rows(named=True)
    what = [_moved_by(row["offence"], row["tenths_more"]) for row in rows]
    return found.moved.select(
        "suspect_id",
        pl.col("suspect_name").fill_null("not recorded"),
        pl.when(pl.col("listed") & pl.col("listed_after"))
        .then(pl.lit("Stays"))
        .when("listed")
        .then(pl.lit("Leaves"))
        .otherwise(pl.lit("Comes"))
        .alias("change"),
        "position",
        "position_after",
        pl.Series("moved_by", what, pl.String),
    )


def _moved_by(offence: str | None, tenths_more: int | None) -> str:
    if offence is None or tenths_more is None:
        return "Only what others carry"
    return f"{short_offence(offence)}: {spoken(abs(tenths_more))} days {_more(tenths_more)}"


def _more(tenths: int) -> str:
    return "more" if tenths > 0 else "fewer"


def in_moved_words(found: UnderEdition) -> str:
    """What the table of those who move has, for somebody who cannot see it."""
    return f"{counted(found.moved.height, 'suspect')} at another place under the table, with why."


def in_changed_words(found: UnderEdition) -> str:
    """What the table of offences has, for somebody who cannot see it."""
    return f"{counted(found.changes.height, 'offence')} added, dropped or changed, with the days."
