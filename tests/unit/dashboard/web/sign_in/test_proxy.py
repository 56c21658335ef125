"""Headers of a proxy are believed from the proxy alone, and never in part."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from dashboard.access.signed_in import read_written
from dashboard.access.viewer import Viewer
from dashboard.errors import RegisterError
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.web.sign_in import admission
from dashboard.web.sign_in.proxy import ByProxy
from tests.unit.dashboard.build import loaded, row
from tests.unit.dashboard.web.sign_in.asking import Clock, Inside, get, hold_open, scope_of

CAMDEN = "E09000007"
ADA = (("X-Forwarded-User", "ada"), ("X-Forwarded-Roles", "analyst"))
HOUR = 3600.0


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    loaded(tmp_path, row())
    return Workspace(Settings(data=tmp_path, proxy="127.0.0.1, ::1"))


@pytest.fixture
def inside() -> Inside:
    return Inside()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def door(inside: Inside, workspace: Workspace, clock: Clock) -> ByProxy:
    return ByProxy(inside, workspace, clock=clock)


def lines(workspace: Workspace) -> list[tuple[str, str, str, str]]:
    log = workspace.register.log().select("who", "role", "action", "subject")
    return [row for row in log.rows() if row[2].startswith("sign_")]


def test_whoever_the_proxy_names_is_let_in_with_a_line(
    door: ByProxy, inside: Inside, workspace: Workspace
) -> None:
    headers = (
        ("x-FORWARDED-user", "ada"),
        ("X-Forwarded-Roles", "Staff, supervisor,auditor"),
        ("X-Forwarded-Boroughs", f"{CAMDEN}, E09000012"),
    )
    assert get(door, scope_of("/", headers)).body == b"secret"
    (text,) = inside.headers(b"x-harmdesk-viewer")
    boroughs = frozenset({CAMDEN, "E09000012"})
    assert read_written(text.decode()) == Viewer(
        "ada", role="supervisor", boroughs=boroughs, also=frozenset({"auditor"})
    )
    assert lines(workspace) == [
        ("ada", "supervisor", "sign_in", f"by the proxy {CAMDEN} E09000012")
    ]


@pytest.mark.parametrize("peer", ["127.0.0.2", "10.0.0.1", "::2", "", "proxy", None])
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_nobody_else_can_send_the_headers(
    door: ByProxy, inside: Inside, workspace: Workspace, peer: str | None, kind: str
) -> None:
    headers = (*ADA, ("X-Forwarded-For", "127.0.0.1"), ("Forwarded", "for=127.0.0.1"))
    scope = scope_of("/", headers, peer=peer, kind=kind)
    if kind == "http":
        answer = get(door, scope)
        assert (answer.status, inside.scopes) == (403, [])
        assert b"where people sign in" in answer.body
    else:
        sent = hold_open(door, scope, lambda _: False)
        assert (sent, inside.scopes) == ([{"type": "websocket.close", "code": 1008}], [])
    (line,) = lines(workspace)
    assert line[1:] == ("no role", "sign_in_refused", "not through the proxy")


@pytest.mark.parametrize("peer", ["127.0.0.1", "::1", "0:0:0::1", "::ffff:127.0.0.1"])
def test_an_address_is_the_proxy_s_in_each_of_its_forms(
    door: ByProxy, inside: Inside, peer: str
) -> None:
    assert get(door, scope_of("/", ADA, peer=peer)).status == 200
    assert len(inside.scopes) == 1


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ((), "sent 0 headers X-Forwarded-User"),
        ((("X-Forwarded-Roles", "analyst"),), "sent 0 headers X-Forwarded-User"),
        ((("X-Forwarded-User", "ada"),), "sent 0 headers X-Forwarded-Roles"),
        ((*ADA, ("X-Forwarded-User", "eve")), "sent 2 headers X-Forwarded-User"),
        ((*ADA, ("X-Forwarded-User", "ada")), "sent 2 headers X-Forwarded-User"),
        ((*ADA, ("X_Forwarded_User", "eve")), "sent 2 headers X-Forwarded-User"),
        ((*ADA, ("X-Forwarded-Roles", "administrator")), "sent 2 headers X-Forwarded-Roles"),
        ((("X-Forwarded-User", "ada, eve"), ADA[1]), "several people at once"),
        ((("X-Forwarded-User", " "), ADA[1]), "must have a name"),
        ((("X-Forwarded-User", b"ad\xff"), ADA[1]), "no text in UTF-8"),
        ((("X-Forwarded-User", "ada\u200b"), ADA[1]), "letters that nobody sees"),
        ((ADA[0], ("X-Forwarded-Roles", "")), "has no role in Harmdesk"),
        ((ADA[0], ("X-Forwarded-Roles", "ANALYST")), "has no role in Harmdesk"),
        ((ADA[0], ("X-Forwarded-Roles", "analyst auditor")), "has no role in Harmdesk"),
        (
            (ADA[0], ("X-Forwarded-Roles", "supervisor"), ("X-Forwarded-Boroughs", "Camden")),
            "no code of a London borough",
        ),
        (
            (
                *ADA,
                ("X-Forwarded-Boroughs", CAMDEN),
                ("X-Forwarded-Boroughs", "E09000012"),
            ),
            "sent 2 headers X-Forwarded-Boroughs",
        ),
    ],
)
def test_what_is_missing_double_or_unknown_is_refused(
    door: ByProxy,
    inside: Inside,
    workspace: Workspace,
    headers: tuple[tuple[str, str], ...],
    why: str,
) -> None:
    answer = get(door, scope_of("/", headers))
    assert (answer.status, inside.scopes) == (403, [])
    assert why in answer.body.decode()
    hold_open(door, scope_of("/_stcore/stream", headers, kind="websocket"), lambda _: False)
    assert inside.scopes == []
    (line,) = lines(workspace)  # the second refusal is the same as the first
    assert line[1:3] == ("no role", "sign_in_refused")


def test_names_in_two_forms_are_one_person(
    door: ByProxy, inside: Inside, workspace: Workspace
) -> None:
    for name in ("Zoe\u0308", "Zo\xeb"):
        get(door, scope_of("/", (("X-Forwarded-User", name), ADA[1])))
    assert [line[0] for line in lines(workspace)] == ["Zo\xeb"]
    assert len(inside.scopes) == 2


@pytest.mark.parametrize("name", ["x-harmdesk-viewer", "X_Harmdesk_Viewer", "x-harmdesk-refusal"])
def test_nobody_says_to_the_pages_who_they_are(door: ByProxy, inside: Inside, name: str) -> None:
    forged = base64.urlsafe_b64encode(b'["eve", ["administrator"], []]').decode()
    get(door, scope_of("/", (*ADA, (name, forged))))
    (text,) = inside.headers(b"x-harmdesk-viewer")
    assert read_written(text.decode()).who == "ada"
    assert inside.headers(b"x_harmdesk_viewer") == inside.headers(b"x-harmdesk-refusal") == []


def test_each_request_is_its_own_sender_s(door: ByProxy, inside: Inside) -> None:
    for who, role in (("ada", "analyst"), ("bob", "auditor"), ("ada", "auditor")):
        headers = (("X-Forwarded-User", who), ("X-Forwarded-Roles", role))
        get(door, scope_of("/", headers))
        (text,) = inside.headers(b"x-harmdesk-viewer")
        assert read_written(text.decode()) == Viewer(who, role=role)  # type: ignore[arg-type]


def test_a_sign_in_has_a_line_once_in_a_session_s_time(
    door: ByProxy, workspace: Workspace, clock: Clock
) -> None:
    for hours, expected in ((0, 1), (1, 1), (8.9, 1), (0.2, 2)):
        clock.now += hours * HOUR
        get(door, scope_of("/", ADA))
        assert len(lines(workspace)) == expected


def test_refusals_do_not_flood_the_log(
    door: ByProxy, workspace: Workspace, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(admission, "MOST_REFUSALS", 3)
    for number in range(9):
        get(door, scope_of("/", ADA, peer=f"10.0.0.{number}"))
    assert len(lines(workspace)) == 3
    clock.now += HOUR
    get(door, scope_of("/", ADA, peer="10.0.0.9"))
    assert len(lines(workspace)) == 4


def test_nobody_is_let_in_without_a_line(
    door: ByProxy, inside: Inside, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RegisterError("The register is full.")

    monkeypatch.setattr(type(workspace.register), "note", fail)
    answer = get(door, scope_of("/", ADA))
    assert (answer.status, inside.scopes) == (503, [])
    assert b"the log cannot be written" in answer.body


def test_only_whether_the_server_is_up_needs_nobody_s_name(door: ByProxy, inside: Inside) -> None:
    assert get(door, scope_of("/health")).status == 200
    assert inside.headers(b"x-harmdesk-viewer") == []
    for path in ("/_stcore/health", "/health/", "//health", "/static/x.js", "/download/x"):
        assert get(door, scope_of(path)).status == 403
    assert get(door, scope_of("/health", peer="10.0.0.1")).status == 403


def test_a_page_that_is_idle_must_come_by_the_proxy_again(
    door: ByProxy, inside: Inside, clock: Clock
) -> None:
    def wait(number: int) -> bool:
        clock.now += {1: 0, 5: 31}.get(number, 29) * 60
        return True

    sent = hold_open(door, scope_of("/_stcore/stream", ADA, kind="websocket"), wait)
    assert sent == [{"type": "websocket.close", "code": 1008}]
    kinds = [message["type"] for message in inside.received]
    assert kinds == [
        "websocket.connect",
        *["websocket.receive"] * 4,  # each but the first gives half an hour more
        "websocket.disconnect",
    ]
