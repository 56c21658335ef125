"""The reader's own borough: chosen once, and what the list and the record have of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from dashboard.access.actions import CHOOSE_BOROUGH, SEE_AREAS, SEE_SETTINGS
from dashboard.errors import AreasError, NotAllowedError
from dashboard.geography import borough_names
from dashboard.services.gate import about, service
from dashboard.services.listing.filters import SEVERAL, Filter
from dashboard.services.listing.movement import Movement
from dashboard.services.listing.ranked_list import findable
from dashboard.services.places.areas import areas_of_everybody
from dashboard.services.question import Caller, Question

#: What the register calls it.
SETTING: Final = "own borough"


@dataclass(frozen=True)
class OwnBorough:
    """What the list and the record have of a borough; counts and days alone, nobody by name.

    Attributes:
        code: its GSS code.
        home: how many of the listed live there, as last recorded.
        at_large: how many of these are at large, and have two known victims or more.
        incident: how many of the listed have an allegation there that counts.
        new: how many of these two, each once, were not on the list of the last month's end; None
            where there is no such list to compare with.
        listed: how many are listed in all.
        tenths: days of the allegations there that count, in tenths, as the page of boroughs has
            them; None where another force records its crimes.
    """

    code: str
    home: int
    at_large: int
    incident: int
    new: int | None
    listed: int
    tenths: int | None


def _name(caller: Caller, code: str | None) -> str:
    """What the log says was chosen; what is no borough is refused."""
    if code is None:
        return "none"
    if code not in borough_names():
        raise AreasError(
            f"{code[:40]!r} is no code of a London borough; choose one of those offered."
        )
    _check_own(caller, code)
    return borough_names()[code]


def _check_own(caller: Caller, code: str) -> None:
    """Refuse a borough whose counts of people the viewer may not have."""
    if caller.limits is not None and code not in caller.viewer.boroughs:
        raise NotAllowedError(
            f"{borough_names()[code]} is none of the boroughs of {caller.viewer.who}; choose one "
            f"of those, or look at the page Boroughs for every borough's totals."
        )


@service(SEE_SETTINGS, about("the boroughs to choose from"))
def offered_boroughs(caller: Caller) -> dict[str, str]:
    """The names of the boroughs that may be the reader's own, by their codes, in order of names."""
    ordered = sorted(borough_names().items(), key=lambda pair: pair[1])
    return {
        code: name
        for code, name in ordered
        if caller.limits is None or code in caller.viewer.boroughs
    }


@service(CHOOSE_BOROUGH, _name)
def choose_own_borough(caller: Caller, code: str | None) -> None:
    """Keep which borough is the reader's own, for every session of theirs; None: none is.

    Raises:
        AreasError: there is no such borough.
        RegisterError: it cannot be kept.
    """
    caller.workspace.register.keep_setting(caller.viewer, SETTING, code)


@service(SEE_SETTINGS, about("their own borough"))
def own_borough(caller: Caller) -> str | None:
    """The code of the borough that the reader chose; None where they chose none."""
    code = caller.workspace.register.setting(caller.viewer, SETTING)
    return code if code in offered_boroughs(caller) else None


def at_large_filter(code: str) -> Filter:
    """Whoever lives in a borough, is at large and has two known victims or more.

    Args:
        code: of the borough.
    """
    return Filter(home=(code,), situation=("at_large",), victims=(str(SEVERAL),))


@service(SEE_AREAS, about("their own borough"))
def answer_own_borough(question: Question, code: str, moved: Movement | None) -> OwnBorough:
    """What the list and the record have of a borough, by the filters and sums of their pages.

    Args:
        question: rules, index and date.
        code: of the borough.
        moved: what changed since the list of the last month's end, where there is one.

    Raises:
        NobodyNamedError: the record names nobody.
        NotAllowedError: it is none of the viewer's own.
    """
    _check_own(question, code)
    ranking = question.ranking
    everyone = question.remember(
        ("findable", question.dated), lambda: findable(question.store, ranking)
    )
    listed = everyone.filter(pl.col("position") <= ranking.length)
    home = Filter(home=(code,)).apply(listed)["suspect_id"]
    incident = Filter(incident=(code,)).apply(listed)["suspect_id"]
    areas = areas_of_everybody(question, by="borough", of="named", measure="days")
    rows = areas.rows.filter(pl.col("code") == code)
    new = None
    if moved is not None:
        came = moved.changes.filter(pl.col("movement").cast(pl.String) == "entered")
        new = len({*home, *incident} & {*came["suspect_id"]})
    return OwnBorough(
        code=code,
        home=home.len(),
        at_large=at_large_filter(code).apply(listed).height,
        incident=incident.len(),
        new=new,
        listed=ranking.length,
        tenths=rows["tenths"][0] if rows.height else None,
    )
