"""Harm indices: how many days of harm an offence stands for, and on whose authority.

An index is a table and its provenance. `get` finds a registered one; `of_your_own` makes one from
a table of (code, title, days). No index has a default weight: an offence that it does not have
scores nothing, and the number of such offences is reported.
"""

from harm.offences.indices.index import Index, kept, of_your_own, reproduce_index
from harm.offences.indices.registry import get, names, register

__all__ = ["Index", "get", "kept", "names", "of_your_own", "register", "reproduce_index"]
