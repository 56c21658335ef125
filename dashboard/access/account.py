"""Which account of the system runs this process, by the system's own word.

`getpass.getuser` would believe the environment, which anybody can set; so it is not used. A process
in a user namespace (`unshare`, a container without root) is shown numbers that whoever made the
namespace chose. There the number outside stands for it, as far as the system says it: of a
namespace within another, only the outer one made by somebody else is seen.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

#: What stands in the log where the system has no name for whoever runs the process.
NAMELESS: Final = "a user whose name the system does not know"
#: What the numbers of accounts inside stand for outside, in lines of: inside, outside, how many.
UID_MAP: Final = Path("/proc/self/uid_map")
#: The account that signed in to the machine, which `su` and `sudo` do not change.
LOGINUID: Final = Path("/proc/self/loginuid")
#: The number that stands for every account that has none inside.
OVERFLOW_UID: Final = Path("/proc/sys/kernel/overflowuid")
#: The usual number for that, and what stands for no sign-in.
_USUAL_OVERFLOW: Final = 65_534
_NOBODY: Final = 2**32 - 1
#: Outside every namespace each number stands for itself.
_EVERY_ACCOUNT: Final = ((0, 0, _NOBODY),)


def account_name() -> str:
    """The name of the account that this process runs under; outside its user namespace, if any.

    Returns:
        the name in the account database on Unix; what Windows says of the signed-in account;
        `user 1000` for a number without a name, as a container may have one; `NAMELESS` where
        the system says nothing.
    """
    try:
        return _name_of(_outside(os.getuid()))
    except AttributeError:  # there are no numbers on Windows
        return _signed_in()


def account_origin() -> str:
    """What the log says of the account next to its name; empty where there is nothing to say.

    Somebody who signed in to the machine as another, and then became this one (`sudo`), is named.
    """
    if in_user_namespace():
        return ", in a user namespace"
    try:
        number = int(LOGINUID.read_text("ascii"))
        own = os.getuid()
    except (OSError, ValueError, AttributeError):
        return ""
    return "" if number in {_NOBODY, own} else f", signed in as {_name_of(number)}"


def in_user_namespace() -> bool:
    """Whether the numbers of accounts are not the system's own, so that names are not sure."""
    return _uid_map() != _EVERY_ACCOUNT


def owns(number: int) -> bool:
    """Whether this process's account is that of a file's owner.

    Args:
        number: of the owner, as the system says it here. Inside a namespace one number stands for
            every account that has none there; it is nobody's.
    """
    try:
        own = os.getuid()
    except AttributeError:  # Windows has no such owners
        return True
    return number == own and not (in_user_namespace() and number == _overflow())


def _outside(number: int) -> int:
    """What a number stands for outside the namespace; itself where that is not known."""
    for inside, outside, count in _uid_map():
        if inside <= number < inside + count:
            return outside + number - inside
    return number


def _uid_map() -> tuple[tuple[int, int, int], ...]:
    """What numbers stand for; where the system does not say, each for itself."""
    try:
        lines = UID_MAP.read_text("ascii").splitlines()
        return tuple((int(a), int(b), int(n)) for a, b, n in (line.split() for line in lines))
    except (OSError, ValueError):
        return _EVERY_ACCOUNT


def _overflow() -> int:
    try:
        return int(OVERFLOW_UID.read_text("ascii"))
    except (OSError, ValueError):
        return _USUAL_OVERFLOW


def _name_of(number: int) -> str:
    try:
        import pwd  # noqa: PLC0415 - there is none on Windows

        return pwd.getpwuid(number).pw_name
    except (KeyError, OverflowError):
        return f"user {number}"


def _signed_in() -> str:
    """The account that is signed in, where there is no account database to ask."""
    try:
        return os.getlogin() or NAMELESS
    except OSError:  # a service may have no session
        return NAMELESS
