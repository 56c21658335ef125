"""What shares something costly goes to one worker, and everything else by file."""

from __future__ import annotations

import pytest

from tests.dealing import dealt


@pytest.mark.parametrize("workers", [1, 2, 3, 8])
def test_the_tests_of_a_file_go_together(workers: int) -> None:
    for file in ("tests/app/test_list.py", "tests/unit/test_depth.py"):
        names = ("test_a", "test_b[x::y]", "Kind::test_c")
        assert len({dealt(f"{file}::{name}", workers) for name in names}) == 1


def test_two_workers_have_a_room_each_and_share_the_rest_by_file() -> None:
    files = [f"tests/{room}/test_{n}.py" for room in ("app", "browser", "unit") for n in range(9)]
    found = [dealt(f"{file}::test", 2) for file in files]
    assert found[:18] == ["tests/app/0"] * 9 + ["tests/browser/0"] * 9
    assert found[18:] == files[18:]


def test_many_workers_divide_a_room() -> None:
    found = {dealt(f"tests/browser/test_{number}.py::test", 8) for number in range(100)}
    assert found == {f"tests/browser/{number}" for number in range(4)}
