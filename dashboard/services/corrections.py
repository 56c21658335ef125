"""Whose place on a frozen list rested on a record that a later load shows to be wrong.

An allegation was wrong where a later version of the record does not name the suspect in that crime
any more, or has the crime as cancelled, or the suspect as eliminated. An acquittal, no further
action and a transfer are no such correction: what was recorded then was so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal, cast

import polars as pl

from dashboard.access.actions import SEE_LIST, SEE_REFERENCES
from dashboard.access.viewer import Viewer
from dashboard.register import FrozenList
from dashboard.services.gate import about, service
from dashboard.services.listing.frozen_lists import spec_of
from dashboard.services.question import Question
from dashboard.services.removal.receivers import Received, by_holder, is_held_by, receivers_of
from dashboard.services.review import open_lists
from harm.record.allegations import Allegations
from harm.scoring.ranking_csv import read
from harm.scoring.row_scores import score_rows

#: What a later load says of an allegation.
Wrong = Literal["gone", "cancelled", "eliminated"]
PAIR: Final = ("suspect_id", "crime_ref")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """Somebody who stood on frozen lists on a record that was wrong.

    Attributes:
        suspect_id: the reference.
        lists: the names of the lists, by their date.
        crimes: the reference of each crime that counted there and what became of it.
        others: how many other allegations counted on the last of the lists and were not wrong.
        version: of the data, the first that has the last of them right.
        received: files of an earlier version that left and named them, oldest first.
    """

    suspect_id: str
    lists: tuple[str, ...]
    crimes: tuple[tuple[str, Wrong], ...]
    others: int
    version: int
    received: tuple[Received, ...]


@service(SEE_LIST, about("the people on frozen lists whose record was wrong"))
def find_corrections(question: Question) -> tuple[Correction, ...]:
    """Everybody listed on a frozen list on an allegation that was wrong, by reference.

    How it misleads: a load that leaves out rows which stay right withdraws nothing here, but one
    that is withdrawn does, as if all of it had been wrong. Whoever was erased is not found: the
    erasure has its own notices.

    Args:
        question: on the record as it is known now; rules, index and date are those of each list.

    Raises:
        FrozenListError: a list rests on rules or an index that are not known here.
    """
    everybody = _of_everybody(question)
    found = question.remember(_key(everybody), lambda: _found(everybody))
    files = question.workspace.register.files_that_left()
    return tuple(_with_files(correction, files) for correction in _visible(question, found))


@service(SEE_REFERENCES, about("how many stood on frozen lists on a wrong record"))
def count_corrections(question: Question) -> int | None:
    """How many of those whom the viewer may see `find_corrections` finds; it names nobody.

    Returns:
        None where it was not worked out yet for this record: it takes seconds, and nobody waits.
    """
    found = question.recall(_key(_of_everybody(question)))
    return None if found is None else len(_visible(question, cast("list[Correction]", found)))


def _of_everybody(question: Question) -> Question:
    """The same question, asked of all but those who are restricted: worked out once for all."""
    return replace(question, viewer=Viewer.here())


def _key(everybody: Question) -> tuple[object, ...]:
    """What names what was found, beside the record."""
    names = tuple(frozen.name for frozen in open_lists(everybody.workspace))
    return ("corrections", everybody.sight, names)


def _visible(question: Question, found: list[Correction]) -> list[Correction]:
    """Those whom the viewer may see."""
    people = pl.DataFrame(
        {"suspect_id": [own.suspect_id for own in found]}, {"suspect_id": pl.String}
    )
    seen = set(question.visible(people)["suspect_id"])
    return [own for own in found if own.suspect_id in seen]


def holders_of(found: tuple[Correction, ...]) -> tuple[str, ...]:
    """Who has a file that named somebody of them then, in order of names."""
    return tuple(by_holder(received for own in found for received in own.received))


def of_holder(found: tuple[Correction, ...], holder: str) -> tuple[Correction, ...]:
    """Those of whom somebody has files, with their own files alone."""
    theirs = [
        replace(own, received=tuple(one for one in own.received if is_held_by(one, holder)))
        for own in found
    ]
    return tuple(own for own in theirs if own.received)


def _with_files(correction: Correction, files: pl.DataFrame) -> Correction:
    """The same with the files that left before the record was right."""
    before = files.filter(pl.col("version") < correction.version)
    return replace(correction, received=tuple(receivers_of(before, correction.suspect_id)))


def _found(question: Question) -> list[Correction]:
    """Everybody, without files."""
    corrections: dict[str, Correction] = {}
    for frozen in open_lists(question.workspace):
        if frozen.version >= question.version:
            continue
        wrong = _doubted(question, frozen)
        if wrong.is_empty():
            continue
        counting = _counting(question.on(spec_of(frozen)), wrong["suspect_id"].unique().sort())
        for (suspect_id,), rows in wrong.sort(*PAIR).group_by("suspect_id", maintain_order=True):
            theirs = counting.get(str(suspect_id), set())
            own = rows.filter(pl.col("crime_ref").is_in(sorted(theirs)))
            if not own.is_empty():
                known = corrections.get(str(suspect_id))
                others = len(theirs) - own.height
                corrections[str(suspect_id)] = _joined(known, frozen, own, others)
    return [corrections[name] for name in sorted(corrections)]


def _counting(then: Question, suspects: pl.Series) -> dict[str, set[str]]:
    """The references of the crimes that counted for each of some suspects, under their references.

    All are scored at once, and nobody is ranked: a list has few of them.

    Args:
        then: on a frozen list.
        suspects: their references.
    """
    store, spec = then.store, then.spec
    called = {own: store.persons.person_of(own) for own in suspects}
    crimes = store.suspects.crimes_of(*sorted(set(called.values())))
    rows = score_rows(
        Allegations.of(crimes, store.suspects.record_in(crimes["crime_ref"].unique())),
        rules=spec.rules,
        index=then.index,
        as_of=then.as_of,
    )
    counting = rows.filter("counts").group_by("suspect_id").agg("crime_ref")
    found = {str(own): set(crimes) for own, crimes in counting.iter_rows()}
    return {own: found.get(first, set()) for own, first in called.items()}


def _joined(
    known: Correction | None, frozen: FrozenList, wrong: pl.DataFrame, others: int
) -> Correction:
    """What was found of somebody on one list, with what was found on earlier ones."""
    crimes = dict(() if known is None else known.crimes)
    crimes |= dict(wrong.select("crime_ref", "became").iter_rows())
    since = int(wrong["since"].max())  # type: ignore[arg-type] # Int32
    return Correction(
        suspect_id=str(wrong["suspect_id"][0]),
        lists=(*(() if known is None else known.lists), frozen.name),
        crimes=tuple(sorted(crimes.items())),
        others=others,
        version=max(since, 0 if known is None else known.version),
        received=(),
    )


def _doubted(question: Question, frozen: FrozenList) -> pl.DataFrame:
    """The allegations that stood when a list was frozen and do not stand now, of who was listed.

    Returns:
        `suspect_id`, `crime_ref`, `became` (a `Wrong`), and `since`: the first version without it.
    """
    kept = question.workspace.register.frozen(frozen.name)
    nobody = pl.DataFrame(schema={"suspect_id": pl.String})
    listed = nobody if kept is None else read(kept.content, kept.listed).select("suspect_id")
    people = question.visible(listed.drop_nulls())
    rows = question.store.suspects.statuses_of(people["suspect_id"].to_list())
    cancelled, eliminated = (
        pl.col("crime_status") == "cancelled",
        pl.col("allegation_status") == "eliminated",
    )
    stands = rows.filter(~cancelled, ~eliminated)
    is_now = _live(question.version)
    then = stands.filter(_live(frozen.version)).unique(PAIR)
    gone = then.join(stands.filter(is_now), on=PAIR, how="anti")
    since = stands.group_by(PAIR).agg(since=pl.col("until_version").max())
    became = (
        rows.filter(is_now)
        .group_by(PAIR)
        .agg(
            became=pl.when(cancelled.any())
            .then(pl.lit("cancelled"))
            .otherwise(pl.lit("eliminated"))
        )
    )
    return (
        gone.select(PAIR)
        .join(since, on=PAIR, how="left")
        .join(became, on=PAIR, how="left")
        .with_columns(pl.col("became").fill_null("gone"))
    )


def _live(version: int) -> pl.Expr:
    """Whether a row is of a version."""
    until = pl.col("until_version")
    return (pl.col("from_version") <= version) & (until.is_null() | (until > version))
