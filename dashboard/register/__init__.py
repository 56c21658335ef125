"""What people did: who looked at whom, what was loaded, which files left."""

from dashboard.register.actions import CHANGES, Action, Change
from dashboard.register.lists import FrozenList
from dashboard.register.register import Register, VersionLine
from dashboard.register.viewer import Viewer

__all__ = ["CHANGES", "Action", "Change", "FrozenList", "Register", "VersionLine", "Viewer"]
