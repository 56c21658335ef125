"""Who has which role on a data folder: a text file in it, which only the folder's owner writes.

One line for each account and role, such as

    alice: supervisor E09000008 E09000029
    bob: auditor

Blank lines and what follows a # are passed over. An account may have several lines.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Collection
from pathlib import Path
from typing import Final

from dashboard.access.viewer import ROLES, Role, Viewer
from dashboard.errors import NotAllowedError

#: What the file is called in the data folder.
NAME: Final = "roles.txt"
#: What a file has that others than its owner may write.
WRITTEN_BY_OTHERS: Final = stat.S_IWGRP | stat.S_IWOTH


def roles_text(folder: Path) -> str:
    """What the file of a data folder says; empty where there is none.

    Raises:
        NotAllowedError: it cannot be read, or somebody else than the folder's owner could have
            written it.
    """
    file = folder / NAME
    try:
        found = file.stat()
        owner = folder.stat().st_uid
        text = file.read_text("utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise NotAllowedError(
            f"The file of roles {file} cannot be read ({type(error).__name__}); nobody but the "
            f"folder's owner has a role until it can."
        ) from error
    if hasattr(os, "getuid") and (found.st_uid != owner or found.st_mode & WRITTEN_BY_OTHERS):
        raise NotAllowedError(
            f"The file of roles {file} could have been written by another account than the one "
            f"that owns the folder, and so gives nobody a role; let the owner write it, and no "
            f"other (chmod 644)."
        )
    return text


def viewer_named(text: str, who: str, *, boroughs: Collection[str]) -> Viewer | None:
    """The viewer that an account is by a file of roles; None where it names no role of theirs.

    Args:
        text: of the file.
        who: the account.
        boroughs: every code that may stand in it.

    Raises:
        NotAllowedError: one of its lines says no role, or no borough of a supervisor.
    """
    roles: set[Role] = set()
    own: set[str] = set()
    for number, line in enumerate(text.splitlines(), 1):
        words = line.partition("#")[0].strip()
        if not words:
            continue
        account, colon, rest = words.partition(":")
        try:
            role, codes = read_role(rest.split() if colon else [], boroughs=boroughs)
        except NotAllowedError as error:
            raise NotAllowedError(f"Line {number} of {NAME} is wrong. {error}") from error
        if account.strip() == who:
            roles.add(role)
            own |= codes
    first = next((role for role in ROLES if role in roles), None)
    if first is None:
        return None
    return Viewer(who, role=first, boroughs=frozenset(own), also=frozenset(roles - {first}))


def read_role(words: list[str], *, boroughs: Collection[str]) -> tuple[Role, frozenset[str]]:
    """A role and, for a supervisor, the boroughs that are theirs.

    Args:
        words: the role, and the codes.
        boroughs: every code that there is.

    Raises:
        NotAllowedError: it is no role; a supervisor has no borough, or somebody else has one.
    """
    name, codes = (words[0] if words else ""), frozenset(words[1:])
    role = next((role for role in ROLES if role == name), None)
    if role is None:
        raise NotAllowedError(
            f"{name[:40]!r} is no role; write {', '.join(ROLES[:-1])} or {ROLES[-1]}."
        )
    unknown = sorted(codes - set(boroughs))
    if unknown:
        raise NotAllowedError(
            f"{unknown[0][:40]!r} is no code of a London borough; write one such as E09000008."
        )
    if bool(codes) != (role == "supervisor"):
        raise NotAllowedError(
            "A supervisor has the code of one borough or more, such as supervisor E09000008, and "
            "nobody else has any."
        )
    return role, codes
