"""The page that a stranger asked for, so that it opens once they have signed in.

It waits in a cookie of the browser that asked. What comes back in it is not trusted: it is a page
of this program by its name, with parameters that are written again, or nothing; so nobody is sent
to another address.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl, quote, unquote, urlencode

from starlette.types import Scope

from dashboard.web.navigation import PAGES

#: The cookie, and for how many seconds it waits. It comes back from the provider's own page.
COOKIE: Final = "harmdesk_asked"
WAITS: Final = 600
#: The longest parameters that are kept.
LONGEST: Final = 2_000
#: What a page is not asked with, but the way back from a sign-in is.
NOT_OF_A_PAGE: Final = frozenset({"sign_in", "code", "state", "error"})
_PATHS: Final = frozenset({"/", *(f"/{page[0]}" for page in PAGES)})
_RULES: Final = "Path=/; HttpOnly; SameSite=Lax"


def asked_page(scope: Scope) -> str | None:
    """The page that a request opens, with its parameters; None: it opens none but the first."""
    fetched = [value for name, value in scope["headers"] if name == b"sec-fetch-dest"]
    if scope.get("method") != "GET" or any(value != b"document" for value in fetched):
        return None
    return _page(scope["path"], scope.get("query_string", b"").decode("latin-1"))


def page_to_open(cookies: Mapping[str, str]) -> str | None:
    """The page that waits in a browser; None: there is none, or it is none of ours."""
    path, _, query = unquote(cookies.get(COOKIE, "")).partition("?")
    return _page(path, query)


def keeping(page: str) -> tuple[bytes, bytes]:
    """The header that lets a page wait in a browser until somebody has signed in."""
    value = f"{COOKIE}={quote(page, safe='')}; {_RULES}; Max-Age={WAITS}"
    return b"set-cookie", value.encode("latin-1")


def forgetting() -> tuple[bytes, bytes]:
    """The header that takes it away again."""
    return b"set-cookie", f"{COOKIE}=; {_RULES}; Max-Age=0".encode("latin-1")


def _page(path: str, query: str) -> str | None:
    """One of our pages with parameters in the one form that we write; None: it is none."""
    if path not in _PATHS or len(query) > LONGEST:
        return None
    pairs = [pair for pair in parse_qsl(query) if pair[0] not in NOT_OF_A_PAGE]
    if path == "/" and not pairs:
        return None
    return f"{path}?{urlencode(pairs)}" if pairs else path
