"""A reader's own sites and bases: every row is placed, not placed, or refused with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.errors import HarmdeskError, ReachError
from dashboard.intake import File
from dashboard.services.question import Caller
from dashboard.services.resources.own_places import MOST_ROWS, OwnPlaces
from dashboard.services.resources.own_sites import as_sites, read_sites
from dashboard.services.resources.patches import patches_of, read_bases
from dashboard.services.resources.reach import reach_of
from dashboard.services.resources.sites import ReachChoice
from dashboard.wording.reach import FAULTS, fault_words, in_file_words
from tests.unit.dashboard.services.resources.asking import a_caller

HEAD = "name,borough,hours,lat,lon,easting,northing,postcode"
#: A row and why it is refused, or where it is placed.
ROWS = [
    ("Brixton,Lambeth,24 hours,51.46477,-0.1131,,,", None),
    ("By the grid,Lambeth,24/7,,,530625,178388,", None),
    ('With commas,Lambeth,,,,"530,625","178,388",', None),
    ("Both,Lambeth,,51.4894,-0.1199,530625,178388,", None),
    ("No borough said,,,51.46477,-0.1131,,,", None),
    (",Lambeth,,51.46477,-0.1131,,,", "no name"),
    ("brixton,Lambeth,,51.46477,-0.1131,,,", "same name"),
    ("A,Narnia,,51.46477,-0.1131,,,", "unknown borough"),
    ("B,Croydon,,51.46477,-0.1131,,,", "other borough"),
    ("C,,,-0.1131,51.46477,,,", "coordinates swapped"),
    ("D,,,48.85,2.35,,,", "coordinates far off"),
    ("E,,,fifty,one,,,", "coordinates unreadable"),
    ("F,,,51.46477,,,,", "half a coordinate"),
    ("G,,,51.56477,-0.1131,530625,178388,", "coordinates disagree"),
    ("H,,,51.46477,-0.1131,,,,too many", "shape"),
]  # fmt: skip
FOR_WARDS = {"unknown ward", "several wards", "no ward"}


@pytest.fixture
def caller(tmp_path: Path) -> Caller:
    return a_caller(tmp_path)


def file_of(*lines: str, name: str = "own.csv") -> File:
    return File(name, "\n".join(lines).encode())


def sites_of(caller: Caller, *rows: str) -> OwnPlaces:
    return read_sites(caller, file_of(HEAD, *rows))


def test_every_row_is_taken_or_refused_with_its_reason(caller: Caller) -> None:
    places = sites_of(caller, *(row for row, _ in ROWS))
    refused = [(n, fault) for n, (_, fault) in enumerate(ROWS, 2) if fault]
    assert places.refused.select("line", "fault").rows() == refused
    assert places.rows["line"].to_list() == [n for n, (_, fault) in enumerate(ROWS, 2) if not fault]
    assert places.read == len(ROWS)
    assert places.rows["borough_code"].unique().to_list() == ["E09000022"]
    assert {fault for _, fault in ROWS if fault} | FOR_WARDS == set(FAULTS)
    assert all(fault_words(fault) == FAULTS[fault] for fault in FAULTS)


def test_a_postcode_alone_is_not_placed_and_counted_and_never_dropped(caller: Caller) -> None:
    places = sites_of(
        caller, ROWS[0][0], "Elsewhere,Lambeth,24 hours,,,,,SE19 1DT", "Nothing,,,,,,,"
    )
    assert (places.read, places.not_placed, places.refused.height) == (3, 2, 0)
    assert "1 are placed, 2 are not placed" in in_file_words(places)
    own = as_sites(places)
    reach = reach_of(caller, ReachChoice(own=own, hours="24"))
    assert (reach.counted, own.not_placed) == (1, 2)


def test_hours_that_cannot_be_read_are_unknown_and_not_open(caller: Caller) -> None:
    own = as_sites(sites_of(caller, "A,,when we can,51.46477,-0.1131,,,", "B,,24/7,51.5,-0.1,,,"))
    assert reach_of(caller, ReachChoice(own=own)).counted == 2
    night = reach_of(caller, ReachChoice(own=own, at=0))
    assert (night.counted, night.state("unknown")) == (1, 1)


def test_the_counters_as_a_file_reach_whom_the_counters_reach(caller: Caller) -> None:
    counters = reach_of(caller, ReachChoice())
    own = as_sites(
        read_sites(caller, File("c.csv", counters.sites.drop("placed_by").write_csv().encode()))
    )
    assert own.placed.height == 27
    again = reach_of(caller, ReachChoice(own=own))
    assert again.rows.equals(counters.rows)
    assert again.promises.equals(counters.promises)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["lat,lon", "51.5,0"], "no column of name"),
        (["name,hours", "A,24/7"], "no column of lat and lon, or easting and northing"),
        (["name,lat,latitude,long", "A,51.5,51.5,0"], None),
        (["name,latitude,Latitude ,lon", "A,51.5,51.5,0"], "2 columns for lat"),
        ([HEAD, *(f"S{n},,,51.5,0,,," for n in range(MOST_ROWS + 1))], "no more than 2,000"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_list_of_sites_is_refused_whole(
    caller: Caller, lines: list[str], words: str | None
) -> None:
    if words is None:
        assert read_sites(caller, file_of(*lines)).rows.height == 1
        return
    with pytest.raises(ReachError, match=words):
        read_sites(caller, file_of(*lines))


def test_what_is_no_table_is_refused_in_a_sentence(caller: Caller) -> None:
    for content in (b"", b"   \n", b"\x00\x01\x02", b"PK\x03\x04broken"):
        with pytest.raises(HarmdeskError):
            read_sites(caller, File("x.csv", content))


def test_bases_are_walked_from_to_their_wards(caller: Caller) -> None:
    bases = read_bases(
        caller,
        file_of(
            "base,ward,borough,lat,lon",
            "Barking,E05014053,,51.536,0.079",
            "Barking,alibon,,51.536,0.079",
            "Barking,Abbey,Barking and Dagenham,51.536,0.079",
            "Merton,Abbey,Merton,51.41,-0.19",
            "Nobody,Abbey,,51.41,0.4",
            "Lost,Nowhere,,51.536,0.079",
            "Free,,,51.536,0.079",
            "Unplaced,E05014053,,,",
        ),
    )
    found = patches_of(caller, bases)
    assert found.origin == "own"
    assert found.refused.select("name", "fault").rows() == [
        ("Nobody", "several wards"), ("Lost", "unknown ward"), ("Free", "no ward"),
    ]  # fmt: skip
    assert (found.not_placed, found.wards, found.without) == (1, 3, 676)
    abbey = found.rows.filter(code="E05014053", base="Barking").row(0, named=True)
    assert 0 < abbey["nearest"] < abbey["mean"] < abbey["farthest"] < 20
    assert found.within("farthest") <= found.within("mean") <= found.within("nearest")
    assert found.rows["mean"].is_sorted(descending=True)


def test_the_premises_stand_for_bases_and_say_what_they_are(caller: Caller) -> None:
    found = patches_of(caller)
    assert (found.origin, found.wards, found.without, found.not_placed) == ("premises", 679, 0, 37)
    assert found.rows.height == 679
    marked = found.rows.drop_nulls("attribution")
    assert set(marked["base"]) == {"Brixton", "Pinner", "Plumstead", "Tottenham", "Walworth"}
    without = patches_of(caller, with_osm=False)
    # Of Lambeth and Southwark no other building is placed.
    assert without.rows["attribution"].null_count() == without.rows.height == 631
    assert without.without == 48
    longer = patches_of(caller, detour=1.4)
    assert longer.within("mean") <= found.within("mean")
