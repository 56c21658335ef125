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


@pytest.mark.parametrize(
    ("variable", "value"),
    [("HARMDESK_PROXY", "10.0.0.4"), ("HARMDESK_OIDC_ISSUER", "https://login.example")],
)
def test_it_may_listen_elsewhere_where_people_sign_in(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    monkeypatch.setenv("HARMDESK_HOST", "10.0.0.5")
    assert (Settings().host, Settings().signs_in) == ("10.0.0.5", True)
    monkeypatch.setenv("HARMDESK_HOST", "fe80::1%lo")
    with pytest.raises(ValidationError, match="nobody signs in yet"):
        Settings()
    monkeypatch.setenv(variable, "")
    monkeypatch.setenv("HARMDESK_HOST", "10.0.0.5")
    with pytest.raises(ValidationError, match="nobody signs in yet"):
        Settings()


@pytest.mark.parametrize(
    ("variable", "value", "why"),
    [
        ("HARMDESK_PROXY", "10.0.0.0/8", "it must be the IP address of the proxy"),
        ("HARMDESK_PROXY", "proxy.example", "it must be the IP address of the proxy"),
        ("HARMDESK_PROXY", "*", "it must be the IP address of the proxy"),
        ("HARMDESK_PROXY_USER", "X_User", "it must be the name of a header"),
        ("HARMDESK_PROXY_ROLES", "", "it must be the name of a header"),
        ("HARMDESK_OIDC_ISSUER", "http://login.example", "it must begin with https"),
        ("HARMDESK_OIDC_ISSUER", "http://localhost.example", "it must begin with https"),
        ("HARMDESK_OIDC_ISSUER", "https://login.example/?a=b", "it must begin with https"),
        ("HARMDESK_OIDC_SCOPE", "profile", "it must have openid"),
        ("HARMDESK_SESSION_HOURS", "0", "greater than or equal to 1"),
        ("HARMDESK_IDLE_MINUTES", "601", "less than or equal to 600"),
    ],
)
def test_a_way_to_sign_in_that_is_not_safe_is_refused(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, why: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(ValidationError, match=why):
        Settings()


def test_an_address_of_a_proxy_has_its_shortest_form(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HARMDESK_PROXY", " 10.0.0.4 ,::ffff:10.0.0.5, 0:0::1,")
    assert Settings().proxies == {"10.0.0.4", "10.0.0.5", "::1"}


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
