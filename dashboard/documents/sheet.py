"""One borough as a PDF file of at most two A4 pages, the same bytes each time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import polars as pl

from dashboard.documents.letters import BOX
from dashboard.documents.typeset import as_pdf, counted, drawable
from harm.days import spoken

#: Corners of an outline.
Ring = tuple[tuple[float, float], ...]

#: Lines that fit next to the wards: more suspects than this are left to the list.
LINES: Final = 26
#: A longer reference takes two lines.
LETTERS: Final = 9
#: The most areas of a table: a borough with all wards, and one with all that border on it.
AREAS: Final = 30
NOTHING: Final = "–"


@dataclass(frozen=True)
class Sheet:
    """Everything the document prints, as values and words; it works nothing out but layout.

    Small counts come banded, and empty where they would say too much: nothing is hidden here.

    Attributes:
        marking: printed at the top and the bottom of each page.
        provenance: the data's date and version, the date, the rules and the basis.
        as_of: the date of the figures; it is also the date of the file.
        name: of the borough.
        outlines: of every borough: whether it is this one, and its rings of corners, to the right
            and down as shares of the map's width.
        limits: what nobody may conclude.
        sentence: the borough in a few sentences.
        counted: what is counted, and how much of it all London has.
        unit: what a rate counts, per whom.
        beside: the borough and those it is compared with, in order: `name`, `kind`, `crimes` (a
            text), `tenths`, `rate`, `shrunk`; what is empty is not shown.
        wards: `name`, `half` (whether it is one of the fewest that carry half), `crimes` (a
            text), `tenths`, `low` and `high` (days), `largest` (tenths).
        wards_said: how the wards are to be read, or why there are none.
        mix: `category`, `crimes`, `here` and `london` (texts), and both shares in percent,
            `here_percent` and `london_percent` (empty: not shown).
        mix_said: what the shares are of.
        change: the change on the year before.
        listed: `suspect_id`, `position`, `tenths`, in order.
        near: the same of the near misses.
        suspects_said: who they are, or why nobody is shown.
        notes: what is real and what is made up, and how the figures mislead.
    """

    marking: str
    provenance: str
    as_of: date
    name: str
    outlines: tuple[tuple[bool, tuple[Ring, ...]], ...]
    limits: str
    sentence: str
    counted: str
    unit: str
    beside: pl.DataFrame
    wards: pl.DataFrame
    wards_said: str
    mix: pl.DataFrame
    mix_said: str
    change: str
    listed: pl.DataFrame
    near: pl.DataFrame
    suspects_said: str
    notes: tuple[str, ...]


def sheet_as_pdf(sheet: Sheet) -> bytes:
    """The document, as PDF/UA-1 on at most two A4 pages.

    It shows as many suspects as fit next to the wards, and says how many it leaves to the
    list. A text too long for its place ends in an ellipsis. The same sheet gives the same bytes in
    any process: the fonts are the library's own, and the file's date is that of the figures.
    """
    return as_pdf("sheet.typ", _printable(_parts(sheet)), on=sheet.as_of)


def _parts(sheet: Sheet) -> dict[str, object]:
    """What the template prints, by the part of the document."""
    both = pl.concat([sheet.listed["suspect_id"], sheet.near["suspect_id"]])
    narrow = (both.str.len_chars() <= LETTERS).all()
    lines = LINES if narrow else LINES // 2
    listed, near = lines_for(sheet.listed.height, sheet.near.height, lines=lines)
    return {
        "title": f"Borough sheet: {sheet.name}",
        "marking": sheet.marking,
        "provenance": sheet.provenance,
        "name": sheet.name,
        "outlines": sheet.outlines,
        "limits": sheet.limits,
        "sentence": sheet.sentence,
        "counted": sheet.counted,
        "unit": sheet.unit,
        "beside": [_beside(row) for row in sheet.beside.head(AREAS).to_dicts()],
        "wards": [_ward(row) for row in sheet.wards.head(AREAS).to_dicts()],
        "wards_said": sheet.wards_said,
        "mix": [_kind(row) for row in sheet.mix.to_dicts()],
        "mix_said": sheet.mix_said,
        "change": sheet.change,
        "suspects": [
            _suspects("Listed", sheet.listed, listed),
            _suspects("Near misses", sheet.near, near),
        ],
        "suspects_said": sheet.suspects_said,
        "notes": sheet.notes,
    }


def lines_for(listed: int, near: int, *, lines: int) -> tuple[int, int]:
    """How many of the listed and of the near misses fit on the sheet; the listed go first."""
    first = min(listed, max(lines * 3 // 5, lines - near))
    return first, min(near, lines - first)


def _suspects(title: str, people: pl.DataFrame, most: int) -> dict[str, object]:
    """The first of them, and how many more there are."""
    more = people.height - most
    columns = people.head(most).select("suspect_id", "position", "tenths")
    return {
        "title": title,
        "rows": [(who, f"{place:,}", spoken(tenths)) for who, place, tenths in columns.rows()],
        "rest": f"and {counted(more, 'more suspect')}: see the list" if more else "",
    }


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
