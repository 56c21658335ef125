"""Requests as an authenticating proxy sends them on."""

from __future__ import annotations

from collections.abc import Mapping
from http.client import HTTPConnection
from typing import Final

from tests.browser.serving import Server

PATIENCE: Final = 60


def by_proxy(who: str, roles: str, boroughs: str = "") -> dict[str, str]:
    """The headers for somebody who signed in."""
    return {
        "X-Forwarded-User": who,
        "X-Forwarded-Roles": roles,
        "X-Forwarded-Boroughs": boroughs,
    }


def ask(
    server: Server, path: str, headers: Mapping[str, str], *, source: str = "127.0.0.1"
) -> tuple[int, str]:
    """The status and body of an answer.

    Args:
        server: which is asked.
        path: for what.
        headers: besides the usual ones.
        source: the address from which it is asked.
    """
    connection = HTTPConnection(
        "127.0.0.1", server.port, timeout=PATIENCE, source_address=(source, 0)
    )
    try:
        connection.request("GET", path, headers=dict(headers))
        answer = connection.getresponse()
        return answer.status, answer.read().decode(errors="replace")
    finally:
        connection.close()
