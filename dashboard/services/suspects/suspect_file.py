"""One suspect, and what the record says of them."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.store.store import Facts
from harm.suspects.explanation import Explanation


@dataclass(frozen=True)
class SuspectFile:
    """One suspect as a page shows them.

    Attributes:
        explanation: the score, taken apart.
        particulars: name, date of birth, sex, home borough and situation, as last recorded.
        facts: of the data behind it.
    """

    explanation: Explanation
    particulars: dict[str, object]
    facts: Facts
