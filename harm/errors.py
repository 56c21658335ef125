"""What can go wrong in `harm`: one small tree, each message a plain sentence."""

from __future__ import annotations


class HarmError(ValueError):
    """Base of every error that `harm` raises on bad input.

    The message names the value, what was expected, and what to do next, so that it can be shown
    to a person as it stands.
    """


class FrameError(HarmError):
    """An allegation frame lacks a column, or a column holds a value that it may not."""


class RulesError(HarmError):
    """A rule has a value outside its bounds."""


class IndexTableError(HarmError):
    """A harm index is unknown, or its table cannot be read as one."""
