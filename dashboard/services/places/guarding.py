"""What a viewer with boroughs of their own is shown of others: no small count, nor a way to one.

In their own boroughs they see everybody, and so every count. Elsewhere a count of one or two,
next to a name that somebody knows, would say who it is. A count that is left out takes with it what
it could be worked out from (`gaps`): other boroughs, their command unit, other months and offences.

Two windows that differ by a few days, or two rules that differ in a few people, would give a small
count away whatever is left out of each. So there is one question that is answered of other
boroughs, and of London, which has them in it: the public rule and the index as they are announced,
the year to the newest day, on the record as it is now; next to it the same days of the year before,
which it shares no day with.

How it misleads: whoever writes figures down and compares them with those after the next load has
two windows nevertheless. Days of harm say more than a count does, where an offence has many days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from dashboard.errors import NotAllowedError
from dashboard.geography import boroughs
from dashboard.services.places.gaps import hidden_rows, is_small
from dashboard.services.places.windows import Windows
from dashboard.services.question import USUAL, Question

#: What stands for offences of which a place has few crimes each.
FEW_EACH: Final = "Offences with fewer than five crimes each, and others with them"
#: The column of a group that everything is in.
ALL: Final = "all"
#: The code of what is in no known borough.
NOWHERE: Final = ""


def is_elsewhere(question: Question, code: str | None) -> bool:
    """Whether a borough is none of the viewer's own, for a viewer who has boroughs of their own."""
    return question.limits is not None and code is not None and code not in question.viewer.boroughs


def check_window(question: Question, code: str | None = None) -> None:
    """Refuse figures of other boroughs on anything but the one question that is answered of them.

    Args:
        question: whose, and on what.
        code: of the borough that the figures are of; None: they are of all, or of London.

    Raises:
        NotAllowedError: they are not all of the viewer's own boroughs, and the date, the rules, the
            index or the version is another.
    """
    if question.limits is None or code in question.viewer.boroughs:
        return
    newest = question.workspace.store.version
    asked = (question.spec.rules, question.spec.index, question.as_of, question.version)
    if asked != (USUAL.rules, USUAL.index, question.facts.newest, newest):
        raise NotAllowedError(
            f"{question.viewer.who} has boroughs of their own, and is shown figures of others only "
            f"under the public rule and its index, to the newest date of the data "
            f"({question.facts.newest}): two windows, less each other, would give away single "
            f"crimes of another borough. Set date, rules and index back, or ask an analyst."
        )


def is_own(question: Question, column: str) -> pl.Expr:
    """Whether a row is of a borough of the viewer's own, or within one."""
    return pl.col(column).is_in(sorted(question.viewer.boroughs)).fill_null(value=False)


@dataclass(frozen=True)
class LeftOut:
    """Which totals of other boroughs are not shown.

    Attributes:
        boroughs: the codes of boroughs.
        units: those of command units; of a borough that is in none, its own.
        london: whether London's is not, since all other boroughs together have few.
    """

    boroughs: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    london: bool = False


def totals_left_out(question: Question, counts: pl.DataFrame) -> LeftOut:
    """Which totals of one time are not shown to a viewer; all of their own boroughs are.

    They add up to those of command units and of London, and wards, months and offences add up to
    them: whatever is left out here is left out of all of these.

    Args:
        question: whose.
        counts: `code` of the borough, empty where it is not known, and `crimes`.
    """
    if question.limits is None:
        return LeftOut()
    units = boroughs().select("code", unit=pl.coalesce("bcu_code", "code"))
    places = pl.concat([units, pl.DataFrame({"code": [NOWHERE], "unit": [NOWHERE]})])
    known = pl.when(pl.col("code").is_in(units["code"].to_list())).then(pl.col("code"))
    of_places = counts.group_by(known.fill_null(NOWHERE).alias("code")).agg(
        pl.col("crimes").sum().cast(pl.Int64)
    )
    others = (
        places.join(of_places, on="code", how="left")
        .filter(~is_own(question, "code"))
        .with_columns(pl.col("crimes").fill_null(0), pl.lit(0).alias(ALL))
        .sort("code")
    )
    of_units = others.group_by("unit", ALL).agg(pl.col("crimes").sum()).sort("unit")
    whole = of_units["unit"].gather(sorted(hidden_rows(of_units, [ALL], count="crimes")))
    inside = others.with_row_index("row").filter(pl.col("unit").is_in(whole.to_list()))["row"]
    hidden = hidden_rows(others, ["unit", ALL], count="crimes", also=inside.to_list())
    return LeftOut(
        boroughs=frozenset(others["code"].gather(sorted(hidden))),
        units=frozenset(whole),
        london=is_small(int(others["crimes"].sum())),
    )


