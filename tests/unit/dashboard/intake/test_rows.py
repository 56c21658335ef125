"""Every row is read as it is meant, or refused with its reason."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from dashboard.errors import IntakeError
from dashboard.geography import boroughs
from dashboard.intake import IntakeReport, of_path, take
from harm.record.allegations import SCHEMA
from tests.unit.dashboard.build import TODAY, taken, written

SOUND = {
    "crime_ref": "C1",
    "suspect_id": "S1",
    "offence_code": "019/08",
    "offence_title": "",
    "recorded_on": "2026-01-05",
    "victim_id": "V1",
}
SPARE = SOUND | {"crime_ref": "SPARE"}


def one(folder: Path, **cells: str) -> IntakeReport:
    """A row of these cells, next to a sound one, so that the file as a whole is taken."""
    return taken(folder, SOUND | cells, SPARE | dict.fromkeys(cells.keys() - SOUND.keys(), ""))


def value(folder: Path, name: str, text: str) -> object:
    account = one(folder, **{name: text})
    assert account.rejected.is_empty(), account.reasons
    return account.accepted[name][0]


def test_a_sound_row_is_taken_as_the_allegation_frame(tmp_path: Path) -> None:
    account = taken(tmp_path, SOUND)
    assert account.accepted.schema == SCHEMA
    assert account.accepted["recorded_on"].to_list() == [date(2026, 1, 5)]
    assert (account.read, account.duplicates, account.reasons) == (1, 0, {})
    assert account.file == "extract.csv"


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"crime_ref": " "}, "no crime reference"),
        ({"offence_code": ""}, "neither an offence code nor a title"),
        ({"recorded_on": ""}, "no date recorded"),
        ({"recorded_on": "2026-05-01"}, "recorded after today"),
        ({"recorded_on": "2026-02-30"}, "recorded_on cannot be read"),
        ({"recorded_on": "05/13/26x"}, "recorded_on cannot be read"),
        ({"committed_on": "2026-01-06"}, "committed after it was recorded"),
        ({"victim_id": "S1"}, "the suspect and the victim are the same person"),
        ({"recorded_on": "0000-01-01"}, "recorded_on cannot be read"),
        ({"committed_on": "yesterday"}, "committed_on cannot be read"),
        ({"victim_sex": "woman?"}, "victim_sex cannot be read"),
        ({"suspect_sex": "7"}, "suspect_sex cannot be read"),
        ({"domestic": "maybe"}, "domestic cannot be read"),
        ({"honour_based": "2"}, "honour_based cannot be read"),
        ({"crime_status": "closed"}, "crime_status cannot be read"),
        ({"allegation_status": "guilty"}, "allegation_status cannot be read"),
        ({"source": "a friend"}, "source cannot be read"),
        ({"suspect_situation": "abroad"}, "suspect_situation cannot be read"),
    ],
)
def test_a_row_that_cannot_be_taken_has_its_reason(
    tmp_path: Path, cells: dict[str, str], reason: str
) -> None:
    account = one(tmp_path, **cells)
    assert account.reasons == {reason: 1}
    assert account.rejected.select("line", "reasons").rows() == [(2, reason)]
    assert account.accepted["crime_ref"].to_list() == ["SPARE"]


def test_a_row_has_every_reason_that_it_deserves(tmp_path: Path) -> None:
    account = one(tmp_path, crime_ref="", recorded_on="never", victim_sex="both")
    assert account.rejected["reasons"].to_list() == [
        "no crime reference; recorded_on cannot be read; victim_sex cannot be read"
    ]
    assert sum(account.reasons.values()) == 3


def test_a_row_recorded_today_is_taken(tmp_path: Path) -> None:
    assert value(tmp_path, "recorded_on", TODAY.isoformat()) == TODAY


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("victim_sex", "f", "F"),
        ("victim_sex", "", "U"),
        ("allegation_status", "No further action", "no_further_action"),
        ("allegation_status", "NO-FURTHER-ACTION", "no_further_action"),
        ("allegation_status", "", "named"),
        ("crime_status", " Cancelled ", "cancelled"),
        ("source", "Third Party", "third_party"),
        ("source", "", None),
        ("suspect_situation", "at large", "at_large"),
        ("suspect_born", "1990-1-2", date(1990, 1, 2)),
        ("suspect_born", "", None),
        ("suspect_id", "  ", None),
        ("suspect_name", "  Ann  O'Neil ", "Ann  O'Neil"),
        ("suspect_name", "'=Ann", "=Ann"),
        ("suspect_name", "'Ann", "'Ann"),
        ("borough", "Barking & Dagenham", "E09000002"),
        ("borough", "barking and dagenham", "E09000002"),
        ("borough", "e09000033", "E09000033"),
        ("borough", "Atlantis", None),
        ("suspect_home_borough", "Camden", "E09000007"),
        ("suspect_home_borough", "Manchester", None),
    ],
)
def test_a_cell_is_read_as_what_it_means(
    tmp_path: Path, name: str, text: str, expected: object
) -> None:
    assert value(tmp_path, name, text) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("true", "TRUE", "Yes", "y", "1", "T"), True),
        (("false", "No", "N", "0", "f", ""), False),
    ],
)
def test_a_flag_may_be_written_in_several_ways(
    tmp_path: Path, texts: tuple[str, ...], *, expected: bool
) -> None:
    for column in ("domestic", "honour_based"):
        assert {value(tmp_path, column, text) for text in texts} == {expected}


def test_every_borough_is_known_by_name_and_by_code(tmp_path: Path) -> None:
    places = boroughs().select("code", "name")
    rows = [
        SOUND | {"crime_ref": f"N{n}", "borough": name} for n, name in enumerate(places["name"])
    ]
    rows += [SOUND | {"crime_ref": f"K{n}", "borough": c} for n, c in enumerate(places["code"])]
    assert taken(tmp_path, *rows).accepted["borough"].to_list() == places["code"].to_list() * 2


def test_a_title_is_enough_to_name_an_offence(tmp_path: Path) -> None:
    account = one(tmp_path, offence_code="", offence_title="Murder")
    assert account.accepted["offence_title"].to_list() == ["Murder", None]


def test_a_row_that_stands_twice_is_a_duplicate(tmp_path: Path) -> None:
    account = taken(tmp_path, SOUND, SOUND | {"suspect_id": " S1 "}, SPARE, SOUND)
    assert (account.read, account.accepted.height, account.duplicates) == (4, 2, 2)


def test_rows_that_disagree_are_all_refused(tmp_path: Path) -> None:
    other = SOUND | {"recorded_on": "2026-01-06"}
    account = taken(tmp_path, SOUND, SPARE, other, SOUND)
    reason = "rows of the same crime, suspect and victim disagree"
    assert account.reasons == {reason: 3}
    assert account.rejected["line"].to_list() == [2, 4, 5]
    assert (account.read, account.accepted.height, account.duplicates) == (4, 1, 0)


def test_rows_that_disagree_about_a_crime_naming_nobody_are_refused(tmp_path: Path) -> None:
    nobody = SOUND | {"suspect_id": "", "victim_id": ""}
    account = taken(tmp_path, nobody, SPARE, nobody | {"offence_code": "008/06"})
    assert account.rejected["line"].to_list() == [2, 4]


def test_rows_of_other_victims_and_suspects_do_not_disagree(tmp_path: Path) -> None:
    rows = [SOUND, SOUND | {"victim_id": "V2"}, SOUND | {"suspect_id": "S2"}]
    assert taken(tmp_path, *rows).accepted.height == 3


def test_a_refused_row_does_not_disagree_with_a_sound_one(tmp_path: Path) -> None:
    account = taken(tmp_path, SPARE, SOUND, SOUND | {"recorded_on": "never"})
    assert "rows of the same crime, suspect and victim disagree" not in account.reasons


def test_columns_that_nobody_asked_for_are_dropped_and_named(tmp_path: Path) -> None:
    account = taken(tmp_path, SOUND | {"ethnicity": "any", "Notes": "x"})
    assert account.dropped == ("ethnicity", "Notes")
    assert account.accepted.columns == list(SCHEMA)


def test_refused_rows_stand_as_they_were_written(tmp_path: Path) -> None:
    account = one(tmp_path, recorded_on=" 30/02/2026 ", notes="a, b")
    assert account.rejected.select("recorded_on", "notes").rows() == [(" 30/02/2026 ", "a, b")]


def test_a_file_without_a_sound_row_says_what_is_wrong_with_them(tmp_path: Path) -> None:
    rows = [SOUND | {"recorded_on": text} for text in ("never", "", "never")]
    path = written(tmp_path / "extract.csv", *rows)
    with pytest.raises(
        IntakeError, match=r"3 rows and not one that can be taken: .*\(2\); .*\(1\)"
    ):
        take(of_path(path), today=TODAY).check_taken()


def test_the_order_of_columns_says_nothing(tmp_path: Path) -> None:
    turned = {name: SOUND[name] for name in reversed(SOUND)}
    one_way, other = taken(tmp_path, SOUND).accepted, taken(tmp_path, turned).accepted
    assert one_way.equals(other)
    assert isinstance(one_way, pl.DataFrame)


def test_a_row_is_refused_with_another_of_its_crime_and_suspect(tmp_path: Path) -> None:
    broken = SOUND | {"victim_id": "V2", "recorded_on": "2026-13-01"}
    account = taken(tmp_path, SOUND, broken, SPARE)
    assert account.accepted["crime_ref"].to_list() == ["SPARE"]
    assert account.reasons == {
        "another row of this crime and suspect was rejected": 1,
        "recorded_on cannot be read": 1,
    }


def test_victims_without_a_reference_do_not_contradict_each_other(tmp_path: Path) -> None:
    unknown = SOUND | {"victim_id": ""}
    account = taken(tmp_path, unknown | {"victim_sex": "F"}, unknown | {"victim_sex": "M"})
    assert account.rejected.is_empty()
    assert account.accepted.height == 2
