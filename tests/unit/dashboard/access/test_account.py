"""Which account runs a process: no variable and no namespace makes it another."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.access import account
from dashboard.access.account import account_name, account_origin, in_user_namespace, owns
from dashboard.access.role_file import NAME
from dashboard.access.viewer import Viewer
from dashboard.errors import NotAllowedError
from dashboard.services.viewers import viewer_of
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from tests.unit.dashboard.build import loaded, row

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such numbers")

OWN = os.getuid() if sys.platform != "win32" else 0
#: Says who runs it, and whether they own a folder.
SAY = (
    "import sys; from dashboard.access.account import account_name, account_origin, owns; "
    "from pathlib import Path; "
    "print(account_name(), account_origin(), owns(Path(sys.argv[1]).stat().st_uid), sep='|')"
)


def map_of(monkeypatch: pytest.MonkeyPatch, folder: Path, text: str) -> None:
    file = folder / "uid_map"
    file.write_text(text)
    monkeypatch.setattr(account, "UID_MAP", file)


def login_of(monkeypatch: pytest.MonkeyPatch, folder: Path, text: str) -> None:
    file = folder / "loginuid"
    file.write_text(text)
    monkeypatch.setattr(account, "LOGINUID", file)


def test_the_account_outside_a_namespace_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    map_of(monkeypatch, tmp_path, f"{OWN:10} 3999001 1\n")
    assert account_name() == "user 3999001"
    assert account_origin() == ", in a user namespace"
    assert Viewer.here().who == "user 3999001, in a user namespace"
    map_of(monkeypatch, tmp_path, f"7 5 1\n{OWN} 3999000 10\n")
    assert account_name() == "user 3999000"


def test_outside_every_namespace_a_number_stands_for_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    login_of(monkeypatch, tmp_path, "4294967295")
    for text in ("         0          0 4294967295\n", "not a map\n"):
        map_of(monkeypatch, tmp_path, text)
        assert (in_user_namespace(), account_origin()) == (False, "")
    before = account_name()
    monkeypatch.setattr(account, "UID_MAP", tmp_path / "nothing")
    assert (in_user_namespace(), account_name()) == (False, before)


def test_whoever_became_another_account_is_named_by_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    map_of(monkeypatch, tmp_path, "0 0 4294967295\n")
    login_of(monkeypatch, tmp_path, "3999002")
    assert Viewer.here().who == f"{account_name()}, signed in as user 3999002"
    for text in (str(OWN), "4294967295", "", "root"):
        login_of(monkeypatch, tmp_path, text)
        assert account_origin() == ""


def test_a_number_that_stands_for_everybody_else_owns_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    overflow = tmp_path / "overflowuid"
    overflow.write_text(f"{OWN}\n")
    monkeypatch.setattr(account, "OVERFLOW_UID", overflow)
    map_of(monkeypatch, tmp_path, "0 0 4294967295\n")
    assert owns(OWN)
    map_of(monkeypatch, tmp_path, f"{OWN} 1000 1\n")
    assert not owns(OWN)
    monkeypatch.setattr(account, "OVERFLOW_UID", tmp_path / "nothing")
    assert owns(OWN)  # the usual number is another


def test_no_name_of_a_namespace_has_a_role(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    loaded(folder, row())
    file = folder / NAME
    file.write_text("user 3999003: auditor\n")
    file.chmod(0o600)
    monkeypatch.setattr("dashboard.services.viewers.owns", lambda _: False)
    map_of(monkeypatch, tmp_path, f"{OWN} 3999003 1\n")
    with pytest.raises(NotAllowedError, match="user 3999003 runs this in a user namespace"):
        viewer_of(Workspace(Settings(data=folder)))


@pytest.mark.skipif(shutil.which("unshare") is None, reason="there is no unshare here")
@pytest.mark.parametrize("options", [["-r"], ["--user", "--map-user=1002"], ["--user"]])
def test_unshare_does_not_change_who_is_named(tmp_path: Path, options: list[str]) -> None:
    inside = subprocess.run(
        ["unshare", *options, sys.executable, "-c", SAY, str(tmp_path)],
        check=False,
        capture_output=True,
        text=True,
    )
    if inside.returncode and "unshare" in inside.stderr:
        pytest.skip(f"NOT TRIED: this machine lets nobody unshare ({inside.stderr.strip()})")
    name, origin, owner = inside.stdout.strip().split("|")
    assert origin == ", in a user namespace"
    if options == ["--user"]:  # nobody is mapped, and so nobody's folder is theirs
        assert owner == "False"
    else:
        assert (name, owner) == (account_name(), "True")


def test_no_variable_changes_who_is_named(tmp_path: Path) -> None:
    names = ("LOGNAME", "USER", "LNAME", "USERNAME", "SUDO_USER", "HOME", "SUDO_UID", "UID")
    changed = os.environ | dict.fromkeys(names, "chief.constable")
    found = subprocess.run(
        [sys.executable, "-c", SAY, str(tmp_path)],
        check=True,
        capture_output=True,
        text=True,
        env=changed,
    )
    assert found.stdout.split("|")[0] == account_name()
    assert "chief" not in found.stdout
