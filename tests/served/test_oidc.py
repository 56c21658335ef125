"""Signing in at a real provider: what holds is let in, and nothing else is."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import polars as pl
import pytest

from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from tests.browser.serving import Server, serving
from tests.served.provider import CLIENT, Fault, ProviderServer, providing
from tests.served.signing_in import Visitor
from tests.unit.dashboard.build import loaded, row

pytestmark = pytest.mark.slow

CAMDEN = "E09000007"
SECRET = "not in any log 4711"  # noqa: S105 - of a provider that any secret satisfies


@pytest.fixture(scope="module")
def provider() -> Iterator[ProviderServer]:
    with providing() as up:
        up.know("ann", groups=["HD-Analysts", "Staff"])
        up.know("sam", groups=["HD-Supervisors"], boroughs=[CAMDEN])
        up.know("eve", groups=["Staff"])
        yield up


@pytest.fixture(scope="module")
def server(provider: ProviderServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("signed") / "data"
    folder.mkdir()
    loaded(folder, row(suspect_home_borough=CAMDEN, borough=CAMDEN))
    secret = folder.parent / "secret"
    secret.write_text(f"{SECRET}\n")
    environment = {
        "HARMDESK_OIDC_ISSUER": provider.issuer,
        "HARMDESK_OIDC_CLIENT": CLIENT,
        "HARMDESK_OIDC_SECRET_FILE": str(secret),
        "HARMDESK_OIDC_ROLES": "groups",
        "HARMDESK_ROLE_NAMES": "HD-Analysts=analyst,HD-Supervisors=supervisor",
    }
    with serving(folder, environment=environment) as up:
        yield up


@pytest.fixture
def honest(provider: ProviderServer) -> Iterator[ProviderServer]:
    yield provider
    provider.spoil("none")


@pytest.fixture
def visitor(server: Server) -> Visitor:
    return Visitor(server)


def lines(server: Server) -> list[tuple[str, str, str, str]]:
    log = Workspace(Settings(data=server.data)).register.log()
    found = log.filter(pl.col("action").str.starts_with("sign_"))
    return found.select("who", "role", "action", "subject").rows()


def words(visitor: Visitor, view: str = "list", query: str = "") -> str:
    with visitor.session() as page:
        run = page.turn_to(view, query)
        return " ".join([*run.titles, *run.words, *run.complaints])


def test_a_stranger_is_shown_where_to_sign_in_and_nothing_else(visitor: Visitor) -> None:
    with visitor.session() as page:
        run = page.turn_to("list")
    assert (run.titles, list(run.buttons)) == (["Harmdesk"], ["Sign in"])
    assert "Sign in to see anything" in run.words[0]
    assert len(run.words) == 1
    assert visitor.get("/").status_code == 200
    for path in ("/download/x", "/_stcore/upload_file/x/y", "/media/x", "/component/x", "/x"):
        assert (visitor.get(path).status_code, visitor.get(path).text) == (403, "Sign in first.")


def test_who_signs_in_is_who_the_provider_says_until_they_sign_out(visitor: Visitor) -> None:
    before = len(lines(visitor.server))
    answer = visitor.sign_in("ann")
    assert (answer.status_code, answer.headers["location"]) == (302, "/")
    (cookie,) = [text for text in visitor.set_cookies if text.startswith("_streamlit_user")]
    assert {part.strip() for part in cookie.split(";")[1:]} == {
        *("Path=/", "HttpOnly", "SameSite=Strict", "Max-Age=36000")
    }
    assert "ann, signed in" in words(visitor)
    assert lines(visitor.server)[before:] == [("ann", "analyst", "sign_in", "at the provider")]
    kept = visitor.cookies.copy()
    assert visitor.get("/auth/logout").headers["location"].startswith("http://127.0.0.1")
    assert not visitor.cookies.get("_streamlit_user")
    assert "Sign in to see anything" in words(visitor)
    assert lines(visitor.server)[-1] == ("ann", "analyst", "sign_out", "with the button")
    visitor.cookies = kept  # somebody kept the cookie
    assert "Sign in to see anything" in words(visitor)
    assert visitor.get("/oauth2callback").headers["location"] == "/"  # the way back from there
    assert lines(visitor.server)[-1][2] == "sign_out"


def test_a_page_that_is_open_ends_when_its_reader_signs_out_in_another(visitor: Visitor) -> None:
    visitor.sign_in("ann")
    with visitor.session() as page:
        session = page.turn_to("list").session
        visitor.get("/auth/logout")
        assert page.ended()
        with visitor.session(resume=session) as again:
            run = again.turn_to("list")
    assert run.session != session
    assert list(run.buttons) == ["Sign in"]


def test_a_supervisor_has_the_boroughs_of_the_claim(visitor: Visitor) -> None:
    visitor.sign_in("sam")
    assert "a supervisor of Camden" in words(visitor)
    assert lines(visitor.server)[-1] == (
        *("sam", "supervisor", "sign_in"),
        f"at the provider {CAMDEN}",
    )


def test_who_has_no_role_is_told_so_and_may_sign_out(visitor: Visitor) -> None:
    assert visitor.sign_in("eve").headers["location"] == "/"
    with visitor.session() as page:
        run = page.turn_to("list")
    assert list(run.buttons) == ["Sign out"]
    assert "eve is signed in and has no role in Harmdesk" in run.complaints[0]
    assert visitor.get("/download/x").status_code == 403
    assert lines(visitor.server)[-1][:3] == ("eve", "no role", "sign_in_refused")


@pytest.mark.parametrize(
    "fault", ["late", "forged", "audience", "issuer", "nonce", "unsigned", "missing"]
)
def test_a_token_that_does_not_hold_lets_nobody_in(
    honest: ProviderServer, visitor: Visitor, fault: Fault
) -> None:
    honest.spoil(fault)
    answer = visitor.sign_in("ann")
    assert honest.spoilt[-1] == fault
    assert answer.headers["location"] == "/?sign_in=refused"
    assert not visitor.cookies.get("_streamlit_user")
    shown = words(visitor, query="sign_in=refused")
    assert "The last sign-in came to nothing" in shown
    assert "ann" not in shown.split()
    honest.spoil("none")
    visitor.sign_in("ann")
    assert "ann, signed in" in words(visitor)


def test_an_answer_of_the_provider_is_good_once(visitor: Visitor) -> None:
    back = visitor.authorized("ann")
    begun = visitor.cookies.copy()
    assert visitor.get(back).headers["location"] == "/"
    second = Visitor(visitor.server, begun.copy())  # somebody saw the address and the cookie
    assert second.get(back).headers["location"] == "/?sign_in=refused"
    assert not second.cookies.get("_streamlit_user")
    third = Visitor(visitor.server)  # or the address alone
    fresh = Visitor(visitor.server).authorized("ann")
    assert third.get(fresh).headers["location"] == "/?sign_in=refused"
    assert "Sign in to see anything" in words(third)


@pytest.mark.parametrize(
    "change", [lambda text: text[:-2], lambda text: f"x{text}", lambda _: "chunks-2", str.upper]
)
def test_a_cookie_that_was_changed_is_none(visitor: Visitor, change: object) -> None:
    visitor.sign_in("ann")
    assert callable(change)
    visitor.cookies["_streamlit_user"] = change(visitor.cookies["_streamlit_user"])
    assert "Sign in to see anything" in words(visitor)


def test_another_page_cannot_sign_a_reader_out(visitor: Visitor) -> None:
    visitor.sign_in("ann")
    headers = {
        **visitor.headers,
        "Sec-Fetch-Site": "cross-site",
        "Sec-Fetch-Mode": "navigate",
        "Sec-Fetch-Dest": "document",
    }
    answer = httpx.get(f"{visitor.server.address}/auth/logout", headers=headers)
    assert answer.status_code == 403
    assert "ann, signed in" in words(visitor)


def test_no_secret_is_written_anywhere(visitor: Visitor) -> None:
    visitor.sign_in("ann")
    log = (visitor.server.data / "serve.log").read_text("utf-8")
    assert SECRET not in log
    assert "eyJ" not in log  # how tokens begin
    assert SECRET not in str(lines(visitor.server))
