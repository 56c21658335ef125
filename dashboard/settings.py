"""The addresses of the dashboard, as a browser names them in `Host` and in `Origin`."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from ipaddress import AddressValueError, IPv6Address, ip_address
from pathlib import Path
from typing import Final, Literal, Self

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import SettingsConfigDict

from dashboard.sign_in_settings import SignInSettings

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
        log_head: a file where the head of the log is kept as well as in the data folder.
        register_url: address of the database of PostgreSQL that the register is in
            (`HARMDESK_REGISTER`); None: it is a file in the data folder.
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


def dated_lengths(text: str) -> tuple[tuple[date, int], ...]:
    """Lengths in days, each with the day from which it holds: `2025-09-02:28,2026-06-01:56`.

    Raises:
        ValueError: it is not written so, or a length is not from 1 to 999 days.
    """
    pairs = [part.split(":") for part in text.replace(" ", "").split(",") if part]
    found = tuple((date.fromisoformat(day), int(days)) for day, days in pairs)
    if not all(0 < days < LONGEST_RECALL for _, days in found):
        raise ValueError(text)
    return found


#: The force whose record it is unless a setting says otherwise.
METROPOLITAN: Final = "Metropolitan Police"
#: Where the dashboard listens unless a setting says otherwise: on this machine alone.
HOST: Final = "127.0.0.1"
#: How many offence files are kept unless a setting says otherwise.
KEEP_FILES: Final = 12
#: In how many days a load or a frozen list is looked at again unless a setting says otherwise, and
#: at most.
REVIEW_DAYS: Final = 365
LONGEST_REVIEW: Final = 3650
#: A recall lasts fewer days than this.
LONGEST_RECALL: Final = 1000
#: How the address of a register on PostgreSQL begins.
POSTGRESQL: Final = "postgresql+psycopg://"
#: What stands for a crime's reference in the template of a link.
CRIME_REF: Final = "{crime_ref}"


class Settings(SignInSettings):
    """What a force may set without touching code; docs/settings.md explains each.

    Attributes:
        data: folder of the offence files, the register and the pointer.
        marking: protective marking of every page and file.
        memory: how much memory the offence database may use.
        keep_files: how many offence files are kept; each holds every version up to its own, so
            that past lists need only the newest. At least the newest and the one before it, which
            a reader may be about to open.
        crime_link: the address of a crime's report, with `{crime_ref}` where the reference goes.
        force: whose record it is: rows that name no force are of it; empty: that of a record that
            is there, else the Metropolitan Police.
        role: who a demonstration is opened as, such as `auditor` or `supervisor@E09000008`; on any
            other data it is refused.
        reason: why an auditor looks at people with a command; the log keeps it.
        host: the IP address that the dashboard listens on; of this machine alone, unless people
            sign in.
        public_url: the one address that its readers use, where a proxy stands before it.
            recipient: whether it must be said to whom a file goes.
        prepare: whether a server works out, once it answers, what pages show first.
        review_loads: how many days after it was loaded a load is looked at again.
        review_lists: how many days after it was frozen a list is looked at again.
        missing_percent: of the crimes of a suspect, how many are supposed to be missing where
            the page How sure says what errors would do.
        divided_percent: of the suspects with several crimes, how many are supposed to be under
            two references there.
        recall_days: from when on a fixed-term recall lasts how many days, as text.
        misclassified_percent: of the crimes, how many are supposed to be one class off there.
    """

    model_config = SettingsConfigDict(env_prefix="HARMDESK_", frozen=True, populate_by_name=True)

    data: Path = Path("data")
    missing_percent: int = Field(default=5, ge=0, le=50)
    divided_percent: int = Field(default=5, ge=0, le=50)
    misclassified_percent: int = Field(default=2, ge=0, le=50)
    marking: str = "OFFICIAL-SENSITIVE"
    memory: str = Field(default="1GB", pattern=r"^\d+(\.\d+)?(MB|GB)$")
    keep_files: int = Field(default=KEEP_FILES, ge=2, le=1000)
    crime_link: str | None = None
    force: str = ""
    role: str | None = None
    reason: str = Field(default="", max_length=200)
    host: str = HOST
    public_url: str | None = None
    review_loads: int = Field(default=REVIEW_DAYS, ge=1, le=LONGEST_REVIEW)
    review_lists: int = Field(default=REVIEW_DAYS, ge=1, le=LONGEST_REVIEW)
    recipient: Literal["optional", "required"] = "optional"
    prepare: Literal["on", "off"] = "on"
    recall_days: str = ""
    log_head: Path | None = None
    register_url: SecretStr | None = Field(default=None, validation_alias="HARMDESK_REGISTER")

    @field_validator("register_url", mode="before")
    @classmethod
    def _is_of_postgresql(cls, url: object) -> object:
        """An empty setting is none; the address is never quoted, since it may have a password."""
        if url and not str(url).startswith(POSTGRESQL):
            message = f"it must begin with {POSTGRESQL}"
            raise ValueError(message)
        return url or None

    @field_validator("recall_days")
    @classmethod
    def _are_dated_lengths(cls, text: str) -> str:
        """Each length with the day from which it holds."""
        try:
            dated_lengths(text)
        except ValueError:
            message = "it must be days and lengths, such as 2025-09-02:28,2026-06-01:56"
            raise ValueError(message) from None
        return text

    @property
    def recalls(self) -> tuple[tuple[date, int], ...]:
        """From when on a fixed-term recall lasts how many days, beside what is shipped."""
        return dated_lengths(self.recall_days)

    @field_validator("log_head", mode="before")
    @classmethod
    def _is_a_file_or_none(cls, head: object) -> object:
        """An empty setting is none."""
        return head or None

    @field_validator("host")
    @classmethod
    def _is_of_this_machine(cls, host: str, info: ValidationInfo) -> str:
        """Whoever reaches the port reads everything, unless people sign in."""
        if not host or host.lower() == "localhost":
            return HOST
        try:
            address = ip_address(host.removeprefix("[").removesuffix("]"))
        except ValueError:
            message = "it must be an IP address of this machine, such as 127.0.0.1 or ::1"
            raise ValueError(message) from None
        scoped = isinstance(address, IPv6Address) and address.scope_id is not None
        signs_in = info.data.get("proxy") or info.data.get("oidc_issuer")
        if scoped or not (address.is_loopback or signs_in):
            message = (
                "other machines could read every name, since nobody signs in yet; it must be "
                "127.0.0.1, ::1 or localhost until HARMDESK_OIDC_ISSUER or HARMDESK_PROXY is set"
            )
            raise ValueError(message)
        return str(address)

    @field_validator("public_url")
    @classmethod
    def _is_one_address(cls, url: str | None) -> str | None:
        """The form in which a browser names it; what names people goes by https alone."""
        if not url:
            return None
        address = Address.of_origin(url.removesuffix("/"))
        if address is None or (address.scheme == "http" and address.host not in LOOPBACK_NAMES):
            message = (
                "it must be https:// and a name, perhaps with a port, and no path, such as "
                "https://harm.example.police.uk"
            )
            raise ValueError(message)
        return address.origin

    @field_validator("data")
    @classmethod
    def _has_a_plain_name(cls, folder: Path) -> Path:
        """The offence database takes a backslash for a slash, and every name for UTF-8."""
        try:
            str(folder.absolute()).encode()
        except UnicodeEncodeError:
            message = "it must be a path whose letters are UTF-8"
            raise ValueError(message) from None
        if os.sep == "/" and "\\" in str(folder.absolute()):
            message = "it must be a path without a backslash"
            raise ValueError(message)
        return folder

    @field_validator("crime_link")
    @classmethod
    def _leads_to_a_crime(cls, template: str | None) -> str | None:
        """A template without the reference would lead everybody to the same report."""
        if not template:
            return None
        if CRIME_REF not in template or not template.startswith(("https://", "http://")):
            message = (
                f"it must begin with https:// or http:// and have {CRIME_REF} where the crime's "
                f"reference goes"
            )
            raise ValueError(message)
        return template
