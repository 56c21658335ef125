"""Files that leave: the log has a line before any byte is handed out."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.access.actions import SEE_SETTINGS, TAKE_FILE
from dashboard.services.gate import about, service
from dashboard.services.question import Caller


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A file that is made, and has not left yet.

    Attributes:
        content: its bytes.
        subject: what the line of the log calls it.
        version: of the data that is in it.
    """

    content: bytes
    subject: str
    version: int


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


@service(TAKE_FILE, lambda _, name: name)
def note_file(caller: Caller, name: str) -> None:
    """Log a file that was written on this machine, by its name."""
    del caller, name
