"""The contract of `backup` and `restore`."""

from __future__ import annotations

import base64
import os
import shutil
from pathlib import Path

from tests.contract.program import Answer, Here, assert_refused


def run(here: Here, *words: str | Path) -> Answer:
    return here(*map(str, words))


def test_a_backup_is_restored_by_the_same_key(here: Here, small: Path, tmp_path: Path) -> None:
    data, backup, key = tmp_path / "data", tmp_path / "b", tmp_path / "key"
    shutil.copytree(small, data)
    key.write_bytes(base64.b64encode(os.urandom(32)))
    made = run(here, "backup", backup, "--key-file", key, "--json", "--data", data).json
    assert (made["version"], made["sealed"], made["sound"]) == (1, True, True)
    assert {"offences-1.duckdb", "current", "register.sqlite"} <= set(made["files"])
    refused = run(here, "restore", backup, "--json", "--data", tmp_path / "new")
    assert_refused(refused, "sealed with a key")
    assert not any((tmp_path / "new").glob("*.duckdb"))
    found = run(
        here, "restore", backup, "--key-file", key, "--json", "--data", tmp_path / "new"
    ).json
    assert [found[name] for name in ("version", "lines", "hash")] == [
        made[name] for name in ("version", "lines", "hash")
    ]
    assert found["lost"] is None
    assert run(here, "log", "verify", "--json", "--data", tmp_path / "new").json["sound"]


def test_lines_that_a_restore_loses_are_named_and_found(
    here: Here, small: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    shutil.copytree(small, data)
    run(here, "backup", tmp_path / "b", "--data", data)
    assert run(here, "rank", "--data", data).code == 0
    refused = run(here, "restore", tmp_path / "b", "--json", "--data", data)
    assert_refused(refused, "is not empty")
    restored = run(here, "restore", tmp_path / "b", "--replace", "--data", data)
    assert "written after the backup was made: line" in restored.out
    assert run(here, "log", "verify", "--data", data).code == 2
