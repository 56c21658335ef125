"""Which forces a record is of, and whom or what a reference means where two forces have it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.access.actions import FOLLOW_LINK
from dashboard.errors import AmbiguousReferenceError, HarmdeskError, StoreError
from dashboard.intake.forces import Known, force_of
from dashboard.services.gate import about, service
from dashboard.services.question import Caller, Question
from dashboard.services.workspace import Workspace
from dashboard.settings import METROPOLITAN
from dashboard.store import Store
from dashboard.store.references import Kind
from harm.record.forces import parted, qualified


@dataclass(frozen=True)
class Forces:
    """The forces of one version of a record.

    Attributes:
        own: the record's own, whose references stand as they are.
        present: those with a valid row, by name; the record's own first, if it has any.
        others: every other force that any version has references of, by name.
    """

    own: str
    present: tuple[str, ...]
    others: tuple[str, ...] = ()

    @property
    def are_several(self) -> bool:
        """Whether rows of two or more are in it."""
        return len(self.present) > 1

    def of(self, reference: str) -> tuple[str, str]:
        """The force of a reference of the record, and the reference as that force writes it."""
        force, bare = parted(reference, self.others)
        return force or self.own, bare


def forces_known(workspace: Workspace) -> Known:
    """The forces that are known before a file is loaded.

    Raises:
        StoreError: the record that is there is another force's than the settings say.
    """
    name = workspace.settings.force.strip()
    chosen = force_of(name) if name else None
    try:
        if not workspace.has_data():
            return Known(chosen or METROPOLITAN)
        held = workspace.store.forces
    except StoreError:  # what is wrong with the record is said by whoever adds to it
        return Known(chosen or METROPOLITAN)
    if chosen is not None and held.own is not None and force_of(chosen, [held.own]) != held.own:
        raise StoreError(
            f"The record in {workspace.settings.data} is that of {held.own!r}, and HARMDESK_FORCE "
            f"says {chosen!r}: what it has would become another force's. Set HARMDESK_FORCE "
            f"back or leave it out, or load the file into an empty folder."
        )
    return Known(held.own or chosen or METROPOLITAN, held.others)


def forces_in(question: Question) -> Forces:
    """The forces of a question's record."""
    return forces_of(question.workspace, question.store)


def forces_now(workspace: Workspace) -> Forces:
    """The forces of the record as it is now.

    Raises:
        StoreError: there is none, or it cannot be read.
    """
    return forces_of(workspace, workspace.store)


def forces_of(workspace: Workspace, store: Store) -> Forces:
    """The forces of a version of the record."""
    name = workspace.settings.force.strip()
    own = store.forces.own or (force_of(name) if name else METROPOLITAN)
    present = tuple(force or own for force in store.forces.present)
    return Forces(own, present, store.forces.others)


def several_forces(workspace: Workspace) -> Forces | None:
    """The forces of the record as it is now; None where there is none, or of one force alone.

    Raises:
        StoreError: the record cannot be read.
    """
    if not workspace.has_data():
        return None
    forces = forces_of(workspace, workspace.store)
    return forces if forces.others else None


def several_in(question: Question) -> Forces | None:
    """The same of a question's record."""
    forces = forces_of(question.workspace, question.store)
    return forces if forces.others else None


@service(FOLLOW_LINK, about("a reference"))
def resolve(caller: Caller, text: str, force: str | None = None, kind: Kind = "people") -> str:
    """The reference as the record has it of what somebody typed.

    A reference with a force's name before it, or with a force beside it, is that force's; one
    alone is of the one force that has it. Of people, those whom the viewer may not see do not
    count: a refusal does not give away whom they may not see.

    Args:
        caller: who typed it.
        text: what they typed.
        force: whose reference it is, in any usual form; None: nothing was said.
        kind: what it is of.

    Raises:
        AmbiguousReferenceError: several forces have it, and nothing says which is meant.
        HarmdeskError: no such force is in the data, or the text names another one.
    """
    return meant(caller, text, force, kind)


