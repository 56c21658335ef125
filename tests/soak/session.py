"""A reader's session without a browser: the server's own protocol over a websocket."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Final, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

#: Seconds that a page may take on a busy machine before the server counts as stalled.
STALL: Final = 90.0
LARGEST: Final = 64 * 2**20


class StallError(Exception):
    """The server did not finish a page in time."""


@dataclass
class Run:
    """What a run of a page sent.

    Attributes:
        seconds: from asking for the page until it stood.
        size: in bytes, of all that was sent.
        complaints: what the page said was wrong.
        titles: of the page.
        buttons: the id of each button by its label.
        frames: the address of each frame.
        session: its id, as the server said it first.
        redirect: where it sent the browser.
        words: of its texts and notes, as Markdown.
    """

    seconds: float = 0.0
    size: int = 0
    complaints: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    buttons: dict[str, str] = field(default_factory=dict)
    frames: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    session: str = ""
    redirect: str = ""


class Session:
    """One reader, turning pages and clicking buttons."""

    def __init__(
        self, port: int, headers: Mapping[str, str] | None = None, *, resume: str = ""
    ) -> None:
        """A session with the server on this machine, once it is entered.

        Args:
            port: where the server listens.
            headers: what is sent besides the usual ones.
            resume: the id of an earlier session that is to be taken up again.
        """
        protocols = ["streamlit", "no-token", resume] if resume else ["streamlit"]
        self._connecting = connect(
            f"ws://localhost:{port}/_stcore/stream",
            origin=Origin(f"http://localhost:{port}"),
            subprotocols=[Subprotocol(protocol) for protocol in protocols],
            additional_headers=headers,
            max_size=LARGEST,
            open_timeout=STALL,
        )
        self._view = "list"

    def __enter__(self) -> Self:
        """Connect."""
        self._socket: ClientConnection = self._connecting.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the tab."""
        self._connecting.__exit__(kind, error, trace)

    def turn_to(self, view: str, query: str = "") -> Run:
        """Open a page by its link, and wait until it stands."""
        self._view = view
        return self._run(BackMsg(), query)

    def click(self, button: str) -> Run:
        """Click a button of the page, by its id, and wait until the page stands."""
        ask = BackMsg()
        state = ask.rerun_script.widget_states.widgets.add()
        state.id, state.trigger_value = button, True
        return self._run(ask, "")

    def ended(self) -> bool:
        """Wait until the server closes the session; whether it does in time."""
        try:
            for _ in self._messages(time.monotonic()):
                pass
        except ConnectionClosed:
            return True
        except StallError:
            pass
        return False

    def _run(self, ask: BackMsg, query: str) -> Run:
        ask.rerun_script.query_string = query
        ask.rerun_script.page_script_hash = calc_hash(self._view)
        began = time.monotonic()
        self._socket.send(ask.SerializeToString())
        run = Run()
        for message in self._messages(began):
            run.size += message.ByteSize()
            _note(message, run)
            if message.WhichOneof("type") == "script_finished":
                run.seconds = time.monotonic() - began
                return run
        raise StallError(f"The server closed the session on the page {self._view!r}.")

    def _messages(self, began: float) -> Iterator[ForwardMsg]:
        while True:
            left = STALL - (time.monotonic() - began)
            try:
                data = self._socket.recv(timeout=max(left, 0.0))
            except TimeoutError as error:
                raise StallError(
                    f"The page {self._view!r} did not stand after {STALL:.0f} s."
                ) from error
            message = ForwardMsg()
            message.ParseFromString(data if isinstance(data, bytes) else data.encode())
            yield message


def _note(message: ForwardMsg, run: Run) -> None:
    """Take down what matters of a message."""
    if message.WhichOneof("type") == "new_session":
        run.session = message.new_session.initialize.session_id
    elif message.WhichOneof("type") == "auth_redirect":
        run.redirect = message.auth_redirect.url
    element = message.delta.new_element
    kind = element.WhichOneof("type")
    if kind == "exception":
        run.complaints.append(element.exception.message)
    elif kind == "alert" and element.alert.format == element.alert.ERROR:
        run.complaints.append(element.alert.body)
    elif kind == "heading" and element.heading.tag == "h1":
        run.titles.append(element.heading.body)
    elif kind == "button":
        run.buttons[element.button.label] = element.button.id
    elif kind == "markdown":
        run.words.append(element.markdown.body)
    elif kind == "iframe":
        run.frames.append(element.iframe.src)


@contextmanager
def sessions(port: int, count: int) -> Iterator[list[Session]]:
    """So many readers at once."""
    with ExitStack() as stack:
        yield [stack.enter_context(Session(port)) for _ in range(count)]
