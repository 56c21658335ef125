"""Whether a name depends on choices that no public source settles.

Each alternative is the list with one choice made otherwise; two are never mixed. A lot at the cut
is no alternative to a list without one, since it is a trial and no other reading of the rule. How
many of them somebody is on is no chance: the alternatives are not equally good, and no draw picks
among them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from math import isqrt
from typing import Final, Literal

import polars as pl

from harm.days import TENTHS
from harm.offences.indices import Index, get
from harm.record.allegations import Allegations
from harm.scoring.ranking import rank_first
from harm.scoring.rules import Rules, Ties

#: The windows and half-lives that are tried, in days.
WINDOWS: Final = (180, 365, 730)
HALF_LIVES: Final = (180, 365)
#: What may be done at a tie; a lot is left out, whose seed would be one of any number.
TIES: Final[tuple[Ties, ...]] = ("order", "all_in", "stop_above")
#: The indices with scores of their own.
INDICES: Final = ("cchi-2020", "ons-css-2020")

LISTED: Final = pl.Schema({"suspect": pl.UInt32, "choice": pl.String, "position": pl.UInt32})


@dataclass(frozen=True)
class Alternative:
    """A list with one choice made otherwise.

    Attributes:
        code: what the choice is called in a table: `window_180`, `equal_weights` and so on.
        rules: the choices.
        index: the scores.
        ended: whether allegations that ended in no further action count.
    """

    code: str
    rules: Rules
    index: Index
    ended: Literal["stay", "leave"] = "stay"


@dataclass(frozen=True)
class Choices:
    """A list under other choices.

    Attributes:
        codes: of the alternatives, in the order of their groups.
        lists: who is on which of them, as `LISTED`.
        core: how many of the list itself are on all of them.
    """

    codes: tuple[str, ...]
    lists: pl.DataFrame
    core: int


def alternatives(rules: Rules, index: Index) -> list[Alternative]:
    """Each choice made otherwise than a list has it.

    Args:
        rules: of the list; a choice that it has already is no alternative to it.
        index: of the list.
    """
    found = [
        Alternative("equal_weights", rules, _equal(index.name, index.fingerprint, index)),
        Alternative("square_root", rules, _square_root(index.name, index.fingerprint, index)),
        *(Alternative(name, rules, get(name)) for name in INDICES if name != index.name),
        Alternative("highest_row", rules, _highest(index.name, index.fingerprint, index)),
        Alternative("no_further_action", rules, index, ended="leave"),
    ]
    return found + [Alternative(code, other, index) for code, other in _other_rules(rules).items()]


def _other_rules(rules: Rules) -> dict[str, Rules]:
    """The rules with one of them changed, by the code of the change."""
    other = {
        "derived": replace(rules, derived=_otherwise(rules.derived)),
        "police_generated": replace(rules, police_generated=_otherwise(rules.police_generated)),
        "custody": replace(rules, custody=_otherwise(rules.custody)),
        "co_suspects": replace(
            rules, co_suspects="full" if rules.co_suspects == "equal_share" else "equal_share"
        ),
        "victim_rows": replace(
            rules, victim_rows="once" if rules.victim_rows == "each" else "each"
        ),
    }
    other |= {f"window_{days}": replace(rules, window_days=days) for days in WINDOWS}
    other |= {f"half_life_{days}": replace(rules, half_life_days=days) for days in HALF_LIVES}
    other |= {f"ties_{ties}": rules.with_ties(ties) for ties in TIES}
    return {code: changed for code, changed in other.items() if changed != rules}


def _otherwise(keep: Literal["stay", "leave"]) -> Literal["stay", "leave"]:
    return "leave" if keep == "stay" else "stay"


def under_choices(
    allegations: Allegations,
    listed: pl.Series,
    others: Sequence[Alternative],
    *,
    as_of: date,
) -> Choices:
    """Who is on the list under each alternative.

    Args:
        allegations: the rows of the longest window of all, held in memory, since each alternative
            reads them.
        listed: the suspects of the list itself, by number.
        others: the alternatives.
        as_of: the date of all the lists.
    """
    stays = replace(
        allegations,
        rows=allegations.rows.filter(pl.col("allegation_status") != "no_further_action"),
    )
    lists = [
        rank_first(
            allegations if other.ended == "stay" else stays,
            rules=other.rules,
            index=other.index,
            as_of=as_of,
        ).select("suspect", pl.lit(other.code).alias("choice"), "position")
        for other in others
    ]
    everybody = pl.concat([pl.DataFrame(schema=LISTED), *lists])
    mine = everybody.filter(pl.col("suspect").is_in(listed.implode()))
    times = mine.group_by("suspect").len()
    core = times.filter(pl.col("len") == len(others)).height if others else listed.len()
    return Choices(tuple(other.code for other in others), everybody, core)


@lru_cache(maxsize=8)
def _equal(name: str, fingerprint: str, index: Index) -> Index:
    """The same offences, each of one day: a list by how many allegations there are."""
    del name, fingerprint  # what an index is known by
    tenths = pl.col("tenths")
    one_day = pl.when(tenths.is_not_null()).then(10)
    return index.rescored(index.entries.select(one_day).to_series(), index.ambiguous)


@lru_cache(maxsize=8)
def _square_root(name: str, fingerprint: str, index: Index) -> Index:
    """The square root of each score, to the tenth of a day: grave offences outweigh less."""
    del name, fingerprint
    roots = [
        None if tenths is None else (isqrt(40 * tenths) + 1) // 2
        for tenths in index.entries["tenths"]
    ]
    return index.rescored(pl.Series(roots, dtype=TENTHS), index.ambiguous)


@lru_cache(maxsize=8)
def _highest(name: str, fingerprint: str, index: Index) -> Index:
    """The same scores; an offence that several fit has the highest."""
    del name, fingerprint
    return index.rescored(ambiguous="highest")
