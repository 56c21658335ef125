"""How far two reviewers who read the same pairs agree, beyond what chance would give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from typing import Final

#: Of so many pairs one is read twice.
ONE_IN: Final = 20


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two readings agree.

    Attributes:
        pairs: that were read twice.
        agreed: in how many the two said the same word.
        kappa: Cohen's κ, in thousandths: 1,000 is full agreement, 0 what chance gives, less is
            worse than chance. None: too few were read, or both always said the same one word, so
            that chance alone would give full agreement. It says nothing about who is right, and of
            a few pairs it says little.
    """

    pairs: int
    agreed: int
    kappa: int | None


def is_read_twice(a: str, b: str) -> bool:
    """Whether a pair is one of the 5 % that a second reviewer reads without knowing of the first.

    It depends on the two references alone, so that nobody chooses which.
    """
    first, second = sorted((a, b))
    number = int.from_bytes(sha256(f"{first}\0{second}".encode()).digest()[:8])
    return number % ONE_IN == 0


def agreement(readings: Sequence[tuple[str, str]]) -> Agreement:
    """Cohen's κ of pairs that were read twice (Cohen 1960, Educational and Psychological
    Measurement 20).

    Args:
        readings: of each pair what the first and the second reviewer said.
    """  # noqa: D205 - the source belongs to the first sentence
    number = len(readings)
    agreed = sum(one == other for one, other in readings)
    if not number:
        return Agreement(0, 0, None)
    first, second = (Counter(words) for words in zip(*readings, strict=True))
    chance = Fraction(sum(first[word] * second[word] for word in first), number**2)
    if chance == 1:
        return Agreement(number, agreed, None)
    kappa = (Fraction(agreed, number) - chance) / (1 - chance)
    return Agreement(number, agreed, round(kappa * 1000))
