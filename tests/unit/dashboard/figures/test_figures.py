"""Figures show what the table shows, to the digit, in colours that can be told apart."""

from datetime import date
from typing import Literal

import polars as pl
import pytest

from dashboard.figures.choropleth import Scale, area_map
from dashboard.figures.hotspot_map import spots_map
from dashboard.figures.lorenz import lorenz
from dashboard.figures.months import months
from dashboard.figures.palette import Palette, palette
from dashboard.figures.slope import slope
from dashboard.figures.waterfall import STEPS, steps, waterfall
from dashboard.geography import boroughs, box_around, outlines

THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
LIGHT = palette("light")
SCALE = Scale("days", 2000.0)


def counting(count: int) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "crime_ref": [f"C{n}" for n in range(count)],
            "index_title": [f"Offence number {n}" for n in range(count)],
            "tenths": [18250 - 7 * n for n in range(count)],
        }
    )


@pytest.mark.parametrize("count", [1, 10, 11, 200])
def test_the_steps_add_up_to_the_score_exactly(count: int) -> None:
    rows = counting(count)
    parts = steps(rows)
    assert parts["tenths"].sum() == rows["tenths"].sum()
    assert parts.height == min(count, STEPS)
    assert parts["label"].n_unique() == parts.height


@pytest.mark.parametrize("count", [1, 10, 11, 200])
def test_the_bars_add_up_to_the_bar_that_totals(count: int) -> None:
    bars = waterfall(counting(count), LIGHT).data[0]
    *parts, total = (round(days * 10) for days in bars.x)
    assert sum(parts) == total == counting(count)["tenths"].sum()
    assert bars.measure == ("relative",) * len(parts) + ("total",)
    assert bars.text[-1] == f"{total / 10:,.1f}".removesuffix(".0")


def test_the_smallest_are_gathered_and_counted() -> None:
    parts = steps(counting(11))
    assert parts["label"][-1] == "2 more"
    assert parts["tenths"][-1] == counting(11)["tenths"].tail(2).sum()


def test_tags_in_the_data_are_text() -> None:
    rows = counting(1).with_columns(
        crime_ref=pl.lit("<b>C1</b>"), index_title=pl.lit("<a href='x'>Murder</a>")
    )
    label = steps(rows)["label"][0]
    assert "&lt;b&gt;C1&lt;/b&gt;" in label
    assert "<a" not in label
    assert label.count("<") == 3


def areas(**values: float | None) -> pl.DataFrame:
    codes = boroughs()["code"].to_list()
    numbers = [values.get(code, 7.0) for code in codes]
    return boroughs().select("code", "name", value=pl.Series(numbers, dtype=pl.Float64))


def test_the_map_draws_the_values_of_the_table() -> None:
    table = areas(E09000001=None, E09000007=1234.5)
    trace = area_map(table, outlines(), scale=SCALE, own={"E09000007"}, colours=LIGHT).data[0]
    assert list(trace.locations) == table["code"].to_list()
    assert list(trace.z) == table["value"].to_list()
    assert list(trace.customdata) == table["name"].to_list()
    assert (trace.zmin, trace.zmax, trace.z[0]) == (0, 2000.0, None)
    assert trace.colorbar.title.text == "days"


def test_the_map_shows_all_of_london_or_a_part_of_it() -> None:
    whole = area_map(areas(), outlines(), scale=SCALE, own=(), colours=LIGHT).layout.geo
    assert whole.fitbounds == "locations"
    box = box_around("E09000008", "E09000029")
    part = area_map(areas(), outlines(), scale=SCALE, own=(), box=box, colours=LIGHT).layout.geo
    assert part.fitbounds is None
    assert box is not None
    assert (part.lonaxis.range, part.lataxis.range) == ((box[0], box[2]), (box[1], box[3]))


def test_every_area_of_the_map_has_an_outline() -> None:
    assert {shape["id"] for shape in outlines()["features"]} == set(boroughs()["code"])


def test_the_chosen_borough_is_outlined_and_no_other() -> None:
    trace = area_map(areas(), outlines(), scale=SCALE, own={"E09000007"}, colours=LIGHT).data[0]
    wide = [width > 2 for width in trace.marker.line.width]
    assert [code for code, is_wide in zip(trace.locations, wide, strict=True) if is_wide] == [
        "E09000007"
    ]


