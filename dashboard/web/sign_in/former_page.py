"""A page that was open when its session ended: it is loaded anew, so that it shows nothing more.

A browser connects again by itself when a connection ends, and Streamlit then leaves on the page
what stood there, names among it, until somebody touches something.
"""

from __future__ import annotations

from typing import Final

from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


def _reload() -> bytes:
    message = ForwardMsg()
    message.auth_redirect.url = ""  # an empty address is the page's own
    message.auth_redirect.SetInParent()
    data: bytes = message.SerializeToString()
    return data


#: What lets a browser load the page that it shows anew, with its parameters.
RELOAD: Final = _reload()


def connects_again(scope: Scope) -> bool:
    """Whether a websocket is of a page that had one before.

    Streamlit's page sends three words: its protocol, a token, and the session that it had.
    """
    words = Headers(scope=scope).get("sec-websocket-protocol", "").split(",")
    return any(word.strip() for word in words[2:])


def reloading(send: Send) -> Send:
    """The way back to a browser whose page is loaded anew as soon as it is connected."""

    async def send_reload(message: Message) -> None:
        await send(message)
        if message["type"] == "websocket.accept":
            await send({"type": "websocket.send", "bytes": RELOAD})

    return send_reload


async def send_away(scope: Scope, receive: Receive, send: Send, *, code: int) -> None:
    """Refuse a websocket of a page that was open before, so that the page does not stay as it was.

    It is accepted for one message, without which a browser would go on showing what stood there:
    the page is loaded anew, and then gets the refusal.

    Args:
        scope: the websocket.
        receive: from the browser.
        send: to the browser.
        code: with which it is closed.
    """
    await receive()  # that it connects
    offered = Headers(scope=scope).get("sec-websocket-protocol", "").split(",")
    await send({"type": "websocket.accept", "subprotocol": offered[0].strip() or None})
    await send({"type": "websocket.send", "bytes": RELOAD})
    await send({"type": "websocket.close", "code": code})
