"""Where a number of new sites would bring most residents within reach.

Which sites together are best is an integer programme, which HiGHS solves. Next to it stands what
people can follow by hand: take the place that reaches most, then the one that adds most, and so
on. That is never worse than 1 - 1/e (63 in 100) of the best.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import highspy
import numpy as np
from numpy.typing import NDArray

#: So long the best is looked for, in seconds; after that the order by hand stands alone.
SECONDS: Final = 5.0

#: Whether a place (row) reaches a home (column).
Reaches = NDArray[np.bool_]
People = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Step:
    """One place of the order by hand.

    Attributes:
        place: its row.
        added: residents whom it reaches and none before it does.
    """

    place: int
    added: int


@dataclass(frozen=True, slots=True)
class Covering:
    """Where new sites would reach most.

    Attributes:
        best: rows of the places that together reach most, in order; where that was not proven in
            time, those of the order by hand.
        reached: residents whom they reach.
        proven: whether no other choice of as many can reach more.
        steps: the order by hand.
    """

    best: tuple[int, ...]
    reached: int
    proven: bool
    steps: tuple[Step, ...]

    @property
    def by_hand(self) -> int:
        """Residents whom the order by hand reaches."""
        return sum(step.added for step in self.steps)


def cover_most(
    reaches: Reaches, people: People, count: int, *, seconds: float = SECONDS
) -> Covering:
    """The places, no more than a number, that reach most residents.

    Args:
        reaches: which homes each place reaches.
        people: who live in each home, and are not reached yet.
        count: how many places there may be.
        seconds: how long the best is looked for.
    """
    steps = take_in_turn(reaches, people, count)
    by_hand = tuple(sorted(step.place for step in steps))
    reached = reached_by(reaches, people, by_hand)
    found = _solve(reaches, people, count, seconds)
    if found is None:
        return Covering(by_hand, reached, proven=False, steps=steps)
    best = reached_by(reaches, people, found)
    if best <= reached:  # equal: what people can follow
        return Covering(by_hand, reached, proven=True, steps=steps)
    return Covering(found, best, proven=True, steps=steps)


def reached_by(reaches: Reaches, people: People, places: tuple[int, ...]) -> int:
    """Residents whom some places together reach."""
    return int(people[reaches[list(places)].any(axis=0)].sum()) if places else 0


def take_in_turn(reaches: Reaches, people: People, count: int) -> tuple[Step, ...]:
    """The place that reaches most, then the one that adds most; of equals the first.

    It ends where no place adds anybody.
    """
    left, steps = people.copy(), list[Step]()
    for _ in range(min(count, len(reaches))):
        adds = reaches @ left
        place = int(adds.argmax())
        if not adds[place]:
            break
        steps.append(Step(place, int(adds[place])))
        left[reaches[place]] = 0
    return tuple(steps)


class _Quiet(highspy.Highs):
    """HiGHS without the line that it writes of itself, which would stand in an answer."""

    def enableCallbacks(self) -> None:  # noqa: N802 - as HiGHS calls it before it first writes
        """Let nothing be written from here on."""
        self.silent()
        super().enableCallbacks()  # type: ignore[no-untyped-call]


def _solve(reaches: Reaches, people: People, count: int, seconds: float) -> tuple[int, ...] | None:
    """The best places by HiGHS, in order; None where they are not proven to be in time.

    A variable for each place (taken or not) and for each group of homes that the same places
    reach (reached or not, which is whole by itself where the places are).
    """
    groups, weights = _grouped(reaches, people)
    if seconds <= 0:
        return None
    if not len(weights) or count <= 0:
        return ()
    places = len(reaches)
    solver = _Quiet()  # type: ignore[no-untyped-call]
    for name, value in (
        ("time_limit", float(seconds)),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 0.5),  # people are whole
        ("threads", 1),
    ):
        solver.setOptionValue(name, value)
    solver.passModel(_model(groups, weights, min(count, places)))
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    taken = np.asarray(solver.getSolution().col_value[:places]) > 1 / 2
    return tuple(int(place) for place in np.flatnonzero(taken))


def _grouped(reaches: Reaches, people: People) -> tuple[Reaches, People]:
    """Homes that the same places reach as one, and those that none reaches left out."""
    wanted = reaches.any(axis=0) & (people > 0)
    columns, group = np.unique(reaches[:, wanted], axis=1, return_inverse=True)
    weights = np.zeros(columns.shape[1], dtype=np.int64)
    np.add.at(weights, group.ravel(), people[wanted])
    return columns, weights


def _model(groups: Reaches, weights: People, count: int) -> highspy.HighsLp:
    """Most people, with no more than a number of places, each group where a place reaches it."""
    places, homes = groups.shape
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = places + homes, homes + 1
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_ = np.concatenate([np.zeros(places), weights.astype(float)])
    lp.col_lower_, lp.col_upper_ = np.zeros(places + homes), np.ones(places + homes)
    lp.integrality_ = [highspy.HighsVarType.kInteger] * places + [
        highspy.HighsVarType.kContinuous
    ] * homes
    # Rows: places that reach a group, less the group, are zero or more; and the number of them.
    lp.row_lower_ = np.concatenate([np.zeros(homes), [0.0]])
    lp.row_upper_ = np.concatenate([np.full(homes, highspy.kHighsInf), [float(count)]])
    starts, index, value = [0], list[int](), list[float]()
    for home in range(homes):
        near = np.flatnonzero(groups[:, home])
        index += [*near.tolist(), places + home]
        value += [1.0] * len(near) + [-1.0]
        starts.append(len(index))
    index += range(places)
    value += [1.0] * places
    starts.append(len(index))
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.array(starts, dtype=np.int32)
    lp.a_matrix_.index_ = np.array(index, dtype=np.int32)
    lp.a_matrix_.value_ = np.array(value)
    return lp
