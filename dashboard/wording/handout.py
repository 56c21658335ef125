"""What a hand-out says next to its tables."""

from __future__ import annotations

from dashboard.services.handout import MOST_PROFILES, HandoutAnswer
from dashboard.wording.formats import counted, day


def handout_title(answer: HandoutAnswer) -> str:
    """What it is called: Hand-out: the list of 28 February 2026."""
    return f"Hand-out: the list of {day(answer.listing.ranking.as_of)}"


def in_profile_words(answer: HandoutAnswer) -> str:
    """Whose profiles follow, and who has none here."""
    profiles = len(answer.suspects)
    if answer.counts_alone:
        return "No profile follows: it is counts alone."
    if answer.chosen:
        follow = "follows" if profiles == 1 else "follow"
        return f"{counted(profiles, 'profile')} {follow}, as chosen for this meeting."
    if answer.overview.movement is None:
        return (
            "No profile follows: the record does not reach back to the last month’s end, so nobody "
            "is known to be new."
        )
    if not profiles:
        return "No profile follows, since nobody is new on the list."
    if answer.new > profiles:
        return (
            f"The profiles of the first {profiles:,} of the {answer.new:,} who are new follow; a "
            f"hand-out has at most {MOST_PROFILES}."
        )
    verb = "follows" if profiles == 1 else "follow"
    return f"{counted(profiles, 'profile')} {verb}: everyone who is new on the list."


def way_titles(answer: HandoutAnswer) -> tuple[str, str]:
    """The headings of those who came and of those who left, with since when."""
    moved = answer.overview.movement
    since = "" if moved is None else f" since {day(moved.before.as_of)}"
    return f"New on the list{since}", f"Left the list{since}"
