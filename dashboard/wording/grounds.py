"""What a suspect's place rests on, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import polars as pl

from dashboard.services.suspects.stability import Stability
from dashboard.wording.formats import share
from dashboard.wording.stability import in_place_words
from harm.days import in_days

#: Each part of a score in words, by the way of dividing it.
PART_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "how_far": {
        "convicted": "convicted",
        "charged": "charged",
        "in_hand": "in hand",
        "no_further_action": "no further action",
        "ended": "acquitted or eliminated",
    },
    "reported_by": {
        "victim": "the victim",
        "other": "witness, third party",
        "not_recorded": "not recorded",
        "police": "police alone",
    },
    "victims": {
        "most_named": "the one of most days",
        "others": "other victims",
        "not_known": "not known",
    },
}
#: What each way of dividing a score is called.
KIND_WORDS: Final = {
    "how_far": "How far it has gone",
    "reported_by": "Reported by",
    "victims": "Victim",
}
#: What a suspect is supposed to be without.
WITHOUT_WORDS: Final = {
    "no_further_action": "without those that ended in no further action",
    "police": "without those that the police alone reported",
}
GROUNDS: Final = pl.Schema(
    {"part": pl.String(), "allegations": pl.UInt32(), "days": pl.Float64(), "share": pl.String()}
)


def in_grounds_words(stability: Stability) -> str:
    """How far the allegations have gone, and where the suspect would stand without the doubtful.

    It is empty where nothing counts.
    """
    far = _parts(stability.grounds.divided)["how_far"]
    if far.is_empty():
        return ""
    words = [
        f"{PART_WORDS['how_far'][part]} {share(tenths, int(far['tenths'].sum()))}"
        for part, tenths in far.select("part", "tenths").iter_rows()
    ]
    sentence = _capital(f"{', '.join(words)} of the days.")
    places = [
        f"{words}: {in_place_words(stability.grounds.without[ground])}"
        for ground, words in WITHOUT_WORDS.items()
        if ground in stability.grounds.without
    ]
    return f"{sentence} {_capital('; '.join(places))}.".removesuffix(" .")


def ground_tables(divided: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The parts of the score by each way of dividing it, as `GROUNDS`, by what the way is called.

    The days of each table sum to the score.

    Args:
        divided: as `grounds.DIVIDED`, of one suspect or of several together.
    """
    return {
        KIND_WORDS[kind]: pl.DataFrame(
            [
                (
                    _capital(PART_WORDS[kind][part]),
                    number,
                    in_days(tenths),
                    share(tenths, int(parts["tenths"].sum())),
                )
                for part, number, tenths in parts.iter_rows()
            ],
            schema=GROUNDS,
            orient="row",
        )
        for kind, parts in _parts(divided).items()
    }


def _parts(divided: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """`part`, `allegations` and `tenths` by the way of dividing the score."""
    named = divided.with_columns(pl.col("part").cast(pl.String))
    return {
        kind: named.filter(pl.col("kind") == kind).select("part", "allegations", "tenths")
        for kind in PART_WORDS
    }


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
