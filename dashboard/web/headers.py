"""The headers of every answer: what a browser may do with it, and how long it may keep it."""

from __future__ import annotations

import base64
import hashlib
import logging
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Final

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

INLINE_SCRIPT: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)
#: The program's own files, the same for everybody: a browser may keep them.
KEPT_PATHS: Final = ("/static/", "/app/static/")
#: What no answer says: who serves it, and that another page may read it.
_LEFT_OUT: Final = re.compile(rb"server|x-powered-by|access-control-.*")
_NOT_MODIFIED: Final = 304
_FIRST_ERROR: Final = 400

log = logging.getLogger("harmdesk")

Pairs = list[tuple[bytes, bytes]]


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


@cache
def security_headers() -> dict[str, str]:
    """What every answer has, whoever writes it."""
    return {
        "content-security-policy": policy(),
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "no-referrer",
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
    }


class Headers:
    """Gives every answer of an app the security headers, each once."""

    def __init__(self, app: ASGIApp, *, encrypted: bool) -> None:
        """Stand around an app.

        Args:
            app: whose answers get the headers.
            encrypted: whether readers reach it by https, so that cookies need that too.
        """
        self._app = app
        self._encrypted = encrypted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and the answer back with its headers."""
        if scope["type"] != "http":  # a websocket gets them in its handshake
            await self._app(scope, receive, send)
            return
        begun = False

        async def send_with_headers(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                message = {**message, "headers": self._completed(scope["path"], message)}
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        except Exception:
            if begun:
                raise
            log.exception("an answer failed before it began")
            failure = PlainTextResponse("Internal Server Error", status_code=500)
            await failure(scope, receive, send_with_headers)

    def _completed(self, path: str, message: Message) -> Pairs:
        headers = [(name.lower(), value) for name, value in message.get("headers", [])]
        theirs = dict(headers)
        keep = cache_rule(path, message["status"], theirs.get(b"content-type", b""))
        if keep is None and b"cache-control" not in theirs:
            keep = "no-cache"
        if self._encrypted:
            headers = [(name, _secured(name, value)) for name, value in headers]
        return with_security(headers, {} if keep is None else {"cache-control": keep})


def with_security(headers: Iterable[tuple[bytes, bytes]], more: dict[str, str]) -> Pairs:
    """Headers with the security headers, each once, and without a server's name.

    Args:
        headers: of an answer, names in lower case.
        more: what else takes the place of its own.
    """
    ours = {name.encode(): value.encode() for name, value in (security_headers() | more).items()}
    theirs = [
        (name, value)
        for name, value in headers
        if name not in ours and not _LEFT_OUT.fullmatch(name)
    ]
    return [*theirs, *ours.items()]


def cache_rule(path: str, status: int, content_type: bytes) -> str | None:
    """How long a browser may keep an answer.

    Args:
        path: what was asked for.
        status: of the answer.
        content_type: of the answer.

    Returns:
        `no-store` for all that may hold data; `no-cache` for the page, which holds none; None
        for the program's own files, which keep their own rule.
    """
    if path.startswith(KEPT_PATHS) and status < _FIRST_ERROR:
        return None
    is_page = content_type.startswith(b"text/html") or status == _NOT_MODIFIED
    return "no-cache" if is_page and not path.startswith("/media/") else "no-store"


def _secured(name: bytes, value: bytes) -> bytes:
    """A cookie that is sent over https alone."""
    if name != b"set-cookie" or b"; secure" in value.lower():
        return value
    return value + b"; Secure"
