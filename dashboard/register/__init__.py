"""The log of what people did: who looked at whom, what was loaded, which files were exported."""

from dashboard.register.case_events import CaseEvent
from dashboard.register.cases import NewEvent
from dashboard.register.faults import Fault
from dashboard.register.frozen_lists import FrozenList
from dashboard.register.links import LinkRow, Proposal
from dashboard.register.log import VersionLine
from dashboard.register.people import Restrictions
from dashboard.register.register import Register
from dashboard.register.removal import Removal, Traces
from dashboard.register.verification import Verification

__all__ = [
    "CaseEvent",
    "Fault",
    "FrozenList",
    "LinkRow",
    "NewEvent",
    "Proposal",
    "Register",
    "Removal",
    "Restrictions",
    "Traces",
    "Verification",
    "VersionLine",
]
