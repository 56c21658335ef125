"""Two forces in one record: their references are apart, whatever is done to either's."""

import json
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from dashboard.access.viewer import Viewer
from dashboard.errors import StoreError
from dashboard.intake import Choices, of_path
from dashboard.services.cases.joining import decide_person
from dashboard.services.data.loading import add_files, read_file
from dashboard.services.data.removal import erase
from dashboard.services.data.withdrawal import withdraw_load
from dashboard.services.linking.proposals import propose_links
from dashboard.services.listing.frozen_lists import freeze_list, frozen_lists, reproduce_list
from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.suspects.search import search
from dashboard.services.suspects.suspect_file import suspect_file
from dashboard.store import Store
from dashboard.store.loading import Extract, load
from tests.unit.dashboard.build import extract as frame_extract
from tests.unit.dashboard.build import row
from tests.unit.dashboard.forces import (
    CITY,
    IN_CITY,
    MET,
    caller_of,
    extract,
    line,
    listed,
    load_lines,
    question_of,
)

OWNER = Viewer(who="the owner", role="administrator")
S1 = f"{CITY}/S1"
#: What makes a file of ours one from before there were several forces.
AS_EDITION_5 = """
drop table forces;
drop table person_forces;
drop table crime_forces;
update meta set edition = 5;
"""


@pytest.fixture
def both(tmp_path: Path) -> Path:
    """A record in which two forces have the same references, the City's with two crimes."""
    folder = tmp_path / "data"
    load_lines(folder, line(), line("C2", "S2"))
    load_lines(
        folder,
        line(on="2026-01-06", borough=IN_CITY, force="CoLP"),
        line("C2", victim="V2", borough=IN_CITY, force="CoLP"),
    )
    return folder


def test_one_reference_of_two_forces_is_two_people_with_their_own_harm(both: Path) -> None:
    tenths = listed(both)
    assert set(tenths) == {"S1", "S2", S1}
    assert tenths[S1] == 2 * tenths["S1"] == 2 * tenths["S2"]
    question = question_of(both)
    assert set(question.store.suspects.crimes_of("S1")["crime_ref"]) == {"C1"}
    assert set(question.store.suspects.crimes_of(S1)["crime_ref"]) == {f"{CITY}/C1", f"{CITY}/C2"}
    assert question.facts.forces == (MET, CITY)


def test_an_update_of_one_force_leaves_the_other_alone(both: Path) -> None:
    before = listed(both)
    done = load_lines(both, line("C1", on="2026-01-09", borough=IN_CITY), force="City of London")
    assert (done.accepted, done.superseded) == (1, 1)
    store = question_of(both).store
    assert store.suspects.crimes_of("S1")["recorded_on"].dt.day().to_list() == [5]
    assert sorted(store.suspects.crimes_of(S1)["recorded_on"].dt.day()) == [5, 9]
    assert listed(both) == before


