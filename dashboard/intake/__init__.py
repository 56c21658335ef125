"""From a file's bytes to rows: read, check, and account for every one of them."""

from dashboard.intake.account import Account, take

__all__ = ["Account", "take"]
