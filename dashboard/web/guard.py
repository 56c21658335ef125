"""What checks every request first: nobody asks by another name or from another page.

A page on another site, or on another port of this machine, can make a reader's browser ask the
dashboard. `Host` says by which name it asks (a name can be turned to this machine), `Origin` and
`Sec-Fetch-Site` say which page asks. All are judged before Streamlit sees them: for an `Origin`
that it does not know it would fetch an address of another company.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.settings import Address

#: Streamlit's own numbers about itself; open to anyone who can reach the port.
BLOCKED: Final = ("/_stcore/metrics",)
#: What a browser says of a request that no other page made.
OWN_FETCHES: Final = frozenset({"same-origin", "none"})
#: What closes a websocket for a breach of policy (RFC 6455).
POLICY_VIOLATION: Final = 1008
_READING: Final = frozenset({"GET", "HEAD"})
_DOCUMENT: Final = frozenset({"", "document"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is not answered.

    Attributes:
        status: of the answer; a websocket is refused with 403 whatever it is.
        text: a plain sentence that says nothing of the data.
    """

    status: HTTPStatus
    text: str


NO_PATH: Final = Refusal(HTTPStatus.BAD_REQUEST, "Ask for a path of this server.")
NO_HOST: Final = Refusal(HTTPStatus.BAD_REQUEST, "Say in one Host header which server is question.")
OTHER_HOST: Final = Refusal(
    HTTPStatus.MISDIRECTED_REQUEST,
    "This server does not answer to that name. Open it by the address that it gave at its start.",
)
OTHER_PAGE: Final = Refusal(HTTPStatus.FORBIDDEN, "Another page may not ask this server.")
CLOSED: Final = Refusal(HTTPStatus.NOT_FOUND, "Not here.")


class Guard:
    """Lets through what was asked by an address of the dashboard's own, from its own pages."""

    def __init__(self, app: ASGIApp, addresses: Iterable[Address]) -> None:
        """Stand before an app.

        Args:
            app: what is guarded.
            addresses: by which it may be asked; all have the scheme that readers use.
        """
        self._app = app
        self._addresses = frozenset(addresses)
        self._scheme = next(iter(self._addresses)).scheme

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        answer = self._judge(scope)
        if isinstance(answer, Address):
            await self._app(_in_plain_form(scope, answer), receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        else:
            response = PlainTextResponse(
                answer.text,
                status_code=answer.status,
                headers={"connection": "close"},  # what is sent behind it is not read
            )
            await response(scope, receive, send)

    def _judge(self, scope: Scope) -> Address | Refusal:
        """The address of its own by which it is question, or why that is refused."""
        if not _target(scope).startswith(b"/"):  # a proxy's form, or a star: not for a server
            return NO_PATH
        host = self._asked_by(_values(scope, b"host"))
        if isinstance(host, Refusal):
            return host
        if not _comes_from(scope, host):
            return OTHER_PAGE
        blocked = scope["type"] == "http" and scope["path"] in BLOCKED
        return CLOSED if blocked else host

    def _asked_by(self, hosts: list[str]) -> Address | Refusal:
        if len(hosts) != 1:
            return NO_HOST
        host = Address.of_host(hosts[0], self._scheme)
        if host is None:
            return NO_HOST
        return host if host in self._addresses else OTHER_HOST


def _comes_from(scope: Scope, host: Address) -> bool:
    """Whether a page of ours asks, or a person who opens one."""
    origins = _values(scope, b"origin")
    if scope["type"] == "websocket" and not origins:
        return False
    if len(origins) > 1 or any(Address.of_origin(origin) != host for origin in origins):
        return False
    return OWN_FETCHES.issuperset(_values(scope, b"sec-fetch-site")) or _opens_page(scope)


def _opens_page(scope: Scope) -> bool:
    """Whether somebody follows a link to a page, which then is alone in its window."""
    return (
        scope.get("method") in _READING
        and _values(scope, b"sec-fetch-mode") == ["navigate"]
        and _DOCUMENT.issuperset(_values(scope, b"sec-fetch-dest"))
    )


def _target(scope: Scope) -> bytes:
    """What is asked for, as it was sent."""
    return scope.get("raw_path") or str(scope["path"]).encode()


def _values(scope: Scope, name: bytes) -> list[str]:
    """Every value of a header."""
    return [value.decode("latin-1") for key, value in scope["headers"] if key.lower() == name]


def _in_plain_form(scope: Scope, address: Address) -> Scope:
    """The same request, its address in the one form that Streamlit compares letter by letter."""
    plain = {b"host": address.authority.encode(), b"origin": address.origin.encode()}
    headers = [(name, plain.get(name.lower(), value)) for name, value in scope["headers"]]
    return {**scope, "headers": headers}
