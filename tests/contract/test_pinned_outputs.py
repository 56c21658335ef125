"""Every output on the demonstration is, byte for byte, the one that was pinned.

A change of layout leaves each digest in `pinned_outputs.csv` as it is. A change that means to
alter what Harmdesk puts out writes the table again, and says in its commit which outputs changed:

    PINS=write .venv/bin/python -m pytest tests/contract/test_pinned_outputs.py

`PINS=/some/folder` keeps the outputs themselves there as well, so that those of two versions of
the program can be compared with `diff -r`. Times, paths and who ran a command are left out.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.contract import pinned

pytestmark = pytest.mark.slow

OUTPUTS = pinned.pins()


@pytest.fixture(scope="module")
def made(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every output, by its name."""
    found = dict(pinned.outputs(demonstration, tmp_path_factory.mktemp("pinned")))
    chosen = os.environ.get("PINS", "")
    if chosen == "write":
        pinned.write_pins({name: pinned.digest(content) for name, content in found.items()})
    elif chosen:
        pinned.keep(found, Path(chosen))
    return found


def test_every_output_is_pinned_and_no_other(made: dict[str, bytes]) -> None:
    assert sorted(made) == sorted(pinned.pins())


@pytest.mark.parametrize("output", OUTPUTS)
def test_an_output_is_byte_for_byte_the_pinned_one(made: dict[str, bytes], output: str) -> None:
    assert pinned.digest(made[output]) == pinned.pins()[output]


def test_a_path_a_time_and_who_asked_change_no_digest(tmp_path: Path) -> None:
    here, there = (
        pinned.normalised(
            f'{{"file": "{folder}/x.csv", "at": "{moment}", "who": "{who}", "days": 5}}'.encode(),
            folder,
        )
        for folder, moment, who in (
            (tmp_path / "a", "2026-01-01T10:00:00.123", "ann"),
            (tmp_path / "b", "2026-02-02 11:30:00", "ben"),
        )
    )
    assert here == there
    assert b'"days": 5' in here
    assert pinned.normalised(b'{"days": 5}', tmp_path) != pinned.normalised(
        b'{"days": 6}', tmp_path
    )
