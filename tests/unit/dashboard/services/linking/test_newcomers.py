"""New references that look like people already known are counted, and joined to nobody."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from dashboard.services.linking.newcomers import KNOWN, known_already, new_references
from dashboard.services.question import Question
from dashboard.wording.linking_newcomers import in_newcomer_words
from harm.record.allegations import SCHEMA
from tests.unit.dashboard.build import loaded
from tests.unit.dashboard.services.linking.test_proposals import asked, record


@pytest.fixture
def question(tmp_path: Path) -> Question:
    loaded(
        tmp_path,
        record("C1", "A1"),
        record("M1", "M", suspect_name="Ann Lee", suspect_sex="F"),
        synthetic=True,
    )
    return asked(tmp_path)


def rows(*records: dict[str, object]) -> pl.DataFrame:
    return pl.DataFrame(list(records), SCHEMA)


def test_a_new_reference_of_somebody_known_is_found(question: Question) -> None:
    new = new_references(
        question,
        rows(
            record("C5", "NEW", suspect_born=None, recorded_on=None),
            record("C6", "NEW", suspect_name="Derek Plimton"),
            record("C7", "A1"),
            record("C8", "ELSE", suspect_name="Zoltan Varga", suspect_born="1961-01-30"),
        ),
    )
    assert new["suspect_id"].to_list() == ["ELSE", "NEW"]
    assert new.filter(suspect_id="NEW")["suspect_born"].is_not_null().all()
    before = question.workspace.register.links()
    found = known_already(question, new)
    assert found.known.schema == KNOWN
    assert found.known.select("a", "b", "name_b").rows() == [("NEW", "A1", "Derek Plimpton")]
    assert in_newcomer_words(found).startswith("1 new reference of 2 looks like somebody already")
    assert question.workspace.register.links() == before


def test_nobody_new_is_nobody_known(question: Question) -> None:
    new = new_references(question, rows(record("C7", "A1")))
    assert new.is_empty()
    found = known_already(
        question, new_references(question, rows(record("C8", "E", suspect_name="Zoltan Varga",
        suspect_born="1961-01-30")))
    )  # fmt: skip
    assert found.known.is_empty()
    assert in_newcomer_words(found).startswith("None of 1 new reference")
