"""Short forms of first names, which look and sound like another name: Bill for William."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import polars as pl


def names_meant(word: str) -> frozenset[str]:
    """Words that a first name may stand for: its short forms, or the names that it is short for.

    A short form does not stand for other short forms of the same name: whoever is called Bill may
    be recorded as William, and seldom as Willy.

    Args:
        word: in small plain letters.
    """
    return _table().get(word, frozenset())


@cache
def _table() -> Mapping[str, frozenset[str]]:
    """Each name with its short forms, and each short form with its names."""
    text = (files("dashboard.search") / "tables" / "short_forms.csv").read_bytes()
    meant: defaultdict[str, set[str]] = defaultdict(set)
    for name, short_form in pl.read_csv(text, infer_schema=False).iter_rows():
        meant[name].add(short_form)
        meant[short_form].add(name)
    return {word: frozenset(others) for word, others in meant.items()}
