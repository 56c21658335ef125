"""The files of a data folder on disk: copying, leftovers, disk use, and removing old files."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from dashboard.store import files


def copy(source: Path, target: Path) -> None:
    """Copy a file, by the file system itself where it can: this may then cost next to nothing."""
    if hasattr(os, "copy_file_range"):
        with suppress(OSError), source.open("rb") as old, target.open("wb") as new:
            left = os.fstat(old.fileno()).st_size
            while left and (done := os.copy_file_range(old.fileno(), new.fileno(), left)):
                left -= done
            if not left:
                return
    shutil.copyfile(source, target)


def remove_unfinished(directory: Path) -> None:
    """Remove what a killed load left behind, and a file that it had named but never pointed to.

    Such a file is the unfinished one under a second name, and the pointer has not moved since the
    name was given; any other file stays, whatever the pointer says.
    """
    part, pointer = directory / files.PART, directory / files.POINTER
    with suppress(OSError):
        meant = part.with_name(f"{part.name}.pointer").read_text(encoding="ascii")
        if meant == repr(files.signature(pointer)):
            for file in files.offence_files(directory):
                if file.samefile(part) and file != files.current(directory):
                    file.unlink()
    for leftover in leftovers(directory):
        if leftover.is_dir():
            shutil.rmtree(leftover)
        else:
            leftover.unlink()


def disk_use(directory: Path) -> int:
    """Bytes of every file in a folder; a file with two names counts once."""
    seen: dict[tuple[int, int], int] = {}
    for path in directory.rglob("*"):
        with suppress(OSError):  # it may have been removed in the meantime
            if path.is_file():
                status = path.stat()
                seen[status.st_dev, status.st_ino] = status.st_size
    return sum(seen.values())


def leftovers(directory: Path) -> list[Path]:
    """The files that a load, running or killed, has next to the offence files."""
    return sorted([*directory.glob(f"{files.PART}*"), *directory.glob(f"{files.POINTER}.part")])


def remove_older(directory: Path, *, lineage: Collection[int], keep: int) -> None:
    """Remove files beyond those that are kept, oldest first.

    Only files are removed whose version the newest file holds too. A version that was abandoned,
    because the pointer was put back before it, is only in its own file, which stays.

    Args:
        directory: the data folder.
        lineage: every version that the newest file holds.
        keep: how many of their files stay.
    """
    known = [file for file in files.offence_files(directory) if files.version_of(file) in lineage]
    pointed = files.current(directory)
    for file in known[:-keep]:
        if file != pointed:
            with suppress(OSError):
                file.unlink()
