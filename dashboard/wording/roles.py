"""Roles in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dashboard.access.policy import CALLED
from dashboard.access.viewer import ROLES, Role, Viewer
from dashboard.geography import borough_names
from dashboard.services.question import Question

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
#: What a page says to somebody who may see the people of their own boroughs alone.
COUNTS_OF_EVERYBODY: Final = (
    "Counts are of everybody; named are those with a home or an allegation in your boroughs."
)
#: The same where nobody is out of sight but whoever is restricted.
COUNTS_WITH_RESTRICTED: Final = (
    "Counts are of everybody; whoever is restricted is in them, and is not shown."
)
#: The same of a table of boroughs.
SMALL_COUNTS: Final = (
    "A dash stands for 1 to 4 in a borough that is not yours, and for a count from which one of "
    "these could be worked out."
)
#: The same of the months of a borough.
SMALL_MONTHS: Final = (
    "A gap, or an empty cell, is a month with 1 to 4 crimes in a borough that is not yours, or one "
    "from which such a month could be worked out."
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


def in_counts_words(question: Question) -> str | None:
    """Whom counts are of and who is shown, in a sentence; None where everybody is shown."""
    if question.limits is not None:
        return COUNTS_OF_EVERYBODY
    return COUNTS_WITH_RESTRICTED if question.restrictions.people else None
