"""Who may do what, and whom they may see: one policy, asked by the gate alone."""

from __future__ import annotations

from typing import Final, Protocol

import polars as pl

from dashboard.access.actions import ACTIONS, Action
from dashboard.access.rights import Right, right_of, who_may
from dashboard.access.viewer import Role, Viewer

#: What a viewer's scope may ask about besides what people recognise a suspect by: the boroughs of
#: the allegations that stand against them, a list of GSS codes.
BOROUGHS: Final = "allegation_boroughs"
#: The fewest letters of a reason.
FEWEST_LETTERS: Final = 8
#: Each role with its article.
CALLED: Final[dict[Role, str]] = {
    "analyst": "an analyst",
    "supervisor": "a supervisor",
    "auditor": "an auditor",
    "administrator": "an administrator",
}


class Policy(Protocol):
    """What decides; the gate asks it before anything is logged or answered."""

    def refusal(self, viewer: Viewer, action: Action, subject: str) -> str | None:
        """Why a viewer may not do an action, in a sentence; None where they may."""

    def visible(self, viewer: Viewer) -> pl.Expr | None:
        """Which people a viewer may see, as a condition on a row for each suspect.

        None: everyone. The condition may use what `Suspects.particulars` has, such as
        `suspect_home_borough`, and `BOROUGHS`.
        """


class ByRole:
    """Each role may do what the table of rights says, and nothing else.

    Somebody with several roles may do what any of them may. What is no action, or nobody's role,
    is refused.
    """

    def refusal(self, viewer: Viewer, action: Action, subject: str) -> str | None:
        """Why a viewer may not do an action: what, who may, and what to do next."""
        del subject
        if action not in ACTIONS or not viewer.who:
            return f"Nobody is allowed to {action.name}; ask whoever runs Harmdesk here."
        if acting_role(viewer, action) is not None:
            return None
        rights = {right_of(role, action) for role in viewer.roles}
        if Right.OWN in rights:
            return (
                f"A supervisor may {action.name} for boroughs of their own, and {viewer.who} has "
                f"none here; ask whoever owns the data folder to name them."
            )
        if Right.WITH_REASON in rights:
            return (
                f"An auditor may {action.name} only with a reason of {FEWEST_LETTERS} letters or "
                f"more, which the log keeps; write one first."
            )
        able = who_may(action)
        may = _any_of([CALLED[role] for role in able])
        own = _any_of([CALLED.get(role, "somebody without a role") for role in viewer.roles])
        next_step = (
            f"on this demonstration choose such a role in the sidebar, or for commands with "
            f"HARMDESK_ROLE={able[0]}."
            if viewer.may_choose and able
            else "ask one of those, or whoever owns the data folder for that role."
        )
        return (
            f"To {action.name} is for {may or 'nobody'}, and {viewer.who} is "
            f"{own or 'somebody without a role'} here; {next_step}"
        )

    def visible(self, viewer: Viewer) -> pl.Expr | None:
        """Everyone for an analyst, and for an auditor with a reason; else those of own boroughs."""
        if "analyst" in viewer.roles or ("auditor" in viewer.roles and has_reason(viewer)):
            return None
        if "supervisor" not in viewer.roles:
            return pl.lit(value=False)
        own = sorted(viewer.boroughs)
        home = pl.col("suspect_home_borough").is_in(own).fill_null(value=False)
        return home | (pl.col(BOROUGHS).list.set_intersection(own).list.len() > 0).fill_null(
            value=False
        )


def acting_role(viewer: Viewer, action: Action) -> Role | None:
    """The role in which a viewer does an action, which its line has; None where none may.

    Of several it is the one that may do most: of everybody, then of own boroughs, then with a
    reason.
    """
    met = {
        Right.WHOLE: True,
        Right.OWN: bool(viewer.boroughs),
        Right.WITH_REASON: has_reason(viewer),
    }
    for right, holds in met.items():
        for role in viewer.roles:
            if holds and right_of(role, action) is right:
                return role
    return None


def needs_reason(viewer: Viewer, action: Action) -> bool:
    """Whether a viewer does an action as somebody whose reason has a line of its own."""
    role = acting_role(viewer, action)
    return role is not None and right_of(role, action) is Right.WITH_REASON


def has_right(viewer: Viewer, action: Action) -> bool:
    """Whether a viewer may do an action, perhaps only with a reason that is not written yet."""
    return any(right_of(role, action) is not Right.NONE for role in viewer.roles)


def has_reason(viewer: Viewer) -> bool:
    """Whether a viewer gave a reason that says something."""
    return sum(letter.isalnum() for letter in viewer.reason) >= FEWEST_LETTERS


def _any_of(words: list[str]) -> str:
    """Words of which any may be meant: an analyst, a supervisor or an auditor."""
    return " or ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


BY_ROLE: Final = ByRole()
