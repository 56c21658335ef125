"""A provider of OpenID Connect on this machine, honest or not, in a process of its own.

`python -m tests.served.provider PORT` runs it; whoever imports this module starts it and says what
it is to do wrong with its tokens.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, Literal

import httpx

from tests.browser.serving import PATIENCE, free_port

#: What can be wrong with a token: it is late, another's, for another, by another, or of another
#: sign-in; it says no algorithm; or it is none.
Fault = Literal["none", "late", "forged", "audience", "issuer", "nonce", "unsigned", "missing"]
CLIENT: Final = "harmdesk"


@dataclass(frozen=True)
class ProviderServer:
    """A provider that is up.

    Attributes:
        port: where it listens.
    """

    port: int

    @property
    def issuer(self) -> str:
        """Its address, as its tokens name it."""
        return f"http://127.0.0.1:{self.port}"

    def know(self, sub: str, **claims: object) -> None:
        """Let it say this of somebody."""
        httpx.put(f"{self.issuer}/users/{sub}", json=claims).raise_for_status()

    def spoil(self, fault: Fault) -> None:
        """Let this be wrong with every token from now on."""
        httpx.put(f"{self.issuer}/fault/{fault}").raise_for_status()

    @property
    def spoilt(self) -> list[str]:
        """What was wrong with each token that it spoiled."""
        return list(httpx.get(f"{self.issuer}/spoilt").json())


@contextmanager
def providing() -> Iterator[ProviderServer]:
    """A provider, until it is no longer needed."""
    port = free_port()
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "tests.served.provider", str(port)],
        env={**os.environ, "AUTHLIB_INSECURE_TRANSPORT": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            up = ProviderServer(port)
            deadline = time.monotonic() + PATIENCE
            while not _is_up(up):
                if process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError("The provider did not start.")
                time.sleep(0.1)
            yield up
        finally:
            process.terminate()


def _is_up(provider: ProviderServer) -> bool:
    try:
        return httpx.get(f"{provider.issuer}/jwks").status_code == httpx.codes.OK
    except httpx.TransportError:
        return False


def _spoiled(token: str, fault: str, key: Any) -> str:  # noqa: ANN401 - of an untyped library
    """A token with a fault, signed by the provider's own key where that is not the fault."""
    from joserfc import jwt  # noqa: PLC0415 - in the provider's process alone
    from joserfc.jwk import RSAKey  # noqa: PLC0415

    own = RSAKey.import_key(key.as_dict(is_private=True))
    found = jwt.decode(token, own)
    claims = dict(found.claims)
    hour = 3600
    if fault == "late":
        claims |= {"exp": claims["iat"] - hour, "iat": claims["iat"] - 2 * hour}
    elif fault == "audience":
        claims["aud"] = ["another program"]
    elif fault == "issuer":
        claims["iss"] = "http://127.0.0.1:1"
    elif fault == "nonce":
        claims["nonce"] = "of another sign-in"
    if fault == "unsigned":
        return jwt.encode({"alg": "none"}, claims, own, algorithms=["none"])
    signer = RSAKey.generate_key(2048, private=True) if fault == "forged" else own
    header = {name: value for name, value in found.header.items() if name != "kid"}
    return jwt.encode(header, claims, signer)


def _run(port: int) -> None:
    """Serve until it is stopped."""
    import flask  # noqa: PLC0415 - in the provider's process alone
    import oidc_provider_mock  # noqa: PLC0415

    app = oidc_provider_mock.app()
    state = {"fault": "none"}
    spoilt: list[str] = []

    def spoil(name: str) -> str:
        state["fault"] = name
        return ""

    def hand_out(response: flask.Response) -> flask.Response:
        body = response.get_json(silent=True) if flask.request.path == "/oauth2/token" else None
        if not body or "id_token" not in body or state["fault"] == "none":
            return response
        key = flask.g.oidc_provider_mock_storage.jwk
        token = body.pop("id_token")
        if state["fault"] != "missing":
            body["id_token"] = _spoiled(token, state["fault"], key)
        spoilt.append(state["fault"])
        response.set_data(flask.json.dumps(body))
        return response

    app.add_url_rule("/fault/<name>", view_func=spoil, methods=["PUT"])
    app.add_url_rule("/spoilt", view_func=lambda: flask.jsonify(spoilt))
    app.after_request(hand_out)
    app.run(port=port, threaded=True)


if __name__ == "__main__":
    _run(int(sys.argv[1]))
