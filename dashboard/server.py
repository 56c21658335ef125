"""The ASGI app around the pages: headers, health, and references for what goes wrong.

It listens on this machine alone and asks nothing of any other.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import os
import re
import secrets
import socket
import sys
import tomllib
from collections.abc import Callable
from contextlib import redirect_stdout
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.desk import Desk
from dashboard.errors import DeskError
from dashboard.widgets.text import escaped

HOST: Final = "127.0.0.1"
PAGES: Final = Path(__file__).with_name("app.py")

#: Streamlit's own numbers about itself; open to anyone who can reach the port.
BLOCKED: Final = ("/_stcore/metrics",)
INLINE_SCRIPT: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)

log = logging.getLogger("harmdesk")


def policy() -> str:
    """The content security policy: nothing from elsewhere, no script but the page's own."""
    page = (files("streamlit") / "static" / "index.html").read_text(encoding="utf-8")
    scripts = [
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in INLINE_SCRIPT.findall(page)
    ]
    rules = (
        "default-src 'self'",
        f"script-src 'self' {' '.join(scripts)}".rstrip(),
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "frame-ancestors 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "object-src 'none'",
    )
    return "; ".join(rules)


class Headers:
    """Adds the security headers to every answer, and closes what nobody should see."""

    def __init__(self, app: ASGIApp) -> None:
        """Work out the headers once."""
        self._app = app
        self._headers = [
            (name.encode(), value.encode())
            for name, value in {
                "content-security-policy": policy(),
                "x-content-type-options": "nosniff",
                "x-frame-options": "DENY",
                "referrer-policy": "no-referrer",
                "permissions-policy": "camera=(), geolocation=(), microphone=()",
                "cross-origin-opener-policy": "same-origin",
            }.items()
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and the answer back with its headers."""
        if scope["type"] == "http" and scope["path"] in BLOCKED:
            await PlainTextResponse("Not here.", status_code=404)(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *self._headers]
            await send(message)

        await self._app(scope, receive, send_with_headers)


async def health(_: Request) -> Response:
    """Say that the server is up; nothing about the data."""
    return PlainTextResponse("ok")


def on_script_error(error: Exception) -> bool:
    """Show a reference instead of an error's own words, which may hold data; log the rest."""
    if isinstance(error, DeskError):
        st.error(escaped(str(error)))
        return True
    reference = secrets.token_hex(4)
    log.error("error %s", reference, exc_info=error)
    st.error(
        f"Something went wrong here, and nothing was changed. Reload the page; if it happens "
        f"again, give your administrator the reference {reference}."
    )
    return True


app = st.App(
    PAGES,
    routes=[Route("/health", health)],
    middleware=[Middleware(Headers)],
    on_script_error=on_script_error,
)


def serve(desk: Desk, *, port: int, announce: Callable[[str], None]) -> None:
    """Serve the pages until stopped.

    Args:
        desk: what the pages ask; it must have data.
        port: where to listen, on this machine alone.
        announce: told the address once it is known to be free.

    Raises:
        DeskError: there is no data, or the port is taken.
    """
    _ = desk.facts
    _check_free(port)
    os.environ["HARMDESK_DATA"] = str(desk.settings.data.resolve())  # where the pages look
    announce(f"http://localhost:{port}")
    with redirect_stdout(sys.stderr):  # Streamlit speaks too; our own words stand alone
        app.run(config=options() | {"server.port": port, "server.address": HOST})


def options() -> dict[str, Any]:
    """The options of .streamlit/config.toml, from wherever the program is started."""
    beside = [PAGES.parent, PAGES.parent.parent]
    file = next(
        folder / ".streamlit" / "config.toml"
        for folder in beside
        if (folder / ".streamlit" / "config.toml").is_file()
    )
    return dict(_flat(tomllib.loads(file.read_text(encoding="utf-8"))))


def _flat(table: dict[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    flat = []
    for key, value in table.items():
        name = f"{prefix}{key}"
        flat += _flat(value, f"{name}.") if isinstance(value, dict) else [(name, value)]
    return flat


def _check_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise DeskError(
                f"The port {port} is taken, perhaps by another Harmdesk; stop that or choose "
                f"another port with --port."
            ) from error
