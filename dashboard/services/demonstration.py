"""The demonstration, in which every person is made up."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Final

from dashboard.access.actions import CHANGE_RECORD, SEE_SETTINGS
from dashboard.services.cases.made_up import write_made_up_cases
from dashboard.services.gate import about, service
from dashboard.services.listing.frozen_lists import freeze_list
from dashboard.services.question import Caller, ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.store import load
from dashboard.store.facts import Facts
from dashboard.store.loading import Extract
from sample_data.demonstration import MonthlyExtract, monthly_extracts

#: The first month-end with a whole window of 365 days before it.
FIRST_LIST: Final = date(2025, 2, 28)
#: How its extracts are called in the record, before the month.
NAMED: Final = "demonstration extract"


@service(CHANGE_RECORD, about("the demonstration"))
def build_demonstration(caller: Caller) -> Facts:
    """Load the demonstration's monthly extracts, unless some data is there already.

    A list is frozen for each month's end that has a whole window before it, as it was known then,
    and a year of made-up meetings decides on whom they name.
    """
    workspace = caller.workspace
    if not workspace.has_data():
        workspace.register.ready()  # nothing is loaded without a log
        extracts = [_extract(monthly) for monthly in monthly_extracts()]
        names = [extract.file for extract in extracts]
        with workspace.logbook.record_change(caller.viewer, "load", names):
            load(caller.settings.data, extracts, **workspace.kept)
    if all(name.startswith(NAMED) for _, name in workspace.store.brought()):
        _freeze_month_ends(caller)
        write_made_up_cases(caller)
    return workspace.facts


def _extract(monthly: MonthlyExtract) -> Extract:
    """What the store takes of a month's extract."""
    return Extract(
        rows=monthly.rows,
        file=f"{NAMED} {monthly.known_on:%Y-%m}",
        sha256=hashlib.sha256(monthly.rows.write_csv().encode()).hexdigest(),
        read=monthly.rows.height,
        synthetic=True,
        known_on=monthly.known_on,
    )


def _freeze_month_ends(caller: Caller) -> None:
    """Freeze the list of each month's end that is not frozen yet."""
    frozen = {found.as_of for found in caller.workspace.register.all_frozen()}
    versions = caller.workspace.store.versions()
    for day in versions["known_on"]:
        if day >= FIRST_LIST and day not in frozen:
            spec = RankingSpec(as_of=day, known_on=day)
            freeze_list(ask(caller.workspace, caller.viewer, spec))


@service(SEE_SETTINGS, about("how many suspects there are"))
def count_suspects(caller: Caller) -> int:
    """How many people are named as a suspect anywhere in the data."""
    return caller.workspace.store.counts.suspects()
