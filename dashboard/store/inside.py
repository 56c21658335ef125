"""Keeps all that the database writes while it works inside the data folder, whatever its name."""

from __future__ import annotations

from pathlib import Path


def kept_inside(file: Path) -> dict[str, str | bool | int | float | list[str]]:
    """The settings that keep everything the database writes while it works next to its file.

    The database names its write-ahead log, and its folder for data that does not fit into memory,
    by putting an ending before the first question mark of the path, which may be in a folder's
    name. In that case the log is switched off, and the folder is named here.

    Returns:
        settings of the database for this file.
    """
    path = str(file.absolute())
    if "?" not in path:
        return {}
    return {
        "temp_directory": f"{path}.tmp",
        "auto_checkpoint_skip_wal_threshold": 0,
        "checkpoint_threshold": "0KB",
    }
