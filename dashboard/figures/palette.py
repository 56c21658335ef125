"""The colours: one ink for quantities, one for totals, and a ramp of one hue for maps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of a theme.

    Attributes:
        ink: anything that is a quantity.
        total: where something totals, or needs care.
        quiet: text next to a mark, and lines.
        grid: lines behind marks.
        paper: the page.
        ramp: little to much.
    """

    ink: str
    total: str
    quiet: str
    grid: str
    paper: str
    ramp: tuple[str, str, str, str]


_LIGHT: Final = Palette(
    ink="#12436D",
    total="#801650",
    quiet="#4A5560",
    grid="#E3E7EB",
    paper="#FFFFFF",
    ramp=("#E3ECF4", "#9DBAD3", "#41719C", "#0B2C48"),
)
_DARK: Final = Palette(
    ink="#7FB2E5",
    total="#D98BB8",
    quiet="#A9B4BF",
    grid="#26313C",
    paper="#11161C",
    ramp=("#15273A", "#2B5580", "#6FA5D6", "#DCEBF8"),
)


def palette(theme: Literal["light", "dark"]) -> Palette:
    """The colours of a theme."""
    return _DARK if theme == "dark" else _LIGHT
