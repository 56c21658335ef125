"""Everybody by reference, and the pairs among them: read and worked out once a version."""

from __future__ import annotations

import polars as pl

from dashboard.analysis.linking.known import KnownRegister, known_register
from dashboard.analysis.linking.pairs import find_pairs
from dashboard.analysis.linking.records import REGISTER
from dashboard.services.question import Question


def references_in(question: Question) -> pl.DataFrame:
    """Everybody by reference, as each was loaded and not as reviewers have joined them.

    Returns:
        The columns of `REGISTER`, by reference.
    """
    store = question.workspace.store_at(question.version)
    return question.workspace.remember(
        store,
        ("references",),
        lambda: store.suspects.everyone().select(*REGISTER).sort("suspect_id"),
    )


def pairs_found(question: Question) -> pl.DataFrame:
    """Every pair of the record, as `find_pairs`: worked out once a version."""
    store = question.workspace.store_at(question.version)
    people = references_in(question)
    return question.workspace.remember(store, ("pairs",), lambda: find_pairs(people))


def known_people(question: Question) -> KnownRegister:
    """Everybody, made ready for somebody new to be scored: once a version."""
    store = question.workspace.store_at(question.version)
    people = references_in(question)
    return question.workspace.remember(store, ("known",), lambda: known_register(people))


def is_compared(question: Question) -> bool:
    """Whether everybody of the record has been compared already, so that nobody waits for it."""
    store = question.workspace.store_at(question.version)
    return question.workspace.recall(store, ("pairs",)) is not None


def decisions_key(question: Question) -> tuple[int, int]:
    """What names an answer that also rests on what was decided of pairs.

    Raises:
        RegisterError: the decisions cannot be read.
    """
    rows = question.workspace.register.decided_links()
    return len(rows), rows[-1].number if rows else 0
