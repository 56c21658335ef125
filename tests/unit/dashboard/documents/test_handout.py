"""A hand-out prints what it was given, marked on each page, the same each time."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any, Final, cast

import polars as pl
import pytest
from pypdf import PdfReader

from dashboard.documents import Handout, handout_as_pdf
from dashboard.documents.letters import BOX
from tests.unit.dashboard.documents.test_profile import AS_OF, LIMITS, LONG, MARKING, profile

pytestmark = pytest.mark.slow

TAKEN: Final = "Printed by an analyst on 1 March 2026, 09:05 UTC"


def listed(count: int, *, offence: str = "Rape") -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "position": number,
                "new": number % 2 == 1,
                "suspect_name": f"Person {number}" if number > 1 else None,
                "suspect_id": f"N{1000000 + number}",
                "tenths": 50_000 - number,
                "allegations": 3,
                "victims": 2,
                "most_serious": offence,
                "home": "Croydon",
                "situation": "At large",
            }
            for number in range(1, count + 1)
        ]
    )


def moved(count: int, why: str) -> pl.DataFrame:
    return pl.DataFrame(
        [(n, f"Mover {n}", f"M{n}", 36_500 + n, why) for n in range(1, count + 1)],
        schema={
            "place": pl.UInt32(),
            "suspect_name": pl.String(),
            "suspect_id": pl.String(),
            "tenths": pl.Int64(),
            "why": pl.String(),
        },
        orient="row",
    )


def handout(**changes: object) -> Handout:
    whole = Handout(
        marking=MARKING,
        provenance="Data to 28 February 2026, version 1",
        taken=TAKEN,
        as_of=AS_OF,
        title="Hand-out: the list of 28 February 2026",
        limits=LIMITS,
        changes="2 of the 12 suspects listed are new, and 1 left the list.",
        verdict="Good enough for a list, with these reservations:",
        reservations=("the newest record is 40 days old",),
        doubts=("3 have one allegation and no other",),
        cut="The cut is at 3,650 days: one suspect alone has that score.",
        sure="",
        listed=listed(12),
        entered=moved(2, "Murder, recorded 18 Feb 26, named"),
        left=moved(1, "Because others passed them"),
        ways=("New on the list", "Left the list"),
        profiles_said="2 profiles follow.",
        profiles=(profile(3, name="Ann Reed"), profile(4, name="Ben Cole")),
        rules="Days of harm, added up over allegations.",
        index="Cambridge CHI 2020.",
    )
    return replace(whole, **cast("dict[str, Any]", changes))


def pages(document: Handout) -> list[str]:
    reader = PdfReader(io.BytesIO(handout_as_pdf(document)))
    return [" ".join(page.extract_text().replace("\u200b", "").split()) for page in reader.pages]


def test_it_says_what_it_was_given() -> None:
    document = handout()
    text = " ".join(pages(document))
    for words in (
        *(document.title, document.limits, document.changes, document.verdict, document.cut),
        *(document.profiles_said, document.rules, document.index),
        *(*document.reservations, *document.doubts, *document.listed["suspect_id"]),
        *("New on the list (2)", "Left the list (1)", "Murder, recorded 18 Feb 26, named"),
        *("Ann Reed", "Ben Cole", "not recorded"),
    ):
        assert words in text


def test_how_sure_the_places_are_has_a_column_where_it_is_known() -> None:
    tiers = pl.Series("tier", ["Core", "Probable", "Borderline", *[None] * 9], pl.String)
    sure = "About 11 of the 12 would still be listed."
    text = " ".join(pages(handout(sure=sure, listed=listed(12).with_columns(tiers))))
    for words in ("Sure", sure, "Core", "Probable", "Borderline"):
        assert words in text
    assert "Sure" not in " ".join(pages(handout()))


def test_each_page_is_marked_numbered_and_says_who_printed_it() -> None:
    found = pages(handout(listed=listed(140)))
    assert len(found) > 4
    for number, page in enumerate(found, start=1):
        assert page.count(MARKING) == 2
        assert f"{number} of {len(found)}" in page
        assert TAKEN in page


def test_a_profile_begins_on_a_page_of_its_own() -> None:
    found = pages(handout())
    (first,) = [page for page in found if "Ann Reed" in page]
    (second,) = [page for page in found if "Ben Cole" in page]
    assert first is not second
    assert "The list" not in first


def test_nothing_of_a_long_list_is_left_out() -> None:
    text = " ".join(pages(handout(listed=listed(300, offence=LONG), profiles=())))
    for reference in listed(300)["suspect_id"]:
        assert reference in text


def test_without_anybody_it_says_so() -> None:
    empty = handout(
        listed=listed(1).clear(),
        entered=moved(0, ""),
        left=moved(0, ""),
        doubts=(),
        reservations=(),
        profiles=(),
    )
    text = " ".join(pages(empty))
    assert "Nobody is listed." in text
    assert "Nothing of what is looked for." in text
    assert "New on the list" not in text


def test_markup_in_the_data_is_text() -> None:
    odd = "#panic() *bold* _it_ $x$ @ref <b>"
    text = " ".join(
        pages(handout(title=odd, changes=odd, verdict=odd, doubts=(odd,), listed=listed(2)))
    )
    assert text.count(odd) >= 4


def test_a_letter_that_cannot_be_drawn_is_a_box_and_said() -> None:
    text = " ".join(pages(handout(changes="Ann 王")))
    assert f"Ann {BOX}" in text
    assert "Some letters cannot be printed here" in text


def test_the_same_hand_out_gives_the_same_bytes() -> None:
    assert handout_as_pdf(handout()) == handout_as_pdf(handout())
