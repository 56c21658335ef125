"""What stands around a suspect's file: who else is involved, and their place on past lists."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import polars as pl

from dashboard.answers import Basis
from dashboard.desk import Desk
from dashboard.errors import RegisterError
from dashboard.register import FrozenList, Viewer
from dashboard.register.lists import EDITION
from dashboard.wording import counted, day
from harm import indices
from harm.days import TENTHS, spoken
from harm.frozen import fingerprint, read
from harm.links import Links, links
from harm.ranking import Ranking

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
#: What a list rests on beside its date, as the history names it when it changes.
RESTS_ON: Final = {"version": "data", "rules_id": "rules", "index_sha256": "index"}
NOBODY: Final = "Nobody else is named with them, and no victim of theirs accuses anybody else"
#: So many names make a sentence long.
FEW: Final = 3
#: Frozen lists that are unpacked at once; it is most of the time that the first look takes.
AT_ONCE: Final = 4


@dataclass(frozen=True)
class Context:
    """What stands around a suspect's file.

    Attributes:
        links: who else is involved.
        people: of those, as `Links.people` with `position` (empty: not assessed) and `listed` on
            the present list.
        history: the suspect's place on each frozen list and on the present one, by date, as
            `HISTORY`: `tenths` and `position` are empty where they were not assessed; `like` where
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


def context_of(
    desk: Desk,
    viewer: Viewer,  # noqa: ARG001 - may look already: the suspect was opened for them
    basis: Basis,
    suspect_id: str,
) -> Context:
    """What stands around a suspect's file.

    It is a part of looking at the suspect, and so has no line of its own in the log.

    Raises:
        UnknownSuspectError: nobody in the data has this reference.
    """
    store = desk.as_known(basis)
    desk.check_known(suspect_id, basis)
    ranking = desk.ranking(basis)
    found = links(store.linked(suspect_id), suspect_id)
    history, unread = _history(desk, ranking, suspect_id, version=store.version)
    return Context(
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


def _history(
    desk: Desk, ranking: Ranking, suspect_id: str, *, version: int
) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """The suspect's place on every list by date, and the names of lists that cannot be read."""
    frozen = desk.register.all_frozen()
    names = tuple(one.name for one in frozen if one.edition == EDITION)
    found = desk.remembered(Basis(), ("past places", names), lambda: _places(desk, names))
    places = {name: frame for name, frame in found.items() if frame is not None}
    unread = tuple(one.name for one in frozen if one.name not in places)
    lists = [_of(one) for one in frozen if one.name in places]
    present = _present(ranking, version)
    if not any(one == present | {"list": one["list"]} for one in lists):
        lists.append(present)
    own = [
        *(_own(frame, suspect_id, name) for name, frame in places.items()),
        _own(ranking.table, suspect_id, PRESENT),
    ]
    told = pl.DataFrame(lists, infer_schema_length=None).join(
        pl.concat(own), on="list", how="left", maintain_order="left"
    )
    return _compared(told, present), unread


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
    }


def _present(ranking: Ranking, version: int) -> dict[str, Any]:
    return {
        "list": PRESENT,
        "as_of": ranking.as_of,
        "assessed": ranking.assessed,
        "length": ranking.length,
        "version": version,
        "rules_id": ranking.rules.id,
        "index": ranking.index,
        "index_sha256": indices.get(ranking.index).fingerprint,
    }


def _compared(told: pl.DataFrame, present: dict[str, Any]) -> pl.DataFrame:
    """The rows by date, each held against the one before and against the present list."""
    ordered = told.sort("as_of", pl.col("list") == PRESENT, maintain_order=True)
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
    ).select(pl.col(name).cast(dtype) for name, dtype in HISTORY.items())


def _own(places: pl.DataFrame, suspect_id: str, name: str) -> pl.DataFrame:
    """The one place of a suspect in a list; no row where they were not assessed."""
    own = places.filter(pl.col("suspect_id") == suspect_id, pl.col("position").is_not_null())
    return own.select(pl.lit(name).alias("list"), "position", "tenths")


