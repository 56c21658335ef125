"""`make` sets up what is asked for: by uv where it works, by pip otherwise, and from the lock."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[2]
#: Writes down what it is called with; as Python it makes an environment of itself.
STUB: Final = """#!/bin/sh
echo "$(basename "$0") $*" >> "{log}"
if [ "$1 $2" = "-m venv" ]; then mkdir -p "$3/bin" && cp "$0" "$3/bin/python"; fi
exit {code}
"""
LOCK: Final = "--no-deps --require-hashes --requirement requirements.lock"
DEVELOPERS: Final = "requirements-dev.lock"


def stub(path: Path, log: Path, *, code: int = 0) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(STUB.format(log=log, code=code), encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def calls(tmp_path: Path, target: str, *, uv: int | None) -> list[str]:
    """What set-up calls; `uv` is the code that uv ends with, None where there is none."""
    log, tools = tmp_path / "calls.txt", tmp_path / "tools"
    python = stub(tools / "python", log)
    if uv is not None:
        stub(tools / "uv", log, code=uv)
    for tool in ("sh", "make", "basename", "mkdir", "cp", "touch"):
        (tools / tool).symlink_to(shutil.which(tool) or f"/bin/{tool}")
    subprocess.run(
        ["make", f"VENV={tmp_path / 'env'}", f"PYTHON={python}", f"{tmp_path / 'env'}/{target}"],
        cwd=ROOT,
        env={"PATH": str(tools), "HOME": os.environ.get("HOME", "/")},
        capture_output=True,
        check=True,
    )
    return log.read_text(encoding="utf-8").splitlines()


def test_uv_installs_where_it_is_there(tmp_path: Path) -> None:
    answer = calls(tmp_path, ".ready", uv=0)
    assert any(line.startswith("uv pip install") and line.endswith(LOCK) for line in answer)
    assert not any("-m pip install" in line for line in answer)


@pytest.mark.parametrize("uv", [None, 1])
def test_pip_installs_the_same_where_uv_is_missing_or_fails(tmp_path: Path, uv: int | None) -> None:
    answer = calls(tmp_path, ".ready", uv=uv)
    assert any("-m pip install" in line and line.endswith(LOCK) for line in answer)


def test_running_needs_nothing_of_the_developers(tmp_path: Path) -> None:
    assert not any(DEVELOPERS in line for line in calls(tmp_path, ".ready", uv=0))


def test_developing_adds_the_rest_to_what_running_needs(tmp_path: Path) -> None:
    answer = calls(tmp_path, ".developing", uv=0)
    locks = [line.split()[-1] for line in answer if line.startswith("uv") and "lock" in line]
    assert locks == ["requirements.lock", DEVELOPERS]
