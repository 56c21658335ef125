"""A setting that would let anybody in is refused with its reason."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from dashboard.settings import Settings


@pytest.mark.parametrize(
    ("host", "taken"),
    [
        ("", "127.0.0.1"),
        ("localhost", "127.0.0.1"),
        ("127.0.0.1", "127.0.0.1"),
        ("127.8.0.1", "127.8.0.1"),
        ("::1", "::1"),
        ("[0:0::1]", "::1"),
    ],
)
def test_it_may_listen_on_this_machine(
    monkeypatch: pytest.MonkeyPatch, host: str, taken: str
) -> None:
    monkeypatch.setenv("HARMDESK_HOST", host)
    assert Settings().host == taken


@pytest.mark.parametrize(
    "host",
    ["0.0.0.0", "::", "192.168.1.4", "10.0.0.1", "::ffff:10.0.0.1", "::1%lo", "fe80::1"],  # noqa: S104 - refused
)
def test_it_may_listen_to_no_other_until_people_sign_in(
    monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    monkeypatch.setenv("HARMDESK_HOST", host)
    with pytest.raises(ValidationError, match="nobody signs in yet"):
        Settings()


@pytest.mark.parametrize("host", ["harm.example", "127.0.0.1:8501", "127.1", "*", "127.0.0.1/8"])
def test_it_listens_on_an_address(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    monkeypatch.setenv("HARMDESK_HOST", host)
    with pytest.raises(ValidationError, match="an IP address of this machine"):
        Settings()


@pytest.mark.parametrize(
    ("url", "taken"),
    [
        ("", None),
        ("https://harm.example", "https://harm.example"),
        ("https://Harm.Example:443/", "https://harm.example"),
        ("https://harm.example:8443", "https://harm.example:8443"),
        ("http://localhost:9000", "http://localhost:9000"),
    ],
)
def test_a_public_address_is_kept_as_a_browser_writes_it(
    monkeypatch: pytest.MonkeyPatch, url: str, taken: str | None
) -> None:
    monkeypatch.setenv("HARMDESK_PUBLIC_URL", url)
    assert Settings().public_url == taken


@pytest.mark.parametrize(
    "url",
    [
        *("harm.example", "http://harm.example", "https://harm.example/desk", "https://", "null"),
        *("https://reader@harm.example", "https://harm.example.", "https://harm.example?a=b"),
    ],
)
def test_a_public_address_is_one_that_keeps_names_secret(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("HARMDESK_PUBLIC_URL", url)
    with pytest.raises(ValidationError, match="it must be https"):
        Settings()
