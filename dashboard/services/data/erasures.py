"""Erasures that are known of a data folder, made again in what a backup brings back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dashboard.access.actions import RESTORE
from dashboard.access.policy import acting_role
from dashboard.errors import BackupError
from dashboard.register import Register
from dashboard.services.data.backup import ERASED
from dashboard.services.question import Caller
from dashboard.services.removal.erasure import apply_erasures


def erase_again(caller: Caller, folder: Path) -> None:
    """Make every erasure that a folder's file of erasures names, in a folder that nobody uses yet.

    Each has a line in the log that came with the backup.

    Args:
        caller: who restores.
        folder: the parts of the backup, with `erased.json` among them; its register is a file.

    Raises:
        StoreError: the file of erasures or an offence file cannot be read or written.
        RegisterError: the register cannot be written to.
    """
    settings = caller.settings.model_copy(
        update={"data": folder, "register_url": None, "log_head": None}
    )
    role = acting_role(caller.viewer, RESTORE) or caller.viewer.role
    apply_erasures(settings, Register.open(folder), caller.viewer.acting_as(role))


def known_erasures(folder: Path, named: Path | None) -> list[Path]:
    """The files that say who was erased: that of the folder, and the one that is named.

    Raises:
        BackupError: the one that is named is not there.
    """
    if named is not None and not named.is_file():
        raise BackupError(
            f"There is no file {named}, and who was erased would come back; name the file of "
            f"erasures that was kept, or leave out --erasures."
        )
    return [file for file in (folder / ERASED, named) if file is not None]


def merge_erasures(coming: Path, others: list[Path]) -> int:
    """Bring the erasures that are known here together with those of the backup; how many.

    Raises:
        BackupError: a file of them cannot be read.
    """
    merged = list[Any]()
    for file in (coming / ERASED, *others):
        merged += [found for found in _erasures(file) if found not in merged]
    if merged:
        (coming / ERASED).write_text(json.dumps(merged, indent=1) + "\n", encoding="utf-8")
    return len(merged)


def _erasures(file: Path) -> list[Any]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    except (OSError, ValueError):
        found = None
    if not isinstance(found, list):
        raise BackupError(
            f"The file of erasures {file} cannot be read, and who was erased would come back; put "
            f"it right first, or name another with --erasures."
        )
    return found
