"""How often each suspect is named in each of the two years.

No public source gives the distribution. About seven suspects in eight are named once in a year; the
tail is geometric. With it the published figures of the top hundred come out of the real offence
mix, apart from the few suspects with many victims, who are added separately.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sample_data.generator.decks import deck

if TYPE_CHECKING:
    from random import Random

_ONCE: Final = 0.868
_TAIL: Final = 0.46
_MOST: Final = 11

#: Suspects named in each year, before it is known whose allegations count.
_SUSPECTS: Final = (44_850, 45_450)

#: Share of the second year's suspects who were named in the first year too, the often named first
#: to be chosen again. Most of a list is new a year later.
_AGAIN: Final = 0.12

#: Victims of each serial suspect in the first and the second year: two with fifteen, as published,
#: and two who are named in both years.
SERIAL_VICTIMS: Final = ((0, 15), (0, 15), (9, 7), (7, 6), (13, 0), (10, 0))


@dataclass(frozen=True, slots=True)
class Career:
    """Times named in the first and in the second year.

    `victims` is set for serial suspects only: how many are new to them in each year.
    """

    times: tuple[int, int]
    victims: tuple[int, int] | None = None


def draw_careers(rng: Random) -> list[Career]:
    """Every suspect of the two years, serial ones first."""
    first, second = (_times(rng, total) for total in _SUSPECTS)
    again = _named_again(rng, first, int(_AGAIN * len(second)))
    later = dict(zip(again, second, strict=False))
    careers = [Career((times, later.get(i, 0))) for i, times in enumerate(first)]
    careers += [Career((0, times)) for times in second[len(again) :]]
    return _serial() + careers


def _times(rng: Random, total: int) -> list[int]:
    times = range(1, _MOST + 1)
    tail = [_TAIL**n for n in range(_MOST - 1)]
    weights = [_ONCE, *((1 - _ONCE) * part / sum(tail) for part in tail)]
    return deck(rng, times, weights, total)


def _named_again(rng: Random, times: list[int], total: int) -> list[int]:
    slots = [i for i, count in enumerate(times) for _ in range(count)]
    rng.shuffle(slots)
    return list(dict.fromkeys(slots))[:total]


def _serial() -> list[Career]:
    """Each names their victims once, and one of them twice."""
    return [
        Career((first + bool(first), second + bool(second)), (first, second))
        for first, second in SERIAL_VICTIMS
    ]
