"""The program's own files, from memory, and a page that asks for them before it needs them.

A first view takes some 140 small files. Streamlit reads each from the disk again, by way of three
threads that wait their turn, and the browser learns of half of them only once it draws. Here they
are read once, and the page names at its head those that nearly every page draws with, so that they
come while the first answer is worked out.
"""

from __future__ import annotations

import mimetypes
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Where the browser finds them: their names change with what is in them.
ADDRESS: Final = "/static/"
KEEP: Final = b"public, immutable, max-age=31536000"
#: What nearly every page is drawn with, by the names that Streamlit's files begin with.
ON_EVERY_PAGE: Final = (
    "Html",
    "BidiComponent",
    "Selectbox",
    "TextInput",
    "PageLink",
    "DateInput",
    "NumberInput",
    "Button",
    "Spinner",
    "Metric",
    "DataFrame",
)

_READING: Final = frozenset({"GET", "HEAD"})
#: Who asks so wants less than the whole file: Streamlit answers that.
_PARTLY: Final = frozenset({b"range", b"if-none-match", b"if-modified-since"})
_CHANGED_HEADERS: Final = frozenset({b"content-length", b"etag", b"last-modified"})
_NEEDED: Final = re.compile(r"""(?:from|import)\s*["']\./([^"']+\.js)["']""")
_OK: Final = 200


@dataclass(frozen=True, slots=True)
class ProgramFile:
    """A file as it is answered.

    Attributes:
        content: its bytes.
        kind: its content type.
    """

    content: bytes
    kind: str


class ProgramFiles:
    """Answers with Streamlit's own files, and completes the head of its page."""

    def __init__(self, app: ASGIApp, folder: Path | None = None) -> None:
        """Stand before an app.

        Args:
            app: what answers everything else.
            folder: Streamlit's folder `static`; None: that of the Streamlit that is installed.
        """
        self._app = app
        root = _installed() if folder is None else folder
        found = (path for path in (root / "static").rglob("*") if path.is_file())
        # Nothing but these names is ever opened, whatever is asked for.
        self._paths = {f"/{path.relative_to(root).as_posix()}": path for path in found}
        self._read: dict[str, ProgramFile] = {}
        self._head = preloads(root)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let the app do it."""
        if scope["type"] != "http" or scope["method"] not in _READING:
            await self._app(scope, receive, send)
        elif scope["path"] not in self._paths:
            whole = scope["method"] == "GET"
            await self._app(scope, receive, _completing(send, self._head) if whole else send)
        elif any(name in _PARTLY for name, _ in scope["headers"]):
            await self._app(scope, receive, send)
        else:
            await self._answer(scope["path"], send, with_content=scope["method"] == "GET")

    async def _answer(self, path: str, send: Send, *, with_content: bool) -> None:
        file = self._read.get(path)
        if file is None:
            file = self._read[path] = _read(self._paths[path])
        headers = [
            (b"content-type", file.kind.encode()),
            (b"content-length", str(len(file.content)).encode()),
            (b"cache-control", KEEP),
        ]
        await send({"type": "http.response.start", "status": _OK, "headers": headers})
        body = file.content if with_content else b""
        await send({"type": "http.response.body", "body": body})


@cache
def preloads(root: Path) -> bytes:
    """The lines for the head of the page that name what nearly every page is drawn with.

    Args:
        root: Streamlit's folder `static`.

    Returns:
        HTML; empty where it has none of these files, and pages then come later and no worse.
    """
    scripts = root / "static" / "js"
    page = (root / "index.html").read_text(encoding="utf-8")
    wanted = [path.name for name in ON_EVERY_PAGE for path in sorted(scripts.glob(f"{name}.*.js"))]
    found: dict[str, None] = {}
    while wanted:
        name = wanted.pop(0)
        if name not in found and f"static/js/{name}" not in page and (scripts / name).is_file():
            found[name] = None
            wanted += _NEEDED.findall((scripts / name).read_text(encoding="utf-8"))
    lines = (
        f'<link rel="modulepreload" crossorigin href="./static/js/{name}">\n' for name in found
    )
    return "".join(lines).encode()


def _installed() -> Path:
    return Path(str(files("streamlit"))) / "static"


def _read(path: Path) -> ProgramFile:
    kind = "text/javascript" if path.suffix == ".js" else mimetypes.guess_type(path.name)[0]
    return ProgramFile(path.read_bytes(), kind or "application/octet-stream")


def _completing(send: Send, head: bytes) -> Send:
    """Send an answer on; where it is the page, with more lines at the end of its head."""
    start: Message | None = None
    body = b""

    async def send_completed(message: Message) -> None:
        nonlocal start, body
        if message["type"] == "http.response.start" and _is_page(message):
            start = message
        elif start is None:
            await send(message)
        elif message["type"] == "http.response.body":
            body += message.get("body", b"")
            if not message.get("more_body", False):
                whole = body.replace(b"</head>", head + b"</head>", 1)
                length = (b"content-length", str(len(whole)).encode())
                theirs = [pair for pair in start["headers"] if pair[0] not in _CHANGED_HEADERS]
                await send({**start, "headers": [*theirs, length]})
                await send({**message, "body": whole})

    return send_completed


def _is_page(message: Message) -> bool:
    kind: bytes = dict(message.get("headers", [])).get(b"content-type", b"")
    return message["status"] == _OK and kind.startswith(b"text/html")
