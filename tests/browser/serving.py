"""The real server, started as a person starts it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from types import MappingProxyType
from typing import Final

from dashboard.web.server import HOST

PATIENCE: Final = 60
HARMDESK: Final = Path(sys.executable).with_name("harmdesk")


@dataclass(frozen=True)
class Server:
    """A server that is up.

    Attributes:
        port: where it listens.
        data: its data folder.
        seconds: from its start until it answered.
    """

    port: int
    data: Path
    seconds: float

    @property
    def address(self) -> str:
        """As people write it."""
        return f"http://localhost:{self.port}"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def answers(
    port: int, *, address: str = HOST, name: str | None = None, path: str = "/health"
) -> bool:
    """Whether whoever listens on this port answers at a path, asked by a name of its own."""
    connection = HTTPConnection(address, port, timeout=30)
    try:
        connection.request("GET", path, headers={} if name is None else {"Host": name})
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


@contextmanager
def serving(
    data: Path,
    *,
    harmdesk: Path = HARMDESK,
    address: str = HOST,
    name: str | None = None,
    environment: Mapping[str, str] = MappingProxyType({}),
    prepare: bool = False,
    log_name: str = "serve.log",
) -> Iterator[Server]:
    """`harmdesk serve` on a data folder; what it wrote is shown when it does not come up.

    Args:
        data: its data folder.
        harmdesk: the program.
        address: where it listens.
        name: what its `Host` is called, where that is not its address.
        environment: what is set beside what is set here.
        prepare: whether it works out ahead what pages show; that takes it longer than a few pages.
        log_name: what the file of its words is called in the data folder.
    """
    port = free_port()
    log = data / log_name
    ahead = {"HARMDESK_PREPARE": "on" if prepare else "off"}
    began = time.monotonic()
    with (
        log.open("wb") as out,
        subprocess.Popen(
            [harmdesk, "serve", "--data", data, "--port", str(port)],
            stdout=out,
            stderr=subprocess.STDOUT,
            cwd=data,  # it must not matter where it is started
            env={**os.environ, "PYTHONWARNINGS": "default", **ahead, **environment},
        ) as process,
    ):
        try:
            while not answers(port, address=address, name=name):
                late = time.monotonic() - began > PATIENCE
                if late or process.poll() is not None:
                    raise RuntimeError(log.read_text(encoding="utf-8"))
                time.sleep(0.1)
            yield Server(port, data, time.monotonic() - began)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
