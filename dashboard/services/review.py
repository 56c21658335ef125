"""When each load and frozen list is looked at again, and what is locked until somebody decides.

The time counts from the day on which something was loaded or frozen. A demonstration has nobody
real in it: its dates are named like any other, and nothing of it is locked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final, Literal

from dashboard.access.actions import (
    REPRODUCE_LIST,
    SCORE_FILE,
    TAKE_FILE,
    TAKE_TABLES,
    Action,
)
from dashboard.errors import HarmdeskError, RetentionError
from dashboard.register import FrozenList
from dashboard.services.question import OwnFileQuestion, Question
from dashboard.services.workspace import Workspace
from dashboard.store import Store

#: So many days before its review date something is due.
AHEAD: Final = 30
#: What shows people or places of the record, besides what its subject says.
ALSO_LOCKED: Final = frozenset({TAKE_FILE, TAKE_TABLES, REPRODUCE_LIST})
LOCKED_SUBJECTS: Final = frozenset({"people", "suspect", "areas"})

State = Literal["kept", "due", "overdue"]


@dataclass(frozen=True, slots=True)
class Review:
    """A load or a frozen list, and when it is looked at again.

    Attributes:
        kind: `load` or `list`.
        name: `version 3`, or the name of the list.
        what: the load's file; of a list the date that it is of.
        since: the day (UTC) on which it was loaded or frozen.
        review_on: the last day on which it can be used without a decision.
        is_decided: whether somebody decided on that day; otherwise the settings did.
    """

    kind: Literal["load", "list"]
    name: str
    what: str
    since: date
    review_on: date
    is_decided: bool

    def state(self, today: date) -> State:
        """Whether it is overdue, due within `AHEAD` days, or kept for longer."""
        if today > self.review_on:
            return "overdue"
        return "due" if today >= self.review_on - timedelta(days=AHEAD) else "kept"


def this_day() -> date:
    """Today, in UTC as the days of loading are."""
    return datetime.now(UTC).date()


def reviews_of(workspace: Workspace) -> list[Review]:
    """Every load in force that may name people, and every frozen list, the next due first."""
    loads = _loads(workspace, workspace.store) if workspace.has_data() else []
    lists = [_of_list(workspace, frozen) for frozen in workspace.register.all_frozen()]
    return sorted([*loads, *lists], key=lambda item: (item.review_on, item.kind, item.since))


def check_loads(question: Question, action: Action) -> None:
    """Refuse what rests on a load whose review date has passed.

    Raises:
        RetentionError: names the load and what to do.
    """
    shows_record = action.subject in LOCKED_SUBJECTS or action in ALSO_LOCKED
    if not shows_record or action == SCORE_FILE or isinstance(question, OwnFileQuestion):
        return
    if question.facts.people == "synthetic":
        return
    today, settings = this_day(), question.settings
    first = question.remember(("first load",), lambda: _first_loaded(question.store))
    if first is None or first + timedelta(days=settings.review_loads) >= today:
        return
    for item in _loads(question.workspace, question.store):
        if item.state(today) == "overdue":
            raise RetentionError(
                f"The review date of {item.name} ({item.what}, loaded on {item.since}) was "
                f"{item.review_on}, and what rests on it is locked: decide with `harmdesk "
                f"retention --keep` or on the page Data quality how long it is kept, or withdraw "
                f"it there."
            )


def check_list(workspace: Workspace, frozen: FrozenList) -> None:
    """Refuse a frozen list whose review date has passed.

    Raises:
        RetentionError: names it and what to do.
    """
    if is_locked(workspace, frozen):
        item = _of_list(workspace, frozen)
        raise RetentionError(
            f"The review date of the list {item.name} was {item.review_on}, and it is locked: "
            f"decide with `harmdesk retention --keep` or on the page Data quality how long it is "
            f"kept."
        )


def open_lists(workspace: Workspace) -> list[FrozenList]:
    """The frozen lists that are not locked, by their date and without their content."""
    return [found for found in workspace.register.all_frozen() if not is_locked(workspace, found)]


def is_locked(workspace: Workspace, frozen: FrozenList) -> bool:
    """Whether a list's review date has passed and nobody has decided since."""
    usual = frozen.at.date() + timedelta(days=workspace.settings.review_lists)
    if usual >= this_day() or is_demonstration(workspace):
        return False
    return _of_list(workspace, frozen).state(this_day()) == "overdue"


def is_demonstration(workspace: Workspace) -> bool:
    """Whether everybody in the record is made up; not where that cannot be found out."""
    try:
        return workspace.has_data() and workspace.facts.people == "synthetic"
    except HarmdeskError:
        return False


def _loads(workspace: Workspace, store: Store) -> list[Review]:
    days, kept = workspace.settings.review_loads, workspace.register.kept_until()
    return [
        _review("load", f"version {version}", file, at.date(), days, kept)
        for version, file, at in store.loads_with_people()
    ]


def _first_loaded(store: Store) -> date | None:
    return min((at.date() for _, _, at in store.loads_with_people()), default=None)


def _of_list(workspace: Workspace, frozen: FrozenList) -> Review:
    days, kept = workspace.settings.review_lists, workspace.register.kept_until()
    return _review("list", frozen.name, f"{frozen.as_of}", frozen.at.date(), days, kept)


def _review(
    kind: Literal["load", "list"],
    name: str,
    what: str,
    since: date,
    days: int,
    kept: dict[str, date],
) -> Review:
    """A longer period in the settings is no decision, and shortens none that was taken."""
    decided = kept.get(name)
    return Review(
        kind, name, what, since, decided or since + timedelta(days=days), decided is not None
    )
