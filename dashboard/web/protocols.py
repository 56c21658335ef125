"""The protocols of the server where it answers before any app does.

What is no HTTP at all, and what is no handshake of a websocket, is answered by the libraries
themselves: their answers get the security headers here.
"""

from __future__ import annotations

from asyncio import AbstractEventLoop
from typing import Any, Final

import h11
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.http11 import Response
from websockets.server import ServerProtocol

from dashboard.web.headers import security_headers, with_security

_NOTHING_KEPT: Final = {"cache-control": "no-store"}


class HttpProtocol(H11Protocol):
    """HTTP whose own refusals have the security headers."""

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no request, and hang up."""
        if self.cycle is not None:  # an answer that is under way has nobody left to read it
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        body = msg.encode("ascii", "replace")
        headers = [
            (b"content-type", b"text/plain; charset=utf-8"),
            (b"content-length", str(len(body)).encode()),
            (b"connection", b"close"),
        ]
        answer = h11.Response(
            status_code=400,
            headers=with_security(headers, _NOTHING_KEPT),
            reason=b"Bad Request",
        )
        try:
            parts = [
                self.conn.send(event) or b""
                for event in (answer, h11.Data(data=body), h11.EndOfMessage())
            ]
        except h11.LocalProtocolError:  # the answer to what came before has begun
            parts = []
        self.transport.write(b"".join(parts))
        self.transport.close()


class WebsocketProtocol(WebSocketsSansIOProtocol):
    """A websocket whose handshake, accepted or refused, has the security headers."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: AbstractEventLoop | None = None,
    ) -> None:
        """Take a handshake of our own; everything else stays."""
        super().__init__(config, server_state, app_state, _loop)
        self.conn = Handshake(
            extensions=self.conn.available_extensions,
            max_size=config.ws_max_size,
            logger=self.conn.logger,
        )


class Handshake(ServerProtocol):
    """The handshake of a websocket."""

    def send_response(self, response: Response) -> None:
        """Answer it with the security headers, each once."""
        for name, value in (security_headers() | _NOTHING_KEPT).items():
            if name in response.headers:
                del response.headers[name]
            response.headers[name] = value
        super().send_response(response)
