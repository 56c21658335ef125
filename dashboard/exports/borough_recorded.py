"""What was recorded in a borough, for its sheet: real crime, in which nobody is named."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import polars as pl

from dashboard.geography import recorded_crime as geography_recorded_crime
from dashboard.geography.recorded_crime import NEAREST, recorded_crime
from dashboard.services.places.suppression import mix_of
from dashboard.services.places.trends import YearOnYear, year_on_year
from dashboard.services.question import Question
from dashboard.wording.formats import NOTHING, grouped_counts, percent_words, phrase, whole_months
from dashboard.wording.trends import in_change_words
from harm.areas.suppression import FEWEST, WITHHELD
from harm.scoring.texts import texts_of

MIX: Final = (
    "Real recorded crime, {}; victims of every sex and age. Shares are of "
    "{}, here and in all that the Metropolitan Police recorded."
)
SUM_HIDDEN: Final = (
    "The sum and the change on the year before are not shown, since a small count could be worked "
    "out from them."
)


def recorded_rows(question: Question, borough: str) -> tuple[pl.DataFrame, str, str]:
    """The mix of recorded offences, what it is of, and the change on the year before.

    Args:
        question: rules, index and date.
        borough: its GSS code.
    """
    months = geography_recorded_crime.months_to(question.as_of)
    chosen = recorded_crime().filter(
        pl.col("major").is_in(NEAREST), pl.col("month").is_between(*months)
    )
    mix = mix_of(chosen, borough)
    mix = mix.with_columns(
        grouped_counts(mix["crimes"]),
        texts_of(mix["minor"].str.to_lowercase(), phrase).alias("category"),
        *(
            texts_of(mix[f"{place}_percent"], percent_words).fill_null(NOTHING).alias(place)
            for place in ("here", "london")
        ),
    )
    span = whole_months(*months)
    if WITHHELD in mix["total"]:
        return mix, MIX.format(span, "the kinds whose count is shown"), SUM_HIDDEN
    shares = "" if mix.is_empty() else MIX.format(span, "all violence and sexual offences")
    return mix, shares, in_few_change_words(year_on_year(borough, months))


def in_few_change_words(change: YearOnYear) -> str:
    """The change in words, without a kind that was rare in either year.

    Args:
        change: of a year on the year before.
    """
    if any(count is None or 0 < count < FEWEST for count in (change.before, change.after)):
        return "Too few crimes were recorded here to compare the two years."
    first = change.drivers.filter(pl.col("group").is_not_null(), pl.col("change") != 0).head(2)
    enough = (first.select("before", "after").min_horizontal() >= FEWEST).all()
    return in_change_words(change if enough else replace(change, drivers=change.drivers.clear()))
