"""Why a suspect has their place, in one sentence."""

from __future__ import annotations

from typing import Final

import polars as pl

from dashboard.wording.formats import days_words, share
from dashboard.wording.reasons import REASON_WORDS
from dashboard.wording.rules import window_words
from harm.scoring.rules import Rules
from harm.suspects.explanation import Explanation

#: A title longer than this many words is cut in a sentence; the table has it whole.
WORDS_OF_A_TITLE: Final = 9
NUMBERS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def in_explanation_words(explanation: Explanation) -> str:
    """Why a suspect has their place, in a sentence of under 40 words.

    It speaks of allegations: nothing in it says that they are true.
    """
    rows, standing, rules = explanation.rows, explanation.standing, explanation.rules
    counting = rows.filter("counts")
    if standing.position is None:
        return _no_standing(rows, counting.height, rules)
    score = int(counting["tenths"].sum())
    named = rows.filter(pl.col("counts") | (pl.col("reason") == "counted_once"))
    victims = named["victim_id"].drop_nulls().n_unique()
    return (
        f"Position {standing.position:,} of {standing.assessed:,}: {days_words(score)} from "
        f"{count_words(counting.height, 'allegation')} {_by(victims)} in the last "
        f"{window_words(rules)}{_chiefly(counting, score)}."
    )


def _no_standing(rows: pl.DataFrame, counting: int, rules: Rules) -> str:
    if counting:
        return (
            f"Not assessed: {count_words(counting, 'allegation')} counted, and these rules need "
            f"{count_words(rules.minimum_allegations, 'allegation')}."
        )
    worst = rows["reason"].value_counts(sort=True).sort("count", "reason", descending=[True, False])
    why = [f"{n:,} because {REASON_WORDS[reason]}" for reason, n in worst.head(2).iter_rows()]
    return f"Has no score: of {count_words(rows.height, 'record')} none counts ({'; '.join(why)})."


def _by(victims: int) -> str:
    return f"by {count_words(victims, 'victim')}" if victims else "by victims not recorded"


def _chiefly(counting: pl.DataFrame, score: int) -> str:
    """The offence that makes up most of the score, and how much of it."""
    most = (
        counting.group_by("index_title")
        .agg(pl.col("tenths").sum(), pl.len())
        .sort("tenths", "index_title", descending=[True, False])
        .row(0, named=True)
    )
    words = most["index_title"].split()
    title = " ".join(words[:WORDS_OF_A_TITLE]) + (" …" if len(words) > WORDS_OF_A_TITLE else "")
    if most["len"] == counting.height:
        return f", {'all of' if counting.height > 1 else 'of'} “{title}”"
    verb = "is" if most["len"] == 1 else "are"
    return f"; {_number(most['len'])} of “{title}” {verb} {share(most['tenths'], score)} of it"


def _number(n: int) -> str:
    return NUMBERS[n] if n < len(NUMBERS) else f"{n:,}"


def count_words(n: int, thing: str) -> str:
    """A number of things as a sentence says it: one allegation, two allegations, 12 victims."""
    return f"{_number(n)} {thing}{'' if n == 1 else 's'}"
