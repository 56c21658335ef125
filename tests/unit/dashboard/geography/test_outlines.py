"""Outlines fit together, are light enough to send, and have the way round that Plotly fills."""

import json
from collections.abc import Callable
from itertools import combinations, pairwise
from typing import Any

import pytest

from dashboard.geography import (
    CITY_OF_LONDON,
    bcu_outlines,
    bcus,
    borough_names,
    boroughs,
    box_around,
    neighbours_of,
    outlines,
    ward_neighbours,
    ward_outlines,
    wards,
)
from dashboard.geography.outlines import flat_outlines

Ring = list[tuple[float, float]]

MAPS: dict[str, Callable[[], dict[str, Any]]] = {
    "boroughs": outlines,
    "command units": bcu_outlines,
    "wards": ward_outlines,
}


def rings(feature: dict[str, Any]) -> list[Ring]:
    """The outer rings; that there are no others is asserted here."""
    shape = feature["geometry"]
    assert shape["type"] in {"Polygon", "MultiPolygon"}
    several = shape["type"] == "MultiPolygon"
    polygons = shape["coordinates"] if several else [shape["coordinates"]]
    assert [len(polygon) for polygon in polygons] == [1] * len(polygons)
    return [[(x, y) for x, y in polygon[0]] for polygon in polygons]


def edges(feature: dict[str, Any]) -> set[tuple[tuple[float, float], tuple[float, float]]]:
    return {edge for ring in rings(feature) for edge in pairwise(ring)}


def area(ring: Ring) -> float:
    """In square degrees, measured from the ring's own corner: negative when it runs clockwise."""
    x, y = ring[0]
    return (
        sum((ax - x) * (by - y) - (bx - x) * (ay - y) for (ax, ay), (bx, by) in pairwise(ring)) / 2
    )


def total(features: list[dict[str, Any]]) -> float:
    return -sum(area(ring) for feature in features for ring in rings(feature))


def inside(point: tuple[float, float], ring: Ring) -> bool:
    """Whether a line from the point to the east leaves the ring an odd number of times."""
    x, y = point
    crossed = [
        ax + (y - ay) / (by - ay) * (bx - ax)
        for (ax, ay), (bx, by) in pairwise(ring)
        if (ay > y) != (by > y)
    ]
    return sum(at > x for at in crossed) % 2 == 1


def size(features: dict[str, Any]) -> int:
    return len(json.dumps(features, separators=(",", ":"), ensure_ascii=False).encode())


@pytest.mark.parametrize("name", MAPS)
def test_rings_are_closed_and_clockwise(name: str) -> None:
    for feature in MAPS[name]()["features"]:
        for ring in rings(feature):
            assert len(ring) >= 4
            assert ring[0] == ring[-1]
            assert area(ring) < 0, feature["id"]


@pytest.mark.parametrize("name", MAPS)
def test_no_point_stands_twice_in_a_row(name: str) -> None:
    assert not [
        feature["id"]
        for feature in MAPS[name]()["features"]
        for ring in rings(feature)
        if any(a == b for a, b in pairwise(ring))
    ]


def test_every_ward_has_one_outline_with_its_name_and_borough() -> None:
    features = ward_outlines()["features"]
    assert len(features) == 704
    assert {f["id"]: f["properties"] for f in features} == {
        code: {"name": name, "borough_code": borough}
        for code, name, borough in wards().select("code", "name", "borough_code").iter_rows()
    }


def test_the_label_of_a_ward_stands_inside_it() -> None:
    shapes = {feature["id"]: rings(feature) for feature in ward_outlines()["features"]}
    labels = wards().select("code", "lon", "lat").iter_rows()
    assert not [
        code for code, x, y in labels if not any(inside((x, y), ring) for ring in shapes[code])
    ]


def test_the_wards_of_all_boroughs_are_all_wards() -> None:
    parts = [ward_outlines(code) for code in borough_names()]
    assert {part["type"] for part in parts} == {"FeatureCollection"}
    ids = [feature["id"] for part in parts for feature in part["features"]]
    assert sorted(ids) == wards()["code"].to_list()


def test_a_borough_has_its_own_wards_alone() -> None:
    city = ward_outlines(CITY_OF_LONDON)["features"]
    assert len(city) == 25
    assert {feature["properties"]["borough_code"] for feature in city} == {CITY_OF_LONDON}


def test_what_is_no_borough_has_no_wards_and_does_not_get_all() -> None:
    assert ward_outlines("E09000099")["features"] == []
    assert ward_outlines("")["features"] == []


def test_wards_of_several_boroughs_come_together() -> None:
    both = ward_outlines(CITY_OF_LONDON, "E09000008")["features"]
    assert len(both) == 25 + 28


