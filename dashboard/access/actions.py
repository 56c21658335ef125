"""What a line of the log can say that somebody did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Action = Literal[
    "list",
    "suspect",
    "what_if",
    "load",
    "load_begun",
    "load_found",
    "file",
    "rehearsal",
    "quality",
    "lanes",
    "freeze",
    "movement",
    "find",
    "withdraw",
    "withdraw_begun",
    "withdraw_found",
    "mend",
]

#: What changes the record, so that it leaves a line before and a line after.
Change = Literal["load", "withdraw"]


@dataclass(frozen=True, slots=True)
class ChangeActions:
    """The actions of the lines that a change of the record leaves.

    Attributes:
        begun: before anything is done; its version is the one that stood then (0: none).
        done: after it is done; its version is the one that it made.
        found: instead of `done`, where whoever made the version could not write it.
    """

    begun: Action
    done: Action
    found: Action


CHANGES: Final[dict[Change, ChangeActions]] = {
    "load": ChangeActions(begun="load_begun", done="load", found="load_found"),
    "withdraw": ChangeActions(begun="withdraw_begun", done="withdraw", found="withdraw_found"),
}
