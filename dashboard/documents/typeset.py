"""A document as PDF: a template and its parts, the same bytes each time."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import typst

from dashboard.documents.letters import boxed, clean

#: The library's own fonts, the same on every machine; the first for all letters that it has.
FONTS: Final = ("Libertinus Serif", "DejaVu Sans Mono")


def as_pdf(template: str, parts: Mapping[str, object], *, on: date) -> bytes:
    """The document, as PDF/UA-1.

    The same parts give the same bytes in any process: the fonts are the library's own, and the
    file's date is that of its figures. No part is read as markup.

    Args:
        template: a file of this room.
        parts: what it prints, as texts, numbers and lists.
        on: the date of the figures.
    """
    return typst.compile(
        Path(__file__).with_name(template),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps({**parts, "fonts": FONTS})},
        pdf_standards="ua-1",
        timestamp=datetime(on.year, on.month, on.day, tzinfo=UTC),
    )


def drawable(parts: Mapping[str, object]) -> tuple[dict[str, object], list[str]]:
    """The parts with no letter that the fonts lack, and the names of those that had one."""
    cleaned = {name: _each(part, clean) for name, part in parts.items()}
    printable = {name: _each(part, boxed) for name, part in cleaned.items()}
    return printable, [name for name in parts if printable[name] != cleaned[name]]


def _each(part: object, change: Callable[[str], str]) -> object:
    """The same part of the document with each of its texts changed."""
    if isinstance(part, str):
        return change(part)
    if isinstance(part, Mapping):
        return {name: _each(item, change) for name, item in part.items()}
    if isinstance(part, list | tuple):
        return [_each(item, change) for item in part]
    return part


def counted(number: int, thing: str) -> str:
    """A number of things: 1 victim, 45 victims."""
    return f"{number:,} {thing if number == 1 else f'{thing}s'}"


def written(on: date) -> str:
    """A date in a table: 28 Feb 26."""
    return f"{on.day} {on:%b %y}"
