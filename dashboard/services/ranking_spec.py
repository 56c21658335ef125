"""What a list rests on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from harm.scoring.rules import Rules


@dataclass(frozen=True, slots=True)
class RankingSpec:
    """What a list rests on, besides the record.

    Attributes:
        rules: the choices.
        index: name of the harm index.
        as_of: the date of the list; None: the newest date recorded in the data.
        version: of the data, as it was known then; None: as it is known now.
        known_on: a day in place of the version: the record as it was known then.
        links: version of the links, as they were decided then; 0: none; None: as they are now.
    """

    rules: Rules = field(default_factory=Rules)
    index: str = "cchi-2020"
    as_of: date | None = None
    version: int | None = None
    known_on: date | None = None
    links: int | None = None
