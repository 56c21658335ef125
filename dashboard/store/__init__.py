"""The offence file: a DuckDB database a version, written once and then only read.

Only this room holds SQL for offences. It hands out Polars frames.
"""

from dashboard.store.loading import Loaded, load
from dashboard.store.store import Store

__all__ = ["Loaded", "Store", "load"]
