"""How long somebody who signed in at a provider stays so; and what is set before anybody can."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.types import Receive, Scope, Send
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from dashboard.errors import HarmdeskError, RegisterError
from dashboard.services.sign_in import end_session, ended_sessions
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.web.sign_in import oidc
from dashboard.web.sign_in import provider as provider_module
from dashboard.web.sign_in.admission import clock as real_clock
from dashboard.web.sign_in.cookies import cookies_of, name_of
from dashboard.web.sign_in.entrance import entrance_of
from dashboard.web.sign_in.oidc import ByProvider
from dashboard.web.sign_in.provider import provider_of
from tests.unit.dashboard.build import loaded, row
from tests.unit.dashboard.web.sign_in.asking import Clock, Inside, get, hold_open, scope_of

ROOT = Path(__file__).parents[5]
ISSUER = "https://login.example"
ORIGIN = "https://harm.example"
MINUTE, HOUR = 60.0, 3600.0


def settings(folder: Path, **others: object) -> Settings:
    own = {"oidc_issuer": ISSUER, "oidc_client": "harmdesk", "oidc_secret": "s3cret"}
    return Settings.model_validate({"data": folder, **own, **others})


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    loaded(tmp_path, row())
    return Workspace(settings(tmp_path))


@pytest.fixture
def inside() -> Inside:
    return Inside()


@pytest.fixture
def clock() -> Clock:
    return Clock(real_clock())


@pytest.fixture
def door(inside: Inside, workspace: Workspace, clock: Clock) -> ByProvider:
    provider = provider_of(workspace.settings, ORIGIN)
    return ByProvider(inside, workspace, provider, clock=clock)


def cookie(workspace: Workspace, now: float, **others: object) -> tuple[str, str]:
    """The cookie of somebody who signed in just now."""
    claims = {
        "iss": ISSUER,
        "aud": "harmdesk",
        "sub": "ann",
        "roles": ["analyst"],
        "iat": int(now),
        "exp": int(now) + 300,
        **others,
    }
    secret = provider_of(workspace.settings, ORIGIN).cookie_secret
    value = create_signed_value(secret, "_streamlit_user", json.dumps(claims)).decode()
    return ("Cookie", f"a=b; _streamlit_user={value}")


def is_in(door: ByProvider, headers: tuple[str, str]) -> bool:
    return get(door, scope_of("/download/x", [headers])).status == 200


def test_somebody_who_does_something_stays_for_a_session_and_no_longer(
    door: ByProvider, workspace: Workspace, clock: Clock
) -> None:
    ann = cookie(workspace, clock.now)
    began = clock.now
    while clock.now - began < 10 * HOUR:
        assert is_in(door, ann)
        clock.now += 29 * MINUTE
    assert not is_in(door, ann)


def test_somebody_who_does_nothing_is_a_stranger_after_half_an_hour(
    door: ByProvider, workspace: Workspace, clock: Clock
) -> None:
    ann = cookie(workspace, clock.now)
    clock.now += 29 * MINUTE
    get(door, scope_of("/_stcore/health", [ann]))  # the page itself asks for it
    clock.now += 2 * MINUTE
    assert not is_in(door, ann)


def test_a_server_that_knows_nothing_of_a_session_takes_it_for_idle(
    workspace: Workspace, inside: Inside, clock: Clock
) -> None:
    ann = cookie(workspace, clock.now)
    clock.now += 31 * MINUTE
    other = ByProvider(inside, workspace, provider_of(workspace.settings, ORIGIN), clock=clock)
    assert not is_in(other, ann)


def test_a_page_that_is_open_ends_with_its_session(
    door: ByProvider, workspace: Workspace, inside: Inside, clock: Clock
) -> None:
    def busy(number: int) -> bool:
        clock.now += 0 if number == 1 else 29 * MINUTE
        return True

    scope = scope_of("/_stcore/stream", [cookie(workspace, clock.now)], kind="websocket")
    sent = hold_open(door, scope, busy)
    assert sent == [{"type": "websocket.close", "code": 1008}]
    assert [message["type"] for message in inside.received] == [
        "websocket.connect",
        *["websocket.receive"] * 21,  # ten hours of half an hour each
        "websocket.disconnect",
    ]


def test_a_page_that_connects_again_by_itself_is_not_done_by_its_reader(
    door: ByProvider, workspace: Workspace, inside: Inside, clock: Clock
) -> None:
    ann = cookie(workspace, clock.now)

    def once(number: int) -> bool:
        clock.now += {1: 20, 2: 11}[number] * MINUTE
        return number == 1

    hold_open(door, scope_of("/_stcore/stream", [ann], kind="websocket"), once, seconds=20)
    assert [message["type"] for message in inside.received][-1] == "websocket.disconnect"
    assert not is_in(door, ann)


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://login.example/"},
        {"iss": None},
        {"aud": "another"},
        {"aud": ["another"]},
        {"aud": ["harmdesk", "another"], "azp": "another"},
        {"iat": None},
        {"iat": "1"},
        {"sub": None},
        {"sub": 7},
        {"sub": ""},
        {"roles": None},
        {"roles": []},
        {"roles": {"analyst": True}},
        {"roles": ["Analyst"]},
        {"roles": ["supervisor"], "boroughs": ["Camden"]},
    ],
)
def test_claims_that_do_not_hold_let_nobody_in(
    door: ByProvider, workspace: Workspace, clock: Clock, claims: dict[str, object]
) -> None:
    assert not is_in(door, cookie(workspace, clock.now, **claims))


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": ["harmdesk"]},
        {"aud": ["harmdesk", "another"], "azp": "harmdesk"},
        {"roles": "analyst auditor"},
        {"roles": "Staff,analyst"},
        {"roles": "supervisor", "boroughs": "E09000007 E09000012"},
    ],
)
def test_claims_may_have_other_forms(
    door: ByProvider, workspace: Workspace, clock: Clock, claims: dict[str, object]
) -> None:
    assert is_in(door, cookie(workspace, clock.now, **claims))


def test_a_cookie_of_another_secret_or_client_is_none(
    door: ByProvider, tmp_path: Path, clock: Clock
) -> None:
    for other in ({"oidc_secret": "other"}, {"oidc_client": "other"}, {"oidc_issuer": "https://o"}):
        assert not is_in(door, cookie(Workspace(settings(tmp_path, **other)), clock.now))


def test_whoever_signs_out_goes_though_the_line_cannot_be_written(
    door: ByProvider, workspace: Workspace, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RegisterError("The register is full.")

    ann = cookie(workspace, clock.now)
    monkeypatch.setattr(type(workspace.register), "note", fail)
    assert is_in(door, ann)
    assert get(door, scope_of("/auth/logout", [ann])).status == 200
    assert not is_in(door, ann)


@pytest.mark.parametrize(
    ("others", "why"),
    [
        ({"proxy": "127.0.0.1"}, "HARMDESK_PROXY and HARMDESK_OIDC_ISSUER are both set"),
        ({"oidc_client": ""}, "HARMDESK_OIDC_CLIENT is not"),
        ({"oidc_issuer": ""}, "HARMDESK_OIDC_ISSUER is not, so that nobody would"),
        ({"oidc_secret": ""}, "without a secret"),
        ({"oidc_secret_file": "/no/such/file"}, "HARMDESK_OIDC_SECRET_FILE cannot be read"),
        ({"role_names": "a=chief"}, "HARMDESK_ROLE_NAMES has"),
        ({"host": "10.0.0.1"}, "HARMDESK_PUBLIC_URL to the one address"),
    ],
)
def test_what_is_not_set_whole_is_refused_at_the_start(
    tmp_path: Path, others: dict[str, object], why: str
) -> None:
    with pytest.raises(HarmdeskError, match=why):
        entrance_of(Workspace(settings(tmp_path, **others)), ORIGIN)


def test_what_signing_in_needs_is_named_where_it_is_not_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(provider_module, "find_spec", {}.get)
    with pytest.raises(HarmdeskError, match=r"pip install 'harmdesk\[sign-in\]'"):
        entrance_of(Workspace(settings(tmp_path)), ORIGIN)


def test_the_secret_is_shown_nowhere(tmp_path: Path) -> None:
    shown = repr(settings(tmp_path)) + str(settings(tmp_path).model_dump())
    assert "s3cret" not in shown
    provider = provider_of(settings(tmp_path), ORIGIN)
    assert "s3cret" not in repr(provider)
    assert "s3cret" not in provider.cookie_secret


def test_a_session_that_another_process_ended_is_over_here(
    door: ByProvider, workspace: Workspace, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(oidc, "LOOK_AGAIN", 0.0)
    ann, bo = (cookie(workspace, clock.now, sub=who) for who in ("ann", "bo"))
    assert is_in(door, ann)
    name = name_of(cookies_of(scope_of("/", [ann])))
    code = (
        "import sys; from pathlib import Path;"
        "from dashboard.services.sign_in import end_session;"
        "from dashboard.services.workspace import Workspace;"
        "from dashboard.settings import Settings;"
        "end_session(Workspace(Settings(data=Path(sys.argv[1]))), sys.argv[2], 3600)"
    )
    folder = str(workspace.settings.data)
    subprocess.run([sys.executable, "-c", code, folder, name], check=True, cwd=ROOT)
    assert not is_in(door, ann)
    assert is_in(door, bo)


def test_whoever_signs_out_at_one_server_is_out_of_the_pages_that_another_has_open(
    door: ByProvider, workspace: Workspace, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(oidc, "LOOK_AGAIN", 0.0)
    other_inside, settings_ = Inside(), workspace.settings
    other = ByProvider(
        other_inside, Workspace(settings_), provider_of(settings_, ORIGIN), clock=clock
    )
    ann = cookie(workspace, clock.now)

    def sign_out_there(number: int) -> bool:
        if number == 2:  # its page is open and in use
            leaving = threading.Thread(target=get, args=(door, scope_of("/auth/logout", [ann])))
            leaving.start()
            leaving.join()
        return number <= 2

    sent = hold_open(
        other, scope_of("/_stcore/stream", [ann], kind="websocket"), sign_out_there, seconds=20
    )
    assert sent == [{"type": "websocket.close", "code": 1008}]
    kept = workspace.register.ended_sessions()
    assert len(kept) == 1
    parts = [part for part in re.split(r"[=|;]", ann[1]) if len(part) >= 8]
    assert parts
    assert all(part not in str(kept) for part in parts)


def test_a_session_that_would_be_over_is_forgotten(workspace: Workspace) -> None:
    end_session(workspace, "old", -1)
    end_session(workspace, "new", HOUR)
    assert ended_sessions(workspace) == {"new"}


class ComingBack(Inside):
    """The app whose answer to the way back from the provider is a cookie and the first page."""

    def __init__(self, own: str) -> None:
        super().__init__()
        self.own = own

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] != "/oauth2callback":
            await super().__call__(scope, receive, send)
            return
        headers = [(b"location", b"/"), (b"set-cookie", f"{self.own}; Path=/".encode())]
        await send({"type": "http.response.start", "status": 302, "headers": headers})
        await send({"type": "http.response.body", "body": b""})


def came_to(workspace: Workspace, clock: Clock, waiting: str) -> str:
    """Where somebody is sent who comes back from the provider with a cookie of the asked page."""
    own = cookie(workspace, clock.now)[1].partition("; ")[2]
    door = ByProvider(
        ComingBack(own), workspace, provider_of(workspace.settings, ORIGIN), clock=clock
    )
    scope = scope_of("/oauth2callback", [("Cookie", f"harmdesk_asked={waiting}")])
    answer = get(door, {**scope, "query_string": b"code=1&state=2"})
    values = [value.decode() for name, value in answer.headers if name == b"set-cookie"]
    assert any(value.startswith("harmdesk_asked=; ") and "Max-Age=0" in value for value in values)
    assert any(value.startswith("_streamlit_user=") for value in values)
    (place,) = [value.decode() for name, value in answer.headers if name == b"location"]
    return place


def test_the_page_that_was_asked_for_opens_after_signing_in(
    door: ByProvider, workspace: Workspace, clock: Clock
) -> None:
    asked = {**scope_of("/boroughs"), "query_string": b"borough=Camden&measure=crimes+x"}
    answer = get(door, asked)
    (value,) = [value.decode() for name, value in answer.headers if name == b"set-cookie"]
    assert "HttpOnly; SameSite=Lax; Max-Age=600" in value
    waiting = value.partition(";")[0].partition("=")[2]
    place = "/boroughs?borough=Camden&measure=crimes+x"
    assert came_to(workspace, clock, waiting) == place


@pytest.mark.parametrize(
    "waiting",
    [
        *("https://evil.example/", "//evil.example", "/\\evil.example", "/list/../evil", ""),
        *(
            "%2F%2Fevil.example",
            "https%3A%2F%2Fevil.example%2Flist",
            "/nowhere?x=1",
            "/auth/logout",
        ),
        *("/?sign_in=refused", "/list%0d%0aset-cookie:x=1", "javascript:alert(1)"),
    ],
)
def test_nobody_is_sent_anywhere_else(workspace: Workspace, clock: Clock, waiting: str) -> None:
    assert came_to(workspace, clock, waiting) == "/"


def test_parameters_come_back_as_parameters_and_nothing_else(
    workspace: Workspace, clock: Clock
) -> None:
    place = came_to(workspace, clock, quote("/list?show=a\r\nx: y&next=//evil.example", safe=""))
    assert place == "/list?show=a%0D%0Ax%3A+y&next=%2F%2Fevil.example"


@pytest.mark.parametrize(
    ("path", "headers"),
    [("/list", [("sec-fetch-dest", "image")]), ("/", []), ("/_stcore/health", [])],
)
def test_what_opens_no_page_leaves_nothing_waiting(
    door: ByProvider, path: str, headers: list[tuple[str, str]]
) -> None:
    answer = get(door, scope_of(path, headers))
    assert [name for name, _ in answer.headers if name == b"set-cookie"] == []
