"""The categories under which crime is published, and what an index says of each.

A category is wide: *Violence and sexual offences* is everything from a threat to a murder. So it
has a range, and a score only where every offence of it has the same one. Nothing is averaged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import polars as pl

from harm.indices import Index
from harm.indices.registry import table
from harm.lookup import wording

#: Shorter than this, the beginning of a name may be that of several.
SHORTEST: Final = 12


@dataclass(frozen=True, slots=True)
class Range:
    """What an index says of the offences of a category.

    Attributes:
        lowest: tenths of a day of the least serious.
        highest: of the most serious.
        offences: how many offences of it the index has.
        known: how many it has in all; of those that the index lacks nobody knows the score.
    """

    lowest: int
    highest: int
    offences: int
    known: int

    @property
    def tenths(self) -> int | None:
        """The score of each offence, where all have the same; else nothing."""
        whole = self.offences == self.known
        return self.lowest if whole and self.lowest == self.highest else None


@cache
def _classes() -> dict[str, set[str]]:
    """The Home Office classes of each category, by its folded name."""
    classes: dict[str, set[str]] = {}
    for _, category, ho_class in table("categories").iter_rows():
        classes.setdefault(wording(category), set()).add(ho_class)
    return classes


def range_of(index: Index, category: str) -> Range | None:
    """What an index says of a published category.

    A name that was cut short, as the Met's own tables have some, is known by its beginning.

    Returns:
        None where nobody knows which offences the category has, or the index has none of them.
    """
    classes = _known(wording(category))
    urns = table("offences").filter(pl.col("ho_class").is_in(sorted(classes)))["urn"]
    tenths = index.entries.filter(pl.col("urn").is_in(urns.implode()), pl.col("urn") != "")[
        "tenths"
    ]
    if tenths.is_empty():
        return None
    values = tenths.to_list()
    return Range(min(values), max(values), len(values), len(urns))


def _known(name: str) -> set[str]:
    if name in _classes():
        return _classes()[name]
    begun = [known for known in _classes() if known.startswith(name) and len(name) >= SHORTEST]
    return _classes()[begun[0]] if len(begun) == 1 else set()


def score(index: Index, categories: Sequence[str]) -> list[int | None]:
    """The score of each category in tenths of a day; nothing for one that has no one score.

    An offence by its own name or code scores as it would in an allegation.
    """
    return [_score(index, category) for category in categories]


def _score(index: Index, category: str) -> int | None:
    found = range_of(index, category)
    if found is not None:
        return found.tenths
    exact = index.find(category, category)
    if exact is None or exact[1]:
        return None
    return int(index.entries["tenths"][exact[0]])
