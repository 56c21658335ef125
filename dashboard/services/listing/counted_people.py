"""People to be counted and not shown: of a list or a cohort, with what they are counted by."""

from __future__ import annotations

from typing import Final

import polars as pl

from dashboard.access.actions import SEE_COHORTS, SEE_MOVEMENT, SEE_REFERENCES
from dashboard.services.gate import service
from dashboard.services.listing.movement import compared
from dashboard.services.question import Question
from dashboard.services.ranking import in_window
from dashboard.services.ranking_spec import RankingSpec
from harm.assurance.grounds import PARTS, carried
from harm.days import TENTHS
from harm.scoring.cohorts import TABLE, lanes, nobody_apart

#: What people are counted by: where they live (GSS code) and their situation, both empty where not
#: recorded; their tenths of a day; and how far the furthest of their allegations that count has
#: gone, as `grounds.HOW_FAR` has it.
COUNTED: Final = pl.Schema(
    {
        "suspect_id": pl.String(),
        "suspect_home_borough": pl.String(),
        "suspect_situation": pl.String(),
        "tenths": TENTHS(),
        "how_far": pl.Enum(PARTS["how_far"]),
    }
)


@service(SEE_REFERENCES, lambda question: question.ranking.name)
def count_listed_people(question: Question) -> pl.DataFrame:
    """Everybody on the list whom the viewer may see, as `COUNTED`, to be counted and not shown.

    It is a part of looking at the list, and so has no line of its own in the log.
    """
    return _listed(question)


@service(SEE_MOVEMENT, lambda _, before, after, *_args, **_more: f"{before} to {after}, counted")
def count_later_list(
    question: Question,
    before: str,
    after: str,
    *,
    now: RankingSpec | None = None,
    as_known_today: bool = False,
) -> pl.DataFrame:
    """Everybody on the later of two lists whom the viewer may see, as `COUNTED`.

    Arguments and errors are those of `dashboard.services.listing.movement.list_movement`.
    """
    return _listed(compared(question, (before, after), now, as_known_today)[1])


@service(SEE_COHORTS, lambda question, lane: f"{question.ranking.name}, {lane} counted")
def count_lane(question: Question, lane: str) -> pl.DataFrame:
    """Everybody in a lane whom the viewer may see, as `COUNTED`, to be counted and not shown.

    Of those whom the list leaves out the days and allegations are those that would have counted.

    Args:
        question: rules, index and date.
        lane: of `harm.scoring.cohorts.LANES`.
    """
    return question.remember(
        ("counted lane", lane, question.dated, question.sight), lambda: _of_lane(question, lane)
    )


def _listed(question: Question) -> pl.DataFrame:
    about = ("counted list", question.dated, question.sight)
    return question.remember(
        about, lambda: _counted(question, question.visible(question.ranking.listed))
    )


def _of_lane(question: Question, lane: str) -> pl.DataFrame:
    ranking = question.ranking
    rows = in_window(question.store, ranking.rules, ranking.as_of)
    everyone = lanes(rows, ranking, index=question.index)
    return _counted(question, question.visible(everyone.filter(pl.col("lane") == lane)))


def _counted(question: Question, people: pl.DataFrame) -> pl.DataFrame:
    """People of a ranking, or of the lanes beside it, with what they are counted by."""
    ranking = question.ranking
    rows = in_window(question.store, ranking.rules, ranking.as_of)
    found = [
        carried(
            allegations,
            whose["suspect"],
            rules=ranking.rules,
            index=question.index,
            as_of=ranking.as_of,
        ).select("suspect", "how_far")
        for allegations, whose in (
            (rows, people.filter(pl.col("position").is_not_null())),
            (nobody_apart(rows), people.filter(pl.col("position").is_null())),
        )
        if whose.height
    ]
    own = people.select("suspect_id", pl.col("suspect").cast(TABLE["suspect"]), "tenths")
    if found:
        furthest = pl.concat(found).group_by("suspect").agg(pl.col("how_far").sort().first())
        own = own.join(furthest, on="suspect", how="left", maintain_order="left")
    else:
        own = own.with_columns(how_far=pl.lit(None, COUNTED["how_far"]))
    particulars = question.store.suspects.particulars(people["suspect"].to_list())
    return own.join(particulars, on="suspect", how="left", maintain_order="left").select(
        pl.col(name).cast(kind) for name, kind in COUNTED.items()
    )
