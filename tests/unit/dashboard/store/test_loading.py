"""What a load does to the record: nothing is lost, and each version can be asked again."""

from pathlib import Path
from random import Random

import polars as pl
import pytest

from dashboard.exports.rejects_csv import load_files
from dashboard.services.question import Caller
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.store import Loaded, Store, load
from tests.unit.dashboard.build import (
    ANALYST,
    everything,
    extract,
    known_at,
    loaded,
    names_in,
    row,
    written,
)
from tests.unit.harm.build import ABH, Cells

pytestmark = pytest.mark.slow


def test_the_first_load_makes_version_one(tmp_path: Path) -> None:
    assert loaded(tmp_path, row(), row(crime_ref="C2")) == Loaded(version=1, accepted=2)
    assert names_in(tmp_path) == {"current", "load.lock", "offences-1.duckdb"}
    assert Store.open(tmp_path).facts.allegations == 2


def test_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    rows = (row(), row(crime_ref="C2", suspect_id=None), row(victim_id="V2"))
    loaded(tmp_path, *rows)
    before = (tmp_path / "offences-1.duckdb").read_bytes()
    assert loaded(tmp_path, *rows) == Loaded(version=1, duplicates=3)
    assert (tmp_path / "offences-1.duckdb").read_bytes() == before
    assert "offences-2.duckdb" not in names_in(tmp_path)


def test_a_known_row_next_to_a_new_one_is_counted_as_known(tmp_path: Path) -> None:
    loaded(tmp_path, row())
    again = loaded(tmp_path, row(), row(crime_ref="C2"))
    assert again == Loaded(version=2, accepted=1, duplicates=1)


