"""A scored file as CSV files, marked: who is on its list, and what each of its rows adds."""

from __future__ import annotations

from dashboard.documents import marked_as_csv
from dashboard.services.files import Outgoing
from dashboard.services.question import Caller
from dashboard.services.scored_file import ScoredFile
from dashboard.wording.notices import LIMITS
from dashboard.wording.rules import in_rules_words
from dashboard.wording.scored_file import reason_cell, scored_notice
from harm.days import days_column


def scored_list_outgoing(caller: Caller, scored: ScoredFile) -> Outgoing:
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
    content = marked_as_csv(table, marking=_marking(caller, scored))
    return Outgoing(content, f"list of {_subject(scored)}", caller.version)


def scored_rows_outgoing(caller: Caller, scored: ScoredFile) -> Outgoing:
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
    content = marked_as_csv(table, marking=_marking(caller, scored))
    return Outgoing(content, f"rows of {_subject(scored)}", caller.version)


def _marking(caller: Caller, scored: ScoredFile) -> str:
    rules = in_rules_words(scored.ranking.rules)
    return f"{scored_notice(caller.settings.marking, scored)} · {rules} {LIMITS}"


def _subject(scored: ScoredFile) -> str:
    """What the log calls it: as when it was scored, by its fingerprint."""
    return f"a scored file, SHA-256 {scored.account.sha256}"
