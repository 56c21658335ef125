"""Nobody asks by another name or from another page, and every answer is marked and kept by none."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest

from tests.browser.asking import HANDSHAKE, Answer, ask
from tests.browser.reading import Reader
from tests.browser.serving import Server, free_port, serving

pytestmark = pytest.mark.browser

STREAM = "/_stcore/stream"
PATHS = ["/", "/suspect", "/health", "/_stcore/health", "/_stcore/host-config", "/no/such/page"]
PATHS += ["/media/none.csv", "/app/static/topojson/world_110m.json", "/app/static/none"]
UPLOAD = "/_stcore/upload_file/session/file"


def get(server: Server, path: str, *headers: str, host: str | None = None) -> Answer:
    return ask(
        server.port,
        [f"GET {path} HTTP/1.1", f"Host: {host or f'localhost:{server.port}'}", *headers],
    )


def handshake(server: Server, *headers: str, host: str = "localhost") -> Answer:
    """Ask for the pages' websocket; `PORT` stands for the server's."""
    lines = [f"GET {STREAM} HTTP/1.1", f"Host: {host}:PORT", *HANDSHAKE, *headers]
    return ask(server.port, [line.replace("PORT", str(server.port)) for line in lines])


def says_nothing_of_the_data(answer: Answer) -> bool:
    return len(answer.body) < 200 and not re.search(rb"[NS]\d{3,}|OFFICIAL", answer.body)


@pytest.mark.parametrize("path", [*PATHS, "/_stcore/metrics", UPLOAD])
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE"])
def test_every_answer_has_the_security_headers_once_and_no_name(
    server: Server, path: str, method: str
) -> None:
    answer = ask(
        server.port,
        [f"{method} {path} HTTP/1.1", f"Host: localhost:{server.port}", "Connection: close"],
    )
    assert answer.lacking == []
    assert answer.values("server") == []
    assert len(answer.values("date")) == 1
    assert len(answer.values("cache-control")) == 1
    assert [name for name, _ in answer.headers if name.startswith("access-control")] == []


@pytest.mark.parametrize(
    "sent",
    [
        b"garbage\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(40) + b"\r\n\r\n",
        b"GET /health HTTP/1.1\r\n\r\n",
        b"GET /health HTTP/1.1\r\nHost: localhost:PORT\r\nHost: localhost:PORT\r\n\r\n",
        b"GET /health HTTP/1.1\r\nHost : localhost:PORT\r\n\r\n",
        b"GET /a b HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
        b"GET /health HTTP/1.1\r\nHost: localhost:PORT\r\nX: " + b"x" * 70_000,  # and no end
        b"GET /" + b"x" * 70_000,
        b"PUT /health HTTP/1.1\r\nHost: localhost:PORT\r\nContent-Length: -1\r\n\r\n",
        b"GET /health HTTP/1.0\r\n\r\n",
        b"GET http://elsewhere.example/health HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
        b"GET http://localhost:PORT/health HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n",
        b"OPTIONS * HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
        b"CONNECT elsewhere.example:443 HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
        (
            b"GET /_stcore/stream HTTP/1.1\r\nHost: localhost:PORT\r\nConnection: Upgrade\r\n"
            b"Upgrade: websocket\r\n\r\n"
        ),
    ],
)
def test_what_is_no_request_of_ours_is_refused_with_the_headers_on(
    server: Server, sent: bytes
) -> None:
    answer = ask(server.port, sent.replace(b"PORT", str(server.port).encode()))
    assert answer.status == 400
    assert answer.lacking == []
    assert answer.values("server") == []
    assert answer.values("cache-control") == ["no-store"]
    assert says_nothing_of_the_data(answer)


@pytest.mark.parametrize(
    "host", ["localhost:PORT", "127.0.0.1:PORT", "LocalHost:PORT", "[::1]:PORT", "[0:0::1]:PORT"]
)
def test_it_answers_to_its_own_names(server: Server, host: str) -> None:
    own = host.replace("PORT", str(server.port))
    assert get(server, "/health", host=own).status == 200
    assert get(server, "/health", f"Origin: http://{own}", host=own).status == 200


@pytest.mark.parametrize("path", [*PATHS, UPLOAD])
@pytest.mark.parametrize(
    "host",
    [
        "elsewhere.example:PORT",
        "elsewhere.example",
        "localhost",
        "localhost:1",
        "localhost:80",
        "127.0.0.1",
        "localhost.elsewhere.example:PORT",
        "127.0.0.1.elsewhere.example:PORT",
        "xlocalhost:PORT",
        "127.1:PORT",
        "2130706433:PORT",
        "0.0.0.0:PORT",
        "127.0.0.2:PORT",
        "[::]:PORT",
        "[::ffff:127.0.0.1]:PORT",
    ],
)
def test_another_name_is_refused_for_every_path(server: Server, host: str, path: str) -> None:
    answer = get(server, path, host=host.replace("PORT", str(server.port)))
    assert answer.status == 421
    assert answer.lacking == []
    assert answer.values("cache-control") == ["no-store"]
    assert says_nothing_of_the_data(answer)


@pytest.mark.parametrize(
    "host",
    [
        "localhost.:PORT",
        "reader@localhost:PORT",
        "elsewhere.example@localhost:PORT",
        "localhost:PORT@elsewhere.example",
        "localhost:PORT/elsewhere",
        "localhost:PORT,elsewhere.example",
        "localhost:PORT elsewhere.example",
        "localhost:",
        "localhost:+PORT",
        "localhost:0PORT",
        "localhost:999999",
        "[::1:PORT",
        "::1:PORT",
        "[::1%lo]:PORT",
        "löcalhost:PORT",
    ],
)
def test_a_host_that_is_no_plain_address_is_refused(server: Server, host: str) -> None:
    answer = get(server, "/", host=host.replace("PORT", str(server.port)))
    assert answer.status == 400
    assert answer.lacking == []
    assert says_nothing_of_the_data(answer)


def foreign_origins() -> list[str]:
    return [
        "http://elsewhere.example",
        "http://elsewhere.example:PORT",
        "http://localhost",
        "http://localhost:OTHER",
        "http://127.0.0.1:PORT",  # asked by the name localhost
        "http://127.0.0.1:OTHER",
        "http://[::1]:PORT",
        "https://localhost:PORT",
        "ws://localhost:PORT",
        "file://localhost:PORT",
        "http://localhost.:PORT",
        "http://reader@localhost:PORT",
        "http://localhost:PORT/",
        "http://localhost:PORT/page",
        "http://localhost:PORT#page",
        "localhost:PORT",
        "null",
        "",
        "http://localhost:PORT http://elsewhere.example",
        "http://localhost:PORT, http://elsewhere.example",
    ]


@pytest.mark.parametrize("origin", foreign_origins())
def test_another_page_can_ask_for_nothing(server: Server, origin: str) -> None:
    other = free_port()
    header = f"Origin: {origin}".replace("PORT", str(server.port)).replace("OTHER", str(other))
    refused = [get(server, path, header) for path in (*PATHS, UPLOAD)]
    refused.append(handshake(server, header))
    assert {answer.status for answer in refused} == {403}
    assert [answer.lacking for answer in refused if answer.lacking] == []
    assert all(says_nothing_of_the_data(answer) for answer in refused)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_another_page_can_send_nothing(server: Server, method: str) -> None:
    answer = ask(
        server.port,
        [
            f"{method} {UPLOAD} HTTP/1.1",
            f"Host: localhost:{server.port}",
            f"Origin: http://localhost:{free_port()}",
            "Content-Length: 5",
        ],
        body=b"rows\n",
    )
    assert answer.status == 403
    assert answer.lacking == []


def test_the_websocket_opens_for_its_own_pages_alone(server: Server) -> None:
    for name in ("localhost", "127.0.0.1", "[::1]", "LOCALHOST"):
        answer = handshake(server, f"Origin: http://{name}:PORT", host=name)
        assert answer.status == 101
        assert answer.lacking == []
    assert handshake(server).status == 403
    two = handshake(server, "Origin: http://localhost:PORT", "Origin: http://localhost:PORT")
    assert two.status in {400, 403}
    named = "Origin: http://elsewhere.example:PORT"
    assert handshake(server, named, host="elsewhere.example").status == 403


def test_what_a_proxy_would_say_of_names_is_not_believed(server: Server) -> None:
    for words in ("X-Forwarded-Host: localhost:PORT", "Forwarded: host=localhost:PORT"):
        header = words.replace("PORT", str(server.port))
        assert get(server, "/", header, host="elsewhere.example").status == 421
        assert get(server, "/", header, "Origin: http://elsewhere.example").status == 403
    forwarded = ("X-Forwarded-Proto: https", "X-Forwarded-For: 127.0.0.1")
    own = f"Origin: http://localhost:{server.port}"
    assert get(server, "/", *forwarded, own).status == 200
    assert get(server, "/", *forwarded, own.replace("http:", "https:")).status == 403


@pytest.mark.parametrize(
    ("site", "mode", "dest", "status"),
    [
        ("cross-site", "navigate", "document", 200),
        ("same-site", "navigate", "document", 200),
        ("none", "navigate", "document", 200),
        ("same-origin", "cors", "empty", 200),
        ("cross-site", "no-cors", "script", 403),
        ("same-site", "no-cors", "image", 403),
        ("cross-site", "cors", "empty", 403),
        ("cross-site", "navigate", "iframe", 403),
        ("same-site", "navigate", "object", 403),
        ("cross-site", "", "", 403),
        ("nonsense", "cors", "empty", 403),
    ],
)
def test_a_link_leads_here_and_nothing_else_from_another_site_does(
    server: Server, site: str, mode: str, dest: str, status: int
) -> None:
    headers = [f"Sec-Fetch-Site: {site}", f"Sec-Fetch-Mode: {mode}", f"Sec-Fetch-Dest: {dest}"]
    answer = get(server, "/", *[line for line in headers if not line.endswith(": ")])
    assert answer.status == status
    assert answer.lacking == []


def test_a_form_of_another_site_cannot_lead_here(server: Server) -> None:
    answer = ["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"]
    lines = ["POST / HTTP/1.1", f"Host: localhost:{server.port}", *answer, "Content-Length: 0"]
    assert ask(server.port, lines).status == 403


def test_an_upload_needs_the_token_of_its_own_page(server: Server) -> None:
    host = f"localhost:{server.port}"
    cookies = get(server, "/_stcore/health").values("set-cookie")
    [cookie] = [value for value in cookies if value.startswith("_streamlit_xsrf=")]
    assert "SameSite=Strict" in cookie
    token = cookie.partition(";")[0]
    for headers in ([], [f"Cookie: {token}"], ["X-Xsrftoken: made-up", f"Cookie: {token}"]):
        for method in ("PUT", "DELETE"):
            lines = [f"{method} {UPLOAD} HTTP/1.1", f"Host: {host}", "Content-Length: 0", *headers]
            answer = ask(server.port, lines)
            assert answer.status == 403
            assert answer.lacking == []
            assert answer.values("cache-control") == ["no-store"]


def test_a_file_that_is_too_large_is_refused_with_the_headers_on(server: Server) -> None:
    host = f"localhost:{server.port}"
    cookie = get(server, "/_stcore/health").values("set-cookie")[0].partition(";")[0]
    lines = [f"PUT {UPLOAD} HTTP/1.1", f"Host: {host}", f"Cookie: {cookie}"]
    lines += [f"X-Xsrftoken: {cookie.partition('=')[2]}", f"Content-Length: {10**12}"]
    answer = ask(server.port, lines)
    assert answer.status in {400, 413}  # no session has this name; the size is not read before
    assert answer.lacking == []


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("/", "no-cache"),
        ("/suspect", "no-cache"),
        ("/health", "no-store"),
        ("/_stcore/health", "no-store"),
        ("/_stcore/host-config", "no-store"),
        ("/media/none.csv", "no-store"),
        ("/static/none.js", "no-cache"),
    ],
)
def test_a_browser_keeps_nothing_that_may_hold_data(server: Server, path: str, rule: str) -> None:
    assert get(server, path).values("cache-control") == [rule]


def test_a_file_that_leaves_is_kept_by_no_browser(reader: Reader) -> None:
    rules: dict[str, str] = {}
    reader.page.on(
        "response",
        lambda answer: rules.update(
            {urlsplit(answer.url).path: answer.headers.get("cache-control", "")}
        ),
    )
    reader.open()
    with reader.page.expect_download() as file:
        reader.page.get_by_role("button", name=re.compile("CSV|Download")).first.click()
    assert rules[urlsplit(file.value.url).path] == "no-store"
    others = {rule for path, rule in rules.items() if not path.startswith(("/static", "/app"))}
    assert others <= {"no-store", "no-cache"}


@pytest.fixture(scope="module")
def public(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that its readers reach by https, through a proxy."""
    data = Path(shutil.copytree(demonstration, tmp_path_factory.mktemp("public") / "data"))
    with serving(
        data,
        name="harm.example",
        environment={"HARMDESK_PUBLIC_URL": "https://harm.example/"},
    ) as up:
        yield up


