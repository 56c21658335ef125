"""The profile of a suspect as a file: the same figures as the page, marked, and in the log."""

from __future__ import annotations

import polars as pl

from dashboard.access.viewer import Viewer
from dashboard.documents import Profile, profile_as_pdf
from dashboard.documents.outgoing import Outgoing
from dashboard.services.basis import Basis
from dashboard.services.desk import Desk
from dashboard.services.suspects.associates import Context
from dashboard.services.suspects.stability import Solidity
from dashboard.services.suspects.suspect_file import SuspectFile
from dashboard.wording import allegations
from dashboard.wording.formats import day
from dashboard.wording.notices import LIMITS, PEOPLE
from dashboard.wording.stability import window_of
from dashboard.wording.suspect import in_a_minute, not_known, recognised_by
from harm.offences import indices
from harm.suspects.timeline import marks


def profile_file(
    desk: Desk, viewer: Viewer, basis: Basis, told: tuple[SuspectFile, Solidity, Context]
) -> bytes:
    """A suspect's profile as PDF; the log has a line that it left.

    The same list gives the same bytes.

    Args:
        desk: whom to ask.
        viewer: who takes it.
        basis: what the list rests on.
        told: what the page of the suspect has, looked at before.
    """
    return desk.hand_over(viewer, profile_outgoing(desk, basis, told))


def profile_outgoing(
    desk: Desk, basis: Basis, told: tuple[SuspectFile, Solidity, Context]
) -> Outgoing:
    """A suspect's profile as PDF, before it leaves; arguments as of `profile_file`."""
    file, solidity, context = told
    profile = profile_of(desk, basis, file, solidity, context)
    subject = f"profile of {file.explanation.suspect_id}"
    return Outgoing(profile_as_pdf(profile), subject, file.facts.version)


def profile_of(
    desk: Desk, basis: Basis, file: SuspectFile, solidity: Solidity, context: Context
) -> Profile:
    """What the profile says: the figures of the page, and nothing worked out anew."""
    explanation, facts = file.explanation, file.facts
    rows = explanation.rows
    index = indices.get(basis.index)
    ranking = desk.ranking(basis)
    parts = (desk.settings.marking, PEOPLE[facts.people])
    return Profile(
        marking=" · ".join(filter(None, parts)),
        provenance=f"Data to {day(facts.newest)}, version {facts.version} · as of "
        f"{day(ranking.as_of)} · rules {ranking.rules.id}",
        as_of=ranking.as_of,
        suspect_id=explanation.suspect_id,
        recognised=recognised_by(file),
        sentence=explanation.sentence,
        answers=in_a_minute(file, solidity, context),
        tenths=explanation.tenths,
        counting=_counting(explanation.counting),
        uncounted=_uncounted(rows.filter(~pl.col("counts"))),
        timeline=marks(rows),
        window=window_of(basis.rules, ranking.as_of),
        victims=victims(rows),
        unknown=not_known(file),
        rules=basis.rules.describe(),
        index=f"{index.title} ({index.edition}). {index.caveat}",
        limits=LIMITS,
    )


def victims(rows: pl.DataFrame) -> pl.DataFrame:
    """What is alleged by each victim: the `tenths` of all of them add up to the score.

    Where a crime has several victims its days stand beside one of them, and the crime is in the
    count of each.

    Returns:
        `victim_code` (empty: not recorded), `allegations`, `tenths`, `first_recorded_on` and
        `last_recorded_on`; V1 first.
    """
    named = rows.filter(pl.col("counts") | (pl.col("reason") == "counted_once"))
    return (
        named.group_by("victim_code")
        .agg(
            pl.col("crime_ref").n_unique().alias("allegations"),
            pl.col("tenths").sum(),
            pl.col("recorded_on").min().alias("first_recorded_on"),
            pl.col("recorded_on").max().alias("last_recorded_on"),
        )
        .sort(pl.col("victim_code").str.len_chars(), "victim_code", nulls_last=True)
    )


def _counting(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(
        "crime_ref",
        allegations.offence(),
        "index_title",
        "tenths",
        allegations.shares(rows["tenths"]),
        allegations.doubt(),
        "victim_code",
        allegations.in_words("allegation_status").alias("how_far"),
        allegations.in_words("source").alias("reported_by"),
        "recorded_on",
        "committed_on",
        "delay_days",
        allegations.place().alias("place"),
    )


def _uncounted(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(
        "crime_ref", allegations.offence(), allegations.reason(), "recorded_on", "victim_code"
    )
