"""What stands around a suspect's file: who else is involved, and their place on past lists."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import polars as pl

from dashboard.errors import RegisterError
from dashboard.register import FrozenList, Register
from dashboard.register.frozen_lists import EDITION
from dashboard.services.question import Question
from dashboard.services.review import open_lists
from dashboard.services.suspects.suspect_file import SuspectFile
from harm.days import TENTHS
from harm.offences import indices
from harm.scoring.ranking import Ranking
from harm.scoring.ranking_csv import fingerprint, read
from harm.suspects.associates import Links, links

#: What the present list is called where it is not frozen itself.
PRESENT: Final = "now"

HISTORY: Final = pl.Schema(
    {
        "list": pl.String(),
        "as_of": pl.Date(),
        "position": pl.UInt32(),
        "assessed": pl.UInt32(),
        "tenths": TENTHS(),
        "listed": pl.Boolean(),
        "version": pl.UInt32(),
        "rules_id": pl.String(),
        "index": pl.String(),
        "like": pl.Boolean(),
        "changed": pl.String(),
    }
)
#: What a list rests on besides its date, as the history names it when it changes.
RESTS_ON: Final = {
    "version": "data",
    "rules_id": "rules",
    "index_sha256": "index",
    "links": "links",
}
#: Frozen lists that are unpacked at once; it is most of the time that the first look takes.
AT_ONCE: Final = 4


@dataclass(frozen=True)
class Associates:
    """What stands around a suspect's file.

    Attributes:
        links: who else is involved.
        people: of those, as `Links.people` with `position` (empty: not assessed) and `listed` on
            the present list.
        history: the suspect's place on each frozen list and on the present one, by date, as
            `HISTORY`, and `suspect_id` where they have several references, each of which may have
            a place: `tenths` and `position` are empty where they were not assessed; `like` where
            rules and index are those of the present list; `changed` says what changed since the
            row before.
        unread: names of frozen lists that cannot be read, or are not as they were frozen, or were
            kept by another edition of Harmdesk, and so are not in the history.
        as_of: the date of the present list.
    """

    links: Links
    people: pl.DataFrame
    history: pl.DataFrame
    unread: tuple[str, ...]
    as_of: date


def associates(question: Question, file: SuspectFile) -> Associates:
    """Who else is involved with a suspect, and the suspect's place on past lists.

    Whom the viewer may not see is in no link, in no count of further people, and in no
    counter-allegation.

    It is a part of looking at the suspect, whose opened file is the proof that it was allowed and
    logged.
    """
    suspect_id, ranking = file.explanation.suspect_id, question.ranking
    found = links(question.visible(question.store.suspects.linked(suspect_id)), suspect_id)
    history, unread = _history(question, file.references or (suspect_id,))
    return Associates(
        links=found,
        people=_standing(found.people, ranking),
        history=history,
        unread=unread,
        as_of=ranking.as_of,
    )


def _standing(people: pl.DataFrame, ranking: Ranking) -> pl.DataFrame:
    places = ranking.table.select("suspect_id", "position")
    return people.join(places, on="suspect_id", how="left", maintain_order="left").with_columns(
        listed=(pl.col("position") <= ranking.length).fill_null(value=False)
    )


def _history(question: Question, references: Sequence[str]) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """The suspect's place on every list by date, and the names of lists that cannot be read."""
    ranking, register = question.ranking, question.workspace.register
    kept = register.all_frozen()
    usable = {frozen.name for frozen in open_lists(question.workspace)}  # not locked for review
    names = tuple(f.name for f in kept if f.edition == EDITION and f.name in usable)
    found = question.remember(("past places", names), lambda: _places(register, names))
    places = {name: frame for name, frame in found.items() if frame is not None}
    unread = tuple(frozen.name for frozen in kept if frozen.name not in places)
    lists = [_of(frozen) for frozen in kept if frozen.name in places]
    present = _present(ranking, question.version, question.store.persons.version)
    if not any(line == present | {"list": line["list"]} for line in lists):
        lists.append(present)
    own = [
        *(_own(frame, references, name) for name, frame in places.items()),
        _own(ranking.table, references, PRESENT),
    ]
    dated = pl.DataFrame(lists, infer_schema_length=None).join(
        pl.concat(own), on="list", how="left", maintain_order="left"
    )
    return _compared(dated, present), unread


def _of(frozen: FrozenList) -> dict[str, Any]:
    """What names a frozen list and what it rests on."""
    return {
        "list": frozen.name,
        "as_of": frozen.as_of,
        "assessed": frozen.assessed,
        "length": frozen.listed,
        "version": frozen.version,
        "rules_id": frozen.rules_id,
        "index": frozen.index,
        "index_sha256": frozen.index_sha256,
        "links": frozen.links or 0,
    }


def _present(ranking: Ranking, version: int, links: int) -> dict[str, Any]:
    return {
        "list": PRESENT,
        "as_of": ranking.as_of,
        "assessed": ranking.assessed,
        "length": ranking.length,
        "version": version,
        "rules_id": ranking.rules.id,
        "index": ranking.index,
        "index_sha256": indices.get(ranking.index).fingerprint,
        "links": links,
    }


def _compared(places: pl.DataFrame, present: dict[str, Any]) -> pl.DataFrame:
    """The rows by date, each compared with the one before and with the present list."""
    ordered = places.sort("as_of", pl.col("list") == PRESENT, maintain_order=True)
    changes = [
        pl.when(pl.col(name) != pl.col(name).shift(1)).then(pl.lit(word))
        for name, word in RESTS_ON.items()
    ]
    return ordered.with_columns(
        listed=(pl.col("position") <= pl.col("length")).fill_null(value=False),
        like=pl.all_horizontal(
            pl.col(name) == present[name] for name in ("rules_id", "index_sha256")
        ),
        changed=pl.concat_str(changes, separator=", ", ignore_nulls=True),
    ).select(
        *(pl.col(name).cast(dtype) for name, dtype in HISTORY.items()),
        *(["suspect_id"] if "suspect_id" in places.columns else []),
    )


def _own(places: pl.DataFrame, references: Sequence[str], name: str) -> pl.DataFrame:
    """The place of a suspect in a list under each reference; no row where they have none."""
    own = places.filter(
        pl.col("suspect_id").is_in(list(references)), pl.col("position").is_not_null()
    )
    also = ["suspect_id"] if len(references) > 1 else []
    return own.select(pl.lit(name).alias("list"), "position", "tenths", *also)


def _places(register: Register, names: Sequence[str]) -> dict[str, pl.DataFrame | None]:
    """Everyone's place on each frozen list; None for a list that cannot be read."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return dict(
            zip(names, pool.map(lambda name: _place_of_each(register, name), names), strict=True)
        )


def _place_of_each(register: Register, name: str) -> pl.DataFrame | None:
    try:
        kept = register.frozen(name)
    except RegisterError:
        return None
    if kept is None or fingerprint(kept.content) != kept.sha256:
        return None
    return read(kept.content).select("suspect_id", "position", "tenths")
