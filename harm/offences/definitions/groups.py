"""The groups of offences, as data: rape, stalking, assault and so on.

They are the categories of `vawg.csv`, our reading of the published definitions; an offence that
has none there, or only that of a flag, is in its group of the Home Office's classification. A
group is wide: it shows the kind of allegation, never how serious it is.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Final

import polars as pl

from harm.offences.indices.registry import get as get_index

#: A category that says how an offence came into the definition, and not what it is.
FLAGGED: Final = "any offence with a domestic-abuse, honour-based or stalking flag"
#: One that says when, and what people look for under it.
NEWER: Final = "created after the 2020 edition"
NEWER_SPOKEN: Final = "newer offences, such as strangulation or sharing intimate images"
#: Where no table has the offence.
UNGROUPED: Final = "ungrouped"

#: Text in brackets in a name; text after a stroke or comma; what separates its words.
BRACKETS: Final = re.compile(r"\s*\(.*\)")
ASIDE: Final = re.compile(r"\s*[/,].*")
BETWEEN: Final = re.compile(r"[^a-z0-9]+")


def code_of(name: str) -> str:
    """A group's code in links: `controlling-or-coercive-behaviour`."""
    return BETWEEN.sub("-", ASIDE.sub("", name.lower())).strip("-")


@cache
def titles() -> dict[str, str]:
    """The name of each group by its code, in order of names; last, what is in none."""
    named = {code_of(name): name for name in sorted(set(_names()))}
    return {**named, UNGROUPED: "in no group"}


@cache
def _names() -> list[str]:
    """The group's name of each of the Cambridge index's entries, in their order."""
    text = (files("harm.offences.definitions") / "vawg.csv").read_bytes()
    table = pl.read_csv(text, infer_schema=False).select("urn", "category")
    category = pl.col("category").replace([FLAGGED, ""], None).replace(NEWER, NEWER_SPOKEN)
    named = (
        get_index("cchi-2020")
        .entries.select("urn", "group")
        .join(table, on="urn", how="left", maintain_order="left")
        .select(pl.coalesce(category, "group"))
    )
    return [BRACKETS.sub("", name) for name in named.to_series()]


def group_of(offences: pl.DataFrame) -> pl.DataFrame:
    """The group of each distinct offence, whatever index scores it.

    Args:
        offences: `offence`, `offence_code`, `offence_title`.

    Returns:
        `offence`, `group` (a code of `titles`), in the order given.
    """
    find, names = get_index("cchi-2020").find, _names()
    found = [find(code, title) for _, code, title in offences.iter_rows()]
    groups = [UNGROUPED if hit is None else code_of(names[hit[0]]) for hit in found]
    return offences.select(pl.col("offence").cast(pl.UInt32), pl.Series("group", groups, pl.String))
