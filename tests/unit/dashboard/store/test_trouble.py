"""Pointers that lead nowhere, files that are none, and a disk that is full."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import polars as pl
import pytest

from dashboard.errors import StoreError
from dashboard.store import Loaded, Store, load
from dashboard.store.writer import only_writer
from tests.unit.dashboard.build import everything, extract, known_at, loaded, names_in, row

DAMAGED = "Restore it from a backup"

#: Loads rows from a Parquet file, with files no longer than so many bytes.
LOAD_ON_A_FULL_DISK = """
import resource, sys
from pathlib import Path
import polars as pl
from dashboard.errors import StoreError
from dashboard.store import load
from dashboard.store.loading import Extract
folder, rows, longest = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
extract = Extract(rows=pl.read_parquet(rows), file="next.csv", sha256="0", read=1)
resource.setrlimit(resource.RLIMIT_FSIZE, (longest, longest))
try:
    load(folder, [extract])
except StoreError as error:
    sys.exit(str(error))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    loaded(tmp_path, row())
    return tmp_path


def assert_refused(folder: Path, words: str) -> None:
    """Reading and loading say what is wrong in one line, and change nothing."""
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    with pytest.raises(StoreError, match=words) as answer:
        Store.open(folder)
    assert "\n" not in str(answer.value)
    with pytest.raises(StoreError) as answer:
        loaded(folder, row(crime_ref="C2"))
    assert "\n" not in str(answer.value)
    assert {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()} == before


def test_a_folder_without_offence_files_has_no_data(folder: Path) -> None:
    (folder / "current").unlink()
    (folder / "offences-1.duckdb").unlink()
    with pytest.raises(StoreError, match=r"There is no data in .* yet; run `harmdesk demo`"):
        Store.open(folder)


def test_a_lost_pointer_is_refused_with_the_files_and_the_command_that_mends_it(
    folder: Path,
) -> None:
    (folder / "current").unlink()
    assert_refused(folder, rf"offences-1\.duckdb is there.*`harmdesk doctor --data {folder}`")


def test_a_folder_that_is_not_there_has_no_data(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="There is no data"):
        Store.open(tmp_path / "nothing")
    assert not (tmp_path / "nothing").exists()


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(StoreError, match="cannot be read"):
        Store.open(tmp_path / "data")
    with pytest.raises(StoreError, match="cannot be written to"):
        loaded(tmp_path / "data", row())
    assert (tmp_path / "data").read_text() == "a file"


def test_a_pointer_to_a_file_that_is_gone_is_refused(folder: Path) -> None:
    (folder / "current").write_text("offences-7.duckdb\n")
    assert_refused(folder, r"names offences-7\.duckdb, and there is no such file")


@pytest.mark.parametrize(
    "words", ["", "garbage", "../offences-1.duckdb", "/etc/passwd", "offences-1.duckdb\nmore"]
)
def test_a_pointer_that_names_no_offence_file_is_refused(folder: Path, words: str) -> None:
    (folder / "current").write_text(words)
    assert_refused(folder, "which is no offence file; write the name of one")


def test_a_pointer_that_is_not_text_is_refused(folder: Path) -> None:
    (folder / "current").write_bytes(b"\xff\xfe\x00offences")
    assert_refused(folder, r"cannot be read \(UnicodeDecodeError\)")


def test_a_pointer_that_is_a_folder_is_refused(folder: Path) -> None:
    (folder / "current").unlink()
    (folder / "current").mkdir()
    assert_refused(folder, r"cannot be read \(IsADirectoryError\)")


def sqlite_bytes(folder: Path) -> bytes:
    file = folder.parent / "other.sqlite"
    connection = sqlite3.connect(file)
    connection.execute("create table allegations (crime integer)")
    connection.close()
    return file.read_bytes()


