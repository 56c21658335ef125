"""Signing in and out with a browser, whose rules for cookies nothing else can try."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.reading import PATIENCE
from tests.browser.serving import serving
from tests.served.provider import CLIENT, providing

pytestmark = pytest.mark.browser


def test_a_reader_signs_in_at_a_provider_and_out_again(
    browser: Browser, demonstration: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(demonstration, tmp_path / "data"))
    with providing() as provider, browser.new_context() as profile:
        provider.know("ann", roles=["analyst"])
        environment = {
            "HARMDESK_OIDC_ISSUER": provider.issuer,
            "HARMDESK_OIDC_CLIENT": CLIENT,
            "HARMDESK_OIDC_SECRET": "s3cret",
        }
        with serving(folder, environment=environment) as server:
            page = profile.new_page()
            page.set_default_timeout(PATIENCE)
            page.goto(f"{server.address}/boroughs?borough=Camden")
            page.get_by_role("button", name="Sign in").click()
            page.get_by_role("textbox").fill("ann")
            page.get_by_role("button", name=re.compile("Authorize")).click()
            expect(page.get_by_text("ann, signed in")).to_be_visible()
            # The page that was asked for, with its parameters.
            expect(page.get_by_role("heading", name="Camden", exact=True)).to_be_visible()
            kept = {cookie["name"]: cookie for cookie in profile.cookies(server.address)}
            own = kept["_streamlit_user"]
            assert (own["httpOnly"], own["sameSite"]) == (True, "Strict")
            assert "_streamlit_user_tokens" not in kept

            page.reload()
            expect(page.get_by_text("ann, signed in")).to_be_visible()
            second = profile.new_page()
            second.goto(server.address)
            expect(second.get_by_text("ann, signed in")).to_be_visible(timeout=PATIENCE)
            # Nothing runs there any longer that would by itself ask anew.
            expect(second.locator("[data-test-script-state=notRunning]")).to_be_attached(
                timeout=PATIENCE
            )

            page.get_by_role("button", name="Sign out").click()
            page.wait_for_url(f"{provider.issuer}/**")
            page.goto(server.address)
            expect(page.get_by_role("button", name="Sign in")).to_be_visible()
            # The other tab ends by itself, and has nothing left of what it showed.
            expect(second.get_by_role("button", name="Sign in")).to_be_visible(timeout=PATIENCE)
            expect(second.get_by_text("ann, signed in")).not_to_be_visible()
