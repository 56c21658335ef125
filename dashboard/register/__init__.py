"""What people did: who looked at whom, what was loaded, which files left."""

from dashboard.register.register import Action, Register, Viewer

__all__ = ["Action", "Register", "Viewer"]
