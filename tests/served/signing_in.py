"""Somebody who signs in at a provider, without a browser: redirects followed, cookies kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import httpx

from tests.browser.serving import Server
from tests.soak.session import Session

PATIENCE: Final = 60.0


@dataclass
class Visitor:
    """Somebody at a browser.

    Attributes:
        server: whose pages they open.
        cookies: that they were given by it.
        set_cookies: each header of the last answer that set one.
    """

    server: Server
    cookies: dict[str, str] = field(default_factory=dict)
    set_cookies: list[str] = field(default_factory=list)

    def get(self, url: str) -> httpx.Response:
        """Ask for something, and keep the cookies that come with it."""
        address = url if url.startswith("http") else f"{self.server.address}{url}"
        answer = httpx.get(address, headers=self.headers, timeout=PATIENCE)
        self.set_cookies = answer.headers.get_list("set-cookie")
        for cookie in self.set_cookies:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value.strip('"')
        self.cookies = {name: value for name, value in self.cookies.items() if value != "null"}
        return answer

    @property
    def headers(self) -> dict[str, str]:
        """What a browser sends along."""
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items() if value)
        return {"Cookie": kept} if kept else {}

    def session(self, *, resume: str = "") -> Session:
        """A page of theirs."""
        return Session(self.server.port, self.headers, resume=resume)

    def authorized(self, sub: str) -> str:
        """Go to the provider by the page's button, and sign in there; the way back.

        Args:
            sub: as whom.
        """
        with self.session() as page:
            button = page.turn_to("overview").buttons["Sign in"]
            way = page.click(button).redirect
        there = self.get(way).headers["location"]
        back = httpx.post(there, data={"sub": sub}, timeout=PATIENCE)
        return back.headers["location"]

    def sign_in(self, sub: str) -> httpx.Response:
        """Sign in all the way; the answer to the way back."""
        return self.get(self.authorized(sub))
