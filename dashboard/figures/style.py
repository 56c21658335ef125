"""What every figure shares: no frame, no background, quiet words."""

from __future__ import annotations

from typing import Any

from dashboard.figures.palette import Palette


def layout(colours: Palette, *, height: int, **margin: int) -> dict[str, Any]:
    """The layout of a figure.

    Args:
        colours: of the reader's theme.
        height: in pixels.
        margin: `l`, `r`, `t`, `b` in pixels; 0 where not given.
    """
    return {
        "height": height,
        "margin": dict.fromkeys("lrtb", 0) | margin,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"color": colours.quiet, "size": 13},
    }


def axis(colours: Palette) -> dict[str, Any]:
    """An axis that stays where it is, in colours that the page's theme does not replace."""
    words = {"color": colours.quiet}
    return {
        "tickfont": words,
        "title_font": words,
        "gridcolor": colours.grid,
        "zeroline": False,
        "fixedrange": True,
    }
