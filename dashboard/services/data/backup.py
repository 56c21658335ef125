"""The record and the register as one file, of one moment, while others go on working."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version as version_of
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final

from dashboard.access.actions import BACK_UP
from dashboard.access.role_file import NAME as ROLES
from dashboard.backup.packing import Contents, Part, pack, unpack
from dashboard.backup.sealing import read_key, reader_of, writer_for
from dashboard.errors import BackupError, StoreError
from dashboard.geography.streets import STREETS
from dashboard.services.gate import service
from dashboard.services.question import Caller
from dashboard.settings import Settings
from dashboard.store import files
from dashboard.store.writer import Writer, is_being_written, only_writer

__all__ = ["BackupError", "Contents", "Made", "back_up", "compare_backup", "read_key"]

#: Seconds to wait for a load that runs, and between two looks.
PATIENCE: Final = 600.0
PAUSE: Final = 0.05
#: How the folder begins in which the register is copied; it is removed with the backup made.
COPYING: Final = ".backup-"
#: Seconds after which such a folder was left by a program that was killed.
ABANDONED: Final = 3600.0
#: The file of erasures, where there is one, and what a register has in the data folder.
ERASED: Final = "erased.json"
REGISTER, HEAD = "register.sqlite", "register.head"


@dataclass(frozen=True)
class Made:
    """A backup.

    Attributes:
        contents: what it says of itself.
        parts: its files.
        is_sealed: whether it can be read with a key alone.
    """

    contents: Contents
    parts: tuple[Part, ...]
    is_sealed: bool


@service(BACK_UP, lambda _caller, name, *_: name)
def back_up(caller: Caller, name: str, out: BinaryIO, key: bytes | None) -> Made:
    """Write the record and the register, as they are together at one moment, into a file.

    Readers, loads and whoever writes to the log go on; a load that runs is waited for. The line of
    the log that says so is in the backup.

    Args:
        caller: who makes it.
        name: of the file, as the log has it.
        out: the file.
        key: that it is sealed with; None: it is not.

    Raises:
        StoreError: there is no data, or a load takes longer than ten minutes.
        RegisterError: the register cannot be read.
        BackupError: the copy cannot be made.
    """
    del name
    folder = caller.settings.data
    _remove_abandoned(folder)
    if not caller.workspace.has_data():
        raise StoreError(
            f"There is no data in {folder} yet, and so nothing to back up; run `harmdesk load "
            f"FILE` first."
        )
    try:
        with tempfile.TemporaryDirectory(prefix=COPYING, dir=folder) as copying:
            return _made(caller, Path(copying), out, key)
    except OSError as error:
        raise BackupError(
            f"The backup cannot be made ({error.strerror}); make room in {folder} and where the "
            f"backup goes, and try again."
        ) from error


def compare_backup(file: Path, key: bytes | None, made: Made) -> None:
    """Read a backup again from its beginning to its end, and compare it with what was written.

    Raises:
        BackupError: it is not what was written.
    """
    with file.open("rb") as content:
        contents, parts = unpack(reader_of(content, key, file.name), file.name, None)
    if (contents, tuple(parts)) != (made.contents, made.parts):
        raise BackupError(
            f"The backup {file.name} reads otherwise than it was written, and was not kept; write "
            f"it to another disk."
        )


def _made(caller: Caller, copying: Path, out: BinaryIO, key: bytes | None) -> Made:
    folder, register = caller.settings.data, caller.workspace.register
    with ExitStack() as opened:
        with _between_changes(folder) as writer:
            record = _open_record(folder, opened)
            highest = max(writer.highest, files.highest(folder))
            moment = opened.enter_context(register.snapshot())
        found = moment.write(copying)
        parts = dict(record)
        for name in (REGISTER, HEAD):
            parts[name] = opened.enter_context((copying / name).open("rb"))
        contents = Contents(
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            who=caller.viewer.who,
            program=version_of("harmdesk"),
            version=files.version_of(Path(parts["current"].read().decode().strip())),
            highest=highest,
            lines=found.lines,
            hash=found.hash,
            lists=found.lists,
            is_sound=found.fault is None,
            settings=_settings(caller.settings),
        )
        written = pack(parts.items(), contents, writer_for(out, key))
    return Made(contents, tuple(written), key is not None)


@contextmanager
def _between_changes(folder: Path) -> Iterator[Writer]:
    """Hold the record for the moment between two changes; a load that runs is waited for."""
    until = time.monotonic() + PATIENCE
    with ExitStack() as held:
        while True:
            try:
                writer = held.enter_context(only_writer(folder))
                break
            except StoreError:
                if time.monotonic() > until or not is_being_written(folder):
                    raise
                time.sleep(PAUSE)
        yield writer


def _open_record(folder: Path, opened: ExitStack) -> dict[str, BinaryIO]:
    """The files of the record, opened: none is ever written to, and one removed can be read on."""
    if files.current(folder) is None:
        raise StoreError(f"The data in {folder} is gone; nothing was backed up.")
    found: dict[str, BinaryIO] = {
        file.name: opened.enter_context(file.open("rb")) for file in files.offence_files(folder)
    }
    for name in (ROLES, ERASED, STREETS, files.POINTER):
        if (folder / name).is_file():
            found[name] = BytesIO((folder / name).read_bytes())
    return found


def _settings(settings: Settings) -> dict[str, str]:
    """What is set, by its variable; an address may have a password and is not in it."""
    shown = settings.model_dump(exclude={"data", "reason", "register_url"}, exclude_none=True)
    return {f"HARMDESK_{name.upper()}": str(value) for name, value in sorted(shown.items())}


def _remove_abandoned(folder: Path) -> None:
    """Remove what backups left that were killed an hour ago or more."""
    for left in folder.glob(f"{COPYING}*"):
        if time.time() - left.stat().st_mtime > ABANDONED:
            shutil.rmtree(left, ignore_errors=True)
