"""One borough as a PDF file of at most two A4 pages, the same bytes each time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import polars as pl

from dashboard.documents.letters import BOX
from dashboard.documents.typeset import as_pdf, counted, drawable
from harm.days import spoken

#: Corners of an outline.
Ring = tuple[tuple[float, float], ...]

#: The most areas of a table: a borough with all wards, and one with all that border on it.
AREAS: Final = 30
NOTHING: Final = "–"
NOT_RECORDED: Final = "not recorded"


@dataclass(frozen=True)
class Sheet:
    """Everything the document prints, as values and words; it works nothing out but layout.

    Small counts come banded, and empty where they would say too much: nothing is hidden here.

    Attributes:
        marking: printed at the top and the bottom of each page.
        provenance: the data's date and version, the date, the rules and the basis.
        taken: who printed it, and when.
        as_of: the date of the figures; it is also the date of the file.
        name: of the borough.
        outlines: of every borough: whether it is this one, and its rings of corners, to the right
            and down as shares of the map's width.
        limits: what nobody may conclude.
        sentence: the borough in a few sentences.
        year_before: the change of what is counted on the year before; empty: not shown.
        counted: what is counted, and how much of it all London has.
        unit: what a rate counts, per whom.
        beside: the borough and those it is compared with, in order: `name`, `kind`, `crimes` (a
            text), `tenths`, `rate`, `shrunk`; what is empty is not shown.
        wards: `name`, `half` (whether it is one of the fewest that carry half), `crimes` (a
            text), `tenths`, `low` and `high` (days), `largest` (tenths), `spot` (high, low, or
            empty: it does not stand out, or that is not shown).
        wards_said: how the wards are to be read, or why there are none.
        mix: `category`, `crimes`, `here` and `london` (texts), and both shares in percent,
            `here_percent` and `london_percent` (empty: not shown).
        mix_said: what the shares are of.
        change: the change of recorded crime on the year before.
        months: twelve or none: `month`, `tenths` and `tenths_before`, those of the same month a
            year before (empty: not known).
        months_said: how they are to be read.
        listed: the listed who live here, in order: `position`, `suspect_name`, `suspect_id`,
            `tenths`, `tenths_here` (empty: not shown), `most_serious`, `situation`.
        near: the same of the near misses who live here.
        harming: the same of the listed who are alleged to have harmed somebody here.
        living_said: how many of the listed live here; empty where nobody is shown.
        near_said: how many of the near misses live here; empty where nobody is shown.
        harming_said: how many are alleged to have harmed here; empty where nobody is shown.
        suspects_said: how they are to be read, or why nobody is shown.
        notes: what is real and what is made up, and how the figures mislead.
    """

    marking: str
    provenance: str
    taken: str
    as_of: date
    name: str
    outlines: tuple[tuple[bool, tuple[Ring, ...]], ...]
    limits: str
    sentence: str
    year_before: str
    counted: str
    unit: str
    beside: pl.DataFrame
    wards: pl.DataFrame
    wards_said: str
    mix: pl.DataFrame
    mix_said: str
    change: str
    months: pl.DataFrame
    months_said: str
    listed: pl.DataFrame
    near: pl.DataFrame
    harming: pl.DataFrame
    living_said: str
    near_said: str
    harming_said: str
    suspects_said: str
    notes: tuple[str, ...]


def sheet_as_pdf(sheet: Sheet) -> bytes:
    """The document, as PDF/UA-1 on at most two A4 pages.

    It shows as many suspects as the first page holds, and says how many it leaves to the list. A
    text too long for its place ends in an ellipsis. The same sheet gives the same bytes in any
    process: the fonts are the library's own, and the file's date is that of the figures.
    """
    return as_pdf("sheet.typ", _printable(_parts(sheet)), on=sheet.as_of)


def _parts(sheet: Sheet) -> dict[str, object]:
    """What the template prints, by the part of the document."""
    return {
        "title": f"Borough sheet: {sheet.name}",
        "marking": sheet.marking,
        "provenance": sheet.provenance,
        "taken": sheet.taken,
        "name": sheet.name,
        "outlines": sheet.outlines,
        "limits": sheet.limits,
        "sentence": sheet.sentence,
        "year_before": sheet.year_before,
        "counted": sheet.counted,
        "unit": sheet.unit,
        "beside": [_beside(row) for row in sheet.beside.head(AREAS).to_dicts()],
        "wards": [_ward(row) for row in sheet.wards.head(AREAS).to_dicts()],
        "wards_said": sheet.wards_said,
        "mix": [_kind(row) for row in sheet.mix.to_dicts()],
        "mix_said": sheet.mix_said,
        "change": sheet.change,
        "months": _months(sheet.months),
        "months_said": sheet.months_said,
        "suspects": _suspects(sheet),
        "suspects_said": sheet.suspects_said,
        "notes": sheet.notes,
    }


def _suspects(sheet: Sheet) -> list[dict[str, object]]:
    """The tables of suspects that anything is said of; none where nobody is to be shown."""
    parts = (
        (sheet.living_said, sheet.listed),
        (sheet.harming_said, sheet.harming),
        (sheet.near_said, sheet.near),
    )
    return [
        {"title": words, "rows": _people(people), "rest": _rest(people.height)}
        for words, people in parts
        if words
    ]


def _people(people: pl.DataFrame) -> list[tuple[str, ...]]:
    days, here = (_whole_days(people[name].to_list()) for name in ("tenths", "tenths_here"))
    return [
        (
            f"{row['position']:,}",
            row["suspect_name"] or NOT_RECORDED,
            row["suspect_id"],
            whole,
            part,
            row["most_serious"] or NOT_RECORDED,
            row["situation"] or NOT_RECORDED,
        )
        for row, whole, part in zip(people.to_dicts(), days, here, strict=True)
    ]


def _rest(whole: int) -> list[str]:
    """For each number of suspects that are shown, what is said of those who are not."""
    return [
        f"and {counted(whole - shown, 'more suspect')}: see the list" if shown < whole else ""
        for shown in range(whole + 1)
    ]


def _whole_days(column: Sequence[int | None]) -> list[str]:
    """Tenths as whole days, halves up; with their tenth where two would wrongly look the same."""
    alike: dict[int, set[int]] = {}
    for tenths in column:
        if tenths is not None:
            alike.setdefault(_rounded(tenths), set()).add(tenths)
    return [
        NOTHING
        if tenths is None
        else spoken(tenths)
        if len(alike[_rounded(tenths)]) > 1
        else f"{_rounded(tenths):,}"
        for tenths in column
    ]


def _rounded(tenths: int) -> int:
    return (tenths + 5) // 10


def _months(months: pl.DataFrame) -> dict[str, object]:
    """Each month with its days now and the year before, and both as parts of the most."""
    rows = months.to_dicts()
    ways = ("tenths_before", "tenths")
    most = max((row[name] or 0 for row in rows for name in ways), default=0)
    spans = [_span(months["month"], years) for years in (1, 0)] if rows else []
    return {
        "spans": spans,
        "rows": [
            {
                "month": f"{row['month']:%b}",
                "cells": [
                    NOTHING if row[name] is None else f"{_rounded(row[name]):,}" for name in ways
                ],
                "shares": [(row[name] or 0) / max(most, 1) for name in ways],
            }
            for row in rows
        ],
    }


def _span(months: pl.Series, years: int) -> str:
    """From which month to which, so many years before: Mar 25 to Feb 26."""
    earlier = [when.replace(year=when.year - years) for when in (months[0], months[-1])]
    return " to ".join(f"{when:%b %y}" for when in earlier)


def _beside(row: Mapping[str, Any]) -> tuple[str, ...]:
    rates = (_number(row[name], 1) for name in ("rate", "shrunk"))
    return (row["name"], row["kind"], row["crimes"] or NOTHING, _days(row["tenths"]), *rates)


def _ward(row: Mapping[str, Any]) -> dict[str, object]:
    interval = [_number(row[name], 0) for name in ("low", "high")]
    return {
        "half": row["half"],
        "cells": (
            row["name"],
            _days(row["tenths"]),
            *interval,
            row["crimes"] or NOTHING,
            _days(row["largest"]),
        ),
        "spot": row["spot"] or "",
    }


def _kind(row: Mapping[str, Any]) -> dict[str, object]:
    return {
        "cells": (row["category"], row["crimes"], row["here"], row["london"]),
        "here": row["here_percent"],
        "london": row["london_percent"],
    }


def _days(tenths: int | None) -> str:
    return NOTHING if tenths is None else spoken(tenths)


def _number(value: float | None, digits: int) -> str:
    return NOTHING if value is None else f"{value:,.{digits}f}"


def _printable(parts: Mapping[str, object]) -> dict[str, object]:
    """The parts as they can be printed, and a sentence where a letter cannot."""
    printable, changed = drawable(parts)
    say = f"Some letters cannot be printed here and appear as {BOX}; the record has them."
    return printable | {"undrawn": say if changed else ""}
