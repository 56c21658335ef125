"""Offences that the index does not score: what may be meant, and what somebody chose."""

from __future__ import annotations

import polars as pl

from dashboard.access.actions import CHANGE_RECORD
from dashboard.errors import StoreError
from dashboard.services.gate import service
from dashboard.services.question import Caller
from dashboard.store.offence_choices import Choice, Chosen, choose
from harm.offences.indices import Index

__all__ = ["Chosen", "choose_offence", "chosen_offences"]

#: Letters of a wording in the line of the log and of the version.
LETTERS = 120


@service(CHANGE_RECORD, lambda _, wording, urn: f"{wording[1] or wording[0]} as {urn}"[:LETTERS])
def choose_offence(caller: Caller, wording: tuple[str | None, str | None], urn: str) -> Chosen:
    """Score a wording of the record as an offence of the index from now on.

    The rows stay as they were loaded, and so do the versions before, so that past lists can be
    made again; a later load with the same wording is read so too. It is undone by withdrawing the
    version that it makes.

    Args:
        caller: who chooses.
        wording: code and title as recorded, one of which may be None.
        urn: of the offence of the index.

    Raises:
        StoreError: the wording says nothing, or the record cannot be written.
    """
    code, title = wording
    if not (code or title):
        raise StoreError(
            "An offence without code and title is none that a score could be chosen for; mend "
            "these rows and load them again."
        )
    text = f"{title or code} as {urn}"[:LETTERS]
    choice = Choice(offence_code=code, offence_title=title, urn=urn, text=text)
    workspace = caller.workspace
    with workspace.logbook.record_change(caller.viewer, "choose", [text]):
        return choose(caller.settings.data, choice, **workspace.kept)


def chosen_offences(table: pl.DataFrame, index: Index) -> pl.DataFrame:
    """The choices in force, with what the index says of each.

    Args:
        table: as `store.offence_choices.CHOICES`.
        index: of the list.

    Returns:
        `version`, `offence_code`, `offence_title`, `title` of the offence chosen, and `tenths`;
        the last two are null where this index does not have it.
    """
    numbered = table.select(
        pl.int_range(pl.len(), dtype=pl.UInt32).alias("offence"),
        pl.col("urn").alias("offence_code"),
        "offence_title",
    )
    scored = index.score(numbered).select("entry", "tenths")
    titles = index.entries["title"].gather(scored["entry"])
    return table.select("version", "offence_code", "offence_title").with_columns(
        titles.alias("title"), scored["tenths"]
    )
