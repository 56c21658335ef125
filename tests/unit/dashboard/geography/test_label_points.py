"""A name stands inside its area, where it is broadest."""

from typing import Any

import pytest

from dashboard.geography import bcu_outlines, box_around, outlines, ward_outlines
from dashboard.geography.label_points import LINES, edges_of, label_points


def shape(*rings: list[tuple[float, float]]) -> dict[str, Any]:
    geometry = {
        "type": "Polygon",
        "coordinates": [[list(point) for point in ring] for ring in rings],
    }
    return {"features": [{"id": "a", "geometry": geometry}]}


def test_a_name_stands_in_the_middle_of_the_broadest_place() -> None:
    bell = [(4.0, 9.0), (6.0, 9.0), (6.0, 3.0), (10.0, 0.0), (0.0, 0.0), (4.0, 3.0), (4.0, 9.0)]
    found = label_points(shape(bell))["a"]
    assert found.lon == pytest.approx(5)
    assert found.lat < 9 / LINES
    assert found.breadth > 8


def test_a_hole_is_not_inside() -> None:
    square = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0)]
    hole = [(1.0, -1.0), (9.5, -1.0), (9.5, 11.0), (1.0, 11.0), (1.0, -1.0)]
    assert label_points(shape(square, hole))["a"].breadth == pytest.approx(8.5)


@pytest.mark.parametrize("shapes", [outlines(), bcu_outlines(), ward_outlines("E09000008")])
def test_every_area_has_a_point_inside_it(shapes: dict[str, Any]) -> None:
    points = label_points(shapes)
    assert set(points) == {feature["id"] for feature in shapes["features"]}
    for feature in shapes["features"]:
        point = points[feature["id"]]
        west_of = [
            start[0] + (point.lat - start[1]) / (end[1] - start[1]) * (end[0] - start[0])
            < point.lon
            for start, end in edges_of(feature["geometry"]["coordinates"])
            if (start[1] <= point.lat) != (end[1] <= point.lat)
        ]
        assert sum(west_of) % 2 == 1
        assert point.breadth > 0
    box = box_around("E09000008")
    assert box is not None
    assert points.get("E09000008") is None or box[0] < points["E09000008"].lon < box[2]
