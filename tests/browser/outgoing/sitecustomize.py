"""Read by Python at the start of a watched server: notes every way out of this machine.

An audit hook sees what the interpreter itself does, whichever library asks for it, and cannot be
taken off again.
"""

from __future__ import annotations

import os
import sys
from ipaddress import ip_address
from typing import Final

NOTES: Final = os.environ["OUTGOING_NOTES"]
LOOKED_UP: Final = frozenset({"socket.getaddrinfo", "socket.gethostbyname"})
SENT_TO: Final = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})
OWN_NAMES: Final = frozenset({None, "", "localhost", "127.0.0.1", "::1"})


def _leaves(event: str, arguments: tuple[object, ...]) -> bool:
    """Whether something is asked of another machine."""
    if event in LOOKED_UP:
        return arguments[0] not in OWN_NAMES
    address = arguments[1] if len(arguments) > 1 else None
    if not isinstance(address, tuple):  # a socket of this machine's file system
        return False
    try:
        return not ip_address(str(address[0])).is_loopback
    except ValueError:
        return address[0] not in OWN_NAMES


def note(event: str, arguments: tuple[object, ...]) -> None:
    """Write a line for each way out, and bar it."""
    if event in LOOKED_UP | SENT_TO and _leaves(event, arguments):
        with open(NOTES, "a", encoding="utf-8") as notes:  # noqa: PTH123 - before pathlib is read
            notes.write(f"{event} {arguments[0] if event in LOOKED_UP else arguments[1]}\n")
        raise PermissionError(event)


sys.addaudithook(note)
with open(NOTES, "a", encoding="utf-8") as begun:  # noqa: PTH123 - as above
    begun.write("watched\n")
