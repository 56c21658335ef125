"""What is shown next to the list in words and tables, from what the desk answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from dashboard.services.listing.cohorts import SHOWN, OtherCohorts
from dashboard.wording.formats import counted
from harm.days import days_column, spoken
from harm.offences import indices
from harm.scoring.cohorts import APART
from harm.scoring.concentration import MOST, Concentration

#: The lanes that people stand in next to the list, as a reader chooses among them.
TITLES: Final = {
    "high_concern": "Low score, high concern",
    "police_generated": "Police-generated only",
    "under_18": "Under 18",
    "deceased": "Deceased",
}

#: Each lane and who is in it.
LANE_WORDS: Final[dict[str, str]] = {
    "listed": "on the list",
    "deceased": "a row of the record says that the suspect has died",
    "under_18": "by a date of birth in the record the suspect is under 18 on the date of the list",
    "police_generated": (
        "below the cut, and every allegation that counts was reported by the police themselves"
    ),
    "high_concern": (
        "below the cut, with an allegation that counts of coercive control, stalking or "
        "strangulation, or with a repeat victim: a known victim who is in two or more of the "
        "suspect’s crimes that count"
    ),
    "below_cut": "below the cut, and in none of the other lanes",
}

#: Each concern in one word, so that a row has room for all four.
CONCERNS: Final = {
    "coercive_control": "coercion",
    "stalking": "stalking",
    "strangulation": "strangulation",
    "repeat_victim": "repeat",
}

#: The sign stays on the line of its number.
PERCENT: Final = "\N{NO-BREAK SPACE}%"

#: What a lane is for, and how it misleads.
CAUTIONS: Final = {
    "high_concern": (
        "Days alone leave them below the cut; research finds these things before many domestic "
        "homicides. It is a wide lane, and finds only what was recorded under such a code: read "
        "the file before anything else."
    ),
    "police_generated": (
        "Such reports follow where the police look. An unknown reporter is taken not to be the "
        "police."
    ),
    "under_18": (
        "They are for youth justice and safeguarding, never for this list. The days are those that "
        "they would have carried. Whose date of birth is not known cannot be found here."
    ),
    "deceased": (
        "The days are those that they would have carried. A death that one row tells is believed, "
        "also where others disagree: a wrong one keeps a suspect off the list."
    ),
}


@dataclass(frozen=True, slots=True)
class BesideWords:
    """Who stands where, in words.

    Attributes:
        sentence: the sum in which nobody vanishes, as Markdown.
        concentration: how far few carry most, as Markdown.
        caution: how that misleads.
    """

    sentence: str
    concentration: str
    caution: str


def in_cohorts_words(cohorts: OtherCohorts) -> BesideWords:
    """Who stands where, in words; the figures add up."""
    return BesideWords(
        sentence=_sum_in_words(cohorts),
        concentration=in_concentration_words(cohorts.concentration),
        caution=_caution(cohorts.ranking.index),
    )


def _sum_in_words(cohorts: OtherCohorts) -> str:
    n, assessed = cohorts.sizes, cohorts.ranking.assessed
    apart = sum(n[lane] for lane in APART)
    words = (
        f"Nobody vanishes. **{counted(assessed, 'suspect')}** assessed = **{n['listed']:,}** "
        f"listed + **{n['high_concern']:,}** low score, high concern + "
        f"**{n['police_generated']:,}** police-generated only + **{n['below_cut']:,}** others "
        f"below the cut. Kept apart: **{n['under_18']:,}** under 18 and **{n['deceased']:,}** "
        f"deceased, {assessed + apart:,} in all."
    )
    if (fewest := cohorts.ranking.rules.minimum_allegations) > 1:
        words += f" Whoever has fewer than {fewest:,} allegations is not assessed, and in none."
    unscored = cohorts.ranking.unmapped.height
    if not unscored:
        return words
    verb = "has" if unscored == 1 else "have"
    return (
        f"{words} Another **{unscored:,}** {verb} no score: none of their offences is in the index."
    )


def in_lane_words(cohorts: OtherCohorts, lane: str) -> str:
    """How many stand in a lane, by which rule, and how many of them are shown."""
    size = cohorts.sizes[lane]
    order = "most reasons first, then by score" if lane == "high_concern" else "most days first"
    shown = f" The first {SHOWN} are shown, {order}." if size > SHOWN else f" In order: {order}."
    who = f"**{counted(size, 'suspect')}**: {LANE_WORDS[lane]}."
    return f"{who}{shown if size else ''} {CAUTIONS[lane]}"


def in_concentration_words(concentration: Concentration) -> str:
    """Who carries what, in one sentence of Markdown; nothing where there is no harm."""
    if concentration.needed is None:
        return "Nobody assessed carries any harm."
    alone = concentration.listed == 1
    who, carry = ("suspect listed is", "carries") if alone else ("suspects listed are", "carry")
    listed = percent(concentration.listed, concentration.suspects)
    harm = percent(concentration.listed_tenths, concentration.tenths)
    needed = percent(concentration.needed, concentration.suspects)
    return (
        f"The **{concentration.listed:,}** {who} {listed} of those assessed and {carry} "
        f"**{harm}** of their alleged harm ({spoken(concentration.listed_tenths)} of "
        f"{spoken(concentration.tenths)} days). **{needed}** of those assessed "
        f"({concentration.needed:,}) carry {MOST}{PERCENT}."
    )


def _caution(index: str) -> str:
    scores = indices.get(index).entries["tenths"].to_list()
    return (
        f"Part of this is the index and not the people: its scores run from "
        f"{spoken(min(scores))} to {spoken(max(scores))} days, so a few would carry most even if "
        f"everybody were named once. It is of suspects alone, without the crimes that name nobody, "
        f"and of the window that is past."
    )


def percent(part: int, whole: int) -> str:
    """A share in percent to one decimal: small ones keep a digit that says something."""
    return f"{100 * part / whole:.1f}{PERCENT}"


def points(concentration: Concentration) -> pl.DataFrame:
    """The curve as it is drawn and as it is tabled: the same numbers, to the digit.

    Returns:
        `suspects`, `percent_of_suspects`, `days`, `percent_of_harm`.
    """
    return concentration.curve.select(
        "suspects",
        (100 * pl.col("share_of_suspects")).round(2).alias("percent_of_suspects"),
        days_column().alias("days"),
        (100 * pl.col("share_of_harm")).round(2).alias("percent_of_harm"),
    )


def marked(concentration: Concentration) -> dict[int, str]:
    """The points of the curve that the words next to it name."""
    points = {} if concentration.needed is None else {concentration.needed: f"{MOST} % of the harm"}
    return points | {concentration.listed: f"the {concentration.listed:,} listed"}


def lane_of(people: pl.DataFrame, lane: str) -> pl.DataFrame:
    """Who stands in a lane, with their concerns in a word each.

    Args:
        people: as `OtherCohorts.people`.
        lane: of `harm.scoring.cohorts.LANES`.
    """
    concerns = pl.col("concern").list.eval(pl.element().cast(pl.String).replace(CONCERNS))
    return people.filter(pl.col("lane") == lane).with_columns(
        concern=concerns.list.join(", ").replace("", None)
    )