def test_a_box_holds_every_point_of_its_boroughs_and_no_more() -> None:
    named = ("E09000008", "E09000029")
    own = [feature for feature in outlines()["features"] if feature["id"] in named]
    points = [point for feature in own for ring in rings(feature) for point in ring]
    box = box_around(*named)
    assert box is not None
    assert box[:2] == tuple(min(at) for at in zip(*points, strict=True))
    assert box[2:] == tuple(max(at) for at in zip(*points, strict=True))
    assert box_around() is None
    assert box_around("E09000099") is None


def test_wards_border_on_each_other_where_their_boroughs_do() -> None:
    pairs = ward_neighbours().rows()
    assert len(pairs) == len({frozenset(pair) for pair in pairs}) == 1_935
    assert pairs == sorted((a, b) for a, b in pairs if a < b)
    borough = dict(wards().select("code", "borough_code").iter_rows())
    assert {code for pair in pairs for code in pair} == set(borough)
    across = {frozenset((borough[a], borough[b])) for a, b in pairs if borough[a] != borough[b]}
    by_land = {
        frozenset((code, other))
        for code in borough_names()
        for other in neighbours_of(code).filter(kind="land")["code"]
    }
    # A corner of the City reaches over the river.
    assert across == by_land | {frozenset((CITY_OF_LONDON, "E09000028"))}


def test_who_shares_a_piece_of_boundary_is_a_neighbour_and_who_shares_a_corner_is_not() -> None:
    shapes = {feature["id"]: edges(feature) for feature in ward_outlines("E09000008")["features"]}
    both = {(a, b) for a, b in ward_neighbours().rows() if a in shapes and b in shapes}
    assert both == {
        (a, b)
        for a, b in combinations(sorted(shapes), 2)
        if shapes[a] & {(end, start) for start, end in shapes[b]}
    }


def test_the_wards_cover_what_the_boroughs_cover() -> None:
    for feature in outlines()["features"]:
        theirs = total(ward_outlines(feature["id"])["features"])
        assert theirs == pytest.approx(total([feature]), rel=0.015), feature["properties"]["name"]


def test_twelve_command_units_have_an_outline_and_north_area_is_one() -> None:
    features = {f["id"]: f["properties"] for f in bcu_outlines()["features"]}
    assert features == {
        code: {"name": name} for code, name in bcus().select("code", "name").iter_rows()
    }
    assert features["NA"] == {"name": "North Area"}


def test_each_command_unit_covers_its_boroughs_and_nothing_else() -> None:
    shapes = {feature["id"]: feature for feature in outlines()["features"]}
    for unit in bcu_outlines()["features"]:
        members = boroughs().filter(bcu_code=unit["id"])["code"]
        expected = total([shapes[code] for code in members])
        assert total([unit]) == pytest.approx(expected, rel=1e-9), unit["id"]


def test_the_command_units_cover_all_but_the_city() -> None:
    met = [f for f in outlines()["features"] if f["id"] != CITY_OF_LONDON]
    assert total(bcu_outlines()["features"]) == pytest.approx(total(met), rel=1e-9)


def test_no_border_between_boroughs_is_left_within_a_command_unit() -> None:
    shapes = {feature["id"]: edges(feature) for feature in outlines()["features"]}
    for unit in bcu_outlines()["features"]:
        walked = [
            edge for code in boroughs().filter(bcu_code=unit["id"])["code"] for edge in shapes[code]
        ]
        back = {(b, a) for a, b in walked}
        assert edges(unit) == set(walked) - back, unit["id"]
        assert len(edges(unit)) < len(walked)


def test_a_command_unit_is_in_as_many_pieces_as_water_leaves() -> None:
    pieces = {f["id"]: len(rings(f)) for f in bcu_outlines()["features"]}
    assert {unit: count for unit, count in pieces.items() if count > 1} == {"WA": 2}


def test_maps_are_light_enough_to_send() -> None:
    assert size(ward_outlines()) < 650_000
    assert max(size(ward_outlines(code)) for code in borough_names()) < 40_000
    assert size(bcu_outlines()) < 50_000
    assert size(outlines()) < 80_000


def test_the_map_on_paper_has_each_borough_within_its_width() -> None:
    flat = flat_outlines()
    assert [code for code, _ in flat] == sorted(one["id"] for one in outlines()["features"])
    corners = [corner for _, rings in flat for ring in rings for corner in ring]
    across, down = ([corner[n] for corner in corners] for n in (0, 1))
    assert (min(across), max(across), min(down)) == (0, 1, 0)
    assert 0.7 < max(down) < 0.9  # London is wider than it is high
