"""A real PostgreSQL for tests, started on this machine and gone after them."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

#: Where Debian keeps the programs of each version.
DEBIAN: Final = Path("/usr/lib/postgresql")
#: The user of the databases, who needs no password on a socket that is the tests' own.
USER: Final = "harmdesk"
#: What keeps it from waiting for the disk.
AT_ONCE: Final = (
    *("-c", "fsync=off", "-c", "synchronous_commit=off"),
    *("-c", "full_page_writes=off"),
)
#: Seconds until it must answer.
PATIENCE: Final = 60


def programs() -> Path | None:
    """The folder of PostgreSQL's programs; None where it is not installed."""
    found = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    return None if initdb is None else Path(initdb).resolve().parent


@contextmanager
def running(binaries: Path, *, durable: bool = False) -> Iterator[str]:
    """The address of a server that runs as long as this does.

    Args:
        binaries: where its programs are.
        durable: whether it waits for the disk, as it usually does. What it answers is the same;
            only a machine that loses power, which no test does, would tell.
    """
    folder = Path(tempfile.mkdtemp(prefix="harmdesk-postgresql-"))
    account = _account(folder)
    server = None
    try:
        initdb: list[str | Path] = [
            *(binaries / "initdb", "--pgdata", folder / "data", "--username", USER),
            *("--auth", "trust", "--encoding", "UTF8", "--no-instructions"),
        ]
        if not durable:
            initdb.append("--no-sync")
        subprocess.run(initdb, check=True, capture_output=True, user=account, cwd=folder)
        server = subprocess.Popen(
            [
                *(binaries / "postgres", "-D", folder / "data", "-k", folder),
                *("-c", "listen_addresses=", "-c", "max_connections=200"),
                *(() if durable else AT_ONCE),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            user=account,
            cwd=folder,
        )
        _wait(binaries, folder)
        yield f"postgresql+psycopg://{USER}@/postgres?host={folder}"
    finally:
        if server is not None:
            server.send_signal(signal.SIGINT)  # at once, whoever is connected
            server.wait(PATIENCE)
        shutil.rmtree(folder, ignore_errors=True)


def _account(folder: Path) -> str | None:
    """Another account, since PostgreSQL refuses to run as root; None: this one will do."""
    if sys.platform == "win32" or os.getuid() != 0:
        return None
    account = "postgres"
    shutil.chown(folder, account)
    return account


def _wait(binaries: Path, folder: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    ready: list[str | Path] = [binaries / "pg_isready", "-q", "-h", folder]
    while subprocess.run(ready, check=False).returncode != 0:
        if time.monotonic() > deadline:
            raise TimeoutError("PostgreSQL did not start in time")
        time.sleep(0.1)


if __name__ == "__main__":
    sys.exit(programs() is None)
