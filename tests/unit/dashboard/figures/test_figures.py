"""Figures show what the table shows, to the digit, in colours that can be told apart."""

from datetime import date
from typing import Literal

import plotly.graph_objects as go
import polars as pl
import pytest

from dashboard.figures.chance_ranges import ranges_figure
from dashboard.figures.choropleth import MapNames, Scale, area_map
from dashboard.figures.hotspot_map import spots_map
from dashboard.figures.lorenz import lorenz
from dashboard.figures.map_labels import fitting_lines, framed
from dashboard.figures.months import months
from dashboard.figures.palette import WORDS, Palette, palette, shade_of
from dashboard.figures.slope import slope
from dashboard.figures.waterfall import STEPS, steps, waterfall
from dashboard.geography import borough_names, boroughs, box_around, outlines
from dashboard.geography.label_points import label_points

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
    drawn = dict(zip(trace.locations, trace.z, strict=True))
    assert drawn == dict(table.select("code", "value").iter_rows())
    assert len(trace.locations) == table.height
    words = dict(zip(trace.locations, trace.customdata, strict=True))
    names = dict(table.select("code", "name").iter_rows())
    assert words["E09000001"] == names["E09000001"]
    assert words["E09000007"] == f"{names['E09000007']}: 1,234.5 days"
    assert (trace.zmin, trace.zmax, drawn["E09000001"]) == (0, 2000.0, None)
    assert trace.locations[-1] == "E09000007"  # above the others, whose lines would cover its own
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


def test_all_others_have_thin_grey_borders() -> None:
    figure = area_map(areas(), outlines(), scale=SCALE, own={"E09000007"}, colours=LIGHT)
    lines = figure.data[0].marker.line
    others = list(zip(figure.data[0].locations, lines.width, lines.color, strict=True))[:-1]
    assert {(width, colour) for _, width, colour in others} == {(0.5, LIGHT.quiet)}


def named_map(
    *wanted: str, width: float = 1.0, theme: Literal["light", "dark"] = "light"
) -> go.Scattergeo:
    """The names that stand on a map of all of London, or of a part of its width."""
    west, south, east, north = box_around(*borough_names()) or (0.0, 0.0, 0.0, 0.0)
    view = (west, south, west + (east - west) * width, north)
    names = MapNames(label_points(outlines()), view, wanted)
    table = areas(E09000007=1900.0, E09000001=None)
    return area_map(
        table, outlines(), scale=SCALE, own=(), names=names, colours=palette(theme)
    ).data[1]


def test_names_stand_on_the_map_where_they_fit_and_none_covers_another() -> None:
    names = named_map()
    assert {"Bromley", "Croydon", "Hillingdon", "Enfield"} <= set(names.text)
    assert "Kensington and Chelsea" not in names.text
    assert len(names.text) > 12
    middles = sorted(zip(names.lat, names.lon, names.text, strict=True))
    for one_lat, one_lon, one_name in middles:
        for lat, lon, name in middles:
            beside = abs(one_lon - lon) > 0.03 or abs(one_lat - lat) > 0.01
            assert beside or name == one_name, (one_name, name)


def test_whoever_is_looked_at_is_named_in_any_case_and_in_bold() -> None:
    assert "<b>Kensington and Chelsea</b>" in named_map("E09000020").text


def test_names_out_of_sight_are_left_out() -> None:
    assert "Havering" not in named_map("E09000016", width=0.5).text


@pytest.mark.parametrize("theme", THEMES)
def test_names_are_in_a_colour_that_stands_out_from_their_shade(
    theme: Literal["light", "dark"],
) -> None:
    names = named_map("E09000007", "E09000001", theme=theme)
    inks = dict(zip(names.text, names.textfont.color, strict=True))
    dark, light = WORDS
    assert inks["<b>Camden</b>"] == (light if theme == "light" else dark)
    assert inks["<b>City of London</b>"] == palette(theme).quiet
    assert inks["Bromley"] == (dark if theme == "light" else light)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("tenth", range(11))
def test_words_can_be_read_on_every_shade(theme: Literal["light", "dark"], tenth: int) -> None:
    colours = palette(theme)
    shade = shade_of(colours, tenth / 10)
    assert max(contrast(words, shade) for words in WORDS) >= 4.5
    assert shade_of(colours, 2.0) == colours.ramp[-1].upper()


@pytest.mark.parametrize(
    ("name", "width", "lines"),
    [
        ("Bexley", 40, ["Bexley"]),
        ("Bexley", 20, None),
        ("Waltham Forest", 90, ["Waltham Forest"]),
        ("Waltham Forest", 50, ["Waltham", "Forest"]),
        ("Barking and Dagenham", 70, ["Barking and", "Dagenham"]),
    ],
)
def test_a_name_takes_one_line_or_two(name: str, width: float, lines: list[str] | None) -> None:
    assert fitting_lines(name, width) == lines


def test_a_borough_stands_in_the_middle_of_its_map_with_some_of_what_surrounds_it() -> None:
    own = box_around("E09000023")
    assert own is not None
    west, south, east, north = framed(own)
    assert west < own[0] < own[2] < east
    assert south < own[1] < own[3] < north
    assert (west + east) / 2 == pytest.approx((own[0] + own[2]) / 2)
    assert (south + north) / 2 == pytest.approx((own[1] + own[3]) / 2)


def ranges(**outside: str) -> pl.DataFrame:
    rows = [
        {
            "code": code,
            "name": f"Area {code}",
            "rate": 10.0 * n,
            "outside": outside.get(code, "within"),
        }
        for n, code in enumerate(("a", "b", "c"), start=1)
    ]
    limits = {"low_95": 8.0, "high_95": 22.0, "low_998": 5.0, "high_998": 27.0}
    return pl.DataFrame([*rows, {"code": "d", "name": "Area d"}]).with_columns(
        **{name: pl.lit(limit) for name, limit in limits.items()}
    )


def test_the_chart_of_ranges_names_each_area_that_has_a_rate_and_marks_those_outside() -> None:
    figure = ranges_figure(ranges(c="above 99.8"), LIGHT, rate=20.0, unit="days", own={"b"})
    widest, shaded, marks = figure.data
    assert list(figure.layout.yaxis.ticktext) == ["Area a", "<b>Area b</b>", "Area c"]
    assert list(marks.x) == [10.0, 20.0, 30.0]
    assert list(marks.marker.symbol) == ["circle", "circle", "diamond"]
    assert list(marks.marker.color) == [LIGHT.ink, LIGHT.total, LIGHT.ink]
    assert (list(widest.base), list(widest.x)) == ([5.0] * 3, [22.0] * 3)
    assert (list(shaded.base), list(shaded.x)) == ([8.0] * 3, [14.0] * 3)
    assert marks.customdata[0] == (
        "Area a: 10.0 days; chance alone would leave it between 8.0 and 22.0"
    )
    assert [line.x0 for line in figure.layout.shapes] == [20.0]


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
