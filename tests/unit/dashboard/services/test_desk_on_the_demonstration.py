"""What the desk says of the demonstration adds up, whichever way it is asked."""

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from dashboard.exports.list_csv import list_outgoing
from dashboard.geography import borough_names
from dashboard.services.files import hand_over
from dashboard.services.listing.filters import MOST, Filter
from dashboard.services.listing.ranked_list import RankedList, ranked_list
from dashboard.services.question import Caller, ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.wording.filters import in_shown_words
from dashboard.wording.notices import LIMITS
from dashboard.wording.rules import in_rules_words
from harm.offences import indices
from harm.scoring.rules import Rules
from tests.conftest import with_answers
from tests.unit.dashboard.build import ANALYST, by_borough, suspect_at

pytestmark = pytest.mark.slow

BASES = {
    "default": RankingSpec(),
    "ninety days": RankingSpec(Rules(window_days=90)),
    "severity": RankingSpec(index="ons-css-2020"),
    "all": RankingSpec(Rules(definition="all")),
}


@pytest.fixture(scope="module")
def shared(demonstration: Path) -> Iterator[Workspace]:
    """One desk for all tests of this file, so that an answer is worked out once."""
    desk = with_answers(Workspace(Settings(data=demonstration)))
    yield desk
    desk.register._engine.dispose()


@pytest.fixture(scope="module")
def listing(shared: Workspace) -> RankedList:
    return ranked_list(ask(shared, ANALYST, RankingSpec()))


def test_the_people_are_the_rankings_rows(listing: RankedList) -> None:
    listed = listing.ranking.listed
    assert listing.people.select(listed.columns).equals(listed)
    assert listed.height == 100


def test_what_a_list_says_next_to_a_score_belongs_to_it(
    shared: Workspace, listing: RankedList
) -> None:
    assert (listing.people["by_part"].list.sum() == listing.people["tenths"]).all()
    for place in (0, 49, 99):
        row = listing.people.row(place, named=True)
        file = suspect_at(shared, ANALYST, RankingSpec(), row["suspect_id"])
        assert file.explanation.tenths == row["tenths"]
        assert file.explanation.standing.position == row["position"]
        assert file.particulars == {name: row[name] for name in file.particulars}
        top = file.explanation.counting["index_title"][0]
        assert row["most_serious_offence"] == top


@pytest.mark.parametrize("name", BASES)
def test_the_boroughs_add_up_to_all_scores(shared: Workspace, name: str) -> None:
    basis = BASES[name]
    ranking = ask(shared, ANALYST, basis).ranking
    areas = by_borough(shared, basis)
    assert areas["tenths"].sum() == ranking.table["tenths"].sum()
    assert areas["allegations"].sum() == ranking.table["allegations"].sum()


def test_the_wards_add_up_as_the_boroughs_do(shared: Workspace) -> None:
    wards = by_borough(shared, RankingSpec(), column="ward")
    assert wards["tenths"].sum() == by_borough(shared, RankingSpec())["tenths"].sum()


