"""A scored file in words: what it was scored with, and what its rows came to."""

from __future__ import annotations

from typing import Final

import polars as pl

from dashboard.services.scored_file import Scope, ScoredFile
from dashboard.wording.formats import counted, day
from dashboard.wording.notices import PEOPLE
from harm.scoring.eligibility import REASONS

#: What each scope is called.
SCOPE: Final[dict[Scope, str]] = {
    "alone": "The file alone",
    "with_record": "With the record",
}
#: What stands on everything that is shown or leaves of a scored file.
NOT_KEPT: Final = "scored from a file, not in the record"
#: What stands where a row counts.
COUNTS: Final = "counts"


def in_scored_words(scored: ScoredFile) -> str:
    """Who was assessed, and how many rows count, in two sentences."""
    ranking, named = scored.ranking, len(scored.references)
    assessed = scored.people.filter(pl.col("rows_in_file") > 0)
    listed = assessed.filter("listed").height
    date = day(ranking.as_of)
    if scored.scope == "alone":
        who = (
            f"The file names {counted(named, 'suspect')}; {ranking.assessed:,} of them "
            f"{'is' if ranking.assessed == 1 else 'are'} assessed as of {date}, by the file alone."
        )
    else:
        who = (
            f"With the record as it is now, {counted(ranking.assessed, 'suspect')} are assessed "
            f"as of {date}; {listed:,} of the {named:,} whom the file names would be on the list."
        )
    return f"{who} {_in_rows_words(scored)}"


def _in_rows_words(scored: ScoredFile) -> str:
    counting = int(scored.rows["counts"].sum())
    lines, rows = scored.account.taken, scored.rows.height
    taken = counted(lines, "row")
    several = "" if rows == lines else f" (with {rows:,} allegations)"
    return f"Of the {taken} of the file that can be taken{several}, {counting:,} count."


def scored_notice(marking: str, scored: ScoredFile) -> str:
    """Marking, whose people they are, and that nothing of it is in the record, in one line."""
    facts = scored.question.facts
    with_what = "alone" if scored.scope == "alone" else "with the record as it was then"
    parts = [marking, PEOPLE[facts.people], f"{NOT_KEPT}, {with_what}", f"to {day(facts.newest)}"]
    return " · ".join(part for part in parts if part)


def reason_cell() -> pl.Expr:
    """Whether a row counts, or why it does not, in words."""
    why = pl.col("reason").cast(pl.String).replace(REASONS)
    return pl.when("counts").then(pl.lit(COUNTS)).otherwise(why).alias("why")