def test_behind_a_proxy_only_the_public_address_is_answered(public: Server) -> None:
    for host in ("harm.example", "harm.example:443", "HARM.example"):
        assert get(public, "/", host=host).status == 200
        assert get(public, "/", "Origin: https://harm.example", host=host).status == 200
    for host in (f"localhost:{public.port}", f"harm.example:{public.port}", "harm.example:80"):
        assert get(public, "/", host=host).status == 421
    for origin in ("http://harm.example", "https://harm.example:8443", "https://example"):
        assert get(public, "/", f"Origin: {origin}", host="harm.example").status == 403
    [cookie] = get(public, "/_stcore/health", host="harm.example").values("set-cookie")
    assert "; Secure" in cookie


def test_behind_a_proxy_the_websocket_opens_for_the_public_address(public: Server) -> None:
    for host in ("harm.example", "harm.example:443"):
        for origin, status in (
            ("https://harm.example", 101),
            ("https://harm.example:443", 101),
            ("http://harm.example", 403),
            (f"http://localhost:{public.port}", 403),
        ):
            lines = [f"GET {STREAM} HTTP/1.1", f"Host: {host}", *HANDSHAKE, f"Origin: {origin}"]
            assert ask(public.port, lines).status == status


def test_it_listens_on_the_address_of_the_settings(demonstration: Path, tmp_path: Path) -> None:
    data = Path(shutil.copytree(demonstration, tmp_path / "data"))
    with serving(data, address="127.0.0.2", environment={"HARMDESK_HOST": "127.0.0.2"}) as up:
        with urlopen(Request(f"http://127.0.0.2:{up.port}/health")) as answer:
            assert answer.status == 200
        lines = ["GET / HTTP/1.1", "Host: elsewhere.example"]
        assert ask(up.port, lines, address="127.0.0.2").status == 421
        with pytest.raises(ConnectionRefusedError):
            ask(up.port, lines)
