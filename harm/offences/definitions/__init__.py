"""Which offences count, as data: the definition of violence against women and girls.

The police chiefs' own list of codes is not public. `vawg.csv` is our reading of the published
definitions: a tier for each offence of the Cambridge index and of its derived supplement.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, Literal, get_args

import polars as pl

from harm.offences.indices.registry import get as get_index

Name = Literal["vawg", "vawg-any-sex", "all"]
NAMES: Final[tuple[Name, ...]] = get_args(Name)

Tier = Literal["core", "person", "flagged", "out"]
TIER: Final = pl.Enum(get_args(Tier))


@dataclass(frozen=True, slots=True)
class _Tiers:
    tier: list[str]
    victim_sex: list[str]


@cache
def _tiers() -> _Tiers:
    """Tier and sex in the title, in the order of the Cambridge index's entries."""
    text = (files("harm.offences.definitions") / "vawg.csv").read_bytes()
    table = pl.read_csv(text, infer_schema=False).with_columns(pl.all().fill_null(""))
    ordered = (
        get_index("cchi-2020")
        .entries.select("urn")
        .join(table, on="urn", how="left", maintain_order="left")
    )
    return _Tiers(ordered["tier"].to_list(), ordered["victim_sex"].to_list())


def classify(offences: pl.DataFrame) -> pl.DataFrame:
    """The tier of each distinct offence, and the victim's sex where the title says it.

    An offence that fits several rows takes the tier of the one that the Cambridge index would
    score it by. One that the table does not have has no tier.

    Args:
        offences: `offence`, `offence_code`, `offence_title`.

    Returns:
        `offence`, `tier`, `title_sex` (F, M or nothing), in the order given.
    """
    find = get_index("cchi-2020").find
    tiers = _tiers()
    found = [find(code, title) for _, code, title in offences.iter_rows()]
    return offences.select(
        pl.col("offence").cast(pl.UInt32),
        pl.Series("tier", [hit and tiers.tier[hit[0]] for hit in found], TIER),
        pl.Series(
            "title_sex", [(hit and tiers.victim_sex[hit[0]]) or None for hit in found], pl.String
        ),
    )
