"""The demonstration, in which every person is made up."""

from __future__ import annotations

import hashlib

from dashboard.access.actions import CHANGE_RECORD, SEE_SETTINGS
from dashboard.services.gate import about, service
from dashboard.services.question import Caller
from dashboard.store import load
from dashboard.store.loading import Extract
from dashboard.store.store import Facts
from sample_data.demonstration import demonstration


@service(CHANGE_RECORD, about("the demonstration year"))
def build_demonstration(caller: Caller) -> Facts:
    """Build the demonstration data, unless some data is there already."""
    workspace = caller.workspace
    if not workspace.has_data():
        workspace.register.ready()  # nothing is loaded without a log
        rows = demonstration()
        extract = Extract(
            rows=rows,
            file="the demonstration year",
            sha256=hashlib.sha256(rows.write_csv().encode()).hexdigest(),
            read=rows.height,
            synthetic=True,
        )
        with workspace.logbook.record_change(caller.viewer, "load", [extract.file]):
            load(caller.settings.data, [extract], **workspace.kept)
    return workspace.facts


@service(SEE_SETTINGS, about("how many suspects there are"))
def count_suspects(caller: Caller) -> int:
    """How many people are named as a suspect anywhere in the data."""
    return caller.workspace.store.counts.suspects()