def meant(caller: Caller, text: str, force: str | None, kind: Kind = "people") -> str:
    """The same for a service that has its own gate.

    Raises:
        AmbiguousReferenceError: as `resolve`.
        HarmdeskError: the same.
    """
    workspace = caller.workspace
    if not workspace.has_data():
        return text
    store = caller.store if isinstance(caller, Question) else workspace.store
    forces = forces_of(workspace, store)
    named, bare = _parted(text, forces)
    if named is not None and text != qualified(named, bare) and store.forces.spelt([text], kind):
        named, bare = None, text  # a reference of the record's own that has a stroke
    if force is not None:
        chosen = _chosen(force, forces)
        if named is not None and named != chosen:
            raise HarmdeskError(
                f"{text[:60]!r} is a reference of {named}, and the force that was chosen is "
                f"{chosen!r}; leave one of them out."
            )
        named = chosen
    if not forces.others:
        return bare if named is not None else text
    candidates = (named,) if named is not None else (forces.own, *forces.others)
    keys = {qualified(None if f == forces.own else f, bare): f for f in candidates}
    found = _seen(caller, store, store.forces.spelt(list(keys), kind), kind)
    if named is not None:
        key = next(iter(keys))
        return key if key in found or not found else found[0]
    whose = sorted({forces.of(key)[0] for key in found})
    persons = {store.persons.person_of(key) for key in found}
    if len(whose) > 1 and (kind == "crimes" or len(persons) > 1):
        raise AmbiguousReferenceError(text, forces=tuple(whose), example=qualified(whose[0], bare))
    if not found or forces.own in whose:
        return text  # as it is spelt there or not is said by whoever looks for it
    return found[0]


def known_force(question: Question, force: str) -> str:
    """The name of a force of the record, in whatever usual form it is written.

    Raises:
        HarmdeskError: no such force is in the data.
    """
    return _chosen(force, forces_of(question.workspace, question.store))


def people_of(question: Question, *names: str) -> list[str]:
    """The references by which those are called who have a reference of any of some forces."""
    store = question.store
    forces = forces_of(question.workspace, store)
    named = store.suspects.named()["suspect_id"].unique().sort()
    return [
        called
        for called in named
        if not {forces.of(own)[0] for own in store.persons.references_of(called)}.isdisjoint(names)
    ]


def bare_references(question: Question) -> list[tuple[str, str]]:
    """The references of suspects of other forces as these write them, with whoever has each."""
    store = question.store
    forces = forces_of(question.workspace, store)
    if not forces.others:
        return []
    named = store.suspects.named()["suspect_id"].unique().sort()
    return [
        (forces.of(own)[1], called)
        for called in named
        for own in store.persons.references_of(called)
        if forces.of(own)[0] != forces.own
    ]


def names_force(question: Question, text: str) -> bool:
    """Whether a text has the name of a force of the record before a reference."""
    return _parted(text, forces_of(question.workspace, question.store))[0] is not None


def _parted(text: str, forces: Forces) -> tuple[str | None, str]:
    """The force that a text names before a reference, and the reference; None: it names none."""
    name, stroke, rest = text.partition("/")
    known = (forces.own, *forces.others)
    force = force_of(name, known)
    return (force, rest.strip()) if stroke and rest.strip() and force in known else (None, text)


def _chosen(force: str, forces: Forces) -> str:
    known = (forces.own, *forces.others)
    chosen = force_of(force, known)
    if chosen not in known:
        raise HarmdeskError(
            f"No rows of the force {force[:60]!r} are in the data; it has those of "
            f"{', '.join(map(repr, known))}."
        )
    return chosen


def _seen(caller: Caller, store: Store, found: Sequence[str], kind: Kind) -> list[str]:
    """Those of some references whose person the viewer may see; of crimes all of them.

    A question is about valid rows alone; erasing is about every version.
    """
    if kind == "crimes" or not isinstance(caller, Question):
        return list(found)
    if caller.scope is None:
        live = store.suspects.named_or_harmed(found)
        return [key for key in found if key in live]
    known = set(caller.seen["suspect_id"])
    return [key for key in found if store.persons.person_of(key) in known]
