"""Unusual use of the log: much more than others, at night, own surname, people of no list.

Each is a reason to ask somebody, and none is a finding: people work at night, share names with
strangers, and open files because of a case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import polars as pl

#: Suspects on one day from which a user can be far above others, and how many times the others'
#: median it is then; that needs so many other days on which somebody opened a suspect.
MANY: Final = 20
TIMES: Final = 3
FEWEST_DAYS: Final = 5
#: Suspects of no list on one day from which it is reported.
OF_NO_LIST: Final = 5
#: Hours of the clock in London from which, and until which, it is night.
NIGHT: Final = (22, 6)
CLOCK: Final = "Europe/London"
#: The fewest letters of a surname that is looked for inside a user's name, and how many others
#: may be before or after it there.
SURNAME: Final = 4
INITIALS: Final = 2

UNUSUAL: Final = pl.Schema(
    {
        "day": pl.Date(),
        "who": pl.String(),
        "kind": pl.String(),
        "suspects": pl.UInt32(),
        "usual": pl.Float64(),
        "suspect_id": pl.String(),
    }
)


def find_unusual_use(
    looks: pl.DataFrame,
    *,
    listed: Iterable[str] | None,
    surnames: Mapping[str, Sequence[str]],
    users: Mapping[str, Sequence[str]],
) -> pl.DataFrame:
    """Days on which somebody used the tool in an unusual way.

    How it misleads: whoever looks at one person a day is never far above others; a user whose
    name is a number shares no surname with anybody; and that somebody is on no list does not mean
    that there was no reason to look.

    Args:
        looks: at a suspect's own file: `at` in UTC, `who` and `suspect_id`.
        listed: everybody whom a list names; None: that is not known, and nothing is said of it.
        surnames: of the suspects, in small plain letters; those without one are left out.
        users: the words of each user's name, in small plain letters.

    Returns:
        as `UNUSUAL`, newest first: the day in London; who; the `kind` (`above`, `night`,
        `surname`, `no_list`); how many suspects; for `above` the median of the other users' days;
        for `surname` whom they looked at.
    """
    local = pl.col("at").cast(pl.Datetime("us")).dt.replace_time_zone("UTC")
    local = local.dt.convert_time_zone(CLOCK)
    timed = looks.with_columns(day=local.dt.date(), hour=local.dt.hour())
    begins, ends = NIGHT
    found = [
        _above(_days(timed)),
        _days(timed.filter((pl.col("hour") >= begins) | (pl.col("hour") < ends))).with_columns(
            kind=pl.lit("night")
        ),
        _same_surname(timed, surnames, users),
    ]
    if listed is not None:
        days = _days(timed.filter(~pl.col("suspect_id").is_in(sorted(listed))))
        found.append(
            days.filter(pl.col("suspects") >= OF_NO_LIST).with_columns(kind=pl.lit("no_list"))
        )
    whole = pl.concat([pl.DataFrame(schema=UNUSUAL), *found], how="diagonal")
    order = ["day", "who", "kind", "suspect_id"]
    return whole.sort(order, descending=[True, False, False, False])


def _days(timed: pl.DataFrame) -> pl.DataFrame:
    """How many suspects each user opened on each day."""
    return timed.group_by("day", "who").agg(suspects=pl.col("suspect_id").n_unique())


def _above(days: pl.DataFrame) -> pl.DataFrame:
    """Days far above those of all other users."""
    rows = []
    for user in days["who"].unique():
        others = days.filter(pl.col("who") != user)["suspects"]
        if others.len() < FEWEST_DAYS:
            continue
        usual = float(pl.select(pl.lit(others).median()).item())
        most = max(MANY, TIMES * usual)
        own = (pl.col("who") == user) & (pl.col("suspects") >= most)
        rows.append(days.filter(own).with_columns(usual=pl.lit(usual), kind=pl.lit("above")))
    return pl.concat([pl.DataFrame(schema=UNUSUAL), *rows], how="diagonal")


def _same_surname(
    timed: pl.DataFrame, surnames: Mapping[str, Sequence[str]], users: Mapping[str, Sequence[str]]
) -> pl.DataFrame:
    """Looks at somebody whose surname is in the user's own name, once a day."""
    seen = timed.select("day", "who", "suspect_id").unique()
    shares = [
        any(
            _has(word, surname)
            for surname in surnames.get(suspect, ())
            for word in users.get(who, ())
        )
        for who, suspect in seen.select("who", "suspect_id").rows()
    ]
    return seen.filter(pl.Series(shares, dtype=pl.Boolean)).with_columns(
        suspects=pl.lit(1, pl.UInt32), kind=pl.lit("surname")
    )


def _has(word: str, surname: str) -> bool:
    """Whether a word of a user's name is a surname, or has it next to one or two initials."""
    if word == surname:
        return True
    letters = len(word) - len(surname)
    return (
        len(surname) >= SURNAME
        and letters <= INITIALS
        and (word.startswith(surname) or word.endswith(surname))
    )
