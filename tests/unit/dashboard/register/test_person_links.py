"""Links between references: appended, vouched for, undone by a row, and erased."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
import sqlalchemy as sa

from dashboard.access.viewer import Viewer
from dashboard.register import Proposal, Register, Traces
from dashboard.register.links import LinkRow
from dashboard.register.tables import PERSON_LINKS
from tests.unit.dashboard.register.conftest import Place

ADA, BEN = Viewer("ada"), Viewer("ben")


def proposal(a: str = "A1", b: str = "B1", weight: int = 6_500) -> Proposal:
    return Proposal(a=a, b=b, weight=weight, levels='{"name":"exact"}', model="m1")


def traces(*references: str) -> Traces:
    return Traces(
        references=references,
        mentions=lambda _, subject: any(f"“{own}”" in subject for own in references),
        without=lambda _: None,
    )


def test_what_is_proposed_is_kept_once_under_one_line(place: Place) -> None:
    register = place.open()
    written = register.propose_links(ADA, [proposal(), proposal("C1", "D1")], version=3)
    assert [(row.number, row.a, row.decision) for row in written] == [
        (1, "A1", "proposed"),
        (2, "C1", "proposed"),
    ]
    assert register.propose_links(BEN, [proposal(), proposal("C1", "D1")], version=3) == []
    again = register.propose_links(BEN, [proposal(weight=1_000)], version=4)
    assert [row.weight for row in again] == [1_000]
    log = register.log()
    assert log["action"].to_list() == ["combination"] * 2
    assert log["version"].to_list() == [3, 4]
    assert register.decided_links() == ()
    assert register.verify().fault is None


def test_a_decision_has_the_evidence_and_is_undone_by_a_row(place: Place) -> None:
    register = place.open()
    register.propose_links(ADA, [proposal()], version=1)
    first = register.decide_link(ADA, "B1", "A1", "same", "one birth", needs=2, version=1)
    assert (first.a, first.b, first.weight, first.reading) == ("A1", "B1", 6_500, 1)
    second = register.decide_link(
        BEN, "A1", "B1", "same", "the same photo", needs=2, blind=True, version=1
    )
    assert (second.reading, second.blind) == (2, True)
    undone = register.undo_link(BEN, "A1", "B1", "two brothers", version=1)
    assert [row.decision for row in register.decided_links()] == ["same", "same", "undone"]
    assert register.decided_links()[-1] == undone
    assert register.decide_link(ADA, "A1", "B1", "unsure", "?", version=1).reading == 1
    assert len(register.links()) == 5
    assert [row.number for row in register.links(after=4)] == [5]
    assert register.log()["subject"].to_list()[1] == "“A1” and “B1”: same"


def test_another_program_sees_a_decision_at_once(place: Place) -> None:
    here, there = place.open(), place.open()
    assert there.decided_links() == ()
    here.decide_link(ADA, "A1", "B1", "same", "x", version=1)
    assert [row.a for row in there.decided_links()] == ["A1"]
    assert there.decided_links() is there.decided_links()


CHANGES = {
    "links_changed": "update person_links set decision = 'different' where number = 1",
    "reference changed": "update person_links set b = 'C1' where number = 1",
    "row gone": "delete from person_links where number = 1",
    "reason changed": "update person_links set reason = 'other' where number = 1",
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_a_link_that_is_changed_is_found_out(place: Place, change: str) -> None:
    register = place.open()
    register.decide_link(ADA, "A1", "B1", "same", "x", version=1)
    register.decide_link(ADA, "A1", "C1", "same", "x", version=1)
    assert register.verify().fault is None
    place.run(change)
    fault = register.verify().fault
    assert fault is not None
    assert (fault.kind, fault.line) == ("links_changed", 1)


def test_a_link_without_a_line_is_found_out(place: Place) -> None:
    register = place.open()
    row = register.decide_link(ADA, "A1", "B1", "same", "x", version=1)
    values = {name: getattr(row, name) for name in LinkRow.__dataclass_fields__}
    with register._engine.begin() as connection:
        connection.execute(sa.insert(PERSON_LINKS).values({**values, "number": 2, "line": 9}))
    fault = register.verify().fault
    assert fault is not None
    assert (fault.kind, fault.what) == ("link_unsealed", "2")


def test_an_erasure_clears_the_rows_of_a_person_and_the_log_stays_whole(place: Place) -> None:
    register = place.open()
    register.propose_links(ADA, [proposal(), proposal("C1", "D1")], version=1)
    register.decide_link(ADA, "A1", "B1", "same", "of A1", version=1)
    register.decide_link(ADA, "C1", "D1", "same", "of C1", version=1)
    assert register.has_traces(traces("b1"))
    assert {"A1", "B1", "C1", "D1"} <= register.references()
    assert len(register.decided_links()) == 2
    removal = register.remove(ADA, traces("B1", "b1"), "RRD 12", version=1)
    assert removal.lists == ()
    assert [(row.a, row.b) for row in register.links()] == [("C1", "D1"), ("C1", "D1")]
    assert [row.a for row in register.decided_links()] == ["C1"]
    assert not register.has_traces(traces("B1", "b1"))
    assert register.verify().fault is None
    assert removal.line == 4
    place.run(
        "update person_links set salt = null, a = null, b = null, reason = null, levels = null,"
        " erased_by = 5 where number = 4"
    )
    fault = register.verify().fault
    assert fault is not None
    assert fault.kind == "links_erased"


def test_links_are_in_a_snapshot(place: Place, tmp_path: Path) -> None:
    register = place.open()
    register.propose_links(ADA, [proposal()], version=1)
    register.decide_link(ADA, "A1", "B1", "same", "x", version=1)
    target = tmp_path / "copy"
    target.mkdir()
    with register.snapshot() as snapshot:
        snapshot.write(target)
    copy = Register.open(target)
    assert copy.links() == register.links()
    assert copy.verify().fault is None
    copy.close()


def test_a_register_of_before_gets_the_table(tmp_path: Path) -> None:
    register = Register.open(tmp_path)
    register.note(ADA, "list", "x", version=1)
    with register._engine.begin() as connection:
        connection.exec_driver_sql("drop table person_links")
        connection.exec_driver_sql("alter table frozen_lists drop column links")
        connection.exec_driver_sql("update alembic_version set version_num = '5'")
        connection.exec_driver_sql("pragma user_version = 5")
    register.close()
    again = Register.open(tmp_path)
    again.decide_link(ADA, "A1", "B1", "same", "x", version=1)
    assert again.log().select(pl.col("action")).to_series().to_list() == ["list", "combination"]
    assert again.all_frozen() == []
    assert again.verify().fault is None
    again.close()
