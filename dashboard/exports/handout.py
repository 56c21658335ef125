"""The hand-out of a meeting as a file, marked; the log has a line for it and for each profile."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import polars as pl

from dashboard.documents import Handout, handout_as_pdf
from dashboard.exports.handout_counts import handout_counts_as_pdf
from dashboard.exports.redaction import without_names
from dashboard.exports.suspect_profile import profile_of, unrecognised
from dashboard.geography import borough_names
from dashboard.services.files import WHOLE, Handling, Outgoing, Taking, release, take_note
from dashboard.services.handout import HandoutAnswer
from dashboard.services.identities import known_identities
from dashboard.services.listing.movement import Movement
from dashboard.services.question import Question
from dashboard.services.tiers import Tiers
from dashboard.wording.filters import in_shown_words
from dashboard.wording.formats import SITUATION, day
from dashboard.wording.handout import handout_title, in_profile_words, way_titles
from dashboard.wording.listing import in_cut_words
from dashboard.wording.movement import reason
from dashboard.wording.notices import LIMITS, in_data_line, in_taking_words, marking_of
from dashboard.wording.overview import in_change_words, in_standing_words, verdict
from dashboard.wording.rules import in_rules_words
from dashboard.wording.sureness import in_settling_words
from dashboard.wording.tiers import in_meaning_words, with_tiers

MOVED: Final = pl.Schema(
    {
        "place": pl.UInt32(),
        "suspect_name": pl.String(),
        "suspect_id": pl.String(),
        "tenths": pl.Int64(),
        "why": pl.String(),
    }
)


def handout_file(question: Question, answer: HandoutAnswer, handling: Handling = WHOLE) -> bytes:
    """The hand-out as PDF; the log has a line for it, and for each profile in it."""
    return release(question, handout_outgoing(question, answer, handling))


def handout_outgoing(
    question: Question, answer: HandoutAnswer, handling: Handling = WHOLE
) -> Outgoing:
    """The hand-out as PDF, before it leaves.

    The same answer gives the same bytes but for its id, who printed it and when, and how old the
    data is by then. As counts alone it has nobody, and no profile.

    Raises:
        OutputError: so few are listed that counts alone could name them.
    """
    taking = take_note(question, handling)
    subject = f"hand-out of {answer.listing.name}"
    if handling.redaction == "aggregates":
        content = handout_counts_as_pdf(question, answer, taking)
        return Outgoing(content, subject, question.version, taking=taking)
    document = handout_of(question, answer, taking)
    tables = (document.listed, document.entered, document.left)
    named = {own for table in tables for own in table["suspect_id"]}
    named |= {profile.suspect_id for profile in document.profiles}
    profiles = [f"profile of {profile.suspect_id}" for profile in document.profiles]
    if handling.redaction == "no_names":
        unnamed = replace(document, profiles=tuple(map(unrecognised, document.profiles)))
        document = without_names(unnamed, known_identities(question))
    return Outgoing(
        handout_as_pdf(document),
        subject,
        question.version,
        parts=tuple(profiles),
        people=tuple(sorted(named)),
        taking=taking,
    )


def handout_of(question: Question, answer: HandoutAnswer, taking: Taking) -> Handout:
    """What the hand-out says: the figures of the pages, and nothing worked out again."""
    ranking, facts, index = answer.listing.ranking, answer.listing.facts, question.index
    moved = answer.overview.movement
    judged, reservations = verdict(answer.overview, today=taking.at.date())
    return Handout(
        marking=marking_of(question.settings.marking, facts.people),
        provenance=f"{in_data_line(facts)} · as of {day(ranking.as_of)} · list {ranking.name}",
        taken=in_taking_words(taking),
        as_of=ranking.as_of,
        title=handout_title(answer),
        limits=LIMITS,
        changes=_plain(in_change_words(answer.overview)),
        verdict=judged,
        reservations=tuple(map(_plain, reservations)),
        doubts=tuple(map(_plain, in_standing_words(answer.overview))),
        cut=f"{_plain(in_cut_words(ranking))} {in_shown_words(answer.listing)}".strip(),
        sure=_sure(answer.tiers),
        listed=_listed(answer),
        entered=_moved(moved, "entered"),
        left=_moved(moved, "left"),
        ways=way_titles(answer),
        profiles_said=in_profile_words(answer),
        profiles=tuple(profile_of(question, suspect) for suspect in answer.suspects),
        rules=in_rules_words(ranking.rules),
        index=f"{index.title} ({index.edition}). {index.caveat}",
    )


def _plain(markdown: str) -> str:
    return markdown.replace("**", "")


def _sure(tiers: Tiers | None) -> str:
    """How many of the listed are expected to stay, and what the tiers mean."""
    if tiers is None:
        return ""
    return f"{_plain(in_settling_words(tiers.settling))} {in_meaning_words()}"


def _listed(answer: HandoutAnswer) -> pl.DataFrame:
    moved = answer.overview.movement
    came = _moved(moved, "entered")["suspect_id"].implode()
    people = with_tiers(answer.listing.people, answer.tiers)
    return people.select(
        "position",
        pl.col("suspect_id").is_in(came).alias("new"),
        "suspect_name",
        "suspect_id",
        "tenths",
        "allegations",
        "victims",
        pl.col("most_serious_offence").alias("most_serious"),
        pl.col("suspect_home_borough").cast(pl.String).replace(borough_names()).alias("home"),
        pl.col("suspect_situation").cast(pl.String).replace(SITUATION).alias("situation"),
        *(["tier"] if answer.tiers is not None else []),
    )


def _moved(movement: Movement | None, way: str) -> pl.DataFrame:
    """Who came or went, as `MOVED`, by their place on the list that they are on."""
    if movement is None:
        return pl.DataFrame(schema=MOVED)
    place = "position_after" if way == "entered" else "position_before"
    tenths = "tenths_after" if way == "entered" else "tenths_before"
    people = movement.people.filter(pl.col("movement").cast(pl.String) == way).sort(place)
    rules = movement.before.rules
    return people.select(
        pl.col(place).cast(pl.UInt32).alias("place"),
        "suspect_name",
        "suspect_id",
        pl.col(tenths).fill_null(0).cast(pl.Int64).alias("tenths"),
        pl.Series("why", [reason(row, rules) for row in people.iter_rows(named=True)], pl.String),
    )
