"""A backup is whole and unchanged, or it is found out: with a key and without one."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

import pytest

from dashboard.backup import sealing
from dashboard.backup.beginnings import SEALED
from dashboard.backup.packing import Contents, Part, pack, unpack
from dashboard.backup.sealing import read_key, reader_of, writer_for
from dashboard.errors import BackupError

KEY: Final = b"0123456789abcdef0123456789abcdef"
CONTENTS: Final = Contents(
    made_at="2026-04-30T09:00:00+00:00",
    who="ada",
    program="1",
    version=3,
    highest=4,
    lines=9,
    hash="0" * 64,
    lists=1,
    is_sound=True,
    settings={"HARMDESK_MEMORY": "1GB"},
)
PARTS: Final = {"offences-3.duckdb": b"d" * 5_000, "current": b"offences-3.duckdb\n"}


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Portions of a kilobyte, and a key that is soon worked out."""
    monkeypatch.setattr(sealing, "PORTION", 1024)
    monkeypatch.setattr(sealing, "COST", 2)


def made(key: bytes | None, parts: dict[str, bytes] = PARTS) -> bytes:
    out = io.BytesIO()
    pack(((name, io.BytesIO(part)) for name, part in parts.items()), CONTENTS, writer_for(out, key))
    return out.getvalue()


def taken(backup: bytes, key: bytes | None, into: Path | None = None) -> list[Part]:
    contents, parts = unpack(reader_of(io.BytesIO(backup), key, "b"), "b", into)
    assert contents == CONTENTS
    return parts


@pytest.mark.parametrize("key", [None, KEY])
def test_what_was_packed_comes_out(key: bytes | None, tmp_path: Path) -> None:
    parts = taken(made(key), key, tmp_path)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == PARTS
    assert [(part.name, part.size) for part in parts] == [(n, len(p)) for n, p in PARTS.items()]


@pytest.mark.parametrize("key", [None, KEY])
def test_any_changed_byte_is_found(key: bytes | None) -> None:
    backup = made(key)
    for place in [*range(0, len(backup), 97), *range(len(backup) - 70, len(backup))]:
        changed = bytearray(backup)
        changed[place] ^= 1
        with pytest.raises(BackupError):
            taken(bytes(changed), key)


@pytest.mark.parametrize("key", [None, KEY])
def test_any_cut_is_found(key: bytes | None) -> None:
    backup = made(key)
    frame = 1024 + sealing.TAG_BYTES + sealing.LENGTH.size
    head = len(SEALED) + sealing.SALT_BYTES + sealing.CHECK_BYTES
    for length in [*range(20, len(backup), 101), head, head + frame, head + 2 * frame]:
        with pytest.raises(BackupError):
            taken(backup[:length], key)
    with pytest.raises(BackupError):
        taken(backup + b"x", key)


def test_a_cut_between_two_sealed_portions_is_called_a_cut() -> None:
    frame = 1024 + sealing.TAG_BYTES + sealing.LENGTH.size
    head = len(SEALED) + sealing.SALT_BYTES + sealing.CHECK_BYTES
    with pytest.raises(BackupError, match="is cut off"):
        taken(made(KEY)[: head + 2 * frame], KEY)


def test_sealed_portions_cannot_change_places() -> None:
    backup = made(KEY)
    frame = 1024 + sealing.TAG_BYTES + sealing.LENGTH.size
    head = len(SEALED) + sealing.SALT_BYTES + sealing.CHECK_BYTES
    first, second = backup[head : head + frame], backup[head + frame : head + 2 * frame]
    swapped = backup[:head] + second + first + backup[head + 2 * frame :]
    with pytest.raises(BackupError, match="was changed since"):
        taken(swapped, KEY)


@pytest.mark.parametrize(
    ("backup", "key", "words"),
    [
        (made(KEY), None, "sealed with a key"),
        (made(None), KEY, "leave out --key-file"),
        (made(KEY), b"another key of 32 bytes or so...", "The key does not open"),
        (b"%PDF-1.7 and more of that kind of file", None, "no backup of Harmdesk"),
        (b"", None, "no backup of Harmdesk"),
    ],
)
def test_each_way_of_going_wrong_has_its_sentence(
    backup: bytes, key: bytes | None, words: str
) -> None:
    with pytest.raises(BackupError, match=words):
        taken(backup, key)


def test_nothing_readable_is_in_a_sealed_backup() -> None:
    assert b"offences" not in made(KEY)
    assert b"offences" in made(None)
    assert made(KEY) != made(KEY)  # a salt of its own


@pytest.mark.parametrize("name", ["../elsewhere", "offences-0.duckdb", "notes.txt", "/etc/passwd"])
def test_a_part_of_another_name_is_not_written(name: str, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="do not fit its manifest"):
        taken(made(None, {name: b"x"}), None, tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_key_is_the_bytes_of_its_file_without_the_last_line_end(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_bytes(KEY + b"\r\n")
    assert read_key(file) == KEY
    file.write_bytes(b"short\n")
    with pytest.raises(BackupError, match="5 bytes, and a key has 16 to"):
        read_key(file)
    with pytest.raises(BackupError, match="cannot be read"):
        read_key(tmp_path / "none")
