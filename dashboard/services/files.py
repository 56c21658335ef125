"""Files that leave: the log has a line before any byte is handed out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from dashboard.access.actions import SEE_SETTINGS, TAKE_FILE, TAKE_TABLES
from dashboard.services.gate import about, service
from dashboard.services.question import Caller


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A file that is made, and has not left yet.

    Attributes:
        content: its bytes.
        subject: what the line of the log calls it.
        version: of the data that is in it.
        kind: what it is: a file of its own, or the tables of a page.
        parts: what else is in it that has a line of its own, such as each profile of a hand-out.
    """

    content: bytes
    subject: str
    version: int
    kind: Literal["file", "tables"] = "file"
    parts: tuple[str, ...] = ()


@service(SEE_SETTINGS, about("the log"))
def check_log(caller: Caller) -> None:
    """Prove that the log can be written to, while the reader can still be answered in words.

    Raises:
        RegisterError: it cannot.
    """
    caller.workspace.register.ready()


@service(
    TAKE_FILE,
    lambda _, outgoing: outgoing.subject,
    version=lambda _, outgoing: outgoing.version,
)
def hand_over(caller: Caller, outgoing: Outgoing) -> bytes:
    """The bytes of a file that leaves now.

    Raises:
        RegisterError: the line of the log cannot be written, and so nothing leaves.
    """
    del caller
    return outgoing.content


@service(
    TAKE_TABLES,
    lambda _, outgoing: outgoing.subject,
    version=lambda _, outgoing: outgoing.version,
)
def hand_over_tables(caller: Caller, outgoing: Outgoing) -> bytes:
    """The bytes of a workbook with the tables of a page, which leaves now.

    Raises:
        RegisterError: the line of the log cannot be written, and so nothing leaves.
    """
    del caller
    return outgoing.content


def release(caller: Caller, outgoing: Outgoing) -> bytes:
    """The bytes of a file of any kind that leaves now, through the service of its kind.

    Raises:
        RegisterError: a line of the log cannot be written, and so nothing leaves.
    """
    leave = {"file": hand_over, "tables": hand_over_tables}[outgoing.kind]
    content = leave(caller, outgoing)
    for part in outgoing.parts:
        note_file(caller, part)
    return content


@dataclass(frozen=True, slots=True)
class Taking:
    """Who takes a file, and when, as the file itself says it.

    Attributes:
        who: by the name that the log has.
        at: in UTC, as the times of the log are, to the minute.
    """

    who: str
    at: datetime


@service(SEE_SETTINGS, about("who and when"))
def take_note(caller: Caller) -> Taking:
    """Who takes a file now: the log's line has the moment at which its bytes leave."""
    return Taking(caller.viewer.who, datetime.now(UTC).replace(second=0, microsecond=0))


@service(TAKE_FILE, lambda _, name: name)
def note_file(caller: Caller, name: str) -> None:
    """Log a file that was written on this machine, by its name."""
    del caller, name
