"""Text of data in a figure is text: Plotly would make links, bold and formulas of it."""

from datetime import date
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import polars as pl
import pytest

from dashboard import figures
from dashboard.figures.chance_ranges import ranges_figure
from dashboard.figures.choropleth import MapNames, Scale, area_map
from dashboard.figures.dumbbell import dumbbell
from dashboard.figures.funnel import funnel_figure
from dashboard.figures.history import history
from dashboard.figures.hotspot_map import spots_map
from dashboard.figures.lorenz import lorenz
from dashboard.figures.months import months
from dashboard.figures.network import network
from dashboard.figures.palette import palette
from dashboard.figures.reach_map import reach_map
from dashboard.figures.slope import slope
from dashboard.figures.text import plain
from dashboard.figures.timeline import timeline
from dashboard.figures.waterfall import waterfall
from dashboard.geography.label_points import LabelPoint
from dashboard.services.suspects.associates import HISTORY
from harm.suspects.timeline import MARKS

HOSTILE = "<b>x</b>$y$&lt;"
COLOURS = palette("light")
ON = date(2026, 4, 1)
SHAPES: dict[str, Any] = {"type": "FeatureCollection", "features": []}


def _funnel() -> go.Figure:
    areas = {"code": ["a"], "name": [HOSTILE], "people": [9.0], "rate": [1.0]}
    limits = ("low_998", "high_998", "low_95", "high_95")
    lines = pl.DataFrame({"people": [1.0], **{name: [1.0] for name in limits}})
    of = pl.DataFrame(areas | {"outside": ["above 99.8"]})
    return funnel_figure(of, lines, COLOURS, rate=1, unit="days", own={"a"})


def _history() -> go.Figure:
    row = dict.fromkeys(HISTORY, None) | {"list": HOSTILE, "as_of": ON, "like": True}
    row |= {"changed": HOSTILE, "listed": False, "tenths": 10, "position": 1}
    return history(pl.DataFrame([row], schema=HISTORY), COLOURS)


def _network() -> go.Figure:
    people = pl.DataFrame(
        {
            "suspect_id": [HOSTILE[:12]],
            "step": [1],
            "position": [1],
            "listed": [True],
            "victims": [[HOSTILE]],
            "through": [[]],
        }
    )
    return network(people, HOSTILE[-12:], COLOURS)


def _slope() -> go.Figure:
    places = {"position_before": [1], "position_after": [2], "movement": ["down"]}
    people = pl.DataFrame({"suspect_id": [HOSTILE], **places})
    return slope(people, COLOURS, length=5, names=(HOSTILE, HOSTILE))


def _timeline() -> go.Figure:
    row = dict.fromkeys(MARKS, None) | {"crime_ref": HOSTILE, "offence": HOSTILE, "tenths": 10}
    row |= {"victim_code": "V1", "index_tenths": 10, "counts": True, "stage": "charged"}
    marks = pl.DataFrame([row | {"recorded_on": ON}], schema=MARKS)
    return timeline(marks, (date(2026, 1, 1), date(2026, 4, 30)), COLOURS)


def _waterfall() -> go.Figure:
    counting = {"index_title": [HOSTILE], "crime_ref": [HOSTILE], "tenths": [10]}
    return waterfall(pl.DataFrame(counting), COLOURS)


def _area_map() -> go.Figure:
    areas = pl.DataFrame({"code": ["a"], "name": [HOSTILE], "value": [1.0]})
    return area_map(areas, SHAPES, scale=Scale("days", 1), own=(), colours=COLOURS)


def _named_map() -> go.Figure:
    areas = pl.DataFrame(
        {"code": ["a"], "name": [HOSTILE], "value": [1.0], "words": [[HOSTILE, HOSTILE]]}
    )
    names = MapNames({"a": LabelPoint(0.5, 0.5, 1.0)}, (0.0, 0.0, 1.0, 1.0), {"a"})
    return area_map(areas, SHAPES, scale=Scale("days", 1), own={"a"}, names=names, colours=COLOURS)


def _ranges() -> go.Figure:
    limits = ("low_998", "high_998", "low_95", "high_95")
    area = {"code": "a", "name": HOSTILE, "rate": 1.0, "outside": "within"}
    rows = pl.DataFrame([area | dict.fromkeys(limits, 1.0)])
    return ranges_figure(rows, COLOURS, rate=1, unit="days", own=())


def _spots_map() -> go.Figure:
    wards = pl.DataFrame({"code": ["a", "b"], "name": [HOSTILE] * 2, "spot": ["high", None]})
    return spots_map(wards, SHAPES, COLOURS)


def _months() -> go.Figure:
    counts = pl.DataFrame({"month": [ON], "crimes": [1]})
    return months(counts, COLOURS, breaks={ON: HOSTILE})


def _lorenz() -> go.Figure:
    points = {"suspects": [1], "percent_of_suspects": [1.0], "percent_of_harm": [1.0]}
    return lorenz(pl.DataFrame(points), {1: HOSTILE}, COLOURS)


def _dumbbell() -> go.Figure:
    rows = pl.DataFrame({"name": [HOSTILE], "before": [2.0], "after": [1.0], "posts": [3]})
    return dumbbell(rows, COLOURS, unit="offences")


def _reach_map() -> go.Figure:
    areas = pl.DataFrame({"code": ["a"], "name": [HOSTILE], "value": [1.0], "words": ["w"]})
    sites = pl.DataFrame({"name": [HOSTILE], "lon": [0.0], "lat": [51.5], "state": ["open"]})
    figure = reach_map(
        areas, sites, SHAPES, scale=Scale("%", 1), own=frozenset(), box=None, colours=COLOURS
    )
    figure.data[-1].customdata = None  # what a click gives back, which is drawn nowhere
    return figure


FIGURES = {
    "dumbbell": _dumbbell,
    "reach_map": _reach_map,
    "funnel": _funnel,
    "history": _history,
    "network": _network,
    "slope": _slope,
    "timeline": _timeline,
    "waterfall": _waterfall,
    "choropleth": _area_map,
    "map_labels": _named_map,
    "chance_ranges": _ranges,
    "hotspot_map": _spots_map,
    "months": _months,
    "lorenz": _lorenz,
}


def _texts(part: object) -> list[str]:
    if isinstance(part, str):
        return [part]
    if isinstance(part, dict):
        return [text for item in part.values() for text in _texts(item)]
    if isinstance(part, list | tuple):
        return [text for item in part for text in _texts(item)]
    return []


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_has_no_text_of_data_raw(name: str) -> None:
    figure = FIGURES[name]().to_plotly_json()
    texts = [text for text in _texts(figure) if "x" in text and "y" in text and "&lt;" in text]
    assert texts, "the text of the data is nowhere in the figure"
    assert [text for text in texts if "$" in text or "<b>x" in text or "</b>$" in text] == []


def test_every_figure_is_tried() -> None:
    helpers = {"__init__", "palette", "style", "text", "timeline_labels", "timeline_words"}
    modules = {path.stem for path in Path(str(figures.__file__)).parent.glob("*.py")}
    assert modules - helpers == set(FIGURES)


def test_signs_that_plotly_has_no_name_for_stay() -> None:
    assert plain('O\'Neil "x" a&b <i> 5$') == 'O\'Neil "x" a&amp;b &lt;i&gt; 5&#36;'
