"""The head of the log follows its lines, and is never ahead of them."""

from __future__ import annotations

from typing import Final

import pytest

from dashboard.access.viewer import Viewer
from dashboard.register.head import HEAD, read_head
from tests.unit.dashboard.register.conftest import Place

ANALYST: Final = Viewer("an analyst")


class NotFinalError(Exception):
    """What happens in place of a commit."""


def test_a_line_that_does_not_become_final_leaves_the_head_as_it_was(
    monkeypatch: pytest.MonkeyPatch, place: Place
) -> None:
    register = place.open()
    register.note(ANALYST, "list", "first", version=1)
    before = read_head(place.folder / HEAD)

    def fail(*_: object) -> None:
        raise NotFinalError

    with monkeypatch.context() as broken:
        broken.setattr(type(register._database), "_commit", fail)
        with pytest.raises(NotFinalError):
            register.note(ANALYST, "list", "lost", version=1)
    assert read_head(place.folder / HEAD) == before
    found = place.open().verify()
    assert (found.lines, found.behind, found.fault) == (1, 0, None)
    register.note(ANALYST, "list", "second", version=1)
    found = register.verify()
    assert (found.lines, found.behind, found.fault) == (2, 0, None)
