"""Which allegations count towards a score, and for each that does not, why.

The tests are made in a fixed order, and the first that fails is the reason. Nothing is left out
without one.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import reduce
from typing import Final

import polars as pl

from harm.offences import definitions
from harm.offences.indices import Index
from harm.record.allegations import Allegations
from harm.scoring.rules import Rules

#: Why an allegation does not count, in the order in which the tests are made; `wording` has words.
REASONS: Final = (
    "nobody_named",
    "cancelled",
    "transferred",
    "before_window",
    "after_as_of",
    "male_victim",
    "not_in_definition",
    "eliminated",
    "acquitted",
    "deceased",
    "under_18",
    "in_custody",
    "police_generated",
    "derived_left_out",
    "attempt_left_out",
    "unmapped",
    "counted_once",
)
REASON: Final = pl.Enum(REASONS)

#: Reasons that keep all of a suspect's rows off the list, not one row alone.
PERSONAL: Final = ("deceased", "under_18")

ADULT: Final = 18
FEBRUARY: Final = 2


def explain_rows(
    allegations: Allegations, *, rules: Rules, index: Index, as_of: date
) -> pl.LazyFrame:
    """Each row with its index score, and the reason for which it does not count.

    Args:
        allegations: the rows to test; each by its own columns, except for death and age, which
            any row of a suspect decides for all their rows.
        rules: the choices.
        index: the scores.
        as_of: the date of the list.

    Returns:
        The rows with, in addition to their own columns: `tenths` (the index's score in tenths of a
        day, empty where it has none), `ambiguous`, `derived`, `entry` (the index's row), and
        `reason` (a `REASON`; empty where the allegation counts).
    """
    scored = _scored(allegations, index).join(
        people_apart(allegations, as_of), on="suspect", how="left"
    )
    return scored.with_columns(_reason(rules, as_of)).drop(
        "tier", "title_sex", "attempt", "died", "child"
    )


def counting_rows(
    allegations: Allegations, *, rules: Rules, index: Index, as_of: date
) -> pl.LazyFrame:
    """The rows that count, and those that would if the index had a score for them.

    They are the rows to which `explain_rows` gives no reason, or `unmapped`; a ranking needs no
    more, and is faster without the reasons.

    Args:
        allegations: as for `explain_rows`.
        rules: the choices.
        index: the scores.
        as_of: the date of the list.

    Returns:
        The rows with, in addition to their own columns: `tenths`, empty where the index has no
        score.
    """
    tests = _tests(rules, as_of)
    failed = pl.any_horizontal(tests[name] for name in tests if name not in {*PERSONAL, "unmapped"})
    return (
        _scored(allegations, index)
        .join(people_apart(allegations, as_of), on="suspect", how="anti")
        .filter(~failed.fill_null(value=False))
    )


def people_apart(allegations: Allegations, as_of: date) -> pl.LazyFrame:
    """Suspects who have died or are children, by any row known about them.

    Args:
        allegations: the rows, or with `record` all that is known.
        as_of: the date on which a person under 18 is a child.

    Returns:
        A row for each of them, with `suspect`, `died` and `child`.
    """
    record = allegations.rows if allegations.record is None else allegations.record
    died = pl.col("suspect_situation") == "deceased"
    child = (pl.col("suspect_born") > adult_if_born_by(as_of)).fill_null(value=False)
    apart = (
        record.select("suspect", "suspect_situation", "suspect_born")
        .filter(died | child)
        .group_by("suspect")
        .agg(died.any().alias("died"), child.any().alias("child"))
        .collect(engine="streaming")
    )
    return apart.lazy()


def _scored(allegations: Allegations, index: Index) -> pl.LazyFrame:
    """The rows with the index's score and the definition's tier of their offences."""
    offences = allegations.offences
    known = index.score(offences).join(
        definitions.classify(offences), on="offence", maintain_order="left"
    )
    rows = allegations.rows.with_columns(pl.col("offence").cast(pl.UInt32))
    return rows.join(known.lazy(), on="offence", how="left")


def _reason(rules: Rules, as_of: date) -> pl.Expr:
    """The first test that fails; written backwards, since each `when` wraps the later ones."""
    tests = _tests(rules, as_of)
    ordered = [(name, tests[name]) for name in REASONS if name in tests]
    nothing = pl.lit(None, dtype=REASON)
    return reduce(
        lambda later, test: pl.when(test[1]).then(pl.lit(test[0], dtype=REASON)).otherwise(later),
        reversed(ordered),
        nothing,
    ).alias("reason")


def _tests(rules: Rules, as_of: date) -> dict[str, pl.Expr]:
    """For each reason the rows that it catches; a choice that leaves nothing out has no test."""
    recorded_on = pl.col("recorded_on")
    situation = pl.col("suspect_situation")
    tests = {
        "nobody_named": pl.col("suspect").is_null(),
        "cancelled": pl.col("crime_status") == "cancelled",
        "transferred": pl.col("crime_status") == "transferred",
        "before_window": recorded_on <= as_of - timedelta(days=rules.window_days),
        "after_as_of": recorded_on > as_of,
        **_definition_tests(rules.definition),
        "eliminated": pl.col("allegation_status") == "eliminated",
        "acquitted": pl.col("allegation_status") == "acquitted",
        "deceased": pl.col("died").fill_null(value=False),
        "under_18": pl.col("child").fill_null(value=False),
        "unmapped": pl.col("tenths").is_null(),
    }
    leaves = {
        "in_custody": (rules.custody, situation.is_in(["custody", "prison"])),
        "police_generated": (rules.police_generated, pl.col("source") == "police"),
        "derived_left_out": (rules.derived, pl.col("derived")),
        "attempt_left_out": (rules.attempts, pl.col("attempt")),
    }
    chosen = {
        name: test.fill_null(value=False)
        for name, (keep, test) in leaves.items()
        if keep == "leave"
    }
    return tests | chosen


def _definition_tests(definition: definitions.Name) -> dict[str, pl.Expr]:
    """What a definition leaves out.

    An offence that the definition's table does not have is left to the index: if that has no
    score for it either, it is unmapped, and shown as such.
    """
    if definition == "all":
        return {}
    sex, title_sex, tier = pl.col("victim_sex"), pl.col("title_sex"), pl.col("tier")
    male = _sex(sex, title_sex, "M")
    female = _sex(sex, title_sex, "F")
    flagged = pl.col("domestic") | pl.col("honour_based")
    # Under `vawg` a male victim has already failed an earlier test.
    in_definition = (
        (tier == "core")
        | ((tier == "person") & (female | male | flagged))
        | ((tier == "flagged") & flagged)
    ).fill_null(value=False)
    unknown_everywhere = tier.is_null() & pl.col("tenths").is_null()
    out = {"not_in_definition": ~(in_definition | unknown_everywhere)}
    return {"male_victim": male, **out} if definition == "vawg" else out


def _sex(recorded: pl.Expr, in_title: pl.Expr, sex: str) -> pl.Expr:
    """Whether the victim is of this sex: as recorded or, where unknown, as the title says."""
    by_title = (recorded == "U") & (in_title == sex).fill_null(value=False)
    return (recorded == sex) | by_title


def adult_if_born_by(as_of: date) -> date:
    """The latest date of birth of a person who is 18 on `as_of`."""
    if (as_of.month, as_of.day) == (FEBRUARY, 29):
        return date(as_of.year - ADULT, FEBRUARY, 28)
    return as_of.replace(year=as_of.year - ADULT)