def test_the_same_file_for_one_force_and_the_other_is_no_repeat(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    load_lines(folder, line())
    again = load_lines(folder, line())
    assert (again.accepted, again.duplicates) == (0, 1)
    other = load_lines(folder, line(), force="CoLP")
    assert (other.accepted, other.duplicates) == (1, 0)


def test_a_withdrawal_of_one_forces_load_leaves_the_other_alone(both: Path) -> None:
    withdraw_load(caller_of(both), 2, "sent by mistake")
    assert set(listed(both)) == {"S1", "S2"}
    assert question_of(both).facts.forces == ()


def test_erasing_one_forces_person_leaves_the_others(both: Path) -> None:
    suspect_file(question_of(both), "S1")
    suspect_file(question_of(both), S1)
    freeze_list(question_of(both))
    erase(caller_of(both, OWNER), "S1", "expired", "case 17", force="Met")
    assert set(listed(both)) == {"S2", S1}
    subjects = caller_of(both).workspace.register.log()["subject"].drop_nulls().to_list()
    assert S1 in subjects
    assert "S1" not in subjects
    (done,) = frozen_lists(question_of(both))
    assert reproduce_list(question_of(both), done.name).identical


def test_erasing_the_other_forces_person_leaves_the_own(both: Path) -> None:
    erase(caller_of(both, OWNER), "S1", "expired", "case 17", force="CoLP")
    assert set(listed(both)) == {"S1", "S2"}
    again = (line(borough=IN_CITY), line("C9", "S9", borough=IN_CITY))
    done = load_lines(both, *again, force="CoLP", name="again.csv")
    assert (done.accepted, done.rejected) == (1, 1)


def test_erasing_one_forces_crime_leaves_the_others(both: Path) -> None:
    erase(caller_of(both, OWNER), "C1", "expired", "case 17", "crime", force="Met")
    assert set(listed(both)) == {"S2", S1}


def test_people_of_two_forces_are_proposed_decided_and_ranked_as_one(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    headings = "crime_ref,suspect_id,offence_code,recorded_on,victim_sex,suspect_name,suspect_born"
    people = [
        f"C{n},S{n},019/16,2026-01-05,F,Person Number{n},1980-01-{n:02}" for n in range(2, 20)
    ]
    met = "C1,S1,019/16,2026-01-05,F,Zebedee Quillington,1987-11-23"
    city = "C1,S1,019/16,2026-01-06,F,Zebedee Quillington,1987-11-23"
    for name, force, rows in (("a.csv", None, [met, *people]), ("b.csv", "CoLP", [city])):
        path = tmp_path / name
        path.write_text("\n".join([headings, *rows, ""]))
        caller = caller_of(folder)
        add_files(caller, [read_file(caller, of_path(path), Choices(force=force))])
    found = propose_links(question_of(folder))
    assert {("S1", S1), (S1, "S1")} & set(found.pairs.select("a", "b").iter_rows())
    decide_person(question_of(folder), "S1", S1, "same", "the same name and birth")
    tenths = listed(folder)
    assert S1 not in tenths
    assert tenths["S1"] == 2 * tenths["S2"]


def test_a_folder_from_before_is_of_one_force_and_its_lists_come_out_as_they_were(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "data"
    load_lines(folder, line(), line("C2", "S2"))
    kept = freeze_list(question_of(folder))
    with duckdb.connect(str(folder / "offences-1.duckdb")) as connection:
        connection.execute(AS_EDITION_5)
    question = question_of(folder)
    assert (question.store.forces.own, question.store.forces.present) == (None, (None,))
    assert [frozen.name for frozen in frozen_lists(question)] == [kept.name]
    assert reproduce_list(question, kept.name).identical
    load_lines(folder, line(borough=IN_CITY), force="CoLP")
    later = question_of(folder)
    assert (later.store.forces.own, later.facts.forces) == (MET, (MET, CITY))
    assert reproduce_list(later, kept.name).identical
    assert set(listed(folder)) == {"S1", "S2", S1}


def test_the_first_load_settles_whose_record_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    kent = caller_of(folder, force="Kent Police")
    file = of_path(extract(tmp_path / "a.csv", line()))
    add_files(kent, [read_file(kent, file)])
    assert question_of(folder).store.forces.own == "Kent Police"
    load_lines(folder, line(), force="Met")
    assert set(listed(folder)) == {"S1", f"{MET}/S1"}
    load_lines(folder, line("C8", "S8"), force="KENT POLICE")
    assert "S8" in listed(folder)
    other = caller_of(folder, force="Essex Police")
    with pytest.raises(StoreError, match=r"'Kent Police'.*'Essex Police'"):
        read_file(other, file)
    assert read_file(caller_of(folder, force="kent police"), file).taken == 1


def test_what_would_be_one_with_another_forces_reference_is_not_loaded(both: Path) -> None:
    rows = frame_extract(row(crime_ref=f"{CITY}/C1", suspect_id="S9"))
    before = listed(both)
    with pytest.raises(StoreError, match="another force"):
        load(both, [rows])
    assert listed(both) == before


def test_an_own_reference_with_a_stroke_blocks_another_forces_like_it(tmp_path: Path) -> None:
    load(tmp_path, [frame_extract(row(crime_ref=f"{CITY}/C1"))])
    coming: Extract = replace(frame_extract(row(crime_ref=f"{CITY}/C1")), forces=(CITY,))
    with pytest.raises(StoreError, match="another force"):
        load(tmp_path, [coming])
    assert Store.open(tmp_path).version == 1


def test_a_name_is_spelt_as_the_first_of_two_files_spells_it(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    caller = caller_of(folder)
    texts = (line("C1", force="Kent Police"), line("C2", force="KENT POLICE"))
    files = [of_path(extract(tmp_path / f"{n}.csv", text)) for n, text in enumerate(texts)]
    add_files(caller, [read_file(caller, file) for file in files])
    assert set(listed(folder)) == {"Kent Police/S1"}


def test_a_search_finds_everybody_with_a_reference_or_one_forces_alone(both: Path) -> None:
    question = question_of(both)
    assert set(search(question, "S1").rows["suspect_id"]) == {"S1", S1}
    assert search(question, "S1").exact is None
    assert search(question, "S1", "CoLP").rows["suspect_id"].to_list() == [S1]
    assert search(question, f"{CITY}/S1").exact == S1
    assert set(search(question, "C1").rows["suspect_id"]) == {"S1", S1}


def test_the_warnings_of_a_load_are_kept_with_it(both: Path) -> None:
    load_lines(both, line("C7", force=""), line("C8", force="CoLP"))
    kept = question_of(both).store.versions()["warnings"].drop_nulls().to_list()[-1]
    assert "no_force" in [warning["code"] for warning in json.loads(kept)]


def test_a_list_has_the_people_of_both(both: Path) -> None:
    assert set(ranked_list(question_of(both)).people["suspect_id"]) == {"S1", "S2", S1}
