"""The oracle's list of everyone, worked out a few suspects at a time.

Under these rules nobody's score depends on anybody else, so the oracle, which compares everyone
with everyone, is asked about a few at once; only the order is put together here.
"""

import hashlib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from tests import oracle
from tests.oracle.listing import cut, drawn, median
from tests.oracle.listing import listed as on_the_list
from tests.oracle.rules import Row

AT_ONCE = 10


def order(place: oracle.Place, seed: str) -> tuple[int, int, int, int, str]:
    draw = hashlib.sha256(f"{seed}{place.suspect_id}".encode()).hexdigest()
    latest = place.last_recorded_on.toordinal()
    return (-place.tenths, -place.victims, -place.most_serious, -latest, draw)


def places(rows: Sequence[Row], rules: oracle.OracleRules, as_of: date) -> list[oracle.Place]:
    of_suspect: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if suspect := row["suspect_id"]:
            of_suspect[str(suspect)].append(row)
    groups = list(of_suspect.values())
    found: list[oracle.Place] = []
    for start in range(0, len(groups), AT_ONCE):
        batch = [row for group in groups[start : start + AT_ONCE] for row in group]
        found += oracle.rank(batch, rules, as_of).places
    found.sort(key=lambda place: order(place, rules.seed))
    falling = [-place.tenths for place in found]
    return [
        replace(place, position=position, rank=bisect_left(falling, -place.tenths) + 1)
        for position, place in enumerate(found, start=1)
    ]


def as_answered(rows: Sequence[Row], rules: oracle.OracleRules, as_of: date) -> dict[str, Any]:
    """What `harmdesk rank --json` must say, but for the data version and the rules' id."""
    listed = places(rows, rules, as_of)
    if rules.ties == "lot":
        listed = drawn(listed, rules.top, rules.lot_seed, as_of)
    end = cut(listed, rules.top, rules.ties)
    middle = median(sorted(place.tenths for place in listed))
    return {
        "as_of": as_of.isoformat(),
        "index": rules.index,
        "assessed": len(listed),
        "median_days": float(middle or 0) / 10,
        "cut": {
            "top": end.top,
            "days": None if end.tenths is None else end.tenths / 10,
            "tied": end.tied,
            "tied_in": end.tied_in,
        },
        "rows": [
            {
                "position": place.position,
                "rank": place.rank,
                "suspect_id": place.suspect_id,
                "days": place.tenths / 10,
                "allegations": place.allegations,
                "victims": place.victims,
                "most_serious_days": place.most_serious / 10,
                "last_recorded_on": place.last_recorded_on.isoformat(),
            }
            for place in on_the_list(listed, rules.top, rules.ties)
        ],
    }
