"""The server speaks to this machine alone, with its headers on, and starts soon."""

from __future__ import annotations

import socket
import time
from http.client import HTTPConnection

import pytest
from playwright.sync_api import BrowserContext

from dashboard.web.server import HOST, policy
from tests.browser.reading import Reader, Record
from tests.browser.serving import Server, serving

pytestmark = pytest.mark.browser

HEADERS = {
    "content-security-policy": policy(),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
}


def ask(server: Server, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
    connection = HTTPConnection(HOST, server.port, timeout=30)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    result = {name.lower(): value for name, value in answer.getheaders()}
    body = "" if answer.status == 101 else answer.read().decode(errors="replace")
    connection.close()
    return answer.status, result, body


@pytest.mark.parametrize("path", ["/", "/suspect", "/_stcore/health", "/health", "/no/such/page"])
def test_every_answer_has_the_security_headers(server: Server, path: str) -> None:
    _, headers, _ = ask(server, path)
    assert {name: headers.get(name) for name in HEADERS} == HEADERS


def test_the_policy_lets_in_no_script_but_the_page_s_own() -> None:
    scripts = next(rule for rule in policy().split("; ") if rule.startswith("script-src"))
    assert "'unsafe-inline'" not in scripts
    assert "'unsafe-eval'" not in scripts
    assert "*" not in policy()
    assert "http" not in policy()


def test_the_server_says_that_it_is_well_and_nothing_of_the_data(server: Server) -> None:
    status, _, body = ask(server, "/health")
    assert (status, body) == (200, "ok")


@pytest.mark.parametrize("path", ["/_stcore/metrics", "//_stcore/metrics", "/_stcore/metrics/"])
def test_the_numbers_about_the_server_are_closed(server: Server, path: str) -> None:
    status, _, body = ask(server, path)
    assert status != 200
    assert "cache_memory_bytes" not in body
    assert "active_sessions" not in body


@pytest.mark.parametrize("path", ["/app/static/../app.py", "/app/static/%2e%2e/app.py"])
def test_no_file_of_the_program_is_given_out(server: Server, path: str) -> None:
    _, _, body = ask(server, path)
    assert "set_page_config" not in body


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        ("localhost", "http://localhost", 101),
        ("localhost", "http://elsewhere.example", 403),
        ("elsewhere.example", "http://elsewhere.example", 403),  # a name turned to this machine
    ],
)
def test_a_page_of_another_site_cannot_ask_for_the_list(
    server: Server, host: str, origin: str, status: int
) -> None:
    request = {
        "Host": f"{host}:{server.port}",
        "Origin": f"{origin}:{server.port}",
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version": "13",
    }
    assert ask(server, "/_stcore/stream", **request)[0] == status


def test_the_server_listens_on_this_machine_alone(server: Server) -> None:
    outside = {
        str(address[4][0])
        for address in socket.getaddrinfo(socket.gethostname(), server.port, socket.AF_INET)
    } - {HOST}
    outside.add("127.0.0.2")  # this machine too, by an address that nobody listens on
    for address in outside:
        with socket.socket() as probe:
            probe.settimeout(2)
            assert probe.connect_ex((address, server.port)) != 0, address


def test_a_second_start_shows_the_list_and_says_how_soon(
    server: Server, profile: BrowserContext, record: Record
) -> None:
    began = time.monotonic()
    with serving(server.data, prepare=True) as again:
        reader = Reader(record.watch(profile.new_page()), again, record)
        reader.open()
        reader.grid().wait()
        seconds = time.monotonic() - began
        reader.page.close()
    print(f"second start: up after {again.seconds:.1f} s, the list after {seconds:.1f} s")  # noqa: T201 - to be read
