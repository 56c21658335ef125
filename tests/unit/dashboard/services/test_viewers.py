"""Who is looking, by this machine's accounts: the folder's owner, its file of roles, a choice."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dashboard.access.account import account_name
from dashboard.access.role_file import NAME, viewer_named
from dashboard.access.viewer import ROLES, Viewer
from dashboard.errors import NotAllowedError
from dashboard.services import viewers
from dashboard.services.viewers import as_role, mode_of, viewer_of
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from tests.unit.dashboard.build import loaded, row

CAMDEN, HACKNEY = "E09000007", "E09000012"
HERE = account_name()


def workspace(folder: Path, role: str | None = None) -> Workspace:
    return Workspace(Settings(data=folder, role=role))


def owned_by_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this account own nothing."""
    monkeypatch.setattr(os, "getuid", lambda: 4_000_000)
    monkeypatch.setattr(viewers, "account_name", lambda: "bob")


@pytest.mark.parametrize("there", [False, True])
def test_the_account_that_owns_a_folder_has_every_role(tmp_path: Path, *, there: bool) -> None:
    folder = tmp_path / "data"
    if there:
        loaded(folder, row())
    viewer = viewer_of(workspace(folder))
    assert (viewer.who, viewer.role, viewer.roles) == (HERE, "analyst", ROLES)
    assert mode_of(workspace(folder)) == "one desk"


def test_another_account_has_the_role_that_the_owner_wrote_down_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded(tmp_path, row())
    owned_by_another(monkeypatch)
    with pytest.raises(NotAllowedError, match="The account bob has no role on the data folder"):
        viewer_of(workspace(tmp_path))
    file = tmp_path / NAME
    file.write_text(f"# ours\nbob: supervisor {CAMDEN} # by May\nbob:auditor\n\neve: analyst\n")
    file.chmod(0o644)
    assert viewer_of(workspace(tmp_path)) == Viewer(
        "bob", role="supervisor", boroughs=frozenset({CAMDEN}), also=frozenset({"auditor"})
    )
    file.chmod(0o666)
    with pytest.raises(NotAllowedError, match="could have been written by another account"):
        viewer_of(workspace(tmp_path))
    file.chmod(0o644)
    file.write_bytes(b"bob: analyst \xff")
    with pytest.raises(NotAllowedError, match="cannot be read"):
        viewer_of(workspace(tmp_path))


def test_no_variable_of_the_environment_gives_a_role_on_real_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded(tmp_path, row())
    with pytest.raises(NotAllowedError, match="a role is chosen on a demonstration alone"):
        viewer_of(workspace(tmp_path, "analyst"))
    owned_by_another(monkeypatch)
    with pytest.raises(NotAllowedError, match="a role is chosen on a demonstration alone"):
        viewer_of(workspace(tmp_path, "analyst"))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("bob", "Line 1 of roles.txt is wrong. '' is no role"),
        ("bob: chief", "'chief' is no role; write analyst, supervisor, auditor or administrator"),
        ("bob: supervisor", "A supervisor has the code of one borough or more"),
        (f"bob: analyst {CAMDEN}", "nobody else has any"),
        ("bob: supervisor Camden", "'Camden' is no code of a London borough"),
        (f"eve: analyst\nbob: supervisor {CAMDEN} E99", "Line 2 .*'E99' is no code"),
    ],
)
def test_a_wrong_line_gives_nobody_a_role(text: str, why: str) -> None:
    with pytest.raises(NotAllowedError, match=why):
        viewer_named(text, "eve", boroughs=[CAMDEN])


def test_a_demonstration_is_opened_as_an_analyst_or_as_whom_one_chooses(tmp_path: Path) -> None:
    loaded(tmp_path, row(), synthetic=True)
    assert mode_of(workspace(tmp_path)) == "demonstration"
    assert viewer_of(workspace(tmp_path)) == Viewer(HERE)
    assert viewer_of(workspace(tmp_path, "auditor")) == Viewer(HERE, role="auditor")
    assert viewer_of(workspace(tmp_path)).may_choose
    both = viewer_of(workspace(tmp_path, f"supervisor@{CAMDEN}+{HACKNEY}"))
    assert both == Viewer(HERE, role="supervisor", boroughs=frozenset({CAMDEN, HACKNEY}))
    with pytest.raises(NotAllowedError, match="'owner' is no role"):
        viewer_of(workspace(tmp_path, "owner"))
    with pytest.raises(NotAllowedError, match="A supervisor has the code"):
        as_role(Viewer("ada"), "supervisor")


def test_a_folder_that_turns_mixed_is_no_demonstration_any_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded(tmp_path, row(), synthetic=True)
    desk = workspace(tmp_path)
    assert mode_of(desk) == "demonstration"
    loaded(tmp_path, row(crime_ref="C2"))
    assert mode_of(desk) == "one desk"
    assert viewer_of(desk).roles == ROLES
    assert not viewer_of(desk).may_choose
    owned_by_another(monkeypatch)
    with pytest.raises(NotAllowedError):
        viewer_of(desk)


def test_what_cannot_be_found_out_is_no_demonstration(tmp_path: Path) -> None:
    loaded(tmp_path, row(), synthetic=True)
    (tmp_path / "current").write_text("nothing")
    assert mode_of(workspace(tmp_path)) == "one desk"


def test_where_files_have_no_owners_whoever_opens_the_folder_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded(tmp_path, row())
    monkeypatch.delattr(os, "getuid")
    monkeypatch.setattr(viewers, "account_name", lambda: "PC 1234")
    assert viewer_of(workspace(tmp_path)).roles == ROLES
