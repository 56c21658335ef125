"""Which offences are of concern whatever their days, as data.

Coercive control, stalking and strangulation come before many domestic homicides, and an index of
sentences scores most of them low: coercive control 84 days, most stalking 10, strangulation 547.5,
where a rape has 1,825. `concern.csv` is our reading of that research, by the offences of the
Cambridge index and of its derived supplement. It finds only what was recorded under such a code:
much stalking is recorded as harassment, which the table leaves out, and an offence of harassment
*or* stalking is taken as stalking.

Sources: Monckton Smith (2020), Violence Against Women 26(11), on coercive control; Monckton Smith,
Szymanska and Haile (2017), University of Gloucestershire, on stalking; Glass and others (2008),
Journal of Emergency Medicine 35(3), on strangulation.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final, Literal, get_args

import polars as pl

from harm.offences.indices.registry import get as get_index

Concern = Literal["coercive_control", "stalking", "strangulation"]
CONCERN: Final = pl.Enum(get_args(Concern))


@cache
def _by_urn() -> dict[str, str]:
    text = (files("harm.offences.definitions") / "concern.csv").read_bytes()
    table = pl.read_csv(text, infer_schema=False)
    return dict(table.select("urn", "concern").iter_rows())


@cache
def _by_entry() -> list[str | None]:
    """The concern of each of the Cambridge index's entries, in their order."""
    return [_by_urn().get(urn) for urn in get_index("cchi-2020").entries["urn"]]


def concern_of(offences: pl.DataFrame) -> pl.DataFrame:
    """The concern of each distinct offence; nothing for most.

    An offence that fits several rows takes the concern of the one that the Cambridge index would
    score it by.

    Args:
        offences: `offence`, `offence_code`, `offence_title`.

    Returns:
        `offence`, `concern` (a `CONCERN`, or nothing), in the order given.
    """
    find, concerns = get_index("cchi-2020").find, _by_entry()
    found = [find(code, title) for _, code, title in offences.iter_rows()]
    return offences.select(
        pl.col("offence").cast(pl.UInt32),
        pl.Series("concern", [hit and concerns[hit[0]] for hit in found], CONCERN),
    )
