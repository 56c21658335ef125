"""A version is known by itself, and not by its number or the name of its file."""

import json
import os
import shutil
from pathlib import Path

import duckdb
import polars as pl
import pytest

from dashboard.errors import StoreError
from dashboard.exports.list_csv import list_outgoing
from dashboard.exports.rejects_csv import load_files
from dashboard.services.files import hand_over
from dashboard.services.listing.frozen_lists import freeze_list, reproduce_list
from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.question import Caller, ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.store import Store, files, schema
from harm.scoring.ranking_csv import written
from tests.unit.dashboard.build import ANALYST, loaded, row

pytestmark = pytest.mark.slow

#: What makes a file of ours one of edition 2, as it was written before versions had identities.
AS_EDITION_2 = """
alter table versions drop column identity;
alter table versions drop column withdraws;
alter table versions drop column reason;
alter table allegations drop column brought_by;
alter table counts drop column brought_by;
update meta set edition = 2;
"""


def listed(desk: Workspace, basis: RankingSpec | None = None) -> list[tuple[str, str]]:
    people = ranked_list(ask(desk, ANALYST, basis or RankingSpec())).people
    return people.select("suspect_id", "suspect_name").rows()


def put_back(folder: Path, version: int) -> None:
    (folder / "current").write_text(f"offences-{version}.duckdb\n")


def test_a_pointer_put_back_and_another_load_show_no_other_persons_name(tmp_path: Path) -> None:
    loaded(tmp_path, row(crime_ref="C1", suspect_id="S100", suspect_name="Ann"))
    desk = Workspace(Settings(data=tmp_path))
    loaded(tmp_path, row(crime_ref="C2", suspect_id="S200", suspect_name="Dora"))
    assert ("S200", "Dora") in listed(desk)
    put_back(tmp_path, 1)
    assert listed(desk) == [("S100", "Ann")]
    loaded(tmp_path, row(crime_ref="C3", suspect_id="S150", suspect_name="Dora"))
    assert sorted(listed(desk)) == [("S100", "Ann"), ("S150", "Dora")]


