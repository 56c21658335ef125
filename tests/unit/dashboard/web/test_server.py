"""What the server listens with."""

from __future__ import annotations

import asyncio
import socket

import pytest

from dashboard.errors import HarmdeskError
from dashboard.web.server import HOST, _listen
from tests.browser.serving import free_port


def test_nothing_small_is_held_back_until_more_comes() -> None:
    port = free_port()
    with _listen(HOST, port) as listener:
        assert asyncio.run(_held_back(listener, port)) is False


async def _held_back(listener: socket.socket, port: int) -> bool:
    """Whether the system waits with what is small, at a connection that asyncio has taken."""
    taken: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

    def take(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        here = writer.get_extra_info("socket")
        taken.set_result(not here.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        writer.close()

    server = await asyncio.start_server(take, sock=listener)
    async with server:
        _, writer = await asyncio.open_connection(HOST, port)
        held = await taken
        writer.close()
    return held


def test_a_port_that_is_taken_is_named() -> None:
    port = free_port()
    with _listen(HOST, port), pytest.raises(HarmdeskError, match=f"port {port} is taken"):
        _listen(HOST, port)
