"""A hand-out for a meeting as a PDF file: the list, what changed, doubts, and profiles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import polars as pl

from dashboard.documents.letters import BOX
from dashboard.documents.profile import Profile, profile_parts
from dashboard.documents.typeset import as_pdf, drawable
from harm.days import spoken

NOT_RECORDED: Final = "not recorded"


@dataclass(frozen=True)
class Handout:
    """Everything the document prints, as values and words; it works nothing out but layout.

    Attributes:
        marking: printed at the top and the bottom of each page.
        provenance: the data's date and version, and the list.
        taken: who printed it, and when.
        as_of: the date of the list; it is also the date of the file.
        title: of the first page.
        limits: what nobody may conclude.
        changes: who came and went, in a sentence.
        verdict: whether the data is good enough for a list.
        reservations: what speaks against it, a line each.
        doubts: what the places rest on, a line each.
        cut: where the list ends, and who is level there.
        sure: how many of the listed are expected to stay; empty where that is not known.
        listed: `position`, `new` (whether they are), `suspect_name`, `suspect_id`, `tenths`,
            `allegations`, `victims`, `most_serious`, `home`, `situation`; and
            `tier` where `sure` says what it means; in order.
        entered: `place`, `suspect_name`, `suspect_id`, `tenths`, `why`; in order.
        left: the same of those who left, with their place on the earlier list.
        ways: the headings of those two.
        profiles_said: whose profiles follow.
        profiles: each on pages of its own.
        rules: in one sentence.
        index: index, edition and caveat.
    """

    marking: str
    provenance: str
    taken: str
    as_of: date
    title: str
    limits: str
    changes: str
    verdict: str
    reservations: tuple[str, ...]
    doubts: tuple[str, ...]
    cut: str
    sure: str
    listed: pl.DataFrame
    entered: pl.DataFrame
    left: pl.DataFrame
    ways: tuple[str, str]
    profiles_said: str
    profiles: tuple[Profile, ...]
    rules: str
    index: str


def handout_as_pdf(handout: Handout) -> bytes:
    """The document, as PDF/UA-1, with its pages numbered through.

    The same hand-out gives the same bytes in any process: the fonts are the library's own, and the
    file's date is that of the list.
    """
    profiles = [profile_parts(profile) for profile in handout.profiles]
    return as_pdf(
        "handout.typ", _printable(_parts(handout)) | {"profiles": profiles}, on=handout.as_of
    )


def _parts(handout: Handout) -> dict[str, object]:
    """What the template prints, but for the profiles."""
    came, went = handout.ways
    return {
        "title": handout.title,
        "marking": handout.marking,
        "provenance": handout.provenance,
        "taken": handout.taken,
        "limits": handout.limits,
        "changes": handout.changes,
        "verdict": handout.verdict,
        "reservations": handout.reservations,
        "doubts": handout.doubts,
        "cut": handout.cut,
        "sure": handout.sure,
        "listed": [_listed(row) for row in handout.listed.to_dicts()],
        "moved": [
            {"title": title, "rows": [_moved(row) for row in rows.to_dicts()]}
            for title, rows in ((came, handout.entered), (went, handout.left))
        ],
        "profiles_said": handout.profiles_said,
        "rules": handout.rules,
        "index": handout.index,
    }


def _listed(row: Mapping[str, Any]) -> tuple[str, ...]:
    counts = (f"{row[name]:,}" for name in ("allegations", "victims"))
    return (
        f"{row['position']:,}",
        "new" if row["new"] else "",
        row["suspect_name"] or NOT_RECORDED,
        row["suspect_id"],
        spoken(row["tenths"]),
        *counts,
        row["most_serious"] or NOT_RECORDED,
        row["home"] or NOT_RECORDED,
        row["situation"] or NOT_RECORDED,
        *([row["tier"] or ""] if "tier" in row else []),
    )


def _moved(row: Mapping[str, Any]) -> tuple[str, ...]:
    place = "" if row["place"] is None else f"{row['place']:,}"
    days = spoken(row["tenths"] or 0)
    name = row["suspect_name"] or NOT_RECORDED
    return (place, name, row["suspect_id"], days, row["why"] or "")


def _printable(parts: Mapping[str, object]) -> dict[str, object]:
    """The parts as they can be printed, and a sentence where a letter cannot."""
    printable, changed = drawable(parts)
    say = f"Some letters cannot be printed here and appear as {BOX}; the record has them."
    return printable | {"undrawn": say if changed else ""}
