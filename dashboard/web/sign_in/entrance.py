"""How people come in, by the settings: by this machine's accounts, a proxy, or a provider."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any

from starlette.types import ASGIApp

from dashboard.access.signed_in import read_role_names
from dashboard.errors import HarmdeskError
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.web.sign_in.admission import HANDED_ON
from dashboard.web.sign_in.oidc import ByProvider
from dashboard.web.sign_in.provider import provider_of
from dashboard.web.sign_in.proxy import ByProxy


def _as_it_is(app: ASGIApp) -> ASGIApp:
    return app


@dataclass(frozen=True)
class Entrance:
    """How people come in.

    Attributes:
        before: what stands before the pages and says who is there.
        secrets: what Streamlit's own sign-in takes.
        options: of Streamlit's, besides those of every server.
    """

    before: Callable[[ASGIApp], ASGIApp] = _as_it_is
    secrets: Mapping[str, Any] = field(default_factory=dict, repr=False)
    options: Mapping[str, Any] = field(default_factory=dict, repr=False)


def entrance_of(workspace: Workspace, origin: str) -> Entrance:
    """How people come in.

    Args:
        workspace: what they come into, and how by its settings.
        origin: the address of the dashboard, as its readers know it.

    Raises:
        HarmdeskError: how people sign in is not set whole, or in two ways; or other machines could
            ask without it.
    """
    settings = workspace.settings
    _check(settings)
    if settings.proxy:
        return Entrance(
            lambda app: ByProxy(app, workspace), options={"server.trustedUserHeaders": HANDED_ON}
        )
    if settings.oidc_issuer:
        provider = provider_of(settings, origin)
        own = {
            "server.trustedUserHeaders": HANDED_ON,
            "server.cookieSecret": provider.cookie_secret,
        }
        return Entrance(lambda app: ByProvider(app, workspace, provider), provider.secrets, own)
    return Entrance()


def _check(settings: Settings) -> None:
    """Refuse what would let somebody in whom nobody meant to.

    Raises:
        HarmdeskError: see `entrance_of`.
    """
    read_role_names(settings.role_names)
    if settings.proxy and settings.oidc_issuer:
        raise HarmdeskError(
            "HARMDESK_PROXY and HARMDESK_OIDC_ISSUER are both set, and people sign in one way; "
            "leave one out."
        )
    if settings.oidc_client and not settings.oidc_issuer:
        raise HarmdeskError(
            "HARMDESK_OIDC_CLIENT is set and HARMDESK_OIDC_ISSUER is not, so that nobody would "
            "sign in; set both or neither."
        )
    if not ip_address(settings.host).is_loopback and settings.public_url is None:
        raise HarmdeskError(
            f"HARMDESK_HOST is {settings.host}, which other machines can reach; set "
            f"HARMDESK_PUBLIC_URL to the one address by which people open Harmdesk, such as "
            f"https://harm.example.police.uk."
        )
