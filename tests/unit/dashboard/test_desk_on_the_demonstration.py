"""What the desk says of the demonstration adds up, whichever way it is asked."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from dashboard import recorded
from dashboard.answers import Basis, Listing
from dashboard.boroughs import CITY, MEASURES, UNKNOWN, mapped, table_of
from dashboard.desk import Desk
from dashboard.filters import MOST, Filter
from dashboard.geography import boroughs
from dashboard.settings import Settings
from dashboard.wording import LIMITS
from harm.rules import Rules
from tests.unit.dashboard.build import ANALYST

BASES = {
    "default": Basis(),
    "ninety days": Basis(Rules(window_days=90)),
    "severity": Basis(index="ons-css-2020"),
    "all": Basis(Rules(definition="all")),
}


@pytest.fixture(scope="module")
def shared(demonstration: Path) -> Iterator[Desk]:
    """One desk for all tests of this file, so that an answer is worked out once."""
    desk = Desk(Settings(data=demonstration))
    yield desk
    desk.register._engine.dispose()


@pytest.fixture(scope="module")
def listing(shared: Desk) -> Listing:
    return shared.listing(ANALYST, Basis())


def test_the_people_are_the_rankings_rows(listing: Listing) -> None:
    listed = listing.ranking.listed
    assert listing.people.select(listed.columns).equals(listed)
    assert listed.height == 100


def test_what_a_list_says_beside_a_score_belongs_to_it(shared: Desk, listing: Listing) -> None:
    assert (listing.people["by_part"].list.sum() == listing.people["tenths"]).all()
    for place in (0, 49, 99):
        row = listing.people.row(place, named=True)
        file = shared.suspect(ANALYST, Basis(), row["suspect_id"])
        assert file.explanation.tenths == row["tenths"]
        assert file.explanation.standing.position == row["position"]
        assert file.particulars == {name: row[name] for name in file.particulars}
        top = file.explanation.counting["index_title"][0]
        assert row["most_serious_offence"] == top


@pytest.mark.parametrize("name", BASES)
def test_the_boroughs_add_up_to_all_scores(shared: Desk, name: str) -> None:
    basis = BASES[name]
    ranking = shared._ranking(shared.store, basis)
    areas = shared.by_borough(basis)
    assert areas["tenths"].sum() == ranking.table["tenths"].sum()
    assert areas["allegations"].sum() == ranking.table["allegations"].sum()


def test_the_wards_add_up_as_the_boroughs_do(shared: Desk) -> None:
    wards = shared.by_borough(Basis(), column="ward")
    assert wards["tenths"].sum() == shared.by_borough(Basis())["tenths"].sum()


@pytest.fixture(scope="module")
def table(shared: Desk) -> pl.DataFrame:
    return table_of(shared, Basis())


def test_the_borough_table_has_every_borough_and_the_unknown(table: pl.DataFrame) -> None:
    assert set(table["code"]) == {*boroughs()["code"], None}
    assert set(table["name"]) == {*boroughs()["name"], UNKNOWN}
    assert table.height == 34


def test_the_borough_table_loses_nothing(shared: Desk, table: pl.DataFrame) -> None:
    areas = shared.by_borough(Basis())
    assert round(table["days"].sum() * 10) == areas["tenths"].sum()
    assert table["allegations"].sum() == areas["allegations"].sum()
    real = recorded.by_borough(shared.facts.newest)
    assert table["crimes"].sum() == real["crimes"].sum() > 0


def test_real_crime_by_month_is_that_of_the_table(shared: Desk, table: pl.DataFrame) -> None:
    as_of = shared.facts.newest
    first, last = recorded.months_to(as_of)
    london = recorded.by_month(None, as_of)
    assert (london["month"].min(), london["month"].max(), london.height) == (first, last, 12)
    assert london["crimes"].sum() == table["crimes"].sum()
    camden = table.filter(pl.col("name") == "Camden").row(0, named=True)
    assert recorded.by_month(camden["code"], as_of)["crimes"].sum() == camden["crimes"]


@pytest.mark.parametrize("measure", MEASURES)
def test_the_map_has_the_values_of_the_table(table: pl.DataFrame, measure: str) -> None:
    drawn = dict(mapped(table, measure).select("code", "value").iter_rows())
    shown = dict(table.select("code", pl.col(measure).cast(pl.Float64)).iter_rows())
    shown.pop(None)
    assert drawn.pop(CITY) == (shown.pop(CITY) or None)
    assert drawn == shown
    assert len(drawn) == 32


def test_a_rate_is_of_women_aged_sixteen_and_over(table: pl.DataFrame) -> None:
    women = dict(boroughs().select("code", "women_16plus").iter_rows())
    camden = table.filter(pl.col("name") == "Camden").row(0, named=True)
    expected = 1000 * camden["days"] / women[camden["code"]]
    assert camden["days_per_1000_women"] == pytest.approx(expected, rel=1e-12)
    assert table.filter(pl.col("code") == CITY)["days_per_1000_women"].item() is None


@pytest.fixture(scope="module")
def file(shared: Desk, listing: Listing) -> list[list[str]]:
    content = shared.list_file(ANALYST, listing).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content)))


def test_the_file_says_first_what_it_is(shared: Desk, file: list[list[str]]) -> None:
    (header,) = file[0]
    assert header.startswith("OFFICIAL-SENSITIVE · SYNTHETIC PEOPLE, REAL PLACES")
    assert Rules().describe() in header
    assert header.endswith(LIMITS)
    assert f"version {shared.facts.version}" in header


def test_the_file_has_the_rows_of_the_list(listing: Listing, file: list[list[str]]) -> None:
    names, *rows = file[1:]
    in_file = [dict(zip(names, row, strict=True)) for row in rows]
    assert len(in_file) == 100
    for written, shown in zip(in_file, listing.people.iter_rows(named=True), strict=True):
        assert written["suspect_id"] == shown["suspect_id"]
        assert written["suspect_name"] == (shown["suspect_name"] or "")
        assert round(float(written["days"]) * 10) == shown["tenths"]
        assert int(written["position"]) == shown["position"]
        assert written["last_recorded_on"] == shown["last_recorded_on"].isoformat()


def test_links_lead_back_to_the_listed(shared: Desk, listing: Listing) -> None:
    suspects = listing.people["suspect_id"].head(3).to_list()
    assert [shared.register.linked(shared.register.link(one)) for one in suspects] == suspects


CHOSEN = {
    "two boroughs, several victims": Filter(incident=("E09000003", "E09000007"), victims=("2",)),
    "near misses at large": Filter(show="near", situation=("at_large",)),
    "stalking anywhere": Filter(show="everyone", offence=("stalking",), source=("victim",)),
    "everyone": Filter(show="everyone"),
}


@pytest.mark.parametrize("name", CHOSEN)
def test_a_filter_shows_rows_of_the_whole_ranking_with_their_own_positions(
    shared: Desk, name: str
) -> None:
    chosen = CHOSEN[name]
    listing = shared.listing(ANALYST, Basis(), chosen)
    table = listing.ranking.table
    people = listing.people
    assert 0 < people.height <= MOST
    assert people["position"].is_sorted()
    kept = people.select(table.columns)
    assert kept.equals(table.filter(pl.col("position").is_in(people["position"].to_list())))
    assert (people["by_part"].list.sum() == people["tenths"]).all()
    assert listing.shown.startswith("Shown: ")


def test_everyone_whom_a_filter_leaves_out_fails_it_by_their_own_page(shared: Desk) -> None:
    chosen = Filter(incident=("E09000022", "E09000008"), status=("charged",))
    shown = set(shared.listing(ANALYST, Basis(), chosen).people["suspect_id"])
    whole = shared.listing(ANALYST, Basis()).people["suspect_id"].to_list()
    for suspect in whole[:30]:
        counting = shared.suspect(ANALYST, Basis(), suspect).explanation.counting
        crimes = shared.store.crimes_of(suspect).filter(
            pl.col("suspect_id") == suspect,
            pl.col("crime_ref").is_in(counting["crime_ref"].implode()),
        )
        holds = (
            crimes["borough"].is_in(["E09000022", "E09000008"]).any()
            and (crimes["allegation_status"] == "charged").any()
        )
        assert (suspect in shown) == holds


def test_a_filtered_list_is_its_own_look_and_its_own_file(shared: Desk) -> None:
    chosen = Filter(show="near", situation=("at_large",))
    listing = shared.listing(ANALYST, Basis(), chosen)
    subject = f"{listing.ranking.name} show=near&situation=at_large"
    content = shared.list_file(ANALYST, listing).decode()
    lines = shared.register.log().tail(2)
    assert lines.select("action", "subject").rows() == [("list", subject), ("file", subject)]
    assert listing.shown in content.splitlines()[0]
    assert shared.listing(ANALYST, Basis()).shown == ""
