"""How much a test tries: little to be waited for, all of it where `.ci/run` asks.

`HARMDESK_TESTS=deep make test` is what `.ci/run` does.
"""

from __future__ import annotations

import os
from typing import Final

DEEP: Final = os.environ.get("HARMDESK_TESTS") == "deep"
#: Without depth a test tries a part of its examples, and never fewer than some.
PART: Final = 5
FEWEST: Final = 20


def examples(number: int) -> int:
    """How many examples a property is tried on, of so many in depth."""
    return number if DEEP else min(number, max(number // PART, FEWEST))
