"""Who else is involved: a suspect, those nearest, and those beyond, in three columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import plotly.graph_objects as go
import polars as pl

from dashboard.figures.palette import Palette
from dashboard.figures.style import layout
from dashboard.figures.text import plain

ROW_HEIGHT: Final = 40
#: Columns of the figure: the suspect, one step away, two steps away. The labels of the last two
#: share what is between them, and need most of a narrow screen.
HERE, NEAR, FAR = 0.0, 0.62, 2.0
#: More victims are not drawn; those who link most suspects are.
MOST_VICTIMS: Final = 20
#: A longer reference is cut to its end, since that is where references differ.
LETTERS: Final = 12


@dataclass(frozen=True, slots=True)
class Node:
    """A mark of the figure: a suspect is a square, a victim a circle.

    Attributes:
        name: a name that no other mark has.
        label: the text next to it.
        kind: what it is.
        x: its column.
        y: its row; 0 is the top.
    """

    name: str
    label: str
    kind: str
    x: float
    y: float


def nodes(
    people: pl.DataFrame, suspect_id: str, bare: Mapping[str, str] = MappingProxyType({})
) -> list[Node]:
    """The marks: the suspect, then whoever links them to others, then those others.

    Args:
        people: as `Associates.people`.
        suspect_id: whose links.
        bare: references without the name of their force, where they have one.
    """

    def short(reference: str) -> str:
        return _short(bare.get(reference, reference))

    near = people.filter(pl.col("step") == 1)
    far = people.filter(pl.col("step") > 1)
    codes = sorted(_victims(people)[:MOST_VICTIMS], key=_by_code)
    middle = [*near["suspect_id"], *codes]
    rows = max(len(middle), far.height, 1)
    places = dict(people.select("suspect_id", "position").iter_rows())
    listed = set(people.filter("listed")["suspect_id"])

    def suspect(reference: str, x: float, number: int, of: int) -> Node:
        place = f" · #{places[reference]:,}" if reference in listed else ""
        return Node(reference, f"{short(reference)}{place}", "suspect", x, _row(number, of, rows))

    return [
        Node(suspect_id, short(suspect_id), "subject", HERE, _row(0, 1, rows)),
        *(
            suspect(reference, NEAR, n, len(middle))
            for n, reference in enumerate(near["suspect_id"])
        ),
        *(
            Node(code, code, "victim", NEAR, _row(n, len(middle), rows))
            for n, code in enumerate(codes, start=near.height)
        ),
        *(suspect(reference, FAR, n, far.height) for n, reference in enumerate(far["suspect_id"])),
    ]


def left_out(people: pl.DataFrame) -> int:
    """How many victims who link the suspect to others are not drawn."""
    return max(len(_victims(people)) - MOST_VICTIMS, 0)


def _victims(people: pl.DataFrame) -> list[str]:
    """The victims who accuse others too: of most suspects first, then by code."""
    times = Counter(people["victims"].list.explode(empty_as_null=False).drop_nulls().to_list())
    return sorted(times, key=lambda code: (-times[code], _by_code(code)))


def _by_code(code: str) -> tuple[int, str]:
    """The order of V1, V2 … V10."""
    return len(code), code


def _short(reference: str) -> str:
    """A reference short enough for its room; the table has it whole."""
    return reference if len(reference) <= LETTERS else f"…{reference[1 - LETTERS :]}"


def _row(number: int, count: int, rows: int) -> float:
    """The height of one of several, spread over all rows."""
    return (number + 0.5) * rows / count


def edges(people: pl.DataFrame, suspect_id: str) -> list[tuple[str, str]]:
    """The pairs of marks that are linked, by name, in order and once each."""
    pairs: dict[tuple[str, str], None] = {}
    columns = ("suspect_id", "step", "victims", "through")
    for reference, step, victims, through in people.select(columns).iter_rows():
        if step == 1:
            pairs[suspect_id, reference] = None
        for code in victims:
            pairs[suspect_id, code] = None
            pairs[code, reference] = None
        for between in through:
            pairs[between, reference] = None
    return list(pairs)


def network(
    people: pl.DataFrame,
    suspect_id: str,
    colours: Palette,
    bare: Mapping[str, str] = MappingProxyType({}),
) -> go.Figure:
    """Draw who else is involved.

    Args:
        people: as `Associates.people`.
        suspect_id: whose links.
        colours: of the reader's theme.
        bare: as `nodes` takes it.
    """
    marks = nodes(people, suspect_id, bare)
    at = {mark.name: mark for mark in marks}
    figure = go.Figure()
    xs: list[float | None] = []
    ys: list[float | None] = []
    for name, other in edges(people, suspect_id):
        if name in at and other in at:  # someone beyond the most that are shown has no mark
            xs += [at[name].x, at[other].x, None]
            ys += [at[name].y, at[other].y, None]
    line = {"color": colours.quiet, "width": 1}
    figure.add_scatter(x=xs, y=ys, mode="lines", line=line, hoverinfo="skip")
    ink = {"subject": colours.total, "suspect": colours.ink, "victim": colours.ink}
    figure.add_scatter(
        x=[mark.x for mark in marks],
        y=[mark.y for mark in marks],
        mode="markers+text",
        text=[plain(mark.label) for mark in marks],
        textposition=["bottom right" if mark.x < FAR else "bottom left" for mark in marks],
        textfont={"size": 12, "color": colours.quiet},
        marker={
            "size": 13,
            "opacity": 1,
            "color": [ink[mark.kind] for mark in marks],
            "symbol": ["circle" if mark.kind == "victim" else "square" for mark in marks],
        },
        hoverinfo="skip",
    )
    rows = max(mark.y for mark in marks) + 0.5
    figure.update_layout(
        showlegend=False, **layout(colours, height=round(ROW_HEIGHT * rows) + 50, l=8, r=8, b=8)
    )
    hidden = {"visible": False, "fixedrange": True}
    figure.update_xaxes(range=[HERE - 0.08, FAR + 0.08], **hidden)
    figure.update_yaxes(range=[rows + 0.4, -0.1], **hidden)
    return figure
