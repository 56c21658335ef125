"""Who is looking at a data folder, without a password: by this machine's accounts.

*One desk* is a folder with real data, or with none yet: the account that owns it has every role,
and another account the role that the folder's file of roles names. A *demonstration*, whose people
are all made up, lets whoever opens it choose a role, so that a newcomer sees what each role sees.
Where it cannot be found out which of the two a folder is, it is one desk.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final, Literal

from dashboard.access.account import account_name, account_origin, in_user_namespace, owns
from dashboard.access.role_file import read_role, roles_text, viewer_named
from dashboard.access.viewer import ROLES, Role, Viewer
from dashboard.errors import HarmdeskError, NotAllowedError
from dashboard.geography import borough_names
from dashboard.services.workspace import Workspace

Mode = Literal["one desk", "demonstration"]

#: What stands between a role and its boroughs in a setting.
AT: Final = "@"


def mode_of(workspace: Workspace) -> Mode:
    """Whether a folder is one desk or a demonstration."""
    try:
        made_up = workspace.has_data() and workspace.facts.people == "synthetic"
    except HarmdeskError:
        return "one desk"
    return "demonstration" if made_up else "one desk"


def viewer_of(workspace: Workspace) -> Viewer:
    """Whoever runs this process, in the role that they have on a data folder.

    On a demonstration it is the role of the setting HARMDESK_ROLE, or an analyst.

    Raises:
        NotAllowedError: the account has no role there; or a role is set that is none, or that
            nobody may choose there.
    """
    chosen, reason = workspace.settings.role, workspace.settings.reason.strip()
    if mode_of(workspace) == "demonstration":
        return replace(as_role(Viewer.here(), chosen or "analyst"), reason=reason)
    if chosen:
        raise NotAllowedError(
            f"HARMDESK_ROLE is {chosen[:60]!r}, and a role is chosen on a demonstration alone: "
            f"this folder has other data, or none. Leave the setting out; the account that owns "
            f"the folder has every role, and roles.txt in it names those of others."
        )
    return replace(_at_the_desk(workspace), reason=reason)


def as_role(viewer: Viewer, text: str) -> Viewer:
    """A viewer of a demonstration in a role that somebody chose.

    Args:
        viewer: who.
        text: the role and, for a supervisor, the boroughs: `supervisor@E09000008+E09000029`.

    Raises:
        NotAllowedError: it is no role, or has no borough where it needs one.
    """
    name, _, codes = text.partition(AT)
    words = [name.strip(), *filter(None, codes.split("+"))]
    role, own = read_role(words, boroughs=borough_names())
    return replace(viewer, role=role, boroughs=own, also=frozenset(), may_choose=True)


def _at_the_desk(workspace: Workspace) -> Viewer:
    who, folder = account_name(), workspace.settings.data
    if _owns(workspace):
        first, *others = ROLES
        return replace(Viewer.here(), role=first, also=frozenset[Role](others))
    if in_user_namespace():
        raise NotAllowedError(
            f"The account {who} runs this in a user namespace (unshare, a container), where its "
            f"name is not sure, and does not own the data folder {folder}; run it outside."
        )
    found = viewer_named(roles_text(folder), who, boroughs=borough_names())
    if found is None:
        raise NotAllowedError(
            f"The account {who} has no role on the data folder {folder}, which belongs to another "
            f"account; ask whoever owns it for a line in its file roles.txt."
        )
    return replace(found, who=f"{who}{account_origin()}")


def _owns(workspace: Workspace) -> bool:
    """Whether this account owns the data folder, or would make it.

    Where the system has no owners of files, as Windows, it is whoever can open the folder.
    """
    try:
        return owns(workspace.settings.data.stat().st_uid)
    except FileNotFoundError:
        return True
    except OSError:
        return False
