"""The figures of one suspect show what the tables show, and read tags as text."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Literal

import polars as pl
import pytest

from dashboard.figures.history import history
from dashboard.figures.network import FAR, LETTERS, NEAR, edges, network, nodes
from dashboard.figures.palette import palette
from dashboard.figures.timeline import (
    LANES,
    NOT_RECORDED,
    SMALLEST,
    lanes,
    marks_with_room,
    size,
    timeline,
)
from dashboard.figures.timeline_words import mark_lines
from dashboard.services.suspects.associates import HISTORY
from harm.suspects.associates import PEOPLE
from harm.suspects.timeline import MARKS

THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
LIGHT = palette("light")
WINDOW = (date(2025, 3, 1), date(2026, 2, 28))


def mark(**cells: object) -> dict[str, object]:
    return {
        "victim_code": "V1",
        "crime_ref": "C1",
        "offence": "Rape",
        "tenths": 18_250,
        "index_tenths": 18_250,
        "counts": True,
        "stage": "earlier",
        "allegation_status": "named",
        "recorded_on": date(2025, 9, 1),
        "committed_on": date(2025, 8, 30),
        "delay_days": 2,
    } | cells


def marks(*rows: dict[str, object]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=MARKS)


def people(*rows: tuple[object, ...]) -> pl.DataFrame:
    schema = pl.Schema({**PEOPLE, "position": pl.UInt32(), "listed": pl.Boolean()})
    return pl.DataFrame(rows, schema=schema, orient="row")


SOME = people(
    ("S2", 1, ["C1"], [], [], 7, True),
    ("<b>S3</b>", 2, [], ["V2", "V10"], [], 900, False),
    ("S4", 2, [], [], ["S2"], None, False),
)


@pytest.mark.parametrize("theme", THEMES)
def test_each_mark_stands_on_its_date_in_its_victim_s_lane(theme: Any) -> None:  # noqa: ANN401
    rows = marks(
        mark(crime_ref="C1", victim_code="V2"),
        mark(crime_ref="C2", victim_code="V10", stage="charged"),
        mark(crime_ref="C3", victim_code=None, counts=False, tenths=0, stage="ended"),
    )
    figure = timeline(rows, WINDOW, palette(theme))
    assert list(figure.layout.yaxis.ticktext) == ["V2", "V10", NOT_RECORDED]
    trace = figure.data[1]
    assert list(trace.y) == [0, 1, 2]
    assert list(trace.x) == rows["recorded_on"].to_list()
    assert list(trace.marker.symbol) == ["circle", "square", "diamond-open"]
    assert list(trace.text) == ["1,825", "1,825", ""]
    assert "C3: Rape" in trace.customdata[2]


def test_days_are_next_to_a_mark_only_where_no_other_is_in_the_way() -> None:
    rows = marks(
        mark(crime_ref="C1"),
        mark(crime_ref="C2", recorded_on=date(2025, 9, 20), tenths=100, index_tenths=100),
        mark(crime_ref="C3", victim_code="V2"),
    )
    assert list(timeline(rows, WINDOW, LIGHT).data[1].text) == ["", "", "1,825"]


def test_days_next_to_a_mark_at_an_edge_of_the_window_stand_within_it() -> None:
    dates = (WINDOW[0], date(2025, 3, 19), date(2025, 3, 20), date(2026, 2, 10), WINDOW[1])
    rows = marks(*(mark(victim_code=f"V{n}", recorded_on=on) for n, on in enumerate(dates)))
    sides = ["top right", "top right", "top center", "top left", "top left"]
    assert list(timeline(rows, WINDOW, LIGHT).data[1].textposition) == sides


def test_a_line_leads_back_to_the_date_committed() -> None:
    rows = marks(
        mark(),
        mark(crime_ref="C2", committed_on=None, delay_days=None),
        mark(crime_ref="C3", committed_on=date(1979, 1, 1), delay_days=17_000),
    )
    xs = [x for x in timeline(rows, WINDOW, LIGHT).data[0].x if x is not None]
    earliest = WINDOW[0] - timedelta(days=365)
    assert xs == [date(2025, 8, 30), date(2025, 9, 1), earliest, date(2025, 9, 1)]


def test_the_edges_of_the_window_have_their_dates() -> None:
    figure = timeline(marks(mark()), WINDOW, LIGHT)
    assert [shape.x0 for shape in figure.layout.shapes] == ["2025-03-01", "2026-02-28"]
    assert [label.text for label in figure.layout.annotations] == ["1 Mar 25", "28 Feb 26"]


def test_one_allegation_is_pointed_out_by_a_ring() -> None:
    rows = marks(mark(), mark(crime_ref="C2", victim_code="V2", recorded_on=date(2025, 5, 5)))
    assert list(timeline(rows, WINDOW, LIGHT).data[2].x) == []
    assert list(timeline(rows, WINDOW, LIGHT, chosen="C2").data[2].x) == [date(2025, 5, 5)]


def test_what_has_no_room_is_left_to_the_tables() -> None:
    many = [mark(crime_ref=f"C{n}", victim_code=f"V{n}") for n in range(1, LANES + 5)]
    rows = marks(*many, mark(crime_ref="OLD", recorded_on=date(2023, 1, 1)))
    assert len(lanes(rows)) == LANES
    assert marks_with_room(rows, WINDOW).height == LANES
    figure = timeline(rows, WINDOW, LIGHT)
    assert len(figure.data[1].x) == LANES
    assert set(figure.data[1].textposition) == {"middle right"}


def test_nothing_to_draw_is_no_fault() -> None:
    figure = timeline(marks(), WINDOW, LIGHT)
    assert len(figure.data[1].x) == 0


def test_the_area_of_a_mark_goes_with_its_days_and_none_vanishes() -> None:
    assert size(100, 400) == pytest.approx(size(400, 400) / 2)
    assert size(0, 400) == SMALLEST


def test_a_mark_says_what_it_stands_for() -> None:
    assert mark_lines(mark()) == [
        "C1: Rape",
        "V1; 1,825 days; not charged so far",
        "recorded 1 Sep 25, committed 30 Aug 25, 2 days before",
    ]
    same_day = mark(committed_on=date(2025, 9, 1), delay_days=0, victim_code=None, counts=False)
    assert mark_lines(same_day)[1:] == [
        "victim not recorded; does not count; not charged so far",
        "recorded 1 Sep 25, committed the same day",
    ]
    unknown = mark(committed_on=None, delay_days=None, offence=None)
    assert mark_lines(unknown)[0] == "C1: offence not recorded"
    assert mark_lines(unknown)[2].endswith("date committed not recorded")
    assert mark_lines(mark(delay_days=1))[2].endswith("1 day before")


def test_tags_in_a_mark_are_text() -> None:
    figure = timeline(marks(mark(crime_ref="<b>C1</b>", offence="<a>Rape</a>")), WINDOW, LIGHT)
    assert "<b>" not in figure.data[1].customdata[0]
    assert "&lt;a&gt;Rape&lt;/a&gt;" in figure.data[1].customdata[0]


def test_everybody_linked_has_a_mark_and_a_line_to_whoever_links_them() -> None:
    marked = {mark.name: mark for mark in nodes(SOME, "S1")}
    assert list(marked) == ["S1", "S2", "V2", "V10", "<b>S3</b>", "S4"]
    assert marked["S2"].label == "S2 · #7"
    assert marked["S4"].label == "S4"
    assert [marked[name].x for name in ("S2", "V2", "S4")] == [NEAR, NEAR, FAR]
    assert marked["V2"].kind == "victim"
    assert edges(SOME, "S1") == [
        ("S1", "S2"),
        ("S1", "V2"),
        ("V2", "<b>S3</b>"),
        ("S1", "V10"),
        ("V10", "<b>S3</b>"),
        ("S2", "S4"),
    ]


@pytest.mark.parametrize("theme", THEMES)
def test_the_network_is_drawn_without_tags_and_without_marks_on_each_other(theme: Any) -> None:  # noqa: ANN401
    figure = network(SOME, "<i>S1</i>", palette(theme))
    lines, points = figure.data
    assert "&lt;b&gt;S3&lt;/b&gt;" in points.text
    assert "&lt;i&gt;S1&lt;/i&gt;" in points.text
    assert len({*zip(points.x, points.y, strict=True)}) == len(points.x) == 6
    assert lines.x.count(None) == 6


def test_of_a_long_reference_the_end_is_shown_and_the_mark_keeps_the_whole() -> None:
    long = "LONG-REFERENCE-2024/000123456"
    some = people((long, 1, ["C1"], [], [], 5, True))
    subject, other = nodes(some, long.lower())
    assert (other.name, other.label) == (long, "…4/000123456 · #5")
    assert subject.label == "…4/000123456"
    assert len(subject.label) == LETTERS
    just = people(("R" * LETTERS, 1, ["C1"], [], [], None, False))
    assert nodes(just, "S1")[1].label == "R" * LETTERS


def test_somebody_beyond_the_most_that_are_shown_has_no_line() -> None:
    alone = people(("S4", 2, [], [], ["S2"], None, False))
    assert network(alone, "S1", LIGHT).data[0].x == ()


def test_the_score_over_past_lists_is_drawn_as_it_stands_in_the_table() -> None:
    rows = pl.DataFrame(
        [
            ("a", date(2026, 1, 1), 5, 9, 18_250, True, 1, "r", "i", True, ""),
            ("b", date(2026, 2, 1), None, 9, None, False, 1, "q", "i", False, "rules"),
            ("now", date(2026, 3, 1), 120, 9, 94, False, 2, "r", "i", True, "data, rules"),
        ],
        schema=HISTORY,
        orient="row",
    )
    figure = history(rows, LIGHT)
    alike, others = figure.data
    assert list(alike.y) == [1825.0, 9.4]
    assert list(alike.text) == ["#5", ""]
    assert list(others.y) == [None]
    assert others.customdata[0].endswith("not assessed")
    assert [label.text for label in figure.layout.annotations] == ["rules", "data, rules"]


def weekly(*changed: str) -> pl.DataFrame:
    """A list a week, on each of which the suspect is; what changed on each."""
    rows = [
        (f"l{n}", date(2026, 1, 1) + timedelta(days=7 * n), 100 + n, 9, 100, True, n, *LIKE, what)
        for n, what in enumerate(changed, start=1)
    ]
    return pl.DataFrame(rows, schema=HISTORY, orient="row")


LIKE = ("r", "i", True)


def test_words_that_would_run_into_each_other_are_left_out_and_every_line_stands() -> None:
    figure = history(weekly("", *["data"] * 24, "rules, index", *["data"] * 24), LIGHT)
    assert len(figure.layout.shapes) == 49
    label = {label.x: label.text for label in figure.layout.annotations}
    assert "rules, index" in label.values()
    assert 2 < len(label) < 24
    positions = [text for text in figure.data[0].text if text]
    assert positions[-1] == "#150"
    assert 2 < len(positions) < 24


def test_lists_with_room_between_them_all_have_their_words() -> None:
    figure = history(weekly("", "data", "rules", "data"), LIGHT)
    assert [label.text for label in figure.layout.annotations] == ["data", "rules", "data"]
    assert list(figure.data[0].text) == ["#101", "#102", "#103", "#104"]


def test_two_lists_of_one_day_have_one_word() -> None:
    same = weekly("", "data", "rules").with_columns(as_of=pl.lit(date(2026, 1, 1)))
    assert [label.text for label in history(same, LIGHT).layout.annotations] == ["rules"]
    assert len(history(same.clear(), LIGHT).data) == 2


def test_a_label_has_a_reference_without_its_force_where_that_is_known() -> None:
    whose = SOME["suspect_id"][0]
    labels = {mark.name: mark.label for mark in nodes(SOME, "S1", {whose: "AB", "S1": "CD"})}
    assert labels["S1"] == "CD"
    assert labels[whose].startswith("AB")
