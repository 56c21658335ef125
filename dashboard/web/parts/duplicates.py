"""Pairs that may be one person: the queue, what was decided, and how good the matching is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl
import streamlit as st

from dashboard.access.actions import DECIDE_LINKS
from dashboard.analysis.linking.goodness import Calibration
from dashboard.services.gate import may
from dashboard.services.linking.goodness import Goodness, linking_goodness, sample_to_read
from dashboard.services.linking.proposals import propose_links, see_proposals
from dashboard.services.linking.reading import link_to_pair
from dashboard.services.linking.register import decisions_key, is_compared
from dashboard.services.linking.review import Review, answer_review
from dashboard.services.question import Question
from dashboard.web.kit.browser import opened_by_key
from dashboard.web.kit.people_table import linked_suspect
from dashboard.web.kit.references import cell_reference
from dashboard.web.kit.session import ask_once
from dashboard.web.kit.style import ROW_HEIGHT
from dashboard.web.kit.table import show_table, small_table
from dashboard.web.kit.text import escaped
from dashboard.wording.linking import in_links_words
from dashboard.wording.linking_review import (
    NOT_COMPARED,
    NOT_MEASURED,
    decided_rows,
    in_queue_words,
    pair_label,
    queue_rows,
)
from dashboard.wording.matching import in_goodness_words, in_proposed_words, in_share_words
from harm.suspects.reviews import Pair

TABS: Final = ("To review", "Decided", "How good")
SIDES: Final = ("suspect", "with")
#: Where a session keeps what became of its last decision, and of the pair that it was about.
OUTCOME: Final = "what became of a pair"
MOST_ROWS: Final = 15
#: Pixels of a pair, and of one with the name of a force.
WIDTH, WIDTH_WITH_FORCE = 210, 250
OPENS_PAIR: Final = "A pair opens both records side by side; so does Enter anywhere in the row"


def linked_pair(question: Question) -> Pair | None:
    """The two references of the link; None where it has not both."""
    first, second = (linked_suspect(question, side) for side in SIDES)
    return None if first is None or second is None else (first, second)


def open_pair(question: Question, pair: Pair | None) -> None:
    """Turn to both records of a pair, or back to the queue; the link has tokens alone."""
    for side in SIDES:
        st.query_params.pop(side, None)
    if pair is not None:
        st.query_params.update(zip(SIDES, link_to_pair(question, *pair), strict=True))


def the_review(question: Question) -> Review:
    """What is to be reviewed, asked once until somebody decides something."""
    key = (question.key, decisions_key(question), is_compared(question))
    return ask_once("duplicates", key, lambda: answer_review(question))


def show_queue(question: Question) -> None:
    """Show the pairs to be reviewed, in their order; a click opens one."""
    _offer_to_compare(question)
    review = the_review(question)
    st.markdown(escaped(in_queue_words(review)))
    if review.queue.is_empty():
        return
    column = st.column_config
    opened = _pairs_table(
        queue_rows(review),
        {
            "band": column.TextColumn("Band", width=86),
            "weight": column.NumberColumn("Weight", width=68, format="%.1f", help="In bits"),
            "days": column.TextColumn("Days now", width=120),
            "together": column.NumberColumn(
                "Score if merged", width=110, format="localized", help="In days"
            ),
            "places": column.TextColumn(
                "Position, before to after",
                width=150,
                help="The better of the two now, and the best that they would have together",
            ),
            "asks": column.TextColumn("Review", width=190),
        },
        list(review.queue.select("a", "b").iter_rows()),
        key=f"queue {question.key} {decisions_key(question)}",
        alt="Pairs of references that may be one person, first those that would change most.",
    )
    _turn(question, opened)


def show_decided(question: Question) -> None:
    """Show what was decided; a click opens a pair, where it can be undone."""
    review = the_review(question)
    st.markdown(escaped(in_links_words(review.links)))
    if not review.decided:
        st.info("Nothing has been decided yet.")
        return
    column = st.column_config
    opened = _pairs_table(
        decided_rows(review.decided),
        {
            "state": column.TextColumn("State", width=240),
            "who": column.TextColumn("By", width=130),
            "held": column.TextColumn("Why it is not used", width=340),
            "band": column.TextColumn("Band", width=86),
        },
        [(link.a, link.b) for link in review.decided],
        key=f"decided {question.key} {decisions_key(question)}",
        alt="Pairs of references that reviewers decided, and what came of it.",
    )
    _turn(question, opened)


def _turn(question: Question, pair: Pair | None) -> None:
    if pair is not None:
        st.session_state.pop(OUTCOME, None)
        open_pair(question, pair)
        st.rerun()


def _pairs_table(
    rows: pl.DataFrame, columns: dict[str, object], pairs: list[Pair], *, key: str, alt: str
) -> Pair | None:
    """Show pairs; the one that was opened, None where none was."""
    clicked = f"opened in {key}"
    shown = {pair_label(*map(cell_reference, each)): each for each in pairs}
    labels = {pair_label(*each): label for label, each in shown.items()}
    rows = rows.with_columns(pl.col("pair").replace(labels))
    pair = st.column_config.ButtonColumn(
        "Pair",
        width=WIDTH if labels.keys() == shown.keys() else WIDTH_WITH_FORCE,
        pinned=True,
        type="tertiary",
        alignment="left",
        key=clicked,
        help=OPENS_PAIR,
    )
    with st.container(key=f"around {key}"):
        show_table(
            rows,
            {"pair": pair, **columns},
            key=key,
            height=ROW_HEIGHT * (min(rows.height, MOST_ROWS) + 1) + 3,
            alt=alt,
        )
    click = st.session_state.get(clicked)
    opened = opened_by_key() if click is None else str(click["label"])
    return shown.get(opened or "")


def _offer_to_compare(question: Question, *, why: str = NOT_COMPARED) -> None:
    """Offer to compare everybody where nobody has, and say why; else to keep what was found."""
    if not is_compared(question):
        st.markdown(why)
        if st.button("Compare everybody", icon=":material/join_inner:"):
            with st.spinner("Comparing everybody"):
                see_proposals(question)
            st.rerun()
    elif may(question, DECIDE_LINKS) and st.button(
        "Keep as proposals",
        icon=":material/save:",
        help="Keep the pairs that were found in the register, with their weight: nothing is "
        "decided by it",
    ):
        st.success(escaped(in_proposed_words(propose_links(question))))


def show_goodness(question: Question) -> None:
    """Show how good the matching is, and how far reviewers agree."""
    review = the_review(question)
    st.markdown(escaped(in_links_words(review.links)))
    if not is_compared(question):
        _offer_to_compare(question, why=NOT_MEASURED)
        return
    key = (question.key, decisions_key(question))
    found = ask_once("goodness", key, lambda: linking_goodness(question))
    st.markdown(escaped(in_goodness_words(found)))
    _bands_table(found)
    _sample_table(question, found)
    _groups_table(found)
    _calibration_table(found.calibration)


def _bands_table(found: Goodness) -> None:
    column = st.column_config
    st.markdown("### By band")
    rows = [
        (band, share.pairs, share.judged, in_share_words(share), found.expected[band])
        for band, share in found.bands.items()
    ]
    small_table(
        _frame(
            rows, band=pl.String, pairs=pl.Int64, judged=pl.Int64, right=pl.String, said=pl.Float64
        ),
        {
            "band": column.TextColumn("Band", width=96),
            "pairs": column.NumberColumn("Pairs", width=80, format="localized"),
            "judged": column.NumberColumn("Judged", width=80, format="localized"),
            "right": column.TextColumn("One person (95 %)", width=200),
            "said": column.NumberColumn("Mean chance said", width=130, format="percent"),
        },
        alt="How many pairs of each band are one person, and what the matching said.",
        width="content",
    )


def _sample_table(question: Question, found: Goodness) -> None:
    """Offer the pairs of the sample that nobody has decided yet; a click opens one."""
    if found.sampled is None:
        return
    key = (question.key, decisions_key(question))
    to_read = ask_once("sample of pairs", key, lambda: sample_to_read(question))
    if not to_read:
        return
    st.markdown("### Pairs of the sample to review")
    opened = _pairs_table(
        _frame(
            [(pair_label(a, b), band) for a, b, band in to_read], pair=pl.String, band=pl.String
        ),
        {"band": st.column_config.TextColumn("Band", width=96)},
        [(a, b) for a, b, _ in to_read],
        key=f"sample {question.key} {decisions_key(question)}",
        alt="Pairs that were drawn by chance and are not decided yet: they say how good each band "
        "is.",
    )
    _turn(question, opened)


def _groups_table(found: Goodness) -> None:
    column = st.column_config
    st.markdown("### By group of names")
    rows = [
        (
            group.group,
            group.people,
            group.share.pairs,
            in_share_words(group.share),
            group.recall,
            group.raised or None,
        )
        for group in found.groups
    ]
    small_table(
        _frame(
            rows,
            group=pl.String,
            people=pl.Int64,
            pairs=pl.Int64,
            right=pl.String,
            recall=pl.Float64,
            raised=pl.Float64,
        ),
        {
            "group": column.TextColumn("Group", width=130),
            "people": column.NumberColumn("References", width=96, format="localized"),
            "pairs": column.NumberColumn("Pairs", width=80, format="localized"),
            "right": column.TextColumn("One person (95 %)", width=200),
            "recall": column.NumberColumn("Found of all", width=100, format="percent"),
            "raised": column.NumberColumn(
                "Bands raised by", width=120, help="In bits, where too many were two people"
            ),
        },
        alt="How many likely pairs of each group of names are one person. The larger a register, "
        "the more people agree by chance.",
        width="content",
    )


def _calibration_table(found: tuple[Calibration, ...]) -> None:
    if not found:
        return  # nobody has judged a pair, as the sentence above says
    column = st.column_config
    st.markdown("### What was said, and what was seen")
    rows = [
        (f"{one.low:.0%} to {one.high:.0%}", one.pairs, one.expected, one.seen) for one in found
    ]
    small_table(
        _frame(rows, chance=pl.String, pairs=pl.Int64, said=pl.Float64, seen=pl.Float64),
        {
            "chance": column.TextColumn("Chance said", width=120),
            "pairs": column.NumberColumn("Pairs judged", width=110, format="localized"),
            "said": column.NumberColumn("Mean said", width=96, format="percent"),
            "seen": column.NumberColumn("One person", width=96, format="percent"),
        },
        alt="Of pairs that are said to be one person with a chance, how many are.",
        width="content",
    )


def _frame(rows: Sequence[tuple[object, ...]], **schema: type[pl.DataType]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema, orient="row")
