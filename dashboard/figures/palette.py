"""The colours: one ink for quantities, one for totals, and a ramp of one hue for maps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

#: Words on the ramp: on any shade one of them can be read.
WORDS: Final = ("#000000", "#FFFFFF")


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
    """

    ink: str
    total: str
    quiet: str
    grid: str
    shade: str
    paper: str
    ramp: tuple[str, str, str, str]


_LIGHT: Final = Palette(
    ink="#12436D",
    total="#801650",
    quiet="#4A5560",
    grid="#E3E7EB",
    shade="#D3DBE3",
    paper="#FFFFFF",
    ramp=("#E3ECF4", "#9DBAD3", "#41719C", "#0B2C48"),
)
_DARK: Final = Palette(
    ink="#7FB2E5",
    total="#D98BB8",
    quiet="#A9B4BF",
    grid="#26313C",
    shade="#31404E",
    paper="#11161C",
    ramp=("#15273A", "#2B5580", "#6FA5D6", "#DCEBF8"),
)

#: Below this part of the full brightness a channel is linear, as WCAG 2.2 has it.
_LINEAR: Final = 0.04045


def palette(theme: Literal["light", "dark"]) -> Palette:
    """The colours of a theme."""
    return _DARK if theme == "dark" else _LIGHT


def shade_of(colours: Palette, part: float) -> str:
    """The colour of a value on the ramp.

    Args:
        colours: of the reader's theme.
        part: how far the value is along the ramp: 0 to 1, and whatever is more is as far as 1.
    """
    place = max(0.0, min(part, 1.0)) * (len(colours.ramp) - 1)
    before = min(int(place), len(colours.ramp) - 2)
    low, high = (_channels(colour) for colour in colours.ramp[before : before + 2])
    mixed = (a + (b - a) * (place - before) for a, b in zip(low, high, strict=True))
    return "#" + "".join(f"{round(channel):02X}" for channel in mixed)


def contrast(first: str, second: str) -> float:
    """How well two colours stand out from each other, 1 to 21, as WCAG 2.2 has it."""
    darker, lighter = sorted(map(_luminance, (first, second)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (channel / 255 for channel in _channels(colour))
    red, green, blue = (
        part / 12.92 if part <= _LINEAR else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
