"""The server asks nothing of any other machine: at its start, for a foreign page, for an upload."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.asking import HANDSHAKE, ask
from tests.browser.reading import Reader, Record
from tests.browser.serving import Server, serving

pytestmark = pytest.mark.browser

WATCH = Path(__file__).with_name("outgoing")
ROWS = b"""crime_ref,suspect_id,offence_title,recorded_on
C900001/26,N9000001,Rape of a Female aged 16 and over,2026-01-31
"""


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the watched server's ways out are written down."""
    return tmp_path_factory.mktemp("outgoing") / "notes.txt"


@pytest.fixture(scope="module")
def watched(
    demonstration: Path, tmp_path_factory: pytest.TempPathFactory, notes: Path
) -> Iterator[Server]:
    """A server whose every connection and look-up of a name is seen."""
    data = Path(shutil.copytree(demonstration, tmp_path_factory.mktemp("watched") / "data"))
    path = os.pathsep.join(filter(None, [str(WATCH), os.environ.get("PYTHONPATH")]))
    environment = {"PYTHONPATH": path, "OUTGOING_NOTES": str(notes)}
    with serving(data, environment=environment, prepare=True) as up:
        yield up


def ways_out(notes: Path) -> list[str]:
    seen = notes.read_text(encoding="utf-8").splitlines()
    assert "watched" in seen, "the watch was not read"
    return [line for line in seen if line != "watched"]


def test_the_watch_sees_a_way_out(tmp_path: Path) -> None:
    import subprocess  # noqa: PLC0415 - only here
    import sys  # noqa: PLC0415 - only here

    notes = tmp_path / "notes.txt"
    program = "import socket; socket.create_connection(('192.0.2.1', 9), timeout=1)"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(WATCH), "OUTGOING_NOTES": str(notes)},
        capture_output=True,
        check=False,
    )
    assert done.returncode != 0
    assert "192.0.2.1" in ways_out(notes)[0]


def test_a_start_asks_nothing_of_any_other(watched: Server, notes: Path) -> None:
    assert ask(watched.port, [f"GET / HTTP/1.1\r\nHost: localhost:{watched.port}"]).status == 200
    assert ways_out(notes) == []


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "LOCALHOST", "elsewhere.example"])
@pytest.mark.parametrize(
    "origin", ["http://elsewhere.example", "http://localhost:1", "null", "https://192.0.2.1", None]
)
def test_a_foreign_origin_asks_nothing_of_any_other(
    watched: Server, notes: Path, host: str, origin: str | None
) -> None:
    header = [] if origin is None else [f"Origin: {origin}"]
    for path, extra in (("/_stcore/stream", HANDSHAKE), ("/", ()), ("/_stcore/host-config", ())):
        lines = [f"GET {path} HTTP/1.1", f"Host: {host}:{watched.port}", *extra, *header]
        ask(watched.port, lines)
    assert ways_out(notes) == []


def test_pages_and_an_upload_ask_nothing_of_any_other(
    watched: Server, notes: Path, profile: BrowserContext, record: Record
) -> None:
    reader = Reader(record.watch(profile.new_page()), watched, record)
    reader.open()
    reader.grid().wait()
    reader.turn_to("Load data")
    reader.page.locator("input[type=file]").set_input_files(
        {"name": "extract.csv", "mimeType": "text/csv", "buffer": ROWS}
    )
    expect(reader.page.get_by_text("What became of every row")).to_be_visible()
    reader.page.close()
    assert ways_out(notes) == []
