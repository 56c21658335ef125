"""A provider of OpenID Connect: what Streamlit needs to know of it, and whom its tokens name."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any, Final

from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from dashboard.access.viewer import Viewer
from dashboard.errors import HarmdeskError, NotAllowedError
from dashboard.services.sign_in import known_viewer
from dashboard.settings import Settings

#: Where the provider sends people back to; it must know this address.
CALLBACK: Final = "/oauth2callback"


@dataclass(frozen=True, slots=True)
class Provider:
    """Who says who people are.

    Attributes:
        settings: with its address, and which claims are read.
        secret: what it knows this program by.
        origin: the address of the dashboard, as its readers know it.
    """

    settings: Settings
    secret: str = field(repr=False)
    origin: str

    @property
    def cookie_secret(self) -> str:
        """What cookies are signed with: the same for every server of one client."""
        about = f"harmdesk cookies\n{self.settings.oidc_issuer}\n{self.settings.oidc_client}"
        return hmac.new(self.secret.encode(), about.encode(), hashlib.sha256).hexdigest()

    @property
    def secrets(self) -> dict[str, Any]:
        """What Streamlit's sign-in takes."""
        issuer = self.settings.oidc_issuer.rstrip("/")
        return {
            "auth": {
                "redirect_uri": f"{self.origin}{CALLBACK}",
                "cookie_secret": self.cookie_secret,
                "client_id": self.settings.oidc_client,
                "client_secret": self.secret,
                "server_metadata_url": f"{issuer}/.well-known/openid-configuration",
                "client_kwargs": {"scope": self.settings.oidc_scope},
            }
        }

    def claims(self, cookies: Mapping[str, str]) -> dict[str, Any] | None:
        """What the provider said of whoever has these cookies; None: nothing that holds.

        It was said within the life of a session, by this provider, to this program.
        """
        days = self.settings.session_hours / 24

        def opened(name: str) -> bytes | None:
            value = cookies.get(name, "").encode("latin-1", "replace")
            return decode_signed_value(self.cookie_secret, name, value, max_age_days=days)

        text = get_cookie_with_chunks(opened, USER_COOKIE_NAME)
        try:
            found = json.loads(text or b"null")
        except ValueError:
            return None
        return found if isinstance(found, dict) and self._is_ours(found) else None

    def _is_ours(self, claims: Mapping[str, Any]) -> bool:
        """Whether this provider said it, to this program.

        Authlib compared them as the token came; a cookie may be of a server with other settings.
        """
        audience = claims.get("aud")
        audiences = audience if isinstance(audience, list) else [audience]
        party = claims.get("azp", self.settings.oidc_client)
        return (
            claims.get("iss") == self.settings.oidc_issuer
            and self.settings.oidc_client in audiences
            and party == self.settings.oidc_client
            and isinstance(claims.get("iat"), int)
        )

    def viewer(self, claims: Mapping[str, Any]) -> Viewer:
        """Who somebody is by what the provider said.

        Raises:
            NotAllowedError: it names nobody, or somebody without a role.
        """
        who = claims.get(self.settings.oidc_user)
        if not isinstance(who, str):
            raise NotAllowedError(
                f"The provider says no name of whoever signs in (claim "
                f"{self.settings.oidc_user[:40]!r}); ask whoever runs Harmdesk."
            )
        groups = _texts(claims.get(self.settings.oidc_roles))
        codes = _texts(claims.get(self.settings.oidc_boroughs))
        return known_viewer(self.settings, who, groups, codes)


def provider_of(settings: Settings, origin: str) -> Provider:
    """The provider that the settings name.

    Args:
        settings: of this server.
        origin: the address of the dashboard, as its readers know it.

    Raises:
        HarmdeskError: part of what is needed is not set, or cannot be read.
    """
    if find_spec("authlib") is None:
        raise HarmdeskError(
            "HARMDESK_OIDC_ISSUER needs the extra sign-in, which is not installed; run pip install "
            "'harmdesk[sign-in]'."
        )
    if not settings.oidc_client:
        raise HarmdeskError(
            "HARMDESK_OIDC_ISSUER is set and HARMDESK_OIDC_CLIENT is not; set it to what the "
            "provider calls this program."
        )
    secret = settings.oidc_secret.get_secret_value()
    file = settings.oidc_secret_file
    if file is not None:
        try:
            secret = file.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise HarmdeskError(
                f"The file {file} of HARMDESK_OIDC_SECRET_FILE cannot be read "
                f"({type(error).__name__}); mend it, or set HARMDESK_OIDC_SECRET."
            ) from error
    if not secret:
        raise HarmdeskError(
            "HARMDESK_OIDC_ISSUER is set without a secret; set HARMDESK_OIDC_SECRET, or "
            "HARMDESK_OIDC_SECRET_FILE to a file that has it."
        )
    return Provider(settings, secret, origin)


def _texts(claim: object) -> list[str]:
    """A claim that is a list of texts, or a text with commas or blanks between its words."""
    if isinstance(claim, str):
        return [part.strip() for part in claim.split("," if "," in claim else None)]
    return [part for part in claim if isinstance(part, str)] if isinstance(claim, list) else []
