"""How sure a list is: what the page *How sure* and `harmdesk stability` show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from dashboard.services.listing.choices import UnderChoices, other_choices
from dashboard.services.listing.settling import Settling, settling, tier_of
from dashboard.services.question import Question

#: Of somebody: the share of the draws in which they stay (`p_stay`), the positions between which
#: they are in the middle 90 % of them, and on how many of the alternatives they are.
PEOPLE: Final = pl.Schema(
    {
        "suspect": pl.UInt32(),
        "suspect_id": pl.String(),
        "suspect_name": pl.String(),
        "position": pl.UInt32(),
        "listed": pl.Boolean(),
        "p_stay": pl.Float64(),
        "tier": pl.String(),
        "low": pl.Int64(),
        "high": pl.Int64(),
        "alternatives_in": pl.Int64(),
        "dropped_by": pl.List(pl.String()),
    }
)


@dataclass(frozen=True)
class Sureness:
    """How sure a list is.

    Attributes:
        settling: as far as the record may still change.
        choices: as far as it depends on choices.
        people: whoever is listed, or may be once the record has settled, whom the viewer may see,
            as `PEOPLE`, best first; where nothing can be said of the record, the listed alone.
    """

    settling: Settling
    choices: UnderChoices
    people: pl.DataFrame


def answer_sureness(question: Question) -> Sureness:
    """How sure a list is: two looks at it, with a line each in the log.

    Raises:
        NobodyNamedError: the record names nobody.
    """
    settled, choices = settling(question), other_choices(question)
    return Sureness(settled, choices, people_of(question, settled, choices))


def people_of(question: Question, settled: Settling, choices: UnderChoices) -> pl.DataFrame:
    """Whoever is listed or may be, as `PEOPLE`.

    Args:
        question: on the list.
        settled: as far as the record may still change.
        choices: as far as it depends on choices.
    """
    if settled.settled is None:
        listed = question.visible(settled.ranking.listed).with_columns(listed=pl.lit(value=True))
        people = listed.with_columns(pl.lit(None).alias(name) for name in _UNKNOWN)
    else:
        draws = settled.settled.draws
        stays = settled.settled.people["stays"].to_list()
        people = settled.settled.people.with_columns(
            pl.Series("p_stay", [count / draws for count in stays], pl.Float64),
            pl.Series("tier", [tier_of(count, draws) for count in stays], pl.String),
        )
    codes = choices.choices.codes
    on: dict[int, set[str]] = {}
    for suspect, choice in choices.choices.lists.select("suspect", "choice").iter_rows():
        on.setdefault(suspect, set()).add(choice)
    without = [
        [code for code in codes if code not in on.get(suspect, set())]
        for suspect in people["suspect"].to_list()
    ]
    dropped = pl.Series("dropped_by", without, pl.List(pl.String))
    names = question.store.suspects.particulars(people["suspect"].to_list())
    named = people.join(
        names.select("suspect", "suspect_name"), on="suspect", how="left", maintain_order="left"
    )
    return named.with_columns(
        dropped, alternatives_in=len(codes) - dropped.list.len().cast(pl.Int64)
    ).select(pl.col(name).cast(kind) for name, kind in PEOPLE.items())


_UNKNOWN: Final = ("p_stay", "tier", "low", "high")
