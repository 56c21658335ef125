"""What one borough, and its command unit, would get of the announced pools under each rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

from dashboard.access.actions import SEE_AREAS
from dashboard.errors import AreasError
from dashboard.geography import boroughs
from dashboard.services.gate import about, service
from dashboard.services.question import Caller
from dashboard.services.resources.allocation import Allocations, allocate_posts
from dashboard.services.resources.allocation_choices import POOLS, Plan

#: What a borough gets: `rule`, `pool` (of whom), posts of its command unit and of itself.
POSTS: Final = pl.Schema(
    {"rule": pl.String(), "pool": pl.String(), "unit": pl.Int64(), "borough": pl.Int64()}
)


@dataclass(frozen=True)
class BoroughPosts:
    """What a borough would get of the announced pools.

    How it misleads: a rule is a choice of values, which the figures cannot make. Strength is
    published by command unit alone, so that a rule that looks at it says nothing of a borough.

    Attributes:
        code: of the borough.
        name: of it.
        unit: the name of its command unit; None: it has a force of its own, and gets none.
        with_it: the names of all boroughs of that unit, by name.
        table: as `POSTS`, by rule and pool in their order; posts are null where the rule has to
            know something of the area that is not known, which is not 0.
        basis: what the posts of command units rest on; None where there is no unit.
    """

    code: str
    name: str
    unit: str | None
    with_it: tuple[str, ...]
    table: pl.DataFrame
    basis: Allocations | None


@service(SEE_AREAS, about("the posts of a borough"))
def posts_of_borough(caller: Caller, code: str) -> BoroughPosts:
    """What a borough and its command unit would get of each announced pool under each rule.

    Each pool is shared among all command units, and another time among all boroughs of the Met.

    Args:
        caller: who asks; the record has no part in it.
        code: of the borough.

    Raises:
        AreasError: there is no such borough.
    """
    own = boroughs().filter(pl.col("code") == code)
    if own.is_empty():
        raise AreasError(f"There is no borough {code[:40]!r}; choose one by its code.")
    row = own.row(0, named=True)
    unit = row["bcu_code"]
    if unit is None:
        return BoroughPosts(code, row["name"], None, (), pl.DataFrame(schema=POSTS), None)
    by_unit = {name: allocate_posts(caller, Plan(pool)) for name, pool in POOLS.items()}
    by_borough = {
        name: allocate_posts(caller, Plan(pool, by="borough")) for name, pool in POOLS.items()
    }
    first = next(iter(by_unit.values()))
    rows = [
        (rule, pool, _posts(by_unit[pool], rule, unit), _posts(by_borough[pool], rule, code))
        for rule in first.by_rule
        for pool in POOLS
    ]
    with_it = boroughs().filter(pl.col("bcu_code") == unit).sort("name")["name"]
    return BoroughPosts(
        code=code,
        name=row["name"],
        unit=row["bcu_name"],
        with_it=tuple(with_it),
        table=pl.DataFrame(rows, schema=POSTS, orient="row"),
        basis=first,
    )


def _posts(found: Allocations, rule: str, code: str) -> int | None:
    """Posts of an area under a rule."""
    allocation = next(own for name, own in found.by_rule.items() if name == rule)
    codes = [area.code for area in allocation.areas]
    return allocation.posts[codes.index(code)]
