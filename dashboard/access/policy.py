"""Who may do what, and whom they may see: one policy, asked by the gate alone."""

from __future__ import annotations

from typing import Final, Protocol

import polars as pl

from dashboard.access.actions import ACTIONS, Action
from dashboard.access.viewer import Viewer


class Policy(Protocol):
    """What decides; the gate asks it before anything is logged or answered."""

    def refusal(self, viewer: Viewer, action: Action, subject: str) -> str | None:
        """Why a viewer may not do an action, in a sentence; None where they may."""

    def visible(self, viewer: Viewer) -> pl.Expr | None:
        """Which people a viewer may see, as a condition on the columns of people's rows.

        None: everyone. The condition may use what `Suspects.particulars` has, such as
        `suspect_home_borough`.
        """


class OneTeam:
    """Everyone who can start Harmdesk on this machine may see and do everything.

    The server listens on this machine alone, for whoever started it. Another policy takes its
    place once people sign in.
    """

    def refusal(self, viewer: Viewer, action: Action, subject: str) -> str | None:
        """Only what is no action at all is refused."""
        del subject
        if action in ACTIONS and viewer.who:
            return None
        return f"Nobody is allowed to {action.name}; ask whoever runs Harmdesk here."

    def visible(self, viewer: Viewer) -> pl.Expr | None:
        """Everyone."""
        del viewer
        return None


ONE_TEAM: Final = OneTeam()
