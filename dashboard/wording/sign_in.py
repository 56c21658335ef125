"""Signing in, in words."""

from __future__ import annotations

from typing import Final

from dashboard.wording.formats import counted

#: What somebody reads whose sign-in came to nothing.
SIGN_IN_FAILED: Final = (
    "The last sign-in came to nothing: no valid answer of the provider came back. Sign in again; "
    "if that fails too, ask whoever runs Harmdesk."
)


def in_sign_in_words(hours: int, minutes: int) -> str:
    """That one must sign in, and how long it lasts.

    Args:
        hours: how long at most.
        minutes: how long without doing anything.
    """
    return (
        f"Sign in to see anything. You stay signed in for {counted(hours, 'hour')} at most, and "
        f"are signed out after {counted(minutes, 'minute')} in which you do nothing. Each sign-in "
        f"is written down."
    )
