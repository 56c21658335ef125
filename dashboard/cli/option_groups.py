"""How a command takes options that a function of their own makes into one value."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, Final

#: Types that are no option, and are not imported here.
_UNREAD: Final[dict[str, type]] = {
    "CaseFile": object,
    "Choices": object,
    "Handling": object,
    "Question": object,
    "RankingSpec": object,
    "RuleSettings": object,
}


def parameters_of(function: Callable[..., object]) -> dict[str, inspect.Parameter]:
    """The parameters of a command, or of what makes a value of options, with their types read."""
    return dict(inspect.signature(function, eval_str=True, locals=_UNREAD).parameters)


def declare(run: Callable[..., None], parameters: Sequence[inspect.Parameter]) -> None:
    """Let a command have these parameters, in this order; those by name alone come last."""
    whole = sorted(parameters, key=lambda parameter: parameter.kind)
    run.__signature__ = inspect.Signature(whole)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in whole}


def with_options(
    argument: str, make: Callable[..., object]
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """What gives a command the options of a function, and hands it what they make.

    Args:
        argument: of the command, that takes what is made.
        make: makes it from its own options.
    """

    def give(command: Callable[..., None]) -> Callable[..., None]:
        options = parameters_of(make)
        own = [option for name, option in parameters_of(command).items() if name != argument]

        @wraps(command)
        def run(**given: Any) -> None:  # noqa: ANN401 - as each option says
            chosen = {name: given.pop(name) for name in options}
            command(**{argument: make(**chosen)}, **given)

        declare(run, [*own, *options.values()])
        return run

    return give
