"""The offence file: a DuckDB database a version, written once and then only read.

Only this room holds SQL for offences. It hands out Polars frames.
"""

from dashboard.store.loading import Loaded, load
from dashboard.store.store import Store
from dashboard.store.withdrawal import Withdrawn, withdraw

__all__ = ["Loaded", "Store", "Withdrawn", "load", "withdraw"]
