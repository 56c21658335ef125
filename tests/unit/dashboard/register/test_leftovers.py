"""Looking at what lies next to a register disturbs nobody who has it open."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from dashboard.register import Register, journal, leftovers

#: Opens a register, writes to it and closes it; whoever is the last removes the write-ahead log.
ANOTHER = """
import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as other:
    other.execute("create table if not exists t (n integer)")
other.close()
"""


@pytest.mark.parametrize("look", [leftovers.writes_one_at_a_time, leftovers._header])
def test_another_program_does_not_take_itself_for_the_last(tmp_path: Path, look: object) -> None:
    Register.open(tmp_path).ready()
    file = tmp_path / "register.sqlite"
    wal = Path(f"{file}-wal")
    assert callable(look)
    with closing(journal.connect(file, patience=1)) as mine:
        mine.execute("begin")
        mine.execute("select count(*) from access_log").fetchone()
        look(file)  # as a thread does that begins a look of its own
        assert leftovers.set_aside(file, seen=None) is not None
        subprocess.run([sys.executable, "-c", ANOTHER, str(file)], check=True)
        assert wal.exists(), "the write-ahead log was removed while it was in use"
    assert not wal.exists()
