"""Whom a suspect may be as well, and which new references look like people already known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from dashboard.services.linking.newcomers import Newcomers
from dashboard.wording.formats import counted
from dashboard.wording.matching import CAUTION


def perhaps_label(row: Mapping[str, Any]) -> str:
    """Whom somebody may be as well: the name, the reference and how likely."""
    name = row["suspect_name"] or "Name not recorded"
    return f"{name}, {row['other']}: {row['band']}, chance {row['chance']:.0%}"


def in_perhaps_words(found: pl.DataFrame) -> str:
    """Whether the matching knows of other records of somebody."""
    if found.is_empty():
        return "The matching finds nobody else whom this may be."
    return f"Perhaps the same as {counted(found.height, 'other record')}. {CAUTION}"


def in_newcomer_words(found: Newcomers) -> str:
    """How many new references of a file look like people already known."""
    alike = found.known["a"].n_unique()
    if not alike:
        return f"None of {counted(found.new, 'new reference')} looks like somebody already known."
    verb = "looks like somebody" if alike == 1 else "look like people"
    return (
        f"{counted(alike, 'new reference')} of {found.new:,} {verb} already known. Once the file "
        f"is added they are on “Duplicates” to be reviewed; nobody is joined by adding it."
    )
