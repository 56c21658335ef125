"""Somebody who asks about reach; there is no record."""

from __future__ import annotations

from pathlib import Path

from dashboard.services.question import Caller
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from tests.unit.dashboard.build import ANALYST


def a_caller(folder: Path) -> Caller:
    """An analyst on an empty folder."""
    return Caller(Workspace(Settings(data=folder)), ANALYST)
