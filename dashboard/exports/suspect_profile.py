"""The profile of a suspect as a file: the same figures as the page, marked, and in the log."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from dashboard.documents import Profile, profile_as_pdf
from dashboard.exports.redaction import refuse_aggregates, without_names
from dashboard.services.files import WHOLE, Handling, Outgoing, hand_over, take_note
from dashboard.services.identities import known_identities
from dashboard.services.question import Question
from dashboard.services.suspects.answer import SuspectAnswer
from dashboard.wording import allegations
from dashboard.wording.explanation import in_explanation_words
from dashboard.wording.formats import day
from dashboard.wording.notices import LIMITS, in_data_line, in_taking_words, marking_of
from dashboard.wording.rules import in_rules_words
from dashboard.wording.stability import in_fragility_words, window_of
from dashboard.wording.suspect import data_gaps, identity_line, name_of, summary_answers
from harm.suspects.timeline import marks


def profile_file(question: Question, answer: SuspectAnswer, handling: Handling = WHOLE) -> bytes:
    """A suspect's profile as PDF; the log has a line that it left.

    The same list gives the same bytes but for its id, who printed it and when.

    Args:
        question: on the list.
        answer: what the page of the suspect has, looked at before.
        handling: how much of people it has, and to whom it goes.
    """
    return hand_over(question, profile_outgoing(question, answer, handling))


def profile_outgoing(
    question: Question, answer: SuspectAnswer, handling: Handling = WHOLE
) -> Outgoing:
    """A suspect's profile as PDF, before it leaves; arguments as of `profile_file`."""
    refuse_aggregates(handling, "A profile")
    taking = take_note(question, handling)
    profile, name = profile_of(question, answer, taken=in_taking_words(taking)), ""
    if handling.redaction == "no_names":
        profile = without_names(unrecognised(profile), known_identities(question))
        name = f"harmdesk-profile-{taking.file_id}.pdf"
    subject = f"profile of {answer.file.explanation.suspect_id}"
    content = profile_as_pdf(profile)
    own = (answer.file.explanation.suspect_id,)
    version = answer.file.facts.version
    return Outgoing(content, subject, version, people=own, taking=taking, name=name)


def unrecognised(profile: Profile) -> Profile:
    """A profile without what its subject is recognised by apart from a name and a reference."""
    return replace(profile, name=profile.suspect_id, recognised="")


def profile_of(question: Question, answer: SuspectAnswer, *, taken: str = "") -> Profile:
    """What the profile says: the figures of the page, and nothing worked out again.

    Args:
        question: on the list.
        answer: what the page of the suspect has.
        taken: who printed it, and when; empty where the document around it says so.
    """
    file = answer.file
    name = name_of(file)
    explanation, facts = file.explanation, file.facts
    rows = explanation.rows
    index, ranking, rules = question.index, question.ranking, question.spec.rules
    return Profile(
        marking=marking_of(question.settings.marking, facts.people),
        provenance=f"{in_data_line(facts)} · as of {day(ranking.as_of)} · rules {ranking.rules.id}",
        taken=taken,
        as_of=ranking.as_of,
        suspect_id=explanation.suspect_id,
        name=name,
        recognised=identity_line(file).removeprefix(f"{name} · "),
        sentence=in_explanation_words(explanation),
        answers=(*summary_answers(file, answer.stability, answer.associates), *_solid(answer)),
        tenths=explanation.tenths,
        counting=_counting(explanation.counting),
        uncounted=_uncounted(rows.filter(~pl.col("counts"))),
        timeline=marks(rows),
        window=window_of(rules, ranking.as_of),
        victims=victims(rows),
        unknown=data_gaps(file),
        rules=in_rules_words(rules),
        index=f"{index.title} ({index.edition}). {index.caveat}",
        limits=LIMITS,
    )


def _solid(answer: SuspectAnswer) -> tuple[tuple[str, str], ...]:
    """How few allegations hold the place; nothing of somebody whose allegations do not count."""
    if answer.file.explanation.counting.is_empty():
        return ()
    return (("How solid", in_fragility_words(answer.stability)),)


def victims(rows: pl.DataFrame) -> pl.DataFrame:
    """What is alleged by each victim: the `tenths` of all of them add up to the score.

    Where a crime has several victims its days are given with one of them, and the crime is in the
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