def files_in(content: bytes) -> dict[str, str]:
    """The files of an archive by their names."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}


@pytest.fixture(scope="module")
def taken(shared: Workspace, listing: RankedList) -> dict[str, str]:
    caller = Caller(shared, ANALYST)
    return files_in(hand_over(caller, list_outgoing(caller, listing)))


@pytest.fixture(scope="module")
def file(taken: dict[str, str], listing: RankedList) -> list[list[str]]:
    name = f"harmdesk-list-{listing.ranking.as_of}"
    assert list(taken) == [f"{name}.csv", f"{name}.txt"]
    return list(csv.reader(io.StringIO(taken[f"{name}.csv"])))


def test_the_text_next_to_the_file_says_what_it_rests_on(
    shared: Workspace, listing: RankedList, taken: dict[str, str]
) -> None:
    text = taken[f"harmdesk-list-{listing.ranking.as_of}.txt"]
    assert text.startswith("OFFICIAL-SENSITIVE · SYNTHETIC PEOPLE, REAL PLACES")
    assert in_rules_words(Rules()) in text
    assert listing.ranking.name in text
    assert text.endswith(f"{LIMITS}\n")
    assert f"version {shared.facts.version}" in text
    assert indices.get(listing.ranking.index).caveat in text


def test_every_row_of_the_file_has_the_marking_and_names_next_to_codes(
    file: list[list[str]],
) -> None:
    names, *rows = file
    for row in (dict(zip(names, cells, strict=True)) for cells in rows):
        assert row["marking"] == "OFFICIAL-SENSITIVE · SYNTHETIC PEOPLE, REAL PLACES"
        code = row["suspect_home_borough"]
        assert row["suspect_home_borough_name"] == borough_names().get(code, "")


def test_the_file_has_the_rows_of_the_list(listing: RankedList, file: list[list[str]]) -> None:
    names, *rows = file
    in_file = [dict(zip(names, row, strict=True)) for row in rows]
    assert len(in_file) == 100
    for written, shown in zip(in_file, listing.people.iter_rows(named=True), strict=True):
        assert written["suspect_id"] == shown["suspect_id"]
        assert written["suspect_name"] == (shown["suspect_name"] or "")
        assert round(float(written["days"]) * 10) == shown["tenths"]
        assert int(written["position"]) == shown["position"]
        assert written["last_recorded_on"] == shown["last_recorded_on"].isoformat()


def test_links_lead_back_to_the_listed(shared: Workspace, listing: RankedList) -> None:
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
    shared: Workspace, name: str
) -> None:
    chosen = CHOSEN[name]
    listing = ranked_list(ask(shared, ANALYST, RankingSpec()), chosen)
    table = listing.ranking.table
    people = listing.people
    assert 0 < people.height <= MOST
    assert people["position"].is_sorted()
    kept = people.select(table.columns)
    assert kept.equals(table.filter(pl.col("position").is_in(people["position"].to_list())))
    assert (people["by_part"].list.sum() == people["tenths"]).all()
    assert in_shown_words(listing).startswith("Shown: ")


def test_everyone_whom_a_filter_leaves_out_fails_it_by_their_own_page(shared: Workspace) -> None:
    chosen = Filter(incident=("E09000022", "E09000008"), status=("charged",))
    shown = set(ranked_list(ask(shared, ANALYST, RankingSpec()), chosen).people["suspect_id"])
    whole = ranked_list(ask(shared, ANALYST, RankingSpec())).people["suspect_id"].to_list()
    for suspect in whole[:30]:
        counting = suspect_at(shared, ANALYST, RankingSpec(), suspect).explanation.counting
        crimes = shared.store.suspects.crimes_of(suspect).filter(
            pl.col("suspect_id") == suspect,
            pl.col("crime_ref").is_in(counting["crime_ref"].implode()),
        )
        holds = (
            crimes["borough"].is_in(["E09000022", "E09000008"]).any()
            and (crimes["allegation_status"] == "charged").any()
        )
        assert (suspect in shown) == holds


def test_a_filtered_list_is_its_own_look_and_its_own_file(shared: Workspace) -> None:
    chosen = Filter(show="near", situation=("at_large",))
    listing = ranked_list(ask(shared, ANALYST, RankingSpec()), chosen)
    subject = f"{listing.ranking.name} show=near&situation=at_large"
    taken = files_in(
        hand_over(Caller(shared, ANALYST), list_outgoing(Caller(shared, ANALYST), listing))
    )
    lines = shared.register.log().tail(2)
    assert lines.select("action", "subject").rows() == [("list", subject), ("file", subject)]
    stem = f"harmdesk-list-{listing.ranking.as_of}-near-situation-at-large"
    assert list(taken) == [f"{stem}.csv", f"{stem}.txt"]
    assert in_shown_words(listing) in taken[f"{stem}.txt"]
    assert in_shown_words(ranked_list(ask(shared, ANALYST, RankingSpec()))) == ""
