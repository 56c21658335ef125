"""How long somebody who signed in at a provider stays so; and what is set before anybody can."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from dashboard.errors import HarmdeskError, RegisterError
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.web.sign_in import provider as provider_module
from dashboard.web.sign_in.admission import clock as real_clock
from dashboard.web.sign_in.entrance import entrance_of
from dashboard.web.sign_in.oidc import ByProvider
from dashboard.web.sign_in.provider import provider_of
from tests.unit.dashboard.build import loaded, row
from tests.unit.dashboard.web.sign_in.asking import Clock, Inside, get, hold_open, scope_of

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


def test_a_page_that_connects_anew_by_itself_is_not_done_by_its_reader(
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
