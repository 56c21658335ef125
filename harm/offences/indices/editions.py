"""Two editions of an index held against each other: what was added, dropped and changed."""

from __future__ import annotations

from typing import Final

import polars as pl

from harm.days import TENTHS
from harm.offences.indices.index import Index

#: What became of an offence from one edition to the other.
KINDS: Final = ("added", "dropped", "changed")

CHANGES: Final = pl.Schema(
    {
        "kind": pl.Enum(KINDS),
        "code": pl.String(),
        "title": pl.String(),
        "tenths_before": TENTHS(),
        "tenths_after": TENTHS(),
    }
)

#: The columns by which an entry of one edition is looked for in the other.
KEYS: Final = ("urn", "classification", "cjs_codes", "title")


def changes_between(before: Index, after: Index) -> pl.DataFrame:
    """What an edition of an index has added, dropped and changed.

    Offences are found in the other edition as those of a record are: by URN, Home Office
    classification or CJS code, the title deciding among several, or by title alone. Where several
    rows of the later edition fit an offence and one has its days, it is unchanged. A code that was
    given to another offence looks like a change of days, so read the titles too.

    Args:
        before: an edition.
        after: another one, such as a table of one's own.

    Returns:
        As `CHANGES`: those added, dropped and changed, each in the order of its table; tenths of a
        day, `tenths_before` null for an added offence and `tenths_after` for a dropped one.
    """
    met: set[int] = set()
    dropped, changed = [], []
    later = after.entries["tenths"].to_list()
    for urn, classified, cjs, title, tenths in before.entries.select(*KEYS, "tenths").iter_rows():
        fitting, chosen = _found(after, (urn, classified, *cjs.split(";")), title)
        met.update(fitting)
        name = (urn or classified or cjs or None, title or None)
        if chosen is None:
            dropped.append(("dropped", *name, tenths, None))
        elif tenths not in {later[row] for row in fitting}:
            changed.append(("changed", *name, tenths, later[chosen]))
    added = [
        ("added", urn or classified or cjs or None, title or None, None, tenths)
        for row, (urn, classified, cjs, title, tenths) in enumerate(
            after.entries.select(*KEYS, "tenths").iter_rows()
        )
        if row not in met
    ]
    return pl.DataFrame([*added, *dropped, *changed], schema=CHANGES, orient="row")


def _found(index: Index, codes: tuple[str, ...], title: str) -> tuple[list[int], int | None]:
    """The rows that fit an offence, and the one that is chosen; none where there is none."""
    for code in (*filter(None, codes), None):
        fitting = index.fitting(code, title or None)
        hit = index.find(code, title or None)
        if hit is not None:
            return fitting, hit[0]
    return [], None
