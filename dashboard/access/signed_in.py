"""Who somebody is by what a proxy or a provider says of them: a name, roles and boroughs.

What is not understood gives nobody anything: a name that could be another's on a page or in the
log, a group that stands for no role, and a borough that there is not are never passed over for the
sake of the rest of the same list, groups apart, since people are in many.
"""

from __future__ import annotations

import base64
import json
import unicodedata
from collections.abc import Collection, Mapping
from typing import Final

from dashboard.access.viewer import ROLES, Role, Viewer
from dashboard.errors import NotAllowedError

#: The longest name of a user.
LONGEST_NAME: Final = 200
#: Kinds of letters that a reader does not see, or that turn the others round.
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})


def viewer_signed_in(
    who: str,
    groups: Collection[str],
    codes: Collection[str],
    *,
    role_names: Mapping[str, Role],
    boroughs: Collection[str],
) -> Viewer:
    """The viewer that somebody is who signed in.

    Args:
        who: their name, as the log keeps it.
        groups: their roles, or the force's groups that stand for them.
        codes: of the boroughs that are theirs; they count for a supervisor alone.
        role_names: which role each group stands for.
        boroughs: every code that there is.

    Raises:
        NotAllowedError: the name is none; none of the groups stands for a role; or one of the
            codes is no borough's.
    """
    name = plain_name(who)
    roles = {role_names[group] for group in groups if group in role_names}
    first = next((role for role in ROLES if role in roles), None)
    if first is None:
        raise NotAllowedError(
            f"{name} is signed in and has no role in Harmdesk; ask whoever runs it for one of "
            f"{', '.join(ROLES[:-1])} or {ROLES[-1]}."
        )
    own = frozenset(codes) if "supervisor" in roles else frozenset[str]()
    unknown = sorted(own - set(boroughs))
    if unknown:
        raise NotAllowedError(
            f"{name} is signed in as a supervisor of {unknown[0][:40]!r}, which is no code of a "
            f"London borough; ask whoever runs Harmdesk to write one such as E09000008."
        )
    return Viewer(name, role=first, boroughs=own, also=frozenset(roles - {first}))


def plain_name(who: str) -> str:
    """A name in the one form that the log keeps (Unicode NFC), so that two are equal or differ.

    Raises:
        NotAllowedError: there is none, it is too long, or it has letters that nobody sees.
    """
    name = unicodedata.normalize("NFC", who.strip())
    if not name or len(name) > LONGEST_NAME:
        raise NotAllowedError(
            f"Whoever signs in must have a name of 1 to {LONGEST_NAME} letters, and this one has "
            f"{len(name):,}; ask whoever runs Harmdesk."
        )
    if any(unicodedata.category(letter) in _UNSEEN for letter in name):
        raise NotAllowedError(
            f"The name {name[:60]!a} of whoever signs in has letters that nobody sees, so "
            f"that it could be taken for another's; ask whoever runs Harmdesk."
        )
    return name


def read_role_names(text: str) -> dict[str, Role]:
    """Which role each group stands for, by a setting such as `HD-Ana=analyst,HD-Aud=auditor`.

    Args:
        text: of the setting; empty: each role's own name stands for it.

    Raises:
        NotAllowedError: part of it is no group and role, or one group stands for two.
    """
    if not text.strip():
        return {role: role for role in ROLES}
    names: dict[str, Role] = {}
    for part in text.split(","):
        group, _, name = (piece.strip() for piece in part.rpartition("="))
        role = next((role for role in ROLES if role == name), None)
        if role is None or not group or group in names:
            raise NotAllowedError(
                f"The setting HARMDESK_ROLE_NAMES has {part.strip()[:60]!r}, which is no group and "
                f"its role; write a group once, = and {', '.join(ROLES[:-1])} or {ROLES[-1]}."
            )
        names[group] = role
    return names


def written(viewer: Viewer) -> str:
    """A viewer as letters and digits, for one place to hand to another in this program."""
    parts = [viewer.who, list(viewer.roles), sorted(viewer.boroughs)]
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode()


def read_written(text: str) -> Viewer:
    """The viewer that `written` wrote."""
    who, roles, codes = json.loads(base64.urlsafe_b64decode(text))
    first, *others = roles
    return Viewer(who, role=first, boroughs=frozenset(codes), also=frozenset(others))