def months_left_out(
    question: Question, parts: pl.DataFrame, code: str | None, windows: Windows
) -> list[date]:
    """The months of a borough elsewhere, or of London, whose figures a viewer is not shown.

    A reader may know what there was in a borough in either window, and in London in each month.

    Args:
        question: whose.
        parts: `borough` (GSS code), `part` (the first day of a month, or of the part of one that
            is in another window) and `crimes`: a row for each part and borough, also where there
            was none.
        code: of the borough that is shown; None: London.
        windows: the two times of which totals are known.
    """
    if question.limits is None or (code is not None and not is_elsewhere(question, code)):
        return []
    elsewhere = parts.filter(~is_own(question, "borough")).with_columns(
        time=pl.sum_horizontal(pl.col("part") >= day for day in windows.begins)
    )
    months = pl.col("part").dt.truncate("1mo").alias("month")
    if code is None:
        cells = elsewhere.group_by("part", "time").agg(pl.col("crimes").sum()).sort("part")
        hidden = hidden_rows(cells, ["time"], count="crimes")
        return cells.select(months)["month"].gather(sorted(hidden)).to_list()
    cells = elsewhere.with_columns(key=pl.format("{} {}", "borough", "time")).sort(
        "borough", "part"
    )
    left_out = {
        time: totals_left_out(question, of_time.rename({"borough": "code"})).boroughs
        for (time,), of_time in cells.group_by("time")
    }
    without_total = [
        row
        for row, (borough, time) in enumerate(cells.select("borough", "time").iter_rows())
        if (borough or NOWHERE) in left_out[time]
    ]
    hidden = hidden_rows(cells, ["key", "part"], count="crimes", also=without_total)
    shown = cells.with_columns(months).with_row_index("row").filter(borough=code)
    return shown.filter(pl.col("row").is_in(sorted(hidden)))["month"].to_list()


def without_small_counts(
    question: Question, rows: pl.DataFrame, *, counts: tuple[str, ...]
) -> pl.DataFrame:
    """Rows of boroughs whose small counts elsewhere are empty, with those that give them away.

    Args:
        question: whose.
        rows: one for each borough, with its `code`.
        counts: columns of counts, each guarded for itself; all rows of one make a total.

    Raises:
        NotAllowedError: as `check_window`.
    """
    if question.limits is None:
        return rows
    check_window(question)
    numbered = rows.with_row_index("number").with_columns(pl.lit(0).alias(ALL))
    elsewhere = numbered.filter(~is_own(question, "code"))
    numbers = elsewhere["number"].to_list()
    emptied = []
    for count in counts:
        hidden = [numbers[row] for row in sorted(hidden_rows(elsewhere, [ALL], count=count))]
        shown = pl.when(~pl.col("number").is_in(hidden)).then(pl.col(count))
        emptied.append(shown.alias(count))
    return numbered.with_columns(emptied).drop("number", ALL)


def offences_together(question: Question, code: str | None, *harms: pl.DataFrame) -> frozenset[str]:
    """The offences that a viewer is not shown one by one, at any of several times.

    Args:
        question: whose.
        code: of the borough that is shown; None: all of London is.
        harms: with `borough`, `offence` and `crimes` of all of London, one for each time.
    """
    if question.limits is None:
        return frozenset()
    found = set[str]()
    for frame in harms:
        cells = (
            frame.filter(~is_own(question, "borough"))
            .group_by("borough", "offence")
            .agg(pl.col("crimes").sum().cast(pl.Int64))
            .with_columns(pl.lit(0).alias(ALL))
            .sort("borough", "offence")
        )
        london = cells.group_by("offence", ALL).agg(pl.col("crimes").sum()).sort("offence")
        found |= _offences(london, [ALL])
        if is_elsewhere(question, code):
            found |= _offences(cells, ["borough", "offence"], code)
    return frozenset(found)


def _offences(cells: pl.DataFrame, ways: list[str], code: str | None = None) -> set[str]:
    hidden = cells.with_row_index("row").filter(
        pl.col("row").is_in(sorted(hidden_rows(cells, ways, count="crimes")))
    )
    return set((hidden if code is None else hidden.filter(borough=code))["offence"])


def named_together(harms: pl.DataFrame, offences: frozenset[str]) -> pl.DataFrame:
    """Harms with some `offence`s under one name."""
    few = pl.col("offence").is_in(sorted(offences))
    return harms.with_columns(
        pl.when(few).then(pl.lit(FEW_EACH)).otherwise("offence").alias("offence")
    )
