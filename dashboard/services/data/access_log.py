"""The log itself: its lines, and whether they are as they were written."""

from __future__ import annotations

from typing import Final

import polars as pl

from dashboard.access.actions import COPY_REGISTER, SEARCH, SEE_LOG, VERIFY_LOG
from dashboard.errors import HarmdeskError
from dashboard.register import Fault, Verification
from dashboard.services.gate import may, service
from dashboard.services.question import Caller
from dashboard.settings import POSTGRESQL

#: The kinds of line whose subject is one suspect's reference.
OF_A_SUSPECT: Final = ("suspect", "what_if")
#: The kind of line whose subject is what somebody searched for, which may be a name.
OF_A_SEARCH: Final = "find"

__all__ = ["Fault", "Verification", "copy_register", "read_log", "verify_log"]


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
        done; `subject`, whom or what it was done to, null where that was erased, and of a search
        null for whoever may not see people, since it may be a name; `version` of the data;
        `rules`, the id of the rules of a list; `erased_by`, the line under which the subject was
        erased; `seal`, what else the line vouches for: of a file `file` and its id, `to` and its
        recipient, `people` and by salted hash whom it names.

    Raises:
        RegisterError: the register cannot be read or written to.
    """
    lines = caller.workspace.register.log()
    if may(caller, SEARCH):
        return lines
    searched = pl.col("action") == OF_A_SEARCH
    return lines.with_columns(pl.when(~searched).then(pl.col("subject")).alias("subject"))


@service(VERIFY_LOG, _log_of)
def verify_log(caller: Caller) -> Verification:
    """Check every line of the log, its head and the frozen lists.

    A log that is sound has not been changed since its lines were written, by anybody who could not
    change its head as well.

    Raises:
        RegisterError: the register cannot be read.
    """
    return caller.workspace.register.verify()


def _copy_of(caller: Caller, url: str) -> str:
    """What the line of a copy is about; the address may have a password, and is not in it.

    Raises:
        HarmdeskError: it is no address of a database of PostgreSQL.
    """
    if not url.startswith(POSTGRESQL):
        raise HarmdeskError(
            f"The register is copied to a database of PostgreSQL; name its address, which begins "
            f"with {POSTGRESQL}, with --to."
        )
    _log_of(caller)
    return "the register"


@service(COPY_REGISTER, _copy_of)
def copy_register(caller: Caller, url: str) -> Verification:
    """Copy the register to an empty database; its last line is the one that says so.

    The register in use stays as it is. Whoever goes on with the copy names its address in
    `HARMDESK_REGISTER`; lines that are written to the old one meanwhile are not in it, and are
    found missing by the head.

    Args:
        caller: who copies.
        url: of a database of PostgreSQL that is empty.

    Returns:
        what is in the copy.

    Raises:
        RegisterError: a log is not sound, or the database is not empty or cannot be written to.
    """
    return caller.workspace.register.copy_to(url)