def _places(desk: Desk, names: Sequence[str]) -> dict[str, pl.DataFrame | None]:
    """Where everyone stood on each frozen list; None for a list that cannot be read."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return dict(
            zip(names, pool.map(lambda name: _place_of_each(desk, name), names), strict=True)
        )


def _place_of_each(desk: Desk, name: str) -> pl.DataFrame | None:
    try:
        kept = desk.register.frozen(name)
    except RegisterError:
        return None
    if kept is None or fingerprint(kept.content) != kept.sha256:
        return None
    return read(kept.content).select("suspect_id", "position", "tenths")


def in_brief(context: Context) -> str:
    """Who else is involved, in a line."""
    people, counter = context.people, context.links.counter
    near, far = (people.filter(pl.col("step") == step) for step in (1, 2))
    by_victims = far.filter(pl.col("victims").list.len() > 0).height
    told = [
        f"{near.height:,} named with them" if near.height else "",
        f"{by_victims:,} accused by a victim of theirs too" if by_victims else "",
        f"{far.height - by_victims:,} at a further step" if far.height > by_victims else "",
    ]
    said = "; ".join(filter(None, told)) or NOBODY
    more = f"; {context.links.more:,} more" if context.links.more else ""
    listed = int(people["listed"].sum())
    on_it = f" ({listed:,} of them on the list)" if listed else ""
    return f"{said}{more}{on_it}.{_accused_in_turn(counter)}"


def _accused_in_turn(counter: pl.DataFrame) -> str:
    if counter.is_empty():
        return ""
    who = counter["victim_code"].unique(maintain_order=True)
    names = " and ".join(who) if len(who) < FEW else f"{len(who):,} victims"
    return f" A counter-allegation: {names} stood accused of a crime against them."


def in_counter_words(context: Context) -> str:
    """What a counter-allegation is, and what it does not say; empty where there is none."""
    counter = context.links.counter
    if counter.is_empty():
        return ""
    crimes = counted(counter["crime_ref"].n_unique(), "crime")
    return (
        f"This suspect is the victim of {crimes} of which somebody is accused whom they are "
        f"accused of harming. Who defends themselves is sometimes recorded as a suspect: read both "
        f"reports before relying on either. It says nothing of who is right."
    )


def in_context_words(context: Context) -> list[str]:
    """Who else is involved, counter-allegations and past lists, a text each."""
    told = [
        f"Who else: {in_brief(context)}",
        in_counter_words(context),
        in_history_words(context),
        in_unread_words(context),
    ]
    return [words for words in told if words]


def in_unread_words(context: Context) -> str:
    """Which lists are not in the history, and what to do; empty where all of them are."""
    unread = context.unread
    if not unread:
        return ""
    names = " and ".join(unread) if len(unread) < FEW else f"{len(unread):,} frozen lists"
    return (
        f"Not shown: {names}. A frozen list is not shown where it is no longer as it was frozen, "
        f"so that the register should be restored from a backup, or where another edition of "
        f"Harmdesk froze it."
    )


def in_history_words(context: Context) -> str:
    """How the score moved over the lists under the same rules and index, in two sentences."""
    alike = context.history.filter("like")
    if alike.height < FEW - 1:
        return "No earlier list under these rules and this index is frozen, so none is compared."
    first, last = alike.row(0, named=True), alike.row(-1, named=True)
    on = int(alike["listed"].sum())
    return (
        f"On {on:,} of {counted(alike.height, 'list')} under these rules and this index: from "
        f"{_score(first)} on {day(first['as_of'])} to {_score(last)} on {day(last['as_of'])}. "
        f"High scores fall by themselves, as allegations leave the window: a fall shows nothing "
        f"about what was done."
    )


def _score(row: dict[str, Any]) -> str:
    return "not assessed" if row["tenths"] is None else f"{spoken(row['tenths'])} days"
