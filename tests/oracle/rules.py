"""The choices a list rests on, as the oracle takes them."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

Cell = str | bool | date | None
Row = dict[str, Cell]


@dataclass(frozen=True)
class OracleRules:
    """The design's choices and their defaults."""

    index: str = "cchi-2020"
    definition: str = "vawg"
    window_days: int = 365
    half_life_days: Fraction | None = None
    equal_share: bool = False
    victim_rows: str = "once"
    with_derived: bool = True
    with_attempts: bool = True
    with_custody: bool = True
    with_police: bool = True
    minimum_allegations: int = 1
    top: int = 100
    seed: str = "harmdesk"
    ties: str = "order"
    lot_seed: str = ""
