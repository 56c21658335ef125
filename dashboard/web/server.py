"""The server: the pages as an ASGI app behind its guard, and references for what goes wrong.

It listens on this machine alone, unless people sign in, and asks nothing of any other but the
provider that they sign in at.
"""

from __future__ import annotations

import errno
import logging
import os
import secrets
import socket
import sys
import tomllib
from collections.abc import Callable, Iterable, Mapping
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import streamlit as st
import uvicorn
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp
from streamlit.web import bootstrap

from dashboard.errors import HarmdeskError
from dashboard.services.data.serving import held_open
from dashboard.services.workspace import Workspace
from dashboard.settings import HOST, Address, Settings, host_names, own_addresses
from dashboard.web.downloads import GATE
from dashboard.web.guard import Guard
from dashboard.web.headers import Headers, policy
from dashboard.web.kit.download import ADDRESS
from dashboard.web.kit.text import escaped
from dashboard.web.prepared_server import PreparedServer
from dashboard.web.program_files import ProgramFiles
from dashboard.web.protocols import HttpProtocol, WebsocketProtocol
from dashboard.web.sign_in.entrance import entrance_of

__all__ = ["HOST", "options", "pages_app", "policy", "serve"]

PAGES: Final = Path(__file__).with_name("app.py")
#: The name of the file that arrives where the one that was asked for may not leave.
NOT_DOWNLOADED: Final = "NOT DOWNLOADED.txt"
#: Connections that wait until one is taken.
BACKLOG: Final = 2_048
#: Seconds between two signs of life on a websocket, and until one without them is given up.
PING_SECONDS: Final = 30

log = logging.getLogger("harmdesk")


async def health(_: Request) -> Response:
    """Say that the server is up; nothing about the data."""
    return PlainTextResponse("ok")


async def download(request: Request) -> Response:
    """Hand a file over, once, to whoever's page has its token; the log has its line first.

    Where the line cannot be written, a file that says why arrives in its place: a browser shows
    nothing of an answer that it was to save.
    """
    parcel = GATE.take(request.path_params["token"]) if request.method == "GET" else None
    if parcel is None:
        return PlainTextResponse(
            "This file is no longer here; click its button again.", status_code=404
        )
    try:
        content = await run_in_threadpool(parcel.hand_over)
    except HarmdeskError as error:
        refusal = f"{parcel.name} was not handed over, and nothing left: {error}\n"
        return _to_be_saved(refusal.encode(), NOT_DOWNLOADED, "text/plain")
    return _to_be_saved(content, parcel.name, parcel.mime)


def _to_be_saved(content: bytes, name: str, mime: str) -> Response:
    headers = {
        "content-disposition": f"attachment; filename*=utf-8''{quote(name)}",
        "cache-control": "no-store",
    }
    return Response(content, media_type=mime, headers=headers)


def on_script_error(error: Exception) -> bool:
    """Show a reference instead of an error's own words, which may hold data; log the rest."""
    if isinstance(error, HarmdeskError):
        st.error(escaped(str(error)))
        return True
    reference = secrets.token_hex(4)
    log.error("error %s", reference, exc_info=error)
    st.error(
        f"Something went wrong here, and nothing was changed. Reload the page; if it happens "
        f"again, give your administrator the reference {reference}."
    )
    return True


def pages_app(secrets: Mapping[str, Any]) -> st.App:
    """The pages, and the other routes.

    Args:
        secrets: what signing in takes; empty where nobody signs in.
    """
    return st.App(
        PAGES,
        secrets=secrets,
        routes=[Route("/health", health), Route(f"{ADDRESS}{{token}}", download)],
        on_script_error=on_script_error,
    )


def guarded(pages: ASGIApp, addresses: Iterable[Address]) -> ASGIApp:
    """An app that answers to its own addresses alone, each answer with the security headers."""
    own = frozenset(addresses)
    return Headers(Guard(pages, own), encrypted=any(address.scheme == "https" for address in own))


def serve(workspace: Workspace, *, port: int, announce: Callable[[str], None]) -> None:
    """Serve the pages until stopped.

    Args:
        workspace: what the pages ask; it must have data.
        port: where to listen, on this machine alone unless people sign in.
        announce: called with the address once it is known to be free.

    Raises:
        HarmdeskError: there is no data, the port is taken, or how people sign in is not set
            whole.
    """
    _ = workspace.facts
    settings = workspace.settings
    addresses = own_addresses(settings.host, port, settings.public_url)
    entrance = entrance_of(workspace, _address(settings, port))
    with _listen(settings.host, port) as listener, held_open(settings.data):
        os.environ["HARMDESK_DATA"] = str(settings.data.resolve())  # where the pages look
        announce(_address(settings, port))
        with redirect_stdout(sys.stderr):  # Streamlit speaks too; stdout has our own words only
            own = _own_options(settings, port, addresses) | dict(entrance.options)
            bootstrap.load_config_options(options() | own)
            pages = entrance.before(ProgramFiles(pages_app(entrance.secrets)))
            server = PreparedServer(_protocols(guarded(pages, addresses)))
            server.run(sockets=[listener])


def options() -> dict[str, Any]:
    """The options of .streamlit/config.toml, from wherever the program is started."""
    folders = PAGES.parents[1:3]
    file = next(
        folder / ".streamlit" / "config.toml"
        for folder in folders
        if (folder / ".streamlit" / "config.toml").is_file()
    )
    return dict(_flat(tomllib.loads(file.read_text(encoding="utf-8"))))


def _own_options(settings: Settings, port: int, addresses: Iterable[Address]) -> dict[str, Any]:
    """The options that the settings decide; Streamlit checks names once more."""
    return {
        "server.port": port,
        "server.address": settings.host,
        "server.allowedHosts": host_names(addresses),
    }


def _protocols(guarded_app: ASGIApp) -> uvicorn.Config:
    """How the app is served: no server's name, and no header of a proxy is believed."""
    return uvicorn.Config(
        guarded_app,
        http=HttpProtocol,
        ws=WebsocketProtocol,
        ws_ping_interval=PING_SECONDS,
        ws_ping_timeout=PING_SECONDS,
        ws_per_message_deflate=False,
        lifespan="on",
        access_log=False,
        use_colors=False,
        server_header=False,
        proxy_headers=False,
    )


def _address(settings: Settings, port: int) -> str:
    """The address to open: as readers know it, or as people write it."""
    if settings.public_url is not None:
        return settings.public_url
    name = "localhost" if settings.host == HOST else settings.host
    return Address("http", name, port).origin


def _flat(table: dict[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    flat = []
    for key, value in table.items():
        name = f"{prefix}{key}"
        flat += _flat(value, f"{name}.") if isinstance(value, dict) else [(name, value)]
    return flat


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens; nobody else can take the port from then on."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP, or asyncio leaves the system to hold small answers back: 40 ms each.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name != "nt":  # there it would share the port with whoever has it
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise HarmdeskError(_in_words(error, host, port)) from error
    return listener


def _in_words(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"The port {port} is taken, perhaps by another Harmdesk; stop that or choose another "
            f"port with --port."
        )
    return (
        f"Harmdesk cannot listen on {host}, port {port}: {error.strerror}. Choose another port "
        f"with --port, or leave out HARMDESK_HOST."
    )
