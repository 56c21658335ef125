"""Requests as bytes, also those that no browser would send, and the answers to them."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.web.headers import security_headers

PATIENCE: Final = 30
#: What makes a request a handshake of a websocket.
HANDSHAKE: Final = (
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
)


@dataclass(frozen=True)
class Answer:
    """What came back.

    Attributes:
        status: of the first line.
        headers: names in lower case, in order, doubles and all.
        body: what followed, as far as it came.
    """

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def values(self, name: str) -> list[str]:
        """Every value of a header."""
        return [value for key, value in self.headers if key == name]

    @property
    def lacking(self) -> list[str]:
        """The security headers that are not there just once, as they should be."""
        return [name for name, value in security_headers().items() if self.values(name) != [value]]


def ask(
    port: int,
    lines: Sequence[str] | bytes,
    *,
    body: bytes = b"",
    address: str = "127.0.0.1",
) -> Answer:
    """The answer to a request: its lines, or all of its bytes."""
    head = lines if isinstance(lines, bytes) else "\r\n".join([*lines, "", ""]).encode("latin-1")
    with socket.create_connection((address, port), timeout=PATIENCE) as connection:
        connection.sendall(head + body)
        return read(connection)


def read(connection: socket.socket) -> Answer:
    """One answer, from a connection that stays open."""
    received = b""
    while b"\r\n\r\n" not in received:
        part = connection.recv(65_536)
        if not part:
            break
        received += part
    head, _, rest = received.partition(b"\r\n\r\n")
    first, *others = head.decode("latin-1").split("\r\n")
    pairs = [line.partition(":") for line in others]
    headers = [(name.strip().lower(), value.strip()) for name, _, value in pairs]
    length = int(dict(headers).get("content-length", "0"))
    while len(rest) < length:
        part = connection.recv(65_536)
        if not part:
            break
        rest += part
    return Answer(int(first.split()[1]), headers, rest)