def test_those_that_border_on_it_are_outlined_more_thinly() -> None:
    near = {"E09000019", "E09000033"}
    figure = area_map(areas(), outlines(), scale=SCALE, own={"E09000007"}, near=near, colours=LIGHT)
    lines = figure.data[0].marker.line
    widths = dict(zip(figure.data[0].locations, lines.width, strict=True))
    assert {code for code, width in widths.items() if 1 < width < 3} == near & set(widths)
    assert widths["E09000007"] == 3


def test_wards_that_stand_out_are_darker_and_those_not_tested_have_no_fill() -> None:
    wards = pl.DataFrame(
        {"code": ["W1", "W2", "W3", "W4"], "name": ["A", "B", "C", "D"]}
    ).with_columns(spot=pl.Series(["high", "", None, "low"]))
    trace = spots_map(wards, {"type": "FeatureCollection", "features": []}, LIGHT).data[0]
    assert list(trace.z) == [2, 0, None, 1]
    assert list(trace.customdata) == ["A: high", "B: neither", "C", "D: low"]
    assert list(trace.colorbar.ticktext) == ["neither", "low", "high"]
    shades = [shade for _, shade in trace.colorscale]
    assert shades == [*(LIGHT.grid, LIGHT.grid, LIGHT.ramp[1], LIGHT.ramp[1], LIGHT.ink, LIGHT.ink)]


def test_months_are_drawn_as_they_are_counted() -> None:
    counts = pl.DataFrame({"month": [date(2025, 12, 1), date(2026, 1, 1)], "crimes": [10, 1200]})
    trace = months(counts, LIGHT).data[0]
    assert list(trace.x) == counts["month"].to_list()
    assert list(trace.y) == counts["crimes"].to_list()


def test_the_curve_is_drawn_as_it_is_counted_and_its_marks_stand_on_it() -> None:
    shares = {
        "suspects": [0, 1, 3],
        "percent_of_suspects": [0.0, 33.33, 100.0],
        "percent_of_harm": [0.0, 80.5, 100.0],
    }
    figure = lorenz(pl.DataFrame(shares), {1: "the 1 listed", 2: "no point"}, LIGHT)
    curve, equal, marks = figure.data
    assert list(curve.x) == shares["percent_of_suspects"]
    assert list(curve.y) == shares["percent_of_harm"]
    assert list(curve.customdata) == shares["suspects"]
    assert list(equal.x) == list(equal.y) == [0, 100]
    assert (list(marks.x), list(marks.y), list(marks.text)) == ([33.33], [80.5], ["the 1 listed"])
    assert [words.text for words in figure.layout.annotations] == ["the 1 listed", "equal shares"]


def test_places_on_two_lists_are_joined_and_whoever_is_off_one_stands_below_it() -> None:
    people = pl.DataFrame(
        [("S1", 1, 2, "down"), ("S2", 2, 40, "left"), ("S3", None, 1, "entered")],
        schema=["suspect_id", "position_before", "position_after", "movement"],
        orient="row",
    )
    both, left, entered = slope(people, LIGHT, length=2, names=("May", "June")).data
    assert (list(both.y), list(left.y)) == ([1, 2, None], [2, 2.12, None])
    assert list(entered.y) == [2.12, 1, None]
    assert list(entered.text)[:2] == ["S3: not assessed → 1"] * 2
    assert [trace.name for trace in (both, left, entered)] == [
        "on both lists (1)",
        "left (1)",
        "entered (1)",
    ]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, other: str) -> float:
    light, dark = sorted((luminance(first), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_as_the_standard_does() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", ["quiet", "total", "ink"])
def test_text_can_be_read_on_its_paper(theme: Literal["light", "dark"], name: str) -> None:
    colours: Palette = palette(theme)
    assert contrast(getattr(colours, name), colours.paper) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_marks_stand_out_from_their_paper(theme: Literal["light", "dark"]) -> None:
    colours = palette(theme)
    assert all(contrast(c, colours.paper) >= 3 for c in (colours.ink, colours.total, colours.quiet))
    assert contrast(colours.ramp[-1], colours.paper) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_the_ramp_goes_one_way(theme: Literal["light", "dark"]) -> None:
    steps_away = [contrast(colour, palette(theme).paper) for colour in palette(theme).ramp]
    assert steps_away == sorted(steps_away)
