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
        shade: a range behind marks.
        paper: the page.
        ramp: little to much.
        on_little: words on the first half of the ramp.
        on_much: words on the rest of it.
    """

    ink: str
    total: str
    quiet: str
    grid: str
    shade: str
    paper: str
    ramp: tuple[str, str, str, str]
    on_little: str
    on_much: str


_LIGHT: Final = Palette(
    ink="#12436D",
    total="#801650",
    quiet="#4A5560",
    grid="#E3E7EB",
    shade="#D3DBE3",
    paper="#FFFFFF",
    ramp=("#E3ECF4", "#9DBAD3", "#41719C", "#0B2C48"),
    on_little="#1B2733",
    on_much="#FFFFFF",
)
_DARK: Final = Palette(
    ink="#7FB2E5",
    total="#D98BB8",
    quiet="#A9B4BF",
    grid="#26313C",
    shade="#31404E",
    paper="#11161C",
    ramp=("#15273A", "#2B5580", "#6FA5D6", "#DCEBF8"),
    on_little="#FFFFFF",
    on_much="#0B1117",
)


def palette(theme: Literal["light", "dark"]) -> Palette:
    """The colours of a theme."""
    return _DARK if theme == "dark" else _LIGHT
