"""What people did: who looked at whom, what was loaded, which files left."""

from dashboard.register.lists import FrozenList
from dashboard.register.register import Action, Register, Viewer

__all__ = ["Action", "FrozenList", "Register", "Viewer"]
