"""The categories under which crime is published, and an index's scores for each.

A category is wide: *Violence and sexual offences* is everything from a threat to a murder. So it
has a range, and a score only where all its offences have the same one. Nothing is averaged; the
middle of a range puts places in an order, and does not show how much harm there was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from statistics import median_low
from threading import Lock
from typing import Final

import polars as pl

from harm.days import TENTHS
from harm.offences.indices import Index
from harm.offences.indices.registry import table
from harm.offences.lookup import wording

#: How many answers are kept.
REMEMBERED: Final = 10_000
#: Shorter than this, the beginning of a name may be that of several.
SHORTEST: Final = 12


@dataclass(frozen=True, slots=True)
class Range:
    """An index's scores for the offences of a category.

    Attributes:
        lowest: tenths of a day of the least serious.
        middle: the lower median of the index's scores for the offences of the category: the one in
            the middle of their order, or the lower of the two. Each offence counts once, however
            often it is committed: it estimates neither the mix of crimes nor their harm.
        highest: tenths of a day of the most serious.
        offences: how many of the category's offences the index has.
        known: how many offences the category has; the score of those not in the index is unknown.
    """

    lowest: int
    middle: int
    highest: int
    offences: int
    known: int

    @property
    def tenths(self) -> int | None:
        """The score of each offence, where all have the same; else None."""
        whole = self.offences == self.known
        return self.lowest if whole and self.lowest == self.highest else None


_REMEMBERED_RANGES: Final[dict[tuple[str, str], Range | None]] = {}
_LOOKING: Final = Lock()


@cache
def _classes() -> dict[str, set[str]]:
    """The Home Office classes of each category, by its folded name."""
    classes: dict[str, set[str]] = {}
    for _, category, ho_class in table("categories").iter_rows():
        classes.setdefault(wording(category), set()).add(ho_class)
    return classes


def range_of(index: Index, category: str) -> Range | None:
    """An index's scores for a published category.

    A name that was cut short, as in some of the Met's tables, is recognised by its beginning.

    Returns:
        None where it is not known which offences the category has, or the index has none of them.
    """
    classes = _known(wording(category))
    urns = table("offences").filter(pl.col("ho_class").is_in(sorted(classes)))["urn"]
    tenths = index.entries.filter(pl.col("urn").is_in(urns.implode()), pl.col("urn") != "")[
        "tenths"
    ]
    if tenths.is_empty():
        return None
    values = tenths.to_list()
    return Range(min(values), median_low(values), max(values), len(values), len(urns))


def _known(name: str) -> set[str]:
    if name in _classes():
        return _classes()[name]
    begun = [known for known in _classes() if known.startswith(name) and len(name) >= SHORTEST]
    return _classes()[begun[0]] if len(begun) == 1 else set()


def score(index: Index, categories: Sequence[str]) -> list[int | None]:
    """The score of each category in tenths of a day; None for one without a single score.

    An offence by its own name or code scores as it would in an allegation.
    """
    return [_score(index, category) for category in categories]


def ranges(index: Index, categories: Sequence[str]) -> pl.DataFrame:
    """An index's scores for several published categories, or for offences among them.

    The range is the answer. A category such as *violence with injury* runs from days to years, and
    the counts do not show which offences were in it: a count times `middle` orders places by a
    guess that is the same for all of them, and is not a sum of harm. It misleads most where places
    differ in the mix within a category, and it can be far from the usual crime, since a rare
    offence weighs as much as a daily one: for violence with injury the Cambridge index has 547.5
    days in the middle, and 10 for actual bodily harm.

    Args:
        index: the index.
        categories: names as published; a name given twice has two rows.

    Returns:
        A row for each name, in order: `category` as given; `lowest`, `middle` and `highest` (tenths
        of a day; null where it is not known which offences it has, or the index has none of them:
        never 0); `offences`, how many offences of the index these are based on.
    """
    found = [_range(index, category) for category in categories]
    return pl.DataFrame(
        {
            "category": list(categories),
            "lowest": [scores and scores.lowest for scores in found],
            "middle": [scores and scores.middle for scores in found],
            "highest": [scores and scores.highest for scores in found],
            "offences": [scores.offences if scores else 0 for scores in found],
        },
        schema={
            "category": pl.String,
            "lowest": TENTHS,
            "middle": TENTHS,
            "highest": TENTHS,
            "offences": pl.Int64,
        },
    )


def _range(index: Index, category: str) -> Range | None:
    """As `_looked_up`, looked up once for each index, which is identified by its rows."""
    key = (index.fingerprint, category)
    with _LOOKING:
        if key not in _REMEMBERED_RANGES:
            if len(_REMEMBERED_RANGES) >= REMEMBERED:
                _REMEMBERED_RANGES.clear()
            _REMEMBERED_RANGES[key] = _looked_up(index, category)
        return _REMEMBERED_RANGES[key]


def _looked_up(index: Index, category: str) -> Range | None:
    """The range of a category, or of a single offence, whose lowest and highest are the same."""
    found = range_of(index, category)
    if found is not None:
        return found
    tenths = _exact(index, category)
    return None if tenths is None else Range(tenths, tenths, tenths, offences=1, known=1)


def _score(index: Index, category: str) -> int | None:
    found = range_of(index, category)
    return _exact(index, category) if found is None else found.tenths


def _exact(index: Index, category: str) -> int | None:
    exact = index.find(category, category)
    if exact is None or exact[1]:
        return None
    return int(index.entries["tenths"][exact[0]])
