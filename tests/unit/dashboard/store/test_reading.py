"""Readers: locked down, many at once, and never kept waiting by a load."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Event

import duckdb
import polars as pl
import pytest

from dashboard.store import Store, files
from harm.record.allegations import Allegations
from tests.unit.dashboard.build import loaded, row


def ever(store: Store, also: Sequence[str] = ()) -> Allegations:
    return store.allegations(after=date(2000, 1, 1), until=date(2100, 1, 1), also=also)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    loaded(tmp_path, row(), row(crime_ref="C2", suspect_id=None))
    return Store.open(tmp_path)


@pytest.mark.parametrize(
    "statement",
    [
        "delete from allegations",
        "create table more (number integer)",
        "set memory_limit = '8GB'",
        "set enable_external_access = true",
        "select * from read_csv('/etc/hostname')",
        "select * from read_text('/etc/hostname')",
        "copy allegations to 'allegations.csv'",
        "attach 'other.duckdb'",
        "install httpfs",
        "load sqlite_scanner",
        "from 'https://example.org/table.parquet'",
    ],
)
def test_a_reader_can_neither_write_nor_reach_out(store: Store, statement: str) -> None:
    with pytest.raises(duckdb.Error):
        store._connection.cursor().execute(statement)
    assert store._frame("select count(*) from allegations").item() == 2


def test_rows_that_name_nobody_are_not_scored(store: Store) -> None:
    rows = ever(store).rows.collect()
    assert (rows.height, rows["suspect"].null_count()) == (1, 0)


def test_only_the_dates_asked_for_are_read(tmp_path: Path) -> None:
    days = [date(2026, 1, day) for day in (1, 2, 3)]
    loaded(tmp_path, *(row(crime_ref=f"C{day}", recorded_on=day) for day in days))
    rows = Store.open(tmp_path).allegations(after=days[0], until=days[1]).rows.collect()
    assert rows["recorded_on"].to_list() == [days[1]]


def test_a_further_column_is_handed_out_only_when_asked_for(store: Store) -> None:
    assert "borough" not in ever(store).rows.collect_schema()
    assert "borough" in ever(store, ["borough"]).rows.collect_schema()
    unknown = ever(store, ["1; drop table allegations"])
    assert unknown.rows.collect().height == 1


def test_a_reference_is_a_value_and_never_part_of_a_question(tmp_path: Path) -> None:
    odd = "x' or 1=1 --\"<b>"
    loaded(tmp_path, row(suspect_id=odd), row(crime_ref="C2", suspect_id="S2"))
    store = Store.open(tmp_path)
    assert store.suspects.crimes_of(odd)["suspect_id"].to_list() == [odd]
    assert store.suspects.number_of("x' or 1=1") is None


def test_particulars_are_those_recorded_last(tmp_path: Path) -> None:
    names = {"C1": ("Old Name", date(2026, 1, 1)), "C2": ("New Name", date(2026, 2, 1))}
    loaded(
        tmp_path,
        *(row(crime_ref=c, suspect_name=n, recorded_on=d) for c, (n, d) in names.items()),
    )
    store = Store.open(tmp_path)
    suspects = ever(store).suspects.collect()
    particulars = store.suspects.particulars(suspects["suspect"].to_list())
    assert particulars["suspect_name"].to_list() == ["New Name"]


def summed(folder: Path) -> tuple[int, int]:
    store = Store.open(folder)
    rows = ever(store).rows.select(pl.len()).collect().item()
    return store.version, rows


def test_readers_see_whole_versions_while_loads_swap_them(tmp_path: Path) -> None:
    loads = 6
    loaded(tmp_path, row(crime_ref="C1"))
    done = Event()

    def read_on() -> set[tuple[int, int]]:
        seen = {summed(tmp_path)}
        while not done.is_set():
            seen.add(summed(tmp_path))
        return seen | {summed(tmp_path)}

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read_on) for _ in range(4)]
        try:
            for number in range(2, loads + 1):
                loaded(tmp_path, row(crime_ref=f"C{number}"))
        finally:
            done.set()
        seen = set().union(*(reader.result() for reader in readers))
    assert all(version == rows for version, rows in seen)
    assert (loads, loads) in seen
    assert len(seen) > 1


def test_a_reader_of_an_old_version_goes_on_with_it(tmp_path: Path) -> None:
    loaded(tmp_path, row())
    store = Store.open(tmp_path)
    for number in range(2, 5):
        loaded(tmp_path, row(crime_ref=f"C{number}"), keep=2)
    assert not store.file.exists()
    assert ever(store).rows.collect().height == 1
    assert files.current(tmp_path) == files.path_of(tmp_path, 4)
