"""The one way to an answer: allowed, then logged, and only then worked out."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import unwrap
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from dashboard.access.actions import REASON, Action
from dashboard.access.policy import acting_role, needs_reason
from dashboard.errors import HarmdeskError, NotAllowedError
from dashboard.register import VersionLine
from dashboard.services.question import Caller, Question
from dashboard.services.review import check_loads

Asker = TypeVar("Asker", bound=Caller)
Given = ParamSpec("Given")
Answer = TypeVar("Answer")

#: Each service by its name, with the action that it is; a test holds it against the code.
SERVICES: Final[dict[str, Action]] = {}


def admit(
    caller: Caller, action: Action, subject: str, *, version: int | None = None, seal: str = ""
) -> None:
    """Let a viewer do an action, and write its line; whatever goes wrong, nothing is answered.

    Args:
        caller: who asks.
        action: what they do.
        subject: to whom or what, as the log names it.
        version: of the data in it; None: the caller's.
        seal: what else the line vouches for.

    Raises:
        NotAllowedError: they may not.
        RetentionError: what it rests on is overdue for review.
        RegisterError: the line cannot be written.
    """
    check_right(caller, action, subject)
    if isinstance(caller, Question):
        check_loads(caller, action)
    if action.log_kind is None:
        return
    at = caller.version if version is None else version
    viewer, register = caller.viewer, caller.workspace.register
    acting = viewer.acting_as(acting_role(viewer, action) or viewer.role)
    rules = caller.rules_id
    if needs_reason(viewer, action):
        line = VersionLine(action.log_kind, subject, at, rules, seal)
        register.note_all(acting, [VersionLine(REASON, viewer.reason, at), line])
    else:
        register.note(acting, action.log_kind, subject, version=at, rules=rules, seal=seal)


def check_right(caller: Caller, action: Action, subject: str = "") -> None:
    """Refuse what a viewer may not do, before any of it is begun; nothing is logged.

    Raises:
        NotAllowedError: they may not.
    """
    refusal = caller.workspace.policy.refusal(caller.viewer, action, subject)
    if refusal is not None:
        raise NotAllowedError(refusal)


def may(caller: Caller, action: Action) -> bool:
    """Whether a viewer may do an action now, so that a page offers it."""
    return caller.workspace.policy.refusal(caller.viewer, action, "") is None


def service(
    action: Action,
    subject: Callable[..., str],
    *,
    version: Callable[..., int] | None = None,
    seal: Callable[..., str] | None = None,
) -> Callable[
    [Callable[Concatenate[Asker, Given], Answer]], Callable[Concatenate[Asker, Given], Answer]
]:
    """Make a function a service: whoever calls it goes through the gate first.

    Args:
        action: what calling it is.
        subject: names, from the arguments, what the line of the log is about; what it refuses,
            such as a reference that nobody has, is refused before the line is written.
        version: the version of the data in it, from the arguments; None: the caller's.
        seal: what else the line vouches for, from the arguments; None: nothing.
    """

    def gated(
        work: Callable[Concatenate[Asker, Given], Answer],
    ) -> Callable[Concatenate[Asker, Given], Answer]:
        SERVICES[f"{work.__module__}.{work.__qualname__}"] = action

        @wraps(work)
        def through_the_gate(caller: Asker, /, *args: Given.args, **kwargs: Given.kwargs) -> Answer:
            try:
                named = subject(caller, *args, **kwargs)
                at = None if version is None else version(caller, *args, **kwargs)
            except HarmdeskError:
                check_right(caller, action)  # whoever may not ask is told that, and nothing else
                raise
            vouched = "" if seal is None else seal(caller, *args, **kwargs)
            admit(caller, action, named, version=at, seal=vouched)
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
