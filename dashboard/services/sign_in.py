"""Signing in and out: a line of the log for each, before anything is shown."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from dashboard.access.actions import REFUSED, SIGN_IN, SIGN_OUT
from dashboard.access.signed_in import read_role_names, viewer_signed_in
from dashboard.access.viewer import Viewer
from dashboard.geography import borough_names
from dashboard.services.gate import service
from dashboard.services.question import Caller
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings

#: How much of the reason of a refusal the log keeps.
LONGEST_REASON = 200


def _way(caller: Caller, way: str) -> str:
    """What the log says of signing in: by which way, and which boroughs are theirs."""
    codes = sorted(caller.viewer.boroughs)
    return " ".join([way, *codes])


@service(SIGN_IN, _way)
def sign_in(caller: Caller, way: str) -> Viewer:
    """Let somebody in who signed in, once their line is written.

    Args:
        caller: who, and into what.
        way: who knows them, such as `by the proxy`.

    Raises:
        NotAllowedError: they have no role.
        RegisterError: the line cannot be written.
    """
    del way
    return caller.viewer


@service(SIGN_OUT, _way)
def sign_out(caller: Caller, way: str) -> None:
    """Write down that somebody signed out.

    Args:
        caller: who, and of what.
        way: how, such as `with the button`.

    Raises:
        RegisterError: the line cannot be written.
    """


def note_refusal(workspace: Workspace, who: str, reason: str) -> None:
    """Write down that somebody was refused.

    Args:
        workspace: into which they wished.
        who: their name; where nobody knows it, where they came from.
        reason: why, in a sentence.

    Raises:
        RegisterError: the line cannot be written.
    """
    version = workspace.facts.version if workspace.has_data() else 0
    viewer = Viewer(who, role="no role")
    workspace.register.note(viewer, REFUSED, reason[:LONGEST_REASON], version=version)


def end_session(workspace: Workspace, name: str, seconds: float) -> None:
    """End a session on every server that has this register.

    Args:
        workspace: into which somebody was let.
        name: of the session: nothing by which it could be taken up.
        seconds: for so long at most it would have lasted.

    Raises:
        RegisterError: it cannot be written.
    """
    workspace.register.end_session(name, datetime.now(UTC) + timedelta(seconds=seconds))


def ended_sessions(workspace: Workspace) -> frozenset[str]:
    """The sessions that were ended here or by another server.

    Raises:
        RegisterError: they cannot be read.
    """
    return workspace.register.ended_sessions()


def known_viewer(settings: Settings, who: str, groups: list[str], codes: list[str]) -> Viewer:
    """The viewer that somebody is by what a proxy or a provider says, as the settings read it.

    Raises:
        NotAllowedError: they have no name or no role, or a setting is wrong.
    """
    names = read_role_names(settings.role_names)
    return viewer_signed_in(who, groups, codes, role_names=names, boroughs=borough_names())