DAMAGE: dict[str, Callable[[Path, bytes], bytes]] = {
    "empty": lambda _, __: b"",
    "a twentieth": lambda _, whole: whole[: len(whole) // 20],
    "zeros": lambda _, whole: bytes(len(whole)),
    "other bytes": lambda _, whole: bytes(n * 89 % 251 for n in range(len(whole) // 9)),
    "SQLite": lambda folder, _: sqlite_bytes(folder),
    "text": lambda _, __: b"crime_ref,suspect_id\nC1,S1\n",
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_file_is_refused(folder: Path, damage: str) -> None:
    file = folder / "offences-1.duckdb"
    file.write_bytes(DAMAGE[damage](folder, file.read_bytes()))
    assert_refused(folder, DAMAGED)


def test_a_database_without_our_tables_is_refused(folder: Path) -> None:
    (folder / "offences-1.duckdb").unlink()
    duckdb.connect(folder / "offences-1.duckdb").close()
    assert_refused(folder, DAMAGED)


def test_a_file_of_another_edition_is_refused(folder: Path) -> None:
    with duckdb.connect(folder / "offences-1.duckdb") as connection:
        connection.execute("update meta set edition = 99")
    with pytest.raises(StoreError, match=r"another edition .*file edition 99, ours 6"):
        Store.open(folder)


def test_damage_that_shows_late_is_reported_as_damage(folder: Path) -> None:
    many = [row(crime_ref=f"C{n}", suspect_id=f"S{n}") for n in range(5000)]
    loaded(folder, *many)
    file = folder / "offences-2.duckdb"
    whole = file.read_bytes()
    middle = len(whole) // 2
    file.write_bytes(whole[: middle - 300_000] + bytes(600_000) + whole[middle + 300_000 :])
    with pytest.raises(StoreError, match=DAMAGED):
        Store.open(folder).suspects.crimes_of("S4999")


def test_two_loads_at_once_are_one_too_many(folder: Path) -> None:
    # In a thread of its own, as another reader's: whoever has the right to write may go on.
    with only_writer(folder), ThreadPoolExecutor(1) as another:
        second = another.submit(loaded, folder, row(crime_ref="C2"))
        with pytest.raises(StoreError, match="Another load into"):
            second.result()
    assert loaded(folder, row(crime_ref="C2")) == Loaded(version=2, accepted=1)


def test_a_lock_file_that_is_none_is_reported_in_a_line(folder: Path) -> None:
    (folder / "load.lock").write_bytes(b"no lock" * 1000)
    with pytest.raises(StoreError, match="cannot be written to"):
        loaded(folder, row(crime_ref="C2"))
    assert Store.open(folder).version == 1


@pytest.mark.parametrize("room", ["none", "for a part", "for all but the last write"])
def test_a_full_disk_leaves_the_record_as_it_was(folder: Path, room: str) -> None:
    more = extract(*(row(crime_ref=f"K{n}", suspect_id=f"S{n}") for n in range(3000)))
    more.rows.write_parquet(folder.parent / "more.parquet")
    present = folder / "offences-1.duckdb"
    size = present.stat().st_size
    longest = {"none": 1000, "for a part": size // 2, "for all but the last write": size}[room]
    before, names = present.read_bytes(), names_in(folder)
    rows = folder.parent / "more.parquet"
    command = [sys.executable, "-c", LOAD_ON_A_FULL_DISK, str(folder), str(rows), str(longest)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (answer.returncode, len(answer.stderr.splitlines())) == (1, 1)
    assert "changed nothing" in answer.stderr
    assert names_in(folder) == names
    assert present.read_bytes() == before
    assert load(folder, [more]).accepted == 3000


def test_a_load_that_was_killed_is_not_played_into_the_next(folder: Path) -> None:
    present = (folder / "offences-1.duckdb").read_bytes()
    (folder / "offences.duckdb.part").write_bytes(present)
    unfinished = (
        "import duckdb, os, signal, sys\n"
        "connection = duckdb.connect(sys.argv[1])\n"
        "connection.execute('update allegations set to_version = 2')\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    part = folder / "offences.duckdb.part"
    subprocess.run([sys.executable, "-c", unfinished, part], check=False)
    assert "offences.duckdb.part.wal" in names_in(folder)
    assert loaded(folder, row(crime_ref="C2")) == Loaded(version=2, accepted=1)
    assert len(known_at(folder, 2)) == 2
    assert not [name for name in names_in(folder) if ".part" in name]


def test_rows_that_cannot_be_written_leave_no_trace(folder: Path) -> None:
    before = everything(folder)
    wrong = extract(row(crime_ref="C2"))
    broken = extract(row(crime_ref="C3"))
    object.__setattr__(broken, "rows", broken.rows.with_columns(victim_sex=pl.lit("?")))
    with pytest.raises(StoreError, match="changed nothing"):
        load(folder, [wrong, broken])
    after = everything(folder)
    assert all(after[table].equals(before[table]) for table in before)
    assert "offences-2.duckdb" not in names_in(folder)
