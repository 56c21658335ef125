"""`--force` without a name, which says what `--overwrite` does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

FORCE: Final = "--force"
OVERWRITE: Final = "--overwrite"


def with_force_alone(arguments: Sequence[str]) -> list[str]:
    """Arguments in which `--force` without a name says what `--overwrite` does.

    It is without one at the end, and before another option.
    """
    read: list[str] = []
    for at, argument in enumerate(arguments):
        if argument == "--":
            return [*read, *arguments[at:]]
        after = arguments[at + 1] if at + 1 < len(arguments) else "-"
        alone = argument == FORCE and after.startswith("-")
        read.append(OVERWRITE if alone else argument)
    return read
