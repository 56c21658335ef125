"""The addresses of the dashboard, as a browser names them in `Host` and in `Origin`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv6Address
from typing import Final, Self

#: The names that lead to this machine and that nobody else can turn to another.
LOOPBACK_NAMES: Final = ("localhost", "127.0.0.1", "::1")
#: The port that an address without a number means.
USUAL_PORT: Final = {"http": 80, "https": 443}

#: A name or an address and perhaps a port, and nothing else: no user, path, blank or last dot.
_AUTHORITY: Final = re.compile(
    r"(?P<host>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)"
    r"(?::(?P<port>[1-9][0-9]{0,4}))?",
    re.ASCII,
)
_ORIGIN: Final = re.compile(r"(?P<scheme>https?)://(?P<authority>[^/]*)", re.ASCII | re.IGNORECASE)
_LAST_PORT: Final = 65_535


@dataclass(frozen=True, slots=True)
class Address:
    """Where a page stands. Two pages may read each other when these three are equal.

    Attributes:
        scheme: `http` or `https`.
        host: a name in lower case, or an IP address in its shortest form, without brackets.
        port: the number, also where it is the usual one.
    """

    scheme: str
    host: str
    port: int

    @classmethod
    def of_host(cls, text: str, scheme: str) -> Self | None:
        """The address that a `Host` header names; None where it is not one plain address.

        Args:
            text: the header, such as `localhost:8501`.
            scheme: how the request came.
        """
        found = _AUTHORITY.fullmatch(text)
        if found is None:
            return None
        port = int(found["port"] or USUAL_PORT[scheme])
        host = _plain(found["host"])
        return None if host is None or port > _LAST_PORT else cls(scheme, host, port)

    @classmethod
    def of_origin(cls, text: str) -> Self | None:
        """The address that an `Origin` header names; None where it names none, such as `null`."""
        found = _ORIGIN.fullmatch(text)
        return None if found is None else cls.of_host(found["authority"], found["scheme"].lower())

    @property
    def authority(self) -> str:
        """As a browser writes it in `Host`: the usual port is left out."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == USUAL_PORT[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """As a browser writes it in `Origin`."""
        return f"{self.scheme}://{self.authority}"


def own_addresses(host: str, port: int, public_url: str | None) -> frozenset[Address]:
    """The addresses by which the dashboard may be asked.

    Args:
        host: the IP address that it listens on.
        port: the port that it listens on.
        public_url: the one address that its readers use, where a proxy stands before it.
    """
    public = None if public_url is None else Address.of_origin(public_url)
    if public is not None:
        return frozenset({public})
    return frozenset(Address("http", name, port) for name in (*LOOPBACK_NAMES, host))


def host_names(addresses: Iterable[Address]) -> list[str]:
    """Their names without ports, each once."""
    return sorted({address.host for address in addresses})


def _plain(host: str) -> str | None:
    """A name in lower case; an IPv6 address in its shortest form, or None where it is none."""
    if not host.startswith("["):
        return host.lower()
    try:
        return IPv6Address(host[1:-1]).compressed
    except AddressValueError:
        return None
