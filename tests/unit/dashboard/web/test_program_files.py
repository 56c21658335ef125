"""The program's own files come from memory, and the page names those that it is drawn with."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import Final

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from dashboard.web.program_files import ON_EVERY_PAGE, ProgramFiles, preloads

PAGE: Final = "<html><head><title>A</title></head><body></head></body></html>"
INDEX: Final = '<html><head><link href="./static/js/start.1.js"></head></html>'
#: Files of a Streamlit that has little: what each holds.
FILES: Final = {
    "index.html": INDEX,
    "secret.txt": "not to be had",
    "static/js/start.1.js": "start()",
    "static/js/Html.2.js": 'import{a}from"./start.1.js";'
    'import{b}from"./part.3.js";import("./rest.4.js")',
    "static/js/part.3.js": 'import"./Html.2.js";export const b=1',
    "static/js/rest.4.js": "rest()",
    "static/css/a.5.css": "a{}",
}


async def _app(scope: Scope, receive: Receive, send: Send) -> None:
    path = Request(scope).url.path
    answer: Response = PlainTextResponse(f"the app has {path}")
    if path == "/page":
        answer = HTMLResponse(PAGE, headers={"etag": '"1"', "last-modified": "yesterday"})
    if path == "/gone":
        answer = HTMLResponse(PAGE, status_code=404)
    await answer(scope, receive, send)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in FILES.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    return tmp_path


async def asked(folder: Path, path: str, method: str = "GET", **headers: str) -> httpx.Response:
    transport = httpx.ASGITransport(ProgramFiles(_app, folder))
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    async with httpx.AsyncClient(transport=transport, base_url="http://desk") as client:
        return await client.request(method, path, headers=names)


@pytest.mark.anyio
async def test_a_file_is_answered_whole_and_may_be_kept(folder: Path) -> None:
    for path, kind in (
        ("static/js/rest.4.js", "text/javascript"),
        ("static/css/a.5.css", "text/css"),
    ):
        answer = await asked(folder, f"/{path}")
        assert answer.status_code == httpx.codes.OK
        assert answer.text == FILES[path]
        assert answer.headers["content-type"] == kind
        assert answer.headers["content-length"] == str(len(FILES[path]))
        assert answer.headers["cache-control"] == "public, immutable, max-age=31536000"


@pytest.mark.anyio
async def test_its_head_alone_has_its_length_and_no_content(folder: Path) -> None:
    answer = await asked(folder, "/static/js/rest.4.js", "HEAD")
    assert answer.content == b""
    assert answer.headers["content-length"] == str(len(FILES["static/js/rest.4.js"]))


@pytest.mark.anyio
@pytest.mark.parametrize(
    "path",
    ["/static/none.js", "/secret.txt", "/static/%2e%2e/secret.txt", "/static//js/rest.4.js"],
)
async def test_what_is_no_file_of_the_program_is_left_to_the_app(folder: Path, path: str) -> None:
    assert (await asked(folder, path)).text.startswith("the app has ")


@pytest.mark.anyio
@pytest.mark.parametrize("header", ["range", "if_none_match", "if_modified_since"])
async def test_who_wants_less_than_a_file_is_left_to_the_app(folder: Path, header: str) -> None:
    answer = await asked(folder, "/static/js/rest.4.js", **{header: "bytes=0-1"})
    assert answer.text.startswith("the app has ")
    posted = await asked(folder, "/static/js/rest.4.js", "POST")
    assert posted.text.startswith("the app has ")


@pytest.mark.anyio
async def test_the_page_names_what_it_is_drawn_with_once_each(folder: Path) -> None:
    answer = await asked(folder, "/page")
    lines = re.findall(
        r'<link rel="modulepreload" crossorigin href="./static/js/(.*?)">', answer.text
    )
    assert lines == ["Html.2.js", "part.3.js"]  # neither what it names already nor what comes later
    assert answer.text.replace(preloads(folder).decode(), "") == PAGE
    assert answer.text.index("modulepreload") < answer.text.index("</head>")
    assert answer.headers["content-length"] == str(len(answer.content))
    assert not {"etag", "last-modified"} & set(answer.headers)


@pytest.mark.anyio
@pytest.mark.parametrize("path", ["/gone", "/health"])
async def test_what_is_no_page_is_sent_on_as_it_is(folder: Path, path: str) -> None:
    assert "modulepreload" not in (await asked(folder, path)).text


def test_what_every_page_is_drawn_with_is_in_the_streamlit_that_is_installed() -> None:
    root = Path(str(files("streamlit"))) / "static"
    named = re.findall(r'href="./static/js/(.*?)"', preloads(root).decode())
    assert len(named) == len(set(named))
    assert {name.split(".")[0] for name in named} >= set(ON_EVERY_PAGE)
    assert all((root / "static" / "js" / name).is_file() for name in named)
    page = (root / "index.html").read_text(encoding="utf-8")
    assert not [name for name in named if name in page]
