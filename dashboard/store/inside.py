"""Whatever a data folder is called, what the database writes while it works stays inside it."""

from __future__ import annotations

from pathlib import Path


def kept_inside(file: Path) -> dict[str, str | bool | int | float | list[str]]:
    """What keeps everything that the database writes while it works beside its file.

    It names its write-ahead log, and its folder for what does not fit into memory, by putting an
    ending before the first question mark of the path, which may be in a folder's name; so there is
    no such log then, and the folder is named here.

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
