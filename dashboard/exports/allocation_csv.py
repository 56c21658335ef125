"""An allocation as a CSV file, marked: each area under each rule, and what the figures rest on."""

from __future__ import annotations

from typing import Final

import polars as pl

from dashboard.documents import marked_as_csv
from dashboard.errors import OutputError
from dashboard.exports.output_files import BOM, Kind
from dashboard.services.files import WHOLE, Handling, Outgoing, take_note
from dashboard.services.question import Caller, Question
from dashboard.services.resources.allocation import Allocations
from dashboard.services.resources.allocation_choices import OF_RECORD
from dashboard.wording.allocation import (
    CAVEAT,
    SAYS_NOT,
    basis_words,
    left_words,
    rule_words,
    title_of,
)
from dashboard.wording.formats import day
from dashboard.wording.notices import PEOPLE, marking_with
from dashboard.wording.rules import in_rules_words
from harm.allocation.areas import HUNDREDTHS
from harm.allocation.workload import workload
from harm.areas.suppression import FEWEST

ALLOCATION: Final = Kind(
    "a file of an allocation",
    lambda start: start.startswith(BOM + b"rule,code,name,base,demand,posts,"),
)


def allocation_outgoing(caller: Caller, found: Allocations, handling: Handling = WHOLE) -> Outgoing:
    """The areas under each rule that was asked, a row each, before the file leaves.

    It has counts alone, and nobody is in it.

    Raises:
        OutputError: a count of the record is so small that it could say who it is.
    """
    least = found.demand.least
    if least is not None and least < FEWEST:
        raise OutputError(
            f"Of an area the demand {found.plan.demand!r} is a count below {FEWEST}, which no file "
            f"has; take larger areas or another demand."
        )
    taking = take_note(caller, handling)
    marking = marking_with(_marking(caller, found), taking)
    content = marked_as_csv(_table(found), marking=marking)
    rules = ", ".join(found.by_rule)
    subject = f"an allocation of {found.plan.pool:,} posts by {rules}; demand {found.plan.demand}"
    return Outgoing(content, subject, caller.version, taking=taking)


def _table(found: Allocations) -> pl.DataFrame:
    """A row for each rule and area; what is not known is empty, and not 0."""
    names, unit = dict(found.table.select("code", "name").iter_rows()), found.demand.unit
    rows = []
    for rule, allocation in found.by_rule.items():
        about = " ".join(
            filter(None, [rule_words(rule, found.plan.settings), left_words(allocation)])
        )
        for area, posts in zip(allocation.areas, allocation.posts, strict=True):
            before, after = workload(area), workload(area, posts)
            rows.append(
                {
                    "rule": rule,
                    "code": area.code,
                    "name": names[area.code],
                    "base": None if area.base is None else area.base / HUNDREDTHS,
                    "demand": None if area.demand is None else area.demand / unit,
                    "posts": posts,
                    "before": None if before is None else float(before / unit),
                    "after": None if after is None else float(after / unit),
                    "about_the_rule": about,
                }
            )
    schema = {
        **dict.fromkeys(("rule", "code", "name"), pl.String),
        **dict.fromkeys(("base", "demand"), pl.Float64),
        "posts": pl.Int64,
        **dict.fromkeys(("before", "after"), pl.Float64),
        "about_the_rule": pl.String,
    }
    return pl.DataFrame(rows, schema=schema)


def _marking(caller: Caller, found: Allocations) -> str:
    parts = [caller.settings.marking]
    if caller.workspace.has_data():
        parts.append(PEOPLE[caller.workspace.facts.people])
    parts += [title_of(found), *basis_words(found), CAVEAT, SAYS_NOT]
    if isinstance(caller, Question):
        rules = caller.spec.rules
        parts.append(f"Record: version {caller.version:,}, to {day(caller.as_of)}")
        uses = "" if found.plan.demand in OF_RECORD else " (none of it is in these figures)"
        parts.append(f"rules {rules.id}{uses}: {in_rules_words(rules)}")
    return " · ".join(filter(None, parts))
