"""The words of cases: strands, tactics, measures, outcomes, each by a code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from harm.cases.events import rows


@dataclass(frozen=True, slots=True)
class Order:
    """An order or a notice that a court or the police can make; not legal advice.

    Attributes:
        code: names it, such as DVPO.
        name: in full.
        family: what it is for, such as domestic or stalking.
        statute: where it is from.
        applies: who applies for it or decides.
        issued_by: which court, or the police.
        least_days: the shortest it can be; None: there is no shortest.
        most_days: the longest it can be; None: there is no longest.
        can_require: whether it can require something, such as a programme.
        must_notify: whether they have to notify the police of name and address.
        breach: what a breach of it is.
        certainty: S as read, K general knowledge to be checked by a lawyer.
        note: which time limit to keep an eye on.
    """

    code: str
    name: str
    family: str
    statute: str
    applies: str
    issued_by: str
    least_days: int | None
    most_days: int | None
    can_require: bool
    must_notify: bool
    breach: str
    certainty: str
    note: str


@cache
def words_of(field: str) -> Mapping[str, str]:
    """The codes of a field with what each is called, in the order of the table."""
    found = {row["code"]: row["words"] for row in rows("vocabulary") if row["field"] == field}
    return MappingProxyType(found)


@cache
def orders() -> Mapping[str, Order]:
    """Every order and notice by its code."""
    return MappingProxyType({row["code"]: _order(row) for row in rows("orders")})


def _order(row: dict[str, str]) -> Order:
    return Order(
        code=row["code"],
        name=row["name"],
        family=row["family"],
        statute=row["statute"],
        applies=row["applies"],
        issued_by=row["issued_by"],
        least_days=int(row["least_days"]) if row["least_days"] else None,
        most_days=int(row["most_days"]) if row["most_days"] else None,
        can_require=row["can_require"] == "1",
        must_notify=row["must_notify"] == "1",
        breach=row["breach"],
        certainty=row["certainty"],
        note=row["note"],
    )
