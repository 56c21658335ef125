"""The cookies of a sign-in, as a request has them and an answer sets them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from starlette.requests import cookie_parser
from starlette.types import Scope
from streamlit.web.server.starlette.starlette_server_config import (
    TOKENS_COOKIE_NAME,
    USER_COOKIE_NAME,
)


def cookies_of(scope: Scope) -> dict[str, str]:
    """The cookies of a request."""
    values = [value for name, value in scope["headers"] if name.lower() == b"cookie"]
    return cookie_parser(b"; ".join(values).decode("latin-1"))


def cookies_set(headers: list[tuple[bytes, bytes]]) -> dict[str, str]:
    """The cookies that an answer sets, but for those that it takes away."""
    pairs = [pair_of(value) for name, value in headers if name.lower() == b"set-cookie"]
    return {name: value for name, value in pairs if value}


def name_of(cookies: Mapping[str, str]) -> str:
    """What a session is kept under: nothing that could be sent as its cookie."""
    own = sorted(
        pair
        for pair in cookies.items()
        if pair[0].startswith(USER_COOKIE_NAME) and not pair[0].startswith(TOKENS_COOKIE_NAME)
    )
    return hashlib.sha256(repr(own).encode()).hexdigest()


def pair_of(cookie: bytes) -> tuple[str, str]:
    """The name and the value of a cookie that is set; it has none where it is taken away."""
    name, _, value = cookie.decode("latin-1").partition(";")[0].partition("=")
    return name.strip(), value.strip().strip('"')


def cleared(scope: Scope) -> list[tuple[bytes, bytes]]:
    """What takes the cookies of a sign-in away from a browser."""
    names = [name for name in cookies_of(scope) if name.startswith("_streamlit_user")]
    rules = "Path=/; HttpOnly; SameSite=Strict; Max-Age=0"
    return [(b"set-cookie", f"{name}=; {rules}".encode("latin-1")) for name in names]


def mended(cookie: bytes, seconds: int) -> bytes:
    """A cookie that is set, as it should be; empty where there should be none.

    Args:
        cookie: with its rules.
        seconds: for which somebody's own lasts.
    """
    name, value = pair_of(cookie)
    if not name.startswith(USER_COOKIE_NAME) or not value:
        return cookie
    if name.startswith(TOKENS_COOKIE_NAME):  # nobody needs them again
        return b""
    rules = f"Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}"
    return f"{name}={value}; {rules}".encode("latin-1")
