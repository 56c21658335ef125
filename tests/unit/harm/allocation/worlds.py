"""Made-up areas, drawn with a seed."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from harm.allocation.areas import Area


def seeded(seed: int) -> Random:
    """Draws that are the same each time."""
    return Random(seed)  # noqa: S311 - draws for a test, no secret


def world(seed: int, *, most: int = 30) -> list[Area]:
    """Areas with figures that often tie, are 0, or are far apart."""
    draw = seeded(seed)
    scale = draw.choice((3, 50, 20_000))
    areas = [
        Area(
            code=f"A{place:03}",
            base=draw.choice((0, 100 * draw.randrange(5), draw.randrange(200_000))),
            demand=draw.randrange(scale),
            residents=draw.randrange(scale * 10),
            boroughs=Fraction(draw.randrange(1, 5), draw.randrange(1, 26)),
        )
        for place in range(draw.randrange(1, most))
    ]
    draw.shuffle(areas)
    return areas


def known(areas: list[Area]) -> tuple[list[int], list[int]]:
    """Demands and bases by code."""
    ordered = sorted(areas, key=lambda area: area.code)
    return [area.demand or 0 for area in ordered], [area.base or 0 for area in ordered]
