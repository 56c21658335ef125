"""Says in a sentence what is wrong with a register on PostgreSQL, and what to do about it."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from dashboard.register.trouble import RESTORE, Trouble

#: By the beginning of PostgreSQL's number of a fault (its documentation, appendix A); the longest
#: that fits counts.
BY_STATE: Final = {
    "28": Trouble(
        "the server refuses this user or password", "Mend the address in HARMDESK_REGISTER."
    ),
    "3D": Trouble(
        "the server has no such database", "Make it with `createdb`, or mend HARMDESK_REGISTER."
    ),
    "42501": Trouble(
        "the user of the address has no right to it",
        "Let that user create and change tables in the database.",
    ),
    "25006": Trouble(
        "the server takes no changes (a standby?)", "Name the server that takes them."
    ),
    "42P01": Trouble("it is not whole (a table is missing)", RESTORE),
    "42703": Trouble("it is not whole (a column is missing)", RESTORE),
    "55P03": Trouble(
        "it waited for another program that is writing to it, and that did not end",
        "Wait for that program or stop it, and try again.",
    ),
    "53": Trouble(
        "the server has no room or no connection left", "Free some space there and try again."
    ),
    "57": Trouble("the server is stopping or starting", "Try again when it runs."),
    "58": Trouble("the server's disk reports a fault", "Check the server, and try again."),
    "XX": Trouble("the database is damaged", RESTORE),
}
NOT_REACHED: Final = Trouble(
    "the server cannot be reached", "Check that it runs, and the address in HARMDESK_REGISTER."
)


def trouble_of_server(error: Exception) -> Trouble:
    """What is wrong with a register that gave this error.

    Args:
        error: from SQLAlchemy or the system.
    """
    cause = error.orig if isinstance(error, sa.exc.DBAPIError) else error
    state = getattr(cause, "sqlstate", None) or _state_in(str(cause))
    for length in (5, 2):
        if (known := BY_STATE.get(state[:length])) is not None:
            return known
    if not state and isinstance(error, sa.exc.OperationalError | OSError):
        return NOT_REACHED
    words = " ".join(str(cause).split()) or "no more is known"
    return Trouble(words[:200], "Check the server, and try again.")


def _state_in(words: str) -> str:
    """A fault's number, which a connection that is refused gives in words alone."""
    if "authentication failed" in words or "no password supplied" in words:
        return "28"
    if "role" in words and "does not exist" in words:
        return "28"
    if "database" in words and "does not exist" in words:
        return "3D"
    return "57" if "is starting up" in words or "is shutting down" in words else ""
