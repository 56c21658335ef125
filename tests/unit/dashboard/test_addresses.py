"""An address is read as a browser writes it, and nothing else is one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dashboard.settings import Address, host_names, own_addresses


@pytest.mark.parametrize(
    ("text", "scheme", "address"),
    [
        ("localhost:8501", "http", Address("http", "localhost", 8501)),
        ("LocalHost:8501", "http", Address("http", "localhost", 8501)),
        ("localhost", "http", Address("http", "localhost", 80)),
        ("localhost", "https", Address("https", "localhost", 443)),
        ("localhost:443", "https", Address("https", "localhost", 443)),
        ("[0:0:0::1]:8501", "http", Address("http", "::1", 8501)),
        ("harm.example.police.uk", "https", Address("https", "harm.example.police.uk", 443)),
    ],
)
def test_a_host_is_read(text: str, scheme: str, address: Address) -> None:
    assert Address.of_host(text, scheme) == address


@pytest.mark.parametrize(
    "text",
    [
        *("", ":8501", "localhost:", "localhost.", "a@localhost", "localhost/", "localhost:08501"),
        *("localhost:65536", "localhost\n", " localhost", "local host", "[localhost]", "::1"),
        *("[::1", "[::1%lo]", "[1]", "-localhost", "localhost-", "a,b", "löcalhost"),
        "localhost:١",
    ],
)
def test_what_is_no_plain_address_is_none(text: str) -> None:
    assert Address.of_host(text, "http") is None
    assert Address.of_origin(f"http://{text}") is None


@pytest.mark.parametrize(
    "text", ["null", "", "localhost", "//localhost", "ftp://localhost", "http://localhost/", "*"]
)
def test_what_is_no_origin_is_none(text: str) -> None:
    assert Address.of_origin(text) is None


@given(some.text(max_size=30))
def test_any_text_is_an_address_or_none(text: str) -> None:
    address = Address.of_host(text, "http")
    assert address is None or Address.of_host(address.authority, "http") == address
    origin = Address.of_origin(text)
    assert origin is None or Address.of_origin(origin.origin) == origin


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        (Address("http", "localhost", 8501), "http://localhost:8501"),
        (Address("http", "::1", 8501), "http://[::1]:8501"),
        (Address("https", "harm.example", 443), "https://harm.example"),
        (Address("http", "localhost", 80), "http://localhost"),
    ],
)
def test_it_is_written_as_a_browser_writes_it(address: Address, origin: str) -> None:
    assert address.origin == origin
    assert Address.of_origin(origin) == address


def test_it_is_asked_by_the_names_of_this_machine_or_by_the_public_one_alone() -> None:
    own = own_addresses("127.0.0.2", 8501, None)
    assert host_names(own) == ["127.0.0.1", "127.0.0.2", "::1", "localhost"]
    assert {address.port for address in own} == {8501}
    public = own_addresses("127.0.0.1", 8501, "https://harm.example")
    assert public == {Address("https", "harm.example", 443)}
