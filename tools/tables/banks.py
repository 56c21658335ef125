"""On which bank of the Thames a ward lies.

Boroughs that meet by land are on one bank, and those that meet across the river on two. Richmond
upon Thames alone lies on both, and its wards are told apart by name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import polars as pl

_WESTMINSTER: Final = "E09000033"
_RICHMOND: Final = "E09000027"
#: The wards of Richmond upon Thames on the side of Richmond itself; the others are Twickenham's.
_RICHMOND_SOUTH: Final = frozenset(
    {
        "Barnes",
        "East Sheen",
        "Ham, Petersham & Richmond Riverside",
        "Kew",
        "Mortlake & Barnes Common",
        "North Richmond",
        "South Richmond",
    }
)


def banks_of_wards(wards: pl.DataFrame, pairs: pl.DataFrame) -> dict[str, str]:
    """`north` or `south`, by the code of each ward.

    Args:
        wards: `ward_code`, `ward_name`, `borough_code`.
        pairs: `borough_code_a`, `borough_code_b`, `type` (`land` or `river`).

    Raises:
        ValueError: the pairs contradict each other, or a ward of Richmond is not known.
    """
    northern = _reached(pairs)
    for a, b, kind in pairs.select("borough_code_a", "borough_code_b", "type").iter_rows():
        if _RICHMOND not in {a, b} and ((a in northern) == (b in northern)) != (kind == "land"):
            raise ValueError(f"{a} and {b} meet by {kind}, and their banks say otherwise")
    names = set(wards.filter(borough_code=_RICHMOND)["ward_name"])
    if missing := _RICHMOND_SOUTH - names:
        raise ValueError(f"no such wards of Richmond upon Thames: {sorted(missing)}")
    return {
        ward: "north" if _is_north(name, borough, northern) else "south"
        for ward, name, borough in wards.iter_rows()
    }


def _is_north(ward: str, borough: str, northern: set[str]) -> bool:
    return ward not in _RICHMOND_SOUTH if borough == _RICHMOND else borough in northern


def _reached(pairs: pl.DataFrame) -> set[str]:
    """The boroughs that can be walked to from Westminster by land, and not through Richmond."""
    edges = [
        (a, b)
        for a, b, kind in pairs.select("borough_code_a", "borough_code_b", "type").iter_rows()
        if kind == "land" and _RICHMOND not in {a, b}
    ]
    found: set[str] = set()
    nearby = {_WESTMINSTER}
    while nearby:
        found |= nearby
        nearby = {b for one, other in edges for a, b in ((one, other), (other, one)) if a in nearby}
        nearby -= found
    return found
