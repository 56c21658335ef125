"""The log of what people did: who looked at whom, what was loaded, which files were exported."""

from dashboard.register.frozen_lists import FrozenList
from dashboard.register.register import Register, VersionLine

__all__ = ["FrozenList", "Register", "VersionLine"]
