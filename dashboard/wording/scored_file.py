"""A scored file in words: what it was scored with, and what its rows came to."""

from __future__ import annotations

from typing import Final

import polars as pl

from dashboard.services.scored_file import ScoredFile
from dashboard.wording.formats import counted, day
from dashboard.wording.loading import in_rows_words
from dashboard.wording.notices import PEOPLE
from dashboard.wording.reasons import REASON_WORDS

#: What stands on everything that is shown or leaves of a scored file.
NOT_KEPT: Final = "scored from a file, not in the record"
#: What stands where a row counts.
COUNTS: Final = "counts"


def in_scored_words(scored: ScoredFile) -> str:
    """Who was assessed, what became of the rows, and how many of them count."""
    ranking, named = scored.ranking, len(scored.references)
    newest = ranking.as_of == scored.question.facts.newest
    date = f"{day(ranking.as_of)}{', the newest date in it' if newest else ''}"
    if scored.scope == "alone":
        who = (
            f"The file names {counted(named, 'suspect')}. By the file alone "
            f"{ranking.assessed:,} of them {'is' if ranking.assessed == 1 else 'are'} assessed, as "
            f"of {date}."
        )
    else:
        theirs = ranking.table.filter(pl.col("suspect_id").is_in(scored.references))
        listed = int((theirs["position"] <= ranking.length).sum())
        who = (
            f"With the record as it is now {counted(ranking.assessed, 'suspect')} are assessed, as "
            f"of {date}. The file names {counted(named, 'suspect')}: {theirs.height:,} of them "
            f"{'is' if theirs.height == 1 else 'are'} assessed, and {listed:,} would be on the "
            f"list."
        )
    return f"{who} {in_rows_words(scored.account)} {_in_counting_words(scored)}"


def _in_counting_words(scored: ScoredFile) -> str:
    counting = int(scored.rows["counts"].sum())
    rows, lines = scored.rows.height, scored.account.taken
    taken = f"{rows:,} allegations that they hold" if rows != lines else f"{lines:,} taken"
    return f"Of the {taken} {counting:,} {'counts' if counting == 1 else 'count'}."


def scored_notice(marking: str, scored: ScoredFile) -> str:
    """Marking, whose people they are, and that nothing of it is in the record, in one line."""
    facts = scored.question.facts
    with_what = "alone" if scored.scope == "alone" else "with the record as it was then"
    parts = [marking, PEOPLE[facts.people], f"{NOT_KEPT}, {with_what}", f"to {day(facts.newest)}"]
    return " · ".join(part for part in parts if part)


def reason_cell() -> pl.Expr:
    """Whether a row counts, or why it does not, in words."""
    why = pl.col("reason").cast(pl.String).replace(REASON_WORDS)
    return pl.when("counts").then(pl.lit(COUNTS)).otherwise(why).alias("why")
