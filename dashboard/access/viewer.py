"""Who is looking, by the system's own word."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final, Literal, Self, get_args

from dashboard.access.account import account_name, account_origin

Role = Literal["analyst", "supervisor", "auditor", "administrator"]
#: What stands in the log for somebody who is known and has none of them.
NoRole = Literal["no role"]
#: Every role, in the order in which they are offered and in which one of several is acted in.
ROLES: Final[tuple[Role, ...]] = get_args(Role)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is looking.

    Attributes:
        who: the name that the log keeps.
        role: what they act as, which the log keeps too.
        boroughs: GSS codes that are theirs; a supervisor without any sees nobody by name.
        also: their other roles, where they have several.
        reason: why an auditor looks at people, in their own words; empty: none was given.
        may_choose: whether they choose their role themselves, as on a demonstration; nothing but
            what a refusal advises rests on it.
    """

    who: str
    role: Role | NoRole = "analyst"
    boroughs: frozenset[str] = frozenset()
    also: frozenset[Role] = frozenset()
    reason: str = ""
    may_choose: bool = field(default=False, compare=False)

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
        return cls(who=f"{account_name()}{account_origin()}")
