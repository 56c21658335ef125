"""Who of the listed lives in a borough, and who is alleged to have harmed somebody there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from dashboard.access.actions import SEE_AREAS, SEE_LIST
from dashboard.errors import AreasError
from dashboard.geography import borough_names
from dashboard.services.gate import about, service
from dashboard.services.places.guarding import (
    is_elsewhere,
    without_small_counts,
)
from dashboard.services.question import Question
from dashboard.services.ranking import in_window
from harm.areas.area_harm import by_suspect

#: What a page shows of each: `tenths` is the score, `tenths_here` the part of it carried here.
COLUMNS: Final = (
    "position",
    "suspect_id",
    "suspect_name",
    "tenths",
    "tenths_here",
    "allegations_here",
    "suspect_home_borough",
)


@dataclass(frozen=True)
class ListedSuspects:
    """The listed who have to do with a borough; somebody may be in both tables.

    Attributes:
        code: of the borough.
        listed: how many are on the list altogether.
        partial: whether some who live or are alleged to have harmed here may be left out, since
            the viewer may not see them; in a borough of their own nobody is.
        living: whose last known home is here, as `COLUMNS`, in the order of the list.
        harming: who has an allegation here that counts, the same, most days here first. These are
            whom the filter `incident` of the list lets through.
    """

    code: str
    listed: int
    partial: bool
    living: pl.DataFrame
    harming: pl.DataFrame


def _name(question: Question, code: str) -> str:
    if code not in borough_names():
        raise AreasError(f"{code[:40]!r} is no code of a London borough.")
    return f"{question.ranking.name} of {borough_names()[code]}"


@service(SEE_LIST, _name)
def listed_suspects(question: Question, code: str) -> ListedSuspects:
    """The listed who live in a borough, and those alleged to have harmed somebody in it.

    How it misleads: a home is the last one recorded, and harm is where a crime happened. Neither
    says where somebody is now.

    Args:
        question: rules, index and date.
        code: of the borough.

    Raises:
        AreasError: there is no such borough.
        NobodyNamedError: the record names nobody.
    """
    here = _carried(question).filter(pl.col("area") == code)
    listed = _listed(question)
    people = question.visible(listed).join(
        here.select("suspect", tenths_here="tenths", allegations_here="allegations"),
        on="suspect",
        how="left",
        maintain_order="left",
    )
    living = people.filter(pl.col("suspect_home_borough") == code)
    harming = people.drop_nulls("allegations_here").sort(
        "tenths_here", "position", descending=[True, False]
    )
    none = pl.col("tenths_here", "allegations_here").fill_null(0)
    return ListedSuspects(
        code=code,
        listed=listed.height,
        partial=is_elsewhere(question, code),
        living=living.with_columns(none).select(COLUMNS),
        harming=harming.select(COLUMNS),
    )


@service(SEE_AREAS, about("how many of the listed"))
def count_listed(question: Question) -> pl.DataFrame:
    """How many of the listed live in each borough, and are alleged to have harmed there.

    Somebody who is alleged to have harmed in two boroughs is counted in both.

    Returns:
        `code`, `name`, `living` and `harming`: every borough, most `harming` first; then an
        unknown place, which has no code, if there is anybody in it. To a viewer with boroughs of
        their own small counts elsewhere are empty, as `guarding.without_small_counts` says.

    Raises:
        NobodyNamedError: the record names nobody.
        NotAllowedError: as `guarding.check_window`.
    """
    homes = _per_borough(_listed(question)["suspect_home_borough"], "living")
    places = _per_borough(_carried(question)["area"], "harming")
    names = pl.DataFrame(
        [*borough_names().items(), (None, "Unknown place")],
        schema={"code": pl.String, "name": pl.String},
        orient="row",
    )
    counts = names.join(homes, on="code", how="left", nulls_equal=True).join(
        places, on="code", how="left", nulls_equal=True
    )
    known = pl.col("code").is_not_null()
    whole = counts.with_columns(pl.col("living", "harming").fill_null(0)).filter(
        known | (pl.col("living") + pl.col("harming") > 0)
    )
    return without_small_counts(question, whole, counts=("living", "harming")).sort(
        known, "harming", "living", "name", descending=[True, True, True, False], nulls_last=True
    )


def _per_borough(codes: pl.Series, name: str) -> pl.DataFrame:
    """How often each borough comes up; whatever is none of them is unknown."""
    known = pl.when(pl.col("code").is_in([*borough_names()])).then(pl.col("code"))
    return (
        pl.DataFrame({"code": codes.cast(pl.String)})
        .with_columns(known)
        .group_by("code")
        .agg(pl.len().cast(pl.Int64).alias(name))
    )


def _listed(question: Question) -> pl.DataFrame:
    """The listed with their particulars, in order."""
    listed = question.ranking.listed
    return question.remember(
        ("listed with homes", question.dated),
        lambda: listed.join(
            question.store.suspects.particulars(listed["suspect"].to_list()),
            on="suspect",
            how="left",
            maintain_order="left",
        ),
    )


def _carried(question: Question) -> pl.DataFrame:
    """What each of the listed carries in each borough, as `by_suspect`."""
    ranking = question.ranking
    return question.remember(
        ("listed by place", question.dated),
        lambda: by_suspect(
            in_window(question.store, ranking.rules, ranking.as_of, also=("borough",)),
            "borough",
            rules=ranking.rules,
            index=question.index,
            as_of=ranking.as_of,
        ).join(ranking.listed.select("suspect"), on="suspect", how="semi"),
    )
