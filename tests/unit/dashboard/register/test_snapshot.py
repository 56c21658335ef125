"""A register is copied as it is at one moment, from either database, while others write."""

from __future__ import annotations

from pathlib import Path

from dashboard.access.viewer import Viewer
from dashboard.register import Register
from dashboard.register.head import HEAD, read_head
from tests.unit.dashboard.register.conftest import Place

ADA = Viewer("ada")


def test_lines_that_come_meanwhile_are_in_no_part_of_the_copy(place: Place, tmp_path: Path) -> None:
    register, copied = place.open(), tmp_path / "copy"
    copied.mkdir()
    for number in range(5):
        register.note(ADA, "suspect", f"S{number}", version=1)
    token = register.link("S1")
    with register.snapshot() as moment:
        register.note(ADA, "suspect", "later", version=1)
        found = moment.write(copied)
    copy = Register.open(copied)
    assert (found.lines, found.fault) == (5, None)
    assert copy.log().equals(register.log().head(5))
    assert copy.linked(token) == "S1"
    assert copy.verify().fault is None
    assert register.verify().fault is None
    assert sorted(path.name for path in copied.iterdir()) == [HEAD, "register.sqlite"]


def test_a_head_that_shows_a_loss_is_copied_with_the_log(place: Place, tmp_path: Path) -> None:
    register, copied = place.open(), tmp_path / "copy"
    copied.mkdir()
    for number in range(3):
        register.note(ADA, "suspect", f"S{number}", version=1)
    ahead = read_head(place.folder / HEAD)
    place.run("delete from log_subjects where line = 3", "delete from access_log where id = 3")
    with register.snapshot() as moment:
        found = moment.write(copied)
    assert found.fault is not None
    assert read_head(copied / HEAD) == ahead
    fault = Register.open(copied).verify().fault
    assert fault is not None
    assert fault.kind == "lines_cut"
