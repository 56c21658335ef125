"""Text of data is shown as it stands: in the real browser, in all that Streamlit makes of text."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from dashboard.web.server import HOST
from tests.browser.probes import MADE_BY_DATA, PROBES
from tests.browser.serving import answers, free_port

pytestmark = pytest.mark.browser

PATIENCE = 60
SCRIPT = Path(__file__).with_name("markdown_page.py")


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    port = free_port()
    options = {
        "server.port": port,
        "server.address": HOST,
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
    }
    command = [sys.executable, "-m", "streamlit", "run", str(SCRIPT)]
    command += [f"--{name}={value}" for name, value in options.items()]
    log = tmp_path_factory.mktemp("markdown") / "log"
    with log.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=out) as process:
        deadline = time.monotonic() + PATIENCE
        while not answers(port, path="/_stcore/health"):
            assert time.monotonic() < deadline, log.read_text(encoding="utf-8")
            time.sleep(0.2)
        page = browser.new_page()
        page.goto(f"http://{HOST}:{port}")
        page.locator(".st-key-once [data-testid=stMultiSelect]").wait_for(timeout=PATIENCE * 1000)
        page.wait_for_function(
            "() => document.querySelector('[data-testid=stApp]').dataset.testScriptState"
            " === 'notRunning'"
        )
        yield page
        page.close()
        process.terminate()


def _in_a_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@pytest.mark.parametrize("number", range(len(PROBES)))
def test_a_probe_stands_as_it_is_wherever_markdown_is_read(page: Page, number: int) -> None:
    expected = _in_a_line(PROBES[number])
    kinds = "[data-testid=stMarkdownContainer], [data-testid=stCaptionContainer]"
    blocks = page.locator(f".st-key-probe-{number}").locator(kinds)
    texts = [_in_a_line(text) for text in blocks.all_text_contents()]
    assert len(texts) == 8
    assert [text for text in texts if text != expected] == []


def test_nothing_on_the_page_was_made_by_a_probe(page: Page) -> None:
    assert page.evaluate(MADE_BY_DATA) == []


def test_what_explains_a_field_is_text_too(page: Page) -> None:
    page.get_by_test_id("stTooltipIcon").first.hover()
    page.get_by_test_id("stTooltipContent").wait_for()
    words = page.get_by_test_id("stTooltipContent").text_content() or ""
    assert _in_a_line(words) == _in_a_line(" ".join(PROBES))
    assert page.get_by_test_id("stTooltipContent").locator("a, em, strong, code, img").count() == 0
