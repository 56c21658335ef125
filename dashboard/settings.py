"""One frozen settings object, from the environment (`HARMDESK_…`) or the command line."""

from __future__ import annotations

import os
from ipaddress import IPv6Address, ip_address
from pathlib import Path
from typing import Final

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from dashboard.addresses import LOOPBACK_NAMES, Address

#: Where the dashboard listens unless a setting says otherwise: on this machine alone.
HOST: Final = "127.0.0.1"
#: How many offence files are kept unless a setting says otherwise.
KEEP_FILES: Final = 12
#: What stands for a crime's reference in the template of a link.
CRIME_REF: Final = "{crime_ref}"


class Settings(BaseSettings):
    """What a force may set without touching code; docs/settings.md explains each.

    Attributes:
        data: folder of the offence files, the register and the pointer.
        marking: protective marking of every page and file.
        memory: how much memory the offence database may use.
        keep_files: how many offence files are kept; each holds every version up to its own, so
            that past lists need only the newest. At least the newest and the one before it, which
            a reader may be about to open.
        crime_link: the address of a crime's report, with `{crime_ref}` where the reference goes.
        host: the IP address that the dashboard listens on, of this machine alone.
        public_url: the one address that its readers use, where a proxy stands before it.
    """

    model_config = SettingsConfigDict(env_prefix="HARMDESK_", frozen=True)

    data: Path = Path("data")
    marking: str = "OFFICIAL-SENSITIVE"
    memory: str = Field(default="1GB", pattern=r"^\d+(\.\d+)?(MB|GB)$")
    keep_files: int = Field(default=KEEP_FILES, ge=2, le=1000)
    crime_link: str | None = None
    host: str = HOST
    public_url: str | None = None

    @field_validator("host")
    @classmethod
    def _is_of_this_machine(cls, host: str) -> str:
        """Whoever reaches the port reads everything, until people sign in."""
        if not host or host.lower() == "localhost":
            return HOST
        try:
            address = ip_address(host.removeprefix("[").removesuffix("]"))
        except ValueError:
            message = "it must be an IP address of this machine, such as 127.0.0.1 or ::1"
            raise ValueError(message) from None
        scoped = isinstance(address, IPv6Address) and address.scope_id is not None
        if scoped or not address.is_loopback:
            message = (
                "other machines could read every name, since nobody signs in yet; it must be "
                "127.0.0.1, ::1 or localhost"
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
