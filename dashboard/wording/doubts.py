"""What some of the listed rest on, each in words and with the filter that shows who they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.services.data.quality import DataQuality
from dashboard.wording.quality import DEFECT_WORDS
from harm.assurance.standing import Standing


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is doubtful of some of the listed.

    Attributes:
        words: how many they are, and what it is; Markdown, without any data.
        filter: what of the list's filter shows them; empty where it cannot.
    """

    words: str
    filter: Mapping[str, str]


def ground_doubts(standing: Standing) -> list[Doubt]:
    """What little the places of the listed rest on, for each kind that there is."""
    doubts = (
        (
            standing.no_further_action,
            "would be off the list without allegations that ended in no further action",
            "no_further_action",
        ),
        (standing.single, f"{have(standing.single)} one allegation and no other", "single"),
        (standing.police, "would be off it without reports by the police alone", "police"),
    )
    return [
        Doubt(f"**{number:,}** {words}", {"rests": code})
        for number, words, code in doubts
        if number
    ]


def defect_doubts(quality: DataQuality) -> list[Doubt]:
    """Which defects are in an allegation of the listed, and of how many."""
    found = quality.defects.filter(quality.defects["places"] > 0)
    return [
        Doubt(f"**{places:,}** {DEFECT_WORDS[defect][0]}", {"defect": defect})
        for defect, places in found.select("defect", "places").iter_rows()
    ]


def have(number: int) -> str:
    """The verb after so many people."""
    return "has" if number == 1 else "have"
