"""The one way to an answer: allowed, then logged, and only then worked out."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import unwrap
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from dashboard.access.actions import Action
from dashboard.errors import NotAllowedError
from dashboard.services.question import Caller

Asker = TypeVar("Asker", bound=Caller)
Given = ParamSpec("Given")
Answer = TypeVar("Answer")

#: Each service by its name, with the action that it is; a test holds it against the code.
SERVICES: Final[dict[str, Action]] = {}


def admit(caller: Caller, action: Action, subject: str, *, version: int | None = None) -> None:
    """Let a viewer do an action, and write its line; whatever goes wrong, nothing is answered.

    Args:
        caller: who asks.
        action: what they do.
        subject: to whom or what, as the log names it.
        version: of the data in it; None: the caller's.

    Raises:
        NotAllowedError: they may not.
        RegisterError: the line cannot be written.
    """
    refusal = caller.workspace.policy.refusal(caller.viewer, action, subject)
    if refusal is not None:
        raise NotAllowedError(refusal)
    if action.log_kind is not None:
        at = caller.version if version is None else version
        caller.workspace.register.note(
            caller.viewer, action.log_kind, subject, version=at, rules=caller.rules_id
        )


def service(
    action: Action, subject: Callable[..., str], *, version: Callable[..., int] | None = None
) -> Callable[
    [Callable[Concatenate[Asker, Given], Answer]], Callable[Concatenate[Asker, Given], Answer]
]:
    """Make a function a service: whoever calls it goes through the gate first.

    Args:
        action: what calling it is.
        subject: names, from the arguments, what the line of the log is about; what it refuses,
            such as a reference that nobody has, is refused before the gate.
        version: the version of the data in it, from the arguments; None: the caller's.
    """

    def gated(
        work: Callable[Concatenate[Asker, Given], Answer],
    ) -> Callable[Concatenate[Asker, Given], Answer]:
        SERVICES[f"{work.__module__}.{work.__qualname__}"] = action

        @wraps(work)
        def through_the_gate(caller: Asker, /, *args: Given.args, **kwargs: Given.kwargs) -> Answer:
            at = None if version is None else version(caller, *args, **kwargs)
            admit(caller, action, subject(caller, *args, **kwargs), version=at)
            return work(caller, *args, **kwargs)

        return through_the_gate

    return gated


def prepare(
    answer: Callable[Concatenate[Asker, Given], object],
    caller: Asker,
    /,
    *args: Given.args,
    **kwargs: Given.kwargs,
) -> None:
    """Work out what a service would answer, so that whoever asks next need not wait.

    Nobody looks at anything, so it has no line in the log: nothing is handed back. What is worked
    out is where the service keeps its answers; asking for it goes through the gate.
    """
    unwrap(answer)(caller, *args, **kwargs)


def about(text: str) -> Callable[..., str]:
    """A subject that is the same whatever is asked."""

    def subject(*_: Any, **__: Any) -> str:  # noqa: ANN401 - as each service says
        return text

    return subject
