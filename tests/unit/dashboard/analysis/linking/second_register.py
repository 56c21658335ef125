"""A register that nothing was tuned on: other names than the demonstration's, and other errors.

Names are of other countries, and nobody is like anybody in how they are written down twice: keys
next to each other, letters that look alike, a name cut off by a form, a decade or a month wrong.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Final

import polars as pl
from faker import Faker

from dashboard.analysis.linking.records import REGISTER

LOCALES: Final = ("de_DE", "nl_NL", "hr_HR", "cs_CZ", "sv_SE", "fi_FI", "es_MX", "en_PH", "sl_SI")
SEED: Final = 90_210
TWICE: Final = 0.03
#: Keys that are next to each other, and signs that look alike.
SLIPS: Final = {
    **dict(zip("qwertyuiopasdfghjklzxcvbnm", "wertyuioplsdfghjkljxcvbnmn", strict=True)),
    "l": "i",
    "i": "l",
    "m": "n",
    "v": "u",
}
HOMES: Final = tuple(f"E0900{n:04}" for n in range(1, 33))


@cache
def second_register(people: int = 30_000) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The register, and which of its references are one person."""
    rng = Random(SEED)  # noqa: S311 - made-up people
    pools = [_pool(locale) for locale in LOCALES]
    rows: list[tuple[object, ...]] = []
    pairs = []
    for n in range(people):
        pool = pools[rng.randrange(len(pools))]
        name = f"{rng.choice(pool[0])} {rng.choice(pool[1])}"
        born = date(1948, 1, 1) + timedelta(days=rng.randrange(58 * 365))
        sex, home = rng.choices("MF", (8, 2))[0], rng.choice(HOMES)
        first = f"X{n:06}"
        rows.append((first, name, born, sex, home))
        if rng.random() < TWICE:
            second = f"Y{n:06}"
            moved = rng.choice(HOMES) if rng.random() < 0.3 else home
            rows.append((second, _name(rng, name), _born(rng, born), sex, moved))
            pairs.append((first, second))
    truth = pl.DataFrame(pairs, schema={"a": pl.String, "b": pl.String}, orient="row")
    return pl.DataFrame(rows, schema=REGISTER, orient="row"), truth


def _pool(locale: str) -> tuple[list[str], list[str]]:
    fake = Faker(locale)
    fake.seed_instance(SEED)
    first = sorted({fake.first_name() for _ in range(600)})
    return first, sorted({fake.last_name() for _ in range(600)})


def _name(rng: Random, name: str) -> str:
    given, _, surname = name.partition(" ")
    match rng.choices(range(7), (45, 22, 8, 6, 6, 8, 5))[0]:
        case 1:
            places = [at for at, sign in enumerate(name.lower()) if at and sign in SLIPS]
            at = rng.choice(places)
            return name[:at] + SLIPS[name[at].lower()] + name[at + 1 :]
        case 2 | 3 as comma:
            return f"{surname}, {given}" if comma == 2 else f"{surname} {given}"
        case 4:
            return f"{given[0]}. {surname}"
        case 5:
            return name[:-1] if len(surname) > 4 else name
        case 6:
            return name.upper().replace("Y", "I").replace("CK", "K")
        case _:
            return name


def _born(rng: Random, born: date) -> date | None:
    match rng.choices(range(6), (70, 9, 6, 6, 5, 4))[0]:
        case 1 if born.day <= 12:
            return born.replace(day=born.month, month=born.day)
        case 2:
            return date(born.year, 1, 1)
        case 3:
            return born.replace(year=born.year + rng.choice((-10, 10)), day=min(born.day, 28))
        case 4:
            return born.replace(month=1 + born.month % 12, day=min(born.day, 28))
        case 5:
            return None
        case _:
            return born
