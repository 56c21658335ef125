"""The errors that `harm` raises; each message is a plain sentence."""

from __future__ import annotations


class HarmError(ValueError):
    """Base of every error that `harm` raises on bad input.

    The message names the value, what was expected, and what to do next, so that it can be shown
    to a person unchanged.
    """


class FrameError(HarmError):
    """An allegation frame lacks a column, or a column holds a value that is not allowed."""


class RulesError(HarmError):
    """A rule has a value outside its bounds."""


class IndexTableError(HarmError):
    """A harm index is unknown, or its table cannot be read as one."""


class ClockError(HarmError):
    """A time limit is unknown, lacks something, or cannot be extended so."""


class CaseError(HarmError):
    """An event cannot happen in a case as it stands; the case is as it was."""


class ResultsError(HarmError):
    """A comparison of the two sides of a cut cannot be made as it is asked for."""
