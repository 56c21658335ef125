"""What is kept of one person: for them, when they ask what was held, seen and handed out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import polars as pl

from dashboard.access.actions import ANSWER_ACCESS, REASON, SEE_VICTIM_SIDE
from dashboard.access.policy import FEWEST_LETTERS, acting_role
from dashboard.errors import HarmdeskError, UnknownSuspectError
from dashboard.register import Register, VersionLine
from dashboard.register.case_events import CASE
from dashboard.services.forces import meant
from dashboard.services.gate import service
from dashboard.services.question import Caller
from dashboard.services.removal.ledger import Erased, entry_of, read_erased
from dashboard.services.removal.mentions import Mentions
from dashboard.services.removal.receivers import Received, receivers_of
from dashboard.store.suspects import HISTORY
from harm.cases.events import VICTIM_SIDE, Event, without_protection
from harm.scoring.ranking_csv import read

#: A place on a frozen list: `position` among everyone assessed, in days `tenths`.
LISTED: Final = pl.Schema(
    {
        "list": pl.String(),
        "as_of": pl.Date(),
        "frozen_at": pl.Datetime(),
        "version": pl.Int64(),
        "position": pl.UInt32(),
        "listed": pl.Boolean(),
        "tenths": pl.Int64(),
    }
)
#: A line of the log about the person.
LOOKS: Final = pl.Schema(
    {
        "line": pl.Int64(),
        "at": pl.Datetime(),
        "who": pl.String(),
        "role": pl.String(),
        "action": pl.String(),
        "version": pl.Int64(),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """That a person was erased.

    Attributes:
        line: of the log, under which they were.
        at: when, in UTC.
        grounds: the authority and the reason, as the line has them; empty where it is gone.
    """

    line: int
    at: datetime
    grounds: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectAccess:
    """What is kept of one person, over all versions of the record.

    How it misleads: a list that somebody opened has one line, whoever is on it, so that looks at
    lists are not among the looks; and only frozen lists are known from before. A copy of a file
    leaves no line.

    Attributes:
        suspect_id: their reference, as recorded, or as it was asked where they were erased.
        version: of the record, the newest.
        names: every name that they were recorded with.
        births: every date of birth, likewise.
        allegations: what is and was alleged, as `HISTORY`: oldest first.
        lists: their places on frozen lists, as `LISTED`: by date.
        looks: who looked at them, as `LOOKS`: oldest first; without the answer itself, and without
            what was done for victims.
        received: files that left and named them.
        restricted: whether nobody is shown them now.
        removed: that they were erased; None: they were not.
        references: all of theirs, where reviewers said that they have several; the places on lists
            and the allegations then have `suspect_id`.
    """

    suspect_id: str
    version: int
    names: tuple[str, ...] = ()
    births: tuple[str, ...] = ()
    allegations: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=HISTORY))
    lists: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=LISTED))
    looks: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=LOOKS))
    received: tuple[Received, ...] = ()
    restricted: bool = False
    removed: Removed | None = None
    references: tuple[str, ...] = ()
    cases: Mapping[str, tuple[Event, ...]] = field(default_factory=dict)


def _asked(caller: Caller, reference: str, reason: str, force: str | None = None) -> str:
    """Whom it is about; refused here, before anything is looked at.

    Raises:
        HarmdeskError: there is no reason.
        UnknownSuspectError: nobody has or had this reference.
    """
    if sum(letter.isalnum() for letter in reason) < FEWEST_LETTERS:
        raise HarmdeskError(
            f"To answer what is kept of a person needs a reason of {FEWEST_LETTERS} letters or "
            f"more, which the log keeps, such as the number of the request."
        )
    reference = meant(caller, reference, force)
    if _recorded(caller, reference) is None and _entry(caller, reference) is None:
        raise UnknownSuspectError(
            f"Nobody in the data has or had the reference {reference[:60]!r} as a suspect; check "
            f"it against the list, where references stand as they were loaded."
        )
    return reference


@service(ANSWER_ACCESS, _asked)
def answer_access(
    caller: Caller, reference: str, reason: str, force: str | None = None
) -> SubjectAccess:
    """Everything that is kept of one person, or that and when they were erased.

    It leaves a line with the reason, and one that names the person unless they were erased.

    Args:
        caller: who answers.
        reference: of the person, in any case.
        reason: why it is asked, such as the number of a request.
        force: whose reference it is, where several forces have it; None: nothing was said.

    Raises:
        AmbiguousReferenceError: several forces have it.
        HarmdeskError: there is no reason.
        UnknownSuspectError: nobody has or had this reference.
        RegisterError: the lines cannot be written, and nothing is answered.
    """
    reference = meant(caller, reference, force)
    register, recorded = caller.workspace.register, _recorded(caller, reference)
    log = register.log()
    viewer = caller.viewer.acting_as(
        acting_role(caller.viewer, ANSWER_ACCESS) or caller.viewer.role
    )
    why = VersionLine(REASON, reason, caller.version)
    if recorded is None:
        register.note_all(viewer, [why, VersionLine("person", "somebody erased", caller.version)])
        return _erased_answer(caller, reference, log)
    register.note_all(viewer, [why, VersionLine("person", recorded, caller.version)])
    return _kept_of(caller, recorded, log)


def _kept_of(caller: Caller, recorded: str, log: pl.DataFrame) -> SubjectAccess:
    """What is kept of somebody in the record; the log is as it was before they were looked at."""
    register = caller.workspace.register
    store = caller.workspace.linked(caller.workspace.store)
    references = store.persons.references_of(recorded)
    history = store.suspects.history_of(recorded)
    names = tuple(sorted(set(history["suspect_name"].drop_nulls())))
    births = sorted(set(history["suspect_born"].drop_nulls()))
    return SubjectAccess(
        suspect_id=recorded,
        version=caller.version,
        names=names,
        births=tuple(born.isoformat() for born in births),
        allegations=history,
        lists=_places(register, references),
        looks=_looks(log, Mentions(references, names, births)),
        received=tuple(
            received
            for reference in references
            for received in receivers_of(register.files_that_left(), reference)
        ),
        restricted=not caller.restrictions.people.isdisjoint(references),
        references=references if len(references) > 1 else (),
        cases=_cases(register, references),
    )


def _looks(log: pl.DataFrame, mentions: Mentions) -> pl.DataFrame:
    """The lines that mention somebody, as `LOOKS`; without what was done for victims."""
    about = [
        row["subject"] is not None
        and not _is_of_victim_side(row["action"], row["subject"])
        and mentions.are_in(row["action"], row["subject"])
        for row in log.iter_rows(named=True)
    ]
    return (
        log.filter(pl.Series(about, dtype=pl.Boolean)).rename({"id": "line"}).select(LOOKS.names())
    )


def _is_of_victim_side(action: str, subject: str) -> bool:
    """Whether a line says that somebody did or saw something for a victim."""
    words = tuple(kind.replace("_", " ") for kind in VICTIM_SIDE)
    return action == SEE_VICTIM_SIDE.line or (action == CASE and subject.startswith(words))


def _erased_answer(caller: Caller, reference: str, log: pl.DataFrame) -> SubjectAccess:
    entry = _entry(caller, reference)
    removed = None
    if entry is not None:
        line = log.filter(pl.col("id") == entry.line, pl.col("action") == "erase")
        grounds = None if line.is_empty() else line["subject"][0]
        at = datetime.fromisoformat(entry.at).replace(tzinfo=None)
        removed = Removed(line=entry.line, at=at, grounds=grounds or "")
    return SubjectAccess(
        suspect_id=reference,
        version=caller.version,
        received=tuple(receivers_of(caller.workspace.register.files_that_left(), reference)),
        removed=removed,
    )


def _recorded(caller: Caller, reference: str) -> str | None:
    """The reference as the record spells it, of whoever is or was named in any version."""
    if not caller.workspace.has_data():
        return None
    return caller.workspace.store.suspects.spelt(reference)


def _entry(caller: Caller, reference: str) -> Erased | None:
    return entry_of(read_erased(caller.settings.data), "person", reference)


def _cases(register: Register, references: Sequence[str]) -> dict[str, tuple[Event, ...]]:
    """The events of the cases of a person, without what protects others."""
    found = dict[str, list[Event]]()
    for reference in references:
        for kept in register.case_events(person=reference):
            event = Event(kept.number, kept.kind, kept.at, kept.who, kept.facts)
            found.setdefault(kept.case, []).append(event)
    return {case: without_protection(found[case]) for case in sorted(found)}


def _places(register: Register, references: Sequence[str]) -> pl.DataFrame:
    """The places of a suspect on frozen lists; of several references, under which each was."""
    rows, several = [], len(references) > 1
    for known in register.all_frozen():
        kept = register.frozen(known.name)
        if kept is None:
            continue
        own = read(kept.content).filter(pl.col("suspect_id").is_in(list(references)))
        columns = ("position", "tenths", *(("suspect_id",) if several else ()))
        for position, tenths, *which in own.select(columns).iter_rows():
            is_listed = position is not None and position <= kept.listed
            place = (kept.name, kept.as_of, kept.at, kept.version, position, is_listed, tenths)
            rows.append((*place, *which))
    schema = {**LISTED, "suspect_id": pl.String()} if several else LISTED
    return pl.DataFrame(rows, schema=schema, orient="row")
