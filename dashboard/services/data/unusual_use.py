"""Unusual use: whose looks an auditor may want to ask about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import polars as pl

from dashboard.access.actions import SEE_LOG
from dashboard.analysis.unusual_use import (
    FEWEST_DAYS,
    MANY,
    NIGHT,
    OF_NO_LIST,
    TIMES,
    find_unusual_use,
)
from dashboard.search.normalise import parts
from dashboard.services.data.access_log import OF_A_SUSPECT
from dashboard.services.gate import about, service
from dashboard.services.question import Question
from harm.scoring.ranking_csv import read

__all__ = ["FEWEST_DAYS", "MANY", "NIGHT", "OF_NO_LIST", "TIMES", "UnusualUse", "unusual_use"]

#: What separates the words of a user's name, such as `jo.smith@example.org`.
SEPARATOR: Final = re.compile(r"[^a-z]+")


@dataclass(frozen=True)
class UnusualUse:
    """What was found, and among how much.

    Attributes:
        looks: how many looks at a suspect's own file there are in the log.
        days: what is unusual, as `UNUSUAL` has it, newest first.
    """

    looks: int
    days: pl.DataFrame


@service(SEE_LOG, about("unusual use"))
def unusual_use(question: Question) -> UnusualUse:
    """Days on which somebody used the tool in an unusual way.

    Whom a list names is whoever is on the list of the public rule now or on a frozen one.
    Suspects' names are compared here and are not handed out.

    Raises:
        NobodyNamedError: the record names nobody.
        RegisterError: the register cannot be read.
    """
    lines = question.workspace.register.log()
    looked = pl.col("action").is_in(OF_A_SUSPECT) & pl.col("subject").is_not_null()
    looks = lines.filter(looked).select("at", "who", suspect_id="subject")
    return UnusualUse(
        looks.height,
        find_unusual_use(
            looks,
            listed=_listed(question),
            surnames=_surnames(question, looks["suspect_id"]),
            users={who: SEPARATOR.split(who.casefold()) for who in looks["who"].unique()},
        ),
    )


def _listed(question: Question) -> frozenset[str]:
    """Everybody on the list, or on one that was frozen."""
    register = question.workspace.register
    listed = set(question.ranking.listed["suspect_id"])
    for known in register.all_frozen():
        kept = register.frozen(known.name)
        if kept is not None:
            listed.update(read(kept.content, kept.listed)["suspect_id"])
    return frozenset(listed)


def _surnames(question: Question, suspects: pl.Series) -> dict[str, list[str]]:
    """The last word of each name under which these suspects are known."""
    named = question.store.suspects.named().filter(
        pl.col("suspect_id").is_in(suspects.unique().to_list())
        & pl.col("suspect_name").is_not_null()
    )
    found: dict[str, list[str]] = {}
    for suspect, name in named.select("suspect_id", "suspect_name").unique().rows():
        words = parts(name)
        if words:
            found.setdefault(suspect, []).append(words[-1])
    return found