@pytest.mark.parametrize(
    "change",
    [
        {"allegation_status": "charged"},
        {"crime_status": "cancelled"},
        {"offence_code": ABH},
        {"offence_title": "Rape of a female aged 16 or over"},
        {"victim_id": "V9"},
        {"suspect_name": "Another Name"},
        {"domestic": True},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_row_replaces_the_one_before(tmp_path: Path, change: dict[str, object]) -> None:
    loaded(tmp_path, row(victim_id="V1"))
    assert loaded(tmp_path, row(victim_id="V1") | change) == Loaded(
        version=2,
        accepted=1,
        superseded=1,
        changed={"offence" if name.startswith("offence") else name: 1 for name in change},
    )
    assert len(known_at(tmp_path, 1)) == len(known_at(tmp_path, 2)) == 1


def test_each_version_tells_what_was_known_then(tmp_path: Path) -> None:
    loaded(tmp_path, row(allegation_status="named"))
    loaded(tmp_path, row(crime_ref="C2"))
    loaded(tmp_path, row(allegation_status="charged"))
    stages = [
        [(known["crime_ref"], known["allegation_status"]) for known in known_at(tmp_path, version)]
        for version in (1, 2, 3)
    ]
    assert stages == [
        [("C1", "named")],
        [("C1", "named"), ("C2", "named")],
        [("C1", "charged"), ("C2", "named")],
    ]


def test_one_changed_victim_row_replaces_all_rows_of_the_allegation(tmp_path: Path) -> None:
    victims = [row(victim_id=f"V{n}") for n in (1, 2, 3)]
    loaded(tmp_path, *victims, row(crime_ref="C2"))
    victims[1] = row(victim_id="V2", victim_sex="X")
    again = loaded(tmp_path, *victims, row(crime_ref="C2"))
    assert again == Loaded(
        version=2, accepted=3, duplicates=1, superseded=1, changed={"victim_sex": 1}
    )
    assert [known["victim_id"] for known in known_at(tmp_path, 2)] == ["V1", "V2", "V3", None]


def test_a_victim_left_out_of_a_later_file_no_longer_stands(tmp_path: Path) -> None:
    loaded(tmp_path, row(victim_id="V1"), row(victim_id="V2"))
    assert loaded(tmp_path, row(victim_id="V1")).superseded == 1
    assert [known["victim_id"] for known in known_at(tmp_path, 2)] == ["V1"]
    assert [known["victim_id"] for known in known_at(tmp_path, 1)] == ["V1", "V2"]


def test_another_suspect_of_the_same_crime_replaces_nobody(tmp_path: Path) -> None:
    loaded(tmp_path, row())
    assert loaded(tmp_path, row(suspect_id="S2")) == Loaded(version=2, accepted=1)


def test_a_crime_naming_nobody_is_kept_known_and_replaced_as_itself(tmp_path: Path) -> None:
    nobody = row(suspect_id=None)
    loaded(tmp_path, nobody)
    assert loaded(tmp_path, nobody) == Loaded(version=1, duplicates=1)
    assert loaded(tmp_path, nobody | {"offence_code": ABH}).superseded == 1
    store = Store.open(tmp_path)
    assert (len(known_at(tmp_path, 2)), store.facts.allegations, store.counts.suspects()) == (
        1,
        0,
        0,
    )


def test_extracts_of_one_load_make_a_version_each_and_the_later_wins(tmp_path: Path) -> None:
    first = extract(row(), row(crime_ref="C2"), file="first.csv")
    second = extract(row(allegation_status="arrested"), file="second.csv")
    assert load(tmp_path, [first, second]) == Loaded(
        version=2, accepted=3, superseded=1, changed={"allegation_status": 1}
    )
    assert [known["allegation_status"] for known in known_at(tmp_path, 2)] == ["arrested", "named"]
    assert everything(tmp_path)["versions"]["file"].to_list() == ["first.csv", "second.csv"]
    assert "offences-1.duckdb" not in names_in(tmp_path)


def test_an_extract_that_brings_nothing_makes_no_version(tmp_path: Path) -> None:
    same = extract(row())
    assert load(tmp_path, [same, same]) == Loaded(version=1, accepted=1, duplicates=1)


def test_the_numbers_do_not_depend_on_the_order_of_the_rows(tmp_path: Path) -> None:
    rows = [
        row(crime_ref=f"C{n % 7}", suspect_id=f"S{n % 5}", victim_id=f"V{n}", offence_code=code)
        for n, code in enumerate((ABH, "019/08", "056/02", None) * 5)
        if code or n
    ]
    rows = [one | {"offence_title": None if one["offence_code"] else "Murder"} for one in rows]
    shuffled = rows.copy()
    Random(1).shuffle(shuffled)  # noqa: S311 - a seeded shuffle, no secret
    for name, order in (("as-they-were", rows), ("shuffled", shuffled)):
        loaded(tmp_path / name, *order)
    one, other = (everything(tmp_path / name) for name in ("as-they-were", "shuffled"))
    assert shuffled != rows
    assert all(one[table].equals(other[table]) for table in one)


def test_a_reference_keeps_its_number_in_later_versions(tmp_path: Path) -> None:
    loaded(tmp_path, row(suspect_id="S5", crime_ref="C5"))
    before = everything(tmp_path)
    loaded(tmp_path, row(suspect_id="S1", crime_ref="C1"))
    after = everything(tmp_path)
    for table in ("people", "crimes", "offences"):
        assert after[table].head(before[table].height).equals(before[table])
    assert after["people"].rows() == [(1, "S5"), (2, "S1")]


def test_as_many_files_are_kept_as_are_asked_for(tmp_path: Path) -> None:
    for number in range(1, 4):
        loaded(tmp_path, row(crime_ref=f"C{number}"), keep=2)
    assert {name for name in names_in(tmp_path) if name.endswith(".duckdb")} == {
        "offences-2.duckdb",
        "offences-3.duckdb",
    }


@pytest.mark.parametrize(
    ("kinds", "people"),
    [
        ((True,), "synthetic"),
        ((False,), "real"),
        ((True, False), "mixed"),
        ((False, True), "mixed"),
        ((False, False), "real"),
    ],
)
def test_the_record_says_whether_its_people_are_real(
    tmp_path: Path, kinds: tuple[bool, ...], people: str
) -> None:
    for number, synthetic in enumerate(kinds):
        loaded(tmp_path, row(crime_ref=f"C{number}"), synthetic=synthetic)
    assert Store.open(tmp_path).facts.people == people


def test_the_facts_are_of_the_rows_that_stand(tmp_path: Path) -> None:
    loaded(tmp_path, row(), row(crime_ref="C2", recorded_on=row()["recorded_on"]))
    loaded(tmp_path, row(crime_status="cancelled"), row(crime_ref="C3", suspect_id=None))
    facts = Store.open(tmp_path).facts
    assert (facts.version, facts.allegations) == (2, 2)
    assert facts.oldest == facts.newest == row()["recorded_on"]


def test_the_crimes_of_a_suspect_come_with_the_others_named_in_them(tmp_path: Path) -> None:
    loaded(
        tmp_path,
        row(),
        row(suspect_id="S2"),
        row(crime_ref="C2", suspect_id="S2"),
        row(crime_ref="C3", suspect_id="S3"),
    )
    crimes = Store.open(tmp_path).suspects.crimes_of("S1")
    assert crimes.select("crime_ref", "suspect_id").rows() == [("C1", "S1"), ("C1", "S2")]
    assert crimes.schema == pl.Schema(extract(row()).rows.schema)


def test_what_was_replaced_is_no_crime_of_a_suspect(tmp_path: Path) -> None:
    loaded(tmp_path, row(allegation_status="named"))
    loaded(tmp_path, row(allegation_status="charged"))
    store = Store.open(tmp_path)
    assert store.suspects.crimes_of("S1")["allegation_status"].to_list() == ["charged"]
    assert store.suspects.number_of("S1") is not None
    assert store.suspects.number_of("S9") is None
    assert store.suspects.crimes_of("S9").is_empty()


def changed(folder: Path, before: list[Cells], after: list[Cells]) -> dict[str, int]:
    """What a load says of the allegations that it replaced."""
    loaded(folder, *before)
    return dict(loaded(folder, *after).changed)


def test_what_changed_is_reported_by_column_in_how_many_allegations_most_first(
    tmp_path: Path,
) -> None:
    before = [row(crime_ref=f"C{n}", victim_id="V1") for n in range(4)]
    after = [
        before[0] | {"domestic": True, "allegation_status": "charged"},
        before[1] | {"domestic": True},
        before[2] | {"domestic": True, "borough": "E09000003", "allegation_status": "charged"},
        before[3],
        row(crime_ref="C9", domestic=True),
    ]
    answer = changed(tmp_path, [*before], [*after])
    assert list(answer.items()) == [("domestic", 3), ("allegation_status", 2), ("borough", 1)]


def test_an_allegation_of_several_victims_changes_once(tmp_path: Path) -> None:
    before = [row(victim_id=f"V{n}") for n in range(3)]
    after = [one | {"honour_based": True} for one in before]
    assert changed(tmp_path, [*before], [*after]) == {"honour_based": 1}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["V1"], ["V1", "V2"]),
        (["V1", "V2"], ["V1"]),
        (["V1"], ["V2"]),
        ([None], ["V1"]),
        (["V1"], [None]),
    ],
)
def test_other_victims_are_a_change_of_victims_alone(
    tmp_path: Path, before: list[str | None], after: list[str | None]
) -> None:
    old, new = ([row(victim_id=victim) for victim in victims] for victims in (before, after))
    assert changed(tmp_path, [*old], [*new]) == {"victim_id": 1}


