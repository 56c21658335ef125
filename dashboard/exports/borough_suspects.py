"""The suspects of a borough sheet: who lives there, and who is alleged to have harmed there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from dashboard.errors import NobodyNamedError
from dashboard.services.listing.filters import Filter
from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.places.areas import Areas
from dashboard.services.places.comparison import own_force
from dashboard.services.places.listed_suspects import ListedSuspects, listed_suspects
from dashboard.services.places.suppression import SuppressedAreas
from dashboard.services.question import Question
from dashboard.wording.areas import OWN_FORCE, name_of
from dashboard.wording.formats import SITUATION
from dashboard.wording.offences import short_offence
from dashboard.wording.places import in_living_words
from harm.scoring.texts import texts_of

#: What is printed of each: `tenths` is the score, `tenths_here` the part of it carried here.
PRINTED: Final = pl.Schema(
    {
        "position": pl.UInt32(),
        "suspect_name": pl.String(),
        "suspect_id": pl.String(),
        "tenths": pl.Int64(),
        "tenths_here": pl.Int64(),
        "most_serious": pl.String(),
        "situation": pl.String(),
    }
)
NOT_THEIRS: Final = "Suspects are shown to those whose borough this is."
NOBODY_NAMED: Final = "The record names nobody."
#: Of a borough whose own count is hidden.
FEW_HARMING: Final = (
    "Who of the listed is alleged to have harmed somebody here is not shown, since the count of "
    "the borough could be had from them."
)
READING: Final = (
    "A home is the last one recorded, and harm is where a crime happened: neither says where "
    "somebody is now. Somebody may be in two "
    "tables."
)


@dataclass(frozen=True)
class SheetSuspects:
    """Who is printed, as far as the viewer may see them, and how that is to be read.

    Attributes:
        listed: the listed who live here, as `PRINTED`, in the order of the list.
        near: the near misses who live here, without their days here.
        harming: the listed who are alleged to have harmed somebody here, most days here first.
        living_said: how many live here, in a sentence; empty where nobody is shown.
        near_said: how many near misses live here; empty where nobody is shown.
        harming_said: how many are alleged to have harmed here; empty where nobody is shown.
        said: how that is to be read, or why nobody is shown.
    """

    listed: pl.DataFrame
    near: pl.DataFrame
    harming: pl.DataFrame
    living_said: str
    near_said: str
    harming_said: str
    said: str


def sheet_suspects(
    question: Question, borough: str, areas: Areas, guarded: SuppressedAreas
) -> SheetSuspects:
    """The suspects of a borough; the log has a line for each of four looks at the list.

    Their days here are shown only with a total of the same allegations: without one, a small
    count could be worked out from them.

    Args:
        question: rules, index and date.
        borough: its GSS code.
        areas: the boroughs on the basis of the sheet.
        guarded: what of the borough may leave.
    """
    if question.viewer.boroughs and borough not in question.viewer.boroughs:
        return _nobody(NOT_THEIRS)
    filters = (
        Filter(home=(borough,)),
        Filter(incident=(borough,)),
        Filter(show="near", home=(borough,)),
    )
    try:
        suspects = listed_suspects(question, borough)
        home, incident, near = (ranked_list(question, chosen).people for chosen in filters)
    except NobodyNamedError:
        return _nobody(NOBODY_NAMED)
    name = name_of(borough)
    elsewhere = own_force(areas, borough)
    totalled = guarded.own and areas.basis == "named" and not elsewhere
    here = pl.col("tenths_here") if totalled else pl.lit(None, pl.Int64).alias("tenths_here")
    harming = suspects.harming if guarded.own else suspects.harming.clear()
    return SheetSuspects(
        listed=_printed(_described(suspects.living, home).with_columns(here)),
        near=_printed(near.with_columns(tenths_here=pl.lit(None, pl.Int64))),
        harming=_printed(_described(harming, incident).with_columns(here)),
        living_said=in_living_words(suspects, name),
        near_said=_near_words(near.height),
        harming_said=OWN_FORCE
        if elsewhere
        else _harming_words(suspects, name)
        if guarded.own
        else FEW_HARMING,
        said=READING,
    )


def _harming_words(suspects: ListedSuspects, name: str) -> str:
    number = suspects.harming.height
    verb = "is" if number == 1 else "are"
    return (
        f"{number:,} of the {suspects.listed:,} listed {verb} alleged to have harmed somebody in "
        f"{name}."
    )


def _near_words(number: int) -> str:
    lives = "lives" if number == 1 else "live"
    return f"{number:,} of the hundred below the cut {lives} here (near misses)."


def _nobody(why: str) -> SheetSuspects:
    none = pl.DataFrame(schema=PRINTED)
    return SheetSuspects(none, none, none, "", "", "", why)


def _described(people: pl.DataFrame, listed: pl.DataFrame) -> pl.DataFrame:
    """People with the offence and the situation that the list has of them, in their order."""
    more = listed.select("suspect_id", "most_serious_offence", "suspect_situation")
    return people.join(more, on="suspect_id", how="left", maintain_order="left")


def _printed(people: pl.DataFrame) -> pl.DataFrame:
    """People as `PRINTED`, their most serious offence in its short form."""
    return people.with_columns(
        texts_of(people["most_serious_offence"], short_offence).alias("most_serious"),
        pl.col("suspect_situation").cast(pl.String).replace(SITUATION).alias("situation"),
    ).select(pl.col(name).cast(dtype) for name, dtype in PRINTED.items())
