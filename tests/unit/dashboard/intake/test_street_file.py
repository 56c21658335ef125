"""Files of streets: what is read, what is counted, and what is refused in a sentence."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from dashboard.errors import ReachError
from dashboard.intake import File
from dashboard.intake.street_file import read_street_file
from tests.unit.dashboard.street_files import Link, as_parquet, by_ends, by_lines, grid, wkb

BOX = (530_000, 180_000, 532_000, 181_000)
LINKS = grid(BOX)
#: In the country, in Manchester, and on the other side of the axes.
FAR: Link = ((384_000, 398_000), (384_500, 398_000))


def test_lines_and_ends_give_the_same_links() -> None:
    of_lines, of_ends = read_street_file(by_lines(LINKS)), read_street_file(by_ends(LINKS))
    assert np.array_equal(of_lines.ends, of_ends.ends)
    assert np.array_equal(of_lines.metres, of_ends.metres)
    assert of_lines.read == len(LINKS)
    assert (of_lines.unusable, of_lines.outside, of_lines.says_motorways) == (0, 0, False)


def test_a_line_is_as_long_as_its_bends() -> None:
    bent = wkb([(530_000, 180_000), (530_000, 180_300), (530_400, 180_300)])
    found = read_street_file(File("bent.parquet", as_parquet({"geom": [bent]})))
    assert found.metres.tolist() == [700.0]
    assert found.ends.tolist() == [[530_000, 180_000, 530_400, 180_300]]


@pytest.mark.parametrize("kind", [pa.large_binary(), pa.binary_view(), pa.binary()])
def test_each_kind_of_bytes_is_read(kind: pa.DataType) -> None:
    cells = pa.array([wkb(link) for link in LINKS], kind)
    try:
        content = as_parquet({"GEOMETRY": cells})
    except pa.ArrowNotImplementedError:
        content = as_parquet({"GEOMETRY": cells.cast(pa.binary())})
    assert read_street_file(File("a.parquet", content)).read == len(LINKS)


def test_many_links_are_read_in_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = read_street_file(by_lines(LINKS))
    monkeypatch.setattr("dashboard.intake.street_file.AT_ONCE", 3)
    assert np.array_equal(read_street_file(by_lines(LINKS)).ends, whole.ends)


@pytest.mark.parametrize(
    ("column", "value", "is_motorway", "is_slip"),
    [
        ("road_classification", "Motorway", True, False),
        ("class", "Motorway", True, False),
        ("roadFunction", "Motorway", True, False),
        ("highway", "motorway_link", True, True),
        ("form_of_way", "Slip Road", False, True),
        ("formOfWay", "slip road", False, True),
        ("form_of_way", "Single Carriageway", False, False),
        ("road_function", "A Road", False, False),
        ("road_function", None, False, False),
    ],
)
def test_motorways_and_slip_roads_are_known_by_their_words(
    column: str, value: str | None, *, is_motorway: bool, is_slip: bool
) -> None:
    texts = [value, *["Local Road"] * (len(LINKS) - 1)]
    for kind in (pa.array(texts, pa.string()), pa.array(texts, pa.string()).dictionary_encode()):
        found = read_street_file(by_lines(LINKS, **{column: kind}))
        assert found.says_motorways
        assert found.motorway.tolist() == [is_motorway] + [False] * (len(LINKS) - 1)
        assert found.slip.tolist() == [is_slip] + [False] * (len(LINKS) - 1)


def test_what_is_outside_or_unusable_is_counted() -> None:
    lines: list[Any] = [wkb(link) for link in [*LINKS, FAR, FAR]]
    file = File("a.parquet", as_parquet({"geometry": [*lines, None, b"\x01\x02"]}))
    found = read_street_file(file)
    assert (found.read, found.outside, found.unusable) == (len(LINKS) + 4, 2, 2)
    assert len(found.ends) == len(LINKS)


def test_a_few_lengths_that_fit_no_line_are_counted() -> None:
    many = grid((530_000, 180_000, 534_000, 184_000))
    lengths = [500.0] * len(many)
    lengths[3], lengths[5] = 20.0, float("nan")
    found = read_street_file(by_ends(many, length=lengths))
    assert (found.unusable, len(found.ends)) == (2, len(many) - 2)


def moved(links: list[Link], by: float) -> list[Link]:
    return [tuple((x * by, y * by) for x, y in link) for link in links]  # type: ignore[misc]


DEGREES: list[Link] = [((-0.12, 51.5), (-0.121, 51.501))]


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (File("a.csv", b"a,b\n1,2\n"), "a.csv cannot be read as Parquet"),
        (File("a.parquet", b"PAR1" + b"\x00" * 60), "cannot be read as Parquet"),
        (File("a.parquet", by_lines(LINKS).content[:-200]), "cannot be read as Parquet"),
        (by_lines(DEGREES), r"are degrees \(such as -0.1200 and 51.5000\); convert it to metres"),
        (by_ends(DEGREES), "are degrees"),
        (by_lines([FAR]), "No link in OS Open Roads.parquet is in or near London"),
        (by_lines([FAR]), "begins at 384,000 east, 398,000 north"),
        (by_ends(moved(LINKS, 0.001)), "No link in streets.parquet is in or near London"),
        (
            by_ends([((y, x), (b, a)) for (x, y), (a, b) in LINKS]),
            "stand the wrong way round; swap them",
        ),
        (
            File("a.parquet", as_parquet({"geometry": [wkb(LINKS[0])]}, code=3857)),
            "reference system 3857; convert it to the National Grid, EPSG:27700",
        ),
        (File("a.parquet", as_parquet({"name": ["A Road"]})), "has no column of geometry"),
        (
            File("a.parquet", as_parquet({"start_easting": [1.0], "length": [2.0]})),
            "it lacks startnorthing",
        ),
        (File("a.parquet", as_parquet({"geometry": ["LINESTRING"]})), "is not well-known binary"),
        (File("a.parquet", as_parquet({"geometry": pa.array([], pa.binary())})), "has no lines"),
        (File("a.parquet", as_parquet({"geometry": [b"point"]})), "geometry has none in any row"),
        (by_ends([], length=[]), "its ends are empty in any row"),
        (by_ends(LINKS, length=["500"] * len(LINKS)), "column of length in .* is no number"),
        (by_ends(LINKS, length=[0.5] * len(LINKS)), "one of 0.5 m has its ends 500 m apart"),
        (by_ends(LINKS, length=[0.0] * len(LINKS)), "have no length that fits their ends"),
        (by_ends(LINKS, length=[1640.0] * len(LINKS)), "3.3 times as long as the straight line"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(file: File, words: str) -> None:
    with pytest.raises(ReachError, match=words):
        read_street_file(file)


@pytest.mark.parametrize("code", [27700, "27700", 7405])
def test_the_national_grid_is_taken_whether_with_heights_or_not(code: int | str) -> None:
    content = as_parquet({"geometry": [wkb(link) for link in LINKS]}, code=code)
    assert read_street_file(File("a.parquet", content)).read == len(LINKS)


def test_too_many_links_are_refused_before_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.intake.street_file.MOST_LINKS", len(LINKS) - 1)
    with pytest.raises(ReachError, match="cut out London"):
        read_street_file(by_lines(LINKS))


def test_cells_that_grow_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.intake.street_file.MOST_BYTES", 100)
    with pytest.raises(ReachError, match="which no street has"):
        read_street_file(by_lines(LINKS))
