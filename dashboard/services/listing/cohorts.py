"""The cohorts next to the list, and how far few suspects carry most."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import polars as pl

from dashboard.access.actions import SEE_COHORTS
from dashboard.services.gate import service
from dashboard.services.question import Question
from dashboard.services.ranking import in_window
from dashboard.store.facts import Facts
from harm.offences import indices
from harm.record.allegations import Allegations
from harm.scoring.cohorts import lanes, nobody_apart, sizes
from harm.scoring.concentration import Concentration, concentration
from harm.scoring.ranking import Ranking
from harm.suspects.list_line import profile


@dataclass(frozen=True)
class OtherCohorts:
    """Who stands next to a list, and how far few suspects carry most.

    Attributes:
        ranking: everyone assessed.
        facts: of the data behind it.
        sizes: how many stand in each lane, as `cohorts.sizes`: the sum in which nobody vanishes.
        people: whoever stands in a lane of their own and the viewer may see, at most
            `cohorts.SHOWN` of each: the columns of `cohorts.TABLE`, what people recognise them by,
            and the most serious offence. Those under 18 are counted and not among them:
            `people_under_18` has them.
        concentration: of those assessed.
    """

    ranking: Ranking
    facts: Facts
    sizes: dict[str, int]
    people: pl.DataFrame
    concentration: Concentration


#: Of each lane no more people than this are handed out; all are counted.
SHOWN: Final = 200
#: The lane whose people are shown by a step of its own.
UNDER_18: Final = "under_18"


@service(SEE_COHORTS, lambda question: question.ranking.name)
def other_cohorts(question: Question) -> OtherCohorts:
    """Who is in another cohort than the list, and how far few suspects carry most."""
    found = _found(question)
    return replace(found, people=found.people.filter(pl.col("lane") != UNDER_18))


@service(SEE_COHORTS, lambda question: f"{question.ranking.name}, those under 18 by name")
def people_under_18(question: Question) -> pl.DataFrame:
    """Who is under 18, as the rows of `OtherCohorts.people`: a step of its own, with its line."""
    return _found(question).people.filter(pl.col("lane") == UNDER_18)


def _found(question: Question) -> OtherCohorts:
    about = ("cohorts", question.dated, question.sight)
    return question.remember(about, lambda: _cohorts(question))


def _cohorts(question: Question) -> OtherCohorts:
    store, ranking = question.store, question.ranking
    allegations = in_window(store, ranking.rules, ranking.as_of)
    everyone = lanes(allegations, ranking, index=indices.get(ranking.index))
    people = (
        question.visible(everyone)
        .filter(~pl.col("lane").is_in(["listed", "below_cut"]))
        .group_by("lane", maintain_order=True)
        .head(SHOWN)
    )
    return OtherCohorts(
        ranking=ranking,
        facts=store.facts,
        sizes=sizes(everyone),
        people=people.join(
            store.suspects.particulars(people["suspect"].to_list()),
            on="suspect",
            how="left",
            maintain_order="left",
        ).join(
            _gravest(allegations, people, ranking),
            on="suspect",
            how="left",
            maintain_order="left",
        ),
        concentration=concentration(ranking),
    )


def _gravest(allegations: Allegations, people: pl.DataFrame, ranking: Ranking) -> pl.DataFrame:
    """Each one's most serious offence: as assessed or, of those apart, as it would have been."""
    apart = pl.col("position").is_null()
    groups = ((allegations, ~apart), (nobody_apart(allegations), apart))
    return pl.concat(
        profile(
            known,
            people.filter(whose)["suspect"].to_list(),
            rules=ranking.rules,
            index=indices.get(ranking.index),
            as_of=ranking.as_of,
        ).select("suspect", "most_serious_offence")
        for known, whose in groups
    )
