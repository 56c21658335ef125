"""A scored file as CSV files, marked: who is on its list, and what each of its rows adds."""

from __future__ import annotations

import polars as pl

from dashboard.documents import marked_as_csv
from dashboard.exports.force_column import with_force_column
from dashboard.exports.redaction import refuse_aggregates, without_names
from dashboard.services.files import WHOLE, Handling, Outgoing, take_note
from dashboard.services.forces import several_in
from dashboard.services.identities import known_identities
from dashboard.services.question import Caller
from dashboard.services.scored_file import ScoredFile
from dashboard.wording.notices import marking_with
from dashboard.wording.rules import in_rules_words
from dashboard.wording.scored_file import reason_cell, scored_notice
from harm.days import days_column


def scored_list_outgoing(
    caller: Caller, scored: ScoredFile, handling: Handling = WHOLE
) -> Outgoing:
    """The listed, and whoever else the file names, before the file leaves."""
    table = scored.people.select(
        "position",
        "rank",
        "listed",
        "suspect_id",
        "suspect_name",
        days_column().alias("days"),
        "allegations",
        "victims",
        days_column("most_serious").alias("most_serious_days"),
        "most_serious_offence",
        "unmapped",
        "last_recorded_on",
        "rows_in_file",
    )
    return _file_of(caller, scored, f"list of {_subject(scored)}", table, handling)


def scored_rows_outgoing(
    caller: Caller, scored: ScoredFile, handling: Handling = WHOLE
) -> Outgoing:
    """Every row of the file that was taken, by its line, before the file leaves."""
    table = scored.rows.select(
        "line",
        "suspect_id",
        "suspect_name",
        "crime_ref",
        "offence_code",
        "offence_title",
        "recorded_on",
        days_column().alias("days"),
        "counts",
        reason_cell(),
    )
    return _file_of(caller, scored, f"rows of {_subject(scored)}", table, handling)


def _file_of(
    caller: Caller, scored: ScoredFile, subject: str, table: pl.DataFrame, handling: Handling
) -> Outgoing:
    refuse_aggregates(handling, "A scored file")
    taking = take_note(caller, handling)
    table = with_force_column(table, several_in(scored.question))
    if handling.redaction == "no_names":
        table = without_names(table, known_identities(scored.question))
    marking = marking_with(_marking(caller, scored), taking)
    content = marked_as_csv(table, marking=marking)
    return Outgoing(content, subject, caller.version, taking=taking)


def _marking(caller: Caller, scored: ScoredFile) -> str:
    rules = scored.ranking.rules
    version = f"beside version {caller.version:,} of the record"
    notice = scored_notice(caller.settings.marking, scored)
    return f"{notice} · {version} · rules {rules.id}: {in_rules_words(rules)}"


def _subject(scored: ScoredFile) -> str:
    """What the log calls it: as when it was scored, by its fingerprint."""
    return f"a scored file, SHA-256 {scored.account.sha256}"
