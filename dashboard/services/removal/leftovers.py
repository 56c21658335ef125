"""What else of an erased person a data folder may have: copies, and files of somebody else."""

from __future__ import annotations

import mmap
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from dashboard.errors import StoreError
from dashboard.geography.streets import STREETS
from dashboard.services.removal.ledger import BEGUN
from dashboard.store import files

#: Files of ours, which are cleared and not only searched, or are never about anybody.
OWN: Final = ("register.sqlite", "register.head", "load.lock", BEGUN, files.POINTER, STREETS)
#: What was moved away when a register was put back: a copy of old lines that nothing uses.
SET_ASIDE: Final = "register.sqlite-*.set-aside-*"
#: Copies of the register or of all that a killed backup or restore left; nothing uses them.
COPIES: Final = (".backup-*", "restore.part")


def remove_copies(folder: Path) -> None:
    """Remove registers that were moved away, and what a killed backup or restore left.

    A backup that runs now may fail by it.

    Raises:
        StoreError: it cannot be removed.
    """
    for replaced in folder.glob(SET_ASIDE):
        replaced.unlink(missing_ok=True)
    for pattern in COPIES:
        for left in folder.glob(pattern):
            shutil.rmtree(left, ignore_errors=True)
            if left.exists():
                raise StoreError(
                    f"{left} is a copy of the register that a backup or restore left, and cannot "
                    f"be removed; remove it by hand, and open the folder again, which carries the "
                    f"erasure on."
                )


def files_with(folder: Path, references: tuple[str, ...]) -> Iterator[str]:
    """Files that are none of ours and have a reference in them; the names of files too."""
    sought = [reference.encode() for reference in references]
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder).as_posix()
        ours = files.NAME.fullmatch(name) or name.startswith(OWN)
        if ours or not file.is_file():
            continue
        if _has_any(file, sought):
            yield name


def _has_any(file: Path, sought: list[bytes]) -> bool:
    """Whether a file has one of some bytes; one that is empty or cannot be read has none."""
    try:
        with file.open("rb") as content:
            held = mmap.mmap(content.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError):
        return False
    with held:
        return any(held.find(own) >= 0 for own in sought)