@pytest.mark.parametrize("in_place", [True, False], ids=["in place", "another file"])
@pytest.mark.parametrize("read_before", [True, False])
def test_a_file_replaced_under_its_name_is_noticed(
    tmp_path: Path, *, in_place: bool, read_before: bool
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    loaded(here, row(suspect_id="S100", suspect_name="Ann"))
    loaded(there, row(suspect_id="S150", suspect_name="Bea"))
    desk = Workspace(Settings(data=here))
    if read_before:
        assert listed(desk) == [("S100", "Ann")]
    before = desk.facts
    file, other = here / "offences-1.duckdb", there / "offences-1.duckdb"
    if in_place:
        seen = file.stat()
        with file.open("r+b") as content:
            content.write(other.read_bytes())
        os.utime(file, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    else:
        shutil.copy2(other, here / "copy")
        (here / "copy").replace(file)
    assert listed(desk) == [("S150", "Bea")]
    assert desk.facts.version == before.version
    assert desk.facts.identity != before.identity


def test_each_version_keeps_its_identity_in_later_files_and_no_two_are_alike(
    tmp_path: Path,
) -> None:
    seen = []
    for number in range(1, 4):
        loaded(tmp_path, row(crime_ref=f"C{number}"))
        seen.append(Store.open(tmp_path).identity)
    store = Store.open(tmp_path)
    assert [store.at(number).identity for number in range(1, 4)] == seen
    assert len(set(seen)) == 3
    loaded(tmp_path / "elsewhere", row(crime_ref="C1"))
    assert Store.open(tmp_path / "elsewhere").identity not in seen


def test_a_file_of_before_is_known_by_its_bytes_and_stays_known_once_brought_up(
    tmp_path: Path,
) -> None:
    loaded(tmp_path, row(crime_ref="C1"))
    loaded(tmp_path, row(crime_ref="C2"))
    with duckdb.connect(str(tmp_path / "offences-2.duckdb")) as connection:
        connection.execute(AS_EDITION_2)
    store = Store.open(tmp_path)
    before = [store.at(1).identity, store.identity]
    assert len(set(before)) == 2
    assert store.versions()["withdrawn_by"].to_list() == [None, None]
    loaded(tmp_path, row(crime_ref="C3"))
    later = Store.open(tmp_path)
    assert [later.at(1).identity, later.at(2).identity] == before
    edition = later._frame("from meta").item()
    assert edition == schema.SCHEMA_EDITION


@pytest.mark.parametrize("gone", [[], ["offences-3.duckdb"], ["offences-2.duckdb", "load.lock"]])
def test_a_number_is_never_given_twice(tmp_path: Path, gone: list[str]) -> None:
    for number in range(1, 4):
        loaded(tmp_path, row(crime_ref=f"C{number}"))
    put_back(tmp_path, 1)
    for name in gone:
        (tmp_path / name).unlink()
    assert loaded(tmp_path, row(crime_ref="C9")).version == 4
    assert Store.open(tmp_path).versions()["version"].to_list() == [1, 4]
    assert loaded(tmp_path, row(crime_ref="C9")).version == 4
    assert loaded(tmp_path, row(crime_ref="C10")).version == 5


def test_a_number_that_a_frozen_list_rests_on_is_not_given_again(tmp_path: Path) -> None:
    loaded(tmp_path, row(crime_ref="C1"))
    loaded(tmp_path, row(crime_ref="C2"))
    desk = Workspace(Settings(data=tmp_path))
    freeze_list(ask(desk, ANALYST, RankingSpec()))
    put_back(tmp_path, 1)
    (tmp_path / "offences-2.duckdb").unlink()
    (tmp_path / "load.lock").unlink()
    csv = tmp_path.parent / "more.csv"
    pl.DataFrame([row(crime_ref="C3", recorded_on="2026-01-05")]).write_csv(csv)
    assert load_files(Caller(desk, ANALYST), [csv]).version == 3


def test_a_list_of_an_abandoned_version_says_so_and_is_never_held_against_others_rows(
    tmp_path: Path,
) -> None:
    loaded(tmp_path, row(crime_ref="C1", suspect_id="S1"))
    loaded(tmp_path, row(crime_ref="C2", suspect_id="S2"))
    desk = Workspace(Settings(data=tmp_path))
    kept = freeze_list(ask(desk, ANALYST, RankingSpec()))
    put_back(tmp_path, 1)
    loaded(tmp_path, row(crime_ref="C2", suspect_id="S3"))
    with pytest.raises(
        StoreError, match=r"no version 2: it is at version 3, .* as of 1 and 3\."
    ) as e:
        reproduce_list(ask(desk, ANALYST), kept.name)
    assert "offences-2.duckdb still has it" in str(e.value)
    put_back(tmp_path, 2)
    assert reproduce_list(ask(desk, ANALYST), kept.name).identical


def test_no_file_of_an_abandoned_version_is_removed_and_none_that_was_pointed_to(
    tmp_path: Path,
) -> None:
    for number in range(1, 5):
        loaded(tmp_path, row(crime_ref=f"C{number}"), keep=12)
    put_back(tmp_path, 1)
    for number in range(5, 8):
        loaded(tmp_path, row(crime_ref=f"C{number}"), keep=2)
    kept = [files.version_of(file) for file in files.offence_files(tmp_path)]
    assert kept == [2, 3, 4, 6, 7]


def test_as_many_files_are_kept_as_the_setting_says(tmp_path: Path) -> None:
    assert Settings().keep_files == files.KEPT
    desk = Workspace(Settings(data=tmp_path / "data", keep_files=3))
    for number in range(6):
        csv = tmp_path / f"{number}.csv"
        pl.DataFrame([row(crime_ref=f"C{number}", recorded_on="2026-01-05")]).write_csv(csv)
        load_files(Caller(desk, ANALYST), [csv])
    kept = [files.version_of(file) for file in files.offence_files(tmp_path / "data")]
    assert kept == [4, 5, 6]


def test_only_offence_files_are_ever_removed(tmp_path: Path) -> None:
    loaded(tmp_path, row(crime_ref="C1"))
    for name in ("offences-old.duckdb", "offences-01.duckdb", "offences-1 (copy).duckdb"):
        (tmp_path / name).write_text("mine")
    for number in range(2, 5):
        loaded(tmp_path, row(crime_ref=f"C{number}"), keep=2)
    assert (tmp_path / "offences-old.duckdb").read_text() == "mine"
    assert (tmp_path / "offences-01.duckdb").read_text() == "mine"


def test_a_file_that_is_there_is_never_replaced(tmp_path: Path) -> None:
    loaded(tmp_path, row(crime_ref="C1"))
    part = tmp_path / files.PART
    part.write_bytes((tmp_path / "offences-1.duckdb").read_bytes())
    (tmp_path / "offences-2.duckdb").write_text("mine")
    present = files.current(tmp_path)
    with pytest.raises(StoreError, match="is there already and is never replaced"):
        files.publish(part, tmp_path, 2, present=present)
    assert (tmp_path / "offences-2.duckdb").read_text() == "mine"
    assert files.current(tmp_path) == present


def test_an_identity_is_in_no_output(tmp_path: Path) -> None:
    loaded(tmp_path, row(crime_ref="C1"))
    desk = Workspace(Settings(data=tmp_path))
    listing = ranked_list(ask(desk, ANALYST, RankingSpec()))
    raw = str(desk.store._frame("select identity from versions").item())
    leaving = [
        repr(desk.facts),
        listing.name,
        hand_over(Caller(desk, ANALYST), list_outgoing(Caller(desk, ANALYST), listing)).decode(
            errors="replace"
        ),
    ]
    leaving += [
        written(listing.ranking).decode(),
        json.dumps(str(freeze_list(ask(desk, ANALYST, RankingSpec())))),
    ]
    assert not any(raw in text or desk.facts.identity in text for text in leaving)