@pytest.mark.parametrize(
    "cells",
    [
        {"suspect_born": row()["recorded_on"]},
        {"source": "police"},
        {"ward": "E05000001"},
        {"suspect_situation": "prison"},
    ],
    ids=lambda cells: next(iter(cells)),
)
def test_what_becomes_known_or_is_no_longer_known_is_a_change(
    tmp_path: Path, cells: dict[str, object]
) -> None:
    (column,) = cells
    for number, (before, after) in enumerate(((row(), row(**cells)), (row(**cells), row()))):
        assert changed(tmp_path / str(number), [before], [after]) == {column: 1}


def test_a_change_of_a_crime_that_names_nobody_is_reported(tmp_path: Path) -> None:
    nobody = row(suspect_id=None, victim_id="V1")
    assert changed(tmp_path, [nobody], [nobody | {"domestic": True}]) == {"domestic": 1}


def test_co_suspects_are_allegations_of_their_own(tmp_path: Path) -> None:
    before = [row(suspect_id=suspect) for suspect in ("S1", "S2", "S3")]
    after = [one | {"crime_status": "cancelled"} for one in before[:2]]
    assert changed(tmp_path, [*before], [*after]) == {"crime_status": 2}


def test_where_nothing_is_replaced_nothing_changed(tmp_path: Path) -> None:
    assert changed(tmp_path, [row()], [row(), row(crime_ref="C2")]) == {}


def test_the_changes_of_several_files_add_up(tmp_path: Path) -> None:
    loaded(tmp_path, row(), row(crime_ref="C2"))
    files = [
        extract(row(domestic=True)),
        extract(row(crime_ref="C2", domestic=True, suspect_name="Ann")),
        extract(row(domestic=True, suspect_name="Ann")),
    ]
    answer = load(tmp_path, files)
    assert (answer.superseded, answer.changed) == (3, {"domestic": 2, "suspect_name": 2})


def test_two_victims_without_a_reference_are_not_taken_for_each_other(tmp_path: Path) -> None:
    before = [row(victim_sex=sex) for sex in ("F", "X")]
    after = [one | {"allegation_status": "charged"} for one in before]
    assert changed(tmp_path, [*before], [*after]) == {"allegation_status": 1}


def test_a_receipt_tells_what_changed(tmp_path: Path) -> None:
    cells = row(recorded_on="2026-01-05", allegation_status="named")
    desk = Workspace(Settings(data=tmp_path / "data"))
    first = load_files(Caller(desk, ANALYST), [written(tmp_path / "first.csv", cells)])
    later = written(tmp_path / "later.csv", cells | {"allegation_status": "charged"})
    second = load_files(Caller(desk, ANALYST), [later])
    assert (first.superseded, first.changed) == (0, {})
    assert (second.superseded, second.changed) == (1, {"allegation_status": 1})
