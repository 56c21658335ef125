"""Who is looking, by the system's own word."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import Final, Literal, Self, get_args

Role = Literal["analyst", "supervisor", "auditor", "administrator"]
#: What stands in the log for somebody who is known and has none of them.
NoRole = Literal["no role"]
#: Every role, in the order in which they are offered and in which one of several is acted in.
ROLES: Final[tuple[Role, ...]] = get_args(Role)

#: What stands in the log where the system has no name for whoever runs the process.
NAMELESS = "a user whose name the system does not know"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is looking.

    Attributes:
        who: the name that the log keeps.
        role: what they act as, which the log keeps too.
        boroughs: GSS codes that are theirs; a supervisor without any sees nobody by name.
        also: their other roles, where they have several.
        reason: why an auditor looks at people, in their own words; empty: none was given.
    """

    who: str
    role: Role | NoRole = "analyst"
    boroughs: frozenset[str] = frozenset()
    also: frozenset[Role] = frozenset()
    reason: str = ""

    @property
    def roles(self) -> tuple[Role, ...]:
        """Every role that they have, in the order of `ROLES`."""
        return tuple(role for role in ROLES if role == self.role or role in self.also)

    def acting_as(self, role: Role | NoRole) -> Viewer:
        """The same viewer, acting in another of their roles.

        Args:
            role: one of `roles`.
        """
        return replace(self, role=role, also=frozenset(self.roles) - {role})

    @classmethod
    def here(cls) -> Self:
        """Whoever's process this is: by the system's own word, which no variable changes."""
        return cls(who=account_name())


def account_name() -> str:
    """The name of the account that this process runs under.

    `getpass.getuser` would believe the environment, which anybody can set; so it is not used.

    Returns:
        the name in the account database on Unix; what Windows says of the signed-in account;
        `user 1000` for a number without a name, as a container may have one; `NAMELESS` where
        the system says nothing.
    """
    try:
        import pwd  # noqa: PLC0415 - there is none on Windows
    except ImportError:
        return _signed_in()
    number = os.getuid()
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return f"user {number}"


def _signed_in() -> str:
    """The account that is signed in, where there is no account database to ask."""
    try:
        return os.getlogin() or NAMELESS
    except OSError:  # a service may have no session
        return NAMELESS
