"""The hand-out of a meeting as counts alone: nobody by name, no profile, and no small count."""

from __future__ import annotations

from dashboard.documents import Report, Section, report_as_pdf
from dashboard.errors import OutputError
from dashboard.exports.people_counts import (
    ABOUT,
    TOO_FEW_MOVED,
    count_by,
    count_moves,
    count_people,
)
from dashboard.services.files import Taking
from dashboard.services.handout import HandoutAnswer
from dashboard.services.listing.counted_people import count_listed_people
from dashboard.services.question import Question
from dashboard.wording.formats import day
from dashboard.wording.handout import handout_title
from dashboard.wording.notices import LIMITS, in_taking_words, marking_of
from dashboard.wording.overview import verdict
from dashboard.wording.rules import in_rules_words
from dashboard.wording.tiers import in_meaning_words, with_tiers
from harm.areas.suppression import FEWEST

#: What the table of those listed is, and that of who came and went.
LISTED, MOVED = "Who is on the list", "Since the last month’s end"
HEADINGS = ("Counted by", "Value", "Suspects")
NO_EARLIER = "The record does not reach back to the last month’s end, so nothing can be compared."
#: The reservations count people, and are left out: how the verdict ends, and how it does here.
WITHOUT_RESERVATIONS = (
    "with these reservations:",
    "with reservations that the page Overview has.",
)
NOBODY = (
    "Nobody is named in this file, and it has no profiles: it is counts of those on the list whom "
    "whoever took it may see."
)


def handout_counts_as_pdf(question: Question, answer: HandoutAnswer, taking: Taking) -> bytes:
    """The hand-out as counts alone.

    How it misleads: counts of two lists that differ by a few people, compared, can give those away.

    Raises:
        OutputError: so few are listed that counts could name them.
    """
    ranking, facts, index = answer.listing.ranking, answer.listing.facts, question.index
    judged, _ = verdict(answer.overview, today=taking.at.date())
    report = Report(
        marking=marking_of(question.settings.marking, facts.people),
        provenance=f"Data to {day(facts.newest)}, version {facts.version} · as of "
        f"{day(ranking.as_of)} · list {ranking.name}",
        taken=in_taking_words(taking),
        on=ranking.as_of,
        title=f"{handout_title(answer)}, as counts alone",
        lead=(LIMITS, NOBODY, judged.replace(*WITHOUT_RESERVATIONS)),
        sections=(
            _listed(question, answer),
            _moved(answer),
            Section(
                "Rules and index",
                f"{in_rules_words(ranking.rules)} {index.title} ({index.edition}). {index.caveat}",
            ),
        ),
    )
    return report_as_pdf(report)


def _listed(question: Question, answer: HandoutAnswer) -> Section:
    """Those on the list by what they are counted by; and how sure their places are, if known."""
    people = count_listed_people(question)
    if people.height < FEWEST:
        raise OutputError(
            f"The hand-out is about {people.height:,} suspects, so few that counts could name "
            f"them; take one of a list of {FEWEST} or more, or take it without names."
        )
    rows, said = count_people(people).rows(), ABOUT
    if answer.tiers is not None:
        sure = with_tiers(people, answer.tiers)["tier"]
        rows += count_by(sure, "how sure the place is", {}).rows()
        said = f"{ABOUT} {in_meaning_words()}"
    return Section(LISTED, said, HEADINGS, [(*names, f"{number:,}") for *names, number in rows])


def _moved(answer: HandoutAnswer) -> Section:
    moved = answer.overview.movement
    if moved is None:
        return Section(MOVED, NO_EARLIER)
    counts = count_moves(moved)
    title = f"Since {day(moved.before.as_of)}"
    if counts is None:
        return Section(title, TOO_FEW_MOVED)
    rows = [(*names, f"{number:,}") for *names, number in counts.rows()]
    return Section(title, f"{ABOUT} Counted are all who are on either list.", HEADINGS, rows)
