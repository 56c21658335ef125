"""Why a suspect has their place: each allegation, what it adds to the score, and one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from harm.days import TENTHS, spoken
from harm.offences.indices import Index
from harm.record.allegations import SCHEMA, Allegations
from harm.record.victim_codes import codes
from harm.scoring.eligibility import REASON, REASONS, explain_rows
from harm.scoring.rules import Rules
from harm.scoring.weights import apply_weights

#: The columns that an explanation adds to those of the allegation frame.
ADDED: Final = (
    "counts",
    "tenths",
    "index_tenths",
    "reason",
    "derived",
    "ambiguous",
    "index_title",
    "starting_point",
    "guideline",
    "victim_code",
    "delay_days",
)

#: A title longer than this many words is cut in a sentence; the table has it whole.
WORDS_OF_A_TITLE: Final = 9
NUMBERS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True, slots=True)
class Standing:
    """A suspect's place in a ranking.

    Attributes:
        position: 1 is first; None for someone who was not assessed.
        assessed: how many suspects were assessed.
    """

    position: int | None
    assessed: int


@dataclass(frozen=True)
class Explanation:
    """A suspect's score, taken apart.

    Attributes:
        suspect_id: the reference.
        standing: their place by this score.
        rows: all their rows: the columns of the frame, and `ADDED`. `tenths` is what the row adds
            to the score, 0 where it does not count; `index_tenths` the index's own score;
            `victim_code` V1, V2 … by first date; `delay_days` from the first date of the offence
            to the date recorded, empty where that is not known. Rows that count come first, those
            with most days at the top.
        sentence: the same in plain English, under 40 words. It speaks of allegations: nothing in
            it says that they are true.
    """

    suspect_id: str
    standing: Standing
    rows: pl.DataFrame
    sentence: str

    @property
    def counting(self) -> pl.DataFrame:
        """The rows that make up the score; their `tenths` add up to it."""
        return self.rows.filter("counts")

    @property
    def tenths(self) -> int:
        """The score, in tenths of a day."""
        return int(self.counting["tenths"].sum())


def explain(
    crimes: pl.DataFrame,
    suspect_id: str,
    *,
    standing: Standing,
    rules: Rules,
    index: Index,
    as_of: date,
    record: pl.DataFrame | None = None,
) -> Explanation:
    """Take a suspect's score apart.

    Args:
        crimes: the allegation frame of every crime in which the suspect is named, with the rows
            of others named in them.
        suspect_id: whose score.
        standing: from the ranking of the same rules, index and date.
        rules: the choices.
        index: the scores.
        as_of: the date of the list.
        record: as for `Allegations.of`, of everyone named in the crimes.
    """
    rows = _judged(Allegations.of(crimes, record), rules=rules, index=index, as_of=as_of)
    theirs = rows.filter(pl.col("suspect_id") == suspect_id)
    coded = theirs.join(codes(theirs), on="victim_id", how="left")
    explained = _ordered(_once(coded, rules), index)
    return Explanation(suspect_id, standing, explained, _sentence(explained, standing, rules))


def _judged(allegations: Allegations, *, rules: Rules, index: Index, as_of: date) -> pl.DataFrame:
    """All rows with what each would add if it were the only row of its crime."""
    judged = explain_rows(allegations, rules=rules, index=index, as_of=as_of).with_row_index("row")
    rows = judged.collect()
    weighed = apply_weights(
        rows.lazy().filter(pl.col("reason").is_null()),
        allegations.suspects,
        rules=rules,
        as_of=as_of,
    ).select("row", carried="tenths")
    return (
        rows.rename({"tenths": "index_tenths"})
        .join(weighed.collect(), on="row", how="left")
        .rename({"carried": "tenths"})
    )


def _once(rows: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """Mark the rows of a crime whose days another of its rows already carries."""
    if rules.victim_rows == "each":
        return rows
    best = ["tenths", "recorded_on", "victim_id"]
    ordered = rows.sort("crime_ref", *best, descending=[False, True, True, False], nulls_last=True)
    again = pl.col("reason").is_null() & (pl.int_range(pl.len()).over("crime_ref") > 0)
    return ordered.with_columns(
        pl.when(again)
        .then(pl.lit("counted_once", dtype=REASON))
        .otherwise("reason")
        .alias("reason")
    )


def _ordered(rows: pl.DataFrame, index: Index) -> pl.DataFrame:
    """Rows that count first, most days at the top, each with the index's own wording."""
    counts = pl.col("reason").is_null()
    entries = index.entries.select(
        "starting_point",
        "guideline",
        index_title=pl.coalesce(pl.col("title", "urn", "classification").replace("", None)),
    ).with_row_index("entry")
    order = {"counts": True, "tenths": True, "recorded_on": True, "crime_ref": False}
    return (
        rows.join(entries, on="entry", how="left")
        .with_columns(
            counts.alias("counts"),
            pl.when(counts).then("tenths").otherwise(0).cast(TENTHS).alias("tenths"),
            pl.col("derived", "ambiguous").fill_null(value=False),
            (pl.col("recorded_on") - pl.col("committed_on")).dt.total_days().alias("delay_days"),
        )
        .sort(*order, "victim_code", descending=[*order.values(), False])
        .select(*SCHEMA.names(), *ADDED)
    )


def _sentence(rows: pl.DataFrame, standing: Standing, rules: Rules) -> str:
    counting = rows.filter("counts")
    if standing.position is None:
        return _no_standing(rows, counting.height, rules)
    score = int(counting["tenths"].sum())
    named = rows.filter(pl.col("counts") | (pl.col("reason") == "counted_once"))
    victims = named["victim_id"].drop_nulls().n_unique()
    return (
        f"Position {standing.position:,} of {standing.assessed:,}: {spoken(score)} days from "
        f"{_count(counting.height, 'allegation')} {_by(victims)} in the last "
        f"{rules.window}{_chiefly(counting, score)}."
    )


def _no_standing(rows: pl.DataFrame, counting: int, rules: Rules) -> str:
    if counting:
        return (
            f"Not assessed: {_count(counting, 'allegation')} counted, and these rules need "
            f"{_count(rules.minimum_allegations, 'allegation')}."
        )
    worst = rows["reason"].value_counts(sort=True).sort("count", "reason", descending=[True, False])
    why = [f"{n:,} because {REASONS[reason]}" for reason, n in worst.head(2).iter_rows()]
    return f"Has no score: of {_count(rows.height, 'record')} none counts ({'; '.join(why)})."


def _by(victims: int) -> str:
    return f"by {_count(victims, 'victim')}" if victims else "by victims not recorded"


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


def _count(n: int, thing: str) -> str:
    return f"{_number(n)} {thing}{'' if n == 1 else 's'}"


def share(part: int, whole: int) -> str:
    """A share in whole percent; 100 % and 0 % appear only where they are exact."""
    if not whole:
        return "0 %"
    percent = round(100 * part / whole)
    if percent == 100 and part < whole:  # noqa: PLR2004 - all of it
        return "over 99 %"
    if percent == 0 and part:
        return "under 1 %"
    return f"{percent} %"
