"""Between intake and store: what is loaded, and what is said of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import polars as pl

from dashboard.answers import Basis, Receipt
from dashboard.intake import Account
from dashboard.store import Loaded
from dashboard.store.loading import Extract
from harm import indices


def extract_of(account: Account) -> Extract:
    """What the store takes of a file."""
    return Extract(
        rows=account.accepted,
        file=account.file,
        sha256=account.sha256,
        read=account.read,
        rejected=account.rejected.height,
        duplicates=account.duplicates,
    )


def receipt_of(accounts: Sequence[Account], loaded: Loaded) -> Receipt:
    """What became of every row of some files."""
    reasons: Counter[str] = Counter()
    for account in accounts:
        reasons.update(account.reasons)
    return Receipt(
        rows=sum(account.read for account in accounts),
        accepted=loaded.accepted,
        rejected=sum(account.rejected.height for account in accounts),
        duplicates=loaded.duplicates,
        superseded=loaded.superseded,
        unmapped=sum(_unmapped(account.accepted) for account in accounts),
        version=loaded.version,
        reasons=dict(reasons.most_common()),
        dropped=sorted({column for account in accounts for column in account.dropped}),
    )


def _unmapped(rows: pl.DataFrame) -> int:
    """How many rows have an offence that the default index does not score."""
    offence = ["offence_code", "offence_title"]
    counted = rows.group_by(offence).agg(rows=pl.len()).with_row_index("offence")
    scored = indices.get(Basis().index).score(counted.select("offence", *offence))
    return int(counted.filter(scored["tenths"].is_null())["rows"].sum())
