"""How people sign in: through a proxy that knows them, or at a provider of OpenID Connect."""

from __future__ import annotations

import re
from ipaddress import IPv6Address, ip_address
from pathlib import Path
from typing import Final

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

#: What a header may be called (RFC 9110); an underscore is left out, since servers between take it
#: for a hyphen.
_HEADER_NAME: Final = re.compile(r"[A-Za-z0-9-]+", re.ASCII)
#: The address of a provider: https, or http on this machine alone.
_ISSUER: Final = re.compile(
    r"https://[^\s?#]+|http://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(/[^\s?#]*)?", re.ASCII
)


class SignInSettings(BaseSettings):
    """Where the names, roles and boroughs of people come from; docs/settings.md explains each.

    Attributes:
        proxy: IP addresses of the proxy that people sign in at, with commas; empty: there is none.
        proxy_user: the header in which it says who somebody is.
        proxy_roles: the header in which it says their roles or groups, with commas.
        proxy_boroughs: the header in which it says a supervisor's boroughs, with commas.
        role_names: which role a group of the force's stands for, such as `HD-Analysts=analyst`,
            with commas; empty: a role's own name stands for it, and nothing else.
        oidc_issuer: the address of the provider, as its tokens name it; empty: there is none.
        oidc_client: what the provider calls this program.
        oidc_secret: what it knows this program by.
        oidc_secret_file: a file that has that instead.
        oidc_scope: what is requested of the provider; `openid` must be in it.
        oidc_user: the claim that says who somebody is; no two people may ever have the same.
        oidc_roles: the claim with their roles or groups.
        oidc_boroughs: the claim with a supervisor's boroughs.
        session_hours: how long somebody who signed in at the provider stays so, at most.
        idle_minutes: how long they stay so without doing anything.
    """

    model_config = SettingsConfigDict(env_prefix="HARMDESK_", frozen=True, populate_by_name=True)

    proxy: str = ""
    proxy_user: str = "X-Forwarded-User"
    proxy_roles: str = "X-Forwarded-Roles"
    proxy_boroughs: str = "X-Forwarded-Boroughs"
    role_names: str = ""
    oidc_issuer: str = ""
    oidc_client: str = ""
    oidc_secret: SecretStr = SecretStr("")
    oidc_secret_file: Path | None = None
    oidc_scope: str = "openid profile email"
    oidc_user: str = "sub"
    oidc_roles: str = "roles"
    oidc_boroughs: str = "boroughs"
    session_hours: int = Field(default=10, ge=1, le=24)
    idle_minutes: int = Field(default=30, ge=1, le=600)

    @property
    def proxies(self) -> frozenset[str]:
        """The addresses of the proxy, in their shortest forms."""
        return frozenset(filter(None, self.proxy.split(",")))

    @property
    def signs_in(self) -> bool:
        """Whether people sign in, one way or the other; else this machine's accounts decide."""
        return bool(self.proxy or self.oidc_issuer)

    @field_validator("proxy")
    @classmethod
    def _is_addresses(cls, text: str) -> str:
        """Addresses and no networks: whoever else is in a network could write any name."""
        try:
            return ",".join(plain_address(part) for part in text.split(",") if part.strip())
        except ValueError:
            message = "it must be the IP address of the proxy, or several with commas"
            raise ValueError(message) from None

    @field_validator("proxy_user", "proxy_roles", "proxy_boroughs")
    @classmethod
    def _is_a_header(cls, name: str) -> str:
        if not _HEADER_NAME.fullmatch(name):
            message = "it must be the name of a header: letters, digits and hyphens"
            raise ValueError(message)
        return name

    @field_validator("oidc_issuer")
    @classmethod
    def _is_a_safe_address(cls, issuer: str) -> str:
        """A token that went over plain http could be anybody's."""
        if issuer and not _ISSUER.fullmatch(issuer):
            message = "it must begin with https:// and have no ? or #"
            raise ValueError(message)
        return issuer

    @field_validator("oidc_secret_file", mode="before")
    @classmethod
    def _is_a_file_or_none(cls, file: object) -> object:
        """An empty setting is none."""
        return file or None

    @field_validator("oidc_scope")
    @classmethod
    def _has_an_identity(cls, scope: str) -> str:
        if "openid" not in scope.split():
            message = "it must have openid among its words, or the provider says nobody's name"
            raise ValueError(message)
        return scope


def plain_address(text: str) -> str:
    """An IP address in its shortest form; one of version 4 that is written as of 6 is the former.

    Raises:
        ValueError: it is none.
    """
    address = ip_address(text.strip())
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return str(mapped or address)
