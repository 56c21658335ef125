"""Texts for people, made one value at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl


def texts_of(values: pl.Series, say: Callable[[Any], str]) -> pl.Series:
    """A text for each value; None where there is no value.

    They are made here and never inside Polars: a Python function that its threads call waits for
    Python's lock, whose holder may be waiting for those threads, which is a deadlock.

    Args:
        values: of any type; the texts keep their name and order.
        say: makes the text of one value.

    Returns:
        Strings, as many as there are values.
    """
    texts = [None if value is None else say(value) for value in values]
    return pl.Series(values.name, texts, pl.String)
