"""Roles in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dashboard.access.policy import CALLED
from dashboard.access.viewer import ROLES, Role, Viewer
from dashboard.geography import borough_names

#: What each role is called where one is chosen.
ROLE_TITLES: Final[Mapping[Role, str]] = {
    "analyst": "Analyst",
    "supervisor": "Supervisor",
    "auditor": "Auditor",
    "administrator": "Administrator",
}
#: What each of them sees.
ROLES_SEE: Final = (
    "An analyst sees everything but the log; a supervisor the people of their own boroughs; an "
    "auditor the log, and people with a reason; an administrator the settings, and nobody. On a "
    "folder with other data than made-up people nobody can choose."
)


def in_viewer_words(viewer: Viewer) -> str:
    """Who somebody is and as what they are here: alice, a supervisor of Croydon."""
    if len(viewer.roles) == len(ROLES):
        return f"{viewer.who}, with every role"
    roles = " and ".join(CALLED[role] for role in viewer.roles)
    own = sorted(borough_names().get(code, code) for code in viewer.boroughs)
    of_boroughs = f" of {' and '.join(own)}" if "supervisor" in viewer.roles and own else ""
    return f"{viewer.who}, {roles}{of_boroughs}"


def no_more_roles(viewer: Viewer) -> str:
    """That a folder is no demonstration any more."""
    return (
        f"This folder now has data that is not marked as made up, so no role can be chosen any "
        f"more: you are {in_viewer_words(viewer)}."
    )
