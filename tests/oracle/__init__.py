"""A second way to the same list: the design's rules in slow, plain Python.

It shares no line with `harm`: dictionaries instead of frames, fractions instead of
columns, and the tables read straight from their CSV files.
"""

from tests.oracle.judging import Judgement, judge
from tests.oracle.listing import Cut, Listing, Place, rank
from tests.oracle.rules import OracleRules
from tests.oracle.tables import Offence, Table, index_table, own_table

__all__ = [
    "Cut",
    "Judgement",
    "Listing",
    "Offence",
    "OracleRules",
    "Place",
    "Table",
    "index_table",
    "judge",
    "own_table",
    "rank",
]
