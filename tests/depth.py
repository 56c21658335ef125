"""How much a test tries: little to be waited for, all of it where `.ci/run` asks.

`HARMDESK_TESTS=deep make test` is what `.ci/run` does.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Final, TypeVar

Item = TypeVar("Item")

DEEP: Final = os.environ.get("HARMDESK_TESTS") == "deep"
#: Without depth a test tries a part of its examples, and never fewer than some.
PART: Final = 5
FEWEST: Final = 20


def some(items: Sequence[Item], part: int = PART) -> list[Item]:
    """All of them in depth; without it the first, and each n-th after it."""
    return list(items if DEEP else items[::part])


def examples(number: int) -> int:
    """How many examples a property is tried on, of so many in depth."""
    return number if DEEP else min(number, max(number // PART, FEWEST))
