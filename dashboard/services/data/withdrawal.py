"""A load taken back, in a version of its own; past lists stay."""

from __future__ import annotations

from dashboard.access.actions import CHANGE_RECORD
from dashboard.services.gate import service
from dashboard.services.question import Caller
from dashboard.store import Withdrawn, withdraw
from dashboard.store.withdrawal import LONGEST_REASON, checked_reason

__all__ = ["LONGEST_REASON", "Withdrawn", "withdraw_load"]


@service(CHANGE_RECORD, lambda _, version, reason: f"version {version}: {reason}")
def withdraw_load(caller: Caller, version: int, reason: str) -> Withdrawn:
    """Take a load back, or undo a withdrawal.

    Args:
        caller: who withdraws.
        version: the load, or the withdrawal.
        reason: why, for whoever asks later.

    Raises:
        StoreError: there is no such version, it is the first or is withdrawn already, or the
            reason is empty or too long; the record is as it was.
    """
    why, workspace = checked_reason(reason), caller.workspace
    with workspace.logbook.record_change(caller.viewer, "withdraw", [f"version {version}: {why}"]):
        return withdraw(caller.settings.data, version, reason=why, **workspace.kept)
