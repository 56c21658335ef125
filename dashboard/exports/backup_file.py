"""A backup as a file: read again after it was written, and there whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from dashboard.exports.output_files import BACKUP, Output
from dashboard.services.data.backup import Made, back_up, compare_backup
from dashboard.services.question import Caller


def write_backup(
    caller: Caller, path: Path, *, key: bytes | None = None, force: bool = False
) -> Made:
    """Write the record and the register of a data folder into one file.

    Args:
        caller: who makes it.
        path: of the file, outside the data folder.
        key: that it is sealed with; None: it is not.
        force: whether a file that is no backup may be replaced.

    Raises:
        OutputError: it may not be written there, or cannot.
        HarmdeskError: as `back_up` and `compare_backup`.
    """
    output = Output(path=path, kind=BACKUP, data=caller.settings.data, force=force)
    output.check()  # before anything is logged
    made = list[Made]()

    def fill(out: BinaryIO) -> None:
        made.append(back_up(caller, path.name, out, key))

    output.fill(fill, lambda part: compare_backup(part, key, made[0]))
    return made[0]
