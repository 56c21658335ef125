"""The log itself: its lines, and whether they are as they were written."""

from __future__ import annotations

import polars as pl

from dashboard.access.actions import SEE_LOG, VERIFY_LOG
from dashboard.errors import HarmdeskError
from dashboard.register import Fault, Verification
from dashboard.services.gate import service
from dashboard.services.question import Caller

__all__ = ["Fault", "Verification", "read_log", "verify_log"]


def _log_of(caller: Caller) -> str:
    """What the line is about.

    Raises:
        HarmdeskError: there is no data folder, and so no log; none is made for the question.
    """
    directory = caller.settings.data
    if not directory.is_dir():
        raise HarmdeskError(
            f"There is no folder {directory}, and so no log; name the data folder with --data."
        )
    return "the log"


@service(SEE_LOG, _log_of)
def read_log(caller: Caller) -> pl.DataFrame:
    """Every line of the log, oldest first, and last the line of this look.

    Returns:
        `id`, the number of the line; `at`, in UTC; `who`; `role`; `action`, the word for what was
        done; `subject`, whom or what it was done to, null where that was erased; `version` of the
        data; `rules`, the id of the rules of a list; `erased_by`, the line under which the subject
        was erased.

    Raises:
        RegisterError: the register cannot be read or written to.
    """
    return caller.workspace.register.log()


@service(VERIFY_LOG, _log_of)
def verify_log(caller: Caller) -> Verification:
    """Check every line of the log, its head and the frozen lists.

    A log that is sound has not been changed since its lines were written, by anybody who could not
    change its head as well.

    Raises:
        RegisterError: the register cannot be read.
    """
    return caller.workspace.register.verify()
