"""Search: finds whom a text may mean, from frames alone; independent of the store and the pages."""

from dashboard.search.index import NAMED, Index, index_of
from dashboard.search.matching import MATCHES, WHOLE_REFERENCE, matches
from dashboard.search.normalise import readable, shortened
from dashboard.search.query import LONGEST, query_of
from dashboard.search.results import ROWS, placed, recognised

__all__ = [
    "LONGEST",
    "MATCHES",
    "NAMED",
    "ROWS",
    "WHOLE_REFERENCE",
    "Index",
    "index_of",
    "matches",
    "placed",
    "query_of",
    "readable",
    "recognised",
    "shortened",
]
